"""Compare's lines on the screen, drawn when something changed, under the names of the modes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.language import say
from tui.text import cells
from tui.widgets.compare.page import MODES, PARTS, Line, Mode, Page, Part, Run, centred
from tui.widgets.look import Look
from tui.widgets.nothing import nothing_words

if TYPE_CHECKING:
    from textual.geometry import Region

    from events.when import Lang

_NAMES: dict[Mode, tuple[str, str]] = {
    "align": ("Align", "对齐"),
    "measure": ("Measure", "间隔"),
    "lag": ("Lag", "回应"),
    "around": ("Around", "前后"),
}


class ComparePane(Look):
    """What `Compare` shows: the lines of the page that is on, under the names of all."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"compare--{part}" for part in PARTS),
        "compare--cursor",
        "compare--thumb",
    }
    DEFAULT_CSS = """
    ComparePane { height: 1fr; }
    ComparePane > .compare--bar { color: $foreground 40%; }
    ComparePane:focus > .compare--bar { color: $accent; }
    ComparePane > .compare--mark { color: $warning; text-style: bold; }
    ComparePane > .compare--label { color: $foreground 75%; }
    ComparePane > .compare--date { color: $foreground 60%; }
    ComparePane > .compare--glyph { color: $primary; }
    ComparePane > .compare--title { color: $foreground; }
    ComparePane > .compare--faint { color: $foreground 45%; }
    ComparePane > .compare--match { color: $accent; text-style: underline; }
    ComparePane > .compare--number { color: $accent; }
    ComparePane > .compare--value { color: $accent; }
    ComparePane > .compare--axis { color: $foreground 55%; }
    ComparePane > .compare--line { color: $foreground 20%; }
    ComparePane > .compare--doubt { color: $primary 30%; }
    ComparePane > .compare--quiet { color: $foreground 40%; }
    ComparePane > .compare--words { color: $foreground 60%; }
    ComparePane > .compare--telling { color: $foreground 90%; }
    ComparePane > .compare--heading { color: $primary; text-style: bold; }
    ComparePane > .compare--tab { color: $foreground 50%; }
    ComparePane > .compare--tab-on { color: $primary; text-style: bold underline; }
    ComparePane > .compare--chosen { color: $accent; text-style: bold; }
    ComparePane > .compare--series-0 { color: $primary; }
    ComparePane > .compare--series-1 { color: $accent; }
    ComparePane > .compare--series-2 { color: $success; }
    ComparePane > .compare--series-3 { color: $error; }
    ComparePane > .compare--series-4 { color: $secondary; }
    ComparePane > .compare--series-5 { color: $foreground; }
    ComparePane > .compare--here { color: $background; background: $accent; text-style: bold; }
    ComparePane > .compare--cursor { background: $panel; }
    ComparePane > .compare--thumb { color: $scrollbar; }
    ComparePane:nocolor > .compare--chosen { text-style: bold underline; }
    ComparePane:nocolor > .compare--here {
        color: $foreground; background: $background; text-style: bold reverse;
    }
    ComparePane:nocolor > .compare--faint { text-style: dim; }
    ComparePane:nocolor > .compare--doubt { text-style: dim; }
    ComparePane:nocolor > .compare--line { text-style: dim; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lang: Lang = "en"
        self._lines: list[Line] | None = None
        self._tabs: list[tuple[int, int, Mode]] = []
        """The columns of each mode's name."""
        self._base = Style()
        self._styles: dict[str, Style] = {}

    @property
    def page(self) -> Page:
        """The mode that is on the screen."""
        raise NotImplementedError

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of the look."""
        if self._styles and self.rich_style != self._base:
            self._styles.clear()
        self._base = self.rich_style
        width, height = self.size
        if self._lines is None:
            self._lines = self._draw(width, height)
        strips = [self.render_line(y) for y in crop.line_range]
        background = self.background_colors[1]
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        if crop.column_span != (0, width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width, height = self.size
        if self._lines is None:
            self._lines = self._draw(width, height)
        if y >= len(self._lines):
            return Strip.blank(width, self._base)
        line = self._lines[y]
        ground = self._ground if line.is_cursor else None
        segments = []
        used = 0
        for text, part in line.runs:
            style = self._style(f"compare--{part}")
            is_plain = ground is not None and part != "here"
            segments.append(Segment(text, style + ground if is_plain else style))
            used += cells(text)
        if used > width:
            return Strip(segments).crop(0, width)
        end = self._base + ground if ground else self._base
        segments.append(Segment(" " * (width - used), end))
        return Strip(segments, width)

    def _draw(self, width: int, height: int) -> list[Line]:
        if self.page.selection is None or width < 12 or height < 2:
            return []
        # The last column stays free: nothing touches what is beside the look.
        tabs = self._tab_line(width - 1)
        if not self.page.selection.result.count:
            words = nothing_words(self.page.selection.timeline, self._lang)
            return [tabs, *centred(words, width - 1, height - 1)]
        return [tabs, *self.page.lines(width - 1, height - 1)][:height]

    def _tab_line(self, width: int) -> Line:
        """The four modes, and what is chosen in the one that is on."""
        runs = [Run(" ", "tab")]
        self._tabs = []
        place = 1
        for mode in MODES:
            name = say(self._lang, *_NAMES[mode])
            part: Part = "tab-on" if mode == self.page.mode else "tab"
            self._tabs.append((place, place + cells(name), mode))
            runs += [Run(name, part), Run("  ", "tab")]
            place += cells(name) + 2
        choice = self.page.choice()
        if choice and place + cells(choice) + 1 <= width:
            runs.append(Run(" " * (width - place - cells(choice)) + choice, "words"))
        return Line(runs)

    def _style(self, name: str) -> Style:
        if name not in self._styles:
            self._styles[name] = self.get_component_rich_style(name, default=self._base)
        return self._styles[name]

    @property
    def _ground(self) -> Style:
        style = self._style("compare--cursor")
        return Style(bgcolor=style.bgcolor)

    def _forget(self) -> None:
        self._lines = None
        self.refresh()

    def notify_style_update(self) -> None:
        """Another theme, another focus: other colours."""
        super().notify_style_update()
        self._styles.clear()

    def on_resize(self) -> None:
        """Another size, other lines."""
        self._forget()
