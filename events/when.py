"""Dates with precision: `When`, one EDTF value as a range of days with its precision and doubt.

EDTF is the Extended Date/Time Format of ISO 8601-2 as the Library of Congress writes it
(https://www.loc.gov/standards/datetime/, 4 February 2019). Read here, for years 0001 to 9999:

- level 0: ``2025``, ``2025-11``, ``2025-11-11``, ``2025-11-11T09:30:00Z``, intervals ``a/b``;
- level 1: ``? ~ %``, ``202X``, ``20XX``, ``2004-XX``, ``2004-07-XX``, ``2004-XX-XX``, seasons
  21-24, ``a/..``, ``../b`` and an empty (unknown) end;
- level 2: quarters 33-36, thirds 37-39, halves 40-41, and "some moment in this window":
  ``[a..b]``, ``[..b]``, ``[a..]``;
- our own: every one of these dates as the end of an interval or window, and with a ``? ~ %``.

The rest (years before 1 and after 9999, sets, exponents, significant digits, season codes 25-32,
marks on parts of a date) is told apart from nonsense: `WhenError` with ``supported`` False.

`events.dates.edtf` holds the grammar, `events.dates.when_words` the display.
"""

from __future__ import annotations

import os
from datetime import date, datetime

from events.dates.edtf import (
    OPEN,
    OPEN_END,
    OPEN_START,
    PRECISIONS,
    is_clock,
    is_zone,
    read_end,
)
from events.dates.edtf import Lang as Lang
from events.dates.edtf import WhenError as WhenError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final, Literal

_MEMO_SIZE: Final = 16_384  # 45 years of days: a timeline rarely holds more different dates


class When:
    """One date of any precision: the days it may mean, and how sure it is. Frozen.

    ``When(text)`` is ``When.parse(text)``. Two are equal if their texts are: ``2025-11`` is not
    ``2025-11-01/2025-11-30``. Sorting follows `key`.
    """

    __slots__ = ("doubts", "hi", "key", "lo", "precision", "text")

    text: str
    """The canonical EDTF text."""
    lo: int
    """The first day it may mean, a proleptic Gregorian ordinal; `OPEN_START` if there is none."""
    hi: int
    """The last day it may mean, inclusive; `OPEN_END` if there is none."""
    precision: str
    """One of `PRECISIONS`: what is known (``2004-07-XX`` is known to the month); of a span the
    coarser of its ends; ``"window"`` for ``[a..b]``."""
    doubts: tuple[str, str]
    """The marks of the start and of the end: ``""``, ``"?"`` (uncertain), ``"~"`` (approximate) or
    ``"%"`` (both); a point has twice the same."""
    key: tuple[int, int, str, tuple[str, str], str]
    """What it sorts by: first day (last day where the start is open), longer first, time, doubts,
    text. So 2025 comes before 2025-01, and that before 2025-01-01."""

    def __new__(cls, text: str) -> When:
        """Read EDTF text, as `parse` does."""
        return cls.parse(text)

    @classmethod
    def parse(cls, text: str) -> When:
        """Read EDTF text; equal texts may give the same object.

        Raises
        ------
        WhenError
            If it is not EDTF, or not of the part that is supported.
        """
        known = _memo.get(text)
        if known is not None:
            return known
        found = _read(text)
        if found is None:
            from events.dates.edtf_faults import fault

            raise fault(text)
        if len(_memo) >= _MEMO_SIZE:
            _memo.clear()
        _memo[text] = found
        return found

    @classmethod
    def of(cls, value: object) -> When:
        """Make one of a TOML value: EDTF text, a date, a date with time, or a year as a number.

        A fraction of a second is dropped: EDTF has none. Raises `WhenError`, also for any other
        type and for numbers that have not four digits.
        """
        if isinstance(value, str):
            return cls.parse(value)
        if isinstance(value, datetime):
            text = value.isoformat(timespec="seconds")
            return cls.parse(text[:-6] + "Z" if text.endswith("+00:00") else text)
        if isinstance(value, date):
            return cls.parse(value.isoformat())
        if isinstance(value, int) and not isinstance(value, bool) and 1000 <= value <= 9999:
            return cls.parse(str(value))
        from events.dates.edtf_faults import fault_of_value

        raise fault_of_value(value)

    def show(self, lang: Lang = "en", narrow: bool = False) -> str:
        """Return the date in words; no part of it that is not known is ever printed.

        Parameters
        ----------
        lang
            ``"en"`` or ``"zh"``.
        narrow
            A compact form close to ISO for a narrow column: ``~2025-11``, ``2025Q3``, ``2026-01→``.
        """
        from events.dates.when_words import narrow_words, words

        return narrow_words(self, lang) if narrow else words(self, lang)

    def overlaps(self, other: When) -> bool:
        """Whether the two may share a day: the *possible* match of a filter."""
        return self.lo <= other.hi and self.hi >= other.lo

    def within(self, other: When) -> bool:
        """Whether all the days this may mean lie in the other: the *strict* match of a filter."""
        return self.lo >= other.lo and self.hi <= other.hi

    @property
    def kind(self) -> Literal["point", "span"]:
        """Whether it is some moment within ``lo..hi``, or lasts from ``lo`` to ``hi``."""
        return "span" if "/" in self.text else "point"

    @property
    def doubt(self) -> str:
        """The marks of both ends together, as in `doubts`."""
        start, end = self.doubts
        return start if start == end or not end else "%" if start else end

    @property
    def time(self) -> str | None:
        """The local time of day, ``hh:mm:ss``, if one is given."""
        return self.text[11:19] if self.text[10:11] == "T" else None

    @property
    def zone(self) -> str:
        """The zone of the time as written: ``""``, ``"Z"``, ``"+08"``, ``"+08:00"``."""
        return self.text[19:] if self.time else ""

    @property
    def unknown_start(self) -> bool:
        """Whether its start is not known (``/1985``): `lo` reaches only as far as the end does."""
        return self.text[0] == "/"

    @property
    def unknown_end(self) -> bool:
        """Whether its end is not known (``1985/``): `hi` reaches only as far as the start does."""
        return self.text[-1] == "/"

    @property
    def earliest(self) -> date | None:
        """The first day it may mean; None if the start is open."""
        return date.fromordinal(self.lo) if self.lo > OPEN_START else None

    @property
    def latest(self) -> date | None:
        """The last day it may mean; None if the end is open."""
        return date.fromordinal(self.hi) if self.hi < OPEN_END else None

    @property
    def open_start(self) -> bool:
        """Whether it has no beginning (``../2025``, ``[..2025]``)."""
        return self.lo == OPEN_START

    @property
    def open_end(self) -> bool:
        """Whether it has no end (``2025/..``, ``[2025..]``)."""
        return self.hi == OPEN_END

    @property
    def approximate(self) -> bool:
        """Whether ``~`` or ``%`` stands at any end."""
        return self.doubt in ("~", "%")

    @property
    def uncertain(self) -> bool:
        """Whether ``?`` or ``%`` stands at any end."""
        return self.doubt in ("?", "%")

    @property
    def exact(self) -> bool:
        """Whether it is one known day without doubt."""
        return self.lo == self.hi and self.precision == "day" and not self.doubt

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"When({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return self.text == other.text if isinstance(other, When) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.text)

    def __lt__(self, other: When) -> bool:
        return self.key < other.key

    def __le__(self, other: When) -> bool:
        return self.key <= other.key

    def __gt__(self, other: When) -> bool:
        return self.key > other.key

    def __ge__(self, other: When) -> bool:
        return self.key >= other.key

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a When is frozen: cannot set {name!r}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a When is frozen: cannot delete {name!r}")

    def __reduce__(self) -> tuple[type[When], tuple[str]]:
        return When, (self.text,)


def today() -> date:
    """Return the current day: the program's one clock.

    ``$DATELINE_TODAY`` (``2026-02-26``) overrides it, for scripts and tests that must repeat.
    Raises `WhenError` if that holds anything but a day.
    """
    text = os.environ.get("DATELINE_TODAY", "")
    if not text:
        return date.today()
    when = When.parse(text)
    if when.earliest is None or not when.exact:
        raise WhenError(
            text,
            f"DATELINE_TODAY must be a day such as 2026-02-26, not {text!r}",
            f"DATELINE_TODAY 应是一天，如 2026-02-26，而不是“{text}”",
            part=text,
        )
    return when.earliest


# How the text is read. Each reader gives None for what it cannot read; why is found out in
# `events.dates.edtf_faults`, so that good dates cost little.

_memo: dict[str, When] = {}
_NO_DATES: Final = ("", "..")


def _read(text: str) -> When | None:
    if "/" in text:
        return _read_interval(text)
    if text[:1] == "[":
        return _read_window(text)
    if text[10:11] == "T":
        return _read_moment(text)
    end = read_end(text)
    if end is None:
        return None
    lo, hi, precision, doubt = end
    return _made(text, lo, hi, precision, (doubt, doubt), "")


def _read_moment(text: str) -> When | None:
    day, clock, zone = read_end(text[:10]), text[11:19], text[19:]
    if day is None or not (is_clock(clock) and is_zone(zone)):
        return None
    return _made(text, day[0], day[1], "day", ("", ""), clock)


def _read_interval(text: str) -> When | None:
    start_text, _, end_text = text.partition("/")
    if start_text in _NO_DATES and end_text in _NO_DATES:
        return None
    start = OPEN if start_text in _NO_DATES else read_end(start_text)
    end = OPEN if end_text in _NO_DATES else read_end(end_text)
    if start is None or end is None or end[1] < start[0]:
        return None
    lo = start[0] if start_text else end[0]
    hi = end[1] if end_text else start[1]
    coarser = max(start[2], end[2], key=PRECISIONS.index)
    return _made(text, lo, hi, coarser, (start[3], end[3]), "")


def _read_window(text: str) -> When | None:
    start_text, dots, end_text = text[1:-1].partition("..")
    if not dots or text[-1] != "]" or not (start_text or end_text):
        return None
    start = read_end(start_text) if start_text else OPEN
    end = read_end(end_text) if end_text else OPEN
    if start is None or end is None or end[1] < start[0]:
        return None
    return _made(text, start[0], end[1], "window", (start[3], end[3]), "")


_set = object.__setattr__


def _made(text: str, lo: int, hi: int, precision: str, doubts: tuple[str, str], clock: str) -> When:
    when = object.__new__(When)
    _set(when, "text", text)
    _set(when, "lo", lo)
    _set(when, "hi", hi)
    _set(when, "precision", precision)
    _set(when, "doubts", doubts)
    _set(when, "key", (lo or hi, lo - hi, clock, doubts, text))
    return when
