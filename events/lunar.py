"""The Chinese lunar calendar from 1900 to 2056: when its days fall, from a table of its years.

The table was made from `lunar-python` (the tests compare the two) and agrees with six other
calendars; those disagree among themselves from 2057 on, so that it stops there.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2056


class Month(NamedTuple):
    """One month of a lunar year."""

    number: int
    """1 to 12; a leap month has the number of the one before it."""
    leap: bool
    days: int
    """29 or 30."""


def new_year(year: int) -> date:
    """Return the day of the Spring Festival that begins a lunar year.

    Raises `ValueError` for a year outside the table, as all functions here do.
    """
    return date(year, 1, 20) + timedelta(_coded(year) & 31)


def leap_month(year: int) -> int:
    """Return the number of the month that is doubled in a lunar year, 0 if none is."""
    return _coded(year) >> 5 & 15


def months(year: int) -> list[Month]:
    """Return the months of a lunar year, in order."""
    doubled = leap_month(year)
    named = [(number, leap) for number in range(1, 13) for leap in (False, True)]
    named = [(number, leap) for number, leap in named if not leap or number == doubled]
    long = _coded(year) >> 9
    return [Month(number, leap, 29 + (long >> i & 1)) for i, (number, leap) in enumerate(named)]


def day(year: int, month: int, number: int, leap: bool = False) -> date:
    """Return the day on which a lunar date falls.

    Parameters
    ----------
    year
        The lunar year, by the common year in which it begins.
    month, number
        Its month, 1 to 12, and the day in it, 1 to 30.
    leap
        Whether the leap month of that number is meant.

    Raises
    ------
    ValueError
        If the year is outside the table, or has no such day.
    """
    start = new_year(year)
    for found in months(year):
        if (found.number, found.leap) == (month, leap):
            if 1 <= number <= found.days:
                return start + timedelta(number - 1)
            break
        start += timedelta(found.days)
    raise ValueError(f"lunar {year} has no day {number} in its {'leap ' * leap}month {month}")


def eve(year: int) -> date:
    """Return the New Year's Eve (除夕) that falls into a common year: the day before `new_year`."""
    return new_year(year) - timedelta(1)


def qingming(year: int) -> date:
    """Return the day of Qingming (清明) in a common year of 1901 to 2099.

    It is a solar term. The formula is the usual one of Chinese almanacs and was compared with
    `lunar-python` for every one of these years.
    """
    if not 1901 <= year <= 2099:
        raise ValueError(f"Qingming is known for 1901 to 2099, not for {year}")
    of_century = year % 100
    constant = 4.81 if year >= 2000 else 5.59
    return date(year, 4, int(of_century * 0.2422 + constant) - of_century // 4)


def _coded(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"the lunar calendar is known for {FIRST_YEAR} to {LAST_YEAR}, not {year}")
    return int(_YEARS[year - FIRST_YEAR], 16)


# One hexadecimal number a year, ten years a line. From the lowest bit: 5 bits, days from 20 January
# to New Year; 4 bits, the doubled month; 13 bits, whether its months in order have 30 days.
_YEARS: Final = """
    2da50b 0ea41e 1d4a13 2c94a9 0c961b 15360f 2aac85 0ad418 16b20d 2ea442
    0ea415 364aca 164a1d 149611 2956a6 055a19 0ad60e 16d243 1b5216 3b24ec
    1d241f 1a4a13 349aa8 14ac1b 056c10 2b6a84 0da818 1d520d 3d2443 1d2415
    1a4cca 0a561c 14ae11 256ca6 16b419 0da80f 1d9264 0e9216 2d26eb 15261e
    0a5613 14b6c7 155a1a 0ad410 36aa85 174818 16920d 352642 152a15 2a5ae9
    0a6c1c 155a11 2b54a7 0b6419 1b4a0e 3a9464 1a9417 152b0b 152e1d 0aac13
    156ac8 15aa1a 0da410 1d4a85 1d4a18 0c940d 192e61 153614 2ab4ea 0ad41c
    16d211 2ea4a7 16a41a 164a0e 2c9683 149616 29570b 055a1d 0ada12 16d2c8
    1b521b 1b2410 3a4a85 1a4a18 349b4d 14ac1f 056c14 0b6ac9 0daa1c 1d5211
    3d24a7 1d241a 1a4c0f 14ac63 14ae15 29ad0b 06b41e 0daa12 2d92a8 0e921b
    0d2610 2a5684 0a5617 14b60c 2ab442 0ad414 36aae9 17481d 169212 3526a6
    152a19 0a5a0e 155a83 156a15 2b552b 0ba41e 1b4a13 3a94c8 1a941b 192a10
    2a5c85 0aac17 156a0c 2b6442 0da415 1d4ac9 0e4a1c 0c9611 192ea6 195618
    0ab40e 15ac63 16d216 2ea56b 16a41e 164a13 3496c8 14961a 09560f 0ab6a4
    0b5a17 16d40c 36a442 1b2415 3a4aea 1a4a1c 14aa11 295aa6 096c19 0b6a0d
    1b5463 1d9216 3d250c 1d241e 1a4c13 14acc8 14ae1a
""".split()
