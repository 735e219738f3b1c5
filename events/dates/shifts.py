"""A date as it stands in a file, moved by days or months, its precision and form kept."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any, TypeVar

# The codes that EDTF has in the place of a month, and how many months each stands for.
_Day = TypeVar("_Day", bound=date)
_SEASONS = (
    (range(21, 25), 12),  # seasons begin in no one month: they move by years only
    (range(33, 37), 3),
    (range(37, 40), 4),
    (range(40, 42), 6),
)
_PART = re.compile(r"(?<!\d)(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)", re.ASCII)


def shifted(value: Any, *, days: int = 0, months: int = 0) -> Any:
    """The date later by so many months and then days; the 31st becomes the month's last day.

    None if it cannot be moved so: its form would not hold, it would leave the years 1 to 9999, or
    it is no date. ``value`` is as TOML gives it, and so is the result.
    """
    try:
        if isinstance(value, date):  # or a datetime
            return _moved(value, days, months)
        if type(value) is int:
            return int(_text_shifted(f"{value:04}", days, months))
        if isinstance(value, str):
            return _text_shifted(value, days, months)
    except (ValueError, OverflowError):
        pass
    return None


def _moved(day: _Day, days: int, months: int) -> _Day:
    from dateutil.relativedelta import relativedelta

    return day + relativedelta(months=months) + timedelta(days=days)


def _text_shifted(text: str, days: int, months: int) -> str:
    from events.when import When

    if "X" in text or not _PART.search(text):
        raise ValueError(text)
    new = _PART.sub(lambda part: _part_shifted(part, days, months), text)
    When.parse(new)
    return new


def _part_shifted(part: re.Match[str], days: int, months: int) -> str:
    year, month, day = (None if group is None else int(group) for group in part.groups())
    if year is None or (days and not day):
        raise ValueError(part[0])
    if day:
        return _moved(date(year, month or 1, day), days, months).isoformat()
    if month is None:
        return f"{_month_moved(year, 1, months, 12).year:04}"
    for codes, unit in _SEASONS:
        if month in codes:
            first = 1 + (month - codes[0]) * unit % 12
            moved = _month_moved(year, first, months, unit)
            code = codes[(moved.month - 1) // unit] if unit < 12 else month
            return f"{moved.year:04}-{code}"
    return _month_moved(year, month, months, 1).isoformat()[:7]


def _month_moved(year: int, month: int, months: int, unit: int) -> date:
    """The first of a month moved by months; `ValueError` if that is no multiple of the unit."""
    if months % unit:
        raise ValueError(months)
    return _moved(date(year, month, 1), 0, months)
