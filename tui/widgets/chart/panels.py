"""What a chart shows of a selection: panels of series, each with its mark and colour."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from events.axes.value_axis import may_be_log
from events.dates.edtf import OPEN_END, OPEN_START
from events.readings.series import AllSeries, like_units, wanted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from events.query import Result
    from events.readings.series import Point, Series, SeriesKey
    from events.timeline import Timeline

COLOURS = 6
"""How many colours there are; further products begin again with the first."""
OTHERS = -1
"""Stands for the colour of the series that have no mark of their own."""


class Glyph(NamedTuple):
    """A mark for values that are exact, and its hollow twin for approximate ones."""

    full: str
    hollow: str


_SHAPES = tuple(Glyph(*pair) for pair in ("●○", "▲△", "■□", "◆◇", "▼▽", "★☆"))
_QUARTER = 92  # days
_LETTERS = tuple(Glyph(letter, letter.lower()) for letter in "ABCDEFGHJK")
GLYPHS = _SHAPES + _LETTERS
DOT = Glyph("·", "·")
"""The mark of a series that has none of its own."""


class Shown(NamedTuple):
    """A series with how it is drawn."""

    series: Series
    glyph: Glyph
    colour: int


@dataclass(slots=True, eq=False)
class Spot:
    """A dated point in a panel, where its mark stands; each is only equal to itself."""

    day: float
    """In days, as on a time axis; the middle of the days it may mean."""
    point: Point
    shown: Shown
    panel: int


class Track(NamedTuple):
    """The dated points of a series in a panel, in the order of their days."""

    shown: Shown
    spots: tuple[Spot, ...]
    days: tuple[float, ...]
    wide: tuple[Spot, ...]
    """Those that may be of more than one day, or last longer."""


class Crowd(NamedTuple):
    """The dated points of all series without a mark, in the order of their days."""

    days: list[float]
    values: list[float]


@dataclass(frozen=True)
class Panel:
    """Series of like units over one value axis."""

    metrics: tuple[str, ...]
    series: tuple[Shown, ...]
    """Those with a mark of their own, in the order of the legend."""
    others: tuple[Shown, ...] = ()
    """The rest: dots without a name, of which there are more than marks."""

    @property
    def every(self) -> Iterable[Shown]:
        """All series, those with marks first."""
        return chain(self.series, self.others)

    @cached_property
    def values(self) -> list[float]:
        """The ends of all dated readings."""
        points = [
            point for shown in self.every for point in shown.series.points if point.day is not None
        ]
        return [point.low for point in points] + [point.high for point in points]

    @cached_property
    def may_be_log(self) -> bool:
        """Whether all values are above zero."""
        return may_be_log(self.values)

    @cached_property
    def crosses_zero(self) -> bool:
        """Whether any value is below zero."""
        return min(self.values, default=0) < 0

    @cached_property
    def whole(self) -> bool:
        """Whether all values are whole numbers."""
        return all(value == int(value) for value in self.values)


@dataclass(frozen=True)
class Chart:
    """All that there is to draw of a selection; how it is laid out depends on the room."""

    panels: tuple[Panel, ...] = ()
    """Those with a dated point."""
    dateless: tuple[Panel, ...] = ()
    """Those without: there is only the table for them."""
    tracks: tuple[tuple[Track, ...], ...] = ()
    """For each panel the series with marks."""
    crowds: tuple[Crowd, ...] = ()
    """For each panel the points without."""
    undated: int = 0
    """Readings of events without a date."""
    spans: tuple[tuple[int, int], ...] = ()
    """For each panel the first and last day that its points may be of, open ends left out."""
    closely: tuple[tuple[int, int] | None, ...] = ()
    """The same of those points whose date is known to a quarter; None where none is."""
    numbers: tuple[int, ...] = ()
    """The events with dated points, ascending."""
    _walks: dict[range, list[Spot]] = field(default_factory=dict)

    @property
    def has_dated(self) -> bool:
        """Whether any point has a place in time."""
        return bool(self.spans)

    @property
    def span(self) -> tuple[int, int] | None:
        """The first and last day that any point may be of; None without any."""
        return self.span_of(range(len(self.panels)))

    def span_of(self, panels: range) -> tuple[int, int] | None:
        """The first and last day that the points of some panels may be of."""
        spans = self.spans[panels.start : panels.stop]
        if not spans:
            return None
        return _union(spans)

    def closely_span_of(self, panels: range) -> tuple[int, int] | None:
        """The days to look at first: not all of a year for one reading dated no closer than that.

        What is dated no closer counts where it would not double the days; else it runs on beyond
        the edge.
        """
        whole = self.span_of(panels)
        closely = [span for span in self.closely[panels.start : panels.stop] if span is not None]
        if whole is None or not closely:
            return whole
        first, last = _union(closely)
        days = max(last - first, _QUARTER)
        if whole[1] - whole[0] <= 2 * days:
            return whole
        beyond = days // 10  # enough to see that it goes on
        return max(whole[0], first - beyond), min(whole[1], last + beyond)

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """All dated points of all panels, in the order of their days; else as in the legends."""
        spots = [spot for tracks in self.tracks for track in tracks for spot in track.spots]
        spots += [
            spot
            for place, panel in enumerate(self.panels)
            for shown in panel.others
            for spot in _spots(shown, place)
        ]
        spots.sort(key=attrgetter("day"))
        return tuple(spots)

    def walk(self, panels: range) -> Sequence[Spot]:
        """The dated points of some panels, in the order of their days."""
        if len(panels) == len(self.panels):
            return self.spots
        if panels not in self._walks:
            self._walks.clear()
            self._walks[panels] = [spot for spot in self.spots if spot.panel in panels]
        return self._walks[panels]

    def spots_of(self, number: int) -> list[Spot]:
        """The dated points of an event; made anew for series without a mark."""
        found = [
            spot
            for tracks in self.tracks
            for track in tracks
            for spot in track.spots
            if spot.point.number == number
        ]
        for place, panel in enumerate(self.panels):
            for shown in panel.others:
                found += [
                    Spot(point.day, point, shown, place)
                    for point in shown.series.points
                    if point.number == number and point.day is not None
                ]
        return found

    @property
    def newest(self) -> Spot | None:
        """The last point in time of the first panel, which is of the metrics read most."""
        spots = [spot for track in self.tracks[0] for spot in track.spots] if self.tracks else []
        return max(spots, key=attrgetter("day"), default=None)

    def event_near(self, number: int) -> int | None:
        """The event with a dated point that is next to one without."""
        numbers = self.numbers
        return numbers[min(bisect_left(numbers, number), len(numbers) - 1)] if numbers else None

    @cached_property
    def _days(self) -> list[float]:
        return [spot.day for spot in self.spots]

    def first_from(self, day: float) -> int:
        """The place in `spots` of the first one on or after a day; their number if none is."""
        return bisect_left(self._days, day)


def charted(result: Result, readings: AllSeries) -> Chart:
    """Lay out what a query asks for in panels.

    The metrics are those that the query names, in its order, else all that the selection has, the
    most read first.
    """
    timeline = readings.timeline
    wishes = wanted(result.query, timeline)
    counts = readings.counts(result.bits)
    metrics = [metric for metric in wishes.metrics if metric in counts] or list(counts)
    colours = Colours()
    glyphs: dict[tuple[str, str], Glyph] = {}
    panels = []
    found = {
        metric: readings.series(metric, result.bits, lambda key: wishes.takes(key, timeline))
        for metric in metrics
    }
    colours.one_subject = (
        len({(one.key.field, one.key.subject) for series in found.values() for one in series}) == 1
    )
    for group in like_units(metrics, timeline):
        series = [one for metric in group for one in found[metric]]
        if series:
            panels.append(_panel(group, series, colours, glyphs))
    points = [point for panel in panels for one in panel.every for point in one.series.points]
    dateless = tuple(panel for panel in panels if not panel.values)
    panels = [panel for panel in panels if panel.values]
    dated = [point.number for point in points if point.when is not None]
    tracks = tuple(
        tuple(_track(shown, place) for shown in panel.series) for place, panel in enumerate(panels)
    )
    dates = [_numbers(panel) for panel in panels]
    spans = tuple(_span(numbers, timeline) for numbers in dates)
    closely = tuple(_closely(numbers, timeline) for numbers in dates)
    undated = len(points) - len(dated)
    crowds = tuple(map(_crowd, panels))
    numbers = tuple(sorted(set(dated)))
    return Chart(tuple(panels), dateless, tracks, crowds, undated, spans, closely, numbers)


def _numbers(panel: Panel) -> list[int]:
    """The events of a panel's dated points."""
    return [
        point.number
        for shown in panel.every
        for point in shown.series.points
        if point.day is not None
    ]


def _union(spans: Iterable[tuple[int, int]]) -> tuple[int, int]:
    firsts, lasts = zip(*spans, strict=True)
    return min(firsts), max(lasts)


def _closely(numbers: Iterable[int], timeline: Timeline) -> tuple[int, int] | None:
    lo, hi = timeline.lo, timeline.hi
    close = [(lo[one], hi[one]) for one in numbers if hi[one] - lo[one] < _QUARTER]
    return _union(close) if close else None


def _span(numbers: Collection[int], timeline: Timeline) -> tuple[int, int]:
    # Of a date with one open end the other stands for both.
    days = [day for day in map(timeline.lo.__getitem__, numbers) if day > OPEN_START]
    days += [day for day in map(timeline.hi.__getitem__, numbers) if day < OPEN_END]
    return min(days), max(days)


def _spots(shown: Shown, panel: int) -> list[Spot]:
    spots = [
        Spot(point.day, point, shown, panel)
        for point in shown.series.points
        if point.day is not None
    ]
    spots.sort(key=lambda spot: spot.day)
    return spots


def _track(shown: Shown, panel: int) -> Track:
    spots = _spots(shown, panel)
    wide = (spot for spot in spots if spot.point.when and spot.point.when.lo < spot.point.when.hi)
    return Track(shown, tuple(spots), tuple(spot.day for spot in spots), tuple(wide))


def _crowd(panel: Panel) -> Crowd:
    dots = [
        (point.day, point.low if point.low == point.high else point.middle)
        for shown in panel.others
        for point in shown.series.points
        if point.day is not None
    ]
    dots.sort()
    return Crowd([day for day, _ in dots], [value for _, value in dots])


def _panel(
    metrics: tuple[str, ...],
    series: list[Series],
    colours: Colours,
    glyphs: dict[tuple[str, str], Glyph],
) -> Panel:
    with_mark = {one.key for one in series}
    if len(series) > len(GLYPHS):  # a crowd: only the plainest marks are told apart in it
        longest = sorted(series, key=lambda one: -len(one.points))[: len(_SHAPES)]
        with_mark = {one.key for one in longest}
    named: list[Shown] = []
    others: list[Shown] = []
    taken: set[Glyph] = set()
    for one in series:
        if one.key not in with_mark:
            others.append(Shown(one, DOT, OTHERS))
            continue
        glyph = _glyph(one.key, taken, glyphs)
        taken.add(glyph)
        named.append(Shown(one, glyph, colours(one.key)))
    return Panel(metrics, tuple(named), tuple(others))


class Colours:
    """A colour for each product, or, where there is but one, for each of its series."""

    def __init__(self) -> None:
        self._known: dict[object, int] = {}
        self.one_subject = False

    def __call__(self, key: SeriesKey) -> int:
        """The colour of a series."""
        what = (key.metric, key.by) if self.one_subject else (key.field, key.subject)
        return self._known.setdefault(what, len(self._known)) % COLOURS


def _glyph(key: SeriesKey, taken: set[Glyph], glyphs: dict[tuple[str, str], Glyph]) -> Glyph:
    """The mark that the same product and provider has in other panels, else the next one.

    A letter is only for where shapes run out.
    """
    who = (key.field + key.subject, key.by)
    known = glyphs.get(who)
    if known in _SHAPES and known not in taken:
        return known
    free = [glyph for glyph in GLYPHS if glyph not in taken]
    unused = [glyph for glyph in free if glyph in _SHAPES and glyph not in glyphs.values()]
    glyph = (unused or free)[0]
    glyphs.setdefault(who, glyph)
    return glyph
