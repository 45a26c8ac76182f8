"""Checking a log: checkpoint, entries, tiles, bodies, earlier checkpoints."""

from collections.abc import Callable

from presnya.register.check_bodies import check_bodies
from presnya.register.findings import Findings
from presnya.register.merkle import Frontier, leaf_hash
from presnya.register.note import Checkpoint, Verifier, open_checkpoint
from presnya.register.tiles import HASH, WIDTH, Tile, hashes_at, number_path, parse_tile, tiles_of, unbundle
from presnya.terms.errors import PresnyaError

Progress = Callable[[int, int], None]


def check_log(check: Findings, prefix: str, progress: Progress | None) -> None:
    """Checkpoint, entries, tiles, bodies, earlier checkpoints."""
    note, key = check.need(f"{prefix}checkpoint"), check.find_key(prefix)
    if note is None or key is None:
        return
    try:
        check.checkpoint = open_checkpoint(note.decode(), key)
    except (PresnyaError, UnicodeDecodeError) as error:
        check.wrong(f"{prefix}checkpoint", f"does not hold: {error}")
        return
    leaves, roots = _entries(check, prefix, check.checkpoint.size, progress)
    if leaves is None:
        return
    if roots[-1] != check.checkpoint.root:
        leaves, roots = _signed(check, prefix, check.checkpoint, leaves, roots)
    for tile in tiles_of(len(leaves), entries=False):
        stride = WIDTH**tile.level
        start = tile.number * WIDTH * stride
        data = check.need(prefix + tile.path)
        if data is not None and data != b"".join(hashes_at(tile.level, leaves[start:start + tile.width * stride])):
            check.wrong(prefix + tile.path, "holds other hashes than the entries give")
    _other_tiles(check, prefix, check.checkpoint.size, leaves)
    _earlier(check, prefix, key, roots)


def _other_tiles(check: Findings, prefix: str, size: int, leaves: list[bytes]) -> None:
    """Tiles that were the right edge of a smaller register stay where they were published: they must be the beginning of what stands there now."""
    wanted = {prefix + tile.path for tile in tiles_of(size)}
    for name in check.place.names() or ():
        if not name.startswith(f"{prefix}tile/") or name in wanted:
            continue
        tile = parse_tile(name.removeprefix(prefix))
        stride = WIDTH ** max(0, tile.level) if tile else 1
        start = tile.number * WIDTH * stride if tile else 0
        if tile is None or start + tile.width * stride > size:
            check.wrong(name, "is no tile of this register", "Remove it, or ask who put it here.")
            continue
        below = leaves[start:start + tile.width * stride]
        try:
            data = check.read(name) or b""
            same = [leaf_hash(entry) for entry in unbundle(data, file=name)] == below if tile.level < 0 else data == b"".join(hashes_at(tile.level, below))
        except PresnyaError:
            same = False
        if not same:
            check.wrong(name, "holds other entries than those that were signed" if tile.level < 0 else "holds other hashes than the entries give")


def _signed(check: Findings, prefix: str, checkpoint: Checkpoint, leaves: list[bytes], roots: list[bytes]) -> tuple[list[bytes], list[bytes]]:
    """Entries do not give the signed root. When the hash tiles do, the entries were altered: name their bundles, and go on with the tiles' hashes."""
    kept = b"".join(check.read(prefix + tile.path) or b"" for tile in tiles_of(len(leaves), entries=False) if tile.level == 0)
    hashes = [kept[start:start + HASH] for start in range(0, len(kept), HASH)]
    edge = Frontier()
    signed = [edge.root()]
    for hashed in hashes:
        edge.append(hashed)
        signed.append(edge.root())
    if len(hashes) != len(leaves) or signed[-1] != checkpoint.root:
        check.wrong(f"{prefix}checkpoint", "signs another register than the one that lies here")
        return leaves, roots
    for start in range(0, len(leaves), WIDTH):
        if leaves[start:start + WIDTH] != hashes[start:start + WIDTH]:
            check.wrong(prefix + Tile(-1, start // WIDTH, min(WIDTH, len(leaves) - start)).path, "holds other entries than those that were signed")
    return hashes, signed


def _entries(check: Findings, prefix: str, size: int, progress: Progress | None) -> tuple[list[bytes] | None, list[bytes]]:
    leaves: list[bytes] = []
    edge = Frontier()
    roots = [edge.root()]
    whole = True
    for number in range((size + WIDTH - 1) // WIDTH):
        tile = Tile(-1, number, min(WIDTH, size - number * WIDTH))
        data = check.need(prefix + tile.path)
        try:
            entries = unbundle(data, file=prefix + tile.path) if data is not None else []
        except PresnyaError as error:
            check.wrong(prefix + tile.path, error.message)
            entries = []
        if len(entries) != tile.width:
            check.wrong(prefix + tile.path, f"holds {len(entries)} entries, not {tile.width}")
            whole = False
            continue
        check_bodies(check, f"{prefix}bodies/{number_path(number)}.jsonl", number * WIDTH, entries)
        for entry in entries:
            leaves.append(leaf_hash(entry))
            edge.append(leaves[-1])
            roots.append(edge.root())
        if progress:
            progress(len(leaves), size)
    return (leaves if whole else None), roots


def _earlier(check: Findings, prefix: str, key: Verifier, roots: list[bytes]) -> None:
    for name in check.place.names() or ():
        if not name.startswith(f"{prefix}checkpoints/"):
            continue
        data = check.read(name)
        try:
            old = open_checkpoint((data or b"").decode(), key)
        except (PresnyaError, UnicodeDecodeError) as error:
            check.wrong(name, f"does not hold: {error}")
            continue
        if name.rpartition("/")[2] != str(old.size) or old.size >= len(roots) or roots[old.size] != old.root:
            check.wrong(name, "signs another history than the register that lies here", "Keep both: together they prove a fork.")
