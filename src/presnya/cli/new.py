"""presnya new"""

import argparse
from pathlib import Path

from presnya import config
from presnya.cli.common import opened
from presnya.cli.telling import answer, say

HELP = "Make an empty museum in a folder."
EXAMPLES = """\
  presnya new our-street --name "Our Street"
  presnya new . --name "Our Street" --curator "A. Person"
"""


def options(sub: argparse.ArgumentParser) -> None:
    """FOLDER, --name, --curator."""
    sub.add_argument("folder", type=Path, metavar="FOLDER")
    sub.add_argument("--name", default="", help="what the museum is called (default: the folder's name)")
    sub.add_argument("--curator", default="", help="the registrar's name as it stands in the register (default: your user name)")


def run(given: argparse.Namespace) -> int:
    """Write museum.toml, make the tables, enter the founder's appointment."""
    config.write_new(given.folder, name=given.name or given.folder.resolve().name, curator=given.curator)
    museum, curator = opened(given.folder)
    say(given, f"{museum.name} is founded in {given.folder}. Put tables into {given.folder}/tables, texts into {given.folder}/texts, "
               f"or take a source in:\n  presnya accession FILE --museum {given.folder}")
    answer(given, folder=str(museum.folder), curator=curator)
    return 0
