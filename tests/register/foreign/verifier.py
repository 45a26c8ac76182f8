"""A verifier written from docs/register-spec.md alone, to see that the page is enough: `python verifier.py FOLDER [KEY]`.

Nothing of presnya is imported; an Ed25519 function comes from the package `cryptography`. Marks in brackets are those of the page.
Prints a line for each problem, file first; ends with 0 when there is none, else with 1.
"""

import base64
import datetime as dt
import functools
import hashlib
import hmac
import json
import re
import sys
import unicodedata
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

HEX = r"[0-9a-f]{64}"
AT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
GROUNDS = {"privacy-law", "court-order", "copyright", "endangered-person", "malware"}


class Wrong(Exception):
    """What does not have the form, or does not hold."""


def need(truth, what):
    if not truth:
        raise Wrong(what)


def sha(data):
    return hashlib.sha256(data).digest()


def unbase64(words):  # [J6]
    try:
        data = base64.b64decode(words, validate=True)
    except ValueError:
        raise Wrong("no base64") from None
    need(base64.b64encode(data).decode() == words, "base64 with idle bits")
    return data


def text_of(data):
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise Wrong("no UTF-8") from None


# ── JSON [J1–J4] ──


def once(pairs):
    need(len(dict(pairs)) == len(pairs) and all(re.fullmatch("[a-z0-9_]+", key) for key, _ in pairs), "a key that may not stand there")
    return dict(pairs)


def checked(value):
    if isinstance(value, str):
        need(unicodedata.is_normalized("NFC", value) and not re.search("[\ud800-\udfff]", value), "text that is not NFC")
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            checked(one)
    elif type(value) is int:
        need(abs(value) <= 2**53, "a number beyond 2^53")
    else:
        need(value is None or isinstance(value, bool), "a fraction")
    return value


def read_json(data):
    """A value of canonical JSON, from its very bytes."""
    try:
        value = checked(json.loads(text_of(data), object_pairs_hook=once))
    except (ValueError, RecursionError):
        raise Wrong("no JSON") from None
    need(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() == data, "JSON that is not canonical")
    return value


# ── the tree [H1, H2, H4] ──


def leaf(entry):
    return sha(b"\0" + entry)


def node(left, right):
    return sha(b"\1" + left + right)


def split(size):
    return 1 << (size - 1).bit_length() - 1


def tree_of(leaves):
    """(start, end) → root of that range."""
    @functools.cache
    def root(start, end):
        if end - start < 2:
            return leaves[start] if end > start else sha(b"")
        middle = start + split(end - start)
        return node(root(start, middle), root(middle, end))
    return root


def included(hashed, index, start, end, path):
    """The root to which a proof of inclusion leads."""
    if end - start == 1:
        need(not path, "a proof with a hash too many")
        return hashed
    need(path, "a proof with a hash too few")
    middle = start + split(end - start)
    left = index < middle
    inner = included(hashed, index, *((start, middle) if left else (middle, end)), path[:-1])
    return node(inner, path[-1]) if left else node(path[-1], inner)


def grown(old, size, path, old_root, *, whole=True):  # [H6]
    """(old root, new root) to which a proof of consistency leads; takes its hashes from the end."""
    if old == size and whole:
        return old_root, old_root
    need(path, "a proof with a hash too few")
    hashed = path.pop()
    if old == size:
        return hashed, hashed
    half = split(size)
    if old <= half:
        before, now = grown(old, half, path, old_root, whole=whole)
        return before, node(now, hashed)
    before, now = grown(old - half, size - half, path, old_root, whole=False)
    return node(hashed, before), node(hashed, now)


# ── keys and notes [N1–N9] ──


def read_key(vkey):
    parts = vkey.split("+", 2)
    need(len(parts) == 3, "no key")
    name, identifier, raw = parts[0], parts[1], unbase64(parts[2])
    need(name and not re.search(r"[\s+]", name) and len(raw) == 33 and raw[0] in (1, 4) and sha(name.encode() + b"\n" + raw)[:4].hex() == identifier, "a key that is none")
    return name, raw[0], raw[1:], bytes.fromhex(identifier)


def open_note(data, vkeys):
    """Text, and which of these keys signed it."""
    note = text_of(data)
    text, mark, tail = note.rpartition("\n\n")
    lines = tail.split("\n")
    need(mark and lines.pop() == "" and 0 < len(lines) <= 64 and not re.search(r"[\x00-\x09\x0b-\x1f]", note), "no note")
    text += "\n"
    known = {(key[0], key[3]): (vkey, key) for vkey in vkeys for key in [read_key(vkey)]}
    signed = []
    for line in lines:
        found = re.fullmatch(r"— ([^\s+]+) (\S+)", line)
        need(found, "no signature line")
        payload = unbase64(found[2])
        need(len(payload) > 4, "no signature line")
        vkey, key = known.get((found[1], payload[:4]), (None, None))
        if not vkey:
            continue
        try:
            Ed25519PublicKey.from_public_bytes(key[2]).verify(payload[4:], text.encode())
        except InvalidSignature:
            raise Wrong(f"the signature of {found[1]} does not hold") from None
        signed.append(vkey)
    need(signed, "nobody known has signed it")
    return text, signed


def open_checkpoint(data, vkeys, origin):  # [C1–C4]
    """Size, root and who signed."""
    text, signed = open_note(data, vkeys)
    lines = text.split("\n")[:-1]
    need(len(lines) >= 3 and all(lines) and lines[0] == origin, "no checkpoint of this register")
    need(re.fullmatch("0|[1-9][0-9]{0,15}", lines[1]) and int(lines[1]) < 2**53 and len(unbase64(lines[2])) == 32, "no size or root")
    return int(lines[1]), unbase64(lines[2]), signed


# ── names of files [M4] ──


def name_is_good(name):
    parts = name.split("/")
    return (name.isprintable() and "\\" not in name and not re.match("[A-Za-z]:", name) and unicodedata.is_normalized("NFC", name) and not {"", ".", ".."} & set(parts)
            and len(name.encode()) <= 4096 and all(len(part.encode()) <= 255 for part in parts))


def number_path(number):  # [T3]
    digits = str(number).zfill(-(-len(str(number)) // 3) * 3)
    groups = [digits[at:at + 3] for at in range(0, len(digits), 3)]
    return "/".join([*("x" + group for group in groups[:-1]), groups[-1]])


class Verifier:
    """One run over one folder."""

    def __init__(self, folder, key=""):
        self.folder, self.given, self.problems = Path(folder), key, []
        self.roles, self.empty, self.named, self.kinds, self.rotated = {}, set(), {}, {}, {}
        self.rotating, self.succeeding = {}, []

    def wrong(self, file, what):
        self.problems.append((file, str(what)))

    def read(self, name):
        place = self.folder / name
        need(place.is_file() and not place.is_symlink(), "is missing")
        return place.read_bytes()

    def names(self):
        return sorted(place.relative_to(self.folder).as_posix() for place in self.folder.rglob("*") if place.is_symlink() or not place.is_dir())

    def trying(self, file, work, *args):
        """The work's answer; None, and a problem, when it finds something wrong."""
        try:
            return work(*args)
        except Wrong as error:
            self.wrong(file, error)
        except (KeyError, TypeError, ValueError, AttributeError):
            self.wrong(file, "is not of its form")
        return None

    def run(self):
        vkey = self.trying("register/vkey", lambda: text_of(self.read("register/vkey")))
        self.vkey = (vkey or "").removesuffix("\n")
        if vkey is None or vkey == self.vkey or self.trying("register/vkey", read_key, self.vkey) is None:
            self.wrong("register/vkey", "is not written as keys are")
            return self.problems
        self.origin = read_key(self.vkey)[0]
        self.chain = self.trying("register/rotations", self.follow, "register/", self.vkey) or [(-1, self.vkey)]
        if self.given and self.given not in [key for _, key in self.chain]:
            self.wrong("register/vkey", "is not the key you gave")
        self.trying("manifest.json", self.manifest)
        head = self.trying("register/checkpoint", self.head, "register/checkpoint")
        if head:
            self.log(*head)
        return self.problems

    def head(self, name, chain=None, origin=""):  # [C3, K4]
        chain = chain or self.chain
        size, root, signed = open_checkpoint(self.read(name), [key for _, key in chain], origin or self.origin)
        need([key for act, key in chain if act < size][-1] in signed, "is not signed by the key of its size")
        return size, root

    def follow(self, prefix, vkey):  # [K1, K2]
        """The keys of a register, each with the number of the act by which it came."""
        origin, chain, before, number = read_key(vkey)[0], [(-1, vkey)], "0" * 64, 0
        while (self.folder / f"{prefix}rotations/{number}").exists():
            data = self.read(f"{prefix}rotations/{number}")
            lines = text_of(data).rpartition("\n\n")[0].split("\n")
            need(len(lines) == 8 and lines[:3] == ["presnya key rotation v1", origin, str(number)] and lines[7] == before and re.fullmatch(AT, lines[4]), "is no rotation")
            act, old, new = int(lines[3]), lines[5], lines[6]
            need(set(open_note(data, [old, new])[1]) == {old, new} and (number == 0 or (old == chain[-1][1] and act > chain[-1][0])), "does not follow")
            chain = [*(chain if number else [(-1, old)]), (act, new)]
            self.rotated[act] = text_of(data)
            before, number = sha(data).hex(), number + 1
        need(chain[-1][1] == vkey, "the rotations end in another key")
        return chain

    def succeeded(self, nth, number, body):  # [K6, K7]
        prefix, keys = f"register/before/{nth}/", body["keys"]
        old = self.follow(prefix, text_of(self.read(f"{prefix}vkey")).removesuffix("\n"))
        data = self.read(f"{prefix}checkpoint")
        size, root, signed = open_checkpoint(data, keys, body["before"])
        need(text_of(data) == body["note"] and [key for _, key in old] == keys and keys[-1] in signed and size == body["end"] <= number, "is not what the act that succeeds it quotes")
        need(self.tree(0, size) == root and read_key(body["vkey"])[0] == body["origin"] != body["before"], "is of another history")
        for name in self.names():
            if name.startswith(f"{prefix}checkpoints/"):
                self.trying(name, self.kept, name, size, old, body["before"])

    def manifest(self):  # [M1–M5]
        data = self.read("manifest.json")
        head = read_json(data.removesuffix(b"\n"))
        told = f"presnya manifest v2\n{self.origin}\n{sha(data).hex()}\n{head['size']}\n"
        need(data.endswith(b"\n") and head["v"] == 2 and head["origin"] == self.origin, "is no list of this museum")
        signed = self.trying("manifest.sig", lambda: open_note(self.read("manifest.sig"), [self.vkey])[0])
        need(signed in (told, None), "is not the list that was signed")
        stems = [part["file"].removeprefix("manifest/").removesuffix(".json") for part in head["parts"]]
        depth = 0 if stems == ["all"] else len(stems[0])
        need(depth <= 3, "is cut too deep")
        listed, files = {"manifest.json", "manifest.sig"}, []
        for part in head["parts"]:
            listed.add(part["file"])
            if self.trying(part["file"], self.file, part):
                rows = read_json(self.read(part["file"]).removesuffix(b"\n"))["files"]
                need([row["file"] for row in rows] == sorted({row["file"] for row in rows}), "is out of order")
                files += [(part["file"], row) for row in rows]
        for part, row in files:
            place = f"manifest/{sha(row['file'].encode()).hex()[:depth] if depth else 'all'}.json"
            good = name_is_good(row["file"]) and place == part and row["file"] not in listed and not row["file"].startswith("manifest/")
            self.trying(row["file"], self.file, row) if good else self.wrong(row["file"], "may not be listed there")
            listed.add(row["file"])
        need(len({unicodedata.normalize("NFC", row["file"].casefold()) for _, row in files}) == len(files), "lists names that differ by case alone")
        for name in self.names():
            if name not in listed:
                self.wrong(name, "is not listed")

    def file(self, row):
        need(name_is_good(row["file"]) and not any(place.is_symlink() for place in [self.folder / row["file"], *(self.folder / row["file"]).parents[:-1]] if self.folder in place.parents), "is a link")
        data = self.read(row["file"])
        need((len(data), sha(data).hex()) == (row["size"], row["sha256"]), "is not the file that was published")
        return True

    def log(self, size, root):
        leaves = []
        for number in range(-(-size // 256)):
            width = min(256, size - number * 256)
            name = f"register/tile/entries/{number_path(number)}" + ("" if width == 256 else f".p/{width}")
            entries = self.trying(name, self.bundle, name, width)
            if entries is None:
                return
            leaves += map(leaf, entries)
            file = f"register/bodies/{number_path(number)}.jsonl"
            for nth, (entry, line) in enumerate(zip(entries, self.trying(file, self.lines, file, width) or [None] * width, strict=True)):
                envelope = self.trying(name, self.entry, entry)
                if envelope and line is not None:
                    self.trying(file, self.body, number * 256 + nth, envelope, line)
        self.tree = tree_of(leaves)
        if self.tree(0, size) != root:
            self.wrong("register/checkpoint", "signs another register than the one that lies here")
        self.tiles(size)
        for name in self.names():
            if name.startswith("register/checkpoints/"):
                self.trying(name, self.kept, name, size)
        if (self.folder / "register/as-of.json").exists():
            self.trying("register/as-of.json", self.later, size, root)
        self.judge(size)

    def bundle(self, name, width):  # [T4]
        data, entries = self.read(name), []
        while data:
            end = 2 + int.from_bytes(data[:2])
            need(2 <= end <= len(data) and len(data) > 1, "has lengths that do not add up")
            entries, data = [*entries, data[2:end]], data[end:]
        need(len(entries) == width, f"has {len(entries)} entries, not {width}")
        return entries

    def entry(self, entry):  # [E1–E4]
        held = read_json(entry)
        need(set(held) - {"about", "parts"} == {"v", "act", "at", "by", "commit"} and held["v"] == 1 and held["v"] is not True and len(entry) <= 65_535, "holds what is no entry")
        need(all(isinstance(held.get(key, "x"), str) for key in ("act", "at", "by", "commit", "about")), "holds what is no entry")
        need(re.fullmatch("[a-z]+", held["act"]) and held["by"] and re.fullmatch(AT, held["at"], re.ASCII) and held.get("about", "x"), "holds what is no entry")
        dt.datetime.fromisoformat(held["at"])
        parts = held.get("parts", {"x": held["commit"]})
        need(parts and all(re.fullmatch(HEX, one) for one in (held["commit"], *parts.values())), "holds what is no commitment")
        return held

    def lines(self, file, width):  # [B1]
        lines = self.read(file).split(b"\n")
        need(lines.pop() == b"" and len(lines) == width, f"has not {width} lines")
        return lines

    def body(self, number, envelope, line):  # [B2–B4]
        held = json.loads(text_of(line))
        need(held["index"] == number and type(held["index"]) is int, f"is out of order at act {number}")
        self.take(number, envelope, held)

    def take(self, number, envelope, held):
        self.kinds[number] = envelope["act"]
        parts = envelope.get("parts", {})
        if held.get("erased") is True:
            need(set(held) <= {"index", "erased"}, f"holds something in the place of act {number}")
            self.empty |= {(number, ""), *((number, name) for name in parts)}
            return
        whole = self.opened(held, envelope["commit"], number)
        need(set(held.get("parts", {})) == set(parts), f"has other parts of act {number} than its entry")
        for name, wanted in parts.items():
            part = held["parts"][name]
            if part == {"erased": True}:
                self.empty.add((number, name))
            else:
                self.opened(part, wanted, number)
        self.heed(number, envelope["act"], whole)

    def opened(self, held, wanted, number):  # [E4]
        data = held["body"].encode()
        need(hmac.new(bytes.fromhex(held["salt"]), data, hashlib.sha256).hexdigest() == wanted, f"the body of act {number} does not open its entry")
        return read_json(data)

    def heed(self, number, act, body):  # [Z1, K3]
        if act == "appoint":
            self.roles[body["curator"]] = set(body["roles"])
        elif act == "rotate":
            self.rotating[number] = body["note"]
        elif act == "succeed":
            self.succeeding.append((number, body))
        elif act == "erase":
            held = [self.roles.get(one, set()) for one in body["deciders"]]
            need(len(set(body["deciders"])) > 1 and all(one & {"registrar", "curator", "conservator"} for one in held) and any("registrar" in one for one in held), f"act {number} may not erase")
            need(body["ground"] in GROUNDS and body["authority"].strip() and all(0 <= slot["act"] < number for slot in body["slots"]), f"act {number} may not erase")
            self.named |= dict.fromkeys(((slot["act"], slot.get("part", "")) for slot in body["slots"]), number)

    def later(self, size, root):  # [D3]
        for number in sorted(read_json(self.read("register/as-of.json").removesuffix(b"\n"))["later"]):
            name = f"register/later/{number}"
            self.trying(f"{name}.tlog-proof", self.later_act, number, self.read(f"{name}.entry.json"), text_of(self.read(f"{name}.tlog-proof")), size, root)
        self.named = {slot: by for slot, by in self.named.items() if slot[0] < size}

    def later_act(self, number, entry, proof, size, root):
        top, note = proof.split("\n\n", 1)
        lines = top.split("\n")
        newer, head, _ = open_checkpoint(note.encode(), [key for _, key in self.chain], self.origin)
        steps, path = ([unbase64(one) for one in words] for words in (text_of(self.read("register/later/consistency")).split(), lines[3:]))
        need(lines[2] == f"index {number}" and size <= number < newer and all(len(one) == 32 for one in steps + path), "does not hold")
        need(included(leaf(entry), number, 0, newer, path) == head and grown(size, newer, steps, root) == (root, head) and not steps, "does not hold")
        envelope, held = self.entry(entry), json.loads(unbase64(lines[1].removeprefix("extra ")))
        self.heed(number, envelope["act"], self.opened(held, envelope["commit"], number))

    def tiles(self, size):  # [T1, T2, T5, F2]
        wanted, level = set(), 0
        while size >> 8 * level:
            count = size >> 8 * level
            wanted |= {(level, number, min(256, count - number * 256)) for number in range(-(-count // 256))}
            level += 1
        paths = {f"register/tile/{level}/{number_path(number)}" + ("" if width == 256 else f".p/{width}"): (level, number, width) for level, number, width in wanted}
        for name in set(paths) | {name for name in self.names() if name.startswith("register/tile/")}:
            self.trying(name, self.tile, name, size)

    def tile(self, name, size):
        found = re.fullmatch(r"register/tile/(entries|\d+)/((?:x\d{3}/)*\d{3})(?:\.p/(\d+))?", name, re.ASCII)
        need(found, "is no tile")
        level, number, width = 0 if found[1] == "entries" else int(found[1]), int(re.sub("[x/]", "", found[2])), int(found[3] or 256)
        need(number_path(number) == found[2] and str(level) in (found[1], "0") and width > 0 and (width < 256) == bool(found[3]) and str(width) == (found[3] or "256"), "is no tile")
        stride, start = 256**level, number * 256 * 256**level
        need(start + width * stride <= size, "is no tile of this register")
        hashes = b"".join(self.tree(start + one * stride, start + (one + 1) * stride) for one in range(width))
        data = b"".join(map(leaf, self.bundle(name, width))) if found[1] == "entries" else self.read(name)
        need(data == hashes, "holds other hashes than the entries give")

    def kept(self, name, size, chain=None, origin=""):  # [F4]
        old, root = self.head(name, chain, origin)
        need(name.endswith(f"/{old}") and old <= size and self.tree(0, old) == root, "signs another history")

    def judge(self, size):  # [Z2–Z4, K3]
        for number, part in self.empty:
            kept = self.kinds[number] in ("erase", "rotate", "succeed") or (self.kinds[number] == "appoint" and not part)
            if kept or not {(number, part), (number, "")} & set(self.named):
                self.wrong(f"register/bodies/{number_path(number // 256)}.jsonl", f"act {number} was removed in silence")
        for number, _ in set(self.named) - self.empty:
            if number in self.kinds:
                self.wrong(f"register/bodies/{number_path(number // 256)}.jsonl", f"act {number} was erased, and yet something stands there")
        for nth, (number, body) in enumerate(self.succeeding):
            self.trying(f"register/before/{nth}/checkpoint", self.succeeded, nth, number, body)
        if {act: note for act, note in self.rotated.items() if act < size} != self.rotating:
            self.wrong("register/rotations", "are not those of the acts")


if __name__ == "__main__":
    found = Verifier(*sys.argv[1:3]).run()
    for where, told in found:
        print(f"{where}: {told}")
    print("It does not hold" if found else "It holds")
    sys.exit(1 if found else 0)
