"""When each event of a timeline began, as columns: for the looks that measure from day to day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.dates.edtf import OPEN_END, OPEN_START
from events.dates.elapsed import Moment, beginning
from events.timeline import NEVER

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable

    from events.timeline import Timeline

_SURE = ("", "")


class Beginnings:
    """The days between which each event began; one entry for each event number.

    A column stands for 100,000 calls of `events.dates.elapsed.beginning`: only what lasts or is in
    doubt is looked at one by one.
    """

    first: array[int]
    """First days, as ordinals; `OPEN_START` where there is none, `NEVER` for undated events."""
    last: array[int]
    """Last days, inclusive; `OPEN_END` where there is none, `NEVER` for undated events."""
    doubtful: frozenset[int]
    """The numbers of those whose beginning is marked approximate or uncertain."""

    def __init__(self, timeline: Timeline) -> None:
        """Fill the columns."""
        self.dated = timeline.dated
        self.first, self.last = timeline.lo[:], timeline.hi[:]
        doubtful: set[int] = set()
        for number, when in enumerate(timeline.when[: timeline.dated]):
            assert when is not None
            if "/" in when.text:
                began = beginning(when)
                self.first[number] = OPEN_START if began.first is None else began.first
                self.last[number] = OPEN_END if began.last is None else began.last
                if began.about:
                    doubtful.add(number)
            elif when.doubts != _SURE:
                doubtful.add(number)
        self.doubtful = frozenset(doubtful)

    def moment(self, number: int) -> Moment | None:
        """When the event began; None if it is undated."""
        first, last = self.first[number], self.last[number]
        if first == NEVER:
            return None
        return Moment(
            first if first > OPEN_START else None,
            last if last < OPEN_END else None,
            number in self.doubtful,
        )

    def placed(self, numbers: Iterable[int], within: int) -> list[int]:
        """Those of the events whose beginning is known to within so many days, without doubt."""
        first, last, doubtful = self.first, self.last, self.doubtful
        return [
            number
            for number in numbers
            if last[number] - first[number] < within
            and number not in doubtful
            and first[number] != NEVER
        ]
