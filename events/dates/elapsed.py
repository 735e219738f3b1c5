"""How long from one date to another: the least and the most days that it may have been.

What is measured is from beginning to beginning, unless an end is asked for. A date is a range of
days, and so is what lies between two of them; where a date has no limit on one side, neither has
what is measured from it. Nothing is reckoned with a middle or a first day that is not known.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from events.dates.edtf import OPEN_END, OPEN_START, read_end

if TYPE_CHECKING:
    from dateutil.relativedelta import relativedelta

    from events.when import Lang, When

__all__ = ["Calendar", "Elapsed", "Moment", "beginning", "elapsed", "ending"]


class Moment(NamedTuple):
    """The days, inclusive ordinals, on one of which something began or ended.

    ``first`` or ``last`` is None where there is no limit on that side. ``about``: the date is
    marked approximate or uncertain (``~ ? %``), which by itself widens nothing.
    """

    first: int | None
    last: int | None
    about: bool = False

    @property
    def width(self) -> int | None:
        """How many days it may be; None without a limit."""
        return None if self.first is None or self.last is None else self.last - self.first + 1


class Elapsed(NamedTuple):
    """Days from one moment to another: at least and at most; negative when it is earlier.

    None: no limit on that side. ``about``: a date is marked approximate or uncertain.
    """

    least: int | None
    most: int | None
    about: bool = False

    @property
    def exact(self) -> int | None:
        """The days, if there is but one answer."""
        return self.least if self.least == self.most else None

    def show(self, lang: Lang, *, signed: bool = False) -> str:
        """Return it in few cells: ``45–74 d``, ``~12 d``, ``≥ 30 d``; signed ``+45…+74 d``."""
        unit = "天" if lang == "zh" else " d"
        number = _signed if signed else _plain
        least, most = self.least, self.most
        if least is None and most is None:
            return "?"
        about = ("约" if lang == "zh" else "~") if self.about else ""
        if least is None or most is None:
            known = most if least is None else least
            assert known is not None
            return f"{about}{'≤' if least is None else '≥'} {number(known)}{unit}"
        if least == most:
            return f"{about}{number(least)}{unit}"
        join = "…" if signed or least < 0 else "–"
        return f"{about}{number(least)}{join}{number(most)}{unit}"


class Calendar(NamedTuple):
    """A stretch of time in whole years, months and days; all negative when it goes back."""

    years: int
    months: int
    days: int

    @classmethod
    def between(cls, first: int, last: int) -> Calendar | None:
        """From one ordinal to another; None outside the calendar (years 1 to 9999).

        As `dateutil.relativedelta` counts: whole months first, from the day of the month of the
        one, or the last of a shorter month, then the days that are left.
        """
        if not (OPEN_START < first < OPEN_END and OPEN_START < last < OPEN_END):
            return None
        from dateutil.relativedelta import relativedelta

        step: relativedelta = relativedelta(date.fromordinal(last), date.fromordinal(first))
        return cls(step.years, step.months, step.days)

    def show(self, lang: Lang) -> str:
        """Return it in words, parts that are 0 left out: ``1 y 2 mo 13 d``, ``1年2个月13天``."""
        units = ("年", "个月", "天") if lang == "zh" else (" y", " mo", " d")
        shown = [f"{abs(part):,}{unit}" for part, unit in zip(self, units, strict=True) if part]
        minus = "−" if any(part < 0 for part in self) else ""
        return minus + ("" if lang == "zh" else " ").join(shown or [f"0{units[2]}"])


def beginning(when: When) -> Moment:
    """Return the days on which it may have begun; of a point, on which it may have happened."""
    if when.kind == "point":
        return _moment(when.lo, when.hi, bool(when.doubt))
    start = read_end(when.text.partition("/")[0])
    if start is None:  # open or not known: not after its end
        return Moment(None, _limit(when.hi), bool(when.doubts[1]))
    return _moment(start[0], min(start[1], when.hi), bool(when.doubts[0]))


def ending(when: When) -> Moment:
    """Return the days on which it may have ended; of a point, on which it may have happened."""
    if when.kind == "point":
        return beginning(when)
    end = read_end(when.text.partition("/")[2])
    if end is None:
        return Moment(_limit(when.lo), None, bool(when.doubts[0]))
    return _moment(max(end[0], when.lo), end[1], bool(when.doubts[1]))


def elapsed(start: Moment, end: Moment) -> Elapsed:
    """Return the days from one moment to another."""
    least = None if end.first is None or start.last is None else end.first - start.last
    most = None if end.last is None or start.first is None else end.last - start.first
    return Elapsed(least, most, start.about or end.about)


def _moment(first: int, last: int, about: bool) -> Moment:
    return Moment(_limit(first), _limit(last), about)


def _limit(day: int) -> int | None:
    return day if OPEN_START < day < OPEN_END else None


def _plain(days: int) -> str:
    return f"−{-days:,}" if days < 0 else f"{days:,}"


def _signed(days: int) -> str:
    return f"+{days:,}" if days > 0 else _plain(days)
