"""The explorer on a small timeline of two rivals, driven by keys."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.settling import until
from tui.app import DatelineApp
from tui.screens.main import MainScreen
from tui.settings import Settings
from tui.widgets.event_list import EventList
from tui.widgets.query_line import QueryLine

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine

    from textual.pilot import Pilot


NAMES = """
[timeline]
title = { en = "Two rivals", zh = "两家对手" }
[[company]]
id = "acme"
name = { en = "Acme", zh = "顶峰" }
[[company]]
id = "bolt"
name = { en = "Bolt", zh = "闪电" }
[[kind]]
id = "launch"
name = { en = "Launch", zh = "发布" }
glyph = "◆"
[[metric]]
id = "mau"
name = { en = "MAU", zh = "月活" }
unit = "users"
[[source]]
id = "paper"
title = "The Paper"
url = "https://example.org/a"
"""


def event(id: str, date: str, title: str, company: str, more: str = "") -> str:
    return (
        f'\n[[event]]\nid = "{id}"\n{date}\nkind = "launch"\ncompanies = ["{company}"]\n'
        f'title = "{title}"\ncitations = [{{ source = "paper" }}]\n{more}'
    )


EVENTS = (
    event("a1", "date = 2024-12-30", "Acme opens", "acme")
    + event("b1", "date = 2025-01-05", "Bolt opens 闪电开业", "bolt")
    + event(
        "a2",
        'date = "2025-03"',
        "Acme grows",
        "acme",
        'readings = [{ metric = "mau", value = 5_000_000 }]\n',
    )
    + event("b2", "date = 2025-06-01", "Bolt grows", "bolt")
    + event("u1", "", "Nobody knows when", "acme")
)


class Driver:
    """The running app, with what the tests ask of it."""

    def __init__(self, app: DatelineApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def main(self) -> MainScreen:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    @property
    def events(self) -> EventList:
        return self.main.query_one(EventList)

    @property
    def line(self) -> QueryLine:
        return self.main.query_one(QueryLine)

    @property
    def shown(self) -> list[str]:
        assert self.main.timeline is not None
        assert self.main.result is not None
        return [self.main.timeline.id_of[number] for number in self.main.result.numbers]

    @property
    def current(self) -> str | None:
        return self.main.current_id

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def until(self, test: Callable[[], bool]) -> None:
        await until(self.pilot, test)

    def screen_text(self) -> str:
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)


@asynccontextmanager
async def running(
    path: Path, size: tuple[int, int] = (120, 32), **options: object
) -> AsyncIterator[Driver]:
    app = DatelineApp(path, lang="en", settings=Settings(), **options)  # type: ignore[arg-type]
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        driver = Driver(app, pilot)
        await driver.until(lambda: driver.main.timeline is not None or bool(app._notifications))
        await pilot.pause()
        yield driver


def run(body: Callable[[], Coroutine[object, object, None]]) -> None:
    asyncio.run(body())


def text_of(folder: Path) -> str:
    return (folder / "events.toml").read_text("utf-8")


async def on(driver: Driver, screen: type) -> Any:
    """The screen of a sort, once it is on top."""
    await driver.until(lambda: isinstance(driver.app.screen, screen))
    await driver.pilot.pause()
    return driver.app.screen


async def said(driver: Driver, words: str) -> None:
    """Wait until the person is told so."""
    await driver.until(lambda: any(words in n.message for n in driver.app._notifications))
