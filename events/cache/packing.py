"""Writing what can be kept of a timeline, in the order in which `events.cache.kept` reads it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import is_, is_not
from typing import TYPE_CHECKING, Any, NamedTuple

from events.cache.kept import ANEW, DIGEST_SIZE, KEPT_FIELDS, names_digest
from events.columns.having import GIVEN
from events.timeline import Timeline

if TYPE_CHECKING:
    from events.cache.sealed import Writer
    from events.loading.parts import Part
    from events.loading.source_file import SourceFile
    from events.loading.tables import Tables
    from events.model import Event


class _Unit(NamedTuple):
    """A part of a file, or a whole one, that is kept; or a part that is read anew."""

    digest: bytes
    sizes: tuple[int, int, int, int]
    """How many events; how many bytes, characters and line ends, where it is a part."""
    tables: Tables | None


def pack(timeline: Timeline, writer: Writer) -> None:
    """Write it. Raises `events.cache.sealed.Unusable` where it holds what cannot be written."""
    files = [(file, units) for file in timeline.files if (units := list(_units(file)))]
    units = [unit for _, found in files for unit in found]
    tables = [unit.tables for unit in units if unit.tables is not None]
    events = [event for one in tables for event in one.events]
    kept = timeline if len(events) == len(timeline) else _only(events, timeline)
    writer.data(names_digest(map(dict.values, _named(timeline))))
    writer.json(
        [(file.name, file.digest.hex(), len(found) if file.parts else 0) for file, found in files]
    )
    writer.numbers([size for unit in units for size in unit.sizes])
    writer.data(b"".join(unit.digest for unit in units))
    writer.texts([event.id for event in events])
    writer.numbers(array("i", chain.from_iterable(one.lines for one in tables)))
    _pack_columns(kept, writer)


def events_kept(timeline: Timeline) -> tuple[int, int]:
    """How many of the events can be kept, and how many of these came from a cache."""
    able = known = 0
    for file in timeline.files:
        tables = [unit.tables for unit in _units(file) if unit.tables is not None]
        able += sum(len(one.events) for one in tables)
        known += sum(map(len, file.late_texts)) if tables else 0
    return able, known


def _named(timeline: Timeline) -> tuple[dict[str, Any], ...]:
    return (
        timeline.companies,
        timeline.products,
        timeline.kinds,
        timeline.metrics,
        timeline.sources,
    )


def _only(events: Sequence[Event], timeline: Timeline) -> Timeline:
    """The timeline with some of its events only."""
    companies, products, kinds, metrics, sources = map(dict.values, _named(timeline))
    return Timeline.build(
        companies=companies,
        products=products,
        kinds=kinds,
        metrics=metrics,
        sources=sources,
        events=events,
        previous=timeline,
    )


# What of a file is kept


def _units(file: SourceFile) -> Iterator[_Unit]:
    """The parts of a file in order, or the whole file; nothing if no event of it can be kept."""
    parts = file.parts
    if not parts:
        if _holds_events_only(file.tables):
            count, end = len(file.tables.events), file.tables.stretches[0].end
            yield _Unit(bytes(DIGEST_SIZE), (count, 0, end, 0), file.tables)
    elif any(map(_is_kept, parts)) and _are_of(parts, file.tables):
        for part in parts:
            tables = part.tables if _is_kept(part) else None
            count = ANEW if tables is None else len(tables.events)
            yield _Unit(part.digest, (count, part.size, part.length, part.line_ends), tables)


def _is_kept(part: Part) -> bool:
    return not part.own and part.shared == {"event"} and _holds_events_only(part.tables)


def _holds_events_only(tables: Tables) -> bool:
    """Whether the text is good, and nothing is in it but events, each with an id of its own."""
    count = len(tables.events)
    return (
        count > 0
        and not (tables.rows or tables.problems or tables.kept or tables.broken)
        and len(tables.lines) == count
        and [stretch.rows for stretch in tables.stretches] == [{"event": count}]
        and all(event.id for event in tables.events)
    )


def _are_of(parts: Iterable[Part], tables: Tables) -> bool:
    """Whether a file is made of its parts, and they are not those it had before a fault."""
    events = [event for part in parts for event in part.tables.events]
    return len(events) == len(tables.events) and all(map(is_, events, tables.events))


# Columns


def _pack_columns(timeline: Timeline, writer: Writer) -> None:
    size = len(timeline)
    writer.numbers(timeline.order)
    texts = [date.text if date else "" for date in timeline.when]
    distinct, index = _indexed(texts)
    writer.texts(distinct)
    writer.numbers(index)
    columns = (timeline.company_ids, timeline.product_ids, timeline.kind_id)
    indexed = [_indexed(column) for column in columns]
    for distinct, _ in indexed:
        writer.json(distinct)
    for _, index in indexed:
        writer.numbers(index)
    for numbers in (timeline.reading_counts, timeline.linking, timeline.extended):
        writer.numbers(numbers)
    writer.json(timeline.unknown)
    writer.json(timeline.provider_texts)
    width = (size + 7) // 8
    for field in KEPT_FIELDS:
        postings = timeline.postings(field)
        writer.json([*postings])
        writer.numbers([len(numbers) for numbers in postings.values()])
        writer.numbers(array("i", chain.from_iterable(postings.values())))
        many = (value for value, found in postings.items() if not timeline.is_rare(found))
        writer.data(
            b"".join(timeline.own_bits(field, value).to_bytes(width, "little") for value in many)
        )
    writer.json([*GIVEN])
    writer.data(b"".join(timeline.having(part).to_bytes(width, "little") for part in GIVEN))
    as_written = map(timeline.written.__getitem__, timeline.order)
    renamed = map(is_not, timeline.events, as_written)
    writer.numbers([number for number, is_other in enumerate(renamed) if is_other])
    writer.texts(timeline.haystack)


def _indexed(values: Iterable[Any]) -> tuple[list[Any], array[int]]:
    """The distinct values, and for each value the index of it among them."""
    places: dict[Any, int] = {}
    index = array("i", [places.setdefault(value, len(places)) for value in values])
    return list(places), index
