"""English words for dates; the conventions are those of `events.phrases`."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from events.dates import edtf_steps as steps
from events.dates import loose_dates as dates
from events.dates.edtf_steps import out_of_range, refused
from events.dates.festivals import NAMES, festival, holiday
from events.dates.loose_dates import Loose, Unit
from events.dates.phrase_rules import Language, Rules, any_of, by_word
from events.when import When


def _numbered(words: str, first: int = 1) -> dict[str, int]:
    return by_word(dict(enumerate(words.split(), first)))


_MONTHS: Final = _numbered(
    "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug"
    " september|sept|sep october|oct november|nov december|dec"
)
_WEEKDAYS: Final = _numbered(
    "monday|mon tuesday|tues|tue wednesday|wed thursday|thurs|thur|thu friday|fri saturday|sat"
    " sunday|sun",
    first=0,
)
_NUMBERS: Final = _numbered("one|a|an two three four five six seven eight nine ten eleven twelve")
_PARTS: Final = by_word(
    {
        21: "spring",
        22: "summer",
        23: "autumn|fall",
        24: "winter",
        33: "q1|first quarter|1st quarter",
        34: "q2|second quarter|2nd quarter",
        35: "q3|third quarter|3rd quarter",
        36: "q4|fourth quarter|4th quarter",
        37: "first third",
        38: "middle third|second third",
        39: "last third|final third",
        40: "h1|first half|1st half",
        41: "h2|second half|2nd half",
    }
)
_THIRDS: Final = by_word({0: "early|beginning|start", 1: "mid|middle", 2: "late|end"})
_MONTHS_OF: Final = by_word(
    {
        (1, 4): "early",
        (5, 8): "mid",
        (9, 12): "late",
        (1, 3): "beginning|start",
        (6, 7): "middle",
        (11, 12): "end",
    }
)
_AWAY: Final = by_word({-1: "last|previous", 0: "this|current", 1: "next|following|coming"})


_MONTH: Final = rf"(?P<month>{any_of(_MONTHS)})\.?"
_DAY: Final = r"(?:the )?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR_NUMBER: Final = "(?P<year>[0-9]{4}|ad [0-9]{1,4}|[0-9]{1,4} (?:ad|ce))"
_YEAR: Final = (
    rf"(?:in |of )?(?:(?:the year )?{_YEAR_NUMBER}|'(?P<short>[0-9]{{2}})"
    r"|(?:the )?(?P<away>this|current|last|previous|next|following) year)"
)
_WEEKDAY: Final = rf"(?:(?P<weekday>{any_of(_WEEKDAYS)})\.? )?"
_PART: Final = rf"(?:the )?(?P<part>{any_of(_PARTS)})"
_FUZZY: Final = r"(?:the )?(?P<fuzzy>early|mid|late|beginning|start|middle|end)(?:[ -]| of | in )"
_UNITS: Final[dict[str, Unit]] = {
    "day": "day",
    "week": "week",
    "weekend": "weekend",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
    "decade": "decade",
}
_UNIT: Final = r"(?P<unit>day|week|month|quarter|year|decade)s?"
_COUNT: Final = rf"(?P<count>[0-9]{{1,3}}|{any_of(_NUMBERS)})"
_FESTIVAL: Final = any_of(name for name in NAMES if name.isascii())


# Calendar dates with gaps

_Found = re.Match[str]
_loose: Final = Rules[Loose]()
_simple: Final = Rules[str]()


@_loose(rf"(?:the year )?{_YEAR_NUMBER}", r"(?P<away>this|last|next) year")
def _whole_year(found: _Found, today: date) -> Loose:
    return Loose(_year(found, today))


@_loose(
    rf"{_MONTH}(?: {_YEAR})?",
    rf"{_YEAR_NUMBER} {_MONTH}",
    rf"{_WEEKDAY}{_DAY}(?: of)?[ -]{_MONTH}(?:[ -]{_YEAR})?",
    rf"{_WEEKDAY}{_MONTH} {_DAY}(?: {_YEAR})?",
    rf"{_YEAR_NUMBER} {_MONTH} {_DAY}",
)
def _month_or_day(found: _Found, today: date) -> Loose:
    groups = found.groupdict()
    day = int(groups["day"]) if groups.get("day") else None
    loose = Loose(_year(found, today), _MONTHS[groups["month"]], day)
    if groups.get("weekday"):
        weekday = groups["weekday"]
        dates.check_weekday(dates.settled(loose, today), _WEEKDAYS[weekday], weekday)
    return loose


@_loose(rf"(?P<away>this|last|next) {_MONTH}")
def _month_near(found: _Found, today: date) -> Loose:
    """Read "last November": the one before this month; "next": the one after it."""
    month = _MONTHS[found["month"]]
    if found["away"] == "last":
        return Loose(today.year - (month >= today.month), month)
    return Loose(today.year + (found["away"] == "next" and month <= today.month), month)


@_loose(r"(?:the )?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)")
def _day_of_month(found: _Found, today: date) -> Loose:
    return Loose(day=int(found["day"]))


@_loose(
    rf"{_PART}(?:[ -]?{_YEAR})?",
    rf"{_YEAR}(?:'s)?[ -]?{_PART}",
    r"(?P<part>[1-4]q|[12]h|q[1-4]|h[12])[ -]?(?:(?P<year>[0-9]{4})|(?P<short>[0-9]{2}))",
    r"(?P<short>[0-9]{2})(?P<part>q[1-4]|h[12])",
)
def _part_of_year(found: _Found, today: date) -> Loose:
    part = found["part"]
    return Loose(_year(found, today), part=_PARTS.get(part) or _PARTS[part[::-1]])  # 3q25


@_loose(rf"winter (?:of )?{_YEAR_NUMBER}[-/](?:[0-9]{{2}})?(?P<second>[0-9]{{2}})")
def _winter(found: _Found, today: date) -> Loose:
    year = _year(found, today) or 0
    if (year + 1) % 100 != int(found["second"]):
        raise refused("a winter ends in the year after", "冬季应到次年结束", found["second"])
    return Loose(year, part=24)


@_loose(r"(?P<away>this|last|next) (?P<part>spring|summer|autumn|fall|winter)")
def _season_near(found: _Found, today: date) -> Loose:
    """Read "last summer": the latest that is over; "next": the first to come."""
    part = _PARTS[found["part"]]
    years = {"last": (0, -1, -2), "this": (0,), "next": (0, 1)}[found["away"]]
    for away in years:
        season = When.parse(f"{today.year + away:04}-{part}")
        over, to_come = season.hi < today.toordinal(), season.lo > today.toordinal()
        if found["away"] == "this" or (over if found["away"] == "last" else to_come):
            return Loose(today.year + away, part=part)
    raise out_of_range()


@_loose(rf"{_FUZZY}(?:{_YEAR}|the year)", rf"year[ -](?P<fuzzy>end)(?: {_YEAR})?")
def _fuzzy_year(found: _Found, today: date) -> Loose:
    return Loose(_year(found, today), months=_MONTHS_OF[found["fuzzy"]])


@_loose(rf"{_FUZZY}(?:{_MONTH}(?: {_YEAR})?|the month)")
def _fuzzy_month(found: _Found, today: date) -> Loose:
    month = _MONTHS[found["month"]] if found["month"] else None
    return Loose(_year(found, today), month, third=_THIRDS[found["fuzzy"]])


@_loose(rf"{_FUZZY}(?P<near>this|last|next) month")
def _fuzzy_month_near(found: _Found, today: date) -> Loose:
    text = dates.calendar_unit(today, _AWAY[found["near"]], "month")
    return Loose(int(text[:4]), int(text[5:7]), third=_THIRDS[found["fuzzy"]])


def _year(found: _Found, today: date) -> int | None:
    groups = found.groupdict()
    if groups.get("year"):
        return int(groups["year"].strip("adce "))
    if groups.get("short"):
        return dates.short_year(groups["short"], today)
    return today.year + _AWAY[groups["away"]] if groups.get("away") else None


# Festivals, days and units counted from today


_FESTIVAL_TIME: Final = "(?: (?P<time>period|holidays?|week|break))?"


@_simple(
    rf"(?:the )?(?P<name>{_FESTIVAL}){_FESTIVAL_TIME}(?: {_YEAR})?",
    rf"{_YEAR}(?:'s)? (?P<name>{_FESTIVAL}){_FESTIVAL_TIME}",
)
def _festival(found: _Found, today: date) -> str:
    read = holiday if found["time"] else festival
    return read(found["name"], _year(found, today), today)


_DAYS_AWAY: Final = by_word(
    {
        -2: "the day before yesterday",
        -1: "yesterday|last night|the day before|the previous day|yesterday evening"
        "|yesterday morning|yesterday afternoon",
        0: "today|now|tonight|this morning|this afternoon|this evening|the same day|same day"
        "|that day|the present|present|the present day",
        1: "tomorrow|the next day|next day|the following day|the day after|tomorrow morning",
        2: "the day after tomorrow",
    }
)


@_simple(any_of(_DAYS_AWAY))
def _day(found: _Found, today: date) -> str:
    return dates.moved(today, _DAYS_AWAY[found[0]], "day").isoformat()


@_simple("currently|at present|presently")
def _at_present(found: _Found, today: date) -> str:
    return f"{today}~"


@_simple("to date|so far|until now|up to now")
def _to_present(found: _Found, today: date) -> str:
    return f"../{today}"


@_simple(rf"(?:the )?(?P<away>{any_of(_AWAY)}) (?P<unit>{any_of(_UNITS)})")
def _unit(found: _Found, today: date) -> str | None:
    if found[0].startswith("the last"):
        return None  # "the last month" may be a rolling one
    return dates.calendar_unit(today, _AWAY[found["away"]], _UNITS[found["unit"]])


@_simple(
    rf"(?:the )?(?P<way>last|past|previous|trailing|next|coming|following) {_COUNT} {_UNIT}",
    r"(?:the )?(?P<way>past) (?P<count>)(?P<unit>day|week|month|quarter|year|decade)",
)
def _rolling(found: _Found, today: date) -> str:
    sign = 1 if found["way"] in ("next", "coming", "following") else -1
    return dates.rolling(today, sign * _count(found), _UNITS[found["unit"]])


@_simple(r"(?:the )?(?P<way>last|past|next) half[ -](?:a )?year")
def _rolling_half(found: _Found, today: date) -> str:
    return dates.rolling(today, 1 if found["way"] == "next" else -1, "half")


@_simple(
    rf"{_COUNT} {_UNIT} (?P<ago>ago|before|earlier)",
    rf"(?P<ago>){_COUNT} {_UNIT} (?:from now|later|hence|after)",
    rf"(?P<ago>)in {_COUNT} {_UNIT}",
)
def _ago(found: _Found, today: date) -> str | None:
    count = -_count(found) if found["ago"] else _count(found)
    return dates.away(today, count, _UNITS[found["unit"]])


@_simple("half a year (?P<ago>ago|earlier)", "(?P<ago>)half a year (?:from now|later)")
def _half_year_ago(found: _Found, today: date) -> str:
    return dates.away(today, -1 if found["ago"] else 1, "half")


def _count(found: _Found) -> int:
    word = found["count"] or "1"
    return _NUMBERS[word] if word in _NUMBERS else int(word)


@_simple(rf"(?:(?P<near>this|last|next) )?(?P<day>{any_of(_WEEKDAYS)})\.?")
def _weekday(found: _Found, today: date) -> str:
    """Read "Monday" (the latest up to today), "last" and "next" (not today), "this" (this week)."""
    day = _WEEKDAYS[found["day"]]
    if found["near"] == "this":
        return dates.weekday(today, day, 0)
    latest = dates.weekday(dates.moved(today, -(found["near"] == "last"), "day"), day)
    if found["near"] == "next":
        return dates.moved(date.fromisoformat(latest), 7, "day").isoformat()
    return latest


@_simple(r"(?:the )?(?:(?P<century>[0-9]{2})|')?(?P<decade>[0-9]0)s")
def _decade(found: _Found, today: date) -> str:
    now = today.year // 100
    decade = int(found["decade"])
    century = int(found["century"] or now - (now * 100 + decade > today.year))
    return f"{century * 10 + decade // 10:03}X"


@_simple(r"(?:the )?ad ([0-9]{1,2})0s")
def _early_decade(found: _Found, today: date) -> str:
    return f"{int(found[1]):03}X"


@_simple(r"(?:the )?(?P<century>[0-9]{1,2})(?:st|nd|rd|th) century")
def _century(found: _Found, today: date) -> str:
    return f"{int(found['century']) - 1:02}XX"


@_simple(rf"some month (?:of|in) {_YEAR_NUMBER}")
def _some_month(found: _Found, today: date) -> str:
    return f"{_year(found, today):04}-XX"


@_simple(rf"some day (?:of|in) (?:{_MONTH} )?{_YEAR_NUMBER}")
def _some_day(found: _Found, today: date) -> str:
    month = f"{_MONTHS[found['month']]:02}" if found["month"] else "XX"
    return f"{_year(found, today):04}-{month}-XX"


@_simple(r"sometime (?:ad )?(?P<century>[0-9]{1,2})00 ?- ?(?P=century)99")
def _century_by_years(found: _Found, today: date) -> str:
    return f"{int(found['century']):02}XX"


@_simple("year to date|ytd|this year to date|this year so far")
def _year_to_date(found: _Found, today: date) -> str:
    return f"{today.year:04}-01-01/{today}"


@_simple("month to date|mtd|this month so far")
def _month_to_date(found: _Found, today: date) -> str:
    return f"{today.replace(day=1)}/{today}"


@_simple(rf"{_MONTH} (?P<first>[0-9]{{1,2}}) ?- ?(?P<last>[0-9]{{1,2}})(?: {_YEAR})?")
def _days_of_month(found: _Found, today: date) -> str:
    """Read "Jan 3-5, 2026"."""
    year, month = _year(found, today), _MONTHS[found["month"]]
    first, last = int(found["first"]), int(found["last"])
    return dates.joined(Loose(year, month, first), Loose(year, month, last), today)


@_simple(rf"(?:the )?first {_COUNT} (?P<unit>months|quarters)(?: {_YEAR})?")
def _first_of_year(found: _Found, today: date) -> str:
    year, count = _year(found, today), _count(found)
    if not 1 < count <= (12 if found["unit"] == "months" else 4):
        raise refused(f"a year has no first {count} {found['unit']}", "一年没有这么多", count)
    if found["unit"] == "months":
        return dates.joined(Loose(year, 1), Loose(year, count), today)
    return dates.joined(Loose(year, part=33), Loose(year, part=32 + count), today)


# Words around a date, and between two


def _left(left: str, right: str, today: date) -> Loose | None:
    """Read the 3 of "3-5 January" and the Q2 of "Q2-Q3 2025"."""
    last = _loose.read(right, today)
    if last and last.day and re.fullmatch(r"[0-9]{1,2}(?:st|nd|rd|th)?", left):
        return Loose(day=int(left.rstrip("sthndr")))
    return None


ENGLISH: Final = Language(
    loose=_loose.read,
    simple=_simple.read,
    left=_left,
    steps=(
        (
            r"(?:about|around|circa|ca?\.? |c\.|approximately|approx\.?|roughly) ?(.+)",
            steps.about,
        ),
        (r"(.+) or so", steps.about),
        (r"(?:maybe|possibly|perhaps|probably) (.+)", steps.unsure),
        (r"(?:on|in) or before (.+)|no later than (.+)", steps.on_or_before),
        (r"(?:on|in) or after (.+)|no earlier than (.+)", steps.on_or_after),
        (
            r"(?:since |from )?(.+?) (?:to date|(?:to|till|until) (?:now|today|present))",
            steps.to_date,
        ),
        (r"(?:from )?(.+) (?:onwards?|on|or later|and later|and after)", steps.since),
        (r"(?:since|from|as from|starting(?: from| in| on)?) (.+)", steps.since),
        (r"(?:until|till|up to|up until|through|by|as of|as at) (.+)", steps.until),
        (r"before (?:the )?(end of .+)", steps.until),
        (r"(?:before|prior to|earlier than) (.+)", steps.before),
        (r"(?:after|following|later than) (.+)", steps.after),
        (r"(?:the )?day after (.+)", steps.day_after),
        (r"(?:the )?day before (.+)", steps.day_before),
        (r"(?:in|on|at|during|over|within|throughout|some ?time in) (?:the )?(.+)", steps.same),
        (r"(?:all(?: of)?|the whole of) (.+)", steps.same),
    ),
    pairs=(
        (r"between (.+)", r" and | ?- ?", steps.between),
        (
            r"(?:from )?(.+)",
            r" (?:to|until|till|through|thru) | ?[-~] ?",
            steps.lasting,
        ),
        (r"(.+)", r" and | ?& ?", steps.both),
        (r"(?:either )?(.+)", r" or ", steps.either),
    ),
)
