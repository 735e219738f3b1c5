"""The list: a selection's events, and the cursor that stays on one of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from events.columns.nearest import event_at
from tui.commands import bindings
from tui.widgets.event_lines import EventLines
from tui.widgets.kept import Kept

if TYPE_CHECKING:
    from textual import events

    from events.query import Result, Search
    from events.timeline import Timeline
    from events.when import Lang


class EventList(EventLines, can_focus=True, inherit_bindings=False):
    """A selection of a timeline's events, whose cost does not grow with its size.

    Give it a timeline with `load`, then a selection with `select`.
    """

    BINDINGS: ClassVar = [
        Binding("enter", "open", show=False, id="details"),
        *bindings("list"),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._number: int | None = None  # the event under the cursor
        # The event the person chose: where a selection leaves it out the cursor stands beside it,
        # and returns to it with the next selection that has it.
        self._wanted: Kept | None = None
        # What is to stay on its line of the screen: the cursor (None), or, when that is out of
        # sight, the uppermost event.
        self._anchor: Kept | None = None
        self._anchor_line = 0

    # ---- what it shows

    def load(self, timeline: Timeline, search: Search, lang: Lang) -> None:
        """Take a timeline, or another language for it; nothing is shown until `select`.

        The cursor's event is kept by its id, for the selection to come.
        """
        self._hold()
        old, self.timeline, self._lang = self.timeline, timeline, lang
        if old is not None and self._number is not None:
            self._number = Kept(old.id_of[self._number], self._number).number_in(timeline)
        self._place = None
        self._lay_out(())
        self._rows = None
        self._forget_strips()

    def show(self, result: Result, keep: int | None) -> None:
        """Show a selection, as `select` does; with ``asof:`` as known on that day."""
        day = None
        if not result.query.is_empty:
            from events.known import known_day  # the first frame has no query

            day = known_day(result.query)
        if day != self._known_by:
            self._known_by = day
            self._rows = None
            self._forget_strips()
        self.select(result.numbers, result.query.words, keep)

    def select(
        self, numbers: Sequence[int], words: tuple[str, ...] = (), keep: int | None = None
    ) -> None:
        """Show these events.

        The event under the cursor stays there, on the same line of the screen, while it is
        selected; otherwise the cursor goes to the one next to where it was.

        Parameters
        ----------
        numbers
            Ascending event numbers of the timeline.
        words
            Folded words to highlight in the titles.
        keep
            The event to put the cursor on, if it is another than the cursor's own.
        """
        self._hold()
        if keep is not None and keep != self._number:
            self._want(keep)
            self._anchor = None
        if words != self._words:
            self._words = words
            self._rows = None
            self._forget_strips()
        self._lay_out(numbers)
        self._put_cursor(keep)

    @property
    def cursor_event(self) -> int | None:
        """The number of the event under the cursor."""
        return None if self._place is None else self._outline.number_at(self._place)

    def action_order(self) -> None:
        """Newest first, or oldest first."""
        self.newest_first = not self.newest_first

    # ---- going somewhere

    def go_to_event(self, number: int) -> bool:
        """Put the cursor on an event; False if it is not in the selection."""
        place = self._outline.place_of(number)
        if place is None:
            return False
        self._go(place, far=True)
        return True

    def go_to_ordinal(self, day: int, *, nearest: bool = False) -> bool:
        """Put the cursor on the first event on or after a day, or the last one before it.

        ``nearest`` takes whichever of these two is nearer. False if no dated event is selected.
        """
        timeline, outline = self.timeline, self._outline
        if timeline is None:
            return False
        number = event_at(timeline, outline.numbers, day, nearest=nearest)
        return number is not None and self.go_to_event(number)

    def show_window(self, first: int, last: int) -> None:
        """Scroll to the days: the list shows each event, so it may end before the last of them.

        The cursor stays on its event if that is of these days, else it goes to the first of them.
        """
        timeline, outline = self.timeline, self._outline
        if timeline is None or self._place is None or not outline.dated:
            return
        here = outline.number_at(self._place)
        day = last if outline.newest_first else first
        if outline.newest_first:
            found = bisect_right(timeline.start, day, 0, timeline.dated) - 1
            index = max(bisect_right(outline.numbers, found, 0, outline.dated) - 1, 0)
        else:
            found = bisect_left(timeline.start, day, 0, timeline.dated)
            index = min(bisect_left(outline.numbers, found, 0, outline.dated), outline.dated - 1)
        place = outline.place_of(outline.numbers[index])
        assert place is not None
        section = outline.sections[outline.section_of(place)]
        is_first = place == section.first
        self._scroll(section.top if is_first else outline.line_of(place) - self._pinned_lines)
        if not first <= timeline.start[here] <= last or not self._is_in_sight(self._place):
            self._go(place)

    def action_move(self, lines: int) -> None:
        """Move the cursor down, or up when negative."""
        self._go_by(lines)

    def action_page(self, pages: int) -> None:
        """Move down or up by pages; the cursor stays on its line of the screen."""
        if self._place is None:
            return
        outline, place = self._outline, self._place
        line = outline.line_of(place)
        lines = pages * max(1, self._height - 1 - self._pinned_lines)
        found = outline.at(max(0, min(outline.height - 1, line + lines)))
        aim = found.place if found.place is not None else outline.sections[found.section].first
        aim = max(aim, place + 1) if pages > 0 else min(aim, place - 1)
        aim = max(0, min(len(outline) - 1, aim))
        if self._is_in_sight(place):
            self._scroll(self._top + outline.line_of(aim) - line)
        self._go(aim)

    def action_first(self) -> None:
        """Go to the first event."""
        self._go(0)

    def action_last(self) -> None:
        """Go to the last event."""
        self._go(len(self._outline) - 1)

    def action_month(self, step: int) -> None:
        """Go to the first event under the next header, or under the one before."""
        if self._place is not None:
            self._go_to_section(self._outline.section_of(self._place) + step)

    def action_year(self, step: int) -> None:
        """Go to the first event of the next year, or of the one before."""
        if self._place is None:
            return
        sections = self._outline.sections
        index = self._outline.section_of(self._place)

        def first_of_year(index: int) -> int:
            while index > 0 and sections[index - 1].year == sections[index].year:
                index -= 1
            return index

        if step < 0:
            self._go_to_section(first_of_year(max(0, first_of_year(index) - 1)))
        else:
            year = sections[index].year
            while index < len(sections) and sections[index].year == year:
                index += 1
            self._go_to_section(index)

    def _go_by(self, places: int) -> None:
        if self._place is not None:
            self._go(self._place + places)

    def _go_to_section(self, index: int) -> None:
        sections = self._outline.sections
        if index < len(sections):
            self._go(sections[max(0, index)].first, far=True)

    def _go(self, place: int, *, far: bool = False) -> None:
        """Put the cursor on a place as the person asked, and bring it into sight.

        ``far`` shows what is around it when it was out of sight: its section from the top, or
        some of what comes before.
        """
        if self._place is None:
            return
        outline, old = self._outline, self._place
        place = max(0, min(len(outline) - 1, place))
        was_in_sight = self._is_in_sight(place)
        self._place, self._number = place, outline.number_at(place)
        self._want(self._number)
        if far and not was_in_sight:
            section = outline.sections[outline.section_of(place)]
            above = self._height // 3
            is_first = place == section.first
            self._scroll(section.top if is_first else outline.line_of(place) - above)
        self._reveal(place)
        if place != old:
            self.refresh_line(outline.line_of(old))
            self.refresh_line(outline.line_of(place))
            self.post_message(self.Moved(self._number))

    # ---- the cursor over selections

    def _want(self, number: int) -> None:
        if self.timeline is not None:
            self._wanted = Kept(self.timeline.id_of[number], number)

    def _hold(self) -> None:
        """Remember what stands where on the screen, if anything does."""
        if self._place is None or self.timeline is None:
            return
        outline, place = self._outline, self._place
        self._anchor = None
        if not self._is_in_sight(place):
            uppermost = self._place_from(self._top)
            if uppermost is not None:
                number, place = outline.number_at(uppermost), uppermost
                self._anchor = Kept(self.timeline.id_of[number], number)
        self._anchor_line = outline.line_of(place) - self._top

    def _put_cursor(self, keep: int | None) -> None:
        """Find the cursor's place in a new outline, and let stay what was on the screen."""
        outline, timeline = self._outline, self.timeline
        self._place = None
        if timeline is not None and outline.numbers:
            if self._wanted is None:
                self._want(outline.number_at(0))
            assert self._wanted is not None
            wanted = self._wanted.number_in(timeline)
            places = (outline.place_of(n) for n in (wanted, keep) if n is not None)
            place = next((place for place in places if place is not None), None)
            if place is None:
                place = outline.place_near(self._wanted.number)
            assert place is not None
            self._place, self._number = place, outline.number_at(place)
            anchor = self._anchor.number_in(timeline) if self._anchor else None
            anchor_place = None if anchor is None else outline.place_of(anchor)
            if anchor_place is not None:
                self._scroll(outline.line_of(anchor_place) - self._anchor_line)
            else:
                self._scroll(outline.line_of(place) - self._anchor_line)
                self._reveal(place)
        self.refresh()

    def watch_newest_first(self) -> None:
        """Turn the list round under the cursor; who is at its top stays there."""
        at_top = self._place == 0
        self._hold()
        self._lay_out(self._outline.numbers)
        if at_top:
            self._wanted = None
        self._put_cursor(None)
        if at_top:
            self.post_message(self.Moved(self._number, is_chosen=False))
        self.post_message(self.WindowMoved())

    # ---- handlers

    def on_resize(self) -> None:
        """Other columns, other headers; the cursor stays in sight."""
        place, height = self._place, self._height_before
        self._measure()
        self._height_before = self._height
        self._rows = None
        self._forget_strips()
        self._hold()
        if place is not None:
            line = self._outline.line_of(place) - self._top
            if 0 <= line < height:  # where it was in sight it stays so, on a lower screen as well
                self._anchor, self._anchor_line = None, line
        self._lay_out(self._outline.numbers)
        self._put_cursor(None)

    def on_focus(self) -> None:
        """What the cursor is on is now what the person chose."""
        if self._number is not None and self._place is not None:
            self._want(self._number)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the event, or on the first one under a header; twice opens it."""
        line = self._top + event.y
        if self._place is None or not 0 <= line < self._outline.height:
            return
        found = self._outline.at(line)
        is_pinned = event.y == 0 and self._pinned_lines > 0
        if found.place is None or is_pinned:
            self._go(self._outline.sections[found.section].first)
            return
        self._go(found.place)
        if event.chain == 2:
            self.action_open()
