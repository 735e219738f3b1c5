"""What is kept of a timeline: the parts of its files that hold nothing but events, known by their
bytes, and the columns of these events.

All of it is what reading the same bytes would give. Whatever else is in the files is read anew.
"""

from __future__ import annotations

import sys
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from events.cache.late import Resolved, Written, late_events
from events.cache.sealed import Reader, Unusable
from events.columns.having import GIVEN
from events.columns.resolve import Resolver, Unknown
from events.loading.parts import Part, joined, read_part
from events.loading.source_file import BOM, SourceFile
from events.loading.tables import Tables
from events.timeline import FIELDS, NEVER, Field, Timeline
from events.toml.places import Stretch
from events.when import When

if TYPE_CHECKING:
    from events.model import Company, Kind, Metric, Product, Source

FORMAT = 2
"""To be raised whenever what is written, or how any of it is found out, changes."""
# The fields whose sets of events are kept; the file of an event is known without.
KEPT_FIELDS: tuple[Field, ...] = tuple(field for field in FIELDS if field != "file")
DIGEST_SIZE = 16
ANEW = -1  # stands for the number of events of a part that is read anew


def stamp(version: str) -> bytes:
    """What a file must begin with to be of use to this program, on this machine."""
    width = array("i").itemsize
    unicode = unicodedata.unidata_version  # what is folded depends on it
    return f"dateline {version} {FORMAT} {unicode} {sys.byteorder} {width}\n".encode()


class KeptFile(NamedTuple):
    """A file as it was."""

    digest: bytes
    parts: tuple[Part | int, ...]
    """Its parts in order; of those that are read anew the size in bytes."""
    whole: Part | None
    """The whole file, where it is not read in parts."""

    @property
    def known(self) -> tuple[Part, ...]:
        """The parts that are kept."""
        return tuple(part for part in self.parts if isinstance(part, Part))

    def read(self, path: Path, name: str, data: bytes) -> SourceFile | None:
        """The file, whose bytes are what they were; None if it was not understood after all."""
        text = data.removeprefix(BOM)
        view = memoryview(text)  # each part has its own share of it, until all of them are read
        if self.whole is not None:
            late = _given(self.whole, view).late
            return SourceFile(path, name, self.digest, self.whole.tables, late=late)
        parts: list[Part] = []
        start = 0
        for kept in self.parts:
            end = start + (kept.size if isinstance(kept, Part) else kept)
            if isinstance(kept, Part):
                parts.append(_given(kept, view[start:end]))
            else:
                part = read_part(name, text, start, end, {})
                if part is None:
                    return None
                parts.append(part)
            start = end
        if start != len(text):
            return None
        return SourceFile(path, name, self.digest, joined(parts), tuple(parts))


def _given(part: Part, text: memoryview) -> Part:
    if part.late is not None:
        part.late.give(text)
    return part


class Kept:
    """A timeline as it was when it was written to a cache."""

    def __init__(self, reader: Reader) -> None:
        """Read it. Raises a ValueError or LookupError where it is not what it should be."""
        self.taken = False
        """Whether a timeline was made of its columns."""
        self._reader = reader
        self._names = bytes(reader.data())
        described = reader.json()
        sizes = reader.numbers()
        digests = bytes(reader.data())
        ids = reader.texts()
        lines = reader.numbers()
        self._written = Written(ids)
        self._ids = ids
        self.files: dict[str, KeptFile] = {}
        parts = self._parts(sizes, digests, lines)
        for name, digest, many in described:
            if many:
                found = tuple(next(parts) for _ in range(many))
                self.files[name] = KeptFile(bytes.fromhex(digest), found, None)
            else:
                whole = next(parts)
                if not isinstance(whole, Part):
                    raise Unusable("no events")
                self.files[name] = KeptFile(bytes.fromhex(digest), (), whole)
        if next(parts, None) is not None or self._written.count != len(ids):
            raise Unusable("not so many events")

    def _parts(
        self, sizes: Sequence[int], digests: bytes, lines: array[int]
    ) -> Iterator[Part | int]:
        own, shared = frozenset[str](), frozenset(("event",))
        first = 0
        for nth in range(len(sizes) // 4):
            events, size, length, line_ends = sizes[nth * 4 : nth * 4 + 4]
            if min(events - ANEW, size, length, line_ends) < 0 or line_ends > size:
                raise Unusable("a size out of range")
            if events == ANEW:
                yield size
                continue
            late = self._written.text(first, events)
            tables = Tables(
                late.events,
                array("i", range(events)),
                [],
                [],
                lines[first : first + events],
                {},
                [Stretch(0, length, {"event": events})],
                False,
            )
            digest = digests[nth * DIGEST_SIZE : (nth + 1) * DIGEST_SIZE]
            yield Part(digest, size, length, line_ends, tables, own, shared, late)
            first += events

    def timeline(
        self,
        companies: Sequence[Company],
        products: Sequence[Product],
        kinds: Sequence[Kind],
        metrics: Sequence[Metric],
        sources: Sequence[Source],
    ) -> Timeline | None:
        """The timeline of what is kept, for `Timeline.build` to begin with; to be called once.

        None if the names are not what they were, or what is kept cannot be read.
        """
        tables = (companies, products, kinds, metrics, sources)
        if names_digest(tables) != self._names:
            return None
        timeline = Timeline.build(
            companies=companies, products=products, kinds=kinds, metrics=metrics, sources=sources
        )
        try:
            self._fill(timeline, self._reader)
        except (ValueError, LookupError, TypeError, RecursionError):
            return None
        finally:
            del self._reader  # and with it all that was in the file
        self.taken = True
        return timeline

    def _fill(self, timeline: Timeline, read: Reader) -> None:
        size, written = len(self._ids), self._written.events
        order = read.below(size)
        if len(order) != size or len(set(order)) != size:
            raise Unusable("no order")
        timeline.written, timeline.order = written, order
        timeline.events = list(map(written.__getitem__, order))
        timeline.id_of = list(map(self._ids.__getitem__, order))
        texts, index = read.texts(), read.below(size)
        dates = [When.parse(text) if text else None for text in texts]
        timeline.when = _spread(dates, index, size)
        timeline.lo = array("i", _spread([d.lo if d else NEVER for d in dates], index, size))
        timeline.hi = array("i", _spread([d.hi if d else NEVER for d in dates], index, size))
        starts = [date.key[0] if date else NEVER for date in dates]
        timeline.start = array("i", _spread(starts, index, size))
        timeline.dated = bisect_left(timeline.start, NEVER)
        names = timeline.names
        companies, products = (list(map(tuple, read.json())) for _ in range(2))
        _expect(names["company"], chain.from_iterable(companies))
        _expect(names["product"], chain.from_iterable(products))
        kinds = read.json()
        _expect(names["kind"], filter(None, kinds))
        timeline.company_ids = _spread(companies, read.below(size), size)
        timeline.product_ids = _spread(products, read.below(size), size)
        timeline.kind_id = _spread(kinds, read.below(size), size)
        timeline.reading_counts = read.numbers()
        timeline.linking, timeline.extended = read.below(size), read.below(size)
        timeline.unknown = tuple(
            Unknown(number, tuple(path), table, word) for number, path, table, word in read.json()
        )
        _expect(names, (name.table for name in timeline.unknown))
        _expect(range(size), (name.number for name in timeline.unknown))
        timeline.provider_texts = {
            word: (number, text) for word, (number, text) in read.json().items()
        }
        _expect(range(size), (number for number, _ in timeline.provider_texts.values()))
        for field in KEPT_FIELDS:
            values = read.json()
            if field in names:
                _expect(names[field], values)
            elif field == "by":
                _expect({*names["company"], *timeline.provider_texts}, values)
            postings = dict(zip(values, read.each(read.numbers(), size), strict=True))
            many = [value for value in values if not timeline.is_rare(postings[value])]
            timeline.found.postings[field] = postings
            for value, bits in zip(many, _sets(read.data(), size), strict=True):
                timeline.found.bits[field, value] = bits
        parts = read.json()
        _expect(GIVEN, parts)
        timeline.found.having = dict(zip(parts, _sets(read.data(), size), strict=True))
        renamed = read.below(size)
        resolved = Resolved(written, Resolver(timeline.names, timeline.products))
        places = [order[number] for number in renamed]
        late = late_events(resolved, places, map(self._ids.__getitem__, places))
        for number, event in zip(renamed, late, strict=True):
            timeline.events[number] = event
        self._written.take(order, timeline.when)
        timeline.haystack = read.texts()
        if not size == len(timeline.haystack) == len(timeline.reading_counts):
            raise Unusable("a column of another length")


def _expect(known: Container[object], values: Iterable[object]) -> None:
    if any(value not in known for value in values):
        raise Unusable("a value that nobody knows")


def _sets(data: memoryview, size: int) -> Iterator[int]:
    """Sets of event numbers, all of one width."""
    width = (size + 7) // 8
    for start in range(0, len(data), width):
        found = int.from_bytes(data[start : start + width], "little")
        if found.bit_length() > size:
            raise Unusable("a number out of range")
        yield found


def _spread(values: Sequence[Any], index: array[int], size: int) -> list[Any]:
    """A column of values, each given by its index."""
    if len(index) != size:
        raise Unusable("a column of another length")
    return list(map(values.__getitem__, index))


def names_digest(tables: Iterable[Iterable[object]]) -> bytes:
    """What tells the names of one timeline from others."""
    digest = blake2b(digest_size=16)
    for table in tables:
        for row in table:
            digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.digest()
