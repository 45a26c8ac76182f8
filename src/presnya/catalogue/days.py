"""From a day to a size of the register, by what the acts themselves say of their time."""

import re
from datetime import UTC, date, datetime, timedelta

from presnya.catalogue import ledger, models
from presnya.terms.errors import BadValue

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def day_of(words: str) -> date:
    """A day as YYYY-MM-DD; BadValue when it is none."""
    try:
        return date.fromisoformat(words if _DAY.fullmatch(words) else "")
    except ValueError as error:
        raise BadValue(f"“{words[:40]}” is no day.", next_step="Write it as 2013-10-20.") from error


def end_of(day: date) -> int:
    """The first second after this day, UTC, in seconds since 1970."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) + 86_400


def written_by(day: date) -> int:
    """How many acts come before the first whose `at` is later than this day. Order never follows `at`: an act that was dated back stays where it was entered."""
    if day == date.max:
        return ledger.size()
    first = models.Act.objects.filter(at__gte=(day + timedelta(days=1)).isoformat()).order_by("number").values_list("number", flat=True).first()
    return ledger.size() if first is None else first


def days_of_acts() -> list[str]:
    """The days (YYYY-MM-DD) on which acts were written by their `at`, in the order of the register, each once."""
    return list(dict.fromkeys(at[:10] for at in models.Act.objects.order_by("number").values_list("at", flat=True).iterator(5000)))


def appointments(start: int) -> list[int]:
    """Numbers of `appoint` acts from `start` on."""
    return list(models.Act.objects.filter(act="appoint", number__gte=start).order_by("number").values_list("number", flat=True))
