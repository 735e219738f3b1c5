"""Lanes on a screen of their own, and what they said."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeAlias

from textual import on
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from events.query import Search, parse_query
from events.when import today
from tui.themes import DARK, LIGHT
from tui.widgets.lanes.lanes import Lanes

if TYPE_CHECKING:
    from events.timeline import Timeline
    from events.when import Lang


class LanesApp(App[None]):
    """Lanes of a whole timeline."""

    def __init__(self, timeline: Timeline, lang: Lang, query: str = "") -> None:
        super().__init__()
        self.timeline, self.lang, self.query_text = timeline, lang, query
        self.lanes = Lanes()
        self.said: list[tuple[str, int | None]] = []

    def compose(self) -> ComposeResult:
        yield self.lanes

    def on_mount(self) -> None:
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name
        self.search = Search(self.timeline)
        self.lanes.load(self.timeline, self.search, self.lang)
        self.ask(self.query_text)

    def ask(self, query: str, keep: int | None = None) -> None:
        """Show what a query finds."""
        result = self.search.run(parse_query(query, self.timeline, today()))
        self.lanes.show(result, keep)

    @on(Lanes.Moved)
    def _moved(self, message: Lanes.Moved) -> None:
        self.said.append(("moved", message.number))

    @on(Lanes.Opened)
    def _opened(self, message: Lanes.Opened) -> None:
        self.said.append(("opened", message.number))

    @property
    def lines(self) -> list[str]:
        """What is on the screen, without the blanks at the ends."""
        return [self.lanes.render_line(y).text.rstrip() for y in range(self.lanes.size.height)]

    @property
    def cursor_id(self) -> str | None:
        """The id of the event under the cursor."""
        number = self.lanes.cursor_event
        return None if number is None else self.timeline.id_of[number]

    @property
    def cursor_lane(self) -> str:
        """The name in the cursor's lane."""
        (line, *_) = [line for line in self.lines if line.startswith("▌")]
        return line[1:].strip(" ▾▸").split("  ")[0]


Body: TypeAlias = Callable[[LanesApp, Pilot[None]], Awaitable[None]]


def in_lanes(
    timeline: Timeline,
    body: Body,
    size: tuple[int, int] = (80, 16),
    lang: Lang = "en",
    query: str = "",
) -> None:
    async def run() -> None:
        app = LanesApp(timeline, lang, query)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await body(app, pilot)

    asyncio.run(run())
