"""The cursor of Lanes: which event of which lane it is on, and the axis that keeps it in sight."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from typing import TYPE_CHECKING

from events.axes.empty_time import empty_stretches
from events.axes.lane_times import span_of
from events.axes.time_axis import LAST_DAY, TimeAxis
from events.columns.nearest import event_at
from events.lanes import lanes_of
from tui.widgets.lanes.lines import LaneLines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.axes.time_axis import Fold
    from events.lanes import Lane, LaneKey
    from events.query import Result, Search
    from events.timeline import Timeline
    from events.when import Lang

_TITLE_ROOM = 16  # cells
_MARGIN = 0.15  # of the axis: how far from the edge an event comes that was out of sight


class LaneCursor(LaneLines):
    """A selection in lanes, and the cursor that stays on an event in one of them."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._search: Search | None = None
        self._bits = 0
        self._numbers: Sequence[int] = ()
        self._collapsed: frozenset[LaneKey] = frozenset()
        self._is_folded = False
        self._fits = True  # the axis shows the selection, and the person has not moved it
        self._key: LaneKey | None = None  # the cursor's lane
        self._event_id = ""  # the cursor's event, to be found in another timeline
        # The event the person went to: where a selection leaves it out the cursor is beside it, and
        # returns to it with the next selection that has it.
        self._wanted_id = ""

    # ---- what it shows

    def load(self, timeline: Timeline, search: Search, lang: Lang) -> None:
        """Take a timeline, or another language for it; nothing is shown until `show`."""
        self.timeline, self._search, self._lang = timeline, search, lang
        self._number = timeline.number_of.get(self._event_id)
        self._bits, self._numbers = 0, ()
        self._lanes = []
        self._signs.clear()
        self._forget()

    def show(self, result: Result, keep: int | None) -> None:
        """Show a selection; ``keep`` is the event for the cursor, else its own stays there."""
        self._bits, self._numbers = result.bits, result.numbers
        self._words = result.query.words
        if keep is not None and self.timeline is not None:
            self._wanted_id = self.timeline.id_of[keep]
        kept = self._number if keep is None else keep
        self._make_lanes()
        self._fit_again()
        self._put_cursor(kept)
        self.refresh()
        self._say_moved()

    def _make_lanes(self) -> None:
        """Make the lanes anew, for another selection, field, order or language."""
        timeline = self.timeline
        if timeline is None:
            return
        self._lanes = lanes_of(
            timeline, self._bits, self._by, self._order, self._collapsed, self._lang
        )
        self._has_undated = self._bits >> timeline.dated > 0
        if not bisect_left(self._numbers, timeline.dated):
            self._lanes = []  # without a date there is nothing to draw
        self._measure()

    def _fit_again(self) -> None:
        """Let the axis show the selection, unless the person put it where events are."""
        timeline, axis = self.timeline, self._axis
        span = span_of(timeline, self._numbers) if timeline else None
        if timeline is None or span is None:
            self._axis = None
            return
        if axis is not None:
            first, last = axis.window
            shows_all = first <= span[0] and span[1] <= last
            shows_some = span[0] <= last and first <= span[1]
            if shows_all or (not self._fits and shows_some):
                self._axis = axis.resized(self._axis_width)
                if self._is_folded:
                    self._axis = self._axis.folded(self._folds(), self._axis_width / 2)
                return
        self._fit()

    def _fit(self) -> None:
        timeline = self.timeline
        span = span_of(timeline, self._numbers) if timeline else None
        if span is not None:
            self._fits = True
            # The latest titles have room too.
            width = self._axis_width
            room = min(_TITLE_ROOM, width // 5)
            self._axis = TimeAxis.fitting(*span, width - room, self._folds()).resized(width)
            self._forget()

    def _folds(self) -> tuple[Fold, ...]:
        if not self._is_folded or self.timeline is None:
            return ()
        return empty_stretches(self.timeline, self._numbers)

    @property
    def cursor_event(self) -> int | None:
        """The number of the event under the cursor."""
        return self._number if self._lanes else None

    @property
    def window(self) -> tuple[int, int] | None:
        """The first and the last day in sight."""
        return self._axis.window if self._axis is not None and self._lanes else None

    # ---- the cursor

    def _put_cursor(self, keep: int | None) -> None:
        """Put the cursor on the event the person chose, on ``keep``, or on the one next to it."""
        timeline, old = self.timeline, self._number
        self._number = None
        if timeline is None or not self._lanes or not self._numbers:
            return
        wanted = timeline.number_of.get(self._wanted_id)
        chosen = [number for number in (wanted, keep) if number is not None]
        found = next((number for number in chosen if self._bits >> number & 1), None)
        if found is None:
            after = bisect_left(self._numbers, chosen[0] if chosen else 0)
            found = self._numbers[min(after, len(self._numbers) - 1)]
        self._lane = self._home_of(found)
        self._set_number(found)
        self._reveal_lane()
        if found != old and not self._fits:
            self._reveal_event()

    def _home_of(self, number: int) -> int:
        """The lane of an event: the cursor's own if it stands there too."""
        lanes = self._lanes
        own = next((nth for nth, lane in enumerate(lanes) if lane.key == self._key), None)
        if own is not None and lanes[own].bits >> number & 1:
            return own
        return next((nth for nth, lane in enumerate(lanes) if lane.bits >> number & 1), 0)

    def _set_number(self, number: int | None) -> None:
        assert self.timeline is not None
        self._number = number
        self._key = self._lanes[self._lane].key
        if number is not None:
            self._event_id = self.timeline.id_of[number]

    def _go(self, lane: int, number: int | None) -> None:
        """Move the cursor as the person asked, bring it into sight, and say so."""
        was, old = self._lane, self._number
        self._lane = lane
        self._set_number(number)
        self._wanted_id = self._event_id
        for index in {was, lane}:
            self._forget_lane(index)
        if self._reveal_lane() | self._reveal_event():
            self.refresh()
        else:
            self._refresh_lanes(was, lane)
        if number != old:
            self.post_message(self.Moved(number))

    def _reveal_lane(self) -> bool:
        """Scroll as little as brings the cursor's lane into sight; whether that was needed."""
        top, bottom = self._tops[self._lane], self._tops[self._lane + 1]
        old = self._top
        self._scroll_lanes(min(max(self._top, bottom - self._body_height), top))
        return self._top != old

    def _reveal_event(self) -> bool:
        """Pan as little as brings the cursor's event into sight; whether that was needed."""
        timeline, axis, number = self.timeline, self._axis, self._number
        if timeline is None or axis is None or number is None or number >= timeline.dated:
            return False
        first, last = axis.window
        lo, hi = timeline.lo[number], timeline.hi[number]
        if lo <= last and first <= hi and self._cursor_mark() is not None:
            return False
        day = timeline.start[number] + 0.5
        margin = axis.width * _MARGIN
        self._set_axis(axis.with_day_at(day, margin if day < axis.left else axis.width - margin))
        return True

    def _set_axis(self, axis: TimeAxis, *, fits: bool = False) -> None:
        self._fits = fits
        if axis != self._axis:
            self._axis = axis
            self._forget()
            self.refresh()
            self._say_moved()

    def _say_moved(self) -> None:
        """Say that other days are in sight."""
        self.post_message(self.WindowMoved())

    # ---- going somewhere

    def go_to_event(self, number: int) -> bool:
        """Put the cursor on an event; False if it is not in the selection."""
        if not self._lanes or number < 0 or not self._bits >> number & 1:
            return False
        self._go(self._home_of(number), number)
        return True

    def go_to_ordinal(self, day: int, *, nearest: bool = False) -> bool:
        """Bring a day into sight and put the cursor on the first event from then on.

        ``nearest`` takes the one before if that is nearer. False if no dated event is selected.
        """
        timeline = self.timeline
        if timeline is None or self._axis is None or not self._lanes:
            return False
        number = event_at(timeline, self._numbers, day, nearest=nearest)
        if number is None:
            return False
        self.go_to_event(number)
        axis = self._axis
        if axis is not None and not axis.window[0] <= day <= axis.window[1]:
            self._set_axis(axis.with_day_at(day + 0.5, axis.width / 2))
        return True

    def show_window(self, first: int, last: int) -> None:
        """Show the days from first to last and no others."""
        if self._axis is not None:
            self._set_axis(TimeAxis.showing(first, last, self._axis_width, self._axis.folds))

    def action_move(self, lines: int) -> None:
        """Go to another lane; the cursor takes the event there that is nearest in time."""
        if self._lanes:
            self._go_to_lane(self._lane + lines)

    def action_page(self, pages: int) -> None:
        """Go up or down by a screen of lanes."""
        if self._lanes:
            line = self._tops[self._lane] + pages * max(1, self._body_height - 1)
            index = self._lane_at(max(0, line))
            self._go_to_lane(index if index != self._lane else index + pages)

    def _go_to_lane(self, index: int) -> None:
        index = max(0, min(index, len(self._lanes) - 1))
        if index != self._lane:
            self._go(index, self._nearest_in(index))

    def _nearest_in(self, index: int) -> int | None:
        """The event of a lane next to the cursor on the axis; of an empty parent's none."""
        lane = self._lanes[index]
        mark = self._cursor_mark()
        marks = self._marks_of(index).marks
        if not marks:
            return self._nearest_by_day(lane)
        axis = self._axis
        assert axis is not None
        cell = axis.width / 2 if mark is None else mark.start
        if mark is not None and self._number is not None and self._number in lane.numbers:
            return self._number
        return min(marks, key=lambda other: abs(other.start - cell)).first

    def _nearest_by_day(self, lane: Lane) -> int | None:
        """Of a lane with nothing in sight the event next to the days that are."""
        timeline, axis, numbers = self.timeline, self._axis, lane.numbers
        if not numbers or timeline is None or axis is None:
            return None
        if not lane.dated:
            return numbers[0]
        day = axis.window[0]
        index = bisect_left(numbers, bisect_left(timeline.start, day), 0, lane.dated)
        index = min(index, lane.dated - 1)
        if (
            index
            and day - timeline.start[numbers[index - 1]] < timeline.start[numbers[index]] - day
        ):
            index -= 1
        return numbers[index]

    def action_sideways(self, steps: int) -> None:
        """Go to the next event or crowd of the lane, or to the one before."""
        if not self._lanes or self._axis is None:
            return
        lane, marks = self._lanes[self._lane], self._marks_of(self._lane).marks
        step = 1 if steps > 0 else -1
        mark = self._cursor_mark()
        number = self._number
        if number is not None and number in lane.undated:
            place = lane.numbers.index(number) + step
            if lane.dated <= place < len(lane.numbers) or (step < 0 and lane.dated):
                self._go(self._lane, lane.numbers[place])
            return
        aim: int | None = None
        if mark is not None:
            at = marks.index(mark) + step
            aim = marks[at].first if 0 <= at < len(marks) else None
        elif marks:
            aim = marks[0 if step > 0 else -1].first
        if aim is None:
            aim = self._beyond(lane, step)
        if aim is not None and aim != number:
            self._go(self._lane, aim)

    def _beyond(self, lane: Lane, step: int) -> int | None:
        """The next event of the lane beyond the edge of the axis."""
        assert self._axis is not None
        found = lane.times.beyond(self._axis, step)
        if found is None and step > 0 and lane.undated:
            return lane.undated[0]
        return found

    def action_first(self) -> None:
        """Go to the first event of the lane."""
        if self._lanes and self._lanes[self._lane].count:
            self._go(self._lane, self._lanes[self._lane].numbers[0])

    def action_last(self) -> None:
        """Go to the last dated event of the lane."""
        if self._lanes and self._lanes[self._lane].count:
            lane = self._lanes[self._lane]
            self._go(self._lane, lane.numbers[(lane.dated or lane.count) - 1])

    def action_month(self, step: int) -> None:
        """Go to the next event of the lane in another month."""
        self._go_by_unit(step, 7)

    def action_year(self, step: int) -> None:
        """Go to the next event of the lane in another year."""
        self._go_by_unit(step, 4)

    def _go_by_unit(self, step: int, size: int) -> None:
        timeline = self.timeline
        if timeline is None or not self._lanes or self._number is None:
            return
        lane = self._lanes[self._lane]
        start, numbers = timeline.start, lane.numbers

        def unit(at: int) -> str:
            day = min(start[numbers[at]], LAST_DAY)
            return date.fromordinal(day).isoformat()[:size]

        if self._number not in numbers[: lane.dated]:
            return
        at = bisect_left(numbers, self._number)
        here = unit(at)
        while 0 <= at < lane.dated and unit(at) == here:
            at += step
        if not 0 <= at < lane.dated:
            return
        there = unit(at)
        while step < 0 and at > 0 and unit(at - 1) == there:
            at -= 1
        self._go(self._lane, numbers[at])
