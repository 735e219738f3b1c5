"""The dates of a list's rows: short, under a header that says year and month; and the gaps between.

Nothing is shown that is not known, and what has no room is said in a shorter way: the day alone
(the header says the month), or the beginning of a span and an ellipsis. ``15–23 Feb`` lasts,
``15..23 Feb`` happened once, somewhere in there.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from events.dates.edtf import OPEN_END, days_in_month, read_end
from tui.language import say
from tui.text import cells, cut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.when import Lang, When

GAP_WIDTH = 7
"""Cells that a gap takes at most."""

_LAST_DAY = OPEN_END - 1
_BETWEEN = re.compile(r"\.\.|/")  # the beginning and the end of a date
_MONTHS = " Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")
# By the first month: what a season is called in English and Chinese, long and short.
_SEASONS = {
    3: (("spring", "春季"), ("spr", "春")),
    6: (("summer", "夏季"), ("sum", "夏")),
    9: (("autumn", "秋季"), ("aut", "秋")),
    12: (("winter", "冬季"), ("win", "冬")),
}
# The conventions of `events.phrases` for parts of a month, by the first day.
_TENS = {1: ("early", "上旬"), 11: ("mid", "中旬"), 21: ("late", "下旬")}
# And for parts of a year, by first and last month, where a language has a name for them.
_PARTS_OF_YEAR = {
    (1, 4): ("early {}", ""),
    (5, 8): ("mid-{}", ""),
    (9, 12): ("late {}", ""),
    (1, 3): ("", "年初"),
    (6, 7): ("", "年中"),
    (11, 12): ("", "年底"),
}


def date_cell(when: When, lang: Lang, width: int) -> str:
    """The date in at most ``width`` cells, to stand under the header of the day it is sorted by.

    ``~`` before it says about, ``?`` after it unsure. A time of day is left to the details.
    """
    about = "~" if when.approximate else ""
    unsure = "?" if when.uncertain else ""
    shown = ""
    for form in _forms(when, lang):
        shown = f"{about}{form}{unsure}"
        if cells(shown) <= width:
            return shown
    return cut(shown, width)


def date_within(shown: str, width: int) -> str:
    """A date close to ISO in at most ``width`` cells: never half a number.

    Where it is longer its beginning is told, as exactly as there is room for.
    """
    if cells(shown) <= width:
        return shown
    begin = _BETWEEN.split(shown)[0]
    if begin in ("", "?"):  # the beginning is not known
        begin = shown
    while cells(begin) >= width and "-" in begin:
        begin = begin.rpartition("-")[0]
    return cut(f"{begin}…", width)


def gap_cell(before: When | None, after: When | None, lang: Lang) -> str:
    """The days from the end of one event to the beginning of a later one: ``+41 d``.

    Empty where they are not apart, or where either day is not known: a gap from a month, or
    between doubtful days, would be a guess.
    """
    if before is None or after is None:
        return ""
    if before.precision != "day" or after.precision != "day" or before.doubt or after.doubt:
        return ""
    if before.unknown_end or after.unknown_start:
        return ""
    days = after.lo - before.hi
    if days <= 0:
        return ""
    if days < 1000:
        return say(lang, f"+{days} d", f"+{days}天")
    years = days / 365.2425
    shown = f"{years:.1f}" if years < 100 else f"{years:.0f}"
    return say(lang, f"+{shown} y", f"+{shown}年")


class _End(NamedTuple):
    """One written date."""

    first: date
    last: date
    precision: str

    def long(self, lang: Lang, header_year: int) -> str:
        """In words, the year left out if it is the header's."""
        if self.precision in ("year", "decade", "century"):
            return self.years(lang)
        if self.first.year != header_year:
            return self.with_year()
        month = say(lang, _MONTHS[self.first.month], f"{self.first.month}月")
        match self.precision:
            case "day":
                return say(lang, f"{self.first.day} {month}", f"{month}{self.first.day}日")
            case "quarter":
                return say(lang, f"Q{self._quarter}", "一二三四"[self._quarter - 1] + "季度")
            case "season":
                return say(lang, *_SEASONS[self.first.month][0])
            case "third":
                last = self.last.month
                return say(lang, f"{month}..{_MONTHS[last]}", f"{self.first.month}..{last}月")
            case "half":
                return say(lang, f"H{self._half}", "上下"[self._half - 1] + "半年")
        return month

    def short(self, lang: Lang) -> str:
        """In the fewest cells: the day without its month."""
        month = self.first.month
        match self.precision:
            case "day":
                return say(lang, f"{self.first.day}", f"{self.first.day}日")
            case "month":
                return say(lang, _MONTHS[month], f"{month}月")
            case "quarter":
                return f"Q{self._quarter}"
            case "season":
                return say(lang, *_SEASONS[month][1])
            case "third":
                return f"T{(month + 3) // 4}"
            case "half":
                return f"H{self._half}"
        year = f"{self.first.year:04}"
        return {"decade": f"{year[:3]}X", "century": f"{year[:2]}XX"}.get(self.precision, year)

    def years(self, lang: Lang) -> str:
        """A year, decade or century."""
        year = self.first.year
        match self.precision:
            case "decade":
                return say(lang, f"{year}s", f"{year}年代")
            case "century":
                return f"{year}–{self.last.year}"
        return say(lang, f"{year}", f"{year}年")

    def with_year(self) -> str:
        """Close to ISO, as nobody would take for another year's: ``2025-11``."""
        year = f"{self.first.year:04}"
        match self.precision:
            case "day":
                return self.first.isoformat()
            case "month":
                return f"{year}-{self.first.month:02}"
            case "quarter":
                return f"{year}Q{self._quarter}"
            case "half":
                return f"{year}H{self._half}"
        return year

    @property
    def _quarter(self) -> int:
        return (self.first.month + 2) // 3

    @property
    def _half(self) -> int:
        return 1 if self.first.month <= 6 else 2


def _forms(when: When, lang: Lang) -> Iterator[str]:
    """The ways to say a date without its doubts, from the fullest to the shortest."""
    is_window = when.precision == "window"
    if when.kind == "point" and not is_window:
        yield from _both(_End(*_days(when.lo, when.hi), when.precision), lang, "", "")
        return
    start, end = when.text[1:-1].split("..") if is_window else when.text.split("/")
    a, b = _end(start), _end(end)
    if a is not None and b is not None:
        yield from _pair(a, b, lang, ".." if is_window else "–", is_window)
    elif a is not None:
        before, after = ("≥", "") if is_window else ("", "→" if end else "–?")
        yield from _both(a, lang, before, after)
    elif b is not None:
        before = "≤" if is_window else "→" if start else "?–"
        yield from _both(b, lang, before, "")


def _both(end: _End, lang: Lang, before: str, after: str) -> Iterator[str]:
    yield f"{before}{end.long(lang, end.first.year)}{after}"
    yield f"{before}{end.short(lang)}{after}"


def _pair(a: _End, b: _End, lang: Lang, join: str, is_window: bool) -> Iterator[str]:
    """The ways to say a span or a window."""
    year = a.first.year
    if a == b:
        yield from _both(a, lang, "", "")
        return
    if b.first.year == year and a.precision == b.precision:
        if is_window:
            yield from _window_names(a, b, lang)
        yield from _joined(a, b, lang, join)
    elif a.precision == "year":
        yield f"{year}{join}{b.first.year}"
        if year // 100 == b.first.year // 100:
            yield f"{year}{join}{b.first.year % 100:02}"
    yield f"{a.long(lang, year)}{join}{b.long(lang, year)}"
    if b.first.year != year:
        yield f"{a.long(lang, year)}{join}{b.first.year}"
        if year // 100 == b.first.year // 100:
            yield f"{a.long(lang, year)}{join}'{b.first.year % 100:02}"
    yield f"{a.long(lang, year)}…"
    yield f"{a.short(lang)}…"


def _window_names(a: _End, b: _End, lang: Lang) -> Iterator[str]:
    first, last = a.first, b.last
    if a.precision == "day" and first.month == last.month:
        tens = (first.day, last.day)
        if tens in ((1, 10), (11, 20), (21, days_in_month(first.year, first.month))):
            name = say(lang, *_TENS[first.day])
            blank = "-" if name == "mid" else " "
            yield say(lang, f"{name}{blank}{_MONTHS[first.month]}", f"{first.month}月{name}")
            yield name
    elif a.precision == "month":
        name = say(lang, *_PARTS_OF_YEAR.get((first.month, last.month), ("", "")))
        if name:
            yield name.format(first.year)


def _joined(a: _End, b: _End, lang: Lang, join: str) -> Iterator[str]:
    """Two dates of one year with what they share said once."""
    month = a.first.month
    if a.precision == "day" and month == b.first.month:
        days = f"{a.first.day}{join}{b.first.day}"
        yield say(lang, f"{days} {_MONTHS[month]}", f"{month}月{days}日")
        yield days
    elif a.precision == "month":
        last = b.first.month
        yield say(lang, f"{_MONTHS[month]}{join}{_MONTHS[last]}", f"{month}{join}{last}月")


def _end(text: str) -> _End | None:
    """A written end, None for one that is open or not known."""
    read = read_end(text) if text not in ("", "..") else None
    return _End(*_days(read[0], read[1]), read[2]) if read else None


def _days(lo: int, hi: int) -> tuple[date, date]:
    return date.fromordinal(max(lo, 1)), date.fromordinal(min(hi, _LAST_DAY))
