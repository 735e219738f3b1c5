"""Editing from the main screen: what is asked, what is written, and where the cursor is then."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from events.editing.changes import Change, FileChange
from events.said import Said
from tests.screen.test_main_screen import EVENTS, NAMES, Driver, run, running
from tui.date_shifts import read_shift
from tui.screens.bulk_edit import BulkEdit
from tui.screens.confirm_change import ConfirmChange
from tui.screens.conflict import ConflictScreen, differing
from tui.screens.copy_timeline import CopyTimeline
from tui.screens.edit_form import EditForm
from tui.screens.main import MainScreen
from tui.screens.pick import Pick
from tui.screens.problems import ProblemsScreen
from tui.screens.settling import event_file, event_written
from tui.screens.steps import Steps
from tui.widgets.form.line import FormLine

OLD_BOLT = 'title = "Bolt opens 闪电开业"'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATELINE_STATE", str(tmp_path / "state.json"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("DATELINE_TODAY", "2025-04-01")
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    timeline = tmp_path / "timeline"
    timeline.mkdir()
    (timeline / "names.toml").write_text(NAMES, "utf-8")
    (timeline / "events.toml").write_text(EVENTS, "utf-8")
    return timeline


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


async def type_into(driver: Driver, key: str, text: str) -> None:
    """Put a text into a line of the form."""
    form = await on(driver, EditForm)
    line = next(line for line in form.query(FormLine) if line.line.key == key)
    line.focus()
    await driver.pilot.pause()
    line.value = text
    await driver.pilot.pause()


# ---- deleting, undoing, redoing


def test_deleting_shows_the_lines_and_is_undone(folder: Path) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            await driver.press("j", "x")
            await on(driver, ConfirmChange)
            text = driver.screen_text()
            for words in ("-title", "Bolt opens", "Delete", "events.toml"):
                assert words in text
            await driver.press("escape")
            await on(driver, MainScreen)
            assert text_of(folder) == EVENTS
            await driver.press("x")
            await on(driver, ConfirmChange)
            await driver.press("enter")
            await driver.until(lambda: "b1" not in driver.shown)
            assert "Bolt opens" not in text_of(folder)
            assert driver.current in ("a1", "a2")  # beside where it was
            await driver.press("u")
            await driver.until(lambda: driver.current == "b1")
            assert text_of(folder) == EVENTS
            await said(driver, "Undone: Delete event b1")
            await driver.press("ctrl+r")
            await driver.until(lambda: "b1" not in driver.shown)
            await said(driver, "Done again: Delete event b1")

    run(body)


def test_what_was_saved_is_listed(folder: Path) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            await driver.press("u")
            await said(driver, "nothing to undo")
            await driver.press("U")
            await on(driver, Steps)
            assert "Nothing was saved yet" in driver.screen_text()
            await driver.press("escape")
            await driver.press("x")
            await on(driver, ConfirmChange)
            await driver.press("y")
            await driver.until(lambda: len(driver.shown) == 4)
            await driver.press("U")
            await on(driver, Steps)
            text = driver.screen_text()
            assert "Delete event a1" in text
            assert "events.toml" in text
            await driver.press("u")
            await driver.until(lambda: len(driver.shown) == 5)
            await on(driver, Steps)
            assert "undone: Delete event a1" in driver.screen_text()

    run(body)


def test_an_undo_is_refused_where_the_disk_moved_on(folder: Path) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            await driver.press("x")
            await on(driver, ConfirmChange)
            await driver.press("enter")
            await driver.until(lambda: len(driver.shown) == 4)
            theirs = text_of(folder) + "# a remark\n"
            (folder / "events.toml").write_text(theirs, "utf-8")
            await driver.press("u")
            await said(driver, "was changed on disk")
            assert text_of(folder) == theirs

    run(body)


def test_a_change_is_shown_anew_where_the_disk_moved_on(folder: Path) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            await driver.press("j", "x")
            await on(driver, ConfirmChange)
            (folder / "events.toml").write_text("# theirs\n" + EVENTS, "utf-8")
            await driver.press("enter")
            await driver.until(lambda: "changed on disk meanwhile" in driver.screen_text())
            await driver.press("enter")
            await driver.until(lambda: "b1" not in driver.shown)
            assert text_of(folder).startswith("# theirs\n")
            assert "Bolt opens" not in text_of(folder)

    run(body)


def test_without_an_event_the_commands_say_so(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    async def body() -> None:
        async with running(tmp_path / "empty") as driver:
            for key in ("e", "D", "x", "E"):
                driver.app._notifications.clear()
                await driver.press(key)
                await said(driver, "no event under the cursor")

    run(body)


# ---- the form


def test_an_edit_is_saved_and_shown(folder: Path) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            await driver.press("j", "e")
            await type_into(driver, "date", "2025-07-01")
            await driver.press("ctrl+s")
            await driver.until(lambda: "+date = 2025-07-01" in driver.screen_text())
            await driver.press("enter")
            await driver.until(lambda: driver.shown == ["a1", "a2", "b2", "b1", "u1"])
            assert driver.current == "b1"  # the cursor goes with it
            assert text_of(folder) == EVENTS.replace("date = 2025-01-05", "date = 2025-07-01")
            await driver.press("u")
            await driver.until(lambda: text_of(folder) == EVENTS)

    run(body)


@pytest.mark.parametrize(("key", "like"), [("a", ""), ("D", "闪电开业")])
def test_a_new_event_gets_the_cursor(folder: Path, key: str, like: str) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            await driver.press("j", key)
            await type_into(driver, "date", "2025-05")
            await type_into(driver, "title", "Something new")
            assert like in driver.screen_text()
            await driver.press("ctrl+s")
            await driver.until(lambda: "+title" in driver.screen_text())
            await driver.press("enter")
            await driver.until(lambda: len(driver.shown) == 6)
            assert driver.shown.index(driver.current or "") == 3
            assert driver.current not in ("a1", "b1", "a2", "b2", "u1")
            assert text_of(folder).count("[[event]]") == 6

    run(body)


def test_a_save_that_fails_leaves_the_edit_in_the_form(folder: Path) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            await driver.press("j", "e")
            await type_into(driver, "date", "2025-07-01")
            await driver.press("ctrl+s")
            await driver.until(lambda: "+date" in driver.screen_text())
            (folder / "events.toml").chmod(0o444)
            await driver.press("enter")
            await driver.until(lambda: "read-only" in driver.screen_text())
            assert isinstance(driver.app.screen, EditForm)
            assert "2025-07-01" in driver.screen_text()
            (folder / "events.toml").chmod(0o644)
            await driver.press("ctrl+s")
            await driver.until(lambda: "+date" in driver.screen_text())
            await driver.press("enter")
            await driver.until(lambda: "date = 2025-07-01" in text_of(folder))

    run(body)


@pytest.mark.parametrize("late", [False, True], ids=["before the diff", "after the diff"])
def test_a_change_beside_the_event_is_no_conflict(folder: Path, late: bool) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            await driver.press("j", "e")
            await type_into(driver, "date", "2025-07-01")
            if not late:
                (folder / "events.toml").write_text("# theirs\n" + EVENTS, "utf-8")
            await driver.press("ctrl+s")
            await driver.until(lambda: "+date" in driver.screen_text())
            if late:
                (folder / "events.toml").write_text("# theirs\n" + EVENTS, "utf-8")
            await driver.press("enter")
            await driver.until(lambda: "date = 2025-07-01" in text_of(folder))
            wanted = EVENTS.replace("date = 2025-01-05", "date = 2025-07-01")
            assert text_of(folder) == "# theirs\n" + wanted
            await driver.until(lambda: isinstance(driver.app.screen, MainScreen))

    run(body)


@pytest.mark.parametrize(
    ("late", "keys", "date", "title"),
    [
        (False, ["right", "enter"], "2025-07-01", "Theirs"),
        (True, ["right", "enter"], "2025-07-01", "Theirs"),
        (True, ["m", "enter"], "2025-07-01", "Bolt opens 闪电开业"),
        (False, ["t", "enter"], "2025-01-09", "Theirs"),
    ],
)
def test_a_conflict_is_settled_field_by_field(
    folder: Path, late: bool, keys: list[str], date: str, title: str
) -> None:
    theirs = EVENTS.replace(OLD_BOLT, 'title = "Theirs"').replace("2025-01-05", "2025-01-09")

    async def body() -> None:
        async with running(folder) as driver:
            await driver.press("j", "e")
            await type_into(driver, "date", "2025-07-01")
            if not late:
                (folder / "events.toml").write_text(theirs, "utf-8")
            await driver.press("ctrl+s")
            if late:
                await driver.until(lambda: "+date" in driver.screen_text())
                (folder / "events.toml").write_text(theirs, "utf-8")
                await driver.press("enter")
            await on(driver, ConflictScreen)
            text = driver.screen_text()
            for words in ("Theirs", "Bolt opens", "2025-01-09", "2025-07-01", "both sides"):
                assert words in text
            await driver.press("enter")  # the date is not decided yet
            assert isinstance(driver.app.screen, ConflictScreen)
            await driver.press(*keys)
            await on(driver, MainScreen)
            await driver.until(lambda: f"date = {date}" in text_of(folder))
            assert f'title = "{title}"' in text_of(folder)
            assert driver.current == "b1"

    run(body)


def test_an_event_removed_meanwhile_can_be_added_again(folder: Path) -> None:
    start = EVENTS.index('\n[[event]]\nid = "b1"')
    theirs = EVENTS[:start] + EVENTS[EVENTS.index('\n[[event]]\nid = "a2"') :]

    async def body() -> None:
        async with running(folder) as driver:
            await driver.press("j", "e")
            await type_into(driver, "date", "2025-07-01")
            await driver.press("ctrl+s")
            await driver.until(lambda: "+date" in driver.screen_text())
            (folder / "events.toml").write_text(theirs, "utf-8")
            await driver.press("enter")
            await on(driver, Pick)
            assert "removed" in driver.screen_text()
            await driver.press("enter")
            await driver.until(lambda: driver.current == "b1")
            assert "date = 2025-07-01" in text_of(folder)

    run(body)


def test_fields_that_one_side_changed_are_taken_from_it() -> None:
    read = {"date": 1, "title": "t", "note": "n", "tags": ["a"]}
    theirs = {"date": 2, "title": "theirs", "tags": ["a"]}
    mine = {"date": 3, "title": "t", "tags": ["b"], "note": "n"}
    fields, picks = differing(read, theirs, mine)
    found = {field.key: pick for field, pick in zip(fields, picks, strict=True)}
    assert found == {"date": None, "title": "theirs", "tags": "mine", "note": "theirs"}
    assert set(differing(None, theirs, mine)[1]) == {None}


# ---- timelines and files that take no edits


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


# ---- many events at once


@pytest.mark.parametrize(
    ("down", "typed", "written"),
    [
        (1, "plan", 'status = "planned"'),
        (2, "hot", 'tags = ["hot"]'),
        (4, "闪电", 'companies = ["acme", "bolt"]'),
    ],
)
def test_marked_events_are_changed_in_one_step(
    folder: Path, down: int, typed: str, written: str
) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            await driver.press("B")
            await said(driver, "Nothing is marked")
            await driver.press("g", "m", "j", "j", "m", "B")
            await on(driver, BulkEdit)
            assert "2 marked events" in driver.screen_text()
            await driver.press(*["down"] * down, "enter", *typed, "enter")
            await on(driver, ConfirmChange)
            await driver.press("enter")
            await driver.until(lambda: text_of(folder).count(written) == 2)
            await on(driver, MainScreen)
            await driver.press("u")
            await driver.until(lambda: text_of(folder) == EVENTS)

    run(body)


def test_dates_that_cannot_be_shifted_are_said_and_the_words_stay(folder: Path) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            await driver.press("g", "m", "j", "j", "m", "B")  # a whole day, and a month
            await on(driver, BulkEdit)
            await driver.press("up", "enter", *"+3 days", "enter")
            await driver.until(lambda: "cannot be shifted" in driver.screen_text())
            assert "a2 (2025-03)" in driver.screen_text()
            value = driver.app.screen.query_one("#value", Input)
            assert value.value == "+3 days"
            value.value = "-1 month"
            await driver.pilot.pause()
            assert "1 month earlier" in driver.screen_text()
            await driver.press("enter")
            await on(driver, ConfirmChange)
            await driver.press("enter")
            await driver.until(lambda: 'date = "2025-02"' in text_of(folder))
            assert "date = 2024-11-30" in text_of(folder)

    run(body)


@pytest.mark.parametrize(
    ("words", "shift"),
    [
        ("+7 d", (7, 0)),
        ("7天", (7, 0)),
        ("-2 weeks", (-14, 0)),
        ("−1 month", (0, -1)),
        ("1 year 2 months", (0, 14)),
        ("-1 year 2 months", (0, -14)),
        ("1年2个月", (0, 14)),
        ("-1 month +3 d", (3, -1)),
        ("0 d", None),
        ("", None),
        ("7", None),
        ("a week", None),
        ("7 d and more", None),
    ],
)
def test_how_far_dates_move_is_read(words: str, shift: tuple[int, int] | None) -> None:
    assert read_shift(words) == shift


# ---- problems


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


# ---- the editor (its whole path is tested in a terminal of its own)


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


# ---- what a change writes


def test_the_event_that_a_change_writes() -> None:
    before = '[[event]]\nid = "a"\n'
    after = before + '[[event]]\nid = "b"\n[[kind]]\nid = "k"\nname = "K"\n'
    names = FileChange(Path("/n.toml"), "n.toml", None, '[[kind]]\nid = "z"\nname = "Z"\n')
    change = Change(Said("", ""), (names, FileChange(Path("/e.toml"), "e.toml", before, after)))
    assert event_written(change) == "b"
    assert event_file(change) == "e.toml"
    assert event_written(Change(Said("", ""), (names,))) is None
