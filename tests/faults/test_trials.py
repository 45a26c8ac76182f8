"""The short form of `make faults`: the same trials, some of each kind. What is asserted is the table it prints: every fault fired, no promise broken."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.builders import ROOT
from tests.machine import postgresql, strace

pytestmark = pytest.mark.xdist_group("faults")


def faults(tmp_path, *words):
    """Rows of the table that the command prints, as (what, done, fired, broken)."""
    done = subprocess.run([sys.executable, "benchmarks/register/faults.py", "--into", str(tmp_path / "faults"), *words], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return [(row[1].strip(), *map(int, row.groups()[1:])) for row in re.finditer(r"^(\S.*?) {2,}(\d+) +(\d+) +(\d+)$", done.stdout, re.MULTILINE)]


@pytest.mark.skipif(not strace(), reason="no strace on this machine; Debian's package is called strace")
def test_calls_that_fail_lose_nothing_acknowledged_and_leave_nothing_half_written(tmp_path):
    rows = faults(tmp_path, "--only", "calls", "--every", "23")
    assert {what.rpartition(", ")[2] for what, *_ in rows} == {"EIO", "ENOSPC", "SIGKILL"}
    for what, done, fired, broken in rows:
        assert done == fired >= 4, what
        assert not broken, what


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("mount"), reason="only root may mount a small disk")
def test_a_full_disk_is_told_in_words_and_the_museum_goes_on_when_there_is_room(tmp_path):
    for what, done, fired, broken in faults(tmp_path, "--only", "full", "--every", "5"):
        assert done == 4
        assert fired >= 2, what
        assert not broken, what


@pytest.mark.postgresql
def test_kills_of_the_museum_and_of_its_database_server_lose_nothing_acknowledged(tmp_path):
    assert postgresql()
    ((_, done, fired, broken),) = faults(tmp_path, "--only", "kills", "--kills", "10", "--databases", "postgresql")
    assert (done, broken) == (10, 0)
    assert fired >= 8
