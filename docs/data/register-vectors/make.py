"""Writes the register's vectors: `python docs/data/register-vectors/make.py [FOLDER]`. The same bytes at every run.

It shares no code with presnya: it needs Python and `cryptography` alone, so a slip in presnya does not find its way into what presnya is checked against.
"""

import json
import sys
from pathlib import Path

from form import LOG, ORIGIN, TIME, WITNESS, Case, canonical, commit, head, leaf, node, note, sha
from logs import shareds, tiles, trees
from notes import checkpoints, commitments, cosignatures, entries, jsons, notes, proof_text, proofs, vkeys
from others import evidence, names, policies, requests
from rotations import rotations


# ── a worked example, whole ─────────────────────────────────────────────────────────────────────────────────────────

ACTS: list[Case] = [
    {"act": "appoint", "at": "2026-10-01T10:00:00Z", "by": "k1", "body": {"curator": "k1", "name": "Ada Mill", "roles": ["registrar"]}},
    {"act": "accession", "about": "source/diary", "at": "2026-10-01T10:05:00Z", "by": "k1", "body": {"source": "source/diary", "number": "2026.1", "title": "Diary of Ada Mill", "language": "en"}},
    {"act": "claim", "about": "event/strike", "at": "2026-10-01T10:10:00Z", "by": "k1", "body": {"about": "event/strike", "claims": [
        {"about": "event/strike", "property": "label", "source": "source/diary", "value": {"kind": "text", "lang": "en", "text": "The strike at the mill"}, "witness": "person/ada-mill"}]}},
]


def example() -> dict[str, object]:
    """Three acts with everything that is published of them, and the signed texts."""
    made = []
    for number, act in enumerate(ACTS):
        salt, body = sha(f"presnya example salt {number}".encode()), canonical(act["body"])
        envelope = {"v": 1, "act": act["act"], "at": act["at"], "by": act["by"], "commit": commit(salt, body)} | ({"about": act["about"]} if "about" in act else {})
        sealed = canonical(envelope)
        made.append({"entry": sealed.decode(), "salt": salt.hex(), "body": body.decode(), "leaf": leaf(sealed).hex()})
    leaves = [bytes.fromhex(str(one["leaf"])) for one in made]
    top = node(node(leaves[0], leaves[1]), leaves[2])
    text = head(3, top)
    signed = note(text, LOG.line(text), WITNESS.line(text, TIME))
    lines = "".join(json.dumps({"index": number, "salt": one["salt"], "body": one["body"]}, ensure_ascii=False, separators=(",", ":")) + "\n" for number, one in enumerate(made))
    files = {"checkpoint": signed, "vkey": LOG.vkey + "\n", "checkpoints/3": signed, "bodies/000.jsonl": lines}
    tiles_made = {"tile/0/000.p/3": b"".join(leaves), "tile/entries/000.p/3": b"".join(len(str(one["entry"]).encode()).to_bytes(2) + str(one["entry"]).encode() for one in made)}
    site = {"index.html": b"<h1>The mill</h1>\n"} | {f"register/{name}": text.encode() for name, text in files.items()} | {f"register/{name}": data for name, data in tiles_made.items()}
    part = canonical({"files": [{"file": name, "sha256": sha(data).hex(), "size": len(data)} for name, data in sorted(site.items())]}) + b"\n"
    top_list = canonical({"v": 2, "origin": ORIGIN, "root": top.hex(), "size": 3, "parts": [{"file": "manifest/all.json", "sha256": sha(part).hex(), "size": len(part)}]}) + b"\n"
    told = f"presnya manifest v2\n{ORIGIN}\n{sha(top_list).hex()}\n3\n"
    return {
        "seeds": {"log": "presnya example log key", "cosigner": "presnya example witness key", "salts": "presnya example salt N"}, "vkey": LOG.vkey, "cosigner": WITNESS.vkey, "time": TIME, "acts": made,
        "files": files, "bytes": {name: data.hex() for name, data in tiles_made.items()},
        "proof": proof_text(1, [leaves[0], leaves[2]], signed), "root": top.hex(), "site": {"index.html": "<h1>The mill</h1>\n", "manifest/all.json": part.decode(), "manifest.json": top_list.decode(), "manifest.sig": note(told, LOG.line(told))},
    }


FILES = {
    "tree.json": ("Hashes, roots, proofs of inclusion and of consistency. Entry N of every tree is “entry N” in ASCII. Hashes in hex.", trees),
    "tiles.json": ("Paths and bytes of tiles, bundles of entries. Trees as in tree.json.", tiles),
    "notes.json": ("Keys, signed notes, checkpoints, cosignatures. A note is given as the text it is.", lambda: [*vkeys(), *notes(), *checkpoints(), *cosignatures()]),
    "proofs.json": ("Proof files (tlog-proof) with the entry they are about, in hex.", proofs),
    "acts.json": ("Canonical JSON, commitments, entries. `json` is JSON text; entries are hex, bodies text.", lambda: [*jsons(), *commitments(), *entries()]),
    "shared.json": ("One proof for several acts: leaf hashes by number, the hashes of the rest from the root down, left before right. Trees as in tree.json.", shareds),
    "cosigning.json": ("Policies of tlog-policy, requests of tlog-witness, evidence of forks. Trees as in tree.json.", lambda: [*policies(), *requests(), *evidence()]),
    "rotations.json": ("Notes of changes of a register's key, in order, and the key it says is its own.", rotations),
    "files.json": ("Names that a published museum may have for its files, and the part of its list in which a file stands.", names),
}


def main(folder: Path) -> None:
    """Write every file; each case gets a name made of its kind and its number among those."""
    for name, (about, cases) in FILES.items():
        made, seen = [], dict[str, int]()
        for case in cases():
            kind = str(case["kind"])
            seen[kind] = seen.get(kind, 0) + 1
            made.append({"id": f"{kind.replace(' ', '-')}-{seen[kind]:03}", **case})
        lines = ",\n".join(json.dumps(case, ensure_ascii=True) for case in made)
        (folder / name).write_text(f'{{"about": {json.dumps(about)},\n"cases": [\n{lines}\n]}}\n', encoding="utf-8")
    (folder / "example.json").write_text(json.dumps(example(), ensure_ascii=True, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
