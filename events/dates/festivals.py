"""Days with names of their own, solar and lunar, in English and Chinese."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from dateutil.easter import easter

from events import lunar
from events.dates.edtf_steps import refused
from events.dates.phrase_rules import by_word

AHEAD: Final = timedelta(45)
"""A festival without a year is the latest one, or the next if that is no further ahead."""

_Day = Callable[[int], date]
"""The day of a festival in a common year; ValueError where the calendar does not reach."""


def _solar(month: int, day: int) -> _Day:
    return lambda year: date(year, month, day)


def _lunar(month: int, day: int) -> _Day:
    def of_year(year: int) -> date:
        for lunar_year in (year, year - 1):  # the last month mostly falls into the next January
            if lunar.FIRST_YEAR <= lunar_year <= lunar.LAST_YEAR:
                found = lunar.day(lunar_year, month, day)
                if found.year == year:
                    return found
        raise ValueError(f"no such lunar day in {year}")

    return of_year


def _weekday(month: int, weekday: int, nth: int, later: int = 0) -> _Day:
    """Return the nth weekday (0 is Monday) of a month, or so many days later."""

    def of_year(year: int) -> date:
        first = date(year, month, 1)
        to_first = (weekday - first.weekday()) % 7
        return first + timedelta(to_first + 7 * (nth - 1) + later)

    return of_year


def _easter(year: int) -> date:
    if not 1583 <= year <= 4099:
        raise ValueError(f"no Gregorian Easter in {year}")
    return easter(year)


SPRING: Final = _lunar(1, 1)

_DAYS: Final[dict[_Day, str]] = {
    lunar.eve: "除夕|除夕夜|大年三十|年三十|大年夜|年夜|chinese new year's eve|lunar new year's eve"
    "|chinese new year eve|lunar new year eve|spring festival eve",
    SPRING: "春节|大年初一|年初一|农历新年|农历春节|阴历新年|spring festival|chinese new year"
    "|lunar new year|chinese new year's day|lunar new year's day|cny",
    _lunar(1, 15): "元宵|元宵节|上元节|lantern festival",
    _lunar(2, 2): "龙抬头|二月二",
    _lunar(5, 5): "端午|端午节|端阳节|dragon boat festival|duanwu|duanwu festival",
    _lunar(7, 7): "七夕|七夕节|qixi|qixi festival",
    _lunar(7, 15): "中元|中元节|ghost festival",
    _lunar(8, 15): "中秋|中秋节|mid-autumn|mid-autumn festival|mid autumn festival|moon festival",
    _lunar(9, 9): "重阳|重阳节|double ninth|double ninth festival",
    _lunar(12, 8): "腊八|腊八节|laba festival",
    lunar.qingming: "清明|清明节|qingming|qingming festival|tomb-sweeping day|tomb sweeping day",
    _solar(1, 1): "元旦|元旦节|new year's day|new year's|new years day",
    _solar(2, 14): "情人节|valentine's day|valentines day",
    _solar(3, 8): "三八|三八节|妇女节|三八妇女节|international women's day|women's day",
    _solar(4, 1): "愚人节|april fools' day|april fools day|april fool's day",
    _solar(5, 1): "五一|五一节|劳动节|五一劳动节|may day",
    _solar(5, 4): "五四|五四青年节|青年节",
    _solar(6, 1): "六一|六一儿童节|儿童节",
    _solar(6, 18): "618",
    _solar(7, 1): "七一|建党节",
    _solar(8, 1): "八一|建军节",
    _solar(9, 10): "教师节",
    _solar(10, 1): "国庆|国庆节|国庆日|chinese national day|china's national day",
    _solar(10, 31): "万圣夜|万圣节前夜|halloween",
    _solar(11, 11): "双11|双十一|双11购物节|光棍节|singles' day|singles day|single's day"
    "|double 11|double eleven",
    _solar(12, 12): "双12|双十二|double 12|double twelve",
    _solar(12, 24): "平安夜|圣诞夜|圣诞前夜|christmas eve",
    _solar(12, 25): "圣诞|圣诞节|christmas|christmas day|xmas",
    _solar(12, 31): "跨年夜|new year's eve|new years eve",
    _weekday(5, 6, 2): "母亲节|mother's day",
    _weekday(6, 6, 3): "父亲节|father's day",
    _weekday(11, 3, 4): "感恩节|thanksgiving|thanksgiving day",
    _weekday(11, 3, 4, later=1): "黑色星期五|黑五|black friday",
    _weekday(11, 3, 4, later=4): "网络星期一|网一|cyber monday",
    _easter: "复活节|easter|easter sunday",
}
_BY_NAME: Final = by_word(_DAYS)

_HOLIDAYS: Final = {
    SPRING: (-2, 6, "~", "~"),
    _BY_NAME["元旦"]: (0, 2, "", "~"),
    _BY_NAME["五一"]: (0, 4, "", "~"),
    _BY_NAME["国庆"]: (0, 6, "", "~"),
}
"""The days off around a festival: from and to, in days from it, and how sure that is. The State
Council sets them anew each year, so that they are about (2026: 15 to 23 February)."""

NAMES: Final = tuple(sorted(_BY_NAME, key=len, reverse=True))
"""Every name, the longest first, for patterns."""


def festival(name: str, year: int | None, today: date) -> str:
    """Return the day of a festival.

    Parameters
    ----------
    name
        One of `NAMES`.
    year
        The common year in which it falls; None for the latest, or the next if it is near (`AHEAD`).
    today
        The day on which this is said.
    """
    return _day(_BY_NAME[name], name, year, today).isoformat()


def holiday(name: str, year: int | None, today: date) -> str:
    """Return the time of a festival (春节期间, 国庆假期): its days off, else about the day."""
    of_year = _BY_NAME[name]
    day = _day(of_year, name, year, today)
    if of_year not in _HOLIDAYS:
        return f"{day}~"
    first, last, first_mark, last_mark = _HOLIDAYS[of_year]
    return f"{day + timedelta(first)}{first_mark}/{day + timedelta(last)}{last_mark}"


def lunar_day(year: int | None, month: int, day: int, today: date, leap: bool = False) -> str:
    """Return the day of a lunar date; without a year the latest, or the next if it is near."""
    years = (today.year - 2, today.year - 1, today.year) if year is None else (year,)
    found = []
    for lunar_year in years:
        try:
            found.append(lunar.day(lunar_year, month, day, leap))
        except ValueError:
            continue
    if not found:
        raise refused(
            f"there is no such lunar day, or not in {lunar.FIRST_YEAR} to {lunar.LAST_YEAR}",
            f"没有这样的农历日期，或不在{lunar.FIRST_YEAR}年至{lunar.LAST_YEAR}年内",
        )
    return _nearest(found, today).isoformat()


def little_new_year(year: int | None, today: date) -> str:
    """Return 小年: the 23rd of the last lunar month in the north, the 24th in the south."""
    day = _day(_lunar(12, 23), "小年", year, today)
    return f"[{day}..{day + timedelta(1)}]"


def _day(of_year: _Day, name: str, year: int | None, today: date) -> date:
    years = (today.year - 1, today.year, today.year + 1) if year is None else (year,)
    found = []
    for candidate in years:
        try:
            found.append(of_year(candidate))
        except ValueError:
            continue
    if not found:
        shown = today.year if year is None else year
        raise refused(
            f"the day of {name} is not known for {shown}", f"不知道{shown}年{name}是哪一天", shown
        )
    return _nearest(found, today)


def _nearest(days: list[date], today: date) -> date:
    """Return the day that is nearest to today among those not further ahead than `AHEAD`."""
    near = [day for day in days if day <= today + AHEAD]
    return min(near or days, key=lambda day: abs(day - today))
