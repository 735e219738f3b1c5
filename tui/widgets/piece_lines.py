"""Lines of pieces, some of which stand for something: a list to choose from, or just text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeAlias, get_args

from rich.segment import Segment
from textual.message import Message
from textual.reactive import reactive

from tui.text import cells
from tui.widgets.event_words import Piece, Role
from tui.widgets.line_pane import LinePane

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual import events

BAR = "▌"
Stop: TypeAlias = str | int
"""What a line may stand for: an id, or the number of an event."""


class Item(NamedTuple):
    """A line, and what it stands for; the cursor passes over a line that stands for nothing."""

    pieces: tuple[Piece, ...] = ()
    stop: Stop | None = None


class Items:
    """Lines that are made when they are seen."""

    def __init__(
        self, stops: Sequence[Stop | None], pieces: Callable[[int], tuple[Piece, ...]]
    ) -> None:
        """``stops`` are what each line stands for; ``pieces`` makes the line of an index."""
        self.stops = stops
        self.pieces = pieces

    @classmethod
    def of(cls, items: Sequence[Item]) -> Items:
        """Lines that are there already."""
        return cls([item.stop for item in items], lambda index: items[index].pieces)


class PieceLines(LinePane):
    """Lines with a cursor among those that stand for something; it is a bar at the left."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"piece-lines--{role}" for role in get_args(Role)),
        "piece-lines--bar",
        "piece-lines--cursor",
    }
    DEFAULT_CSS = """
    PieceLines { height: 1fr; }
    PieceLines > .piece-lines--title { color: $foreground; text-style: bold; }
    PieceLines > .piece-lines--other { color: $foreground 55%; }
    PieceLines > .piece-lines--heading { color: $primary; text-style: bold; }
    PieceLines > .piece-lines--date { color: $foreground 60%; }
    PieceLines > .piece-lines--quiet { color: $foreground 55%; }
    PieceLines > .piece-lines--name { color: $foreground; }
    PieceLines > .piece-lines--status { color: $warning; text-style: bold; }
    PieceLines > .piece-lines--body { color: $foreground 80%; }
    PieceLines > .piece-lines--value { color: $accent; }
    PieceLines > .piece-lines--link { color: $primary; }
    PieceLines > .piece-lines--match { color: $accent; text-style: underline; }
    PieceLines > .piece-lines--bar { color: $foreground 40%; }
    PieceLines:focus > .piece-lines--bar { color: $accent; }
    PieceLines > .piece-lines--cursor { background: $panel; text-style: bold; }
    """

    cursor: reactive[int] = reactive(0, repaint=False, init=False)
    """The line under the cursor."""

    @dataclass
    class Moved(Message):
        """The cursor is on another line, or the lines are others."""

        pane: PieceLines

        @property
        def control(self) -> PieceLines:
            """The pane that it is about."""
            return self.pane

    @dataclass
    class Chosen(Message):
        """The line under the cursor was chosen."""

        pane: PieceLines

        @property
        def control(self) -> PieceLines:
            """The pane that it is about."""
            return self.pane

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._items = Items.of(())

    def fill(self, items: Items, at: Stop | None = None) -> None:
        """Show other lines, the cursor on the first that stands for ``at``, or on the first."""
        self._items = items
        self.line_count = len(items.stops)
        first = next((n for n, stop in enumerate(items.stops) if stop is not None), 0)
        found = (n for n, stop in enumerate(items.stops) if stop is not None and stop == at)
        self.set_reactive(PieceLines.cursor, next(found, first))
        self.top = 0
        self._reveal()
        self.redraw()
        self.post_message(self.Moved(self))

    @property
    def stop(self) -> Stop | None:
        """What the line under the cursor stands for."""
        stops = self._items.stops
        return stops[self.cursor] if self.cursor < len(stops) else None

    def draw_line(self, index: int, width: int) -> Iterable[Segment]:
        """A bar where the cursor is, and the pieces."""
        pieces = self._items.pieces(index)
        is_here = index == self.cursor and self.stop is not None
        under = self.ground_of("piece-lines--cursor") if is_here else None
        yield Segment(BAR if is_here else " ", self.style_of("piece-lines--bar"))
        for text, role in pieces:
            style = self.style_of(f"piece-lines--{role}")
            yield Segment(text, style + under if under else style)
        if under:
            spare = width - 1 - sum(cells(text) for text, _ in pieces)
            yield Segment(" " * max(0, spare), under)

    def watch_cursor(self, old: int, new: int) -> None:
        """Two lines change; the new one is brought into sight and reported."""
        self.redraw(old, new)
        self._reveal()
        self.post_message(self.Moved(self))

    def _reveal(self) -> None:
        """Bring the cursor's line into sight, with what stands above it and is no line for it."""
        first, stops = self.cursor, self._items.stops
        while 0 < first < len(stops) and stops[first - 1] is None:
            first -= 1
        self.reveal(first, self.cursor)

    def on_resize(self) -> None:
        """The cursor stays in sight."""
        super().on_resize()
        self._reveal()

    def _go(self, index: int, step: int) -> None:
        """To the nearest line that the cursor can be on, first in one direction."""
        stops = self._items.stops
        index = max(0, min(index, len(stops) - 1))
        for way in (step, -step):
            at = index
            while 0 <= at < len(stops):
                if stops[at] is not None:
                    self.cursor = at
                    return
                at += way

    def action_move(self, lines: int) -> None:
        """Move the cursor by lines."""
        step = 1 if lines > 0 else -1
        for _ in range(abs(lines)):
            self._go(self.cursor + step, step)

    def action_page(self, pages: int) -> None:
        """Move the cursor by pages."""
        self._go(self.cursor + pages * max(1, self.size.height - 1), 1 if pages > 0 else -1)

    def action_first(self) -> None:
        """To the first line."""
        self._go(0, 1)

    def action_last(self) -> None:
        """To the last line."""
        self._go(len(self._items.stops) - 1, -1)

    def action_choose(self) -> None:
        """Choose the line under the cursor."""
        if self.stop is not None:
            self.post_message(self.Chosen(self))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a double click chooses."""
        index = self.top + event.y
        if index < self.line_count and self._items.stops[index] is not None:
            self.cursor = index
            if event.chain == 2:
                self.action_choose()
