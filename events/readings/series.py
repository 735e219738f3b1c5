"""Readings as series: one metric of one product, as one provider gives it, over time.

Figures of two providers are two series, whatever they say, and are never joined: each counts in
its own way. Where nobody is named as the provider, or as what was measured, the readings stand
together but nothing may be drawn between them: they may come from two.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Literal, NamedTuple

from events.columns.field_values import provider
from events.dates.edtf import OPEN_END, OPEN_START
from events.metrics import ends, unit_of
from events.names import in_language
from events.queries.expressions import AllOf, AnyOf, Compared, In
from events.readings.figures import AHEAD, subject_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from events.metrics import Bound
    from events.model import Reading
    from events.queries.expressions import Expression
    from events.query import Query
    from events.timeline import Timeline
    from events.when import Lang, When

Measured = Literal["product", "company", ""]


class SeriesKey(NamedTuple):
    """What makes a series one."""

    metric: str
    field: Measured
    """What was measured: a product, a company where the reading has no product, "" if neither."""
    subject: str
    """The id of that product or company."""
    by: str
    """Whose figures they are, a value of the field ``by``; "" where nobody is named."""

    @property
    def may_be_joined(self) -> bool:
        """Whether a line may run from one of its points to the next."""
        return bool(self.subject and self.by)


class Point(NamedTuple):
    """One reading of a series, at the date of its event."""

    number: int
    """The event's number."""
    nth: int
    """Which of the event's readings it is, from 0."""
    low: float
    high: float
    """The ends of the range; the value twice where it is one number."""
    bound: Bound
    when: When | None
    """None: the event is undated, and the point has no place on an axis."""
    day: float | None = None
    """Where on an axis of days its mark stands (see `middle_day`); None if undated."""
    measured: bool = True
    """False where the event is still to come or withdrawn: no line runs to such a point."""

    @property
    def middle(self) -> float:
        """Where its mark stands."""
        return self.low if self.low == self.high else self.low + (self.high - self.low) / 2

    @property
    def direction(self) -> int:
        """1 where the value may be any higher one ("over"), -1 any lower one, 0 otherwise.

        A bound is about size: a fall of over 2 % lies below −2.
        """
        if self.bound not in ("over", "under"):
            return 0
        return 1 if (self.bound == "over") == (self.low >= 0) else -1


class Series(NamedTuple):
    """The points of one series, in the order of their dates, undated ones last."""

    key: SeriesKey
    points: tuple[Point, ...]


class Wanted(NamedTuple):
    """What a query asks to see of the readings in the events it finds."""

    metrics: tuple[str, ...]
    """In the order in which the query names them; none: whatever there is."""
    products: frozenset[str]
    companies: frozenset[str]
    """With all companies below them."""
    providers: frozenset[str]

    def takes(self, key: SeriesKey, timeline: Timeline) -> bool:
        """Whether a series is asked for.

        An event of two products has readings of both; a query for one of these shows only its
        own. What is measured in no product at all is shown whatever products are asked for.
        """
        if self.providers and key.by not in self.providers:
            return False
        if self.products and key.field == "product" and key.subject not in self.products:
            return False
        if not self.companies or not key.subject:
            return True
        return company_of(key, timeline) in self.companies


def wanted(query: Query, timeline: Timeline) -> Wanted:
    """What a query says of metrics, products, companies and providers.

    A metric counts wherever the query names it without a minus, be it to compare it (``dau>50M``);
    the others only where they are terms of their own.
    """
    metrics = dict.fromkeys(_metrics(query.expr))
    companies = chain.from_iterable(map(timeline.family, query.ticked("company")))
    return Wanted(tuple(metrics), query.ticked("product"), frozenset(companies), query.ticked("by"))


def _metrics(expression: Expression) -> Iterator[str]:
    match expression:
        case In(field="metric", values=values):
            yield from values
        case Compared(metric=metric):
            yield metric
        case AllOf(items=items) | AnyOf(items=items):
            for item in items:
                yield from _metrics(item)
        case _:
            return


def company_of(key: SeriesKey, timeline: Timeline) -> str:
    """The company that a series is about, that of its product included; "" if none is known."""
    if key.field == "company":
        return key.subject
    product = timeline.products.get(key.subject)
    word = product.company if product else None
    return (timeline.names["company"].resolve(word) or "") if word else ""


class AllSeries:
    """Every reading of a timeline, each metric sorted into series when it is first asked for."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self._sorted: dict[str, list[tuple[SeriesKey, Point]]] = {}
        self._keys: dict[tuple[object, ...], SeriesKey] = {}

    def counts(self, bits: int) -> dict[str, int]:
        """The metrics read in a set of events, with how many of the events read each.

        The metrics with most events come first; of two with as many the one named first.
        """
        timeline = self.timeline
        counts = {
            metric: (timeline.bits("metric", metric) & bits).bit_count()
            for metric in timeline.values("metric")
        }
        ranked = sorted(filter(counts.__getitem__, counts), key=lambda m: -counts[m])
        return {metric: counts[metric] for metric in ranked}

    def series(
        self, metric: str, bits: int, takes: Callable[[SeriesKey], bool] = lambda key: True
    ) -> list[Series]:
        """The series of a metric, of those of its readings that are in a set of events.

        Parameters
        ----------
        bits
            The events, as a bitset.
        takes
            Which series are wanted at all.

        Returns
        -------
        list
            In the order of the names: products, companies, those of nobody; then by provider.
        """
        found: dict[SeriesKey, list[Point]] = {}
        flags = bin(bits)[:1:-1]  # a character a bit, from the lowest: faster than shifting N bits
        most = len(flags)
        for key, point in self._points(metric):
            if point.number < most and flags[point.number] == "1":
                points = found.get(key)
                if points is None:
                    points = found[key] = []
                points.append(point)
        ranks = self._ranks()
        kept = [Series(key, tuple(points)) for key, points in found.items() if takes(key)]
        return sorted(kept, key=lambda series: ranks(series.key))

    def _points(self, metric: str) -> list[tuple[SeriesKey, Point]]:
        known = self._sorted.get(metric)
        if known is None:
            timeline = self.timeline
            known = self._sorted[metric] = [
                (self.key(number, reading), _point(timeline, number, nth, reading))
                for number in timeline.postings("metric").get(metric, ())
                for nth, reading in enumerate(timeline.events[number].readings)
                if reading.metric == metric
            ]
        return known

    def key(self, number: int, reading: Reading) -> SeriesKey:
        """The series that a reading of an event belongs to.

        A reading that names neither product nor company is of the event's only product, or else
        of its only company; where there are several it is not known whose it is.
        """
        timeline = self.timeline
        written = provider(reading)
        products, companies = timeline.product_ids[number], timeline.company_ids[number]
        known = (reading.metric, reading.product, reading.company, written, products, companies)
        if known not in self._keys:
            field, ids = subject_of(timeline, number, reading)
            subject = ids[0] if len(ids) == 1 else ""
            by = timeline.names_of("by").resolve(written) or written if written else ""
            self._keys[known] = SeriesKey(reading.metric, field if subject else "", subject, by)
        return self._keys[known]

    def _ranks(self) -> Callable[[SeriesKey], tuple[int, int, str, str]]:
        timeline = self.timeline
        places = {
            (field, id): place
            for field in ("product", "company")
            for place, id in enumerate(timeline.names[field])
        }
        fields = {"product": 0, "company": 1, "": 2}

        def rank(key: SeriesKey) -> tuple[int, int, str, str]:
            place = places.get((key.field, key.subject), len(places))
            return fields[key.field], place, key.subject, key.by

        return rank


def _point(timeline: Timeline, number: int, nth: int, reading: Reading) -> Point:
    low, high = ends(reading)
    measured = timeline.events[number].status not in _NOT_MEASURED
    when = timeline.when[number]
    day = middle_day(when) if when else None
    return Point(number, nth, low, high, reading.bound, when, day, measured)


_NOT_MEASURED = AHEAD | {"withdrawn"}


def middle_day(when: When) -> float:
    """Where a date's mark stands on an axis of days: in the middle of the days it may mean.

    Day *d* lasts from ``d`` to ``d + 1``. A date with an open end stands at its other one.
    """
    if when.lo == OPEN_START:
        return when.hi + 0.5
    if when.hi == OPEN_END:
        return when.lo + 0.5
    return (when.lo + when.hi + 1) / 2


def reading_of(point: Point, timeline: Timeline) -> Reading:
    """The reading as it is written in its event."""
    return timeline.events[point.number].readings[point.nth]


def subject_name(key: SeriesKey, timeline: Timeline, lang: Lang) -> str:
    """What the series is about, as the files call it; "" where that is not known."""
    return timeline.label(key.field, key.subject, lang) if key.field else ""


def provider_name(key: SeriesKey, timeline: Timeline, lang: Lang) -> str:
    """Whose figures they are, as the files call them; "" where nobody is named."""
    return timeline.label("by", key.by, lang) if key.by else ""


_OF_SOMETHING = ("%", "ratio")


def like_units(metrics: Iterable[str], timeline: Timeline) -> list[tuple[str, ...]]:
    """The metrics in groups that can share one value axis, in their own order.

    Metrics share one where both are in the same unit. A metric without a unit is on its own, and
    so is a percentage or a ratio: two of these are of two different things.
    """
    groups: dict[object, list[str]] = {}
    for id in metrics:
        metric = timeline.metrics.get(id)
        unit: object = unit_of(metric)
        if unit in _OF_SOMETHING:
            unit = ""
        elif not unit and metric and metric.unit:
            unit = (in_language(metric.unit, "en"), in_language(metric.unit, "zh"))
        groups.setdefault(unit or ("alone", id), []).append(id)
    return [tuple(group) for group in groups.values()]
