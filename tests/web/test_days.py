"""The day chooser of a served museum: earlier days built when asked for and kept, links that stay inside their day, and nothing but a day taken from an address."""

import http.client
import os
import signal
import subprocess
import sys
import time
from typing import NamedTuple

import pytest
from django.db import connections

from presnya import desk, publishing
from presnya.web.earlier import building
from tests.builders import enter, found, said, text

READS = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


class Served(NamedTuple):
    """A served museum: its folder, port, and the two sizes at which it was published."""

    street: object
    port: int
    first: int
    second: int


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A museum in English and Russian, published twice and served; ended by its pid."""
    folder = tmp_path_factory.mktemp("days")
    environment = os.environ | {"PRESNYA_HOME": str(folder / "home"), "PYTHONUNBUFFERED": "1"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRESNYA_HOME", str(folder / "home"))
        street = found(folder / "street", toml='languages = ["en", "ru"]\n')
        (claim,) = enter(street, [said("event/strike", "name", text("The mill stands still"), source=street.diary)])
        first = publishing.publish(street.museum, curator=street.curator).size
        enter(street, [said("event/march", "name", text("The march to the gate"), source=street.diary)])
        desk.withdraw([claim], ground="Another mill.", curator=street.curator)
        second = publishing.publish(street.museum, curator=street.curator).size
        connections.close_all()
    server = subprocess.Popen([sys.executable, "-m", "presnya", "serve", str(street.museum.folder), "--port", "0"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    line = next(line for line in server.stdout if "http://127.0.0.1:" in line)
    yield Served(street, int(line.split("127.0.0.1:")[1].split("/")[0]), first, second)
    server.send_signal(signal.SIGINT)
    assert server.wait(10) in (0, 130)
    server.stdout.close()


def ask(served, path, headers=READS, method="GET"):
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer, body


def built(served, path):
    """The answer once the day is laid out."""
    end = time.monotonic() + 120
    while True:
        answer, body = ask(served, path)
        if "<progress" not in body:
            return answer, body
        assert 'http-equiv="refresh"' in body
        assert time.monotonic() < end
        time.sleep(0.2)


def test_who_reads_a_page_may_choose_a_day_and_who_fetches_it_gets_the_published_bytes(served):
    published = (served.street.museum.site_folder / "events/strike.html").read_bytes().decode()
    answer, body = ask(served, "/events/strike.html")
    assert '<form class="asof" action="/as-of/" method="get">' in body
    assert 'name="page" value="events/strike.html"' in body
    assert "form-action 'self'" in answer.headers["Content-Security-Policy"]
    again, _ = ask(served, "/events/strike.html", READS | {"If-None-Match": answer.headers["ETag"]})
    assert again.status == 304
    assert len(body.encode()) == int(ask(served, "/events/strike.html", method="HEAD")[0].headers["Content-Length"])
    for headers in ({}, {"Accept": "*/*"}, READS | {"Sec-Fetch-Dest": "empty"}):
        assert ask(served, "/events/strike.html", headers)[1] == published
    assert "<form" not in published.partition("<main")[0]
    assert 'name="page" value="ru/events/strike.html"' in ask(served, "/ru/events/strike.html")[1]


@pytest.mark.parametrize(("query", "to"), [
    ("day=2013-10-20&page=events/strike.html", "/as-of/2013-10-20/events/strike.html"), ("day=1045", "/as-of/1045/"), ("day=2013-10-20&page=../../etc/passwd.html", "/as-of/2013-10-20/"),
    ("day=2013-10-20&page=//evil.example/x.html", "/as-of/2013-10-20/"), ("day=2013-10-20&page=ru/index.html", "/as-of/2013-10-20/ru/index.html"),
])
def test_the_form_leads_to_the_day(served, query, to):
    answer, _ = ask(served, f"/as-of/?{query}")
    assert (answer.status, answer.headers["Location"]) == (303, to)


def test_a_day_is_laid_out_when_asked_for_and_its_links_stay_inside_it(served):
    answer, body = built(served, f"/as-of/{served.first}/events/strike.html")
    assert answer.status == 200
    assert f"The museum as it stood at {served.first} acts." in body
    assert "Another mill." not in body
    assert 'href="../../../events/strike.html"' in body
    assert not [link for link in body.split('href="')[1:] if link.startswith(("/", "http"))]
    answer, body = ask(served, f"/as-of/{served.first}/events/march.html")
    assert answer.status == 404
    assert "There was no such page on that day." in body
    assert f'href="/as-of/{served.first}/"' in body
    assert "Another mill." in ask(served, "/events/strike.html")[1]
    assert ask(served, f"/as-of/{served.first}")[0].headers["Location"] == f"/as-of/{served.first}/"
    folders = [place for place in (served.street.museum.inside / "as-of").iterdir() if place.name.startswith(f"{served.first}-")]
    assert len(folders) == 1
    before = (folders[0] / "site/index.html").stat().st_mtime_ns
    built(served, f"/as-of/{served.first}/")
    assert (folders[0] / "site/index.html").stat().st_mtime_ns == before


def test_changes_between_any_two_days_are_told_in_each_language(served):
    answer, _ = ask(served, f"/changes/?from={served.first}&to={served.second}&page=register/changes.html")
    assert answer.headers["Location"] == f"/register/changes/{served.first}--{served.second}.html"
    answer, body = built(served, answer.headers["Location"])
    assert answer.status == 200
    assert "Another mill." in body
    assert "The mill stands still" in body
    assert "../../events/strike.html" in body
    answer, _ = ask(served, f"/changes/?from={served.first}&to={served.second}&page=ru/register/changes.html")
    answer, body = built(served, answer.headers["Location"])
    assert '<html lang="ru"' in body
    assert "Another mill." in body


@pytest.mark.parametrize("path", [
    "/as-of/../.presnya/catalogue.sqlite3", "/as-of/2013-10-20x/", "/as-of/%2e%2e/", "/as-of/-1/", "/as-of/0/", "/as-of/1;rm/", "/as-of/--to/", "/as-of/20131020202020202/", "/as-of/2013-10-20%00/",
    "/register/changes/--help--1.html", "/register/changes/2013-10-20--..html", "/as-of/%d9%a3/",
])
def test_nothing_but_days_and_sizes_is_taken_from_an_address(served, path):
    before = sorted(place.name for place in (served.street.museum.inside / "as-of").glob("*"))
    answer, body = ask(served, path)
    assert answer.status in (400, 404)
    assert "SQLite format" not in body
    assert sorted(place.name for place in (served.street.museum.inside / "as-of").glob("*")) == before


@pytest.mark.parametrize("rest", ["../../catalogue.sqlite3", "..%2f..%2fcatalogue.sqlite3", "%2e%2e/built", "/etc/passwd"])
def test_nothing_outside_a_day_is_served(served, rest):
    built(served, f"/as-of/{served.first}/")
    answer, body = ask(served, f"/as-of/{served.first}/{rest}")
    assert answer.status in (400, 404)
    assert "SQLite format" not in body
    assert "root:" not in body


def test_a_day_before_the_museum_says_so(served):
    answer, body = built(served, "/as-of/1905-12-10/")
    assert answer.status == 404
    assert "Nothing was published by 1905-12-10" in body
    assert "ask for a later day" in body


def test_only_some_days_are_kept_and_none_of_an_earlier_publication(served, monkeypatch):
    monkeypatch.setenv("PRESNYA_HOME", str(served.street.museum.folder.parent / "home"))
    cache = served.street.museum.inside / "as-of"
    (cache / "2013-10-20-of-an-earlier-one").mkdir(parents=True)
    with building(served.street.museum, most=2) as builder:
        for begin in ("1", "2", "3"):
            end = time.monotonic() + 120
            while (state := builder.changes(begin, str(served.second))).folder is None:
                assert not state.wrong
                assert time.monotonic() < end
                time.sleep(0.05)
            assert (state.folder / "changes.html").is_file()
    kept = sorted(place.name.rsplit("-", 1)[0] for place in cache.iterdir())
    assert kept == [f"changes-2-{served.second}", f"changes-3-{served.second}"]


def test_nothing_can_be_sent_to_it(served):
    assert ask(served, "/as-of/?day=2013-10-20", method="POST")[0].status in (404, 405)
