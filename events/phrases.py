"""People's words for dates, in English and Chinese: words to EDTF text to `When`.

The words must be understood as a whole: what is not is refused, by its part. The reading is to be
shown back (`When.show`), for some words have more than one meaning. The conventions:

============================================  ==================================================
words                                         meaning
============================================  ==================================================
月初 上旬, 月中 中旬, 月底 月末 下旬           1-10, 11-20, 21-end of the month, once in there
early, mid, late; beginning, end of a MONTH   the same
年初, 年中, 年底 年末                          Jan-Mar, Jun-Jul, Nov-Dec, once in there
beginning, middle, end of a YEAR              the same
early, mid, late YEAR                         thirds of the year: Jan-Apr, May-Aug, Sep-Dec
上半年 下半年, H1 H2; 一季度, Q1                halves and quarters of the calendar year
春 夏 秋 冬, spring … winter                   Mar-May, Jun-Aug, Sep-Nov, Dec-Feb of the next year
今年 去年 上个月 上周, this, last, next UNIT    the calendar unit; weeks begin on Monday
近三个月, last 3 months, past year             the rolling time up to the day this is said on
N天前, N days ago                             that day; weeks: about it; months, years: about one
次日 前一天 当天, the next day                  counted from the day this is said on
a month, day, quarter, season without a year  the latest that has begun
a weekday                                     the latest; last, next: not today; 上周三: by week
25年3月, '25, 25Q3                             a year not more than ten years ahead
2025年2-3月, Nov-Jan 2026                      a year at one end counts for both, Nov being 2025
from A to B, A-B, A至B                        the time from A to B, lasting
between A and B, A至B之间; A or B, A或B          once in there; or: if B follows right after A
since X, from X, X起                           ``X/..``
X以来, X至今, X to date                         ``X/<the day>``; 今年以来, YTD: from 1 January
until, by, as of X, 截至X, 到X                  ``../X``
before X, X前; after X, X后                    without X itself, in units of its size
about, circa, 约, 左右, 前后; maybe, 可能        ``X~``; ``X?``
a window in any of these                      its first or last end, about: 截至年底 is ``../Y-12~``
春节 除夕 中秋 … with a year                    the day in that common year
… without a year                              the latest, or the next if no more than 45 days ahead
春节期间, 国庆假期                              the days off, about (New Year's Day -2 to +6)
小年                                           腊月廿三 or 廿四
农历 正月 腊月 初 廿 with a year                 a day of that lunar year; without any: not lunar
当晚, 凌晨 … after a day                        the day
90年代, the 90s                               the latest decade of that name; 20世纪 is 1900-1999
2025/2/3, 2025.2.3, 20250203                  year, month, day; 3/4/2025 is refused
============================================  ==================================================

EDTF itself is read first: ``2021-22`` is the summer of 2021, and not two years.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Final

from events.dates import edtf_steps as steps
from events.dates import loose_dates as dates
from events.dates.edtf import is_clock, is_zone
from events.dates.edtf_steps import out_of_range, refused
from events.dates.loose_dates import Loose
from events.dates.phrase_rules import Language, Step
from events.dates.phrases_en import ENGLISH
from events.dates.phrases_zh import CHINESE
from events.when import Lang, When, WhenError

LONGEST: Final = 100
"""No words for a date are longer than this many characters."""


def read_date(words: str, today: date, lang: Lang | None = None) -> When:
    """Read what a person wrote for a date: words in English or Chinese, numbers, or EDTF.

    Parameters
    ----------
    words
        The words; nothing may stand around them.
    today
        The day on which they are said: today, or the date of the article they stand in.
    lang
        The language to try first on words of both; either is always read.

    Raises
    ------
    WhenError
        If the whole is not understood. Its ``part`` says what, where one part can be named.
    """
    text = _plain(words) if len(words) <= LONGEST else words
    if not text:
        raise WhenError(words, "the date is empty", "日期是空的")
    if len(text) > LONGEST:
        raise WhenError(words, "that is too long for a date", "这么长的文字不是日期", part=words)
    reader = _Reader(today, _languages(text, lang))
    try:
        found = reader.read(text)
        if found is not None:
            return When.parse(found)
        if reader.fault:
            raise reader.fault
    except WhenError as error:
        raise _retold(error, words) from None
    except (ValueError, OverflowError):  # from the arithmetic of days
        raise _retold(out_of_range(), words) from None
    part = _original(reader.not_understood(text), words)
    raise WhenError(
        words,
        f"{_short(part)!r} is not understood as a date"
        if part == words
        else f"{_short(part)!r} in {_short(words)!r} is not understood",
        f"看不懂日期“{_short(words)}”" + ("" if part == words else f"中的“{_short(part)}”"),
        part=part,
    )


def _languages(text: str, lang: Lang | None) -> tuple[Language, ...]:
    """Return the languages whose script a text is in, the asked one first."""
    if not re.search(_HAN, text):
        return (ENGLISH,)
    if not re.search("[a-z]", text):
        return (CHINESE,)
    return (ENGLISH, CHINESE) if lang == "en" else (CHINESE, ENGLISH)


def _retold(error: WhenError, words: str) -> WhenError:
    """Return an error for the words as they were written."""
    en, zh, part = str(error), error.show("zh"), _original(error.part, words)
    if error.supported and error.text and part == words:
        return _retold(out_of_range(), words)  # EDTF text was made that there is not
    return WhenError(
        words,
        f"{_short(words)!r} is no date: {en}",
        f"“{_short(words)}”不是日期：{zh}",
        part=part,
        supported=error.supported,
    )


def _original(part: str, words: str) -> str:
    """Return a part as it stands in the words; all of them where it does not."""
    start = words.casefold().find(part.casefold()) if part else -1
    return words[start : start + len(part)] if start >= 0 else words


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


# Spelling

_DASHES: Final = dict.fromkeys(map(ord, "～〜—–―－─‐‑‒−⁓"), "-")
_QUOTES: Final = {ord("’"): "'", ord("‘"): "'", 0x200B: None, 0xFEFF: None}
_TRADITIONAL: Final = str.maketrans(
    "個週從後農曆節國慶聖誕陽號來過內將約間氣歲舊臘點開終閏幾這禮勞動婦兒雙兩當晚淩夜種時齊舊萬黃長",
    "个周从后农历节国庆圣诞阳号来过内将约间气岁旧腊点开终闰几这礼劳动妇儿双两当晚凌夜种时齐旧万黄长",
)
_HAN: Final = r"[\u3007\u3400-\u9fff]"


def _plain(words: str) -> str:
    """Return words in one spelling: narrow, small, simplified, with single blanks between words."""
    text = unicodedata.normalize("NFKC", words.translate(_DASHES).translate(_QUOTES))
    text = text.translate(_DASHES).casefold().translate(_TRADITIONAL)
    text = re.sub(r",(?=\s|$)|[。;]$", " ", text.strip(' "“”「」『』'))
    text = " ".join(text.split())
    return re.sub(rf"(?<={_HAN}) | (?={_HAN})", "", text)


# The whole

_MOST_SEPARATORS: Final = 8  # "2025-02-01 - 2025-03-01" has five
_MOST_STEPS: Final = 2  # "since the day after the day before Christmas"
_looks_like_edtf = re.compile(r"[0-9xtzyes?~%:+.,/\[\]{}-]+").fullmatch
_clock = re.compile(
    r"(.+?)[ t]?(\d{1,2}):(\d\d)(?::(\d\d))?(?: ?(z|utc|gmt)?([+-])?(?:(\d{1,2})(?::?(\d\d))?)?)",
    re.ASCII,
).fullmatch
_MARKS: Final[tuple[tuple[str, Step], ...]] = (
    (r"(.+?) ?[-/] ?\?", steps.unknown_end),
    (r"\? ?[-/] ?(.+)", steps.unknown_start),
    (r"~ ?(.+)|(.+?) ?~", steps.about),
    (r"(.+?) ?(?:\?|\(\?\))", steps.unsure),
)
_DOUBTS: Final = (steps.about, steps.unsure)
_OF_A_DAY: Final = (steps.day_after, steps.day_before, steps.same)


class _Reader:
    """Reads words said on one day. Each method gives EDTF text, or None for what it cannot read."""

    def __init__(self, today: date, languages: tuple[Language, ...]) -> None:
        self.today = today
        self.languages = languages
        self.steps = (*_MARKS, *(step for language in languages for step in language.steps))
        self.fault: WhenError | None = None
        """The first error in a part that might have been meant otherwise."""

    def read(self, text: str) -> str | None:
        """Read a date, two dates, or a date with words around it."""
        one = self._one(text) or self._doubted(text)
        return one or self._two(text) or self._around(text)

    def not_understood(self, text: str) -> str:
        """Return the smallest part at either end that leaves a date when it is taken away."""
        words = range(1, len(text))
        cuts = [at for at in words if not re.fullmatch(r"[0-9a-z]{2}", text[at - 1 : at + 1])]
        parts = [(len(text) - at, text[at:], text[:at]) for at in cuts]
        parts += [(at, text[:at], text[at:]) for at in cuts]
        return next((part.strip() for _, part, rest in sorted(parts) if self._reads(rest)), text)

    def _reads(self, text: str) -> bool:
        try:
            return self.read(text.strip(" ,-")) is not None
        except (ValueError, OverflowError):
            return False

    def _one(self, text: str) -> str | None:
        """Read one date that stands for itself."""
        if _looks_like_edtf(text):
            try:
                return When.parse(text.upper()).text
            except WhenError as error:
                interval = "/" in text or "[" in text
                meant = not error.supported or (interval and error.part != error.text)
                if meant and text[0] not in "~?" and not _numbers(text):
                    raise
        loose = self._loose(text)
        if loose:
            return dates.settled(loose, self.today)
        for language in self.languages:
            found = language.simple(text, self.today)
            if found:
                return found
        return self._moment(text)

    def _loose(self, text: str) -> Loose | None:
        found = _numbers(text)
        for language in self.languages:
            found = found or language.loose(text, self.today)
        return found

    def _moment(self, text: str) -> str | None:
        """Read a day with a time: 2025-11-11 9:30, 11 Nov 2025, 09:30 UTC+8."""
        found = _clock(text)
        day = self._one(found[1].rstrip(" ,")) if found else None
        if not found or not day or not When.parse(day).exact:
            return None
        hour, minute, second, zone, sign, zone_hour, zone_minute = found.groups()[1:]
        clock = f"{int(hour):02}:{minute}:{second or '00'}"
        away = f"{sign}{int(zone_hour):02}:{zone_minute or '00'}" if sign and zone_hour else ""
        if not is_clock(clock) or not is_zone(away) or bool(sign) != bool(zone_hour):
            raise refused(
                "there is no such time of day", "没有这样的时刻", text[len(found[1]) :].strip()
            )
        return f"{day}T{clock}{away or ('Z' if zone else '')}"

    def _two(self, text: str) -> str | None:
        """Read two dates: from one to the other, or one or the other."""
        for language in self.languages:
            for around, separator, shape in language.pairs:
                inside = re.fullmatch(around, text)
                between = list(re.finditer(separator, inside[1])) if inside else []
                for found in between if len(between) <= _MOST_SEPARATORS else []:
                    left, right = found.string[: found.start()], found.string[found.end() :]
                    try:
                        span = self._joined(left.strip(), right.strip(), language)
                        if span:
                            return shape(span)
                    except WhenError as error:
                        self.fault = self.fault or error
        return None

    def _joined(self, left: str, right: str, language: Language) -> str | None:
        """Read a span. Marks count for both ends, unless each is whole without the other."""
        left, left_marks = self._unmarked(left)
        right, right_marks = self._unmarked(right)
        if not (left and right):
            return None
        a = self._loose(left) or language.left(left, right, self.today)
        b = self._loose(right) if a else None
        if a and b:
            span = dates.joined(a, b, self.today)
            if a.year is None or b.year is None:
                left_marks = right_marks = left_marks | right_marks
        else:
            first = self._one(left)
            last = self._one(right) if first else None
            if not (first and last):
                return None
            span = steps.spanned(first, last)
        start, end = span.split("/")
        return f"{self._stepped(start, left_marks)}/{self._stepped(end, right_marks)}"

    def _unmarked(self, text: str) -> tuple[str, set[Step]]:
        """Return a text without the words and marks for about and perhaps, and these."""
        marks: set[Step] = set()
        for pattern, step in self.steps:
            found = re.fullmatch(pattern, text) if step in _DOUBTS else None
            if found:
                text = next(filter(None, found.groups())).strip()
                marks.add(step)
        return text, marks

    def _doubted(self, text: str) -> str | None:
        """Read one date with such words and marks."""
        plain, marks = self._unmarked(text)
        read = self._one(plain) if marks and plain else None
        return self._stepped(read, marks) if read else None

    def _stepped(self, text: str, marks: set[Step]) -> str:
        for step in marks:
            text = step(text, self.today)
        return text

    def _around(self, text: str) -> str | None:
        """Read a date with words or marks around it: since, until, before, about, ?"""
        for step, inside in self._insides(text):
            try:
                # about one date is for `_doubted`
                read = self._stepped_day(inside) if step not in _DOUBTS else None
                if not read and step in (*_DOUBTS, steps.same):
                    read = self._two(inside)
                if read:
                    return step(read, self.today)
            except WhenError as error:
                self.fault = self.fault or error
        return None

    def _stepped_day(self, text: str, depth: int = 0) -> str | None:
        """Read one date, or the day before or after one, as it may stand within other words."""
        read = self._one(text) or self._doubted(text)
        if read or depth == _MOST_STEPS:
            return read
        for step, inside in self._insides(text):
            read = self._stepped_day(inside, depth + 1) if step in _OF_A_DAY else None
            if read:
                return step(read, self.today)
        return None

    def _insides(self, text: str) -> Iterator[tuple[Step, str]]:
        """Give each step that a text may ask for, and what is left without its words."""
        for pattern, step in self.steps:
            found = re.fullmatch(pattern, text)
            inside = next(filter(None, found.groups()), "").strip() if found else ""
            if inside:
                yield step, inside


def _numbers(text: str) -> Loose | None:
    """Read a date in digits alone: year first, or where only one order is possible."""
    found = re.fullmatch(r"([0-9]{4})([-./])([0-9]{1,2})(?:\2([0-9]{1,2}))?", text)
    if found:
        return Loose(int(found[1]), int(found[3]), int(found[4]) if found[4] else None)
    if found := re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})", text):
        return Loose(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(r"([0-9]{1,2})([-./])([0-9]{1,2})(?:\2([0-9]{4}))?", text):
        first, second = int(found[1]), int(found[3])
        if found[4] and first > 12 >= second:
            return Loose(int(found[4]), second, first)
        if found[4] and (second > 12 >= first or first == second):
            return Loose(int(found[4]), first, second)
        raise refused(
            "day before month, or month before day? Write 2025-03-04",
            "是日在前还是月在前？请写成 2025-03-04",
            text,
        )
    return None
