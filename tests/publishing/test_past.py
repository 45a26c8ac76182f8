"""The museum as it stood: an earlier day's pages under the checkpoint that was published then, and nothing of what came later."""

import json
import os
import shutil

import pytest
from django.db import connections

from presnya import desk, publishing, register
from presnya.catalogue import ledger
from presnya.publishing import past
from presnya.terms import EnterClaims
from presnya.terms.errors import BadValue, Conflict, NotFound, Tampered
from presnya.web import open_museum
from tests.builders import enter, erase, found, said, text
from tests.publishing.test_publish import files
from tests.register.foreign.verifier import Verifier


def name(street, thing, words):
    return enter(street, [said(thing, "name", text(words), source=street.diary)])[0]


@pytest.fixture(scope="module")
def thrice(tmp_path_factory):
    """A museum published three times, made once: one strike, a march and a supper, the strike withdrawn. Gives its folder, its home for keys, and the three sizes."""
    folder = tmp_path_factory.mktemp("thrice")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRESNYA_HOME", str(folder / "home"))
        street = found(folder / "street")
        first = name(street, "event/strike", "The mill stands still")
        sizes = [publishing.publish(street.museum, curator=street.curator).size]
        name(street, "event/march", "The march to the gate")
        name(street, "event/supper", "The supper at the mill")
        sizes.append(publishing.publish(street.museum, curator=street.curator).size)
        desk.withdraw([first], ground="Another mill.", curator=street.curator)
        sizes.append(publishing.publish(street.museum, curator=street.curator).size)
        connections.close_all()
    return folder, street, sizes


@pytest.fixture
def grown(thrice, tmp_path, monkeypatch):
    """A copy of it, with its sizes."""
    folder, street, sizes = thrice
    shutil.copytree(folder, tmp_path / "copy")
    monkeypatch.setenv("PRESNYA_HOME", str(tmp_path / "copy/home"))
    yield street._replace(museum=open_museum(tmp_path / "copy/street")), sizes
    connections.close_all()


def as_of(street, asked, **more):
    return publishing.publish_as_of(street.museum, str(asked), curator=street.curator, **more)


def cosign(street, size, seconds):
    """A cosigner's line under a kept checkpoint, as a mirror adds it."""
    place = street.museum.site_folder / f"register/checkpoints/{size}"
    note = place.read_text()
    cosigner = register.signer("mirror.example")
    place.write_text(note + register.cosign(note.partition("\n\n")[0] + "\n", cosigner, time=seconds))


@pytest.mark.spec("D1")
@pytest.mark.spec("D2")
def test_an_earlier_size_is_written_beside_the_site_and_verifies(grown):
    street, (first, second, third) = grown
    done, shown = as_of(street, second)
    assert done.site == street.museum.folder / f"site-{second}"
    assert (done.size, shown.stand.by) == (second, "size")
    report = register.verify(done.site)
    assert not report.problems, report.problems
    assert report.size == second
    assert "The mill stands still" in (done.site / "events/strike.html").read_text(encoding="utf-8")
    assert "Another mill." not in (done.site / "events/strike.html").read_text(encoding="utf-8")
    assert "Another mill." in (street.museum.site_folder / "events/strike.html").read_text(encoding="utf-8")
    assert not (done.site / f"register/acts/{second}.html").exists()
    assert third == second + 1 > first
    told = (done.site / "register/as-of.json").read_bytes()
    assert told == register.canonical({"asked": str(second), "by": "size", "later": [], "size": second, "v": 1}) + b"\n"


@pytest.mark.spec("D1")
def test_its_checkpoint_is_the_one_that_was_published_then(grown):
    street, (first, second, _) = grown
    before = register.high_water(street.museum.origin)
    done, _ = as_of(street, first)
    site = street.museum.site_folder
    assert (done.site / "register/checkpoint").read_bytes() == (site / f"register/checkpoints/{first}").read_bytes()
    assert sorted(place.name for place in (done.site / "register/checkpoints").iterdir()) == [str(first)]
    assert register.high_water(street.museum.origin) == before
    assert second not in [int(place.name) for place in (done.site / "register/checkpoints").iterdir()]


def test_between_two_publications_the_nearest_checkpoint_before_is_shown_and_the_page_says_so(grown):
    street, (first, second, _) = grown
    done, shown = as_of(street, second - 1)
    assert (shown.stand.wanted, shown.stand.size, done.size) == (second - 1, first, first)
    assert f"No checkpoint was published at {second - 1} acts" in (done.site / "index.html").read_text(encoding="utf-8")
    assert not (done.site / "events/march.html").exists()
    assert json.loads((done.site / "register/as-of.json").read_bytes()) == {"asked": str(second - 1), "by": "size", "later": [], "size": first, "v": 1}


def test_every_page_says_what_it_shows_and_leads_to_the_same_page_today(grown):
    street, (first, *_) = grown
    done, _ = as_of(street, first)
    for page in set(done.site.rglob("*.html")) - {done.site / "verify.html"}:  # the verifier is no page of any day
        assert f"The museum as it stood at {first} acts." in page.read_text(encoding="utf-8"), page
    assert 'href="../../site/events/strike.html"' in (done.site / "events/strike.html").read_text(encoding="utf-8")
    assert "as it stood" not in (street.museum.site_folder / "events/strike.html").read_text(encoding="utf-8")


def test_a_page_that_is_gone_today_leads_to_todays_entrance(grown):
    street, (first, *_) = grown
    (street.museum.site_folder / "events/strike.html").unlink()
    done, _ = as_of(street, first)
    page = (done.site / "events/strike.html").read_text(encoding="utf-8")
    assert 'href="../../site/index.html"' in page
    assert "The museum today" in page


def test_a_day_is_told_by_the_acts_own_times_when_nobody_cosigned(grown):
    street, (*_, third) = grown
    for day in ("2100-03-09", "2100-04-01", "2100-03-20"):  # the last one is dated back: it stays where it was entered
        body = EnterClaims("event/strike", (said("event/strike", "name", text(f"As told on {day}"), source=street.diary),))
        ledger.append([ledger.Entry(body, "event/strike")], by=street.curator, at=f"{day}T23:59:59Z")
        publishing.publish(street.museum, curator=street.curator)
    sizes = {day: past.stand(street.museum, day)[1:4] for day in ("2100-03-08", "2100-03-09", "2100-03-31", "2100-04-01", "9999-12-31")}
    assert sizes == {"2100-03-08": ("written", third, third), "2100-03-09": ("written", third + 1, third + 1), "2100-03-31": ("written", third + 1, third + 1),
                     "2100-04-01": ("written", third + 3, third + 3), "9999-12-31": ("written", third + 3, third + 3)}
    with pytest.raises(NotFound, match="Nothing was published by 1999-01-01"):
        past.stand(street.museum, "1999-01-01")
    done, _ = as_of(street, "2100-03-31")
    page = (done.site / "index.html").read_text(encoding="utf-8")
    assert "as it stood on 31 March 2100" in page
    assert "the museum’s word" in page


def test_a_day_is_told_by_cosignatures_where_there_are_any(grown):
    street, (first, second, third) = grown
    for size, seconds in ((first, 1_382_227_200), (second, 1_382_400_000)):  # 2013-10-20 and 2013-10-22, midnight
        cosign(street, size, seconds)
    assert past.stand(street.museum, "2013-10-20")[:4] == ("2013-10-20", "cosignature", first, first)
    assert past.stand(street.museum, "2013-10-22").size == second
    assert past.stand(street.museum, "2030-01-01").size == second < third
    with pytest.raises(NotFound, match="by 2013-10-19"):
        past.stand(street.museum, "2013-10-19")
    done, _ = as_of(street, "2013-10-20")
    assert "as it stood on 20 October 2013" in (done.site / "index.html").read_text(encoding="utf-8")
    assert "cosigner’s clock" in (done.site / "index.html").read_text(encoding="utf-8")
    assert done.site.name == "site-2013-10-20"
    assert not register.verify(done.site).problems


def test_the_same_folder_takes_another_size_and_keeps_nothing_of_the_first(grown, tmp_path):
    street, (first, second, _) = grown
    as_of(street, second, to=tmp_path / "then")
    as_of(street, first, to=tmp_path / "then")
    assert not register.verify(tmp_path / "then").problems
    as_of(street, first, to=tmp_path / "fresh")
    assert files(tmp_path / "then").keys() == files(tmp_path / "fresh").keys()


@pytest.mark.spec("D3")
def test_what_was_erased_since_is_empty_in_the_past_too_with_its_ground_and_verifies(grown):
    street, (first, second, _) = grown
    erase(street, f"claim/{first - 1}.0", ground="endangered-person")
    with pytest.raises(Conflict, match="was not published yet"):
        as_of(street, first)
    publishing.publish(street.museum, curator=street.curator)
    done, _ = as_of(street, first)
    assert "The mill stands still" not in "".join(place.read_text(errors="replace") for place in done.site.rglob("*") if place.is_file())
    page = (done.site / f"register/acts/{first - 1}.html").read_text(encoding="utf-8")
    assert "text and salt destroyed" in page
    assert "a person in danger" in page
    assert "../../../site/register/acts/" in page, "the act that erased it came later: it is today's page"
    report = register.verify(done.site)
    assert not report.problems, report.problems
    assert not register.verify(as_of(street, second)[0].site).problems
    told = json.loads((done.site / "register/as-of.json").read_bytes())["later"]
    assert len(told) == 2, "the second decider was appointed later, too"
    assert Verifier(done.site).run() == [], "nor has the verifier that a stranger wrote anything to say"
    for name in (f"later/{told[-1]}.tlog-proof", f"later/{told[-1]}.entry.json", "later/consistency", f"later/{told[0]}.tlog-proof"):
        place = done.site / "register" / name
        whole = place.read_bytes()
        for data in (bytes([whole[0] ^ 1]) + whole[1:], whole[:-9], b""):
            place.write_bytes(data)
            problems = register.verify(done.site).problems
            assert Verifier(done.site).run()
            assert any("removed in silence" in problem.what or "without" in problem.what or "does not hold" in problem.what for problem in problems), name
        place.write_bytes(whole)
    assert not register.verify(done.site).problems


@pytest.mark.parametrize(("asked", "error", "words"), [
    ("yesterday", BadValue, "is no day"), ("2013-13-01", BadValue, "is no day"), ("../site", BadValue, "is no day"), ("0", BadValue, "no size"),
    ("007", BadValue, "no size"), ("٣", BadValue, "no size"), ("1", NotFound, "Nothing was published at 1 acts"), ("2013-10-20\n", BadValue, "is no day"), ("", BadValue, "is no day"),
])
def test_what_is_neither_day_nor_size_is_refused(grown, asked, error, words):
    with pytest.raises(error, match=words):
        as_of(grown[0], asked)
    assert not list(grown[0].museum.folder.glob("site-*"))


def test_the_site_of_today_is_never_written_over(grown):
    street, (first, *_) = grown
    before = files(street.museum.site_folder)
    for to in (street.museum.site_folder, street.museum.site_folder / "then", street.museum.folder):
        with pytest.raises(Conflict, match="own site of today"):
            as_of(street, first, to=to)
    assert files(street.museum.site_folder) == before


def test_a_museum_never_published_has_no_past(street):
    with pytest.raises(NotFound, match="not published a checkpoint yet"):
        as_of(street, 2)


def test_a_kept_checkpoint_of_other_acts_stops_it(grown):
    street, (first, second, _) = grown
    kept = street.museum.site_folder / "register/checkpoints"
    signer = register.signer(street.museum.origin)
    (kept / str(first)).write_text(register.sign(str(register.Checkpoint(street.museum.origin, first, bytes(32))), [signer]))
    with pytest.raises(Tampered, match=f"The first {first} acts are not those"):
        as_of(street, first)
    assert not (street.museum.folder / f"site-{first}/register/checkpoint").exists()
    assert as_of(street, second)[0].size == second


def test_trimming_keeps_what_was_used_last(tmp_path):
    for nth in range(5):
        (tmp_path / str(nth)).mkdir()
        os.utime(tmp_path / str(nth), (nth, nth))
    past.trim(tmp_path, most=3, but=[tmp_path / "0"])
    assert sorted(place.name for place in tmp_path.iterdir()) == ["0", "3", "4"]


def test_a_publication_tells_what_changed_since_the_one_before_and_in_each_month(grown):
    street, (_, second, third) = grown
    site = street.museum.site_folder
    latest = (site / "register/changes.html").read_text(encoding="utf-8")
    assert "Another mill." in latest
    assert "The supper at the mill" not in latest
    (month,) = (site / "register/changes").iterdir()
    assert month.name == f"0-{third}.html"
    assert "The supper at the mill" in month.read_text(encoding="utf-8")
    assert 'href="changes.html"' in (site / "register/index.html").read_text(encoding="utf-8")
    done, _ = as_of(street, second)
    then = (done.site / "register/changes.html").read_text(encoding="utf-8")
    assert "The supper at the mill" in then
    assert "Another mill." not in then


def test_a_museum_as_it_stood_before_its_key_was_changed_verifies_under_the_key_of_today(grown):
    street, (first, *_) = grown
    before = register.signer(street.museum.origin).verifier
    desk.rotate(street.museum, curator=street.curator, ground="A new machine.")
    last = publishing.publish(street.museum, curator=street.curator).size
    done, _ = as_of(street, first)
    assert f"{first}\n" in (done.site / "register/checkpoint").read_text()
    for key in (None, str(before), str(register.signer(street.museum.origin).verifier)):
        report = register.verify(done.site, key=key)
        assert not report.problems, (key, report.problems)
    (done.site / "register/rotations/0").write_bytes((done.site / "register/rotations/0").read_bytes().replace(b"0", b"1", 1))
    assert register.verify(done.site).problems
    assert not register.verify(as_of(street, last)[0].site).problems
