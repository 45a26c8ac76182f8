"""Copies with turned bits, cut off, swapped, emptied, with more or less in them than they should: all of it is found, and the file named.

The long form is `make faults`: forty bits in each file of each kind of copy.
"""

import random

import pytest

from tests.copying import copies_of, found, tiny


@pytest.fixture
def copies(tmp_path):
    return copies_of(tiny(tmp_path / "museum"), tmp_path)


def turned(data, at, bit):
    return data[:at] + bytes([data[at] ^ (1 << bit)]) + data[at + 1:]


def name_in(kind, copy, place):
    """How a report calls a file of a folder or a bag: by its name in the copy, or by that of a tag file."""
    name = place.relative_to(copy).as_posix()
    return name.removeprefix("data/") if kind == "bag" else name


@pytest.mark.parametrize("kind", ["site", "bag"])
def test_a_turned_bit_in_any_file_of_a_folder_names_it(copies, kind):
    chance = random.Random(1905)
    copy = copies[kind]
    assert not found(copy)
    for place in sorted(place for place in copy.rglob("*") if place.is_file()):
        good, name = place.read_bytes(), name_in(kind, copy, place)
        for _ in range(min(8, len(good))):
            place.write_bytes(turned(good, chance.randrange(len(good)), chance.randrange(8)))
            named = found(copy)
            assert name in named or (name == "COPY.json" and "COPY.json" in named), (name, named)
        place.write_bytes(good)
    assert not found(copy)


@pytest.mark.parametrize("kind", ["zim", "archive"])
def test_a_turned_bit_anywhere_in_one_file_is_found(copies, kind):
    """Also in headers, padding, directory, comment and checksum: the first and last bytes one by one, the rest as chance has it."""
    chance = random.Random(1905)
    copy = copies[kind]
    good = copy.read_bytes()
    assert not found(copy)
    spots = {*range(0, 100, 3), *range(len(good) - 160, len(good), 3), *(chance.randrange(len(good)) for _ in range(900))}
    for at in sorted(spots):
        copy.write_bytes(turned(good, at, chance.randrange(8)))
        assert found(copy), at


@pytest.mark.parametrize("kind", ["zim", "archive"])
def test_a_turned_bit_in_a_files_own_bytes_names_it(copies, kind):
    copy = copies[kind]
    good = copy.read_bytes()
    for name, words in (("static/mill.png", bytes(range(200, 256))), *([("museum/tables/people.csv", b"person/otto-baker,Otto")] if kind == "archive" else [])):
        if words not in good:
            continue
        copy.write_bytes(turned(good, good.index(words) + 5, 3))
        assert name in found(copy)


@pytest.mark.parametrize("kind", ["zim", "archive"])
def test_one_file_that_is_cut_off_or_goes_on_is_found(copies, kind):
    copy = copies[kind]
    good = copy.read_bytes()
    for length in (0, 1, 3, 79, 80, 500, len(good) // 2, len(good) - 65, len(good) - 16, len(good) - 1):
        copy.write_bytes(good[:length])
        assert found(copy), length
    for more in (b"\0", b"x" * 4096, good):
        copy.write_bytes(good + more)
        assert found(copy)
    copy.write_bytes(b"\0" + good)
    assert found(copy)


@pytest.mark.parametrize("kind", ["site", "bag"])
@pytest.mark.spec("Y1")
@pytest.mark.spec("Y3")
def test_files_that_are_gone_emptied_cut_off_swapped_or_added_are_named(copies, kind):
    copy = copies[kind]
    places = sorted(place for place in copy.rglob("*") if place.is_file())
    for place in places:
        good, name = place.read_bytes(), name_in(kind, copy, place)
        for spoil in (place.unlink, lambda place=place: place.write_bytes(b""), lambda place=place, good=good: place.write_bytes(good[:-1]),
                      lambda place=place, good=good: place.write_bytes(good + b"\n")):
            spoil()
            if not place.exists() or place.read_bytes() != good:
                assert name in found(copy), name
        place.write_bytes(good)
    top = copy / "data" if kind == "bag" else copy
    otto, bertha = top / "people/otto-baker.html", top / "people/bertha-mill.html"
    held = otto.read_bytes(), bertha.read_bytes()
    otto.write_bytes(held[1])
    bertha.write_bytes(held[0])
    assert {"people/otto-baker.html", "people/bertha-mill.html"} <= found(copy)
    otto.write_bytes(held[0])
    bertha.write_bytes(held[1])
    for name in ("people/nobody.html", "museum/tables/more.csv", "strongroom/aa/bb/cc", ".hidden"):
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_bytes(b"more")
        assert found(copy) == {name}
        (top / name).unlink()
    assert not found(copy)


def test_tag_files_written_anew_to_fit_an_altered_file_do_not_hide_it(copies):
    """What a BagIt validator takes for whole: the list under the museum's key says otherwise."""
    import bagit

    copy = copies["bag"]
    (copy / "data/people/otto-baker.html").write_bytes(b"<h1>Otto Miller</h1>")
    (copy / "data/people/nobody.html").write_bytes(b"<h1>Nobody</h1>")
    bag = bagit.Bag(str(copy))
    bag.save(manifests=True)
    assert bagit.Bag(str(copy)).is_valid()
    assert {"people/otto-baker.html", "people/nobody.html", "manifest-sha256.txt"} <= found(copy)
