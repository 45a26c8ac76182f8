"""What the tests need of the machine beyond Python: `fetch` gets it by apt where that is allowed, `missing` names what is not here.

With STRICT=yes in the environment, `missing` exits 1 when anything is.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple


class Need(NamedTuple):
    """A thing of the machine, Debian's package for it, and which tests are left out without it."""

    name: str
    package: str
    tests: str


CHROMIUM = Need("a chromium browser", "chromium", "tests/browser")
ZIM_TOOLS = Need("openZIM's zimcheck and zimdump", "zim-tools", "the foreign readers of .zim in tests/publishing/test_copies.py")
POSTGRESQL = Need("PostgreSQL's server programs", "postgresql", "the PostgreSQL half of tests/catalogue, tests/desk and tests/faults")
STRACE = Need("strace", "strace", "tests/faults/test_trials.py's calls that fail")
GO = Need("Go and its library of the checksum database", "golang-go golang-golang-x-mod-dev", "tests/register/test_foreign.py, the half that asks Go")
GO_LIBRARY = "/usr/share/gocode"
"""Where Debian lays the sources of Go's libraries."""


def strace() -> str:
    """Path of strace, '' when there is none."""
    return shutil.which("strace") or ""


def go() -> str:
    """Path of the Go command, '' when it or the library is not here."""
    return (shutil.which("go") or "") if Path(GO_LIBRARY, "src/golang.org/x/mod/sumdb/note").is_dir() else ""


def chromium() -> str:
    """Path of a system chromium, '' when there is none. PRESNYA_CHROMIUM names another."""
    return os.environ.get("PRESNYA_CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")


def postgresql() -> str:
    """Folder of PostgreSQL's server programs (initdb, postgres), '' when they are not here."""
    for folder in (*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), *map(Path, os.get_exec_path())):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return str(folder)
    return ""


def zim_tools() -> bool:
    """Whether openZIM's own programs are here: they read what we write."""
    return all(map(shutil.which, ("zimcheck", "zimdump")))


def missing() -> list[Need]:
    """Needs this machine does not meet."""
    return [need for need, found in ((CHROMIUM, chromium()), (POSTGRESQL, postgresql()), (STRACE, strace()), (GO, go()), (ZIM_TOOLS, zim_tools())) if not found]


def fetch() -> None:
    """Install what is missing with apt-get, when we are root on Debian; elsewhere leave it to be named at the end."""
    wanted = [package for need in missing() for package in need.package.split()]
    if not wanted or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"Installing Debian's {' and '.join(wanted)} for the tests …", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *wanted]):
        if subprocess.run(command, check=False, **quiet).returncode:
            return


def main() -> int:
    if sys.argv[1:] == ["fetch"]:
        fetch()
        return 0
    absent = missing()
    for need in absent:
        print(f"NOT TESTED: {need.tests}. This machine has no {need.name.removeprefix('a ')}; on Debian: apt-get install {need.package}")
    if not absent:
        print("Everything was tested: a real browser, a real PostgreSQL, strace and Go were here.")
    return 1 if absent and os.environ.get("STRICT") == "yes" else 0


if __name__ == "__main__":
    sys.exit(main())
