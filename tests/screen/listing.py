"""A list on a screen of its own, and timelines to show in it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeAlias

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from events.model import Event, Kind, Metric, Product, Reading
from events.queries.search import Search
from events.timeline import Timeline
from events.when import When
from tui.themes import DARK, LIGHT
from tui.widgets.event_list import EventList
from tui.widgets.event_rows import BAR

if TYPE_CHECKING:
    from events.when import Lang

HOSTILE = (
    "[/x] [@click=app.quit]x[/]",
    "\x1b[31mred\x1b]52;c;eA==\x07\x00\x9b31m",
    "\u202egnp.\u2066x\u2069",
    "a\tb\nc\r\nd\u2028e",
    "Z" + "\u0301" * 60 + "algo",
    "👩🏽‍💻❤️🇨🇳🫨",
    "千问月活破亿" * 50,
    "x" * 5000,
    "\u0301",
)


def hostile_timeline() -> Timeline:
    return Timeline.build(
        events=[
            Event(
                id=f"h{n}",
                date=When("2026-01-14"),
                kind=text,
                products=(text,),
                title=text,
                status="forecast" if n % 2 else "reported",
                readings=(Reading(metric=text, value=123_456_789.125, by=text),),
            )
            for n, text in enumerate(HOSTILE)
        ],
        kinds=[Kind(id=text, name=text, glyph=text) for text in HOSTILE],
        products=[Product(id=text, name=text) for text in HOSTILE],
        metrics=[Metric(id=text, name=text, unit=text) for text in HOSTILE],
    )


class Listing(App[None]):
    """A list, and what it said."""

    def __init__(self, timeline: Timeline | None, lang: Lang) -> None:
        super().__init__()
        self.timeline, self.lang = timeline, lang
        self.list = EventList()
        self.said: list[tuple[str, int | None]] = []

    def compose(self) -> ComposeResult:
        yield self.list

    def on_mount(self) -> None:
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name
        if self.timeline is not None:
            self.list.load(self.timeline, Search(self.timeline), self.lang)
            self.list.select(range(len(self.timeline)))

    def on_look_moved(self, message: EventList.Moved) -> None:
        self.said.append(("moved", message.number))

    def on_look_opened(self, message: EventList.Opened) -> None:
        self.said.append(("opened", message.number))

    @property
    def lines(self) -> list[str]:
        """What is on the screen, without the blanks at the ends."""
        return [self.list.render_line(y).text.rstrip() for y in range(self.list.size.height)]

    def shown_around(self) -> tuple[int | None, tuple[int, int] | None]:
        """The event under the cursor, and the days in sight."""
        return self.list.cursor_event, self.list.window

    @property
    def cursor_line(self) -> int:
        """The line of the screen that the cursor is on."""
        (y,) = [y for y, text in enumerate(self.lines) if text.startswith(BAR)]
        return y


Body: TypeAlias = Callable[[Listing, Pilot[None]], Awaitable[None]]


def in_list(
    timeline: Timeline | None, body: Body, size: tuple[int, int] = (60, 12), lang: Lang = "en"
) -> None:
    async def run() -> None:
        app = Listing(timeline, lang)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await body(app, pilot)

    asyncio.run(run())


def made(*dates: str | None) -> Timeline:
    """A timeline of events with these dates, titled in their order."""
    return Timeline.build(
        events=[
            Event(id=f"e{n}", date=When(date) if date else None, title=f"Title {n}", kind="users")
            for n, date in enumerate(dates)
        ],
        kinds=[Kind(id="users", name="Users", glyph="●")],
    )


# Six months of 2025 with ten days each, four months of 2026, two undated events.
LONG = made(
    *(f"2025-{month:02}-{day:02}" for month in range(1, 7) for day in range(1, 11)),
    *(f"2026-{month:02}-01" for month in range(1, 5)),
    None,
    None,
)
SHORT = made("2025", "2025-11", "2026-01-14", "2026-01-14", "2026-01-20~", "2026-02-07", None)
