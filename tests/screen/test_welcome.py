"""The first run: five lines, once ever, left by any key."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.events import Key
from textual.widgets import Static

from tests.explorer import EVENTS, NAMES
from tui.app import DatelineApp, is_first_run
from tui.screens.help import HelpScreen
from tui.screens.main import MainScreen
from tui.screens.welcome import Welcome
from tui.settings import Settings, recall, remember

if TYPE_CHECKING:
    from events.when import Lang
    from tui.access import Access


def test_only_the_first_run_is_the_first() -> None:
    remember(language="zh")
    assert is_first_run()
    assert not is_first_run()
    assert recall()["language"] == "zh"


def test_where_nothing_can_be_kept_nobody_is_welcomed_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("DATELINE_STATE", str(tmp_path / "file" / "state.json"))
    assert not is_first_run()


def screen_of(app: DatelineApp) -> type:
    return type(app.screen)


def _folder(tmp_path: Path) -> Path:
    (tmp_path / "names.toml").write_text(NAMES, "utf-8")
    (tmp_path / "events.toml").write_text(EVENTS, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("lang", "access", "words"),
    [
        ("en", "edit", ("find: words", "add an event", "中文", "This is shown once")),
        ("zh", "copy", ("查找", "dateline init DIR", "English", "此页只显示一次")),
        ("en", "look", ("write what is shown",)),
    ],
)
def test_five_lines_that_any_key_leaves(
    tmp_path: Path, lang: Lang, access: Access, words: tuple[str, ...]
) -> None:
    async def run() -> None:
        settings = Settings(keys={"query": "w"})
        app = DatelineApp(
            _folder(tmp_path), lang=lang, access=access, settings=settings, welcome=True
        )
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert screen_of(app) is Welcome
            lines = str(app.screen.query_one(Static).content).splitlines()
            assert len(lines) == 5 + 4
            assert any(line.startswith("w ") for line in lines)
            assert all(word in "\n".join(lines) for word in words)
            await pilot.press("q")  # does not quit
            await pilot.pause()
            assert screen_of(app) is MainScreen
            await pilot.press("question_mark")
            await pilot.pause()
            assert screen_of(app) is HelpScreen

    asyncio.run(run())


def test_a_second_key_in_the_same_piece_goes_where_the_first_one_led(tmp_path: Path) -> None:
    async def run() -> None:
        app = DatelineApp(_folder(tmp_path), lang="en")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            for key in "/q":  # no pause between: as they come from a slow line
                app.post_message(Key("slash" if key == "/" else key, key))
            await pilot.pause()
            await pilot.pause()
            assert app.is_running
            assert isinstance(app.screen, MainScreen)
            assert app.screen.query_text == "q"

    asyncio.run(run())
