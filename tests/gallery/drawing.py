"""One row of the table, opened by its keys in the running program, as an SVG."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from textual.widgets import Input

from events.when import Lang
from tests.readme import ROOT, plain_picture
from tests.settling import wait_for_idle
from tui.app import DatelineApp
from tui.messages import Progress
from tui.screens.main import MainScreen
from tui.settings import Settings
from tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.gallery.rows import Folder, Row

SIZES = ((80, 24), (120, 40), (200, 60))  # cells
LANGS: tuple[Lang, ...] = ("en", "zh")
THEMES = ("dark", "light", "no-colour")

_FAULTS = """\
[[event]]
id = "2026-02-06-free-order"
date = "2026-02-30"
kind = "lanch"
companies = ["alibba", "Nobody & Co"]
title = { en = "A day that is none, and names nobody knows", zh = "不存在的日期与未知的名称" }
colour = "red"
readings = [{ metric = "duo", value = "many" }]
citations = [{ source = "nowhere" }]

[[event]]
id = "2026-02-07-qwen-73m-dau"
date = 2026-02-07
title = "The same id as another"
"""
_HALF = '[[event]]\nid = "half\ndate = 2026-02-08\n'


class Picture(NamedTuple):
    """What the terminal shows."""

    svg: str
    lines: list[str]


def draw(row: Row, size: tuple[int, int], lang: Lang, theme: str) -> Picture:
    """The row at a size in cells, in a language and one of the `THEMES`."""
    with tempfile.TemporaryDirectory() as home, _surroundings(Path(home), theme):
        folder = _folder(row.folder, Path(home))
        return asyncio.run(_draw(row, folder, size, lang, "light" if theme == "light" else "dark"))


@contextmanager
def _surroundings(home: Path, theme: str) -> Iterator[None]:
    """Nobody's settings, a day that stays, and colours or none."""
    kept = dict(os.environ)
    os.environ |= {
        "DATELINE_STATE": str(home / "state.json"),
        "DATELINE_CONFIG": str(home / "config.toml"),
        "DATELINE_TODAY": "2026-02-26",
    }
    os.environ.pop("NO_COLOR", None)
    if theme == "no-colour":
        os.environ["NO_COLOR"] = "1"
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(kept)


def _folder(sort: Folder, home: Path) -> Path:
    """A folder that may be written in."""
    folder = home / "qwen"
    if sort in ("seeds", "faulty"):
        shutil.copytree(ROOT / "seeds", folder)
    elif sort != "missing":
        folder.mkdir()
    if sort == "faulty":
        (folder / "faults.toml").write_text(_FAULTS, "utf-8")
        (folder / "half.toml").write_text(_HALF, "utf-8")
    if sort == "broken":
        (folder / "events.toml").write_text('[[event]\nid = "first\ntitle = First\n', "utf-8")
    return folder


async def _draw(row: Row, folder: Path, size: tuple[int, int], lang: Lang, theme: str) -> Picture:
    app = DatelineApp(
        folder,
        query=row.query,
        access=row.access,
        lang=lang,
        settings=Settings(theme=f"dateline-{theme}"),
        welcome=row.welcome,
    )
    main = app.get_default_screen()
    assert isinstance(main, MainScreen)
    if row.held:
        main.read_files = lambda *_: None  # type: ignore[method-assign]
    async with app.run_test(size=size, notifications=True):
        if row.held:
            main.post_message(Progress(2, 5))
        else:
            await _until_read(app, main)
        for key in row.keys.split():
            await _press(app, folder, key)
        for shown in app.screen.query(Input):
            shown.cursor_blink = False
        lines = await _calm(app)
        assert type(app.screen).__name__ == row.screen, f"{row.name}: {type(app.screen)}"
        return Picture(plain_picture(app.export_screenshot(title="")), lines)


async def _until_read(app: DatelineApp, main: MainScreen) -> None:
    """Wait until the files are on the screen and checked, or cannot be read."""
    for _ in range(1000):
        await asyncio.sleep(0.01)
        if main.is_checked or main.query_one(TitleBar).failure:
            await _calm(app)
            return
    raise TimeoutError("the timeline never came on the screen")


async def _press(app: DatelineApp, folder: Path, key: str) -> None:
    if key == "wait":
        await _calm(app)
    elif key.startswith("!"):
        HAPPENINGS[key[1:]](folder)
    elif key.startswith("="):
        for letter in key[1:].replace("_", " "):
            await app._press_keys([letter])
            await wait_for_idle()
    else:
        await app._press_keys([key])
        await _calm(app, looks=3)


async def _calm(app: DatelineApp, looks: int = 6) -> list[str]:
    """The lines of the screen, once nothing on it changes any more."""
    lines: list[str] = []
    calm = 0
    while calm < looks:
        await wait_for_idle()
        await asyncio.sleep(0.02)
        before = lines
        lines = [strip.text for strip in app.screen._compositor.render_strips()]
        calm = calm + 1 if lines == before else 0
    return lines


def _changed(folder: Path) -> None:
    """Another program changes the titles of all events."""
    for path in folder.glob("*.toml"):
        path.write_text(path.read_text("utf-8").replace('title = { en = "', 'title = { en = "* '))


HAPPENINGS = {"changed": _changed}
