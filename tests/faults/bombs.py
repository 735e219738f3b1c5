"""Event files that are small to write and large to read: each is read and exported soon."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.command_line import BARE, ROOT
from tests.faults.saves import Outcome

_SECONDS = 60  # of the processor
_PATIENCE = 900.0  # seconds, on a machine that does other things
_BYTES = 3 << 30  # of memory
_COMMANDS = (
    ("check", "."),
    ("list", "x"),
    ("export", "html"),
    ("export", "svg"),
    ("list", "--json"),
)


def event(number: int, more: str = "", *, id: str = "", date: str = "2025-01-02") -> str:
    """The table of an event."""
    named = id or f"e{number}"
    return f'[[event]]\nid = "{named}"\ndate = {date}\ntitle = "T {number}"\n{more}\n'


def bombs(size: int = 1) -> dict[str, str]:
    """The texts by what is in them; with ``size`` of so many times as much."""
    many = 1000 * size
    numbers = range(many)
    edge = ("1e308", "-1e308", "nan", "inf", "-inf", "1e-320", "-0.0", "1e400", "9" * 400)
    days: tuple[str, ...] = (
        "0001-01-01",
        '"9999-12-31"',
        '"-9999"',
        '"Y99999"',
        '"0001/9999"',
        '"[..9999]"',
    )
    days += ('"9999-12/.."', '"../0001"', '"999X"', '"XXXX"', '"9999-24"', '"0001-21/9999-12-31"')
    rows = ", ".join(['{ metric = "m", value = 1 }'] * (10 * many))
    tags = ", ".join(f'"t{n}"' for n in range(20 * many))
    marks, a = "\u0301" * (1000 * many), "a\n" * (500 * many)
    return {
        "a line of 10 MB": event(0, f'note = "{"x" * (10_000 * many)}"'),
        "a word of marks": event(0, f'note = "a{marks}"'),
        "problems": "".join(
            f'[[event]]\nid = "e{n}"\ndate = "2025-13-99"\nkind = "nokind{n}"\ntitle = 3\n'
            for n in range(15 * many)
        ),
        "broken tables": '[[event]]\nid = "e\ndate = = 3\n' * (25 * many),
        "companies": "".join(
            f'[[company]]\nid = "c{n}"\nname = "C"\n' + event(n, f'companies = ["c{n}"]')
            for n in range(10 * many)
        ),
        "a chain of parents": "".join(
            f'[[company]]\nid = "c{n}"\nparent = "c{n - 1}"\n' for n in numbers
        )
        + event(0, f'companies = ["c{many - 1}"]'),
        "a circle of parents": "".join(
            f'[[company]]\nid = "c{n}"\nparent = "c{(n + 1) % many}"\n' for n in numbers
        )
        + event(0, 'companies = ["c5"]'),
        "ids of 1,000 characters": "".join(event(n, id="x" * 1000 + str(n)) for n in numbers),
        "arrays in arrays": event(0, "tags = " + "[" * (5 * many) + "]" * (5 * many)),
        "tables in tables": event(0, "[" + ".".join("a" * (50 * many)) + "]\nx = 1"),
        "readings": '[[metric]]\nid = "m"\n' + event(0, f"readings = [{rows}]"),
        "tags": event(0, f"tags = [{tags}]"),
        "one id": "".join(event(n, id="same") for n in range(10 * many)),
        "one day": "".join(event(n) for n in range(20 * many)),
        "keys": event(0, "".join(f"k{n} = 1\n" for n in range(50 * many))),
        "values at the edge": '[[metric]]\nid = "m"\nname = "M"\n'
        + "".join(
            event(n, f'readings = [{{ metric = "m", value = {value} }}]')
            for n, value in enumerate(edge * 3)
        ),
        "days at the edge": "".join(event(n, date=day) for n, day in enumerate(days * 3)),
        "an open quote": f'[[event]]\nid = """{a}',
        "brackets": "[[" * (500 * many),
        "line ends": "\r" * (3000 * many),
    }


def set_off(folder: Path) -> Outcome:
    """Read each of them with each command, within its time and memory."""
    counts: Counter[str] = Counter(cases=0)
    wrong = []
    for name, text in bombs().items():
        (folder / "a.toml").write_text(text, "utf-8")
        for command in _COMMANDS:
            counts["cases"] += 1
            fault = _run(folder, command)
            if fault:
                wrong.append(f"crash: {name}: {' '.join(command)}: {fault}")
    return counts, wrong


def _run(folder: Path, command: tuple[str, ...]) -> str:
    """What was wrong with a command; "" if nothing was."""
    environment = os.environ | {name: value for name, value in BARE.items() if value is not None}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tui", *command], cwd=folder, capture_output=True, check=False,
            env=environment | {"PYTHONPATH": str(ROOT), "DATELINE_PATH": str(folder)},
            timeout=_PATIENCE, preexec_fn=_limit,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return f"longer than {_PATIENCE:.0f} s"
    said = done.stderr.decode("utf-8", "replace")
    if done.returncode not in (0, 1, 2) or "Traceback" in said:
        return f"ends with {done.returncode}: {said[-300:]}"
    return ""


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
