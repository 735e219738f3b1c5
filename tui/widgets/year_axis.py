"""The overview's axis: years in buckets of whole months as they fit a width, and events on it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from itertools import compress, pairwise
from operator import lt
from typing import TYPE_CHECKING, NamedTuple

from events.edtf import OPEN_END
from events.moments import is_one_sided, moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.timeline import Timeline

_LABEL = 5  # cells of a year and the blank after it
_MOST_STRETCH = 4  # cells of a bucket
# Months of a bucket and years of a block, from fine to coarse.
_BUCKET_MONTHS = (1, 2, 3, 4, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12_000, 60_000, 120_000)
_BLOCK_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)


@dataclass(frozen=True)
class YearAxis:
    """Blocks of years, each with a label and then its buckets, a blank between blocks."""

    first_year: int
    blocks: int
    block_years: int
    bucket_months: int
    stretch: int
    edges: tuple[int, ...]
    """The first day of each bucket, as ordinals, and the day after the last."""

    @classmethod
    def fitting(cls, first_day: int, last_day: int, width: int) -> YearAxis | None:
        """The finest axis from one day to another in so many cells; None if there is no room.

        A span of years has two labels at least, however fine the buckets could be with one.
        """
        years = [date.fromordinal(min(day, OPEN_END - 1)).year for day in (first_day, last_day)]
        found: YearAxis | None = None
        for months in _BUCKET_MONTHS:
            for block_years in _BLOCK_YEARS:
                per_block, rest = divmod(block_years * 12, months)
                if rest or not per_block:
                    continue
                first, last = (year // block_years for year in years)
                blocks = last - first + 1
                room = (width + 1) // blocks - _LABEL - 1
                if room < per_block:
                    continue
                stretch = min(_MOST_STRETCH, room // per_block)
                edges = _edges(first * block_years, blocks * per_block, months)
                axis = cls(first * block_years, blocks, block_years, months, stretch, edges)
                if blocks > 1 or years[0] == years[1]:
                    return axis
                found = found or axis
        return found

    @property
    def per_block(self) -> int:
        """How many buckets a block has."""
        return self.block_years * 12 // self.bucket_months

    def label(self, block: int) -> str:
        """The year that a block begins with."""
        return str(self.first_year + block * self.block_years)

    def buckets_of(self, block: int) -> range:
        """The buckets of a block."""
        return range(block * self.per_block, (block + 1) * self.per_block)

    def bucket_at(self, day: int) -> int:
        """The bucket of a day; days beyond an end are in the bucket there."""
        return max(0, min(len(self.edges) - 2, bisect_right(self.edges, day) - 1))

    def bucket_under(self, cell: int) -> int:
        """The bucket drawn in a cell; a label stands for its block's first one."""
        size = _LABEL + self.per_block * self.stretch + 1
        block, inside = divmod(max(0, cell), size)
        bucket = min(max(0, inside - _LABEL) // self.stretch, self.per_block - 1)
        return min(block * self.per_block + bucket, len(self.edges) - 2)


def _edges(first_year: int, buckets: int, months: int) -> tuple[int, ...]:
    edges = []
    for bucket in range(buckets + 1):
        year, month = divmod(first_year * 12 + bucket * months, 12)
        if year > 9999:
            edges.append(OPEN_END)
        else:
            edges.append(date(year, month + 1, 1).toordinal() if year else 1)
    return tuple(edges)


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
