"""A small museum with a panorama of four places. All facts in it are made up."""

from pathlib import Path

import pyvips  # type: ignore[import-untyped]  # brings no types

from presnya import accession, desk
from presnya.desk import arranging
from presnya.exchange import panoramas
from presnya.publishing.site import publish
from presnya.terms import Arrange
from tests.builders import Street, day, enter, found, said, take, text, the

CARL = "person/carl-cooper"
WIDTH, HEIGHT = 5000, 1000

WORDS = """---
title: Our street at dusk
subtitle: Four places from the mill to the bridge
---
Cut from paper. See [the mill](place/mill) and what Ada wrote [@{diary}].

## The old show
Its script is not here.
"""

TABLE = """picture = "picture/street"
start = {{ x = 0.5, y = 0.5, width = 0.5 }}
[[layers]]
file = "back.png"
depth = 0.2
[[layers]]
file = "near.png"
depth = 1
[[spots]]
id = "mill"
title = "The mill"
x = 0.1
y = 0.5
things = ["place/mill", "event/strike"]
then = "It stood still."
now = "It stands."
sources = ["{diary}"]
status = "sourced"
[[spots]]
id = "gate"
title = "The gate"
x = 0.35
y = 0.5
things = ["event/strike"]
then = "They waited here."
sources = ["{diary}"]
status = "contested"
[[spots]]
id = "kiosk"
title = "A kiosk"
x = 0.6
y = 0.5
then = "Nobody tells of one."
status = "invented"
note = "Drawn because the corner was empty."
[[spots]]
id = "bridge"
title = "The bridge"
x = 0.9
y = 0.5
width = 0.1
things = ["place/mill"]
status = "unsourced"
[[shows]]
id = "dusk"
title = "Dusk"
kind = "commentary"
version = "2"
text = "Written this year."
[[shows.cues]]
at = 0
spot = "bridge"
light = "fire"
radius = 0.1
text = "Something burns at the bridge."
[[shows.cues]]
at = 0.4
spot = "mill"
light = "flash"
flashes = 2
every = 0.5
text = "Two shots at the mill."
sound = "shot.ogg"
[[shows.cues]]
at = 60
text = "It is night."
light = "dark"
"""


def made(folder: Path) -> Street:
    """Found it and arrange its panorama; nothing is published."""
    street = found(folder)
    letter = take(street.museum, street.curator, "They went in on the tenth.\n", name="letter.txt", title="A letter", author="Carl Cooper", date="1918")
    enter(street, [
        said("place/mill", "name", text("The mill"), source=street.diary), said("place/mill", "summary", text("A mill at the end of the street."), source=street.diary),
        said("event/strike", "name", text("The strike"), source=street.diary), said("event/strike", "took_place_in", the("place/mill"), source=street.diary),
        said("event/strike", "happened", day("1917-03-09"), source=street.diary), said("event/strike", "happened", day("1917-03-10"), source=letter, witness=CARL),
    ])
    _files(folder)
    drawn, _ = desk.accession_source(accession.take_in(folder / "pictures/street.png"), desk.Given(title="Our street", authors=("A. Curator",)), name="street.png", museum=street.museum, curator=street.curator)
    arranging.arrange(Arrange(id="picture/street", title="Our street", contents={
        "source": drawn, "of": [], "alt": "A street of cut paper", "caption": "Drawn for this museum", "credit": "A. Curator", "sequence": 1, "width": WIDTH, "height": HEIGHT, "details": [], "follows": []}), curator=street.curator)
    known = {"picture/street", "place/mill", "event/strike", street.diary}
    for one in panoramas.read(street.museum, known):
        arranging.arrange(one, curator=street.curator)
    return street


def _files(folder: Path) -> None:
    diary = "source/a-diary-of-our-street"
    for name in ("panoramas", "pictures", "sounds"):
        (folder / name).mkdir()
    (folder / "panoramas/street.md").write_text(WORDS.format(diary=diary), encoding="utf-8")
    (folder / "panoramas/street.toml").write_text(TABLE.format(diary=diary), encoding="utf-8")
    (folder / "sounds/shot.ogg").write_bytes(b"OggS")
    field(WIDTH, HEIGHT).pngsave(str(folder / "pictures/street.png"))
    field(1000, 200).bandjoin(255).pngsave(str(folder / "pictures/back.png"))
    field(1000, 200).bandjoin(0).pngsave(str(folder / "pictures/near.png"))


def field(width: int, height: int) -> pyvips.Image:
    """Grey stripes."""
    stripes = (pyvips.Image.xyz(width, height)[0] * 40 / width).floor() % 2 * 60 + 90
    return stripes.bandjoin([stripes, stripes]).cast("uchar").copy(interpretation="srgb")


def hung(folder: Path) -> Path:
    """Publish it; the address of its site's folder."""
    street = made(folder)
    publish(street.museum, curator=street.curator)
    return street.museum.site_folder
