"""Mirrors: what is pulled, what is kept, what is cosigned, and when a museum shows something else than before."""

import json

import pytest

from benchmarks.register.branches import ORIGIN, publish, rows, served
from presnya import publishing, register
from presnya.register import cosigner, mirrors, pulling
from presnya.register.comparing import compare, head_of
from presnya.register.cosigning import cosigned_by, write_request
from presnya.register.evidence import read_evidence, verify_evidence, write_evidence
from presnya.register.remembering import look, told
from presnya.register.rotation import write_rotation
from presnya.register.transport import Limits
from presnya.terms.errors import BadNote, BadProof, BadValue, Conflict, NotFound, Refused, Tampered, Unreachable
from tests.builders import enter, erase, said, text

SECRET = "Ada Mill hid the strikers under the mill."
HASTY = pulling.Bounds(host=Limits(patience=0.4, seconds=10))


@pytest.fixture
def site(tmp_path):
    publish(tmp_path / "site", 20)
    return tmp_path / "site"


def signer():
    return cosigner.cosigner_key("archive.example/cosigner")


def pull(mirror, **options):
    return pulling.pull(mirror, signer=signer(), **options)


def tree(folder):
    return {place.relative_to(folder).as_posix(): place.read_bytes() for place in folder.rglob("*") if place.is_file()}


def forget_marks(home):
    """As somebody does who will sign another history."""
    for mark in (home / "marks").iterdir():
        mark.unlink()


def test_a_mirror_holds_the_whole_museum_and_cosigns_it(site):
    mirror = mirrors.add("-", str(site))
    assert mirror.name == "street-example"
    done = pull(mirror)
    assert (done.before, done.size, done.changed, done.kept) == (0, 20, True, 0)
    assert tree(mirror.current) == tree(site)
    assert not register.verify(mirror.current, key=str(mirror.key)).problems
    assert list(cosigned_by(cosigner.seen(ORIGIN).note, [signer().verifier])) == [signer().verifier]
    assert mirrors.pulled_at(mirror)
    assert [one.name for one in mirrors.every()] == ["street-example"]


def test_a_second_pull_fetches_only_what_changed(site):
    mirror = mirrors.add("street", str(site))
    first = pull(mirror)
    again = pull(mirror)
    assert (again.changed, again.fetched, again.line) == (False, 0, first.line)
    (site / "large.txt").write_text("the same " * 1000)
    publish(site, 20)
    pull(mirror)
    inode = (mirror.current / "large.txt").stat().st_ino
    publish(site, 25)
    done = pull(mirror)
    assert (done.before, done.size) == (20, 25)
    assert done.kept >= 5
    assert (mirror.current / "large.txt").stat().st_ino == inode
    assert tree(mirror.current) == tree(site)
    assert len(list((mirror.folder / "copies").iterdir())) == 1


def test_a_pull_that_was_cut_off_goes_on_and_shows_nothing_before_it_is_whole(site):
    with served(site) as address:
        mirror = mirrors.add("street", address)
        pull(mirror)
    publish(site, 400)
    before, seen = tree(mirror.current), []

    def breaking(handler):
        seen.append(handler.path)
        if len(seen) > 14:
            handler.connection.close()
            raise ConnectionError
        return False

    with served(site, breaking) as address, pytest.raises(Unreachable):
        pull(mirror._replace(source=address), bounds=HASTY)
    assert tree(mirror.current) == before
    staged = tree(mirror.folder / "part")
    assert any(name.startswith("register/") for name in staged)
    with served(site) as address:
        done = pull(mirror._replace(source=address))
    assert 0 < done.fetched < len(tree(site)) - len(before)
    assert tree(mirror.current) == tree(site)
    assert sorted(place.name for place in mirror.folder.iterdir()) == ["copies", "current", "mirror.json"]


@pytest.fixture
def erasing(street):
    """A published museum with a claim that is going to be erased, its mirror, and the claim's number."""
    (claim,) = enter(street, [said("event/strike", "summary", text(SECRET), source=street.diary)])
    publishing.publish(street.museum, curator=street.curator)
    mirror = mirrors.add("street", str(street.museum.site_folder))
    pull(mirror)
    assert any(SECRET.encode() in data for data in tree(mirror.folder).values())
    return street, mirror, claim


def test_bodies_erased_there_are_gone_here_after_the_next_pull(erasing):
    street, mirror, claim = erasing
    erase(street, claim)
    publishing.publish(street.museum, curator=street.curator)
    assert pull(mirror).erased == (int(claim.removeprefix("claim/").partition(".")[0]),)
    assert not any(SECRET.encode() in data for data in tree(mirror.folder).values())
    assert not register.verify(mirror.current, key=str(mirror.key)).problems


@pytest.mark.parametrize("rightly", [True, False])
def test_a_body_that_went_in_silence_or_stands_where_it_was_erased_is_not_pulled(erasing, rightly):
    street, mirror, claim = erasing
    site, number = street.museum.site_folder, int(claim.removeprefix("claim/").partition(".")[0])
    place = site / "register/bodies/000.jsonl"
    before = place.read_text().splitlines()
    if rightly:
        erase(street, claim)
        publishing.publish(street.museum, curator=street.curator)
    lines = place.read_text().splitlines()
    lines[number] = before[number] if rightly else json.dumps({"erased": True, "index": number}, separators=(",", ":"))
    place.write_text("\n".join(lines) + "\n")
    register.write_manifest(site, signer=register.signer(ORIGIN), checkpoint=head_of(site).checkpoint)
    held = tree(mirror.current)
    with pytest.raises(Tampered, match="something stands in its place" if rightly else "removed in silence"):
        pull(mirror)
    assert tree(mirror.current) == held


def test_a_museum_that_shows_less_than_before_is_told_and_the_copy_stays(site, tmp_path, home):
    mirror = mirrors.add("street", str(site))
    pull(mirror)
    before = tree(mirror.current)
    forget_marks(home)
    publish(tmp_path / "old", 12)
    with pytest.raises(Conflict, match="shows 12 acts, but 20 were cosigned"):
        pull(mirror._replace(source=str(tmp_path / "old")))
    assert tree(mirror.current) == before
    assert cosigner.seen(ORIGIN).size == 20


@pytest.mark.parametrize("size", [5, 8, 20, 33])
def test_a_fork_of_any_size_is_told_with_evidence_that_a_third_party_verifies(site, tmp_path, home, size, capsys):
    mirror = mirrors.add("street", str(site))
    pull(mirror)
    forget_marks(home)
    forged = tmp_path / "forged"
    forged.mkdir()
    (forged / "index.html").write_text("<h1>Another street</h1>")
    written = register.publish_log(forged / "register", rows(size, salted=1), signer=register.signer(ORIGIN), total=size)
    register.write_manifest(forged, signer=register.signer(ORIGIN), checkpoint=written.checkpoint)
    with pytest.raises(pulling.Forked) as caught:
        pull(mirror._replace(source=str(forged)))
    fork = verify_evidence(read_evidence(caught.value.file.read_text()), [mirror.key])
    assert {fork.first.size, fork.second.size} == {size, 20}
    from presnya.register.__main__ import main

    assert main(["evidence", str(caught.value.file), str(mirror.key)]) == 0
    assert f"fork of {ORIGIN}" in capsys.readouterr().out
    assert main(["evidence", str(caught.value.file), str(register.signer("other.example/x").verifier)]) == 1
    assert compare(head_of(mirror.current), head_of(forged)).relation == "forked"
    assert verify_evidence(compare(head_of(forged), head_of(mirror.current)).evidence, [mirror.key]).first.size == fork.first.size


def test_evidence_that_was_made_up_does_not_verify(site, tmp_path, home):
    forget_marks(home)
    publish(tmp_path / "smaller", 12)
    key = register.signer(ORIGIN).verifier
    small, large = head_of(tmp_path / "smaller"), head_of(site)
    assert compare(small, large).relation == "continued"
    from presnya.register.evidence import Evidence
    from presnya.register.tile_reader import TileReader, prefix_path

    path = tuple(prefix_path(12, 20, TileReader(large.place, large.prefix, 20)))
    other = register.sign(str(register.Checkpoint(ORIGIN, 20, bytes(32))), [register.signer("forger.example/x")._replace(name=ORIGIN)])
    elsewhere = register.sign(str(register.Checkpoint("other.example/x", 20, bytes(32))), [register.signer("other.example/x")])
    for made_up in (Evidence(small.note, large.note, path), Evidence(small.note, large.note, (bytes(32), *path[1:])), Evidence(small.note, large.note, path[:-1]),
                    Evidence(small.note, large.note), Evidence(large.note, small.note, path), Evidence(large.note, large.note), Evidence(large.note, other), Evidence(large.note, elsewhere),
                    Evidence(large.note, large.note, path), Evidence(large.note.replace("\n20\n", "\n21\n"), large.note)):
        with pytest.raises((BadProof, BadNote)):
            verify_evidence(read_evidence(write_evidence(made_up)), [key])


def test_evidence_with_a_letter_changed_is_not_read(site, tmp_path, home):
    from presnya.register.evidence import Evidence

    note = head_of(site).note
    forget_marks(home)
    publish(tmp_path / "forged", 20, signer=register.signer(ORIGIN))
    other = register.sign(str(register.Checkpoint(ORIGIN, 20, bytes(32))), [register.signer(ORIGIN)])
    text = write_evidence(Evidence(note, other))
    verify_evidence(read_evidence(text), [register.signer(ORIGIN).verifier])
    for at in range(0, len(text), 3):
        with pytest.raises((BadProof, BadNote)):
            verify_evidence(read_evidence(text[:at] + ("~" if text[at] != "~" else "-") + text[at + 1:]), [register.signer(ORIGIN).verifier])


def test_a_pull_and_a_request_share_one_memory(site, tmp_path):
    """What was cosigned on request binds the next pull, and the other way round."""
    mirror = mirrors.add("street", str(site))
    pull(mirror)
    publish(site, 30)
    note = (site / "register/checkpoint").read_text()
    leaves = [register.leaf_hash(row.entry) for row in rows(30)]
    body = write_request(20, register.consistency_proof(20, 30, register.range_hash_of(leaves)), note)
    assert cosigner.add_checkpoint(body, signer=signer(), keys_of=mirrors.keys_of).status == 200
    assert pull(mirror).size == 30
    assert cosigner.seen(ORIGIN).size == 30


def test_a_register_that_is_only_cosigned_leaves_no_copy(site):
    mirror = mirrors.add("street", str(site), copied=False)
    assert pull(mirror).size == 20
    publish(site, 31)
    assert pull(mirror).size == 31
    assert not mirror.current.exists()


def test_a_key_that_was_changed_is_followed_by_signed_rotations(site, home):
    mirror = mirrors.add("street", str(site))
    old = register.signer(ORIGIN)
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    new = register.Signer(ORIGIN, Ed25519PrivateKey.generate())
    rotations = site / "register/rotations"
    rotations.mkdir()
    (rotations / "0").write_text(write_rotation(old, new, number=0, act=19, at="2026-10-01T10:05:00Z"))
    checkpoint = register.open_checkpoint((site / "register/checkpoint").read_text(), old.verifier)
    (site / "register/checkpoint").write_text(register.sign(str(checkpoint), [new, old]))
    assert head_of(site, key=old.verifier).keys == (old.verifier, new.verifier)
    followed = pulling._head(pulling.place_of(mirror.source), mirror)
    assert followed[2].keys == (old.verifier, new.verifier)
    assert mirrors.read("street").key == new.verifier
    assert list(mirrors.keys_of(ORIGIN)) == [new.verifier]
    (rotations / "0").write_text(write_rotation(new, old, number=0, act=19, at="2026-10-01T10:05:00Z").replace(str(old.verifier), str(new.verifier)))
    with pytest.raises(BadNote):
        pulling._head(pulling.place_of(mirror.source), mirror)


def test_a_listed_file_that_is_missing_or_other_stops_the_pull(site):
    mirror = mirrors.add("street", str(site))
    good = (site / "index.html").read_bytes()
    (site / "index.html").unlink()
    with pytest.raises(Tampered, match=r"index\.html should be there"):
        pull(mirror)
    (site / "index.html").write_bytes(good[::-1])
    with pytest.raises(Tampered, match="is not the file that was published"):
        pull(mirror)
    assert not mirror.current.exists()
    assert [place.name for place in mirror.folder.iterdir()] == ["mirror.json"]


def test_limits_of_files_and_bytes_are_kept(site):
    mirror = mirrors.add("street", str(site))
    for bounds in (pulling.Bounds(files=3), pulling.Bounds(whole=500)):
        with pytest.raises(Refused, match="lists more than"):
            pull(mirror, bounds=bounds)


@pytest.mark.parametrize("name", ["", "Street", "../x", "a/b", "-x", "a" * 64, "ё"])
def test_a_name_that_is_none_is_refused(site, name):
    with pytest.raises(BadValue, match="is no name"):
        mirrors.add(name, str(site))


def test_a_museum_is_watched_once_and_forgotten_on_demand(site, tmp_path):
    mirror = mirrors.add("street", str(site))
    pull(mirror)
    for name in ("street", "again"):
        with pytest.raises(Conflict, match="watched already"):
            mirrors.add(name, str(site))
    mirrors.remove("street")
    assert not mirror.folder.exists()
    assert cosigner.seen(ORIGIN).size == 20
    with pytest.raises(NotFound):
        mirrors.read("street")
    with pytest.raises(NotFound, match="no folder"):
        mirrors.add("street", str(tmp_path / "nowhere"))
    with pytest.raises(BadNote, match="cosigner's key"):
        mirrors.add("street", str(site), key=str(signer().verifier))


def test_a_reader_who_remembers_finds_out_what_is_older_or_another(site, tmp_path, home):
    assert look(head_of(site)).look == "first"
    assert look(head_of(site)).look == "same"
    publish(site, 27)
    assert look(head_of(site)).look == "newer"
    forget_marks(home)
    publish(tmp_path / "old", 9)
    old = head_of(tmp_path / "old")
    assert "older than what you saw before: 9 acts, not 27" in told(look(old), old)
    forget_marks(home)
    written = register.publish_log(tmp_path / "forged", rows(30, salted=2), signer=register.signer(ORIGIN), total=30)
    looked = look(head_of(tmp_path / "forged"))
    assert looked.look == "forked"
    assert verify_evidence(read_evidence(looked.file.read_text()), [register.signer(ORIGIN).verifier]).second == written.checkpoint
    assert look(head_of(site)).look == "same"
