"""Vectors of policies, requests for cosignatures, evidence of forks, names and lists of a museum's files."""

from form import LEAVES, LOG, ORIGIN, OTHER, WITNESS, Case, Key, b64, bad, consistency, good, head, idle, note, root, sha

# ── policies ────────────────────────────────────────────────────────────────────────────────────────────────────────

COSIGNERS = {name: Key(f"presnya example cosigner {name}", f"{name.lower()}.example", 4) for name in ("A", "B", "C", "D")}
LINES = [f"log {LOG.vkey}", *(f"witness {name} {key.vkey}" for name, key in COSIGNERS.items())]


def policy_text(*lines: str) -> str:
    return "".join(f"{line}\n" for line in (*LINES, *lines))


def policies() -> list[Case]:
    """`enough` and `too_few` are lists of the names of those who cosigned."""
    a, d = COSIGNERS["A"], COSIGNERS["D"]

    def asks(why: str, text: str, enough: list[list[str]], too_few: list[list[str]]) -> Case:
        return good("policy", why, policy=text, enough=enough, too_few=too_few)

    out = [
        asks("nobody is asked for", policy_text("quorum none"), [[], ["A"]], []), asks("one cosigner", policy_text("quorum A"), [["A"], ["A", "B"]], [[], ["B", "C", "D"]]),
        asks("any of three", policy_text("group G any A B C", "quorum G"), [["A"], ["C"], ["A", "D"]], [[], ["D"]]), asks("all of three", policy_text("group G all A B C", "quorum G"), [["A", "B", "C"]], [["A", "B"], ["A", "B", "D"]]),
        asks("two of three", policy_text("group G 2 A B C", "quorum G"), [["A", "C"], ["A", "B", "C"]], [["A"], ["A", "D"]]),
        asks("groups of groups", policy_text("group G 1 A B", "group H all C D", "group I 2 G H", "quorum I"), [["A", "C", "D"]], [["A", "B", "C"], ["C", "D"]]),
        asks("a group that is not in the quorum", policy_text("group G all A B", "quorum C"), [["C"]], [["A", "B"]]),
        asks("comments, empty lines, tabs, spaces at both ends", "# who\n\n \t\n" + f"  log\t{LOG.vkey} \n\t# more\nwitness  A   {a.vkey}\t\nquorum A\n", [["A"]], [[]]),
        asks("addresses", f"log {LOG.vkey} https://museum.example/register\nwitness A {a.vkey} https://a.example/\nquorum A\n", [["A"]], [[]]),
        asks("no log at all: the register is known otherwise", f"witness A {a.vkey}\nquorum A\n", [["A"]], [[]]), asks("nothing but the quorum", "quorum none\n", [[]], []),
        asks("names are bytes: the Kelvin sign is no K", f"witness K {a.vkey}\nwitness \u212a {d.vkey}\nquorum \u212a\n", [["\u212a"]], [["K"]]), asks("no newline at the end", policy_text("quorum A").rstrip("\n"), [["A"]], [[]]),
    ]
    wrong = [
        ("nothing", ""), ("no quorum", policy_text()), ("two quorums", policy_text("quorum A", "quorum A")), ("an unknown quorum", policy_text("quorum E")), ("the quorum stands before its group", policy_text("quorum G", "group G any A")),
        ("an unknown word", policy_text("logs x", "quorum A")), ("a large letter", policy_text("Quorum A")), ("a log without its key", policy_text("log", "quorum A")), ("a cosigner without its key", policy_text("witness E", "quorum A")),
        ("a key that is none", policy_text("witness E x+y+z", "quorum A")), ("a log's key given as a cosigner", policy_text(f"witness E {OTHER.vkey}", "quorum A")), ("a cosigner's key given as a log", policy_text(f"log {WITNESS.vkey}", "quorum A")),
        ("a cosigner's key twice under two names", policy_text(f"witness E {a.vkey}", "quorum A")), ("a name twice", policy_text(f"witness A {WITNESS.vkey}", "quorum A")), ("a log twice", policy_text(f"log {LOG.vkey}", "quorum A")),
        ("the name none", policy_text(f"witness none {WITNESS.vkey}", "quorum A")), ("a group of the name of a cosigner", policy_text("group A any B", "quorum A")), ("a group of none", policy_text("group G any none", "quorum G")),
        ("a group of nobody", policy_text("group G any", "quorum G")), ("a group of itself", policy_text("group G any G", "quorum G")), ("a member twice", policy_text("group G 2 A A", "quorum G")), ("a member of two groups", policy_text("group G any A", "group H any A", "quorum G")),
        ("more than there are", policy_text("group G 3 A B", "quorum G")), ("none of them", policy_text("group G 0 A B", "quorum G")), ("a negative number", policy_text("group G -1 A B", "quorum G")), ("a number that is not ASCII", policy_text("group G ١ A B", "quorum G")),
        ("a number of a hundred digits", policy_text(f"group G {'1' * 100} A B", "quorum G")), ("lines end in return and newline", policy_text("quorum A").replace("\n", "\r\n")), ("a bell", policy_text("# \a", "quorum A")), ("a word too many", policy_text("quorum A B")),
        ("a third word after the log's address", policy_text(f"log {OTHER.vkey} https://a.example/ more", "quorum A")),
    ]
    return out + [bad("policy", why, "policy", policy=text) for why, text in wrong]


# ── requests ────────────────────────────────────────────────────────────────────────────────────────────────────────


def signed(size: int, hashed: bytes, key: Key = LOG, origin: str = ORIGIN) -> str:
    text = head(size, hashed, origin)
    return note(text, key.line(text))


def requests() -> list[Case]:
    """Bodies of the witness protocol's add-checkpoint: whether they have the form, not whether they are true."""
    right, path = signed(7, root(0, 7)), consistency(3, 0, 7)
    lines = "".join(f"{b64(one)}\n" for one in path)
    out = [good("request", "from three acts to seven", body=f"old 3\n{lines}\n{right}", old=3, hashes=len(path)), good("request", "from nothing", body=f"old 0\n\n{right}", old=0, hashes=0),
           good("request", "as many hashes as there may be: 63", body="old 3\n" + f"{b64(LEAVES[0])}\n" * 63 + f"\n{right}", old=3, hashes=63)]
    first = b64(path[0])
    wrong = [("nothing", ""), ("no old size", f"{lines}\n{right}"), ("a leading zero", f"old 03\n{lines}\n{right}"), ("a negative size", f"old -3\n{lines}\n{right}"), ("a size that is not ASCII", f"old ٣\n{lines}\n{right}"), ("two spaces", f"old  3\n{lines}\n{right}"),
             ("a size of five thousand digits", f"old {'9' * 5000}\n{lines}\n{right}"), ("64 hashes", "old 3\n" + f"{first}\n" * 64 + f"\n{right}"), ("a hash of 15 bytes", f"old 3\n{b64(path[0][:15])}\n\n{right}"), ("a hash whose idle bits are set", f"old 3\n{idle(first)}\n\n{right}"),
             ("a hash that is no base64", f"old 3\n%%%%\n\n{right}"), ("no checkpoint", f"old 3\n{lines}"), ("lines end in return and newline", f"old 3\n{lines}\n{right}".replace("\n", "\r\n"))]
    return out + [bad("request", why, "note", body=body) for why, body in wrong]


# ── evidence of forks ───────────────────────────────────────────────────────────────────────────────────────────────


def prefix(old: int, size: int) -> list[bytes]:
    """As a consistency proof, which leaves its first hash out where the old size is a power of two; here it is always there."""
    return [root(0, old), *consistency(old, 0, size)] if old & (old - 1) == 0 else consistency(old, 0, size)


def evidence_text(first: str, second: str, path: list[bytes]) -> str:
    quoted = ["".join(f"> {line}\n" for line in one.split("\n")[:-1]) for one in (first, second)]
    return f"presnya fork evidence v1\n\nfirst\n{quoted[0]}\nsecond\n{quoted[1]}\nhashes\n" + "".join(f"{b64(one)}\n" for one in path)


def evidence() -> list[Case]:
    lie = sha(b"another history")
    base = {"keys": [LOG.vkey], "origin": ORIGIN}
    out = [good("evidence", "two roots for one size", file=evidence_text(signed(7, root(0, 7)), signed(7, lie), []), sizes=[7, 7], **base)]
    out += [good("evidence", f"{old} acts are not the beginning of {size}", file=evidence_text(signed(old, lie), signed(size, root(0, size)), prefix(old, size)), sizes=[old, size], **base)
            for old, size in ((1, 2), (3, 7), (4, 7), (6, 7), (64, 70), (255, 257))]
    honest = evidence_text(signed(3, root(0, 3)), signed(7, root(0, 7)), prefix(3, 7))
    right = evidence_text(signed(3, lie), signed(7, root(0, 7)), prefix(3, 7))
    swapped = prefix(3, 7)
    wrong = [
        ("an honest growth", honest, "proof"), ("the same checkpoint twice", evidence_text(signed(7, root(0, 7)), signed(7, root(0, 7)), []), "proof"), ("no hashes", evidence_text(signed(3, lie), signed(7, root(0, 7)), []), "proof"),
        ("hashes that lead elsewhere", evidence_text(signed(3, lie), signed(7, root(0, 7)), [swapped[1], swapped[0], *swapped[2:]]), "proof"), ("a hash too many", evidence_text(signed(3, lie), signed(7, root(0, 7)), [*swapped, lie]), "proof"),
        ("a hash is missing", evidence_text(signed(3, lie), signed(7, root(0, 7)), swapped[:-1]), "proof"), ("hashes beside two of one size", evidence_text(signed(7, root(0, 7)), signed(7, lie), swapped), "proof"),
        ("the larger one first", evidence_text(signed(7, root(0, 7)), signed(3, lie), swapped), "proof"), ("one of another origin", evidence_text(signed(3, lie, OTHER, OTHER.name), signed(7, root(0, 7)), swapped), "note"),
        ("a checkpoint that nobody signed", right.replace("> 3\n", "> 2\n"), "note"), ("nothing", "", "proof"), ("another header", right.replace("v1", "v2"), "proof"), ("a line that is not quoted", right.replace("> 3\n", "3\n"), "proof"), ("no newline at the end", right.rstrip("\n"), "proof"),
        ("something after the hashes", right + "\nmore\n", "proof"), ("a hash whose idle bits are set", right.replace(b64(swapped[0]), idle(b64(swapped[0]))), "proof"), ("lines end in return and newline", right.replace("\n", "\r\n"), "proof"),
        ("from an empty register, from which everything grows", evidence_text(signed(0, lie), signed(7, root(0, 7)), swapped), "proof"),
    ]
    return out + [bad("evidence", why, error, file=text, **base) for why, text, error in wrong] + [bad("evidence", "with a key that did not sign", "note", file=right, keys=[OTHER.vkey], origin=OTHER.name)]


# ── names and parts of a museum's list of files ─────────────────────────────────────────────────────────────────────


def names() -> list[Case]:
    right = ["index.html", "people/otto-baker.html", "register/tile/entries/x001/000.p/3", "музей/улица.html", "a b.txt", "...", "a/..b", "~", "x" * 255, "/".join(["d" * 200] * 20)]
    wrong = [
        ("", "nothing"), ("/etc/passwd", "the root of the disk"), ("../index.html", "a way up"), ("a/../b", "a way up in the middle"), ("a/./b", "a dot"), ("a//b", "an empty component"), ("a/", "an empty component at the end"), (".", "a dot alone"), ("a\\b", "a backslash"),
        ("C:/a", "a drive"), ("c:a", "a drive"), ("a\0b", "a zero byte"), ("a\nb", "a newline"), ("a\x7fb", "a control character"), ("a\u202egnp.exe", "a mark that turns the direction of writing"), ("a\u200fb", "a mark of direction"), ("a\u2028b", "a line separator"),
        ("e\u0301", "not NFC"), ("x" * 256, "a component of 256 bytes"), ("ж" * 128, "a component of 256 bytes in UTF-8"), ("/".join(["d" * 200] * 21), "more than 4,096 bytes"),
    ]
    out = [good("name", "may be published", name=name) for name in right] + [bad("name", why, "name", name=name) for name, why in wrong]
    listed = ["index.html", "people/otto-baker.html", "музей/улица.html"]
    return out + [good("part of", f"the list that names it, at depth {depth}", name=name, depth=depth, part=f"manifest/{sha(name.encode()).hex()[:depth] if depth else 'all'}.json") for name in listed for depth in range(4)]


