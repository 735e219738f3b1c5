"""What each source gave: its events in the order of the document, readings, the days told of."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from events.dates.chinese_numbers import whole_number
from events.names import in_language
from events.when import WhenError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.timeline import Timeline
    from events.when import Lang

_CHINESE = "〇零一二三四五六七八九十百两"
# A number, or words up to the next one.
_PARTS = re.compile(
    rf"第?(?P<digits>[0-9]+)|第(?P<chinese>[{_CHINESE}]+)"
    rf"|(?P<words>(?:(?!第[{_CHINESE}0-9])[^0-9])+)"
)
PlaceKey: TypeAlias = tuple[tuple[int, int, str], ...]


class SourceRow(NamedTuple):
    """One source, and what the timeline has from it."""

    id: str
    events: int
    readings: int
    """The readings in its events; which of several sources a reading is from is not recorded."""
    alone: int
    """How many of its events rest on it alone."""
    first: int | None
    """The number of its earliest dated event."""
    last: int | None
    """The number of that dated event which reaches furthest, those with an open end left out."""


class Cited(NamedTuple):
    """An event of a source, and the places in it that tell of the event, in their order."""

    number: int
    places: tuple[str, ...]


def source_rows(timeline: Timeline) -> list[SourceRow]:
    """Every source of the timeline in the order of publication, the undated and unused ones last.

    A source whose day of publication is vague stands where a date sorts.
    """
    known = timeline.sources
    postings = timeline.postings("source")
    cited = bytearray(len(timeline))  # by how many sources: 1, 2 or more
    for numbers in postings.values():
        for number in numbers:
            cited[number] = min(cited[number] + 1, 2)
    rows = [_row(timeline, id, postings.get(id, ()), cited) for id in known]

    def order(row: SourceRow) -> tuple[object, ...]:
        published = known[row.id].published
        return (published is None, published.key if published else (), row.id)

    return sorted(rows, key=order)


def _row(timeline: Timeline, id: str, numbers: Sequence[int], cited: bytearray) -> SourceRow:
    dated = [number for number in numbers if number < timeline.dated]
    closed = [n for n in dated if (when := timeline.when[n]) is not None and not when.open_end]
    return SourceRow(
        id,
        len(numbers),
        sum(len(timeline.events[number].readings) for number in numbers),
        sum(cited[number] == 1 for number in numbers),
        dated[0] if dated else None,
        max(closed, key=lambda number: timeline.hi[number]) if closed else None,
    )


def in_document_order(timeline: Timeline, source: str, lang: Lang) -> list[Cited]:
    """The events of a source, each where it first tells of them; those without a place last.

    Of several at one place the earlier event comes first.
    """
    found: list[tuple[PlaceKey, int, Cited]] = []
    for number in timeline.postings("source").get(source, ()):
        citations = [one for one in timeline.events[number].citations if one.source == source]
        places = {in_language(one.place, lang).strip() for one in citations}
        ordered = sorted(filter(None, places), key=place_key)
        key = place_key(ordered[0]) if ordered else _NOWHERE
        found.append((key, number, Cited(number, tuple(ordered))))
    return [cited for *_, cited in sorted(found)]


def place_key(place: str) -> PlaceKey:
    """What the places of a document sort by: numbers as numbers, so §3 ¶2 before §3 ¶10 and §11.

    Full-width digits and 第三节 count as numbers too.
    """
    parts: list[tuple[int, int, str]] = []
    for found in _PARTS.finditer(unicodedata.normalize("NFKC", place).casefold()):
        words = found["words"]
        if words is None:
            parts.append((0, _number(found["digits"] or found["chinese"]), ""))
        elif words := "".join(words.split()):
            parts.append((1, 0, words))
    return tuple(parts)


_NOWHERE: PlaceKey = ((9, 0, ""),)


def _number(text: str) -> int:
    if text.isascii():
        return int(text[:18])
    try:
        return whole_number(text)
    except WhenError:
        return 0
