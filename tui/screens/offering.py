"""Which keys are of use on the main screen here and now: what the bottom line is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from tui.screens.querying import Querying
from tui.widgets.details import Details
from tui.widgets.facets import FacetPanel, FacetSearch
from tui.widgets.key_bar import KeyBar, Now
from tui.widgets.look import Look
from tui.widgets.nothing import is_broken
from tui.widgets.query_line import QueryInput

if TYPE_CHECKING:
    from tui.access import Access
    from tui.commands.panes import Pane

# Those in the bottom line that are about the event under the cursor.
_ON_AN_EVENT = frozenset(("details", "edit", "mark", "editor"))
# Those that lead to where the focus is, or have another meaning there.
_IN_PANE: dict[Pane | None, frozenset[str]] = {
    "facets": frozenset(("facets", "details")),
    "details": frozenset(("details",)),
}
_PANES: tuple[tuple[type, Pane], ...] = (
    (QueryInput, "query"),
    (FacetSearch, "facet-search"),
    (FacetPanel, "facets"),
    (Details, "details"),
)


class Offering(Querying):
    """The bottom line follows the focus, the event under the cursor, and what the look can do."""

    access: Access

    def offer_keys(self) -> None:
        """Tell the bottom line what is the case."""
        look, focused = self.look, self.focused
        pane = next((name for kind, name in _PANES if isinstance(focused, kind)), None)
        idle, labels = look.offer
        first: tuple[str, ...] = ()
        if look.cursor_event is None:
            idle |= _ON_AN_EVENT
            if self.query_text:
                first = ("back",)
            elif self.timeline is not None and not len(self.timeline):
                if is_broken(self.timeline):
                    first = ("problems",)
                elif self.access == "edit":
                    first = ("add",)
        idle |= _IN_PANE.get(pane, frozenset())
        self.query_one(KeyBar).now = Now(pane, idle, first, labels)

    def show_details(self, number: int | None) -> None:
        """Show an event in the details, or that there is none."""
        super().show_details(number)
        self.offer_keys()

    @on(Look.OfferChanged)
    def _offer_changed(self) -> None:
        self.offer_keys()

    def on_descendant_focus(self) -> None:
        """Other keys are of use in another pane."""
        self.offer_keys()

    def on_descendant_blur(self) -> None:
        """Nothing may have the focus now."""
        self.offer_keys()
