"""Writing the log as files: re-read, re-hash, tiles, compare with what was signed before, sign, publish the checkpoint last."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from presnya.register import keys
from presnya.register.bodies import Beside, body_line, what_is_wrong
from presnya.register.note import Checkpoint, Signer, parse_vkey, sign
from presnya.register.rotation import Chain, Rotation
from presnya.register.succession import History, KeyAct, history_of, is_key_act
from presnya.register.tiles import WIDTH, Tile, bundle, leaf_hashes, number_path, tiles_of
from presnya.register.tree import Leaves, Tree
from presnya.strongroom import Stage, leftovers
from presnya.terms.errors import BadNote, RegisterError, Tampered

Progress = Callable[[int, int], None]


class Row(Beside, Protocol):
    """An act as its keeper gives it."""

    @property
    def number(self) -> int: ...


class Written(NamedTuple):
    """What a publication did. `files` are all files of the log, relative to its folder; `kept` every checkpoint that lies there, by size, as its note.

    `leaves` are read from `tree`, which gives proofs (`tree.hashed`) and roots at earlier sizes; `rotations` are the changes of the current register's key.
    """

    checkpoint: Checkpoint
    note: str
    files: tuple[str, ...]
    leaves: Leaves
    vkey: str
    kept: tuple[tuple[int, str], ...]
    tree: Tree
    rotations: tuple[Rotation, ...]


class _Read(NamedTuple):
    """What was read and staged: the tree, the acts about keys, and the names of files."""

    tree: Tree
    history: History
    files: list[str]


def publish_log(folder: Path, rows: Iterable[Row], *, signer: Signer, also: Sequence[Signer] = (), progress: Progress | None = None, total: int = 0) -> Written:
    """Write the whole log under `folder`; files that already hold the right bytes are left alone. `also` are older keys that sign beside the current one.

    Nothing is signed unless every entry was re-hashed, every body opens its entry, and the tree continues all that was signed
    before: by this machine (the high-water mark) and in this folder. RegisterError otherwise, and when the disk fails or is full; Conflict while another
    process signs. Then the folder is as it was. The checkpoint is written when all else is durable: it is never ahead of the data.
    """
    stage = Stage()
    with keys.alone(signer.name):
        for place in leftovers(folder):
            place.unlink()
        try:
            return _publish(folder, _read(folder, rows, stage, progress, total), stage, (signer, *also))
        except OSError as error:
            stage.undo()
            raise RegisterError(f"The register could not be written: {error.filename or folder}: {error.strerror or error}.",
                                next_step="What was published before stands as it was. Make room or mend the disk, and publish again.") from error
        except BaseException:
            stage.undo()
            raise


def _publish(folder: Path, read: _Read, stage: Stage, signers: Sequence[Signer]) -> Written:
    tree, history, files = read
    current = signers[0]
    chain = _chain(history, current)
    _continues(folder, tree, chain)
    for tile in tiles_of(tree.size, entries=False):
        files.append(tile.path)
        stage.put(folder / tile.path, tree.tile(tile))
    extra = history.files()
    for name, data in extra.items():
        stage.put(folder / name, data)
    moved = _left_behind(folder, history)
    for old, new in moved.items():
        stage.put(folder / new, (folder / old).read_bytes())
    checkpoint = Checkpoint(current.name, tree.size, tree.root())
    keys.raise_high_water(current.name, keys.HighWater(checkpoint.size, checkpoint.root))
    note = _note(folder, checkpoint, chain, signers)
    for name, words in ((f"checkpoints/{checkpoint.size}", note), ("vkey", f"{current.verifier}\n"), ("checkpoint", note)):
        stage.put(folder / name, words.encode(), last=True)
    stage.commit()
    for name in (*moved, *_rotations_before(folder, history)):
        (folder / name).unlink()
    kept = _kept(folder)
    older = [f"before/{nth}/checkpoints/{size}" for nth in range(len(history.before)) for size, _ in _kept(folder / "before" / str(nth))]
    files += [*extra, *older, "vkey", *(f"checkpoints/{size}" for size, _ in kept), "checkpoint"]
    return Written(checkpoint, note, tuple(files), tree.leaves(), str(current.verifier), kept, tree, history.rotations)


# ── reading ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _read(folder: Path, rows: Iterable[Row], stage: Stage, progress: Progress | None, total: int) -> _Read:
    """Check and stage acts, a bundle of 256 at a time: what is held of each act is its leaf."""
    tree, files, acts, group = Tree(), list[str](), list[KeyAct](), list[Row]()
    for number, row in enumerate(rows):
        _check(row, number)
        group.append(row)
        if is_key_act(row.entry):
            acts.append(KeyAct(number, row.entry, row.body))
        if len(group) == WIDTH:
            files += _write_group(folder, stage, tree, group)
            group.clear()
            if progress:
                progress(tree.size, total)
    if group:
        files += _write_group(folder, stage, tree, group)
    return _Read(tree, history_of(acts), files)


def _check(row: Row, expected: int) -> None:
    if row.number != expected:
        raise Tampered(f"Act {expected} is missing from the register.", next_step="Restore the museum from a copy; do not publish.")
    if what := what_is_wrong(row.number, row):
        raise Tampered(f"{what[0].upper()}{what[1:]}.", next_step="Restore the museum from a copy; do not publish.")


def _write_group(folder: Path, stage: Stage, tree: Tree, group: Sequence[Row]) -> list[str]:
    tile = Tile(-1, group[0].number // WIDTH, len(group))
    entries = [row.entry for row in group]
    tree.grow(leaf_hashes(entries))
    body_file = f"bodies/{number_path(tile.number)}.jsonl"
    stage.put(folder / tile.path, bundle(entries))
    stage.put(folder / body_file, b"".join(body_line(row.number, row) for row in group))
    return [tile.path, body_file]


# ── what was signed before ──────────────────────────────────────────────────────────────────────────────────────


def _chain(history: History, current: Signer) -> Chain:
    """The keys of the register that is signed now; RegisterError when its acts name another key or origin than the signer's."""
    named = history.key
    if history.origin not in ("", current.name) or (named is not None and named != current.verifier):
        raise RegisterError(f"The acts of this register say that {named} signs it, not {current.verifier}.", next_step="Sign with the museum's own key: `presnya keys show` says which is here.")
    return Chain(history.rotations[0].old if history.rotations else current.verifier, history.rotations)


def _continues(folder: Path, tree: Tree, chain: Chain) -> None:
    """RegisterError when the tree does not continue what was signed before: the mark of this machine, and every checkpoint of this register that lies here.

    The checkpoints make up for a mark that is gone, or came from an old backup itself.
    """
    origin = chain.first.name
    if mark := keys.high_water(origin):
        continues(tree, origin, mark.size, mark.root, "from this machine before")
    for _, note in _kept(folder):
        try:
            signed = chain.open(note)
        except BadNote:  # damaged, or of an earlier register: `verify` names it, it binds nobody
            continue
        continues(tree, origin, signed.size, signed.root, f"and lie in {folder}")
    _same_key(folder, chain)


def _same_key(folder: Path, chain: Chain) -> None:
    """RegisterError when this folder was signed under the same name with a key that this register never had."""
    try:
        there = parse_vkey((folder / "vkey").read_text())
    except (OSError, UnicodeDecodeError, BadNote):
        return
    if there.name == chain.first.name and there not in chain.keys:
        raise RegisterError(f"{folder} was signed with the key {there.id.hex()}; the key here is {chain.current.id.hex()}.",
                            next_step="Bring back the museum's own key from your backup of keys. When it is lost, see `presnya keys successor --help`.")


def continues(tree: Tree, origin: str, size: int, root: bytes, where: str) -> None:
    """RegisterError unless the tree has, at this size, the root that was signed; `where` says where ("from this machine before")."""
    if tree.size < size:
        what = f"This register of {origin} holds {tree.size} acts, but {size} were signed {where}."
    elif tree.root(size) != root:
        what = f"The first {size} acts of this register of {origin} are not those that were signed {where}."
    else:
        return
    raise RegisterError(what, next_step="An old backup was probably brought back. Restore the newest copy of the museum (its site folder holds all acts); "
                                        "signing now would make two histories.")


def _kept(folder: Path) -> tuple[tuple[int, str], ...]:
    """Every checkpoint that lies there, by size, as its note."""
    places = sorted((int(place.name), place) for place in (folder / "checkpoints").glob("*") if place.name.isdecimal())
    return tuple((size, place.read_text(errors="replace")) for size, place in places)


def _left_behind(folder: Path, history: History) -> dict[str, str]:
    """Kept checkpoints of earlier registers that still lie among the current one's → where they belong."""
    origins = {old.before: nth for nth, old in enumerate(history.before)}
    out: dict[str, str] = {}
    for size, note in _kept(folder):
        whose = origins.get(note.partition("\n")[0])
        if whose is not None:
            out[f"checkpoints/{size}"] = f"before/{whose}/checkpoints/{size}"
    return out


def _rotations_before(folder: Path, history: History) -> list[str]:
    """Rotation notes of an earlier register that still lie where the current one's belong; they were written under `before/`, too."""
    now = range(len(history.rotations))
    return [f"rotations/{place.name}" for place in (folder / "rotations").glob("*") if history.before and place.name.isdecimal() and int(place.name) not in now]


def _note(folder: Path, checkpoint: Checkpoint, chain: Chain, signers: Sequence[Signer]) -> str:
    """The note of this checkpoint: the one already published at this size when it says the same (it may bear cosignatures), else newly signed."""
    try:
        note = (folder / "checkpoints" / str(checkpoint.size)).read_text()
        fits = chain.open(note) == checkpoint
    except (FileNotFoundError, RegisterError, UnicodeDecodeError):
        fits = False
    return note if fits else sign(str(checkpoint), signers)
