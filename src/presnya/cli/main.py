"""Parsing, errors and exit codes.

Exit codes: 0 done; 1 the answer is no (a copy that does not verify); 2 something given was wrong, nothing was changed; 130 stopped by the user.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from types import ModuleType
from typing import Final, NoReturn

from presnya import __version__
from presnya.terms.errors import BadInput, PresnyaError, did_you_mean

_NAMES: Final = ("new", "accession", "read", "review", "publish", "open", "serve", "verify", "fsck", "copy", "restore", "mirror", "changes", "chronology", "rebuild",
                 "config", "dispute", "withdraw", "correct", "erase", "appoint", "keys", "role", "dates")
_WITHOUT_MUSEUM: Final = frozenset({"chronology", "dates", "mirror"})
"""Commands that open no museum: they start without Django."""


class _Commands(Mapping[str, ModuleType]):
    """Name → the module of a command, which is imported when it is asked for."""

    def __getitem__(self, name: str) -> ModuleType:
        if name not in _NAMES:
            raise KeyError(name)
        if name not in _WITHOUT_MUSEUM:
            import_module("presnya.web")  # first: it makes Django ready, without which no other room that holds the catalogue can be imported
        return import_module(f"presnya.cli.{'open_' if name == 'open' else name}")

    def __iter__(self) -> Iterator[str]:
        return iter(_NAMES)

    def __len__(self) -> int:
        return len(_NAMES)


COMMANDS: Final = _Commands()

EXAMPLES = """\
examples:
  presnya open letter.txt --date 1917-11          a museum from one text, read by machine, shown in the browser
  presnya new our-street --name "Our Street"      an empty museum folder
  presnya accession diary.docx --museum our-street --title "Diary" --author "A. Person" --date 1917 --lang en
  presnya publish our-street                      bring in the folder's tables and write the pages
  presnya verify our-street/site                  check every file against the signed register
"""


class _Parser(argparse.ArgumentParser):
    """Raises what is wrong with a command line, so that it is told like any other error."""

    def error(self, message: str) -> NoReturn:
        hint = ""
        if message.startswith("argument COMMAND: invalid choice"):
            word = message.split("'")[1]
            hint = did_you_mean(word, COMMANDS)
            message = f'there is no command "{word}".'
        raise BadInput(message, next_step=hint or f"`{self.prog} --help` shows how it is called.")


def parser(*, only: str = "") -> argparse.ArgumentParser:
    """The whole command line, or what is needed to read one command."""
    top = _Parser(prog="presnya", description="A museum engine for contested history: from sources to a museum anyone can copy, carry and verify.",
                  epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter)
    top.add_argument("--version", action="version", version=f"presnya {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Parser)
    for name in [only] if only in COMMANDS else COMMANDS:
        module = COMMANDS[name]
        sub = commands.add_parser(name, help=module.HELP, description=module.HELP, epilog=f"examples:\n{module.EXAMPLES}",
                                  formatter_class=argparse.RawDescriptionHelpFormatter)
        sub.add_argument("--json", action="store_true", help="print the result (or the error) as one JSON object")
        module.options(sub)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    words = sys.argv[1:] if argv is None else argv
    try:
        given = parser(only=words[0] if words else "").parse_args(words)
        code: int = COMMANDS[given.command].run(given)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("\npresnya: stopped. What was done is kept; the same command goes on from there.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # whoever read us has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        told = _in_words(error)
        if told is None:
            raise
        return _told(told, for_program="--json" in words)
    return code


def _in_words(error: Exception) -> PresnyaError | None:
    """What went wrong, for people; None for a fault of ours, which is shown as it is."""
    match error:
        case PresnyaError():
            return error
        case EOFError():
            return BadInput("The input ended before the question was answered.", next_step="Nothing was done with it; ask again, or give the answer as an option.")
        case OSError():
            return PresnyaError(f"{error.filename or 'The system'}: {error.strerror or error}.", next_step="Mend that and call the command again; it goes on from there.")
    if "presnya.web" not in sys.modules:  # a database's errors are Django's, which is not even imported for every command
        return None
    told: PresnyaError | None = import_module("presnya.web").in_words(error)
    return told


def _told(error: PresnyaError, *, for_program: bool) -> int:
    if for_program:
        print(json.dumps({"error": type(error).__name__, "message": error.message, "next_step": error.next_step}, ensure_ascii=False))
    print(f"presnya: {error}", file=sys.stderr)
    return 2
