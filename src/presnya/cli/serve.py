"""presnya serve"""

import argparse

from presnya.cli.common import museum_argument, opened
from presnya.cli.telling import answer, say
from presnya.terms.errors import NotFound
from presnya.web import serving
from presnya.web.earlier import building

HELP = "Show the published museum on this machine, today's and that of any earlier day."
EXAMPLES = """\
  presnya serve our-street
  presnya serve our-street --port 8000
"""


def options(sub: argparse.ArgumentParser) -> None:
    """FOLDER, --port, --host."""
    museum_argument(sub)
    sub.add_argument("--port", type=int, default=serving.PORT, help=f"default {serving.PORT}")
    sub.add_argument("--host", default="127.0.0.1", help="default 127.0.0.1: this machine only")


def run(given: argparse.Namespace) -> int:
    """Serve until stopped."""
    museum, _ = opened(given.museum)
    if not (museum.site_folder / "index.html").exists():
        raise NotFound(f"{museum.name} has not been published yet.", next_step=f"`presnya publish {given.museum}` writes its pages.")

    def ready(address: str) -> None:
        say(given, f"{museum.name} is open at {address}  (Ctrl-C closes it)")
        answer(given, address=address)

    with building(museum) as builder:
        serving.serve(museum.site_folder, host=given.host, port=given.port, ready=ready, builder=builder)
    return 0
