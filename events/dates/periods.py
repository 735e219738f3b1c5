"""Months, quarters, years, decades and centuries as numbers in a row, to count events by.

The period numbered n + 1 begins on the day after the one numbered n ends.
"""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, TypeAlias

Unit: TypeAlias = Literal["month", "quarter", "year", "decade", "century"]

UNITS: Final[tuple[Unit, ...]] = ("month", "quarter", "year", "decade", "century")
"""From fine to coarse."""

_MONTHS: Final[dict[Unit, int]] = {
    "month": 1,
    "quarter": 3,
    "year": 12,
    "decade": 120,
    "century": 1200,
}
_LAST_DAY: Final = date.max.toordinal()


def period_of(day: int, unit: Unit) -> int:
    """The period that a day, an ordinal, is in; days beyond the calendar are in its ends."""
    when = date.fromordinal(max(1, min(day, _LAST_DAY)))
    return (when.year * 12 + when.month - 1) // _MONTHS[unit]


def first_day(period: int, unit: Unit) -> int:
    """The first day of a period; the day after the last one for a period beyond the calendar."""
    year, month = divmod(period * _MONTHS[unit], 12)
    if year > date.max.year:
        return _LAST_DAY + 1
    return date(max(1, year), month + 1 if year else 1, 1).toordinal()


def year_of(period: int, unit: Unit) -> int:
    """The year that a period begins in."""
    return max(1, period * _MONTHS[unit] // 12)


def part_of(period: int, unit: Unit) -> int:
    """Which part of its year a period is, from 1: the month, or the quarter; else 1."""
    return period * _MONTHS[unit] % 12 // _MONTHS[unit] + 1


def edtf(period: int, unit: Unit) -> str:
    """The period as EDTF: ``2025-11``, ``2025-36`` (the fourth quarter), ``2025``, ``202X``."""
    year = year_of(period, unit)
    if unit == "month":
        return f"{year:04}-{part_of(period, unit):02}"
    if unit == "quarter":
        return f"{year:04}-{part_of(period, unit) + 32}"
    if unit == "year":
        return f"{year:04}"
    if not period:  # there is no year 0, and EDTF has no name for the years up to 9 or 99
        return f"0001/{_MONTHS[unit] // 12 - 1:04}"
    return f"{period:03}X" if unit == "decade" else f"{period:02}XX"


def query_words(period: int, unit: Unit) -> str:
    """The period as a person writes it in a query: ``2025-Q4``, else as `edtf` has it."""
    if unit == "quarter":
        return f"{year_of(period, unit):04}-Q{part_of(period, unit)}"
    return edtf(period, unit)
