"""Nothing but `ledger` and `erasing` writes the register's own tables: the whole code is searched for another way, and the search for its own blind spots.

Three searches over the syntax trees of all of `presnya`: the register's models where they have no business, SQL in words, and doors that lead round all of it.
What is allowed elsewhere is listed with its reason, and a reason that no longer holds fails too.
"""

import ast
import re
from pathlib import Path

import pytest

from presnya.catalogue import models

SOURCE = Path(__file__).parents[2] / "src/presnya"
WRITERS = ("catalogue/ledger.py", "catalogue/erasing.py")
"""The only modules that may write the register's tables."""
MODELS = {"Act", "ActBody", "ActPart", "Head", "ErasedSlot"}
TABLES = re.compile(r"catalogue_(act|actbody|actpart|head|erasedslot)\b", re.IGNORECASE)
WRITING_SQL = re.compile(r"\b(INSERT|UPDATE|DELETE|REPLACE|TRUNCATE|DROP|ALTER|COPY|MERGE)\b")
WRITING = {"create", "update", "delete", "save", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "raw", "aupdate", "adelete", "acreate", "asave", "abulk_create", "abulk_update"}
READING = {"objects", "filter", "exclude", "order_by", "values_list", "values", "first", "last", "exists", "count", "get", "iterator", "all", "latest", "in_bulk", "aggregate", "annotate", "none"}
DOORS = {"django.contrib.admin", "sqlite3", "psycopg", "code", "IPython", "django.core.management"}
"""Modules with which one gets at the tables without us."""

ALLOWED = {
    ("catalogue/restoring.py", "writes Act"): "brings a register back, act by act, from a copy that was verified, into an empty museum",
    ("catalogue/restoring.py", "writes ActBody"): "likewise",
    ("catalogue/restoring.py", "writes ActPart"): "likewise",
    ("catalogue/restoring.py", "writes Head"): "likewise",
    ("web/opening.py", "imports django.core.management"): "makes the tables by their migrations",
    ("catalogue/role.py", "SQL that is no constant"): "grants, made of our own names; run by the owner",
    ("catalogue/projector.py", "SQL that is no constant"): "projected rows by their ids",
}
MIGRATIONS = {"0001_initial.py", "0002_append_only.py", "0003_no_way_round.py", "0010_erasure.py"}
"""Migrations that touch the register's tables: none of them changes a row."""


def findings(source, name):
    """What in this module writes, or might write, the register's tables beside the writers; each a short phrase."""
    tree = ast.parse(source)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    found = set()
    for node in ast.walk(tree):
        found |= imported(node, name) | modelled(node, parents) | worded(node, parents) | run_as_sql(node)
    return found


def imported(node, name):
    names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
    if isinstance(node, ast.ImportFrom):
        names += [f"{node.module}.{alias.name}" for alias in node.names]
    out = {f"imports {door}" for door in DOORS for one in names if one == door or one.startswith(door + ".")}
    if not name.startswith("catalogue/"):
        out |= {"imports the catalogue's tables" for one in names if one == "presnya.catalogue.models" or one.startswith("presnya.catalogue.models.")}
    elif isinstance(node, ast.ImportFrom) and node.module == "presnya.catalogue.models":
        out |= {f"imports the model {alias.name}" for alias in node.names if alias.name in MODELS}
    return out


def modelled(node, parents):
    """A model of the register that is not followed by reads alone: written, or handed on under another name."""
    if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in ("get_model", "get_models"):
        return {"looks models up by name"}
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "getattr" and node.args and getattr(node.args[0], "id", "") == "models":
        return {"looks models up by name"}
    if not (isinstance(node, ast.Attribute) and node.attr in MODELS and isinstance(node.value, ast.Name) and node.value.id == "models"):
        return set()
    return {f"writes {node.attr}"} if not only_read(node, parents) else set()


def only_read(node, parents):
    """Whether the chain that begins here (`models.Act.objects.filter(…)…`) holds reads alone and begins with `objects`."""
    steps = []
    while True:
        above = parents.get(node)
        if isinstance(above, ast.Attribute):
            steps.append(above.attr)
        elif not (isinstance(above, ast.Call) and above.func is node):
            return bool(steps) and steps[0] == "objects" and set(steps) <= READING
        node = above


def worded(node, parents):
    """Words of SQL that name a table of the register and write. A docstring is no SQL."""
    if isinstance(node, ast.JoinedStr):
        words = "".join(part.value if isinstance(part, ast.Constant) else " {} " for part in node.values)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and not isinstance(parents.get(node), ast.Expr | ast.JoinedStr):
        words = node.value
    else:
        return set()
    return {"SQL that writes the register's tables"} if TABLES.search(words) and WRITING_SQL.search(words) else set()


def run_as_sql(node):
    """SQL that is put together at run time could say anything; it must be a constant, so that `worded` sees it. Stored scripts and locks on instances likewise."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return set()
    if node.func.attr in ("execute", "executemany", "executescript", "raw", "copy_expert") and node.args and not isinstance(node.args[0], ast.Constant):
        return {"SQL that is no constant"}
    if node.func.attr in ("save", "asave", "bulk_update") and getattr(node.func.value, "id", "") in ("head", "act", "row", "body", "part"):
        return {f"calls {node.func.value.id}.{node.func.attr}"}
    return set()


def modules():
    return {place.relative_to(SOURCE).as_posix(): place.read_text(encoding="utf-8") for place in sorted(SOURCE.rglob("*.py"))}


def test_no_module_beside_the_writers_writes_the_register():
    found = {(name, what) for name, source in modules().items() if name not in WRITERS and "/migrations/" not in name for what in findings(source, name)}
    assert found - set(ALLOWED) == set()


def test_every_exception_is_still_needed():
    for name, what in ALLOWED:
        assert what in findings((SOURCE / name).read_text(encoding="utf-8"), name), f"{name} no longer {what}: take it from the list"


def test_migrations_that_touch_the_register_are_known_and_change_no_row():
    for name, source in modules().items():
        if "/migrations/" in name and (TABLES.search(source) or re.search(r"['\"](Act|ActBody|Head)['\"]", source)):
            assert name.rpartition("/")[2] in MIGRATIONS, f"{name} touches the register"
            assert not re.search(r"execute\([^)]*\b(UPDATE|DELETE FROM|TRUNCATE TABLE|INSERT INTO) catalogue_", source), name


def test_rebuild_empties_no_table_of_the_register():
    assert not MODELS & {model.__name__ for model in models.PROJECTED}
    assert {model.__name__ for model in (models.Act, models.ActBody, models.Head)} <= MODELS


def test_there_is_no_admin_and_no_command_of_djangos_own():
    from django.conf import settings

    assert settings.INSTALLED_APPS == ["presnya.catalogue"]
    assert not list(SOURCE.rglob("admin.py"))
    assert not list(SOURCE.rglob("management"))


@pytest.mark.parametrize(("source", "what"), [
    ("models.Act.objects.filter(number=3).update(by='x')", "writes Act"),
    ("models.ActBody.objects.all().delete()", "writes ActBody"),
    ("models.Head.objects.get(id=1).save()", "writes Head"),
    ("models.Act(number=1).save()", "writes Act"),
    ("models.Act.objects.bulk_update(rows, ['by'])", "writes Act"),
    ("models.ActPart.objects.bulk_create(rows)", "writes ActPart"),
    ("models.Act.objects.raw('x')", "writes Act"),
    ("table = models.Act\ntable.objects.all().delete()", "writes Act"),
    ("wipe(models.Act)", "writes Act"),
    ("models.Act.objects.update_or_create(number=1)", "writes Act"),
    ("from presnya.catalogue.models import Act\nAct.objects.all().delete()", "imports the model Act"),
    ("from presnya.catalogue.models import Act as Quiet", "imports the model Act"),
    ("from django.apps import apps\napps.get_model('catalogue', 'Act').objects.all().delete()", "looks models up by name"),
    ("getattr(models, 'A' + 'ct').objects.all().delete()", "looks models up by name"),
    ("cursor.execute('DELETE FROM catalogue_act')", "SQL that writes the register's tables"),
    ("cursor.execute('update x; UPDATE \"catalogue_actbody\" SET body = 1')", "SQL that writes the register's tables"),
    ("cursor.execute(f'UPDATE catalogue_head SET size = {n}')", "SQL that writes the register's tables"),
    ("SQL = 'DROP TRIGGER catalogue_act_no_update; ALTER TABLE catalogue_act RENAME TO x'", "SQL that writes the register's tables"),
    ("cursor.execute('DELETE FROM ' + table)", "SQL that is no constant"),
    ("cursor.executescript(script)", "SQL that is no constant"),
    ("import sqlite3\nsqlite3.connect(place)", "imports sqlite3"),
    ("import psycopg", "imports psycopg"),
    ("from django.contrib import admin\nadmin.site.register(x)", "imports django.contrib.admin"),
    ("from django.core.management import call_command\ncall_command('dbshell')", "imports django.core.management"),
    ("import code\ncode.interact()", "imports code"),
    ("head.size = 3\nhead.save()", "calls head.save"),
])
def test_search_finds_another_writer(source, what):
    assert what in findings(source, "catalogue/other.py")


@pytest.mark.parametrize("source", ["from presnya.catalogue import models\nmodels.Claim.objects.all()", "import presnya.catalogue.models", "from presnya.catalogue.models import Claim"])
def test_search_finds_tables_outside_the_catalogue(source):
    if "catalogue import models" in source:
        assert "imports the catalogue's tables" in findings(source, "desk/other.py")
    else:
        assert findings(source, "desk/other.py") == {"imports the catalogue's tables"}


@pytest.mark.parametrize("source", [
    "models.Act.objects.filter(number=1).first()", "rows = models.Act.objects.order_by('number').values_list('number')", '"""UPDATE catalogue_act is refused."""',
    "cursor.execute('SELECT number FROM catalogue_act')", "models.Claim.objects.filter(id=1).update(status='x')", "file.write('x')",
])
def test_search_lets_readers_and_projected_tables_be(source):
    assert findings(source, "catalogue/other.py") == set()
