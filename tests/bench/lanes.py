"""What Lanes costs: a look at the axis, a drawn frame, and keys in a pseudo-terminal."""

from __future__ import annotations

import asyncio
import statistics
from functools import partial
from typing import TYPE_CHECKING

from textual.geometry import Region

from events.axes.lane_times import span_of
from events.axes.time_axis import TimeAxis
from events.files import load
from events.lanes import lanes_of
from tests.bench.rows import Row, cpu_ms, nothing_to_collect
from tests.bench.screens import explorer, has_schedstat, session, shows
from tests.looks.lanes_app import LanesApp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from events.lanes import Lane
    from events.timeline import Timeline
    from tests.bench.rows import Benchmark, Ground
    from tui.widgets.lanes.lanes import Lanes

_LANES = 50  # in sight


def frames(ground: Ground) -> Iterator[Row]:
    """Points and runs of the lanes in sight at each step of a way in and along the axis."""
    for events in ground.sizes:
        timeline = load(ground.folder(events))
        everything = (1 << len(timeline)) - 1
        span = span_of(timeline, range(len(timeline)))
        assert span is not None
        start = TimeAxis.fitting(*span, 170)
        zooms = [start.zoomed(1.5**step, 120) for step in range(20)]
        pans = [axis.panned(136) for axis in zooms]
        lanes = lanes_of(timeline, everything, "company")[:_LANES]
        with nothing_to_collect():
            first = cpu_ms(partial(_look, lanes, start))
            costs = [cpu_ms(partial(_look, lanes, axis)) for axis in (*zooms, *pans)]
        yield Row(f"a first look at the lanes, {events:,} events", first, "ms", 100)
        yield Row(f"points and runs, {events:,} events", statistics.median(costs), "ms", 6)


def _look(lanes: list[Lane], axis: TimeAxis) -> None:
    for lane in lanes:
        list(lane.times.crowds(axis))
        list(lane.times.runs(axis))


def drawn(ground: Ground) -> Iterator[Row]:
    """Frames as they are laid out and drawn, with the width that 200×50 leaves beside the panes."""
    for events in ground.sizes:
        costs: list[float] = []
        timeline = load(ground.folder(events))
        asyncio.run(_draw(timeline, costs))
        yield Row(f"a frame of Lanes, {events:,} events", statistics.median(costs), "ms", 12)


async def _draw(timeline: Timeline, costs: list[float]) -> None:
    app = LanesApp(timeline, "en")
    async with app.run_test(size=(104, 44)) as pilot:
        await pilot.pause()
        lanes = app.lanes
        ways = [partial(lanes.action_zoom, 1)] * 8 + [partial(lanes.action_pan, 0.3)] * 8
        with nothing_to_collect():
            for way in (*ways, *ways):
                costs.append(cpu_ms(partial(_frame, lanes, way)))


def _frame(lanes: Lanes, way: Callable[[], None]) -> None:
    way()
    lanes.render_lines(Region(0, 0, *lanes.size))


def keys(ground: Ground) -> Iterator[Row]:
    """All the work a key causes in Lanes at 200×50: overview, details and drawing included."""
    if not has_schedstat():
        return
    for events in ground.sizes:
        ready = shows("dateline", f"{events:,} events", "COMPANY")
        with session(explorer(ground.folder(events)), ready, columns=200, lines=50) as (typed, _):
            typed.settle(0.5)

            def row(what: str, cost: float, goal: float, events: int = events) -> Row:
                return Row(f"Lanes: {what}, {events:,} events", cost, "ms", goal)

            yield row("the first look", typed.cost("2", quiet=0.3), 250)
            typed.median(["+", "-"])
            yield row("a zoom", typed.median(["+"] * 8 + ["-"] * 8), 12)
            typed.cost("++++++")
            typed.cost("\x1b[1;2C")
            yield row("a pan by a screen", typed.median(["\x1b[1;2C", "\x1b[1;2D"] * 5), 12)
            yield row("a pan by a bit", typed.median(["\x1b[1;5C", "\x1b[1;5D"] * 5), 12)
            yield row("the next event", typed.median(["\x1b[C"] * 9), 6)
            yield row("the next lane", typed.median(["j"] * 9), 6)


BENCHMARKS: dict[str, Benchmark] = {"lanes": frames, "lanes-frame": drawn, "lanes-keys": keys}
