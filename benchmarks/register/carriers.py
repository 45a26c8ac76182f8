"""Copies of a museum with turned bits, files cut off, emptied, swapped, doubled, removed, added, put in by a link: `presnya fsck` must find each, and name the file.

In a folder or a bag every file of the museum is damaged at once, and each must be named; the files that vouch for others (lists, signatures, checkpoint, key) are damaged one at a time, since
what a spoiled list would have named cannot be asked of it. An archive and a .zim are one file: there each fault is tried alone, in every stretch of its bytes.
"""

import random
import shutil
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.register import trials
from presnya import register
from presnya.catalogue import snapshot
from presnya.publishing import copies
from presnya.terms.errors import PresnyaError
from presnya.web import open_museum

if TYPE_CHECKING:
    from benchmarks.register.faults import Bench, Log

FOLDERS, FILES = ("site", "bag"), ("archive", "zim")
ENDINGS = {"archive": "copy.zip", "zim": "copy.zim", "site": "copy", "bag": "bag"}
VOUCHING = ("COPY.json", "COPY.sig", "manifest.json", "manifest.sig", "register/checkpoint", "register/vkey", "bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt")
STRETCH = 16_384
"""Bytes: a .zim is one file in which entries lie in common clusters; flips are tried in each stretch of so many."""

Spoil = Callable[[Path, random.Random], None]


def damage(bench: "Bench", flips: int, *, seed: int, log: "Log") -> None:
    """All kinds of copies, all kinds of damage."""
    museum = bench.lay_out()
    made = bench.work / "copies"
    made.mkdir()
    outcome = trials.did(museum, partial(_make, museum.folder, made))
    if outcome.code:
        raise SystemExit(f"The copies could not be made: {museum.error()}")
    for kind in FOLDERS:
        _folder(kind, made / ENDINGS[kind], bench.work / "damaged", flips, seed=seed, log=log)
    for kind in FILES:
        _file(kind, made / ENDINGS[kind], bench.work / "damaged", flips, seed=seed, log=log)


def _make(folder: Path, made: Path) -> None:
    museum = open_museum(folder)
    curator = next(iter(snapshot.take().curators))
    for kind, name in ENDINGS.items():
        copies.copy(museum, curator=curator, to=made / name, kind=kind)


# ── folders and bags ────────────────────────────────────────────────────────────────────────────────────────────


def _folder(kind: str, good: Path, work: Path, flips: int, *, seed: int, log: "Log") -> None:
    names = sorted(place.relative_to(good).as_posix() for place in good.rglob("*") if place.is_file())
    vouching = [name for name in names if name.removeprefix("data/") in VOUCHING or name.removeprefix("data/").startswith("manifest/")]
    plain = [name for name in names if name not in vouching]
    for name, spoil, times in (("bit flipped", _flipped, flips), ("cut off", _cut, 2), ("emptied", _emptied, 1), ("removed", _removed, 1), ("a link in its place", _linked, 1)):
        begun = time.monotonic()
        for nth in range(times):
            if (trial := f"{kind}: {name} {nth}") in log.done:
                continue
            _told(f"{kind}: {name}", nth, times, begun)
            log.add(trial, group=f"{kind}: {name}", fired=True, **_all_at_once(good, work, plain, spoil, random.Random(f"{seed} {trial}")))
        for one in vouching:
            if (trial := f"{kind}: {name}: {one}") in log.done:
                continue
            _told(f"{kind}: {name}: {one}", 0, times, begun)
            log.add(trial, group=f"{kind}: {name}", fired=True, **_each_alone(good, work, one, spoil, times=times, seed=seed))
    for name, spoil_all in (("two exchanged", _exchanged), ("one twice", _doubled), ("one too many", _added)):
        if (trial := f"{kind}: {name}") not in log.done:
            log.add(trial, group=trial, fired=True, **_wrong_names(good, work, partial(spoil_all, names=plain)))


def _all_at_once(good: Path, work: Path, names: Sequence[str], spoil: Spoil, chance: random.Random) -> dict[str, Any]:
    _again(good, work)
    spoiled = [name for name in names if (work / name).stat().st_size]
    for name in spoiled:
        spoil(work / name, chance)
    return {"times": len(spoiled), "wrong": _unnamed(work, spoiled)}


def _each_alone(good: Path, work: Path, name: str, spoil: Spoil, *, times: int, seed: int) -> dict[str, Any]:
    wrong: list[str] = []
    _again(good, work)
    kept = (work / name).read_bytes()
    for nth in range(times):
        (work / name).unlink(missing_ok=True)
        (work / name).write_bytes(kept)
        spoil(work / name, random.Random(f"{seed} {name} {nth}"))
        wrong += [] if _found(work) else [f"{name}, time {nth}: not found"]
    return {"times": times, "wrong": wrong}


def _wrong_names(good: Path, work: Path, spoil: Callable[[Path], list[str]]) -> dict[str, Any]:
    _again(good, work)
    names = spoil(work)
    return {"times": len(names), "wrong": _unnamed(work, names)}


def _again(good: Path, work: Path) -> None:
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(good, work)


def _unnamed(work: Path, names: Sequence[str]) -> list[str]:
    """Which of these a check does not name. Paths of a bag's payload may be given with or without data/."""
    named = {problem.file.removeprefix("data/") for problem in _problems(work)}
    return [f"{name}: not named" for name in names if name.removeprefix("data/") not in named]


def _found(place: Path) -> bool:
    return bool(_problems(place))


def _problems(place: Path) -> tuple[register.Problem, ...]:
    try:
        return register.fsck(place).problems
    except PresnyaError as error:  # so spoiled that it is no copy any more, and says so
        return (register.Problem(place.name, error.message),)


def _flipped(place: Path, chance: random.Random) -> None:
    trials.flip(place, chance)


def _cut(place: Path, chance: random.Random) -> None:
    data = place.read_bytes()
    _put(place, data[:chance.choice([len(data) - 1, len(data) // 2])])


def _emptied(place: Path, chance: random.Random) -> None:  # noqa: ARG001  as all that spoil a file
    _put(place, b"")


def _removed(place: Path, chance: random.Random) -> None:  # noqa: ARG001  as all that spoil a file
    place.unlink()


def _linked(place: Path, chance: random.Random) -> None:  # noqa: ARG001  as all that spoil a file
    aside = place.with_name(f"{place.name}.aside")
    place.rename(aside)
    place.symlink_to(aside.name)


def _put(place: Path, data: bytes) -> None:
    place.chmod(0o644)
    place.write_bytes(data)


def _exchanged(work: Path, *, names: Sequence[str]) -> list[str]:
    """Neighbours in each other's place, where they differ."""
    moved: list[str] = []
    for one, other in zip(names[::2], names[1::2], strict=False):
        data, instead = (work / one).read_bytes(), (work / other).read_bytes()
        if data != instead:
            _put(work / one, instead)
            _put(work / other, data)
            moved += [one, other]
    return moved


def _doubled(work: Path, *, names: Sequence[str]) -> list[str]:
    """Every tenth file once more under another name."""
    added = []
    for name in names[::10]:
        place = work / name
        other = place.with_name(f"again-{place.name}")
        shutil.copyfile(place, other)
        added.append(other.relative_to(work).as_posix())
    return added


def _added(work: Path, *, names: Sequence[str]) -> list[str]:
    """A file nobody published in each folder."""
    folders = sorted({(work / name).parent for name in names})
    for folder in folders:
        (folder / "planted.html").write_bytes(b"<p>The mill never stood still.")
    return [(folder / "planted.html").relative_to(work).as_posix() for folder in folders]


# ── archives and .zim ───────────────────────────────────────────────────────────────────────────────────────────


def _file(kind: str, good: Path, work: Path, flips: int, *, seed: int, log: "Log") -> None:
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    place, data = work / good.name, good.read_bytes()
    stretches = list(_entries(good) if kind == "archive" else _stretches(len(data)))
    begun = time.monotonic()
    for nth, (name, start, end) in enumerate(stretches):
        if (trial := f"{kind}: bit flipped: {name}") in log.done:
            continue
        _told(f"{kind}: bit flipped", nth, len(stretches), begun)
        chance, wrong = random.Random(f"{seed} {trial}"), []
        for _ in range(flips):
            at, bit = chance.randrange(start, end), chance.randrange(8)
            wrong += _tried(place, data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1:], f"bit {bit} of byte {at} ({name})")
        log.add(trial, group=f"{kind}: bit flipped", times=flips, fired=True, wrong=wrong)
    for name, spoiled in (("cut off", _shorter), ("made longer", _longer), ("a block of noughts", _blank)):
        if (trial := f"{kind}: {name}") not in log.done:
            chance = random.Random(f"{seed} {trial}")
            wrong = [one for nth in range(flips) for one in _tried(place, spoiled(data, chance), f"{name}, time {nth}")]
            log.add(trial, group=trial, times=flips, fired=True, wrong=wrong)
    if kind == "archive" and (trial := "archive: an entry removed, added, exchanged") not in log.done:
        log.add(trial, group=trial, **_rewritten(good, place))
    print(file=sys.stderr)


def _tried(place: Path, data: bytes, what: str) -> list[str]:
    place.write_bytes(data)
    return [] if _found(place) else [f"{what}: not found"]


def _entries(good: Path) -> Iterator[tuple[str, int, int]]:
    """Where each entry of an archive lies with its header; what follows the last is the directory."""
    with zipfile.ZipFile(good) as archive:
        found = sorted(archive.infolist(), key=lambda one: one.header_offset)
        ends = [*(one.header_offset for one in found[1:]), archive.start_dir]
    yield from ((one.filename, one.header_offset, end) for one, end in zip(found, ends, strict=True))
    yield "the directory", ends[-1], good.stat().st_size


def _stretches(size: int) -> Iterator[tuple[str, int, int]]:
    yield "the header", 0, 80
    yield from ((f"bytes {start} to {min(start + STRETCH, size)}", start, min(start + STRETCH, size)) for start in range(80, size, STRETCH))


def _shorter(data: bytes, chance: random.Random) -> bytes:
    return data[:chance.randrange(1, len(data))]


def _longer(data: bytes, chance: random.Random) -> bytes:
    return data + chance.randbytes(chance.randrange(1, 600))


def _blank(data: bytes, chance: random.Random) -> bytes:
    while True:
        start = chance.randrange(0, len(data) - 512)
        if any(data[start:start + 512]):
            return data[:start] + bytes(512) + data[start + 512:]


def _rewritten(good: Path, place: Path) -> dict[str, Any]:
    """An archive that is well formed, and whose entries are not those that were copied."""
    wrong: list[str] = []
    with zipfile.ZipFile(good) as archive:
        entries = [(one, archive.read(one)) for one in archive.infolist()]
    for nth in range(0, len(entries), max(1, len(entries) // 20)):
        for what, changed in (("removed", entries[:nth] + entries[nth + 1:]), ("added", [*entries, (zipfile.ZipInfo("planted.html"), b"planted")]),
                              ("exchanged", [(one, entries[(place_of + 1) % len(entries)][1] if place_of == nth else data) for place_of, (one, data) in enumerate(entries)])):
            with zipfile.ZipFile(place, "w") as out:
                for one, data in changed:
                    out.writestr(one, data)
            wrong += [] if _found(place) else [f"{what}: {entries[nth][0].filename}: not found"]
    return {"times": 3 * len(range(0, len(entries), max(1, len(entries) // 20))), "fired": True, "wrong": wrong}


def _told(what: str, nth: int, of: int, begun: float) -> None:
    print(f"\r{what}: {nth} of {of}, {time.monotonic() - begun:.0f} s        ", end="", file=sys.stderr, flush=True)
