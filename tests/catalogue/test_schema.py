"""A museum made by an older presnya: opened, it has today's tables and triggers and the catalogue its register says."""

import json

import pytest
from django.db import DatabaseError, connection, connections, transaction

from presnya import register
from presnya.catalogue import ledger, models
from presnya.catalogue.schema import SCHEMA, is_current, mark_current
from presnya.web import open_museum
from tests.builders import enter, said, text


def older_form():
    """The open museum as the first presnya wrote it: bodies sealed whole, no triggers, none of the later tables."""
    from django.core.management import call_command

    acts = [(row, row.joined().body) for row in ledger.acts()]
    call_command("migrate", "catalogue", "0001", verbosity=0, interactive=False)
    models.Act.objects.all().delete()
    models.ActBody.objects.all().delete()
    edge = register.Frontier()
    for row, body in acts:
        sealed = register.make_act(act=row.act, about=row.about, at=row.at, by=row.by, body=body)
        models.Act.objects.create(number=row.number, act=row.act, about=row.about, at=row.at, by=row.by, entry=sealed.entry, leaf=sealed.leaf)
        models.ActBody.objects.create(number=row.number, salt=sealed.salt, body=sealed.body)
        edge.append(sealed.leaf)
    models.Head.objects.update(frontier=json.dumps(edge.to_hex()))


def test_a_museum_of_an_older_form_is_brought_up_to_date_and_redrawn(either):
    enter(either, [said("event/strike", prop, text(f"The {prop}"), source=either.diary) for prop in ("name", "summary")])
    before = ledger.fingerprint()
    older_form()
    mark_current(SCHEMA - 1)
    models.Thing.objects.all().delete()
    connections.close_all()

    open_museum(either.museum.folder)
    assert is_current()
    assert ledger.fingerprint() == before
    assert ledger.check() == ledger.size()
    assert not any(row.parts for row in ledger.acts())
    with pytest.raises(DatabaseError, match="append"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE catalogue_act SET by = 'k0'")


def test_opening_again_changes_nothing(either):
    before = ledger.fingerprint(), ledger.size()
    connections.close_all()
    open_museum(either.museum.folder)
    assert (ledger.fingerprint(), ledger.size()) == before


def test_two_museums_one_after_another_do_not_mix(tmp_path):
    from tests.builders import found

    one = found(tmp_path / "one")
    enter(one, [said("event/strike", "name", text("The strike"), source=one.diary)])
    other = found(tmp_path / "other")
    assert not models.Claim.objects.filter(about="event/strike").exists()
    assert other.curator != one.curator
    open_museum(one.museum.folder)
    assert models.Claim.objects.filter(about="event/strike").exists()
    connections.close_all()
