"""What the README tells a newcomer to type does what it says: its shell blocks, and its tour."""

from __future__ import annotations

import asyncio
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest
from click.testing import CliRunner
from textual.events import Paste
from textual.screen import ModalScreen
from textual.widgets import Input

from tests.command_line import BARE, ROOT, run
from tests.explorer import Driver, running
from tui.cli import cli
from tui.commands import BY_ID
from tui.screens.confirm_change import ConfirmChange
from tui.screens.edit_form import EditForm
from tui.screens.main import MainScreen
from tui.screens.problems import ProblemsScreen
from tui.screens.sources import SourcesScreen
from tui.settings import read_settings
from tui.widgets.details import Details
from tui.widgets.facets import FacetPanel

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence

    from textual.screen import Screen

README = (ROOT / "README.md").read_text("utf-8")
# They take the terminal, or stay until they are stopped.
STAYS = ("dateline my-timeline", "dateline serve my-timeline")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The seeds in a git repository, which is the folder that commands are typed in."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    git = ("git", "-c", "user.name=n", "-c", "user.email=n@example.org")
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "seeds"], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "Seeds"], check=True)
    return tmp_path


def commands() -> Iterator[str]:
    """Every command of the shell blocks but those that install."""
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL):
        for command in re.findall(r"(?:.*\\\n)*.+\n", block):
            if "pip install" not in command:
                yield command


def test_every_shell_command_of_the_readme_works_as_written(checkout: Path) -> None:
    asked = {"explore"}
    for command in commands():
        fed = ""
        for part in re.split(r" \| ", command):
            words = shlex.split(part.replace("\\\n", " "), comments=True)
            assert words[0] == "dateline", command
            if " ".join(words) in STAYS:
                assert Path(words[-1]).is_dir()
                asked.add(words[1])
                continue
            result = CliRunner().invoke(cli, words[1:], input=fed, env=BARE)
            good = (0, 1) if words[1] == "diff" else (0,)  # 1: there are differences
            assert result.exit_code in good, (command, result.stderr, result.exception)
            assert "no events" not in result.stderr
            fed = result.stdout
            asked.add(words[1])
    known = set(cli.list_commands(click.Context(cli)))
    assert known - asked == {"completion", "schema"}
    for written in ("qwen.md", "timeline.html", "dau.svg", "festival.svg", "report.csv"):
        assert (checkout / written).stat().st_size > 1000


def test_the_event_file_and_the_settings_of_the_readme_are_right(tmp_path: Path) -> None:
    events, own = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    (tmp_path / "events.toml").write_text(events, "utf-8")
    assert run("check", tmp_path, "--strict").stderr == "no problems in 1 file with 1 event\n"
    (tmp_path / "config.toml").write_text(own, "utf-8")
    assert read_settings(tmp_path / "config.toml", BY_ID).complaints == ()


# The tour

STEPS = dict(re.findall(r"^(\d)\. (.*?)(?=^\d\. |^The same)", README, re.DOTALL | re.MULTILINE))
# What the README calls keys that are no characters.
NAMED = {
    "Enter": "enter",
    "Esc": "escape",
    "Space": "space",
    "Tab": "tab",
    "Alt+←": "alt+left",
    "Ctrl+S": "ctrl+s",
}


class Tour:
    """One who types what the README says, in order, and looks at the screen."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver

    async def press(self, step: int, *typed: str) -> None:
        """Type keys and words, each of which is written so in this step of the tour."""
        told = STEPS[str(step)]
        written = {re.sub(r"\s+", " ", code) for code in re.findall(r"`([^`]+)`", told)}
        for one in typed:
            assert one in written | {"Esc", "q"}, f"step {step} does not say {one}"
            if len(one) > 1 and one not in NAMED:
                focused = self.driver.app.focused
                assert focused is not None
                focused.post_message(Paste(one))
                await self.driver.pilot.pause()
            else:
                await self.driver.press(NAMED.get(one, one))

    async def sees(self, *words: str) -> None:
        """Wait until the screen shows all of the words."""
        try:
            await self.until(lambda: all(word in self.screen for word in words))
        except AssertionError as error:
            raise AssertionError(f"{words} never came:\n{self.screen}") from error

    async def on(self, screen: type[Screen[Any]]) -> None:
        """Wait until a screen of this sort is on top."""
        await self.until(lambda: isinstance(self.driver.app.screen, screen))

    @property
    def screen(self) -> str:
        return self.driver.screen_text()

    @property
    def query(self) -> str:
        return self.driver.line.text

    async def until(self, test: Callable[[], bool]) -> None:
        await self.driver.until(test)


def changed() -> bytes:
    """The files that are others than git knows."""
    return subprocess.run(["git", "diff", "--name-only"], capture_output=True, check=True).stdout


async def find_and_filter(tour: Tour) -> None:
    driver = tour.driver
    first = driver.current
    await tour.press(1, "j", "k", "]", "}", "{", "[")
    assert driver.current == first
    await tour.press(1, "G", "Enter")
    assert driver.main.query_one(Details).has_focus
    await tour.sees("no date", "SOURCES", "RELATED", "§5")
    await tour.press(1, "Esc")
    assert driver.events.has_focus
    await tour.press(2, "/", "qwen users")
    await tour.sees("of 121")
    few = len(driver.shown)
    await tour.press(2, "Esc")
    assert (tour.query, len(driver.shown)) == ("qwen users", few)
    await tour.press(2, "Esc")
    assert (tour.query, len(driver.shown)) == ("", 121)
    here = driver.current
    await tour.press(2, "N")
    assert driver.current != here
    await tour.press(2, "n")
    await tour.press(3, "f")
    assert driver.main.query_one(FacetPanel).has_focus
    await tour.press(3, "F", "doubao", "Enter", "Space", "F", "qwen app", "Enter", "Space")
    await tour.until(lambda: len(driver.shown) > 30)
    assert f"`{tour.query}`" in STEPS["3"]
    await tour.press(3, "Esc", "Esc")
    assert driver.events.has_focus


async def dates_and_languages(tour: Tour) -> None:
    driver = tour.driver
    for words in (
        "dau>50M",
        "date:2025年底",
        'since:"early Feb 2026"',
        'date:"last 3 months"',
        "date:去年末",
    ):
        await tour.press(4, "/", words, "Enter")
        assert tour.query == f"product:doubao,qwen-app {words}"
        if "last" not in words and "去" not in words:  # those that count from today
            assert 0 < len(driver.shown) < 39, words
        await tour.press(4, "Alt+←")
        assert tour.query == "product:doubao,qwen-app"
    await tour.press(4, "L")
    await tour.sees("千问与对手", "1 列表")
    await tour.press(4, "L")
    await tour.sees("Qwen and its", "1 List")


async def look_around(tour: Tour) -> None:
    driver = tour.driver
    await tour.press(5, "2")
    await tour.sees("Companies", "ByteDance")
    fitted = tour.screen
    await tour.press(5, "+", "+")
    assert tour.screen != fitted
    await tour.press(5, "-", "0")
    assert tour.screen == fitted
    await tour.press(5, "l")
    await tour.sees("Products", "Doubao")
    await tour.press(5, "3")
    await tour.sees("Qwen app 73.52M", "QuestMobile")
    await tour.press(5, "c")
    await tour.sees("METRICS", "PRODUCTS", "Taobao")
    await tour.press(5, "Esc", "Tab")
    await tour.sees("78.71M", "2026-02-07")
    await tour.press(5, "4")
    await tour.sees("days since", "launch", "50M")
    for sign in (" m", "%", "±30"):
        await tour.press(5, "l")
        await tour.sees(sign)
    await tour.press(5, "5")
    await tour.sees("by quarter", "ByteDance")
    await tour.press(5, "Enter")
    await tour.until(lambda: tour.query != "product:doubao,qwen-app")
    await tour.press(5, "Alt+←")
    assert tour.query == "product:doubao,qwen-app"
    await tour.press(5, "1")
    assert driver.main.look_name == "list"


async def sources_and_views(tour: Tour) -> None:
    driver = tour.driver
    await tour.press(6, "K")
    await tour.sees("26 Feb 2026")
    assert "asof:" in tour.query
    await tour.press(6, ",")
    await tour.sees("21 Jan 2026")
    await tour.press(6, ".", "K")
    await tour.until(lambda: "asof:" not in tour.query)
    await tour.press(6, "s")
    await tour.on(SourcesScreen)
    await tour.sees("Bright Company", "Photon Planet")
    await tour.press(6, "c")
    await tour.sees("78.71M", ">100M")
    await tour.press(6, "q", "v")
    await tour.sees("Stock moves")
    await tour.press(6, "s")
    await tour.until(lambda: isinstance(driver.app.focused, Input))
    await driver.press("escape", "escape")
    await tour.press(7, "t", "2026年除夕", "Enter")
    assert driver.main.timeline is not None
    number = driver.main.timeline.number_of[str(driver.current)]
    assert str(driver.main.timeline.when[number])[:7] == "2026-02"
    await tour.press(7, "m", "'")
    await tour.on(ModalScreen)
    await tour.press(7, "Esc", "y")
    await tour.sees("TOML")
    await tour.press(7, "Esc", "p")
    await tour.on(ProblemsScreen)
    await tour.press(7, "q")


async def edit_and_export(tour: Tour) -> None:
    driver = tour.driver
    edited = driver.current
    await tour.press(8, "e")
    await tour.on(EditForm)
    await driver.press("pagedown", "pagedown", "pagedown", "end", "!")  # the title
    await tour.press(8, "Ctrl+S")
    await tour.on(ConfirmChange)
    await tour.sees("+1", "−1")
    await driver.press("enter")
    await tour.on(MainScreen)
    await tour.until(lambda: bool(changed()))
    assert driver.current == edited
    await tour.press(8, "u")
    await tour.until(lambda: not changed())  # to the letter
    await tour.press(8, "a")
    await tour.on(EditForm)
    await tour.press(8, "Esc", "x")
    await tour.on(ConfirmChange)
    await tour.press(8, "Esc")
    await tour.press(9, "X")
    await tour.sees("markdown", "footnotes", "html", "svg", "csv")


PARTS = (find_and_filter, dates_and_languages, look_around, sources_and_views, edit_and_export)


@pytest.mark.parametrize(("size", "parts"), [((80, 24), PARTS), ((120, 40), PARTS[:1])])
def test_the_tour_shows_what_it_says_key_by_key(
    checkout: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    parts: Sequence[Callable[[Tour], Awaitable[None]]],
) -> None:
    monkeypatch.setenv("DATELINE_TODAY", "2031-01-01")  # it must not grow old

    async def body() -> None:
        async with running(checkout / "seeds", size) as driver:
            for part in parts:
                await part(Tour(driver))

    asyncio.run(body())
