"""A page with one picture that can be looked at closely, made of the museum's own template and scripts, without a museum around it."""

import json
from pathlib import Path
from typing import Any

import pyvips  # type: ignore[import-untyped]  # brings no types

from presnya.publishing.bundle import static
from presnya.publishing.frame import environment

LABEL = "A striped field with a red square"
DETAILS = ({"label": "The red square", "box": (3000, 900, 300, 300), "about": ""}, {"label": "The upper left", "box": (0, 0, 400, 300), "about": ""})
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A picture</title><link rel="stylesheet" href="{{ base }}static/presnya.css">
{% import "zoom.html" as z with context %}{{ z.head() }}</head><body><main><h1>A picture</h1>
{% call z.zoom("pictures/field", "pictures/field/large.jpg", info, label, details) %}<img src="pictures/field/large.jpg" width="1600" height="600" alt="{{ label }}">{% endcall %}
<p><a href="#end" id="end">After it</a></p><div class="tall"></div></main></body></html>"""


def picture(folder: Path, width: int = 4000, height: int = 1500) -> dict[str, Any]:
    """A level-0 pyramid in `folder` with large.jpg beside it; the value of its info.json."""
    stripes = (pyvips.Image.xyz(width, height)[0] / 40).floor() % 2 * 60 + 120
    field = stripes.bandjoin([stripes, stripes]).cast("uchar").copy(interpretation="srgb").draw_rect([190, 40, 30], 3000, 900, 300, 300, fill=True)
    field.dzsave(str(folder), layout="iiif3", tile_size=512, id="pictures")
    field.thumbnail_image(1600).jpegsave(str(folder / "large.jpg"))
    return dict(json.loads((folder / "info.json").read_text(encoding="utf-8")))


def made(folder: Path) -> Path:
    """The page, with everything it needs beside it."""
    (folder / "pictures").mkdir()
    info = picture(folder / "pictures/field")
    for name, data in static():
        (folder / "static" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "static" / name).write_bytes(data)
    page = environment("en").from_string(PAGE).render(base="", info=info, label=LABEL, details=DETAILS, to=lambda _: "")
    (folder / "index.html").write_text(page, encoding="utf-8")
    return folder / "index.html"
