"""The list's lines: drawn when they are seen, under headers of which the last stays on top."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from events.dates.edtf import OPEN_END, OPEN_START
from tui.text import cells, clean, cut, fit
from tui.widgets.event_rows import PARTS, Columns, EventRows, Part, Run
from tui.widgets.filtered import filtered
from tui.widgets.look import Look
from tui.widgets.nothing import nothing_words
from tui.widgets.outline import Line, Outline
from tui.widgets.row_dates import gap_cell

if TYPE_CHECKING:
    from typing import Self

    from textual.filter import LineFilter
    from textual.geometry import Region

    from events.when import Lang

# From these sizes on years have lines of their own.
_TALL, _BROAD = 20, 40
# Below so many lines no header is kept on top: it would leave too little.
_LEAST_FOR_PINNED = 3
_MOST_STRIPS = 1024


class EventLines(ScrollView, Look):
    """What `EventList` shows, scrolled anywhere, with or without a cursor.

    Lines are drawn past Textual's styles cache, so the widget takes no border, padding or opacity.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"event-list--{part}" for part in PARTS),
        "event-list--cursor",
    }
    DEFAULT_CSS = """
    EventLines {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
    }
    EventLines > .event-list--bar { color: $foreground 40%; }
    EventLines:focus > .event-list--bar { color: $accent; }
    EventLines > .event-list--mark { color: $warning; text-style: bold; }
    EventLines > .event-list--date { color: $foreground 60%; }
    EventLines > .event-list--gap { color: $foreground 40%; }
    EventLines > .event-list--glyph { color: $primary; }
    EventLines > .event-list--title { color: $foreground; }
    EventLines > .event-list--unsure { color: $foreground; text-style: italic; }
    EventLines > .event-list--withdrawn { color: $foreground 60%; text-style: strike; }
    EventLines > .event-list--match { color: $accent; text-style: underline; }
    EventLines > .event-list--product { color: $foreground 55%; }
    EventLines > .event-list--reading { color: $accent; }
    EventLines > .event-list--doubtful { color: $foreground 60%; }
    EventLines > .event-list--heading { color: $primary; text-style: bold; }
    EventLines > .event-list--month { color: $primary; }
    EventLines > .event-list--rule { color: $foreground 20%; }
    EventLines > .event-list--cursor { background: $panel; }
    EventLines:focus > .event-list--cursor { text-style: bold; }
    EventLines:nocolor:focus > .event-list--cursor { text-style: reverse; }
    """

    newest_first: reactive[bool] = reactive(False, repaint=False)
    """The latest event on top, headers included; undated events stay last."""
    notice: reactive[tuple[str, ...]] = reactive(())
    """What to say in lines while there is no timeline yet."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lang: Lang = "en"
        self._words: tuple[str, ...] = ()
        self._known_by: int | None = None  # the day of an `asof:` term
        self._outline = Outline()
        self._place: int | None = None
        """Where the cursor is in the outline."""
        self._rows: EventRows | None = None
        self._strips: dict[Hashable, Strip] = {}  # by what they say
        self._lines: dict[int, Strip] = {}  # by their place on the screen, until it is refreshed
        self._full_width = self._width = self._height = 0  # with and without the scrollbar
        self._scrolled: tuple[Size, Size] | None = None
        self._height_before = 0  # that of the last resize: lines may be drawn before the next
        self._base = self._seen_base = Style()
        self._filters: Sequence[LineFilter] = ()
        self._styles: dict[Part, Style] = {}
        self._cursor_styles: dict[Part, Style] = {}

    @property
    def window(self) -> tuple[int, int] | None:
        """The days, as ordinals, from the first event in sight to the last; None without any.

        A last event of which only the month or year is known counts to the end of that.
        """
        timeline = self.timeline
        if timeline is None:
            return None
        first, last = self._place_from(self._top), self._place_from(self._top + self._height, -1)
        if first is None or last is None or first >= self._outline.dated:
            return None
        last = max(first, min(last, self._outline.dated - 1))
        earlier, later = sorted(self._outline.number_at(place) for place in (first, last))
        when = timeline.when[later]
        end = timeline.start[later]
        if when is not None and when.kind == "point" and when.hi < OPEN_END:
            end = max(end, when.hi)
        return max(timeline.start[earlier], OPEN_START + 1), end

    # ---- lines and scrolling

    def _lay_out(self, numbers: Sequence[int]) -> None:
        timeline = self.timeline
        if timeline is None:
            return
        self._outline = Outline(
            numbers,
            timeline.groups,
            timeline.dated,
            newest_first=self.newest_first,
            year_lines=self._has_year_lines,
        )
        self._fit_height()

    @property
    def _has_year_lines(self) -> bool:
        return self._height >= _TALL and self._width >= _BROAD

    def _fit_height(self) -> None:
        """Let the scrollbar know how many lines there are, without laying out the screen.

        ``virtual_size`` would do that each time it is set. There are never fewer lines than fit,
        so the scrollbar's column is always there and no selection moves the columns.
        """
        size = Size(0, max(self._outline.height, self._height))
        if self.virtual_size != size:
            self.set_reactive(Widget.virtual_size, size)
            if self.is_attached and self._height:
                self._scroll_update(size)

    def _scroll_update(self, virtual_size: Size) -> None:
        """Tell the scrollbar of other sizes; each layout of the screen comes here with the same."""
        sizes = (virtual_size, self.container_size)
        if sizes != self._scrolled:
            self._scrolled = sizes
            super()._scroll_update(virtual_size)

    @property
    def _top(self) -> int:
        return self.scroll_offset.y

    def _measure(self) -> None:
        """Take the widget's size: asking for it takes a while, and each line needs it."""
        self._full_width, self._height = self.size
        self._width = max(0, self._full_width - self.scrollbar_size_vertical)

    @property
    def _pinned_lines(self) -> int:
        return 1 if self._height >= _LEAST_FOR_PINNED else 0

    def _scroll(self, top: int) -> None:
        if self._height:
            self.scroll_to(y=max(0, min(top, self.max_scroll_y)), animate=False, force=True)

    def _is_in_sight(self, place: int) -> bool:
        line = self._outline.line_of(place)
        return self._top + self._pinned_lines <= line < self._top + self._height

    def _reveal(self, place: int) -> None:
        """Scroll as little as brings a place into sight, with its headers if it is the first."""
        line = self._outline.line_of(place)
        section = self._outline.sections[self._outline.section_of(place)]
        if line - self._pinned_lines < self._top:
            is_first = place == section.first and len(section.headers) < self._height
            self._scroll(section.top if is_first else line - self._pinned_lines)
        elif line >= self._top + self._height:
            self._scroll(line - self._height + 1)

    def _place_from(self, line: int, step: int = 1) -> int | None:
        """The first event in sight at or below a line, or with ``step`` -1 the last one above."""
        outline = self._outline
        if not outline.height:
            return None
        if step < 0:
            found = outline.at(max(0, min(line, outline.height) - 1))
            first = outline.sections[found.section].first
            return max(0, first - 1) if found.place is None else found.place
        found = outline.at(min(line + self._pinned_lines, outline.height - 1))
        return outline.sections[found.section].first if found.place is None else found.place

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say that other lines are in sight."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(self.WindowMoved())

    def watch_marked(self) -> None:
        """Draw the marks."""
        self._forget_strips()
        self.refresh()

    # ---- drawing

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Put the lines of these regions on the screen again; without any, all of them."""
        if not regions:
            self._lines.clear()
        for region in regions:
            for y in region.line_range:
                self._lines.pop(y, None)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of the widget, drawn without Textual's styles cache.

        There is no border or padding to draw, and each line is cached here by what it says: a page
        costs a quarter less.
        """
        before = (self._full_width, self._width, self._height)
        self._measure()
        if before != (self._full_width, self._width, self._height):
            self._lines.clear()
        self._take_styles()
        strips = [self.render_line(y) for y in crop.line_range]
        if crop.column_span != (0, self._full_width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        strip = self._lines.get(y)
        if strip is None:
            strip = self._lines[y] = self._line_at(y)
        return strip

    def _line_at(self, y: int) -> Strip:
        width, outline = self._width, self._outline
        line = self._top + y
        if line >= outline.height:
            return self._blank() if outline.height else self._message(y, width)
        found = outline.at(line)
        if found.place is None:
            is_pinned = y == 0 and found.header == "month" and self._pinned_lines > 0
            return self._heading(found, width, pinned=is_pinned)
        if y == 0 and self._pinned_lines:
            return self._heading(found, width, pinned=True)
        return self._row(found.place, found.section, width, is_uppermost=y == self._pinned_lines)

    def _row(self, place: int, section: int, width: int, *, is_uppermost: bool) -> Strip:
        outline, rows = self._outline, self._writer(width)
        number = outline.number_at(place)
        above = place - 1
        repeats = (
            not is_uppermost
            and above >= outline.sections[section].first
            and self._same_date(outline.number_at(above), number)
        )
        before = self._before(place) if rows.columns.gap else None
        is_cursor = place == self._place
        key = (number, before, repeats, is_cursor)
        strip = self._strips.get(key)
        if strip is None:
            runs = rows.row(
                number, before, repeats=repeats, cursor=is_cursor, marked=number in self.marked
            )
            strip = self._keep(key, self._strip(runs, is_cursor=is_cursor))
        return strip

    def _heading(self, found: Line, width: int, *, pinned: bool) -> Strip:
        section = self._outline.sections[found.section]
        header = found.header or ("undated" if section.year is None else "both")
        gap = ""
        if pinned:
            header = "both" if section.year is not None else "undated"
        elif header == section.headers[-1] and not self._writer(width).columns.gap:
            gap = self._gap_above(section.first)
        key = (header, section.name, gap)
        strip = self._strips.get(key)
        if strip is None:
            runs = self._writer(width).heading(header, section.year, section.month, gap, width)
            strip = self._keep(key, self._strip(runs))
        return strip

    def _message(self, y: int, width: int) -> Strip:
        """What is said in the middle of an empty list."""
        timeline = self.timeline
        texts = self.notice if timeline is None else (nothing_words(timeline, self._lang),)
        line = y - self._height // 2
        if not 0 <= line < len(texts):
            return self._blank()
        text = cut(texts[line], width)
        left = " " * ((width - cells(text)) // 2)
        return self._strip([Run(fit(left + text, width), "date")])

    def _before(self, place: int) -> int | None:
        """The event before one in time, if both are dated."""
        outline = self._outline
        before = place + 1 if outline.newest_first else place - 1
        if 0 <= before < outline.dated and place < outline.dated:
            return outline.number_at(before)
        return None

    def _gap_above(self, place: int) -> str:
        """The gap between an event and the one above it."""
        outline = self._outline
        if self.timeline is None or not 0 < place < outline.dated:
            return ""
        earlier, later = sorted(outline.number_at(place - back) for back in (0, 1))
        return gap_cell(self.timeline.when[earlier], self.timeline.when[later], self._lang)

    def _same_date(self, number: int, other: int) -> bool:
        """Whether the date cells of two events say the same."""
        assert self.timeline is not None
        a, b = self.timeline.when[number], self.timeline.when[other]
        if a is None or b is None or a is b:
            return a is b
        return (a.lo, a.hi, a.precision, a.doubts, a.kind) == (
            (b.lo, b.hi, b.precision, b.doubts, b.kind)
        )

    def _writer(self, width: int) -> EventRows:
        if self._rows is None:
            assert self.timeline is not None
            glyphs = [cells(clean(kind.glyph)) for kind in self.timeline.kinds.values()]
            glyph = max(1, min(2, max(glyphs, default=1)))
            columns = Columns.within(width, glyph)
            self._rows = EventRows(self.timeline, self._lang, self._words, columns, self._known_by)
        return self._rows

    def _strip(self, runs: Sequence[Run], *, is_cursor: bool = False) -> Strip:
        """Runs as wide as the list, as a line as wide as the widget: the scrollbar is over its end.

        To be told the length spares the strip from measuring every text again.
        """
        styles = self._cursor_styles if is_cursor else self._styles
        base = self._seen_base
        segments = [Segment(text, styles.get(part, base)) for text, part in runs if text]
        segments.append(Segment(" " * (self._full_width - self._width), base))
        return Strip(segments, self._full_width)

    def _blank(self) -> Strip:
        return Strip.blank(self._full_width, self._seen_base)

    def _keep(self, key: Hashable, strip: Strip) -> Strip:
        if len(self._strips) >= _MOST_STRIPS:
            self._strips.clear()
        self._strips[key] = strip
        return strip

    # ---- styles

    def _take_styles(self) -> None:
        """Ask for each style once: that takes as long as drawing a line."""
        base, filters = self.rich_style, self.get_line_filters()
        if self._styles and (base, filters) == (self._base, self._filters):
            return  # else the ground changed with a parent's
        self._forget_strips()
        self._base, self._filters = base, filters
        self._seen_base = filtered(self, base)
        cursor = self.get_component_rich_style("event-list--cursor")
        ground = Style(
            # Turned round, a dim part would be a dark patch in the cursor's bright line.
            color=self._base.color if cursor.reverse else None,
            bgcolor=cursor.bgcolor,
            bold=cursor.bold or None,
            reverse=cursor.reverse or None,
        )
        for part in PARTS:
            style = self.get_component_rich_style(f"event-list--{part}")
            self._styles[part] = filtered(self, style)
            self._cursor_styles[part] = filtered(self, style + ground)

    def _forget_strips(self) -> None:
        self._strips.clear()
        self._lines.clear()

    def notify_style_update(self) -> None:
        """Another theme, another focus: other colours."""
        super().notify_style_update()
        self._styles.clear()
        self._forget_strips()
