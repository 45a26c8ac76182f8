"""The log as files: read by somebody else's program, checked by ours byte for byte."""

import os
import shutil

import pytest
from cryptography.exceptions import InvalidSignature
from tlog_scales.backend import LocalBackend
from tlog_scales.reader import TilesReader
from tlog_scales.signing import Vkey

from presnya import register
from presnya.register.keys import HighWater, raise_high_water
from presnya.terms.errors import BadNote, BadProof, NotFound, RegisterError, Tampered
from tests.register.conftest import rows

ORIGIN = "street.example/presnya"


def verify(folder):
    return register.verify(folder)


# ── somebody else's reader ──────────────────────────────────────────────────────────────────────────────────────


def test_a_public_reader_verifies_our_checkpoint_and_every_kind_of_proof(log):
    reader = TilesReader(LocalBackend(log))
    checkpoint = reader.get_checkpoint()
    assert (checkpoint.origin, checkpoint.size) == (ORIGIN, 300)
    checkpoint.verify(Vkey.from_string((log / "vkey").read_text().strip()))
    assert reader.calculate_root_hash() == checkpoint.root_hash
    for number in (0, 1, 128, 255, 256, 299):
        entry = reader.get_entry(number)
        assert entry == rows(300)[number].entry
        reader.get_inclusion_proof(number, 300).check(register.leaf_hash(entry), checkpoint.root_hash)
    reader.get_consistency_proof(256, 300).check(register.root_of([register.leaf_hash(row.entry) for row in rows(256)]), checkpoint.root_hash)


def test_a_public_reader_refuses_a_checkpoint_that_was_touched(log):
    note = (log / "checkpoint").read_text().replace("\n300\n", "\n299\n")
    (log / "checkpoint").write_text(note)
    checkpoint = TilesReader(LocalBackend(log)).get_checkpoint()
    with pytest.raises(InvalidSignature):
        checkpoint.verify(Vkey.from_string((log / "vkey").read_text().strip()))


# ── ours ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_whole_log_holds(log):
    report = verify(log)
    assert (report.problems, report.size, report.origin) == ((), 300, ORIGIN)


@pytest.fixture
def grown(tmp_path):
    """A log published at two acts and again at three: small enough to touch every byte, with an older edge beside the newer."""
    signer = register.signer(ORIGIN)
    for size in (2, 3):
        register.publish_log(tmp_path / "grown", rows(size), signer=signer, total=size)
    return tmp_path / "grown"


def flipped(place, bits):
    """Each byte of a file in turn with one bit changed; the file is whole again afterwards."""
    good = place.read_bytes()
    for at in range(len(good)):
        for bit in bits(at, len(good)):
            place.write_bytes(good[:at] + bytes([good[at] ^ (1 << bit)]) + good[at + 1:])
            yield at, bit
    place.write_bytes(good)


@pytest.mark.spec("F2")
@pytest.mark.spec("F4")
@pytest.mark.spec("O1")
def test_one_flipped_bit_anywhere_in_any_file_names_the_file(grown):
    files = sorted(place for place in grown.rglob("*") if place.is_file())
    assert {place.relative_to(grown).as_posix() for place in files} >= {"checkpoint", "checkpoints/2", "checkpoints/3", "tile/0/000.p/2", "tile/entries/000.p/2", "vkey", "bodies/000.jsonl"}
    for place in files:
        name = place.relative_to(grown).as_posix()
        # All eight bits near the end, where base64 has idle ones; elsewhere another bit at every fifth byte.
        for at, bit in flipped(place, lambda at, length: range(8) if at > length - 6 else [at % 8][at % 5:]):
            assert name in {problem.file for problem in verify(grown).problems}, (name, at, bit)
    assert not verify(grown).problems


def test_full_tiles_and_bundles_are_read_to_their_last_byte(log):
    for name in ("tile/0/000", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/44", "bodies/000.jsonl", "bodies/001.jsonl"):
        for at, bit in flipped(log / name, lambda at, length: [at % 8] if at in {0, length // 2, length - 1} else []):
            assert name in {problem.file for problem in verify(log).problems}, (name, at, bit)


@pytest.mark.parametrize("name", ["tile/0/000.p/1", "tile/0/000.p/4", "tile/0/001", "tile/entries/x001/000", "tile/0/note.txt", "tile/7/000.p/1"])
@pytest.mark.spec("F2")
def test_a_tile_that_does_not_belong_is_named(grown, name):
    place = grown / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"x" * 32)
    assert [problem.file for problem in verify(grown).problems] == [name]


@pytest.mark.spec("F1")
@pytest.mark.spec("F3")
@pytest.mark.spec("B1")
def test_a_file_that_is_gone_or_cut_off_is_named(log):
    for place in sorted(place for place in log.rglob("*") if place.is_file()):
        name, good = place.relative_to(log).as_posix(), place.read_bytes()
        if not name.startswith("checkpoints/") and name != "checkpoint":
            place.unlink()
            assert any(problem.file == name and "missing" in problem.what for problem in verify(log).problems), name
        place.write_bytes(good[:len(good) // 2])
        assert verify(log).problems, name
        place.write_bytes(good)


def test_a_key_from_somebody_else_does_not_hold(log):
    other = register.signer("other.example/presnya")
    report = register.verify(log, key=str(other.verifier))
    assert [problem.file for problem in report.problems] == ["checkpoint"]
    assert "given by you" in report.key_from


@pytest.mark.spec("F4")
@pytest.mark.spec("T5")
def test_growing_keeps_earlier_checkpoints_and_proofs(log):
    signer = register.signer(ORIGIN)
    written = register.publish_log(log, rows(600), signer=signer, total=600)
    assert [size for size, _ in written.kept] == [300, 600]
    assert not verify(log).problems
    entry = rows(600)[17].entry
    leaves = [register.leaf_hash(row.entry) for row in rows(300)]
    file = register.write_proof(17, register.inclusion_proof(17, 300, register.range_hash_of(leaves)), dict(written.kept)[300])
    assert register.verify_proof(register.read_proof(file), entry, signer.verifier).size == 300
    with pytest.raises(BadProof):
        register.verify_proof(register.read_proof(file.replace("index 17", "index 18")), entry, signer.verifier)


def test_publishing_again_writes_the_same_bytes(log):
    before = {place: (place.read_bytes(), place.stat().st_mtime_ns) for place in log.rglob("*") if place.is_file()}
    register.publish_log(log, rows(300), signer=register.signer(ORIGIN), total=300)
    assert {place: (place.read_bytes(), place.stat().st_mtime_ns) for place in log.rglob("*") if place.is_file()} == before


@pytest.mark.spec("C6")
def test_an_old_backup_is_not_signed(log, tmp_path):
    register.publish_log(log, rows(310), signer=register.signer(ORIGIN), total=310)
    with pytest.raises(RegisterError, match="300 acts, but 310 were signed") as caught:
        register.publish_log(tmp_path / "restored", rows(300), signer=register.signer(ORIGIN), total=300)
    assert "two histories" in caught.value.next_step
    assert not (tmp_path / "restored/checkpoint").exists()


@pytest.mark.spec("C6")
def test_another_history_of_the_same_length_is_not_signed(log, tmp_path):
    raise_high_water(ORIGIN, HighWater(300, b"\1" * 32))
    with pytest.raises(RegisterError, match="are not those that were signed"):
        register.publish_log(tmp_path / "forged", rows(301), signer=register.signer(ORIGIN), total=301)


@pytest.mark.spec("C5")
@pytest.mark.spec("B2")
def test_a_body_that_does_not_open_its_entry_stops_everything(tmp_path):
    bad = rows(3)
    bad[1] = bad[1]._replace(body=b'{"words":"Something else."}')
    with pytest.raises(Tampered, match="act 1"):
        register.publish_log(tmp_path / "log", bad, signer=register.signer(ORIGIN), total=3)
    assert not (tmp_path / "log/checkpoint").exists()


def test_a_folder_that_holds_no_museum_is_named(tmp_path):
    with pytest.raises(NotFound, match="holds no published museum"):
        verify(tmp_path)
    with pytest.raises(NotFound, match="no folder"):
        verify(tmp_path / "nowhere")


# ── keys and notes ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_key_others_can_read_is_not_used(home):
    register.signer(ORIGIN)
    (key,) = (home / "keys").glob("*.key")
    assert os.stat(key).st_mode & 0o077 == 0  # noqa: PTH116  the mode as the system gives it
    key.chmod(0o644)
    with pytest.raises(RegisterError, match="can be read by others"):
        register.signer(ORIGIN)


def test_a_damaged_key_is_named(home):
    register.signer(ORIGIN)
    (key,) = (home / "keys").glob("*.key")
    key.write_text("{")
    key.chmod(0o600)
    with pytest.raises(RegisterError, match="is damaged"):
        register.signer(ORIGIN)


@pytest.mark.parametrize("words", ["{", "[]", '{"size":3}', '{"size":3,"root":"xyz"}', "null"])
@pytest.mark.spec("C6")
def test_a_damaged_high_water_mark_stops_the_signing(log, home, words):
    """Without the mark a fork would be signed, so it may not be passed over."""
    (mark,) = (home / "marks").glob("*.json")
    mark.write_text(words)
    with pytest.raises(RegisterError, match="is damaged") as caught:
        register.publish_log(log, rows(301), signer=register.signer(ORIGIN), total=301)
    assert str(mark) in caught.value.message
    assert "newest published copy" in caught.value.next_step
    assert verify(log).size == 300


@pytest.mark.parametrize("spoil", [
    lambda note: note.replace("street.example", "strait.example"), lambda note: note[:-8], lambda note: note.replace("\n\n", "\n"), lambda note: note.replace("—", "-"),
    lambda note: "", lambda note: note + "more",
])
def test_a_note_that_is_not_whole_is_refused(spoil):
    signer = register.signer(ORIGIN)
    note = register.sign(f"{ORIGIN}\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", [signer])
    register.open_checkpoint(note, signer.verifier)
    with pytest.raises(BadNote):
        register.open_checkpoint(spoil(note), signer.verifier)


def test_the_register_verifies_alone(log):
    import subprocess
    import sys

    program = "import sys; sys.modules['django'] = sys.modules['jinja2'] = None; from presnya.register.__main__ import main; sys.exit(main(['verify', sys.argv[1]]))"
    done = subprocess.run([sys.executable, "-c", program, str(log)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "It holds" in done.stdout
    shutil.rmtree(log / "tile/0")
    assert subprocess.run([sys.executable, "-m", "presnya.register", "verify", str(log)], capture_output=True, text=True, check=False).returncode == 1
