"""The export dialog: what is on the screen goes into a file, and nothing is lost on the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.explorer import EVENTS, NAMES, Driver, run, running
from tui.screens.export import ExportDialog
from tui.screens.main import MainScreen
from tui.widgets.format_list import FormatList


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATELINE_STATE", str(tmp_path / "state.json"))
    monkeypatch.setenv("DATELINE_TODAY", "2025-04-01")
    timeline = tmp_path / "timeline"
    timeline.mkdir()
    (timeline / "names.toml").write_text(NAMES, "utf-8")
    (timeline / "events.toml").write_text(EVENTS, "utf-8")
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return timeline


async def dialog(driver: Driver) -> ExportDialog:
    await driver.press("X")
    await driver.until(lambda: isinstance(driver.app.screen, ExportDialog))
    await driver.pilot.pause()
    screen = driver.app.screen
    assert isinstance(screen, ExportDialog)
    return screen


async def seen(driver: Driver, words: str) -> None:
    await driver.until(lambda: words in driver.screen_text())


def test_the_selection_is_written_where_it_is_said(folder: Path) -> None:
    here = folder.parent / "here"

    async def body() -> None:
        async with running(folder, query="company:acme") as driver:
            screen = await dialog(driver)
            line, formats = screen.query_one(Input), screen.query_one(FormatList)
            assert "Export 3 of 5 events" in driver.screen_text()
            assert line.value == "two-rivals-company-acme.md"
            await driver.press(*["down"] * 4)
            assert formats.form.name == "json"
            assert line.value == "two-rivals-company-acme.json"
            assert f"→ {here}"[:20] in driver.screen_text()
            await driver.press("enter")
            await driver.until(lambda: isinstance(driver.app.screen, MainScreen))
            written = here / "two-rivals-company-acme.json"
            found = json.loads(written.read_text("utf-8"))
            assert [event["id"] for event in found] == driver.shown == ["a1", "a2", "u1"]
            said = [note.message for note in driver.app._notifications]
            assert said == [f"3 events written to {written}"]

            # The next one begins with the same format, and takes a name that is free.
            screen = await dialog(driver)
            line, formats = screen.query_one(Input), screen.query_one(FormatList)
            assert formats.form.name == "json"
            assert line.value == "two-rivals-company-acme-2.json"
            line.value = "two-rivals-company-acme.json"
            await driver.press("enter")
            await seen(driver, "is there already")
            assert json.loads(written.read_text("utf-8")) == found
            written.write_text("mine", "utf-8")
            await driver.press("down", "down", "down")  # the typed name keeps its stem
            assert line.value == "two-rivals-company-acme.ics"
            await driver.press("up", "up", "up")
            await driver.press("ctrl+o")
            await driver.until(lambda: isinstance(driver.app.screen, MainScreen))
            assert json.loads(written.read_text("utf-8")) == found
            assert sorted(file.name for file in here.iterdir()) == [written.name]

    run(body)


def test_what_cannot_be_written_is_said_and_typed_again(folder: Path) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            screen = await dialog(driver)
            line, formats = screen.query_one(Input), screen.query_one(FormatList)
            formats.move(6)
            await driver.pilot.pause()
            assert formats.form.name == "toml"
            for name, said in (
                (f"{folder}/again.toml", "read twice"),
                (f"{folder}/events.toml", "file of the timeline"),
                ("no/such/folder/x.toml", "is not there"),
                (str(folder.parent), "Is a directory"),
            ):
                line.value = name
                await driver.pilot.pause()
                await driver.press("enter")
                await seen(driver, said)
                assert not line.disabled
            assert (folder / "events.toml").read_text("utf-8") == EVENTS
            await driver.press("escape")
            assert isinstance(driver.app.screen, MainScreen)
            # An undated event has no place in a calendar: it is counted.
            (await dialog(driver)).query_one(FormatList).move(7)
            await driver.press("enter")
            await driver.until(lambda: isinstance(driver.app.screen, MainScreen))
            (said,) = [note.message for note in driver.app._notifications]
            assert "4 events written to " in said
            assert said.endswith("1 event without a date was left out: u1")
            # A picture is of the look on the screen, where that can be drawn.
            for key, look in (("2", "lanes"), ("3", "chart"), ("5", "lanes")):
                await driver.press(key)
                screen = await dialog(driver)
                assert (screen._selection.look, screen._selection.by) == (look, "company")
                await driver.press("escape")

    run(body)
