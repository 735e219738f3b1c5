"""The lines of a reading and of a citation: the cells of a row, from left to right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.form.lines import CellLine, Line, NumberLine
from tui.form.names import NameLine, WhoseLine
from tui.text import clean

if TYPE_CHECKING:
    from events.toml.layout import Data
    from tui.form.words import Vocabulary


def reading_lines(row: Data, vocabulary: Vocabulary) -> tuple[Line, ...]:
    """The cells of a reading: metric, whose, value, by, note."""
    return (
        NameLine("metric", "metric", row.get("metric"), vocabulary),
        WhoseLine(row, vocabulary),
        NumberLine(row, vocabulary),
        CellLine("by", row.get("by"), vocabulary, "by"),
        CellLine("note", row.get("note"), vocabulary),
    )


def citation_lines(row: Data, vocabulary: Vocabulary) -> tuple[Line, ...]:
    """The cells of a citation: source, place, the source's words for the date, note."""
    return (
        NameLine("source", "source", row.get("source"), vocabulary),
        CellLine("place", row.get("place"), vocabulary),
        Line("date_words", clean(str(row.get("date_words", "")))),
        CellLine("note", row.get("note"), vocabulary),
    )
