"""What all tests share: a home of their own for keys, and a small museum with a database."""

import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from hypothesis import settings

from presnya import web
from tests.builders import ROOT, Street, found, run
from tests.machine import GO, POSTGRESQL, go, postgresql

assert web
settings.register_profile("presnya", deadline=None)  # how long one example takes says something of the machine and its disk, nothing of what is tested
settings.load_profile("presnya")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keys and high-water marks of each test lie in a folder of its own: no test may sign with yours."""
    place = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("PRESNYA_HOME", str(place))
    return place


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Street]:
    """An empty museum on SQLite, founded, with one source: the diary of Ada Mill."""
    yield found(tmp_path / "street")
    connections.close_all()


@pytest.fixture(scope="session")
def flagship(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The flagship museum's folder, published from a copy by the command. Tests that use it share one worker (xdist group "flagship")."""
    folder = tmp_path_factory.mktemp("flagship") / "revolution"
    shutil.copytree(ROOT / "museums/revolution", folder, ignore=shutil.ignore_patterns("site", ".presnya", "art"))
    run("publish", str(folder), home=tmp_path_factory.mktemp("flagship-home"))
    return folder


@pytest.fixture(scope="session", autouse=True)
def _quiet_at_exit() -> Iterator[None]:
    """Connections that a failing test left open must not hide what failed."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        connections.close_all()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without PostgreSQL's programs, or without Go, their tests are left out; `make test` names them in its last lines."""
    for need, here, mark in ((POSTGRESQL, postgresql(), "postgresql"), (GO, go(), "go")):
        for item in () if here else items:
            if item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=f"this machine has no {need.name}; on Debian: apt-get install {need.package}"))
