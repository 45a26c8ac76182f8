"""Pulling from hosts that mean harm: refused in time, nothing shown, nothing left behind, the last good copy still there."""

import pytest

from benchmarks.register.branches import BRANCHES, ORIGIN, publish, served
from presnya import register
from presnya.register import cosigner, mirrors, pulling
from presnya.register.transport import Limits
from presnya.terms.errors import PresnyaError

SHORT = pulling.Bounds(files=1000, whole=50 << 20, host=Limits(answer=50 << 20, total=60 << 20, patience=0.6, slowest=1024, seconds=5))


@pytest.fixture
def pulled(tmp_path):
    """A mirror that pulled 300 acts from a good host."""
    site = tmp_path / "site"
    publish(site, 300)
    with served(site) as address:
        mirror = mirrors.add("street", address)
        pulling.pull(mirror, signer=cosigner.cosigner_key("archive.example/cosigner"))
    return site, mirror


def everything_in(folder):
    return {place.relative_to(folder).as_posix(): place.read_bytes() for place in folder.rglob("*") if place.is_file()}


@pytest.mark.parametrize("branch", BRANCHES, ids=[branch.name for branch in BRANCHES])
def test_a_hostile_branch_is_refused_and_leaves_nothing_behind(branch, pulled, tmp_path, home):
    site, mirror = pulled
    publish(site, 310)
    before, around = everything_in(mirror.folder), {place for place in tmp_path.rglob("*")}
    with served(site, branch.special(site)) as address:
        hostile = mirror._replace(source=address)
        with pytest.raises(PresnyaError) as caught:
            pulling.pull(hostile, signer=cosigner.cosigner_key("archive.example/cosigner"), bounds=SHORT)
    assert caught.value.next_step
    assert caught.value.message.isprintable()
    assert everything_in(mirror.folder) == before
    assert {place for place in tmp_path.rglob("*")} == around
    assert cosigner.seen(ORIGIN).size == 300
    assert not register.verify(mirror.current).problems
