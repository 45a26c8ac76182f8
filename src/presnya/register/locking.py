"""Locking a key file with a passphrase: scrypt (RFC 7914) makes a key of it, AES-256-GCM locks the words."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from presnya.register.canonical import nfc
from presnya.terms.errors import RegisterError

Ask = Callable[[str], str]
"""Asks a person for something secret: given what it is for, returns what was typed. The register itself never asks."""

PASSPHRASE: Final = "PRESNYA_PASSPHRASE"  # noqa: S105  a variable's name
PASSPHRASE_FILE: Final = "PRESNYA_PASSPHRASE_FILE"  # noqa: S105  a variable's name
_COST: Final = (2**16, 8, 1)
"""scrypt's n, r, p: 64 MB and some 0.2 s for each guess."""
_MOST: Final = (2**20, 16, 8)


class Sealed(NamedTuple):
    """Locked bytes and what is needed to open them again but the passphrase. `salt`, `nonce` and `text` in hex."""

    kdf: str
    n: int
    r: int
    p: int
    salt: str
    cipher: str
    nonce: str
    text: str


def passphrase(what: str, place: Path, ask: Ask | None) -> str:
    """From $PRESNYA_PASSPHRASE, else the first line of the file that $PRESNYA_PASSPHRASE_FILE names, else asked. RegisterError when there is nobody to ask."""
    if given := os.environ.get(PASSPHRASE):
        return given
    if named := os.environ.get(PASSPHRASE_FILE):
        try:
            return Path(named).read_text(encoding="utf-8").split("\n", 1)[0].rstrip("\r")
        except (OSError, UnicodeDecodeError) as error:
            raise RegisterError(f"The passphrase cannot be read from {named}, which {PASSPHRASE_FILE} names.", next_step="Mend the file or the variable.") from error
    if ask is None:
        raise RegisterError(f"The key {place} is locked with a passphrase.", next_step=f"Call the command at a terminal, or set {PASSPHRASE} or {PASSPHRASE_FILE}.")
    return ask(f"Passphrase of {what}: ")


def seal(words: bytes, phrase: str, *, beside: bytes) -> Sealed:
    """Lock bytes; `beside` is not locked, but opens nothing when it is changed."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    text = AESGCM(_key(phrase, salt, *_COST)).encrypt(nonce, words, beside)
    return Sealed("scrypt", *_COST, salt.hex(), "aes-256-gcm", nonce.hex(), text.hex())


def unseal(sealed: Sealed, phrase: str, *, beside: bytes, place: Path) -> bytes:
    """Open them again. RegisterError naming the file when the passphrase is wrong, or the file damaged: nobody can tell the two apart."""
    cost = (sealed.n, sealed.r, sealed.p)
    known = (sealed.kdf, sealed.cipher) == ("scrypt", "aes-256-gcm") and all(isinstance(one, int) and 0 < one <= most for one, most in zip(cost, _MOST, strict=True))
    if not known:
        raise RegisterError(f"The key {place} is locked in a way this version does not know.", next_step="Open it with the version that wrote it, or bring it back from your own backup of keys.")
    try:
        return AESGCM(_key(phrase, bytes.fromhex(sealed.salt), *cost)).decrypt(bytes.fromhex(sealed.nonce), bytes.fromhex(sealed.text), beside)
    except (InvalidTag, ValueError, TypeError) as error:
        raise RegisterError(f"The passphrase does not open the key {place}.", next_step="Try again; when you are sure of it, the file is damaged: bring it back from your own backup of keys.") from error


def _key(phrase: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    words: str = nfc(phrase)
    return Scrypt(salt=salt, length=32, n=n, r=r, p=p).derive(words.encode())
