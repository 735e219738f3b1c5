"""Lanes drawn from day 0: a point an event, a haze where its day is in doubt, figures beside it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from events.axes.time_axis import TimeAxis
from tui.text import cells, cut
from tui.widgets.compare.page import Part, Run, title_of
from tui.widgets.compare.since_axis import ZERO, cell_of
from tui.widgets.event_rows import MARK

if TYPE_CHECKING:
    from events.compare import Lane
    from events.comparing.beginnings import Beginnings
    from tui.widgets.compare.page import Selection

_SEPARATE = 300  # events of a lane that are looked at one by one
_LEAST_TITLE, _MOST_TITLE = 8, 40  # cells
_MOST_SHIFT = 16
_COUNTED = "②③④⑤⑥⑦⑧⑨"


class Point(NamedTuple):
    """Where an event stands on its lane, in days since the middle of the anchor's days."""

    number: int
    day: float
    first: float
    last: float


@dataclass
class LanePoints:
    """A lane's events as points.

    What is not known of the anchor's day moves the whole lane alike. So points are reckoned from
    the middle of the days it may be, and the doubt is drawn once, around day 0.
    """

    lane: Lane
    numbers: Sequence[int]
    beginnings: Beginnings
    zero: float = field(init=False)
    half: float = field(init=False)
    """How far the anchor may be from the middle, in days."""

    def __post_init__(self) -> None:
        first, last, _ = self.lane.zero
        known = [day for day in (first, last) if day is not None]
        self.zero = sum(known) / len(known) if known else 0.0
        self.half = (known[-1] - known[0]) / 2 if known else 0.0

    def point(self, number: int) -> Point | None:
        """An event's point: in the middle of its days, or at the limit that is known."""
        if number == self.lane.anchor:
            return Point(number, 0.0, -self.half, self.half)
        moment = self.beginnings.moment(number)
        known = [day for day in moment[:2] if day is not None] if moment else []
        if not known:
            return None
        first, last = known[0] - self.zero, known[-1] - self.zero
        return Point(number, (first + last) / 2, first, last)

    @property
    def is_crowded(self) -> bool:
        """Whether there are so many that only their numbers can be shown."""
        return len(self.numbers) > _SEPARATE

    @cached_property
    def days(self) -> list[int]:
        """The first days of all events, ascending."""
        return sorted(map(self.beginnings.first.__getitem__, self.numbers))

    def ends(self) -> list[float]:
        """The days of the first and the last event."""
        ends = (self.numbers[0], self.numbers[-1]) if self.numbers else ()
        return [point.day for number in ends if (point := self.point(number))]

    def points(self) -> list[Point]:
        """The points of all events, the anchor's among them."""
        wanted = self.numbers
        if self.lane.anchor not in wanted:
            wanted = sorted([*wanted, self.lane.anchor])
        return [point for number in wanted if (point := self.point(number))]


class Cells:
    """The cells of a lane's line, each with what it is."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.text = [" "] * width
        self.part: list[Part] = ["line"] * width
        self.taken = [False] * width

    def fill(self, first: int, last: int, text: str, part: Part) -> None:
        """Draw a run from one cell to another, both inclusive, as far as it is in sight."""
        for cell in range(max(0, first), min(self.width - 1, last) + 1):
            self.text[cell], self.part[cell] = text, part

    def put(self, cell: int, text: str, part: Part) -> None:
        """Draw a sign of one cell."""
        if 0 <= cell < self.width:
            self.text[cell], self.part[cell], self.taken[cell] = text, part, True

    def write(self, cell: int, text: str, part: Part, *, apart: bool = False) -> bool:
        """Write a text if all its cells are in sight and free, and the one after it.

        ``apart``: the one before it, too.
        """
        end = cell + cells(text)
        if cell < 0 or end > self.width or any(self.taken[max(0, cell - apart) : end + 1]):
            return False
        place = cell
        for character in text:
            size = cells(character)
            self.text[place], self.part[place] = character, part
            for more in range(place + 1, place + size):
                self.text[more] = ""
            place += size
        self.taken[cell:end] = [True] * (end - cell)
        return True

    def runs(self) -> list[Run]:
        """The line."""
        found: list[Run] = []
        for text, part in zip(self.text, self.part, strict=True):
            if found and found[-1].part == part:
                found[-1] = Run(found[-1].text + text, part)
            else:
                found.append(Run(text, part))
        return found


def draw_lane(
    lane: LanePoints,
    axis: TimeAxis,
    glyphs: Mapping[int, str],
    labels: Mapping[int, str],
    marked: Set[int],
    cursor: int | None,
    *,
    beside: bool = True,
) -> list[Run]:
    """The runs of a lane's line.

    Parameters
    ----------
    glyphs
        The sign of each event that may be drawn; asked only for what is.
    labels
        The figures of events: to write ``beside`` them, where there is room.
    marked
        The events that have a mark.
    cursor
        The event under the cursor, if it is on this lane.
    """
    line = Cells(axis.width)
    if lane.is_crowded:
        _draw_crowd(line, lane, axis)
    else:
        _draw_points(line, lane.points(), axis, glyphs, labels, marked, beside=beside)
    if cursor is not None and (point := lane.point(cursor)):
        cell = cell_of(axis, point.day)
        if 0 <= cell < axis.width:
            line.text[cell] = line.text[cell] if line.taken[cell] else glyphs[cursor]
            line.part[cell] = "here"
    return line.runs()


def label_lane(
    lane: LanePoints, axis: TimeAxis, figures: Mapping[int, str], titles: Mapping[int, str]
) -> list[Run]:
    """The runs of a line under a lane: figures under their points, then titles where there is room.

    Parameters
    ----------
    figures
        The figures of events, as `draw_lane` has them.
    titles
        The title of any event; asked only for those that have room.
    """
    line = Cells(axis.width)
    if lane.is_crowded:
        return line.runs()
    placed = [(cell_of(axis, point.day), point.number) for point in lane.points()]
    by_cell: dict[int, list[int]] = {}
    for cell, number in placed:
        if number in figures:
            by_cell.setdefault(cell, []).append(number)
    for cell, numbers in by_cell.items():
        text = " ".join(dict.fromkeys(figures[number] for number in numbers))
        # A little to the right, where the figure before it takes the place.
        any(
            line.write(place, text, "value", apart=True)
            for place in range(cell, cell + _MOST_SHIFT)
        )
    for cell, number in placed:
        if number in figures or not 0 <= cell < axis.width or line.taken[cell]:
            continue
        others = [other for other, _ in placed if other > cell]
        end = min([axis.width, *others, *(c for c in range(cell, axis.width) if line.taken[c])])
        room = end - cell - 1
        if room >= _LEAST_TITLE:
            line.write(cell, cut(titles[number], min(room, _MOST_TITLE)), "faint", apart=True)
    return line.runs()


def _draw_points(
    line: Cells,
    points: Sequence[Point],
    axis: TimeAxis,
    glyphs: Mapping[int, str],
    labels: Mapping[int, str],
    marked: Set[int],
    *,
    beside: bool,
) -> None:
    places = [cell_of(axis, point.day) for point in points]
    if places:
        line.fill(min(places), max(places), "─", "line")
    for point in points:
        first, last = cell_of(axis, point.first), cell_of(axis, point.last)
        if last > first:
            line.fill(first, last, "░", "doubt")
    together: dict[int, list[Point]] = {}
    for place, point in zip(places, points, strict=True):
        together.setdefault(place, []).append(point)
    for place, here in together.items():
        named = [point for point in here if point.number in labels]
        text = glyphs[here[0].number] if len(here) == 1 else _count(len(here))
        if any(point.number in marked for point in here):
            line.put(place, MARK, "mark")
        else:
            line.put(place, text if cells(text) == 1 else "•", "value" if named else "glyph")
    for place, here in together.items() if beside else ():
        texts = dict.fromkeys(labels[p.number] for p in here if p.number in labels)
        line.write(place + 1, " ".join(texts), "value")


def _draw_crowd(line: Cells, lane: LanePoints, axis: TimeAxis) -> None:
    """How many events are in each cell, by the days on which they may have begun first."""
    days = lane.days
    places = [bisect_left(days, edge - ZERO + lane.zero) for edge in axis.edges]
    for cell, (start, end) in enumerate(pairwise(places)):
        if end > start:
            line.put(cell, _count(end - start) if end - start > 1 else "•", "glyph")


def _count(events: int) -> str:
    """How many events stand together: ②, ③ … and ⊕ for more than nine."""
    return _COUNTED[events - 2] if events - 2 < len(_COUNTED) else "⊕"


class Glyphs(dict[int, str]):
    """The glyphs of events, found as they are asked for."""

    def __init__(self, selection: Selection) -> None:
        super().__init__()
        self._selection = selection

    def __missing__(self, number: int) -> str:
        glyph = self._selection.words(number).glyph()
        self[number] = glyph if cells(glyph) == 1 else "•"
        return self[number]


class Titles(dict[int, str]):
    """The titles of events, found as they are asked for."""

    def __init__(self, selection: Selection) -> None:
        super().__init__()
        self._selection = selection

    def __missing__(self, number: int) -> str:
        self[number] = title_of(self._selection, number)
        return self[number]
