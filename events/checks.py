"""The rules beyond form: what can hardly be true in a timeline, and what could be better.

A contradiction that is noted is no problem: where a note of one of the two events holds the id of
the other, both stand as their sources have them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from events.loading.locator import Locator
from events.metrics import may_agree, show_reading
from events.names import every_language, fold, in_language
from events.problems import Problem
from events.query import QueryError, parse_query
from events.toml.scan import Path
from events.when import today

if TYPE_CHECKING:
    from events.model import Event, Reading
    from events.timeline import Timeline

# Events of these come after what is said of them.
_AHEAD = frozenset(("announced", "planned", "forecast"))

_Figure: TypeAlias = tuple[int, int]
"""The number of an event, and the index of one of its readings."""


def check(timeline: Timeline) -> list[Problem]:
    """Every problem of a timeline: those of loading, and what the rules beyond form find.

    Sorted by file, line and column.
    """
    checker = _Checker(timeline)
    found = [
        *timeline.problems,
        *checker.before_launch(),
        *checker.readings_differ(),
        *checker.sources_before_events(),
        *checker.no_citations(),
        *checker.unused(),
        *checker.bad_queries(),
        *checker.undated_eras(),
    ]
    return sorted(found, key=lambda problem: (problem.file, problem.line, problem.column))


class _Checker:
    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.locator = Locator()

    def before_launch(self) -> Iterator[Problem]:
        """Events certainly before the launch of one of their products."""
        timeline = self.timeline
        launches = {}
        for product in timeline.products:
            launch = timeline.launch(product)
            if launch is not None:
                launches[product] = launch
        for number, products in enumerate(timeline.product_ids[: timeline.dated]):
            for product in products:
                launch = launches.get(product)
                if launch is None or timeline.hi[number] >= timeline.lo[launch]:
                    continue
                event, other = timeline.events[number], timeline.events[launch]
                if event.status not in _AHEAD and not _noted(event, other):
                    args = (
                        ("product", product),
                        ("launch", str(other.date)),
                        ("other", other.id),
                    )
                    yield self._problem("before-launch", number, ("date",), *args)

    def readings_differ(self) -> Iterator[Problem]:
        """Readings of one metric, product or company, provider and date that exclude each other."""
        events = self.timeline.events
        seen: dict[object, list[_Figure]] = {}
        for number in range(self.timeline.dated):
            for nth, reading in enumerate(events[number].readings):
                same = seen.setdefault(self._about(number, reading), [])
                # The first and the last are enough: one problem a reading.
                for other in dict.fromkeys((*same[:1], *same[-1:])):
                    if problem := self._difference((number, nth), other):
                        yield problem
                        break
                same.append((number, nth))

    def _about(self, number: int, reading: Reading) -> tuple[object, ...]:
        """What a reading is a figure of, on which day, and whose figure it is."""
        timeline = self.timeline
        subject: object = (reading.product, reading.company)
        if subject == (None, None):
            subject = (timeline.product_ids[number] or timeline.company_ids[number],)
        provider: object = fold(in_language(reading.by, "en")).strip()
        if not provider:
            provider = tuple(sorted(c.source for c in timeline.events[number].citations))
        elif (company := timeline.names["company"].resolve(str(provider))) is not None:
            provider = company
        return reading.metric, subject, provider, timeline.when[number]

    def _difference(self, here: _Figure, there: _Figure) -> Problem | None:
        timeline = self.timeline
        event, other = timeline.events[here[0]], timeline.events[there[0]]
        reading, that = event.readings[here[1]], other.readings[there[1]]
        if may_agree(reading, that):
            return None
        if event is not other and _noted(event, other):
            return None
        metric = timeline.metrics.get(reading.metric)
        subject = (
            reading.product
            or reading.company
            or ", ".join(timeline.product_ids[here[0]] or timeline.company_ids[here[0]])
        )
        args = (
            ("metric", reading.metric),
            ("subject", subject),
            ("this", show_reading(reading, metric, "en")),
            ("this@zh", show_reading(reading, metric, "zh")),
            ("that", show_reading(that, metric, "en")),
            ("that@zh", show_reading(that, metric, "zh")),
            ("other", other.id),
        )
        return self._problem("readings-differ", here[0], ("readings", here[1]), *args)

    def sources_before_events(self) -> Iterator[Problem]:
        """Events cited to a source that certainly came out before they happened."""
        timeline = self.timeline
        published = {
            id: source.published for id, source in timeline.sources.items() if source.published
        }
        for number in range(timeline.dated):
            event = timeline.events[number]
            if event.status in _AHEAD:
                continue
            for nth, citation in enumerate(event.citations):
                day = published.get(citation.source)
                if day is not None and day.hi < timeline.lo[number]:
                    args = (("source", citation.source), ("published", str(day)))
                    path = ("citations", nth, "source")
                    yield self._problem("source-before-event", number, path, *args)

    def no_citations(self) -> Iterator[Problem]:
        """Events without a source."""
        timeline = self.timeline
        for number, event in enumerate(timeline.events):
            if not event.citations:
                file, line = timeline.place(number)
                yield Problem("no-citation", file, line, 1, (), event.id)

    def unused(self) -> Iterator[Problem]:
        """Companies, products and sources that no event names."""
        timeline = self.timeline
        readings = [reading for event in timeline.events for reading in event.readings]
        products = {id for ids in timeline.product_ids for id in ids}
        products.update(reading.product for reading in readings if reading.product)
        companies = {id for ids in timeline.company_ids for id in ids}
        companies.update(reading.company for reading in readings if reading.company)
        companies.update(
            owner
            for id in products
            if id in timeline.products and (owner := timeline.products[id].company)
        )
        companies = {one for id in companies for one in timeline.ancestry(id)}
        companies.update(
            id
            for reading in readings
            if reading.by
            and (id := timeline.names["company"].resolve(in_language(reading.by, "en")))
        )
        sources = {citation.source for event in timeline.events for citation in event.citations}
        used = {"company": companies, "product": products, "source": sources}
        for file, table, number, value in self._rows(used):
            if value.id not in used[table]:
                args = (("id", value.id),)
                yield self.locator.problem(f"unused-{table}", file, table, number, (), args)

    def bad_queries(self) -> Iterator[Problem]:
        """Saved views whose query is not understood."""
        for file, table, number, view in self._rows(("view",)):
            try:
                parse_query(view.query, self.timeline, today())
            except QueryError as error:
                args = (("why", error.show("en")), ("why@zh", error.show("zh")))
                yield self.locator.problem("bad-query", file, table, number, ("query",), args)

    def undated_eras(self) -> Iterator[Problem]:
        """Eras without a date, which are shown nowhere."""
        for file, table, number, era in self._rows(("era",)):
            if era.date is None:
                names = (in_language(era.name, "en"), in_language(era.name, "zh"))
                args = (("name", names[0]), ("name@zh", names[1]))
                yield self.locator.problem("undated-era", file, table, number, (), args)

    def _rows(self, tables: Iterable[str]) -> Iterator[tuple[Any, str, int, Any]]:
        """File, table, number and model of what stands in the files."""
        for file in self.timeline.files:
            for row in file.tables.rows:
                if row.table in tables:
                    yield file, *row

    def _problem(self, code: str, number: int, path: Path, *args: tuple[str, str]) -> Problem:
        timeline = self.timeline
        file, nth = timeline.file(number), timeline.nth_in_file(number)
        id = timeline.id_of[number]
        return self.locator.problem(code, file, "event", nth, path, args, event=id)


def _noted(event: Event, other: Event) -> bool:
    """Whether a note of one of two events names the other."""
    return any(
        theirs.id in words
        for mine, theirs in ((event, other), (other, event))
        for note in (mine.note, *(reading.note for reading in mine.readings))
        for words in every_language(note)
    )
