"""An event that is to be found again in another reading of the files."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from events.timeline import Timeline


class Kept(NamedTuple):
    """An event to find again, also in a timeline in which it has another number."""

    id: str
    number: int

    def number_in(self, timeline: Timeline) -> int | None:
        """Its number, None if it is gone."""
        if self.number < len(timeline) and timeline.id_of[self.number] == self.id:
            return self.number
        return timeline.number_of.get(self.id)
