"""Fetching over http(s) from hosts that may be hostile: verifier, mirror and cosigner all go through here.

A host is asked by the address to which its name led at the first look; no redirect leads to another scheme, host or port. Every answer
has a limit of bytes and of time, and the whole job another: a host that trickles, or never ends, is left. Nothing compressed is asked for.
"""

import http.client
import io
import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any, Final, NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from presnya.terms.errors import BadValue, Refused, Unreachable

REDIRECTS: Final = 3
_CHUNK: Final = 1 << 16
_LOCAL_NAME: Final = re.compile(r"[^.]+|.*\.(local|localhost|lan|internal|test|home\.arpa)", re.IGNORECASE)
"""Names that nobody can own on the public internet: whoever types one means a neighbour."""


class Limits(NamedTuple):
    """What is taken from a host: bytes of one `answer`, of the `total`, `seconds` of the whole job. In any `patience` seconds that are spent waiting for it,
    a host must give `slowest` bytes for each second, or twenty answers: one that trickles is left after that time.
    """

    answer: int = 512 << 20
    total: int = 20 << 30
    patience: float = 20
    slowest: int = 1024
    seconds: float = 6 * 3600


class Answer(NamedTuple):
    """What a host said. `kind` is its Content-Type."""

    status: int
    body: bytes
    kind: str


Look = Callable[[str, int], list[str]]
"""(name, port) → addresses it leads to."""


def look_up(name: str, port: int) -> list[str]:
    """Addresses of a name, each once; OSError when it has none."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)))


class Host:
    """One scheme, host and port, as somebody typed it; keeps its connection open between requests. Unreachable for whatever is refused."""

    def __init__(self, address: str, *, limits: Limits | None = None, look: Look = look_up) -> None:
        self._connection: http.client.HTTPConnection | None = None
        self.parts = _checked(address)
        self.name, self.port = str(self.parts.hostname), _port(self.parts)
        self.limits = limits or Limits()
        self._pace = _Pace(self.limits)
        self._look = look
        self._addresses: list[str] = []

    @property
    def taken(self) -> int:
        """Bytes that came so far, headers included."""
        return self._pace.total

    def get(self, address: str, *, most: int | None = None) -> Answer:
        """The answer to a GET, redirects within this host followed. `most` bytes at the most (default: the limit of an answer)."""
        for _ in range(REDIRECTS + 1):
            answer, onward = self._ask("GET", address, b"", {}, most)
            if not onward:
                return answer
            address = self._within(address, onward)
        raise Refused(f"{address} leads from one address to the next more than {REDIRECTS} times.", next_step="Ask its keeper for the last of them.")

    def post(self, address: str, body: bytes, *, most: int | None = None, kind: str = "text/plain; charset=utf-8") -> Answer:
        """The answer to a POST; a redirect is no answer."""
        answer, onward = self._ask("POST", address, body, {"Content-Type": kind}, most)
        if onward:
            raise Refused(f"{address} sends requests on to {onward[:200]}.", next_step="Give the address at which it answers by itself.")
        return answer

    def close(self) -> None:
        """Let the connection go."""
        if self._connection:
            self._connection.close()
        self._connection = None

    def __del__(self) -> None:
        """A place is passed on and dropped; whoever read from it last need not know that a connection was kept."""
        self.close()

    # ── one request ─────────────────────────────────────────────────────────────────────────────────────────────

    def _ask(self, method: str, address: str, body: bytes, headers: Mapping[str, str], most: int | None) -> tuple[Answer, str]:
        most = self.limits.answer if most is None else min(most, self.limits.answer)
        self._pace.begin()
        try:
            for kept_open in (True, False) if self._connection else (False,):
                try:
                    return self._once(method, address, body, headers, most)
                except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                    self.close()
                    if not kept_open:  # an idle connection may be closed at any time; a fresh one is not
                        raise
            raise AssertionError
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError) as error:
            raise Unreachable(f"{self.name} hung up instead of answering for {address}.", next_step="Try again later.") from error
        finally:
            self._pace.end()

    def _once(self, method: str, address: str, body: bytes, headers: Mapping[str, str], most: int) -> tuple[Answer, str]:
        path = urlsplit(address)
        target = (path.path or "/") + (f"?{path.query}" if path.query else "")
        try:
            connection = self._connected()
            connection.request(method, target, body or None, {"Accept-Encoding": "identity", "User-Agent": "presnya", **headers})
            with closing(connection.getresponse()) as answer:  # read to its end or not: the socket is let go, or free for the next request
                onward = answer.getheader("Location", "") if answer.status in (301, 302, 303, 307, 308) else ""
                data = _body(answer, address, most)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            raise
        except Exception as error:  # whatever went wrong, the rest of this answer must not be taken for the next one
            self.close()
            raise self._said(error, address) from error
        if answer.will_close:
            self.close()
        return Answer(answer.status, data, answer.getheader("Content-Type", "")), onward

    def _said(self, error: Exception, address: str) -> Exception:
        match error:
            case Unreachable():
                return error
            case TimeoutError():
                return Unreachable(f"{address} is too slow: in {self.limits.patience:g} seconds came less than {self.limits.slowest} bytes for each, or the job took too long.",
                                   next_step="Try again later, or from another copy.")
            case http.client.IncompleteRead():
                return OSError(f"{address} was cut off on the way")
            case _:
                return Refused(f"{self.name} does not speak HTTP as it should: {type(error).__name__}.", next_step="Check the address.")

    def _connected(self) -> http.client.HTTPConnection:
        if self._connection is None:
            plain = _connect(self._places(), self.port, self._pace, self.name)
            connection = http.client.HTTPConnection(self.name, self.port)
            connection.sock = _Timed(self._wrapped(plain), self._pace)
            self._connection = connection
        return self._connection

    def _wrapped(self, plain: socket.socket) -> socket.socket:
        if self.parts.scheme == "http":
            return plain
        try:
            plain.settimeout(self._pace.left())
            return ssl.create_default_context().wrap_socket(plain, server_hostname=self.name)
        except (OSError, ValueError) as error:
            plain.close()
            raise Refused(f"{self.name} cannot show that it is {self.name}: {error}.", next_step="Check the address; do not go on without.") from error

    def _places(self) -> list[str]:
        """Where the name leads, looked up once; Unreachable when that is not public and nobody typed it."""
        if not self._addresses:
            try:
                self._addresses = self._look(self.name, self.port)
            except (OSError, UnicodeError) as error:
                raise Unreachable(f"There is no host {self.name}.", next_step="Check the address, and that this machine is on the network.") from error
            inward = [one for one in self._addresses if not ipaddress.ip_address(one.partition("%")[0]).is_global]
            if inward and not _may_be_local(self.name):
                raise Refused(f"{self.name} leads to {inward[0]}, which is no public address.", next_step=f"If you mean it, give {inward[0]} itself.")
        return self._addresses

    def _within(self, address: str, onward: str) -> str:
        try:
            target = urlsplit(urljoin(address, onward))
            same = (target.scheme, target.hostname, _port(target)) == (self.parts.scheme, self.name, self.port)
        except ValueError:
            same, target = False, self.parts
        if not same:
            raise Refused(f"{address} leads away from {self.name}, to {onward[:200]!r}.", next_step="If you trust that place, give its address yourself.")
        return target.geturl()


# ── sockets that keep count of time and bytes ───────────────────────────────────────────────────────────────────


class _Pace:
    """How much came in how long. Only time spent waiting counts: what we do with the bytes between two requests is not the host's doing."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.total = 0
        self._began = self._since = self._idle = time.monotonic()
        self._bytes = self._answers = 0

    def begin(self) -> None:
        self._since += time.monotonic() - self._idle

    def end(self) -> None:
        self._idle = time.monotonic()
        self._answers += 1

    def count(self, got: int) -> None:
        self.total += got
        self._bytes += got
        if self.total > self.limits.total:
            raise Refused(f"More than {self.limits.total} bytes came from there in all.", next_step="If you trust this museum, raise the limit.")

    def left(self) -> float:
        """Seconds that may be waited for the next bytes; TimeoutError when there are none."""
        now, patience = time.monotonic(), self.limits.patience
        enough = self._bytes >= self.limits.slowest * patience or self._answers >= 20  # noqa: PLR2004  Limits says so
        if enough and now >= self._since + patience:
            self._since, self._bytes, self._answers = now, 0, 0
        until = now + patience if enough else self._since + patience
        left = min(until, self._began + self.limits.seconds) - now
        if left <= 0:
            raise TimeoutError
        return left


class _Timed:
    """A socket whose waits are measured together: a time-out for each byte would let a host trickle for ever."""

    def __init__(self, plain: socket.socket, pace: _Pace) -> None:
        self._plain, self._pace = plain, pace
        self._readers, self._ended = 0, False

    def sendall(self, data: bytes) -> None:
        self._plain.settimeout(self._pace.left())
        self._plain.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        assert mode == "rb"
        self._readers += 1
        return io.BufferedReader(_Raw(self))

    def recv_into(self, buffer: Any) -> int:
        self._plain.settimeout(self._pace.left())
        got = self._plain.recv_into(buffer)
        self._pace.count(got)
        return got

    def close(self) -> None:
        """http.client closes a connection that will not be kept as soon as it has read the headers, and reads the body from it afterwards."""
        self._ended = True
        if not self._readers:
            self._plain.close()

    def left_by_reader(self) -> None:
        self._readers -= 1
        if self._ended:
            self.close()


class _Raw(io.RawIOBase):
    def __init__(self, timed: _Timed) -> None:
        self._timed = timed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._timed.recv_into(buffer)

    def close(self) -> None:
        if not self.closed:
            super().close()
            self._timed.left_by_reader()


def _connect(places: list[str], port: int, pace: _Pace, name: str) -> socket.socket:
    why = ""
    for place in places:
        try:
            return socket.create_connection((place, port), timeout=pace.left())
        except OSError as error:
            why = error.strerror or str(error) or "no answer in time"
    raise Unreachable(f"{name}:{port} does not answer: {why}.", next_step="Check the address, or try again later.")


def _body(answer: http.client.HTTPResponse, address: str, most: int) -> bytes:
    if answer.getheader("Content-Encoding", "identity").lower() not in ("identity", ""):
        raise Refused(f"{address} came compressed, which nobody asked for.", next_step="Ask its keeper to serve files as they are.")
    claimed = answer.getheader("Content-Length", "0")
    too_much = Refused(f"{address} is larger than the {most} bytes that are taken from it.", next_step="If you trust this museum, raise the limit; else ask its keeper.")
    if claimed.isdigit() and int(claimed[:20]) > most:
        raise too_much
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read1(_CHUNK):
        size += len(piece)
        if size > most:
            raise too_much
        pieces.append(piece)
    if claimed.isdigit() and "Content-Length" in answer.headers and size < int(claimed[:20]):
        raise http.client.IncompleteRead(b"")
    return b"".join(pieces)


# ── addresses ───────────────────────────────────────────────────────────────────────────────────────────────────


def _checked(address: str) -> SplitResult:
    parts = urlsplit(address)
    try:
        _port(parts)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username and not parts.password
    except ValueError:
        good = False
    if not good or any(ord(letter) <= 32 for letter in address):  # noqa: PLR2004  spaces and control characters
        raise BadValue(f"{address[:200]!r} is no address to fetch from.", next_step="It looks like https://museum.example/copy, without a name and password in it.")
    return parts


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _may_be_local(name: str) -> bool:
    try:
        ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return bool(_LOCAL_NAME.fullmatch(name))
    return True


def joined(address: str, name: str) -> str:
    """The address of a file by its path under another address."""
    return f"{address.rstrip('/')}/{quote(name)}"
