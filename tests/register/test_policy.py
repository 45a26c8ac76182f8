"""The policy file: who is asked, and what a verifier asks for."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from presnya.register.note import COSIGNATURE, Signer
from presnya.register.policy import read_policy
from presnya.terms.errors import BadFile


def key(name, kind=COSIGNATURE):
    return Signer(name, Ed25519PrivateKey.from_private_bytes(name.encode().ljust(32)[:32]), kind).verifier


LOG = key("street.example/presnya", 1)
X = {name: key(name) for name in ("x1", "x2", "x3", "y1", "y2")}
WITNESSES = "".join(f"witness {name} {one}\n" for name, one in X.items())
LEVELS = f"""# whom we ask
log {LOG} https://street.example/
{WITNESSES}
group xs 2 x1 x2 x3
\tgroup ys\tany y1   y2\u0020
group both all xs ys
quorum both
"""


@pytest.mark.parametrize(("signed", "enough"), [
    ("x1 x2 y1", True), ("x1 x3 y2", True), ("x1 x2 x3 y1 y2", True), ("x1 x2", False), ("x1 y1 y2", False), ("y1 y2", False), ("", False),
])
def test_policy_asks_for_its_quorum_through_groups(signed, enough):
    policy = read_policy(LEVELS.encode())
    assert policy.satisfied(X[name] for name in signed.split()) is enough
    assert policy.logs == ((LOG, "https://street.example/"),)


def test_policy_counts_only_keys_it_names():
    policy = read_policy(f"{WITNESSES}quorum x1\n".encode())
    assert policy.satisfied([X["x1"]])
    assert not policy.satisfied([key("stranger"), X["x2"], LOG])
    assert read_policy(b"quorum none").satisfied([])


def test_policy_takes_names_and_comments_as_bytes_and_its_addresses_as_they_are():
    policy = read_policy(b"witness \xff\xfe " + str(X["x1"]).encode() + b" https://x.example/w\n# \xe9\xe9\nquorum \xff\xfe\n")
    assert policy.cosigners[0].address == "https://x.example/w"
    assert policy.satisfied([X["x1"]])


@pytest.mark.parametrize(("words", "what"), [
    ("", "no quorum"), (f"witness a {X['x1']}\n", "no quorum"), ("quorum a\n", "line 1"), ("quorum none\nquorum none\n", "line 2"), ("quorum\n", "line 1"),
    (f"quorum a\nwitness a {X['x1']}\n", "line 1"), (f"witness none {X['x1']}\nquorum none\n", "taken"), (f"witness a {X['x1']}\nwitness a {X['x2']}\nquorum a\n", "taken"),
    (f"witness a {X['x1']}\nwitness b {X['x1']}\nquorum a\n", "second time"), (f"log {LOG}\nlog {LOG}\nquorum none\n", "second time"),
    (f"witness a {LOG}\nquorum a\n", "wrong kind"), (f"log {X['x1']}\nquorum none\n", "wrong kind"), ("witness a b+c\nquorum a\n", "key"),
    (f"witness a {X['x1']}\ngroup g 2 a\nquorum g\n", "of 1 members"), (f"witness a {X['x1']}\ngroup g 0 a\nquorum g\n", "of 1 members"),
    (f"witness a {X['x1']}\ngroup g 01 a\nquorum g\n", "of 1 members"), (f"witness a {X['x1']}\ngroup g all\nquorum g\n", "no group line"),
    (f"witness a {X['x1']}\ngroup g any a a\nquorum g\n", "in a group already"), (f"witness a {X['x1']}\ngroup g any a\ngroup h any a\nquorum g\n", "in a group already"),
    ("group g any g\nquorum g\n", "not defined before"), ("group g any none\nquorum g\n", "not defined before"), ("cosigner a\nquorum none\n", "begins with"),
    ("quorum none\r\n", "control"), ("quorum none\x7f", "control"), ("log\nquorum none\n", "no log line"), ("witness a\nquorum none\n", "no witness line"),
])
def test_policy_that_is_none_is_refused_with_its_line(words, what):
    with pytest.raises(BadFile, match=what) as caught:
        read_policy(words.encode(), file="our-street/policy")
    assert "our-street/policy" in caught.value.message
    assert caught.value.next_step


def test_policy_of_the_size_the_specification_asks_for_is_read():
    names = [f"w{nth}" for nth in range(40)]
    words = "".join(f"witness {name} {key(name)}\n" for name in names) + "".join(f"group g{nth} any w{nth}\n" for nth in range(40)) + "group all 40 " + " ".join(f"g{nth}" for nth in range(40)) + "\nquorum all\n"
    policy = read_policy(words.encode())
    assert policy.satisfied(key(name) for name in names)
    assert not policy.satisfied(key(name) for name in names[:39])
