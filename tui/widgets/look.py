"""A way of looking at the selection: what the five of them have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

if TYPE_CHECKING:
    from events.query import Result, Search
    from events.timeline import Timeline
    from events.when import Lang


class Offer(NamedTuple):
    """What is not as usual with a look's commands in the bottom line."""

    idle: frozenset[str] = frozenset()
    """The ids of those that do nothing now."""
    labels: Mapping[str, tuple[str, str]] = MappingProxyType({})
    """What some are called now, by their ids."""


class Look(Widget):
    """One of the main screen's ways of looking.

    The main screen hands it a timeline with `load`, then a selection with `show`, and tells it
    where to go; a look that is not on the screen is told nothing until it comes back. What the
    person does in it, it says in messages.
    """

    marked: reactive[frozenset[int]] = reactive(frozenset(), repaint=False)
    """The numbers of the events that show a mark."""
    timeline: Timeline | None = None
    begins_anywhere: ClassVar[bool] = False
    """Whether it knows an event to begin with, while the person has gone to none."""

    @dataclass
    class Moved(Message):
        """The cursor is on another event; a new selection alone does not send this.

        ``number`` is None where there is no event under the cursor. ``is_chosen``: the person went
        to the event, and did not only ask for other rows among which it is.
        """

        number: int | None
        is_chosen: bool = True

        def can_replace(self, message: Message) -> bool:
            """Only where the cursor is now counts, and which event was chosen last."""
            return isinstance(message, Look.Moved) and message.is_chosen >= self.is_chosen

    @dataclass
    class Opened(Message):
        """An event was chosen, by Enter or a double click."""

        number: int

    class WindowMoved(Message):
        """Other days are in sight: `window` has changed."""

        def can_replace(self, message: Message) -> bool:
            """Only what is in sight now counts."""
            return isinstance(message, Look.WindowMoved)

    @dataclass
    class QueryWanted(Message):
        """The person asked for another query by what they chose in the look."""

        text: str

    class OfferChanged(Message):
        """Other commands are of use: `offer` has changed."""

    @property
    def offer(self) -> Offer:
        """Which of its commands are of use as it is now."""
        return Offer()

    # ---- what it shows

    def load(self, timeline: Timeline, search: Search, lang: Lang) -> None:
        """Take a timeline, or another language for it; nothing is shown until `show`."""
        raise NotImplementedError

    def show(self, result: Result, keep: int | None) -> None:
        """Show a selection.

        ``keep`` is the event to have under the cursor; without it the look's own stays there.
        """
        raise NotImplementedError

    @property
    def cursor_event(self) -> int | None:
        """The number of the event under the cursor."""
        raise NotImplementedError

    @property
    def window(self) -> tuple[int, int] | None:
        """The first and the last day in sight, as ordinals."""
        return None

    # ---- going somewhere

    def go_to_event(self, number: int) -> bool:
        """Put the cursor on an event; False if it is not shown."""
        raise NotImplementedError

    def go_to_ordinal(self, day: int, *, nearest: bool = False) -> bool:
        """Go to the first event on or after a day, or with ``nearest`` to the one next to it.

        False if there is nothing to go to.
        """
        raise NotImplementedError

    def show_window(self, first: int, last: int) -> None:
        """Bring the days from first to last into sight, and no others if that can be."""
        self.go_to_ordinal(first)

    def action_move(self, lines: int) -> None:
        """Move the cursor down, or up when negative."""

    def action_page(self, pages: int) -> None:
        """Move down or up by pages."""

    def action_first(self) -> None:
        """Go to the first event or line."""

    def action_last(self) -> None:
        """Go to the last event or line."""

    def action_month(self, step: int) -> None:
        """Go to the next or previous month that has an event."""

    def action_year(self, step: int) -> None:
        """Go to the next or previous year that has an event."""

    def action_sideways(self, steps: int) -> None:
        """Go right, or left when negative; in time: later or earlier."""

    def action_zoom(self, step: int) -> None:
        """Show less time when positive, more when negative, all of the selection when 0."""

    def action_open(self) -> None:
        """Say that the event under the cursor is chosen."""
        number = self.cursor_event
        if number is not None:
            self.post_message(self.Opened(number))
