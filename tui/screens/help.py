"""The help: how to write a query, and every key, from the tables they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.commands import KeyGroup, key_groups
from tui.language import say
from tui.query_help import query_help
from tui.screens.left_once import Dialog
from tui.text import cells, clean, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from textual import events
    from textual.app import ComposeResult

    from events.when import Lang
    from tui.commands import Group


# Cells of the left column: of a query, of keys.
_QUERY, _KEYS = 34, 16


class HelpScreen(Dialog[None]):
    """Two tables, scrolled with the usual keys."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen > VerticalScroll {
        width: 92; max-width: 100%; height: 90%;
        background: $panel; border: round $border; padding: 0 1;
        border-title-color: $foreground; border-subtitle-color: $foreground 60%;
        scrollbar-gutter: stable; scrollbar-size-vertical: 1;
    }
    """
    BINDINGS: ClassVar = [
        Binding("escape,q,question_mark", "dismiss(None)", show=False),
        Binding("j", "scroll('down')", show=False),
        Binding("k", "scroll('up')", show=False),
        Binding("g", "scroll('home')", show=False),
        Binding("G", "scroll('end')", show=False),
    ]

    def __init__(
        self,
        lang: Lang,
        first: Group | None = None,
        examples: Mapping[str, str] | None = None,
        own_keys: Mapping[str, str] | None = None,
    ) -> None:
        """Begin with a group of keys, those of the look or screen that asks.

        ``examples`` are queries made of the open timeline (`events.queries.examples`), ``own_keys``
        the keys the person gave to commands.
        """
        super().__init__()
        self._first = first
        self._groups = key_groups(lang, own_keys)
        self._examples = examples or {}
        self._lang = lang

    def compose(self) -> ComposeResult:
        """One text in a scrolling frame."""
        lang = self._lang
        with VerticalScroll() as frame:
            frame.border_title = Content(say(lang, "Help", "帮助"))
            keys = say(lang, "j k scroll   Esc leaves", "j k 滚动   Esc 离开")
            frame.border_subtitle = Content(keys)
            yield Static(markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Lay the text out anew for the width there is."""
        width = min(92, event.size.width) - 6
        self.query_one(Static).update(Content("\n").join(self._lines(max(20, width))))

    def action_scroll(self, where: str) -> None:
        """Scroll a line, or to an end."""
        frame = self.query_one(VerticalScroll)
        {
            "down": frame.scroll_down,
            "up": frame.scroll_up,
            "home": frame.scroll_home,
            "end": frame.scroll_end,
        }[where](animate=False)

    def _lines(self, width: int) -> Iterator[Content]:
        lang = self._lang
        own = [group for group in self._groups if group.id == self._first]
        for group in own:
            yield from _keys(group, width)
            yield Content("")
        yield Content.styled(say(lang, "Query", "查询"), "bold $primary")
        for example, en, zh in query_help(self._examples):
            yield from _row(
                clean(example), say(lang, en, zh), _QUERY if width >= 60 else _KEYS, width
            )
        for group in self._groups:
            if group not in own:
                yield Content("")
                yield from _keys(group, width)


def _keys(group: KeyGroup, width: int) -> Iterator[Content]:
    """A group's title and its keys."""
    yield Content.styled(group.title, "bold $primary")
    for keys, label, explained in group.rows:
        yield from _row(keys, explained if width >= 50 else label, _KEYS, width)


def _row(left: str, right: str, column: int, width: int) -> Iterator[Content]:
    """Two columns; the right one is wrapped in its own."""
    lines = wrap(right, max(10, width - column - 2))
    if cells(left) >= column:
        yield Content.assemble("  ", (left, "$accent"))
        left = ""
    for line in lines:
        gap = " " * (column - cells(left))
        yield Content.assemble("  ", (left, "$accent"), gap, line)
        left = ""
