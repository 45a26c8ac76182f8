"""Each promise in the docs has a test: settings, columns, commands, files, links, words."""

import re
import shlex
from pathlib import Path

import pytest

from presnya import cli, config
from presnya.cli.main import COMMANDS, parser
from presnya.exchange.tables.columns import CONTESTED, FIGURES, FORMS, PHRASES, PORTRAITS, RELATIONS, SOURCES
from presnya.terms import ACTS
from presnya.terms.ids import ID_KINDS
from presnya.terms.properties import properties

ROOT = Path(__file__).parents[2]
DOCS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
TEXT = {place: place.read_text(encoding="utf-8") for place in DOCS}
TABLES = {form.name: form.columns for form in FORMS} | {"sources": SOURCES, "relations": RELATIONS, "portraits": PORTRAITS, "figures": FIGURES, "contested": CONTESTED}


def name_of(place: Path) -> str:
    return str(place.relative_to(ROOT))


@pytest.mark.parametrize("place", DOCS, ids=name_of)
def test_docs_link_to_files_that_exist(place):
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", TEXT[place]):
        thing = target.partition("/")[0] in ID_KINDS and "." not in target  # an example of a museum's own text links its things
        if not thing and not target.startswith(("http:", "https:")):
            assert (place.parent / target).exists(), f"{name_of(place)} links to {target}"


def commands_in(words: str) -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", words, flags=re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith("presnya ")] + re.findall(r"`(presnya (?![a-z ]+ v\d`)[a-z][^`]*)`", words)  # “presnya manifest v2” is the first line of a note


@pytest.mark.parametrize("place", DOCS, ids=name_of)
def test_docs_show_commands_that_parse(place):
    for line in commands_in(TEXT[place]):
        words = shlex.split(line, comments=True)
        assert words[1] in COMMANDS, f"{name_of(place)}: {line}"
        if len(words) == 2:
            continue
        given = parser().parse_args(words[1:])
        assert given.command == words[1]


def test_docs_every_command_has_its_example_in_its_help(capsys):
    for name in COMMANDS:
        with pytest.raises(SystemExit):
            cli.main([name, "--help"])
        assert "examples:" in capsys.readouterr().out, name


def test_docs_name_every_setting():
    table = TEXT[ROOT / "docs/curators/tables.md"]
    for key in config.KEYS:
        assert f"| `{key.name}` |" in table, key.name
    assert len(config.KEYS) <= 15


@pytest.mark.parametrize("table", sorted(TABLES))
def test_docs_name_every_column_of_every_table(table):
    row = re.search(rf"^\| `{table}` \|(.*)\|$", TEXT[ROOT / "docs/curators/tables.md"], flags=re.MULTILINE)
    assert row, table
    named = set(re.findall(r"`([a-z_]+)`", row[1]))
    wanted = {column for column in TABLES[table] if column not in {"source_ids", "locator"}}
    if table == "contested":
        wanted = {column for column in wanted if not re.search(r"_[b-e]$", column)} | {"a", "e"}
    assert named == wanted


def test_docs_name_only_relations_that_are_understood():
    words = re.search(r"\*\*Relations\*\* in plain words: (.*?)… ", TEXT[ROOT / "docs/curators/tables.md"], flags=re.DOTALL)
    assert words
    for phrase in re.split(r",\s+", words[1].strip()):
        assert phrase.strip() in PHRASES, phrase


def test_docs_name_every_act():
    named = re.findall(r"^\| `([a-z]+)` \|", TEXT[ROOT / "docs/register-spec.md"].partition("### What acts say")[2].partition("They are made of")[0], flags=re.MULTILINE)
    assert set(named) == set(ACTS)


def test_docs_name_every_package():
    structure = TEXT[ROOT / "docs/structure.md"]
    for package in sorted(place.name for place in (ROOT / "src/presnya").iterdir() if (place / "__init__.py").exists()):
        assert f"─ {package}/" in structure, package


def test_properties_are_about_seventy_and_more():
    assert len(properties()) >= 70


def test_docs_readme_starts_with_the_two_commands_and_no_more():
    first = re.search(r"```sh\n(.*?)```", TEXT[ROOT / "README.md"], flags=re.DOTALL)
    assert first
    assert [line.split("#")[0].strip() for line in first[1].splitlines()] == ["make museum", "make test"]


def test_decisions_are_numbered_and_say_what_was_decided_against():
    for nth, place in enumerate(sorted((ROOT / "docs/decisions").glob("*.md")), start=1):
        assert place.name.startswith(f"{nth:04}-"), place.name
        assert "## Decided" in TEXT[place] and "## Against" in TEXT[place], place.name


def test_requirements_name_no_squatted_model():
    """These names at 999.9.9 are uploads nobody answers for; one of them in a lock file would be installed in place of a real model."""
    squatted = {"en-core-web-trf", "en-core-sci-md", "de-core-news-md", "ru-core-news-sm", "uk-core-news-sm", "uk-core-news-md", "ja-core-news-sm", "ko-core-news-sm",
                "zh-core-web-sm", "grazie-ner", "grazie-udpipe"}
    for place in (ROOT / "requirements").iterdir():
        words = place.read_text(encoding="utf-8")
        assert "999.9.9" not in words
        assert not squatted & set(re.findall(r"^([a-z0-9-]+)", words, flags=re.MULTILINE)), place.name
    assert "999.9.9" not in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["museum", "dev"])
def test_requirements_pin_every_package_by_hash_and_name_no_registry(name):
    words = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")
    assert not re.search(r"https?://|index-url|find-links", words)
    for block in re.split(r"\n(?=[a-z0-9])", words.strip()):
        assert "--hash=sha256:" in block, block.splitlines()[0]
