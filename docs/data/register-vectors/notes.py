"""Vectors of keys, notes, checkpoints, cosignatures, proof files and acts."""

import json

from form import COSIGNER, LEAVES, LOG, ORIGIN, OTHER, TIME, WITNESS, Case, Key, b64, bad, canonical, commit, good, head, idle, leaf, node, note, root, sha

ORDER = 2**252 + 27742317777372353535851937790883648493
"""Of Ed25519's group: a signature's second half is below it."""


# ── notes, keys, checkpoints, cosignatures ──────────────────────────────────────────────────────────────────────────


def raw_vkey(name: str, material: bytes, identifier: str = "") -> str:
    identifier = identifier or sha(name.encode() + b"\n" + material)[:4].hex()
    return f"{name}+{identifier}+{b64(material)}"


def vkeys() -> list[Case]:
    out = [good("vkey", why, vkey=key.vkey, name=key.name, key_id=key.id.hex(), type=key.type, public=key.public.hex()) for key, why in (
        (LOG, "a log's key; its base64 may hold a plus, so split at most twice"), (WITNESS, "a cosigner's key, type 4"), (OTHER, "another log's"),
        (Key("presnya example log key", ORIGIN, 4), "the same name and key, as a cosigner: another id"), (Key("улица", "музей.example/улица"), "a name that is not ASCII"), (Key("mark", "a\ufeffb"), "U+FEFF is no space"))]
    material = bytes([1]) + LOG.public
    out += [bad("vkey", why, "note", vkey=vkey) for vkey, why in (
        ("", "nothing"), (ORIGIN, "a name only"), (f"{ORIGIN}+27486555", "no key"), (LOG.vkey[:-4], "cut off"), (LOG.vkey.replace("27486555", "27486556"), "another id"),
        (LOG.vkey.replace("27486555", "7486555"), "an id of seven digits"), (LOG.vkey.replace("museum", "muzeum"), "another name"), (LOG.vkey.removesuffix(LOG.vkey[-44:]) + "%" * 44, "no base64"),
        (raw_vkey("", material), "no name"), (raw_vkey("two words", material), "a space in the name"), (raw_vkey("no\u00a0break", material), "a no-break space in the name"),
        (raw_vkey("next\u0085line", material), "U+0085 is a space of Unicode, in the name"), (raw_vkey("line\nbreak", material), "a newline in the name"), (raw_vkey(ORIGIN, material[:-1]), "a key of 31 bytes"), (raw_vkey(ORIGIN, material + b"\0"), "a key of 33 bytes"),
        (raw_vkey(ORIGIN, bytes([2]) + LOG.public), "a type we do not read (ECDSA)"), (raw_vkey(ORIGIN, bytes([0]) + LOG.public), "a type that is not assigned"), (raw_vkey(ORIGIN, b""), "neither type nor key"),
        (raw_vkey("name", bytes([1]) + LOG.public[:31]), "a short key of another name"), (LOG.vkey.replace("+ActU", "+ActU "), "a space in the base64"), (LOG.vkey.replace("+", " "), "spaces for pluses"))]
    short = raw_vkey(ORIGIN, bytes([1]) + LOG.public)
    return [*out, bad("vkey", "no padding is owed by 33 bytes, and here is some", "note", vkey=short + "=")]


TEXT = "The mill stood still.\n"


def notes() -> list[Case]:
    text, line, both = TEXT, LOG.line(TEXT), [LOG.vkey, OTHER.vkey]
    others = [Key(f"presnya example key {number}", f"other-{number}.example") for number in range(63)]
    many = [other.line(text) for other in others]
    blank = "First.\n\nThird, after an empty line.\n\n— not a signature\n"

    def opens(why: str, note: str, keys: list[str] | None = None, text: str = text, signed: list[str] | None = None) -> Case:
        return good("note", why, note=note, keys=keys or [LOG.vkey], text=text, signed=signed or [ORIGIN])

    out = [
        opens("one signature", note(text, line)),
        opens("two known keys", note(text, line, OTHER.line(text)), both, signed=[ORIGIN, OTHER.name]),
        opens("a line of a key we do not know is passed over", note(text, OTHER.line(text), line)),
        opens("so is one that is not even a signature of this text", note(text, OTHER.line("Something else.\n"), line)),
        opens("and one of a type we do not know", note(text, f"— {ORIGIN} {b64(b'abcd' + bytes(2420))}\n", line)),
        opens("a known name with another id is another key", note(text, f"— {ORIGIN} {b64(b'abcd' + LOG.payload(text)[4:])}\n", line)),
        opens("a known id under another name is another key", note(text, f"— {OTHER.name} {b64(LOG.payload(text))}\n", line)),
        opens("sixteen lines, which every reader must take", note(text, *many[:15], line)),
        opens("sixty-four lines, as many as ours takes", note(text, *many, line)),
        opens("an empty text still has its newline", note("\n", LOG.line("\n")), text="\n"),
        opens("empty lines and a dash in the text: the last empty line parts text and signatures", note(blank, LOG.line(blank)), text=blank),
        opens("letters that are not ASCII", note("Пресня, 1905 — «баррикады» 🏛\n", LOG.line("Пресня, 1905 — «баррикады» 🏛\n")), text="Пресня, 1905 — «баррикады» 🏛\n"),
        opens("U+2028 and U+0085 are letters here: lines end in U+000A only", note("one\u2028two\u0085three\n", LOG.line("one\u2028two\u0085three\n")), text="one\u2028two\u0085three\n"),
        opens("the same line twice: the key counts once", note(text, line, line)),
    ]
    twisted = LOG.payload(text)
    grown = (int.from_bytes(twisted[36:], "little") + ORDER).to_bytes(32, "little")
    signature = line.rpartition(" ")[2].rstrip("\n")
    wrong = [
        ("a known key, but the signature is of another text", note(text, LOG.line("Something else.\n"))),
        ("the text was altered", note(text.replace("mill", "will"), line)),
        ("one bit of the signature is another", note(text, f"— {ORIGIN} {b64(twisted[:-1] + bytes([twisted[-1] ^ 1]))}\n")),
        ("the signature's second half grown by the group's order", note(text, f"— {ORIGIN} {b64(twisted[:36] + grown)}\n")),
        ("a good line, then a bad line of the same key", note(text, line, LOG.line("Something else.\n"))),
        ("no signature of a key that was given", note(text, OTHER.line(text))),
        ("a signature a byte short", note(text, f"— {ORIGIN} {b64(twisted[:-1])}\n")),
        ("a signature a byte long", note(text, f"— {ORIGIN} {b64(twisted + bytes(1))}\n")),
        ("an id and no signature", note(text, f"— {ORIGIN} {b64(twisted[:4])}\n")),
        ("no empty line", text + line),
        ("no signature line", text + "\n"),
        ("no text", line),
        ("nothing", ""),
        ("no newline at the end", note(text, line).rstrip("\n")),
        ("something after the signatures", note(text, line) + "more\n"),
        ("an empty line after the signatures", note(text, line) + "\n"),
        ("an empty line between two signatures", note(text, line, "\n", line)),
        ("lines end in return and newline", note(text, line).replace("\n", "\r\n")),
        ("a return in the text", note("one\rtwo\n", LOG.line("one\rtwo\n"))),
        ("a tab in the text", note("one\ttwo\n", LOG.line("one\ttwo\n"))),
        ("a bell in the text", note("one\atwo\n", LOG.line("one\atwo\n"))),
        ("a zero byte in the text", note("one\0two\n", LOG.line("one\0two\n"))),
        ("a hyphen for the dash", note(text, line.replace("—", "-"))),
        ("an en dash for the em dash", note(text, line.replace("—", "–"))),
        ("no space after the dash", note(text, line.replace("— ", "—"))),
        ("two spaces before the signature", note(text, line.replace(f"{ORIGIN} ", f"{ORIGIN}  "))),
        ("a space after the signature", note(text, line.replace("\n", " \n"))),
        ("no name", note(text, f"— {signature}\n", line)),
        ("a plus in the name of one line", note(text, f"— a+b {signature}\n", line)),
        ("a no-break space in the name of one line", note(text, f"— a\u00a0b {signature}\n", line)),
        ("U+0085 in the name of one line", note(text, f"— a\u0085b {signature}\n", line)),
        ("no base64 in one line", note(text, f"— {OTHER.name} %%%%\n", line)),
        ("base64 for addresses (- and _)", note(text, f"— {OTHER.name} ----____\n", line)),
        ("base64 without its padding", note(text, line.rstrip("=\n") + "\n")),
        ("idle bits of the base64 are set", note(text, f"— {ORIGIN} {idle(signature)}\n")),
        ("four bytes in one line: an id and no signature", note(text, f"— {OTHER.name} {b64(b'abcd')}\n", line)),
        ("a thousand lines", note(text, *(many * 16)[:999], line)),
    ]
    out += [bad("note", why, "note", note=words, keys=[LOG.vkey]) for why, words in wrong]
    out.append(bad("note", "two known keys, and the second one's line is bad", "note", note=note(text, line, OTHER.line("Something else.\n")), keys=both))
    return out


def checkpoints() -> list[Case]:
    right = root(0, 3)

    def holds(why: str, text: str, size: int, hashed: bytes) -> Case:
        return good("checkpoint", why, note=note(text, LOG.line(text)), key=LOG.vkey, origin=ORIGIN, size=size, root=hashed.hex())

    out = [
        holds("three entries", head(3, right), 3, right),
        holds("an empty register", head(0, sha(b"")), 0, sha(b"")),
        holds("the largest size: 2^53 - 1", head(2**53 - 1, right), 2**53 - 1, right),
        holds("further lines mean nothing here, but are signed", head(3, right) + "extension\n", 3, right),
    ]
    ours = b64(right)
    wrong = [
        ("a leading zero", f"{ORIGIN}\n03\n{ours}\n"), ("two zeroes", f"{ORIGIN}\n00\n{ours}\n"), ("a negative size", f"{ORIGIN}\n-3\n{ours}\n"), ("minus nothing", f"{ORIGIN}\n-0\n{ours}\n"),
        ("a plus before the size", f"{ORIGIN}\n+3\n{ours}\n"), ("digits that are not ASCII", f"{ORIGIN}\n٣\n{ours}\n"), ("a raised digit", f"{ORIGIN}\n³\n{ours}\n"), ("a size in hex", f"{ORIGIN}\n0x3\n{ours}\n"),
        ("a size with a point", f"{ORIGIN}\n3.0\n{ours}\n"), ("a size in powers of ten", f"{ORIGIN}\n3e0\n{ours}\n"), ("an underscore in the size", f"{ORIGIN}\n1_0\n{ours}\n"), ("a space before the size", f"{ORIGIN}\n 3\n{ours}\n"),
        ("a space after the size", f"{ORIGIN}\n3 \n{ours}\n"), ("no size", f"{ORIGIN}\n\n{ours}\n"), ("a size of 2^53", f"{ORIGIN}\n{2**53}\n{ours}\n"), ("a size of 2^63", f"{ORIGIN}\n{2**63}\n{ours}\n"),
        ("a size of five thousand digits", f"{ORIGIN}\n{'9' * 5000}\n{ours}\n"), ("a root of 15 bytes", head(3, right[:15])), ("a root of 33 bytes", head(3, right + b"\0")), ("no root", f"{ORIGIN}\n3\n\n"),
        ("a root in hex", f"{ORIGIN}\n3\n{right.hex()}\n"), ("a root without its padding", f"{ORIGIN}\n3\n{ours.rstrip('=')}\n"), ("a root whose idle bits are set", f"{ORIGIN}\n3\n{idle(ours)}\n"),
        ("a space after the root", f"{ORIGIN}\n3\n{ours} \n"), ("two lines", f"{ORIGIN}\n3\n"), ("one line", f"{ORIGIN}\n"), ("no origin", f"\n3\n{ours}\n"), ("an empty line after the root", head(3, right) + "\n"),
        ("an empty line among the further ones", head(3, right) + "one\n\ntwo\n"), ("the origin is not the name of the key that signed", head(3, right, OTHER.name)), ("the origin with a space after it", head(3, right, ORIGIN + " ")),
        ("the origin in large letters", head(3, right, ORIGIN.upper())), ("another kind of note", "presnya manifest v1\n" + head(3, right)),
    ]
    return out + [bad("checkpoint", why, "note", note=note(text, LOG.line(text)), key=LOG.vkey) for why, text in wrong]


def cosignatures() -> list[Case]:
    text = head(3, root(0, 3))
    payload = WITNESS.payload(text, TIME)

    def lined(raw: bytes) -> str:
        return note(text, LOG.line(text), f"— {COSIGNER} {b64(raw)}\n")

    def holds(why: str, time: int) -> Case:
        return good("cosignature", why, note=note(text, LOG.line(text), WITNESS.line(text, time)), key=WITNESS.vkey, time=time)

    plain = Key("presnya example witness key", COSIGNER)
    wrong = [
        ("the time is a second later than the one signed", lined(payload[:4] + (TIME + 1).to_bytes(8) + payload[12:])),
        ("the time has its small byte first", lined(payload[:4] + TIME.to_bytes(8, "little") + payload[12:])),
        ("no time: a plain signature under a cosigner's id", lined(payload[:4] + WITNESS.private.sign(text.encode()))),
        ("a signature of the text alone behind a time", lined(payload[:12] + WITNESS.private.sign(text.encode()))),
        ("a time beyond 2^63 - 1", lined(WITNESS.payload(text, 2**63))),
        ("a byte short", lined(payload[:-1])), ("a byte long", lined(payload + b"\0")), ("cut off within the time", lined(payload[:9])),
        ("the checkpoint of another size under the same cosignature", note(head(4, root(0, 3)), LOG.line(head(4, root(0, 3))), f"— {COSIGNER} {b64(payload)}\n")),
        ("only a plain signature, whose id is another: a line of an unknown key", note(text, LOG.line(text), plain.line(text))),
        ("none by this cosigner", note(text, LOG.line(text))),
    ]
    return [holds("a cosignature", TIME), holds("at the beginning of 1970", 0), holds("at the last second that may be written", 2**63 - 1),
            good("cosignature", "a checkpoint with a further line: that is signed too", note=note(text + "more\n", LOG.line(text + "more\n"), WITNESS.line(text + "more\n", TIME)), key=WITNESS.vkey, time=TIME),
            *(bad("cosignature", why, "note", note=words, key=WITNESS.vkey) for why, words in wrong)]


# ── proof files ─────────────────────────────────────────────────────────────────────────────────────────────────────

SALT = bytes(range(32))
BODY = canonical({"words": "The mill stood still.", "lang": "en"})


def envelope(act: str = "claim", **other: object) -> bytes:
    return canonical({"v": 1, "act": act, "at": "2026-10-01T10:05:00Z", "by": "k1a2b3c4d", "commit": commit(SALT, BODY)} | other)


def proof_text(index: int | str, path: list[bytes], signed: str, extra: bytes = b"") -> str:
    lines = ["c2sp.org/tlog-proof@v1", *([f"extra {b64(extra)}"] if extra else []), f"index {index}", *map(b64, path)]
    return "\n".join(lines) + "\n\n" + signed


def proofs() -> list[Case]:
    act = envelope()
    hashes = [LEAVES[0], leaf(act), LEAVES[2]]
    top = node(node(hashes[0], hashes[1]), hashes[2])
    signed = note(head(3, top), LOG.line(head(3, top)))
    path = [hashes[0], hashes[2]]
    extra = json.dumps({"salt": SALT.hex(), "body": BODY.decode()}, ensure_ascii=False, separators=(",", ":")).encode()
    ragged = extra + b" " * ((1 - len(extra)) % 3)  # one byte over a multiple of three: its base64 has idle bits
    alone = note(head(1, leaf(act)), LOG.line(head(1, leaf(act))))
    plain, full = proof_text(1, path, signed), proof_text(1, path, signed, extra)
    base = {"entry": act.hex(), "key": LOG.vkey}
    out = [good("proof", "without the body", file=plain, index=1, size=3, **base), good("proof", "with salt and body beside it", file=full, index=1, size=3, **base),
           good("proof", "the only act of a register: no hashes", file=proof_text(0, [], alone, extra), index=0, size=1, **base),
           good("proof", "with a cosigner's line", file=plain + WITNESS.line(head(3, top), TIME), index=1, size=3, **base)]
    first = b64(path[0])
    wrong = [
        ("nothing", ""), ("another version", plain.replace("@v1", "@v2")), ("no first line", plain.partition("\n")[2]), ("no index", plain.replace("index 1\n", "")),
        ("a negative index", proof_text(-1, path, signed)), ("an index with a leading zero", proof_text("01", path, signed)), ("an index that is not ASCII", proof_text("١", path, signed)),
        ("an index of five thousand digits", proof_text("9" * 5000, path, signed)), ("the index of another act", proof_text(0, path, signed)), ("an index beyond the register", proof_text(3, path, signed)),
        ("a hash is missing", proof_text(1, path[:1], signed)), ("a hash too many", proof_text(1, [*path, path[0]], signed)), ("the hashes change places", proof_text(1, path[::-1], signed)),
        ("hashes of 15 bytes", proof_text(1, [one[:15] for one in path], signed)), ("a hash whose idle bits are set", plain.replace(first, idle(first))), ("a hash without its padding", plain.replace(first, first.rstrip("="))),
        ("a hash in hex", plain.replace(first, path[0].hex())), ("no checkpoint", plain.partition("\n\n")[0] + "\n"), ("an empty line before the hashes", plain.replace("index 1\n", "index 1\n\n")),
        ("lines end in return and newline", plain.replace("\n", "\r\n")), ("extra after the index", plain.replace("index 1\n", f"index 1\nextra {b64(extra)}\n")), ("extra twice", full.replace("\nindex", f"\nextra {b64(extra)}\nindex")),
        ("extra that is no base64", full.replace("extra ", "extra %")), ("extra and nothing in it", plain.replace("index 1\n", "extra \nindex 1\n")),
        ("extra whose idle bits are set", proof_text(1, path, signed, ragged).replace(b64(ragged), idle(b64(ragged)))),
        ("a space before the first line", " " + plain),
    ]
    out += [bad("proof", why, "proof", file=file, **base) for why, file in wrong]
    beside = [("no JSON", b"{"), ("a list", b"[]"), ("no salt", b'{"body":"{}"}'), ("a salt of one byte", canonical({"salt": "00", "body": BODY.decode()})), ("another salt", canonical({"salt": "ff" * 32, "body": BODY.decode()})),
              ("another body", canonical({"salt": SALT.hex(), "body": BODY.decode().replace("still", "there")})), ("the body written in another way", canonical({"salt": SALT.hex(), "body": BODY.decode().replace(":", ": ")})),
              ("a body that is an object, not its bytes", canonical({"salt": SALT.hex(), "body": json.loads(BODY)}))]
    out += [bad("proof", f"beside the proof stands {why}", "proof", file=proof_text(1, path, signed, data), **base) for why, data in beside]
    out += [bad("proof", "of another entry", "proof", file=plain, entry=envelope("withdraw").hex(), key=LOG.vkey),
            bad("proof", "the checkpoint's signature is of another text", "note", file=plain.replace("\n3\n", "\n4\n"), **base),
            bad("proof", "under another log's key", "note", file=plain, entry=act.hex(), key=OTHER.vkey)]
    return out


# ── canonical JSON, commitments, entries ────────────────────────────────────────────────────────────────────────────


def jsons() -> list[Case]:
    """`json` is JSON as somebody may have written it; `canonical` the one way the register writes the same value."""
    right = [
        ("{}", "{}"), ("[]", "[]"), ("null", "null"), ("true", "true"), (" false ", "false"), ("0", "0"), ("-0", "0"), ("-1", "-1"), ("9007199254740992", "9007199254740992"), ("-9007199254740992", "-9007199254740992"),
        ('""', '""'), ('{"b":1,"a":2}', '{"a":2,"b":1}'), ('{"a_1":{"z":[1, 2 ,3],"0":null}}', '{"a_1":{"0":null,"z":[1,2,3]}}'), ('{"a":1,"_":2,"0":3}', '{"0":3,"_":2,"a":1}'),
        (r'"\u041f\u0440\u0435\u0441\u043d\u044f"', '"Пресня"'), (r'"\ud83c\udfdb"', '"🏛"'), (r'"\/"', '"/"'), (r'"\u0022\u005c"', r'"\"\\"'), (r'"\u0008\u0009\u000a\u000c\u000d"', r'"\b\t\n\f\r"'),
        (r'"\u0000\u001f"', r'"\u0000\u001f"'), (r'"\u007f\u0080\u2028\u2029"', '"\x7f\x80\u2028\u2029"'), ('"é"', '"é"'), ('"<&>"', '"<&>"'), ('["\ufffd"]', '["\ufffd"]'), ('{"a":[[[[]]]]}', '{"a":[[[[]]]]}'),
    ]
    wrong = [
        ("1.5", "a fraction"), ("1.0", "a fraction, though it is whole"), ("1e2", "a power of ten"), ("-0.0", "minus nothing as a fraction"), ("9007199254740993", "beyond 2^53"), ("-9007199254740993", "beyond -2^53"),
        ("NaN", "no JSON at all, but some readers take it"), ("Infinity", "no JSON at all, but some readers take it"), ('{"A":1}', "a large letter in a key"), ('{"":1}', "an empty key"), ('{"a b":1}', "a space in a key"), ('{"a-b":1}', "a hyphen in a key"),
        ('{"é":1}', "a key that is not ASCII"), ('{"a\\n":1}', "a newline in a key"), (r'"\ud800"', "half a surrogate pair"), (r'["\udfdb\ud83c"]', "the halves in the wrong order"), ('"e\u0301"', "a letter and its accent apart (not NFC)"), ('"\u212b"', "the sign for ångström (not NFC)"),
        ('{"a":1,"a":2}', "the same key twice"), ('{"a":[{"b":0.1}]}', "a fraction deep inside"),
    ]
    return [good("canonical", "one value, one way to write it", json=given, canonical=out) for given, out in right] + [bad("canonical", why, "value", json=given) for given, why in wrong]


def commitments() -> list[Case]:
    other = bytes(32)
    out = [good("commitment", why, salt=salt.hex(), body=body.decode(), commit=commit(salt, body)) for why, salt, body in (
        ("HMAC-SHA256 of the body's canonical JSON under its salt", SALT, BODY), ("an empty body", other, b"{}"), ("words in Russian", SALT, canonical({"words": "Мельница стояла."})))]
    out += [bad("commitment", why, "differs", salt=salt.hex(), body=body.decode(), commit=wanted) for why, salt, body, wanted in (
        ("another salt", other, BODY, commit(SALT, BODY)), ("another body", SALT, b"{}", commit(SALT, BODY)), ("a plain SHA-256 of salt and body", SALT, BODY, sha(SALT + BODY).hex()),
        ("a plain SHA-256 of the body", SALT, BODY, sha(BODY).hex()), ("the same value with spaces", SALT, json.dumps(json.loads(BODY)).encode(), commit(SALT, BODY)), ("large letters in the commitment", SALT, BODY, commit(SALT, BODY).upper()))]
    file = sha(b"the bytes of a file")
    return [*out, good("file commitment", "HMAC-SHA256 of the file's SHA-256 (its 32 bytes) under a salt", salt=SALT.hex(), sha256=file.hex(), commit=commit(SALT, file))]


def entries() -> list[Case]:
    right = [("an act about one thing", envelope(about="event/strike")), ("about nothing in particular: the key is left out", envelope("appoint")), ("about a thing whose name is not ASCII", envelope(about="person/бертман")),
             ("files sealed apart", envelope("accession", about="source/s1", parts={"files": commit(other := bytes(32), b"[]")})), ("a moment before the year's end", envelope(at="1999-12-31T23:59:59Z")), ("29 February of a leap year", envelope(at="2024-02-29T00:00:00Z"))]
    assert other
    base = json.loads(envelope(about="event/strike"))
    wrong: list[tuple[str, bytes]] = [
        ("nothing", b""), ("no JSON", b"{"), ("a list", b"[]"), ("null", b"null"), ("bytes that are not UTF-8", b'{"act":"\xff"}'), ("a space in it: not the canonical bytes", envelope().replace(b":", b": ", 1)),
        ("keys in another order", json.dumps(dict(reversed(base.items())), separators=(",", ":")).encode()), ("a newline at the end", envelope() + b"\n"), ("a key twice", envelope().replace(b'{"act"', b'{"act":"claim","act"')),
        ("an escape that canonical JSON does not write", envelope(about="event/é").replace("é".encode(), b"\\u00e9")), ("text that is not NFC", canonical(base | {"about": "event/e\u0301"})),
        *((f"no {key}", canonical({k: v for k, v in base.items() if k != key})) for key in ("act", "at", "by", "commit", "v")),
        ("a key that has no place here", canonical(base | {"words": "The mill."})), ("version 2", canonical(base | {"v": 2})), ("version 1 as text", canonical(base | {"v": "1"})), ("version true", canonical(base | {"v": True})),
        ("an empty about", canonical(base | {"about": ""})), ("an act with large letters", canonical(base | {"act": "Claim"})), ("an empty act", canonical(base | {"act": ""})), ("nobody", canonical(base | {"by": ""})),
        ("a number for a name", canonical(base | {"by": 7})), ("a commitment of 31 bytes", canonical(base | {"commit": "ab" * 31})), ("a commitment in large letters", canonical(base | {"commit": "AB" * 32})), ("a commitment that is no hex", canonical(base | {"commit": "xy" * 32})),
        ("a day without its hour", canonical(base | {"at": "2026-10-01"})), ("a time of another zone", canonical(base | {"at": "2026-10-01T10:05:00+03:00"})), ("a fraction of a second", canonical(base | {"at": "2026-10-01T10:05:00.5Z"})),
        ("30 February", canonical(base | {"at": "2026-02-30T10:05:00Z"})), ("the 25th hour", canonical(base | {"at": "2026-10-01T25:05:00Z"})), ("digits that are not ASCII", canonical(base | {"at": "٢٠٢٦-10-01T10:05:00Z"})), ("a space for the T", canonical(base | {"at": "2026-10-01 10:05:00Z"})),
        ("parts that are a list", canonical(base | {"parts": []})), ("no parts in parts", canonical(base | {"parts": {}})), ("a part whose commitment is short", canonical(base | {"parts": {"files": "ab"}})),
        ("parts out of order", canonical(base | {"parts": {"a": "0" * 64, "b": "1" * 64}}).replace(b'"a":"' + b"0" * 64 + b'","b":"' + b"1" * 64, b'"b":"' + b"1" * 64 + b'","a":"' + b"0" * 64)),
        ("a part twice", canonical(base | {"parts": {"a": "0" * 64}}).replace(b'{"a":', b'{"a":"' + b"0" * 64 + b'","a":')),
        ("65,536 bytes", envelope(about="event/" + "x" * (65_536 - len(envelope(about="event/"))))),
    ]
    return [good("entry", why, entry=data.hex(), leaf=leaf(data).hex()) for why, data in right] + [bad("entry", why, "tampered", entry=data.hex()) for why, data in wrong]
