"""Signed notes, keys and checkpoints: C2SP signed-note v1.0.0, tlog-checkpoint v1.0.0, tlog-cosignature v1.0.1 (Ed25519)."""

import base64
import binascii
import hashlib
import re
import struct
from collections.abc import Sequence
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from presnya.terms.errors import BadNote

ED25519: Final = 0x01
COSIGNATURE: Final = 0x04
MOST_SIGNATURES: Final = 64
LARGEST_SIZE: Final = 2**53 - 1
"""Acts: the largest number that every reader of JSON holds exactly."""
LATEST: Final = 2**63 - 1
"""Seconds: the largest time a cosignature may bear (tlog-cosignature)."""
HASH: Final = 32
_DASH: Final = "— "
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f]")
_NAME: Final = re.compile(r"[^\s+]+")
_SIZE: Final = re.compile(r"0|[1-9][0-9]{0,15}")


class Verifier(NamedTuple):
    """A public key and the name it signs under."""

    name: str
    public: bytes
    type: int = ED25519

    @property
    def id(self) -> bytes:
        """First four bytes of SHA256(name ‖ 0x0A ‖ type ‖ public key)."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.type]) + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(bytes([self.type]) + self.public).decode()}"


class Signer(NamedTuple):
    """A private key and the name it signs under."""

    name: str
    private: Ed25519PrivateKey
    type: int = ED25519

    @property
    def verifier(self) -> Verifier:
        """Its public half."""
        return Verifier(self.name, self.private.public_key().public_bytes_raw(), self.type)


class Checkpoint(NamedTuple):
    """The head of a register. `size` in acts, `root` 32 bytes; `extra` lines are kept but mean nothing to us."""

    origin: str
    size: int
    root: bytes
    extra: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "".join(f"{line}\n" for line in (self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.extra))


def parse_vkey(words: str) -> Verifier:
    """`name+id+base64`, split at most twice at `+`. BadNote when it is not one."""
    try:
        name, identifier, material = words.strip().split("+", 2)
        raw = unbase64(material)
        key = Verifier(name, raw[1:], raw[0])
        fits = _NAME.fullmatch(name) and key.id.hex() == identifier and len(key.public) == HASH and key.type in (ED25519, COSIGNATURE)
    except (ValueError, IndexError) as error:
        raise BadNote(f'"{words[:80]}" is not a key.', next_step="A key looks like name+27486555+ActUE9meh0h….") from error
    if not fits:
        raise BadNote(f'The key "{words[:80]}" does not fit its own id.', next_step="Copy it whole from somebody you trust.")
    return key


def unbase64(words: str) -> bytes:
    """Bytes of standard base64 (RFC 4648 §4) in the one way they can be written: ValueError on other letters, missing padding and idle bits that are not 0."""
    data = base64.b64decode(words, validate=True)
    if base64.b64encode(data).decode() != words:
        raise binascii.Error("idle bits")
    return data


def sign(text: str, signers: Sequence[Signer]) -> str:
    """A signed note: the text, a blank line, a line for each signature."""
    if not text.endswith("\n") or _CONTROL.search(text):
        raise BadNote("A note ends in a newline and holds no control characters.", next_step="Mend the text before signing.")
    return f"{text}\n" + "".join(_line(signer.name, signer.verifier.id + signer.private.sign(text.encode())) for signer in signers)


def _line(name: str, payload: bytes) -> str:
    return f"{_DASH}{name} {base64.b64encode(payload).decode()}\n"


def open_note(note: str, keys: Sequence[Verifier]) -> tuple[str, list[Verifier]]:
    """Text of a note and which of the keys signed it, each once. Lines of unknown keys are passed over; a bad line of a known key condemns the note; no known signature too."""
    text, lines = _split(note)
    known = {(key.name, key.id): key for key in keys}
    signed = []
    for line in lines:
        name, payload = _signature(line)
        key = known.get((name, payload[:4]))
        if key is None:
            continue
        message, signature = (cosigned_text(text, payload), payload[12:]) if key.type == COSIGNATURE else (text.encode(), payload[4:])
        try:
            Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message)
        except InvalidSignature as error:
            raise BadNote(f"The signature of {name} does not fit the note.", next_step="The note was altered: fetch it again or compare with another copy.") from error
        if key not in signed:
            signed.append(key)
    if not signed:
        raise BadNote("The note bears no signature of a key you gave.", next_step="Check that the key is this museum's.")
    return text, signed


def _split(note: str) -> tuple[str, list[str]]:
    body, mark, tail = note.rpartition("\n\n")
    lines = tail.split("\n")[:-1]
    if not mark or not tail.endswith("\n") or not 0 < len(lines) <= MOST_SIGNATURES or _CONTROL.search(note) or not _is_utf8(note):
        raise BadNote("This is not a signed note: no text, blank line and signature lines.", next_step="Fetch the file again.")
    return f"{body}\n", lines


def _is_utf8(note: str) -> bool:
    """Half surrogate pairs come from JSON and from file names; no signature can be over them."""
    return not any("\ud800" <= letter <= "\udfff" for letter in note)


def _signature(line: str) -> tuple[str, bytes]:
    name, _, material = line.removeprefix(_DASH).partition(" ")
    try:
        payload = unbase64(material)
    except ValueError as error:
        raise BadNote(f"The signature line {line[:60]!r} is not base64.", next_step="Fetch the file again.") from error
    if not line.startswith(_DASH) or not _NAME.fullmatch(name) or len(payload) < 5:  # noqa: PLR2004  an id and at least a byte
        raise BadNote(f"The signature line {line[:60]!r} is malformed.", next_step="Fetch the file again.")
    return name, payload


def cosigned_text(text: str, payload: bytes) -> bytes:
    """The message a cosignature/v1 signs: its time, then the checkpoint's text. BadNote when there is no time in the payload, or one no cosigner may write."""
    time = struct.unpack(">Q", payload[4:12])[0] if len(payload) == 12 + 64 else LATEST + 1
    if time > LATEST:
        raise BadNote("A cosignature on the note bears no time.", next_step="Fetch the file again or compare with another copy.")
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def cosign(text: str, signer: Signer, *, time: int) -> str:
    """A cosignature line for a checkpoint's text; `time` in seconds since 1970."""
    cosigner = Signer(signer.name, signer.private, COSIGNATURE)
    message = f"cosignature/v1\ntime {time}\n{text}".encode()
    return _line(cosigner.name, cosigner.verifier.id + struct.pack(">Q", time) + cosigner.private.sign(message))


def parse_checkpoint(text: str) -> Checkpoint:
    """Checkpoint from a note's text. BadNote on leading zeroes, a size beyond 2^53, a root that is not 32 bytes, too few lines or an empty one."""
    *lines, end = text.split("\n")
    try:
        origin, size, root, *extra = lines
        decoded = unbase64(root)
    except ValueError as error:
        raise BadNote("This is not a checkpoint: origin, size and root are missing.", next_step="Fetch it again.") from error
    if end or not all((origin, *extra)) or not _SIZE.fullmatch(size) or int(size) > LARGEST_SIZE or len(decoded) != HASH:
        raise BadNote(f"The checkpoint of {origin!r} has a malformed size or root.", next_step="Fetch it again.")
    return Checkpoint(origin, int(size), decoded, tuple(extra))


def open_checkpoint(note: str, key: Verifier) -> Checkpoint:
    """A checkpoint signed by the log's key, whose name must be the origin (a museum that signs under another name is not the one you asked)."""
    text, _ = open_note(note, [key])
    checkpoint = parse_checkpoint(text)
    if checkpoint.origin != key.name:
        raise BadNote(f"The checkpoint is of {checkpoint.origin}, but signed as {key.name}.", next_step="Ask the museum which is its name.")
    return checkpoint


def signatures(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """Text of a note and its signature lines as (name, id ‖ signature), nothing of them verified. BadNote when it is no note."""
    text, lines = _split(note)
    return text, [_signature(line) for line in lines]


def with_lines(note: str, lines: Sequence[str]) -> str:
    """The note with more signature lines, those it has already left out. BadNote when there would be more than a reader takes."""
    _, held = _split(note)
    new = [line.rstrip("\n") for line in lines]
    whole = [*held, *(line for line in dict.fromkeys(new) if line not in held)]
    if len(whole) > MOST_SIGNATURES:
        raise BadNote(f"A note has room for {MOST_SIGNATURES} signatures.", next_step="Ask fewer cosigners.")
    return note.rpartition("\n\n")[0] + "\n\n" + "".join(f"{line}\n" for line in whole)
