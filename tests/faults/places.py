"""Odd places for a timeline, as a person meets them: the explorer in a pseudo-terminal.

Each function sets one scene in an empty folder and returns how it went and what was wrong.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections import Counter
from itertools import zip_longest
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual.widgets import OptionList

from tests.faults.saves import Outcome
from tests.patience import LIMIT
from tests.terminal import Terminal, explore
from tui.app import DatelineApp
from tui.screens.main import MainScreen
from tui.screens.pick import Pick

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.app import App
    from textual.pilot import Pilot

SEEDS = Path(__file__).parents[2] / "seeds"

# The keys to every dialog and look, on the shipped timeline.
DIALOGS: dict[str, tuple[str, ...]] = {
    "help": ("question_mark",),
    "date": ("t", "n", "o"),
    "export": ("X", "down"),
    "saved views": ("v",),
    "save a view": ("v", "s", "a"),
    "copy": ("y",),
    "edit": ("e",),
    "edit, choices": ("e", "tab", "down"),
    "edit, new rows": ("e", "ctrl+n", "ctrl+n", "a"),
    "edit, a new name": ("e", "tab", "z", "enter"),
    "leave without saving": ("e", "1", "escape"),
    "the lines of a change": ("e", "tilde", "ctrl+s"),
    "what is wrong": ("e", "z", "ctrl+s"),
    "add": ("a",),
    "duplicate": ("D",),
    "delete": ("x",),
    "marks": ("m", "apostrophe"),
    "change marked": ("B", "down"),
    "change marked, value": ("B", "down", "enter"),
    "rename": ("R", "down"),
    "rename, new id": ("R", "enter", "z"),
    "steps": ("U",),
    "problems": ("p",),
    "sources": ("s",),
    "palette": ("ctrl+p",),
    "query": ("slash", "q"),
    "facets": ("f", "F"),
    "details": ("enter",),
    "lanes": ("2",),
    "choose lanes": ("2", "b", "down"),
    "chart": ("3",),
    "metrics and products": ("3", "c", "down"),
    "find a metric": ("3", "c", "slash", "d"),
    "compare": ("4",),
    "align": ("4", "c"),
    "align at a figure": ("4", "c", "down", "down", "enter"),
    "lag": ("4", "l", "l", "c"),
    "around": ("4", "l", "c"),
    "coverage": ("5",),
    "list": ("1",),
}
_ROOM = 8  # lines: with fewer, lists have no room for any of their own
SIZES = ((80, 24), (40, 10), (20, 5), (1, 1), (3, 30), (200, 60), (120, 40))


async def resize_in_dialogs(
    timeline: Path, dialogs: Mapping[str, tuple[str, ...]], sizes: tuple[tuple[int, int], ...]
) -> list[str]:
    """Open each dialog, give the terminal each size, and leave by Esc; what was wrong.

    Back at the first size the screen must be as it was, and at each size from 40×12 up where the
    focus is must be in sight.
    """
    wrong = []
    app = DatelineApp(timeline, lang="en")
    first = (120, 40)
    async with app.run_test(size=first) as pilot:
        main = app.screen
        assert isinstance(main, MainScreen)
        while main.timeline is None:
            await pilot.pause(0.02)
        for name, keys in dialogs.items():
            await pilot.press(*keys)
            await pilot.pause()
            app.clear_notifications()
            await pilot.pause()
            before, opened = await _at_rest(pilot), app.screen
            for size in sizes:
                await pilot.resize_terminal(*size)
                if app.screen is not opened:
                    wrong.append(f"{name} is gone at {size}")
                elif (
                    size[0] > 39
                    and size[1] > 11
                    and not await _in_time(pilot, lambda: _is_focus_in_sight(app))
                ):
                    wrong.append(f"{name} has its focus out of sight at {size}")
                if size[1] < _ROOM:
                    await pilot.press("pagedown")
            await pilot.resize_terminal(*first)
            paged = any(size[1] < _ROOM for size in sizes)
            if not paged and not await _in_time(pilot, lambda: _screen(app) == before):  # noqa: B023
                differing = _differing(before, _screen(app))
                wrong.append(f"{name} is another at its first size:\n{differing}")
            for _ in range(6):
                if app.screen is main:
                    break
                await _leave(pilot)
            if app.screen is not main:
                wrong.append(f"{name} is not left by Esc")
            await pilot.press("escape", "escape")
    return wrong


async def _in_time(pilot: Pilot[None], holds: Callable[[], bool]) -> bool:
    """Whether something comes true; on a busy machine not at once."""
    begun = monotonic()
    while not holds():
        if monotonic() - begun > LIMIT:
            return False
        await pilot.pause(0.03)
    return True


async def _at_rest(pilot: Pilot[None]) -> list[str]:
    """The lines of the screen when they do not change any more."""
    before: list[str] = []
    while (after := _screen(pilot.app)) != before:
        before = after
        await pilot.pause(0.03)
    return after


async def _leave(pilot: Pilot[None]) -> None:
    """Esc; where it is asked whether to lose what was typed: yes."""
    if isinstance(pilot.app.screen, Pick):
        options = pilot.app.screen.query_one(OptionList)
        if "Discard" in str(options.get_option_at_index(options.option_count - 1).prompt):
            await pilot.press("end", "enter")
            return
    await pilot.press("escape")


def _screen(app: App[Any]) -> list[str]:
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def _is_focus_in_sight(app: DatelineApp) -> bool:
    focused = app.screen.focused
    if focused is None:
        return True
    place = app.screen.find_widget(focused)
    return bool(place.region.intersection(place.clip).area)


def _differing(before: list[str], after: list[str]) -> str:
    pairs = zip_longest(before, after, fillvalue="")
    return "\n".join(f"  - {was}\n  + {now}" for was, now in pairs if was != now)


def resized(folder: Path) -> Outcome:
    """The terminal gets every size in every dialog and look."""
    timeline = _seeds(folder / "timeline")
    wrong = asyncio.run(resize_in_dialogs(timeline, DIALOGS, SIZES))
    return Counter({"dialogs": len(DIALOGS), "sizes": len(DIALOGS) * len(SIZES)}), wrong


def read_only_disk(folder: Path) -> Outcome:
    """A timeline on a disk that takes no writes is shown; an edit is refused with an offer."""
    disk = folder / "disk"
    disk.mkdir()
    mount = f"mount -t tmpfs -o size=1m none '{disk}' 2>/dev/null"
    if os.geteuid() != 0 or os.system(mount) != 0:
        return Counter({"skipped: no right to mount": 1}), []
    try:
        timeline = _seeds(disk / "timeline")
        before = {file.name: file.read_bytes() for file in timeline.iterdir()}
        if os.system(f"mount -o remount,ro '{disk}'") != 0:
            return Counter({"skipped: no right to mount": 1}), []

        def drive(terminal: Terminal) -> None:
            terminal.wait_for("121 events")
            terminal.settle()
            terminal.send("x")
            terminal.wait_for("cannot be written")
            terminal.send("\x1b")
            terminal.settle()

        wrong = _driven(timeline, folder, drive)
        if {file.name: file.read_bytes() for file in timeline.iterdir()} != before:
            wrong.append("a file changed")
        return Counter({"refused": 1}), wrong
    finally:
        os.system(f"umount '{disk}'")


def large_file(folder: Path, events: int = 100_000) -> Outcome:
    """One file of so many events, 50 MB: shown, and an event deleted in it."""
    timeline = _seeds(folder / "timeline")
    with (timeline / "large.toml").open("w", encoding="utf-8") as file:
        for number in range(events):
            file.write(
                f'[[event]]\nid = "z{number}"\ndate = 2025-01-0{number % 9 + 1}\nkind = "users"\n'
                f'title = "Event {number} {"words of a long title " * 15}"\n'
                f'summary = "千问 {"x" * 100}"\n\n'
            )
    size = (timeline / "large.toml").stat().st_size

    def drive(terminal: Terminal) -> None:
        terminal.wait_for(f"{events + 121:,} events", 60)
        terminal.settle()
        terminal.send("}}}}}]]")
        terminal.settle()
        terminal.send("x")
        terminal.wait_for("Delete event", 60)
        terminal.send("y")
        terminal.wait_for(f"{events + 120:,} events", 60)

    return Counter({"MB": round(size / 1e6)}), _driven(timeline, folder, drive)


def many_files(folder: Path) -> Outcome:
    """1,000 files: shown, and an event deleted in one of them."""
    timeline = _seeds(folder / "timeline")
    for number in range(1000):
        (timeline / f"e{number:04}.toml").write_text(
            f'[[event]]\nid = "z{number}"\ndate = 2025-01-0{number % 9 + 1}\nkind = "users"\n'
            f'title = "Event {number}"\n',
            "utf-8",
        )

    def drive(terminal: Terminal) -> None:
        terminal.wait_for("1,121 events", 60)
        terminal.settle()
        terminal.send("x")
        terminal.wait_for("Delete event")
        terminal.send("y")
        terminal.wait_for("1,120 events", 60)

    return Counter({"files": len(list(timeline.iterdir()))}), _driven(timeline, folder, drive)


def _driven(timeline: Path, home: Path, drive: Callable[[Terminal], None]) -> list[str]:
    """Drive the explorer to its end by q; what was wrong."""
    with explore(timeline, home) as terminal:
        try:
            drive(terminal)
        except AssertionError as error:
            return [str(error)]
        terminal.send("q")
        code = terminal.close()
    return [] if code == 0 else [f"left with {code}"]


def _seeds(folder: Path) -> Path:
    folder.mkdir()
    for file in SEEDS.glob("*.toml"):
        shutil.copy(file, folder)
    return folder
