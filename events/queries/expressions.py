"""What a query means: frozen expressions that find their events and say themselves in words.

`bits` gives the events as a bitset; `Search.bits` keeps the answers, so expressions ask it for
those of their parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Protocol

from events.columns.bitsets import bits_of, bits_where
from events.queries.words import FIELD_NAMES, PART_NAMES, QUALITY_NAMES
from events.said import Said

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from events.metrics import Op
    from events.model import Reading
    from events.timeline import Field, Timeline
    from events.when import Lang


class Index(Protocol):
    """What an expression asks, as `events.queries.search.Search` answers it; sets are bitsets."""

    timeline: Timeline
    everything: int
    dated: int

    def bits(self, expression: Expression) -> int:
        """The events of an expression."""
        ...

    def text(self, word: str) -> int:
        """The events in whose text, names or tags a folded word or phrase stands."""
        ...

    def begun(self, day: int) -> int:
        """The dated events that may have begun by the end of a day."""
        ...

    def not_over(self, day: int) -> int:
        """The dated events that may not be over on a day."""
        ...

    def dates_with(self, name: str, values: Collection[object]) -> int:
        """The events whose date has one of some values as an attribute of `When`."""
        ...

    def readings(self, metric: str) -> list[tuple[int, Reading]]:
        """All readings of a metric with the numbers of their events, ascending."""
        ...


class Expression(Protocol):
    """What every part of a query can do."""

    def bits(self, search: Index) -> int:
        """The events it holds for, as a bitset."""
        ...

    def describe(self, lang: Lang) -> str:
        """What it asks, in words."""
        ...


@dataclass(frozen=True, slots=True)
class Text:
    """A word or phrase stands in the title, summary or note, or in a name or tag of the event."""

    word: str
    """Folded."""
    typed: str

    def bits(self, search: Index) -> int:
        """See `Expression`."""
        return search.text(self.word)

    def describe(self, lang: Lang) -> str:
        """See `Expression`."""
        return f"“{self.typed}”"


@dataclass(frozen=True, slots=True)
class In:
    """A field has one of these values; a company's includes those of the companies below it."""

    field: Field
    values: tuple[str, ...]
    said: tuple[Said, ...]

    def bits(self, search: Index) -> int:
        """See `Expression`."""
        found = 0
        for value in self.values:
            found |= search.timeline.bits(self.field, value)
        return found

    def describe(self, lang: Lang) -> str:
        """See `Expression`."""
        field = FIELD_NAMES.label(self.field, lang)
        return _either(f"{field} " if lang == "en" else f"{field}为", self.said, lang)


@dataclass(frozen=True, slots=True)
class Ids:
    """The event's id is one of these, or begins with one where no id is just that."""

    prefixes: tuple[str, ...]

    def bits(self, search: Index) -> int:
        """See `Expression`."""
        found = 0
        for prefix in self.prefixes:
            found |= _with_id(search.timeline, prefix)
        return found

    def describe(self, lang: Lang) -> str:
        """See `Expression`."""
        shown = tuple(Said(prefix, prefix) for prefix in self.prefixes)
        return _either("id " if lang == "en" else "编号为", shown, lang)


def _with_id(timeline: Timeline, prefix: str) -> int:
    if prefix in timeline.number_of:
        return bits_of((n for n, id in enumerate(timeline.id_of) if id == prefix), len(timeline))
    return bits_where(map(str.startswith, timeline.id_of, repeat(prefix)))


@dataclass(frozen=True, slots=True)
class Dated:
    """The date may fall into one of these ranges of days; undated events never do.

    ``strict``: it surely does, all of it. An event that may begin before the range and end after
    it overlaps it too.
    """

    field: str
    ranges: tuple[tuple[int, int], ...]
    said: tuple[Said, ...]
    strict: bool = False

    def bits(self, search: Index) -> int:
        """See `Expression`."""
        found = 0
        for lo, hi in self.ranges:
            if self.strict:
                found |= search.dated & ~search.begun(lo - 1) & ~search.not_over(hi + 1)
            else:
                found |= search.begun(hi) & search.not_over(lo)
        return found

    def describe(self, lang: Lang) -> str:
        """See `Expression`."""
        before, after = _DATE_WORDS[self.field][lang == "zh"]
        return _either(before, self.said, lang) + after


_DATE_WORDS = {
    "date": (("dated ", ""), ("日期在", "")),
    "since": (("since ", ""), ("自", "起")),
    "until": (("until ", ""), ("至", "止")),
    "within": (("surely within ", ""), ("确在", "之内")),
}


@dataclass(frozen=True, slots=True)
class KnownBy:
    """A source cited for the event had surely been published by the end of a day.

    Events without a source that has a date are left out: nobody knows since when they are known.
    """

    day: int
    said: Said

    def bits(self, search: Index) -> int:
        """See `Expression`."""
        found = 0
        for id, source in search.timeline.sources.items():
            if source.published and source.published.hi <= self.day:
                found |= search.timeline.bits("source", id)
        return found

    def describe(self, lang: Lang) -> str:
        """See `Expression`."""
        shown = self.said.show(lang)
        return f"known by {shown}" if lang == "en" else f"{shown}时已知"


@dataclass(frozen=True, slots=True)
class Compared:
    """A reading of the metric surely compares so with a number.

    "Over 100M" is surely > 50M; it may be > 200M, and is not found by that. So ``-dau>50M`` finds
    the events that have no reading surely over 50M, not those that have one below it.
    """

    metric: str
    op: Op
    number: float
    said: Said
    """The metric's name."""

    def bits(self, search: Index) -> int:
        """See `Expression`."""
        from events.metrics import holds

        return bits_of(
            (
                number
                for number, reading in search.readings(self.metric)
                if holds(reading, self.op, self.number) == "yes"
            ),
            len(search.timeline),
        )

    def describe(self, lang: Lang) -> str:
        """See `Expression`."""
        from events.metrics import show_number

        return f"{self.said.show(lang)} {self.op} {show_number(self.number, lang)}"


@dataclass(frozen=True, slots=True)
class Is:
    """The date is of a sort: approximate, undated, still to come …"""

    quality: str
    today: int

    def bits(self, search: Index) -> int:
        """See `Expression`."""
        match self.quality:
            case "undated":
                return search.everything & ~search.dated
            case "past":
                return search.dated & ~search.not_over(self.today)
            case "future":
                return search.dated & ~search.begun(self.today)
            case "ongoing":
                spans = search.dates_with("kind", ("span",))
                return spans & search.begun(self.today) & search.not_over(self.today)
            case "exact":
                return search.dates_with("exact", (True,))
            case "approximate":
                return search.dates_with("doubt", ("~", "%"))
            case _:
                return search.dates_with("doubt", ("?", "%"))

    def describe(self, lang: Lang) -> str:
        """See `Expression`."""
        return QUALITY_NAMES.label(self.quality, lang)


@dataclass(frozen=True, slots=True)
class Has:
    """The event has a note, a reading or the like; of names, one that is known."""

    part: str

    def bits(self, search: Index) -> int:
        """See `Expression`."""
        timeline = search.timeline
        match self.part:
            case "company":
                return bits_where(map(bool, timeline.company_ids))
            case "product":
                return bits_where(map(bool, timeline.product_ids))
            case "kind":
                return bits_where(map(bool, timeline.kind_id))
            case part:
                return timeline.having(part)

    def describe(self, lang: Lang) -> str:
        """See `Expression`."""
        label = PART_NAMES.label(self.part, lang)
        return f"with {label}" if lang == "en" else f"有{label}"


@dataclass(frozen=True, slots=True)
class Not:
    """All events but those."""

    item: Expression

    def bits(self, search: Index) -> int:
        """See `Expression`."""
        return search.everything & ~search.bits(self.item)

    def describe(self, lang: Lang) -> str:
        """See `Expression`."""
        return ("not " if lang == "en" else "排除") + _inner(self.item, lang)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of the items holds."""

    items: tuple[Expression, ...]

    def bits(self, search: Index) -> int:
        """See `Expression`."""
        found = 0
        for item in self.items:
            found |= search.bits(item)
        return found

    def describe(self, lang: Lang) -> str:
        """See `Expression`."""
        return (" or " if lang == "en" else "或").join(_inner(item, lang) for item in self.items)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of the items holds; no items: everything does."""

    items: tuple[Expression, ...]

    def bits(self, search: Index) -> int:
        """See `Expression`."""
        found = search.everything
        for item in self.items:
            found &= search.bits(item)
        return found

    def describe(self, lang: Lang) -> str:
        """See `Expression`."""
        if not self.items:
            return "all events" if lang == "en" else "全部事件"
        if len(self.items) == 1:
            return self.items[0].describe(lang)
        return (" and " if lang == "en" else "，且").join(_inner(item, lang) for item in self.items)


def _inner(item: Expression, lang: Lang) -> str:
    """An expression inside another, in brackets where it has items of its own."""
    shown = item.describe(lang)
    if isinstance(item, AnyOf | AllOf) and len(item.items) > 1:
        return f"({shown})" if lang == "en" else f"（{shown}）"
    return shown


def _either(before: str, said: Iterable[Said], lang: Lang) -> str:
    return before + " / ".join(each.show(lang) for each in said)
