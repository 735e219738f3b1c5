"""How a `When` is shown: in English and Chinese words, and in a compact form for a narrow column.

The full forms follow CLDR (``2025年2月至3月``, ``Feb–Mar 2025``). Nothing is shown that is not
known, and a window is named only where its name says exactly that window by the conventions of
`events.phrases`: ``[2025-11-01..2025-11-10]`` is early Nov 2025 or 2025年11月上旬, and
``[2025-11..2025-12]`` is 2025年底, but "Nov or Dec 2025" in English, where "late" is a third.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from events.dates.edtf import PARTS_OF_YEAR, days_in_month, read_end

if TYPE_CHECKING:
    from events.when import Lang, When

_MONTHS: Final = " Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")

_PARTS: Final = {  # code: English, Chinese, narrow English, narrow Chinese
    21: ("spring {}", "{}年春", "spr {}", "{}春"),
    22: ("summer {}", "{}年夏", "sum {}", "{}夏"),
    23: ("autumn {}", "{}年秋", "aut {}", "{}秋"),
    24: ("winter {}–{:02}", "{}年冬", "win {}–{:02}", "{}冬"),
    33: ("Q1 {}", "{}年第一季度", "{}Q1", "{}Q1"),
    34: ("Q2 {}", "{}年第二季度", "{}Q2", "{}Q2"),
    35: ("Q3 {}", "{}年第三季度", "{}Q3", "{}Q3"),
    36: ("Q4 {}", "{}年第四季度", "{}Q4", "{}Q4"),
    37: ("first third of {}", "{}年前四个月", "{}T1", "{}T1"),
    38: ("middle third of {}", "{}年中间四个月", "{}T2", "{}T2"),
    39: ("last third of {}", "{}年后四个月", "{}T3", "{}T3"),
    40: ("H1 {}", "{}年上半年", "{}H1", "{}H1"),
    41: ("H2 {}", "{}年下半年", "{}H2", "{}H2"),
}

_MONTH_WINDOWS: Final = {  # first month, last month: English, Chinese; "" where it has no name
    (1, 3): ("", "{}年初"),
    (1, 4): ("early {}", ""),
    (5, 8): ("mid-{}", ""),
    (6, 7): ("", "{}年中"),
    (9, 12): ("late {}", ""),
    (11, 12): ("", "{}年底"),
}
_TENS: Final = {1: ("early {}", "{}上旬"), 11: ("mid-{}", "{}中旬"), 21: ("late {}", "{}下旬")}


def words(when: When, lang: Lang) -> str:
    """Return a date in words: ``c. Nov 2025``, ``2025年2月至3月``, ``early Nov 2025``."""
    zh = lang == "zh"
    if when.precision == "window":
        return _window(when, zh)
    if when.kind == "span":
        return _span(when, zh)
    if when.time:
        return _moment(when.text[:10], when.time, when.zone, zh)
    return _date(_parts(when.text), zh)


def narrow_words(when: When, lang: Lang) -> str:
    """Return a date in a compact form: ``~2025-11``, ``2025Q3``, ``2025-02/03``, ``2026-01→``.

    A time of day is left out.
    """
    zh = lang == "zh"
    if when.precision == "window":
        start, end = when.text[1:-1].split("..")
        if not start or not end:
            return "≥" + _narrow(_parts(start), zh) if start else "≤" + _narrow(_parts(end), zh)
        name = _window_name(_parts(start), _parts(end), zh=True) if zh else ""
        if name:
            return f"{start[:7]}{name[-2:]}" if "旬" in name else name
        return _narrow_pair(_parts(start), _parts(end), "..", zh)
    if when.kind == "span":
        start, end = when.text.split("/")
        if end in ("", ".."):
            return _narrow(_parts(start), zh) + ("→" if end else "/?")
        if start in ("", ".."):
            return ("→" if start else "?/") + _narrow(_parts(end), zh)
        return _narrow_pair(_parts(start), _parts(end), "/", zh)
    return _narrow(_parts(when.text[:10] if when.time else when.text), zh)


class _Parts(NamedTuple):
    """One written date, taken apart."""

    text: str
    year: str  # as written: "2025", "202X"
    month: int | None  # a month, a part of the year (21-41), 0 for "XX", None if not given
    day: int | None  # 0 for "XX"
    doubt: str

    def year_words(self, zh: bool) -> str:
        """Return the year in words; one before 1000 is marked as a year."""
        early = self.year.startswith("0")
        return ("公元" if zh else "AD ") * early + str(int(self.year))

    @property
    def known(self) -> bool:
        """Whether nothing of it is unknown or doubted."""
        return not self.doubt and self.month != 0 and self.day != 0 and "X" not in self.year


def _parts(text: str) -> _Parts:
    plain = text.rstrip("?~%")
    year, *rest = plain.split("-")
    month, day, *_ = [int(part) if part != "XX" else 0 for part in rest] + [None, None]
    return _Parts(text, year, month, day, text[len(plain) :])


def _alike(a: _Parts, b: _Parts) -> bool:
    """Whether two dates are of one year and one shape, so that they may share their words."""
    return (
        (a.known and b.known and a.year == b.year)
        and (a.day is None) == (b.day is None)
        and _shape(a.month) == _shape(b.month)
    )


def _shape(month: int | None) -> str | None:
    return "month" if month and month <= 12 else PARTS_OF_YEAR[month][0] if month else None


def _date(parts: _Parts, zh: bool) -> str:
    """Return one written date in words."""
    shown = _date_zh(parts) if zh else _date_en(parts)
    about, unsure = ("约", "(?)") if zh else ("c. ", "?")
    return _doubted(shown, parts.doubt, about, unsure)


def _doubted(shown: str, doubt: str, about: str, unsure: str) -> str:
    return (about if doubt in ("~", "%") else "") + shown + (unsure if doubt in ("?", "%") else "")


def _date_en(parts: _Parts) -> str:
    if "X" in parts.year:
        first = int(parts.year.replace("X", "0"))
        early = "AD " * parts.year.startswith("0")
        decade = parts.year[2] != "X"
        return f"{early}{first}s" if decade else f"sometime {early}{first}–{first + 99}"
    year, month, day = parts.year_words(zh=False), parts.month, parts.day
    if month is None:
        return year
    if month == 0:
        return f"some month of {year}" if day is None else f"some day in {year}"
    if month > 12:
        return _PARTS[month][0].format(year, (int(parts.year) + 1) % 100)
    if day is None:
        return f"{_MONTHS[month]} {year}"
    return f"{day or 'some day in'} {_MONTHS[month]} {year}"


def _date_zh(parts: _Parts) -> str:
    if "X" in parts.year:
        first = int(parts.year.replace("X", "0"))
        early = "公元" * parts.year.startswith("0")
        return early + (f"{first}年代" if parts.year[2] != "X" else f"{first}–{first + 99}年间")
    year, month, day = parts.year_words(zh=True), parts.month, parts.day
    if month is None:
        return f"{year}年"
    if month == 0:
        return f"{year}年某月" if day is None else f"{year}年某日"
    if month > 12:
        return _PARTS[month][1].format(year)
    return f"{year}年{month}月" + ("" if day is None else f"{day or '某'}日")


def _moment(day: str, clock: str, zone: str, zh: bool) -> str:
    """Return a day with a time: ``11 Nov 2025, 09:30 UTC+8``."""
    if zone:
        hours, _, minutes = zone[1:].partition(":")
        away = f"{zone[0]}{int(hours)}" if hours.strip("0") or minutes.strip("0") else ""
        zone = f" UTC{away}" + (f":{minutes}" if minutes.strip("0") else "")
    return f"{_date(_parts(day), zh)}{' ' if zh else ', '}{clock.removesuffix(':00')}{zone}"


def _span(when: When, zh: bool) -> str:
    start, end = when.text.split("/")
    if end in ("", ".."):
        first = _date(_parts(start), zh)
        return f"{first}–?" if not end else f"{first}起" if zh else f"since {_the(first)}"
    last = _date(_parts(end), zh)
    if start in ("", ".."):
        return f"?–{last}" if not start else f"截至{last}" if zh else f"until {_the(last)}"
    if start == end:
        return last
    a, b = _parts(start), _parts(end)
    if zh:
        return "至".join(_pair_zh(a, b))
    first, last = _pair_en(a, b)
    years = a.known and b.known and a.month is None and b.month is None
    tight = years or (_alike(a, b) and " " not in first)
    return f"{first}–{last}" if tight else f"{first} – {last}"


def _the(shown: str) -> str:
    return f"the {shown}" if shown.endswith("s") and shown[0].isdigit() else shown


def _window(when: When, zh: bool) -> str:
    start, end = when.text[1:-1].split("..")
    if not start or not end:
        a = _parts(start or end)
        shown = _date(a, zh)
        if zh:
            return f"{shown}{'或之后' if start else '或之前'}"
        return f"{'on' if a.day else 'in'} or {'after' if start else 'before'} {shown}"
    a, b = _parts(start), _parts(end)
    if start == end:
        return _date(a, zh)
    name = _window_name(a, b, zh)
    if name:
        return name
    first, last = _pair_zh(a, b) if zh else _pair_en(a, b)
    if _next_to(a, b):
        return f"{first}或{last}" if zh else f"{first} or {last}"
    return f"{first}至{last}间" if zh else f"between {first} and {last}"


def _window_name(a: _Parts, b: _Parts, zh: bool) -> str:
    """Return the name of a window that is a tenth of a month or a part of a year, or ``""``."""
    if not _alike(a, b):
        return ""
    if a.day and b.day and a.month == b.month:
        last = days_in_month(int(a.year), a.month or 1)
        if (a.day, b.day) in ((1, 10), (11, 20), (21, last)):
            month = _date(a._replace(day=None), zh)
            return _TENS[a.day][zh].format(month)
    if a.day is None and a.month and b.month:
        return _MONTH_WINDOWS.get((a.month, b.month), ("", ""))[zh].format(a.year_words(zh))
    return ""


def _next_to(a: _Parts, b: _Parts) -> bool:
    """Whether one date of the same kind follows right after the other."""
    start, end = read_end(a.text), read_end(b.text)
    return start is not None and end is not None and start[1] + 1 == end[0] and start[2] == end[2]


def _pair_en(a: _Parts, b: _Parts) -> tuple[str, str]:
    """Return two dates, what they share said once: ``("28 Feb", "5 Mar 2025")``."""
    first, last = _date(a, zh=False), _date(b, zh=False)
    if _alike(a, b) and a.month:
        if a.day:
            first = str(a.day) if a.month == b.month else f"{a.day} {_MONTHS[a.month]}"
        elif a.month <= 12 or _shape(a.month) in ("quarter", "half"):
            first = first.split(" ")[0]
    return first, last


def _pair_zh(a: _Parts, b: _Parts) -> tuple[str, str]:
    """Return two dates, what they share said once: ``("2025年2月28日", "3月5日")``."""
    first, last = _date(a, zh=True), _date(b, zh=True)
    if _alike(a, b) and b.month:
        last = last.removeprefix(f"{b.year_words(zh=True)}年")
        if a.day and a.month == b.month:
            last = last.removeprefix(f"{b.month}月")
    return first, last


def _narrow(parts: _Parts, zh: bool) -> str:
    return _doubted(_narrow_date(parts, zh), parts.doubt, "~", "?")


def _narrow_date(parts: _Parts, zh: bool) -> str:
    if "X" in parts.year:
        first = int(parts.year.replace("X", "0"))
        return f"{first}s" if parts.year[2] != "X" else f"{first}–{first + 99}"
    if not parts.month:
        return parts.year
    if parts.month > 12:
        following = (int(parts.year) + 1) % 100
        return _PARTS[parts.month][3 if zh else 2].format(int(parts.year), following)
    month = f"{parts.year}-{parts.month:02}"
    return f"{month}-{parts.day:02}" if parts.day else month


def _narrow_pair(a: _Parts, b: _Parts, join: str, zh: bool) -> str:
    first, last = _narrow(a, zh), _narrow(b, zh)
    if _alike(a, b) and a.month and a.month <= 12:
        last = last[8:] if a.day and a.month == b.month else last[5:]
    return first if a == b else f"{first}{join}{last}"
