"""One file's text with tables put, cut and inserted; every byte outside of them stays.

A table is changed in a copy of its block: a value that is replaced by another goes where the old
one stood, other changes are made by `tomlrt`, which keeps comments and layout, and new keys get
lines of their own. The result is accepted only if what changed, with some tables around it, parses
to exactly what was wanted; everything else is the same bytes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from events.blocks import Block, Blocks
from events.editing.refusals import Broken, OddlyWritten, WrongResult
from events.editing.wanted import Cut, Insert, Put, Splice, wanted
from events.toml import turns
from events.toml.layout import Data, Style, key_text, table_text, value_text
from events.toml.reshape import ReshapeError, changed_text, same
from events.toml.scan import ScanError, Span

BOM = "\ufeff"


_AROUND = 25_000  # characters on both sides of an edit that are parsed again with it


class _Piece(NamedTuple):
    """A piece of the text that an edit replaces."""

    start: int
    end: int
    new: str
    splice: Splice


class Sheet:
    """The text of a file as it is, with its tables.

    Methods raise `Broken` where the text is no TOML, and `OddlyWritten` for a table that is not
    written as ``[[table]]``.
    """

    def __init__(self, path: Path, text: str) -> None:
        """Take the file's decoded text, BOM included if there is one."""
        self.path = path
        self._bom = BOM if text.startswith(BOM) else ""
        self._text = text.removeprefix(BOM)

    @property
    def text(self) -> str:
        """The whole text, BOM included if there is one."""
        return self._bom + self._text

    @cached_property
    def _blocks(self) -> Blocks:
        try:
            return Blocks(self._text)
        except ScanError as error:
            raise Broken(self.path) from error

    @cached_property
    def _tables(self) -> dict[str, list[Block]]:
        found: dict[str, list[Block]] = {}
        for block in dict.fromkeys(block for block, _ in self._blocks.pieces()):
            if block.index is not None:
                found.setdefault(block.table, []).append(block)
        return found

    @cached_property
    def _whole(self) -> Data:
        return parse(self.path, self._text)

    def count(self, table: str) -> int:
        """How many tables of a sort the file holds."""
        return len(self._tables.get(table, ()))

    def block(self, table: str, nth: int) -> Block:
        """Where a table stands."""
        found = self._tables.get(table, [])
        if nth >= len(found):
            raise OddlyWritten(self.path, table=table)
        return found[nth]

    def data(self, table: str, nth: int) -> Data:
        """What a table holds."""
        rows = parse(self.path, self.block(table, nth).source).get(table)
        if not isinstance(rows, list) or not isinstance(rows[0], dict):
            raise OddlyWritten(self.path, table=table)
        return rows[0]

    def rows(self, table: str) -> list[Data]:
        """What all tables of a sort hold."""
        found = self._whole.get(table, [])
        return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []

    def edited(self, splices: Sequence[Splice]) -> str:
        """The text after the edits, whose numbers are all those of the tables as they are now.

        Raises `WrongResult` if the outcome is not exactly what was asked for.
        """
        scattered = [put for put in splices if isinstance(put, Put) and self._is_scattered(put)]
        whole = self
        for put in scattered:
            whole = whole._put_scattered(put)
        pieces: list[_Piece] = []
        ends: set[int] = set()  # where new tables were put already
        for splice in splices:
            if isinstance(splice, Cut):
                pieces += whole._cut(splice)
            elif isinstance(splice, Insert):
                piece = whole._insert(splice, ends)
                ends.add(piece.start)
                pieces.append(piece)
            elif splice not in scattered:
                pieces += whole._put(splice)
        if scattered:
            text = _with_last_lines(_replaced(whole._text, 0, pieces), self._text)
            self._verify(self._text, text, splices)
            return self._bom + text
        done: list[str] = []
        pos = 0
        spans = [(piece.start, piece.end) for piece in pieces]
        for start, end in self._stretches(spans, {piece.splice.table for piece in pieces}):
            inside = [piece for piece in pieces if start <= piece.start and piece.end <= end]
            old = self._text[start:end]
            new = _replaced(old, start, inside)
            if end == len(self._text) > 0:
                new = _with_last_lines(new, old)
            edits = {id(piece.splice): self._counted_from(start, piece.splice) for piece in inside}
            self._verify(old, new, list(edits.values()))
            done += (self._text[pos:start], new)
            pos = end
        return self._bom + "".join((*done, self._text[pos:]))

    def mended(self, span: Span, new: str, *, key: bool) -> str:
        """The text with another key, or with another text as a value, at a place after the BOM.

        Raises `WrongResult` if any other value would change.
        """
        written = key_text(new) if key else value_text(new, Style.of(self._text))
        ((start, end),) = self._stretches([span])
        head, tail = self._text[start : span[0]], self._text[span[1] : end]
        before = Counter(_leaves(parse(self.path, self._text[start:end])))
        after = Counter(_leaves(self._parsed_outcome(f"{head}{written}{tail}")))
        gone, come = before - after, after - before
        fits = not gone and not come if key else list(come) == [repr(new)] and gone.total() == 1
        if not fits:
            raise WrongResult(self.path, why=new)
        return f"{self._bom}{self._text[: span[0]]}{written}{self._text[span[1] :]}"

    def _put(self, put: Put) -> list[_Piece]:
        if same(self.data(put.table, put.nth), put.data):
            return []
        ((start, end),) = self.block(put.table, put.nth).bodies()
        return [_Piece(start, end, self._changed(self._text[start:end], put, 0), put)]

    def _is_scattered(self, put: Put) -> bool:
        return len(self.block(put.table, put.nth).segments) > 1

    def _put_scattered(self, put: Put) -> Sheet:
        """Change a table between whose parts others stand: the whole text is gone through."""
        after = Sheet(self.path, self._bom + self._changed(self._text, put, put.nth))
        if after._outside(put) != self._outside(put):
            raise WrongResult(self.path, why="another table would change")
        return after

    def _changed(self, text: str, put: Put, nth: int) -> str:
        """A text whose ``nth`` table is the one to be changed."""
        style = Style.of(self._text, self.block(put.table, put.nth))
        old = self.data(put.table, put.nth)
        try:
            return changed_text(text, put.table, nth, old, put.data, style)
        except ReshapeError as error:
            raise WrongResult(self.path, why=str(error)) from error

    def _outside(self, splice: Put) -> list[str]:
        mine = self.block(splice.table, splice.nth)
        others = dict.fromkeys(block for block, _ in self._blocks.pieces() if block is not mine)
        return [self._text[start:end] for block in others for start, end in block.bodies()]

    def _cut(self, splice: Cut) -> Iterator[_Piece]:
        for start, end in self.block(splice.table, splice.nth).owned():
            above, below = self._blank_above(start), self._blank_below(end)
            if below == len(self._text):
                yield _Piece(above, below, "", splice)
            elif start == 0 or below - end <= start - above:  # of two gaps the larger one stays
                yield _Piece(start, below, "", splice)
            else:
                yield _Piece(above, end, "", splice)

    def _insert(self, splice: Insert, others: set[int]) -> _Piece:
        """The new table's text; ``others`` tells whether it follows another new table."""
        found = self._tables.get(splice.table, [])
        near = found[max(0, min(splice.nth, len(found)) - 1)] if found else None
        style = Style.of(self._text, near)
        new = table_text(splice.table, splice.data, style)
        if near is None:
            end = len(self._text)
            gap = 1 if self._text.strip() and self._blank_above(end) == end else 0
        else:
            gap = self._gap(near, found)
            spans = near.owned()
            if splice.nth == 0:
                start = spans[0][0]
                return _Piece(start, start, new + style.newline * gap, splice)
            end = spans[-1][1]
        if end in others:
            gap = gap if found else 1
        elif end and self._text[end - 1] != "\n":
            gap += 1
        return _Piece(end, end, style.newline * gap + new, splice)

    def _gap(self, near: Block, found: list[Block]) -> int:
        """How many blank lines stand between tables like these."""
        if len(found) < 2:
            return 1
        start = (found[1] if near is found[0] else near).owned()[0][0]
        return self._text.count("\n", self._blank_above(start), start)

    def _blank_above(self, pos: int) -> int:
        """Where the blank lines right above the line at ``pos`` begin."""
        while pos > 0:
            line = self._text.rfind("\n", 0, pos - 1) + 1
            if self._text[line:pos].strip():
                break
            pos = line
        return pos

    def _blank_below(self, pos: int) -> int:
        """Where the blank lines from the line at ``pos`` on end."""
        while pos < len(self._text):
            newline = self._text.find("\n", pos)
            line_end = len(self._text) if newline < 0 else newline + 1
            if self._text[pos:line_end].strip():
                break
            pos = line_end
        return pos

    def _stretches(self, spans: Sequence[Span], tables: Iterable[str] = ()) -> list[Span]:
        """What is to be parsed again: some tables around each edit, or all of a small text.

        A stretch begins and ends where tables do, so that it parses alone as it does in the whole.
        What is between stretches keeps its bytes, and so its data. The whole text is one stretch if
        a table's parts stand apart, or one of ``tables`` is not there yet.
        """
        blocks = [block for found in self._tables.values() for block in found]
        apart = any(len(block.segments) > 1 for block, _ in self._blocks.pieces())
        if apart or any(table not in self._tables for table in tables):
            return [(0, len(self._text))]
        starts = sorted(block.start for block in blocks)
        found: list[Span] = []
        for start, end in sorted(spans):
            first = bisect_right(starts, start - _AROUND) - 2  # with a table before it
            after = bisect_left(starts, end + _AROUND)
            start = starts[first] if first >= 0 else 0
            end = starts[after] if after < len(starts) else len(self._text)
            if found and start <= found[-1][1]:
                start, end = found[-1][0], max(end, found.pop()[1])
            found.append((start, end))
        return found

    def _counted_from(self, start: int, splice: Splice) -> Splice:
        """The edit with its table's number counted from a place of the text."""
        blocks = self._tables.get(splice.table, [])
        before = bisect_left(blocks, start, key=lambda block: block.start)
        return replace(splice, nth=splice.nth - before)

    def _verify(self, old: str, new: str, splices: Sequence[Splice]) -> None:
        """Accept what an edit makes of a text only if it holds exactly what is wanted."""
        should = wanted(parse(self.path, old), splices)
        found = self._parsed_outcome(new)
        for table in should | found:
            if not same(found.get(table), should.get(table)):
                raise WrongResult(self.path, why=f"[[{table}]]")

    def _parsed_outcome(self, text: str) -> Data:
        try:
            return parse(self.path, text)
        except Broken as error:
            raise WrongResult(self.path, why=str(error.__cause__)) from error


def parse(path: Path, text: str) -> Data:
    """What a TOML text without BOM holds; raises `Broken`."""
    try:
        return turns.loads(text)
    except (ValueError, RecursionError) as error:  # tomli's own error is a ValueError
        raise Broken(path) from error


def _leaves(value: Any) -> Iterator[str]:
    """All single values in a value."""
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _leaves(item)
    else:
        yield repr(value)


def _with_last_lines(text: str, model: str) -> str:
    """The text without line ends at its end that the model has not: it may have none."""
    wanted = model.count("\n", len(model.rstrip("\r\n")))
    body = text.rstrip("\r\n")
    ends = text[len(body) :].splitlines(keepends=True)
    return body + "".join(ends[:wanted])


def _replaced(text: str, start: int, pieces: Sequence[_Piece]) -> str:
    """A text from ``start`` on with each piece replaced; what two pieces both cut is cut once."""
    parts: list[str] = []
    pos = start
    for piece in sorted(pieces, key=lambda piece: piece[:2]):
        parts += (text[pos - start : piece.start - start], piece.new)
        pos = max(pos, piece.end)
    return "".join((*parts, text[pos - start :]))
