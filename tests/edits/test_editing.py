"""Editing from the main screen: what is asked, what is written, and where the cursor is then."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from events.editing.changes import Change, FileChange
from events.said import Said
from tests.explorer import EVENTS, Driver, on, run, running, said, text_of
from tui.date_shifts import read_shift
from tui.screens.bulk_edit import BulkEdit
from tui.screens.confirm_change import ConfirmChange
from tui.screens.conflict import ConflictScreen, differing
from tui.screens.edit_form import EditForm
from tui.screens.main import MainScreen
from tui.screens.pick import Pick
from tui.screens.settling import event_file, event_written
from tui.screens.steps import Steps
from tui.widgets.form.line import FormLine

OLD_BOLT = 'title = "Bolt opens 闪电开业"'


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


# ---- what a change writes


def test_the_event_that_a_change_writes() -> None:
    before = '[[event]]\nid = "a"\n'
    after = before + '[[event]]\nid = "b"\n[[kind]]\nid = "k"\nname = "K"\n'
    names = FileChange(Path("/n.toml"), "n.toml", None, '[[kind]]\nid = "z"\nname = "Z"\n')
    change = Change(Said("", ""), (names, FileChange(Path("/e.toml"), "e.toml", before, after)))
    assert event_written(change) == "b"
    assert event_file(change) == "e.toml"
    assert event_written(Change(Said("", ""), (names,))) is None
