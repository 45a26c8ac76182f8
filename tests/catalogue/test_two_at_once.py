"""Several at the desk at once, each a process of its own: one writer after another, nothing given twice, nothing overwritten."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connections

from presnya import desk
from presnya.catalogue import ledger, queries, snapshot
from presnya.terms import Proposal, ReaderStamp, Span
from tests.builders import DIARY, enter, said, text

ROOT = Path(__file__).parents[2]
HANDS = 3

WORK = """
import sys, time
from pathlib import Path
from presnya.web import open_museum
from presnya import accession, desk
from presnya.catalogue import queries
from presnya.terms.errors import PresnyaError
from tests.builders import said, text

folder, hand = Path(sys.argv[1]), sys.argv[2]
museum = open_museum(folder)
curator = next(iter(queries.curators()), "")
(folder / f"ready-{hand}").touch()
while not (folder / "go").exists():
    time.sleep(0.001)
try:
    %s
except PresnyaError as error:
    print(type(error).__name__, error)
"""


def hands(street, deed):
    """What each of HANDS processes says that does this at the same moment, once all of them are ready."""
    folder = street.museum.folder
    connections.close_all()
    script = WORK % deed.strip().replace("\n", "\n    ")
    running = [subprocess.Popen([sys.executable, "-c", script, str(folder), str(hand)], cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) for hand in range(HANDS)]
    end = time.monotonic() + 60
    while not all((folder / f"ready-{hand}").exists() for hand in range(HANDS)):
        assert time.monotonic() < end
        time.sleep(0.01)
    (folder / "go").touch()
    said_by = [process.communicate(timeout=120)[0].strip() for process in running]
    assert not any("Traceback" in words for words in said_by), "\n".join(said_by)
    return said_by


def holds():
    """The register holds, and the catalogue is what it says."""
    assert ledger.check() == ledger.size()
    before = ledger.fingerprint()
    ledger.rebuild()
    assert ledger.fingerprint() == before


def test_sources_of_one_title_taken_in_at_once_get_numbers_and_ids_of_their_own(either):
    said_by = hands(either, """
for nth in range(6):
    file = folder / f"letter-{hand}-{nth}.txt"
    file.write_text(f"Letter {nth} by {hand}.", encoding="utf-8")
    source, new = desk.accession_source(accession.take_in(file), desk.Given(title="A letter", authors=("Carl Cooper",)), name=file.name, museum=museum, curator=curator)
    print(source, new)
""")
    printed = [line for words in said_by for line in words.splitlines()]
    assert len(set(printed)) == len(printed) == HANDS * 6
    held = queries.sources()
    assert len({one.accession.number for one in held}) == len({one.accession.source for one in held}) == HANDS * 6 + 1
    assert [entered.claim.property for entered in snapshot.take().standing("person/carl-cooper")] == ["name"]
    holds()


def test_the_same_file_taken_in_at_once_is_one_accession(either):
    (either.museum.folder / "letter.txt").write_text("One letter.\n", encoding="utf-8")
    said_by = hands(either, """
file = folder / "letter.txt"
print(*desk.accession_source(accession.take_in(file), desk.Given(title="A letter"), name=file.name, museum=museum, curator=curator))
""")
    assert sorted(said_by) == ["source/a-letter False"] * (HANDS - 1) + ["source/a-letter True"]
    holds()


def test_a_proposal_accepted_at_once_is_accepted_by_one(either):
    start = DIARY.index("Otto Baker")
    offer = Proposal("name", (Span(start, start + 10),), "Otto Baker", "tried@1", type="person", canonical="Otto Baker")
    desk.propose([offer], source=either.diary, reader=ReaderStamp("trial", "1"), curator=either.curator)
    said_by = hands(either, "print(*desk.accept([queries.proposals(status='')[0].id], curator=curator))")
    assert sum(words.startswith("claim/") for words in said_by) == 1
    assert sum(words.startswith("Conflict") and "accepted already" in words for words in said_by) == HANDS - 1
    assert len(snapshot.take().standing("person/otto-baker")) == 1
    holds()


def test_a_claim_ended_at_once_is_ended_by_one(either):
    enter(either, [said("event/strike", "name", text("The strike"), source=either.diary)])
    said_by = hands(either, """
from presnya.catalogue import snapshot
target = [entered.id for entered in snapshot.take().claims if entered.claim.about == "event/strike"]
print("ended", desk.withdraw(target, ground="Misread.", curator=curator))
""")
    assert sum(words.startswith("ended") for words in said_by) == 1
    assert sum(words.startswith("Conflict") for words in said_by) == HANDS - 1
    holds()


def test_many_claims_entered_at_once_are_all_there(either):
    before = ledger.size()
    hands(either, """
for nth in range(20):
    desk.enter_claims([said("event/strike", "summary", text(f"{hand} {nth}"), source="source/a-diary-of-our-street")], curator=curator)
""")
    assert ledger.size() == before + HANDS * 20
    assert len({entered.claim.value.text for entered in snapshot.take().standing("event/strike", "summary")}) == HANDS * 20
    holds()


def test_a_museum_founded_at_once_has_one_founder(tmp_path):
    from presnya.config import load
    from presnya.web import open_museum
    from tests.builders import Street

    folder = tmp_path / "street"
    folder.mkdir()
    open_museum(folder)
    said_by = hands(Street(load(folder), "", ""), 'print(desk.found_museum(founder=f"Hand {hand}"))')
    assert len(set(said_by)) == 1
    open_museum(folder)
    assert ledger.size() == 1
    connections.close_all()


@pytest.mark.parametrize("line", ["postgresql://nobody@127.0.0.1:1/nothing", "postgresql://nobody:secret@127.0.0.1:1/nothing"])
def test_a_server_that_is_not_there_is_named_without_its_password(tmp_path, line):
    (tmp_path / "museum.toml").write_text(f'name = "Our Street"\ndatabase = "{line}"\n', encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "presnya", "rebuild", str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("presnya: ")
    assert "127.0.0.1" in done.stderr
    assert "secret" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_catalogue_that_is_no_database_is_named(tmp_path):
    (tmp_path / "museum.toml").write_text('name = "Our Street"\n', encoding="utf-8")
    (tmp_path / ".presnya").mkdir()
    (tmp_path / ".presnya/catalogue.sqlite3").write_bytes(b"no database at all, but long enough to be looked at\n" * 40)
    done = subprocess.run([sys.executable, "-m", "presnya", "rebuild", str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("presnya: ")
    assert "catalogue.sqlite3" in done.stderr
    assert "Traceback" not in done.stderr
