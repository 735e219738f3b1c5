"""The written ends of a date: which parts of each are known, for formats that name them apart."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from events.dates.edtf import read_end

if TYPE_CHECKING:
    from events.when import When


class Parts(NamedTuple):
    """A day as far as it is known; ``month`` and ``day`` are None where they are not."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """The date as ISO 8601 has it: 2025, 2025-11, 2025-11-11."""
        text = f"{self.year:04}"
        if self.month is not None:
            text += f"-{self.month:02}"
        if self.day is not None:
            text += f"-{self.day:02}"
        return text


class Ends(NamedTuple):
    """From where to where a date reaches; the same twice for one day, month or year.

    An open or unknown end is None; never both.
    """

    start: Parts | None
    end: Parts | None


def ends_of(when: When) -> Ends:
    """The first and the last part of a date: 2025-Q3 reaches from 2025-07 to 2025-09.

    A span and a window are told apart by `When.kind`.
    """
    if when.time:
        return _ends(when.text[:10])
    if when.precision == "window":
        start, _, end = when.text[1:-1].partition("..")
    elif when.kind == "span":
        start, _, end = when.text.partition("/")
    else:
        return _ends(when.text)
    first = None if start in ("", "..") else _ends(start).start
    last = None if end in ("", "..") else _ends(end).end
    return Ends(first, last)


def _ends(text: str) -> Ends:
    """The ends of one written date."""
    known = read_end(text)
    assert known is not None
    lo, hi, precision, _ = known
    return Ends(_parts(lo, precision), _parts(hi, precision))


def _parts(ordinal: int, precision: str) -> Parts:
    day = date.fromordinal(ordinal)
    if precision == "day":
        return Parts(day.year, day.month, day.day)
    if precision in ("year", "decade", "century"):
        return Parts(day.year)
    return Parts(day.year, day.month)
