"""What the five looks share on the main screen: the event under the cursor, the keys, their bar."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.explorer import EVENTS, NAMES, event, run, running
from tui.widgets.facets import FacetPanel
from tui.widgets.key_bar import KeyBar
from tui.widgets.lanes.lanes import Lanes


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATELINE_STATE", str(tmp_path / "state.json"))
    monkeypatch.setenv("DATELINE_TODAY", "2025-08-01")
    timeline = tmp_path / "timeline"
    timeline.mkdir()
    (timeline / "names.toml").write_text(NAMES, "utf-8")
    nobody = event("n1", "date = 2025-04-01", "Nobody's", "acme").replace('"acme"', "", 1)
    year = event("y1", 'date = "2024"', "A year", "acme")
    (timeline / "events.toml").write_text(EVENTS + nobody + year, "utf-8")
    return timeline


@pytest.mark.parametrize("id", ["a1", "b2", "n1", "u1", "y1"])
def test_the_chosen_event_stays_through_all_looks(folder: Path, id: str) -> None:
    async def body() -> None:
        async with running(folder, (80, 24)) as driver:
            main = driver.main
            assert main.timeline is not None
            number = main.timeline.number_of[id]
            main.go_to(number)
            await driver.press("5")
            assert driver.current == id
            # Each way of Compare, other rows and columns of Coverage, another language, a reading.
            for key in ("2", "3", "4", "l", "l", "l", "l", "5", "l", "c", "L", "f5", "4", "l"):
                await driver.press(key)
                assert main.look.has_focus
                assert main.chosen_event == number, key
            for key, shows in (("3", id != "u1"), ("1", True), ("2", True)):
                await driver.press(key)
                assert not shows or driver.current == id

    run(body)


@pytest.mark.parametrize("key", ["1", "2", "3", "4", "5"])
def test_a_selection_that_has_the_chosen_event_again_comes_back_to_it(
    folder: Path, key: str
) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            main = driver.main
            assert main.timeline is not None
            await driver.press(key)
            main.go_to(main.timeline.number_of["a2"])
            await driver.pilot.pause()
            for query in ("zzzz", "company:bolt", "date:2025-06", "mau>1M", ""):
                main.ask_query(query)
                await driver.pilot.pause()
                assert (main.current_id == "a2") == (query in ("mau>1M", ""))
            # What was come upon stays once the query line is left for it.
            await driver.press("slash", *"bolt", "enter")
            found = main.current_id
            main.ask_query("")
            await driver.pilot.pause()
            assert found != "a2" or key == "5"  # a cell without events has none
            assert main.current_id == found or key == "5"

    run(body)


def test_keys_do_what_the_bar_says_wherever_the_focus_is(folder: Path) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            await driver.press("plus")
            assert "no axis" in driver.screen_text()
            await driver.press("f", "r")
            assert driver.events.newest_first
            await driver.press("f", "2", "r")
            assert driver.events.newest_first  # `r` was for the lanes
            lanes = driver.main.look
            assert isinstance(lanes, Lanes)
            await driver.press("f", "l")
            assert isinstance(driver.main.focused, FacetPanel)
            assert lanes.by == "product"
            # What both have a key for is for the pane with the focus.
            await driver.press("3", "f", "tab")
            assert driver.main.look.has_focus

    run(body)


def test_chart_and_coverage_begin_where_things_stand_while_nobody_chose_an_event(
    folder: Path,
) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            assert driver.current == "y1"  # the first of all, which nobody went to
            await driver.press("3")
            assert driver.current == "a2"  # the newest reading
            await driver.press("1")
            assert driver.current == "a2"
        async with running(folder) as driver:
            await driver.press("5")
            assert driver.current == "a2"  # the last quarter in which the first row has an event
        async with running(folder) as driver:
            assert driver.main.timeline is not None
            driver.main.go_to(driver.main.timeline.number_of["y1"])
            await driver.press("3")
            assert driver.current == "y1"

    run(body)


@pytest.mark.parametrize(("width", "lang"), [(80, "en"), (80, "zh"), (120, "en"), (200, "zh")])
def test_the_bar_always_offers_the_help(folder: Path, width: int, lang: str) -> None:
    async def body() -> None:
        async with running(folder, (width, 24)) as driver:
            bar = driver.main.query_one(KeyBar)
            bar.lang = "zh" if lang == "zh" else "en"
            for look in ("list", "lanes", "chart", "compare", "coverage"):
                bar.look = look
                text = bar.render().plain
                assert ("? 帮助" if lang == "zh" else "? Help") in text
                assert bar.render().cell_length <= width

    run(body)


def test_the_bar_follows_the_focus_and_offers_only_what_can_be_done(folder: Path) -> None:
    async def body() -> None:
        async with running(folder, (120, 24)) as driver:
            bar = driver.main.query_one(KeyBar)

            def told() -> str:
                return bar.render().plain.strip()

            await driver.press("slash")
            assert told() == "Enter Done  Tab Complete  ↓ Choose  ↑ Earlier  Esc Leave"
            await driver.press(*"zzzz", "enter")  # nothing is found
            assert "5 Coverage  Esc Back, clear  / Query" in told()
            assert "Details" not in told()
            assert "Edit" not in told()
            await driver.press("escape")
            assert "Enter Details" in told()
            await driver.press("enter")
            assert told().startswith(
                "↓ Links, scroll  Enter Follow  Esc Back  o Open source  y Copy"
            )
            assert "List" not in told()  # all of the looks, or none
            await driver.press("escape", "f")
            assert told().startswith("Space Tick  F Find  Esc Back  / Query  t Go to date")
            await driver.press("F")
            assert told() == "Enter To the names  Esc All names"
            await driver.press("escape", "escape", "3")
            assert "l Scale  c Metrics  Tab Table  z Fold" in told()
            await driver.press("tab")
            assert "c Metrics  Tab Chart  / Query" in told()
            assert "Scale" not in told()
            await driver.press("l", "z")
            assert "The table has no axis" in driver.screen_text()
            # A hint is clicked: the key is pressed.
            await driver.press("slash", *"bolt")
            await driver.pilot.click(KeyBar, offset=(2, 0))
            await driver.pilot.pause()
            assert driver.main.look.has_focus
            assert driver.shown == ["b1", "b2"]

    run(body)


def test_the_bar_offers_to_add_to_an_empty_timeline(tmp_path: Path) -> None:
    async def body() -> None:
        for access, offers in (("edit", True), ("look", False)):
            async with running(tmp_path, (100, 24), access=access) as driver:
                assert ("a Add" in driver.screen_text().splitlines()[-1]) == offers

    run(body)
