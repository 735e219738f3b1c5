"""Which line of the list shows what: headers over months and years, and the events under them.

Headers are not rows among the events: their lines are found by bisection, so that a selection of
any size costs two bisections a month to lay out, and a line one to find.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from events.columns.month_groups import Group

Header = Literal["year", "month", "both", "undated"]
"""What a header line says: the year, the month under a year's line, or both at once."""


class Section(NamedTuple):
    """Consecutive events under one month; under a year alone if ``month`` is None; or undated.

    ``first`` is the place of its first event, ``top`` the line of its first header.
    """

    year: int | None
    month: int | None
    first: int
    top: int
    headers: tuple[Header, ...]

    @property
    def name(self) -> tuple[int | None, int | None]:
        """What tells it from other sections."""
        return self.year, self.month


class Line(NamedTuple):
    """A line of the list: a header of a section, or an event in it."""

    section: int
    header: Header | None
    place: int | None


class Outline:
    """The lines of a selection.

    A *place* is the index of an event in the order of the list, a *number* stands for the event
    itself (see `events.timeline`), and a *line* counts headers too.
    """

    def __init__(
        self,
        numbers: Sequence[int] = (),
        groups: Sequence[Group] = (),
        dated: int = 0,
        *,
        newest_first: bool = False,
        year_lines: bool = False,
    ) -> None:
        """Lay out ascending event numbers, those below ``dated`` under the headers of ``groups``.

        ``newest_first`` turns the dated ones round, headers included. ``year_lines`` gives each
        year a line of its own; otherwise each month's header says the year as well.
        """
        self.numbers = numbers
        self.newest_first = newest_first
        self.dated = bisect_left(numbers, dated)
        """How many of the events have a date: these have the first places."""
        self._first_undated = dated
        self.sections: list[Section] = []
        runs = self._runs(groups)
        if newest_first:
            runs = [(year, month, self.dated - end, 0) for year, month, _, end in reversed(runs)]
        line, year_said = 0, None
        for year, month, first, _ in runs:
            headers: tuple[Header, ...] = ("both",)
            if year_lines:
                months: tuple[Header, ...] = () if month is None else ("month",)
                headers = ("year", *months) if year != year_said else months or ("month",)
            self.sections.append(Section(year, month, first, line + first, headers))
            line += len(headers)
            year_said = year
        if len(numbers) > self.dated:
            self.sections.append(Section(None, None, self.dated, line + self.dated, ("undated",)))
            line += 1
        self.height = line + len(numbers)
        """How many lines there are."""
        self._tops = [section.top for section in self.sections]
        self._firsts = [section.first for section in self.sections]

    def _runs(self, groups: Sequence[Group]) -> list[tuple[int, int | None, int, int]]:
        """Year, month, and the places from and up to which each group's events stand."""
        starts = [group.first for group in groups]
        runs: list[tuple[int, int | None, int, int]] = []
        place = 0
        while place < self.dated:
            index = bisect_right(starts, self.numbers[place]) - 1
            end = self.dated
            if index + 1 < len(starts):
                end = bisect_left(self.numbers, starts[index + 1], place, end)
            runs.append((groups[index].year, groups[index].month, place, end))
            place = end
        return runs

    def __len__(self) -> int:
        return len(self.numbers)

    def number_at(self, place: int) -> int:
        """The event at a place."""
        if self.newest_first and place < self.dated:
            return self.numbers[self.dated - 1 - place]
        return self.numbers[place]

    def place_of(self, number: int) -> int | None:
        """The place of an event, None if it is not selected."""
        place = self.place_near(number)
        return place if place is not None and self.number_at(place) == number else None

    def place_near(self, number: int) -> int | None:
        """The place of an event, or the one where it would be; None if nothing is selected."""
        if not self.numbers:
            return None
        is_dated = number < self._first_undated and self.dated > 0
        last = (self.dated if is_dated else len(self.numbers)) - 1
        index = min(bisect_left(self.numbers, number), last)
        if self.newest_first and index < self.dated:
            return self.dated - 1 - index
        return index

    def section_of(self, place: int) -> int:
        """The index of the section in which a place is."""
        return bisect_right(self._firsts, place) - 1

    def line_of(self, place: int) -> int:
        """The line that shows the event at a place."""
        section = self.sections[self.section_of(place)]
        return section.top + len(section.headers) + place - section.first

    def at(self, line: int) -> Line:
        """What a line shows; ``0 <= line < height``."""
        index = bisect_right(self._tops, line) - 1
        section = self.sections[index]
        below = line - section.top - len(section.headers)
        if below < 0:
            return Line(index, section.headers[below], None)
        return Line(index, None, section.first + below)
