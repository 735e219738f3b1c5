"""Why a text is no date: the sentences behind `WhenError`, made only when one is needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time
from typing import Final

from events.dates.edtf import (
    PARTS_OF_YEAR,
    WhenError,
    days_in_month,
    is_clock,
    is_zone,
    read_end,
)

_SORTS: Final = (
    (r"[\[{].*,|\{|\[[^.]*\]", "a set of dates", "日期的集合"),
    (
        r"Y|S",
        "a year with an exponent, significant digits or more than four digits",
        "Y、E、S 式年份",
    ),
    (
        r"[-./\[](?=-)|^-|\b00(?:00|0X|XX)|9999-24",
        "a year outside 0001-9999",
        "0001–9999 以外的年份",
    ),
    (r"-(?:2[5-9]|3[0-2])\b", "a season of a hemisphere (25-32)", "南北半球季节（25–32）"),
    (r"X", "an X before a known digit", "已知数字之前的 X"),
    (r"[?~%]", "a mark on a part of the date", "只标在日期一部分上的记号"),
)
"""The sorts of EDTF that are not supported, by what their text shows."""

# Any one date of EDTF, at every level. The numbers are checked afterwards.
_any_date = re.compile(
    r"""
    [?~%]?(?:
        Y(?P<long>-?[0-9]{1,99})(?:E[0-9]{1,9})?     # Y-17E7
        | (?P<year>-?[0-9X]{4})
    )
    (?:S[0-9]{1,9})? [?~%]?                          # 1950S2
    (?:-[?~%]?(?P<month>[0-9X]{2})[?~%]?
        (?:-[?~%]?(?P<day>[0-9X]{2})[?~%]?)?
    )?
    """,
    re.VERBOSE,
).fullmatch


def fault(text: str) -> WhenError:
    """Return the error for a text that `When.parse` cannot read."""
    if not text.strip():
        return WhenError(text, "the date is empty", "日期是空的")
    if _is_other_edtf(text):
        sort, sort_zh = next((en, zh) for sign, en, zh in _SORTS if re.search(sign, text))
        return WhenError(
            text,
            f"{_quoted(text)} is valid EDTF, but not supported: {sort}",
            f"{_quoted(text, zh=True)}是合法的 EDTF，但不支持：{sort_zh}",
            part=text,
            supported=False,
        )
    if text != text.strip():
        return WhenError(
            text,
            f"a blank stands before or after the date {_quoted(text)}",
            f"日期{_quoted(text, zh=True)}前后有空格",
        )
    ends = list(_ends(text))
    for end in ends:
        if read_end(end) is None and not (end == text and _is_moment(text)):
            return _fault_of_end(text, end)
    if len(ends) == 2:
        return WhenError(
            text,
            f"{_quoted(text)} ends before it starts",
            f"{_quoted(text, zh=True)}的结束早于开始",
            part=ends[1],
        )
    return _no_date(text, "" if len(text) == len("".join(ends)) else text)


def fault_of_value(value: object) -> WhenError:
    """Return the error for a value of a TOML file that is no date."""
    text = str(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return WhenError(
            text,
            f'the number {_quoted(text)} is not a year of four digits; a date is "2025-11-11"',
            f'数字{_quoted(text, zh=True)}不是四位年份；日期请写成 "2025-11-11"',
            part=text,
        )
    if isinstance(value, time):
        return WhenError(
            text,
            f"{_quoted(text)} is a time of day without a day",
            f"{_quoted(text, zh=True)}只有时刻，没有日期",
            part=text,
        )
    name = type(value).__name__
    return WhenError(
        text,
        f"a date is text, a TOML date or a year, not a value of type {name}",
        f"日期应为文字、TOML 日期或年份，而不是 {name} 类型的值",
        part=text,
    )


def _ends(text: str) -> Iterator[str]:
    """Give the single dates of an interval or window, or the text itself."""
    none: tuple[str, ...] = ()
    parts = [text]
    if "/" in text:
        parts, none = text.split("/"), ("", "..")
    elif text.startswith("[") and text.endswith("]") and ".." in text:
        parts, none = text[1:-1].split(".."), ("",)
    if len(parts) > 2:
        yield text
    else:
        yield from (part for part in parts if part not in none)


def _fault_of_end(text: str, end: str) -> WhenError:
    """Say what is wrong with one date of a text."""
    if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T", end):
        return _fault_of_time(text, end)
    plain = re.fullmatch(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}|XX))?[?~%]?", end)
    if plain:
        year, month = int(plain[1]), int(plain[2])
        if not 1 <= month <= 12 and (month not in PARTS_OF_YEAR or plain[3]):
            return WhenError(
                text,
                f"there is no month {plain[2]} in {_quoted(text)}",
                f"{_quoted(text, zh=True)}：没有 {plain[2]} 月",
                part=plain[2],
            )
        if plain[3] and plain[3] != "XX" and 1 <= month <= 12:
            last = days_in_month(year, month)
            return WhenError(
                text,
                f"there is no day {plain[3]} in {plain[1]}-{plain[2]}: that month has {last} days",
                f"{year}年{month}月只有 {last} 天，没有 {int(plain[3])} 日",
                part=plain[3],
            )
    return _no_date(text, end)


def _fault_of_time(text: str, end: str) -> WhenError:
    day, clock, zone = end[:10], end[11:19], end[19:]
    if text != end:
        return WhenError(
            text,
            f"an interval takes days, not times of day: {_quoted(end)}",
            f"区间的两端只能是日期，不能带时刻：{_quoted(end, zh=True)}",
            part=end[10:],
        )
    if read_end(day) is None:
        return _fault_of_end(text, day)
    if not is_clock(clock):
        return WhenError(
            text,
            f"{_quoted(end[11:])} is not a time of day such as 09:30:00",
            f"{_quoted(end[11:], zh=True)}不是 09:30:00 这样的时刻",
            part=end[11:],
        )
    return WhenError(
        text,
        f"{_quoted(zone)} is not a time zone such as Z or +08:00",
        f"{_quoted(zone, zh=True)}不是 Z 或 +08:00 这样的时区",
        part=zone,
    )


def _no_date(text: str, part: str) -> WhenError:
    return WhenError(
        text,
        f"{_quoted(part or text)} is not an EDTF date such as 2025, 2025-11, 2025-11-11, "
        "2025-02/2025-03",
        f"{_quoted(part or text, zh=True)}不是 EDTF 日期，例如 2025、2025-11、2025-11-11、"
        "2025-02/2025-03",
        part=part or text,
    )


def _quoted(text: str, zh: bool = False) -> str:
    """Return a text in quotation marks, cut if it is long."""
    short = text if len(text) <= 60 else text[:59] + "…"
    return f"“{short}”" if zh else f"'{short}'"


def _is_moment(text: str) -> bool:
    day, clock, zone = text[:10], text[11:19], text[19:]
    return text[10:11] == "T" and read_end(day) is not None and is_clock(clock) and is_zone(zone)


def _is_other_edtf(text: str) -> bool:
    """Whether a text is valid EDTF outside the supported part."""
    if len(text) > 1000:
        return False
    if text[:1] + text[-1:] in ("[]", "{}"):
        members = text[1:-1].split(",")
        ends = [end for member in members for end in member.split("..")]
        written = [end for end in ends if end]
        return (
            all(member.count("..") <= 1 and member for member in members)
            and all(map(_is_any_date, written))
            and bool(written)
            and (text[0] == "{" or len(members) > 1 or ".." not in text or _unread(written))
            # only the first range may lack its start, only the last its end
            and not any(member.startswith("..") for member in members[1:])
            and not any(member.endswith("..") for member in members[:-1])
        )
    parts = text.split("/")
    written = [part for part in parts if part not in ("", "..")]
    return len(parts) <= 2 and all(map(_is_any_date, written)) and _unread(written)


def _unread(ends: list[str]) -> bool:
    return any(read_end(end) is None for end in ends)


def _is_any_date(text: str) -> bool:
    """Whether a text is one valid date of any level of EDTF, without a time."""
    found = _any_date(text)
    if not found:
        return False
    year, month, day = found["year"], found["month"], found["day"]
    if not year:
        return month is None and (len(found["long"].lstrip("-")) > 4 or "E" in text)
    if month and month.isdigit():
        number = int(month)
        if not (1 <= number <= 12 or (21 <= number <= 41 and day is None)):
            return False
        if day and day.isdigit():
            known_year = int(year) if year.isdigit() else 4  # a leap year, where it is not known
            return 1 <= int(day) <= days_in_month(known_year, number)
    return not (day and day.isdigit()) or 1 <= int(day) <= 31
