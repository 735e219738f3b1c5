"""What a selection lacks: launches, newer readings, a second source, any source, dates.

Whether something is lacking is judged by the whole timeline, or by what was known of it on a day;
what is listed is what concerns the selection. Every entry leads to its events by terms for the
query line.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from events.columns.bitsets import below, bits_where, first_in, flags_of
from events.columns.counting import counts_in
from events.known import is_out, known_bits
from events.queries.syntax import quoted_if_needed
from events.readings.figures import Figure, Measured, figures
from events.readings.freshness import Freshness, freshness

if TYPE_CHECKING:
    from events.coverage import Coverage
    from events.timeline import Field

Lack: TypeAlias = Literal["launch", "newer", "second-source", "source", "date"]
"""A product without a launch event; a metric not read for longer than its usual interval; events
that rest on one source alone; events without a source; undated events."""


# More sources than these in a query line help nobody.
_MOST_BESIDE = 40


class Entry(NamedTuple):
    """Something that lacks something, or a metric with its freshness."""

    value: str
    """The id of the product or source; "" for all events of a sort together."""
    events: int
    """How many of the selection it concerns."""
    first: int | None
    """The number of the first of them; of a metric that of the last reading among them."""
    terms: tuple[str, ...]
    """What to write in the query line to see them."""
    fresh: Freshness | None = None


class Gaps:
    """What the selections of one timeline lack; what all of them need is found once."""

    def __init__(self, coverage: Coverage, today: int, day: int | None = None) -> None:
        """``today`` is an ordinal; so is ``day``, on which all of it was known (None: today)."""
        self._coverage = coverage
        self._timeline = coverage.timeline
        self._day = day
        self._today = today if day is None else min(today, day)
        self._known: int | None = None
        if day is not None:
            self._known = known_bits(coverage.search, day)

    def lacks(self, bits: int) -> dict[Lack, list[Entry]]:
        """What a selection lacks, those sorts left out of which there is nothing to say."""
        overdue = [entry for entry in self.fresh(bits) if entry.fresh and entry.fresh.is_overdue]
        found: dict[Lack, list[Entry]] = {
            "launch": self._unlaunched(bits),
            "newer": overdue,
            "second-source": self._rest_on_one(bits),
            "source": self._all(bits & ~self._coverage.sourced, "-has:source"),
            "date": self._all(bits & ~self._coverage.search.dated, "is:undated"),
        }
        return {lack: entries for lack, entries in found.items() if entries}

    def fresh(self, bits: int) -> list[Entry]:
        """Every metric of the selection with its freshness, the oldest first."""
        flags = flags_of(bits | 1 << len(self._timeline))
        found = []
        for one in self._freshness:
            numbers = self._numbers[one.measured]
            if events := sum(map(flags.__getitem__, numbers)):
                first = one.last if flags[one.last] else max(filter(flags.__getitem__, numbers))
                found.append(Entry("", events, first, _terms(one.measured), one))
        return found

    def _all(self, bits: int, term: str) -> list[Entry]:
        return [Entry("", bits.bit_count(), first_in(bits), (term,))] if bits else []

    # ---- launches

    def _unlaunched(self, bits: int) -> list[Entry]:
        counted = counts_in(self._timeline, "product", bits)
        values = filter(counted.get, self._without_launch)
        flags = flags_of(bits)
        return [
            Entry(
                value,
                counted[value],
                self._first("product", value, flags),
                (f"product:{quoted_if_needed(value)}",),
            )
            for value in sorted(values, key=lambda value: -counted[value])
        ]

    @cached_property
    def _without_launch(self) -> list[str]:
        timeline = self._timeline
        launches = 0
        for id, kind in timeline.kinds.items():
            if kind.launch:
                launches |= timeline.bits("kind", id)
        if self._known is not None:
            launches &= self._known
        launched = counts_in(timeline, "product", launches & below(timeline.dated))
        return [product for product in timeline.values("product") if not launched.get(product)]

    # ---- sources

    def _rest_on_one(self, bits: int) -> list[Entry]:
        """The events that rest on one source, by that source; the most first.

        A term leaves out the sources that other events cite beside it, unless they are very many.
        """
        timeline = self._timeline
        bits &= self._cited_once
        flags = flags_of(bits)
        counted = counts_in(timeline, "source", bits)
        entries = []
        sources = filter(self._is_out, timeline.values("source"))
        for value in sorted(sources, key=lambda value: -counted.get(value, 0)):
            if not counted.get(value):
                break
            terms = [f"source:{quoted_if_needed(value)}"]
            others = sorted(self._beside.get(value, ()))
            if 0 < len(others) <= _MOST_BESIDE:
                terms.append(f"-source:{','.join(map(quoted_if_needed, others))}")
            first = self._first("source", value, flags)
            entries.append(Entry(value, counted[value], first, tuple(terms)))
        return entries

    @cached_property
    def _cited(self) -> list[frozenset[str]]:
        known = set(filter(self._is_out, self._timeline.sources))
        return [
            frozenset(one.source for one in event.citations if one.source in known)
            for event in self._timeline.events
        ]

    def _is_out(self, source: str) -> bool:
        return self._day is None or is_out(self._timeline, source, self._day)

    @cached_property
    def _cited_once(self) -> int:
        return bits_where(len(sources) == 1 for sources in self._cited)

    @cached_property
    def _beside(self) -> dict[str, set[str]]:
        """The sources that are cited by some event together with each source."""
        beside: dict[str, set[str]] = {}
        for sources in self._cited:
            if len(sources) > 1:
                for source in sources:
                    beside.setdefault(source, set()).update(sources - {source})
        return beside

    def _first(self, field: Field, value: str, flags: bytes) -> int | None:
        """The first event with a value of those in a set that has any such."""
        numbers = self._timeline.postings(field)[value]
        return next((number for number in numbers if flags[number : number + 1] == b"\1"), None)

    # ---- metrics

    @cached_property
    def _figures(self) -> dict[Measured, list[Figure]]:
        found = figures(self._timeline)
        if (known := self._known) is None:
            return found
        then = {
            measured: [figure for figure in all if known >> figure.number & 1]
            for measured, all in found.items()
        }
        return {measured: all for measured, all in then.items() if all}

    @cached_property
    def _numbers(self) -> dict[Measured, tuple[int, ...]]:
        """The events with each metric."""
        return {
            measured: tuple({figure.number for figure in found})
            for measured, found in self._figures.items()
        }

    @cached_property
    def _freshness(self) -> list[Freshness]:
        return freshness(self._timeline, self._figures, self._today)


def _terms(measured: Measured) -> tuple[str, ...]:
    metric, subject = measured
    terms = [f"metric:{quoted_if_needed(metric)}"]
    if subject.field:
        terms += [f"{subject.field}:{quoted_if_needed(id)}" for id in subject.ids]
    return tuple(terms)
