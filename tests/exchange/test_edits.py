"""Edits to a museum's folder, one after another: each becomes just the acts it amounts to, and a fault anywhere leaves all as it was."""

import itertools

import pytest

from presnya.catalogue import ledger, queries, snapshot
from presnya.exchange import folder
from presnya.terms.errors import BadInput, BadTable, Conflict
from tests.builders import size

SOURCES = "id,author,title,published\nsource/diary,Ada Mill,A diary,1917\nsource/letter,Carl Cooper,A letter,1918-02\n"
PEOPLE = ("id,name,other_names,born,roles,source_ids\n"
          "person/otto-baker,Otto Baker,Old Otto,1880,foreman,source/diary\n"
          "person/bertha-miller,Bertha Miller,,,,source/letter\n")
EVENTS = "id,title,edtf,place,source_ids\nevent/strike,The mill stands still,1917-03-09,place/mill,source/diary\n"
PLACES = "id,name,latitude,longitude,source_ids\nplace/mill,The mill,51.5,7.1,source/diary\n"
OTTO, BERTHA = PEOPLE.splitlines(keepends=True)[1:]
LETTER = SOURCES.splitlines(keepends=True)[2]


class Folder:
    """The museum's folder and what bringing it in did."""

    def __init__(self, street):
        self.street = street
        self.tables, self.texts = street.museum.folder / "tables", street.museum.folder / "texts"
        self.tables.mkdir(exist_ok=True)
        self.texts.mkdir(exist_ok=True)
        self.table(sources=SOURCES, people=PEOPLE, events=EVENTS, places=PLACES)

    def table(self, **tables):
        for name, words in tables.items():
            (self.tables / f"{name}.csv").write_text(words, encoding="utf-8")

    def text(self, name, words="The mill, the mill.\n", **front):
        front = {"title": "A song", "author": "Dora Fuller", "date": "1919"} | front
        head = "".join(f"{key}: {value}\n" for key, value in front.items())
        (self.texts / name).write_text(f"---\n{head}---\n{words}", encoding="utf-8")

    def bring(self):
        return folder.bring_in(self.street.museum, curator=self.street.curator)

    def acts(self):
        """Bring in, and name the acts that this made; a second time must make none."""
        before = size()
        self.bring()
        made = [row.act for row in ledger.acts(before)]
        after = size()
        self.bring()
        assert size() == after, "bringing in again made acts"
        return made

    def refused(self, error):
        """Bring in what is wrong: the error, with the register as it was."""
        before, print_before = size(), ledger.fingerprint()
        with pytest.raises(error) as caught:
            self.bring()
        assert (size(), ledger.fingerprint()) == (before, print_before)
        assert caught.value.next_step
        return caught.value.message


@pytest.fixture
def brought(street):
    here = Folder(street)
    here.acts()
    return here


def texts():
    """(title, status, origin) of the sources that came from texts, in the order of their accession."""
    return [(held.accession.title, held.status, held.accession.origin) for held in queries.sources() if held.accession.origin.startswith("texts/")]


# ── tables ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_person_taken_out_is_one_withdrawal(brought):
    brought.table(people=PEOPLE.replace(OTTO, ""))
    assert brought.acts() == ["withdraw"]
    assert not snapshot.take().standing("person/otto-baker")


def test_a_person_taken_out_and_put_back_stands_again(brought):
    brought.table(people=PEOPLE.replace(OTTO, ""))
    brought.acts()
    brought.table(people=PEOPLE)
    assert brought.acts() == ["claim"]
    assert len(snapshot.take().standing("person/otto-baker")) == 4


def test_a_source_taken_out_and_put_back_keeps_its_number(brought):
    number = queries.source("source/letter").accession.number
    brought.table(sources=SOURCES.replace(LETTER, ""), people=PEOPLE.replace(BERTHA, ""))
    assert brought.acts() == ["withdraw"] * 3  # the source, Bertha, and what the letter's author is called
    assert queries.source("source/letter").status == "withdrawn"
    brought.table(sources=SOURCES, people=PEOPLE)
    assert sorted(brought.acts()) == ["accession", "claim", "claim"]
    held = queries.source("source/letter")
    assert (held.status, held.accession.number) == ("standing", number)
    assert ledger.check() == size()


def test_a_sources_edited_row_is_accessioned_again_under_its_number(brought):
    number = queries.source("source/letter").accession.number
    brought.table(sources=SOURCES.replace("A letter", "A long letter"))
    assert brought.acts() == ["accession"]
    held = queries.source("source/letter")
    assert (held.accession.title, held.accession.number, held.status) == ("A long letter", number, "standing")


def test_rows_and_columns_in_another_order_change_nothing(brought):
    head, *rows = PEOPLE.splitlines()
    turned = [",".join(reversed(line.split(","))) for line in (head, *reversed(rows))]
    brought.table(people="\n".join(turned) + "\n")
    assert brought.acts() == []


@pytest.mark.parametrize("again", ["people semicolons", "byte order mark", "blank lines", "carriage returns"])
def test_another_spelling_of_the_same_table_changes_nothing(brought, again):
    words = {"people semicolons": PEOPLE.replace(",", ";"), "byte order mark": "\ufeff" + PEOPLE, "blank lines": PEOPLE.replace("\n", "\n\n"),
             "carriage returns": PEOPLE.replace("\n", "\r\n")}[again]
    (brought.tables / "people.csv").write_bytes(words.encode())
    assert brought.acts() == []


def test_a_cell_that_names_two_sources_is_claimed_once_for_each_and_each_goes_alone(brought):
    brought.table(people=PEOPLE.replace("foreman,source/diary", "foreman,source/diary;source/letter"))
    assert brought.acts() == ["claim"]
    assert len(snapshot.take().standing("person/otto-baker", "role")) == 2
    brought.table(people=PEOPLE)
    assert brought.acts() == ["withdraw"]
    assert len(snapshot.take().standing("person/otto-baker", "role")) == 1


def test_a_figure_about_two_things_goes_from_one_alone(brought):
    head = "id,what,value,unit,who_counted,about,source_ids\n"
    brought.table(figures=f"{head}f1,At the gate,400,people,,event/strike;place/mill,source/diary\n")
    assert brought.acts() == ["claim", "claim"]
    brought.table(figures=f"{head}f1,At the gate,400,people,,event/strike,source/diary\n")
    brought.acts()
    taken = snapshot.take()
    assert not taken.standing("place/mill", "count")
    assert len(taken.standing("event/strike", "count")) == 1


def test_a_renamed_table_of_the_same_rows_stands_under_its_new_file(brought):
    (brought.tables / "people.csv").rename(brought.tables / "people.tsv")
    (brought.tables / "people.tsv").write_text(PEOPLE.replace(",", "\t"), encoding="utf-8")
    brought.acts()
    taken = snapshot.take()
    assert [entered.claim.value.text for entered in taken.standing("person/otto-baker", "name")] == ["Otto Baker"]


def test_columns_that_are_not_needed_may_be_missing(brought):
    brought.table(people="id,born,source_ids\nperson/otto-baker,1880,source/diary\n", events="id,source_ids,title\nevent/strike,source/diary,The strike\n",
                  places="id,kind,source_ids\nplace/mill,mill,source/diary\n", figures="id,value,about,source_ids\nf1,400,event/strike,source/diary\n",
                  portraits="id,person,short_quotation,source_ids\np1,person/otto-baker,He was loud.,source/diary\n")
    brought.acts()
    (claim,) = snapshot.take().standing("person/otto-baker", "said_of")
    assert claim.claim.witness == queries.source("source/diary").accession.authors[0]  # where no witness stands, the source's author speaks


def test_somebody_not_named_is_one_witness_a_source_and_not_its_author(brought):
    brought.table(portraits="id,person,witness,says,source_ids\np1,person/otto-baker,(not named),Loud.,source/diary;source/letter\n")
    brought.acts()
    taken = snapshot.take()
    said = taken.standing("person/otto-baker", "seen_as")
    assert [entered.claim.witness for entered in said] == ["witness/not-named-in-diary", "witness/not-named-in-letter"]
    assert [taken.label(entered.claim.witness) for entered in said] == ["Somebody not named, in “A diary”", "Somebody not named, in “A letter”"]


# ── texts ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_text_is_one_accession_and_its_authors_name(brought):
    brought.text("song.md")
    assert brought.acts() == ["accession", "claim"]


def test_a_text_that_moved_in_the_folder_stays_the_accession_it_was(brought):
    brought.text("song.md")
    brought.acts()
    (brought.texts / "songs").mkdir()
    (brought.texts / "song.md").rename(brought.texts / "songs/mill.md")
    assert brought.acts() == []
    assert [status for _, status, _ in texts()] == ["standing"]


def test_a_text_whose_file_is_gone_is_withdrawn(brought):
    brought.text("song.md")
    brought.acts()
    (brought.texts / "song.md").unlink()
    assert brought.acts() == ["withdraw"]
    assert [status for _, status, _ in texts()] == ["withdrawn"]


def test_a_text_edited_and_edited_back_is_withdrawn_and_taken_in_each_time(brought):
    for words in ("One.\n", "Two.\n", "One.\n"):
        brought.text("song.md", words)
        brought.acts()
    assert [status for _, status, _ in texts()] == ["withdrawn", "withdrawn", "standing"]


def test_a_text_edited_into_a_copy_of_another_leaves_one_accession(brought):
    brought.text("song.md", "One.\n")
    brought.text("other.md", "Two.\n")
    brought.acts()
    brought.text("song.md", "Two.\n")
    assert brought.acts() == ["withdraw"]
    assert sorted((origin, status) for _, status, origin in texts()) == [("texts/other.md", "standing"), ("texts/song.md", "withdrawn")]


# ── nothing half done ───────────────────────────────────────────────────────────────────────────────────────────

HEADS = {"relations": "id,subject,relation,object,source_ids\n", "figures": "id,what,value,unit,about,source_ids\n",
         "portraits": "id,person,witness,says,source_ids\n", "contested": "id,question,about,side_a,witness_a,source_a,side_b,witness_b,source_b\n"}

WRONG = {
    "a person among places": ("places", f"{PLACES}person/otto-baker,Otto,,,source/diary\n", ["places.csv line 3", "person/otto-baker", "place"]),
    "a latitude in words": ("places", PLACES.replace("51.5", "north"), ["places.csv line 2", '"latitude"', "north"]),
    "a latitude beyond the pole": ("places", PLACES.replace("51.5", "95.5"), ["places.csv line 2", '"latitude"', "95.5"]),
    "a latitude without longitude": ("places", PLACES.replace("7.1", ""), ["places.csv line 2", '"longitude"']),
    "a relation of somebody in words": ("relations", f"{HEADS['relations']}r1,Otto Baker,knew,person/bertha-miller,source/diary\n", ["relations.csv line 2", '"subject"', "Otto Baker"]),
    "a relation to nothing": ("relations", f"{HEADS['relations']}r1,person/otto-baker,knew,,source/diary\n", ["relations.csv line 2", '"object"']),
    "a relation without words": ("relations", f"{HEADS['relations']}r1,person/otto-baker,,person/bertha-miller,source/diary\n", ["relations.csv line 2", '"relation"']),
    "a figure of nothing": ("figures", f"{HEADS['figures']}f1,At the gate,400,people,,source/diary\n", ["figures.csv line 2", '"about"']),
    "a figure of something in words": ("figures", f"{HEADS['figures']}f1,At the gate,400,people,the strike,source/diary\n", ["figures.csv line 2", '"about"', "the strike"]),
    "a figure without a number": ("figures", f"{HEADS['figures']}f1,At the gate,,people,event/strike,source/diary\n", ["figures.csv line 2", '"value"']),
    "a portrait of a place": ("portraits", f"{HEADS['portraits']}p1,place/mill,Ada Mill,It was loud.,source/diary\n", ["portraits.csv line 2", '"says"', "place/mill"]),
    "a portrait of nobody": ("portraits", f"{HEADS['portraits']}p1,,Ada Mill,He was loud.,source/diary\n", ["portraits.csv line 2", '"person"']),
    "a side without a source": ("contested", f"{HEADS['contested']}who-began,Who began?,event/strike,Bertha.,,,Otto.,,source/letter\n", ["contested.csv line 2", '"source_a"']),
    "a question without words": ("contested", f"{HEADS['contested']}who-began,,event/strike,Bertha.,,source/diary,Otto.,,source/letter\n", ["contested.csv line 2", '"question"']),
    "a source in words": ("people", PEOPLE.replace("foreman,source/diary", "foreman,the diary"), ["people.csv line 2", '"source_ids"', "the diary"]),
    "a thing for a source": ("people", PEOPLE.replace("foreman,source/diary", "foreman,place/mill"), ["people.csv line 2", '"source_ids"', "place/mill"]),
    "a nearness nobody knows": ("sources", SOURCES.replace("published\n", "published,nearness\n").replace("1917\n", "1917,next door\n").replace("1918-02\n", "1918-02,\n"), ["sources.csv line 2", '"nearness"', "next door"]),
    "a calendar nobody knows": ("events", EVENTS.replace("edtf,", "edtf,calendar,").replace("1917-03-09,", "1917-03-09,juilan,"), ["events.csv line 2", '"calendar"', "juilan"]),
}


@pytest.mark.parametrize(("table", "words", "says"), WRONG.values(), ids=WRONG)
def test_a_cell_that_cannot_be_is_refused_by_file_line_and_column_and_not_even_texts_come_in(brought, table, words, says):
    brought.text("song.md")
    brought.table(**{table: words})
    message = brought.refused(BadTable)
    for piece in says:
        assert piece in message


def test_an_id_that_another_source_has_is_refused_before_anything_comes_in(brought):
    brought.text("song.md")
    brought.table(sources=f"{SOURCES}source/a-diary-of-our-street,Ada Mill,Again,1917\n")  # the street's diary, taken in by hand
    assert "source/a-diary-of-our-street" in brought.refused(Conflict)


@pytest.mark.parametrize(("name", "words"), [("mill.toml", "title = \n"), ("mill.toml", 'title = "The mill"\n'), ("mill.toml", 'title = "The mill"\nlanes = [1]\n')])
def test_a_chronology_that_cannot_be_read_is_named(brought, name, words):
    place = brought.street.museum.folder / "chronologies"
    place.mkdir()
    (place / name).write_text(words, encoding="utf-8")
    brought.text("song.md")
    assert name in brought.refused(BadInput)


@pytest.mark.parametrize(("more", "says"), [('cutover = "Rusia"\n', "Rusia"), ('cutover = "1924"\n', "1924"), ("", "25 lanes")])
def test_a_chronology_that_cannot_be_drawn_is_refused_by_file(brought, more, says):
    place = brought.street.museum.folder / "chronologies"
    place.mkdir()
    lanes = "".join(f'[[lanes]]\nid = "l{nth}"\ntitle = "L{nth}"\n' for nth in range(1 if more else 25))
    (place / "mill.toml").write_text(f'title = "The mill"\n{more}{lanes}', encoding="utf-8")
    message = brought.refused(BadInput)
    assert "mill.toml" in message
    assert says in message


def test_a_cut_over_may_be_a_place_or_a_day_of_toml(brought):
    place = brought.street.museum.folder / "chronologies"
    place.mkdir()
    for name, cutover in (("greece", '"Greece"'), ("london", "1752-09-14")):
        (place / f"{name}.toml").write_text(f'title = "{name}"\ncutover = {cutover}\n[[lanes]]\nid = "l"\ntitle = "L"\n', encoding="utf-8")
    brought.bring()
    assert {arrangement.contents["cutover"] for arrangement in snapshot.take().arrangements.values() if "cutover" in arrangement.contents} == {"Greece", "1752-09-14"}


def test_a_text_with_a_date_nobody_can_read_is_named(brought):
    brought.text("song.md", date="the week after")
    message = brought.refused(BadInput)
    assert "song.md" in message
    assert "the week after" in message


@pytest.mark.parametrize("ending", ["xls", "ods", "numbers"])
def test_a_table_in_a_form_that_is_not_read_is_named_not_passed_over(brought, ending):
    (brought.tables / f"objects.{ending}").write_bytes(b"\xd0\xcf\x11\xe0")
    assert f"objects.{ending}" in brought.refused(BadInput)


def test_notes_beside_the_tables_are_left_alone(brought):
    (brought.tables / "README.md").write_text("How we fill these.\n", encoding="utf-8")
    (brought.tables / ".~lock.people.csv#").write_text("", encoding="utf-8")
    (brought.tables / "~$people.xlsx").write_bytes(b"")
    assert brought.acts() == []


# ── any order ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_whatever_way_led_there_the_same_folder_says_the_same(brought):
    """All orders of four edits end in the same standing claims, and the rebuilt catalogue is the live one."""
    edits = [{"people": PEOPLE.replace("1880", "1881")}, {"people": PEOPLE.replace(OTTO, "")}, {"events": EVENTS.replace("09", "10")}, {"places": PLACES.replace("The mill", "The old mill")}]
    ends = set()
    for order in itertools.islice(itertools.permutations(edits), 0, 24, 5):
        for edit in order:
            brought.table(**edit)
            brought.bring()
        brought.table(people=PEOPLE, events=EVENTS, places=PLACES)
        brought.bring()
        ends.add(tuple(sorted((entered.claim.about, entered.claim.property, str(entered.claim.value)) for entered in snapshot.take().claims if entered.status == "standing")))
    assert len(ends) == 1
    before = ledger.fingerprint()
    ledger.rebuild()
    assert ledger.fingerprint() == before
