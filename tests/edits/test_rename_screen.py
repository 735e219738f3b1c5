"""Another id for something, from the main screen: found, judged, shown, written, undone."""

from __future__ import annotations

from pathlib import Path

from tests.explorer import EVENTS, NAMES, on, run, running, said, text_of
from tui.screens.confirm_change import ConfirmChange
from tui.screens.main import MainScreen
from tui.screens.rename_id import RenameId, Renaming


def test_an_id_is_renamed_everywhere_as_one_step(folder: Path) -> None:
    async def body() -> None:
        async with running(folder, query="company:acme") as driver:
            await driver.press("R")
            await on(driver, RenameId)
            # What the event under the cursor names comes first.
            shown = driver.screen_text()
            assert "event · a1" in shown
            assert shown.index("company · acme") < shown.index("company · bolt")
            await driver.press(*"顶", "enter")
            line = driver.app.screen.query_one("#line")
            assert "Type the new id" in driver.screen_text()
            line.value = "BOLT"  # type: ignore[attr-defined]
            await driver.pilot.pause()
            assert "bolt goes by that already" in driver.screen_text()
            await driver.press("enter")
            assert isinstance(driver.app.screen, RenameId)
            line.value = " apex "  # type: ignore[attr-defined]
            await driver.pilot.pause()
            assert "acme becomes apex" in driver.screen_text()
            await driver.press("enter")
            await on(driver, ConfirmChange)
            assert "2 files" in driver.screen_text()
            assert '+companies = ["apex"]' in driver.screen_text()
            await driver.press("enter")
            await said(driver, "Saved: Rename company acme to apex")
            await driver.until(lambda: driver.line.text == "company:apex")
            assert text_of(folder) == EVENTS.replace('"acme"', '"apex"')
            names = (folder / "names.toml").read_text("utf-8")
            assert names == NAMES.replace('id = "acme"', 'id = "apex"')
            assert driver.shown == ["a1", "a2", "u1"]
            assert driver.current == "a1"
            await driver.press("u")
            await said(driver, "Undone: Rename company acme to apex")
            assert text_of(folder) == EVENTS
            assert (folder / "names.toml").read_text("utf-8") == NAMES

    run(body)


def test_a_renamed_event_keeps_its_mark_and_the_cursor(folder: Path) -> None:
    async def body() -> None:
        async with running(folder, size=(80, 24)) as driver:
            driver.app.switch_language()
            await driver.press("j", "m", "R")
            await on(driver, RenameId)
            await driver.press("enter")  # the event itself
            await driver.press("x", "enter")
            screen = await on(driver, ConfirmChange)
            await driver.press("escape")
            await on(driver, MainScreen)
            assert text_of(folder) == EVENTS
            await driver.press("R", "escape")
            await on(driver, MainScreen)
            await driver.press("R", "enter", "x", "enter")
            assert await on(driver, ConfirmChange) is not screen
            await driver.press("y")
            await said(driver, "将事件 b1 的 id 改为 b1x")
            assert driver.current == "b1x"
            assert driver.main.marked_ids == {"b1x"}
            assert len(driver.events.marked) == 1

    run(body)


def test_a_refused_renaming_is_asked_again_with_the_reason(folder: Path) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            await driver.press("R")
            await on(driver, RenameId)
            await driver.press(*"launch", "enter", "x", "enter")
            await on(driver, ConfirmChange)
            (folder / "events.toml").chmod(0o444)
            await driver.press("enter")
            screen = await on(driver, RenameId)
            assert screen.query_one("#line").value == "launchx"
            assert "read-only" in driver.screen_text()
            assert 'id = "launch"' in (folder / "names.toml").read_text("utf-8")

    run(body)


def test_what_has_gone_since_it_was_asked_for_is_asked_for_anew(folder: Path) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            assert driver.main.timeline is not None
            for table in ("event", "company"):
                asked = Renaming(table, "gone", "new")
                dialog = RenameId(driver.main.timeline, None, "en", asked=asked, why="It is gone")
                await driver.app.push_screen(dialog)
                assert "It is gone" in driver.screen_text()
                assert "type to find" in driver.screen_text()
                await driver.press("escape")

    run(body)
