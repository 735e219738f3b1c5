"""Aligning at zero: each product or company counted in days from an anchor of its own.

The lanes and their events are those of a selection. Anchors and figures are sought in all that is
known, so that no filter makes a launch disappear or a milestone "not yet".
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from events.columns.bitsets import below, bits_of, first_in, numbers_in
from events.comparing.around import Neighbourhood, Surroundings
from events.comparing.beginnings import Beginnings
from events.comparing.lag import Lag, closeness, lag
from events.comparing.lane_figures import CERTAIN, LaneField, LaneFigure, lane_figures
from events.comparing.milestones import Milestone, first_sure, milestone, thresholds
from events.dates.elapsed import Elapsed, Moment, elapsed
from events.metrics import unit_of
from events.queries.expressions import AllOf, Compared, KnownBy

if TYPE_CHECKING:
    from events.queries.search import Search
    from events.query import Query

Way: TypeAlias = Literal["first", "launch", "reading", "marked"]
"""What the anchor of a lane is: its first event, its launch, its first reading that surely compares
so with a number, or its first marked event."""


class Known(NamedTuple):
    """What may be drawn on: these events, as a bitset, and the last day of which they could tell.

    With ``asof:`` in the query these are the events known by then, and that day.
    """

    bits: int
    until: int


def known(search: Search, query: Query, today: int) -> Known:
    """Return what a query lets one know of: all, or what was known as of a day that it names."""
    asof = tuple(item for item in query.expr.items if isinstance(item, KnownBy))
    return Known(search.bits(AllOf(asof)), min([today, *(item.day for item in asof)]))


class Lane(NamedTuple):
    """One product or company, and the day from which it is counted."""

    id: str
    anchor: int
    """The number of the anchor's event."""
    zero: Moment
    """When that was."""
    events: int
    """Its selected, dated events, as a bitset."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """The lanes, those with most events first, and the table of milestones."""

    field: LaneField
    lanes: tuple[Lane, ...]
    without: tuple[str, ...]
    """The products or companies in the selection that have no such anchor."""
    metric: str | None
    """The metric of the milestones; None where no lane has a figure."""
    values: tuple[float, ...]
    """The milestones, ascending."""
    milestones: tuple[tuple[Milestone, ...], ...]
    """For each lane what is known of each of them."""


class Comparison:
    """What compares the events of one timeline; what takes long to find out is kept."""

    def __init__(self, search: Search) -> None:
        """Find out nothing yet."""
        self.search = search
        self.timeline = search.timeline
        self._figures: dict[tuple[str, LaneField, int], dict[str, list[LaneFigure]]] = {}
        self._placed: dict[int, int] = {}

    @cached_property
    def beginnings(self) -> Beginnings:
        """When each event began."""
        return Beginnings(self.timeline)

    @cached_property
    def _happened(self) -> int:
        return self.timeline.own_bits("status", *CERTAIN) & below(self.timeline.dated)

    @cached_property
    def _launches(self) -> int:
        ids = (id for id, kind in self.timeline.kinds.items() if kind.launch)
        return self.timeline.own_bits("kind", *ids)

    def figures(self, metric: str, field: LaneField, known: Known) -> dict[str, list[LaneFigure]]:
        """The figures of a metric by product or company."""
        key = (metric, field, known.bits)
        if key not in self._figures:
            if len(self._figures) > len(self.timeline.metrics) * 4:
                self._figures.clear()
            self._figures[key] = lane_figures(
                self.search, self.beginnings, metric, field, known.bits
            )
        return self._figures[key]

    def align(
        self,
        selected: int,
        known: Known,
        *,
        field: LaneField = "product",
        way: Way = "launch",
        over: Compared | None = None,
        marked: Sequence[int] = (),
        metric: str | None = None,
        only: Collection[str] = (),
    ) -> Alignment:
        """Find the anchor of each product or company that a selection has events of.

        Parameters
        ----------
        selected
            A bitset of event numbers.
        over
            What the reading of an anchor has to compare like: `mau>100M`.
        marked
            The marked events, ascending. Where but one is marked, it is the anchor of all lanes
            that have none of their own.
        metric
            That of the milestones; None chooses the one of which most lanes have figures.
        only
            The products or companies to align; none means all that the selection has.
        """
        timeline = self.timeline
        selected &= below(timeline.dated)
        anchors = self._reading_anchors(over, field, known) if way == "reading" and over else {}
        marks = [number for number in marked if number < timeline.dated]
        lanes: list[Lane] = []
        without: list[str] = []
        for id in timeline.values(field):
            own = timeline.bits(field, id)
            events = own & selected
            if not events or (only and id not in only):
                continue
            match way:
                case "launch":
                    anchor = first_in(own & self._happened & self._launches & known.bits)
                case "first":
                    anchor = first_in(events & self._happened)
                case "reading":
                    anchor = anchors.get(id)
                case "marked":
                    anchor = next((number for number in marks if own >> number & 1), None)
                    if anchor is None and len(marks) == 1:
                        anchor = marks[0]
            zero = None if anchor is None else self.beginnings.moment(anchor)
            if anchor is None or zero is None:
                without.append(id)
            else:
                lanes.append(Lane(id, anchor, zero, events))
        lanes.sort(key=lambda lane: -lane.events.bit_count())
        if metric is None:
            metric = self._metric_for(lanes, field, known)
        found = self.figures(metric, field, known) if metric else {}
        own_figures = [found.get(lane.id, []) for lane in lanes]
        values = tuple(thresholds(figure for each in own_figures for figure in each))
        table = tuple(
            tuple(milestone(each, value, lane.zero, known.until) for value in values)
            for lane, each in zip(lanes, own_figures, strict=True)
        )
        return Alignment(field, tuple(lanes), tuple(without), metric, values, table)

    def _reading_anchors(self, over: Compared, field: LaneField, known: Known) -> dict[str, int]:
        by_owner = self.figures(over.metric, field, known)
        first = ((id, first_sure(each, over.op, over.number)) for id, each in by_owner.items())
        return {id: figure.number for id, figure in first if figure is not None}

    def _metric_for(self, lanes: Sequence[Lane], field: LaneField, known: Known) -> str | None:
        """The metric of which most lanes have figures: of numbers of users if there are any."""
        metrics = [id for id in self.timeline.values("metric") if id in self.timeline.metrics]
        users = [id for id in metrics if unit_of(self.timeline.metrics[id]) == "users"]
        ids = {lane.id for lane in lanes}

        def coverage(metric: str) -> tuple[int, int]:
            by_owner = self.figures(metric, field, known)
            own = [len(each) for id, each in by_owner.items() if id in ids]
            return len(own), sum(own)

        for candidates in (users, metrics):
            best = max(candidates, key=coverage, default=None)
            if best is not None and coverage(best)[0]:
                return best
        return None

    def metrics(self, alignment: Alignment, known: Known) -> list[str]:
        """The metrics of which any lane has figures."""
        ids = {lane.id for lane in alignment.lanes}
        return [
            metric
            for metric in self.timeline.values("metric")
            if not ids.isdisjoint(self.figures(metric, alignment.field, known))
        ]

    def since(self, lane: Lane, number: int) -> Elapsed | None:
        """The days from a lane's anchor to an event; None if it is undated."""
        if number == lane.anchor:
            return Elapsed(0, 0)
        moment = self.beginnings.moment(number)
        return None if moment is None else elapsed(lane.zero, moment)

    def lag(self, asked: int, answers: int, within: int, known: Known) -> Lag:
        """Find for each event of A the next one of B; both are bitsets.

        What has not happened, or is withdrawn or disputed, neither asks nor answers.
        """
        size = len(self.timeline)
        a, b = (numbers_in(bits & self._happened & known.bits, size) for bits in (asked, answers))
        return lag(self.beginnings, a, b, within, known.until)

    def telling(self, within: int) -> int:
        """The events that can tell in a lag of so many days, as a bitset."""
        close = closeness(within)
        if close not in self._placed:
            placed = self.beginnings.placed(range(self.timeline.dated), close)
            self._placed[close] = bits_of(placed, len(self.timeline)) & self._happened
        return self._placed[close]

    def around(self, centre: int, within: int, known: Known) -> Neighbourhood | None:
        """Everything within some days before and after an event; None if it is undated."""
        return self._surroundings.around(centre, within, known.bits)

    @cached_property
    def _surroundings(self) -> Surroundings:
        return Surroundings(self.timeline, self.beginnings)

    def numbers(self, lane: Lane) -> Sequence[int]:
        """The numbers of a lane's events, ascending."""
        return numbers_in(lane.events, len(self.timeline))
