"""Two versions of an event side by side, field by field, and which of each is taken."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NamedTuple

from rich.segment import Segment
from textual.binding import Binding
from textual.reactive import reactive

from events.editing.field_words import FIELD_WORDS
from tui.language import say
from tui.text import cells, clean, clean_lines, cut, fit, wrap
from tui.widgets.line_pane import LinePane

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events

    from events.when import Lang

Side = Literal["theirs", "mine"]
_SIDES: tuple[Side, ...] = ("theirs", "mine")
STACKED = 60
"""Columns below which the two stand one over the other."""


class Field(NamedTuple):
    """A field that the versions have differently. ``None`` stands for no such field.

    ``both``: it was changed on both sides, or it is not known what it was.
    """

    key: str
    theirs: Any
    mine: Any
    both: bool


class _Row(NamedTuple):
    field: int
    parts: tuple[tuple[str, str], ...]  # text, component


class ConflictPane(LinePane, can_focus=True):
    """The fields, the one under the cursor marked; sides are picked with the arrow keys."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "conflict--name",
        "conflict--both",
        "conflict--quiet",
        "conflict--taken",
        "conflict--left",
        "conflict--mark",
        "conflict--cursor",
    }
    DEFAULT_CSS = """
    ConflictPane { height: 1fr; }
    ConflictPane > .conflict--name { color: $primary; text-style: bold; }
    ConflictPane > .conflict--both { color: $warning; }
    ConflictPane > .conflict--quiet { color: $foreground 55%; }
    ConflictPane > .conflict--taken { color: $foreground; }
    ConflictPane > .conflict--left { color: $foreground 50%; }
    ConflictPane > .conflict--mark { color: $accent; text-style: bold; }
    ConflictPane > .conflict--cursor { background: $panel; }
    """
    BINDINGS: ClassVar = [
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("pagedown", "move(5)", show=False),
        Binding("pageup", "move(-5)", show=False),
        Binding("home,g", "move(-10000)", show=False),
        Binding("end,G", "move(10000)", show=False),
        Binding("left,h", "pick('theirs')", show=False),
        Binding("right,l", "pick('mine')", show=False),
        Binding("space", "other", show=False),
    ]

    cursor: reactive[int] = reactive(0, repaint=False, init=False)

    def __init__(self, fields: Sequence[Field], picks: Sequence[Side | None], lang: Lang) -> None:
        """``picks`` are the sides taken at first, None where the person must say."""
        super().__init__()
        self._fields = fields
        self.picks: list[Side | None] = list(picks)
        self._lang = lang
        self._rows: list[_Row] = []

    def pick_all(self, side: Side) -> None:
        """Take one side of every field."""
        self.picks = [side] * len(self._fields)
        self._write()

    def go_to_unpicked(self) -> bool:
        """Go to the first field of which no side is taken; False if there is none."""
        if None not in self.picks:
            return False
        self.cursor = self.picks.index(None)
        return True

    def _write(self) -> None:
        self._rows = [row for nth in range(len(self._fields)) for row in self._field(nth)]
        self.line_count = len(self._rows)
        self.top = self.validate_top(self.top)
        self.redraw()
        self._reveal()

    def _field(self, nth: int) -> Iterable[_Row]:
        """A field's name, then its two values."""
        lang, field = self._lang, self._fields[nth]
        words = say(lang, "changed on both sides", "双方都有改动") if field.both else ""
        if self.picks[nth] is None:
            words += say(lang, ": ← theirs, → mine", "：← 取对方，→ 取我的")
        name = say(lang, *FIELD_WORDS.get(field.key, (field.key, field.key)))
        parts = [(clean(name), "name"), ("  ", "quiet"), (words, "both")]
        yield _Row(nth, tuple(parts))
        width = max(12, self.size.width - 2)
        if width < STACKED:
            names = (say(lang, "Theirs", "对方的"), say(lang, "Mine", "我的"))
            for side, name in zip(_SIDES, names, strict=True):
                yield _Row(nth, ((name, "quiet"),))
                for line in self._side(nth, side, width):
                    yield _Row(nth, line)
        else:
            column = (width - 1) // 2
            blank = ((" " * column, "quiet"),)
            columns = [self._side(nth, side, column) for side in _SIDES]
            for left, right in zip_longest(*columns, fillvalue=blank):
                yield _Row(nth, (*left, (" ", "quiet"), *right))
        yield _Row(nth, (("", "quiet"),))

    def _side(self, nth: int, side: Side, width: int) -> list[tuple[tuple[str, str], ...]]:
        """A value's lines, each of exactly so many cells, the first with its mark."""
        value = getattr(self._fields[nth], side)
        taken = self.picks[nth] == side
        lines = [part for line in value_lines(value) for part in wrap(line, width - 4)]
        style = "taken" if taken else "left"
        if value is None:
            lines, style = [say(self._lang, "(not there)", "（无）")], "quiet"
        marks = ["● " if taken else "○ ", *["  "] * len(lines)]
        return [
            ((mark, "mark" if taken else "left"), (fit(line, width - 2), style))
            for mark, line in zip(marks, lines, strict=False)
        ]

    def draw_line(self, index: int, width: int) -> Iterable[Segment]:
        """A row, with a bar before it where the cursor is."""
        row = self._rows[index]
        chosen = row.field == self.cursor
        under = self.ground_of("conflict--cursor") if chosen else None
        yield Segment("▌" if chosen else " ", self.style_of("conflict--mark"))
        used = 1
        for text, name in row.parts:
            text = cut(text, max(0, width - used))
            style = self.style_of(f"conflict--{name}")
            yield Segment(text, style + under if under else style)
            used += cells(text)
        if under:
            yield Segment(" " * max(0, width - used), self.style_of("conflict--quiet") + under)

    def validate_cursor(self, cursor: int) -> int:
        """No further than the last field."""
        return max(0, min(cursor, len(self._fields) - 1))

    def watch_cursor(self) -> None:
        """Another field is marked."""
        self.redraw()
        self._reveal()

    def _reveal(self) -> None:
        rows = [nth for nth, row in enumerate(self._rows) if row.field == self.cursor]
        if rows:
            self.reveal(rows[0], rows[-1])

    def on_resize(self) -> None:
        """The values break elsewhere."""
        super().on_resize()
        self._write()

    def on_click(self, event: events.Click) -> None:
        """Take the value under the pointer."""
        row = self.top + event.y
        if row < len(self._rows):
            self.cursor = self._rows[row].field
            if self.size.width - 2 >= STACKED:
                self.action_pick("theirs" if event.x <= self.size.width // 2 else "mine")

    def action_move(self, fields: int) -> None:
        """Move the cursor by fields."""
        self.cursor += fields

    def action_pick(self, side: Side) -> None:
        """Take a side of the field under the cursor."""
        if self._fields:
            self.picks[self.cursor] = side
            self._write()

    def action_other(self) -> None:
        """Take the other side of the field under the cursor."""
        if self._fields:
            self.action_pick("theirs" if self.picks[self.cursor] == "mine" else "mine")


def value_lines(value: Any) -> list[str]:
    """A value of a file as lines to read: texts by language and rows of tables one to a line."""
    if isinstance(value, dict):
        return [clean(f"{key}: {line}") for key, item in value.items() for line in _flat(item)]
    if isinstance(value, list):
        if any(isinstance(item, dict) for item in value):
            return [", ".join(value_lines(item)) or "{}" for item in value]
        return [clean(", ".join(map(str, value)))] if value else ["[]"]
    return _flat(value)


def _flat(value: Any) -> list[str]:
    if isinstance(value, bool):
        return [str(value).lower()]
    return clean_lines(str(value))
