"""Compare on the main screen: its keys, its dialogs, and what stays when one looks elsewhere."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from tests.explorer import EVENTS, NAMES, Driver
from tui.app import DatelineApp
from tui.screens.ask_queries import AskQueries
from tui.screens.pick import Pick
from tui.settings import Settings
from tui.widgets.compare.align import Aligning
from tui.widgets.compare.around import Around
from tui.widgets.compare.compare import Compare
from tui.widgets.compare.lag import Lagging
from tui.widgets.query_line import QueryInput


def test_compare_is_chosen_in_asked_in_dialogs_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_TODAY", "2025-08-01")
    (tmp_path / "names.toml").write_text(NAMES, "utf-8")
    (tmp_path / "events.toml").write_text(EVENTS, "utf-8")

    async def body() -> None:
        app = DatelineApp(tmp_path, lang="en", settings=Settings())
        async with app.run_test(size=(100, 32)) as pilot:
            driver = Driver(app, pilot)
            await driver.until(lambda: driver.main.timeline is not None)
            await driver.press("j", "m", "4")
            look = driver.main.look
            assert isinstance(look, Compare)
            assert look.has_focus
            page = look.page
            assert isinstance(page, Aligning)
            # Products there are none: lanes by company, at the first event.
            for rows in (1, 5):
                await driver.press("c")
                assert isinstance(app.screen, Pick)
                app.screen.query_one(OptionList).highlighted = rows
                await driver.press("enter")
            assert page.chosen[::2] == ("first", "company")
            assert page.rows == 2
            assert driver.current == "b1"
            # At a figure: what is no comparison is refused.
            await driver.press("c", "down", "enter")
            assert isinstance(app.screen, AskQueries)
            line = app.screen.query_one(QueryInput)
            line.value = "acme"
            await driver.press("enter")
            assert isinstance(app.screen, AskQueries)
            line.value = "mau>1M"
            await driver.press("enter")
            assert page.chosen[:2] == ("reading", "mau>1M")
            assert page.rows == 1
            # Who answers whom.
            await driver.press("l", "l", "c")
            lag = look.page
            assert isinstance(lag, Lagging)
            assert isinstance(app.screen, AskQueries)
            a, b = app.screen.query(QueryInput)
            assert (a.value, b.value) == ("company:bolt", "company:acme")
            a.value, b.value = "company:acme", "company:bolt"
            await driver.press("enter", "enter")
            app.screen.query_one("#days", Input).value = "0"
            await driver.press("enter")
            assert isinstance(app.screen, AskQueries)
            app.screen.query_one("#days", Input).value = "150"
            await driver.press("enter")
            assert (lag.chosen, lag.within) == (("company:acme", "company:bolt"), 150)
            # How many days around.
            await driver.press("l", "c")
            app.screen.query_one(OptionList).highlighted = 0
            await driver.press("enter")
            around = look.page
            assert isinstance(around, Around)
            assert around.within == 3
            # All of it is there again after a look elsewhere, a reload and another language.
            await driver.press("G", "1")
            assert driver.current == "u1"
            await driver.press("g", "4", "L")
            assert look.page is around
            assert driver.current == "a1"
            assert "前后 3 天" in driver.screen_text()
            assert (lag.within, page.chosen.way) == (150, "reading")

    asyncio.run(body())
