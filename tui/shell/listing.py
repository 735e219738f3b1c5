"""Events as `dateline list` prints them: a table, JSON, CSV; chosen fields, in a chosen order."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from events.exports import event_object
from events.exports.event_object import FIELDS, first_day, last_day
from events.names import fold, in_language
from tui.output import Role, paint, takes_unicode
from tui.text import cells, clean, clean_lines, fit
from tui.widgets.event_words import EventWords

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from events.timeline import Timeline
    from events.when import Lang

__all__ = [
    "COLUMNS",
    "FIELDS",
    "SINGULAR",
    "comma_separated",
    "ids",
    "in_order",
    "json_array",
    "json_lines",
    "table",
]

#: The fields of a table, where none are chosen. "glyph" is the kind's sign, "who" its products,
#: or its companies.
COLUMNS = ("date", "glyph", "title", "who", "readings")
SINGULAR = {"company": "companies", "product": "products", "tag": "tags", "reading": "readings"}
_ROLES: dict[str, Role] = {"date": "quiet", "readings": "value"}
# A column is filled up to so many cells where nothing is cut; longer texts push the rest aside.
_WIDEST = 60
# The part of a terminal's width that a column keeps for itself: one in so many cells.
_SHARES = {"who": 8, "companies": 8, "products": 8, "readings": 5, "summary": 3, "note": 5}
_SHARES |= {"tags": 8, "related": 8, "citations": 8}


# Tables


def table(
    timeline: Timeline,
    numbers: Iterable[int],
    lang: Lang,
    *,
    fields: Sequence[str] = COLUMNS,
    width: int | None = None,
) -> Iterator[str]:
    """Lines of a table in at most `width` cells; without a width nothing is cut."""
    lines = [_row(timeline, number, lang, fields) for number in numbers]
    roles = [_ROLES.get(field) for field in fields]
    if not lines:
        return
    if tuple(fields) != COLUMNS:
        lines.insert(0, list(fields))
    sizes = [max(map(cells, column)) for column in zip(*lines, strict=True)]
    if width is None:
        sizes = [min(size, _WIDEST) for size in sizes]
    else:
        sizes = _fitting(fields, sizes, width)
    for number, line in enumerate(lines):
        heading = number == 0 and line == list(fields)
        yield _line(line, sizes, ["quiet"] * len(fields) if heading else roles, width)


def _line(
    row: Sequence[str], sizes: Sequence[int], roles: Sequence[Role | None], width: int | None
) -> str:
    parts = []
    for text, size, role in zip(row, sizes, roles, strict=True):
        filled = text + " " * (size - cells(text)) if width is None else fit(text, size)
        parts.append(paint(filled, role) if role and text else filled)
    return "  ".join(parts).rstrip() + "\n"


def _fitting(fields: Sequence[str], sizes: Sequence[int], width: int) -> list[int]:
    """The columns' sizes with the widest made narrower until all fit; title and date give way last.

    The others keep as much of the width as `_SHARES` says, before all are treated alike.
    """
    room = width - 2 * (len(fields) - 1)
    fitted = [min(size, width) for size in sizes]
    shares = [width // _SHARES[field] if field in _SHARES else width for field in fields]
    for least in (shares, [1] * len(fields)):
        while sum(fitted) > room:
            spare = [n for n, size in enumerate(fitted) if size > least[n]]
            if not spare:
                break
            fitted[max(spare, key=fitted.__getitem__)] -= 1
    return fitted


def _row(timeline: Timeline, number: int, lang: Lang, fields: Iterable[str]) -> list[str]:
    words = EventWords(timeline, timeline.events[number], number, lang)
    return [clean(_TEXT[field](words)) for field in fields]


def ids(timeline: Timeline, numbers: Iterable[int]) -> Iterator[str]:
    """The events' ids, one a line."""
    return (clean(timeline.id_of[number]) + "\n" for number in numbers)


# CSV


def comma_separated(
    timeline: Timeline, numbers: Iterable[int], lang: Lang, fields: Sequence[str] = FIELDS
) -> Iterator[str]:
    """CSV with a header; no cell begins like a formula, for the spreadsheet's sake."""
    import csv

    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\n")
    for row in [list(fields)], _cells(timeline, numbers, lang, fields):
        for values in row:
            writer.writerow(values)
            yield line.getvalue()
            line.seek(0)
            line.truncate()


def _cells(
    timeline: Timeline, numbers: Iterable[int], lang: Lang, fields: Sequence[str]
) -> Iterator[list[str]]:
    from events.exports.csv_columns import inert

    texts = _TEXT | {"date": _edtf}
    for number in numbers:
        words = EventWords(timeline, timeline.events[number], number, lang)
        yield [inert("\n".join(clean_lines(texts[field](words)))) for field in fields]


# JSON, as the export has it


def json_array(
    timeline: Timeline, numbers: Iterable[int], fields: Sequence[str] | None
) -> Iterator[str]:
    """A JSON array with one event a line; of all fields if none are chosen."""
    return event_object.json_array(
        timeline, numbers, fields or FIELDS, ascii_only=not takes_unicode()
    )


def json_lines(
    timeline: Timeline, numbers: Iterable[int], fields: Sequence[str] | None
) -> Iterator[str]:
    """One JSON object a line; of all fields if none are chosen."""
    return event_object.json_lines(
        timeline, numbers, fields or FIELDS, ascii_only=not takes_unicode()
    )


# The text of each field, for tables and CSV


def _edtf(words: EventWords) -> str:
    return str(words.event.date) if words.event.date else ""


def _labels(words: EventWords, table: str, ids: Iterable[str]) -> str:
    names = words.timeline.names[table]
    return ", ".join(names.label(id, words.lang) for id in ids)


def _companies(words: EventWords) -> str:
    known = words.timeline.company_ids[words.number]
    return _labels(words, "company", dict.fromkeys((*known, *words.event.companies)))


def _products(words: EventWords) -> str:
    return _labels(words, "product", words.event.products)


def _readings(words: EventWords) -> str:
    told = map(words.reading, words.event.readings)
    return " · ".join(
        " ".join(filter(None, (one.owner, one.short_name, one.value))) for one in told
    )


def _citations(words: EventWords) -> str:
    return "; ".join(
        " ".join(filter(None, (one.publisher or one.title, one.place))) for one in words.sources()
    )


def _glyph(words: EventWords) -> str:
    kind = words.timeline.kinds.get(words.event.kind or "")
    return kind.glyph if kind else ""


_TEXT: dict[str, Callable[[EventWords], str]] = {
    "id": lambda words: words.timeline.id_of[words.number],
    "date": lambda words: words.date(narrow=True),
    "lo": lambda words: first_day(words.event) or "",
    "hi": lambda words: last_day(words.event) or "",
    "glyph": _glyph,
    "kind": lambda words: _labels(words, "kind", filter(None, [words.event.kind])),
    "companies": _companies,
    "products": _products,
    "who": lambda words: _products(words) or _companies(words),
    "title": lambda words: words.title(),
    "summary": lambda words: in_language(words.event.summary, words.lang),
    "status": lambda words: _labels(words, "status", [words.event.status]),
    "tags": lambda words: ", ".join(words.event.tags),
    "related": lambda words: ", ".join(words.event.related),
    "readings": _readings,
    "citations": _citations,
    "note": lambda words: in_language(words.event.note, words.lang),
    "file": lambda words: words.timeline.place(words.number)[0],
    "line": lambda words: str(words.timeline.place(words.number)[1]),
}


# The order


def in_order(
    timeline: Timeline, numbers: Iterable[int], keys: Iterable[tuple[str, bool]], lang: Lang
) -> list[int]:
    """The events by (field or metric, descending) keys, the first weighing most.

    Events without the field come last either way. A metric goes by the first reading of it.
    """
    ordered = list(numbers)
    for name, descending in reversed(list(keys)):
        key = _key(timeline, name, lang)
        found = [(value, number) for number in ordered if (value := key(number)) is not None]
        found.sort(key=lambda pair: pair[0], reverse=descending)
        there = {number for _, number in found}
        ordered = [number for _, number in found] + [n for n in ordered if n not in there]
    return ordered


def _key(timeline: Timeline, name: str, lang: Lang) -> Callable[[int], Any]:
    """What an event is sorted by; None where it has nothing of the sort."""
    if name == "date":
        return lambda number: number if number < timeline.dated else None
    if name == "line":
        return timeline.place
    if name in _TEXT:
        text = _TEXT[name]

        def words(number: int) -> str | None:
            return fold(text(EventWords(timeline, timeline.events[number], number, lang))) or None

        return words

    def figure(number: int) -> float | None:
        for reading in timeline.events[number].readings:
            if reading.metric == name:
                return reading.high if reading.value is None else reading.value
        return None

    return figure
