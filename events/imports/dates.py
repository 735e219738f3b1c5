"""The dates of a file: EDTF, or people's words where they can mean one thing only."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any, Final

from events.imports.records import Extent, Fault, Order, some
from events.phrases import read_date
from events.when import When, WhenError

# What depends on the day it is said is read otherwise on one of these.
_DAYS: Final = (date(2001, 3, 7), date(2018, 10, 28))
_SERIAL: Final = re.compile(r"[1-9]\d{4}(?:[.,]\d+)?", re.ASCII)
_FIRST_SERIAL: Final = date(1899, 12, 30)  # day 0 of spreadsheets, for days after February 1900
_FIGURES: Final = re.compile(
    r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\d./-])", re.ASCII
)
_SHORTENED: Final = re.compile(
    r"[a-z]{3,9}[-/]\d\d|\d{1,2}[-/][a-z]{3,9}", re.ASCII | re.IGNORECASE
)
_FRACTION: Final = re.compile(r"(:\d\d)[.,]\d+(?=$|[Z+-])", re.ASCII)
_MIDNIGHT: Final = re.compile(r"(.*\S)[ T]0?0:00(?::00(?:[.,]0+)?)?", re.ASCII)
_UNUSUAL: Final = ("quarter", "season", "third", "half")  # 2021-22 is a summer in EDTF
_AHEAD: Final = 10  # years that a year of two digits may lie ahead, as in `events.phrases`


class Dates:
    """Reads dates; ``readings`` are the words that were not plain EDTF, and how they were read."""

    def __init__(self, order: Order | None, day: date | None, today: date) -> None:
        """Take what comes first in 03/04/2025, and the day that words are counted from, if any."""
        self.readings: dict[str, When] = {}
        self._order = order
        self._day = day
        self._century_day = day or today
        self._known: dict[str, When | Fault] = {}

    def read(self, value: Any) -> When:
        """Read a date; raises `Fault`."""
        if isinstance(value, Extent):
            return self._extent(value)
        if not isinstance(value, str):
            return self._of(value)
        known = self._known.get(value)
        if known is None:
            try:
                known = self._words(value.strip())
            except WhenError as error:
                known = Fault(error.show("en"), error.show("zh"))
            except Fault as fault:
                known = fault
            if len(self._known) < 500_000:
                self._known[value] = known
        if isinstance(known, Fault):
            raise known
        return known

    def _of(self, value: Any) -> When:
        if isinstance(value, int) and _SERIAL.fullmatch(str(value)):
            raise _serial(str(value))
        try:
            return When.of(value)
        except WhenError as error:
            raise Fault(error.show("en"), error.show("zh")) from None

    def _words(self, words: str) -> When:
        try:
            found = When.parse(words)
        except WhenError as error:
            if not error.supported and error.part == error.text:
                raise
            found = self._said(_FRACTION.sub(r"\1", words))
        if str(found) != words or found.precision in _UNUSUAL:
            self.readings[words] = found
        return found

    def _said(self, text: str) -> When:
        if midnight := _MIDNIGHT.fullmatch(text):
            text = midnight[1]  # a spreadsheet's way of writing a day
        if _SERIAL.fullmatch(text):
            raise _serial(text)
        if _SHORTENED.fullmatch(text):
            raise Fault(
                f"“{some(text)}”: a month and a year, or a day? Spreadsheets write 2025-11 so",
                f"“{some(text)}”是年月还是月日？表格软件会把 2025-11 写成这样",
            )
        text = _FIGURES.sub(self._figures, text)
        if self._day is not None:
            return read_date(text, self._day)
        one, other = (read_date(text, day) for day in _DAYS)
        if one != other:
            raise Fault(
                f"“{some(text)}” depends on the day it was said: say --on DAY",
                f"“{some(text)}”取决于说话的日期：请加 --on 日期",
            )
        return one

    def _figures(self, found: re.Match[str]) -> str:
        """Figures with the year last as ISO; what may be two days is refused."""
        first, second, year = int(found[1]), int(found[3]), found[4]
        order = self._order
        if order is None and len(year) == 4 and first != second:
            order = "dmy" if first > 12 >= second else "mdy" if second > 12 >= first else None
        elif order is None and len(year) == 4:
            order = "dmy"
        if order is None:
            raise Fault(
                f"“{some(found[0])}”: is the day first, or the month? Say --dates dmy or mdy",
                f"“{some(found[0])}”：日在前还是月在前？请加 --dates dmy 或 mdy",
            )
        day, month = (first, second) if order == "dmy" else (second, first)
        if not 1 <= month <= 12:
            raise Fault(
                f"“{some(found[0])}” has no month {month} (--dates {order})",
                f"“{some(found[0])}”：没有 {month} 月（--dates {order}）",
            )
        return f"{self._year(year):04}-{month:02}-{day:02}"

    def _year(self, digits: str) -> int:
        if len(digits) == 4:
            return int(digits)
        today = self._century_day.year
        year = today // 100 * 100 + int(digits)
        return year - 100 if year > today + _AHEAD else year

    def _extent(self, extent: Extent) -> When:
        start, end = extent.start.strip(), extent.end.strip()
        if not start and not end:
            raise Fault("the date is empty", "日期是空的")
        if not start:
            raise Fault("it has an end, and no start", "只有结束日期，没有开始日期")
        first = self.read(start)
        if not end:
            return first
        last = self.read(end)
        if first == last:
            return first
        a, b = _day_of(first), _day_of(last)
        if a == b:
            return first
        try:
            span = When.parse(f"{a}/{b}")
            if first.time or last.time:  # spans have no times of day: what was dropped is told
                self.readings[f"{start} – {end}"] = span
            return span
        except WhenError as error:
            if b.hi < a.lo:
                raise Fault(f"it ends ({b}) before it starts ({a})",
                            f"结束（{b}）早于开始（{a}）") from None  # fmt: skip
            raise Fault(error.show("en"), error.show("zh")) from None


def _day_of(when: When) -> When:
    return When.parse(when.text[:10]) if when.time else when


def _serial(text: str) -> Fault:
    """45678 is a day for spreadsheets, and nothing for anyone else."""
    days = int(re.split("[.,]", text)[0])
    day = (_FIRST_SERIAL + timedelta(days=days)).isoformat()
    return Fault(
        f"“{text}” is a spreadsheet's number for a day ({day}?): write the dates as text",
        f"“{text}”是表格软件的日期序号（{day}？）：请把日期存为文字",
    )
