"""Killed at any moment: the museum opens, the register holds, and nothing that was acknowledged is lost."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connections

from presnya import publishing, register, strongroom
from presnya.catalogue import ledger, snapshot
from presnya.web import open_museum
from tests.builders import DIARY

pytestmark = pytest.mark.xdist_group("faults")  # they keep a core busy; the other one is for the rest

KILLS = 50
FILES = 400


def command(*words, cwd, **more):
    return subprocess.Popen([sys.executable, "-m", "presnya", *words], cwd=cwd, env=os.environ | {"PYTHONUNBUFFERED": "1"}, text=True, stderr=subprocess.STDOUT, **more)


def acknowledged(line):
    """The source id of an accession that was printed, '' for any other line: '2026.4  source/x  file.txt'."""
    words = line.split()
    return words[1] if len(words) > 2 and words[1].startswith("source/") else ""


def check(folder, sources):
    """Open as the next command would, and look at everything."""
    museum = open_museum(folder)
    assert ledger.check() == ledger.size()
    taken = snapshot.take()
    room = strongroom.Strongroom(museum.strongroom)
    for source in sources:
        held = taken.sources[source].accession
        assert room.get(held.files[0].sha256)
        assert room.get(held.text.sha256).decode().startswith(DIARY)
    for held in taken.sources.values():  # whatever is in the register has its bytes, acknowledged or not
        assert held.accession.text.sha256 in room
    connections.close_all()
    return museum, len(taken.sources)


def texts(folder, start, count):
    folder.mkdir(exist_ok=True)
    sheet = ["file,title,author,date,language"]
    for number in range(start, start + count):
        (folder / f"t{number}.txt").write_text(f"{DIARY}\n{number}\n", encoding="utf-8")
        sheet.append(f"t{number}.txt,Text {number},Ada Mill,1917,en")
    (folder / "sheet.csv").write_text("\n".join(sheet) + "\n", encoding="utf-8")


def test_fifty_kills_during_accession_lose_nothing_acknowledged(tmp_path):
    chance = random.Random(1905)
    street = tmp_path / "street"
    assert command("new", "street", cwd=tmp_path).wait() == 0
    seen: set[str] = set()
    killed = 0
    for nth in range(KILLS):
        if nth % 10 == 0:
            texts(tmp_path / "texts", FILES * nth // 10, FILES)
        output = tmp_path / "output"
        with output.open("w") as out:
            process = command("accession", "--sheet", str(tmp_path / "texts/sheet.csv"), "--museum", "street", cwd=tmp_path, stdout=out)
            before = len(seen)
            if nth % 5:  # four of five while sources come in, however slow the machine is today; the fifth at any moment, so also before the first
                while not output.stat().st_size and process.poll() is None:
                    time.sleep(0.002)
            moment = time.monotonic() + chance.uniform(0, 0.8)
            while time.monotonic() < moment and process.poll() is None:
                time.sleep(0.002)
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                killed += 1
            process.wait()
        seen |= set(filter(None, map(acknowledged, output.read_text().splitlines())))
        _, held = check(street, seen)
        assert held >= len(seen) >= before
    assert killed >= KILLS * 4 // 5
    assert len(seen) > KILLS
    museum, _ = check(street, seen)
    open_museum(street)
    live = ledger.fingerprint()
    ledger.rebuild()
    assert ledger.fingerprint() == live
    connections.close_all()
    assert museum.folder == street.resolve()


def test_kills_during_publishing_leave_a_site_that_the_next_run_completes(tmp_path):
    chance = random.Random(1917)
    street = tmp_path / "street"
    assert command("new", "street", cwd=tmp_path).wait() == 0
    texts(tmp_path / "texts", 0, 60)
    assert command("accession", "--sheet", str(tmp_path / "texts/sheet.csv"), "--museum", "street", cwd=tmp_path, stdout=subprocess.DEVNULL).wait() == 0
    for _ in range(6):
        process = command("publish", "street", cwd=tmp_path, stdout=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.5, 1.6))
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert command("publish", "street", cwd=tmp_path, stdout=subprocess.DEVNULL).wait() == 0
    report = register.verify(street / "site")
    assert not report.problems
    assert report.size > 60
    museum = open_museum(street)
    curator = next(iter(snapshot.take().curators))
    assert publishing.publish(museum, curator=curator).written == 0
    connections.close_all()
    assert isinstance(museum.site_folder, Path)
