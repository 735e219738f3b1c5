"""The main screen's reading of files: in threads, in turn, and never one for another."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest

from events import files
from events.timeline import Timeline
from tests.explorer import EVENTS, Driver, run, running
from tui.messages import FilesChanged
from tui.screens.main import MainScreen


class Gate:
    """Holds readings until it is opened, and remembers which files they looked at."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.open = threading.Event()
        self.open.set()
        self.asked: list[object] = []
        self.gave: list[Timeline] = []
        load = files.load

        def held(path: Path, **how: Any) -> Timeline:
            self.asked.append(how.get("changed"))
            self.open.wait(10)
            self.gave.append(load(path, **how))
            return self.gave[-1]

        monkeypatch.setattr(files, "load", held)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    return Gate(monkeypatch)


async def settled(driver: Driver) -> None:
    await driver.until(lambda: driver.main.is_checked and driver.main._under_way is None)


def test_a_check_is_never_taken_for_that_of_files_still_being_read(
    folder: Path, gate: Gate
) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            await settled(driver)
            main = driver.main
            assert [problem.code for problem in main.problems] == []
            gate.open.clear()
            broken = EVENTS.replace('kind = "launch"', 'kind = "lunch"', 1)
            (folder / "events.toml").write_text(broken, "utf-8")
            reading = asyncio.ensure_future(main.reread(checked=True))
            await driver.pilot.pause()
            main.check_timeline()  # as asked for a moment before, by a timer
            await driver.pilot.pause(0.05)
            assert not reading.done()
            gate.open.set()
            await reading
            assert "unknown-kind" in [problem.code for problem in main.problems]

    run(body)


def test_a_change_seen_during_a_reading_is_read_after_it(folder: Path, gate: Gate) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            await settled(driver)
            main = driver.main
            # A save of our own: the watch sees it too, and finds nothing else.
            gate.asked.clear()
            gate.gave.clear()
            gate.open.clear()
            (folder / "events.toml").write_text(EVENTS.replace("Acme opens", "Acme began"), "utf-8")
            main.read_files([folder / "events.toml"])
            for _ in range(3):
                main.post_message(FilesChanged())
            await driver.pilot.pause()
            assert gate.asked == [frozenset((folder / "events.toml",))]
            gate.open.set()
            await driver.until(lambda: len(gate.gave) == len(gate.asked) >= 2)
            assert gate.asked[1] is None
            assert gate.gave[1] is gate.gave[0]
            assert "Acme began" in driver.screen_text()
            # Two at once: what only the first looked at is looked at.
            await settled(driver)
            gate.open.clear()
            main.read_files()
            main.read_files([folder / "names.toml"])
            main.read_files([folder / "events.toml"])
            assert gate.asked[-1] is None
            gate.open.set()
            await settled(driver)

    run(body)


def test_what_is_about_to_be_written_is_made_before_and_shown_once_it_is_there(
    folder: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MainScreen, "watch_files", lambda _: None)  # nobody else looks

    async def body() -> None:
        async with running(folder) as driver:
            await settled(driver)
            main = driver.main
            events = folder / "events.toml"
            # What cannot be written is never shown.
            events.chmod(0o444)
            await driver.press("x", "y")
            await driver.until(lambda: "read-only" in driver.screen_text())
            foreseen = gate.gave[-1]
            assert "a1" not in foreseen.number_of
            main.read_files([folder / "names.toml"])
            await settled(driver)
            assert main.timeline is gate.gave[0]
            # What was written is; reading it again finds that it came out so.
            events.chmod(0o644)
            gate.gave.clear()
            await driver.press("x", "y")
            await driver.until(lambda: "a1" not in driver.shown)
            assert gate.gave.count(main.timeline) >= 2

    run(body)


def test_a_reading_that_fails_holds_nobody_up(
    folder: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def body() -> None:
        async with running(folder) as driver:
            await settled(driver)
            main = driver.main
            with monkeypatch.context() as patch:

                def fails(*_: object, **__: object) -> Timeline:
                    raise RuntimeError("our fault")

                patch.setattr(files, "load", fails)
                await main.reread(checked=True)
            await driver.until(lambda: "our fault" in driver.screen_text())
            (folder / "events.toml").write_text(EVENTS.replace("Acme opens", "Acme began"), "utf-8")
            main.post_message(FilesChanged())
            await driver.until(lambda: "Acme began" in driver.screen_text())

    run(body)
