"""The register as pages show it: what each act did, in plain words, and the proof that it stands where it stands.

A proof leads to the earliest kept checkpoint that holds the act, not to the newest: so the proof of an act
and its file never change again, and a publication writes only those of new acts. That later checkpoints continue the earlier ones is what `presnya verify` recomputes.
"""

import base64
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from presnya import dates, register
from presnya.catalogue.ledger import ActRow
from presnya.catalogue.snapshot import Ended, Entered, Offered
from presnya.museum.claims import DateShown, Statement, shown_date, statements
from presnya.museum.holdings import Holdings
from presnya.museum.notices import Erased, Notice, erasures, notices_of
from presnya.register.recorded import Cosigned
from presnya.terms import Accession, Appoint, Arrange, Body, Correct, Decide, Dispute, EnterClaims, Erase, Propose, Rotate, Succeed, Withdraw, kind_of
from presnya.terms.errors import BadNote, BadProof
from presnya.terms.parts import CLAIM

PER_PAGE: Final = 100
"""Acts on a page of the list. Page N holds acts of a fixed range for ever."""
MOST_DOWNLOADS: Final = 20_000
"""Acts that have files of their own. Later ones are read from the log's tiles and bodies, where any reader of C2SP logs derives
the same proof: a hundred thousand acts would be three hundred thousand small files on a stick. Files once published stay."""
_LONGEST: Final = 20_000
"""Code points of a body that are printed; the rest is in the download."""
_SHOWN: Final = 200
"""Statements or proposals of one act that its page lists."""


class Target(NamedTuple):
    """What an act was done to: a claim in words, or a source, proposal or arrangement by title. `act` brought it; `thing` is whose page to open.

    `erased` when only its place is left.
    """

    id: str
    act: int
    thing: str
    label: str
    statement: Statement | None
    erased: bool = False


class Done(NamedTuple):
    """What an act did, as far as its kind has such things; the rest is empty. `claims` counts all, `statements` are the first of them.

    `kinds` counts proposals by kind; `name` is a curator's or a reader's. `keys` are ids of the register's old and new key; `before` is the
    register that `name` goes on from, `size` then how many acts it ended with.
    """

    statements: tuple[Statement, ...] = ()
    claims: int = 0
    targets: tuple[Target, ...] = ()
    source: str = ""
    number: str = ""
    authors: tuple[tuple[str, str], ...] = ()
    published: DateShown | None = None
    size: int = 0
    name: str = ""
    roles: tuple[str, ...] = ()
    title: str = ""
    kinds: tuple[tuple[str, int], ...] = ()
    words: tuple[str, ...] = ()
    part: tuple[int, int] = (0, 1)
    verdict: str = ""
    ground: str = ""
    dissent: str = ""
    witness: tuple[str, str] = ("", "")
    keys: tuple[str, str] = ("", "")
    before: str = ""
    erased: Erased | None = None


class Line(NamedTuple):
    """An act in a list. `gone` when nothing it entered stands any more; `erased` when its body was destroyed, `holes` the parts that were."""

    number: int
    act: str
    about: str
    label: str
    day: DateShown
    time: str
    by: str
    done: Done
    gone: bool
    erased: bool
    holes: tuple[str, ...] = ()


class Step(NamedTuple):
    """One sibling on the way to the root: on which side it is put, and its hash in base64."""

    left: bool
    hash: str


class Node(NamedTuple):
    """A node of the drawing: where it is, and where its sibling and their parent are. Units of a field 480 wide."""

    x: int
    y: int
    sibling: int
    parent: int


class Proof(NamedTuple):
    """An inclusion proof in words, numbers and as a drawing; `file` is the C2SP tlog-proof with salt and body beside it. `height` of the drawing."""

    leaf: str
    path: tuple[Step, ...]
    root: str
    size: int
    origin: str
    file: str
    nodes: tuple[Node, ...]
    top: tuple[int, int]
    height: int


class Act(NamedTuple):
    """An act's page. `entry` is the bytes in the log as text, `body` indented JSON (`cut` when it goes on), `commit` what binds the body. `files` when it has downloads.

    `cosigners` signed the checkpoint to which the proof leads; `later` is the time (UTC) at which a register without the act was cosigned, when the act claims to be older.
    """

    line: Line
    done: Done
    entry: str
    entry_size: int
    body: str
    cut: bool
    body_size: int
    commit: str
    proof: Proof
    files: bool
    before: int
    next: int
    notices: tuple[Notice, ...] = ()
    cosigners: tuple[str, ...] = ()
    later: str = ""


class Checkpoint(NamedTuple):
    """The signed head of the register as it was published."""

    origin: str
    size: int
    root: str
    note: str
    vkey: str


class Sheet(NamedTuple):
    """A page of the list: acts `first` to `last`, newest first. `title`: '', withdrawn, disputes or accessions; `total` acts of that sort in all; `ranges` every page of the list, newest first."""

    title: str
    lines: tuple[Line, ...]
    first: int
    last: int
    size: int
    total: int
    ranges: tuple[tuple[int, int], ...]
    checkpoint: Checkpoint


class Ledger:
    """Reads acts against the holdings they led to; keeps what is looked up for every act."""

    def __init__(self, holdings: Holdings) -> None:
        self.holdings = holdings
        self.by_act: dict[int, list[Entered]] = defaultdict(list)
        self.claims: dict[str, Entered] = {}
        for entered in holdings.snapshot.claims:
            self.claims.setdefault(entered.id, entered)
            if entered.id.startswith("claim/"):
                self.by_act[entered.act].append(entered)
        self._erased: tuple[Erased, ...] | None = None
        self.offers: dict[str, Offered] = {offer.id: offer for offer in holdings.snapshot.offered}

    def line(self, row: ActRow, *, most: int = 1) -> Line:
        """An act with at most so many of its statements."""
        body = row.opened()
        held = self.holdings
        about = row.about
        return Line(
            row.number, row.act, about, held.snapshot.label(about) if about else "", shown_date(dates.date_value(row.at[:10]), held.lang), row.at[11:16], row.by,
            Done() if body is None else self._done(row.number, body, most), self._gone(row, body), erased=body is None,
            holes=tuple(dict.fromkeys("claim" if part.startswith(CLAIM) else part for part in row.empty())) if body is not None else (),
        )

    def _gone(self, row: ActRow, body: Body | None) -> bool:
        entered = self.by_act.get(row.number, [])
        ended = bool(entered) and all(one.status in {"withdrawn", "corrected"} for one in entered)
        endings: Mapping[str, Ended] = self.holdings.snapshot.endings
        if isinstance(body, Accession):
            return body.source in endings and endings[body.source].act > row.number
        if isinstance(body, Arrange):
            return body.id in endings and endings[body.id].act > row.number
        return ended or row.act == "withdraw"

    def _done(self, number: int, body: Body, most: int) -> Done:  # noqa: C901, PLR0911  one way out for each kind of act
        entered = self.by_act.get(number, [])
        said = statements(entered[:most], self.holdings)
        match body:
            case Accession():
                named = tuple((author, self.holdings.snapshot.label(author)) for author in body.authors)
                published = shown_date(body.published, self.holdings.lang) if body.published else None
                return Done(source=body.source, number=body.number, authors=named, published=published, title=body.title, size=sum(file.size for file in body.files))
            case EnterClaims():
                return Done(statements=said, claims=len(body.claims))
            case Propose():
                return self._proposed(body, most)
            case Decide():
                return Done(verdict=body.verdict, ground=body.ground, dissent=body.dissent, claims=len(body.proposals), targets=self._targets(body.proposals[:most]))
            case Dispute():
                witness = (body.witness, self.holdings.snapshot.label(body.witness) if body.witness else "")
                return Done(targets=self._targets((body.target,)), ground=body.ground, witness=witness, source=body.source)
            case Withdraw():
                return Done(targets=self._targets(body.targets[:most]), claims=len(body.targets), ground=body.ground)
            case Appoint():
                return Done(name=body.name, roles=tuple(body.roles))
            case Arrange():
                return Done(title=body.title)
            case Rotate() | Succeed():
                return _of_keys(body)
            case Erase():
                found = next((one for one in self._erasures() if one.decided.act == number), None)
                return Done(claims=len(body.slots), erased=found)
            case Correct():
                return Done(statements=said, claims=len(body.claims), targets=self._targets(body.targets[:most]), ground=body.ground)

    def _erasures(self) -> tuple[Erased, ...]:
        if self._erased is None:
            self._erased = erasures(self.holdings)
        return self._erased

    def _proposed(self, body: Propose, most: int) -> Done:
        kinds = Counter(proposal.kind for proposal in body.proposals)
        words = tuple(f"{proposal.canonical or proposal.title or proposal.text}" for proposal in body.proposals[:most]) if most > 1 else ()
        return Done(source=body.source, name=f"{body.reader.name} {body.reader.version}", claims=len(body.proposals), kinds=tuple(sorted(kinds.items())), words=words,
                    part=(body.part + 1, body.parts), title=self.holdings.snapshot.label(body.source))

    def _targets(self, targets: Sequence[str]) -> tuple[Target, ...]:
        return tuple(self._target(one) for one in targets)

    def _target(self, identifier: str) -> Target:
        kind = kind_of(identifier)
        number = int(identifier.partition("/")[2].partition(".")[0]) if kind in ("claim", "proposal") else -1
        snapshot = self.holdings.snapshot
        if entered := self.claims.get(identifier):
            found = statements([entered], self.holdings)
            return Target(identifier, entered.act, entered.claim.about, snapshot.label(entered.claim.about), found[0])
        if offer := self.offers.get(identifier):
            proposal = offer.proposal
            return Target(identifier, number, offer.source, proposal.canonical or proposal.title or proposal.text, None)
        if kind == "source" and identifier in snapshot.sources:
            return Target(identifier, snapshot.sources[identifier].act, identifier, snapshot.label(identifier), None)
        if number in snapshot.emptied:
            about = snapshot.acts[number].about
            return Target(identifier, number, about, snapshot.label(about), None, erased=True)
        return Target(identifier, snapshot.arranged_by.get(identifier, number), identifier, snapshot.label(identifier), None)


# ── proofs ──────────────────────────────────────────────────────────────────────────────────────────────────────


class Prover:
    """Proofs of acts against the checkpoints that were kept."""

    def __init__(self, log: register.Written) -> None:
        self.log = log
        self._hashed = log.tree.hashed
        self._notes = [(size, note) for size, note in log.kept if size < log.checkpoint.size] + [(log.checkpoint.size, log.note)]

    def proof(self, row: ActRow) -> Proof:
        """Against the earliest kept checkpoint that holds the act; against the newest when an earlier one lies here that does not fit (`verify` names it)."""
        size, note = next((size, note) for size, note in self._notes if size > row.number)
        checkpoint = _checkpoint(note)
        path = register.inclusion_proof(row.number, size, self._hashed)
        leaf = self.log.leaves[row.number]
        if checkpoint is None or checkpoint.size != size or not _leads(leaf, row.number, size, path, checkpoint.root):
            size, note, checkpoint = self.log.checkpoint.size, self.log.note, self.log.checkpoint
            path = register.inclusion_proof(row.number, size, self._hashed)
            register.verify_inclusion(leaf, row.number, size, path, checkpoint.root)
        beside = json.dumps(register.beside(row), ensure_ascii=False).encode()
        steps = tuple(Step(left, base64.b64encode(one).decode()) for left, one in zip(_sides(row.number, size), path, strict=True))
        nodes, top, height = _drawing([step.left for step in steps])
        return Proof(leaf.hex(), steps, base64.b64encode(checkpoint.root).decode(), size, checkpoint.origin, register.write_proof(row.number, path, note, extra=beside), nodes, top, height)


def _of_keys(body: Rotate | Succeed) -> Done:
    if isinstance(body, Rotate):
        return Done(keys=(register.read_rotation(body.note).old.id.hex(), _key_id(body.vkey)), ground=body.ground)
    return Done(name=body.origin, before=body.before, size=body.end, ground=body.ground, keys=(_key_id(body.keys[-1]), _key_id(body.vkey)))


def _key_id(vkey: str) -> str:
    return register.parse_vkey(vkey).id.hex()


def _checkpoint(note: str) -> register.Checkpoint | None:
    try:
        return register.parse_checkpoint(note.partition("\n\n")[0] + "\n")
    except BadNote:
        return None


def _leads(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    try:
        register.verify_inclusion(leaf, index, size, path, root)
    except BadProof:
        return False
    return True


def _sides(index: int, size: int) -> list[bool]:
    """For each step from leaf to root, whether the sibling stands on the left."""
    out: list[bool] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + (1 << ((end - start - 1).bit_length() - 1))
        out.append(index >= middle)
        start, end = (middle, end) if index >= middle else (start, middle)
    return out[::-1]


def _drawing(lefts: Sequence[bool]) -> tuple[tuple[Node, ...], tuple[int, int], int]:
    """A path that climbs from the leaf: each node, its sibling beside it and their parent above and between."""
    rise, step = 46, 40
    xs = [0]
    for left in lefts:
        xs.append(xs[-1] + (-step if left else step))
    sides = [x + (-2 * step if left else 2 * step) for x, left in zip(xs, lefts, strict=False)]
    low, high = min([*xs, *sides]), max([*xs, *sides])
    width = max(high - low, 1)
    share = min(1.0, 380 / width)

    def at(x: int) -> int:
        return round(240 + (x - (low + high) / 2) * share)

    height = rise * len(lefts) + 76
    nodes = tuple(Node(at(xs[nth]), height - 46 - rise * nth, at(sides[nth]), at(xs[nth + 1])) for nth in range(len(lefts)))
    return nodes, (at(xs[-1]), height - 46 - rise * len(lefts)), height


def act(row: ActRow, ledger: Ledger, prover: Prover, cosigned: Cosigned | None = None) -> Act:
    """An act's page."""
    line = ledger.line(row, most=_SHOWN)
    left = row.joined()
    body = "" if left is None else json.dumps(left.body, ensure_ascii=False, indent=2)
    size = ledger.holdings.snapshot.size
    proof = prover.proof(row)
    later = cosigned.later(row.number, row.at) if cosigned else None
    return Act(line, line.done, row.entry.decode(), len(row.entry), body[:_LONGEST], len(body) > _LONGEST, len(row.body or b"") + sum(len(part.body or b"") for part in row.parts), json.loads(row.entry)["commit"], proof,
               row.number < MOST_DOWNLOADS, row.number - 1, row.number + 1 if row.number + 1 < size else -1,
               notices_of(row.number, ledger.holdings), cosigned.by(proof.size) if cosigned else (), f"{later.cosigned:%Y-%m-%d %H:%M}" if later else "")


def checkpoint(log: register.Written) -> Checkpoint:
    """The head that was just signed."""
    head = log.checkpoint
    return Checkpoint(head.origin, head.size, base64.b64encode(head.root).decode(), log.note, log.vkey)


def ranges(size: int) -> tuple[tuple[int, int], ...]:
    """First and last act of each page of the list, newest first; at least one page."""
    return tuple((first, min(first + PER_PAGE, size) - 1) for first in range(max(size - 1, 0) // PER_PAGE * PER_PAGE, -1, -PER_PAGE))
