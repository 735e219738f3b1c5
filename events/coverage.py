"""What is recorded and what is not: a selection's events counted by company and quarter.

Rows are the values of a field, columns periods of time. An event is counted in the column that
surely holds the time it happened, or began if it lasts (`events.dates.moments`). One that is dated
no closer than several columns is in none of them: its row says how many such there are, and through
which columns they may run. So it is with one that began before the days asked for, or may have.
Undated events are counted apart.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from operator import lt
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from events.columns.bitsets import below, bits_of, first_in, flags_of, numbers_in
from events.columns.counting import Counter, counts_in, family_order
from events.dates.moments import is_one_sided, moment
from events.dates.periods import UNITS, Unit, first_day, period_of
from events.queries.expressions import Dated, Has

if TYPE_CHECKING:
    from collections.abc import Iterable

    from events.queries.search import Search
    from events.query import Query

By: TypeAlias = Literal["company", "product", "kind", "metric"]
BYS: Final[tuple[By, ...]] = ("company", "product", "kind", "metric")
"""What rows can be, in the order offered."""

MOST_COLUMNS: Final = 400
"""More columns than these are not offered: a coarser unit is."""
_COMFORTABLE = 48  # columns up to which a finer unit is taken of itself
_SHADED_BY = 30  # the rows, the fullest first, whose greatest count sets the shades


Asked: TypeAlias = tuple[int, int] | None
"""The first and last day that a query asks for; None where it asks for any."""


class Row(NamedTuple):
    """A value of the field, or "" for the events that have none."""

    value: str
    depth: int
    """How many companies of the table it stands below."""
    total: int
    """Its events in the selection, undated ones and those dated no closer included."""


class Placed(NamedTuple):
    """A timeline's events by the columns of a unit."""

    single: int
    """Events that are surely in one column, as a bitset."""
    runs: dict[int, tuple[int, int]]
    """Of every other dated event the first and last period it may be in."""
    loose: int
    """Those events, as a bitset."""


@dataclass(frozen=True)
class Table:
    """A selection counted. Rows are those with events in it, the values of most events first."""

    by: By
    unit: Unit
    bits: int
    """The selection."""
    periods: range
    """The columns: from the first period that any event is or may be in to the last; of days asked
    for these, all of them where they are not too many."""
    rows: tuple[Row, ...]
    idle: tuple[str, ...]
    """The values of the field that no event of the selection has."""
    coverage: Coverage
    edges: tuple[int, ...]
    """The number of the first event of each column, and of the first one after all."""

    @cached_property
    def _counted(self) -> dict[tuple[str, bool], list[int]]:
        return {}

    @cached_property
    def _counter(self) -> Counter:
        return Counter(self.edges)

    @cached_property
    def _single(self) -> int:
        """The events that are surely in one of the columns."""
        return self.bits & self._placed.single & below(self.edges[-1]) & ~below(self.edges[0])

    @cached_property
    def _runs(self) -> dict[str, list[tuple[int, int]]]:
        return {}

    def bits_of(self, value: str) -> int:
        """The events of a row."""
        return self.bits & self.coverage.bits(self.by, value)

    def counts(self, value: str, *, sourced: bool = False) -> list[int]:
        """How many events of a row are in each column; or how many of them cite a source."""
        key = value, sourced
        if key not in self._counted:
            bits = self.bits_of(value) & self._single
            if not sourced:
                self._counted[key] = self._counter.count(bits)
            elif bits & ~self.coverage.sourced:
                self._counted[key] = self._counter.count(bits & self.coverage.sourced)
            else:
                self._counted[key] = self.counts(value)
        return self._counted[key]

    def cell(self, value: str, column: int) -> int:
        """The events of a cell, as a bitset."""
        first, last = self.edges[column], self.edges[column + 1]
        bits = self.bits_of(value) & self._single
        return (bits >> first & below(last - first)) << first

    def may_be_in(self, value: str, column: int) -> int:
        """The events of a row that may fall into a column, those counted there included."""
        unit, period = self.unit, self.periods[column]
        first, last = first_day(period, unit), first_day(period + 1, unit) - 1
        return self.bits_of(value) & self.coverage.search.bits(Dated("date", ((first, last),), ()))

    def loose(self, value: str) -> int:
        """The events of a row that are dated and in no column."""
        return self.bits_of(value) & self.coverage.search.dated & ~self._single

    def begun_elsewhere(self, value: str) -> int:
        """The loose events of a row that surely began in one period, which has no column."""
        return self.loose(value) & self._placed.single

    def undated(self, value: str) -> int:
        """The events of a row without a date."""
        return self.bits_of(value) & ~self.coverage.search.dated

    def sourced(self, value: str) -> int:
        """The events of a row that cite a source."""
        return self.bits_of(value) & self.coverage.sourced

    def runs(self, value: str) -> list[tuple[int, int]]:
        """The columns through which loose events of a row may run: first and last of each run.

        Runs that touch or overlap are one.
        """
        if value not in self._runs:
            found = {self._run(number) for number in self._loose_numbers(value)}
            merged: list[tuple[int, int]] = []
            for first, last in sorted(run for run in found if run[0] <= run[1]):
                if merged and first <= merged[-1][1] + 1:
                    merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
                else:
                    merged.append((first, last))
            self._runs[value] = merged
        return self._runs[value]

    def _run(self, number: int) -> tuple[int, int]:
        """The columns that an event may be in, or last through; the last before the first: none."""
        run = self._placed.runs.get(number)
        if run is None:
            timeline = self.coverage.timeline
            days = timeline.start[number], timeline.hi[number]
            run = period_of(days[0], self.unit), period_of(days[1], self.unit)
        start, stop = self.periods.start, self.periods.stop
        return max(run[0], start) - start, min(run[1], stop - 1) - start

    @cached_property
    def most(self) -> int:
        """The greatest count of a cell, as far as the fullest rows tell: what is darkest."""
        rows = sorted(self.rows, key=lambda row: -row.total)[:_SHADED_BY]
        return max((max(self.counts(row.value), default=0) for row in rows), default=0)

    @cached_property
    def _placed(self) -> Placed:
        return self.coverage.placed(self.unit)

    def column_of(self, number: int) -> int | None:
        """The column that an event is counted in, if it is in one."""
        if not self._single >> number & 1:
            return None
        return self.coverage.period(number, self.unit) - self.periods.start

    def _loose_numbers(self, value: str) -> Iterable[int]:
        """The numbers of the loose events of a row, some of them more than once."""
        timeline = self.coverage.timeline
        if not value:
            return numbers_in(self.loose(value), len(timeline))
        postings = timeline.postings(self.by)
        values = timeline.family(value) if self.by == "company" else (value,)
        numbers = [number for each in values for number in postings.get(each, ())]
        return compress(numbers, map(self._loose_flags.__getitem__, numbers))

    @cached_property
    def _loose_flags(self) -> bytes:
        dated = self.coverage.search.dated
        return flags_of(self.bits & dated & ~self._single | 1 << len(self.coverage.timeline))


class Coverage:
    """Counts the selections of one timeline, and remembers what all of them need."""

    def __init__(self, search: Search) -> None:
        """Count nothing yet."""
        self.search = search
        self.timeline = search.timeline
        self._placed: dict[Unit, Placed] = {}
        self._totals: dict[By, dict[str, int]] = {}
        self._without: dict[By, int] = {}
        self._natural: dict[Asked, Unit] = {}  # that of the days asked for last

    def table(self, bits: int, by: By, unit: Unit, days: Asked = None) -> Table:
        """Count a selection; where it has too many columns for the unit, by a coarser one.

        ``days`` are those that the query asks for: columns are of these alone.
        """
        unit, periods = self._fitted(bits, unit, days)
        timeline = self.timeline
        edges = tuple(
            bisect_left(timeline.start, first_day(period, unit), 0, timeline.dated)
            for period in (*periods, periods.stop)
        )
        rows, idle = self._rows(bits, by)
        return Table(by, unit, bits, periods, rows, idle, self, edges)

    def units(self, bits: int, days: Asked = None) -> tuple[Unit, ...]:
        """The units in which a selection has not too many columns, from fine to coarse."""
        fit = [unit for unit in UNITS if len(self._periods(bits, unit, days)) <= MOST_COLUMNS]
        return tuple(fit) or UNITS[-1:]

    def natural_unit(self, days: Asked = None) -> Unit:
        """The unit to begin with: quarters, or what gives the timeline columns enough to read.

        Months for a year or less, years for more than a dozen, and so on.
        """
        if days not in self._natural:
            everything = self.search.everything
            columns = {unit: len(self._periods(everything, unit, days)) for unit in UNITS}
            fit = [unit for unit in UNITS if columns[unit] <= _COMFORTABLE] or [UNITS[-1]]
            if "quarter" in fit:
                fit = ["month"] if columns["quarter"] <= 4 else ["quarter"]
            self._natural = {days: fit[0]}
        return self._natural[days]

    def placed(self, unit: Unit) -> Placed:
        """The timeline's events by a unit."""
        if unit not in self._placed:
            self._placed[unit] = self._place(unit)
        return self._placed[unit]

    def period(self, number: int, unit: Unit) -> int:
        """The period of an event that is surely in one."""
        return period_of(self.timeline.start[number], unit)

    def bits(self, by: By, value: str) -> int:
        """The events with a value of a field; for "" those without any."""
        return self.timeline.bits(by, value) if value else self._valueless(by)

    @cached_property
    def sourced(self) -> int:
        """The events that cite a source."""
        return self.search.bits(Has("source"))

    # ---- columns

    def _place(self, unit: Unit) -> Placed:
        timeline = self.timeline
        dated = timeline.dated
        runs: dict[int, tuple[int, int]] = {}
        known: dict[str, tuple[int, int] | None] = {}
        # An event of one day is in one column whatever the unit is.
        for number in compress(range(dated), map(lt, timeline.lo[:dated], timeline.hi[:dated])):
            when = timeline.when[number]
            assert when is not None
            text = when.text
            if text not in known:
                first, last = (period_of(day, unit) for day in moment(when))
                known[text] = (first, last) if first < last or is_one_sided(when) else None
            run = known[text]
            if run is not None:
                runs[number] = run
        loose = bits_of(runs, len(timeline))
        return Placed(below(dated) & ~loose, runs, loose)

    def _fitted(self, bits: int, unit: Unit, days: Asked) -> tuple[Unit, range]:
        for coarser in UNITS[UNITS.index(unit) :]:
            periods = self._periods(bits, coarser, days)
            if len(periods) <= MOST_COLUMNS:
                return coarser, periods
        return UNITS[-1], periods

    def _periods(self, bits: int, unit: Unit, days: Asked) -> range:
        if days is not None:
            asked = range(period_of(days[0], unit), period_of(days[1], unit) + 1)
            if len(asked) <= _COMFORTABLE:
                return asked
        placed = self.placed(unit)
        ends: list[int] = []
        single = bits & placed.single
        if (first := first_in(single)) is not None:
            ends += (self.period(first, unit), self.period(single.bit_length() - 1, unit))
        loose = numbers_in(bits & placed.loose, len(self.timeline))
        for run in set(map(placed.runs.__getitem__, loose)):
            ends += run
        if not ends:
            return range(0)
        found = range(min(ends), max(ends) + 1)
        if days is None:
            return found
        return range(max(found.start, asked.start), min(found.stop, asked.stop))

    # ---- rows

    def _rows(self, bits: int, by: By) -> tuple[tuple[Row, ...], tuple[str, ...]]:
        rows: list[Row] = []
        idle: list[str] = []
        counted = counts_in(self.timeline, by, bits)
        for value, depth in self._order(by).items():
            if total := counted.get(value, 0):
                rows.append(Row(value, depth, total))
            else:
                idle.append(value)
        if by != "metric" and (total := (bits & self._valueless(by)).bit_count()):
            rows.append(Row("", 0, total))
        return tuple(rows), tuple(idle)

    def _order(self, by: By) -> dict[str, int]:
        """All values in the order of rows: those of most events first, companies below theirs."""
        if by not in self._totals:
            timeline = self.timeline
            counted = counts_in(timeline, by, self.search.everything)
            values = sorted(timeline.names_of(by), key=lambda value: -counted.get(value, 0))
            ordered = dict.fromkeys(values, 0)
            self._totals[by] = family_order(timeline, values) if by == "company" else ordered
        return self._totals[by]

    def _valueless(self, by: By) -> int:
        if by not in self._without:
            has = Has("reading" if by == "metric" else by)
            self._without[by] = self.search.everything & ~self.search.bits(has)
        return self._without[by]


def days_asked(query: Query) -> Asked:
    """The days that all of the dates in a query have in common, if it has any.

    Only terms that stand for themselves count, not those after a minus, under OR or in brackets.
    """
    days = [
        (min(lo for lo, _ in item.ranges), max(hi for _, hi in item.ranges))
        for item in query.expr.items
        if isinstance(item, Dated)
    ]
    if not days:
        return None
    first, last = max(lo for lo, _ in days), min(hi for _, hi in days)
    return (first, last) if first <= last else None
