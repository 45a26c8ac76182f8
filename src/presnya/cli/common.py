"""What several commands share: opening the museum, who is at the desk, progress, output."""

import argparse
import getpass
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from presnya import dates, desk
from presnya.config import Museum
from presnya.terms import DateValue
from presnya.terms.errors import NotFound
from presnya.web import open_museum


def museum_option(sub: argparse.ArgumentParser) -> None:
    """`--museum FOLDER`, the current folder by default."""
    sub.add_argument("--museum", type=Path, default=Path(), metavar="FOLDER", help="the museum's folder (default: the current one)")


def museum_argument(sub: argparse.ArgumentParser) -> None:
    """`[FOLDER]`, the current folder by default."""
    sub.add_argument("museum", type=Path, nargs="?", default=Path(), metavar="FOLDER", help="the museum's folder (default: the current one)")


def opened(folder: Path) -> tuple[Museum, str]:
    """Open the museum in this folder and say who is at the desk: its registrar, who founds it when it is new."""
    if not folder.is_dir():
        raise NotFound(f"There is no folder {folder}.", next_step=f"`presnya new {folder}` makes a museum there.")
    if not any((folder / name).exists() for name in ("museum.toml", ".presnya", "tables")):
        raise NotFound(f"{folder.resolve()} is not a museum: it has no museum.toml.", next_step=f"`presnya new {folder}` makes it one.")
    museum = open_museum(folder)
    return museum, desk.found_museum(founder=museum.curator or _user())


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no user name on this system: containers run under bare numbers
        return "registrar"


def date_given(words: str, *, calendar: str = "gregorian") -> DateValue | None:
    """A date typed by the curator, in EDTF; None for an empty one. BadDate when it is no date."""
    if not words:
        return None
    return dates.from_julian(words, words=words) if calendar == "julian" else dates.date_value(words, words=words)


def say(given: argparse.Namespace, words: str) -> None:
    """Print a line for people, at once (it may acknowledge something, and a pipe would keep it); silent under --json."""
    if not given.json:
        print(words, flush=True)


def answer(given: argparse.Namespace, **fields: Any) -> None:
    """Print the result for a program under --json."""
    if given.json:
        print(json.dumps(fields, ensure_ascii=False, default=str), flush=True)


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error: call it with (done, total). On a pipe it prints a line every tenth part."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _lines(title)
        return
    with Progress(TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"), TimeRemainingColumn(), console=console) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _lines(title: str) -> Callable[[int, int], None]:
    printed = -1

    def show(done: int, total: int) -> None:
        nonlocal printed
        tenth = done * 10 // total if total else 10
        if tenth > printed:
            printed = tenth
            print(f"{title}: {tenth * 10} %", file=sys.stderr, flush=True)

    return show
