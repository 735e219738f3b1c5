"""The formats that can be imported, and which of them a file is in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from events.imports.records import Reading, Record, Refused

FORMATS: Final = ("csv", "tsv", "json", "jsonl", "timelinejs", "markwhen", "ics", "toml")
_HOME: Final = {
    "csv": "delimited",
    "tsv": "delimited",
    "json": "json_events",
    "jsonl": "json_events",
    "timelinejs": "timelinejs",
    "markwhen": "markwhen",
    "ics": "calendars",
    "toml": "toml_events",
}
_ENDINGS: Final = {
    "csv": "csv",
    "tsv": "tsv",
    "tab": "tsv",
    "txt": "",
    "json": "json",
    "jsonl": "jsonl",
    "ndjson": "jsonl",
    "mw": "markwhen",
    "ics": "ics",
    "ical": "ics",
    "toml": "toml",
}
_SLIDES: Final = re.compile(r'"(?:start_date|headline)"\s*:')
_BEGINNING: Final = 65_536  # characters by which a format is told


def guessed(name: str, text: str) -> str:
    """The format of a file by its name and beginning."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if name.lower().endswith(".mw.md"):
        return "markwhen"
    found = _ENDINGS.get(ending, "")
    head = text[:_BEGINNING].lstrip("\ufeff \t\r\n")
    if found in ("json", "jsonl", "") and head[:1] in ("{", "["):
        if _SLIDES.search(head):
            return "timelinejs"
        return found or "json"
    if head.upper().startswith("BEGIN:VCALENDAR"):
        return "ics"
    if found in ("csv", "tsv", ""):
        return _of_table(head, found)
    return found


def _of_table(head: str, found: str) -> str:
    from events.imports.cells import heading
    from events.imports.markwhen import looks_like
    from events.imports.timelinejs import is_template

    if not found and looks_like(head):
        return "markwhen"
    first = head.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    if is_template([heading(column.strip().strip('"')) for column in first.split(separator)]):
        return "timelinejs"
    return found or ("tsv" if separator == "\t" else "csv")


def reader(format: str) -> Callable[[str, Reading], Iterator[Record | Refused]]:
    """The reader of a format; its module is imported now."""
    found: Callable[[str, Reading], Iterator[Record | Refused]] = import_module(
        f"events.imports.{_HOME[format]}"
    ).read
    return found
