"""Pulls from hostile branches with the real limits: seconds and peak memory of each. `hostile.py [PART_OF_A_NAME]`.

Each pull runs in a process of its own; memory is its peak over what it held before the pull, in MB. All must be refused in 30 s and 64 MB, with the mirror as it was.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks.register.branches import BRANCHES, publish, served  # noqa: E402  the path first
from presnya.register import cosigner, mirrors, pulling, verify  # noqa: E402
from presnya.terms.errors import PresnyaError  # noqa: E402

MOST_SECONDS, MOST_MEMORY = 30, 64


def memory(kind: str) -> float:
    """This process's memory in MB: 'VmRSS' now, 'VmHWM' at its peak since `forget`."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(kind))
    return int(line.split()[1]) / 1024


def forget() -> None:
    """Let the peak be counted from now (a new process inherits its parent's otherwise)."""
    Path("/proc/self/clear_refs").write_text("5")


def pull_once(address: str) -> None:
    """In the child: pull, and print what happened as JSON."""
    mirror = mirrors.read("street")._replace(source=address)
    signer = cosigner.cosigner_key("archive.example/cosigner")
    assert not verify(mirror.current).problems  # whatever an honest pull holds is held before
    forget()
    before, began, why = memory("VmRSS"), time.monotonic(), ""
    try:
        pulling.pull(mirror, signer=signer)
    except PresnyaError as error:
        why = error.message
    print(json.dumps({"seconds": time.monotonic() - began, "memory": memory("VmHWM") - before, "why": why}))


def everything(folder: Path) -> dict[str, bytes]:
    return {str(place): place.read_bytes() for place in folder.rglob("*") if place.is_file()}


def main(part: str) -> int:
    bad = 0
    with tempfile.TemporaryDirectory() as there:
        folder = Path(there)
        os.environ["PRESNYA_HOME"] = str(folder / "home")
        site = folder / "site"
        publish(site, 300)
        with served(site) as address:
            mirror = mirrors.add("street", address)
            pulling.pull(mirror, signer=cosigner.cosigner_key("archive.example/cosigner"))
        publish(site, 310)
        print(f"{'branch':46} {'seconds':>8} {'MB more':>8}  refused because")
        for branch in [one for one in BRANCHES if part in one.name]:
            before = everything(mirror.folder)
            with served(site, branch.special(site)) as address:
                done = subprocess.run([sys.executable, __file__, "--pull", address], capture_output=True, text=True, check=True)
            said = json.loads(done.stdout)
            left = everything(mirror.folder) != before or (folder.parent / "escaped.txt").exists()
            good = said["why"] and said["seconds"] <= MOST_SECONDS and said["memory"] <= MOST_MEMORY and not left
            bad += not good
            print(f"{branch.name:46} {said['seconds']:8.2f} {said['memory']:8.1f}  {said['why'][:90] or 'NOT REFUSED'}{' LEFT SOMETHING' if left else ''}{'' if good else '  <-- BAD'}", flush=True)
    print(f"{bad} bad." if bad else f"All refused within {MOST_SECONDS} s and {MOST_MEMORY} MB; the last good copy stood unchanged each time.")
    return 1 if bad else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--pull"]:
        pull_once(sys.argv[2])
    else:
        sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
