"""The columns of an export to CSV, and how its cells are written and read back.

The header has the keys of `events.exports.event_object`, in their order. What is a text by language
there has a column for each language used: ``title.en``, ``title.zh``; ``title`` alone holds texts
whose language is not known ("und"). A cell holds

- an id, a date as EDTF text, a status, a text as it is; nothing where there is none;
- a list (``companies``, ``products``, ``tags``, ``related``) joined by ``"; "``, or as a JSON array
  where that would not be read back as it was (an item with a separator of any sort, blanks around
  it, or a ``[`` or ``"`` at the start);
- ``readings`` and ``citations`` as a JSON array of tables with the keys that are given, texts in
  them by language;
- ``lo``, ``hi``, ``file``, ``line`` as in JSON. They follow from the rest: a reader leaves them
  aside.

No cell begins like a formula, which a spreadsheet would run: see `inert`, and `as_written`, which
takes that back exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from events.exports.event_object import FIELDS, UNKNOWN_LANGUAGE, as_json

LISTS = ("companies", "products", "tags", "related")
"""The columns whose cells are lists."""
TABLES = ("readings", "citations")
"""The columns whose cells are JSON arrays of tables."""
TEXTS = ("title", "summary", "note")
"""The fields that have a column for each language."""
_JOINED = "; "
# What `events.imports.cells` takes a list apart at, in the cells of any spreadsheet.
_SPLIT = re.compile('[;；|,，、\\n\\r]|^"')
_DEFAULTS = {"bound": "exact"}

# =, +, -, @ also in their full-width forms, which spreadsheets take for the same; a tab or line end
# at the start would be dropped by some, as would control codes and what has no width, and let what
# follows begin the cell.
_FORMULA = re.compile(
    r"'*(?:[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*[=+\-@＝＋－＠]"
    r"|[\t\r\n])"
)


def inert(text: str) -> str:
    """The text of a cell with a ``'`` before it if it begins like a formula.

    That is: with any of ``= + - @`` (also full-width, also after what is not seen), a tab or a line
    end. A text that begins with ``'`` and then like a formula gets one more, so that nothing is
    lost.
    """
    return "'" + text if _FORMULA.match(text) else text


def as_written(cell: str) -> str:
    """What `inert` was given: one ``'`` before what begins like a formula goes."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell, 1) else cell


def columns(languages: Sequence[str]) -> list[str]:
    """The header for texts in these languages."""
    found: list[str] = []
    for field in FIELDS:
        if field in TEXTS:
            found += [column_of(field, language) for language in languages]
        else:
            found.append(field)
    return found


def column_of(field: str, language: str) -> str:
    """The column of a text in a language."""
    return field if language == UNKNOWN_LANGUAGE else f"{field}.{language}"


def list_cell(items: Sequence[str]) -> str:
    """A list as the text of a cell."""
    plain = all(item == item.strip() and item and not _SPLIT.search(item) for item in items)
    if plain and not (items and items[0].startswith("[")):
        return _JOINED.join(items)
    return as_json(list(items))


def tables_cell(rows: Iterable[Mapping[str, Any]]) -> str:
    """Readings or citations, as `event_object` has them, as the text of a cell."""
    kept = [
        {
            key: value
            for key, value in row.items()
            if value not in (None, "", {}) and _DEFAULTS.get(key) != value
        }
        for row in rows
    ]
    return as_json(kept) if kept else ""
