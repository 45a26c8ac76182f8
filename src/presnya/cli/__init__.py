"""The `presnya` command: one file per noun, no logic of its own."""

from presnya import web  # first: it makes Django ready, without which no other room that holds the catalogue can be imported
from presnya.cli.main import main

__all__ = ["main", "web"]
