"""The overview: how many events each month has, over the whole span, in one line."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from math import ceil, sqrt
from typing import TYPE_CHECKING, ClassVar, Literal

from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.language import say
from tui.widgets.year_axis import Counts, Tally, YearAxis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from events.timeline import Timeline
    from events.when import Lang

Part = Literal["label", "bar", "rest"]
_PARTS: tuple[Part, ...] = ("label", "bar", "rest")
_BLOCKS = " ▁▂▃▄▅▆▇█"
_DOT = "·"


class Overview(Widget):
    """The selection's events as bars, those left out faint behind them, and what is in sight.

    A year's label stands before its months, or, over many years, a decade's before its years. A
    bar's height goes by the square root of its number, so that one event is still seen beside a
    hundred. An event whose date is coarser than a bar is in none: dots run through all the time
    that it may have happened in. Spans count where they begin.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "overview--label",
        "overview--bar",
        "overview--rest",
        "overview--window",
    }
    DEFAULT_CSS = """
    Overview { height: 1; }
    Overview > .overview--label { color: $foreground 55%; }
    Overview > .overview--bar { color: $primary; }
    Overview > .overview--rest { color: $foreground 22%; }
    Overview > .overview--window { background: $primary 22%; }
    Overview:nocolor > .overview--rest { text-style: dim; }
    Overview:nocolor > .overview--window { text-style: underline; }
    """

    @dataclass
    class Jumped(Message):
        """A time was clicked; ``ordinal`` is the day of its first selected event, if it has one."""

        ordinal: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._timeline: Timeline | None = None
        self._numbers: Sequence[int] = ()
        self._window: tuple[int, int] | None = None
        self._axis: YearAxis | None = None
        self._tally: Tally | None = None
        self._chosen = Counts([], set())
        self._styles: dict[tuple[Part, bool], Style] = {}
        self._base = Style()

    # ---- what it shows

    def load(self, timeline: Timeline, lang: Lang) -> None:
        """Take a timeline; its whole span is shown, whatever is selected."""
        self._timeline = timeline
        self._numbers = range(len(timeline))
        self._tally = None
        self.tooltip = say(
            lang,
            "Events over time; dots: dated no closer than that. A click goes there.",
            "事件随时间的分布；点表示日期只知大概。点击可转到该处。",
        )
        self._lay_out()
        self.refresh()

    def show(self, numbers: Sequence[int], window: tuple[int, int] | None) -> None:
        """Show a selection (ascending event numbers) and the first and last day in sight."""
        self._numbers, self._window = numbers, window
        self._count()
        self.refresh()

    def show_window(self, window: tuple[int, int] | None) -> None:
        """Show the first and last day in sight."""
        if window != self._window:
            self._window = window
            self.refresh()

    # ---- counting

    def _lay_out(self) -> None:
        """Find the axis for the width, and count the whole timeline on it."""
        timeline = self._timeline
        axis = None
        if timeline is not None and timeline.dated:
            last = timeline.start[timeline.dated - 1]
            axis = YearAxis.fitting(timeline.start[0], last, self.size.width - 2)
        if axis != self._axis or self._tally is None:
            self._axis = axis
            self._tally = Tally(axis, timeline) if axis and timeline else None
            self._count()

    def _count(self) -> None:
        if self._tally is not None:
            is_all = len(self._numbers) == len(self._timeline or ())
            self._chosen = self._tally.all if is_all else self._tally.count(self._numbers)

    # ---- drawing

    def render_line(self, y: int) -> Strip:
        """One line; of several the lowest has the labels."""
        self._take_styles()
        width, height = self.size.width, self.size.height
        axis, tally = self._axis, self._tally
        if axis is None or tally is None:
            return Strip.blank(width, self._base)
        in_sight = self._buckets_in_sight(axis)
        most = max([1, *tally.all.bars])
        is_lowest = y == height - 1
        segments = [Segment(" ", self._base)]
        for block in range(axis.blocks):
            if block:
                segments.append(Segment(" ", self._base))
            label = f"{axis.label(block):<5}" if is_lowest else " " * 5
            segments.append(Segment(label, self._styles["label", False]))
            for bucket in axis.buckets_of(block):
                part: Part = "bar"
                count, dotted = self._chosen.bars[bucket], bucket in self._chosen.dots
                if not count and (tally.all.bars[bucket] or not dotted):
                    part, count = "rest", tally.all.bars[bucket]
                    dotted = bucket in tally.all.dots
                if count:
                    level = ceil(8 * height * sqrt(count / most)) - 8 * (height - 1 - y)
                    character = _BLOCKS[max(0, min(8, level))]
                else:
                    character = _DOT if dotted and is_lowest else " "
                style = self._styles[part, bucket in in_sight]
                segments.append(Segment(character * axis.stretch, style))
        return Strip(Segment.simplify(segments)).adjust_cell_length(width, self._base)

    def _buckets_in_sight(self, axis: YearAxis) -> range:
        if self._window is None:
            return range(0)
        first, last = self._window
        return range(axis.bucket_at(first), axis.bucket_at(last) + 1)

    def _take_styles(self) -> None:
        if self._styles and self.rich_style == self._base:
            return
        self._base = self.rich_style
        window = self.get_component_rich_style("overview--window")
        ground = Style(bgcolor=window.bgcolor, underline=window.underline or None)
        for part in _PARTS:
            style = self.get_component_rich_style(f"overview--{part}")
            self._styles[part, False] = style
            self._styles[part, True] = style + ground

    def notify_style_update(self) -> None:
        """Another theme: other colours."""
        super().notify_style_update()
        self._styles.clear()

    # ---- handlers

    def on_resize(self) -> None:
        """Another width, other bars."""
        self._lay_out()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Go to the time that was clicked."""
        axis, tally, timeline = self._axis, self._tally, self._timeline
        if axis is None or tally is None or timeline is None:
            return
        bucket = axis.bucket_under(event.x - 1)
        first = bisect_left(self._numbers, tally.firsts[bucket])
        day = axis.edges[bucket]
        if first < bisect_left(self._numbers, tally.firsts[bucket + 1]):
            day = timeline.start[self._numbers[first]]
        self.post_message(self.Jumped(day))
