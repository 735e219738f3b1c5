"""What was known when: the days by which the sources were out, and what came later.

A source's day is the last one on which it may have been published: by then it surely was out. An
event is known from the first of its sources on (`events.queries.expressions.KnownBy`). Which of
several sources an event's text and readings are from is not recorded.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from events.columns.bitsets import numbers_in
from events.dates.edtf import OPEN_END
from events.queries.expressions import AllOf, AnyOf, Expression, KnownBy
from events.said import Said

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from events.model import Citation, Event
    from events.query import Query, Search
    from events.timeline import Timeline

_ANY_DAY = Said("any day", "任何一天")


class Publication(NamedTuple):
    """A day by which sources were out, and which came with it."""

    day: int
    sources: tuple[str, ...]


class Known(NamedTuple):
    """How many events a query finds as known on its day, how many came later, and how many are of
    no source that has a day: nobody knows since when they are known.
    """

    known: int
    later: int
    unknown: int


def publications(timeline: Timeline) -> tuple[Publication, ...]:
    """The publication days of the sources that events are cited to, ascending."""
    found: dict[int, list[str]] = {}
    cited = timeline.postings("source")
    for id, source in timeline.sources.items():
        if id in cited and source.published and source.published.hi < OPEN_END:
            found.setdefault(source.published.hi, []).append(id)
    return tuple(Publication(day, tuple(found[day])) for day in sorted(found))


def stepped(published: Sequence[Publication], day: int, step: int) -> int | None:
    """The next publication day after a day, or the one before it; None if there is none."""
    days = [publication.day for publication in published]
    index = bisect_right(days, day) if step > 0 else bisect_left(days, day) - 1
    return days[index] if 0 <= index < len(days) else None


def latest(published: Sequence[Publication], today: int) -> int:
    """The last publication day up to today, the first one of all, or today."""
    days = [publication.day for publication in published]
    index = bisect_right(days, today) - 1
    return days[max(0, index)] if days else today


def known_day(query: Query) -> int | None:
    """The day of the ``asof:`` terms that stand for themselves in the line; the least of them."""
    days = [max(found) for item in query.expr.items if (found := _days(item))]
    return min(days, default=None)


def _days(item: Expression) -> list[int]:
    """The days of an ``asof:`` term; nothing for any other."""
    if isinstance(item, KnownBy):
        return [item.day]
    if isinstance(item, AnyOf) and all(isinstance(one, KnownBy) for one in item.items):
        return [one.day for one in item.items if isinstance(one, KnownBy)]
    return []


def counted(search: Search, query: Query) -> Known:
    """What the query finds, and what it would find later without its ``asof:`` terms."""
    now = search.bits(query.expr)
    whole = search.bits(AllOf(tuple(item for item in query.expr.items if not _days(item))))
    dated = known_bits(search, OPEN_END - 1)
    return Known(
        now.bit_count(), (whole & dated & ~now).bit_count(), (whole & ~dated & ~now).bit_count()
    )


def known_bits(search: Search, day: int) -> int:
    """All events that were known on a day, as a bitset."""
    return search.bits(KnownBy(day, _ANY_DAY))


def known_by(search: Search, day: int) -> Sequence[int]:
    """All events that were known on a day: their numbers, ascending."""
    return numbers_in(known_bits(search, day), len(search.timeline))


class AsKnown(NamedTuple):
    """An event as it was known on a day: what of it is shown, and how much is not."""

    citations: tuple[Citation, ...]
    """Those to sources that were out."""
    other_citations: int
    related: tuple[str, ...]
    """The related events that were known; and those that no file has, by their ids."""
    later_related: int


def as_known(timeline: Timeline, event: Event, day: int) -> AsKnown:
    """What was known of an event on a day: its sources by then, and those related events."""
    out = tuple(one for one in event.citations if is_out(timeline, one.source, day))
    related = tuple(id for id in event.related if _was_known(timeline, id, day))
    return AsKnown(out, len(event.citations) - len(out), related, len(event.related) - len(related))


def is_out(timeline: Timeline, id: str, day: int) -> bool:
    """Whether a source surely was out by the end of a day."""
    source = timeline.sources.get(id)
    return source is not None and source.published is not None and source.published.hi <= day


def _was_known(timeline: Timeline, id: str, day: int) -> bool:
    number = timeline.number_of.get(id)
    if number is None:
        return True
    citations: Iterable[Citation] = timeline.events[number].citations
    return any(is_out(timeline, one.source, day) for one in citations)
