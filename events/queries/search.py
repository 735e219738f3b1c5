"""The engine: finds the events of a query, counts what each facet value would give, and remembers.

Everything is a set of event numbers as one integer (`events.columns.bitsets`). Words are sought in
one pass of ``in`` over folded texts, or, while a word grows, over the events that held the shorter
one; dates by bisection.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from itertools import compress, pairwise, repeat
from operator import attrgetter, contains, not_, sub
from typing import TYPE_CHECKING, NamedTuple

from events.columns.bitsets import below, bits_of, bits_where, flags_of, numbers_in

if TYPE_CHECKING:
    from events.model import Reading
    from events.queries.expressions import Expression
    from events.queries.understood import Query
    from events.timeline import Field, Timeline
    from events.when import When

# The fields whose values' names are searched for words.
_NAMED: tuple[Field, ...] = ("company", "product", "kind", "metric", "tag", "by")
_MOST_ANSWERS = 200  # expressions remembered: 2.5 MB at 100,000 events
_MOST_WORDS = 40  # words remembered, with the events that hold them: 2.5 MB
# Where fewer than one event in so many holds a word, longer words are sought among those only.
_FEW = 3


class _Found(NamedTuple):
    bits: int
    numbers: Sequence[int] | None
    """None where they are too many to be of use."""


class Search:
    """Queries over one timeline, with everything remembered that may be asked again."""

    def __init__(self, timeline: Timeline) -> None:
        """Remember nothing yet; the first query builds what it needs."""
        self.timeline = timeline
        self.everything = below(len(timeline))
        self.dated = below(timeline.dated)
        self._answers: dict[Expression, int] = {}
        self._words: dict[str, _Found] = {}
        self._readings: dict[str, list[tuple[int, Reading]]] = {}
        self._placed: dict[int, int] = {}

    def run(self, query: Query) -> Result:
        """All that the query finds."""
        return Result(self, query, self.bits(query.expr))

    def bits(self, expression: Expression) -> int:
        """The events of an expression, as a bitset."""
        known = self._answers.get(expression)
        if known is None:
            known = expression.bits(self)
            if len(self._answers) >= _MOST_ANSWERS:
                self._answers.clear()
            self._answers[expression] = known
        return known

    def alone(self, query: Query) -> list[tuple[str, int]]:
        """How many events each term of a query would find without the others."""
        return [(text, self.bits(meaning).bit_count()) for text, meaning in query.terms()]

    def prepare(self, fields: Sequence[Field] = ()) -> Iterator[None]:
        """Build in steps what the first search would have to: each ``next`` does a part of it.

        For idle moments after loading: at 100,000 events all of it takes half a second. ``fields``
        are those whose facets will be shown.
        """
        for field in dict.fromkeys((*fields, *_NAMED)):
            self.timeline.values(field)
            yield
            for value in self.timeline.values(field):
                self.timeline.bits(field, value)
            yield
        _ = self.timeline.haystack
        yield

    # Words

    def text(self, word: str) -> int:
        """The events in whose text, names or tags a folded word or phrase stands."""
        if not word:
            return self.everything
        found = self._in_texts(word)
        for field in _NAMED:
            named = self.timeline.names_of(field).holding(word)
            found |= self.timeline.own_bits(field, *named)
        return found

    def _in_texts(self, word: str) -> int:
        known = self._words.pop(word, None)
        if known is None:
            known = self._sought(word)
            if len(self._words) >= _MOST_WORDS:
                del self._words[next(iter(self._words))]
        self._words[word] = known  # the latest asked for stands last
        return known.bits

    def _sought(self, word: str) -> _Found:
        texts = self.timeline.haystack
        shorter = [
            found.numbers
            for part, found in self._words.items()
            if found.numbers is not None and part in word
        ]
        if shorter:
            fewest = min(shorter, key=len)
            hits = map(contains, map(texts.__getitem__, fewest), repeat(word))
            numbers = array("i", compress(fewest, hits))
            return _Found(bits_of(numbers, len(texts)), numbers)
        bits = bits_where(map(contains, texts, repeat(word)))
        few = bits.bit_count() * _FEW < len(texts)
        return _Found(bits, numbers_in(bits, len(texts)) if few else None)

    # Dates

    def begun(self, day: int) -> int:
        """The dated events that may have begun by the end of a day: those with ``lo <= day``."""
        if day < 0:
            return 0
        sorted_by_then = bisect_right(self.timeline.start, day, 0, self.timeline.dated)
        return below(sorted_by_then) | self._without_start

    @cached_property
    def _without_start(self) -> int:
        return bits_where(map(not_, self.timeline.lo[: self.timeline.dated]))

    def not_over(self, day: int) -> int:
        """The dated events that may not be over on a day: those with ``hi >= day``."""
        # No event ends before the day it is sorted by: only those sorted before need a look.
        timeline = self.timeline
        later = bisect_left(timeline.start, day, 0, timeline.dated)
        earlier = bits_where(map(day.__le__, timeline.hi[:later]))
        return (self.dated & ~below(later)) | earlier

    def dates_with(self, name: str, values: Collection[object]) -> int:
        """The events whose date has one of some values as an attribute of `When`."""
        dates = self.timeline.when[: self.timeline.dated]
        return bits_where(map(contains, repeat(values), map(attrgetter(name), dates)))

    # Readings

    def readings(self, metric: str) -> list[tuple[int, Reading]]:
        """All readings of a metric with the numbers of their events, ascending."""
        if metric not in self._readings:
            events = self.timeline.events
            self._readings[metric] = [
                (number, reading)
                for number in self.timeline.postings("metric").get(metric, ())
                for reading in events[number].readings
                if reading.metric == metric
            ]
        return self._readings[metric]

    # Pictures

    def spark(self, bits: int, buckets: int, lo: int, hi: int) -> list[int]:
        """How many events of a set begin in each of some equal stretches of the days lo to hi.

        Stretch k begins on day ``lo + (hi - lo + 1) * k // buckets``.
        Only events are counted whose first day is known to within a stretch, or to within a month
        where stretches are shorter: the others have no place at which they could be drawn, and
        one counted at 1 January because its year is known would be a lie.
        """
        days = hi - lo + 1
        if buckets < 1 or days < 1 or not bits:
            return [0] * max(buckets, 0)
        bits &= self._placed_within(days // buckets)
        start = self.timeline.start
        edges = [
            bisect_left(start, lo + days * bucket // buckets, 0, self.timeline.dated)
            for bucket in range(buckets + 1)
        ]
        return [
            (bits >> first & below(last - first)).bit_count() if last > first else 0
            for first, last in pairwise(edges)
        ]

    def _placed_within(self, days: int) -> int:
        """The events whose first day is known to within so many days, or a month if more."""
        most = max(longest for shortest, longest in _STEPS if shortest <= max(days, 31))
        if most not in self._placed:
            timeline = self.timeline
            spans = self.dates_with("kind", ("span",))
            narrow = bits_where(map(most.__gt__, map(sub, timeline.hi, timeline.lo)))
            placed = (
                number
                for number in numbers_in(spans, len(timeline))
                if _doubt_of_start(timeline.when[number]) <= most
            )
            self._placed[most] = narrow & ~spans | bits_of(placed, len(timeline))
        return self._placed[most]


# Days of a month, quarter, half, year, decade and century, at their shortest and longest.
_STEPS = ((28, 31), (90, 92), (181, 184), (365, 366), (3_652, 3_653), (36_524, 36_525))
_LENGTH = {
    "day": 1,
    "month": 31,
    "quarter": 92,
    "season": 92,
    "third": 123,
    "half": 184,
    "year": 366,
    "decade": 3_653,
    "century": 36_525,
}
_NO_IDEA = 10_000_000


def _doubt_of_start(span: When | None) -> int:
    """Within how many days the beginning of a span is known."""
    if span is None or span.open_start or span.unknown_start:
        return _NO_IDEA
    return _LENGTH.get(span.precision, _NO_IDEA)


class Result:
    """What a query found.

    ``bits`` is the set of events, ``count`` how many they are, of ``total``; ``hidden`` are the
    others.
    """

    def __init__(self, search: Search, query: Query, bits: int) -> None:
        """Take what `Search.run` found."""
        self.query = query
        self.bits = bits
        self.count = bits.bit_count()
        self.total = len(search.timeline)
        self.hidden = self.total - self.count
        self._search = search

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[int]:
        return iter(self.numbers)

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and number >= 0 and bool(self.bits >> number & 1)

    @cached_property
    def numbers(self) -> Sequence[int]:
        """The event numbers, ascending: a range where nothing is hidden, else an array."""
        return numbers_in(self.bits, self.total)

    def facet(self, field: Field) -> list[tuple[str, int]]:
        """For each value of a field how many events one would see with that value alone ticked.

        What is ticked of the field itself does not count, all else in the query does. Values come
        in the order of `Timeline.values`.
        """
        timeline = self._search.timeline
        others = self._search.bits(self.query.without(field))
        postings = timeline.postings(field)
        flags = b""
        counts: list[tuple[str, int]] = []
        for value in timeline.values(field):
            numbers = postings.get(value, ())
            if timeline.is_rare(numbers) and (field != "company" or not timeline.children(value)):
                flags = flags or flags_of(others | 1 << self.total)
                counts.append((value, sum(map(flags.__getitem__, numbers))))
            else:
                counts.append((value, (others & timeline.bits(field, value)).bit_count()))
        return counts
