"""What a timeline finds out about its events when it is asked, and remembers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from events.columns.having import having_again
from events.columns.renumbering import bits_again, collect_again, texts_again

if TYPE_CHECKING:
    from events.columns.field_values import Field
    from events.columns.renumbering import Renumbering
    from events.names import Names
    from events.timeline import Timeline


@dataclass(slots=True)
class FoundOut:
    """All of it, by what was asked for."""

    postings: dict[Field, Mapping[str, Sequence[int]]] = field(default_factory=dict)
    """For each value of a field the numbers of its events."""
    bits: dict[tuple[Field, str], int] = field(default_factory=dict)
    """The same as sets, where there are many."""
    having: dict[str, int] = field(default_factory=dict)
    """The events with a note, a reading and the like."""
    values: dict[Field, tuple[str, ...]] = field(default_factory=dict)
    """The values of a field that any event has, in the order of their names."""
    names: dict[Field, Names] = field(default_factory=dict)
    """The names of values that no table has, such as tags."""

    def take_over(self, timeline: Timeline, previous: Timeline, moved: Renumbering) -> None:
        """Take for a new timeline what was found out about the events that stayed."""
        before = previous.found
        if (texts := texts_again(timeline, previous, moved)) is not None:
            timeline.provider_texts = texts
        for one, postings in before.postings.items():
            self.postings[one] = collect_again(timeline, one, postings, moved)
        if moved.is_small:
            self.bits.update(bits_again(timeline, before.bits, moved))
            self.having.update(having_again(before.having, moved, timeline.events))
