"""CSV: a row an event, in the columns of `events.exports.csv_columns`, to be read back exactly."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from events.exports.csv_columns import (
    LISTS,
    TABLES,
    TEXTS,
    column_of,
    columns,
    inert,
    list_cell,
    tables_cell,
)
from events.exports.event_object import UNKNOWN_LANGUAGE, by_language, event_object
from events.exports.selection import Export

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from events.exports.selection import Selection


def export(selection: Selection) -> Export:
    """The rows, with a header that has a column for each language in use."""
    return Export(_lines(selection))


def _lines(selection: Selection) -> Iterator[str]:
    header = columns(_languages(selection))
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\r\n")  # so that both are quoted within a cell
    for row in _rows(selection, header):
        writer.writerow(map(inert, row))
        yield line.getvalue()[:-2] + "\n"
        line.seek(0)
        line.truncate()


def _rows(selection: Selection, header: Sequence[str]) -> Iterable[Sequence[str]]:
    yield header
    for number in selection.numbers:
        cells = _cells(event_object(selection.timeline, number))
        yield [cells.get(column, "") for column in header]


def _languages(selection: Selection) -> list[str]:
    """The languages of titles, summaries and notes: the chosen one first, "und" last."""
    timeline = selection.timeline
    used: set[str] = set()
    for number in selection.numbers:
        event = timeline.events[number]
        for text in (event.title, event.summary, event.note):
            used.update(by_language(timeline, text))
    used = used or {selection.lang}

    def place(language: str) -> tuple[bool, bool, str]:
        return language == UNKNOWN_LANGUAGE, language != selection.lang, language

    return sorted(used, key=place)


def _cells(event: dict[str, Any]) -> dict[str, str]:
    """The texts of the columns that an event fills."""
    cells: dict[str, str] = {}
    for field, value in event.items():
        if field in TEXTS:
            cells |= {column_of(field, language): text for language, text in value.items()}
        elif field in LISTS:
            cells[field] = list_cell(value)
        elif field in TABLES:
            cells[field] = tables_cell(value)
        elif value is not None:
            cells[field] = str(value)
    return cells
