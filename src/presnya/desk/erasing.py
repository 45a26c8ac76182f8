"""Erasing: what the law makes us destroy. Two curators decide, on a ground of the closed list; an act says what went, and everything else goes on holding.

Order: the act (the commit point) with the deletion of bodies and salts and a catalogue drawn anew, in one transaction; then files of the
strongroom, caches, and the database's own leavings. What a crash leaves of the second half is finished when the museum is next opened.
"""

import json
import re
import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from typing import Any, Final, NamedTuple, get_args

from presnya import register, strongroom
from presnya.catalogue import erasing, ledger, queries
from presnya.config import Museum
from presnya.desk.rights import allow
from presnya.terms import Erase, Ground, Slot, kind_of
from presnya.terms.errors import BadValue, Conflict, NotAllowed, NotFound
from presnya.terms.parts import CLAIM, WHOLE_ACTS

CACHES: Final = ("reading", "cache", "past", "as-of")
"""Folders inside `.presnya` that may hold words of sources and can be made again."""
_TARGET: Final = re.compile(r"(?P<what>[^:\s]+?)(?::(?P<part>[a-z0-9_]+))?", re.ASCII)

Progress = Callable[[int, int], None]


class Going(NamedTuple):
    """A slot that would go: the kind of act, what it is about, when it was entered, the beginning of its words."""

    slot: Slot
    kind: str
    about: str
    at: str
    words: str


class Plan(NamedTuple):
    """What an erasure would destroy, and what it would not.

    `quoting` are claims that quote an erased source, or name its author, and stay unless they are named too; `files` the strongroom's files that go (SHA-256, name),
    `kept` those that another accession holds (with its number of act); `folder` what the museum's own folder still holds and would bring in again.
    """

    going: tuple[Going, ...]
    quoting: tuple[str, ...]
    files: tuple[tuple[str, str], ...]
    kept: tuple[tuple[str, str, int], ...]
    folder: tuple[str, ...]


class Erased(NamedTuple):
    """What was done: the act, its slots, and how many files were destroyed."""

    act: int
    plan: Plan
    files: int


# ── what would go ───────────────────────────────────────────────────────────────────────────────────────────────


def plan_erasure(targets: Sequence[str], *, with_quotations: bool = False, in_folder: Collection[str] = ()) -> Plan:
    """Which slots these targets mean, and what hangs on them. Nothing is changed.

    A target is an act's number, `ACT:PART`, a claim or proposal, a source's id or accession number (with `:files`, `:title` or `:authors` for a part),
    or `curator/ID` for a name. `in_folder` is what the museum's folder holds (`exchange.folder.contents`).
    NotFound or BadValue for what cannot be erased, Conflict for what is gone already.
    """
    if not targets:
        raise BadValue("Nothing was named to be erased.", next_step="Name a claim, a source, or an act by its number.")
    slots = dict.fromkeys(slot for target in targets for slot in _slots(target))
    quoting = _quoting(slots)
    if with_quotations:
        slots |= dict.fromkeys(slot for claim in quoting for slot in _slots(claim))
        quoting = ()
    named = [slot for slot in slots if slot.part == "" or Slot(slot.act) not in slots]
    pairs = [(slot.act, slot.part) for slot in named]
    doomed, kept = _files(pairs)
    return Plan(tuple(_going(slot) for slot in sorted(named, key=lambda slot: (slot.act, slot.part))), quoting, doomed, kept, _still_in(pairs, in_folder))


def _slots(target: str) -> list[Slot]:
    found = _TARGET.fullmatch(target)
    if not found:
        raise BadValue(f"“{target}” cannot be erased.", next_step="Name claim/1045.2, source/diary, 2026.14:files, or an act by its number.")
    what, part = found["what"], found["part"] or ""
    if what.isdecimal():
        return [_slot(int(what), part)]
    kind = kind_of(what)
    if kind in ("claim", "proposal"):
        return [_of_claim(what)]
    if kind == "curator":
        return [_slot(number, "name") for number in _appointments(what.partition("/")[2])]
    if kind in ("question", "chronology", "exhibition", "room", "tour"):
        return [_slot(number, "") for number in _numbers(what, "arrange") if not erasing.entry(number).empty]
    return _of_source(queries.source(what).accession.source, part)


def _appointments(curator: str) -> list[int]:
    numbers = [number for number, identifier in erasing.appointments().items() if identifier == curator]
    if not numbers:
        raise NotFound(f"Nobody was ever appointed as {curator}.", next_step="The id stands beside each act as “by”.")
    return numbers


def _numbers(about: str, act: str) -> list[int]:
    numbers = erasing.numbers_about(about, act)
    if not numbers:
        raise NotFound(f"The register has no {act} of {about}.", next_step="Look it up on the museum's register page.")
    return numbers


def _of_claim(identifier: str) -> Slot:
    number, _, nth = identifier.partition("/")[2].partition(".")
    if not number.isdecimal() or not nth.isdecimal():
        raise BadValue(f"“{identifier}” is no claim's number.", next_step="It stands beside the claim on its page, e.g. claim/1045.2.")
    entry = erasing.entry(int(number))
    if entry.act in ("claim", "correct") and f"{CLAIM}{nth}" in entry.parts:
        return _slot(entry.number, f"{CLAIM}{nth}")
    queries.claim(identifier) if identifier.startswith("claim/") else queries.offers([identifier])
    if identifier.startswith("claim/") and len(erasing.words_of(entry.number, "").get("claims", ())) > 1:
        raise BadValue(f"Act {number} was entered before claims were sealed apart, so {identifier} cannot go alone.",
                       next_step=f"Erase the whole act with `{number}`, and enter again those of its claims that may stay.")
    return _slot(entry.number, "")


def _of_source(source: str, part: str) -> list[Slot]:
    """Every accession of it in the parts that stand, and the readings that quote its text."""
    numbers = _numbers(source, "accession")
    entries = [erasing.entry(number) for number in numbers]
    found = [Slot(entry.number, name) for entry in entries for name in entry.parts if name not in entry.empty and part in ("", name)]
    if part in ("", "files"):
        found += [Slot(number) for number in erasing.numbers_about(source, "propose") if not erasing.entry(number).empty]
    if not found:
        if not any(entry.parts for entry in entries):
            raise BadValue(f"{source} was taken in before files, title and authors were sealed apart, so they cannot be erased.",
                           next_step="Withdraw it; only a successor register can leave it out.")
        raise Conflict(f"Nothing{f' of “{part}”' if part else ''} is left of {source}.", next_step=f"Its accession is act {numbers[0]}; the page of that act says what became of it.")
    return found


def _slot(number: int, part: str) -> Slot:
    """A slot that may be erased and holds something."""
    entry = erasing.entry(number)
    if entry.act in register.PROTECTED:
        raise BadValue(f"Act {number} is of the kind “{entry.act}”, which can never be erased: it accounts for others.", next_step="Name what it speaks of, not the act.")
    if part and part not in entry.parts:
        raise NotFound(f"Act {number} has no part “{part}”.", next_step=f"Its parts are: {', '.join(entry.parts)}." if entry.parts else "It was sealed whole.")
    if not part and entry.act not in WHOLE_ACTS:
        raise BadValue(f"Act {number} ({entry.act}) stays as a whole, because later acts rest on it.",
                       next_step=f"What people wrote in it can go: {', '.join(f'{number}:{one}' for one in entry.parts) or 'nothing, it was sealed whole'}.")
    if (part or "") in entry.empty or "" in entry.empty:
        raise Conflict(f"{f'The part “{part}” of act' if part else 'Act'} {number} is erased already.", next_step="Its page says by which act.")
    return Slot(number, part)


def _going(slot: Slot) -> Going:
    entry = erasing.entry(slot.act)
    words = json.dumps(erasing.words_of(slot.act, slot.part), ensure_ascii=False)
    return Going(slot, entry.act, entry.about, entry.at, words[:200])


def _quoting(slots: Collection[Slot]) -> tuple[str, ...]:
    """Claims that quote a source whose files go, or give the name of an author who goes, and are not among the slots themselves."""
    about = {part: {erasing.entry(slot.act).about for slot in slots if slot.part == part} for part in ("files", "authors")}
    going = {(slot.act, slot.part) for slot in slots}
    found = (*queries.claims_quoting(about["files"]), *queries.own_names(about["authors"]))
    return tuple(dict.fromkeys(claim for claim in found if not going & set(_places(claim))))


def _places(claim: str) -> Iterator[tuple[int, str]]:
    number, _, nth = claim.partition("/")[2].partition(".")
    yield from ((int(number), ""), (int(number), f"{CLAIM}{nth}"))


def _files(slots: Sequence[tuple[int, str]]) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str, int], ...]]:
    """Files that go, and those of the slots that another accession holds."""
    wanted = {one["sha256"]: one["name"] for number, part in slots if part == "files" for one in _held_in(erasing.words_of(number, part))}
    if not wanted:
        return (), ()
    others = {sha256: number for number, sha256, _ in erasing.held() if sha256 in wanted and (number, "files") not in slots}
    return tuple((sha256, name) for sha256, name in wanted.items() if sha256 not in others), tuple((one, wanted[one], number) for one, number in others.items())


def _held_in(words: dict[str, Any]) -> list[dict[str, Any]]:
    return [*words.get("files", ()), *filter(None, [words.get("text")])]


def _still_in(slots: Sequence[tuple[int, str]], in_folder: Collection[str]) -> tuple[str, ...]:
    found = []
    for number, part in slots if in_folder else ():
        words = erasing.words_of(number, part)
        for one in (words, *words.get("claims", ()), *_held_in(words)):
            if _key(one) in in_folder:
                found.append(one.get("origin") or one.get("name") or one["id"])
    return tuple(dict.fromkeys(found))


def _key(words: dict[str, Any]) -> str:
    """As `exchange.folder.contents` names what a folder holds: a file by its hash, all else by its own words."""
    return words["sha256"] if "sha256" in words else json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


# ── doing it ────────────────────────────────────────────────────────────────────────────────────────────────────


def erase(
    targets: Sequence[str], *, ground: str, authority: str, reference: str = "", deciders: Sequence[str], review: str, museum: Museum, curator: str,
    with_quotations: bool = False, in_folder: Collection[str] = (), progress: Progress | None = None,
) -> Erased:
    """Destroy what the targets mean (see `plan_erasure`), for ever. `deciders` are two curators' ids, `review` a day to come (YYYY-MM-DD).

    NotAllowed, BadValue, Conflict or NotFound before anything is done. When it returns nothing of it is left in the museum's folder but the
    published pages, which the next publication replaces.
    """
    with ledger.alone():
        allow(curator, "erase")
        body = _act((), ground, authority, reference, deciders, review)
        plan = plan_erasure(targets, with_quotations=with_quotations, in_folder=in_folder)
        if plan.folder:
            raise Conflict(f"The museum's folder still holds it, and the next publication would bring it in again: {', '.join(plan.folder[:5])}.",
                           next_step="Take it out of the table or remove the text first; then erase.")
        number = ledger.append([ledger.Entry(_act([going.slot for going in plan.going], body.ground, authority, reference, deciders, review))], by=curator).start
        erasing.destroy()
        erasing.doom(number, [sha256 for sha256, _ in plan.files])
        ledger.rebuild(progress=progress)
    finish(museum)
    return Erased(number, plan, len(plan.files))


def _act(slots: Sequence[Slot], ground: str, authority: str, reference: str, deciders: Sequence[str], review: str) -> Erase:  # noqa: PLR0917  in the order of the act
    """The act's body, once all it states is in order."""
    if ground not in get_args(Ground):
        raise BadValue(f"“{ground}” is no ground for an erasure.", next_step=f"It takes one of: {', '.join(get_args(Ground))}. For anything else, withdraw: it stays readable.")
    if not authority.strip():
        raise BadValue("An erasure names the authority that demands it.", next_step="Name the law, court or office; its file number goes into the reference.")
    try:
        day = date.fromisoformat(review)
    except ValueError as error:
        raise BadValue(f"“{review}” is no day.", next_step="Write the day of review as YYYY-MM-DD.") from error
    if day.isoformat() <= ledger.now()[:10]:
        raise BadValue(f"The day of review, {review}, is not to come.", next_step="Name a day on which somebody looks again whether the ground still holds.")
    _check_deciders(deciders)
    return Erase(tuple(slots), ground, " ".join(authority.split()), tuple(deciders), day.isoformat(), " ".join(reference.split()))  # type: ignore[arg-type]  # a Ground: tested above


def _check_deciders(deciders: Sequence[str]) -> None:
    if len(deciders) != 2 or deciders[0] == deciders[1]:  # noqa: PLR2004  two pairs of eyes
        raise BadValue("An erasure is decided by two different curators.", next_step="Name two; `presnya appoint` appoints a second.")
    for one in deciders:
        name, roles = queries.curator(one)
        if not register.DECIDERS & set(roles):
            raise NotAllowed(f"{name or one} may not decide an erasure.", next_step=f"That needs the role of {' or '.join(sorted(register.DECIDERS))}.")
    if not any("registrar" in queries.curator(one)[1] for one in deciders):
        raise NotAllowed("No registrar is among the deciders.", next_step="One of the two must be a registrar.")


def finish(museum: Museum) -> int:
    """Destroy what erasures that were committed have left to destroy; returns how many there were. Called after each erasure, and when a museum is opened."""
    waiting = erasing.doomed()
    if not waiting:
        return 0
    room = strongroom.Strongroom(museum.strongroom)
    standing = {sha256 for _, sha256, _ in erasing.held()}
    for act, files in waiting:
        for sha256 in files:
            if sha256 not in standing:
                room.destroy(sha256)
        erasing.forget_files(act)
    for name in CACHES:
        shutil.rmtree(museum.inside / name, ignore_errors=False) if (museum.inside / name).exists() else None
    erasing.scrub()
    for act, _ in waiting:
        erasing.finished(act)
    erasing.empty_journal()
    return len(waiting)
