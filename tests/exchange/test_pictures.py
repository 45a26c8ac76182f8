"""Pictures of a folder: taken in with their words, and refused with the cell that is wrong."""

import csv
from io import BytesIO

import pytest
from PIL import Image

from presnya import accession, config
from presnya.exchange import pictures
from presnya.terms.errors import BadFile, BadTable

KNOWN = {"object/lamp", "person/ada-mill", "source/diary"}
ROW = {"id": "picture/lamp", "file": "lamp.png", "of": "object/lamp", "title": "The lamp", "author": "Ada Mill", "date": "1917~", "kind": "drawing", "alt": "A lamp on a sill."}
DETAIL = {"picture": "picture/lamp", "label": "The wick", "x": "10", "y": "5", "w": "20", "h": "15", "about": ""}


def drawn(width=60, height=40, mode="RGB", form="PNG", **options):
    """The bytes of a plain picture."""
    out = BytesIO()
    Image.new(mode, (width, height)).save(out, form, **options)
    return out.getvalue()


@pytest.fixture
def read(tmp_path):
    """Reads the tables of a folder with one picture in it."""
    (tmp_path / "museum.toml").write_text('name = "Our Street"\norigin = "street.example/presnya"\n', encoding="utf-8")
    for name in ("tables", "pictures"):
        (tmp_path / name).mkdir()
    (tmp_path / "pictures/lamp.png").write_bytes(drawn())

    def reading(*rows, details=(), data=None):
        if data is not None:
            (tmp_path / "pictures/lamp.png").write_bytes(data)
        found = {}
        for name, lines in (("pictures", rows), ("details", details)):
            path = tmp_path / f"tables/{name}.csv"
            with path.open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, pictures.TABLES[name])
                writer.writeheader()
                writer.writerows(lines)
            found[name] = accession.read_table(path)
        return pictures.read(config.load(tmp_path), found, known=KNOWN, witness=lambda name: "person/ada-mill" if name == "Ada Mill" else name)
    return reading


def test_a_picture_is_a_source_and_an_arrangement(read):
    (source,), (arranged,) = read(ROW | {"source_ids": "source/diary", "sequence": "2"}, details=[DETAIL])
    assert (source.source, source.title, source.authors, source.type, source.origin) == ("source/picture-lamp", "The lamp", ("person/ada-mill",), "drawing", "pictures/lamp.png")
    assert (source.files[0].media_type, source.files[0].size) == ("image/png", len(drawn()))
    assert source.published.edtf == "1917~"
    assert (arranged.id, arranged.about) == ("picture/lamp", ("object/lamp",))
    assert {key: arranged.contents[key] for key in ("source", "width", "height", "sequence", "follows")} == {
        "source": "source/picture-lamp", "width": 60, "height": 40, "sequence": 2, "follows": ["source/diary"]}
    assert arranged.contents["details"] == [{"label": "The wick", "box": [10, 5, 20, 15], "about": ""}]


def test_a_camera_s_turning_is_carried_out(read):
    turned = Image.Exif()
    turned[0x0112] = 6
    _, (arranged,) = read(ROW, data=drawn(60, 40, form="JPEG", exif=turned))
    assert (arranged.contents["width"], arranged.contents["height"]) == (40, 60)


@pytest.mark.parametrize(("change", "said"), [
    ({"id": "object/lamp"}, "ids in this table begin with picture/"),
    ({"id": "picture/The Lamp"}, "is not an id"),
    ({"alt": ""}, 'column "alt": the cell is empty'),
    ({"title": ""}, 'column "title": the cell is empty'),
    ({"file": "gone.png"}, "there is no pictures/gone.png"),
    ({"file": "../museum.toml"}, "lies outside the folder pictures/"),
    ({"of": "object/lantern"}, "there is no object/lantern"),
    ({"source_ids": "source/novel"}, "there is no source/novel"),
    ({"sequence": "first"}, "is no whole number"),
    ({"date": "long ago"}, "is no date in EDTF"),
])
def test_a_cell_that_is_wrong_is_named(read, change, said):
    with pytest.raises(BadTable, match=said) as refused:
        read(ROW | change)
    assert "pictures.csv line 2" in str(refused.value)


@pytest.mark.parametrize(("change", "said"), [
    ({"picture": "picture/moon"}, "there is no picture/moon"),
    ({"x": "left"}, "is no whole number of pixels"),
    ({"x": "50"}, "does not lie within the picture, which is 60 × 40 pixels"),
    ({"w": "0"}, "does not lie within the picture"),
    ({"about": "person/nobody"}, "there is no person/nobody"),
    ({"label": ""}, 'column "label": the cell is empty'),
])
def test_a_detail_that_is_wrong_is_named(read, change, said):
    with pytest.raises(BadTable, match=said) as refused:
        read(ROW, details=[DETAIL | change])
    assert "details.csv line 2" in str(refused.value)


def test_a_program_that_draws_and_a_broken_picture_are_refused(read, tmp_path):
    (tmp_path / "pictures/lamp.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", encoding="utf-8")
    with pytest.raises(BadTable, match="save it as PNG"):
        read(ROW | {"file": "lamp.svg"})
    with pytest.raises(BadFile, match=r"lamp\.png"):
        read(ROW, data=drawn()[:60])


def test_a_picture_that_breaks_off_is_refused_before_an_act_names_it(read):
    whole = drawn(600, 400, form="JPEG")
    with pytest.raises(BadFile, match=r"pictures/lamp\.png cannot be drawn whole"):
        read(ROW, data=whole[:len(whole) // 2])
