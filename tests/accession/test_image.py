"""Pictures are decoded whole before they are taken in: broken ones, bombs and programs that draw are named and refused."""

import zlib
from io import BytesIO

import pytest
from PIL import Image

from presnya.accession.image import MOST_PIXELS, Waiting, check_images
from presnya.terms.errors import BadFile


def saved(folder, form, **options):
    """A picture's file with some noise in it, so that half of its bytes are half of the picture."""
    out = BytesIO()
    Image.effect_noise((300, 200), 80).convert(options.pop("mode", "RGB")).save(out, form, **options)
    place = folder / f"lamp.{form.lower()}"
    place.write_bytes(out.getvalue())
    return place


@pytest.mark.parametrize(("form", "options"), [("JPEG", {"mode": "CMYK"}), ("JPEG", {"progressive": True}), ("PNG", {}), ("WEBP", {}), ("TIFF", {}), ("GIF", {})])
def test_a_whole_picture_passes(tmp_path, form, options):
    check_images([Waiting(saved(tmp_path, form, **options), (300, 200), "lamp")])


def test_of_several_the_one_that_is_broken_is_named(tmp_path):
    whole, broken = saved(tmp_path, "JPEG"), saved(tmp_path, "PNG")
    broken.write_bytes(broken.read_bytes()[:9_000])
    with pytest.raises(BadFile, match="moon cannot be drawn whole"):
        check_images([Waiting(whole, (300, 200), "lamp"), Waiting(broken, (300, 200), "moon"), Waiting(whole, (300, 200), "sun")])


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_picture_that_breaks_off_is_refused(tmp_path, form):
    place = saved(tmp_path, form)
    place.write_bytes(place.read_bytes()[:-len(place.read_bytes()) // 2])
    with pytest.raises(BadFile, match="lamp cannot be drawn whole") as refused:
        check_images([Waiting(place, (300, 200), "lamp")])
    assert "save it anew" in refused.value.next_step


def test_a_bomb_is_refused_before_it_is_unfolded(tmp_path):
    with pytest.raises(BadFile, match=r"40,000 × 40,000 pixels; at most 500 million"):
        check_images([Waiting(tmp_path / "never read.png", (40_000, 40_000), "lamp")])
    assert MOST_PIXELS > 24_000 * 4_800


@pytest.mark.parametrize("words", [b"<svg xmlns='http://www.w3.org/2000/svg' width='60' height='40'><script>alert(1)</script></svg>", b"%PDF-1.7\n", b"", zlib.compress(bytes(9_000))])
def test_programs_that_draw_and_what_is_no_picture_are_refused(tmp_path, words):
    (tmp_path / "lamp.png").write_bytes(words)
    with pytest.raises(BadFile, match="lamp cannot be drawn whole"):
        check_images([Waiting(tmp_path / "lamp.png", (60, 40), "lamp")])
