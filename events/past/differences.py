"""What differs between two timelines, event by event: new, gone, changed, and in what.

Events are matched by id. One whose id alone has changed is found by all the rest of it, so that
it is not told as gone and new.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, TypeVar

from events.model import Citation, Event, Reading
from events.names import Text

if TYPE_CHECKING:
    from events.timeline import Timeline
    from events.when import When

What = Literal[
    "id", "date", "title", "summary", "note", "kind", "status", "company", "product", "tag",
    "related", "reading", "citation",
]  # fmt: skip
"""The part of an event that differs."""
Table = Literal["company", "product", "kind", "metric", "source"]
TABLES: tuple[Table, ...] = ("company", "product", "kind", "metric", "source")
Value: TypeAlias = "str | When | Reading | Citation"
NewIds: TypeAlias = Mapping[Table, Mapping[str, str]]
"""By table, the new id of each company, product, … that has another."""

Item = TypeVar("Item")


class Detail(NamedTuple):
    """One thing that differs: added where ``old`` is None, gone where ``new`` is."""

    what: What
    old: Value | None
    new: Value | None
    language: str = ""
    """Of a title, summary or note that has several languages."""


class Changed(NamedTuple):
    """An event that is in both timelines: its numbers there, and what differs."""

    before: int
    after: int
    details: tuple[Detail, ...]


class NameChange(NamedTuple):
    """A company, product, kind, metric or source that is new, gone, or has other properties."""

    table: Table
    id: str
    sort: Literal["new", "gone", "changed", "renamed"]
    fields: tuple[str, ...] = ()
    """The properties that differ."""
    was: str = ""
    """The id of old of one that is renamed: all else of it is the same."""


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs. False if nothing does."""

    before: Timeline
    after: Timeline
    new: tuple[int, ...]
    """Numbers in ``after``."""
    gone: tuple[int, ...]
    """Numbers in ``before``."""
    changed: tuple[Changed, ...]
    names: tuple[NameChange, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.changed or self.names)


def difference(
    before: Timeline,
    after: Timeline,
    *,
    among: tuple[Collection[int], Collection[int]] | None = None,
) -> Difference:
    """Compare two timelines.

    ``among`` restricts it to some events, by their numbers before and after: one that is in
    either is told; names, which no query finds, are then left out.
    """
    pairs = list(_pairs(before, after))
    ids = renamed_names(before, after)
    renamed = {
        before.id_of[old]: after.id_of[new]
        for old, new in pairs
        if before.id_of[old] != after.id_of[new]
    }
    changed = []
    for old, new in pairs:
        if among is None or old in among[0] or new in among[1]:
            details = tuple(event_details(before.events[old], after.events[new], renamed, ids))
            if details:
                changed.append(Changed(old, new, details))
    olds, news = ({pair[side] for pair in pairs} for side in (0, 1))
    return Difference(
        before,
        after,
        new=_others(after, news, among and among[1]),
        gone=_others(before, olds, among and among[0]),
        changed=tuple(sorted(changed, key=lambda one: one.after)),
        names=() if among is not None else tuple(_names(before, after, ids)),
    )


def _others(
    timeline: Timeline, matched: Collection[int], among: Collection[int] | None
) -> tuple[int, ...]:
    return tuple(
        number
        for number in range(len(timeline))
        if number not in matched and (among is None or number in among)
    )


def _pairs(before: Timeline, after: Timeline) -> Iterator[tuple[int, int]]:
    """The events that are one and the same, by their numbers."""
    left, right = (_by_id(timeline) for timeline in (before, after))
    olds: dict[int, None] = {}  # in order; one goes out of the middle at no cost
    news: dict[int, None] = {}
    for id, numbers in left.items():
        yield from zip(numbers, right.get(id, ()), strict=False)
        olds |= dict.fromkeys(numbers[len(right.get(id, ())) :])
    for id, numbers in right.items():
        news |= dict.fromkeys(numbers[len(left.get(id, ())) :])
    # Those left have another id: all else is the same, or at least a title that no other has.
    for key in (_nameless, _title):
        groups: tuple[dict[Hashable, list[int]], ...] = ({}, {})
        for timeline, rest, found in zip((before, after), (olds, news), groups, strict=True):
            for number in rest:
                found.setdefault(key(timeline.events[number]), []).append(number)
        for said, alike in groups[0].items():
            others = groups[1].get(said, [])
            if said is None or (key is _title and (len(alike), len(others)) != (1, 1)):
                continue
            for pair in zip(alike, others, strict=False):
                yield pair
                del olds[pair[0]], news[pair[1]]


def _by_id(timeline: Timeline) -> dict[str, list[int]]:
    """Numbers by id; several where an id is there twice."""
    found: dict[str, list[int]] = {}
    for number, id in enumerate(timeline.id_of):
        found.setdefault(id, []).append(number)
    return found


def _title(event: Event) -> Hashable:
    return _frozen_text(event.title) or None


def _nameless(event: Event) -> Hashable:
    """All that an event says but for its id."""
    return (
        event.date,
        event.kind,
        event.status,
        *map(_frozen_text, (event.title, event.summary, event.note)),
        event.companies,
        event.products,
        event.tags,
        event.related,
        *(_reading_key(one) + _figure(one) for one in event.readings),
        *((one.source, _frozen_text(one.place)) for one in event.citations),
    )


def _frozen_text(text: Text | None) -> Hashable:
    return text if text is None or isinstance(text, str) else tuple(sorted(text.items()))


# One event


def event_details(
    old: Event,
    new: Event,
    renamed: Mapping[str, str] = MappingProxyType({}),
    ids: NewIds = MappingProxyType({}),
) -> Iterator[Detail]:
    """What differs between two states of one event, in the order in which it is told.

    ``renamed`` has the new ids of other events, ``ids`` those of companies, products, …: to name
    one by either id is no difference.
    """
    company, product, kind, metric, source = (_Now(ids.get(table, {})) for table in TABLES)
    if old.id != new.id:
        yield Detail("id", old.id, new.id)
    if old.date != new.date:
        yield Detail("date", old.date, new.date)
    yield from _text_details("title", old.title, new.title)
    if kind(old.kind) != kind(new.kind):
        yield Detail("kind", old.kind, new.kind)
    if old.status != new.status:
        yield Detail("status", old.status, new.status)
    yield from _set_details("company", old.companies, new.companies, company)
    yield from _set_details("product", old.products, new.products, product)

    def of(one: Reading) -> Hashable:
        names = metric(one.metric), product(one.product), company(one.company)
        return names, _frozen_text(one.by)

    for one, other in _paired(old.readings, new.readings, of, _figure):
        if one is None or other is None or _figure(one) != _figure(other) or one.note != other.note:
            yield Detail("reading", one, other)

    def by_source(one: Citation) -> Hashable:
        return source(one.source)

    for cited, now in _paired(old.citations, new.citations, by_source, _place):
        if cited is None or now is None or replace(cited, source=source(cited.source)) != now:
            yield Detail("citation", cited, now)
    yield from _set_details("tag", old.tags, new.tags)
    before, after = ([renamed.get(id, id) for id in event.related] for event in (old, new))
    yield from _set_details("related", before, after)
    yield from _text_details("summary", old.summary, new.summary)
    yield from _text_details("note", old.note, new.note)


def _text_details(what: What, old: Text, new: Text) -> Iterator[Detail]:
    """A text that has one language and now another is told language by language."""
    before, after = ({"": text} if isinstance(text, str) else text for text in (old, new))
    for language in dict.fromkeys((*before, *after)):
        one, other = before.get(language) or None, after.get(language) or None
        if one != other:
            yield Detail(what, one, other, language)


Name = TypeVar("Name", str, "str | None")


class _Now:
    """What a name is called now."""

    def __init__(self, ids: Mapping[str, str]) -> None:
        self._ids = ids

    def __call__(self, id: Name) -> Name:
        return id if id is None else self._ids.get(id, id)


def _set_details(
    what: What, old: Sequence[str], new: Sequence[str], now: Callable[[str], str] = str
) -> Iterator[Detail]:
    was = {now(id) for id in old}
    for gone in dict.fromkeys(old):
        if now(gone) not in new:
            yield Detail(what, gone, None)
    for added in dict.fromkeys(new):
        if added not in was:
            yield Detail(what, None, added)


def _reading_key(reading: Reading) -> tuple[Hashable, ...]:
    """What a reading is of, and whose figure it is."""
    return reading.metric, reading.product, reading.company, _frozen_text(reading.by)


def _figure(reading: Reading) -> tuple[Hashable, ...]:
    return reading.value, reading.low, reading.high, reading.bound


def _place(citation: Citation) -> Hashable:
    return _frozen_text(citation.place)


def _paired(
    old: Iterable[Item],
    new: Iterable[Item],
    key: Callable[[Item], Hashable],
    value: Callable[[Item], Hashable],
) -> Iterator[tuple[Item | None, Item | None]]:
    """Items of one key beside each other: those of equal value first, then in order."""
    left = dict(enumerate(old))
    right = dict(enumerate(new))
    pairs: list[tuple[int, Item, Item | None]] = []
    for is_same in (lambda one: (key(one), value(one)), key):
        waiting: dict[Hashable, list[int]] = {}
        for place, other in right.items():
            waiting.setdefault(is_same(other), []).append(place)
        for place, one in list(left.items()):
            if alike := waiting.get(is_same(one)):
                pairs.append((place, left.pop(place), right.pop(alike.pop(0))))
    gone = [(place, one, None) for place, one in left.items()]
    for _, was, now in sorted([*pairs, *gone], key=lambda pair: pair[0]):
        yield was, now
    for added in right.values():
        yield None, added


# Names


def renamed_names(before: Timeline, after: Timeline) -> NewIds:
    """The new ids of companies, products, … of which nothing but the id is another.

    Of several that are alike but for their ids, none is told as the other.
    """
    ids: dict[Table, dict[str, str]] = {}
    for table in TABLES:
        old, new = (_table(timeline, table) for timeline in (before, after))
        gone: dict[tuple[Hashable, ...], list[str]] = {}
        added: dict[tuple[Hashable, ...], list[str]] = {}
        for id in old.keys() - new.keys():
            gone.setdefault(_properties(old[id], ids), []).append(id)
        for id in new.keys() - old.keys() if gone else ():
            added.setdefault(_properties(new[id], {}), []).append(id)
        for said, one in gone.items():
            other = added.get(said, [])
            if len(one) == len(other) == 1 and any(said):  # an id alone tells nothing
                ids.setdefault(table, {})[one[0]] = other[0]
    return ids


def _properties(row: Any, ids: NewIds) -> tuple[Hashable, ...]:
    """All that a company, product, … says but for its id, with the new ids of companies."""
    company = _Now(ids.get("company", {}))
    said: list[Hashable] = []
    for one in fields(row):
        value = getattr(row, one.name)
        if one.name in ("company", "parent") and isinstance(value, str):
            value = company(value)
        if one.name != "id":
            said.append(tuple(sorted(value.items())) if isinstance(value, Mapping) else value)
    return tuple(said)


def _names(before: Timeline, after: Timeline, ids: NewIds) -> Iterator[NameChange]:
    for table in TABLES:
        old, new = (_table(timeline, table) for timeline in (before, after))
        renamed = ids.get(table, {})
        were = {now: was for was, now in renamed.items()}
        for id in dict.fromkeys((*old, *new)):
            if id in renamed:
                continue
            if id in were:
                yield NameChange(table, id, "renamed", was=were[id])
            elif id not in old:
                yield NameChange(table, id, "new")
            elif id not in new:
                yield NameChange(table, id, "gone")
            elif old[id] != new[id] and _properties(old[id], ids) != _properties(new[id], {}):
                keys = tuple(
                    one.name
                    for one in fields(new[id])
                    if getattr(old[id], one.name) != getattr(new[id], one.name)
                )
                yield NameChange(table, id, "changed", keys)


def _table(timeline: Timeline, table: Table) -> dict[str, Any]:
    tables: dict[Table, dict[str, Any]] = {
        "company": {**timeline.companies},
        "product": {**timeline.products},
        "kind": {**timeline.kinds},
        "metric": {**timeline.metrics},
        "source": {**timeline.sources},
    }
    return tables[table]
