"""A museum of a handful of files with a register of three acts, and copies of it in every carrier: small enough to turn every byte."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from presnya import register
from presnya.publishing.copies.gather import cargo_of
from presnya.publishing.copies.making import KINDS, write
from presnya.register.carriers.common import Cargo, Source
from presnya.register.copy_list import MUSEUM, About, LeftOut, strongroom_name
from presnya.register.folders import Folder
from presnya.register.manifest import hashed
from tests.register.conftest import rows

ORIGIN = "street.example/presnya"
PAGES = {
    "index.html": b"<title>The street</title><h1>The street</h1>" + b"<p>The mill stood still.</p>" * 40, "people/otto-baker.html": b"<title>Otto Baker</title><h1>Otto Baker</h1>",
    "people/bertha-mill.html": b"<title>Bertha Mill</title><h1>Bertha Mill</h1>", "static/light.js": b"'use strict';" * 30, "empty.txt": b"",
    "static/mill.png": bytes(range(256)), "100%.txt": b"a name with a percent sign",
}
BESIDE = {MUSEUM + "museum.toml": b'name = "Our Street"\norigin = "street.example/presnya"\n', MUSEUM + "tables/people.csv": b"id,name\nperson/otto-baker,Otto Baker\n",
          strongroom_name(hashlib.sha256(b"a diary").hexdigest()): b"a diary"}
ENDING = {"site": "", "bag": "-bag", "zim": ".zim", "archive": ".zip"}


def tiny(folder: Path, *, signer: register.Signer | None = None, besides: bool = True) -> Cargo:
    """The museum, written and signed in `folder`, ready to be carried."""
    own = register.signer(ORIGIN)
    site = folder / "site"
    for name, data in PAGES.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(data)
    written = register.publish_log(site / "register", rows(3), signer=own, total=3)
    register.write_manifest(site, signer=own, checkpoint=written.checkpoint)
    for name, data in BESIDE.items() if besides else ():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    held = [Source(hashed(Folder(site), name), site / name) for name in Folder(site).names()]
    held += [Source(hashed(Folder(folder), name), folder / name) for name in BESIDE] if besides else []
    about = About("Our Street", "A street, a mill.", "en,de", "CC0", "2026-10-01")
    return cargo_of(tuple(sorted(held, key=lambda one: one.listed.file)), site=site, about=about, left_out=(LeftOut("keys", "Never."),), signer=signer or own)


def copies_of(cargo: Cargo, folder: Path, kinds: Sequence[str] = tuple(KINDS)) -> dict[str, Path]:
    """A copy of each kind, in `folder`."""
    out = {kind: folder / f"copy{ENDING[kind]}" for kind in kinds}
    for kind, place in out.items():
        write(place, cargo, kind=kind)
    return out


def found(place: Path, **options: str) -> set[str]:
    """Names of what is wrong with a copy."""
    return {problem.file for problem in register.fsck(place, **options).problems}
