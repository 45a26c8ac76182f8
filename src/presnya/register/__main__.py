"""`python -m presnya.register verify FOLDER_OR_ADDRESS [VKEY]` and `… fsck COPY [VKEY]`: the verifier without the rest of the museum."""

import sys

from presnya.register.fsck import fsck
from presnya.register.verify import verify
from presnya.terms.errors import PresnyaError


def main(argv: list[str]) -> int:
    """0 it holds, 1 it does not, 2 called wrongly."""
    if len(argv) not in (2, 3) or argv[0] not in ("verify", "fsck"):
        print("usage: python -m presnya.register verify FOLDER_OR_ADDRESS [VKEY]\n       python -m presnya.register fsck COPY_FOLDER_ZIP_OR_ZIM [VKEY]", file=sys.stderr)
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
