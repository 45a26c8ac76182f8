"""The register's own command, without the rest of the museum: checks a published museum or log, or the proof of one act.

python -m presnya.register verify FOLDER_OR_ADDRESS [VKEY]
python -m presnya.register proof FILE.tlog-proof ENTRY_OR_FOLDER VKEY
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from presnya.register.proof import read_proof, verify_proof
from presnya.register.proving import entry_of, key_for
from presnya.register.verify import verify
from presnya.terms.errors import PresnyaError

_USAGE: Final = """usage: python -m presnya.register verify FOLDER_OR_ADDRESS [VKEY]
       python -m presnya.register proof FILE.tlog-proof ENTRY_OR_FOLDER VKEY"""


def main(argv: list[str]) -> int:
    """0 it holds, 1 it does not, 2 called wrongly."""
    commands: dict[tuple[str, int], Callable[[list[str]], int]] = {("verify", 2): _verify, ("verify", 3): _verify, ("proof", 4): _proof}
    command = commands.get((argv[0], len(argv))) if argv else None
    if command is None:
        print(_USAGE, file=sys.stderr)
        return 2
    try:
        return command(argv[1:])
    except PresnyaError as error:
        print(f"presnya: {error}", file=sys.stderr)
        return 2


def _verify(words: list[str]) -> int:
    report = verify(words[0], key=words[1] if len(words) > 1 else None)
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
