"""Dates as people name them, with gaps or counted from a day, made into EDTF text.

Everything here takes the day that the words are said on and gives EDTF text, or raises `WhenError`.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from dateutil.relativedelta import relativedelta

from events.dates.edtf import PARTS_OF_YEAR, days_in_month
from events.dates.edtf_steps import out_of_range, refused, spanned
from events.when import When

Unit = Literal["day", "week", "weekend", "month", "quarter", "half", "year", "decade"]


class Loose(NamedTuple):
    """A date with gaps: whatever of it the words say."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: int | None = None
    """A part of the year by its EDTF code, 21 to 41."""
    months: tuple[int, int] | None = None
    """A window of months in the year: (11, 12) for 年底."""
    third: int | None = None
    """A third of the month: 0, 1 or 2 for 上旬, 中旬, 下旬."""


# Calendar dates with gaps


def settled(loose: Loose, today: date) -> str:
    """Return the EDTF text of a loose date; without a year, of the latest that has begun by today.

    Raises `WhenError` for months and days that do not exist.
    """
    _check(loose)
    if loose.year is not None:
        return _text(loose)
    for candidate in _candidates(loose, today):
        found = When.parse(_text(candidate))
        if found.lo <= today.toordinal():
            return found.text
    raise out_of_range()


def _candidates(loose: Loose, today: date) -> list[Loose]:
    """Return a date without a year in this year or month and in those before, latest first."""
    if loose.month is None and (loose.day or loose.third is not None):
        months = [today - relativedelta(months=n) for n in range(3)]
        found = [loose._replace(year=month.year, month=month.month) for month in months]
    else:
        found = [loose._replace(year=today.year - n) for n in range(min(9, today.year))]
    return [candidate for candidate in found if _exists(candidate)]


def _exists(loose: Loose) -> bool:
    return not loose.day or loose.day <= days_in_month(loose.year or 4, loose.month or 1)


def _check(loose: Loose) -> None:
    year, month, day = loose.year, loose.month, loose.day
    if year is not None and not 1 <= year <= 9999:
        raise out_of_range()
    if year is not None and _lacks_month(loose):
        raise refused("a day needs its month", "日期缺少月份", day or "")
    if month is not None and not 1 <= month <= 12:
        raise refused(f"there is no month {month}", f"没有{month}月", month)
    if day is not None:
        last = days_in_month(year if year is not None else 4, month) if month else 31
        if not 1 <= day <= last:
            where = f"{year}年" * (year is not None) + f"{month}月" * (month is not None)
            raise refused(
                f"there is no day {day} in a month of {last} days", f"{where}没有{day}日", day
            )


def _text(loose: Loose) -> str:
    """Return the EDTF text of a loose date that has its year."""
    year = f"{loose.year:04}"
    if loose.part:
        return f"{year}-{loose.part}"
    if loose.months:
        first, last = loose.months
        return f"[{year}-{first:02}..{year}-{last:02}]"
    if loose.month is None:
        return year
    month = f"{year}-{loose.month:02}"
    if loose.third is not None:
        last = (10, 20, days_in_month(loose.year or 1, loose.month))[loose.third]
        return f"[{month}-{loose.third * 10 + 1:02}..{month}-{last:02}]"
    return f"{month}-{loose.day:02}" if loose.day else month


def joined(a: Loose, b: Loose, today: date) -> str:
    """Return the span from one loose date to another, each taking from the other what it lacks.

    A year or month at one end counts for both, unless that would turn the span round: Nov-Jan 2026
    begins in 2025. Without any year it is the latest span whose end has begun.
    """
    if _lacks_month(b) and a.month:
        b = b._replace(month=a.month % 12 + 1 if _within(b) < _within(a) else a.month)
    _check(a)
    _check(b)
    if a.year is None and b.year is None:
        end = date.fromordinal(When.parse(settled(b, today)).lo)
        b = b._replace(year=end.year, month=end.month if _lacks_month(b) else b.month)
    if _lacks_month(a) and b.month:
        a = a._replace(month=(b.month - 2) % 12 + 1 if _within(a) > _within(b) else b.month)
    if a.year is None and b.year is not None:
        a = a._replace(year=b.year - (_begin(a) > _begin(b)))
    if b.year is None and a.year is not None:
        b = b._replace(year=a.year + (_begin(b) < _begin(a)))
    return spanned(settled(a, today), settled(b, today))


def _lacks_month(loose: Loose) -> bool:
    return loose.month is None and (loose.day is not None or loose.third is not None)


def _within(loose: Loose) -> int:
    """Return the day of the month on or after which a loose date begins."""
    return loose.day or (loose.third or 0) * 10


def _begin(loose: Loose) -> tuple[int, int]:
    """Return the month and day in a year on which a loose date begins."""
    month = loose.month or (loose.months or (0,))[0]
    if loose.part:
        month = PARTS_OF_YEAR[loose.part][1]
    return month, _within(loose)


# Days and units against today


_DAYS_IN: Final[dict[Unit, int]] = {"day": 1, "week": 7}
_MONTHS_IN: Final[dict[Unit, int]] = {
    "month": 1,
    "quarter": 3,
    "half": 6,
    "year": 12,
    "decade": 120,
}


def moved(today: date, count: int, unit: Unit) -> date:
    """Return the day that is ``count`` units away; the 31st becomes the last of a shorter month."""
    try:
        if unit in _DAYS_IN:
            return today + timedelta(days=count * _DAYS_IN[unit])
        return today + relativedelta(months=count * _MONTHS_IN[unit])
    except (ValueError, OverflowError):
        raise out_of_range() from None


def away(today: date, count: int, unit: Unit) -> str:
    """Return "3 days ago" or "in 3 months": a day, about a day for weeks, about a month or year."""
    day = moved(today, count, unit).isoformat()
    if unit == "day":
        return day
    return {"week": day, "year": day[:4], "decade": day[:4]}.get(unit, day[:7]) + "~"


def rolling(today: date, count: int, unit: Unit) -> str:
    """Return "last 3 months" (count below 0) or "next 3 months": the span up to or from today."""
    other = moved(today, count, unit)
    return f"{min(today, other)}/{max(today, other)}"


def calendar_unit(today: date, step: int, unit: Unit) -> str:
    """Return this (0), the last (-1), the next (+1) … calendar unit; weeks begin on Monday."""
    if unit == "decade":
        return moved(today, step, unit).isoformat()[:3] + "X"
    if unit in ("week", "weekend"):
        monday = moved(today, step, "week") - timedelta(today.weekday())
        first = monday + timedelta(5 if unit == "weekend" else 0)
        return f"[{first}..{monday + timedelta(6)}]"
    day = moved(today.replace(day=1) if unit != "day" else today, step, unit)
    if unit == "quarter":
        return f"{day.year:04}-{33 + (day.month - 1) // 3}"
    if unit == "half":
        return f"{day.year:04}-{40 + (day.month > 6)}"
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[unit]]


def weekday(today: date, number: int, week: int | None = None) -> str:
    """Return a weekday (0 is Monday) of this, last … calendar week, or the latest up to today."""
    if week is None:
        return moved(today, -((today.weekday() - number) % 7), "day").isoformat()
    return moved(today, number - today.weekday() + 7 * week, "day").isoformat()


def check_weekday(text: str, number: int, part: str) -> str:
    """Return the text of a day if it is the weekday that the words say it is."""
    day = When.parse(text).earliest
    if day is None or day.weekday() != number:
        names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
        name = names[day.weekday()] if day else ""
        zh = "一二三四五六日"[day.weekday()] if day else ""
        raise refused(f"{text} is a {name}", f"{text} 是星期{zh}", part)
    return text


def short_year(digits: str, today: date) -> int:
    """Return the year that two digits mean: not more than ten years ahead of today."""
    year = today.year // 100 * 100 + int(digits)
    return year - 100 if year > today.year + 10 else year
