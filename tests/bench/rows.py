"""What a benchmark gives: rows of a table, and the ways to take their figures."""

from __future__ import annotations

import gc
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.generate import generate


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, beside the floor it is measured against and the goal of the design.

    The goal is a ratio to the floor where there is a floor, else a figure.
    """

    what: str
    figure: float
    unit: str
    goal: float
    floor: float | None = None

    @property
    def ratio(self) -> float | None:
        """The figure in floors."""
        return self.figure / self.floor if self.floor else None

    def goal_at(self, pace: float) -> float:
        """The goal on a machine ``pace`` times slower: a time is stretched, a ratio is not."""
        return self.goal * pace if self.floor is None and self.unit in ("ms", "µs") else self.goal

    def met(self, pace: float = 1.0) -> bool:
        """Whether the goal is reached."""
        reached = self.figure if self.ratio is None else self.ratio
        return reached <= self.goal_at(pace)


class Ground:
    """What benchmarks run on: made-up timelines of the sizes asked for, each written once."""

    def __init__(self, sizes: Iterable[int]) -> None:
        self.sizes = tuple(sizes)
        self._written: dict[int, Path] = {}

    @cached_property
    def _home(self) -> TemporaryDirectory[str]:
        return TemporaryDirectory(prefix="dateline-bench-")

    def folder(self, events: int) -> Path:
        """The folder of a timeline of so many events."""
        if events not in self._written:
            self._written[events] = generate(Path(self._home.name) / str(events), events)
        return self._written[events]

    def close(self) -> None:
        """Remove the timelines."""
        self._home.cleanup()


Benchmark = Callable[[Ground], Iterator[Row]]


@contextmanager
def nothing_to_collect() -> Iterator[None]:
    """No collection of garbage walks over what was made before, as in the program."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def cpu_ms(work: Callable[[], object]) -> float:
    """Milliseconds of processor time that this process needs for the work, once."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def child(code: str, *arguments: object) -> dict[str, Any]:
    """What a program prints as JSON, run in an interpreter of its own."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env=_environment(),
        check=True,
        capture_output=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def start_ms(*arguments: str, runs: int = 15) -> float:
    """The mean processor time of a whole run of Python with the arguments, in milliseconds.

    The mean, since one run may be counted in ticks of the system's clock.
    """
    _run(arguments)  # the first run writes the .pyc files
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(runs):
        _run(arguments)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent / runs * 1000


def _run(arguments: tuple[str, ...]) -> None:
    subprocess.run(
        [sys.executable, *arguments],
        env=_environment(),
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _environment() -> dict[str, str]:
    """That of this process, but compiled modules are kept: else imports measure the compiler."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": str(Path(__file__).parents[2]), "DATELINE_TODAY": "2026-02-26"}
