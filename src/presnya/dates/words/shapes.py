"""The grammar: rules are shapes over the classes of tokens, and a function for each.

A shape is a row of symbols parted by spaces: CLASS of a token, `name` of other shapes, `A|B` either, `A?` perhaps. The function gets the ground and the
value of every
symbol that has one: names, and the classes in VALUED; None for an optional one that is not there.
All derivations of an expression are found, not the first: where two of them answer differently the expression is ambiguous, and declined.
A derivation depends on the classes alone, so it is found once for each row of classes.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeVar

from presnya.dates.words.pieces import Ground

VERSION: Final = 2
LONGEST: Final = 28
"""Tokens; no date is written with more."""
MOST: Final = 64
"""Derivations of one stretch; beyond that the words are no date."""
VALUED: Final = frozenset({
    "N1", "N2", "N3", "Y4", "N5", "ORD", "NUMW", "ROMAN", "MONTH", "REPMONTH", "SEASON", "WDAY", "PART", "EDGE", "FRACTION", "DEC4", "DEC2", "DECWORD", "TODAY",
    "UNIT", "LATER", "NEXT",
    "INST", "THISYEAR", "AMPM", "NEXTDAY", "LATERPRE", "YEARSOF", "NEGATIVE", "FEAST", "EASTER",
})

Function = Callable[..., Any]
F = TypeVar("F", bound=Function)
Row = tuple[tuple[str, ...], ...]


class Rule(NamedTuple):
    """One shape of a symbol. `names` is what the answer says it was read by, empty for rules that only gather; `langs` empty for all."""

    name: str
    shape: tuple[tuple[tuple[str, ...], bool], ...]
    function: Function
    langs: frozenset[str]


class Tree(NamedTuple):
    """A derivation: the rule, and for each symbol with a value a tree, (place, class) of a token, or None."""

    rule: Rule
    parts: "tuple[Tree | tuple[int, str] | None, ...]"


GRAMMAR: Final[dict[str, list[Rule]]] = {}


def rule(symbol: str, *shapes: str, name: str = "", langs: str = "") -> Callable[[F], F]:
    """Keep a function as the meaning of these shapes of a symbol."""
    def keep(function: F) -> F:
        for shape in shapes:
            GRAMMAR.setdefault(symbol, []).append(Rule(name, _symbols(shape), function, frozenset(langs.split())))
        return function

    return keep


def _symbols(shape: str) -> tuple[tuple[tuple[str, ...], bool], ...]:
    return tuple((tuple(symbol.rstrip("?").split("|")), symbol.endswith("?")) for symbol in shape.split())


def has_value(symbol: str) -> bool:
    """Whether a symbol brings something for the function: `_names` and plain words do not."""
    return symbol in VALUED or (symbol[0].islower())


@lru_cache(maxsize=8192)
def derivations(row: Row, lang: str) -> tuple[tuple[str, Tree], ...]:
    """All ways to read a row of tokens, each given by its classes, as a whole expression: (name, derivation)."""
    if len(row) > LONGEST:
        return ()
    return tuple((_name(tree), tree) for end, tree in _Search(row, lang).ends("expression", 0) if end == len(row))


class _Search:
    """One search, with what was found for each symbol at each place. No symbol may begin with itself."""

    def __init__(self, row: Row, lang: str) -> None:
        self.row, self.lang = row, lang
        self.found: dict[tuple[str, int], list[tuple[int, Tree]]] = {}

    def ends(self, symbol: str, start: int) -> list[tuple[int, Tree]]:
        """(end, derivation) of a named symbol from a place."""
        key = symbol, start
        if key not in self.found:
            self.found[key] = []
            rules = [one for one in GRAMMAR[symbol] if not one.langs or self.lang in one.langs]
            out = [(end, Tree(one, parts)) for one in rules for end, parts in self._walk(one.shape, 0, start)]
            self.found[key] = out[:MOST]
        return self.found[key]

    def _walk(self, shape: tuple[tuple[tuple[str, ...], bool], ...], nth: int, start: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
        if nth == len(shape):
            yield start, ()
            return
        choices, optional = shape[nth]
        if optional:
            nothing = (None,) if has_value(choices[0]) else ()
            for end, parts in self._walk(shape, nth + 1, start):
                yield end, (*nothing, *parts)
        for choice in choices:
            for middle, part in self._step(choice, start):
                for end, parts in self._walk(shape, nth + 1, middle):
                    yield end, ((part, *parts) if has_value(choice) else parts)

    def _step(self, choice: str, start: int) -> Iterator[tuple[int, Any]]:
        if choice[0].isupper():
            if start < len(self.row) and choice in self.row[start]:
                yield start + 1, (start, choice)
        else:
            yield from self.ends(choice, start)


def evaluate(tree: Tree, values: tuple[dict[str, Any], ...], ground: Ground) -> Any:
    """What a derivation means; raises what its rules raise."""
    got = [None if part is None else evaluate(part, values, ground) if isinstance(part, Tree) else values[part[0]][part[1]] for part in tree.parts]
    return tree.rule.function(ground, *got)


def _name(tree: Tree) -> str:
    """The names of the rules of a derivation, outermost first: "before:month-year@2"."""
    names: dict[str, None] = {}
    stack: list[Any] = [tree]
    while stack:
        one = stack.pop()
        if isinstance(one, Tree):
            if one.rule.name:
                names[one.rule.name] = None
            stack.extend(reversed(one.parts))
    return f"{':'.join(names)}@{VERSION}"
