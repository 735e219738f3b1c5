"""The overview's axis: years in buckets of months or days as they fit, and events on it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import compress, pairwise
from operator import lt
from typing import TYPE_CHECKING, NamedTuple

from events.dates.edtf import OPEN_END
from events.dates.moments import is_one_sided, moment
from events.when import When

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.timeline import Timeline

_LABEL, _MONTH_LABEL = 5, 8  # cells of a year, or of a year and month, and the blank after it
_MOST_STRETCH = 4  # cells of a bucket
DAY, THIRD, MONTH = 1, 11, 31
"""How long buckets of a day, a third of a month and a month may be."""
# Months of a bucket and years of a block, from fine to coarse.
_BUCKET_MONTHS = (1, 2, 3, 4, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12_000, 60_000, 120_000)
_BLOCK_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
_THIRDS = (1, 11, 21)  # the days that the thirds of a month begin on, as in 上旬, 中旬 and 下旬


@dataclass(frozen=True)
class YearAxis:
    """Blocks of time, each with a label and then its buckets, a blank between blocks.

    Blocks are years, or spans of several; or months, where a bucket is a day.
    """

    labels: tuple[str, ...]
    firsts: tuple[int, ...]
    """The first bucket of each block, and the number of all."""
    stretch: int
    """Cells of a bucket."""
    edges: tuple[int, ...]
    """The first day of each bucket, as ordinals, and the day after the last."""

    @classmethod
    def fitting(
        cls, first_day: int, last_day: int, width: int, finest: int = MONTH
    ) -> YearAxis | None:
        """The finest axis from one day to another in so many cells; None if there is no room.

        No bucket is shorter than ``finest``: `DAY`, `THIRD` or `MONTH`. A span of years has two
        labels at least, however fine the buckets could be with one.
        """
        first_day, last_day = (min(day, OPEN_END - 1) for day in (first_day, last_day))
        if finest <= DAY and (found := cls._of_days(first_day, last_day, width)):
            return found
        years = [date.fromordinal(day).year for day in (first_day, last_day)]
        single: YearAxis | None = None
        for months in _BUCKET_MONTHS if finest > THIRD else (0, *_BUCKET_MONTHS):
            for block_years in _BLOCK_YEARS:
                per_block, rest = divmod(block_years * 12, months) if months else (36, 0)
                if rest or not per_block or (not months and block_years > 1):
                    continue
                first, last = (year // block_years for year in years)
                blocks = last - first + 1
                room = (width + 1) // blocks - _LABEL - 1
                if room < per_block:
                    continue
                first_year = first * block_years
                found = cls(
                    tuple(str(first_year + block * block_years) for block in range(blocks)),
                    tuple(block * per_block for block in range(blocks + 1)),
                    min(_MOST_STRETCH, room // per_block),
                    _edges(first_year, blocks * per_block, months),
                )
                if blocks > 1 or years[0] == years[1]:
                    return found
                single = single or found
        return single

    @classmethod
    def _of_days(cls, first_day: int, last_day: int, width: int) -> YearAxis | None:
        """An axis of months in days, if there is room."""
        if last_day - first_day >= width:
            return None
        start = date.fromordinal(first_day).replace(day=1)
        months, end = [start], _next_month(start)
        while end <= last_day:
            months.append(date.fromordinal(end))
            end = _next_month(months[-1])
        firsts = [month.toordinal() - months[0].toordinal() for month in months]
        days = end - months[0].toordinal()
        room = width + 1 - len(months) * (_MONTH_LABEL + 1)
        if room < days:
            return None
        labels = tuple(f"{month:%Y-%m}" for month in months)
        edges = tuple(range(months[0].toordinal(), end + 1))
        return cls(labels, (*firsts, days), min(_MOST_STRETCH, room // days), edges)

    @property
    def label_cells(self) -> int:
        """The cells of a label and the blank after it."""
        return _MONTH_LABEL if "-" in self.labels[0] else _LABEL

    @property
    def size(self) -> int:
        """The cells of the whole axis."""
        blocks = len(self.labels)
        return blocks * (self.label_cells + 1) + self.firsts[-1] * self.stretch - 1

    def buckets_of(self, block: int) -> range:
        """The buckets of a block."""
        return range(self.firsts[block], self.firsts[block + 1])

    def bucket_at(self, day: int) -> int:
        """The bucket of a day; days beyond an end are in the bucket there."""
        return max(0, min(len(self.edges) - 2, bisect_right(self.edges, day) - 1))

    def bucket_under(self, cell: int) -> int:
        """The bucket drawn in a cell; a label stands for its block's first one."""
        block = bisect_right(self._cells, max(0, cell)) - 1
        buckets = self.buckets_of(block)
        inside = max(0, cell) - self._cells[block] - self.label_cells
        return min(buckets[0] + max(0, inside) // self.stretch, buckets[-1])

    def cell_of(self, bucket: int) -> int:
        """The first cell of a bucket."""
        block = bisect_right(self.firsts, bucket, 0, len(self.labels)) - 1
        inside = (bucket - self.firsts[block]) * self.stretch
        return self._cells[block] + self.label_cells + inside

    @cached_property
    def _cells(self) -> list[int]:
        """The first cell of each block."""
        around = self.label_cells + 1
        return [
            block * around + first * self.stretch for block, first in enumerate(self.firsts[:-1])
        ]


def _next_month(first: date) -> int:
    """The first day of the month after the one that begins then, as an ordinal."""
    if first.year == date.max.year and first.month == 12:
        return OPEN_END
    return (first + timedelta(days=31)).replace(day=1).toordinal()


def _edges(first_year: int, buckets: int, months: int) -> tuple[int, ...]:
    """The first days of buckets of so many months, or of thirds of a month for 0."""
    edges = []
    for bucket in range(buckets + 1):
        part = 0
        if months:
            year, month = divmod(first_year * 12 + bucket * months, 12)
        else:
            month, part = divmod(bucket, 3)
            year, month = divmod(first_year * 12 + month, 12)
        if year > 9999:
            edges.append(OPEN_END)
        else:
            edges.append(date(year, month + 1, _THIRDS[part]).toordinal() if year else 1)
    return tuple(edges)


def finest_of(timeline: Timeline) -> int:
    """The shortest bucket that is worth its room: most of the dates are known to within it.

    Most are three quarters. Finer bars would be dots instead, for most of the events.
    """
    dated = timeline.dated
    wide = compress(timeline.when[:dated], map(lt, timeline.lo[:dated], timeline.hi[:dated]))
    texts = Counter(when.text for when in wide if when is not None)
    known = {DAY: dated - texts.total(), THIRD: dated - texts.total()}
    for text, count in texts.items():
        first, last = moment(When(text))
        for finest in known:
            known[finest] += count * (last - first < finest)
    return next((one for one, count in known.items() if 4 * count >= 3 * dated), MONTH)


class Counts(NamedTuple):
    """Events on an axis: how many in each bucket, and the buckets that dots run through."""

    bars: list[int]
    dots: set[int]


class Tally:
    """A timeline's events on an axis.

    Some events cannot be said to be in one bucket: those that happened once, in a time wider than
    that; spans whose beginning (or end, where the beginning is open) is no better known; and what
    is only known to have happened before or after something, which has the buckets of that. These
    are counted in none and dots run through all of theirs.
    """

    def __init__(self, axis: YearAxis, timeline: Timeline) -> None:
        dated = timeline.dated
        self.firsts = [bisect_left(timeline.start, day, 0, dated) for day in axis.edges]
        """The number of the first event in each bucket, and of the first one after all."""
        self._vague: dict[int, range] = {}
        known: dict[str, range | None] = {}
        wider_than_a_day = map(lt, timeline.lo[:dated], timeline.hi[:dated])
        for number in compress(range(dated), wider_than_a_day):
            when = timeline.when[number]
            assert when is not None
            if when.text not in known:
                first, last = moment(when)
                run = range(axis.bucket_at(first), axis.bucket_at(last) + 1)
                known[when.text] = run if len(run) > 1 or is_one_sided(when) else None
            buckets = known[when.text]
            if buckets is not None:
                self._vague[number] = buckets
        self.all = self.count(range(dated))
        """The whole timeline."""

    def count(self, numbers: Sequence[int]) -> Counts:
        """Count a selection: ascending event numbers."""
        vague = list(filter(self._vague.__contains__, numbers))
        bars = [
            last - first - (last_vague - first_vague)
            for (first, last), (first_vague, last_vague) in zip(
                pairwise(bisect_left(numbers, first) for first in self.firsts),
                pairwise(bisect_left(vague, first) for first in self.firsts),
                strict=True,
            )
        ]
        runs = set(map(self._vague.__getitem__, vague))
        return Counts(bars, {bucket for run in runs for bucket in run})

    def first_of(self, numbers: Sequence[int], bucket: int) -> int | None:
        """The first of the selected events that a bucket counts, or that begin in it; or None."""
        first = bisect_left(numbers, self.firsts[bucket])
        after = bisect_left(numbers, self.firsts[bucket + 1])
        sure = (number for number in numbers[first:after] if number not in self._vague)
        return next(sure, numbers[first] if first < after else None)
