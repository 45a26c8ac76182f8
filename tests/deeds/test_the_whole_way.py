"""The whole way once: a text nobody prepared, read, reviewed, published, disputed, withdrawn, published again, carried away and checked."""

import os
import shutil
import subprocess
import sys

import pytest

from presnya import desk, publishing, register
from presnya.catalogue import ledger, queries, snapshot
from tests.builders import DIARY, day, enter, said, take

pytestmark = pytest.mark.reader


def page(site, name):
    return (site / name).read_text(encoding="utf-8")


def publish(street):
    return publishing.publish(street.museum, curator=street.curator)


@pytest.fixture
def read(street):
    """The diary, read by machine."""
    desk.read_source(street.diary, kind="memoir", museum=street.museum, curator=street.curator)
    return street


def name_of(who):
    return next(offer for offer in queries.proposals(kind="name") if offer.proposal.canonical == who)


def test_from_a_text_to_a_museum_and_back(read, tmp_path):
    site = publish(read).site
    stamp = "read by machine, not yet reviewed"

    # a machine's word stands stamped, each statement with its passage
    assert stamp in page(site, "people/otto-baker.html")
    assert "We shall not go back before the children are fed." in page(site, "witnesses/people/otto-baker.html")
    assert 'class="sig m machine"' in page(site, "people/otto-baker.html")

    # a person decides; the stamp goes, the claim names the proposal
    desk.accept([name_of("Otto Baker").id], curator=read.curator)
    quotation = next(offer for offer in queries.proposals(kind="quotation") if offer.proposal.speaker == "Otto Baker")
    desk.accept([quotation.id], curator=read.curator)
    desk.refuse([name_of("Bertha Miller").id], ground="Two women of that name.", curator=read.curator)
    publish(read)
    assert stamp not in page(site, "people/otto-baker.html").partition("<main")[2].partition("Apparatus")[0]
    assert not (site / "people/bertha-miller.html").exists()
    assert "Two women of that name." in page(site, "register/index.html")

    # another witness; the two cannot both be right
    letter = take(read.museum, read.curator, "They went in on the tenth.\n", name="letter.txt", title="A letter", author="Carl Cooper", date="1918")
    one, other = enter(read, [said("event/strike", "happened", day("1917-03-09"), source=read.diary),
                              said("event/strike", "happened", day("1917-03-10"), source=letter, witness="person/carl-cooper")])
    publish(read)
    assert "Carl Cooper" in page(site, "contested.html")
    assert "9 March 1917" in page(site, "events/strike.html")
    assert "10 March 1917" in page(site, "events/strike.html")

    # an objection is printed beside the claim, and nothing goes in silence
    desk.dispute(one, ground="The wall calendar says otherwise.", curator=read.curator)
    number = desk.withdraw([other], ground="Carl was away that week.", curator=read.curator)
    publish(read)
    event = page(site, "events/strike.html")
    assert "The wall calendar says otherwise." in event
    assert "Carl was away that week." in event
    assert "Carl was away that week." in page(site, f"register/acts/{number}.html")
    assert "Carl was away that week." in page(site, "register/withdrawn.html")
    assert "Nothing here is contested so far." in page(site, "contested.html")

    # carried away and checked, without the museum that made it
    copy = tmp_path / "stick"
    shutil.copytree(site, copy)
    report = register.verify(copy)
    assert (report.problems, report.size) == ((), ledger.size())
    (copy / "events/strike.html").write_text(event.replace("9 March", "8 March"), encoding="utf-8")
    assert [problem.file for problem in register.verify(copy).problems] == ["events/strike.html"]

    # the catalogue may be lost: the register draws it again
    live, taken = ledger.fingerprint(), snapshot.take()
    ledger.rebuild()
    assert (ledger.fingerprint(), snapshot.take()) == (live, taken)


def test_one_flipped_byte_anywhere_in_a_museum_names_the_file(read):
    site = publish(read).site
    files = [place for place in sorted(site.rglob("*")) if place.is_file()]
    assert len(files) > 60
    for nth, place in enumerate(files):
        good = place.read_bytes()
        at = nth * 7919 % len(good)
        place.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1:])
        found = {problem.file for problem in register.verify(site).problems}
        name = place.relative_to(site).as_posix()
        # The key itself is in the manifest, whose signature it no longer opens: both are named.
        assert name in found or (name == "manifest.sig" and found == {"manifest.sig"}), (name, found)
        place.write_bytes(good)
    assert not register.verify(site).problems


def test_missing_and_extra_files_are_named(read):
    site = publish(read).site
    (site / "people/otto-baker.html").unlink()
    (site / "people/nobody.html").write_text("<!doctype html>")
    found = {problem.file: problem.what for problem in register.verify(site).problems}
    assert found["people/otto-baker.html"] == "is missing"
    assert found["people/nobody.html"] == "was not published by the museum"


def test_reading_that_was_stopped_goes_on_and_gives_the_same(street):
    text = "\n\n".join(f"Otto Baker wrote in March 19{number:02} that the mill ran again. {DIARY}" for number in range(10, 60))
    long = take(street.museum, street.curator, text, name="long.txt", title="A long text", author="Ada Mill", date="1960")

    def stop(done, total):
        if done > total // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.read_source(long, kind="memoir", museum=street.museum, curator=street.curator, progress=stop)
    assert not queries.proposals(long)
    count = desk.read_source(long, kind="memoir", museum=street.museum, curator=street.curator)
    first = [offer.proposal for offer in queries.proposals(long)]
    assert count == len(first) > 100
    assert desk.read_source(long, kind="memoir", museum=street.museum, curator=street.curator) == 0


def test_open_makes_a_museum_of_a_text_in_one_go(tmp_path, home):
    (tmp_path / "diary.txt").write_text(DIARY, encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "presnya", "open", "diary.txt", "--date", "1917", "--kind", "memoir", "--no-serve"], cwd=tmp_path, capture_output=True, text=True,
                          check=False, env=os.environ | {"PRESNYA_HOME": str(home)})
    assert done.returncode == 0, done.stderr
    assert "wait for review" in done.stdout
    assert "read by machine, not yet reviewed" in page(tmp_path / "diary/site", "index.html")
    assert not register.verify(tmp_path / "diary/site").problems
