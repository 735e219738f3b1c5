"""Cases tried one after the other, each from a seed of its own, and what was wrong with them.

A case is a function of a random source and an empty folder that yields what it did, and raises
`Fault` for what must not be. Anything else that it raises is a crash, and so is thinking too long.
"""

from __future__ import annotations

import re
import shutil
import signal
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import FrameType
from typing import Literal, TypeAlias, cast, get_args

from tests.exchange.exported import HOSTILE
from tests.faults.saves import Outcome

Sort: TypeAlias = Literal["lost", "crash", "control", "wrong"]
Case: TypeAlias = Callable[[Random, Path], Iterator[str]]

LONGEST = 10.0
"""Seconds of the processor that a case may take."""
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
# Texts that mean something to a terminal, a shell, a parser or a person; cases mix them.
WORDS: tuple[str, ...] = (
    *HOSTILE,
    *"\x00 \x1b[2J \x1b]0;x\x07 \x9b31m \u202e \u2028 \ufeff \ud800 \U000e0041 İıſK ﷺﷺﷺ אאאא".split(
        " "
    ),
    *"0 -1 -x -- --help 1e308 -1e308 nan inf 1e-400 -9999 9999 10000 2025-13 2025-02-30".split(),
    *"2025-11 9999-12-31 0001-01-01 2026-02/.. [..2023] 202X /2025 Ａ１：".split(),
    *"../.. ../../etc/passwd /dev/null a.toml ~ . * ? $(id) `id` ;id |id &id %s %n {0} {x}".split(),
    *"${x} {{x}} \\ \\n \\u0000 ' \" ''' \"\"\" # ; , : =".split(),
    *("", " ", "\t", "\n", "\r\n", "a" * 1000, "千" * 1000, "[" * 200, "(" * 60),
)


class Fault(Exception):
    """What must not be, and of which sort."""

    def __init__(self, sort: Sort, words: str) -> None:
        super().__init__(words)
        self.sort: Sort = sort


class TooSlow(BaseException):
    """Raised in a case that takes too long, wherever it is."""


def sort_of(fault: str, otherwise: Sort) -> Sort:
    """Of which sort a fault is that `many` or an earlier run told."""
    for sort in get_args(Sort):
        if fault.startswith(f"{sort}: "):
            return cast("Sort", sort)
    return "control" if "reached the terminal" in fault else otherwise


def some_text(rng: Random, words: Sequence[str] = WORDS, most: int = 4) -> str:
    """Some of the words, with or without blanks between them."""
    between = rng.choice(("", " ", " "))
    return between.join(rng.choice(words) for _ in range(rng.randrange(1, most + 1)))


def many(
    case: Case, rng: Random, *, seconds: float | None = None, cases: int | None = None
) -> Outcome:
    """Try a case for so long, or so often."""
    counts: Counter[str] = Counter(cases=0)
    wrong: list[str] = []
    end = time.monotonic() + (seconds or 0)
    with tempfile.TemporaryDirectory() as home:
        while counts["cases"] < cases if cases is not None else time.monotonic() < end:
            counts["cases"] += 1
            seed = rng.randrange(2**32)
            folder = Path(home) / "case"
            folder.mkdir()
            try:
                with _in_time():
                    for done in case(Random(seed), folder):
                        counts[done] += 1
            except Fault as fault:
                wrong.append(f"{fault.sort}: seed {seed}: {fault}")
            except (Exception, TooSlow):
                wrong.append(f"crash: seed {seed}: {traceback.format_exc()}")
            shutil.rmtree(folder)
    return counts, wrong


@contextmanager
def _in_time() -> Iterator[None]:
    """Let what is done within take no more of the processor than a case may."""

    def stop(signum: int, frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def hold_plain(text: str, where: str) -> None:
    """Hold a text to having no byte that a terminal would act on."""
    if found := CONTROL.search(text):
        around = text[max(0, found.start() - 40) : found.end() + 40]
        raise Fault("control", f"{where}: {around!r}")


def hold(test: object, words: str, sort: Sort = "wrong") -> None:
    """Hold a case to something."""
    if not test:
        raise Fault(sort, words)


def contents(folder: Path) -> dict[str, bytes]:
    """All files below a folder, byte for byte."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
