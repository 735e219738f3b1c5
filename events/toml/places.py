"""Where the tables of a file stand: the line, column and span of anything in them, found late."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from events.blocks import Blocks
    from events.toml.scan import Path, Span

SINGLE = -1
"""Stands for the number of rows of a single table, ``[event]``."""


class Stretch(NamedTuple):
    """A part of a text that was parsed alone, and how many rows each of its tables has."""

    start: int
    end: int
    rows: Mapping[str, int]


class Places:
    """The places in a text that was parsed whole or in stretches.

    A row is known by its table's name and its number: the how many-eth of that name in the text.
    """

    def __init__(self, text: str, stretches: Sequence[Stretch]) -> None:
        """Take the decoded text, BOM off."""
        self.text = text
        self._stretches = stretches
        self._firsts: dict[str, list[int]] = {}
        self._found: dict[tuple[int, str], array[int] | list[Span] | None] = {}
        self._blocks: dict[int, Blocks] = {}
        self._last: tuple[int, int, Blocks] | None = None  # the row looked at last
        self._line_starts: array[int] | None = None

    def span(self, table: str, number: int, path: Path = (), *, key: bool = False) -> Span:
        """Where a value of a row stands, or with ``key`` its key; see `Block.locate`."""
        from events.blocks import Blocks, within  # the places of a clean file are never asked for
        from events.toml.scan import ScanError

        index, local = self._stretch_of(table, number)
        stretch = self._stretches[index]
        rows = self._rows(index, table)
        try:
            if isinstance(rows, list):  # the items of an array
                return within(self.text, rows[local], path, key=key)
            if rows is None:  # a single table
                return self.root_span(index, (table, *path), key=key)
            # All that belongs to a row stands before the next of the same table.
            begin = rows[local]
            end = rows[local + 1] if local + 1 < len(rows) else stretch.end
            if self._last is None or self._last[:2] != (begin, end):
                if self._last is not None:
                    self._last[2].let_go()
                    self._last = None
                self._last = (begin, end, Blocks(self.text[begin:end]))
            span = self._last[2].locate((table, 0, *path), key=key)
        except ScanError:  # never met for a text that the parser takes
            return stretch.start, stretch.start
        return begin + span[0], begin + span[1]

    def root_span(self, index: int, path: Path, *, key: bool = False) -> Span:
        """Where something stands in a stretch, the path going from the root."""
        start = self._stretches[index].start
        span = self._read(index).locate(path, key=key)
        return start + span[0], start + span[1]

    def linecol(self, pos: int) -> tuple[int, int]:
        """Line and column of a place in the text, both from 1, the column in characters."""
        if self._line_starts is None:
            ends = (match.end() for match in re.finditer("\n", self.text))
            self._line_starts = array("q", [0, *ends])
        line = bisect_right(self._line_starts, pos)
        return line, pos - self._line_starts[line - 1] + 1

    def lines(self, table: str) -> array[int]:
        """The line of every row of a table."""
        starts: list[int] = []
        for index, stretch in enumerate(self._stretches):
            if not stretch.rows.get(table):
                continue
            rows = self._rows(index, table)
            if isinstance(rows, array):
                starts += rows
            elif rows is None:
                starts.append(self.root_span(index, (table,))[0])
            else:
                starts += [start for start, _ in rows]
        count = self.text.count
        between = (count("\n", before, after) for before, after in pairwise((0, *starts)))
        return array("i", list(accumulate(between, initial=1))[1:])

    def _stretch_of(self, table: str, number: int) -> tuple[int, int]:
        """The stretch that a row is in, and its number there."""
        if table not in self._firsts:
            counts = (abs(stretch.rows.get(table, 0)) for stretch in self._stretches)
            self._firsts[table] = list(accumulate(counts, initial=0))
        firsts = self._firsts[table]
        index = bisect_right(firsts, number) - 1
        if not 0 <= index < len(self._stretches):
            raise IndexError(f"no {table} {number}")
        return index, number - firsts[index]

    def _rows(self, index: int, table: str) -> array[int] | list[Span] | None:
        """Where the headers ``[[table]]`` stand, or the items of ``table = [{…}]``; else None."""
        if (index, table) not in self._found:
            self._found[index, table] = self._find_rows(index, table)
        return self._found[index, table]

    def _find_rows(self, index: int, table: str) -> array[int] | list[Span] | None:
        start, end, rows = self._stretches[index]
        number = rows[table]
        if number == SINGLE:
            return None
        # Every header looks so. If there are as many as rows, none stands in a string or comment.
        looks = re.compile(rf"\[\[[ \t]*(?:{re.escape(table)}|\"[^\"\n]*\"|'[^'\n]*')[ \t]*\]\]")
        headers = array("q", [match.start() for match in looks.finditer(self.text, start, end)])
        if len(headers) == number:
            return headers
        headers = array("q", [start + block.start for block in self._read(index).tables(table)])
        if len(headers) == number:
            return headers
        from events.toml.scan import items

        value = self.root_span(index, (table,))
        found = [item.value for item in items(self.text, value)]
        return found if len(found) == number else [value] * number

    def _read(self, index: int) -> Blocks:
        from events.blocks import Blocks
        from events.toml.scan import ScanError

        if index not in self._blocks:
            start, end, _ = self._stretches[index]
            try:
                self._blocks[index] = Blocks(self.text[start:end])
            except ScanError:  # never met for a text that the parser takes
                self._blocks[index] = Blocks("")
        return self._blocks[index]
