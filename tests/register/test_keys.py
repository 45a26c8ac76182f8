"""The key file: locked or not, of this museum, never made anew in silence; a change of key that was cut off is completed."""

import json
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from presnya import register
from presnya.register import keys
from presnya.register.rotation import read_rotation, write_rotation
from presnya.terms.errors import BadInput, Conflict, RegisterError
from tests.register.conftest import rows
from tests.register.keyed import AT, ORIGIN

PHRASE = "the mill stood still"
NOW = datetime(2026, 10, 2, tzinfo=UTC)


def file(home):
    (place,) = (home / "keys").glob("*.key")
    return place


def seed():
    return register.signer(ORIGIN).private.private_bytes_raw()


# ── locked with a passphrase ────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def locked(home):
    """A locked key file, and the key in it."""
    secret = seed()
    register.change_passphrase(ORIGIN, PHRASE)
    return file(home), secret


def test_a_locked_key_opens_with_its_passphrase_from_the_environment_a_file_or_a_person(locked, monkeypatch, tmp_path):
    place, secret = locked
    asked = []
    assert register.signer(ORIGIN, ask=lambda what: asked.append(what) or PHRASE).private.private_bytes_raw() == secret
    assert ORIGIN in asked[0]
    (tmp_path / "phrase").write_text(f"{PHRASE}\nnot this line\n")
    monkeypatch.setenv("PRESNYA_PASSPHRASE_FILE", str(tmp_path / "phrase"))
    assert seed() == secret
    monkeypatch.setenv("PRESNYA_PASSPHRASE", PHRASE)
    monkeypatch.setenv("PRESNYA_PASSPHRASE_FILE", str(tmp_path / "nowhere"))
    assert seed() == secret
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert secret.hex().encode() not in place.read_bytes()


def test_a_locked_key_that_nobody_opens_says_how(locked, monkeypatch, tmp_path):
    with pytest.raises(RegisterError, match="is locked") as caught:
        seed()
    assert "PRESNYA_PASSPHRASE" in caught.value.next_step
    monkeypatch.setenv("PRESNYA_PASSPHRASE_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(RegisterError, match="nowhere"):
        seed()
    monkeypatch.setenv("PRESNYA_PASSPHRASE", PHRASE + ".")
    with pytest.raises(RegisterError, match="does not open") as caught:
        seed()
    assert str(locked[0]) in caught.value.message


def test_a_passphrase_is_the_same_however_its_letters_are_composed(home):
    secret = seed()
    register.change_passphrase(ORIGIN, "la clef de l\u2019\u00e9t\u00e9")
    assert register.signer(ORIGIN, ask=lambda what: "la clef de l\u2019e\u0301te\u0301").private.private_bytes_raw() == secret


def test_a_locked_key_can_be_locked_anew_and_unlocked(locked):
    secret = locked[1]
    with pytest.raises(RegisterError, match="does not open"):
        register.change_passphrase(ORIGIN, "another phrase", ask=lambda what: "no")
    register.change_passphrase(ORIGIN, "another phrase", ask=lambda what: PHRASE)
    register.change_passphrase(ORIGIN, "", ask=lambda what: "another phrase")
    assert seed() == secret
    assert register.look(ORIGIN).locked is False


def test_a_short_passphrase_is_refused(home):
    seed()
    with pytest.raises(BadInput, match="less than 12"):
        register.change_passphrase(ORIGIN, "short")
    assert register.look(ORIGIN).locked is False


def test_what_stands_open_beside_a_locked_key_is_locked_with_it(locked):
    place, _ = locked
    assert register.look(ORIGIN).locked
    held = json.loads(place.read_text())
    place.write_text(json.dumps(held | {"vkey": str(register.signer("other.example").verifier)}))
    with pytest.raises(RegisterError, match="does not open"):
        register.signer(ORIGIN, ask=lambda what: PHRASE)


def test_a_locked_key_that_is_damaged_is_named(locked):
    place, _ = locked
    held = json.loads(place.read_text())
    for change in ({"kdf": "none"}, {"n": 2**30}, {"n": "x"}, {"cipher": "rot13"}, {"salt": "xyz"}, {"text": ""}, {"more": 1}):
        place.write_text(json.dumps(held | {"sealed": held["sealed"] | change}))
        with pytest.raises(RegisterError) as caught:
            register.signer(ORIGIN, ask=lambda what: PHRASE)
        assert str(place) in caught.value.message, change


# ── whose, and where ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_key_of_another_museum_is_refused(home):
    register.signer(ORIGIN)
    own = file(home)
    register.signer("other.example")
    (other,) = set((home / "keys").glob("*.key")) - {own}
    own.write_bytes(other.read_bytes())
    with pytest.raises(RegisterError, match=r"is of other\.example, not of street\.example"):
        register.signer(ORIGIN)


@pytest.mark.parametrize("words", ["", "{", "[]", "null", '{"origin":"street.example/presnya"}', '{"v":2,"origin":"street.example/presnya","keys":[]}',
                                   '{"v":2,"origin":"street.example/presnya","keys":{"current":"00"}}', '{"v":2,"origin":"street.example/presnya","sealed":{}}'])
def test_a_key_file_that_is_none_is_named(home, words):
    register.signer(ORIGIN)
    file(home).write_text(words)
    with pytest.raises(RegisterError, match="is damaged"):
        register.signer(ORIGIN)


def test_a_key_file_of_the_first_form_is_read(home):
    secret = seed()
    file(home).write_text(json.dumps({"origin": ORIGIN, "ed25519": secret.hex()}))
    assert seed() == secret
    assert register.look(ORIGIN).vkey == str(register.signer(ORIGIN).verifier)


def test_a_key_that_is_gone_is_not_made_anew(home, tmp_path):
    register.publish_log(tmp_path / "log", rows(3), signer=register.signer(ORIGIN))
    file(home).unlink()
    with pytest.raises(RegisterError, match="is gone") as caught:
        register.signer(ORIGIN)
    assert "backup of keys" in caught.value.next_step


def test_a_folder_signed_with_another_key_is_not_signed_over(tmp_path, monkeypatch):
    """On another machine there is neither key nor mark: a new key must not take the museum's place."""
    register.publish_log(tmp_path / "log", rows(3), signer=register.signer(ORIGIN))
    monkeypatch.setenv("PRESNYA_HOME", str(tmp_path / "elsewhere"))
    with pytest.raises(RegisterError, match="was signed with the key"):
        register.publish_log(tmp_path / "log", rows(4), signer=register.signer(ORIGIN))
    assert register.verify(tmp_path / "log").size == 3


def test_a_key_left_half_written_is_cleared(home):
    register.signer(ORIGIN)
    part = file(home).with_name(f".{file(home).name}.abc.part")
    part.write_text("a key, unlocked")
    register.change_passphrase(ORIGIN, PHRASE)
    assert not part.exists()


# ── one key after another ───────────────────────────────────────────────────────────────────────────────────────


def change():
    """A rotation as the desk enters it."""
    old, new = register.prepare(ORIGIN)
    return read_rotation(write_rotation(old, new, number=0, act=3, at=AT))


def test_a_key_is_kept_before_anything_is_signed_with_it_and_used_when_the_register_says_so(home):
    first = register.signer(ORIGIN)
    rotation = change()
    assert register.signer(ORIGIN).verifier == first.verifier  # not entered: nothing has changed
    assert change() == rotation  # and trying again takes the same key
    both = register.signers(ORIGIN, [rotation], now=NOW, named=rotation.new)
    assert [one.verifier for one in both] == [rotation.new, rotation.old]
    assert register.signer(ORIGIN).verifier == rotation.new


def test_the_old_key_is_removed_after_thirty_days(home):
    rotation = change()
    for days, count in ((29, 2), (30, 1), (1, 1)):  # once removed it does not come back
        assert len(register.signers(ORIGIN, [rotation], now=datetime(2026, 10, 1, 10, 5, tzinfo=UTC) + timedelta(days=days), named=rotation.new)) == count
    assert json.loads(file(home).read_text())["keys"]["retired"] == []


def test_a_locked_key_stays_locked_through_a_rotation(locked):
    place, _ = locked
    old, new = register.prepare(ORIGIN, ask=lambda what: PHRASE)
    rotation = read_rotation(write_rotation(old, new, number=0, act=3, at=AT))
    register.signers(ORIGIN, [rotation], now=NOW, named=rotation.new, ask=lambda what: PHRASE)
    assert register.look(ORIGIN) == (place, str(rotation.new), True)


def test_a_backup_of_keys_from_before_a_rotation_does_not_sign(home):
    register.signer(ORIGIN)
    backup = file(home).read_bytes()
    rotation = change()
    file(home).write_bytes(backup)
    with pytest.raises(RegisterError, match="says that the key") as caught:
        register.signers(ORIGIN, [rotation], now=NOW, named=rotation.new)
    assert "keys successor" in caught.value.next_step
    file(home).unlink()
    with pytest.raises(RegisterError, match="is not on this machine"):
        register.signers(ORIGIN, [rotation], now=NOW, named=rotation.new)
    assert not list((home / "keys").iterdir())


def test_two_processes_do_not_sign_at_once(home, tmp_path):
    program = ("import sys; from presnya.register import keys\nwith keys.alone(sys.argv[1]):\n    print('held', flush=True); sys.stdin.read()")
    other = subprocess.Popen([sys.executable, "-c", program, ORIGIN], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(Conflict, match="Another command is signing"):
            register.publish_log(tmp_path / "log", rows(3), signer=register.signer(ORIGIN))
        with keys.alone("other.example"):
            assert not (tmp_path / "log").exists()
    finally:
        other.communicate("")
    assert register.publish_log(tmp_path / "log", rows(3), signer=register.signer(ORIGIN)).checkpoint.size == 3
