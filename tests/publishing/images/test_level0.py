"""Level 0 of IIIF: every file that a client may ask for is there, and the pixels are the picture's."""

import json
import subprocess
import sys
from io import BytesIO

import pytest
from hypothesis import given, strategies as st
from PIL import Image

from presnya.museum.pictures import Picture
from presnya.accession import image as intake
from presnya.publishing.images import cut as program, level0
from presnya.publishing.images.pyramid import forget, pyramid
from presnya.strongroom import Strongroom
from presnya.terms.errors import BadFile

SIDES = st.integers(1, 40_000)


@given(SIDES, SIDES)
def test_tiles_of_each_level_cover_the_picture_once(width, height):
    for factor in level0.factors(width, height):
        pieces = [piece for piece in level0.tiles(width, height) if piece.factor == factor] if width * height < 10**8 else []
        assert not pieces or sum(piece.width * piece.height for piece in pieces) == width * height
        assert all(piece.to_width <= level0.tile_size(width) and piece.to_height <= level0.tile_size(width) for piece in pieces)


@given(SIDES, SIDES)
def test_sizes_are_never_larger_than_the_picture(width, height):
    offered = level0.sizes(width, height)
    assert all(0 < wide <= width and 0 < high <= height for wide, high in offered)
    assert offered == sorted(offered)


def lying(folder, image, form="PNG", **options):
    """A picture in a strongroom, as a museum has it; (room, picture)."""
    out = BytesIO()
    image.save(out, form, **options)
    room = Strongroom(folder / "strongroom")
    kept = room.put(out.getvalue())
    turned = image.getexif().get(0x0112, 1) if "exif" not in options else options["exif"][0x0112]
    width, height = image.size[::-1] if turned in (5, 6, 7, 8) else image.size
    return room, Picture(id="picture/lamp", label="The lamp", source="source/picture-lamp", number="2026.1", act=1, sha256=kept.sha256, media_type="image/png", made_by=(), made=None, kind="", alt="A lamp",
                         caption="", credit="", rights="", lang="", width=width, height=height, details=(), follows=(), of=())


def cut(folder, room, picture, **also):
    """How many files were written."""
    return pyramid(picture, folder / "site/pictures/lamp", room=room, cache=folder / "cache", address="https://street.example/pictures/lamp", also=also)


@pytest.mark.parametrize("size", [(1, 1), (1300, 900), (513, 2049), (511, 512)])
def test_every_address_that_a_client_may_ask_is_a_file_and_no_other(tmp_path, size):
    room, picture = lying(tmp_path, Image.new("RGB", size, (184, 48, 28)))
    written = cut(tmp_path, room, picture)
    place = tmp_path / "site/pictures/lamp"
    files = {one.relative_to(place).as_posix() for one in place.rglob("*") if one.is_file()}
    assert files == level0.urls(*size)
    assert written == len(files)
    said = json.loads((place / "info.json").read_text())
    for piece in level0.tiles(*size):
        with Image.open(place / piece.name()) as tile:
            assert tile.size == (piece.to_width, piece.to_height)
    for one in said["sizes"]:
        with Image.open(place / f"full/{one['width']},{one['height']}/0/default.jpg") as whole:
            assert whole.size == (one["width"], one["height"])
            assert all(abs(seen - wanted) < 6 for seen, wanted in zip(whole.getpixel((0, 0)), (184, 48, 28), strict=True))
    assert (said["maxWidth"], said["maxHeight"]) == (said["sizes"][-1]["width"], said["sizes"][-1]["height"])


def test_nothing_is_cut_or_written_twice_and_what_is_no_longer_part_goes(tmp_path):
    room, picture = lying(tmp_path, Image.new("RGB", (900, 700)))
    cut(tmp_path, room, picture)
    kept = sorted((tmp_path / "cache").iterdir())
    (tmp_path / "site/pictures/lamp/0,0,1,1/1,1/0").mkdir(parents=True)
    (tmp_path / "site/pictures/lamp/0,0,1,1/1,1/0/default.jpg").write_bytes(b"old")
    (tmp_path / "site/pictures/lamp/full/200,156/0/default.jpg").write_bytes(b"touched")
    assert cut(tmp_path, room, picture) == 1
    assert sorted((tmp_path / "cache").iterdir()) == kept
    assert not (tmp_path / "site/pictures/lamp/0,0,1,1").exists()


def test_a_cut_that_was_killed_goes_on_to_the_same_bytes(tmp_path):
    room, picture = lying(tmp_path, Image.effect_noise((1300, 900), 60).convert("RGB"))
    (tmp_path / f"cache/.{picture.sha256}-1.part/full/200,138/0").mkdir(parents=True)
    (tmp_path / f"cache/.{picture.sha256}-1.part/full/200,138/0/default.jpg").write_bytes(b"half")
    cut(tmp_path, room, picture)
    with Image.open(tmp_path / "site/pictures/lamp/full/200,138/0/default.jpg") as whole:
        assert whole.size == (200, 138)
    assert not list((tmp_path / "cache").glob(".*"))


def test_what_was_cut_of_destroyed_bytes_is_forgotten(tmp_path):
    room, picture = lying(tmp_path, Image.new("RGB", (60, 40)))
    cut(tmp_path, room, picture)
    forget(tmp_path / "cache", room)
    assert [one.name for one in (tmp_path / "cache").iterdir()] == [f"{picture.sha256}-1"]
    room.destroy(picture.sha256)
    forget(tmp_path / "cache", room)
    assert not list((tmp_path / "cache").iterdir())


def exif(turned):
    """A camera's note how the picture is to be turned."""
    out = Image.Exif()
    out[0x0112] = turned
    return out


@pytest.mark.parametrize(("image", "form", "options", "seen"), [
    (Image.new("CMYK", (300, 200), (0, 255, 255, 0)), "JPEG", {}, (230, 40, 40)),
    (Image.new("I;16", (300, 200), 40_000), "PNG", {}, (156, 156, 156)),
    (Image.new("L", (300, 200), 90), "PNG", {}, (90, 90, 90)),
    (Image.new("P", (300, 200)), "GIF", {}, (0, 0, 0)),
    (Image.new("RGBA", (300, 200), (0, 0, 0, 0)), "PNG", {}, (251, 250, 246)),
    (Image.new("RGB", (300, 200), (20, 60, 160)), "JPEG", {"exif": exif(6)}, (20, 60, 160)),
    (Image.new("RGB", (300, 200), (20, 60, 160)), "WEBP", {}, (20, 60, 160)),
], ids=["cmyk", "16 bits", "grey", "palette", "transparent", "turned", "webp"])
def test_pictures_of_every_make_become_plain_ones(tmp_path, image, form, options, seen):
    room, picture = lying(tmp_path, image, form, **options)
    cut(tmp_path, room, picture)
    wide, high = level0.sizes(picture.width, picture.height)[-1]
    with Image.open(tmp_path / f"site/pictures/lamp/full/{wide},{high}/0/default.jpg") as whole:
        assert (whole.mode, whole.size) == ("RGB", (wide, high))
        assert all(abs(one - wanted) < 40 for one, wanted in zip(whole.getpixel((wide // 2, high // 2)), seen, strict=True))


def test_the_first_of_moving_pictures_is_shown(tmp_path):
    frames = [Image.new("RGB", (220, 100), (200, 0, 0)), Image.new("RGB", (220, 100), (0, 0, 200))]
    room, picture = lying(tmp_path, frames[0], "GIF", save_all=True, append_images=frames[1:])
    cut(tmp_path, room, picture)
    with Image.open(tmp_path / "site/pictures/lamp/full/200,91/0/default.jpg") as whole:
        assert whole.getpixel((100, 50))[0] > 150


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a" + b"\xff" * 40, b"<svg xmlns='http://www.w3.org/2000/svg' width='60' height='40'><script>1</script></svg>", b"%PDF-1.4"])
def test_what_is_no_picture_is_refused_and_leaves_nothing(tmp_path, data):
    room, picture = lying(tmp_path, Image.new("RGB", (60, 40)))
    kept = room.put(data)
    with pytest.raises(BadFile, match="picture/lamp cannot be shown"):
        cut(tmp_path, room, picture._replace(sha256=kept.sha256))
    assert not list((tmp_path / "cache").iterdir())
    assert not (tmp_path / "site").exists()


def test_a_picture_that_claims_other_sides_than_it_has_is_refused(tmp_path):
    room, picture = lying(tmp_path, Image.new("RGB", (60, 40)))
    with pytest.raises(BadFile, match="60 × 40 pixels and was taken in as 70 × 40"):
        cut(tmp_path, room, picture._replace(width=70))


def test_what_is_taken_in_and_what_is_cut_are_read_by_the_same_readers():
    assert program.FORMS == intake.FORMS


def test_the_program_that_cuts_opens_no_museum():
    ran = subprocess.run([sys.executable, "-X", "importtime", "-m", "presnya.publishing.images.cut", "/dev/null", "/dev/null", "1", "1"], capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "django" not in ran.stderr
