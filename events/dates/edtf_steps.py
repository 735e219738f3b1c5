"""From one date's EDTF text to another's: since, until, before, after, about.

What both languages of `events.phrases` make of the words around a date, so that a convention is
written once. A step takes EDTF text and the day that the words are said on, and gives EDTF text or
raises `WhenError`.
"""

from __future__ import annotations

from datetime import date

from events.when import When, WhenError


def begun(text: str) -> str:
    """Return the text of a date's start; of a window its first end, about if that is vague."""
    when = _without_time(text)
    if when.open_start or when.unknown_start:
        raise refused("a date without a beginning stands there", "此处的日期没有开始")
    if when.precision == "window":
        first = text[1:-1].split("..")[0]
        return marked(first, "~") if _is_vague(when) else first
    return text.split("/")[0]


def ended(text: str) -> str:
    """Return the text of a date's end; of a window its last end, about if that is vague."""
    when = _without_time(text)
    if when.open_end or when.unknown_end:
        raise refused("a date without an end stands there", "此处的日期没有结束")
    if when.precision == "window":
        last = text[1:-1].split("..")[1]
        return marked(last, "~") if _is_vague(when) else last
    return text.split("/")[-1]


def _without_time(text: str) -> When:
    when = When.parse(text)
    if when.time:
        raise refused("an interval takes days, not times of day", "区间的两端不能带时刻", when.time)
    return when


def _is_vague(window: When) -> bool:
    """Whether a window stands for vague words (年底), and not for a calendar week or weekend."""
    first_weekday, length = (window.lo - 1) % 7, window.hi - window.lo + 1
    return (first_weekday, length) not in ((0, 7), (5, 2))


def spanned(start: str, end: str) -> str:
    """Return the span from the begin of one date to the end of another."""
    first, last = begun(start), ended(end)
    ended(start)
    begun(end)  # neither may be open on the other side
    if When.parse(last).hi < When.parse(first).lo:
        raise refused(f"{first}/{last} ends before it starts", f"{first}/{last} 的结束早于开始")
    return f"{first}/{last}"


def lasting(span: str) -> str:
    """Leave a span as it is: from A to B."""
    return span


def between(span: str) -> str:
    """Turn a span into the window of the same days: once, somewhere in there."""
    return "[" + span.replace("/", "..") + "]"


def both(span: str) -> str:
    """Return a span if its two ends follow each other: 2、3月."""
    start, end = map(When.parse, span.split("/"))
    if start.hi + 1 != end.lo or start.precision != end.precision:
        raise refused(
            "two dates that do not follow each other are not one date",
            "不相连的两个日期不是一个日期",
        )
    return span


def either(span: str) -> str:
    """Return the window of two dates that follow each other: "Nov or Dec 2025"."""
    return between(both(span))


def since(text: str, today: date) -> str:
    """``X/..``."""
    return f"{begun(text)}/.."


def until(text: str, today: date) -> str:
    """``../X``."""
    return f"../{ended(text)}"


def to_date(text: str, today: date) -> str:
    """Return the span from a date to the day on which this is said."""
    return spanned(text, today.isoformat())


def on_or_before(text: str, today: date) -> str:
    """``[..X]``."""
    return f"[..{ended(text)}]"


def on_or_after(text: str, today: date) -> str:
    """``[X..]``."""
    return f"[{begun(text)}..]"


def unknown_end(text: str, today: date) -> str:
    """``X/``: from a date to nobody knows when."""
    return f"{begun(text)}/"


def unknown_start(text: str, today: date) -> str:
    """``/X``: from nobody knows when to a date."""
    return f"/{ended(text)}"


def before(text: str, today: date) -> str:
    """Return what ends right before a date, in its own units: before 2025 is ``../2024``."""
    start = When.parse(begun(text))
    return f"../{_beside(start, -1)}"


def after(text: str, today: date) -> str:
    """Return what begins right after a date, in its own units: after 2025 is ``2026/..``."""
    end = When.parse(ended(text))
    return f"{_beside(end, +1)}/.."


def _beside(when: When, step: int) -> str:
    """Return the day, month or year right before (-1) or after (+1) a date of known ends."""
    try:
        beside = date.fromordinal(when.lo - 1 if step < 0 else when.hi + 1)
    except ValueError:
        raise out_of_range() from None
    plain = when.precision in ("year", "month") and "X" not in when.text
    text = beside.isoformat()
    return (text[: {"year": 4, "month": 7}[when.precision]] if plain else text) + when.doubt


def day_after(text: str, today: date) -> str:
    """Return the day after a known day."""
    return _day_beside(text, +1)


def day_before(text: str, today: date) -> str:
    """Return the day before a known day."""
    return _day_beside(text, -1)


def _day_beside(text: str, step: int) -> str:
    when = When.parse(text)
    if when.lo != when.hi:
        raise refused(
            "only a known day has a day before and after it", "只有确定的一天才有前后一天"
        )
    return _beside(when, step)


def about(text: str, today: date) -> str:
    """Mark a date as approximate."""
    return _marked_ends(text, "~")


def unsure(text: str, today: date) -> str:
    """Mark a date as uncertain."""
    return _marked_ends(text, "?")


def same(text: str, today: date) -> str:
    """Leave a date as it is: for words that add nothing."""
    return text


def _marked_ends(text: str, mark: str) -> str:
    when = When.parse(text)
    if when.time:
        raise refused("a time of day cannot be approximate", "带时刻的日期不能再加“约”或“？”")
    if when.precision == "window":
        start, end = text[1:-1].split("..")
        return f"[{marked(start, mark)}..{marked(end, mark)}]"
    return "/".join(marked(end, mark) for end in text.split("/"))


def marked(end: str, mark: str) -> str:
    """Return one written date with ``~`` or ``?`` added to the marks it has."""
    if end in ("", ".."):
        return end
    plain = end.rstrip("?~%")
    old = end[len(plain) :]
    return plain + (mark if old in ("", mark) else "%")


def refused(en: str, zh: str, part: object = "") -> WhenError:
    """Return the error for words that are understood but cannot be a date."""
    return WhenError("", en, zh, part=str(part))


def out_of_range() -> WhenError:
    """Return the error for days outside the years 1 to 9999."""
    return refused("that is outside the years 1 to 9999", "超出公元1年至9999年")
