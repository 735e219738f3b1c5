"""What an import would change in an event that is there already, field by field.

What a file says nothing of stays. A date, a text, a list of names is replaced; a text in one
language leaves those in others. Readings take the place of those of the same metric, owner and
provider, citations of those of the same source and place; the others stay.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from events.names import fold

if TYPE_CHECKING:
    from events.model import Event
    from events.timeline import Timeline
    from events.toml.layout import Data

Row: TypeAlias = "int | Data"
"""A reading or citation as it will be: the how many-eth of those there are, or a new one."""


_FIGURE = frozenset(("value", "low", "high", "bound"))


class FieldChange(NamedTuple):
    """A field and what becomes of it; rows are given whole."""

    field: str
    before: Any
    after: Any
    rows: tuple[Row, ...] = ()
    """For readings and citations: which of the old ones stay, and the new ones between them."""


def changes(timeline: Timeline, number: int, data: Data) -> list[FieldChange]:
    """How an event would change by the data of a record; [] if it says nothing new."""
    event = timeline.events[number]
    home = timeline.info.language if timeline.info else ""
    found: list[FieldChange] = []
    for field, new in data.items():
        old = getattr(event, field)
        if field == "id":
            continue
        if field == "date":
            old = str(event.date) if event.date else None
            change = None if old == new else FieldChange(field, old, new)
        elif field in ("title", "summary", "note"):
            after = merged_text(old, new, home)
            change = None if after == old else FieldChange(field, old or None, after)
        elif field in ("companies", "products", "tags", "related"):
            change = _list_change(timeline, number, field, old, new)
        elif field in ("readings", "citations"):
            change = _row_change(field, event, new)
        else:
            change = None if old == new else FieldChange(field, old, new)
        if change is not None:
            found.append(change)
    return found


def _list_change(
    timeline: Timeline, number: int, field: str, old: tuple[str, ...], new: list[str]
) -> FieldChange | None:
    """A list in another order is the same; so are companies that the products bring with them."""
    meant = {fold(word) for word in new} if field == "tags" else set(new)
    have = {fold(word) for word in old} if field == "tags" else set(old)
    if meant == have or (field == "companies" and meant == {*timeline.company_ids[number], *old}):
        return None
    return FieldChange(field, list(old), new)


def merged_text(old: Any, new: Any, home: str) -> Any:
    """A text after another was put to it; the old one itself if that says nothing new."""
    if not old:
        return new
    if isinstance(new, str):
        words = old.values() if isinstance(old, dict) else (old,)
        if any(_same(new, text) for text in words):
            return old
        if isinstance(old, str):
            return new
        code = home if home in old else _language(new)
        return old | {code: new}
    if isinstance(old, str):
        codes = [code for code, text in new.items() if _same(text, old)]
        code = codes[0] if codes else home or _language(old)
        parts = {code: old} | new
        return old if len(parts) == 1 and _same(parts[code], old) else parts
    if all(code in old and _same(text, old[code]) for code, text in new.items()):
        return old
    return old | new


def _same(one: str, other: str) -> bool:
    return one == other or one.split() == other.split()


def _language(text: str) -> str:
    """The language that a text without one is taken for."""
    return "zh" if any("\u3400" <= sign <= "\u9fff" for sign in text) else "en"


# Readings and citations


def _row_change(field: str, event: Event, new: list[Data]) -> FieldChange | None:
    key = _of_reading if field == "readings" else _of_citation
    old = [row_data(row) for row in getattr(event, field)]
    rows = _merged(old, new, key)
    if rows is None:
        return None
    after = [old[row] if isinstance(row, int) else row for row in rows]
    return FieldChange(field, old, after, tuple(rows))


def _merged(old: list[Data], new: list[Data], key: Callable[[Data], object]) -> list[Row] | None:
    """The rows as they will be, old ones by their index; None if nothing changes."""
    free = dict.fromkeys(range(len(old)))
    come = []
    for row in new:
        told = _told(row)
        known = next((nth for nth in free if _says(old[nth], told)), None)
        if known is None:
            come.append(row)
        else:
            del free[known]
    rows: list[Row] = list(range(len(old)))
    for row in come:
        there = next((nth for nth in free if key(old[nth]) == key(row)), None)
        if there is None:
            rows.append(row)
        else:
            del free[there]
            kept = old[there]
            if not kept.keys().isdisjoint(_FIGURE) and not row.keys().isdisjoint(_FIGURE):
                kept = {name: value for name, value in kept.items() if name not in _FIGURE}
            rows[rows.index(there)] = kept | row
    return rows if come else None


def _says(old: Data, told: Data) -> bool:
    """Whether a row says all that another does."""
    have = _told(old)
    return all(name in have and have[name] == value for name, value in told.items()) and (
        have.keys() & _FIGURE <= told.keys()
    )


def _told(row: Data) -> Data:
    return {
        key: _plain(value)
        for key, value in row.items()
        if value not in (None, "", {}) and not (key == "bound" and value == "exact")
    }


def _plain(value: Any) -> Any:
    """A text by language as the one text, where it has but one."""
    if isinstance(value, Mapping) and len(value) == 1:
        (value,) = value.values()
    return value


def _of_reading(row: Data) -> object:
    by = row.get("by") or ""
    words = frozenset(by.values()) if isinstance(by, Mapping) else frozenset((by,))
    return row.get("metric"), row.get("product"), row.get("company"), words


def _of_citation(row: Data) -> object:
    place = row.get("place") or ""
    words = frozenset(place.values()) if isinstance(place, Mapping) else frozenset((place,))
    return row.get("source"), words


def row_data(row: Any) -> Data:
    """A reading or citation as a table: the keys that say something."""
    return {
        one.name: getattr(row, one.name)
        for one in fields(row)
        if getattr(row, one.name) not in (None, "") and getattr(row, one.name) != one.default
    }
