"""The queue of writers: first come, first served; the dead keep no place; a queue that stands names who stands first."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from presnya.catalogue import queue
from presnya.terms.errors import Conflict

ROOT = Path(__file__).parents[2]

HOLD = """
import sys, time
from pathlib import Path
from presnya.catalogue import queue
with queue.turn(Path(sys.argv[1])):
    with open(sys.argv[2], "a") as order:
        print(sys.argv[3], file=order, flush=True)
    while not Path(sys.argv[4]).exists():
        time.sleep(0.005)
"""

pytestmark = pytest.mark.skipif(not queue.fair, reason="no flock on this system: there is no queue, SQLite's own lock parts the writers")


class Line:
    """Processes in one queue, each of which waits for its own file `go-NAME` once it has its turn."""

    def __init__(self, folder):
        self.folder = folder
        self.queue = folder / "queue"
        self.order = folder / "order"
        self.order.touch()
        self.running = []

    def comes(self, name):
        """Start one and wait until it stands in the queue."""
        before = self.places()
        self.running.append(subprocess.Popen([sys.executable, "-c", HOLD, str(self.queue), str(self.order), name, str(self.folder / f"go-{name}")], cwd=ROOT))
        until(lambda: self.places() > before)
        return self.running[-1]

    def places(self):
        return sum(place.name.isdecimal() for place in self.queue.iterdir()) if self.queue.exists() else 0

    def go(self, *names):
        for name in names:
            (self.folder / f"go-{name}").touch()

    def served(self):
        return self.order.read_text().split()


def until(true):
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


@pytest.fixture
def line(tmp_path):
    made = Line(tmp_path)
    yield made
    for process in made.running:
        process.kill()
        process.wait()


def test_first_come_is_first_served(line):
    for name in "abcde":
        line.comes(name)
    line.go(*"edcba")
    until(lambda: len(line.served()) == 5)
    assert line.served() == list("abcde")
    until(lambda: not line.places())


def test_killed_holder_and_killed_waiters_leave_their_places(line):
    running = {name: line.comes(name) for name in "abcde"}
    for name in "cd":  # waiters first: e must not pass b when those before it are gone
        running[name].send_signal(signal.SIGKILL)
        running[name].wait()
    time.sleep(0.05)
    assert line.served() == ["a"]
    running["a"].send_signal(signal.SIGKILL)
    until(lambda: line.served() == ["a", "b"])
    time.sleep(0.05)
    assert line.served() == ["a", "b"]
    line.go("b", "e")
    until(lambda: line.served() == ["a", "b", "e"])
    until(lambda: not line.places())


def test_tickets_of_the_dead_do_not_stop_the_next_to_come(line):
    for process in [line.comes(name) for name in "ab"][::-1]:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert line.places() == 2
    with queue.turn(line.queue, patience=5):
        assert line.places() == 1
    assert not line.places()


def test_a_queue_that_does_not_move_refuses_and_names_who_stands_first(line):
    holder = line.comes("a")
    with pytest.raises(Conflict, match=rf"process {holder.pid}\b.*0 seconds"), queue.turn(line.queue, patience=0.2):
        raise AssertionError
    assert line.places() == 1, "who gave up leaves no ticket"
    line.go("a")
    holder.wait()
    with queue.turn(line.queue, patience=5):
        pass


def test_a_queue_that_moves_refuses_nobody(line):
    """Each of three holds for longer than half the patience; the last waits longer than all of it."""
    waited = []

    def last():
        began = time.monotonic()
        with queue.turn(line.queue, patience=0.8):
            waited.append(time.monotonic() - began)

    for name in "abc":
        line.comes(name)
    thread = threading.Thread(target=last)
    thread.start()
    for name in "abc":
        time.sleep(0.5)
        line.go(name)
    thread.join()
    assert waited[0] > 0.8


def test_threads_of_one_process_take_turns(tmp_path):
    inside, most = [], []

    def work():
        for _ in range(20):
            with queue.turn(tmp_path / "queue"):
                inside.append(1)
                most.append(len(inside))
                time.sleep(0.0005)
                inside.pop()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(most) == 120
    assert set(most) == {1}


def test_turn_within_a_turn_is_the_same_turn(tmp_path):
    with queue.turn(tmp_path / "queue"):
        with queue.turn(tmp_path / "queue"):
            pass
        assert (tmp_path / "queue/1").exists(), "the inner end does not give the place back"
    assert not (tmp_path / "queue/1").exists()


def test_a_child_forked_in_the_turn_does_not_keep_it(tmp_path):
    with queue.turn(tmp_path / "queue"):
        child = os.fork()
        if not child:
            time.sleep(60)
            os._exit(0)
    try:
        with queue.turn(tmp_path / "queue", patience=5):
            pass
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "queue").write_text("a file in its place")
    with pytest.raises(OSError), queue.turn(tmp_path / "queue"):
        raise AssertionError
