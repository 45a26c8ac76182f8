"""Erased is gone: not a byte of it in the museum's folder or the database's files, while every proof goes on holding."""

import base64
import os
import shutil
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, connections, transaction

from presnya import accession, desk, publishing, register
from presnya.catalogue import erasing, ledger, models, queries, snapshot
from presnya.terms import Arrange, Proposal, ReaderStamp, Span
from presnya.terms.errors import Tampered
from presnya.web import open_museum
from tests.builders import enter, said, text

TEXT = "It was Quixzelda who stood at the gate of the mill on 9 March 1917.\n"
WORDS = ("quixzelda", "vortemund", "brannoxia", "plimsollow")
"""In the source's text, title and file name; the author's name; a claim among others; a curator's name."""
MATTERS = {"ground": "court-order", "authority": "District court of Mill Town", "reference": "7 C 12/26", "review": "2099-01-01"}


def second(street, *, roles=("conservator",), name="Plimsollow Grey"):
    return desk.appoint(name=name, roles=roles, curator=street.curator)


def letter(street):
    """A letter by somebody who may have to be forgotten: ids that spell nothing, a name claimed, its text read."""
    given = desk.Given(title="Letter of Quixzelda", author_ids=("person/x7",), language="en", id="source/letter-7", standpoint="Vortemund saw it")
    place = street.museum.folder / "in.txt"
    place.write_text(TEXT, encoding="utf-8")
    source, _ = desk.accession_source(accession.take_in(place), given, name="quixzelda.txt", museum=street.museum, curator=street.curator)
    place.unlink()
    start = TEXT.index("Quixzelda")
    desk.propose([Proposal("name", (Span(start, start + 9),), "Quixzelda", "tried@1", type="person", canonical="Quixzelda")], source=source,
                 reader=ReaderStamp("trial", "1"), curator=street.curator)
    (street.museum.inside / "reading").mkdir()
    (street.museum.inside / "reading/part").write_text(TEXT)
    return source


def claims(street, source):
    """(the author's name, a claim among others, one that quotes the letter, one that stays)."""
    start = TEXT.index("Quixzelda")
    return enter(street, [
        said("person/x7", "name", text("Vortemund Pell"), source=source, witness="person/x7"),
        said("event/strike", "summary", text("Brannoxia was seen at the gate"), source=street.diary),
        said("event/strike", "name", text("The strike"), source=source, witness="person/x7", at=(start, start + 9, "Quixzelda")),
        said("event/strike", "summary", text("The mill stood still"), source=street.diary),
    ])


def everything(street) -> list[Path]:
    """The folders where the museum lies: its own, the keys' home, and the server's tables where there is a server."""
    folders = [street.museum.folder, Path(os.environ["PRESNYA_HOME"])]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
            cursor.execute("SELECT current_setting('data_directory') || '/' || 'base/' || oid FROM pg_database WHERE datname = current_database()")
            folders.append(Path(cursor.fetchone()[0]))
    return folders


def forms(word: str) -> list[bytes]:
    """A word as bytes may hold it: as it is, and inside base64 at each of three places."""
    inside = [base64.b64encode(bytes(skip) + spelled.encode())[4 if skip else 0:-4] for spelled in (word, word.capitalize()) for skip in range(3)]
    return [word.encode(), *(one.lower() for one in inside)]


def found(folders, words) -> set[str]:
    """Which of the words lie anywhere in these folders, in any case, in any file or file name."""
    out = set()
    for place in (place for folder in folders for place in folder.rglob("*")):
        data = place.name.encode().lower() + (place.read_bytes().lower() if place.is_file() else b"")
        out |= {word for word in words if any(form in data for form in forms(word))}
    return out


def hashes(source):
    held = queries.source(source).accession
    return [held.files[0].sha256, held.text.sha256]


@pytest.fixture
def erased(either):
    """A published museum, what was to go, and the museum after it went and was published again."""
    other = second(either)
    source = letter(either)
    name, among, quoting, stays = claims(either, source)
    publishing.publish(either.museum, curator=either.curator)
    sha = hashes(source)
    assert found(everything(either), [*WORDS, *sha]) == {*WORDS, *sha}
    before = {row.number: row.entry for row in ledger.acts()}
    done = desk.erase([source, name, among, quoting, f"curator/{other}"], deciders=(either.curator, other), museum=either.museum, curator=either.curator, **MATTERS)
    site = publishing.publish(either.museum, curator=either.curator).site
    return either, done, site, before, sha, stays


def test_nothing_of_it_is_left_anywhere(erased, tmp_path):
    street, _, site, _, sha, _ = erased
    assert found(everything(street), [*WORDS, *sha]) == set()
    shutil.copytree(site, tmp_path / "copy")
    assert found([tmp_path / "copy"], [*WORDS, *sha]) == set()


@pytest.mark.spec("Z5")
def test_every_entry_and_proof_goes_on_holding(erased):
    _street, done, site, before, _, _ = erased
    assert all(ledger.act(number).entry == entry for number, entry in before.items())
    report = register.verify(site)
    assert (report.problems, report.size) == ((), done.act + 1)
    vkey = register.parse_vkey((site / "register/vkey").read_text())
    for number in range(report.size):
        proof = register.read_proof((site / f"register/acts/{number}.tlog-proof").read_text())
        assert register.verify_proof(proof, ledger.act(number).entry, vkey).size > number


def test_the_catalogue_rebuilt_is_the_live_one(erased):
    street, _, _, _, _, stays = erased
    before = ledger.fingerprint()
    assert ledger.check() == ledger.size()
    ledger.rebuild()
    assert ledger.fingerprint() == before
    assert queries.claim(stays).claim.value.text == "The mill stood still"
    assert queries.source("source/letter-7").accession.files == ()
    assert queries.curator(street.curator)[0] == "A. Curator"


def test_the_number_of_an_erased_source_is_never_given_again(erased):
    street = erased[0]
    number = queries.source("source/letter-7").accession.number
    source = letter_again(street)
    assert queries.source(source).accession.number != number
    assert source != "source/letter-7"


def letter_again(street):
    place = street.museum.folder / "in.txt"
    place.write_text("Another text.", encoding="utf-8")
    return desk.accession_source(accession.take_in(place), desk.Given(title="Letter 7"), name="in.txt", museum=street.museum, curator=street.curator)[0]


@pytest.mark.parametrize("part", ["", "files"])
def test_nobody_can_plant_anything_in_an_erased_slot(erased, part):
    slot = next(going.slot for going in erased[1].plan.going if going.slot.part == part)
    table, columns, values = ("catalogue_actpart", "number, part, salt, body", "%s, 'files', %s, %s") if part else ("catalogue_actbody", "number, salt, body", "%s, %s, %s")
    with pytest.raises(DatabaseError, match="append"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({columns}) VALUES ({values})", [slot.act, bytes(32), b"{}"])


def test_what_was_planted_all_the_same_stops_rebuild_check_and_publication(erased):
    street, done, *_ = erased
    slot = next(going.slot for going in done.plan.going if going.slot.part == "files")
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER catalogue_actpart_no_planting" + ("" if connection.vendor == "sqlite" else " ON catalogue_actpart"))
    models.ActPart.objects.create(number=slot.act, part="files", salt=bytes(32), body=b"{}")
    for deed in (ledger.check, ledger.rebuild, lambda: publishing.publish(street.museum, curator=street.curator)):
        with pytest.raises(Tampered, match=f"act {slot.act}"):
            deed()


def test_slots_are_opened_by_an_act_of_the_register_and_by_nothing_else(either):
    for deed in ("INSERT INTO catalogue_erasedslot (number, part, act) VALUES (0, '', 1)", "DELETE FROM catalogue_actpart"):
        with pytest.raises(DatabaseError, match="append"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(deed)


def test_a_slot_once_erased_stays_erased(erased):
    for deed in ("UPDATE catalogue_erasedslot SET act = 0", "DELETE FROM catalogue_erasedslot"):
        with pytest.raises(DatabaseError, match="append"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(deed)
    assert erasing.erased()


def test_a_crash_after_the_act_is_finished_at_the_next_opening(either):
    """The act and the deletion of rows are one transaction; files and caches go after it."""
    other = second(either)
    source = letter(either)
    sha = hashes(source)
    with ledger.alone():  # as a process killed right after the commit leaves it
        plan = desk.plan_erasure([source])
        number = ledger.append([ledger.Entry(desk.erasing._act([going.slot for going in plan.going], **MATTERS, deciders=(either.curator, other)))], by=either.curator).start
        erasing.destroy()
        erasing.doom(number, [one for one, _ in plan.files])
        ledger.rebuild()
    assert found([either.museum.folder], sha[:1]) == set(sha[:1])
    connections.close_all()
    open_museum(either.museum.folder)
    assert found(everything(either), ["quixzelda", *sha]) == set()
    assert erasing.doomed() == []


def test_bytes_that_another_accession_holds_stay_and_are_named(either):
    other = second(either)
    source = letter(either)
    held = queries.source(source).accession
    ledger.append([ledger.Entry(type(held)(source="source/twin", number="2026.77", title="Twin", files=held.files, text=held.text), "source/twin")], by=either.curator)
    done = desk.erase([source], deciders=(either.curator, other), museum=either.museum, curator=either.curator, **MATTERS)
    assert done.files == 0
    assert {sha256 for sha256, _, _ in done.plan.kept} == {held.files[0].sha256, held.text.sha256}
    assert desk.taking_in.text_of(queries.source("source/twin").accession, museum=either.museum) == TEXT


def test_erasing_undoes_nothing_that_was_done(either):
    """A claim that was withdrawn does not stand again because the withdrawal's words went, nor an arrangement's elder because the younger did."""
    other = second(either)
    name, among, _, _ = claims(either, either.diary)
    act = desk.withdraw([among], ground="Brannoxia asked for it.", curator=either.curator)
    desk.arrange(Arrange("question/who", "The first", {"standing": ""}, ("event/strike",)), curator=either.curator)
    later = desk.arrange(Arrange("question/who", "Brannoxia?", {"standing": ""}, ("event/strike",)), curator=either.curator)
    desk.withdraw(["question/who"], ground="No.", curator=either.curator)
    desk.erase([f"{act}:words", among, str(later)], deciders=(either.curator, other), museum=either.museum, curator=either.curator, **MATTERS)
    taken = snapshot.take()
    assert "question/who" not in taken.arrangements
    assert among not in {entered.id for entered in taken.claims}
    assert name in {entered.id for entered in taken.claims}
    assert found([either.museum.folder] if connection.vendor == "sqlite" else [], ["brannoxia"]) == set()
