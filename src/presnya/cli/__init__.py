"""The `presnya` command: one file per noun, no logic of its own."""

from presnya.cli.main import main

__all__ = ["main"]
