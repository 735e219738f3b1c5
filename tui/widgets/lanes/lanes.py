"""Lanes: a selection's events on a time axis, a lane for each company, product or kind.

Give it a timeline with `load`, then a selection with `show`. The axis stays where the person put it
while events of the selection are in sight; until then it fits all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding

from events.lanes import LANE_FIELDS, LANE_ORDERS, parents_of
from tui.commands import bindings
from tui.language import say
from tui.widgets.lanes.cursor import LaneCursor
from tui.widgets.lanes.lines import FIELD_WORDS, ORDER_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from events.axes.time_axis import TimeAxis
    from events.lanes import LaneField, LaneOrder
    from tui.widgets.lanes.marks import Mark

_NEARER = 1.5  # how much nearer a step of zoom goes
_SCREEN = 0.8  # how much of the axis a step by a screen moves
_WHEEL = 3  # lines


class Lanes(LaneCursor, can_focus=True):
    """What the person does with keys and mouse."""

    BINDINGS: ClassVar = [
        Binding("enter", "open", show=False, id="details"),
        *bindings("lanes"),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._dragged: tuple[int, int, TimeAxis] | None = None
        self._was_dragged = False

    @property
    def by(self) -> LaneField:
        """What there is a lane for each of."""
        return self._by

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
                self._say_moved()
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
        self._say_moved()

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
        picked = await self.app.push_screen_wait(
            Pick(say(lang, "Lanes", "泳道"), choices, lang, at=f"by {self._by}")
        )
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
        self._say_moved()

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
        timeline = self.timeline
        picker = EventPicker(timeline, self._search, numbers, self._number, self._lang, self._words)
        picked = await self.app.push_screen_wait(picker)
        if picked is None:
            return
        # The files may have been read again meanwhile.
        number = self.timeline.number_of.get(timeline.id_of[picked])
        if number is not None and self._bits >> number & 1:
            self._go(self._home_of(number), number)

    # ---- handlers

    def watch_marked(self) -> None:
        """Draw the marks."""
        self._line_writer = None
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
