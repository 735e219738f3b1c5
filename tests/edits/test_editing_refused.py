"""Editing from the main screen where it cannot be done at once: copies, problems, no editor."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.explorer import EVENTS, on, run, running, said, text_of
from tui.screens.confirm_change import ConfirmChange
from tui.screens.copy_timeline import CopyTimeline
from tui.screens.edit_form import EditForm
from tui.screens.pick import Pick
from tui.screens.problems import ProblemsScreen


def test_the_shipped_timeline_is_copied_first(folder: Path) -> None:
    async def body() -> None:
        async with running(folder, access="copy") as driver:
            await driver.press("j")
            for key in ("a", "D", "x", "E", "B"):
                await driver.press(key)
                await on(driver, CopyTimeline)
                await driver.press("escape")
            await driver.press("e")
            dialog = await on(driver, CopyTimeline)
            assert "came with the program" in driver.screen_text()
            assert "already" not in driver.screen_text()
            dialog.query_one(Input).value = str(folder)
            await driver.press("enter")
            await driver.until(lambda: "already" in driver.screen_text())
            dialog.query_one(Input).value = "~/copies/mine"
            await driver.press("enter")
            await driver.until(lambda: driver.main.access == "edit")
            copy = folder.parent / "copies" / "mine"
            await driver.until(
                lambda: driver.main.timeline is not None and driver.main.timeline.root == copy
            )
            assert text_of(copy) == EVENTS
            assert driver.current == "b1"
            form = await on(driver, EditForm)  # and on with what was asked
            assert form._id == "b1"
            await driver.press("escape", "x")
            await on(driver, ConfirmChange)
            await driver.press("enter")
            await driver.until(lambda: "b1" not in text_of(copy))
            assert text_of(folder) == EVENTS

    run(body)


def test_a_broken_file_leads_to_its_problem(folder: Path) -> None:
    broken = EVENTS.replace('title = "Bolt grows"', 'title = "Bolt')
    (folder / "events.toml").write_text(broken, "utf-8")

    async def body() -> None:
        async with running(folder) as driver:
            await driver.press("e")
            await on(driver, Pick)
            assert "syntax error" in driver.screen_text()
            await driver.press("down", "enter")
            await on(driver, ProblemsScreen)
            assert '"Bolt' in driver.screen_text()

    run(body)


def test_the_nearest_name_is_put_in(folder: Path) -> None:
    odd = '[[event]]\nid = "odd"\ndate = 2025-02-01\ntitle = "Odd"\nkind = "lunch" # sic\n'
    (folder / "more.toml").write_text(odd, "utf-8")

    async def body() -> None:
        async with running(folder) as driver:
            await driver.until(lambda: any(p.code == "no-citation" for p in driver.main.problems))
            await driver.press("p")
            await on(driver, ProblemsScreen)
            await driver.press("M")
            await on(driver, ConfirmChange)
            assert '+kind = "launch" # sic' in driver.screen_text()
            await driver.press("enter")
            await on(driver, ProblemsScreen)
            await driver.until(lambda: "lunch" not in driver.screen_text())
            assert (folder / "more.toml").read_text("utf-8") == odd.replace("lunch", "launch")
            await driver.press("M")  # what is left has no nearest value
            await said(driver, "no nearest valid value")
            await driver.press("enter")
            assert driver.current == "odd"

    run(body)


def test_without_an_editor_it_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            await driver.press("E")
            await said(driver, "There is no editor")
            monkeypatch.setenv("EDITOR", "vi 'oops")
            await driver.press("E")
            await said(driver, "No closing quotation")
            monkeypatch.setenv("EDITOR", f"{sys.executable} -c ''")
            await driver.press("E")  # a test has no terminal to lend
            await said(driver, "cannot be lent")

    run(body)
