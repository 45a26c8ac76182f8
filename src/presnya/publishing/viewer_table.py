"""The viewer's words by key, from front/src/chronology/words.json. Written by front/gather_words.py: change that file, not this one."""

from typing import Final

from presnya.publishing.words import mark, marks

ONE: Final = {
    "about": mark("c. {date}"),
    "across": mark("Across"),
    "after": mark("{length} after"),
    "aligned": mark("same"),
    "before": mark("{length} before"),
    "century": mark("Century"),
    "coincidences": mark("Coincidences"),
    "count": mark("{drawn} drawn, {hidden} hidden"),
    "day": mark("Day"),
    "doubtful": mark("{date}?"),
    "folded": mark("{from} to {to} folded: {length}, no mark in any lane"),
    "lanesBack": mark("Lanes before"),
    "lanesForth": mark("More lanes"),
    "lanesOf": mark("{n} of {all} lanes"),
    "month": mark("Month"),
    "more": mark("Show more of this minute"),
    "near": mark("How near"),
    "new": mark("N.S."),
    "newStyle": mark("New Style"),
    "notice": mark("This part could not be read"),
    "of": mark("{date}, {what}"),
    "old": mark("O.S."),
    "oldStyle": mark("Old Style"),
    "overview": mark("Overview: the part that is shown"),
    "perhaps.day": mark("same day · possibly"),
    "perhaps.month": mark("same month · possibly"),
    "perhaps.year": mark("same year · possibly"),
    "retry": mark("Try again"),
    "same.day": mark("same day · certain"),
    "same.month": mark("same month · certain"),
    "same.year": mark("same year · certain"),
    "scale": mark("Scale"),
    "scale.aligned": mark("aligned scale"),
    "scale.elastic": mark("elastic scale"),
    "scale.even": mark("even scale"),
    "scale.linear": mark("linear scale"),
    "style": mark("Calendar"),
    "within": mark("within {date}"),
    "years": mark("Years"),
}
"""Phrases."""

COUNTED: Final = {
    "days": marks("{n} day", "{n} days"),
    "folds": marks("({n} empty stretch folded)", "({n} empty stretches folded)"),
    "hours": marks("{n} hour", "{n} hours"),
    "minutes": marks("{n} minute", "{n} minutes"),
    "months": marks("{n} month", "{n} months"),
    "years": marks("{n} year", "{n} years"),
}
"""Phrases that count: for one, for many."""
