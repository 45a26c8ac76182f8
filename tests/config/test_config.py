"""museum.toml: every key has a default and a meaning; what is wrong is named with file, key and next step."""

import dataclasses
import tempfile
import tomllib
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given

from presnya import config
from presnya.terms.errors import Conflict, PresnyaError


@pytest.fixture
def toml(tmp_path):
    def write(words):
        (tmp_path / "museum.toml").write_text(words, encoding="utf-8")
        return config.load(tmp_path)

    return write


def test_no_file_means_all_defaults(tmp_path):
    museum = config.load(tmp_path)
    assert museum.name == tmp_path.name
    assert museum.languages == ("en",)
    assert museum.origin.endswith(".invalid/presnya")
    assert museum.site_folder == tmp_path.resolve() / "site"
    assert museum.strongroom.is_relative_to(museum.inside)


def test_settings_are_read(toml):
    museum = toml('name = "Наша улица"\nlanguages = ["ru", "en"]\norigin = "street.example/presnya"\nlight = "night"\ndatabase = "postgresql://a:b@127.0.0.1/c"\n')
    assert (museum.name, museum.languages, museum.light) == ("Наша улица", ("ru", "en"), "night")
    assert museum.database.startswith("postgresql:")


BAD = {
    'nmae = "x"': ('unknown key "nmae"', 'Did you mean "name"?'), 'qqq = "x"': ('unknown key "qqq"', "presnya config"), "name = 7": ('"name"', "takes text"), 'languages = "en"': ('"languages"', ""),
    'languages = ["xx"]': ("'xx'", "ru"), "languages = []": ('"languages"', ""), 'light = "dusk"': ("'dusk'", "night"), 'calendar = "maya"': ("'maya'", "julian"),
    'database = "mysql://x"': ("mysql", "postgresql://"), 'origin = "a b"': ("'a b'", "museum.example"), 'origin = "a+b"': ("a+b", ""), 'site = "../x"': ("'../x'", "inside"), 'site = "/srv"': ("/srv", ""),
    'site = ""': ("''", ""), 'site = "."': ("'.'", ""), 'site = ".presnya/pages"': ("its own things", "e.g. site"), 'site = "texts"': ("its own things", "folder of their own"),
    'site = "./Tables"': ("its own things", ""), 'site = "museum.toml"': ("its own things", ""), 'site = "a\\u0000b"': ('"site"', ""), 'origin = "a\\u0007b"': ('"origin"', "without spaces"),
    'languages = ["en", "en"]': ("'en' twice", "once"), "languages = [1]": ("names 1", ""), "light = true": ('"light"', "takes text"), "[name]": ('"name"', "takes text"), 'name = "a"\nname = "b"': ("cannot be read", ""),
    'ligth = "day"': ('unknown key "ligth"', 'Did you mean "light"?'), 'langauges = ["en"]': ('unknown key "langauges"', 'Did you mean "languages"?'), "name = ": ("cannot be read", "line"),
}


@pytest.mark.parametrize(("words", "says"), BAD.items())
def test_what_is_wrong_is_named(toml, tmp_path, words, says):
    with pytest.raises(PresnyaError) as caught:
        toml(words + "\n")
    assert says[0] in caught.value.message
    assert "museum.toml" in caught.value.message
    assert says[1] in str(caught.value)
    assert caught.value.next_step


@pytest.mark.parametrize(("light", "languages"), [("system", ["en"]), ("day", ["ru", "en"]), ("night", ["es", "de", "fr", "ru", "en"])])
def test_every_light_and_language_is_taken(toml, light, languages):
    museum = toml(f'light = "{light}"\nlanguages = {languages!r}\n')
    assert (museum.light, list(museum.languages)) == (light, languages)


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path):
    (tmp_path / "museum.toml").mkdir()
    with pytest.raises(PresnyaError, match=r"museum\.toml cannot be read"):
        config.load(tmp_path)


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_name_is_written_so_that_it_reads_back(words):
    with tempfile.TemporaryDirectory() as place:
        config.write_new(Path(place) / "street", name=words, curator=words)
        museum = config.load(Path(place) / "street")
        assert museum.name == (" ".join(words.split()) or "street")
        assert museum.curator.replace("\n", " ") == words.replace("\n", " ")


def test_settings_are_frozen(tmp_path):
    with pytest.raises(dataclasses.FrozenInstanceError):
        config.load(tmp_path).name = "another"


def test_bytes_that_are_no_text_are_named(tmp_path):
    (tmp_path / "museum.toml").write_bytes(b'name = "\xff\xfe"\n')
    with pytest.raises(PresnyaError, match=r"museum\.toml cannot be read"):
        config.load(tmp_path)


def test_a_new_museum_is_written_once_and_reads_back(tmp_path):
    place = config.write_new(tmp_path / "street", name='The "Mill" \\ street', curator="A. Curator")
    assert tomllib.loads(place.read_text(encoding="utf-8"))["name"] == 'The "Mill" \\ street'
    assert config.load(tmp_path / "street").curator == "A. Curator"
    assert (tmp_path / "street/tables").is_dir()
    with pytest.raises(Conflict, match="exists already"):
        config.write_new(tmp_path / "street", name="Another")


def test_every_key_is_a_field_and_has_a_meaning():
    for key in config.KEYS:
        assert key.help
        assert key.name in config.Museum.__dataclass_fields__
