"""Vectors of keys that follow one another."""

from form import LOG, ORIGIN, Case, Key, bad, good, note, sha

SECOND, THIRD, STRANGE = (Key(f"presnya example log key {nth}", ORIGIN) for nth in ("2", "3", "of a stranger"))
FIRST_AT, SECOND_AT = "2027-01-01T12:00:00Z", "2028-02-29T00:00:00Z"


def text(number: int, act: int, at: str, old: Key, new: Key, before: str, origin: str = ORIGIN, title: str = "presnya key rotation v1") -> str:
    return f"{title}\n{origin}\n{number}\n{act}\n{at}\n{old.vkey}\n{new.vkey}\n{before}\n"


def signed(words: str, *keys: Key) -> str:
    return note(words, *(key.line(words) for key in keys))


def rotations() -> list[Case]:
    """`notes` are the files from rotations/0 on, `current` the key the register says is its own, `keys` the chain, `acts` the numbers of the acts."""
    none = "0" * 64
    first = signed(text(0, 7, FIRST_AT, LOG, SECOND, none), LOG, SECOND)
    before = sha(first.encode()).hex()
    second = signed(text(1, 300, SECOND_AT, SECOND, THIRD, before), SECOND, THIRD)

    def holds(why: str, notes: list[str], keys: list[Key], acts: list[int]) -> Case:
        return good("rotation", why, notes=notes, current=keys[-1].vkey, keys=[key.vkey for key in keys], acts=acts)

    out = [holds("none: the key is the first", [], [LOG], []), holds("one", [first], [LOG, SECOND], [7]), holds("two", [first, second], [LOG, SECOND, THIRD], [7, 300]),
           holds("a line of a stranger beside them is passed over", [first + STRANGE.line(text(0, 7, FIRST_AT, LOG, SECOND, none))], [LOG, SECOND], [7])]

    def made(*keys: Key, number: int = 0, act: int = 7, at: str = FIRST_AT, old: Key = LOG, new: Key = SECOND, before: str = none, **other: str) -> str:
        return signed(text(number, act, at, old, new, before, **other), *(keys or (old, new)))

    wrong = [
        ("the old key has not signed", [made(SECOND)]), ("the new key has not signed", [made(LOG)]), ("a stranger signed for the old key", [made(STRANGE, SECOND)]), ("the new key's line is of another text", [note(text(0, 7, FIRST_AT, LOG, SECOND, none), LOG.line(text(0, 7, FIRST_AT, LOG, SECOND, none)), SECOND.line("x\n"))]),
        ("the first is numbered 1", [made(number=1)]), ("the first names one before it", [made(before=sha(b"").hex())]), ("from a key to itself", [made(new=LOG)]), ("of another origin", [made(origin="other.example/register")]),
        ("another title", [made(title="presnya key rotation v2")]), ("a day that does not exist", [made(at="2027-02-30T12:00:00Z")]), ("a time of another zone", [made(at="2027-01-01T12:00:00+01:00")]), ("an act with a leading zero", [first.replace("\n7\n", "\n07\n")]),
        ("a line too many", [signed(text(0, 7, FIRST_AT, LOG, SECOND, none) + "more\n", LOG, SECOND)]), ("the second does not name the first", [first, signed(text(1, 300, SECOND_AT, SECOND, THIRD, none), SECOND, THIRD)]),
        ("the second begins with another key", [first, signed(text(1, 300, SECOND_AT, STRANGE, THIRD, before), STRANGE, THIRD)]), ("the second's act is not later", [first, signed(text(1, 7, SECOND_AT, SECOND, THIRD, before), SECOND, THIRD)]),
        ("the second is numbered 2", [first, signed(text(2, 300, SECOND_AT, SECOND, THIRD, before), SECOND, THIRD)]), ("the same one twice", [first, first]), ("the text was altered", [first.replace("\n7\n", "\n8\n")]), ("no note", [""]),
    ]
    out += [bad("rotation", why, "note", notes=notes, current=(THIRD if len(notes) > 1 else SECOND).vkey) for why, notes in wrong]
    return [*out, bad("rotation", "they end in another key than the register's", "note", notes=[first], current=STRANGE.vkey), bad("rotation", "the last one is missing", "note", notes=[first], current=THIRD.vkey)]
