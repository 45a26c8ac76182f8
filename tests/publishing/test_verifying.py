"""What pages carry for the check in a visitor's browser."""

import json
import re
import runpy
from pathlib import Path

import pytest
from babel import Locale

from presnya import publishing, register
from presnya.publishing import verify_table
from presnya.publishing.verifying import IN_PAGE, LARGEST, MARKER, Vouching, rotations, said, shown_in
from presnya.register.merkle import leaf_hash
from presnya.register.note import Checkpoint
from presnya.register.shared import Shared, read_shared, verify_shared
from tests.builders import Street, day, enter, said as claimed
from tests.register.conftest import rows

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("path", "page", "acts"), [
    ("index.html", '<a href="register/acts/7.html"><a href="register/acts/3.html"><a href="register/acts/7.html">', [7, 3]),
    ("people/ada.html", '<a class="mono" href="../register/acts/0.html">', [0]),
    ("register/index.html", '<a href="acts/12.html">', [12]),
    ("register/acts/12.html", '<section data-act="12"><a rel="prev" href="11.html"><a href="13.html">', [12, 11, 13]),
    ("sources/book/2.html", '<a href="3.html"><a href="../../register/acts/5.html#x"><a href="../../register/acts/6.html">', [6]),
    ("people/ada.html", '<a href="register/acts/1.html"><a href="../../register/acts/2.html"><a href="../register/acts/01.html"><a href="../register/from-3.html">', []),
    ("names.html", "nothing", []),
])
def test_acts_of_a_page_are_those_it_links_and_its_own(path, page, acts):
    assert shown_in(path, page.encode()) == acts


# ── proofs ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def grown(tmp_path: Path) -> tuple[Path, register.Written]:
    """A log that was published at 40, 300 and 700 acts."""
    signer = register.signer("street.example/presnya")
    for size in (40, 300, 700):
        written = register.publish_log(tmp_path / "register", rows(size), signer=signer, total=size)
    return tmp_path, written


def page_of(*acts: int) -> bytes:
    return b"".join(f'<a href="register/acts/{act}.html">'.encode() for act in acts) + MARKER


def proof_in(page: bytes, vouching: Vouching) -> tuple[Shared, Checkpoint, dict[str, object]]:
    inside = re.search(rb'id="proof"(?: data-src="([^"]+)")?>(.*?)</script>', page)
    assert inside
    text = vouching.files[inside[1].decode()].decode().removeprefix("presnyaProof=") if inside[1] else inside[2].decode()
    proof = read_shared(text)
    return proof, verify_shared(proof, register.parse_vkey(proof.vkey)), json.loads(text)


@pytest.mark.parametrize(("acts", "size"), [((3,), 40), ((39, 0), 40), ((40,), 300), ((5, 299), 300), ((1, 300, 699), 700)])
def test_page_carries_a_proof_against_the_earliest_checkpoint_that_holds_its_acts(grown, acts, size):
    site, written = grown
    vouching = Vouching(site, written)
    proof, head, _ = proof_in(vouching.seal("index.html", page_of(*acts)), vouching)
    assert proof.acts == tuple(sorted(acts))
    assert head.size == size
    assert proof.entries == tuple(rows(700)[act].entry for act in sorted(acts))


def test_page_that_shows_the_same_acts_keeps_its_bytes_when_the_register_grows(grown):
    site, written = grown
    before = Vouching(site, written).seal("index.html", page_of(3, 200))
    later = register.publish_log(site / "register", rows(900), signer=register.signer("street.example/presnya"), total=900)
    assert Vouching(site, later).seal("index.html", page_of(3, 200)) == before


def test_long_proof_lies_beside_the_page_and_serves_every_language(grown):
    site, written = grown
    vouching = Vouching(site, written)
    page = vouching.seal("index.html", page_of(*range(0, 700, 7)))
    (name, data), = vouching.files.items()
    assert f'data-src="{name}"'.encode() in page
    assert len(data) > IN_PAGE > len(page) - 100 * 40
    assert proof_in(page, vouching)[0].acts == tuple(range(0, 700, 7))
    assert vouching.seal("people/ada.html", page_of(*range(0, 700, 7)).replace(b'"register', b'"../register')).endswith(page[-120:])
    assert len(vouching.files) == 1


def test_page_of_too_many_acts_carries_the_first_it_names(grown, monkeypatch):
    site, written = grown
    monkeypatch.setattr("presnya.publishing.verifying.LARGEST", 9_000)
    vouching = Vouching(site, written)
    acts = [*range(650, 700), *range(60)]
    proof, _, held = proof_in(vouching.seal("index.html", page_of(*acts)), vouching)
    assert LARGEST > 9_000
    assert set(proof.acts) == set(acts[:len(proof.acts)])
    assert 20 < len(proof.acts) < 60
    assert held["of"] == 110
    assert len(next(iter(vouching.files.values()))) <= 9_100


def test_page_without_acts_is_left_as_it_is(grown):
    site, written = grown
    assert Vouching(site, written).seal("names.html", b"<p>" + MARKER) == b"<p>" + MARKER


def test_kept_checkpoint_that_is_not_of_this_register_is_passed_over(grown):
    site, written = grown
    signer = register.signer("street.example/presnya")
    forged = register.sign(str(register.Checkpoint(signer.name, 300, leaf_hash(b"other"))), [signer])
    vouching = Vouching(site, written._replace(kept=((40, "nothing"), (300, forged), written.kept[-1])))
    assert proof_in(vouching.seal("index.html", page_of(3)), vouching)[1].size == 700


def test_proof_names_the_key_that_signed_at_its_size(grown):
    site, written = grown
    new = "street.example/presnya+00000000+AAAA"
    (site / "register/rotations").mkdir()
    (site / "register/rotations/0").write_text(f"presnya key rotation v1\nstreet.example/presnya\n0\n310\n2026-01-01T00:00:00Z\n{written.vkey}\n{new}\n{'0' * 64}\n\n— x AAAAAAAA\n")
    assert len(rotations(site / "register")) == 1
    vouching = Vouching(site, written._replace(vkey=new))
    assert proof_in(vouching.seal("index.html", page_of(3)), vouching)[0].vkey == written.vkey
    assert f'"vkey":"{new}"'.encode() in vouching.seal("index.html", page_of(3, 699))


# ── a published museum ──────────────────────────────────────────────────────────────────────────────────────────


def test_every_page_of_a_museum_proves_the_acts_it_links(street: Street):
    enter(street, [claimed("event/strike", "happened", day("1905-10-07"), source=street.diary)])
    publishing.publish(street.museum, curator=street.curator)
    site = street.museum.site_folder
    proved = 0
    for place in site.rglob("*.html"):
        name, page = place.relative_to(site).as_posix(), place.read_bytes()
        if name == "verify.html":
            continue
        inside = re.search(rb'<script type="application/json" id="proof"(?: data-src="([^"]+)")?>(.*?)</script>\n</body>', page)
        assert inside, name
        text = (site / inside[1].decode()).read_text().removeprefix("presnyaProof=") if inside[1] else inside[2].decode()
        acts = shown_in(name, page)
        assert bool(text) == bool(acts), name
        if text:
            proof = read_shared(text)
            verify_shared(proof, register.parse_vkey(proof.vkey))
            assert proof.acts == tuple(sorted(acts)), name
            proved += 1
    assert proved > 5
    head = json.loads((site / "register/head.js").read_text().removeprefix("presnyaHead="))
    assert head == {"note": (site / "register/checkpoint").read_text(), "vkey": (site / "register/vkey").read_text().strip(), "rotations": []}
    assert not register.verify(site).problems


def test_tlog_proof_of_an_act_is_linked_from_its_page_and_holds(street: Street):
    publishing.publish(street.museum, curator=street.curator)
    site = street.museum.site_folder
    page = (site / "register/acts/1.html").read_text()
    link = re.search(r'href="([^"]+\.tlog-proof)" download', page)
    assert link
    proof = register.read_proof((site / "register/acts" / link[1]).resolve().read_text())
    entry = (site / "register/acts/1.entry.json").read_bytes()
    assert register.verify_proof(proof, entry, register.parse_vkey((site / "register/vkey").read_text())).size > proof.number == 1


# ── words ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_table_of_words_is_what_the_front_end_says():
    gathered = runpy.run_path(str(ROOT / "front/gather_words.py"))["gathered"]()
    assert Path(verify_table.__file__).read_text(encoding="utf-8") == gathered[Path(verify_table.__file__)], "next: make messages"


@pytest.mark.parametrize("lang", ["en", "ru", "fr", "de", "es"])
def test_every_phrase_of_the_check_has_its_forms_and_its_holes(lang):
    spoken = said(lang)
    tags = {*Locale.parse(lang).plural_form.tags, "other"}
    assert set(spoken) == {*verify_table.ONE, *(f"{key}.{tag}" for key in verify_table.COUNTED for tag in tags)}
    for key, words in verify_table.ONE.items():
        assert set(re.findall(r"\{\w+\}", spoken[key])) == set(re.findall(r"\{\w+\}", words)), key
