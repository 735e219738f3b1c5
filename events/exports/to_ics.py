"""iCalendar (RFC 5545): events in a calendar, all-day, none of them on a day that is not known.

- An exact day is an all-day event; a span of days lasts from its first day to its last (``DTEND``
  is the day after, as RFC 5545 has it). A date with a time keeps it.
- What is less exact (a month, a quarter, a year, "about", a window) lies over all the days that it
  may mean, and its summary ends with the date in words: ``Qwen app launches (Nov 2025)``.
- What goes on, or whose end or beginning is not known, lies over the days of the end that is known:
  ``Free orders (since 6 Feb 2026)``.
- A half-open window ("in or before 2023") and an undated event have no place in a calendar: they
  are left out, and that is said.

Events take no one's time (``TRANSP:TRANSPARENT``). ``UID`` is the event's id, so that a calendar
takes a later export for the same events. ``X-DATELINE-ID`` and ``X-DATELINE-DATE`` (EDTF) say
exactly which event and date it is; like all text in the file they are escaped, and say that they
are text (``VALUE=TEXT``).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from events.dates.edtf import read_end
from events.exports.selection import Export, left_out
from events.exports.words import Words, doubtful, footnote, one_line, printable, say

if TYPE_CHECKING:
    from icalendar import Calendar
    from icalendar import Event as Entry

    from events.exports.selection import Selection
    from events.when import When

ID, DATE = "X-DATELINE-ID", "X-DATELINE-DATE"
"""The properties that hold an event's id and its date as EDTF text."""
_STATUS = {
    "planned": "TENTATIVE",
    "forecast": "TENTATIVE",
    "announced": "TENTATIVE",
    "disputed": "TENTATIVE",
    "withdrawn": "CANCELLED",
}
_LAST = date.max.toordinal()


class Days(NamedTuple):
    """Where an event lies in a calendar: ordinals, both inclusive."""

    first: int
    last: int


def export(selection: Selection) -> Export:
    """A calendar of the events that have a place in one."""
    timeline = selection.timeline
    undated: list[str] = []
    boundless: list[str] = []
    placed: list[tuple[int, Days]] = []
    for number in selection.numbers:
        when = timeline.when[number]
        days = days_of(when) if when else None
        if days is not None:
            placed.append((number, days))
        else:
            (boundless if when else undated).append(timeline.id_of[number])
    remarks = (
        *left_out(undated, "without a date", "没有日期"),
        *left_out(boundless, "some time before or after a date", "日期只知早于或晚于某时"),
    )
    return Export(_pieces(selection, placed), remarks, len(undated) + len(boundless))


def days_of(when: When) -> Days | None:
    """The days that a date lies over in a calendar; None if it is a half-open window."""
    if not (when.open_start or when.open_end or when.unknown_start or when.unknown_end):
        return Days(when.lo, when.hi)
    if when.kind != "span":
        return None
    start, _, end = when.text.partition("/")
    known = read_end(end if start in ("", "..") else start)
    assert known is not None
    return Days(known[0], known[1])


def _pieces(selection: Selection, placed: list[tuple[int, Days]]) -> Iterator[str]:
    calendar = _calendar(selection)
    head, foot = "BEGIN:VCALENDAR\r\n", "END:VCALENDAR\r\n"
    whole = calendar.to_ical().decode()
    assert whole.endswith(foot)
    assert whole.startswith(head)
    yield whole.removesuffix(foot)
    seen: dict[str, int] = {}
    for number, days in placed:
        yield _entry(selection, number, days, seen).to_ical().decode()
    yield foot


def _calendar(selection: Selection) -> Calendar:
    from icalendar import Calendar, vText

    calendar = Calendar()
    calendar.add("prodid", "-//dateline//dateline//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    title = one_line(selection.title)
    calendar.add("name", title)  # RFC 7986
    calendar.add("x-wr-calname", vText(title))  # vText: escaped
    if asked := one_line(selection.query):
        described = say(selection.lang, f"Query: {asked}", f"查询：{asked}")
        calendar.add("x-wr-caldesc", vText(described))
    return calendar


def _entry(selection: Selection, number: int, days: Days, seen: dict[str, int]) -> Entry:
    from icalendar import Event as Entry
    from icalendar import vText

    words = Words(selection, number)
    when = words.event.date
    assert when is not None
    entry = Entry()
    id = one_line(words.id)
    nth = seen[id] = seen.get(id, 0) + 1
    entry.add("uid", f"{id}@dateline" if nth == 1 else f"{id}.{nth}@dateline")
    stamp = selection.day or date(1970, 1, 1)
    entry.add("dtstamp", datetime.combine(stamp, time(), UTC))
    moment = _moment(when)
    if moment is not None:
        entry.add("dtstart", moment)
    else:
        entry.add("dtstart", date.fromordinal(days.first))
        if days.last < _LAST:
            entry.add("dtend", date.fromordinal(days.last + 1))
        else:  # there is no day after the last day there is
            entry.add("duration", timedelta(days=days.last - days.first + 1))
    summary = words.title
    if doubtful(when):
        summary += say(words.lang, f" ({words.date})", f"（{words.date}）")
    entry.add("summary", summary)
    entry.add("description", "\n".join(_description(words)))
    categories = list(dict.fromkeys(filter(None, [words.kind, *words.tags])))
    if categories:
        entry.add("categories", categories)
    if address := _address(selection, words):
        entry.add("url", address)
    entry.add("status", _STATUS.get(words.event.status, "CONFIRMED"))
    entry.add("transp", "TRANSPARENT")
    for name, value in ((ID, printable(words.id)), (DATE, str(when))):
        entry.add(name, vText(value), parameters={"VALUE": "TEXT"})
    return entry


def _moment(when: When) -> datetime | None:
    """The moment of a date with a time: in UTC if its zone is known, else wherever one is."""
    if when.time is None:
        return None
    try:
        moment = datetime.fromisoformat(when.text)
        return moment.astimezone(UTC) if moment.tzinfo else moment
    except (ValueError, OverflowError):  # at the ends of the calendar
        return None


def _description(words: Words) -> Iterator[str]:
    """All that is told of the event, a line each."""
    lang = words.lang
    event = words.event
    yield say(lang, f"Date: {words.date}", f"日期：{words.date}")
    if words.names:
        yield " · ".join(words.names)
    yield from words.paragraphs(event.summary)
    yield from map(words.reading_line, event.readings)
    if words.note:
        yield say(lang, f"Note: {words.note}", f"注：{words.note}")
    for cited in words.cited():
        line = words.source_line(cited)
        yield say(lang, f"Source: {line}", f"来源：{line}")


def _address(selection: Selection, words: Words) -> str:
    """The address of the first source that has one."""
    addresses = (footnote(selection, cited.source).address for cited in words.cited())
    return next((address for address in addresses if address), "")
