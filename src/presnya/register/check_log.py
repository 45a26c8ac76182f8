"""Checking a log: checkpoint, entries, tiles, bodies, earlier checkpoints, keys.

Every bundle is read and hashed once; what is kept of an act is its leaf (33 bytes with the levels above), whatever the log's size.
"""

import json
from collections.abc import Callable
from typing import Final

from presnya.register.check_bodies import check_bodies
from presnya.register.check_keys import check_history, find_chain
from presnya.register.entry import read_entry
from presnya.register.findings import Findings
from presnya.register.rotation import Chain
from presnya.register.succession import KeyAct, is_key_act
from presnya.register.tiles import HASH, WIDTH, Tile, leaf_hashes, number_path, parse_tile, tiles_of, unbundle
from presnya.register.tree import Tree
from presnya.terms.errors import PresnyaError

Progress = Callable[[int, int], None]

_MOST_BAD: Final = 100
"""Bundles that are missing or broken before the reading is given up: a checkpoint may claim any size."""


def check_log(check: Findings, prefix: str, progress: Progress | None, *, bodies: bool = True) -> None:
    """Everything of the log under `prefix` ('' or ending in a slash). Without `bodies` only what is hashed into the tree, and its keys."""
    note, chain = check.need(f"{prefix}checkpoint"), find_chain(check, prefix)
    if note is None or chain is None:
        return
    try:
        check.checkpoint = chain.open(note.decode())
    except (PresnyaError, UnicodeDecodeError) as error:
        check.wrong(f"{prefix}checkpoint", f"does not hold: {error}")
        return
    tree, acts = _entries(check, prefix, check.checkpoint.size, progress, bodies=bodies)
    if tree is None:
        return
    if tree.root() != check.checkpoint.root:
        tree = _signed(check, prefix, tree)
    names = [name for name in check.place.names() or () if name.startswith(prefix)]
    _tiles(check, prefix, tree, names)
    _earlier(check, chain, tree, [name for name in names if name.startswith(f"{prefix}checkpoints/")])
    check_history(check, prefix, acts, tree, names)


def _entries(check: Findings, prefix: str, size: int, progress: Progress | None, *, bodies: bool) -> tuple[Tree | None, list[KeyAct]]:
    """The tree that the entries give, None when some are not there; and the acts about keys."""
    tree, acts, bad = Tree(), list[KeyAct](), 0
    for number in range((size + WIDTH - 1) // WIDTH):
        tile = Tile(-1, number, min(WIDTH, size - number * WIDTH))
        entries = _bundle(check, prefix + tile.path, tile.width)
        if entries is None:
            bad += 1
            if bad == _MOST_BAD:
                check.wrong(f"{prefix}checkpoint", f"signs {size} acts, most of which are not here; the rest was not looked at")
                break
            continue
        tree.grow(leaf_hashes(entries))
        body_file = f"{prefix}bodies/{number_path(number)}.jsonl"
        if bodies:
            _forms(check, prefix + tile.path, number * WIDTH, entries)
            check_bodies(check, body_file, number * WIDTH, entries)
        acts += [KeyAct(number * WIDTH + nth, entry, _body(check, body_file, nth)) for nth, entry in enumerate(entries) if is_key_act(entry)]
        if progress:
            progress(tree.size, size)
    return (None if bad else tree), acts


def _bundle(check: Findings, name: str, width: int) -> list[bytes] | None:
    """The entries of a bundle; None when it is missing, broken or of another width."""
    data = check.need(name)
    if data is None:
        return None
    try:
        entries = unbundle(data, file=name)
    except PresnyaError as error:
        check.wrong(name, error.message)
        return None
    if len(entries) != width:
        check.wrong(name, f"holds {len(entries)} entries, not {width}")
        return None
    return entries


def _forms(check: Findings, name: str, first: int, entries: list[bytes]) -> None:
    """Entries of another form would be read in one way by one reader and in another by the next."""
    for number, entry in enumerate(entries, start=first):
        try:
            read_entry(entry)
        except PresnyaError as error:
            check.wrong(name, f"holds as act {number} what is no entry of a register: {error.message}")


def _body(check: Findings, file: str, nth: int) -> bytes | None:
    try:
        body: str = json.loads((check.read(file) or b"").splitlines()[nth])["body"]
        return body.encode()
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return None


def _signed(check: Findings, prefix: str, tree: Tree) -> Tree:
    """Entries do not give the signed root. When the hash tiles do, the entries were altered: name their bundles, and go on with the tiles' hashes."""
    assert check.checkpoint is not None
    signed = Tree()
    level = [tile for tile in tiles_of(tree.size, entries=False) if tile.level == 0]
    for tile in level:
        data = check.read(prefix + tile.path) or b""
        signed.grow(data[:len(data) // HASH * HASH])
    if signed.size != tree.size or signed.root() != check.checkpoint.root:
        check.wrong(f"{prefix}checkpoint", "signs another register than the one that lies here")
        return tree
    for tile in level:
        if tree.tile(tile) != signed.tile(tile):
            check.wrong(prefix + Tile(-1, tile.number, tile.width).path, "holds other entries than those that were signed")
    return signed


def _tiles(check: Findings, prefix: str, tree: Tree, names: list[str]) -> None:
    """Every hash tile, and those of smaller registers, which stay where they were published: they must be the beginning of what stands there now."""
    for tile in tiles_of(tree.size, entries=False):
        data = check.need(prefix + tile.path)
        if data is not None and data != tree.tile(tile):
            check.wrong(prefix + tile.path, "holds other hashes than the entries give")
    wanted = {prefix + tile.path for tile in tiles_of(tree.size)}
    for name in names:
        if name.startswith(f"{prefix}tile/") and name not in wanted:
            _older_tile(check, name, parse_tile(name.removeprefix(prefix)), tree)


def _older_tile(check: Findings, name: str, tile: Tile | None, tree: Tree) -> None:
    hashes = tree.tile(tile._replace(level=max(0, tile.level))) if tile else b""
    if tile is None or len(hashes) != tile.width * HASH:
        check.wrong(name, "is no tile of this register", "Remove it, or ask who put it here.")
        return
    try:
        data = check.read(name) or b""
        same = hashes == (leaf_hashes(unbundle(data, file=name)) if tile.level < 0 else data)
    except PresnyaError:
        same = False
    if not same:
        check.wrong(name, "holds other entries than those that were signed" if tile.level < 0 else "holds other hashes than the entries give")


def _earlier(check: Findings, chain: Chain, tree: Tree, names: list[str]) -> None:
    """Kept checkpoints: each signed by the key of its size, each the head of this very tree when it had so many acts."""
    for name in names:
        try:
            old = chain.open((check.read(name) or b"").decode())
        except (PresnyaError, UnicodeDecodeError) as error:
            check.wrong(name, f"does not hold: {error}")
            continue
        if name.rpartition("/")[2] != str(old.size) or old.size > tree.size or tree.root(old.size) != old.root:
            check.wrong(name, "signs another history than the register that lies here", "Keep both: together they prove a fork.")
