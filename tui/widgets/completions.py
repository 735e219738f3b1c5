"""What could be typed next: a box of completions that hangs under an input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.geometry import Size
from textual.message import Message

from tui.text import cells, clean, fit
from tui.widgets.line_pane import LinePane
from tui.widgets.whole_strip import WholeStrip

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events
    from textual.geometry import Region
    from textual.strip import Strip
    from textual.timer import Timer

    from events.query import Completion

_MOST_SHOWN = 8  # in sight at once
_NARROWEST, _WIDEST = 20, 64  # cells
_PAUSE = 0.3  # seconds without a letter


class Completions(LinePane):
    """What could be typed next, in a box under the line; it never takes the focus."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "completions--insert",
        "completions--meaning",
        "completions--cursor",
    }
    DEFAULT_CSS = """
    Completions {
        display: none; overlay: screen; constrain: inside none;
        width: 40; height: 1; background: $panel;
    }
    Completions > .completions--insert { color: $foreground; }
    Completions > .completions--meaning { color: $foreground 55%; }
    Completions > .completions--cursor { background: $primary 25%; text-style: bold; }
    """

    @dataclass
    class Picked(Message):
        """A completion was clicked."""

        completion: Completion

    def __init__(self) -> None:
        super().__init__()
        self.items: Sequence[Completion] = ()
        self.cursor: int | None = None
        self._written = 0  # cells of the column of what would be typed
        self._column = 0
        self._room = self._wanted = Size(0, 0)
        self._shrinking: Timer | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is anything to choose."""
        return bool(self.items)

    def offer(self, items: Sequence[Completion], column: int) -> None:
        """Show completions with their left edge at a column; none closes the box."""
        was_open = self.display and column == self._column
        self.items, self._column = items, column
        self.cursor = None
        self.line_count = len(items)
        self.top = 0
        if self.display != bool(items):
            self.display = bool(items)
        if self._shrinking is not None:
            self._shrinking.stop()
        if items:
            written = max(cells(clean(item.insert)) for item in items)
            meant = max(cells(_meaning(item)) for item in items)
            self._written = min(written, _WIDEST - _NARROWEST)
            width = min(self._written + meant + 5, _WIDEST, self.screen.size.width)
            self._wanted = Size(max(_NARROWEST, width), min(len(items), _MOST_SHOWN))
            if was_open:
                # Another size lays out the screen: smaller can wait for a pause in the typing.
                self._take_room(Size(*map(max, self._room, self._wanted)))
                self._shrinking = self.set_timer(_PAUSE, self._shrink)
            else:
                self._take_room(self._wanted)
            self.redraw()

    def _take_room(self, room: Size) -> None:
        self._room = room
        self.styles.width, self.styles.height = room
        self.styles.offset = (self._column, 0)

    def _shrink(self) -> None:
        self._take_room(self._wanted)

    def move(self, rows: int) -> None:
        """Move the cursor; it goes round, with no row chosen between the ends."""
        places: list[int | None] = [None, *range(len(self.items))]
        before = self.cursor
        self.cursor = places[(places.index(before) + rows) % len(places)]
        self.redraw(*(row for row in (before, self.cursor) if row is not None))
        if self.cursor is not None:
            self.reveal(self.cursor)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines, whose wide characters stay whole whatever stands below them."""
        return [WholeStrip(list(line), line.cell_length) for line in super().render_lines(crop)]

    @property
    def chosen(self) -> Completion | None:
        """The completion under the cursor."""
        return None if self.cursor is None else self.items[self.cursor]

    def draw_line(self, index: int, width: int) -> Iterable[Segment]:
        """A completion: what is typed, and what it is."""
        item = self.items[index]
        here = index == self.cursor
        under = self.ground_of("completions--cursor")
        written = min(self._written, width - 2)
        insert = fit(clean(item.insert), written)
        meaning = fit(_meaning(item), width - written - 3)
        yield Segment("▌" if here else " ", self.style_of("completions--insert"))
        for text, name in ((insert + "  ", "insert"), (meaning, "meaning")):
            style = self.style_of(f"completions--{name}")
            yield Segment(text, style + under if here else style)

    def on_click(self, event: events.Click) -> None:
        """Take the completion under the pointer."""
        if self.top + event.y < len(self.items):
            self.post_message(self.Picked(self.items[self.top + event.y]))


def _meaning(item: Completion) -> str:
    """What a completion is called, and what sort of thing it is."""
    label = item.label if item.label != item.insert.rstrip(":") else ""
    return " · ".join(clean(part) for part in (label, item.detail) if part)
