"""Pulling from hosts that mean harm: refused in time, nothing shown, nothing left behind, the last good copy still there."""

import pytest

from benchmarks.register.branches import BRANCHES, ORIGIN, publish, served
from presnya import register
from presnya.register import cosigner, mirrors, pulling
from presnya.register.transport import Limits
from presnya.terms.errors import PresnyaError

SHORT = pulling.Bounds(files=1000, whole=50 << 20, host=Limits(answer=50 << 20, total=60 << 20, patience=0.6, slowest=1024, seconds=5))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A mirror that pulled 300 acts from a good host, whose museum has 310 now. No hostile branch may change anything of it, so one serves all."""
    folder = tmp_path_factory.mktemp("hostile")
    site = folder / "site"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRESNYA_HOME", str(folder / "home"))
        publish(site, 300)
        with served(site) as address:
            mirror = mirrors.add("street", address)
            pulling.pull(mirror, signer=cosigner.cosigner_key("archive.example/cosigner"))
        publish(site, 310)
    return folder, site, mirror


@pytest.fixture
def pulled(made, monkeypatch):
    """The same, with its keys for the signing."""
    monkeypatch.setenv("PRESNYA_HOME", str(made[0] / "home"))
    return made


def everything_in(folder):
    return {place.relative_to(folder).as_posix(): place.read_bytes() for place in folder.rglob("*") if place.is_file()}


@pytest.mark.parametrize("branch", BRANCHES, ids=[branch.name for branch in BRANCHES])
def test_a_hostile_branch_is_refused_and_leaves_nothing_behind(branch, pulled):
    folder, site, mirror = pulled
    special = branch.special(site)
    before, around = everything_in(mirror.folder), set(folder.rglob("*"))
    with served(site, special) as address:
        hostile = mirror._replace(source=address)
        with pytest.raises(PresnyaError) as caught:
            pulling.pull(hostile, signer=cosigner.cosigner_key("archive.example/cosigner"), bounds=SHORT)
    assert caught.value.next_step
    assert caught.value.message.isprintable()
    assert everything_in(mirror.folder) == before
    assert set(folder.rglob("*")) == around
    assert cosigner.seen(ORIGIN).size == 300
    assert not register.verify(mirror.current).problems
