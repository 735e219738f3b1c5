"""The overview: how many events each stretch of the whole span has, in one line."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from events.dates.edtf import OPEN_END
from tui.language import say
from tui.widgets.year_axis import MONTH, THIRD, Counts, Tally, YearAxis, finest_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events

    from events.timeline import Timeline
    from events.when import Lang

Part = Literal["label", "bar", "rest"]
Ground = Literal["", "window", "brush"]
_PARTS: tuple[Part, ...] = ("label", "bar", "rest")
_BLOCKS = " ▁▂▃▄▅▆▇█"
_DOT = "·"

_Cells: TypeAlias = tuple[str, Part | None, int | None]
"""Text of the line, what it is (None: a gap), and the bucket that it shows."""


class Overview(Widget):
    """The selection's events as bars, those left out faint behind them, and what is in sight.

    A year's label stands before its months, or, over many years, a decade's before its years, or,
    over few months, a month's before its days. A bar's height goes by the square root of its
    number, so that one event is still seen beside a hundred. An event whose date is coarser than a
    bar is in none: dots run through all the time that it may have happened in. Spans count where
    they begin.

    A click goes to a time, drawing the pointer over one shows it, the wheel moves what is in sight.
    Drawn with Ctrl or Shift held, or with the right button, the query is narrowed to that time:
    most terminals keep Shift for themselves.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "overview--label",
        "overview--bar",
        "overview--rest",
        "overview--window",
        "overview--brush",
    }
    DEFAULT_CSS = """
    Overview { height: 1; }
    Overview > .overview--label { color: $foreground 55%; }
    Overview > .overview--bar { color: $primary; }
    Overview > .overview--rest { color: $foreground 22%; }
    Overview > .overview--window { background: $primary 22%; }
    Overview > .overview--brush { background: $accent 45%; }
    Overview:nocolor > .overview--rest { text-style: dim; }
    Overview:nocolor > .overview--window { text-style: underline; }
    Overview:nocolor > .overview--brush { text-style: reverse; }
    """

    @dataclass
    class Jumped(Message):
        """A time was clicked; ``ordinal`` is the day of its first selected event, if it has one."""

        ordinal: int

    @dataclass
    class Brushed(Message):
        """The pointer was drawn over a time: from the first day to the last.

        ``narrows``: the query is to be narrowed to it.
        """

        first: int
        last: int
        narrows: bool

    @dataclass
    class Turned(Message):
        """The wheel was turned: towards later times (1) or earlier ones (-1)."""

        step: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._timeline: Timeline | None = None
        self._numbers: Sequence[int] = ()
        self._known: Sequence[int] | None = None
        self._window: tuple[int, int] | None = None
        self._limits: tuple[int, int] | None = None
        self._axis: YearAxis | None = None
        self._tally: Tally | None = None
        self._finest: int | None = None
        self._chosen = self._behind = Counts([], set())
        self._pressed: int | None = None  # the bucket where the pointer went down
        self._narrows = False
        self._brush: range | None = None  # those that it was drawn over
        self._cells: dict[int, list[_Cells]] = {}  # of each line, until the counts are others
        self._styles: dict[tuple[Part, Ground], Style] = {}
        self._base = Style()

    # ---- what it shows

    def load(self, timeline: Timeline, lang: Lang) -> None:
        """Take a timeline; its whole span is shown, whatever is selected."""
        self._timeline = timeline
        self._numbers, self._known = range(len(timeline)), None
        self._finest = None
        self._limits = _limits(timeline)
        self._tally = None
        self.tooltip = say(
            lang,
            "Events over time; dots: dated no closer than that. A click goes there; a drag shows"
            " that time, with Ctrl held it narrows the query to it.",
            "事件随时间的分布；点表示日期只知大概。点击可转到该处；拖动显示该段时间，"
            "按住 Ctrl 拖动则将查询限定于该段。",
        )
        self._lay_out()
        self.refresh()

    def show(
        self,
        numbers: Sequence[int],
        window: tuple[int, int] | None,
        known: Sequence[int] | None = None,
    ) -> None:
        """Show a selection and the first and last day in sight.

        ``known`` are the events behind it, if not all of the timeline. Event numbers are ascending.
        """
        self._numbers, self._window = numbers, window
        is_other = known is not self._known
        self._known = known
        self._count(behind=is_other)
        self.refresh()

    def show_window(self, window: tuple[int, int] | None) -> None:
        """Show the first and last day in sight."""
        axis = self._axis
        before = None if axis is None else self._buckets_in_sight(axis)
        self._window = window
        if axis is not None and self._buckets_in_sight(axis) != before:
            self.refresh()

    # ---- what is in it

    @property
    def limits(self) -> tuple[int, int] | None:
        """The first and the last day of all, open ends left out; None without a dated event."""
        return self._limits

    def peaks(self) -> list[int]:
        """The first selected event of each busy time (`events.axes.peaks`), ascending."""
        from events.axes.peaks import peaks

        if self._tally is None:
            return []
        firsts = (self._tally.first_of(self._numbers, n) for n in peaks(self._chosen.bars))
        return [number for number in firsts if number is not None]

    # ---- counting

    def _lay_out(self) -> None:
        """Find the axis for the width, and count the whole timeline on it."""
        timeline = self._timeline
        axis = None
        if timeline is not None and timeline.dated:
            first, last = timeline.start[0], timeline.start[timeline.dated - 1]
            width = self.size.width - 2
            finest = MONTH
            if last - first <= width * THIRD:  # else there is no room for what is finer
                finest = self._finest = self._finest or finest_of(timeline)
            axis = YearAxis.fitting(first, last, width, finest)
        if axis != self._axis or self._tally is None:
            self._axis = axis
            self._tally = Tally(axis, timeline) if axis and timeline else None
            self._count()

    def _count(self, *, behind: bool = True) -> None:
        self._cells.clear()
        if self._tally is not None:
            self._chosen = self._counted(self._numbers)
            if behind:
                known = self._known
                self._behind = self._tally.all if known is None else self._counted(known)

    def _counted(self, numbers: Sequence[int]) -> Counts:
        assert self._tally is not None
        is_all = len(numbers) == len(self._timeline or ())
        return self._tally.all if is_all else self._tally.count(numbers)

    # ---- drawing

    def render_line(self, y: int) -> Strip:
        """One line; of several the lowest has the labels."""
        self._take_styles()
        width = self.size.width
        axis = self._axis
        if axis is None:
            return Strip.blank(width, self._base)
        if y not in self._cells:
            self._cells[y] = list(self._cells_of(axis, y))
        in_sight = self._buckets_in_sight(axis)
        brush = self._brush or range(0)
        segments: list[Segment] = []
        text, last = " ", self._base
        for character, part, bucket in self._cells[y]:
            if bucket is None:
                style = self._base if part is None else self._styles[part, ""]
            elif bucket in brush:
                character = character if character[0] != " " else _DOT * axis.stretch
                style = self._styles[part or "bar", "brush"]
            else:
                style = self._styles[part or "bar", "window" if bucket in in_sight else ""]
            if style is last:
                text += character
            else:
                segments.append(Segment(text, last))
                text, last = character, style
        segments.append(Segment(text, last))
        return Strip(segments).adjust_cell_length(width, self._base)

    def _cells_of(self, axis: YearAxis, y: int) -> Iterator[_Cells]:
        """The labels and bars of a line from left to right."""
        height, behind = self.size.height, self._behind
        most = max([1, *behind.bars])
        is_lowest = y == height - 1
        for block, words in enumerate(axis.labels):
            if block:
                yield " ", None, None
            yield (words if is_lowest else "").ljust(axis.label_cells), "label", None
            for bucket in axis.buckets_of(block):
                part: Part = "bar"
                count, dotted = self._chosen.bars[bucket], bucket in self._chosen.dots
                if not count and (behind.bars[bucket] or not dotted):
                    part, count = "rest", behind.bars[bucket]
                    dotted = bucket in behind.dots
                if count:
                    level = ceil(8 * height * sqrt(count / most)) - 8 * (height - 1 - y)
                    character = _BLOCKS[max(0, min(8, level))]
                else:
                    character = _DOT if dotted and is_lowest else " "
                yield character * axis.stretch, part, bucket

    def _buckets_in_sight(self, axis: YearAxis) -> range:
        if self._window is None:
            return range(0)
        first, last = self._window
        return range(axis.bucket_at(first), axis.bucket_at(last) + 1)

    def _take_styles(self) -> None:
        if self._styles and self.rich_style == self._base:
            return
        self._base = self.rich_style
        grounds: dict[Ground, Style] = {"": Style()}
        for name in ("window", "brush"):
            whole = self.get_component_rich_style(f"overview--{name}")
            grounds[name] = Style(
                bgcolor=whole.bgcolor,
                underline=whole.underline or None,
                reverse=whole.reverse or None,
            )
        for part in _PARTS:
            style = self.get_component_rich_style(f"overview--{part}")
            for ground, under in grounds.items():
                self._styles[part, ground] = style + under

    def notify_style_update(self) -> None:
        """Another theme: other colours."""
        super().notify_style_update()
        self._styles.clear()

    # ---- handlers

    def on_resize(self) -> None:
        """Another width, other bars."""
        self._cells.clear()
        self._lay_out()
        self.refresh()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to mark a time."""
        if self._axis is not None and event.button in (1, 3):
            self._pressed = self._axis.bucket_under(event.x - 1)
            self._narrows = event.button == 3 or event.ctrl or event.shift
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Mark the time that the pointer was drawn over so far."""
        if self._axis is None or self._pressed is None:
            return
        here = self._axis.bucket_under(event.x - 1)
        if self._brush is not None or here != self._pressed:
            first, last = sorted((self._pressed, here))
            self._brush = range(first, last + 1)
            self.refresh()

    def on_mouse_up(self) -> None:
        """Say what time was marked, or go to the one that was clicked."""
        pressed, brush, axis = self._pressed, self._brush, self._axis
        self._pressed = self._brush = None
        self.release_mouse()
        self.refresh()
        if axis is None or pressed is None:
            return
        if brush is None:
            self._jump(axis, pressed)
        else:
            first, last = axis.edges[brush[0]], axis.edges[brush[-1] + 1] - 1
            self.post_message(self.Brushed(first, last, narrows=self._narrows))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Later."""
        event.stop()
        self.post_message(self.Turned(1))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Earlier."""
        event.stop()
        self.post_message(self.Turned(-1))

    def _jump(self, axis: YearAxis, bucket: int) -> None:
        """Go to the first selected event of a bucket, or else to its first day."""
        tally, timeline = self._tally, self._timeline
        if tally is None or timeline is None:
            return
        number = tally.first_of(self._numbers, bucket)
        day = axis.edges[bucket] if number is None else timeline.start[number]
        self.post_message(self.Jumped(day))


def _limits(timeline: Timeline) -> tuple[int, int] | None:
    if not timeline.dated:
        return None
    last = timeline.start[timeline.dated - 1]
    ends = filter(OPEN_END.__gt__, timeline.hi[: timeline.dated])
    return timeline.start[0], max(last, max(ends, default=last))
