"""presnya config"""

import argparse

from presnya import config
from presnya.cli.common import museum_argument
from presnya.cli.telling import answer
from presnya.terms.errors import NotFound

HELP = "Show every setting of museum.toml with its value, default, unit and meaning."
EXAMPLES = """\
  presnya config our-street
"""


def options(sub: argparse.ArgumentParser) -> None:
    """FOLDER."""
    museum_argument(sub)


def run(given: argparse.Namespace) -> int:
    """Print the settings; a museum.toml with an unknown key is refused here as everywhere."""
    if not given.museum.is_dir():
        raise NotFound(f"There is no folder {given.museum}.", next_step=f"`presnya new {given.museum}` makes a museum there.")
    museum = config.load(given.museum)
    if given.json:
        answer(given, **{key.name: getattr(museum, key.name) for key in config.KEYS})
        return 0
    for key in config.KEYS:
        print(f"{key.name} = {getattr(museum, key.name)!r}\n    {key.help} (default: {key.default!r}{f', in {key.unit}' if key.unit else ''})")
    return 0
