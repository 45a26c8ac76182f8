"""Values that others have published, or that our own specification gives: the form on disk may not drift."""

import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from presnya import register
from presnya.register.note import Signer, cosign, open_note, parse_vkey
from presnya.register.tiles import Tile, hashes_at, number_path, parse_tile, tiles_of
from presnya.terms.errors import BadNote, BadProof, BadValue, Tampered

LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
"""The entries with which implementations of RFC 6962 have been compared since its first one, and the roots of their first 1, 2, … 8."""
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
NOTE = """If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
"""
"""The example of the specification of signed notes."""
NOTE_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"


def key(seed, name="museum.example/presnya"):
    return Signer(name, Ed25519PrivateKey.from_private_bytes(hashlib.sha256(seed).digest()))


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_of_the_entries_everybody_compares(size):
    assert register.root_of([register.leaf_hash(bytes.fromhex(entry)) for entry in LEAVES[:size]]).hex() == ROOTS[size - 1]


def test_the_signed_note_of_the_specification_opens():
    text, signed = open_note(NOTE, [parse_vkey(NOTE_KEY)])
    assert text == NOTE.partition("\n\n")[0] + "\n"
    assert [one.name for one in signed] == ["PeterNeumann"]


def test_key_and_leaf_are_those_of_our_specification():
    assert str(key(b"presnya example log key").verifier) == "museum.example/presnya+27486555+ActUE9meh0hRtF+SPKGYiqZUQDYXtlszCA90WUNHiemP"
    entry = (b'{"act":"claim","at":"2026-10-01T10:05:00Z","by":"k1","commit":"a768621757bd065c7b92d1129214eaa3ddc3128fb909c83c33aca710cb53049a","obj":"o1","v":1}')
    assert len(entry) == 146
    leaf = register.leaf_hash(entry).hex()
    assert leaf.startswith("7062e22c0ee893df")
    assert leaf.endswith("3de7")


# ── notes with several signatures ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def checkpoint():
    return str(register.Checkpoint("museum.example/presnya", 1, register.leaf_hash(b"")))


def test_a_line_of_an_unknown_key_is_passed_over_and_a_cosigner_is_known(checkpoint):
    log, cosigner = key(b"log"), key(b"cosigner", "cosigner.example")
    note = register.sign(checkpoint, [log]) + cosign(checkpoint, cosigner, time=1_800_000_000)
    assert register.open_checkpoint(note, log.verifier).size == 1
    both = [log.verifier, cosigner.verifier._replace(type=4)]
    assert open_note(note, both)[1] == both


def test_a_bad_line_of_a_known_key_condemns_the_whole_note(checkpoint):
    log, other = key(b"log"), key(b"other", "other.example")
    good, bad = register.sign(checkpoint, [log]), register.sign(checkpoint.replace("\n1\n", "\n2\n"), [other])
    note = good + bad.rpartition("\n\n")[2]
    assert register.open_checkpoint(note, log.verifier).size == 1
    with pytest.raises(BadNote, match=r"signature of other\.example does not fit"):
        open_note(note, [log.verifier, other.verifier])


def test_sixteen_signatures_are_read(checkpoint):
    signers = [key(b"log"), *(key(str(nth).encode(), f"other-{nth}.example") for nth in range(15))]
    assert register.open_checkpoint(register.sign(checkpoint, signers), signers[0].verifier).size == 1


@pytest.mark.parametrize("words", ["", "name", "name+27486555+%%%", NOTE_KEY[:-4], NOTE_KEY.replace("c74f20a3", "c74f20a4"), NOTE_KEY.replace("PeterNeumann", ""), NOTE_KEY.replace("ARpc", "Apc")])
def test_what_is_no_key_is_named(words):
    with pytest.raises(BadNote, match="key") as caught:
        parse_vkey(words)
    assert caught.value.next_step


@pytest.mark.parametrize("text", ["museum.example\n01\nAAAA\n", "museum.example\n1\nAAAA\n", "museum.example\n", "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "museum.example\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                                  "museum.example\n٣\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"])
def test_a_signed_text_that_is_no_checkpoint_is_refused(text):
    signer = key(b"log", "museum.example")
    with pytest.raises(BadNote):
        register.open_checkpoint(register.sign(text, [signer]), signer.verifier)


@pytest.mark.parametrize("text", ["no newline", "bell\a\n", "return\r\n"])
def test_what_may_not_be_signed_is_not(text):
    with pytest.raises(BadNote, match="control characters"):
        register.sign(text, [key(b"log")])


# ── tiles ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("number", "path"), [(0, "000"), (7, "007"), (999, "999"), (1000, "x001/000"), (1_234_067, "x001/x234/067")])
def test_numbers_are_written_in_groups_of_three(number, path):
    assert number_path(number) == path


@pytest.mark.parametrize(("size", "paths"), [
    (0, []), (1, ["tile/entries/000.p/1", "tile/0/000.p/1"]), (256, ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]),
    (257, ["tile/entries/000", "tile/entries/001.p/1", "tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"]),
])
def test_a_tree_has_these_tiles_and_their_names_read_back(size, paths):
    tiles = list(tiles_of(size))
    assert [tile.path for tile in tiles] == paths
    assert [parse_tile(path) for path in paths] == tiles


@pytest.mark.parametrize("path", ["tile/0/0", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/300", "tile/00/000", "tile/0/x000/001", "tile/x/000", "tile/0/000\n", "tile/entries/000/", "checkpoint"])
def test_no_tile_has_another_name(path):
    assert parse_tile(path) is None


def test_upper_tiles_hold_roots_of_whole_tiles_below():
    leaves = [register.leaf_hash(str(nth).encode()) for nth in range(600)]
    assert hashes_at(1, leaves) == [register.root_of(leaves[:256]), register.root_of(leaves[256:512])]
    assert Tile(1, 0, 2).path == "tile/1/000.p/2"


def test_a_bundle_whose_lengths_do_not_add_up_is_named():
    data = register.bundle([b"one", b"", b"x" * 65_535])
    assert register.unbundle(data, file="tile/entries/000.p/3") == [b"one", b"", b"x" * 65_535]
    for cut in (data[:-1], data[:1], data + b"\0"):
        with pytest.raises(Tampered, match=r"tile/entries/000\.p/3 is cut off"):
            register.unbundle(cut, file="tile/entries/000.p/3")


# ── acts and proofs ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.spec("E4")
@pytest.mark.spec("E5")
def test_an_act_hides_its_body_and_is_bound_to_it():
    words = {"words": "The mill stood still."}
    one, other = (register.make_act(act="claim", about="event/strike", at="2026-10-01T10:05:00Z", by="k1", body=words) for _ in range(2))
    assert b"mill" not in one.entry
    assert one.entry != other.entry, "each act has a salt of its own"
    assert register.open_commitment(one.entry, one.salt, one.body)
    assert not register.open_commitment(one.entry, other.salt, one.body)
    assert not register.open_commitment(one.entry, one.salt, b'{"words":"The mill worked."}')
    assert not register.open_commitment(b"no JSON", one.salt, one.body)


def test_an_entry_longer_than_a_bundle_takes_is_refused():
    with pytest.raises(BadValue, match="65535") as caught:
        register.make_act(act="claim", about="event/" + "x" * 65_535, at="2026-10-01T10:05:00Z", by="k1", body={})
    assert caught.value.next_step
    with pytest.raises(BadValue, match="32 bytes"):
        register.make_act(act="claim", about="", at="2026-10-01T10:05:00Z", by="k1", body={}, salt=b"short")


@pytest.fixture
def proof():
    """(text, entry, key) of a proof with its body beside it, in a register of two acts."""
    signer, act = key(b"log"), register.make_act(act="claim", about="", at="2026-10-01T10:05:00Z", by="k1", body={"words": "It stood."}, salt=bytes(32))
    leaves = [act.leaf, register.leaf_hash(b"another")]
    note = register.sign(str(register.Checkpoint(signer.name, 2, register.root_of(leaves))), [signer])
    extra = b'{"salt":"' + act.salt.hex().encode() + b'","body":"{\\"words\\":\\"It stood.\\"}"}'
    return register.write_proof(0, [leaves[1]], note, extra=extra), act.entry, signer.verifier


def test_a_proof_file_goes_out_and_comes_back(proof):
    text, entry, verifier = proof
    assert text.startswith("c2sp.org/tlog-proof@v1\nextra ")
    read = register.read_proof(text)
    assert (read.number, len(read.path)) == (0, 1)
    assert register.verify_proof(read, entry, verifier).size == 2


@pytest.mark.parametrize("spoil", [
    lambda text: "", lambda text: text.replace("@v1", "@v2"), lambda text: text.replace("index 0", "index -1"), lambda text: text.replace("index 0", "index 00"), lambda text: text.replace("index 0", "index ٠"),
    lambda text: text.replace("index 0\n", ""), lambda text: text.replace("extra ", "extra %"), lambda text: text.replace("=\n\n", "\n\n"), lambda text: text.replace("index 0\n", "index 0\nQUJD\n"),
])
def test_a_file_that_is_no_proof_is_refused_with_the_next_step(proof, spoil):
    with pytest.raises(BadProof, match="not a tlog-proof") as caught:
        register.read_proof(spoil(proof[0]))
    assert caught.value.next_step


@pytest.mark.parametrize("extra", [b"no JSON", b"[]", b"{}", b'{"salt":"xyz","body":""}', b'{"salt":null,"body":null}', b'{"salt":"00","body":"{}"}', b"\xff"])
def test_what_stands_beside_a_proof_must_open_the_act(proof, extra):
    text, entry, verifier = proof
    with pytest.raises(BadProof, match="act 0"):
        register.verify_proof(register.read_proof(text)._replace(extra=extra), entry, verifier)
