"""The main screen's wiring: keys in, the right panes changed; files changed, nothing lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from tests.explorer import EVENTS, Driver, event, run, running
from tui.app import DatelineApp
from tui.commands import COMMANDS, Command
from tui.looks import known_looks, look_class
from tui.screens.main import MainScreen
from tui.screens.problems import ProblemsScreen
from tui.screens.sources import SourcesScreen
from tui.settings import Settings
from tui.widgets.details import Details
from tui.widgets.facets import FacetPanel

if TYPE_CHECKING:
    pass


def test_it_opens_on_the_first_event_with_its_details(folder: Path) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            assert driver.shown == ["a1", "b1", "a2", "b2", "u1"]
            assert driver.current == "a1"
            text = driver.screen_text()
            for words in ("Two rivals", "5 events", "1 reading", "COMPANY", "Acme", "2024-12-30"):
                assert words in text
            await driver.press("j")
            assert driver.current == "b1"
            assert "2025-01-05" in driver.screen_text()

    run(body)


def test_a_query_filters_while_it_is_typed_and_escape_takes_it_back(folder: Path) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            await driver.press("j", "slash", *"grows")
            assert driver.shown == ["a2", "b2"]
            assert "2 of 5 · 3 hidden" in driver.screen_text()
            await driver.press("enter", "j")
            assert driver.current == "b2"
            await driver.press("escape")
            assert driver.line.text == ""
            assert driver.current == "b2"  # what was under the cursor stays there
            await driver.press("N")
            assert driver.current == "a2"  # the match before, of the query that was cleared

    run(body)


def test_half_a_query_leaves_the_last_good_result(folder: Path) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            await driver.press("slash", *"company:acm")
            await driver.press(*"e")
            assert driver.shown == ["a1", "a2", "u1"]
            await driver.press(*"x")
            assert driver.shown == ["a1", "a2", "u1"]
            assert "acme" in driver.screen_text()

    run(body)


def test_a_mistake_shows_what_was_asked_before_it_and_nothing_says_why(folder: Path) -> None:
    async def body() -> None:
        async with running(folder, (80, 24)) as driver:
            # `compny` is a word that nothing has, until the colon makes it a field that is none.
            await driver.press("slash", *"company:bolt compny:acme")
            assert driver.shown == ["b1", "b2"]
            await driver.press("enter", "escape")
            # Two terms that nothing has both of.
            await driver.press("slash", *"company:bolt mau>1M", "enter")
            lines = driver.screen_text().splitlines()
            assert lines[-3:-1] == [
                " No event has all of this; alone each finds:",
                " company:bolt 2   mau>1M 1",
            ]
            await driver.pilot.resize_terminal(120, 24)
            await driver.pilot.pause()
            about = [line[84:].rstrip("│ ") for line in driver.screen_text().splitlines()[3:8]]
            assert about == [
                " No event has all of this; alone",
                " each finds:",
                "",
                " company:bolt  2",
                " mau>1M        1",
            ]

    run(body)


def test_a_tick_writes_its_words_and_an_untick_takes_them_out(folder: Path) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            panel = driver.main.query_one(FacetPanel)
            panel.post_message(FacetPanel.Ticked("company", "bolt"))
            await driver.pilot.pause()
            assert driver.line.text == "company:bolt"
            assert driver.shown == ["b1", "b2"]
            panel.post_message(FacetPanel.Ticked("company", "acme"))
            await driver.pilot.pause()
            assert driver.line.text == "company:bolt,acme"
            panel.post_message(FacetPanel.Ticked("company", "bolt"))
            panel.post_message(FacetPanel.Ticked("company", "acme"))
            await driver.pilot.pause()
            assert driver.line.text == ""
            assert len(driver.shown) == 5

    run(body)


def test_the_facets_are_reached_and_ticked_by_keys(folder: Path) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            await driver.press("f", "g", "j", "space")
            assert driver.line.text.startswith("company:")
            assert 0 < len(driver.shown) < 5
            await driver.press("f")
            assert driver.events.has_focus

    run(body)


def test_the_language_of_everything_is_switched_and_kept(folder: Path) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            await driver.press("j", "L")
            text = driver.screen_text()
            for words in ("两家对手", "个事件", "公司", "闪电"):
                assert words in text
            assert driver.current == "b1"
            await driver.press("L")
            assert "COMPANY" in driver.screen_text()

    run(body)


def test_going_to_a_date_shows_how_it_is_read(folder: Path) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            await driver.press("t", *"mid Mar 2025")
            assert "2025-03-11" in driver.screen_text()
            await driver.press("enter")
            assert driver.current in ("a2", "b2")
            await driver.press("t", *"gibberish", "enter")
            assert "gibberish" in driver.screen_text()  # not left: it was not understood
            await driver.press("escape", "T")
            assert driver.current in ("a2", "b2")

    run(body)


def test_marks_are_listed_and_gone_to(folder: Path) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            await driver.press("apostrophe")
            assert "Nothing is marked" in driver.screen_text()
            await driver.press("j", "m", "G", "m", "g", "apostrophe", "enter")
            assert driver.current == "b1"
            await driver.press("m")
            assert driver.main.marked_ids == {"u1"}

    run(body)


@pytest.mark.parametrize(
    ("choice", "copied"),
    [
        (0, ["Bolt opens 闪电开业", "The Paper"]),
        (1, ['id = "b1"', "date = 2025-01-05"]),
        (2, ["b1"]),
    ],
)
def test_an_event_is_copied_in_three_forms(folder: Path, choice: int, copied: list[str]) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            await driver.press("j", "y", *["down"] * choice, "enter")
            for words in copied:
                assert words in driver.app.clipboard

    run(body)


def test_only_web_addresses_are_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            opened: list[str] = []
            monkeypatch.setattr(driver.app, "open_url", opened.append)
            await driver.press("o")
            assert opened == ["https://example.org/a"]
            driver.main.open_address("file:///etc/passwd")
            driver.main.open_address("javascript:alert(1)")
            assert opened == ["https://example.org/a"]

    run(body)


def test_files_are_followed_and_nothing_moves(folder: Path) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            await driver.press("j", "j", "m")
            assert driver.current == "a2"
            events = folder / "events.toml"
            first = event("z0", "date = 2020-01-01", "Long before", "acme")
            events.write_text(first + EVENTS, "utf-8")
            await driver.until(lambda: len(driver.shown) == 6)
            assert driver.current == "a2"
            assert driver.events.marked == {driver.events.cursor_event}
            # It breaks in the middle of an edit: the other events stay, a problem is shown.
            events.write_text(
                first + EVENTS.replace('title = "Bolt grows"', 'title = "Bolt'), "utf-8"
            )
            await driver.until(lambda: any(p.level == "error" for p in driver.main.problems))
            assert driver.current == "a2"
            assert {"a1", "a2", "b1", "z0"} <= set(driver.shown)
            events.write_text(first + EVENTS, "utf-8")
            await driver.until(lambda: len(driver.shown) == 6)
            assert driver.current == "a2"

    run(body)


def test_a_query_outlives_the_names_in_it(folder: Path) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            await driver.press("slash", *"company:bolt", "enter")
            assert driver.shown == ["b1", "b2"]
            names = (folder / "names.toml").read_text("utf-8")
            renamed = names.replace('id = "bolt"\nname = { en = "Bolt", zh = "闪电" }', 'id = "bo"')
            (folder / "names.toml").write_text(renamed, "utf-8")
            await driver.until(lambda: len(driver.shown) == 5)
            assert driver.line.text == "company:bolt"  # with its error, to be mended
            assert driver.current == "b1"
            await driver.press("n")
            (folder / "names.toml").write_text(names, "utf-8")
            await driver.until(lambda: driver.shown == ["b1", "b2"])

    run(body)


def test_problems_are_listed_with_their_lines(folder: Path) -> None:
    (folder / "more.toml").write_text(
        '[[event]]\nid = "odd"\ndate = 2025-02-01\ntitle = "Odd"\nkind = "lunch"\n', "utf-8"
    )

    async def body() -> None:
        async with running(folder) as driver:
            await driver.until(lambda: any(p.code == "no-citation" for p in driver.main.problems))
            await driver.press("p")
            text = driver.screen_text()
            for words in ("lunch", "launch", "more.toml:5", 'kind = "lunch"', "▸"):
                assert words in text
            assert text.splitlines()[-1].endswith("Go to the event  M Mend  q Back  E Editor")
            await driver.press("G")  # a remark has no value to put in its place
            assert "Mend" not in driver.screen_text().splitlines()[-1]
            await driver.press("g")
            await driver.press("enter")
            assert driver.current == "odd"

    run(body)


@pytest.mark.parametrize("size", [(120, 32), (80, 24), (50, 16)])
def test_details_are_read_at_every_width(folder: Path, size: tuple[int, int]) -> None:
    async def body() -> None:
        async with running(folder, size) as driver:
            details = driver.main.query_one(Details)
            await driver.press("j", "enter")
            assert details.has_focus
            assert details.size.height > 5
            assert "SOURCES" in driver.screen_text()
            await driver.press("escape")
            assert driver.events.has_focus
            assert driver.current == "b1"

    run(body)


def test_a_path_that_is_not_there_is_said(tmp_path: Path) -> None:
    async def body() -> None:
        async with running(tmp_path / "nowhere") as driver:
            assert "nowhere is not there" in driver.screen_text().splitlines()[0]
            assert "It is shown as soon as it can be read." in driver.screen_text()

    run(body)


def test_a_file_that_cannot_be_read_is_not_taken_for_an_empty_timeline(tmp_path: Path) -> None:
    (tmp_path / "events.toml").write_text('[[event]]\nid = "first\n', "utf-8")

    async def body() -> None:
        async with running(tmp_path) as driver:
            assert "No event here could be read. p shows why." in driver.screen_text()
            assert "p Problems" in driver.screen_text().splitlines()[-1]
            for key in ("2", "3", "4", "5"):
                await driver.press(key)
                assert "No event here could be read. p shows why." in driver.screen_text()

    run(body)


def test_an_empty_folder_is_a_calm_screen(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    async def body() -> None:
        async with running(tmp_path / "empty") as driver:
            assert "0 events" in driver.screen_text()
            await driver.press(
                "j", "G", "n", "m", "y", "o", "enter", "escape", "f", "space", "escape"
            )
            assert driver.current is None

    run(body)


def test_a_person_s_own_keys(folder: Path) -> None:
    async def body() -> None:
        app = DatelineApp(folder, lang="en", settings=Settings(keys={"go-to-date": "d"}))
        async with app.run_test(size=(120, 32)) as pilot:
            driver = Driver(app, pilot)
            await driver.until(lambda: driver.main.timeline is not None)
            await driver.press("d")
            assert "Go to date" in driver.screen_text()
            await driver.press("escape", "question_mark")
            text = str(driver.app.screen.query_one(Static).content)
            row = next(row for row in text.splitlines() if "Go to a date" in row)
            assert row.split()[0] == "d"

    run(body)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_has_something_to_do(command: Command) -> None:
    name = command.action.split("(")[0]
    owner: type = ProblemsScreen if command.place == "problems" else MainScreen
    if command.place == "sources":
        owner = SourcesScreen
    for look in known_looks():
        if command.place == look:
            owner = look_class(look)
    if name.startswith("app."):
        owner = DatelineApp
    assert callable(getattr(owner, f"action_{name.removeprefix('app.')}", None))


def test_every_command_is_in_the_palette_and_the_help(folder: Path) -> None:
    async def body() -> None:
        async with running(folder, (120, 60)) as driver:
            await driver.press("question_mark")
            text = driver.screen_text()
            assert "company:" in text
            assert "Query" in text
            await driver.press("escape", "ctrl+p", *"zzz")
            await driver.until(lambda: "No command is called so." in driver.screen_text())
            await driver.press("ctrl+u", *"ex")
            await driver.until(lambda: "Export" in driver.screen_text())
            text = driver.screen_text()
            assert text.index("Export") < text.index("Next match") < text.index("Right")
            await driver.press("ctrl+u", *"reverse")
            await driver.until(lambda: "Reverse" in driver.screen_text())
            await driver.press("enter")
            await driver.until(lambda: driver.events.newest_first)

    run(body)


def test_the_facets_make_room_for_looks_that_draw_time(folder: Path) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            panel = driver.main.query_one(FacetPanel)

            def is_seen() -> bool:
                return panel.is_on_screen

            width = driver.main.look.size.width
            await driver.press("2")
            assert not is_seen()
            assert driver.main.look.size.width > width
            assert driver.main.focused is driver.main.look
            await driver.press("f")
            assert is_seen()
            assert panel.has_focus_within or panel.has_focus
            await driver.press("escape")
            assert not is_seen()
            assert driver.main.focused is driver.main.look
            await driver.press("f", "1")
            assert is_seen()
            assert not driver.main.drawer
        async with running(folder, size=(160, 32)) as driver:
            await driver.press("2")
            assert driver.main.query_one(FacetPanel).is_on_screen

    run(body)
