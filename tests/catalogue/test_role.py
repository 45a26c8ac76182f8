"""PostgreSQL's daily role: it can do every deed, and nothing else to the register. On a real server."""

import psycopg
import pytest
from django.db import connection, connections

from presnya import cli, web
from presnya.catalogue import ledger, models
from presnya.terms.errors import BadInput, NotAllowed, NotFound
from tests.builders import enter, found, said, text
from tests.server import new_database

pytestmark = [pytest.mark.postgresql, pytest.mark.xdist_group("postgresql")]

DAILY = "daily hand"


@pytest.fixture
def house(server, tmp_path):
    """(folder, the owner's line, the daily line) of a museum that was not opened yet."""
    with psycopg.connect(server + "postgres", autocommit=True) as administrator:
        if not administrator.execute("SELECT 1 FROM pg_roles WHERE rolname = 'keeper'").fetchone():
            administrator.execute("CREATE ROLE keeper LOGIN")
            administrator.execute(f'CREATE ROLE "{DAILY}" LOGIN')
        owners = new_database(server, f"r{abs(hash(str(tmp_path)))}")
        administrator.execute(f"ALTER DATABASE {owners.rpartition('/')[2]} OWNER TO keeper")
    daily = owners.replace("museum@", "daily%20hand@")
    (tmp_path / "street").mkdir()
    (tmp_path / "street/museum.toml").write_text(f'name = "Our Street"\ndatabase = "{daily}"\n', encoding="utf-8")
    yield tmp_path / "street", owners.replace("museum@", "keeper@"), daily
    connections.close_all()


@pytest.fixture
def at_work(house):
    """A museum whose tables are the owner's, opened by the daily role."""
    folder, owner, daily = house
    assert cli.main(["role", str(folder), "--owner", owner]) == 0
    return found(folder, toml=f'database = "{daily}"\n')


def test_daily_role_does_deeds_rebuilds_and_publishes(at_work):
    from presnya import publishing

    assert connection.settings_dict["USER"] == DAILY
    enter(at_work, [said("event/strike", "name", text("The strike"), source=at_work.diary)])
    enter(at_work, [said("event/strike", "summary", text(str(nth)), source=at_work.diary) for nth in range(120)])
    before = ledger.fingerprint()
    ledger.rebuild()
    assert ledger.fingerprint() == before
    assert ledger.check() == ledger.size()
    assert publishing.publish(at_work.museum, curator=at_work.curator).written > 10


FORBIDDEN = [
    "UPDATE catalogue_act SET by = 'k0'", "DELETE FROM catalogue_act", "TRUNCATE catalogue_act", "UPDATE catalogue_actbody SET body = salt",
    "DELETE FROM catalogue_actbody", "TRUNCATE catalogue_actbody", "DELETE FROM catalogue_head", "TRUNCATE catalogue_head",
    "DROP TRIGGER catalogue_act_no_update ON catalogue_act", "ALTER TABLE catalogue_act DISABLE TRIGGER ALL", "ALTER TABLE catalogue_actbody DISABLE TRIGGER USER",
    "DROP TABLE catalogue_act CASCADE", "ALTER TABLE catalogue_act RENAME TO other", "ALTER TABLE catalogue_act OWNER TO CURRENT_USER",
    "CREATE OR REPLACE FUNCTION catalogue_act_no_update() RETURNS trigger AS $$ BEGIN RETURN NEW; END; $$ LANGUAGE plpgsql",
    "CREATE TABLE mine (number int)", "CREATE RULE away AS ON INSERT TO catalogue_act DO INSTEAD NOTHING", "CREATE TRIGGER mine BEFORE INSERT ON catalogue_act EXECUTE FUNCTION catalogue_act_no_update()",
    "SET session_replication_role = replica", "SET ROLE keeper", "DROP SCHEMA public CASCADE",
    "INSERT INTO catalogue_act SELECT * FROM catalogue_act WHERE number = 1 ON CONFLICT (number) DO UPDATE SET by = 'k0'",
]


def test_daily_role_can_do_nothing_else_to_the_register(at_work, house):
    rows = list(ledger.acts())
    for deed in FORBIDDEN:
        with psycopg.connect(house[2]) as hand, pytest.raises(psycopg.errors.InsufficientPrivilege):
            hand.execute(deed)
        assert list(ledger.acts()) == rows, deed
    assert ledger.check() == len(rows)


def test_daily_role_cannot_give_itself_more(at_work, house):
    """Who has no grant option is warned, and nothing is given."""
    with psycopg.connect(house[2], autocommit=True) as hand:
        hand.execute("GRANT UPDATE ON catalogue_act TO CURRENT_USER")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            hand.execute("UPDATE catalogue_act SET by = 'k0'")


def test_daily_role_that_must_make_tables_is_told_who_can(house):
    with pytest.raises(NotAllowed, match=DAILY) as told:
        web.open_museum(house[0])
    assert "--owner" in told.value.next_step


def test_statements_are_printed_and_grants_are_the_same_twice(at_work, house, capsys):
    capsys.readouterr()
    assert cli.main(["role", str(house[0])]) == 0
    printed = capsys.readouterr().out
    assert f'GRANT SELECT, INSERT ON "public"."catalogue_act" TO "{DAILY}";' in printed
    assert 'GRANT SELECT, INSERT, UPDATE ON "public"."catalogue_head"' in printed
    for model in models.PROJECTED:
        assert f'GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."{model._meta.db_table}"' in printed
    assert cli.main(["role", str(house[0]), "--owner", house[1]]) == 0
    assert ledger.check() == ledger.size()


def test_owner_cannot_be_the_daily_role(house):
    folder, owner, _ = house
    (folder / "museum.toml").write_text(f'name = "Our Street"\ndatabase = "{owner}"\n', encoding="utf-8")
    assert cli.main(["role", str(folder), "--owner", owner]) == 2


def test_role_that_the_server_does_not_have_is_named(house):
    folder, owner, daily = house
    (folder / "museum.toml").write_text(f'name = "Our Street"\ndatabase = "{daily.replace("daily%20hand", "nobody")}"\n', encoding="utf-8")
    web.open_as_owner(folder, owner)
    from presnya.catalogue import role

    with pytest.raises(NotFound, match="nobody"):
        role.apply("nobody")


@pytest.mark.parametrize("line", ["postgresql://keeper@127.0.0.1:1/other", "sqlite:///x", "nonsense"])
def test_owners_line_for_another_database_is_refused(house, line):
    with pytest.raises(BadInput, match="Our Street"):
        web.open_as_owner(house[0], line)


def test_museum_on_sqlite_has_no_roles(street, capsys):
    connections.close_all()
    assert cli.main(["role", str(street.museum.folder)]) == 2
    assert "SQLite" in capsys.readouterr().err
