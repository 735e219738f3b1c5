"""An event as JSON has it: the one form of `dateline list --json` and of the exports to JSON."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from events.model import Citation, Event, Reading
    from events.names import Text
    from events.timeline import Timeline

FIELDS = (
    "id",
    "date",
    "lo",
    "hi",
    "kind",
    "companies",
    "products",
    "title",
    "summary",
    "status",
    "tags",
    "related",
    "readings",
    "citations",
    "note",
    "file",
    "line",
)
"""The keys, in this order: those of the event file, and what the program knows beside them."""
TOLD_ONLY = ("lo", "hi", "file", "line")
"""The keys that follow from the others or from the file: a reader of the form leaves them aside."""
UNKNOWN_LANGUAGE = "und"
"""Stands for the language of a text where neither it nor the timeline says one (ISO 639-2)."""
_OPEN_START, _OPEN_END = 0, date.max.toordinal() + 1
# Characters that JSON allows as they are and a terminal had better not get.
_UNSHOWN = "[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"


def event_object(timeline: Timeline, number: int, fields: Iterable[str] = FIELDS) -> dict[str, Any]:
    """An event for JSON, with the keys of the event file, and `lo`, `hi`, `file`, `line`.

    Every key is there: absent is null, [] or {}. A text is always a table by language, see
    `by_language`. `lo` and `hi` are ISO days, null where the date is open or there is none.
    """
    event = timeline.events[number]
    file, line = timeline.place(number)
    whole = {
        "id": timeline.id_of[number],
        "date": str(event.date) if event.date else None,
        "lo": first_day(event),
        "hi": last_day(event),
        "kind": event.kind,
        "companies": event.companies,
        "products": event.products,
        "title": by_language(timeline, event.title),
        "summary": by_language(timeline, event.summary),
        "status": event.status,
        "tags": event.tags,
        "related": event.related,
        "readings": [reading_object(timeline, reading) for reading in event.readings],
        "citations": [citation_object(timeline, citation) for citation in event.citations],
        "note": by_language(timeline, event.note),
        "file": file,
        "line": line,
    }
    return {field: whole[field] for field in fields}


def reading_object(timeline: Timeline, reading: Reading) -> dict[str, Any]:
    """A reading for JSON, as `event_object` has it."""
    return {
        "metric": reading.metric,
        "product": reading.product,
        "company": reading.company,
        "value": reading.value,
        "low": reading.low,
        "high": reading.high,
        "bound": reading.bound,
        "by": by_language(timeline, reading.by),
        "note": by_language(timeline, reading.note),
    }


def citation_object(timeline: Timeline, citation: Citation) -> dict[str, Any]:
    """A citation for JSON, as `event_object` has it."""
    return {
        "source": citation.source,
        "place": by_language(timeline, citation.place),
        "date_words": citation.date_words or None,
        "note": by_language(timeline, citation.note),
    }


def by_language(timeline: Timeline, text: Text | None) -> Mapping[str, str]:
    """A text as a table by language; one without a language has the timeline's, else "und"."""
    if not text:
        return {}
    if not isinstance(text, str):
        return text
    language = timeline.info.language if timeline.info else ""
    return {language or UNKNOWN_LANGUAGE: text}


def first_day(event: Event) -> str | None:
    """The first day it may mean, as ISO text; None where that is open or there is no date."""
    lo = event.date.lo if event.date else _OPEN_START
    return date.fromordinal(lo).isoformat() if lo > _OPEN_START else None


def last_day(event: Event) -> str | None:
    """The last day it may mean, as ISO text; None where that is open or there is no date."""
    hi = event.date.hi if event.date else _OPEN_END
    return date.fromordinal(hi).isoformat() if hi < _OPEN_END else None


def as_json(value: Any, *, indent: int | None = None, ascii_only: bool = False) -> str:
    """JSON text without a character that a terminal would act on: those are escaped."""
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    return re.sub(_UNSHOWN, lambda found: f"\\u{ord(found[0]):04x}", text)


def json_array(
    timeline: Timeline,
    numbers: Iterable[int],
    fields: Iterable[str] = FIELDS,
    *,
    ascii_only: bool = False,
) -> Iterator[str]:
    """A JSON array with one event a line."""
    before = "[\n"
    for number in numbers:
        yield before + as_json(event_object(timeline, number, fields), ascii_only=ascii_only)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def json_lines(
    timeline: Timeline,
    numbers: Iterable[int],
    fields: Iterable[str] = FIELDS,
    *,
    ascii_only: bool = False,
) -> Iterator[str]:
    """One JSON object a line."""
    for number in numbers:
        yield as_json(event_object(timeline, number, fields), ascii_only=ascii_only) + "\n"
