import shutil

import pytest

from presnya.reading import model
from presnya.terms.errors import ReaderError

pytestmark = pytest.mark.reader


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(model.folder(), tmp_path / "model")


def test_installed_model_is_the_pinned_one():
    model.check(model.folder())


def test_one_flipped_byte_is_named_and_refused(copy):
    file = copy / "ner" / "model"
    data = bytearray(file.read_bytes())
    data[1000] ^= 1
    file.write_bytes(data)
    with pytest.raises(ReaderError, match="ner/model is not the file") as caught:
        model.load(copy)
    assert "--require-hashes" in caught.value.next_step


def test_a_missing_file_is_named(copy):
    (copy / "vocab" / "strings.json").unlink()
    with pytest.raises(ReaderError, match=r"lacks the file vocab/strings\.json"):
        model.check(copy)


def test_every_file_the_pipeline_loads_is_pinned():
    held = {file.relative_to(model.folder()).as_posix() for file in model.folder().rglob("*") if file.is_file()}
    assert held - set(model.pins()) == {"LICENSE", "LICENSES_SOURCES", "README.md", "accuracy.json"}


def test_stamp_names_the_model_and_its_sum():
    stamp = model.stamp(name="reader", version="1")
    assert (stamp.name, stamp.version, stamp.model, len(stamp.model_sha256)) == ("reader", "1", "en_core_web_sm 3.8.0", 64)
