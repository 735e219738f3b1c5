"""Compare on a screen of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from events.query import Search, parse_query
from events.timeline import Timeline
from tui.themes import DARK
from tui.widgets.compare.compare import Compare

if TYPE_CHECKING:
    from events.when import Lang

TODAY = date(2026, 2, 26)


class Comparing(App[None]):
    """The look, and what it said."""

    def __init__(self, timeline: Timeline, lang: Lang, query: str, marked: frozenset[str]) -> None:
        super().__init__()
        self.timeline, self.lang, self.query_text = timeline, lang, query
        self.marked = marked
        self.look = Compare()
        self.said: list[tuple[str, str | None]] = []

    def compose(self) -> ComposeResult:
        yield self.look

    def on_mount(self) -> None:
        self.register_theme(DARK)
        self.theme = DARK.name
        self.look.focus()
        self.give(self.timeline, self.query_text)

    def give(self, timeline: Timeline, query: str = "", keep: int | None = None) -> None:
        """Show another timeline or selection."""
        search = Search(timeline)
        self.timeline = timeline
        self.look.load(timeline, search, self.lang)
        self.look.marked = frozenset(timeline.number_of[id] for id in self.marked)
        self.look.show(search.run(parse_query(query, timeline, TODAY)), keep)

    def on_look_moved(self, message: Compare.Moved) -> None:
        self.said.append(("moved", self._id_of(message.number)))

    def on_look_opened(self, message: Compare.Opened) -> None:
        self.said.append(("opened", self._id_of(message.number)))

    def _id_of(self, number: int | None) -> str | None:
        return None if number is None else self.timeline.id_of[number]

    @property
    def lines(self) -> list[str]:
        """What is on the screen, without the blanks at the ends."""
        return [self.look.render_line(y).text.rstrip() for y in range(self.look.size.height)]

    @property
    def text(self) -> str:
        """All of it, each blank run as one blank."""
        return " ".join(" ".join(self.lines).split())

    @property
    def current(self) -> str | None:
        """The id of the event under the cursor."""
        return self._id_of(self.look.cursor_event)

    @property
    def cursor_lines(self) -> list[str]:
        """The lines that the cursor is on."""
        return [line for line in self.lines if line.startswith("▌")]


Body: TypeAlias = Callable[[Comparing, Pilot[None]], Awaitable[None]]


def in_compare(
    timeline: Timeline,
    body: Body,
    *,
    size: tuple[int, int] = (80, 18),
    lang: Lang = "en",
    query: str = "",
    marked: tuple[str, ...] = (),
) -> None:
    async def run() -> None:
        app = Comparing(timeline, lang, query, frozenset(marked))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await body(app, pilot)

    asyncio.run(run())
