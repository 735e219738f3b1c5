"""A large file read in parts, so that after an edit only the parts that changed are read again.

A file is cut at lines ``[[table]]``. If every part parses alone, each of these lines is a header
and not in a string; and where the parts share nothing but arrays of tables, their tables one after
the other are those of the whole text. A part is known by its bytes, wherever in the file it stands.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

import tomli

from events.loading.tables import Row, Tables, tables_of
from events.model import TABLES
from events.toml.pieces import MOST_FAULTS, Piece
from events.toml.places import Stretch

if TYPE_CHECKING:
    from events.cache.late import LateText

LEAST = 12_000
"""Bytes that a part has at least, but for the last and what stands before the first header."""
MOST = 96_000
"""Bytes after which a part ends at the next header, whatever that is."""
_ONE_IN = 8  # headers at which a part may begin
_TELLING = 100  # bytes from a header on that say whether it is one of these
_REACH = 3  # parts that a part may be joined with: a cut may have been in a string
_HEADER = re.compile(rb"\n\[\[[ \t]*[A-Za-z0-9_-]+[ \t]*\]\]")


class Part(NamedTuple):
    """A stretch of a file, read as if it were a file of its own."""

    digest: bytes
    size: int
    """In bytes."""
    length: int
    """In characters."""
    line_ends: int
    tables: Tables
    own: frozenset[str]
    """What no other part of the file may hold: keys and tables that are no array of ours."""
    shared: frozenset[str]
    """The arrays of tables it holds."""
    late: LateText | None = None
    """What reads its events when they are looked at, if it came from a cache."""


def read_parts(name: str, data: bytes, before: Sequence[Part] = ()) -> tuple[Part, ...] | None:
    """The parts of a file's bytes, BOM off; ``name`` is the file's, for the problems.

    Those of ``before`` that are in it still are taken from there. None if the file must be read as
    a whole: it has faults, or its parts are not what they seem when each stands alone.
    """
    left = {part.digest: part for part in before}
    bounds = [*cuts(data), len(data)]
    found: list[Part] = []
    nth = 0
    while nth + 1 < len(bounds):
        for end in range(nth + 1, min(nth + 2 + _REACH, len(bounds))):
            part = read_part(name, data, bounds[nth], bounds[end], left)
            if part is not None:
                found.append(part)
                nth = end
                break
        else:
            return None
    if not _go_together(found):
        return None
    if left:
        kept = {id(part) for part in before} - {id(part) for part in left.values()}
        _keep_events(left.values(), [part for part in found if id(part) not in kept])
    return tuple(found)


def cuts(data: bytes) -> Iterator[int]:
    """Where the parts of a file begin.

    That depends on the bytes near a cut alone, so that no edit moves the cuts far from it.
    """
    first = 0
    if not data.startswith(b"[["):
        yield 0
        header = _HEADER.search(data)
        first = header.start() + 1 if header else len(data)
    if first < len(data):
        yield first
    for header in _HEADER.finditer(data, first):
        start = header.start() + 1
        size = start - first
        if size >= LEAST and (size >= MOST or crc32(data[start : start + _TELLING]) % _ONE_IN == 0):
            yield start
            first = start


def read_part(name: str, data: bytes, start: int, end: int, left: dict[bytes, Part]) -> Part | None:
    """A part that is known, and then taken from ``left``, or is read now.

    None if it cannot stand alone.
    """
    source = data[start:end]
    digest = blake2b(source, digest_size=16).digest()
    if digest in left:
        part = left.pop(digest)  # where the same stands twice, each has its own events
        if part.late is not None:
            part.late.give(source)
        return part
    try:
        text = source.decode()
        parsed = tomli.loads(text)
    except (ValueError, RecursionError):  # a UnicodeDecodeError and tomli's own are ValueErrors
        return None
    shared = {key for key, value in parsed.items() if _may_go_on(key, value)}
    if not source.startswith(b"[["):  # `event = [{…}]` at the root takes no more tables
        shared.clear()
    own = frozenset(parsed.keys() - shared)
    tables = tables_of(name, text, [Piece(0, len(text), parsed)])
    return Part(digest, len(source), len(text), text.count("\n"), tables, own, frozenset(shared))


def _may_go_on(name: str, value: Any) -> bool:
    return name in TABLES and name != "timeline" and isinstance(value, list)


def _go_together(parts: Sequence[Part]) -> bool:
    """Whether the parts one after the other say what the whole text does."""
    shared: set[str] = set()
    own: set[str] = set()
    faults = 0
    for part in parts:
        if not own.isdisjoint(part.own):
            return False
        own |= part.own
        shared |= part.shared
        faults += len(part.tables.problems)
    return own.isdisjoint(shared) and faults < MOST_FAULTS


def _keep_events(gone: Iterable[Part], new: Iterable[Part]) -> None:
    """Let events that say the same in the new parts as in those they stood in be the same objects.

    So what is known of them need not be found out again.
    """
    before = {
        event.id: event
        for part in gone
        if part.late is None or part.late.is_here  # else nobody knows what they said
        for event in part.tables.events
    }
    for part in new:
        events = part.tables.events
        for nth, event in enumerate(events):
            old = before.get(event.id)
            # Equal is not the same: 1 equals 1.0, and texts in another order of languages.
            if old == event and repr(old) == repr(event):
                events[nth] = before.pop(event.id)


def joined(parts: Sequence[Part]) -> Tables:
    """All that the parts of a file hold, counted through."""
    whole = Tables([], array("i"), [], [], array("i"), {}, [], False)
    rows: dict[str, int] = {}
    start = line = 0
    for part in parts:
        _append(whole, part.tables, start, line, rows)
        start += part.length
        line += part.line_ends
    return whole


def _append(whole: Tables, part: Tables, start: int, line: int, rows: dict[str, int]) -> None:
    """Add a part that begins ``start`` characters and ``line`` lines from the file's beginning.

    ``rows`` counts the rows that each table has so far.
    """
    first = rows.get("event", 0)
    whole.events.extend(part.events)
    whole.numbers.extend(_shifted(part.numbers, first))
    whole.lines.extend(_shifted(part.lines, line))
    for row in part.rows:
        before = rows.get(row.table, 0)
        whole.rows.append(Row(row.table, before + row.number, row.value) if before else row)
    for problem in part.problems:
        span = problem.span and (problem.span[0] + start, problem.span[1] + start)
        whole.problems.append(replace(problem, line=problem.line + line, span=span))
    for (number, key), kept in part.kept.items():
        whole.kept[first + number, key] = kept
    for stretch in part.stretches:
        whole.stretches.append(Stretch(stretch.start + start, stretch.end + start, stretch.rows))
        for table, count in stretch.rows.items():
            rows[table] = rows.get(table, 0) + abs(count)


def _shifted(numbers: array[int], by: int) -> array[int]:
    return array("i", [number + by for number in numbers]) if by else numbers
