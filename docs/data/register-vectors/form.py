"""The register's form in as few words as it takes, for the programs that write the vectors. Shares no code with presnya."""

import base64
import functools
import hashlib
import hmac
import json

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

Case = dict[str, object]
ORIGIN = "museum.example/presnya"
COSIGNER = "witness.example/w1"



def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def leaf(entry: bytes) -> bytes:
    return sha(b"\0" + entry)


def node(left: bytes, right: bytes) -> bytes:
    return sha(b"\1" + left + right)


def entry(number: int) -> bytes:
    """The entries of every tree here: `entry 0`, `entry 1` … in ASCII."""
    return f"entry {number}".encode()


LEAVES = [leaf(entry(number)) for number in range(70_000)]


def half(size: int) -> int:
    """The largest power of two below size."""
    return 1 << (size - 1).bit_length() - 1


@functools.cache
def root(start: int, end: int) -> bytes:
    """Root hash of the entries from start to before end."""
    if end - start <= 1:
        return LEAVES[start] if end > start else sha(b"")
    middle = start + half(end - start)
    return node(root(start, middle), root(middle, end))


def inclusion(index: int, start: int, end: int) -> list[bytes]:
    if end - start <= 1:
        return []
    middle = start + half(end - start)
    if index < middle:
        return [*inclusion(index, start, middle), root(middle, end)]
    return [*inclusion(index, middle, end), root(start, middle)]


def consistency(old: int, start: int, end: int, *, whole: bool = True) -> list[bytes]:
    """RFC 6962 §2.1.2, SUBPROOF."""
    if old == end - start:
        return [] if whole else [root(start, end)]
    middle = start + half(end - start)
    if old <= middle - start:
        return [*consistency(old, start, middle, whole=whole), root(middle, end)]
    return [*consistency(old - (middle - start), middle, end, whole=False), root(start, middle)]


def number_path(number: int) -> str:
    digits = str(number).zfill(-(-len(str(number)) // 3) * 3)
    groups = [digits[start:start + 3] for start in range(0, len(digits), 3)]
    return "/".join([*("x" + group for group in groups[:-1]), groups[-1]])


class Key:
    """A private key made of a seed's SHA-256, the name it signs under and its type: 1 for notes, 4 for cosignatures."""

    def __init__(self, seed: str, name: str, type_: int = 1) -> None:
        self.private = Ed25519PrivateKey.from_private_bytes(sha(seed.encode()))
        self.public = self.private.public_key().public_bytes_raw()
        self.name, self.type = name, type_
        self.id = sha(name.encode() + b"\n" + bytes([type_]) + self.public)[:4]
        self.vkey = f"{name}+{self.id.hex()}+{b64(bytes([type_]) + self.public)}"

    def payload(self, text: str, time: int = 0) -> bytes:
        if self.type == 1:
            return self.id + self.private.sign(text.encode())
        return self.id + time.to_bytes(8) + self.private.sign(f"cosignature/v1\ntime {time}\n{text}".encode())

    def line(self, text: str, time: int = 0) -> str:
        return f"— {self.name} {b64(self.payload(text, time))}\n"


LOG = Key("presnya example log key", ORIGIN)
WITNESS = Key("presnya example witness key", COSIGNER, 4)
OTHER = Key("presnya example other key", "other.example/register")
TIME = 1_790_000_000


def head(size: int, hashed: bytes, origin: str = ORIGIN) -> str:
    return f"{origin}\n{size}\n{b64(hashed)}\n"


def note(text: str, *lines: str) -> str:
    return text + "\n" + "".join(lines)


def canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def good(kind: str, why: str, **fields: object) -> Case:
    return {"kind": kind, "good": True, "why": why, **fields}


def bad(kind: str, why: str, error: str, **fields: object) -> Case:
    return {"kind": kind, "good": False, "why": why, "error": error, **fields}


def commit(salt: bytes, data: bytes) -> str:
    return hmac.new(salt, data, hashlib.sha256).hexdigest()


def hexes(hashes: list[bytes]) -> list[str]:
    return [one.hex() for one in hashes]


def idle(words: str) -> str:
    """The same base64 with its idle bits set: a lax reader decodes it to the same bytes."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    end = len(words.rstrip("="))
    return words[:end - 1] + alphabet[alphabet.index(words[end - 1]) + 1] + words[end:]
