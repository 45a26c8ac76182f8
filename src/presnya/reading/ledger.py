"""The ledger of names: one type for each name over the whole document, and one entry for all its forms.

The model types each mention by its sentence and is often wrong on a surname alone; over a document the evidence adds
up (design: reading §2, exact F .74 → .84). Each piece of evidence below has a weight; they were set by hand.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from presnya.reading.document import KnownName
from presnya.reading.gazetteer import places
from presnya.reading.mentions import Mention, acronym_after, institutions
from presnya.reading.sieve import no_name
from presnya.reading.spelling import compatible, fold, parts, surname
from presnya.reading.whole import Place, Whole
from presnya.reading.words import (
    BELONGINGS, FIRST_NAMES, GROUP_HEADS, KNOWN_GROUPS, PERSON_NOUNS, PERSON_TITLES, PERSON_VERBS, PLACE_HEADS, PLURAL_GROUP, RANKS, SURNAME_ENDINGS,
)
from presnya.terms import NameType, Span

_TYPES: Final[tuple[NameType, ...]] = ("person", "group", "place", "work")
_ENOUGH: Final = 0.6


@dataclass
class Form:
    """One spelling of a name and what speaks for each type. `spans` are where the mentions stand."""

    name: str
    spans: list[Span] = field(default_factory=list)
    sources: Counter[str] = field(default_factory=Counter)
    votes: Counter[str] = field(default_factory=Counter)
    evidence: dict[str, float] = field(default_factory=lambda: dict.fromkeys(_TYPES, 0.0))


class Name(NamedTuple):
    """A name of the document: `spans` in order, `aliases` every form that stands there but the canonical one."""

    canonical: str
    type: NameType
    aliases: tuple[str, ...]
    spans: tuple[Span, ...]
    rule: str


def names_of(whole: Whole, mentions: Iterable[Mention], known: Sequence[KnownName]) -> tuple[Name, ...]:
    """All names of the document, by first place. Known names settle type and canonical form."""
    forms = _forms(whole, mentions)
    _weigh(whole, forms)
    settled = _Settled(known)
    groups = _joined(whole, forms, settled)
    entries = [entry for group in groups if (entry := _entry(group, forms, settled))]
    return _placed(whole, entries, forms, settled)


# ── evidence ────────────────────────────────────────────────────────────────────────────────────────────────────


def _forms(whole: Whole, mentions: Iterable[Mention]) -> dict[str, Form]:
    forms: dict[str, Form] = {}
    for span, kind, source in mentions:
        name = whole.words(span)
        if not name:
            continue
        form = forms.setdefault(name, Form(name))
        form.spans.append(span)
        form.sources[source] += 1
        if source == "model" and kind:
            form.votes[kind] += 1
        elif kind and not (source == "run" and name in places()):
            form.evidence[kind] = max(form.evidence[kind], _OF_SOURCE[source])
    for form in forms.values():
        form.spans = list(dict.fromkeys(form.spans))
        titled = form.sources["title"] + form.sources["italics"]
        if form.sources["italics"] or " " not in form.name:  # italics may only stress a name that stands upright elsewhere
            form.evidence["work"] *= min(1.0, titled / len(form.spans))
    kept = {name: form for name, form in forms.items() if form.sources["short-title"] or not (_people(form) or no_name(whole, name, form.spans, others=set(forms)))}
    return _without_wrapped(kept)


_OF_SOURCE: Final = {"run": 2.5, "first-name": 2.0, "quoted-group": 2.0, "title": 6.0, "italics": 6.0, "short-title": 6.5}


def _people(form: Form) -> bool:
    """Whether the model often took it for a people's adjective ("American")."""
    return form.sources["people"] * 3 >= form.sources.total()


def _without_wrapped(forms: dict[str, Form]) -> dict[str, Form]:
    """Without forms that are a shorter form of the document in a wrapping: a title before a person, a party's adjective beside its plural, a people's before a place."""
    return {name: form for name, form in forms.items() if not _wrapped(name, form, forms)}


def _of_persons(name: str, forms: Mapping[str, Form]) -> bool:
    """"The Ozerovs" and "the Ozerov-Zarubin affair" beside Ozerov and Zarubin: words made of persons' names, no persons of their own."""
    halves = [name.removesuffix("s")] if name.endswith("s") else name.split("-") if "-" in name else []
    return bool(halves) and all(half in forms and forms[half].votes["person"] and len(forms[half].spans) > len(forms[name].spans) for half in halves)


def _wrapped(name: str, form: Form, forms: Mapping[str, Form]) -> bool:
    first, _, rest = name.partition(" ")
    words = name.split()
    if any(word.casefold() in PERSON_TITLES and (bare := forms.get(" ".join(words[nth + 1:]))) is not None and bare.votes["person"] for nth, word in enumerate(words)):
        return True
    if rest and rest in forms and (form.votes["place"] or form.evidence["place"]) and re.search(r"(?:ian|ish|ese|ch|can|man)$", first) and forms[rest].votes.total():
        return True
    if rest and rest in forms and first in forms and first not in FIRST_NAMES and forms[rest].votes["person"] and len(forms[first].spans) >= 3 * len(form.spans):
        return True
    if not rest and _of_persons(name, forms):
        return True
    return not rest and any(plural in forms and re.search(PLURAL_GROUP, plural) for plural in (f"{name}s", f"{name}i"))


def _weigh(whole: Whole, forms: Mapping[str, Form]) -> None:
    for form in forms.values():
        total = sum(form.votes.values())
        for kind, votes in form.votes.items():
            form.evidence[kind] += votes / total
        _by_words(form)
        _by_company(whole, form)
        words = form.name.split()
        if len(words) > 1 and words[0] not in FIRST_NAMES and whole.small_words.get(words[-1].casefold(), 0) > 1:
            form.evidence["person"] = 0.0  # High Command is nobody


def _by_words(form: Form) -> None:
    name, words = form.name, form.name.split()
    if name in places():
        form.evidence["place"] += 1.5
        return
    for kind, weight, holds in (
        ("group", 3.0, re.search(PLURAL_GROUP, name)), ("group", 7.0, name in KNOWN_GROUPS), ("group", 0.5, len(words) == 1 and name.isupper() and len(name) > 2),  # noqa: PLR2004
        ("person", 0.7, (len(words) == 1 or _INITIALS.match(name)) and re.search(SURNAME_ENDINGS, words[-1])), ("person", 1.5, _INITIALS.match(name)), _by_head(words),
    ):
        if holds:
            form.evidence[kind] += weight


_INITIALS: Final = re.compile(r"(?:[A-Z]\.\s?){1,3}[A-Z][a-z]")


def _by_head(words: list[str]) -> tuple[NameType, float, bool]:
    """What the word says on which the others hang: the last one, or the one before "of"."""
    head = words[next((nth for nth, word in enumerate(words) if word in ("of", "for") and nth), len(words)) - 1].casefold()
    if head in GROUP_HEADS:
        return "group", 1.5, True
    if len(words) > 1 and head in PLACE_HEADS:
        return "place", 1.5, True
    return "person", 1.5, len(words) > 1 and words[0] in FIRST_NAMES


def _by_company(whole: Whole, form: Form) -> None:
    person, here = 0.0, 0
    for span in form.spans[:60]:
        places_in = list(whole.within(span))
        if places_in:
            person += _person_cues(whole, span, places_in)
            here += _locative(whole, span, places_in)
        for kind, words in _AND_OTHER.items():
            if words.match(whole.text, span.end):
                form.evidence[kind] += 1.5
    form.evidence["person"] += min(2.2, person)
    form.evidence["place"] += min(0.9, 1.2 * here / max(1, len(form.spans)))


_AND_OTHER: Final[dict[NameType, "re.Pattern[str]"]] = {
    "group": re.compile(r",? and (?:\w+ )?other (?:\w+ )?(?:groups|parties|organi[sz]ations|institutions|papers|unions|movements|collectives|factories)\b"),
    "place": re.compile(r",? and (?:\w+ )?other (?:\w+ )?(?:cities|towns|countries|provinces|places|villages|regions)\b"),
    "person": re.compile(r",? and (?:\w+ )?other (?:\w+ )?(?:leaders|writers|artists|poets|generals|officers|ministers|members|comrades)\b"),
}


def _person_cues(whole: Whole, span: Span, inside: list[Place]) -> float:
    place = _head(inside)
    token, tokens = place.token, place.parsed.tokens
    after = whole.text[span.end:span.end + 60]
    cues = 0.0
    if re.match(r",?\s(?:with |of |to |for |from )?whom?\b", after):
        cues += 1.0
    if (found := re.match(r"['’]s?\s+(?:\w+\s+)?(\w+)", after)) and found[1] in BELONGINGS:
        cues += 0.6
    head = tokens[token.head]
    if token.dep == "nsubj" and head.lemma in PERSON_VERBS:
        cues += 0.5
    if token.dep == "nsubjpass" and head.lemma in PERSON_VERBS:
        cues += 1.0
    if token.dep == "nsubj" and head.lemma in ("be", "become") and any(tokens[child].dep == "attr" and tokens[child].lemma in PERSON_NOUNS | {"hero"} for child in place.parsed.children[head.nth]):
        cues += 1.2
    if any(tokens[child].dep == "appos" and tokens[child].lemma in PERSON_NOUNS for child in place.parsed.children[token.nth]):
        cues += 1.5
    first, tokens = inside[0].token.nth, inside[0].parsed.tokens  # a name in italics may begin in the paragraph before its head's
    if first and (before := tokens[first - 1]).masked < 0 and (before.lemma in PERSON_NOUNS or before.text.casefold() in RANKS):
        cues += 1.2
    return cues


def _head(inside: list[Place]) -> Place:
    """The token that the others hang on: the last one whose head lies outside."""
    numbers = {place.nth for place in inside}
    return next((place for place in reversed(inside) if place.token.head not in numbers or place.token.head == place.nth), inside[-1])


def _locative(whole: Whole, span: Span, inside: list[Place]) -> bool:
    first = inside[0].token.nth
    before = inside[0].parsed.tokens[first - 1].text.casefold() if first else ""
    return before in ("in", "at", "near", "from", "to", "outside", "inside", "throughout", "toward", "towards") and before not in ("from", "to") and not whole.text[span.end:span.end + 2].startswith(("’", "'"))


# ── one entry for all forms ─────────────────────────────────────────────────────────────────────────────────────


class _Settled:
    """What the museum knows: every name of every known thing, by its letters and, for persons, by its sound."""

    def __init__(self, known: Sequence[KnownName]) -> None:
        self.by_name: dict[str, KnownName] = {}
        self.by_surname: dict[str, list[KnownName]] = defaultdict(list)
        for one in known:
            for name in (one.canonical, *one.aliases):
                self.by_name.setdefault(_bare(name), one)
                if one.type == "person" and one not in self.by_surname[fold(surname(name))]:
                    self.by_surname[fold(surname(name))].append(one)

    def find(self, name: str, *, person: bool) -> KnownName | None:
        """The known thing of this name; for persons also of another spelling, as long as only one fits."""
        exact = self.by_name.get(_bare(name))
        if exact or not person:
            return exact
        fit = [one for one in self.by_surname.get(fold(surname(name)), ()) if any(compatible(name, form) for form in (one.canonical, *one.aliases))]
        return fit[0] if len(fit) == 1 or (fit and len(parts(name)) == 1) else None


def _bare(name: str) -> str:
    return re.sub(r"^(?:the|The)\s+", "", " ".join(name.split()))


def _type(form: Form) -> tuple[NameType, float]:
    best = max(_TYPES, key=lambda kind: form.evidence[kind] if kind != "person" or " of " not in form.name else 0.0)
    return best, form.evidence[best]


def _joined(whole: Whole, forms: dict[str, Form], settled: _Settled) -> list[list[str]]:
    """Forms of one name together. Persons by surname, groups by their acronym and by what follows "the"; everything else stands alone."""
    person = {name for name, form in forms.items() if _type(form)[0] == "person" or ((one := settled.find(name, person=False)) and one.type == "person")}
    full = [name for name in person if len(parts(name)) > 1]
    joined: dict[str, str] = {}
    by_sound: dict[str, list[str]] = defaultdict(list)
    for name in sorted(full, key=lambda one: (-len(forms[one].spans), one)):
        owner = next((other for other in by_sound[fold(surname(name))] if compatible(name, other)), None)
        joined[name] = owner or name
        if owner is None:
            by_sound[fold(surname(name))].append(name)
    _join_pseudonyms(forms, joined, by_sound)
    for name in sorted(forms, key=lambda one: (-len(forms[one].spans), one)):
        if name in joined:
            continue
        bare = parts(name)
        if len(bare) == 1 and (owners := by_sound.get(fold(bare[0]))) and _may_be_surname(name, forms[name], settled):
            joined[name] = max(owners, key=lambda one: (len(forms[one].spans), one))
        elif name in person and len(bare) == 1:
            joined[name] = name
            by_sound[fold(bare[0])].append(name)
        else:
            joined[name] = name
    _join_groups(whole, forms, joined)
    _join_capitals(forms, joined)
    out: dict[str, list[str]] = defaultdict(list)
    for name in joined:
        out[_root(joined, name)].append(name)
    return list(out.values())


def _join_pseudonyms(forms: Mapping[str, Form], joined: dict[str, str], by_sound: Mapping[str, list[str]]) -> None:
    """Where nearly everybody is called by the surname alone, rare first names that differ are one man's (Vladimir and Nicholas Lenin), not kinsmen's."""
    alone = Counter[str]()
    for name, form in forms.items():
        if len(parts(name)) == 1:
            alone[fold(name)] += len(form.spans)
    for sound, owners in by_sound.items():
        named = sum(len(forms[name].spans) for name in joined if fold(surname(name)) == sound)
        if len(owners) > 1 and alone[sound] >= 5 * named:
            for other in owners[1:]:
                joined[other] = owners[0]


def _join_capitals(forms: Mapping[str, Form], joined: dict[str, str]) -> None:
    """LENIN in a signature is Lenin."""
    plain = {name.casefold(): name for name in forms if not name.isupper()}
    for name in forms:
        if name.isupper() and len(name) > 4 and joined.get(name, name) == name and name.casefold() in plain:  # noqa: PLR2004  shorter ones are acronyms
            joined[name] = plain[name.casefold()] if _root(joined, plain[name.casefold()]) != name else name


def _root(joined: Mapping[str, str], name: str) -> str:
    seen = {name}
    while joined.get(name, name) != name and joined[name] not in seen:
        name = joined[name]
        seen.add(name)
    return name


def _may_be_surname(name: str, form: Form, settled: _Settled) -> bool:
    known = settled.find(name, person=False)
    if known is not None and known.type != "person":
        return False
    return name not in places() and name[:1].isupper() and not (name.isupper() and len(name) < 5) and form.evidence["group"] < 2.4 and form.evidence["work"] < 2.5  # noqa: PLR2004  an acronym, a head word or title says otherwise


def _join_groups(whole: Whole, forms: dict[str, Form], joined: dict[str, str]) -> None:
    for name, form in list(forms.items()):
        for span in form.spans:
            short = acronym_after(whole.text, span)
            if short is not None:
                words = whole.words(short)
                other = forms.setdefault(words, Form(words))
                other.spans.append(short)
                other.evidence["group"] = max(other.evidence["group"], 3.0)
                form.evidence["group"] = max(form.evidence["group"], 3.0)
                joined[words] = name
                break
    long = [name for name, form in forms.items() if _type(form)[0] in ("group", "place")]
    for span, full in institutions(whole, long):
        words = whole.words(span)
        other = forms.setdefault(words, Form(words))
        other.spans.append(span)
        other.evidence["group"] = max(other.evidence["group"], 3.0)
        joined[words] = full
    for name, form in forms.items():
        if "short-title" in form.sources:
            whole_title = next((other for other in forms if other != name and other.startswith(name) and "title" in forms[other].sources), None)
            if whole_title:
                joined[name] = whole_title


# ── the entry ───────────────────────────────────────────────────────────────────────────────────────────────────


class _Entry(NamedTuple):
    canonical: str
    type: NameType
    forms: tuple[str, ...]
    rule: str


def _entry(group: list[str], forms: Mapping[str, Form], settled: _Settled) -> _Entry | None:
    known = next((found for name in sorted(group, key=lambda one: -len(forms[one].spans)) if (found := settled.find(name, person=False))), None)
    total = {kind: max(forms[name].evidence[kind] for name in group) for kind in _TYPES}
    if len(group) == 1:
        total[_type(forms[group[0]])[0]] += 0.01
        if " of " in group[0]:
            total["person"] = 0.0
    kind = max(_TYPES, key=lambda one: total[one])
    if known is None and kind == "person":
        known = next((found for name in sorted(group, key=lambda one: -len(forms[one].spans)) if (found := settled.find(name, person=True)) and found.type == "person"), None)
    if known is not None:
        return _Entry(known.canonical, known.type, tuple(group), "known-name@1")
    if total[kind] < _ENOUGH:
        return None
    if kind == "person":
        group = [name for name in group if " of " not in name] or group
    return _Entry(_canonical(group, kind, forms), kind, tuple(group), f"{_rule(group, forms)}@1")


def _rule(group: Iterable[str], forms: Mapping[str, Form]) -> str:
    sources = Counter[str]()
    for name in group:
        sources += forms[name].sources
    return {"model": "model+ledger", "run": "capitals+head", "first-name": "first-name+capitals", "quoted-group": "title-typography", "title": "title-typography", "italics": "title-typography", "short-title": "title-typography"}[sources.most_common(1)[0][0]] if sources else "model+ledger"


def _canonical(group: list[str], kind: NameType, forms: Mapping[str, Form]) -> str:
    """Persons: the fullest first name, then the most frequent. Others: the longest form that is no acronym."""
    if kind == "person":
        return max(group, key=lambda name: (not name.isupper(), _fullness(name), len(forms[name].spans), name))
    return max(group, key=lambda name: (not name.isupper(), len(name), name))


def _fullness(name: str) -> int:
    words = parts(name)
    if len(words) == 1:
        return 0
    return 2 if len(words[0].strip(".")) > 1 else 1


# ── every place where a known form stands ───────────────────────────────────────────────────────────────────────


def _placed(whole: Whole, entries: Sequence[_Entry], forms: Mapping[str, Form], settled: _Settled) -> tuple[Name, ...]:
    """The text is gone through once more for all forms of all names, longest first: what is a name once is a name everywhere."""
    owners: dict[str, _Entry] = {form: entry for entry in entries for form in entry.forms}
    extra = {name: one for name, one in settled.by_name.items() if name not in owners and len(name) > 2}  # noqa: PLR2004
    by_known = {(entry.canonical, entry.type): entry for entry in entries}
    for entry in entries:
        if entry.type == "person":
            for form in entry.forms:
                owners.setdefault(surname(form), entry)
                if len(surname(form)) > 4:  # noqa: PLR2004  shorter ones are acronyms
                    owners.setdefault(surname(form).upper(), entry)
    for name, one in extra.items():
        owners[name] = by_known.setdefault((one.canonical, one.type), _Entry(one.canonical, one.type, (), "known-name@1"))
    found: dict[tuple[str, NameType], list[Span]] = defaultdict(list)
    rules: dict[tuple[str, NameType], str] = {}
    seen = {span for name in owners if name in forms for span in forms[name].spans}
    for span, name in _occurrences(whole, owners, seen):
        key = (owners[name].canonical, owners[name].type)
        found[key].append(span)
        rules.setdefault(key, owners[name].rule)
    out = [_name(whole, canonical, kind, spans, rules[canonical, kind]) for (canonical, kind), spans in found.items()]
    return tuple(sorted(out, key=lambda one: one.spans[0]))


def _name(whole: Whole, canonical: str, kind: NameType, spans: list[Span], rule: str) -> Name:
    surface = Counter(whole.words(span) for span in spans)
    return Name(canonical, kind, tuple(name for name, _ in surface.most_common() if name != canonical), tuple(sorted(spans)), rule)


def _occurrences(whole: Whole, owners: Mapping[str, _Entry], seen: set[Span]) -> Iterator[tuple[Span, str]]:
    """Non-overlapping places of the forms. A single word counts where the model took it for a name or where it stands capitalised as a proper noun."""
    by_first: dict[str, list[str]] = defaultdict(list)
    for name in owners:
        by_first[_first(name)].append(name)
    patterns = {first: [(name, _pattern(name)) for name in sorted(names, key=len, reverse=True)] for first, names in by_first.items()}
    for paragraph in whole.paragraphs:
        taken = paragraph.start
        for place in list(whole.within(paragraph)):
            if place.token.start < taken:
                continue
            hit = _hit(whole, place, patterns, paragraph, seen)
            if hit:
                yield hit
                taken = hit[0].end


def _first(name: str) -> str:
    found = re.match(r"[^\W_]+|\W", name)
    return found[0] if found else name


def _pattern(name: str) -> "re.Pattern[str]":
    tail = r"(?![^\W_])" if name[-1].isalnum() else ""
    return re.compile(r"[\s_]+".join(map(re.escape, name.split())) + tail)


def _hit(whole: Whole, place: Place, patterns: Mapping[str, list[tuple[str, "re.Pattern[str]"]]], paragraph: Span, seen: set[Span]) -> tuple[Span, str] | None:
    start = place.token.start
    for name, pattern in patterns.get(_first(whole.text[start:start + 40]), ()):
        found = pattern.match(whole.text, start, paragraph.end)
        if not found:
            continue
        span = Span(start, found.end())
        if span in seen or " " in name or place.token.pos == "PROPN" or place.token.tag in ("NNPS", "NNP") or (name[:1].isupper() and name.casefold() not in whole.small_words):
            return span, name
    return None

