"""The dates of a query: EDTF or people's words, alone or as a range ``a..b``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.queries.syntax import QueryError
from events.said import Said
from events.when import WhenError

if TYPE_CHECKING:
    from datetime import date

    from events.queries.syntax import Part
    from events.when import When


def read_range(part: Part, today: date) -> tuple[int, int, Said]:
    """The first and last day that the words may mean, and how they were understood.

    In ``a..b`` either end may be left out. Raises `QueryError` at the part not understood.
    """
    try:
        when = _read(part.text, today)
    except WhenError as error:
        if ".." not in part.text or part.text.startswith("["):
            raise _misread(part, 0, error) from None
    else:
        return when.lo, when.hi, Said(when.show("en"), when.show("zh"))
    first, _, last = part.text.partition("..")
    start = _end(part, 0, first, today)
    end = _end(part, len(first) + 2, last, today)
    lo = start.lo if start else 0
    hi = end.hi if end else 3652060
    if hi < lo:
        raise QueryError(
            part.start, part.end, "the range ends before it begins", "时间范围的终点早于起点"
        )
    return lo, hi, _said(start, end)


def _end(part: Part, at: int, words: str, today: date) -> When | None:
    if not words.strip():
        return None
    try:
        return _read(words, today)
    except WhenError as error:
        raise _misread(part, at, error) from None


def _read(words: str, today: date) -> When:
    from events.phrases import read_date

    return read_date(words, today)


def _misread(part: Part, at: int, error: WhenError) -> QueryError:
    """The error, at the part of the words that was not understood."""
    words = error.part or error.text
    place = part.text.find(words, at)
    if place < 0 or (part.quoted and "\\" in part.text):
        return QueryError(part.start, part.end, error.show("en"), error.show("zh"))
    start = part.start + part.quoted + place
    return QueryError(start, start + len(words), error.show("en"), error.show("zh"))


def _said(start: When | None, end: When | None) -> Said:
    if start and end:
        return Said(
            f"{start.show('en')} to {end.show('en')}", f"{start.show('zh')}至{end.show('zh')}"
        )
    if start:
        return Said(f"{start.show('en')} onwards", f"{start.show('zh')}以后")
    if end:
        return Said(f"up to {end.show('en')}", f"{end.show('zh')}以前")
    return Said("any date", "任何日期")
