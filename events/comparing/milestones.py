"""Milestones: after how many days from its anchor something reached 10M, 100M and so on.

A figure tells what was so on its day, not what happened on it: "over 100M" on 14 January was
reached by then at the latest. The last figure surely under it, where there is one, tells when it
was surely not reached yet.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, TypeAlias

from events.comparing.lane_figures import LaneFigure
from events.dates.elapsed import Elapsed, Moment, elapsed
from events.metrics import Op, holds

State: TypeAlias = Literal["reached", "not-yet", "unclear", "no-figure"]
"""``reached``: a figure is surely so high. ``not-yet``: the last figure is surely under it.
``unclear``: the last figure may be either. ``no-figure``: nothing is recorded."""

_MOST = 4  # columns of a table


class Milestone(NamedTuple):
    """What is known of one product reaching one value."""

    value: float
    state: State
    after: Elapsed
    """From the anchor to the figure that tells; without a figure, to the last day known of."""
    figure: LaneFigure | None
    under: LaneFigure | None
    """Where it is reached: the last figure before that is surely under the value."""


def milestone(figures: Sequence[LaneFigure], value: float, anchor: Moment, until: int) -> Milestone:
    """Tell what the figures of one product or company let one know of one value.

    Parameters
    ----------
    figures
        Those of one metric.
    anchor
        From when days are counted.
    until
        The last day known of, as an ordinal: today, or the day as of which one looks.
    """
    first = first_sure(figures, ">=", value)
    if first is not None:
        before = [
            figure
            for figure in figures
            if _last(figure) < _last(first) and holds(figure.reading, "<", value) == "yes"
        ]
        under = max(before, key=_last, default=None)
        return Milestone(value, "reached", elapsed(anchor, first.moment), first, under)
    if not figures:
        return Milestone(value, "no-figure", elapsed(anchor, Moment(until, until)), None, None)
    latest = max(figures, key=_last)
    surely = holds(latest.reading, "<", value) == "yes"
    state: State = "not-yet" if surely else "unclear"
    return Milestone(value, state, elapsed(anchor, latest.moment), latest, None)


def first_sure(figures: Iterable[LaneFigure], op: Op, value: float) -> LaneFigure | None:
    """The figure that first tells for sure that a value is reached: the one known earliest."""
    sure = (figure for figure in figures if holds(figure.reading, op, value) == "yes")
    return min(sure, key=_last, default=None)


def thresholds(figures: Iterable[LaneFigure]) -> list[float]:
    """The milestones that fit some figures, at most four: powers of ten between the least and most.

    Where there are but one or two of these, 2 and 5 times as much, or 5 times, stand between.
    """
    sizes = [size for figure in figures if (size := _size(figure)) > 0]
    if not sizes:
        return []
    low, high = (math.floor(math.log10(end)) for end in (min(sizes), max(sizes)))
    steps = {1: (1, 2, 5), 2: (1, 5)}.get(high - low + 1, (1,))
    found = [_round(step, power) for power in range(low, high + 1) for step in steps]
    return [value for value in found if value <= max(sizes)][-_MOST:]


def _size(figure: LaneFigure) -> float:
    reading = figure.reading
    size = reading.value if reading.value is not None else reading.low
    assert size is not None
    return size


def _round(step: int, power: int) -> float:
    return step * 10**power if power >= 0 else float(f"{step}e{power}")


def _last(figure: LaneFigure) -> float:
    return math.inf if figure.moment.last is None else figure.moment.last
