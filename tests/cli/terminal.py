"""The command in a pseudo-terminal, typed at as by a person."""

import os
import pty
import select
import sys
import time


class Terminal:
    """One run; `wait_for` what it prints, `type` what a person would, `end` gives its exit code."""

    def __init__(self, *words):
        self.pid, self.line = pty.fork()
        if self.pid == 0:
            os.execv(sys.executable, [sys.executable, "-m", "presnya", *words])
        self.seen = ""

    def wait_for(self, words, *, seconds=20.0):
        """Read until these words were printed after what was waited for last."""
        end = time.monotonic() + seconds
        while words not in self.seen:
            assert time.monotonic() < end, f"{words!r} did not come; the terminal shows:\n{self.seen}"
            if select.select([self.line], [], [], 0.1)[0]:
                try:
                    self.seen += os.read(self.line, 4096).decode(errors="replace")
                except OSError:  # the other side has closed
                    break
        assert words in self.seen, self.seen
        self.seen = self.seen.partition(words)[2]

    def type(self, keys):
        os.write(self.line, keys.encode())

    def end(self):
        _, status = os.waitpid(self.pid, 0)
        os.close(self.line)
        return os.waitstatus_to_exitcode(status)
