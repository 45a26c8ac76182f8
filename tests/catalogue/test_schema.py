"""A museum made by an older presnya: opened, it has today's tables and triggers and the catalogue its register says."""

import pytest
from django.db import DatabaseError, connection, connections, transaction

from presnya.catalogue import ledger, models
from presnya.catalogue.schema import SCHEMA, is_current, mark_current
from presnya.web import open_museum
from tests.builders import enter, said, text


def test_a_museum_of_an_older_form_is_brought_up_to_date_and_redrawn(either):
    from django.core.management import call_command

    enter(either, [said("event/strike", "name", text("The strike"), source=either.diary)])
    before = ledger.fingerprint()
    call_command("migrate", "catalogue", "0001", verbosity=0, interactive=False)
    mark_current(SCHEMA - 1)
    models.Thing.objects.all().delete()
    connections.close_all()

    open_museum(either.museum.folder)
    assert is_current()
    assert ledger.fingerprint() == before
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
