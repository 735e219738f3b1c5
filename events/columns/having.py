"""Which events have a note, a reading and the like, as sets of event numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress
from operator import attrgetter
from typing import TYPE_CHECKING

from events.columns.bitsets import bits_of, bits_where

if TYPE_CHECKING:
    from events.columns.renumbering import Renumbering
    from events.model import Event

GIVEN = {
    "reading": "readings",
    "note": "note",
    "source": "citations",
    "summary": "summary",
    "tag": "tags",
    "related": "related",
}
"""What an event may be asked for, and the key under which it has it."""


def _flags(events: Iterable[Event], part: str) -> Iterator[bool]:
    return map(bool, map(attrgetter(GIVEN[part]), events))


def having(events: Iterable[Event], part: str) -> int:
    """The events that have one of `GIVEN`."""
    return bits_where(_flags(events, part))


def having_again(
    before: Mapping[str, int], moved: Renumbering, events: Sequence[Event]
) -> Iterator[tuple[str, int]]:
    """The sets known before as they are now, where the change is small; ``events`` are all."""
    for part, bits in before.items():
        new = _flags(map(events.__getitem__, moved.added), part)
        yield part, moved.bits(bits) | bits_of(compress(moved.added, new), len(events))
