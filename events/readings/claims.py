"""Claims that stand against each other: one metric of one subject, by different people.

Two readings are comparable where they are figures for the same time:

- the dates of their events are the same days (both "2025", both "2025-Q4"), or
- they are surely no more than 31 days apart, counted between the days that are furthest apart.

They are by different people if they name different providers; or, where one of them or both name
none, or both the same, if no source tells of both. A reading is set beside the nearest one of each
other provider and source, not beside all of them.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from events.metrics import may_agree, unit_of
from events.readings.figures import Figure, Measured, figures, is_bounded, provider_of
from events.readings.freshness import Days

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from events.model import Metric, Reading
    from events.timeline import Timeline
    from events.when import When

NEAR: Final = 31
"""The most days that may lie between the dates of two claims that are compared."""


class Difference(NamedTuple):
    """By how much one reading exceeds another, as far as ranges and bounds let one know."""

    low: float
    high: float
    """The difference lies between these two; infinite where a bound leaves it open."""
    about: bool
    """One of the two is approximate: so is the difference."""
    may_agree: bool
    """Both may be true of one number; "about" counts as 5 % to either side."""
    share: tuple[float, float] | None
    """The difference in parts of the first reading (0.5 is half as much again); None where that
    means nothing: beside zero and below it, and for what is in per cent itself."""


class Rivals(NamedTuple):
    """Two claims, the earlier first."""

    measured: Measured
    one: Figure
    other: Figure
    apart: Days
    """Days between their dates, whichever is first."""
    difference: Difference


def rivals(timeline: Timeline) -> list[Rivals]:
    """All claims that stand against each other, by metric and subject, in date order."""
    return [
        pair
        for measured, found in sorted(figures(timeline).items())
        for pair in _pairs(timeline, measured, found)
    ]


def difference(one: Reading, other: Reading, metric: Metric | None) -> Difference:
    """By how much the other reading exceeds the one."""
    least, most = extent(one)
    lower, upper = extent(other)
    share = None
    if least > 0 < lower and unit_of(metric) != "%":
        low = _exact(lower / most - 1) if most < math.inf else -math.inf
        share = low, _exact(upper / least - 1)
    return Difference(
        _exact(lower - most),
        _exact(upper - least),
        "about" in (one.bound, other.bound),
        may_agree(one, other),
        share,
    )


def extent(reading: Reading) -> tuple[float, float]:
    """The least and the most that a reading may mean; "about" is taken at its word.

    A bound is about size: a fall of over 2 % lies below −2.
    """
    if reading.value is None:
        assert reading.low is not None
        assert reading.high is not None
        least, most = reading.low, reading.high
    else:
        least = most = reading.value
    if reading.bound in ("over", "under"):
        if (reading.bound == "over") == (least >= 0):
            return least, math.inf
        return -math.inf, most
    return least, most


def _exact(number: float) -> float:
    """The number without what binary fractions add: 0.3 − 0.1 is 0.2."""
    return float(f"{number:.12g}")


def _pairs(timeline: Timeline, measured: Measured, found: Sequence[Figure]) -> Iterator[Rivals]:
    """Each figure beside the nearest one before it of every other provider and source."""
    metric = timeline.metrics[measured.metric]
    claims = [_Claim(timeline, figure) for figure in found if _has_days(timeline, figure)]
    for place, claim in enumerate(claims):
        met: set[object] = set()
        for earlier in reversed(claims[:place]):
            apart = _apart(earlier.when, claim.when)
            if apart.least > NEAR:
                if earlier.is_short:
                    break  # what sorts before it is further away, or too vague to be compared
                continue
            if earlier.by in met or not _is_comparable(earlier.when, claim.when):
                continue
            if not _differ(earlier, claim):
                continue
            met.add(earlier.by)
            gap = difference(earlier.figure.reading, claim.figure.reading, metric)
            yield Rivals(measured, earlier.figure, claim.figure, apart, gap)


class _Claim:
    """A figure with its date, and who says so."""

    def __init__(self, timeline: Timeline, figure: Figure) -> None:
        event = timeline.events[figure.number]
        assert event.date is not None
        self.figure = figure
        self.when = event.date
        self.provider = provider_of(timeline, figure.reading)
        self.sources = frozenset(one.source for one in event.citations)
        self.by = self.provider, self.sources

    @property
    def is_short(self) -> bool:
        return self.when.hi - self.when.lo <= NEAR


def _has_days(timeline: Timeline, figure: Figure) -> bool:
    when = timeline.when[figure.number]
    return when is not None and is_bounded(when)


def _apart(one: When, other: When) -> Days:
    return Days(
        max(0, other.lo - one.hi, one.lo - other.hi), max(other.hi - one.lo, one.hi - other.lo)
    )


def _is_comparable(one: When, other: When) -> bool:
    return (one.lo, one.hi) == (other.lo, other.hi) or _apart(one, other).most <= NEAR


def _differ(one: _Claim, other: _Claim) -> bool:
    """Whether two claims are by different people, as far as is written."""
    if one.provider and other.provider and one.provider != other.provider:
        return True
    return not one.sources & other.sources and bool(one.sources or other.sources)
