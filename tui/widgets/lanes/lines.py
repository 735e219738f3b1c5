"""What the lanes look like: the axis on top, names at the left, and a few lines for each lane."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from events.axes.time_axis import TimeAxis
from events.when import today
from tui.language import say
from tui.text import cells, clean, cut, find_words, fit
from tui.widgets.event_rows import BAR
from tui.widgets.event_words import HAPPENED, EventWords
from tui.widgets.lanes.ground import Ground, era_rows, ground_of
from tui.widgets.lanes.header import era_pieces, label_pieces, ruler_pieces
from tui.widgets.lanes.marks import Laid, Mark, Sign, lay_out, shared_lines
from tui.widgets.lanes.pieces import LineWriter, Part, Piece
from tui.widgets.lanes.styles import LaneStyles
from tui.widgets.nothing import nothing_words

if TYPE_CHECKING:
    from rich.style import Style

    from events.lanes import Lane, LaneField, LaneOrder
    from events.when import Lang

FIELD_WORDS: dict[LaneField, tuple[str, str]] = {
    "company": ("Companies", "公司"),
    "product": ("Products", "产品"),
    "kind": ("Kinds", "类型"),
    "source": ("Sources", "来源"),
    "tag": ("Tags", "标签"),
}
ORDER_WORDS: dict[LaneOrder, tuple[str, str]] = {
    "first": ("by first event", "按首个事件"),
    "count": ("most events first", "按事件数"),
    "name": ("by name", "按名称"),
}
NONE_WORDS: dict[LaneField, tuple[str, str]] = {
    "company": ("no company", "无公司"),
    "product": ("no product", "无产品"),
    "kind": ("no kind", "无类型"),
    "source": ("no source", "无来源"),
    "tag": ("no tag", "无标签"),
}

_LEAST_WIDTH = 16
_LEAST_GUTTER, _MOST_GUTTER = 10, 30
_UNDATED = 5  # cells of the column of undated events
_UNDATED_HEADS = (" no", " date"), (" 未注", " 日期")
_MOST_SIGNS = 20_000  # remembered
_FROM_RULER, _FROM_ERAS = 8, 14  # lines from which there is room for these


class LaneLines(LaneStyles):
    """What `Lanes` shows; drawn past Textual's styles cache: no border, padding or opacity."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lang: Lang = "en"
        self._words: tuple[str, ...] = ()
        self._by: LaneField = "company"
        self._order: LaneOrder = "first"
        self._lanes: list[Lane] = []
        self._tops: list[int] = [0]
        """The first line of each lane, counted from the first lane, and the line after all."""
        self._axis: TimeAxis | None = None
        self._lane = 0
        """The index of the cursor's lane."""
        self._number: int | None = None
        """The event under the cursor."""
        self._top = 0
        """The line of the lanes at the upper edge."""
        self._has_undated = False
        self._width = self._height = 0
        self._gutter = _LEAST_GUTTER
        self._ground: Ground | None = None
        self._laid: dict[int, Laid] = {}
        self._strips: dict[tuple[int, int, bool], Strip] = {}
        self._signs: dict[int, Sign] = {}
        self._line_writer: LineWriter | None = None
        self._cursor_found: tuple[int | None, int, Mark | None] | None = None
        self._header = 1
        """The lines above the lanes."""
        self._ground_style: Style | None = None

    # ---- sizes

    def _measure(self) -> None:
        """Give each lane its lines, for the size and the lanes as they are.

        A lane has lines by the root of its events, whatever is in sight: nothing moves up or down
        while the axis is panned and zoomed.
        """
        self._width, self._height = self.size
        eras = self.timeline.eras if self.timeline and self._height >= _FROM_ERAS else ()
        ruler = self._height >= _FROM_RULER
        self._header = 2 + ruler + era_rows(eras) if self._height > 3 else 1
        lanes = self._lanes
        names = [cells(self._label(lane)) + 2 * lane.depth for lane in lanes]
        count = max((len(f"{lane.count:,}") for lane in lanes), default=1)
        wanted = max(names, default=0) + self._sign_column + count + 4
        most = max(_LEAST_GUTTER, min(_MOST_GUTTER, self._width * 3 // 10))
        self._gutter = min(max(_LEAST_GUTTER, wanted), most, max(0, self._width - 2))
        shares = shared_lines([lane.dated for lane in lanes], self._body_height)
        self._tops = [0]
        for share in shares:
            self._tops.append(self._tops[-1] + share)
        self._scroll_lanes(self._top)
        self._forget()

    @property
    def _sign_column(self) -> int:
        """Cells before the names for the signs of parents."""
        return 2 if any(lane.is_parent for lane in self._lanes) else 0

    @property
    def _axis_width(self) -> int:
        """The cells of the axis: between the names, and the undated events and the thumb."""
        spare = 1 + (_UNDATED if self._has_undated else 0)
        return max(1, self._width - self._gutter - spare)

    @property
    def _body_height(self) -> int:
        return max(0, self._height - self._header)

    def _scroll_lanes(self, top: int) -> None:
        self._top = max(0, min(top, self._tops[-1] - self._body_height))

    def _lane_at(self, line: int) -> int:
        """The index of the lane on a line of the lanes."""
        return min(max(0, bisect_right(self._tops, line) - 1), len(self._lanes) - 1)

    # ---- what is laid out

    def _marks_of(self, index: int) -> Laid:
        laid = self._laid.get(index)
        if laid is None:
            assert self._axis is not None
            lines = self._tops[index + 1] - self._tops[index]
            laid = lay_out(self._lanes[index], self._axis, lines, self._sign)
            self._laid[index] = laid
        return laid

    def _cursor_mark(self) -> Mark | None:
        """The mark that the cursor's event is in, if it is in sight."""
        number = self._number
        if number is None or not self._lanes or self._axis is None:
            return None
        found = self._cursor_found
        if found is None or found[:2] != (number, self._lane):
            marks = self._marks_of(self._lane).marks
            mark = next((mark for mark in marks if number in mark.numbers), None)
            found = self._cursor_found = (number, self._lane, mark)
        return found[2]

    def _sign(self, number: int) -> Sign:
        sign = self._signs.get(number)
        if sign is None:
            assert self.timeline is not None
            words = EventWords(self.timeline, self.timeline.events[number], number, self._lang)
            glyph, title = cut(words.glyph(), 2), words.title()[:400]
            sign = Sign(glyph, cells(glyph), title, cells(title))
            if len(self._signs) >= _MOST_SIGNS:
                self._signs.clear()
            self._signs[number] = sign
        return sign

    def _label(self, lane: Lane) -> str:
        return clean(lane.label(self._lang)) or say(self._lang, *NONE_WORDS[self._by])

    # ---- drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of the widget, without Textual's styles cache: each is kept here."""
        self._take_styles()
        strips = [self.render_line(y) for y in crop.line_range]
        if crop.column_span != (0, self._width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        if not self._styles:
            self._take_styles()
        if self._axis is None or not self._lanes or self._width < _LEAST_WIDTH:
            return self._message(y)
        if self._ground is None:
            eras = self.timeline.eras if self.timeline else ()
            edges = self.app.no_color
            day = today().toordinal()
            self._ground = ground_of(self._axis, self._lang, eras, day, edges=edges)
        if y < self._header:
            return self._header_line(y, self._ground)
        line = self._top + y - self._header
        if line >= self._tops[-1]:
            return self._empty_line(self._ground)
        index = self._lane_at(line)
        key = (index, line - self._tops[index], self._is_thumb(y))
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._lane_line(*key, self._ground)
        return strip

    def _is_thumb(self, y: int) -> bool:
        lines, height = self._tops[-1], self._body_height
        if lines <= height:
            return False
        size = max(1, round(height * height / lines))
        start = round((height - size) * self._top / max(1, lines - height))
        return start <= y - self._header < start + size

    def _message(self, y: int) -> Strip:
        """What to say where there is nothing to show."""
        if self.timeline is None or y != self._height // 2 or self._width < _LEAST_WIDTH:
            return Strip.blank(self._width, self._style("base"))
        words = nothing_words(self.timeline, self._lang)
        if self._has_undated:
            words = say(
                self._lang,
                "None of these events has a date: 1 lists them.",
                "这些事件都没有日期：按 1 在列表中查看。",
            )
        shown = cut(words, self._width)
        left = " " * ((self._width - cells(shown)) // 2)
        return Strip([Segment(fit(left + shown, self._width), self._style("count"))], self._width)

    # ---- the axis

    def _header_line(self, y: int, ground: Ground) -> Strip:
        lang = self._lang
        if y == 0:
            name = say(lang, *FIELD_WORDS[self._by])
            segments = [Segment(fit(f" {name}", self._gutter), self._style("upper"))]
            segments += self._styled(label_pieces(ground, "upper", lang))
        elif y == 1:
            name = say(lang, *ORDER_WORDS[self._order])
            segments = [Segment(fit(f" {name}", self._gutter), self._style("count"))]
            segments += self._styled(label_pieces(ground, "lower", lang))
        elif y == 2:
            segments = [Segment("─" * self._gutter, self._style("rule"))]
            segments += self._styled(ruler_pieces(ground, lang))
        else:
            segments = [Segment(" " * self._gutter, self._style("base"))]
            segments += self._segments(era_pieces(ground, y - 3), ground)
        if self._has_undated:
            heads = (*_UNDATED_HEADS[lang == "zh"], "─" * _UNDATED)
            words = heads[y] if y < len(heads) else ""
            segments.append(
                Segment(fit(words, _UNDATED), self._style("rule" if y == 2 else "lower"))
            )
        segments.append(Segment(" ", self._style("base")))
        return Strip(segments, self._width)

    # ---- the lanes

    def _lane_line(self, index: int, line: int, is_thumb: bool, ground: Ground) -> Strip:
        lane = self._lanes[index]
        marks = self._marks_of(index).lines[line]
        is_cursor = index == self._lane
        cursor = self._cursor_mark() if is_cursor else None
        segments = list(self._name_cells(lane, line, is_cursor=is_cursor))
        segments += self._segments(self._writer(ground).line(marks, cursor), ground)
        if self._has_undated:
            segments.append(self._undated(lane, line, is_cursor=is_cursor))
        segments.append(Segment("▐" if is_thumb else " ", self._style("thumb")))
        return Strip(segments, self._width)

    def _undated(self, lane: Lane, line: int, *, is_cursor: bool) -> Segment:
        count = lane.count - lane.dated
        words = f"?{count}" if count and not line else ""
        is_there = is_cursor and self._number is not None and self._number in lane.undated
        style = self._style("crowd", cursor=is_there and bool(words))
        return Segment(fit(f" {words}" if words else "", _UNDATED), style)

    def _name_cells(self, lane: Lane, line: int, *, is_cursor: bool) -> Iterator[Segment]:
        width = self._gutter
        yield Segment(BAR if is_cursor else " ", self._style("bar"))
        if line or width < 4:
            yield Segment(" " * (width - 1), self._style("base"))
            return
        count = f"{lane.count:,}" if lane.count else ""
        sign = "" if not lane.is_parent else "▸ " if lane.is_collapsed else "▾ "
        indent = 2 * lane.depth + (self._sign_column if not sign else 0)
        room = width - 3 - cells(count)
        text = fit(" " * indent + sign + self._label(lane), max(0, room))
        part = "parent" if lane.is_parent else "label" if lane.key[1] else "count"
        yield Segment(text, self._style(part))
        yield Segment(fit(f" {count} ", width - 1 - cells(text), right=True), self._style("count"))

    def _empty_line(self, ground: Ground) -> Strip:
        pieces = [
            Piece(run.start, run.end, run.character * (run.end - run.start), run.part)
            for run in ground.runs
        ]
        segments = [
            Segment(" " * self._gutter, self._style("base")),
            *self._segments(pieces, ground),
        ]
        rest = self._width - self._gutter - ground.width
        return Strip([*segments, Segment(" " * rest, self._style("base"))], self._width)

    def _writer(self, ground: Ground) -> LineWriter:
        if self._line_writer is None:
            assert self._axis is not None
            cells_ = [
                Piece(cell, cell + 1, run.character, run.part)
                for run in ground.runs
                for cell in range(run.start, run.end)
            ]
            self._line_writer = LineWriter(
                ground=ground,
                sign=self._sign,
                title_part=self._title_part,
                matches=self._matches,
                marked=self.marked,
                now=self._axis.position(today().toordinal() + 1),
                cells=cells_,
            )
        return self._line_writer

    def _title_part(self, number: int) -> Part:
        assert self.timeline is not None
        status = self.timeline.events[number].status
        if status == "withdrawn":
            return "withdrawn"
        return "title" if status in HAPPENED else "unsure"

    def _matches(self, title: str) -> Sequence[tuple[int, int]]:
        return find_words(title, self._words) if self._words else ()

    # ---- drawing anew

    def _take_styles(self) -> None:
        """Ask for each style once, of this ground: that takes as long as drawing a line."""
        base, filters = self.rich_style, self.get_line_filters()
        if (base, filters) != (self._ground_style, self._filters):
            self._ground_style, self._filters = base, filters
            self._styles.clear()
            self._strips.clear()

    def _forget(self) -> None:
        """What was laid out and drawn is of another look at the axis."""
        self._ground = self._line_writer = self._cursor_found = None
        self._laid.clear()
        self._strips.clear()

    def _refresh_lanes(self, *indices: int) -> None:
        """Draw these lanes anew and no others."""
        for index in indices:
            y = self._header + self._tops[index] - self._top
            height = self._tops[index + 1] - self._tops[index]
            self.refresh(Region(0, y, self._width, height))

    def _forget_lane(self, index: int) -> None:
        """What was drawn of a lane shows another cursor."""
        if index + 1 >= len(self._tops):
            return
        for line in range(self._tops[index + 1] - self._tops[index]):
            self._strips.pop((index, line, False), None)
            self._strips.pop((index, line, True), None)

    def notify_style_update(self) -> None:
        """Another theme, another focus: other colours."""
        super().notify_style_update()
        self._styles.clear()
        self._strips.clear()
        self._ground_style = None
