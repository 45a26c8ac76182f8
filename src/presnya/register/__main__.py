"""The verifier without the rest of the museum: `python -m presnya.register verify FOLDER_OR_ADDRESS [VKEY]`, `… fsck COPY [VKEY]`, `… evidence FILE VKEY…`."""

import sys
from pathlib import Path

from presnya.register.evidence import read_evidence, verify_evidence
from presnya.register.note import parse_vkey

from presnya.register.fsck import fsck
from presnya.register.verify import verify
from presnya.terms.errors import PresnyaError


def main(argv: list[str]) -> int:
    """0 it holds, 1 it does not, 2 called wrongly."""
    if len(argv) >= 3 and argv[0] == "evidence":  # noqa: PLR2004  the word, a file, a key
        return _evidence(Path(argv[1]), argv[2:])
    if len(argv) not in (2, 3) or argv[0] not in ("verify", "fsck"):
        print("usage: python -m presnya.register verify FOLDER_OR_ADDRESS [VKEY]\n       python -m presnya.register fsck COPY_FOLDER_ZIP_OR_ZIM [VKEY]\n"
              "       python -m presnya.register evidence FILE VKEY…", file=sys.stderr)
        return 2
    try:
        report = (fsck if argv[0] == "fsck" else verify)(argv[1], key=argv[2] if len(argv) > 2 else None)  # noqa: PLR2004  the optional third word
    except PresnyaError as error:
        print(f"presnya: {error}", file=sys.stderr)
        return 2
    for problem in report.problems:
        print(f"{problem.file}: {problem.what}")
    print(f"{'It does not hold' if report.problems else 'It holds'}: {report.checked} files, {report.size} acts of {report.origin}. Key: {report.key_from}.")
    return 1 if report.problems else 0


def _evidence(file: Path, keys: list[str]) -> int:
    try:
        fork = verify_evidence(read_evidence(file.read_text()), [parse_vkey(words) for words in keys])
    except (PresnyaError, OSError, UnicodeDecodeError) as error:
        print(f"presnya: {error}", file=sys.stderr)
        return 1
    print(f"It proves a fork of {fork.first.origin}: {fork.second.size} signed acts do not continue {fork.first.size} signed acts.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
