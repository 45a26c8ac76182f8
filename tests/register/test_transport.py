"""One way to fetch: limits of bytes and time, no way elsewhere, an address that is asked is the one the name led to."""

import re
import socket
import threading
import time
from contextlib import contextmanager

import pytest

from presnya import register
from presnya.register.places import Address
from presnya.register.transport import Host, Limits, joined
from presnya.terms.errors import BadValue, Refused, Unreachable
from tests.register.conftest import rows

QUICK = Limits(answer=10_000, total=25_000, patience=0.4, slowest=1000, seconds=3)


@contextmanager
def saying(*answers, pause=0.0, hang=False):
    """A host that gives these bytes, one answer a connection, whatever it is asked; gives address and the requests it got."""
    asked = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        def serve():
            for answer in answers:
                try:
                    link, _ = server.accept()
                except OSError:
                    return
                with link:
                    link.settimeout(3)
                    try:
                        asked.append(_request(link))
                        for piece in answer if isinstance(answer, list) else [answer]:
                            link.sendall(piece)
                            time.sleep(pause)
                        if hang:
                            link.recv(1)
                    except OSError:
                        pass
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", asked


def _request(link):
    """A whole request: head and body come in one piece or in two."""
    data = link.recv(65536)
    while data and b"\r\n\r\n" in data and len(data.partition(b"\r\n\r\n")[2]) < int((re.search(rb"Content-Length: (\d+)", data) or [0, 0])[1]):
        data += link.recv(65536)
    return data


def ok(body=b"hello", *headers):
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n%s\r\n" % (len(body), b"".join(one + b"\r\n" for one in headers)) + body


def test_an_answer_comes_with_status_body_and_kind():
    with saying(ok(b"7\n", b"Content-Type: text/x.tlog.size")) as (address, asked):
        assert Host(address, limits=QUICK).get(f"{address}/a%20b?c=d") == (200, b"7\n", "text/x.tlog.size")
    assert asked[0].startswith(b"GET /a%20b?c=d HTTP/1.1\r\n")
    assert b"Accept-Encoding: identity" in asked[0]


def test_a_post_carries_its_body_and_follows_nothing():
    with saying(ok(), b"HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n") as (address, asked):
        assert Host(address, limits=QUICK).post(f"{address}/add-checkpoint", b"old 0\n").status == 200
        assert asked[0].endswith(b"\r\n\r\nold 0\n")
        with pytest.raises(Refused, match="sends requests on"):
            Host(address, limits=QUICK).post(f"{address}/add-checkpoint", b"old 0\n")


@pytest.mark.parametrize(("answer", "what"), [
    (ok(bytes(10_001)), "larger than the 10000"), (b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + bytes(10_001), "larger than the 10000"),
    (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n", "larger than"), (ok(b"x", b"Content-Encoding: gzip"), "compressed"),
    (b"SSH-2.0-OpenSSH_9.2\r\n", "does not speak HTTP"), (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n", "does not speak HTTP"), (b"", "hung up"),
])
def test_an_answer_that_is_none_is_refused(answer, what):
    with saying(answer) as (address, _), pytest.raises(Unreachable, match=what) as caught:
        Host(address, limits=QUICK).get(f"{address}/x")
    assert caught.value.next_step


def test_an_answer_cut_off_on_the_way_is_a_fault_of_that_file():
    with saying(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\nhello") as (address, _), pytest.raises(OSError, match="cut off"):
        Host(address, limits=QUICK).get(f"{address}/x")


@pytest.mark.parametrize("pieces", [[ok(bytes(5000))[:100]] + [b"x"] * 60, [b"HTTP/1.1 200 OK\r\nX: "] + [b"x"] * 60, [b"HTTP/1.1 200 OK\r\n\r\n"] + [b"x"] * 60, [b"H"]])
def test_a_host_that_trickles_is_left(pieces):
    with saying(pieces, pause=0.05, hang=True) as (address, _), pytest.raises(Unreachable, match="too slow"):
        Host(address, limits=QUICK).get(f"{address}/x")


def test_a_slow_host_that_gives_enough_is_waited_for():
    with saying([ok(bytes(3000))[:500]] + [bytes(500)] * 5 + [bytes(500)], pause=0.1) as (address, _):
        assert len(Host(address, limits=QUICK._replace(slowest=500)).get(f"{address}/x").body) == 3000


def test_all_answers_together_have_a_limit_and_a_time():
    with saying(*[ok(bytes(9000))] * 3) as (address, _):
        host = Host(address, limits=QUICK)
        host.get(f"{address}/1")
        host.get(f"{address}/2")
        with pytest.raises(Refused, match="in all"):
            host.get(f"{address}/3")
    with saying(ok()) as (address, _):
        host = Host(address, limits=QUICK._replace(seconds=0.01))
        time.sleep(0.02)
        with pytest.raises(Unreachable, match="no answer in time"):
            host.get(f"{address}/1")


def redirect(target):
    return b"HTTP/1.1 302 Found\r\nLocation: " + target + b"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


def test_redirects_within_the_host_are_followed_three_times():
    with saying(redirect(b"/b"), redirect(b"c"), redirect(b"/d"), ok(b"there")) as (address, asked):
        assert Host(address, limits=QUICK).get(f"{address}/a").body == b"there"
    assert [one.split()[1] for one in asked] == [b"/a", b"/b", b"/c", b"/d"]
    with saying(*[redirect(b"/again")] * 5) as (address, asked):
        with pytest.raises(Refused, match="more than 3 times"):
            Host(address, limits=QUICK).get(f"{address}/a")
        assert len(asked) == 4


@pytest.mark.parametrize("target", [b"http://127.0.0.1:1/", b"http://127.0.0.2/", b"//elsewhere.example/", b"https://127.0.0.1/", b"file:///etc/passwd", b"ftp://127.0.0.1/", b"http://[::1]/", b"http://[bad/"])
def test_redirects_elsewhere_are_refused(target):
    with saying(redirect(target)) as (address, _), pytest.raises(Refused, match="leads away"):
        Host(address, limits=QUICK).get(f"{address}/a")


def test_a_name_is_looked_up_once_and_only_where_it_led_is_asked():
    asked = []

    def look(name, port):
        asked.append(name)
        return ["127.0.0.1"] if len(asked) == 1 else ["192.0.2.1"]

    with saying(ok(b"1"), ok(b"2")) as (address, got):
        named = address.replace("127.0.0.1", "museum.local")
        host = Host(named, limits=QUICK, look=look)
        assert [host.get(f"{named}/{nth}").body for nth in (1, 2)] == [b"1", b"2"]
    assert asked == ["museum.local"]
    assert b"Host: museum.local:" in got[0]


@pytest.mark.parametrize("inward", ["127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "::1", "fe80::1%eth0", "fd00::1", "0.0.0.0", "100.64.0.1"])
def test_a_public_name_that_leads_inward_is_refused(inward):
    with pytest.raises(Refused, match="no public address"):
        Host("http://museum.example", limits=QUICK, look=lambda name, port: ["93.184.216.34", inward]).get("http://museum.example/")


@pytest.mark.parametrize("address", ["ftp://museum.example", "museum.example", "http://", "http://user:secret@museum.example", "http://museum.example:99999", "http://museum.example/a b", "http://museum.example\r\nX: y", "file:///etc/passwd"])
def test_what_is_no_address_is_refused(address):
    with pytest.raises(BadValue, match="no address"):
        Host(address)


def test_nobody_there_is_told():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(Unreachable, match="does not answer"):
        Host(f"http://127.0.0.1:{port}", limits=QUICK).get(f"http://127.0.0.1:{port}/")
    with pytest.raises(Unreachable, match="no host"):
        Host("http://nobody.invalid", limits=QUICK, look=lambda name, port: (_ for _ in ()).throw(OSError())).get("http://nobody.invalid/")


def test_a_file_of_any_name_has_an_address():
    assert joined("http://a.example/b/", "c d/é?#%.html") == "http://a.example/b/c%20d/%C3%A9%3F%23%25.html"


def test_a_partial_tile_that_is_gone_is_cut_from_the_full_one(tmp_path):
    """The museum has grown past the tile since its checkpoint was fetched."""
    from benchmarks.register.branches import served

    register.publish_log(tmp_path / "log", rows(300), signer=register.signer("street.example/presnya"), total=300)
    with served(tmp_path / "log") as address:
        place = Address(address, limits=QUICK._replace(answer=1 << 20, total=4 << 20))
        full = (tmp_path / "log/tile/0/000").read_bytes()
        assert place.read("tile/0/000.p/7", most=224) == full[:224]
        assert register.unbundle(place.read("tile/entries/000.p/7"), file="x") == [row.entry for row in rows(7)]
        for name in ("tile/0/001.p/60", "tile/0/009.p/3", "index.html"):
            with pytest.raises(OSError):
                place.read(name)
