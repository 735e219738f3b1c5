"""One line of a lane as pieces of text, from the first cell of the axis to the last."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from events.axes.time_axis import FIRST_DAY, LAST_DAY
from tui.text import cells, cut
from tui.widgets.lanes.marks import Mark, Sign, crowd_sign

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.widgets.lanes.ground import Ground

Part = Literal[
    "ground", "year", "today", "era-edge", "glyph", "crowd", "many", "title", "unsure",
    "withdrawn", "match", "span", "window", "marked",
]  # fmt: skip
"""What a piece is: each has its own style."""
PARTS: tuple[Part, ...] = (
    "ground", "year", "today", "era-edge", "glyph", "crowd", "many", "title", "unsure",
    "withdrawn", "match", "span", "window", "marked",
)  # fmt: skip

_MANY = 100  # events of a crowd that stands out
_LASTS, _IS_OPEN, _MAY_BE = "━", "┄", "░"
_FROM, _ON = "←", "→"


class Piece(NamedTuple):
    """Text of some cells, none of which is another piece's."""

    start: int
    end: int
    text: str
    part: Part
    is_cursor: bool = False
    tint: int = 0
    """The shade behind it, once that is known."""


class LineWriter(NamedTuple):
    """Writes the lines of lanes for one look at the axis."""

    ground: Ground
    sign: Callable[[int], Sign]
    title_part: Callable[[int], Part]
    matches: Callable[[str], Sequence[tuple[int, int]]]
    """Where the words of the query are in a title."""
    marked: frozenset[int]
    now: float
    """Where today ends, in cells; it may be out of sight."""
    cells: Sequence[Piece]
    """The ground of each cell."""

    def line(self, marks: Sequence[Mark], cursor: Mark | None) -> Iterator[Piece]:
        """The pieces of the marks of one line; they fill the axis."""
        place = 0
        for mark in marks:
            if mark.runs:
                break
        else:
            for piece in self._apart(marks, cursor):
                if place < piece.start:
                    yield from self._ground(place, piece.start)
                yield piece
                place = piece.end
            yield from self._ground(place, self.ground.width)
            return
        runs = list(_seen(marks))
        ends = [end for _, end, _ in runs]
        for piece in self._over(marks, cursor):
            if place < piece.start:
                yield from self._under(place, piece.start, runs, ends, cursor)
            yield piece
            place = piece.end
        yield from self._under(place, self.ground.width, runs, ends, cursor)

    # ---- signs and titles

    def _over(self, marks: Sequence[Mark], cursor: Mark | None) -> list[Piece]:
        """Signs and titles, by their cells; a point goes before the sign of a run under it."""
        found: list[Piece] = []
        taken: set[int] = set()
        for mark in sorted(marks, key=lambda mark: bool(mark.runs)):
            if taken.isdisjoint(range(mark.start, mark.end)):
                taken.update(range(mark.start, mark.end))
                found.append(self._sign(mark, mark is cursor))
            if mark.title and taken.isdisjoint(range(*mark.title)):
                taken.update(range(*mark.title))
                found += self._title(mark, mark.title, mark is cursor)
        return sorted(found)

    def _apart(self, marks: Sequence[Mark], cursor: Mark | None) -> Iterator[Piece]:
        """The same where no mark is a run, and so none over another."""
        for mark in marks:
            yield self._sign(mark, mark is cursor)
            if mark.title:
                yield from self._title(mark, mark.title, mark is cursor)

    def _sign(self, mark: Mark, is_cursor: bool) -> Piece:
        start, end, size = mark.start, mark.end, mark.size
        width = end - start
        part: Part = "crowd"
        if size == 1:
            number = mark.first
            text, cells_, _, _ = self.sign(number)
            if cells_ != width:
                text = text + " " * (width - cells_) if cells_ < width else "·"
            part = "marked" if number in self.marked else "glyph"
        else:
            text = crowd_sign(size, width)
            if len(text) < width:
                text = text.ljust(width)
            if size >= _MANY:
                part = "many"
            if self.marked and not self.marked.isdisjoint(mark.numbers):
                part = "marked"
        return Piece(start, end, text, part, is_cursor)

    def _title(self, mark: Mark, place: tuple[int, int], is_cursor: bool) -> Iterator[Piece]:
        start, end = place
        title = cut(self.sign(mark.first).title, end - start)
        part = self.title_part(mark.first)
        # A blank before it and, inside a run, behind it.
        if mark.end < start and not (mark.runs and start > mark.run_end):
            yield Piece(start - 1, start, " ", part, is_cursor)
        at = 0
        for first, last in self.matches(title):
            for text, which in ((title[at:first], part), (title[first:last], "match")):
                if text:
                    size = cells(text)
                    yield Piece(start, start + size, text, which, is_cursor)
                    start += size
            at = last
        if title[at:]:
            size = cells(title[at:])
            yield Piece(start, start + size, title[at:], part, is_cursor)
            start += size
        if mark.runs and start < mark.run_end:
            yield Piece(start, start + 1, " ", part, is_cursor)

    # ---- runs and ground

    def _under(
        self,
        start: int,
        end: int,
        runs: Sequence[tuple[int, int, Mark]],
        ends: Sequence[int],
        cursor: Mark | None,
    ) -> Iterator[Piece]:
        """What is seen between signs and titles."""
        place = start
        for at in range(bisect_right(ends, start), len(runs)):
            run_start, run_end, mark = runs[at]
            if run_start >= end:
                break
            first, last = max(place, run_start), min(end, run_end)
            yield from self._ground(place, first)
            yield from self._run(mark, first, last, mark is cursor)
            place = last
        yield from self._ground(place, end)

    def _ground(self, start: int, end: int) -> Iterator[Piece]:
        if start + 1 == end:
            yield self.cells[start]
        elif start < end:
            for run in self.ground.between(start, end):
                size = run.end - run.start
                yield Piece(run.start, run.end, run.character * size, run.part)

    def _run(self, mark: Mark, start: int, end: int, is_cursor: bool) -> Iterator[Piece]:
        """The cells of a run from one to another: what lasted, over what may have been."""
        first, last = mark.lasting or (end, end)
        first, last = max(first, start), min(last, end)
        if first >= last:
            yield self._window(mark, start, end, is_cursor)
            return
        if start < first:
            yield self._window(mark, start, first, is_cursor)
        yield self._span(mark, first, last, is_cursor)
        if last < end:
            yield self._window(mark, last, end, is_cursor)

    def _window(self, mark: Mark, start: int, end: int, is_cursor: bool) -> Piece:
        text = _MAY_BE * (end - start)
        if mark.is_open:
            text = self._with_arrows(mark, start, end, text, lasts=False)
        return Piece(start, end, text, "window", is_cursor)

    def _span(self, mark: Mark, start: int, end: int, is_cursor: bool) -> Piece:
        text = _LASTS * (end - start)
        if mark.is_open:
            if any(run.hi > LAST_DAY and run.lasts for run in mark.runs):
                known = max(start, min(end, round(self.now)))
                text = text[: known - start] + _IS_OPEN * (end - known)
            text = self._with_arrows(mark, start, end, text, lasts=True)
        return Piece(start, end, text, "span", is_cursor)

    def _with_arrows(self, mark: Mark, start: int, end: int, text: str, *, lasts: bool) -> str:
        """The text with an arrow at an edge beyond which a run goes on without end."""
        alike = [run for run in mark.runs if run.lasts == lasts]
        if end == self.ground.width and any(run.hi > LAST_DAY for run in alike):
            text = text[:-1] + _ON
        if start == 0 and any(run.lo < FIRST_DAY for run in alike):
            text = _FROM + text[1:]
        return text


def _seen(marks: Sequence[Mark]) -> Iterator[tuple[int, int, Mark]]:
    """The cells in which each run is seen: a later one is over those that began before it."""
    open_runs: list[Mark] = []
    place = 0

    def until(cell: int) -> Iterator[tuple[int, int, Mark]]:
        nonlocal place
        while open_runs and place < cell:
            top = open_runs[-1]
            end = min(top.run_end, cell)
            if place < end:
                yield place, end, top
                place = end
            if top.run_end <= place:
                open_runs.pop()
        place = cell

    for mark in sorted((mark for mark in marks if mark.runs), key=attrgetter("start")):
        yield from until(mark.start)
        open_runs.append(mark)
    yield from until(max((mark.run_end for mark in marks), default=0))
