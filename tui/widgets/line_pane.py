"""A pane of lines that are drawn when they are seen, and that scrolls without any layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Region, Size
from textual.reactive import Reactive, reactive
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Self

    from textual import events
    from textual.filter import LineFilter

_WHEEL = 3  # lines a turn of the mouse wheel


class LinePane(Widget):
    """The base of the list, the facets, the details and the completions.

    A subclass keeps ``line_count`` true and draws one line at a time; changing what is shown costs
    no more than drawing the lines on screen. When there are more lines than room, the last column
    shows how far down they are.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-pane--thumb"}
    DEFAULT_CSS = """
    LinePane > .line-pane--thumb { color: $scrollbar; }
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """Textual does not scroll it: a new size of it is no reason to lay out the screen again."""
    top: reactive[int] = reactive(0, repaint=False)
    """The line at the upper edge."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.line_count = 0
        self._drawn: dict[int, list[Segment]] = {}  # by the number of the line
        # By their place on the screen, until they are drawn anew: a screen is put together of all
        # lines of a pane whenever one of them changes, and of the same strip in no time.
        self._strips: dict[int, Strip] = {}
        self._drawn_size = Size(0, 0)
        self._filters: Sequence[LineFilter] = ()
        self._background = Color(0, 0, 0)
        # Asking for a style takes as long as drawing a line: each is asked for once.
        self._base = Style()
        self._styles: dict[str, Style] = {}

    def draw_line(self, index: int, width: int) -> Iterable[Segment]:
        """The segments of a line; it is cut or filled up to ``width`` cells."""
        raise NotImplementedError

    def redraw(self, *lines: int) -> None:
        """Draw these lines anew; without any, all of them."""
        if not lines:
            self._drawn.clear()
            self.refresh()
        for line in lines:
            self._drawn.pop(line, None)
            self.refresh(Region(0, line - self.top, self.size.width, 1))

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Put the lines of these regions on the screen again; without any, all of them."""
        if not regions:
            self._strips.clear()
        for region in regions:
            for y in region.line_range:
                self._strips.pop(y, None)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def reveal(self, first: int, last: int | None = None) -> None:
        """Scroll as little as brings the lines into sight, the first of them before all."""
        height = max(1, self.size.height)
        bottom = first if last is None else last
        self.top = min(max(self.top, bottom - height + 1), first)

    @property
    def bottom(self) -> int:
        """The line after the last one in sight."""
        return self.top + max(1, self.size.height)

    def scroll_lines(self, lines: int) -> None:
        """Scroll down, or up when negative, as far as there are lines."""
        self.top += lines

    def style_of(self, name: str) -> Style:
        """A component's style."""
        style = self._styles.get(name)
        if style is None:
            style = self._styles[name] = self.get_component_rich_style(name, default=self._base)
        return style

    def ground_of(self, name: str) -> Style:
        """A component's background and weight alone, to lay under other styles (a cursor)."""
        style = self.style_of(name)
        return Style(bgcolor=style.bgcolor, bold=style.bold or None)

    def validate_top(self, top: int) -> int:
        """No further than the last line at the lower edge."""
        return max(0, min(top, self.line_count - max(1, self.size.height)))

    def watch_top(self) -> None:
        """All lines stand elsewhere now."""
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of the pane."""
        base = self.rich_style
        if base != self._base:  # the ground may change with the pane around it
            self._base = base
            self._forget_styles()
        size = self.size
        if size != self._drawn_size:  # not heard of by `on_resize` yet
            self._drawn_size = size
            self._forget_lines()
        # Without border and padding the lines are all there is: half of the time is saved.
        is_all = size == self.outer_size
        filters = self.get_line_filters() if is_all else ()
        if filters != self._filters:
            self._filters = filters
            self._strips.clear()
        self._background = self.background_colors[1]
        if not is_all:
            return super().render_lines(crop)
        strips = [self.render_line(y) for y in crop.line_range]
        if crop.column_span != (0, size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        """One line of the screen: what it says, and in the last column the thumb."""
        strip = self._strips.get(y)
        if strip is None:
            strip = self._strips[y] = self._line_at(y)
        return strip

    def _line_at(self, y: int) -> Strip:
        width = self.size.width
        index = self.top + y
        if index >= self.line_count:
            strip = Strip.blank(width, self._base)
            for line_filter in self._filters:
                strip = strip.apply_filter(line_filter, self._background)
            return strip
        segments = self._drawn.get(index)
        if segments is None:
            segments = self._drawn[index] = self._draw(index, width - 1)
        is_thumb = self.line_count > self.size.height and self._is_thumb(y)
        last = Segment("▐" if is_thumb else " ", self.style_of("line-pane--thumb"))
        segments = [*segments, last]
        for line_filter in self._filters:  # now: to filter a strip makes another
            segments = line_filter.apply(segments, self._background)
        return Strip(segments, width)

    def _draw(self, index: int, width: int) -> list[Segment]:
        """A line's segments in exactly ``width`` cells."""
        segments = [segment for segment in self.draw_line(index, width) if segment.text]
        spare = width - sum(segment.cell_length for segment in segments)
        if spare < 0:
            return list(Strip(segments).crop(0, width))
        return [*segments, Segment(" " * spare, self._base)] if spare else segments

    def _is_thumb(self, y: int) -> bool:
        height = self.size.height
        size = max(1, round(height * height / self.line_count))
        start = round((height - size) * self.top / max(1, self.line_count - height))
        return start <= y < start + size

    def notify_style_update(self) -> None:
        """Another theme, another focus: other colours."""
        super().notify_style_update()
        self._forget_styles()

    def _forget_styles(self) -> None:
        self._styles.clear()
        self._forget_lines()

    def _forget_lines(self) -> None:
        self._drawn.clear()
        self._strips.clear()

    def on_resize(self) -> None:
        """Another width, other lines; another height, another last line."""
        self._forget_lines()
        self.top = self.validate_top(self.top)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll by the wheel."""
        event.stop()
        self.scroll_lines(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll by the wheel."""
        event.stop()
        self.scroll_lines(-_WHEEL)
