"""The same made-up events in programs that people use for such things, and in dateline, in one run.

``python -m tests.bench --peers``. What is not installed is left out with a word. They are measured
as a person meets them, in a pseudo-terminal: wall time from the key to the last byte of what it
draws, and the most memory held. They do not all do the same: fzf and lnav read lines and know no
dates, and VisiData has no counts beside its rows.

- VisiData (``pip install visidata``) opens a CSV; its filter selects rows by a pattern in any
  column and opens a sheet of them;
- fzf and lnav (Debian's packages) read a line an event; fzf looks for the exact text;
- ``@markwhen/parser`` (npm; ``$DATELINE_NODE_MODULES`` names the folder it is in) has no screen: it
  parses its text in Node.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from events.cache.store import is_large
from events.exports.formats import FORMATS
from events.exports.selection import Selection
from events.files import load
from events.timeline import Timeline
from tests.bench.rows import Ground
from tests.terminal import SEEN, Terminal

_COLUMNS, _LINES = 120, 40
_RUNS = 3
_QUIET = 0.4  # seconds without a byte after which a program counts as done
_PATIENCE = 120  # seconds that anything may take
_SOUGHT = "大模型"
_PAGE = "\x1b[6~"
_PARSER = """
const fs = require("fs"), { parse } = require("@markwhen/parser");
const text = fs.readFileSync(process.argv[1], "utf8");
const start = process.hrtime.bigint();
const found = parse(text);
const ms = Number(process.hrtime.bigint() - start) / 1e6;
console.log(JSON.stringify({ ms, MB: process.resourceUsage().maxRSS / 1024 }));
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one program, in milliseconds and MB; None where it has no such thing."""

    start: float | None
    """From the start of the process to the first screen with rows."""
    filter: float | None
    """From the key that completes a filter for a word to the last byte of its result."""
    page: float | None
    """A page down."""
    memory: float | None


@dataclass(frozen=True, slots=True)
class Peer:
    """A program with a screen, and how a person does the same things in it."""

    name: str
    argv: Callable[[Path], list[str]]
    """Its command for a file of events."""
    source: str
    """The form of the file: see `_FORMS`."""
    before_filter: Sequence[str] = ()
    """What is typed before the key that completes the filter."""
    filter: str = ""
    env: dict[str, str] = field(default_factory=dict)
    again: bool = False
    """Whether it is started as from the second time on, with what it keeps of the first."""


def _visidata(file: Path) -> list[str]:
    beside = Path(sys.executable).with_name("vd")
    return [str(beside) if beside.exists() else "vd", "-f", "csv", str(file)]


_DATELINE = Peer(
    "dateline",
    lambda folder: [sys.executable, "-m", "tui", "--lang", "en", str(folder)],
    "folder",
    ("/", *_SOUGHT[:-1]),
    _SOUGHT[-1],
)
PEERS = (
    Peer("VisiData", _visidata, "csv", ("g|", _SOUGHT, "\r"), '"'),
    Peer(
        "fzf",
        lambda file: ["sh", "-c", f"exec fzf -e --no-mouse < '{file}'"],
        "lines",
        tuple(_SOUGHT[:-1]),
        _SOUGHT[-1],
    ),
    Peer("lnav", lambda file: ["lnav", str(file)], "lines", (f":filter-in {_SOUGHT}",), "\r"),
    _DATELINE,
    # From about 3,000 events on it keeps what reading them found out.
    replace(_DATELINE, name="dateline, from the second time on", again=True),
)


def _lines(timeline: Timeline) -> Iterator[str]:
    for event in timeline.events:
        date = event.date.earliest if event.date else None
        title = event.title if isinstance(event.title, str) else ""
        summary = event.summary if isinstance(event.summary, str) else ""
        yield f"{date or '2015-01-01'}T00:00:00 {event.kind} {title} {summary}\n"


def _exported(form: str) -> Callable[[Timeline], Iterator[str]]:
    def pieces(timeline: Timeline) -> Iterator[str]:
        yield from FORMATS[form].export(Selection(timeline, range(len(timeline)), "en")).pieces

    return pieces


# The files that the programs are given: the ending of each, and what writes it.
_FORMS: dict[str, tuple[str, Callable[[Timeline], Iterator[str]]]] = {
    "csv": ("csv", _exported("csv")),
    "lines": ("log", _lines),
    "markwhen": ("mw", _exported("markwhen")),
}


def compare(sizes: Sequence[int]) -> Iterator[str]:
    """The lines of a Markdown table, as it is measured."""
    ground = Ground(sizes)
    yield "| events | program | start to rows | filter | page | memory |"
    yield "| --- | --- | --- | --- | --- | --- |"
    try:
        for events in sizes:
            folder = ground.folder(events)
            timeline = load(folder)
            with tempfile.TemporaryDirectory() as home:
                files = {"folder": folder}
                for form, (ending, written) in _FORMS.items():
                    files[form] = Path(home) / f"events.{ending}"
                    with files[form].open("w", encoding="utf-8") as out:
                        out.writelines(written(timeline))
                for peer in PEERS:
                    if peer.again and not is_large(timeline):
                        continue
                    yield _row(events, peer.name, _figures(peer, files[peer.source], timeline))
                yield _row(events, "@markwhen/parser", _parsed(files["markwhen"]))
    finally:
        ground.close()


def _row(events: int, name: str, figures: Figures | None) -> str:
    if figures is None:
        return f"| {events:,} | {name} | not installed | | | |"
    times = (figures.start, figures.filter, figures.page)
    shown = ["—" if ms is None else f"{ms:,.0f} ms" for ms in times]
    memory = "—" if figures.memory is None else f"{figures.memory:,.0f} MB"
    return f"| {events:,} | {name} | {' | '.join(shown)} | {memory} |"


def _figures(peer: Peer, file: Path, timeline: Timeline) -> Figures | None:
    argv = peer.argv(file)
    if shutil.which("fzf" if peer.name == "fzf" else argv[0]) is None:
        return None
    ends = (*timeline.events[:_LINES], *timeline.events[-_LINES:])
    rows = [title[:8].encode() for event in ends if isinstance(title := event.title, str)]
    with tempfile.TemporaryDirectory() as home:
        runs = [_run(peer, argv, rows, Path(home)) for _ in range(_RUNS + peer.again)]
    runs = runs[peer.again :]
    return Figures(
        statistics.median(run[0] for run in runs),
        statistics.median(run[1] for run in runs),
        statistics.median(run[2] for run in runs),
        statistics.median(run[3] for run in runs),
    )


def _run(
    peer: Peer, argv: list[str], rows: list[bytes], kept: Path
) -> tuple[float, float, float, float]:
    with tempfile.TemporaryDirectory() as own:
        home = kept if peer.again else Path(own)
        (home / "state.json").write_text(SEEN, "utf-8")
        env = {
            "HOME": str(home),
            "DATELINE_CACHE": str(home / "cache"),
            "DATELINE_STATE": f"{home}/state.json",
            "DATELINE_CONFIG": f"{home}/config.toml",
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LC_ALL": "C.UTF-8",
        }
        begun = time.monotonic()
        terminal = Terminal(argv, columns=_COLUMNS, lines=_LINES, env=env)
        try:
            while not any(row in terminal.output for row in rows):
                if not terminal.read_raw(0.002) or time.monotonic() - begun > _PATIENCE:
                    raise RuntimeError(f"{peer.name} showed no rows: {terminal.output[-500:]!r}")
            start = (time.monotonic() - begun) * 1000
            _last_byte(terminal, begun)
            while peer.again and not any(home.glob("cache/*.columns")):
                terminal.read_raw(0.1)
            page = statistics.median(_typed(terminal, _PAGE) for _ in range(5))
            for keys in peer.before_filter:
                _typed(terminal, keys)
            found = _typed(terminal, peer.filter)
            status = Path(f"/proc/{terminal.pid}/status").read_text()
            peaks = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
            if not peaks:
                raise RuntimeError(f"{peer.name} has ended: {terminal.output[-500:]!r}")
            return start, found, page, int(peaks[0]) / 1024
        finally:
            os.kill(terminal.pid, 9)
            terminal.close()


def _typed(terminal: Terminal, keys: str) -> float:
    """Milliseconds from typing to the last byte of what it causes."""
    begun = time.monotonic()
    terminal.send(keys)
    return _last_byte(terminal, begun)


def _last_byte(terminal: Terminal, begun: float) -> float:
    """Milliseconds from ``begun`` to the last byte before it is quiet, and works no more."""
    last, size = begun, len(terminal.output)
    worked = _ticks(terminal.pid)
    idle = time.monotonic()
    while time.monotonic() - begun < _PATIENCE:
        terminal.read_raw(0.002)
        now = time.monotonic()
        if len(terminal.output) != size:
            size, last, idle = len(terminal.output), now, now
        if (ticks := _ticks(terminal.pid)) - worked > 0.05:
            worked, idle = ticks, now
        if now - idle > _QUIET:
            break
    return (last - begun) * 1000


def _ticks(pid: int) -> float:
    """Seconds of processor time that the process has had."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _parsed(file: Path) -> Figures | None:
    """The parser alone: its time stands where others show rows."""
    modules = os.environ.get("DATELINE_NODE_MODULES", "")
    if not (Path(modules) / "@markwhen" / "parser").is_dir() or shutil.which("node") is None:
        return None
    runs = []
    for _ in range(_RUNS):
        done = subprocess.run(
            ["node", "-e", _PARSER, str(file)],
            env=os.environ | {"NODE_PATH": modules},
            capture_output=True,
            check=False,
        )
        if done.returncode:  # at 100,000 events its stack runs over
            return Figures(None, None, None, None)
        runs.append(json.loads(done.stdout))
    return Figures(
        statistics.median(run["ms"] for run in runs),
        None,
        None,
        statistics.median(run["MB"] for run in runs),
    )
