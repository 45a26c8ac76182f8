"""The local server: ranges, conditional requests, no way out of the folder, no way in from elsewhere."""

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PAGE = b"<!doctype html><title>Our Street</title>" + b"x" * 5000


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """`presnya serve` on a free port, over a site of three files; ended by its pid."""
    folder = tmp_path_factory.mktemp("served") / "street"
    home = tmp_path_factory.mktemp("home")
    environment = os.environ | {"PRESNYA_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    subprocess.run([sys.executable, "-m", "presnya", "new", str(folder)], env=environment, check=True, capture_output=True)
    (folder / "site/people").mkdir(parents=True)
    (folder / "site/index.html").write_bytes(PAGE)
    (folder / "site/people/index.html").write_bytes(b"<!doctype html><title>People</title>")
    (folder / "site/search-index.js").write_bytes(b"presnyaIndex([]);\n")
    (folder / "secret.txt").write_text("not for visitors")
    server = subprocess.Popen([sys.executable, "-m", "presnya", "serve", str(folder), "--port", "0"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert server.stdout is not None
    line = next(line for line in server.stdout if "http://127.0.0.1:" in line)
    yield int(line.split("127.0.0.1:")[1].split("/")[0]), server
    server.send_signal(signal.SIGINT)
    assert server.wait(10) in (0, 130)
    server.stdout.close()


def ask(served, path, method="GET", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", served[0], timeout=10)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def test_the_entrance_and_folders_have_pages(served):
    answer, body = ask(served, "/")
    assert (answer.status, body) == (200, PAGE)
    assert answer.headers["Content-Type"].startswith("text/html")
    for path in ("/people/", "/people/index.html"):
        answer, body = ask(served, path)
        assert (answer.status, body) == (200, b"<!doctype html><title>People</title>")


def test_scripts_have_their_type_and_pages_their_rules(served):
    assert ask(served, "/search-index.js")[0].headers["Content-Type"].startswith("text/javascript")
    headers = ask(served, "/")[0].headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(("wanted", "status", "start", "end"), [("bytes=0-9", 206, 0, 10), ("bytes=10-", 206, 10, None), ("bytes=-5", 206, -5, None)])
def test_parts_of_a_file_can_be_asked_for(served, wanted, status, start, end):
    answer, body = ask(served, "/index.html", Range=wanted)
    assert answer.status == status
    assert body == PAGE[start:end]
    assert answer.headers["Content-Range"].endswith(f"/{len(PAGE)}")


def test_a_part_that_is_not_there_is_refused(served):
    answer, _ = ask(served, "/index.html", Range=f"bytes={len(PAGE) + 10}-")
    assert answer.status == 416
    assert answer.headers["Content-Range"] == f"bytes */{len(PAGE)}"


def test_what_has_not_changed_is_not_sent_again(served):
    first, _ = ask(served, "/index.html")
    again, body = ask(served, "/index.html", If_None_Match=first.headers["ETag"])
    assert (again.status, body) == (304, b"")
    again, body = ask(served, "/index.html", If_Modified_Since=first.headers["Last-Modified"])
    assert (again.status, body) == (304, b"")
    assert ask(served, "/index.html", If_None_Match='"another"')[0].status == 200


def test_head_gives_the_size_without_the_page(served):
    answer, body = ask(served, "/index.html", "HEAD")
    assert (answer.status, body) == (200, b"")
    assert int(answer.headers["Content-Length"]) == len(PAGE)


@pytest.mark.parametrize("path", ["/../secret.txt", "/..%2fsecret.txt", "/people/../../secret.txt", "/%2e%2e/secret.txt", "//etc/passwd", "/museum.toml", "/.presnya/catalogue.sqlite3"])
def test_nothing_outside_the_site_is_served(served, path):
    answer, body = ask(served, path)
    assert answer.status in (400, 404)
    assert b"not for visitors" not in body
    assert b"root:" not in body


def test_a_page_that_is_not_there_leads_to_the_entrance(served):
    answer, body = ask(served, "/people/nobody.html")
    assert answer.status == 404
    assert b'href="/"' in body


def test_a_port_that_is_taken_is_said(served, tmp_path):
    subprocess.run([sys.executable, "-m", "presnya", "new", "other"], cwd=tmp_path, check=True, capture_output=True)
    (tmp_path / "other/site").mkdir()
    (tmp_path / "other/site/index.html").write_bytes(PAGE)
    done = subprocess.run([sys.executable, "-m", "presnya", "serve", "other", "--port", str(served[0])], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert f"Port {served[0]} is taken" in done.stderr
    assert "--port" in done.stderr


@pytest.mark.parametrize("wanted", ["bytes=a-b", "lines=1-2", "bytes"])
def test_a_range_nobody_can_read_is_left_out_of_account(served, wanted):
    answer, body = ask(served, "/index.html", Range=wanted)
    assert (answer.status, body) == (200, PAGE)


@pytest.mark.parametrize("path", ["/%00/../secret.txt", "/..\\secret.txt", "/index.html/../../secret.txt", "/%ff", "/" + "x" * 300, "/people/index.html/"])
def test_odd_addresses_are_not_found_and_break_nothing(served, path):
    answer, body = ask(served, path)
    assert answer.status in (400, 404)
    assert b"not for visitors" not in body
    assert ask(served, "/")[0].status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_written(served, method):
    assert ask(served, "/index.html", method)[0].status in (404, 405)
    assert ask(served, "/index.html")[1] == PAGE


def test_a_folder_without_slash_leads_to_its_page(served):
    answer, _ = ask(served, "/people")
    assert answer.status in (301, 302, 307, 308)
    assert answer.headers["Location"].endswith("people/")


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="only Linux lists its open ports there")
def test_it_listens_on_this_machine_only(served):
    """Ports that listen, as Linux lists them: address in hex, low byte first, and 0A for listening."""
    rows = [row.split() for name in ("tcp", "tcp6") if (table := Path("/proc/net") / name).exists() for row in table.read_text().splitlines()[1:]]
    assert [row[1] for row in rows if row[3] == "0A" and row[1].endswith(f":{served[0]:04X}")] == [f"0100007F:{served[0]:04X}"]


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, -signal.SIGTERM)])
def test_it_ends_by_its_pid_and_frees_the_port(tmp_path, sign, code):
    subprocess.run([sys.executable, "-m", "presnya", "new", "street"], cwd=tmp_path, check=True, capture_output=True)
    (tmp_path / "street/site").mkdir()
    (tmp_path / "street/site/index.html").write_bytes(PAGE)

    def start(port):
        server = subprocess.Popen([sys.executable, "-m", "presnya", "serve", "street", "--port", str(port)], cwd=tmp_path, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return server, int(server.stdout.readline().split("127.0.0.1:")[1].split("/")[0])

    server, port = start(0)
    server.send_signal(sign)
    _, complaint = server.communicate(timeout=20)
    assert server.returncode == code
    assert "Traceback" not in complaint
    again, same = start(port)
    assert same == port
    again.kill()
    again.communicate(timeout=20)


def test_a_fresh_publication_shows_at_once(served, tmp_path):
    folder = Path(served[1].args[4]) / "site"
    assert ask(served, "/new.html")[0].status == 404
    (folder / "new.html").write_bytes(b"<!doctype html><title>One</title>")
    first, _ = ask(served, "/new.html")
    os.utime(folder / "new.html", (1_000_000_000, 1_000_000_000))
    (folder / "new.html").write_bytes(b"<!doctype html><title>Two and more</title>")
    answer, body = ask(served, "/new.html", If_None_Match=first.headers["ETag"])
    assert answer.status == 200
    assert b"Two and more" in body
