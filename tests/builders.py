"""Small real museums. All facts in them are made up: a street, a mill, people who never were."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from presnya import accession, dates, desk
from presnya.catalogue import ledger
from presnya.config import Museum
from presnya.terms import Claim, Locator, Number, Passage, Ref, Text, TextQuote, Value
from presnya.web import open_museum

ROOT = Path(__file__).parents[1]

DIARY = """The mill at the end of our street stood still on 9 March 1917.

Otto Baker said: "We shall not go back before the children are fed."

Some 400 people worked in the mill. Bertha Miller counted them at the gate.
"""

PREPARED = """---
title: The mill at the end of our street
author: A. Person
date: 1930
language: en
type: memoir
---
In March 1917 the mill at the end of our street stood still. Bertha Miller said: "We shall not go back before the children are fed."

On 9 March 1917 the foreman Otto Baker left the town. He came back in 1919 and never spoke of it.
"""
"""A text with front matter, such as a curator puts into a museum's folder."""


class Street(NamedTuple):
    """A museum at work: its settings, who is at the desk, and the diary's source id."""

    museum: Museum
    curator: str
    diary: str


def found(folder: Path, *, toml: str = "", text: str = DIARY) -> Street:
    """Found a museum in `folder` and take the diary in. Works in this process's one connection."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "museum.toml").write_text(f'name = "Our Street"\norigin = "street.example/presnya"\ncurator = "A. Curator"\n{toml}', encoding="utf-8")
    museum = open_museum(folder)
    curator = desk.found_museum(founder=museum.curator)
    return Street(museum, curator, take(museum, curator, text, name="diary.txt", title="A diary of our street", author="Ada Mill", date="1917"))


def take(museum: Museum, curator: str, text: str, *, name: str, title: str, author: str, date: str = "", lang: str = "en") -> str:
    """Take a text in, as the command would."""
    place = museum.folder / name
    place.write_text(text, encoding="utf-8")
    given = desk.Given(title=title, authors=(author,), published=dates.date_value(date) if date else None, language=lang)
    source, _ = desk.accession_source(accession.take_in(place), given, name=name, museum=museum, curator=curator)
    return source


def said(about: str, prop: str, value: Value, *, source: str, witness: str = "person/ada-mill", at: str | tuple[int, int, str] = "p. 1", **more: object) -> Claim:
    """A claim; `at` is a place in words, or (start, end, words) of a text."""
    where = Locator(at) if isinstance(at, str) else TextQuote(*at)
    return Claim(about=about, property=prop, value=value, witness=witness, source=source, passages=(Passage(source, where),), **more)  # type: ignore[arg-type]  # the claim's own fields


def text(words: str, lang: str = "en") -> Text:
    """Words."""
    return Text(words, lang)


def day(edtf: str) -> Value:
    """A date."""
    return dates.date_value(edtf)


def people(low: int, high: int | None = None) -> Number:
    """A number of people."""
    return Number(words=str(low), low=str(low), high=str(high or low), unit="people")


def the(identifier: str) -> Ref:
    """Another thing."""
    return Ref(identifier)


def enter(street: Street, claims: Sequence[Claim]) -> list[str]:
    """Enter claims thing by thing; returns all their ids."""
    out: list[str] = []
    for about in dict.fromkeys(claim.about for claim in claims):
        out += desk.enter_claims([claim for claim in claims if claim.about == about], curator=street.curator)
    return out


def erase(street: Street, *targets: str, **other: Any) -> desk.Erased:
    """Erase with a conservator as the second decider, who is appointed on the way."""
    second = desk.appoint(name="C. Keeper", roles=("conservator",), curator=street.curator)
    given = {"ground": "court-order", "authority": "District court of Mill Town", "reference": "7 C 12/26", "review": "2099-01-01", "deciders": (street.curator, second)}
    return desk.erase(targets, **(given | other), museum=street.museum, curator=street.curator)


def size() -> int:
    """How many acts the register of the open museum holds."""
    return ledger.size()


def run(*words: str, home: Path, cwd: Path = ROOT) -> str:
    """Run the command `presnya` as a user would; returns what it printed."""
    done = subprocess.run([sys.executable, "-m", "presnya", *words], cwd=cwd, env=os.environ | {"PRESNYA_HOME": str(home)}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"presnya {' '.join(words)}\n{done.stdout}{done.stderr}"
    return done.stdout
