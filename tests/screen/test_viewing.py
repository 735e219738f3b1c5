"""Saved views, back and forward, as known on, and the days in sight, on the main screen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from events.loading.source_file import digest_of
from tests.explorer import Driver, event, run, running
from tui.app import DatelineApp
from tui.kept_views import OwnViews
from tui.screens.views_dialog import ViewsDialog
from tui.settings import Settings
from tui.widgets.known_line import KnownLine
from tui.widgets.overview import Overview

NAMES = """
[[company]]
id = "acme"
[[company]]
id = "bolt"
[[kind]]
id = "launch"
[[source]]
id = "early"
title = "Early"
publisher = "[/x] News"
published = 2025-01-31
[[source]]
id = "late"
title = "Late"
published = "2025-07"
[[view]]
name = { en = "A", zh = "顶峰" }
query = "company:acme"
"""
EVENTS = (
    event("a1", "date = 2024-12-30", "Acme opens", "acme")
    + event("b1", "date = 2025-01-05", "Bolt opens", "bolt")
    + event("a2", "date = 2025-03-04", "Acme grows", "acme", 'related = ["b2", "a1"]\n')
    + event("a3", "date = 2025-03-05", "Acme shrinks", "acme")
    + event("b2", "date = 2025-06-01", "Bolt grows", "bolt")
    + event("u1", "", "Nobody knows when", "acme")
)


def cited(text: str) -> str:
    """Each event by its sources: a1, b1 early, a2 both, a3 and b2 late, u1 none."""
    before = 'citations = [{ source = "paper" }]\n'
    early, late = '{ source = "early" }', '{ source = "late" }'
    parts = text.split(before)
    lists = [early, early, f"{early}, {late}", late, late]
    written = [f"citations = [{sources}]\n" for sources in lists] + [""]
    return "".join(a + b for a, b in zip(parts, [*written, ""], strict=True))


def contents(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.iterdir()}


async def ask(driver: Driver, *keys: str) -> None:
    """Open the dialog of the saved views and press keys in it."""
    await driver.press("v")
    await driver.until(lambda: isinstance(driver.app.screen, ViewsDialog))
    await driver.press(*keys)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATELINE_TODAY", "2025-08-01")
    timeline = tmp_path / "timeline"
    timeline.mkdir()
    (timeline / "names.toml").write_text(NAMES, "utf-8")
    (timeline / "events.toml").write_text(cited(EVENTS), "utf-8")
    return timeline


def test_back_and_forward_through_what_was_asked(folder: Path) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            await driver.press("j", "j", "slash", *"bolt", "enter")
            assert (driver.shown, driver.current) == (["b1", "b2"], "b2")
            await driver.press("k", "escape", "G")
            assert (driver.line.text, driver.current) == ("", "u1")
            await driver.press("alt+left")
            assert (driver.line.text, driver.current) == ("bolt", "b1")
            await driver.press("ctrl+o")
            assert (driver.line.text, driver.current) == ("", "a2")
            assert len(driver.shown) == 6
            await driver.press("ctrl+o")
            assert driver.current == "a2"
            await driver.press("alt+right")
            assert driver.shown == ["b1", "b2"]
            await driver.press("alt+right", "alt+right")
            assert (driver.line.text, driver.current) == ("", "u1")

    run(body)


def test_views_are_saved_in_the_files_and_undone(folder: Path) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            names = folder / "names.toml"

            async def until_saved(*words: str) -> None:
                """The file holds each of the words, and the screen has read it."""
                main = driver.main
                await driver.until(
                    lambda: (
                        all(word in names.read_text("utf-8") for word in words)
                        and main.timeline is not None
                        and main.timeline.files[1].digest == digest_of(names.read_bytes())
                        and not main._turn.locked()
                    )
                )

            await ask(driver, "1")
            assert driver.line.text == "company:acme"
            assert driver.shown == ["a1", "a2", "a3", "u1"]
            await driver.press("slash", "space", *"open", "enter")
            await ask(driver, "s", "enter")
            assert "A view needs a name." in driver.screen_text()
            await driver.press("a", "enter")
            assert "is there: Enter again replaces it" in driver.screen_text()
            await driver.press("2", "enter")
            await until_saved('name = "a2"', 'query = "company:acme open"')
            assert "u undoes it" in driver.screen_text()
            await driver.press("u")
            await driver.until(lambda: names.read_text("utf-8") == NAMES)
            await until_saved()
            await ask(driver, "s", "a", "enter", "enter")
            await until_saved('name = { en = "A", zh = "顶峰" }', "company:acme open")
            await ask(driver, "r", "!", "enter")
            await driver.until(lambda: '{ en = "A!", zh = "顶峰" }' in names.read_text("utf-8"))
            await driver.until(lambda: isinstance(driver.app.screen, ViewsDialog))
            await driver.press("x")
            assert "x again deletes “A!”." in driver.screen_text()
            await driver.press("j", "x", "escape")
            await ask(driver, "x", "x")
            await driver.until(lambda: "[[view]]" not in names.read_text("utf-8"))
            await driver.until(lambda: isinstance(driver.app.screen, ViewsDialog))
            assert "None yet: s saves this query and look." in driver.screen_text()
            await driver.press("enter", "x", "r", "1", "q")
            assert driver.app.screen is driver.main
            await driver.press("slash", "quotation_mark", "enter")
            await ask(driver, "s")
            assert "quotation mark" in driver.screen_text()
            assert not driver.app.screen.has_class("-naming")

    run(body)


def test_a_timeline_that_takes_no_edits_has_views_beside_it(folder: Path) -> None:
    async def body() -> None:
        own = OwnViews(folder)
        own.save("B", "bolt", "list")
        before = contents(folder)
        async with running(folder, view="b", query="grows", access="copy") as driver:
            assert (driver.line.text, driver.shown) == ("bolt grows", ["b2"])
            await ask(driver, "s", "m", "enter")
            assert [view.name for view in own.read()] == ["B", "m"]
            assert "for you alone" in driver.screen_text()
            await ask(driver, "j")
            assert "bolt · not in the files" in driver.screen_text()
            await driver.press("r", "2", "enter")
            assert [view.name for view in own.read()] == ["B2", "m"]
            await driver.press("x", "x")
            assert [view.name for view in own.read()] == ["m"]
            await driver.press("r", "escape", "2")
            assert driver.line.text == "bolt grows"
        assert contents(folder) == before

    run(body)


def test_a_view_that_is_not_there_ends_the_program(folder: Path) -> None:
    async def body() -> None:
        app = DatelineApp(folder, view="顶风", lang="en", settings=Settings())
        async with app.run_test() as pilot:
            while app.failure is None:
                await pilot.pause(0.02)
        assert "did you mean 顶峰?" in app.failure.message

    run(body)


def test_as_known_on_a_day(folder: Path) -> None:
    async def body() -> None:
        async with running(folder) as driver:

            def line() -> str:
                return driver.main.query_one(KnownLine).render_line(0).text.strip()

            assert not driver.main.query(KnownLine)
            await driver.press("comma")
            assert driver.line.text == ""
            await driver.press("j", "j", "K")
            assert driver.line.text == "asof:2025-07-31"
            assert (driver.shown, driver.current) == (["a1", "b1", "a2", "a3", "b2"], "a2")
            assert line().startswith("As known on 31 Jul 2025 · Late ●─")
            assert "─◆ 0 came later · 1 of unknown day  , . step  K leaves" in line()
            await driver.press("comma")
            assert driver.line.text == "asof:2025-01-31"
            assert (driver.shown, driver.current) == (["a1", "b1", "a2"], "a2")
            assert "[/x] News ◆─" in line()
            assert "─○ 2 came later · 1 of unknown day" in line()
            shown = driver.screen_text()
            assert "3 of 6 · 3 hidden" in shown
            assert "Acme opens" in shown
            assert "Bolt grows" not in shown  # not as a related event either
            assert "+1 not known by then" in shown
            assert "+1 not known to be out by then" in shown
            await driver.press("comma", "full_stop", "full_stop")
            assert driver.line.text == "asof:2025-07-31"
            known = driver.main.query_one(KnownLine)
            at = known.render_line(0).text.index("●")
            await driver.pilot.click(KnownLine, offset=(at + 3, 0))
            assert driver.line.text == "asof:2025-01-31"
            await driver.press("alt+left")
            assert driver.line.text == ""
            assert not known.display
            await driver.press("alt+right", "K")
            assert (driver.line.text, known.display) == ("", False)

    run(body)


def test_the_days_in_sight_are_moved_and_narrowed(folder: Path) -> None:
    async def body() -> None:
        lines = "".join(
            event(f"m{n:02}", f"date = 2026-{1 + n // 9:02}-{1 + 3 * (n % 9):02}", f"M {n}", "acme")
            for n in range(45)
        )
        (folder / "more.toml").write_text(lines, "utf-8")
        async with running(folder, size=(80, 24)) as driver:

            def days() -> list[str]:
                window = driver.main.look.window
                assert window is not None
                return [date.fromordinal(day).isoformat() for day in window]

            await driver.press("w")
            assert driver.current == "a2"
            await driver.press("w", "w")
            assert driver.current == "m00"
            await driver.press("j", "W")
            assert driver.current == "m00"
            await driver.press("W", "left_parenthesis")
            assert driver.current == "a2"
            first = days()
            await driver.press("greater_than_sign")
            later = days()
            assert later[0] > first[0]
            for _ in range(9):
                driver.main.action_move_window(1)
            assert days()[1] == "2026-05-25"
            end = days()
            await driver.press("greater_than_sign")
            assert days() == end
            await driver.press("less_than_sign")
            assert days()[0] < end[0]
            for _ in range(20):
                driver.main.action_move_window(-1)
            assert days()[0] == "2024-12-30"
            bars = driver.main.query_one(Overview)
            assert bars._axis is not None
            column = 1 + bars._axis.cell_of(bars._axis.bucket_at(date(2026, 3, 4).toordinal()))
            await driver.pilot.mouse_down(Overview, offset=(column, 0))
            await driver.pilot.hover(Overview, offset=(column + 2, 0))
            await driver.pilot.mouse_up(Overview, offset=(column + 2, 0))
            assert days()[0] == "2026-03-01"
            assert driver.current == "m18"
            await driver.press("alt+left")
            assert (driver.current, days()[0]) == ("b2", "2024-12-30")
            await driver.press("alt+right", "i")
            assert driver.line.text.startswith("date:2026-03-01..2026-0")
            assert driver.current == "m18"
            await driver.pilot.mouse_down(Overview, offset=(column, 0), control=True)
            await driver.pilot.hover(Overview, offset=(column + 2, 0))
            await driver.pilot.mouse_up(Overview, offset=(column + 2, 0))
            assert driver.line.text == "date:2026-03..2026-05"
            await driver.press("escape", "2", "0")
            assert driver.line.text == ""
            whole = days()
            await driver.press("left_parenthesis")
            half = days()
            assert whole[0] < half[0]
            assert half[1] < whole[1]
            await driver.press("less_than_sign")
            assert days()[0] < half[0]
            await driver.press("right_parenthesis", "right_parenthesis")
            assert days()[0] <= "2024-12-30"
            await driver.press("5", "g", "W")
            assert driver.main.look_name == "coverage"
            await driver.press("greater_than_sign", "i")
            assert driver.line.text.startswith("date:202")

    run(body)
