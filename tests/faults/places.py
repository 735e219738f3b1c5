"""Odd places for a timeline, as a person meets them: the explorer in a pseudo-terminal.

Each function sets one scene in an empty folder and returns how it went and what was wrong.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.saves import Outcome
from tests.terminal import Terminal, explore
from tui.app import DatelineApp
from tui.screens.main import MainScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SEEDS = Path(__file__).parents[2] / "seeds"

# The keys to every dialog and look, on the shipped timeline.
DIALOGS: dict[str, tuple[str, ...]] = {
    "help": ("question_mark",),
    "date": ("t",),
    "export": ("X",),
    "saved views": ("v",),
    "copy": ("y",),
    "edit": ("e",),
    "add": ("a",),
    "delete": ("x",),
    "marks": ("m", "apostrophe"),
    "change marked": ("B",),
    "rename": ("R",),
    "steps": ("U",),
    "problems": ("p",),
    "sources": ("s",),
    "palette": ("ctrl+p",),
    "query": ("slash", "q"),
    "facets": ("f", "F"),
    "details": ("enter",),
    "lanes": ("2",),
    "chart": ("3", "c"),
    "compare": ("4", "c"),
    "coverage": ("5",),
    "list": ("1",),
}
_ROOM = 8  # lines: with fewer, lists have no room for any of their own
SIZES = ((80, 24), (40, 10), (20, 5), (1, 1), (3, 30), (200, 60), (120, 40))


async def resize_in_dialogs(
    timeline: Path, dialogs: Mapping[str, tuple[str, ...]], sizes: tuple[tuple[int, int], ...]
) -> list[str]:
    """Open each dialog, give the terminal each size, and leave by Esc; what was wrong."""
    wrong = []
    app = DatelineApp(timeline, lang="en")
    async with app.run_test(size=(120, 40)) as pilot:
        main = app.screen
        assert isinstance(main, MainScreen)
        while main.timeline is None:
            await pilot.pause(0.02)
        for name, keys in dialogs.items():
            await pilot.press(*keys)
            for size in sizes:
                await pilot.resize_terminal(*size)
                if size[1] < _ROOM:
                    await pilot.press("pagedown")
            for _ in range(4):
                if app.screen is main:
                    break
                await pilot.press("escape")
            if app.screen is not main:
                wrong.append(f"{name} is not left by Esc")
            await pilot.press("escape", "escape")
    return wrong


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


def large_file(folder: Path) -> Outcome:
    """One file of 50 MB: shown, and an event deleted in it."""
    timeline = _seeds(folder / "timeline")
    with (timeline / "large.toml").open("w", encoding="utf-8") as file:
        for number in range(100_000):
            file.write(
                f'[[event]]\nid = "z{number}"\ndate = 2025-01-0{number % 9 + 1}\nkind = "users"\n'
                f'title = "Event {number} {"words of a long title " * 15}"\n'
                f'summary = "千问 {"x" * 100}"\n\n'
            )
    size = (timeline / "large.toml").stat().st_size

    def drive(terminal: Terminal) -> None:
        terminal.wait_for("100,121 events", 60)
        terminal.settle()
        terminal.send("}}}}}]]")
        terminal.settle()
        terminal.send("x")
        terminal.wait_for("Remove event", 60)
        terminal.send("y")
        terminal.wait_for("100,120 events", 60)

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
        terminal.wait_for("Remove event")
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
