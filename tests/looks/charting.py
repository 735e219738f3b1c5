"""A chart on a screen of its own, and timelines to show in it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from events.files import load
from events.model import Event, Kind, Metric, Product, Reading
from events.query import Search, parse_query
from events.timeline import Timeline
from events.when import When
from tui.themes import DARK, LIGHT
from tui.widgets.chart.chart import Chart
from tui.widgets.look import Look

if TYPE_CHECKING:
    from events.when import Lang

TODAY = date(2026, 2, 26)
SEEDS = Path(__file__).parents[2] / "seeds"


@cache
def seeds() -> Timeline:
    """The shipped timeline."""
    return load(SEEDS)


def reading_event(date: str | None, *readings: Reading, **fields: object) -> Event:
    """An event of the products that are read in it."""
    fields.setdefault("products", tuple(r.product for r in readings if r.product))
    return Event(date=When(date) if date else None, readings=readings, **fields)  # type: ignore[arg-type]


def read(metric: str, value: float | None = None, **fields: object) -> Reading:
    """A reading of product p by Panel, unless said otherwise."""
    given = {"metric": metric, "value": value, "product": "p", "by": "Panel", **fields}
    return Reading(**given)  # type: ignore[arg-type]


def timeline_of(*events: Event) -> Timeline:
    """A timeline of some events, with the names that tests use."""
    return Timeline.build(
        events=[replace(event, id=f"e{n}") for n, event in enumerate(events)],
        kinds=(Kind(id="users", name="Users", glyph="●"), Kind(id="stock", glyph="$")),
        products=(Product(id="p", name={"en": "Pea", "zh": "豌豆"}), Product(id="q", name="Queue")),
        metrics=(
            Metric(id="dau", name={"en": "Daily users", "zh": "日活"}, unit="users"),
            Metric(id="mau", name={"en": "Monthly users", "zh": "月活"}, unit="users"),
            Metric(id="change", name={"en": "Price change", "zh": "涨跌"}, unit="%"),
            Metric(id="rank", name="Rank"),
        ),
    )


class Charting(App[None]):
    """A chart, and what it said."""

    def __init__(self, timeline: Timeline, query: str, lang: Lang) -> None:
        super().__init__()
        self.timeline, self.search, self.lang = timeline, Search(timeline), lang
        self.query_text = query
        self.chart = Chart()
        self.said: list[tuple[str, object]] = []

    def compose(self) -> ComposeResult:
        yield self.chart

    def on_mount(self) -> None:
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name
        self.chart.load(self.timeline, self.search, self.lang)
        self.ask(self.query_text)
        self.chart.focus()

    def ask(self, query: str, keep: int | None = None) -> None:
        """Show what a query finds."""
        result = self.search.run(parse_query(query, self.timeline, TODAY))
        self.chart.show(result, keep)

    def on_look_moved(self, message: Look.Moved) -> None:
        self.said.append(("moved", message.number))

    def on_look_opened(self, message: Look.Opened) -> None:
        self.said.append(("opened", message.number))

    def on_look_query_wanted(self, message: Look.QueryWanted) -> None:
        self.said.append(("query", message.text))

    def on_look_window_moved(self) -> None:
        self.said.append(("window", None))

    @property
    def lines(self) -> list[str]:
        """What is on the screen, without the blanks at the ends."""
        return [self.chart.render_line(y).text.rstrip() for y in range(self.chart.size.height)]

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.lines)

    @property
    def told(self) -> str:
        """What the chart says of the reading under the cursor."""
        talk = 2 if self.chart.size.height >= 20 else 1
        return self.lines[-talk].strip()


Body: TypeAlias = Callable[[Charting, Pilot[None]], Awaitable[None]]


def in_chart(
    timeline: Timeline,
    body: Body,
    query: str = "",
    size: tuple[int, int] = (80, 24),
    lang: Lang = "en",
) -> None:
    async def run() -> None:
        app = Charting(timeline, query, lang)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await body(app, pilot)

    asyncio.run(run())
