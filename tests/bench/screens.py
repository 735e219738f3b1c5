"""What the screen costs, in a pseudo-terminal: processor time of the program, all its threads.

Wall time on a shared machine says little and Textual's Pilot is no stopwatch; the kernel's own
account of the process (``/proc/PID/task/*/schedstat``, Linux) is what is compared, always with a
floor measured in the same run: an empty Textual app, and a key that does nothing.
"""

from __future__ import annotations

import contextlib
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from events.finding import shipped
from tests.bench.rows import Row
from tests.terminal import SEEN, Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.bench.rows import Benchmark, Ground

EMPTY_APP = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("ready")
Empty().run()
"""


def cpu_ms(pid: int) -> float:
    """Milliseconds of processor time the process has had, over all its threads."""
    total = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(OSError):
            total += int((task / "schedstat").read_text().split()[0])
    return total / 1e6


@dataclass
class Session:
    """A running program whose costs are taken key by key."""

    terminal: Terminal

    def cost(self, keys: str, quiet: float = 0.06) -> float:
        """Milliseconds of all the work the keys cause."""
        before = cpu_ms(self.terminal.pid)
        self.terminal.send(keys)
        self.settle(quiet)
        return cpu_ms(self.terminal.pid) - before

    def settle(self, quiet: float) -> None:
        """Wait until the program neither writes nor works."""
        still, last, size = time.monotonic(), cpu_ms(self.terminal.pid), -1
        while time.monotonic() - still < quiet:
            self.terminal.read_raw(0.01)
            now = cpu_ms(self.terminal.pid)
            if now - last > 0.4 or len(self.terminal.output) != size:
                still, size = time.monotonic(), len(self.terminal.output)
            last = now

    def median(self, keys: Sequence[str]) -> float:
        """The median cost of one of the keys."""
        return statistics.median(self.costs(keys))

    def costs(self, keys: Sequence[str]) -> list[float]:
        """The cost of each key, one after the other."""
        return [self.cost(key) for key in keys]


@contextlib.contextmanager
def session(
    argv: Sequence[str],
    ready: Callable[[bytes], bool],
    *,
    columns: int = 120,
    lines: int = 40,
    cache: Path | None = None,
) -> Iterator[tuple[Session, float]]:
    """The program in a pseudo-terminal, and its cost up to the first output that is ``ready``.

    ``cache`` is the folder of its cache and of the key to it; without, it has none.
    """
    with tempfile.TemporaryDirectory() as own:
        home = cache or Path(own)
        (home / "state.json").write_text(SEEN, "utf-8")
        env = {
            "HOME": own,
            "DATELINE_CACHE": str(cache / "kept") if cache else "",
            "DATELINE_CONFIG": f"{home}/config.toml",
            "DATELINE_STATE": f"{home}/state.json",
            "DATELINE_TODAY": "2026-02-26",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LC_ALL": "C.UTF-8",
        }
        terminal = Terminal(argv, columns=columns, lines=lines, env=env)
        try:
            deadline = time.monotonic() + 60
            while not ready(terminal.output):
                if time.monotonic() > deadline:
                    raise TimeoutError(f"never ready: {argv}")
                terminal.read_raw(0.002)
            yield Session(terminal), cpu_ms(terminal.pid)
        finally:
            with contextlib.suppress(OSError):
                terminal.send("\x11")
            terminal.close()


def start_cost(
    argv: Sequence[str], ready: Callable[[bytes], bool], runs: int = 5, cache: Path | None = None
) -> float:
    """Median milliseconds of processor time from the start until the output is ``ready``."""
    costs = []
    for _ in range(runs):
        with session(argv, ready, cache=cache) as (_, cost):
            costs.append(cost)
    return statistics.median(costs)


def shows(*words: str) -> Callable[[bytes], bool]:
    """A test of the output: every word is in it."""
    return lambda output: all(word.encode() in output for word in words)


def explorer(path: Path) -> list[str]:
    """The command that explores a path."""
    return [sys.executable, "-m", "tui", "--lang", "en", str(path)]


def empty() -> list[str]:
    """The command of an empty Textual app."""
    return [sys.executable, "-c", EMPTY_APP]


def starting(ground: Ground) -> Iterator[Row]:
    """The first frame, and the seeds ready for keys, against an empty Textual app."""
    if not has_schedstat():
        return
    floor = start_cost(empty(), shows("ready"))
    seeds = explorer(shipped())
    yield Row("first paint", start_cost(seeds, shows("dateline")), "ms", 1.15, floor)
    yield Row("the seeds on screen", start_cost(seeds, shows("Alibaba", "events")), "ms", 2, floor)
    for events in ground.sizes:
        if events >= 10_000:
            yield _start_from_cache(ground.folder(events), events)


def _start_from_cache(folder: Path, events: int) -> Row:
    """A large timeline on screen from the cache, against the same without one."""
    argv, ready = explorer(folder), shows("dateline", f"{events:,} events", "COMPANY")
    without = start_cost(argv, ready, runs=3)
    with tempfile.TemporaryDirectory() as home:
        cache = Path(home)
        with session(argv, ready, cache=cache):
            while not any(cache.glob("kept/*.columns")):
                time.sleep(0.1)
        cost = start_cost(argv, ready, cache=cache)
    goal = 0.35 if events >= 100_000 else 0.7
    return Row(f"{events:,} events on screen, from the cache", cost, "ms", goal, without)


def keys(ground: Ground) -> Iterator[Row]:
    """All the work a key causes, details, counts and overview included."""
    if not has_schedstat():
        return
    for events in ground.sizes:
        ready = shows("dateline", f"{events:,} events", "COMPANY")
        with session(explorer(ground.folder(events)), ready) as (typed, _):
            typed.settle(0.5)
            idle = typed.median(["\x1b[24;5~"] * 9)  # ctrl+f12, which does nothing

            def row(what: str, cost: float, goal: float, events: int = events) -> Row:
                return Row(f"{what}, {events:,} events", cost, "ms", goal)

            yield row("a key that does nothing", idle, 16)
            typed.median(["j"] * 5)
            yield row("a cursor move", typed.median(["j"] * 15), 6)
            yield row("a page", typed.median(["\x1b[6~"] * 9), 16)
            yield row("the end, the beginning", typed.median(["G", "g"] * 4), 16)
            typed.cost("/")
            letters = typed.costs(list("qwen") + ["\x7f"] * 4 + list("模型") + ["\x7f"] * 2)
            yield row("a letter, median", statistics.median(letters), 20 if events > 10_000 else 16)
            yield row("a letter, worst", max(letters), 36 if events > 10_000 else 16)
            typed.cost("\x1b")
            typed.cost("\x1b")
            typed.cost("fjj")
            yield row("a facet tick", typed.median([" "] * 6), 13)


def has_schedstat() -> bool:
    """Whether the kernel tells what a process has cost."""
    return Path(f"/proc/{os.getpid()}/schedstat").exists()


def editing(ground: Ground) -> Iterator[Row]:
    """An event deleted and brought back: key to saved, and saved to shown; up to 10,000 events.

    On the clock, since there is a disk to wait for: to be measured on a machine that is idle.
    """
    for events in (size for size in ground.sizes if size <= 10_000):
        folder = ground.folder(events)
        ready = shows("dateline", f"{events:,} events", "COMPANY")
        with session(explorer(folder), ready) as (typed, _):
            typed.settle(1)
            typed.cost("jjjjx", quiet=1)
            _edit_ms(typed, folder, "y")  # the lines that are shown are to be deleted
            saved, shown = zip(*(_edit_ms(typed, folder, key) for key in "u\x12" * 5), strict=True)
            _edit_ms(typed, folder, "u")  # for what is measured after it
            yield Row(f"key to saved, {events:,} events", statistics.median(saved), "ms", 300)
            yield Row(f"saved to shown, {events:,} events", statistics.median(shown), "ms", 50)


def _edit_ms(typed: Session, folder: Path, key: str) -> tuple[float, float]:
    """How long until the key's edit is saved, and from then on until the screen shows it."""
    terminal, before = typed.terminal, _written(folder)
    size = len(terminal.output)
    begun = time.perf_counter()

    def until(is_done: Callable[[], bool]) -> float:
        while not is_done():
            terminal.read_raw(0.0005)
            if time.perf_counter() - begun > 30:
                raise TimeoutError(f"nothing came of the key {key!r}")
        return time.perf_counter()

    terminal.send(key)
    saved = until(lambda: _written(folder) != before)
    # The title bar counts the events, and is drawn in one go with the list.
    shown = until(lambda: b"events" in terminal.output[size:])
    typed.settle(0.6)
    return (saved - begun) * 1000, (shown - saved) * 1000


def _written(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_ino for path in folder.glob("*.toml")}


BENCHMARKS: dict[str, Benchmark] = {
    "screen-start": starting,
    "screen-keys": keys,
    "screen-edit": editing,
}
