"""Words of the plain pages, by key: they stand inside larger strings, where the catalogues' tools would not find them."""

from typing import Final

from presnya.publishing.words import mark, marks


SAID: Final = {
    "skip": mark("To the text"), "menu": mark("Menu"), "copy": mark("This page is a copy."), "asks": mark("It asks nothing of any other site and counts no visitor."),
    "old": mark("Old Style"), "night": mark("Night"), "beside": mark("Before and after"), "before": mark("Before"), "after": mark("After"), "when": mark("When"),
    "whole": mark("The whole"), "nothing": mark("No source dates anything here yet."), "contested": mark("contested"), "dated": mark("dated by"), "also": mark("also given as"),
    "rows": mark("a row for each stretch of time; open it to read more"),
}
COUNTED: Final = {
    "drawn": marks("%(count)s mark drawn", "%(count)s marks drawn"), "hidden": marks("%(count)s hidden", "%(count)s hidden"),
    "more": marks("and %(count)s more", "and %(count)s more"), "lanes": marks("One lane through time", "%(count)s lanes side by side"),
}
