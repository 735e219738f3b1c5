"""The events under a chart: where in time they stand, the selection's own and those around them."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from events.columns.bitsets import flags_of
from tui.text import cells, clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.axes.time_axis import TimeAxis
    from events.timeline import Timeline

# An event is drawn where its date is known to within so many days.
_MOST_DOUBT = 31
_COUNTS = "①②③④⑤⑥⑦⑧⑨"
_BLOCKS = "▁▂▃▄▅▆▇█"
# With several events in more than one cell of so many, figures would be all there is to see.
_ROOMY = 4
TICK = "▾"
_MOST_ROWS = 6
# More events than this are not sorted into rows by their kinds.
_FEW = 2000


class Sign(NamedTuple):
    """What stands in a cell of a row, and the first event there."""

    x: int
    text: str
    part: str
    number: int


class _Placed(NamedTuple):
    """Events in the order of their days."""

    days: list[float]
    numbers: list[int]


class Row(NamedTuple):
    """Events of one kind (its id, "" where it is unknown), or of any (None)."""

    kind: str | None
    own: _Placed
    around: _Placed


class Rug:
    """The events of a timeline that have a place on an axis of days.

    One known only to the year has none: drawn anywhere it would be a lie.
    """

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        places: list[tuple[float, int]] = []
        for number in range(timeline.dated):
            lo, hi = timeline.lo[number], timeline.hi[number]
            when = timeline.when[number]
            if lo and when is not None and when.kind == "span":
                if when.precision in ("day", "month"):
                    places.append((lo + 0.5, number))
            elif hi - lo < _MOST_DOUBT:
                places.append(((lo + hi + 1) / 2, number))
        places.sort()
        self._days = [day for day, _ in places]
        self._numbers = [number for _, number in places]
        self._bits = (-1, -1)
        self._rows: tuple[Row, ...] = ()
        self._by_kind: dict[tuple[int, int], tuple[Row, ...]] = {}

    def show(self, own: int, around: int) -> None:
        """Take a selection and the events around it, both as bitsets."""
        around &= ~own
        if (own, around) == self._bits:
            return
        self._bits = (own, around)
        self._rows = (Row(None, self._chosen(own), self._chosen(around)),)
        self._by_kind.clear()

    def rows(self, most: int, span: tuple[int, int]) -> Sequence[Row]:
        """One row of all events, or, where more have room, one of each kind that has most.

        Kinds are ranked by their events from the first day of the span to the last; those without
        any have no row.
        """
        if most < 2 or sum(len(row.own.days) + len(row.around.days) for row in self._rows) > _FEW:
            return self._rows
        if span not in self._by_kind:
            self._by_kind[span] = self._kinds(self._rows[0], span)
        return self._by_kind[span][: min(most, _MOST_ROWS)] or self._rows

    @cached_property
    def _day_of(self) -> dict[int, float]:
        return dict(zip(self._numbers, self._days, strict=True))

    def day_in(self, row: Row, number: int) -> float | None:
        """Where an event stands in a row; None if it is not in it."""
        day = self._day_of.get(number)
        if day is None or not (self._bits[0] | self._bits[1]) >> number & 1:
            return None
        return day if row.kind in (None, self.timeline.kind_id[number]) else None

    def _chosen(self, bits: int) -> _Placed:
        if not bits:
            return _Placed([], [])
        flags = flags_of(bits | 1 << len(self.timeline))
        places = [
            (day, number)
            for day, number in zip(self._days, self._numbers, strict=True)
            if flags[number]
        ]
        return _Placed([day for day, _ in places], [number for _, number in places])

    def _kinds(self, row: Row, span: tuple[int, int]) -> tuple[Row, ...]:
        kinds: dict[str, Row] = {}
        for is_own, placed in ((True, row.own), (False, row.around)):
            for day, number in zip(placed.days, placed.numbers, strict=True):
                kind = self.timeline.kind_id[number]
                found = kinds.setdefault(kind, Row(kind, _Placed([], []), _Placed([], [])))
                side = found.own if is_own else found.around
                side.days.append(day)
                side.numbers.append(number)

        def inside(placed: _Placed) -> int:
            return bisect_left(placed.days, span[1] + 1) - bisect_left(placed.days, span[0])

        seen = [row for row in kinds.values() if inside(row.own) or inside(row.around)]
        seen.sort(key=lambda row: (-inside(row.own), -inside(row.around)))
        return tuple(seen)

    def signs(self, row: Row, axis: TimeAxis) -> list[Sign]:
        """What stands in each cell of a row: a kind's glyph, how many, or how full it is."""
        signs: list[Sign] = []
        edges = axis.edges
        own, around = (
            [bisect_left(placed.days, edge) for edge in edges] for placed in (row.own, row.around)
        )
        most_own, most_around = (_most(places) for places in (own, around))
        for x in range(len(edges) - 1):
            for placed, places, part, most in (
                (row.own, own, "event", most_own),
                (row.around, around, "around", most_around),
            ):
                first, count = places[x], places[x + 1] - places[x]
                if count:
                    number = placed.numbers[first]
                    shown = self._sign(number, count, most)
                    signs.append(Sign(x, shown, part, number))
                    break
        return signs

    def _sign(self, number: int, count: int, most: int) -> str:
        if most:
            return _BLOCKS[min(7, 8 * count // (most + 1))]
        if count > 1:
            return _COUNTS[count - 1]
        kind = self.timeline.kinds.get(self.timeline.kind_id[number])
        glyph = clean(kind.glyph) if kind else ""
        return glyph if cells(glyph) == 1 else TICK


def _most(places: list[int]) -> int:
    """How many events the fullest cell has, where cells are better drawn as bars; else 0."""
    counts = [last - first for first, last in pairwise(places)]
    most = max(counts, default=0)
    crowded = sum(count > 1 for count in counts) * _ROOMY > len(counts)
    return most if crowded or most > len(_COUNTS) else 0
