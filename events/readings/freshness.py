"""How old the last reading of each metric is, and whether that is longer than is usual for it."""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from events.readings.figures import AHEAD, Figure, Measured, is_bounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from events.timeline import Timeline
    from events.when import When

_INTERVALS = 2  # fewer of them tell nothing of what is usual


class Days(NamedTuple):
    """A number of days as far as the dates tell: the least and the most it may be."""

    least: int
    most: int


class Freshness(NamedTuple):
    """The last reading of a metric, and how it stands to those before it."""

    measured: Measured
    dates: int
    """On how many different dates there is a reading."""
    last: int
    """The number of the event with the last one."""
    age: Days
    """Days from it to today."""
    usual: Days | None
    """The median of the days between one reading and the next; None for fewer than three."""

    @property
    def is_overdue(self) -> bool:
        """Whether the last reading is surely older than the usual interval."""
        return self.usual is not None and self.age.least > self.usual.most


def freshness(
    timeline: Timeline, figures: Mapping[Measured, Sequence[Figure]], today: int
) -> list[Freshness]:
    """The freshness of every metric with a reading by today, the oldest first.

    What is planned or forecast is no reading of what was; a date with an open or unknown end gives
    no number of days. Ages and intervals are as vague as the dates are: a reading of "2025" is 57
    to 421 days old on 26 February 2026.
    """
    found = []
    for measured, readings in figures.items():
        dates: dict[When, int] = {}
        for number, _ in readings:
            when = timeline.when[number]
            status = timeline.events[number].status
            if when is None or not is_bounded(when) or when.lo > today or status in AHEAD:
                continue
            dates[when] = number
        if dates:
            last = max(dates, key=lambda when: (when.hi, when.lo))
            age = Days(max(0, today - last.hi), today - last.lo)
            usual = _usual(sorted(dates))
            found.append(Freshness(measured, len(dates), dates[last], age, usual))
    return sorted(found, key=lambda one: (-one.age.least, -one.age.most, one.measured))


def _usual(dates: Iterable[When]) -> Days | None:
    gaps = [
        Days(max(0, after.lo - before.hi), max(0, after.hi - before.lo))
        for before, after in pairwise(dates)
    ]
    if len(gaps) < _INTERVALS:
        return None
    least, most = (median(ends) for ends in zip(*gaps, strict=True))
    return Days(int(least), -int(-most // 1))
