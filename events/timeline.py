"""The loaded whole: events in date order, their columns, the names, and who is in which set.

An event is referred to by its *number*: its index in `Timeline.events`. Numbers follow the dates,
so a sorted selection of numbers is in date order; undated events have the last ones.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain, compress
from operator import ne
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from events.columns.bitsets import bits_of, first_in
from events.columns.families import Families
from events.columns.field_values import FIELDS, Field, collect, provider_texts, used_names
from events.columns.found_out import FoundOut
from events.columns.having import having
from events.columns.haystacks import folded_text
from events.columns.month_groups import Group, month_groups
from events.columns.renumbering import Renumbering
from events.columns.resolve import Resolver, Unknown
from events.names import STATUS_NAMES, Named, Names, Text, fold

if TYPE_CHECKING:
    from events.loading.source_file import SourceFile
    from events.model import (
        Company,
        Era,
        Event,
        Info,
        Kind,
        Metric,
        Product,
        Source,
        View,
    )
    from events.problems import Problem
    from events.when import Lang, When

__all__ = ["FIELDS", "NEVER", "Field", "Group", "Timeline", "Unknown"]

Model = TypeVar("Model", bound=Named)

NEVER = 3652061
"""Stands for the days of an undated event: later than any ordinal."""
_LAST = (NEVER, 0, "", 0, "")  # where undated events are sorted
# A value that fewer events than one in so many have is rare.
_RARE = 1000


class Timeline:
    """All events, names and files read as one whole; built once by `build` and never changed.

    Lists and arrays are columns: one entry for each event number.
    """

    info: Info | None
    companies: dict[str, Company]
    products: dict[str, Product]
    kinds: dict[str, Kind]
    metrics: dict[str, Metric]
    sources: dict[str, Source]
    names: dict[str, Names]
    """The names of each of these five tables, and of ``status``."""
    views: tuple[View, ...]
    eras: tuple[Era, ...]
    """Those with a date, in the order of dates."""
    files: tuple[SourceFile, ...]
    problems: Sequence[Problem]
    """What loading found."""
    root: Path
    """The timeline's folder, or its one file."""
    writable: bool
    """Whether it takes edits."""
    unknown: tuple[Unknown, ...]
    """The names in events that could not be resolved."""

    events: list[Event]
    """By date, as `When.key` orders; undated ones last, in the order of the files. The names in
    them are ids wherever they could be resolved."""
    dated: int
    """How many events have a date."""
    id_of: list[str]
    when: list[When | None]
    lo: array[int]
    """First days, as ordinals; `NEVER` for undated events."""
    hi: array[int]
    """Last days, inclusive; `NEVER` for undated events."""
    start: array[int]
    """The day that the order goes by: the first, or the last where the start is open. Ascending."""
    company_ids: list[tuple[str, ...]]
    """Known companies, those of the products included, without parents."""
    product_ids: list[tuple[str, ...]]
    """Known products."""
    kind_id: list[str]
    """The kind if it is known, else ""."""
    reading_counts: array[int]
    """How many readings each event gives."""

    linking: Sequence[int]
    """The numbers of the events that name others as related, ascending."""
    extended: Sequence[int]
    """The numbers of the events whose ``company_ids`` are not just the companies they name."""
    written: Sequence[Event]
    """The events in the order of the files, with the names there."""
    order: array[int]
    """For each number the event's place in ``written``."""
    found: FoundOut
    """What was found out so far; ask `postings`, `bits`, `values` and `having`."""

    @classmethod
    def build(
        cls,
        *,
        info: Info | None = None,
        companies: Iterable[Company] = (),
        products: Iterable[Product] = (),
        kinds: Iterable[Kind] = (),
        metrics: Iterable[Metric] = (),
        sources: Iterable[Source] = (),
        views: Iterable[View] = (),
        eras: Iterable[Era] = (),
        events: Sequence[Event] = (),
        file_index: Sequence[int] = (),
        nth_in_file: Sequence[int] = (),
        files: Iterable[SourceFile] = (),
        problems: Sequence[Problem] = (),
        root: Path = Path(),
        writable: bool = False,
        previous: Timeline | None = None,
    ) -> Timeline:
        """Sort the events by date, resolve the names in them and fill the columns.

        Parameters
        ----------
        events
            In the order of the files, each with an id.
        file_index, nth_in_file
            For each event the index of its file in ``files``, and which ``[[event]]`` of that file
            it is, from 0 and counting those that were refused.
        problems
            Kept as it is given: `load` may still add to its list what ``unknown`` tells.
        previous
            The timeline as it was: what it found out about the same events is taken from there.
        """
        timeline = cls()
        timeline.info = info
        timeline.companies = _by_id(companies)
        timeline.products = _by_id(products)
        timeline.kinds = _by_id(kinds)
        timeline.metrics = _by_id(metrics)
        timeline.sources = _by_id(sources)
        if previous is None or not timeline._names_as(previous):
            previous = cls()  # an empty one
        timeline.names = previous.names or {
            "company": Names.of(timeline.companies.values()),
            "product": Names.of(timeline.products.values()),
            "kind": Names.of(timeline.kinds.values()),
            "metric": Names.of(timeline.metrics.values()),
            "source": Names.of(timeline.sources.values()),
            "status": STATUS_NAMES,
        }
        timeline.views = tuple(views)
        timeline.eras = tuple(sorted((era for era in eras if era.date), key=_sort_key))
        timeline.files = tuple(files)
        timeline.problems = problems
        timeline.root = root
        timeline.writable = writable
        moved = timeline._fill(events, file_index, nth_in_file, previous)
        timeline._take_over(previous, moved)
        return timeline

    def __init__(self) -> None:
        """An empty timeline; `build` makes one of events."""
        self.names = {}
        self.unknown = ()
        self.events, self.id_of, self.when = [], [], []
        self.company_ids, self.product_ids, self.kind_id = [], [], []
        self.lo, self.hi, self.start = array("i"), array("i"), array("i")
        self.written, self.order = (), array("i")
        self.reading_counts, self.linking, self.extended = array("i"), array("i"), array("i")
        self.found = FoundOut()

    def _names_as(self, other: Timeline) -> bool:
        """Whether all names mean what they do in another timeline."""
        return all(
            list(mine.values()) == list(theirs.values())
            for mine, theirs in (
                (self.companies, other.companies),
                (self.products, other.products),
                (self.kinds, other.kinds),
                (self.metrics, other.metrics),
                (self.sources, other.sources),
            )
        )

    def _fill(
        self,
        events: Sequence[Event],
        file_index: Sequence[int],
        nth_in_file: Sequence[int],
        previous: Timeline,
    ) -> Renumbering:
        moved = Renumbering(previous.written, previous.order, events, _sort_key)
        # What is new, in the order of the files, as it lies in memory.
        fresh = [events[place] for place in moved.fresh]
        dates = [event.date for event in fresh]
        resolver = Resolver(self.names, self.products)
        resolved = resolver.resolve(fresh)
        column, order = moved.column, moved.order
        self.events = column(previous.events, resolved)
        self.company_ids = column(previous.company_ids, resolver.company_ids)
        self.product_ids = column(previous.product_ids, resolver.product_ids)
        self.kind_id = column(previous.kind_id, resolver.kind_id)
        self.id_of = column(previous.id_of, [event.id for event in fresh])
        self.when = column(previous.when, dates)
        self.lo = column(previous.lo, [when.lo if when else NEVER for when in dates])
        self.hi = column(previous.hi, [when.hi if when else NEVER for when in dates])
        self.start = column(previous.start, [when.key[0] if when else NEVER for when in dates])
        self.dated = bisect_left(self.start, NEVER)
        self.written, self.order = events, array("i", order)
        self._file_index = array("i", map(file_index.__getitem__, order) if file_index else ())
        self._nth_in_file = array("i", map(nth_in_file.__getitem__, order) if nth_in_file else ())
        self.reading_counts = column(
            previous.reading_counts, [len(event.readings) for event in resolved]
        )
        new = [self.events[number] for number in moved.added]
        self.linking = moved.again(previous.linking, (bool(event.related) for event in new))
        companies = map(self.company_ids.__getitem__, moved.added)
        written = (event.companies for event in new)
        self.extended = moved.again(previous.extended, map(ne, companies, written))
        if resolver.unknown or previous.unknown:
            number_at = dict(zip(order, range(len(order)), strict=True))
            places = ((name, moved.fresh[name.number]) for name in resolver.unknown)
            found = [name._replace(number=number_at[place]) for name, place in places]
            kept = ((name, moved.now[name.number]) for name in previous.unknown)
            found += [name._replace(number=number) for name, number in kept if number >= 0]
            self.unknown = tuple(sorted(found, key=lambda name: name.number))
        return moved

    def _take_over(self, previous: Timeline, moved: Renumbering) -> None:
        """Take what was found out about the events that stayed."""
        if "haystack" in vars(previous):
            self.haystack = moved.column(previous.haystack, [""] * len(moved.fresh))
            self._fold_texts(self.haystack, moved.added)
        self.found.take_over(self, previous, moved)

    def __len__(self) -> int:
        return len(self.events)

    # Where an event comes from

    def file(self, number: int) -> SourceFile:
        """The file that the event stands in."""
        return self.files[self._file_index[number]]

    def file_index(self, number: int) -> int:
        """The index in ``files`` of the file that the event stands in."""
        return self._file_index[number]

    def nth_in_file(self, number: int) -> int:
        """Which ``[[event]]`` of its file the event is, from 0."""
        return self._nth_in_file[number]

    def place(self, number: int) -> tuple[str, int]:
        """The event's file, relative to the timeline's folder, and the line of its header."""
        file = self.file(number)
        return file.name, file.line_of(self._nth_in_file[number])

    # Values of fields, and the events that have them

    def names_of(self, field: Field) -> Names:
        """The names of a field's values: the table's own, or, for tags and the like, those used."""
        if field in self.names:
            return self.names[field]
        if field not in self.found.names:
            self.found.names[field] = Names(used_names(self, field))
        return self.found.names[field]

    def values(self, field: Field) -> tuple[str, ...]:
        """The values of a field that any event has, in reading order: that of the names."""
        if field not in self.found.values:
            used: Mapping[str, Sequence[int]] | set[str] = self.postings(field)
            if field == "company":
                used = {company for id in used for company in self.ancestry(id)}
            self.found.values[field] = tuple(
                value for value in self.names_of(field) if value in used
            )
        return self.found.values[field]

    def label(self, field: Field, value: str, lang: Lang) -> str:
        """What to show for a value of a field."""
        return self.names_of(field).label(value, lang)

    def bits(self, field: Field, value: str) -> int:
        """The events that have the value, as a bitset; a company has those of its children too."""
        if field == "company":
            return self.own_bits(field, *self.family(value))
        return self.own_bits(field, value)

    def own_bits(self, field: Field, *values: str) -> int:
        """The events that have any of the values themselves: without a company's children."""
        bits = 0
        rare: list[Sequence[int]] = []
        for value in values:
            numbers = self.postings(field).get(value, ())
            if self.is_rare(numbers):
                rare.append(numbers)
                continue
            if (field, value) not in self.found.bits:
                self.found.bits[field, value] = bits_of(numbers, len(self))
            bits |= self.found.bits[field, value]
        return bits | bits_of(chain.from_iterable(rare), len(self)) if rare else bits

    def is_rare(self, numbers: Sequence[int]) -> bool:
        """Whether so few events are better kept as a list of numbers than as a bitset.

        So a timeline with a new tag on each event costs no N x N bits.
        """
        return len(numbers) * _RARE < len(self)

    def postings(self, field: Field) -> Mapping[str, Sequence[int]]:
        """For each value of the field the numbers of its events, ascending."""
        if field not in self.found.postings:
            self.found.postings[field] = collect(self, field)
        return self.found.postings[field]

    def having(self, part: str) -> int:
        """The events that have a note, a reading or the like; see `events.columns.having`."""
        if part not in self.found.having:
            self.found.having[part] = having(self.events, part)
        return self.found.having[part]

    def family(self, company: str) -> tuple[str, ...]:
        """A company and all below it: its children, theirs, and so on."""
        return self._families.below(company)

    def ancestry(self, company: str) -> tuple[str, ...]:
        """A company, its parent, the parent's parent, and so on; never twice the same."""
        return self._families.above(company)

    def children(self, company: str) -> Sequence[str]:
        """The companies whose parent it is."""
        return self._families.children(company)

    @cached_property
    def _families(self) -> Families:
        return Families(self.companies, self.names["company"])

    # What screens ask for

    @cached_property
    def haystack(self) -> list[str]:
        """The folded text of each event: title, summary and note in every language.

        Names that mean nothing are in it too. Known names and tags are not: `events.queries.search`
        looks for words in those once a value, not once an event.
        """
        texts = [""] * len(self)
        self._fold_texts(texts, range(len(self)))
        return texts

    def _fold_texts(self, texts: list[str], numbers: Sequence[int]) -> None:
        for number in numbers:
            texts[number] = folded_text(self.events[number])
        for name in self.unknown:
            if name.number in numbers:
                texts[name.number] += "\n" + fold(name.word)

    @cached_property
    def number_of(self) -> dict[str, int]:
        """The number of each id; the earliest event's where two have the same."""
        backwards = range(len(self.id_of) - 1, -1, -1)
        return dict(zip(reversed(self.id_of), backwards, strict=True))

    @cached_property
    def provider_texts(self) -> dict[str, tuple[int, Text]]:
        """Whose figures the readings are, as written; see `events.columns.field_values`."""
        return provider_texts(self, compress(range(len(self)), self.reading_counts))

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The months that hold dated events, in order, by the day that the order goes by."""
        return month_groups(self)

    def launch(self, product: str) -> int | None:
        """The number of the earliest dated event of a launch kind with this product, if any."""
        launches = 0
        for id, kind in self.kinds.items():
            if kind.launch:
                launches |= self.bits("kind", id)
        number = first_in(self.bits("product", product) & launches)
        return number if number is not None and number < self.dated else None


def _sort_key(dated: Event | Era) -> tuple[Any, ...]:
    return dated.date.key if dated.date else _LAST


def _by_id(models: Iterable[Model]) -> dict[str, Model]:
    found: dict[str, Model] = {}
    for model in models:
        found.setdefault(model.id, model)
    return found
