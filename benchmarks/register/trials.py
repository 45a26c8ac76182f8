"""Trials: a museum at work is killed, its disk fails or fills up, its copies are damaged; then everything is looked at.

Every trial works on a real museum in a folder of its own. Deeds run in forked children, so that a trial costs no interpreter's start; a child that is to be
traced stops itself until strace is there, so that calls are counted from the deed and not from the start. `faults.py` runs them in their hundreds, `tests/faults` in tens.
"""

import contextlib
import ctypes
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import presnya.web  # noqa: F401  first: it makes Django ready
from django.db import connections
from presnya import accession, desk, publishing, register, strongroom
from presnya.catalogue import ledger, snapshot
from presnya.publishing.site import UNFINISHED
from presnya.register.tiles import WIDTH, parse_tile
from presnya.terms import Claim, Locator, Passage, Text
from presnya.terms.errors import PresnyaError
from presnya.web import in_words, open_museum

SYSCALLS = ("openat", "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "unlink", "mkdir")
FAULTS = ("EIO", "ENOSPC", "SIGKILL")
SOURCES = 4
"""Sources one accession deed takes in, each with a claim about it."""


class Museum(NamedTuple):
    """A museum on trial: its folder, the folder of its keys and marks, and the file in which deeds write down what they acknowledged."""

    folder: Path
    home: Path
    said: Path

    def lines(self) -> list[list[str]]:
        """What was acknowledged, in words; a line that was cut off by a kill was not."""
        text = self.said.read_text(encoding="utf-8") if self.said.exists() else ""
        return [line.split() for line in text[:text.rfind("\n") + 1].splitlines()]


    def error(self) -> str:
        """What the last deed that did not succeed said."""
        place = self.said.with_suffix(".error")
        return place.read_text(encoding="utf-8") if place.exists() else ""


REFUSED, UNTOLD = 3, 4
"""Exit codes of a child: refused with an error the command line tells in words, and ended by any other."""


class Outcome(NamedTuple):
    """How a child ended: its exit code (0 done, REFUSED, UNTOLD), or minus the signal."""

    code: int


# ── deeds ───────────────────────────────────────────────────────────────────────────────────────────────────────


def found(folder: Path, *, database: str = "") -> None:
    """A small museum: two sources, some claims, published once."""
    folder.mkdir(parents=True)
    line = f'database = "{database}"\n' if database else ""
    (folder / "museum.toml").write_text(f'name = "Our Street"\norigin = "street.example/presnya"\ncurator = "A. Curator"\n{line}', encoding="utf-8")
    museum = open_museum(folder)
    desk.found_museum(founder=museum.curator)
    connections.close_all()


def accede(museum: Museum, *, seed: int, count: int = SOURCES, forever: bool = False) -> None:
    """Take `count` sources in, each with a claim; write down what is acknowledged. `forever` until killed."""
    opened = open_museum(museum.folder)
    curator = next(iter(snapshot.take().curators))
    nth = 0
    while forever or nth < count:
        words = f"The mill at the end of our street stood still on 9 March 1917. Trial {seed}, text {nth}.\n"
        draft = accession.take_bytes(words.encode(), name=f"t{seed}-{nth}.txt")
        source, _ = desk.accession_source(draft, desk.Given(title=f"Text {seed} {nth}", authors=("Ada Mill",), language="en"), name=f"t{seed}-{nth}.txt", museum=opened, curator=curator)
        _say(museum, "source", source)
        claim = Claim(about=f"event/strike-{seed}-{nth}", property="name", value=Text(f"The strike {seed} {nth}", "en"), witness="person/ada-mill", source=source,
                      passages=(Passage(source, Locator("p. 1")),))
        (entered,) = desk.enter_claims([claim], curator=curator)
        _say(museum, "claim", entered)
        nth += 1
        if forever and nth % 3 == 0:
            publish(museum)


def publish(museum: Museum) -> None:
    """Publish, and write down how many acts the finished publication holds."""
    opened = open_museum(museum.folder)
    done = publishing.publish(opened, curator=next(iter(snapshot.take().curators)))
    _say(museum, "published", str(done.size))


def _say(museum: Museum, *words: str) -> None:
    with museum.said.open("a", encoding="utf-8") as out:
        out.write(" ".join(words) + "\n")


# ── children ────────────────────────────────────────────────────────────────────────────────────────────────────


def start(museum: Museum, deed: Callable[[], None], *, halted: bool = False) -> int:
    """Fork a child that does the deed, and give its pid; `halted`: it waits for SIGCONT before it begins."""
    museum.said.with_suffix(".error").unlink(missing_ok=True)
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    code = UNTOLD
    try:
        os.environ["PRESNYA_HOME"] = str(museum.home)
        if halted:
            with contextlib.suppress(OSError, AttributeError):
                ctypes.CDLL(None).prctl(0x59616D61, -1, 0, 0, 0)  # PR_SET_PTRACER: where Yama watches, strace is not our parent
            os.kill(os.getpid(), signal.SIGSTOP)
        deed()
        code = 0
    except (PresnyaError, OSError) as error:  # what the command line tells in words, with exit code 2
        code = REFUSED
        _note(museum, error)
    except BaseException as error:  # noqa: BLE001  whatever else it is, it is the trial's finding
        code = REFUSED if in_words(error) else UNTOLD
        _note(museum, error)
    finally:
        with contextlib.suppress(BaseException):
            connections.close_all()
        os._exit(code)


def _note(museum: Museum, error: BaseException) -> None:
    with contextlib.suppress(OSError):
        museum.said.with_suffix(".error").write_text(f"{type(error).__name__}: {error}", encoding="utf-8")


def end(pid: int) -> Outcome:
    """Wait for a child."""
    _, status = os.waitpid(pid, 0)
    return Outcome(os.waitstatus_to_exitcode(status))


def did(museum: Museum, deed: Callable[[], None]) -> Outcome:
    """Do a deed in a child to its end."""
    return end(start(museum, deed))


def killed(museum: Museum, deed: Callable[[], None], *, after: float) -> Outcome:
    """Do a deed in a child and kill it after so many seconds, unless it ended before."""
    pid = start(museum, deed)
    moment = time.monotonic() + after
    while time.monotonic() < moment:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return Outcome(os.waitstatus_to_exitcode(status))
        time.sleep(0.001)
    os.kill(pid, signal.SIGKILL)
    return end(pid)


# ── calls of the system that fail ───────────────────────────────────────────────────────────────────────────────


class Call(NamedTuple):
    """The nth call of a name within a deed (from 1), and the file it touches (relative to the trial's folder)."""

    name: str
    nth: int
    file: str


class Fired(NamedTuple):
    """How the child ended, and whether strace says that the fault was put in at a file of the museum."""

    outcome: Outcome
    fired: bool


_LINE = re.compile(r"^\d+ +(\w+)\((.*)")


def traced(museum: Museum, deed: Callable[[], None], *, inject: str = "") -> tuple[Outcome, list[str]]:
    """Do a deed in a child under strace; returns how it ended and strace's lines."""
    log = museum.said.with_suffix(".strace")
    log.unlink(missing_ok=True)
    pid = start(museum, deed, halted=True)
    os.waitpid(pid, os.WUNTRACED)
    tracer = subprocess.Popen(["strace", "-f", "-y", "-s", "300", "-o", str(log), "-e", f"trace={','.join(SYSCALLS)}", *(["-e", f"inject={inject}"] if inject else []), "-p", str(pid)],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while tracer.poll() is None and "TracerPid:\t0\n" in Path(f"/proc/{pid}/status").read_text(encoding="ascii"):
        time.sleep(0.001)
    os.kill(pid, signal.SIGCONT)
    outcome = end(pid)
    tracer.wait(60)
    return outcome, log.read_text(encoding="utf-8", errors="replace").splitlines()


def calls(museum: Museum, lines: Sequence[str]) -> list[Call]:
    """Every call of a recorded deed that touches the museum's folder or its keys and marks, numbered among all calls of its name by the same process."""
    counted: dict[str, int] = {}
    out = []
    top = str(museum.folder.parent)
    for line in lines:
        found_in = _LINE.match(line)
        if not found_in or found_in[1] not in SYSCALLS:
            continue
        name, rest = found_in.groups()
        counted[name] = counted.get(name, 0) + 1
        place = re.search(rf"{re.escape(top)}/((?:{museum.folder.name}|{museum.home.name})[^\">]*)", rest)
        if place and not (name == "openat" and "O_CREAT" not in rest):
            out.append(Call(name, counted[name], place[1]))
    return out


def injected(museum: Museum, deed: Callable[[], None], call: Call, fault: str) -> Fired:
    """Do a deed whose `call` fails with EIO or ENOSPC, or brings SIGKILL."""
    what = f"signal={fault}" if fault.startswith("SIG") else f"error={fault}"
    outcome, lines = traced(museum, deed, inject=f"{call.name}:{what}:when={call.nth}")
    if fault == "SIGKILL":
        return Fired(outcome, outcome.code == -signal.SIGKILL and any("killed by SIGKILL" in line for line in lines))
    return Fired(outcome, any("(INJECTED)" in line and str(museum.folder.parent) in line for line in lines))


# ── looking at everything ───────────────────────────────────────────────────────────────────────────────────────


def look(museum: Museum) -> list[str]:
    """All that is wrong with a museum as a trial left it; nothing when every promise was kept. Opens it, so run it in a child."""
    wrong: list[str] = []
    opened = open_museum(museum.folder)
    try:
        checked = ledger.check()
    except PresnyaError as error:
        return [f"the register does not hold: {error.message}"]
    taken = snapshot.take()
    room = strongroom.Strongroom(opened.strongroom)
    wrong += [f"the strongroom: {problem.file} {problem.what}" for problem in room.check() if not problem.file.endswith(".part")]
    claims = {entered.id for entered in taken.claims}
    for words in museum.lines():
        if words[0] == "source" and words[1] not in taken.sources:
            wrong.append(f"lost: {words[1]} was acknowledged")
        if words[0] == "claim" and words[1] not in claims:
            wrong.append(f"lost: {words[1]} was acknowledged")
    wrong += [f"{source} is in the register without its bytes" for source, held in taken.sources.items()
              for file in (*held.accession.files, *((held.accession.text,) if held.accession.text else ())) if file.sha256 not in room]
    return wrong + _look_at_site(museum, opened.site_folder, checked)


def _look_at_site(museum: Museum, site: Path, size: int) -> list[str]:
    published = [int(words[1]) for words in museum.lines() if words[0] == "published"]
    head = site / "register/checkpoint"
    if not head.exists():
        return ["a publication was acknowledged, and its checkpoint is gone"] if published else []
    wrong = []
    signed = int(head.read_text(encoding="utf-8").splitlines()[1])
    if signed > size:
        wrong.append(f"the checkpoint signs {signed} acts, and the register has {size}")
    if published and signed < published[-1]:
        wrong.append(f"a publication of {published[-1]} acts was acknowledged, and the checkpoint signs {signed}")
    return wrong + _verified(site, signed)


def _verified(site: Path, signed: int) -> list[str]:
    """What a verifier finds wrong. In a site whose publication was cut off it looks at the log, of which more may lie there than is signed yet: that is passed over, nothing else is."""
    if not (site / UNFINISHED).exists():
        return [f"{problem.file} {problem.what}" for problem in register.verify(site).problems]
    return [f"{problem.file} {problem.what}" for problem in register.verify(site / "register").problems if not problem.file.endswith(".part") and not _ahead(problem, signed)]


def _ahead(problem: register.Problem, signed: int) -> bool:
    tile = parse_tile(problem.file)
    kept = re.fullmatch(r"checkpoints/(\d+)", problem.file)
    bodies = re.fullmatch(r"holds (\d+) bodies, not (\d+)", problem.what)
    return bool((tile and (tile.number * WIDTH + tile.width) * WIDTH ** max(0, tile.level) > signed) or (kept and int(kept[1]) > signed)
                or (bodies and int(bodies[1]) > int(bodies[2])))


def go_on(museum: Museum) -> list[str]:
    """What is wrong after the museum went on: one more deed, a publication, a rebuild. Run it in a child."""
    before = len(museum.lines())
    accede(museum, seed=10**6 + before, count=1)
    publish(museum)
    wrong = look(museum)
    wrong += [f"{problem.file} {problem.what}" for problem in register.verify(museum.folder / "site").problems]
    live = ledger.fingerprint()
    ledger.rebuild()
    if ledger.fingerprint() != live:
        wrong.append("the rebuilt catalogue is another one")
    return wrong


def read_only(museum: Museum) -> list[str]:
    """What is wrong when the museum is only read: its newest site verifies, and acts are there. Opens it, so run it in a child."""
    site = museum.folder / "site"
    head = site / "register/checkpoint"
    wrong = _verified(site, int(head.read_text(encoding="utf-8").splitlines()[1])) if head.exists() else []
    open_museum(museum.folder)
    acts = sum(1 for _ in ledger.acts())
    return wrong if acts else [*wrong, "no act can be read"]


def findings(museum: Museum, look_at: Callable[[Museum], list[str]]) -> list[str]:
    """What a look finds, in a child: this process never opens a museum, so that it can fork."""
    place = museum.said.with_suffix(".found")
    place.unlink(missing_ok=True)

    def write() -> None:
        place.write_text("\n".join(look_at(museum)), encoding="utf-8")

    outcome = did(museum, write)
    if outcome.code or not place.exists():
        return [f"the museum cannot be opened again: {museum.error() or outcome}"]
    return [line for line in place.read_text(encoding="utf-8").split("\n") if line]


# ── disks that are full ─────────────────────────────────────────────────────────────────────────────────────────


@contextlib.contextmanager
def small_disk(place: Path, *, megabytes: int) -> Iterator[bool]:
    """A file system of its own of so many megabytes at `place`; False where this user may not mount one."""
    place.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)], check=False, capture_output=True)
    try:
        yield done.returncode == 0
    finally:
        if done.returncode == 0:
            subprocess.run(["umount", "-l", str(place)], check=False, capture_output=True)


def fill(disk: Path, *, leave: int) -> Path:
    """Fill a disk up to `leave` bytes; returns the ballast."""
    free = shutil.disk_usage(disk).free
    ballast = disk / "ballast"
    with ballast.open("wb") as out:
        left = max(0, free - leave)
        while left > 0:
            left -= out.write(b"\0" * min(left, 1 << 16))
    return ballast


# ── damaged copies ──────────────────────────────────────────────────────────────────────────────────────────────


def flip(place: Path, chance: random.Random, *, start: int = 0, end: int = 0) -> int:
    """Flip one bit of a file (between `start` and `end` when given), in place; returns the byte it was in."""
    data = bytearray(place.read_bytes())
    at = chance.randrange(start, end or len(data))
    data[at] ^= 1 << chance.randrange(8)
    _put(place, bytes(data))
    return at


def _put(place: Path, data: bytes) -> None:
    mode = place.stat().st_mode
    place.chmod(0o644)
    place.write_bytes(data)
    place.chmod(mode)
