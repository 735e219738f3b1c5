"""When a lane's events were, so laid out that a look at it costs no more than what it shows.

Events no wider than a cell are *points*, at the middle of the days they may mean; wider ones are
*runs*, of which those that mean the same days are one. What is how wide depends on the axis: the
widths are taken in steps, and each step is laid out once.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, compress
from math import ceil
from operator import add, eq
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from events.axes.time_axis import FIRST_DAY, LAST_DAY
from events.dates.edtf import OPEN_END, OPEN_START

if TYPE_CHECKING:
    from events.axes.time_axis import TimeAxis
    from events.timeline import Timeline

# Days up to which events may be points together: those of a day, of a week, a third of a month, a
# month, … up to a century.
_STEPS = (1, 2, 4, 7, 11, 16, 31, 62, 92, 123, 184, 366, 732, 1_830, 3_653, 18_262, 36_525)
# A point is one integer: twice the middle of its days, above the number of its event.
_SHIFT = 24
_MASK = (1 << _SHIFT) - 1

MOST_SIGNS = 20
"""Crowds up to this size have a sign of one cell (①…⑳); larger ones their number written out."""
NARROW = 2.0
"""Events that take fewer cells than this are drawn as points."""


class Run(NamedTuple):
    """Events that mean the same days, and more of them than a cell has."""

    lo: int
    """The first day, `OPEN_START` where there is none."""
    hi: int
    """The last day, inclusive, `OPEN_END` where there is none."""
    lasts: bool
    """Whether they lasted all that time; else they happened once, somewhere in there."""
    numbers: tuple[int, ...]
    """Ascending event numbers."""


class Crowd(NamedTuple):
    """Points that fall into one cell, or, where they are many, into the cells of their number."""

    cell: int
    """The first cell."""
    cells: int
    """How many cells it takes: 1, or for more than `MOST_SIGNS` the digits and a blank."""
    size: int
    """How many events they are."""
    codes: Sequence[int]
    at: int
    """Where its points begin among those of the lane, as codes."""

    @property
    def first(self) -> int:
        """The number of the first event."""
        return self.codes[self.at] & _MASK

    @property
    def numbers(self) -> list[int]:
        """The event numbers, in the order of their middles."""
        return [code & _MASK for code in self.codes[self.at : self.at + self.size]]


class LaneTimes:
    """The dated events of a lane in time."""

    def __init__(self, timeline: Timeline, numbers: Sequence[int]) -> None:
        """Take ascending numbers of dated events."""
        columns = _columns(timeline)
        narrow = bytes(map(columns.narrow.__getitem__, numbers))
        self._days = array("q", map(columns.codes.__getitem__, compress(numbers, narrow)))
        wide = array("i", compress(numbers, narrow.translate(_NOT)))
        self._wide = list(_grouped(timeline, columns.lasts, wide))
        self._points: dict[int, Sequence[int]] = {}
        self._runs: dict[int, _Runs] = {}

    def points(self, axis: TimeAxis) -> Sequence[int]:
        """The events drawn as points on an axis, as sorted codes; see `crowds`."""
        step = _step(axis)
        if step not in self._points:
            narrow = [
                (run.lo + run.hi << _SHIFT) | number
                for run in self._wide
                if run.hi - run.lo < step
                for number in run.numbers
            ]
            found: Sequence[int] = self._days
            if narrow:
                narrow.extend(self._days)
                narrow.sort()
                found = array("q", narrow)
            self._points[step] = found
        return self._points[step]

    def crowds(self, axis: TimeAxis) -> Iterator[Crowd]:
        """The points in sight, those that share a cell together, from left to right.

        A number written out ends at a multiple of its cells counted from the first day there is,
        so that crowds do not change while the axis is panned by whole cells.
        """
        codes, edges = self.points(axis), _edge_codes(axis)
        at = bisect_left(codes, edges[0])
        end = bisect_left(codes, edges[-1], at)
        offset = round(axis.left / axis.days_per_cell)
        cell = 0
        while at < end:
            cell = bisect_right(edges, codes[at], cell) - 1
            after = bisect_left(codes, edges[cell + 1], at + 1, end)
            cells = 1
            if after - at > MOST_SIGNS:
                cells, after = self._written(codes, edges, cell, offset, at, end)
            yield Crowd(cell, cells, after - at, codes, at)
            at, cell = after, cell + cells

    @staticmethod
    def _written(
        codes: Sequence[int], edges: Sequence[int], cell: int, offset: int, at: int, end: int
    ) -> tuple[int, int]:
        """How many cells a crowd takes whose number is written out, and where it ends."""
        size, needed, after = 0, 3, at
        while size < needed:
            size = needed
            until = ((cell + offset) // size + 1) * size - offset
            if until - cell < size:
                until += size
            until = min(until, len(edges) - 1)
            after = bisect_left(codes, edges[until], at + 1, end)
            # By how many there are in so many cells: a longer stretch asks for no more.
            needed = len(str((after - at) * size // (until - cell))) + 1
        return until - cell, after

    def runs(self, axis: TimeAxis) -> Iterator[Run]:
        """The runs of which any day is in sight, by their first day, the longer first."""
        return self._runs_on(axis).between(*axis.window)

    def _runs_on(self, axis: TimeAxis) -> _Runs:
        step = _step(axis)
        if step not in self._runs:
            self._runs[step] = _Runs([run for run in self._wide if run.hi - run.lo >= step])
        return self._runs[step]

    def beyond(self, axis: TimeAxis, step: int) -> int | None:
        """The event next to the axis' right edge (step 1) or left edge (-1), out of sight."""
        codes, (first, last) = self.points(axis), axis.window
        found: list[tuple[float, int]] = []
        if step > 0:
            at = bisect_left(codes, _edge_codes(axis)[-1])
            if at < len(codes):
                found.append(((codes[at] >> _SHIFT) / 2, codes[at] & _MASK))
        else:
            at = bisect_left(codes, _edge_codes(axis)[0])
            if at:
                found.append((-(codes[at - 1] >> _SHIFT) / 2, codes[at - 1] & _MASK))
        runs = self._runs_on(axis)
        run = runs.after(last) if step > 0 else runs.before(first)
        if run is not None:
            found.append((run.lo if step > 0 else -run.hi, run.numbers[0]))
        return min(found)[1] if found else None


class _Runs:
    """Runs by their first day, found by their days."""

    def __init__(self, runs: list[Run]) -> None:
        self.runs = runs
        self.los = [run.lo for run in runs]
        # The last day of a run or of any before it: where this is early, all of them are.
        self.latest = list(accumulate((run.hi for run in runs), max))

    def between(self, first: int, last: int) -> Iterator[Run]:
        """The runs with a day from first to last."""
        start, end = bisect_left(self.latest, first), bisect_right(self.los, last)
        return (run for run in self.runs[start:end] if run.hi >= first)

    def after(self, day: int) -> Run | None:
        """The first run that begins after a day."""
        at = bisect_right(self.los, day)
        return self.runs[at] if at < len(self.runs) else None

    def before(self, day: int) -> Run | None:
        """The run that ends last before a day."""
        before = self.runs[: bisect_left(self.los, day)]
        return max((run for run in before if run.hi < day), key=lambda run: run.hi, default=None)


_NOT = bytes.maketrans(b"\x00\x01", b"\x01\x00")


class _Columns(NamedTuple):
    """What is asked of each dated event of a timeline, by its number."""

    codes: array[int]
    """It as a point."""
    narrow: bytes
    """Whether it is of one day."""
    lasts: bytes
    """Whether it is a span."""


_KNOWN: WeakKeyDictionary[Timeline, _Columns] = WeakKeyDictionary()


def _columns(timeline: Timeline) -> _Columns:
    known = _KNOWN.get(timeline)
    if known is None:
        dated = timeline.dated
        lo, hi = timeline.lo[:dated], timeline.hi[:dated]
        codes = array("q", (sum_ << _SHIFT | n for n, sum_ in enumerate(map(add, lo, hi))))
        lasts = bytes(when is not None and when.kind == "span" for when in timeline.when[:dated])
        known = _KNOWN[timeline] = _Columns(codes, bytes(map(eq, lo, hi)), lasts)
    return known


def _grouped(timeline: Timeline, lasts: bytes, numbers: Sequence[int]) -> Iterator[Run]:
    """Events of more than a day, those that mean the same days together."""
    found: dict[tuple[int, int, int], list[int]] = {}
    columns = (map(column.__getitem__, numbers) for column in (timeline.lo, timeline.hi, lasts))
    for number, *key in zip(numbers, *columns, strict=True):
        days = (key[0], key[1], key[2])
        group = found.get(days)
        if group is None:
            found[days] = [number]
        else:
            group.append(number)
    for first, last, lasting in sorted(found, key=lambda key: (key[0], -key[1], key[2])):
        yield Run(first, last, bool(lasting), tuple(found[first, last, lasting]))


def _step(axis: TimeAxis) -> int:
    """The widest step of which an event is a point on an axis, in days."""
    days = NARROW * axis.days_per_cell
    return _STEPS[max(0, bisect_left(_STEPS, days) - 1)]


@lru_cache(maxsize=2)
def _edge_codes(axis: TimeAxis) -> list[int]:
    """The least code of a point in each cell, and of one beyond the axis."""
    return list(accumulate(map(_code, axis.edges), max))


def _code(moment: float) -> int:
    """The least code of a point at or after a point in time."""
    return max(0, ceil(2 * moment - 1)) << _SHIFT


def span_of(timeline: Timeline, numbers: Sequence[int]) -> tuple[int, int] | None:
    """The first and the last day that the events are known to reach, None without dated ones.

    An open end reaches no further than the other end does.
    """
    dated = numbers[: bisect_left(numbers, timeline.dated)]
    if not dated:
        return None
    lo, hi, start = timeline.lo, timeline.hi, timeline.start
    if len(dated) == timeline.dated:
        los, his = lo[: timeline.dated], hi[: timeline.dated]
    else:
        los = array("i", map(lo.__getitem__, dated))
        his = array("i", map(hi.__getitem__, dated))
    first = min(los)
    if first <= OPEN_START:
        first = start[dated[0]]  # they are in the order of this
    last = max(his)
    if last >= OPEN_END:
        last = max(day for day in (*his, *los) if day < OPEN_END)
    return max(FIRST_DAY, first), min(LAST_DAY, max(first, last))
