"""Whole event files, spoiled at random, through everything that reads them; and on the screen."""

from __future__ import annotations

import itertools
import re
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

from events.checks import check
from events.exports.formats import FORMATS
from events.exports.selection import Selection
from events.files import load
from events.query import QueryError, Search, parse_query
from tests.faults.documents import Writer
from tests.faults.saves import Outcome
from tests.terminal import Terminal, assert_clean, explore

TODAY = date(2026, 2, 26)
SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.toml"))
# What damages a file in ways that a person, an editor, a merge or a network does.
PIECES: tuple[bytes, ...] = (
    *(
        text.encode()
        for text in (
            "[[event]]\n", "[[event]", "[event]\n", "[[company]]\nid = 'x'\n",
            "[[view]]\nname = 'v'\n",
            "[[era]]\nname = 'e'\ndate = '2025/..'\n", "[timeline]\ntitle = 1\n", '"""', "'''", '"',
            "{", "}}", "]]", "[" * 300, "# ", "\n\n", "\r\n", "\r", "\t", " = ", ",", "id = 'a'\n",
            "date = 9999-12-31\n", 'date = "0001"\n', 'date = "[..9999]"\n', 'date = "/2025"\n',
            "date = 25:61:00\n", "date = 2025-02-30\n", 'kind = "[/x]"\n', "title = { en = 1 }\n",
            "readings = [{ metric = 'dau', value = 1e400 }]\n", "value = 99999999999999999999\n",
            "readings = [{ metric = 'mau', low = -5, high = 0, product = 'qwen-app' }]\n",
            "parent = 'alibaba'\n", "related = ['a', 'a']\n", "<<<<<<< ours\n", "\ufeff", "\u202e",
            "\x1b[31m", "\x00", "\x85", "\u2028", "千问月活破亿" * 40,
            "👩🏽‍💻❤️", "e" * 3000, "\\u001b",
        )
    ),
    b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b"\xb0\xa1\xb0\xa2",
)  # fmt: skip
QUERIES = ("千问 mau", "company:alibaba -kind:stock", "date:2025", "is:undated", "asof:2026")
# Keys for the screen: looks, moves, dialogs and the ways out of them, edits among them.
KEYS = (
    *"1234512345jjjkkgG[]{}nNTfF lzcC+-0<>()wWK,.vspULm'yaDxuBMR?rt/",
    *("\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~", "\x1b[1;2C", "\x1b[1;3D"),
    *("\t", "\r", "\r", "\x1b", "\x1b", "\x1b", "\x1b", "\x12", "\x14", "\x10"),
    *("/千问\r", "/dau>1\r", "/date:2025\r", "/[/x]\r", "/\x15\r", "t除夕\r", "e", "wen", "[x]"),
)  # fmt: skip


def spoiled(rng: Random) -> bytes:
    """An event file: one of the seeds or an odd one, damaged in some places or in none."""
    if rng.random() < 0.5:
        data = rng.choice(SEEDS).read_bytes()
        start = rng.randrange(len(data))
        data = data[start : start + rng.randrange(1, 12_000)] if rng.random() < 0.7 else data
    else:
        data = Writer(rng).document().encode("utf-8", "surrogatepass")
    for _ in range(rng.choice((0, 1, 1, 2, 3, 8))):
        at = rng.randrange(len(data) + 1)
        end = min(len(data), at + rng.choice((0, 0, 1, 3, 20, 400)))
        match rng.randrange(3):
            case 0:
                data = data[:at] + rng.choice(PIECES) + data[end:]
            case 1:
                data = data[:at] + data[end:]
            case _:
                data = data[:at] + data[at:end] * 2 + data[end:]
    return data


def write(folder: Path, rng: Random) -> None:
    """One to three files in place of those that are there."""
    names = ("a.toml", "b.toml", "sub/c.toml")
    for name in names[: rng.randrange(1, 4)]:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(spoiled(rng))


def read_one(folder: Path, rng: Random) -> Iterator[str]:
    """Write files and do with them all that needs no screen; the names of what was done."""
    write(folder, rng)
    timeline = load(folder)
    yield "loaded"
    for problem in check(timeline):
        assert problem.line >= 1
        problem.as_dict("zh")
    yield "checked"
    search = Search(timeline)
    for _ in search.prepare():
        pass
    for text in QUERIES:
        try:
            result = search.run(parse_query(text, timeline, TODAY))
        except QueryError:
            continue
        assert list(result.numbers) == sorted(set(result.numbers))
        result.facet("company")
    yield "asked"
    form = FORMATS[rng.choice(list(FORMATS))]
    selection = Selection(timeline, range(len(timeline)), rng.choice(("en", "zh")), "", TODAY)
    for piece in form.export(selection).pieces:
        piece.encode("utf-8", "backslashreplace")
    yield "exported"


def read_many(seconds: float, rng: Random) -> Outcome:
    """Read spoiled files for so long."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        while time.monotonic() < end:
            seed = rng.randrange(2**32)
            try:
                for done in read_one(folder, Random(seed)):
                    counts[done] += 1
            except Exception:
                wrong.append(f"seed {seed}: {traceback.format_exc()}")
    return counts, wrong


def show_many(seconds: float, rng: Random) -> Outcome:
    """Look at spoiled files, which change meanwhile, with keys typed at random."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        seed = rng.randrange(2**32)
        try:
            counts += _shown(Random(seed), min(end, time.monotonic() + 30))
        except _Left:
            counts["left by the palette"] += 1
        except Exception:
            wrong.append(f"seed {seed}: {traceback.format_exc()}")
    return counts, wrong


def _shown(rng: Random, end: float) -> Counter[str]:
    """One run of the program."""
    counts: Counter[str] = Counter(programs=1)
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "timeline"
        folder.mkdir()
        write(folder, rng)
        lang = rng.choice(("en", "zh"))
        size = rng.choice(((80, 24), (120, 40), (200, 60), (40, 12), (61, 17)))
        env = {"EDITOR": "true", "VISUAL": ""} | ({"NO_COLOR": "1"} if rng.random() < 0.2 else {})
        with explore(folder, Path(home), columns=size[0], lines=size[1], lang=lang, env=env) as it:
            it.wait_for(lambda text: bool(text.strip()))
            it.settle(0.3)
            for turn in itertools.count():
                if time.monotonic() > end:
                    break
                it.send(rng.choice(KEYS))
                counts["keys"] += 1
                _wait(it)
                if turn % 40 == 39:
                    write(folder, rng)
                    counts["changes of files"] += 1
                if rng.random() < 0.01:
                    it.resize(*rng.choice(((80, 24), (30, 8), (150, 50))))
                    counts["resizes"] += 1
            for _ in range(8):  # out of whatever is open
                it.send("\x1b")
                _wait(it)
            counts["bytes"] += len(it.output)
            # What `y` copies goes to the terminal as it should: in base64.
            it.output = re.sub(rb"\x1b\]52;c;[A-Za-z0-9+/=]*\x07", b"", it.output)
            assert_clean(it)
    return counts


class _Left(Exception):
    """The keys chose to quit, as they can in the palette."""


def _wait(terminal: Terminal) -> None:
    """Take what comes; the program is still there."""
    if not terminal.read_raw(0.03):
        if b"Traceback" not in terminal.output and terminal.close() == 0:
            raise _Left
        said = re.sub(
            r"\x1b\[[0-9;?]*[a-zA-Z]", "", terminal.output[-30_000:].decode("utf-8", "replace")
        )
        said = said[said.rfind("Traceback") :]
        raise AssertionError(f"the program has ended; its last words:\n{said}")
