"""What a page needs so that its visitor's browser can check it: the shared proof of the acts it shows, the script with its words, the head for copies on a disk.

The acts that a page shows are those whose pages it links, and on an act's own page that act. So nobody has to tell which they are: the
checking script finds the same ones in the page and asks whether the proof holds them.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Final

from babel import Locale

from presnya import register
from presnya.publishing.language import OWN_NAMES, translations
from presnya.publishing.verify_table import COUNTED, ONE
from presnya.publishing.viewer_words import phrases
from presnya.register import Written
from presnya.register.shared import make_shared, write_shared
from presnya.register.tiles import WIDTH, Tile
from presnya.terms.errors import RegisterError

MARKER: Final = b'<script type="application/json" id="proof"></script>'
"""Stands in every page where its proof belongs."""
WORDS: Final = b'<script type="application/json" id="words">{}</script>'
"""Stands in the verifier page where its words in other languages belong."""
IN_PAGE: Final = 4_000
"""Bytes of a proof that still lies in the page; a longer one lies beside it, is read when the page stands, and serves the page in every language."""
LARGEST: Final = 140_000
"""Bytes of a proof as it is written, some 80 kB as it travels: 200 acts scattered over a million. Of a page that shows more, the first are proved."""
_LINK: Final = re.compile(rb'href="((?:\.\./)*)((?:[\w-]+/)*)(0|[1-9]\d*)\.html"')
_OWN: Final = re.compile(rb'data-act="(\d+)"')
_ACTS: Final = "register/acts"


class Vouching:
    """Proofs for the pages of one publication. `files` are those that lie beside pages, by their path from the site's root."""

    def __init__(self, site: Path, log: Written) -> None:
        self.log = log
        self.files: dict[str, bytes] = {}
        self._entries = lru_cache(maxsize=64)(lambda number: _bundle(site / "register", number, log.checkpoint.size))
        self._rotations = rotations(site / "register")
        self._kept = [(size, note) for size, note in log.kept if size < log.checkpoint.size and self._fits(size, note)] + [(log.checkpoint.size, log.note)]
        self._same: dict[tuple[int, ...], str] = {}

    def seal(self, path: str, page: bytes) -> bytes:
        """The page with its proof, or with the address of it. `path` from the root of the page's language."""
        acts = tuple(act for act in shown_in(path, page) if act < self.log.checkpoint.size)
        if not acts:
            return page
        if acts not in self._same:
            self._same[acts] = self._proof(acts)
        proof = self._same[acts]
        if len(proof) <= IN_PAGE:
            return page.replace(MARKER, MARKER.replace(b"></", b">" + proof.encode() + b"</"))
        data = f"presnyaProof={proof}\n".encode()
        name = f"register/proofs/{hashlib.sha256(data).hexdigest()[:24]}.js"
        self.files[name] = data
        return page.replace(MARKER, MARKER.replace(b"></", f' data-src="{name}"></'.encode()))

    def _proof(self, acts: Sequence[int]) -> str:
        """Of all acts, or of as many of the first as LARGEST allows."""
        whole = self._written(acts, 0)
        if len(whole) <= LARGEST:
            return whole
        low, high = 1, len(acts) - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if len(self._written(acts[:middle], len(acts))) <= LARGEST else (low, middle - 1)
        return self._written(acts[:low], len(acts))

    def _written(self, acts: Sequence[int], of: int) -> str:
        """Against the earliest kept checkpoint that holds them all, so that a page which shows the same acts keeps its bytes."""
        rising = sorted(acts)
        size, note = next((size, note) for size, note in self._kept if size > rising[-1])
        return write_shared(make_shared(rising, self._entry, size=size, hashed=self.log.tree.hashed, note=note, vkey=self._key_at(size)), of=of)

    def _entry(self, act: int) -> bytes:
        return self._entries(act // WIDTH)[act % WIDTH]

    def _fits(self, size: int, note: str) -> bool:
        """Whether a kept checkpoint is one of this register, under the key of its size; `verify` names one that is not."""
        try:
            kept = register.open_checkpoint(note, register.parse_vkey(self._key_at(size)))
        except RegisterError:
            return False
        return kept.size == size > 0 and kept.root == self.log.tree.root(size)

    def _key_at(self, size: int) -> str:
        """The key that signs a register of this size: that before the first change that came later, else the current one."""
        lines = [note.split("\n") for note in self._rotations]
        return next((old for _, _, _, act, _, old, *_ in lines if int(act) >= size), self.log.vkey)


def rotations(folder: Path) -> list[str]:
    """The signed changes of the register's key, as they lie in its folder, from the first."""
    out: list[str] = []
    while (place := folder / "rotations" / str(len(out))).is_file():
        out.append(place.read_text(encoding="utf-8"))
    return out


def shown_in(path: str, page: bytes) -> list[int]:
    """Numbers of the acts a page shows, in the order in which it names them first. `path` from the root of the page's language."""
    folder = path.split("/")[:-1]
    found = dict.fromkeys(int(number) for number in _OWN.findall(page))
    for up, down, number in _LINK.findall(page):
        steps = len(up) // 3
        if "/".join([*folder[:len(folder) - steps], *down.decode().split("/")[:-1]]) == _ACTS and steps <= len(folder):
            found.setdefault(int(number))
    return list(found)


def _bundle(folder: Path, number: int, size: int) -> list[bytes]:
    tile = Tile(-1, number, min(WIDTH, size - number * WIDTH))
    return register.unbundle((folder / tile.path).read_bytes(), file=f"register/{tile.path}")


# ── files for the script ────────────────────────────────────────────────────────────────────────────────────────


def head_script(site: Path, log: Written) -> bytes:
    """`register/head.js`: the signed head for pages that are read from a disk, where a page may run a script but fetch nothing."""
    return f"presnyaHead={_script({'note': log.note, 'rotations': rotations(site / 'register'), 'vkey': log.vkey})}\n".encode()


def check_script(lang: str) -> tuple[str, bytes] | None:
    """(name below static/, bytes) of the checking script with its words in a language; None in a checkout whose front end was not built."""
    built = resources.files("presnya.publishing").joinpath("static", "verify.js")
    if not built.is_file():
        return None
    words = {} if lang == "en" else said(lang)
    return f"verify.{lang}.js", f"presnyaWords={_script(words)};\n".encode() + built.read_bytes()


def verifier_page() -> bytes | None:
    """`verify.html`, one file that checks a whole copy, with its words in every language; None in a checkout whose front end was not built."""
    built = resources.files("presnya.publishing").joinpath("static", "verify.html")
    if not built.is_file():
        return None
    words = {lang: said(lang) for lang in OWN_NAMES if lang != "en"}
    return built.read_bytes().replace(WORDS, WORDS.replace(b"{}", _script(words).encode()))


def said(lang: str) -> dict[str, str]:
    """Key → words of the checking script and the verifier page in a language."""
    return phrases(Locale.parse(lang), translations(lang), ONE, COUNTED)


def _script(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def extras(site: Path, log: Written, languages: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """(path from the site's root, bytes) of everything the check needs besides the pages' proofs."""
    yield "register/head.js", head_script(site, log)
    for lang in languages:
        if made := check_script(lang):
            yield f"static/{made[0]}", made[1]
    if page := verifier_page():
        yield "verify.html", page
