"""Lanes: a selection's events on a time axis, a lane for each company, product or kind.

Give it a timeline with `load`, then a selection with `show`. The axis stays where the person put it
while events of the selection are in sight; until then it fits all of them.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding

from events.axis import TimeAxis
from events.empty_time import empty_stretches
from events.lane_times import span_of
from events.lanes import LANE_FIELDS, LANE_ORDERS, lanes_of, parents_of
from tui.commands import bindings
from tui.language import say
from tui.widgets.lane_lines import FIELD_WORDS, ORDER_WORDS, LaneLines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from events.axis import Fold
    from events.lanes import Lane, LaneField, LaneKey, LaneOrder
    from events.query import Result, Search
    from events.timeline import Timeline
    from events.when import Lang
    from tui.widgets.lane_marks import Mark

_NEARER = 1.5  # how much nearer a step of zoom goes
_SCREEN = 0.8  # how much of the axis a step by a screen moves
_WHEEL = 3  # lines
_TITLE_ROOM = 16  # cells
_MARGIN = 0.15  # of the axis: how far from the edge an event comes that was out of sight


class Lanes(LaneLines, can_focus=True):
    """The lanes, and the cursor that stays on an event in one of them."""

    BINDINGS: ClassVar = [
        Binding("enter", "open", show=False, id="details"),
        *bindings("lanes"),
    ]

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
        self._dragged: tuple[int, int, TimeAxis] | None = None
        self._was_dragged = False

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
        """Show a selection; the cursor's event stays under the cursor, or else ``keep``."""
        self._bits, self._numbers = result.bits, result.numbers
        self._words = result.query.words
        wanted = self._number if keep is None else keep
        self._make_lanes()
        self._fit_again()
        self._put_cursor(wanted)
        self.refresh()
        self.post_message(self.WindowMoved())

    def _make_lanes(self) -> None:
        """Make the lanes anew, for another selection, field, order or language."""
        timeline = self.timeline
        if timeline is None:
            return
        self._lanes = lanes_of(
            timeline, self._bits, self._by, self._order, self._collapsed, self._lang
        )
        self._has_undated = self._bits >> timeline.dated > 0
        if bisect_left(self._numbers, timeline.dated) == 0:
            self._lanes = self._lanes if not self._numbers else []
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

    def _put_cursor(self, wanted: int | None) -> None:
        """Put the cursor on an event of the selection, or on the one next to it."""
        timeline = self.timeline
        self._number = None
        if timeline is None or not self._lanes or not self._numbers:
            return
        if wanted is None or not self._bits >> wanted & 1:
            after = bisect_left(self._numbers, wanted or 0)
            wanted = self._numbers[min(after, len(self._numbers) - 1)]
        self._lane = self._home_of(wanted)
        self._set_number(wanted)
        self._reveal_lane()

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
        timeline, axis = self.timeline, self._axis
        if timeline is None or axis is None or not self._lanes:
            return False
        numbers, start = self._numbers, timeline.start
        dated = bisect_left(numbers, timeline.dated)
        index = min(bisect_left(numbers, bisect_left(start, day)), dated - 1)
        if nearest and index > 0:
            before, after = (start[numbers[at]] for at in (index - 1, index))
            index -= abs(day - before) < abs(after - day)
        self.go_to_event(numbers[index])
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
        from datetime import date

        timeline = self.timeline
        if timeline is None or not self._lanes or self._number is None:
            return
        lane = self._lanes[self._lane]
        start, numbers = timeline.start, lane.numbers

        def unit(at: int) -> str:
            day = min(start[numbers[at]], date.max.toordinal())
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

    # ---- the axis

    def action_zoom(self, step: int) -> None:
        """Show less time or more, the cursor's event where it is; 0 shows the selection."""
        if self._axis is None:
            return
        if step == 0:
            old = self._axis
            self._fit()
            self.refresh()
            if self._axis != old:
                self.post_message(self.WindowMoved())
            return
        mark = self._cursor_mark()
        anchor = self._axis.width / 2
        if mark is not None:
            anchor = mark.start + 0.5
            if self._number is not None and not mark.runs and self.timeline is not None:
                day = self.timeline.lo[self._number] + self.timeline.hi[self._number] + 1
                anchor = self._axis.position(day / 2)
        self._zoom(step, anchor)

    def _zoom(self, step: int, anchor: float) -> None:
        assert self._axis is not None
        self._set_axis(self._axis.zoomed(_NEARER**step, anchor))

    def action_pan(self, screens: float) -> None:
        """Move the axis by so many screens, to later days where positive; the cursor stays."""
        if self._axis is not None:
            cells = round(self._axis.width * _SCREEN * screens)
            self._set_axis(self._axis.panned(cells or (1 if screens > 0 else -1)))

    def action_fold(self) -> None:
        """Fold long stretches without events away, or unfold them."""
        if self._axis is None:
            return
        self._is_folded = not self._is_folded
        if self._fits:
            self._fit()
        else:
            mark = self._cursor_mark()
            anchor = self._axis.width / 2 if mark is None else mark.start + 0.5
            self._axis = self._axis.folded(self._folds(), anchor)
            self._forget()
        self.refresh()
        self.post_message(self.WindowMoved())

    # ---- which lanes

    def action_next_field(self) -> None:
        """Lanes by the next field: company, product, kind, source, tag."""
        at = LANE_FIELDS.index(self._by)
        self._lay_by(LANE_FIELDS[(at + 1) % len(LANE_FIELDS)], self._order)

    def action_next_order(self) -> None:
        """The lanes in another order: by first event, number of events, name."""
        at = LANE_ORDERS.index(self._order)
        self._lay_by(self._by, LANE_ORDERS[(at + 1) % len(LANE_ORDERS)])

    @work
    async def action_choose_lanes(self) -> None:
        """Pick what there is a lane for each of, and their order."""
        from tui.screens.pick import Choice, Pick

        lang = self._lang
        here, order = say(lang, "shown", "当前"), say(lang, "order", "顺序")
        choices = [
            Choice(f"by {by}", say(lang, *FIELD_WORDS[by]), here if by == self._by else "")
            for by in LANE_FIELDS
        ]
        for way in LANE_ORDERS:
            detail = f"{order} · {here}" if way == self._order else order
            choices.append(Choice(f"order {way}", say(lang, *ORDER_WORDS[way]), detail))
        picked = await self.app.push_screen_wait(Pick(say(lang, "Lanes", "泳道"), choices))
        if picked is not None:
            self._pick_lanes(*picked.split(" "))

    def _pick_lanes(self, what: str, value: str) -> None:
        for by in LANE_FIELDS:
            if what == "by" and by == value:
                self._lay_by(by, self._order)
        for order in LANE_ORDERS:
            if what == "order" and order == value:
                self._lay_by(self._by, order)

    def _lay_by(self, by: LaneField, order: LaneOrder) -> None:
        self._by, self._order = by, order
        self._make_lanes_again()

    def _make_lanes_again(self) -> None:
        """Other lanes of the same selection; the cursor's event stays under the cursor."""
        number = self._number
        self._make_lanes()
        if self._axis is not None:
            self._axis = self._axis.resized(self._axis_width)
        if self._fits:
            self._fit()
        self._put_cursor(number)
        self.refresh()
        self.post_message(self.WindowMoved())

    def action_collapse(self) -> None:
        """Collapse the lane with its children, or expand it; in a child, its parent."""
        if not self._lanes:
            return
        index = self._lane
        if not self._lanes[index].is_parent:
            depth = self._lanes[index].depth
            above = (nth for nth in range(index, -1, -1) if self._lanes[nth].depth < depth)
            index = next(above, index)
        self._toggle(index)

    def _toggle(self, index: int) -> None:
        lane = self._lanes[index]
        if lane.is_parent:
            self._key = lane.key
            self._collapsed = self._collapsed ^ {lane.key}
            self._make_lanes_again()

    def action_collapse_all(self) -> None:
        """Collapse all parents, or expand them all."""
        if self.timeline is None:
            return
        parents = parents_of(self.timeline, self._bits, self._by)
        self._collapsed = frozenset() if parents <= self._collapsed else self._collapsed | parents
        self._make_lanes_again()

    # ---- crowds

    def action_open(self) -> None:
        """Open a crowd as a list; of a single event say that it is chosen."""
        mark = self._cursor_mark()
        lane = self._lanes[self._lane] if self._lanes else None
        if mark is not None and mark.size > 1:
            self._open_crowd(sorted(mark.numbers))
        elif lane is not None and self._number in lane.undated and len(lane.undated) > 1:
            self._open_crowd(lane.undated)
        else:
            super().action_open()

    @work
    async def _open_crowd(self, numbers: Sequence[int]) -> None:
        from tui.screens.event_picker import EventPicker

        if self.timeline is None or self._search is None:
            return
        picker = EventPicker(
            self.timeline, self._search, numbers, self._number, self._lang, self._words
        )
        picked = await self.app.push_screen_wait(picker)
        if picked is not None and self._bits >> picked & 1:
            self._go(self._lane, picked)

    # ---- handlers

    def watch_marked(self) -> None:
        """Draw the marks."""
        self._strips.clear()
        self.refresh()

    def on_resize(self) -> None:
        """Other sizes; an axis that fits goes on fitting."""
        self._measure()
        if self._axis is not None:
            self._axis = self._axis.resized(self._axis_width)
            if self._fits:
                self._fit()
        if self._lanes:
            self._reveal_lane()
        self.refresh()

    def _mark_at(self, x: int, y: int) -> tuple[int, Mark | None]:
        """The lane under a place on the screen, and the mark there."""
        line = self._top + y - self._header
        index = self._lane_at(max(0, line))
        cell = x - self._gutter
        if y < self._header or cell < 0 or self._axis is None:
            return index, None
        marks = self._marks_of(index).marks
        found = [mark for mark in marks if mark.covers(cell, line - self._tops[index])]
        signs = [mark for mark in found if mark.start <= cell < mark.end]
        points = [mark for mark in found if not mark.runs]
        return index, next(iter((*signs, *points, *found)), None)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the axis."""
        if self._axis is not None and event.x >= self._gutter and event.button == 1:
            self._dragged = (event.x, event.y, self._axis)
            self._was_dragged = False
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the axis along."""
        if self._dragged is not None:
            x, _, axis = self._dragged
            if event.x != x or self._was_dragged:
                self._was_dragged = True
                self._set_axis(axis.panned(x - event.x))

    def on_mouse_up(self) -> None:
        """Let go of the axis."""
        if self._dragged is not None:
            self._dragged = None
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on an event or a lane; twice opens it. A parent's sign collapses it."""
        if self._was_dragged or not self._lanes or self._axis is None:
            self._was_dragged = False
            return
        if not self._header <= event.y < self._header + self._tops[-1] - self._top:
            return
        index, mark = self._mark_at(event.x, event.y)
        lane = self._lanes[index]
        sign = 1 + 2 * lane.depth
        if lane.is_parent and sign <= event.x < sign + 2 and event.x < self._gutter:
            self._toggle(index)
        elif mark is not None:
            number = self._number if self._number in mark.numbers else mark.first
            self._go(index, number)
            if event.chain == 2:
                self.action_open()
        elif event.x >= self._gutter + self._axis.width and lane.undated:
            self._go(index, lane.undated[0])
            if event.chain == 2:
                self.action_open()
        elif index != self._lane:
            self._go(index, self._nearest_in(index))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Zoom out around the pointer; over the names, scroll; with Shift, pan."""
        self._wheel(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Zoom in around the pointer; over the names, scroll; with Shift, pan."""
        self._wheel(event, -1)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """Pan to later days."""
        event.stop()
        self.action_pan(0.1)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """Pan to earlier days."""
        event.stop()
        self.action_pan(-0.1)

    def _wheel(self, event: events.MouseScrollDown | events.MouseScrollUp, step: int) -> None:
        event.stop()
        if self._axis is None:
            return
        if event.shift:
            self.action_pan(0.1 * step)
        elif event.x < self._gutter:
            self._scroll_lanes(self._top + _WHEEL * step)
            self.refresh()
        else:
            self._zoom(-step, event.x - self._gutter + 0.5)
