"""English words of dates as plain tables, for readers of running text."""

from typing import Final

from presnya.dates.words.lang_en import TABLE


def _numbered(rows: dict[int, str]) -> dict[str, int]:
    return {name: number for number, names in rows.items() for name in names.split("|")}


MONTHS: Final = _numbered(dict(enumerate(TABLE.months, 1)))
SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
ORDINALS: Final = {name: number for name, number in _numbered(TABLE.ordinals).items() if number <= 21 and " " not in name}  # noqa: PLR2004  centuries
NUMBERS: Final = _numbered(TABLE.numbers)
DECADES: Final = {TABLE.words[f"DECWORD={tens}0"]: tens for tens in range(2, 10)}
WEEKDAYS: Final = tuple(names.partition("|")[0] for names in TABLE.weekdays)
