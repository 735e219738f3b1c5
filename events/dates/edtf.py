"""EDTF's grammar: the days that one written date may mean, and its precision.

`events.when` builds on this; `events.dates.edtf_faults` says what is wrong with what cannot be
read.

Nothing here or in `events.when` imports `re`, `typing` or `dataclasses`: they would double the time
that a short command takes to start.
"""

from __future__ import annotations

from datetime import date

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final, Literal

    Lang = Literal["en", "zh"]
else:
    Lang = str


class WhenError(ValueError):
    """A text that is not a date, or one that this program does not read.

    ``str(error)`` is an English sentence; `show` gives it in either language.
    """

    def __init__(
        self, text: str, en: str, zh: str, *, part: str = "", supported: bool = True
    ) -> None:
        super().__init__(en)
        self.text = text
        """The whole offending text."""
        self.part = part
        """The part of it that was not understood, or ``""``."""
        self.supported = supported
        """False: this is valid EDTF, of a sort that is not supported here."""
        self._sentences = (en, zh)

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuilt_error, (self.text, *self._sentences, self.part, self.supported)

    def show(self, lang: Lang = "en") -> str:
        """Return the sentence in a language."""
        return self._sentences[lang == "zh"]


def _rebuilt_error(text: str, en: str, zh: str, part: str, supported: bool) -> WhenError:
    return WhenError(text, en, zh, part=part, supported=supported)


OPEN_START: Final = 0
"""`When.lo` of a date without a beginning: the day before the first day there is."""
OPEN_END: Final = date.max.toordinal() + 1
"""`When.hi` of a date without an end: the day after the last day there is."""

PRECISIONS: Final = (
    "day",
    "month",
    "quarter",
    "season",
    "third",
    "half",
    "year",
    "decade",
    "century",
)
"""What a date may be known to, from fine to coarse; a window's precision is ``"window"``."""

PARTS_OF_YEAR: Final = {
    21: ("season", 3, 3),
    22: ("season", 6, 3),
    23: ("season", 9, 3),
    24: ("season", 12, 3),
    33: ("quarter", 1, 3),
    34: ("quarter", 4, 3),
    35: ("quarter", 7, 3),
    36: ("quarter", 10, 3),
    37: ("third", 1, 4),
    38: ("third", 5, 4),
    39: ("third", 9, 4),
    40: ("half", 1, 6),
    41: ("half", 7, 6),
}
"""EDTF's codes in the place of a month: precision, first month, how many months.

Spring, summer, autumn and winter are the meteorological seasons of the north; a winter (24) runs
from December into the February of the year after.
"""

End = tuple[int, int, str, str]
"""One written date: first day, last day (inclusive ordinals), precision, doubt."""
OPEN: Final[End] = (OPEN_START, OPEN_END, "day", "")
"""What stands for an end that is open or not known."""


_MARKS: Final = frozenset("?~%")
_DASHES: Final = {4: "", 7: "-", 10: "--"}  # at the fifth and eighth place, by length


def read_end(text: str) -> End | None:
    """Read one date without a time: its first and last day, precision and doubt, or None."""
    doubt = text[-1:]
    if doubt in _MARKS:
        text = text[:-1]
    else:
        doubt = ""
    size = len(text)
    if size == 10 and text[4] == text[7] == "-" and text[8:] != "XX":
        try:
            day = date.fromisoformat(text).toordinal()
        except ValueError:
            return None
        return day, day, "day", doubt
    if not text.isascii() or text[4:8:3] != _DASHES.get(size):
        return None
    if not text[:4].isdigit():
        return _read_century(text, doubt)
    year = int(text[:4])
    if not year:
        return None
    if size == 4 or text[5:] in ("XX", "XX-XX"):
        return _months(year, 1, 12, "year", doubt)
    if not text[5:7].isdigit():
        return None
    month = int(text[5:7])
    if 1 <= month <= 12:
        return _months(year, month, 1, "month", doubt)
    if month not in PARTS_OF_YEAR or size == 10:
        return None
    precision, first, count = PARTS_OF_YEAR[month]
    return _months(year, first, count, precision, doubt)


def _read_century(text: str, doubt: str) -> End | None:
    """Read ``202X`` and ``20XX``. ``000X`` and ``00XX`` would begin in a year 0."""
    known = text.rstrip("X")
    if len(text) != 4 or len(known) not in (2, 3) or not known.isdigit() or not int(known):
        return None
    first = date(int(text.replace("X", "0")), 1, 1)
    last = date(int(text.replace("X", "9")), 12, 31)
    return first.toordinal(), last.toordinal(), "decade" if len(known) == 3 else "century", doubt


def _months(year: int, first: int, count: int, precision: str, doubt: str) -> End | None:
    last = first + count - 1
    end_year, last = (year, last) if last <= 12 else (year + 1, last - 12)
    if end_year > date.max.year:
        return None
    lo = date(year, first, 1).toordinal()
    return lo, date(end_year, last, days_in_month(end_year, last)).toordinal(), precision, doubt


def is_clock(text: str) -> bool:
    """Whether a text is a time of day, ``hh:mm:ss`` from 00:00:00 to 23:59:59."""
    if len(text) != 8 or text[2] + text[5] != "::" or not text.isascii():
        return False
    hour, minute, second = text[:2], text[3:5], text[6:]
    return (hour + minute + second).isdigit() and hour < "24" and minute < "60" and second < "60"


def is_zone(text: str) -> bool:
    """Whether a text is a zone: ``""``, ``Z``, ``+hh`` or ``+hh:mm``, up to 14 hours off."""
    if text in ("", "Z"):
        return True
    sign, hour, colon, minute = text[0], text[1:3], text[3:4], text[4:]
    return (
        sign in "+-"
        and text.isascii()
        and len(hour) == 2
        and hour.isdigit()
        and hour <= "14"
        and (
            not colon or (colon == ":" and len(minute) == 2 and minute.isdigit() and minute < "60")
        )
    )


def days_in_month(year: int, month: int) -> int:
    """Return how many days a month of the Gregorian calendar has."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31
