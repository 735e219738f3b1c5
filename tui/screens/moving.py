"""The main screen's movement commands: what they move is the pane that has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.when import today
from tui.screens.trailing import Trailing
from tui.widgets.details import Details
from tui.widgets.facets import FacetPanel
from tui.widgets.look import Look

if TYPE_CHECKING:
    from textual.widget import Widget


class Moving(Trailing):
    """Cursor, pages, month and year groups, panes."""

    reading: bool

    @property
    def pane(self) -> Look | FacetPanel | Details:
        """The pane that takes the movement keys: the focused one, else the list."""
        focused = self.focused
        if isinstance(focused, Look | FacetPanel | Details):
            return focused
        return self.query_one(Details) if self.reading else self.look

    def action_move(self, lines: int) -> None:
        """Move the cursor by lines."""
        self.pane.action_move(lines)

    def action_page(self, pages: int) -> None:
        """Move by pages."""
        self.pane.action_page(pages)

    def action_first(self) -> None:
        """Go to the first line."""
        self.pane.action_first()

    def action_last(self) -> None:
        """Go to the last line."""
        self.pane.action_last()

    def action_month(self, step: int) -> None:
        """Go to the next or previous month group."""
        self.look.action_month(step)

    def action_year(self, step: int) -> None:
        """Go to the next or previous year."""
        self.look.action_year(step)

    def action_today(self) -> None:
        """Go to today."""
        self.leave()
        self.look.go_to_ordinal(today().toordinal(), nearest=True)

    def action_next_pane(self, step: int) -> None:
        """Go to the next pane that is shown."""
        details = self.query_one(Details)
        panes: list[Widget] = [
            pane
            for pane in (self.query_one(FacetPanel), self.look, details)
            if pane.is_on_screen and not (pane is details and details.compact)
        ]
        if panes:
            here = panes.index(self.focused) if self.focused in panes else -step
            panes[(here + step) % len(panes)].focus()
