"""Event files themselves: the events of one, and the names that it defines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from events.imports.json_events import data_of
from events.imports.records import Fault, Reading, Record, Refused, Unreadable
from events.toml import turns

_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*(?:event|\"event\"|'event')[ \t]*\]\]", re.MULTILINE)
_NAMES = ("company", "product", "kind", "metric", "source")


def read(text: str, reading: Reading) -> Iterator[Record | Refused]:
    """The records of an event file; raises `Unreadable` if it is no TOML."""
    try:
        found = turns.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"this is no TOML: {error}", f"不是 TOML：{error}") from None
    for table in _NAMES:
        for row in _rows(found.get(table)):
            if isinstance(row.get("id"), str):
                reading.brought.setdefault(table, {}).setdefault(row["id"], row)
    for table, value in found.items():
        if table not in (*_NAMES, "event"):
            reading.left[f"[{table}]"] += len(value) if isinstance(value, list) else 1
    events = found.get("event", [])
    if not isinstance(events, list):
        events = [events]
    lines = _lines(text)
    if len(lines) != len(events):
        lines = [1] * len(events)
    for line, row in zip(lines, events, strict=True):
        try:
            yield Record(line, data_of(row, reading))
        except Fault as fault:
            yield Refused(line, fault)


def _rows(value: Any) -> list[dict[str, Any]]:
    rows = value if isinstance(value, list) else [value]
    return [row for row in rows if isinstance(row, dict)]


def _lines(text: str) -> list[int]:
    lines, line, at = [], 1, 0
    for header in _HEADER.finditer(text):
        line, at = line + text.count("\n", at, header.start()), header.start()
        lines.append(line)
    return lines
