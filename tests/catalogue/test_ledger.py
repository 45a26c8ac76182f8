"""The register in SQL, on both databases: gapless, append-only, all or nothing, and the same again after a rebuild."""

import json

import pytest
from django.db import DatabaseError, connection, transaction

from presnya import desk
from presnya.catalogue import ledger, models, snapshot
from presnya.catalogue.ledger import Entry
from presnya.terms import Withdraw
from presnya.terms.errors import NotFound, Tampered
from tests.builders import day, enter, people, said, take, text, the


def fill(street):
    """A bit of everything."""
    letter = take(street.museum, street.curator, "Another text.\n", name="letter.txt", title="A letter", author="Carl Cooper", date="1918")
    ids = enter(street, [
        said("event/strike", "name", text("The mill stands still"), source=street.diary),
        said("event/strike", "happened", day("1917-03-09"), source=street.diary),
        said("event/strike", "happened", day("1917-03-10"), source=letter, witness="person/carl-cooper"),
        said("event/strike", "count", people(400), source=street.diary),
        said("person/otto-baker", "name", text("Otto Baker"), source=street.diary),
        said("person/otto-baker", "born_in", the("place/mill"), source=street.diary, at=(4, 8, "mill")),
    ])
    desk.dispute(ids[1], ground="The calendar on the wall says otherwise.", curator=street.curator)
    desk.correct([ids[3]], [said("event/strike", "count", people(420), source=street.diary)], ground="Counted again.", curator=street.curator)
    desk.withdraw([ids[5]], ground="Another Otto.", curator=street.curator)
    return ids


def test_acts_are_numbered_without_gap_and_check_holds(either):
    fill(either)
    assert [row.number for row in ledger.acts()] == list(range(ledger.size()))
    assert ledger.check() == ledger.size()


def test_rebuild_gives_the_live_catalogue(either):
    fill(either)
    before, taken = ledger.fingerprint(), snapshot.take()
    assert ledger.rebuild() == ledger.size()
    assert ledger.fingerprint() == before
    again = snapshot.take()
    assert again.claims == taken.claims
    assert again.things == taken.things


@pytest.mark.parametrize("deed", ["UPDATE catalogue_act SET by = 'k0'", "DELETE FROM catalogue_act", "UPDATE catalogue_actbody SET body = salt WHERE number = 1"])
def test_database_refuses_to_change_or_delete_an_act(either, deed):
    with pytest.raises(DatabaseError, match="append"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(deed)
    assert ledger.check() == ledger.size()


AGAIN = "INSERT INTO catalogue_act (number, act, about, at, by, entry, leaf) SELECT number, act, about, at, 'k0', entry, leaf FROM catalogue_act WHERE number = 1"
SIDEWAYS = {
    "sqlite": [f"{AGAIN} ON CONFLICT (number) DO UPDATE SET by = 'k0'", AGAIN.replace("INSERT", "REPLACE"),
               "REPLACE INTO catalogue_actbody (number, salt, body) SELECT number, salt, salt FROM catalogue_actbody WHERE number = 1"],
    "postgresql": [f"{AGAIN} ON CONFLICT (number) DO UPDATE SET by = 'k0'", "TRUNCATE catalogue_act", "TRUNCATE catalogue_actbody"],
}


def test_no_way_round_to_change_or_empty_the_register(either):
    """REPLACE deletes without a word on SQLite, TRUNCATE passes row triggers by on PostgreSQL."""
    for deed in SIDEWAYS[connection.vendor]:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(deed)
        assert ledger.check() == ledger.size(), deed
        assert all(row.body is not None and row.by == either.curator for row in ledger.acts()), deed


def test_check_names_an_act_that_was_taken_out_from_behind(street):
    fill(street)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER catalogue_act_no_delete")
        cursor.execute("DELETE FROM catalogue_act WHERE number = 3")
    with pytest.raises(Tampered, match="Act 3 is missing"):
        ledger.check()


def test_check_finds_a_head_that_was_set_back(street):
    fill(street)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE catalogue_head SET size = size - 1")
    with pytest.raises(Tampered, match="head does not fit"):
        ledger.check()


@pytest.mark.parametrize("column", ["entry", "leaf"])
def test_check_names_an_act_whose_entry_was_changed_from_behind(street, column):
    fill(street)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER catalogue_act_no_update")
        cursor.execute(f"UPDATE catalogue_act SET {column} = x'00' WHERE number = 2")
    with pytest.raises(Tampered, match="entry of act 2"):
        ledger.check()


@pytest.mark.parametrize(("column", "value"), [("by", "k0"), ("act", "withdraw"), ("about", "person/x"), ("at", "2001-01-01T00:00:00Z")])
def test_check_names_an_act_whose_columns_say_something_else_than_its_entry(street, column, value):
    """The columns are what lists show: they must be the entry's own words."""
    fill(street)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER catalogue_act_no_update")
        cursor.execute(f"UPDATE catalogue_act SET {column} = %s WHERE number = 2", [value])
    with pytest.raises(Tampered, match="act 2"):
        ledger.check()


def test_a_claim_changed_in_the_catalogue_alone_is_put_right_by_a_rebuild(either):
    fill(either)
    before = ledger.fingerprint()
    models.Claim.objects.filter(property="count", status="standing").update(body="{}", witness="person/nobody")
    models.Thing.objects.all().delete()
    assert ledger.fingerprint() != before
    ledger.rebuild()
    assert ledger.fingerprint() == before


def test_an_act_that_cannot_be_projected_leaves_nothing(either):
    size, before = ledger.size(), ledger.fingerprint()
    with pytest.raises(NotFound, match=r"claim/999\.0"):
        ledger.append([Entry(Withdraw(("claim/999.0",), "None such."), "event/strike")], by=either.curator)
    assert ledger.size() == size
    assert ledger.fingerprint() == before
    assert ledger.check() == size


def test_several_entries_are_entered_all_or_none(either):
    size = ledger.size()
    good = Entry(Withdraw((either.diary,), "To try."), either.diary)
    with pytest.raises(NotFound):
        ledger.append([good, Entry(Withdraw(("claim/999.0",), "None such."), "event/strike")], by=either.curator)
    assert ledger.size() == size
    assert snapshot.take().sources[either.diary].status == "standing"


def open_the_door(table):
    """Take away the trigger that keeps rows: what somebody with the database's own rights could do."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {table}_no_delete" + ("" if connection.vendor == "sqlite" else f" ON {table}"))


def test_check_names_the_act_whose_body_was_changed(either):
    fill(either)
    row = models.ActBody.objects.get(number=2)
    changed, salt = json.loads(bytes(row.body)), bytes(row.salt)
    open_the_door("catalogue_actbody")
    row.delete()  # an update is refused; whoever may delete could still put another in its place
    models.ActBody.objects.create(number=2, salt=salt, body=json.dumps(changed | {"note": "x"}).encode())
    with pytest.raises(Tampered, match="act 2"):
        ledger.check()


def test_check_names_the_act_whose_part_was_changed(either):
    fill(either)
    row = models.ActPart.objects.filter(part="files").first()
    open_the_door("catalogue_actpart")
    row.delete()
    models.ActPart.objects.create(number=row.number, part="files", salt=bytes(row.salt), body=b'{"files":[]}')
    with pytest.raises(Tampered, match=f"part “files” of act {row.number}"):
        ledger.check()


@pytest.mark.parametrize("table", ["catalogue_actbody", "catalogue_actpart"])
def test_the_database_lets_no_body_go_that_no_act_erases(either, table):
    fill(either)
    with pytest.raises(DatabaseError, match="append"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")
    assert ledger.check() == ledger.size()


@pytest.mark.parametrize("model", [models.ActBody, models.ActPart])
def test_what_was_removed_in_silence_stops_everything(either, model):
    fill(either)
    number = ledger.size() - 1 if model is models.ActBody else 3  # the last act has parts, too
    open_the_door(model._meta.db_table)
    model.objects.filter(number=number).delete()
    with pytest.raises(Tampered, match=rf"(?i)act {number} was (removed in silence|erased as a whole, and yet)"):
        ledger.check()


def test_an_act_that_is_not_there_is_named(street):
    with pytest.raises(NotFound, match="no act 99"):
        ledger.act(99)
