"""A dialog with a list of events to pick one from, of any length."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.language import count_of_events
from tui.screens.left_once import Dialog
from tui.widgets.event_list import EventList
from tui.widgets.form.keys import FormKey, FormKeys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from events.query import Search
    from events.timeline import Timeline
    from events.when import Lang


class EventPicker(Dialog[int | None]):
    """Events in a list; the answer is the number of the one picked, or None."""

    DEFAULT_CSS = """
    EventPicker { align: center middle; }
    EventPicker > Vertical {
        width: 90%; max-width: 100; height: auto; max-height: 80%;
        background: $background; border: round $border;
    }
    EventPicker Static { height: 1; padding: 0 1; text-style: bold; color: $primary; }
    EventPicker EventList { margin: 0 1; }
    """
    BINDINGS: ClassVar = [
        Binding("escape,q", "dismiss(None)", show=False),
        Binding("j", "move(1)", show=False),
        Binding("k", "move(-1)", show=False),
        Binding("g", "end(False)", show=False),
        Binding("G", "end(True)", show=False),
    ]

    def __init__(
        self,
        timeline: Timeline,
        search: Search,
        numbers: Sequence[int],
        current: int | None,
        lang: Lang,
        words: tuple[str, ...] = (),
    ) -> None:
        """Ascending event numbers of a timeline, and the one to begin at."""
        super().__init__()
        self._timeline = timeline
        self._search = search
        self._numbers = numbers
        self._current = current
        self._lang = lang
        self._words = words

    def compose(self) -> ComposeResult:
        """How many there are, over the list."""
        with Vertical():
            yield Static(Content(count_of_events(len(self._numbers), self._lang)))
            yield EventList()
            keys = (
                FormKey("enter", "pick", "Go there", "转到"),
                FormKey("escape", "dismiss(None)", "Back", "返回"),
            )
            yield FormKeys(keys, self._lang)

    def on_mount(self) -> None:
        """Fill the list."""
        events_list = self.query_one(EventList)
        events_list.load(self._timeline, self._search, self._lang)
        events_list.select(self._numbers, self._words, self._current)
        events_list.focus()
        if self._current is not None:
            self.call_after_refresh(events_list.go_to_event, self._current)

    def on_resize(self) -> None:
        """The list takes what it needs, at the most what the title and the keys leave."""
        room = self.size.height * 4 // 5 - 4
        lines = 2 * len(self._numbers) + 2  # a header for each month at the most
        self.query_one(EventList).styles.height = max(1, min(lines, 24, room))

    def action_move(self, lines: int) -> None:
        """Move in the list."""
        self.query_one(EventList).action_move(lines)

    def action_pick(self) -> None:
        """Pick the event under the cursor."""
        self.query_one(EventList).action_open()

    def action_end(self, last: bool) -> None:
        """Go to the last event, or to the first."""
        events_list = self.query_one(EventList)
        if last:
            events_list.action_last()
        else:
            events_list.action_first()

    @on(EventList.Opened)
    def _picked(self, message: EventList.Opened) -> None:
        message.stop()
        self.dismiss(message.number)

    @on(EventList.Moved)
    def _moved(self, message: EventList.Moved) -> None:
        message.stop()
