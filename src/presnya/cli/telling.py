"""What a command says: lines for people, JSON for programs, progress. Knows nothing of museums, so that commands without one start quickly."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn


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
