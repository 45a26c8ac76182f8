"""Vectors of trees, tiles, bundles and shared proofs."""

from form import LEAVES, Case, bad, consistency, entry, good, half, hexes, inclusion, leaf, node, number_path, root, sha

SIZES = [*range(71), 127, 128, 129, 255, 256, 257, 511, 512, 513]


# ── trees ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def inclusion_case(index: int, size: int, /, **other: object) -> Case:
    found = {"leaf": LEAVES[index].hex() if 0 <= index < len(LEAVES) else LEAVES[0].hex(), "index": index, "size": size, "root": root(0, size).hex(),
             "path": hexes(inclusion(index, 0, size)) if 0 <= index < size else []}
    return found | other


def bad_inclusions() -> list[Case]:
    out = []
    for index, size in ((0, 1), (0, 2), (1, 3), (4, 5), (5, 7), (6, 7), (8, 16), (15, 16), (33, 70), (69, 70), (255, 256), (256, 257)):
        path, right = inclusion(index, 0, size), root(0, size)

        def wrong(why: str, index: int = index, size: int = size, **other: object) -> None:
            out.append(bad("inclusion", why, "proof", **inclusion_case(index, size, **other)))

        wrong("a hash too many, at the root's end", path=hexes([*path, LEAVES[0]]))
        wrong("a hash too many, at the leaf's end", path=hexes([LEAVES[0], *path]))
        wrong("one bit of the root is another", root=(bytes([right[0] ^ 1]) + right[1:]).hex())
        wrong("the hash of another entry", leaf=leaf(b"another").hex())
        wrong("the index is the size", index=size, leaf=LEAVES[index].hex(), path=hexes(path))
        wrong("the index is far beyond the size", index=2**53 - 1, leaf=LEAVES[index].hex(), path=hexes(path))
        wrong("the root has 15 bytes", root=right[:15].hex())
        if path:
            wrong("the last hash is missing", path=hexes(path[:-1]))
            wrong("the first hash is missing", path=hexes(path[1:]))
            wrong("one bit of a hash is another", path=hexes([bytes([path[0][0] ^ 1]) + path[0][1:], *path[1:]]))
            wrong("no hashes at all", path=[])
            wrong("hashes of 15 bytes", path=[one[:15].hex() for one in path])
            wrong("a hash of 33 bytes", path=hexes([path[0] + b"\0", *path[1:]]))
            wrong("the index of the neighbour", index=index ^ 1 if (index ^ 1) < size else index - 1, leaf=LEAVES[index].hex(), path=hexes(path))
            wrong("the root of a smaller tree", root=root(0, size - 1).hex())
            wrong("in a tree of the double size", size=2 * size, root=right.hex(), path=hexes(path))
        if len(path) > 1:
            wrong("two hashes change places", path=hexes([path[1], path[0], *path[2:]]))
            wrong("the path from the root to the leaf", path=hexes(path[::-1]))
    one = LEAVES[0]
    out.append(bad("inclusion", "a leaf of 31 and a neighbour of 33 bytes give the node of two of 32", "proof",
                   **inclusion_case(0, 2, leaf=one[:31].hex(), path=[(one[31:] + LEAVES[1]).hex()])))
    out.append(bad("inclusion", "a node passed off as an entry's hash", "proof", **inclusion_case(0, 4, leaf=root(0, 2).hex(), path=[root(2, 4).hex()])))
    out.append(bad("inclusion", "nothing is in the empty tree", "proof", **inclusion_case(0, 0)))
    return out


def consistency_case(old: int, size: int, /, **other: object) -> Case:
    path = hexes(consistency(old, 0, size)) if 0 < old < size else []
    return {"old": old, "old_root": root(0, old).hex(), "size": size, "root": root(0, size).hex(), "path": path} | other


def bad_consistencies() -> list[Case]:
    out = []
    for old, size in ((1, 2), (1, 3), (2, 3), (2, 4), (3, 7), (4, 7), (6, 8), (6, 7), (7, 8), (8, 16), (33, 70), (64, 70), (255, 256), (256, 257), (1, 257)):
        path = consistency(old, 0, size)

        def wrong(why: str, old: int = old, size: int = size, **other: object) -> None:
            out.append(bad("consistency", why, "proof", **consistency_case(old, size, **other)))

        wrong("a hash too many at the end", path=hexes([*path, LEAVES[0]]))
        wrong("a hash too many at the beginning", path=hexes([LEAVES[0], *path]))
        wrong("the last hash is missing", path=hexes(path[:-1]))
        wrong("no hashes at all", path=[])
        wrong("one bit of a hash is another", path=hexes([bytes([path[0][0] ^ 1]) + path[0][1:], *path[1:]]))
        wrong("hashes of 15 bytes", path=[one[:15].hex() for one in path])
        wrong("one bit of the old root is another", old_root=(bytes([root(0, old)[0] ^ 1]) + root(0, old)[1:]).hex())
        wrong("one bit of the new root is another", root=(bytes([root(0, size)[0] ^ 1]) + root(0, size)[1:]).hex())
        wrong("the two roots change places", old_root=root(0, size).hex(), root=root(0, old).hex())
        wrong("the old root has 15 bytes", old_root=root(0, old)[:15].hex())
        wrong("the old tree is the larger", old=size, size=old, old_root=root(0, size).hex(), root=root(0, old).hex(), path=hexes(path))
        wrong("from a smaller tree, with the proof of this one", old=old - 1, old_root=root(0, old).hex(), path=hexes(path))
        wrong("the old size is 0, with a proof of a larger", old=0, old_root=sha(b"").hex(), path=hexes(path))
        if len(path) > 1:
            wrong("two hashes change places", path=hexes([path[1], path[0], *path[2:]]))
            wrong("the first hash is missing", path=hexes(path[1:]))
        if old & (old - 1) == 0:
            wrong("the old root stands in the path, where the old size is a power of two and it is left out", path=hexes([root(0, old), *path]))
    same = root(0, 7)
    out += [
        bad("consistency", "the same size with another root", "proof", **consistency_case(7, 7, root=root(0, 6).hex())),
        bad("consistency", "the same size and root, but a hash beside them", "proof", **consistency_case(7, 7, path=[same.hex()])),
        bad("consistency", "the old size is 0, but its root is not that of the empty tree", "proof", **consistency_case(0, 7, old_root=same.hex())),
        bad("consistency", "both sizes are 0, but the roots differ", "proof", **consistency_case(0, 0, root=same.hex())),
        bad("consistency", "a negative size", "proof", **consistency_case(0, 7, old=-1)),
    ]
    return out


def trees() -> list[Case]:
    out = [good("leaf", "SHA-256 of 0x00 and the entry", entry=one.hex(), hash=leaf(one).hex()) for one in (b"", b"\0", b"entry 0", "Пресня 1905".encode(), b"x" * 300)]
    out += [good("node", "SHA-256 of 0x01, left and right", left=left.hex(), right=right.hex(), hash=node(left, right).hex())
            for left, right in ((LEAVES[0], LEAVES[1]), (LEAVES[1], LEAVES[0]), (sha(b""), sha(b"")))]
    out += [good("root", f"a tree of {size}", size=size, root=root(0, size).hex()) for size in (*SIZES, 1000, 65_535, 65_536, 65_537, 70_000)]
    for size in (*range(1, 18), 31, 32, 33, 63, 64, 65, 70, 255, 256, 257):
        indexes = range(size) if size < 18 else sorted({0, 1, size // 2 - 1, size // 2, size - 2, size - 1})
        out += [good("inclusion", f"entry {index} of {size}", **inclusion_case(index, size)) for index in indexes]
    out += [good("inclusion", f"entry {index} of 70,000", **inclusion_case(index, 70_000)) for index in (0, 65_535, 65_536, 69_999)]
    out += bad_inclusions()
    for size in (*range(12), 16, 17, 31, 32, 33, 64, 70, 256, 257):
        olds = range(size + 1) if size < 12 else sorted({0, 1, 2, size // 2 - 1, size // 2, size // 2 + 1, size - 1, size})
        out += [good("consistency", f"{old} is the beginning of {size}", **consistency_case(old, size)) for old in olds]
    out += [good("consistency", f"{old} is the beginning of 70,000", **consistency_case(old, 70_000)) for old in (1, 256, 65_535, 65_536, 69_999)]
    return out + bad_consistencies()


# ── tiles ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def tile_path(level: int, number: int, width: int) -> str:
    return f"tile/{'entries' if level < 0 else level}/{number_path(number)}" + ("" if width == 256 else f".p/{width}")


def tiles_of(size: int) -> list[tuple[int, int, int]]:
    """(level, number, width) of every tile: entries, then hashes from level 0 up, the narrow one of each level last."""
    out = []
    for level in (-1, *range(8)):
        count = size // 256 ** max(0, level)
        out += [(level, number, 256) for number in range(count // 256)] + ([(level, count // 256, count % 256)] if count % 256 else [])
    return out


def tile_data(level: int, number: int, width: int) -> bytes:
    if level < 0:
        return b"".join(len(entry(one)).to_bytes(2) + entry(one) for one in range(number * 256, number * 256 + width))
    stride = 256**level
    return b"".join(root((number * 256 + one) * stride, (number * 256 + one + 1) * stride) for one in range(width))


def bundles() -> list[Case]:
    """`pieces` are hex; {"hex": h, "times": n} is h written n times. `entries` in the same way, a list of pieces an entry."""
    long = {"hex": "78", "times": 65_535}
    return [
        good("bundle", "no entry at all", pieces=[], entries=[]),
        good("bundle", "two entries", pieces=["0003616263", "000164"], entries=[["616263"], ["64"]]),
        good("bundle", "an empty entry between two", pieces=["000161", "0000", "000162"], entries=[["61"], [], ["62"]]),
        good("bundle", "the longest entry a length of 16 bits can give: 65,535 bytes", pieces=["ffff", long, "000161"], entries=[[long], ["61"]]),
        bad("bundle", "half a length", "tampered", pieces=["0003616263", "00"]),
        bad("bundle", "a length and no entry", "tampered", pieces=["0003616263", "0001"]),
        bad("bundle", "an entry shorter than its length", "tampered", pieces=["00036162"]),
        bad("bundle", "an entry longer than its length: what follows is no length", "tampered", pieces=["000261626364"]),
        bad("bundle", "the longest entry less one byte", "tampered", pieces=["ffff", {"hex": "78", "times": 65_534}]),
        bad("bundle", "lengths with the small byte first", "tampered", pieces=["0300616263"]),
    ]


def tiles() -> list[Case]:
    names = [(-1, 0, 256), (-1, 0, 1), (-1, 1_234_067, 256), (0, 0, 256), (0, 0, 255), (0, 999, 256), (0, 1000, 256), (0, 1000, 7), (0, 999_999, 256), (0, 1_000_000, 256),
             (0, 1_234_067, 12), (1, 0, 1), (5, 3, 44), (6, 0, 2), (63, 0, 1), (9, 12, 256)]
    out = [good("path", "a tile's name", path=tile_path(*one), level=one[0], number=one[1], width=one[2]) for one in names]
    out += [bad("path", why, "no tile", path=path) for path, why in (
        ("tile/0/0", "one digit"), ("tile/0/0000", "four digits"), ("tile/0/1000", "a group of four"), ("tile/0/x000/001", "leading zeroes in a group of their own"),
        ("tile/0/001/002", "an x is missing"), ("tile/0/x001", "the last group has an x"), ("tile/0/X001/000", "a large x"), ("tile/0/000.p/0", "no width"),
        ("tile/0/000.p/256", "a full tile with a width"), ("tile/0/000.p/300", "wider than a tile"), ("tile/0/000.p/01", "a width with a leading zero"),
        ("tile/0/000.p/", "an empty width"), ("tile/0/000.p", "no width at all"), ("tile/0/000.p/-1", "a negative width"), ("tile/0/000.p/1/", "a stroke at the end"),
        ("tile/00/000", "a level with a leading zero"), ("tile/64/000", "a level above 63"), ("tile/-1/000", "the entries are called entries"), ("tile/x/000", "no level"),
        ("tile/data/000", "Go's word for entries"), ("tile/8/0/000", "Go's form, which names the height first"), ("tile/0/-01", "a negative number"),
        ("tile/0/٠٠١", "digits that are not ASCII"), ("tile/٠/000", "a level that is not ASCII"), ("tile/0/000\n", "a newline at the end"), (" tile/0/000", "a space before"),
        ("/tile/0/000", "a stroke before"), ("tile/0//000", "two strokes"), ("tile/0/../000", "a way up"), ("tile/0", "no number"), ("tile/entries", "no number of a bundle"),
        ("entries/000", "no tile"), ("checkpoint", "no tile"), ("", "nothing"), ("tile/0/" + "x001/" * 2000 + "000", "a number of six thousand digits"))]
    out += [good("tiles", f"the tiles of a tree of {size}", size=size, paths=[tile_path(*one) for one in tiles_of(size)]) for size in (0, 1, 2, 255, 256, 257, 511, 512, 600, 70_000) if size < 2000]
    seventy = tiles_of(70_000)
    out.append(good("tiles of", "how many of each level: full tiles, and the width of the narrow one (0 where there is none)", size=70_000,
                    levels={str(level): [sum(one[0] == level and one[2] == 256 for one in seventy), sum(one[2] for one in seventy if one[0] == level and one[2] < 256)] for level in range(-1, 3)}))
    out += [good("tile", f"SHA-256 of the whole tile, from a tree of {size}", size=size, path=tile_path(*one), bytes=len(tile_data(*one)), sha256=sha(tile_data(*one)).hex())
            for size in (1, 3, 256, 600) for one in tiles_of(size)]
    out += [good("tile", "SHA-256 of the whole tile, from a tree of 70,000", size=70_000, path=tile_path(*one), bytes=len(tile_data(*one)), sha256=sha(tile_data(*one)).hex())
            for one in ((0, 272, 256), (0, 273, 112), (1, 0, 256), (1, 1, 17), (2, 0, 1), (-1, 273, 112))]
    return out + bundles()


# ── one proof for several acts ──────────────────────────────────────────────────────────────────────────────────────


def shared(wanted: set[int], start: int, end: int) -> list[bytes]:
    """From the root, left before right: the root of each range in which no act is wanted."""
    if not any(start <= one < end for one in wanted):
        return [root(start, end)]
    if end - start == 1:
        return []
    middle = start + half(end - start)
    return [*shared(wanted, start, middle), *shared(wanted, middle, end)]


def shared_case(wanted: list[int], size: int, /, **other: object) -> Case:
    return {"size": size, "root": root(0, size).hex(), "acts": {str(one): LEAVES[one].hex() for one in wanted}, "path": hexes(shared(set(wanted), 0, size))} | other


def shareds() -> list[Case]:
    sets = [([0], 1), ([0], 2), ([1], 2), ([0, 1], 2), ([0, 2], 3), ([1], 3), ([0, 1, 2, 3, 4], 5), ([2, 4], 5), ([0, 6], 7), ([3], 8), ([0, 7], 8), ([5, 6], 13), ([0, 255], 256), ([0, 256], 257), ([12, 13, 14, 250], 300),
            ([17, 69], 70), ([0, 1000, 65_535, 65_536, 69_999], 70_000), (list(range(64)), 70)]
    out = [good("shared", f"{len(wanted)} of {size}", **shared_case(wanted, size)) for wanted, size in sets]
    for wanted, size in (([0, 2], 3), ([2, 4], 5), ([5, 6], 13), ([0, 256], 257)):
        path, right = shared(set(wanted), 0, size), root(0, size)

        def wrong(why: str, wanted: list[int] = wanted, size: int = size, **other: object) -> None:
            out.append(bad("shared", why, "proof", **shared_case(wanted, size, **other)))

        hashed = {str(one): LEAVES[one].hex() for one in wanted}
        wrong("a hash too many", path=hexes([*path, LEAVES[0]]))
        wrong("a hash too many at the beginning", path=hexes([LEAVES[0], *path]))
        wrong("the last hash is missing", path=hexes(path[:-1]))
        wrong("no hashes", path=[])
        wrong("one bit of a hash is another", path=hexes([bytes([path[0][0] ^ 1]) + path[0][1:], *path[1:]]))
        wrong("hashes of 15 bytes", path=[one[:15].hex() for one in path])
        wrong("another root", root=(bytes([right[0] ^ 1]) + right[1:]).hex())
        wrong("one act is another", acts=hashed | {str(wanted[0]): leaf(b"another").hex()})
        wrong("the acts change places", acts={str(wanted[0]): LEAVES[wanted[1]].hex(), str(wanted[1]): LEAVES[wanted[0]].hex()})
        wrong("an act beyond the register", acts=hashed | {str(size): LEAVES[0].hex()})
        wrong("an act is left out", acts={str(wanted[0]): LEAVES[wanted[0]].hex()})
        if len(path) > 1:
            wrong("two hashes change places", path=hexes([path[1], path[0], *path[2:]]))
    out += [bad("shared", "no acts at all: nothing would be proven", "proof", **shared_case([], 5)),
            bad("shared", "a register of 2^53 - 1 acts of which one is wanted, and no hashes", "proof", size=2**53 - 1, root=root(0, 3).hex(), acts={"0": LEAVES[0].hex()}, path=[])]
    return out
