"""Texts imported into a timeline: what would come of each line, and the timeline afterwards."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from events.files import load
from events.imports.dates import Dates
from events.imports.formats import reader
from events.imports.judging import Judge
from events.imports.naming import Namer
from events.imports.preview import Item, Preview, preview
from events.imports.records import Reading, Record, Refused
from events.imports.writing import change_of
from events.timeline import Timeline

TODAY = date(2026, 2, 26)


def records(text: str, format: str, **how: Any) -> list[Record | Refused]:
    """What the reader of a format makes of a text."""
    return list(reader(format)(text, Reading(**how)))


def data(text: str, format: str, **how: Any) -> list[dict[str, Any]]:
    """The data of the records of a text, none of which is refused; blanks left out."""
    found = records(text, format, **how)
    assert all(isinstance(one, Record) for one in found), found
    return [
        {key: value for key, value in one.data.items() if value not in ("", [])}
        for one in found
        if isinstance(one, Record)
    ]


def refused(text: str, format: str, **how: Any) -> list[tuple[int, str]]:
    """The lines that a reader refuses, and why."""
    found = records(text, format, **how)
    return [(one.line, str(one.fault)) for one in found if isinstance(one, Refused)]


def previewed(
    timeline: Timeline,
    text: str,
    format: str,
    *,
    make: bool = False,
    source: str | None = None,
    **how: Any,
) -> Preview:
    """What would come of an import."""
    reading = Reading(names=timeline.names, **how)
    namer = Namer(timeline, reading.brought, make=make)
    judge = Judge(timeline, Dates(reading.order, reading.day, TODAY), namer, source)
    return preview(timeline, reader(format)(text, reading), judge, namer)


def sorts(found: Preview) -> list[str]:
    """Each line and what comes of it."""
    return [f"{item.line} {item.sort}" for item in found.items]


def why(found: Preview) -> list[str]:
    """All remarks, of refused items and others."""
    return [str(remark) for item in found.items for remark in item.remarks]


def written(folder: Path, text: str, format: str, *, into: str = "in.toml", **how: Any) -> Preview:
    """Import into the timeline in a folder, and write it."""
    timeline = load(folder)
    found = previewed(timeline, text, format, **how)
    change_of(timeline, found, into).apply()
    return found


def changes(item: Item) -> dict[str, tuple[Any, Any]]:
    """What would become of each field."""
    return {change.field: (change.before, change.after) for change in item.changes}
