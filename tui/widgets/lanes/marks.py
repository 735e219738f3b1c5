"""Where a lane's events stand on its lines: signs, runs, and titles where there is room.

A mark is an event or a crowd of them. Runs (what takes more than a cell) are laid on lines so that
none covers another while there are lines; else the later are over the earlier, or one with them if
they begin together. Points go where their titles have most room, and over a run only where every
line has one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from heapq import heapify, heapreplace
from itertools import chain
from math import isqrt, sqrt
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from events.axes.lane_times import MOST_SIGNS, Crowd, Run
from events.dates.edtf import OPEN_END, OPEN_START

if TYPE_CHECKING:
    from events.axes.time_axis import TimeAxis
    from events.lanes import Lane

_LEAST_TITLE = 7  # cells; a title cut to less says nothing
_NO_LIMIT = 1 << 30
_CIRCLED = " " + "".join(chr(0x2460 + nth) for nth in range(MOST_SIGNS))
_NOWHERE = float("-inf")
_CLOSE = 3  # cells up to the next mark in which no title has room
_DENSE = 6  # a lane with a mark in every so many cells is dense
_MOST_LINES = 12  # of one lane
_SPREAD = 9  # cells up to the next mark from which a crowd may stand on several lines


class Sign(NamedTuple):
    """What stands for a single event, and its title."""

    text: str
    cells: int
    title: str
    title_cells: int


@dataclass(slots=True)
class Mark:
    """One event or several that cannot be told apart at this scale."""

    start: int
    """The first cell of its sign."""
    end: int
    """The cell after the sign."""
    line: int
    """The line of the lane that it is on."""
    size: int
    """How many events it stands for."""
    position: float
    """Where it begins, for the order; it may be out of sight."""
    crowd: Crowd | None = None
    """The points it stands for."""
    runs: tuple[Run, ...] = ()
    """Or the runs."""
    picked: int | None = None
    """Of a crowd on several lines, the one event of this line."""
    more: tuple[int, ...] = ()
    """Events beside these that found no place of their own."""
    run_end: int = 0
    """Of runs, the cell after the last."""
    is_open: bool = False
    """Whether any of the runs has no beginning or no end."""
    lasting: tuple[int, int] | None = None
    """The cells of those runs that lasted."""
    title: tuple[int, int] | None = None
    """Where its title is, from one cell to another; inside a run or behind the sign."""

    @property
    def first(self) -> int:
        """The number of the first event."""
        if self.picked is not None:
            return self.picked
        crowd = self.crowd
        return crowd.first if crowd is not None else self.runs[0].numbers[0]

    @property
    def numbers(self) -> Sequence[int]:
        """The numbers of its events, in order of time."""
        if self.picked is not None:
            return [self.picked, *self.more]
        if self.crowd is not None:
            return [*self.crowd.numbers, *self.more]
        return list(chain.from_iterable(run.numbers for run in self.runs))

    def covers(self, cell: int, line: int) -> bool:
        """Whether a cell of a line is its sign, its run or its title."""
        if line != self.line:
            return False
        last = max(self.end, self.run_end, self.title[1] if self.title else 0)
        return self.start <= cell < last


class Laid(NamedTuple):
    """A lane laid out on some lines."""

    marks: list[Mark]
    """By their position, from left to right."""
    lines: list[list[Mark]]
    """Those of each line, in the same order."""


def lay_out(lane: Lane, axis: TimeAxis, lines: int, sign: Callable[[int], Sign]) -> Laid:
    """Lay a lane's events out on so many lines; ``sign`` tells what stands for one of them."""
    crowds = list(lane.times.crowds(axis))
    placer = _Placer(axis, lines, sign, for_points=1 if crowds and lines > 1 else 0)
    for run in lane.times.runs(axis):
        placer.add_run(run)
    placer.is_dense = placer.most_spread == lines and len(crowds) * _DENSE > axis.width
    following = [crowd.cell for crowd in crowds[1:]] + [axis.width]
    for crowd, cell in zip(crowds, following, strict=False):
        placer.add_crowd(crowd, cell)
    placer.place_titles()
    marks = sorted(placer.marks, key=attrgetter("position"))
    by_line: list[list[Mark]] = [[] for _ in range(lines)]
    for mark in marks:
        by_line[mark.line].append(mark)
    return Laid(marks, by_line)


class _Placer:
    def __init__(
        self, axis: TimeAxis, lines: int, sign: Callable[[int], Sign], *, for_points: int
    ) -> None:
        """So many of the upper lines are left to points."""
        self.axis = axis
        self.width = axis.width
        self.left = axis.left
        self.scale = 0.0 if axis.drawn_folds else axis.days_per_cell
        """Days a cell, where that is the same everywhere."""
        self.lines = lines
        self.most_spread = lines if for_points or lines == 1 else _NO_LIMIT
        self.is_dense = False
        """There are so many points that those with others close by have no titles anyhow."""
        self.run_lines = range(for_points, lines)
        self.sign = sign
        self.marks: list[Mark] = []
        self.runs: list[list[Mark]] = [[] for _ in range(lines)]  # on each line
        self.run_starts: list[list[int]] = [[] for _ in range(lines)]
        self.reach: list[list[int]] = [[] for _ in range(lines)]  # of a run and those before it
        self.points: list[list[Mark]] = [[] for _ in range(lines)]
        self.last_point: Mark | None = None

    # ---- runs

    def add_run(self, run: Run) -> None:
        """Lay a run on the first line that is free, or together with the run that is there."""
        position, start, end = self._cells_between(run.lo, run.hi)
        for line in self.run_lines:
            reach = self.reach[line]
            if not reach or reach[-1] <= start:
                self._lay_run(run, line, start, end, position)
                return
        lines = self.run_lines
        line = lines[0]
        if len(lines) > 1:
            line = min(lines, key=lambda line: self._unlike(line, start, lasts=run.lasts))
        if self.runs[line][-1].end <= start:
            self._lay_run(run, line, start, end, position)
        else:
            self._join_run(run, line, start, end)

    def _cells_between(self, lo: int, hi: int) -> tuple[float, int, int]:
        """Where a run begins, and the cells in sight that it takes: from one to before another."""
        left, width, scale = self.left, self.width, self.scale
        if scale:
            position = (lo - left) / scale if lo > OPEN_START else _NOWHERE
            last = (hi + 1 - left) / scale
        else:
            position = self.axis.position(lo) if lo > OPEN_START else _NOWHERE
            last = self.axis.position(hi + 1)
        start = int(position + 0.5) if position > 0 else 0
        if start >= width:
            start = width - 1
        if last >= width or hi >= OPEN_END:
            return position, start, width
        end = int(last + 0.5)
        return position, start, end if end > start else start + 1

    def _unlike(self, line: int, start: int, *, lasts: bool) -> tuple[bool, bool, int]:
        """How little a line is fit for a run over another: by its sign, its sort and its end."""
        last = self.runs[line][-1]
        return last.end > start, (last.lasting is not None) != lasts, self.reach[line][-1]

    def _lay_run(self, run: Run, line: int, start: int, end: int, position: float) -> None:
        size = len(run.numbers)
        sign_end = start + (self.sign(run.numbers[0]).cells if size == 1 else sign_cells(size))
        sign_end = sign_end if sign_end < end else end
        lasting = (start, end) if run.lasts else None
        mark = Mark(
            start, sign_end, line, size, position, runs=(run,), run_end=end, lasting=lasting
        )
        mark.is_open = run.lo <= OPEN_START or run.hi >= OPEN_END
        self.marks.append(mark)
        self.runs[line].append(mark)
        self.run_starts[line].append(start)
        reach = self.reach[line]
        reach.append(end if not reach or reach[-1] < end else reach[-1])

    def _join_run(self, run: Run, line: int, start: int, end: int) -> None:
        """Let a run be one with the last of a line, whose sign is where its own would be."""
        mark = self.runs[line][-1]
        if run.lasts:
            first, until = mark.lasting or (start, end)
            mark.lasting = min(first, start), max(until, end)
        mark.runs += (run,)
        mark.is_open = mark.is_open or run.lo <= OPEN_START or run.hi >= OPEN_END
        mark.size += len(run.numbers)
        mark.run_end = max(mark.run_end, end)
        mark.end = min(mark.start + sign_cells(mark.size), mark.run_end)
        self.reach[line][-1] = max(self.reach[line][-1], end)

    def _covered_until(self, line: int, cell: int) -> int:
        """Up to which cell runs are over a cell of a line; 0 if none is."""
        before = bisect_right(self.run_starts[line], cell)
        until = self.reach[line][before - 1] if before else 0
        return until if cell < until else 0

    # ---- points

    def add_crowd(self, crowd: Crowd, following: int) -> None:
        """Place points of one cell; ``following`` is the cell of those after it."""
        size, cell = crowd.size, crowd.cell
        room = following - cell
        if size > self.most_spread or (self.is_dense and room <= _CLOSE):
            # What cannot be spread over lines goes on the first, where no run is in its way.
            end = cell + (1 if 1 < size <= MOST_SIGNS else self._cells_of(crowd))
            top = self.points[0]
            if end <= self.width and (not top or top[-1].end <= cell):
                self._put(Mark(cell, end, 0, size, cell, crowd))
                return
        free = [line for line in range(self.lines) if self._is_free(line, cell)]
        if 1 < size <= len(free) and (room >= _SPREAD or (size < len(free) and room > 2)):
            for number in crowd.numbers:
                self._place(crowd, number, cell, self.sign(number).cells, room)
        else:
            self._place(crowd, None, cell, self._cells_of(crowd), room)

    def _cells_of(self, crowd: Crowd) -> int:
        return self.sign(crowd.first).cells if crowd.size == 1 else sign_cells(crowd.size)

    def _is_free(self, line: int, cell: int) -> bool:
        points = self.points[line]
        return (not points or points[-1].end <= cell) and not self._covered_until(line, cell)

    def _place(self, crowd: Crowd, picked: int | None, cell: int, cells: int, room: int) -> None:
        start = min(cell, max(0, self.width - cells))
        end = min(start + cells, self.width)
        wanted = 0
        if picked is not None or crowd.size == 1:
            sign = self.sign(crowd.first if picked is None else picked)
            wanted = sign.title_cells + 2
        line = self._best_line(start, end, wanted)
        if line is None:
            self._crowd_in(crowd, picked)
            return
        size = 1 if picked is not None else crowd.size
        mark = Mark(start, end, line, size, cell, crowd, picked=picked)
        self._put(mark)

    def _put(self, mark: Mark) -> None:
        self.marks.append(mark)
        self.points[mark.line].append(mark)
        self.last_point = mark

    def _best_line(self, start: int, end: int, wanted: int) -> int | None:
        """The line on which the fewest titles are cut, the upper ones first."""
        best: tuple[bool, bool, int, int] | None = None
        for line in range(self.lines):
            points = self.points[line]
            before = points[-1] if points else None
            if before is not None and before.end > start:
                continue
            is_over = self._covered_until(line, start) > 0
            cuts = before is not None and self._wish_of(before) > start - 1
            free_until = self._next_run(line, start)
            lacking = max(0, min(wanted, 24) - (free_until - start))
            score = (is_over, cuts, lacking, line)
            if best is None or score < best:
                best = score
        return None if best is None else best[3]

    def _next_run(self, line: int, cell: int) -> int:
        starts = self.run_starts[line]
        following = bisect_right(starts, cell)
        return starts[following] if following < len(starts) else self.width

    def _wish_of(self, mark: Mark) -> int:
        """Up to where a mark's title would go."""
        if mark.size > 1:
            return mark.end
        return mark.end + 1 + self.sign(mark.first).title_cells

    def _crowd_in(self, crowd: Crowd, picked: int | None) -> None:
        """All lines are taken by wider signs: join the point before."""
        mark = self.last_point
        if mark is not None:
            mark.more += tuple(crowd.numbers) if picked is None else (picked,)
            mark.size += crowd.size if picked is None else 1

    # ---- titles

    def place_titles(self) -> None:
        """Give each single event's title the room up to what follows on its line."""
        for line in range(self.lines):
            marks = chain(self.runs[line], self.points[line])
            starts = sorted([mark.start for mark in marks])
            for mark in self.points[line]:
                if mark.size == 1:
                    limit = self._limit(starts, mark.end)
                    covered = self._covered_until(line, mark.start)
                    limit = min(limit, covered - 1) if covered else limit
                    mark.title = self._title(mark, mark.end + 1, limit)
            for mark in self.runs[line]:
                if mark.size == 1:
                    self._title_run(mark, starts)

    def _limit(self, starts: list[int], cell: int) -> int:
        """The cell up to which a line is free from one on, a blank before what follows."""
        following = bisect_left(starts, cell)
        return starts[following] - 1 if following < len(starts) else self.width

    def _title_run(self, mark: Mark, starts: list[int]) -> None:
        """Inside the run, with some of it left to be seen, or else behind it."""
        limit = self._limit(starts, mark.end)
        inside = min(limit, mark.run_end - 2)
        title = self.sign(mark.first).title_cells
        room = inside - mark.end - 1
        if room >= min(title, 12) and room >= _LEAST_TITLE:
            mark.title = self._title(mark, mark.end + 1, inside)
        elif limit >= mark.run_end and not self._covered_until(mark.line, mark.run_end):
            mark.title = self._title(mark, mark.run_end + 1, limit)

    def _title(self, mark: Mark, start: int, limit: int) -> tuple[int, int] | None:
        room = limit - start
        if room < 1:
            return None
        wanted = self.sign(mark.first).title_cells
        if room < min(wanted, _LEAST_TITLE) or not wanted:
            return None
        return start, start + min(room, wanted)


def sign_cells(size: int) -> int:
    """How many cells the sign of a crowd takes."""
    return 1 if size <= MOST_SIGNS else len(str(size))


def crowd_sign(size: int, cells: int) -> str:
    """The sign of a crowd: ②…⑳, or the number, or ``+`` where that has no room."""
    if size <= MOST_SIGNS:
        return _CIRCLED[size]
    number = str(size)
    return number if len(number) <= cells else "+" * min(1, cells)


def shared_lines(counts: Sequence[int], height: int) -> list[int]:
    """How many lines each lane has of a height: one at least, more by the root of its events.

    More than two and the root of its events a lane has seldom use for, and never more than events.
    """
    lines = [1] * len(counts)
    spare = height - len(counts)
    waiting = [(-sqrt(count), nth) for nth, count in enumerate(counts) if count > 1]
    heapify(waiting)
    while spare > 0 and waiting:
        _, nth = waiting[0]
        lines[nth] += 1
        spare -= 1
        is_full = lines[nth] >= min(counts[nth], 2 + isqrt(counts[nth]), _MOST_LINES)
        heapreplace(waiting, (0.0 if is_full else -sqrt(counts[nth]) / lines[nth], nth))
        if is_full and waiting[0][0] == 0.0:
            break
    return lines
