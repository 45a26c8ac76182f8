"""What commands share that open a museum: where it lies, who is at the desk, dates given as options."""

import argparse
import getpass
import sys
from functools import cache
from pathlib import Path

from presnya import dates, desk
from presnya.config import Museum
from presnya.terms import DateValue
from presnya.terms.errors import BadInput, NotFound
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


@cache
def ask(what: str) -> str:
    """Ask at the terminal, once for the same thing; nothing is shown of what is typed. BadInput where nobody can be asked."""
    if not sys.stdin.isatty():
        raise BadInput(f"{what.rstrip(': ')} is asked for, and nobody is at a terminal.", next_step="Set PRESNYA_PASSPHRASE or PRESNYA_PASSPHRASE_FILE.")
    return getpass.getpass(what)


def date_given(words: str, *, calendar: str = "gregorian") -> DateValue | None:
    """A date typed by the curator, in EDTF; None for an empty one. BadDate when it is no date."""
    if not words:
        return None
    return dates.from_julian(words, words=words) if calendar == "julian" else dates.date_value(words, words=words)
