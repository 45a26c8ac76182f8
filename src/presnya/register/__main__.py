"""The register's own command, without the rest of the museum: checks a published museum or log, a copy, or the proof of one act.

python -m presnya.register verify FOLDER_OR_ADDRESS [VKEY]
python -m presnya.register fsck COPY_FOLDER_ZIP_OR_ZIM [VKEY]
python -m presnya.register proof FILE.tlog-proof ENTRY_OR_FOLDER VKEY
python -m presnya.register evidence FILE VKEY…
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from presnya.register.evidence import read_evidence, verify_evidence
from presnya.register.findings import Report
from presnya.register.fsck import fsck
from presnya.register.note import parse_vkey
from presnya.register.proof import read_proof, verify_proof
from presnya.register.proving import entry_of, key_for
from presnya.register.verify import verify
from presnya.terms.errors import PresnyaError

_USAGE: Final = """usage: python -m presnya.register verify FOLDER_OR_ADDRESS [VKEY]
       python -m presnya.register fsck COPY_FOLDER_ZIP_OR_ZIM [VKEY]
       python -m presnya.register proof FILE.tlog-proof ENTRY_OR_FOLDER VKEY
       python -m presnya.register evidence FILE VKEY…"""


def main(argv: list[str]) -> int:
    """0 it holds, 1 it does not, 2 called wrongly."""
    command, least, most = _COMMANDS.get(argv[0] if argv else "", (_proof, 1, 0))
    if not least <= len(argv) - 1 <= most:
        print(_USAGE, file=sys.stderr)
        return 2
    try:
        return command(argv[1:])
    except PresnyaError as error:
        print(f"presnya: {error}", file=sys.stderr)
        return 2


def _verify(words: list[str]) -> int:
    return _told(verify(words[0], key=words[1] if len(words) > 1 else None))


def _fsck(words: list[str]) -> int:
    return _told(fsck(words[0], key=words[1] if len(words) > 1 else None))


def _told(report: Report) -> int:
    for problem in report.problems:
        print(f"{problem.file}: {problem.what}")
    print(f"{'It does not hold' if report.problems else 'It holds'}: {report.checked} files, {report.size} acts of {report.origin}. Key: {report.key_from}.")
    return 1 if report.problems else 0


def _proof(words: list[str]) -> int:
    try:
        proof = read_proof(Path(words[0]).read_text(encoding="utf-8"))
        entry, key = entry_of(Path(words[1]), proof.number), key_for(Path(words[1]), proof.note, words[2])
    except (OSError, UnicodeDecodeError) as error:
        print(f"presnya: {error}", file=sys.stderr)
        return 2
    try:
        checkpoint = verify_proof(proof, entry, key)
    except PresnyaError as error:
        print(f"It does not hold: {error}")
        return 1
    print(f"It holds: this is act {proof.number} of {checkpoint.origin}, in its register of {checkpoint.size} acts, signed with {key}.")
    return 0


def _evidence(words: list[str]) -> int:
    try:
        fork = verify_evidence(read_evidence(Path(words[0]).read_text(encoding="utf-8")), [parse_vkey(one) for one in words[1:]])
    except (PresnyaError, OSError, UnicodeDecodeError) as error:
        print(f"presnya: {error}", file=sys.stderr)
        return 1
    print(f"It proves a fork of {fork.first.origin}: {fork.second.size} signed acts do not continue {fork.first.size} signed acts.")
    return 0


_COMMANDS: Final[dict[str, tuple[Callable[[list[str]], int], int, int]]] = {"verify": (_verify, 1, 2), "fsck": (_fsck, 1, 2), "proof": (_proof, 3, 3),
                                                                            "evidence": (_evidence, 2, 16)}
"""Command → what does it, and how many words it takes, at least and at most."""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
