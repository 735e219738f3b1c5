"""The facet panel: companies, products, kinds and more to tick, and a search among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.actions import SkipAction
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from tui.language import say
from tui.text import clean
from tui.widgets.covered import Covered
from tui.widgets.facet_rows import FacetRows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events
    from textual.app import ComposeResult

    from events.query import Result, Search
    from events.timeline import Field, Timeline
    from events.when import Lang

_LONGEST = 200  # characters to search for


class FacetSearch(Input):
    """The line that searches the panel, there only while it is wanted."""

    DEFAULT_CSS = """
    FacetSearch { display: none; background: $panel; &.-shown { display: block; } }
    FacetSearch.-textual-compact { padding: 0 1; }
    """
    BINDINGS: ClassVar = [
        Binding("down,enter", "leave", show=False),
        Binding("escape", "close", show=False),
    ]

    def validate_value(self, value: str) -> str:
        """Nothing in the line that a terminal would not show, or that no name is as long as."""
        return clean(value[:_LONGEST])

    def action_leave(self) -> None:
        """Back to the rows; they stay as found."""
        self.query_ancestor(FacetPanel).focus()

    def action_close(self) -> None:
        """Back to all rows."""
        self.query_ancestor(FacetPanel).close_search()


class FacetPanel(Covered, Vertical, can_focus=True):
    """Everything that can be ticked: a tick is reported, the query line decides what it means."""

    DEFAULT_CSS = """
    FacetPanel { width: 28; height: 1fr; }
    FacetPanel:focus FacetRows > .facets--bar { color: $accent; }
    FacetPanel:focus FacetRows > .facets--cursor { background: $primary 25%; text-style: bold; }
    """
    BINDINGS: ClassVar = [Binding("escape", "close_search", show=False)]

    @dataclass
    class Ticked(Message):
        """A value was ticked, or unticked: ``field`` and ``value`` as the query writes them."""

        field: Field
        value: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows = FacetRows()
        self._search = FacetSearch(compact=True, select_on_focus=False)
        self._search.cursor_blink = False

    def compose(self) -> ComposeResult:
        """The search line over the rows."""
        yield self._search
        yield self._rows

    def load(self, timeline: Timeline, lang: Lang, search: Search | None = None) -> None:
        """Show the values of a timeline in the language; cursor, folding and search stay.

        ``search`` is the one that finds the results, so that nothing is remembered twice.
        """
        self._search.placeholder = say(lang, "find a name", "查找名称")
        self._rows.load(timeline, lang, search)

    def show(self, result: Result, ticked: Mapping[str, frozenset[str]]) -> None:
        """Show what a tick would give now, and what is ticked, by field."""
        self._rows.show(result, ticked)

    @on(Input.Changed)
    def _searched(self, message: Input.Changed) -> None:
        message.stop()
        self._rows.search(message.value)

    @on(Input.Submitted)
    def _stop_submitted(self, message: Input.Submitted) -> None:
        message.stop()

    def action_search(self) -> None:
        """Type to find a value in any section, in any language."""
        self._search.add_class("-shown")
        self._search.focus()
        self._search.action_select_all()

    def close_search(self) -> None:
        """Show all rows again, the cursor on the value that was found."""
        self._search.remove_class("-shown")
        self._search.value = ""
        self.focus()

    def action_close_search(self) -> None:
        """Close the search, if it is open."""
        if not self._search.has_class("-shown"):
            raise SkipAction
        self.close_search()

    def action_move(self, lines: int) -> None:
        """Move the cursor by rows."""
        self._rows.go_to(self._rows.cursor + lines)

    def action_page(self, pages: int) -> None:
        """Move the cursor by pages."""
        self._rows.go_to(self._rows.cursor + pages * max(1, self._rows.size.height - 1))

    def action_first(self) -> None:
        """To the first row."""
        self._rows.go_to(0)

    def action_last(self) -> None:
        """To the last row."""
        self._rows.go_to(len(self._rows.rows) - 1)

    def action_tick(self) -> None:
        """Tick the value under the cursor, fold the section, or show the rest of it."""
        if value := self._rows.enter():
            self.post_message(self.Ticked(value.field, value.id))

    def on_click(self, event: events.Click) -> None:
        """A click on a row does what its key does."""
        y = event.screen_y - self._rows.region.y
        if 0 <= y < self._rows.line_count - self._rows.top:
            self._rows.go_to(self._rows.top + y)
            self.action_tick()
