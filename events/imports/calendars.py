"""iCalendar (RFC 5545): each VEVENT a record; the end of an all-day event is the day before DTEND.

`icalendar` reads the events one by one, so that a broken one does not take the others with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final

from events.imports.records import Extent, Fault, Reading, Record, Refused, Unreadable, some
from events.when import When, WhenError

_ID: Final = "X-DATELINE-ID"
_DATE: Final = "X-DATELINE-DATE"
_STATUS: Final = {"CANCELLED": "withdrawn", "TENTATIVE": "planned"}
_READ: Final = frozenset(
    "UID SUMMARY DESCRIPTION DTSTART DTEND DURATION STATUS CATEGORIES URL X-DATELINE-ID"
    " X-DATELINE-DATE".split()
)
# What says nothing of the event itself.
_OF_THE_FILE: Final = frozenset(
    "DTSTAMP CREATED LAST-MODIFIED SEQUENCE TRANSP CLASS PRIORITY RECURRENCE-ID".split()
)
_RECURS: Final = ("RRULE", "RDATE")


def read(text: str, reading: Reading) -> Iterator[Record | Refused]:
    """The records of a calendar; raises `Unreadable` if it is none."""
    if "BEGIN:VCALENDAR" not in text.upper():
        raise Unreadable("this is no calendar: it has no BEGIN:VCALENDAR",
                         "不是日历：没有 BEGIN:VCALENDAR")  # fmt: skip
    for line, lines in _events(text, reading):
        try:
            yield _record(line, lines, reading)
        except Fault as fault:
            yield Refused(line, fault)
        except Exception as error:  # whatever `icalendar` makes of odd values and parameters
            why = some(str(error))
            yield Refused(line, Fault(f"it cannot be read: {why}", f"无法读取：{why}"))


def _events(text: str, reading: Reading) -> Iterator[tuple[int, list[str]]]:
    """The line and lines of each VEVENT, alarms and the like within it left out."""
    inside: list[str] = []
    lines: list[str] = []
    start = 0
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        word = line.strip().upper()
        if word.startswith("BEGIN:"):
            inside.append(word[6:])
            if inside[-1] == "VEVENT":
                start, lines = number, [line]
            elif len(inside) == 2 and inside[-1] != "VTIMEZONE":
                reading.left[inside[-1]] += 1
        elif word.startswith("END:"):
            name = word[4:]
            if name == "VEVENT" and start:
                yield start, [*lines, line]
                start = 0
            while inside and inside.pop() != name:
                pass
        elif start and inside and inside[-1] == "VEVENT":
            lines.append(line)
    if start:
        yield start, lines


def _record(line: int, lines: list[str], reading: Reading) -> Record:
    import icalendar

    if not lines[-1].strip().upper().startswith("END:"):
        raise Fault("it has no END:VEVENT", "没有 END:VEVENT")
    event = icalendar.Event.from_ical("\r\n".join(lines) + "\r\n")
    if not isinstance(event, icalendar.Event):
        raise Fault("it cannot be read", "无法读取")
    for name, why in event.errors:
        if name in _READ:
            raise Fault(f"{name}: {why}", f"{name}：{why}")
    for name in _RECURS:
        if name in event:
            rule = some(_rule(event)) if name == "RRULE" else ""
            raise Fault(f"it recurs ({name} {rule}): an event happens once",
                        f"重复事件（{name} {rule}）：事件只发生一次")  # fmt: skip
    data: dict[str, Any] = {"title": " ".join(_text(event, "SUMMARY").split())}
    data["summary"] = _text(event, "DESCRIPTION").strip()
    ours = _text(event, _ID)
    if ours:
        data["id"] = ours
    elif uid := _text(event, "UID").strip():
        data["id"] = _id(uid, event)
    if found := _text(event, _DATE) or _date(event, reading):
        data["date"] = found
    status = _text(event, "STATUS").strip().upper()
    if status in _STATUS:
        data["status"] = _STATUS[status]
    data["tags"] = _categories(event)
    sources = {}
    if url := _text(event, "URL").strip():
        data["citations"] = [{"source": url}]
        sources[url] = {"url": url}
    for name in event:
        if name not in _READ and name not in _OF_THE_FILE:
            reading.left[name] += 1
    if ours and isinstance(found, str):
        data["title"] = _without_date(data["title"], found)
    return Record(line, data, sources, digest=bool(ours))


def _rule(event: Any) -> str:
    rule = event["RRULE"]
    first = rule[0] if isinstance(rule, list) else rule
    return str(first.to_ical(), "utf-8", "replace")


def _text(event: Any, name: str) -> str:
    value = event.get(name, "")
    if isinstance(value, list):
        value = value[0]
    return str(value).replace("\r\n", "\n")


def _id(uid: str, event: Any) -> str:
    """An id that stays the same for the same event of the same calendar."""
    again = event.get("RECURRENCE-ID")
    words = f"{uid} {again.dt:%Y-%m-%d}" if again is not None else uid
    return re.sub(r"[\W_]+", "-", words.lower()).strip("-")


def _without_date(title: str, date: str) -> str:
    """A title without the date in words that `dateline export ics` puts behind it."""
    try:
        when = When.parse(date)
    except WhenError:
        return title
    for words in (f" ({when.show('en')})", f"（{when.show('zh')}）"):
        title = title.removesuffix(words)
    return title


def _categories(event: Any) -> list[str]:
    found = event.get("CATEGORIES", [])
    words = [
        str(word) for one in (found if isinstance(found, list) else [found]) for word in one.cats
    ]
    return list(dict.fromkeys(word.strip() for word in words if word.strip()))


def _date(event: Any, reading: Reading) -> str | Extent | None:
    if "DTSTART" not in event:
        return None
    start = _moment(event, "DTSTART")
    end: date | None = _moment(event, "DTEND") if "DTEND" in event else None
    if end is None and "DURATION" in event:
        end = start + event["DURATION"].dt
    if end is None or end == start:
        return _words(start)
    if isinstance(start, datetime) != isinstance(end, datetime):
        raise Fault("one of DTSTART and DTEND has a time of day, the other not",
                    "DTSTART 与 DTEND 一个有时刻，一个没有")  # fmt: skip
    if isinstance(start, datetime) and isinstance(end, datetime):
        if (start.tzinfo is None) != (end.tzinfo is None) or end < start:
            raise Fault("it ends before it starts", "结束早于开始")
        last = (end - timedelta(microseconds=1)).date()
        if last <= start.date():
            reading.left["DTEND (time of day)"] += 1
            return _words(start)
        return Extent(start.date().isoformat(), last.isoformat())
    if end < start:
        raise Fault("it ends before it starts", "结束早于开始")
    last = end - timedelta(days=1)  # RFC 5545, 3.6.1: DTEND is the day after the last
    return Extent(start.isoformat(), last.isoformat()) if last > start else _words(start)


def _moment(event: Any, name: str) -> date:
    found = event[name]
    if isinstance(found, list):
        raise Fault(f"it has {name} twice", f"有两个 {name}")
    value = getattr(found, "dt", None)
    if not isinstance(value, date):
        raise Fault(f"{name} is no day", f"{name} 不是日期")
    return value


def _words(moment: date) -> str:
    """A day or moment as EDTF; UTC as Z."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    text = moment.replace(microsecond=0).isoformat()
    return text[:-6] + "Z" if text.endswith("+00:00") else text
