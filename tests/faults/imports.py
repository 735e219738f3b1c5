"""Hostile files of all formats, imported into a timeline: taken whole, or refused with a reason."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import tomli
from click.testing import CliRunner

from events.exports.formats import FORMATS as EXPORTS
from events.exports.selection import Selection
from events.files import load
from events.imports.formats import FORMATS
from tests.command_line import BARE, write_timeline
from tests.exchange.exported import DAY, text_of
from tests.faults.exports import hostile
from tests.faults.tries import WORDS, contents, hold, hold_plain, some_text
from tui.cli import cli

_ENDINGS = {
    "csv": "csv", "tsv": "tsv", "json": "json", "jsonl": "jsonl", "timelinejs": "json",
    "markwhen": "mw", "ics": "ics", "toml": "toml",
}  # fmt: skip
_PIECES = (
    *("title,date,kind\n", ",", ";", "|", "\t", '"', "'", "\n", "\r", "\r\n", "sep=;\n", "\x00"),
    *'{ } [ ] : null true NaN Infinity -0 1e999 "events":[ "start_date": "headline":'.split(),
    *'{"title":"A"} {"title":{"en":1}} {"year":"x"} {"year":99999,"month":13}'.split(),
    *("2025: A\n", "2025/2026: A\n", "group\n", "end\n", "section x\n", "---\n", "title: x\n"),
    *"#tag @id after !x 5 days: now/1y: 0000: 99999: 2025-01-01/-1w:".split(),
    *("BEGIN:VCALENDAR\n", "BEGIN:VEVENT\n", "END:VEVENT\n", "DTSTART;VALUE=DATE:20250101\n"),
    *("DTSTART:99999999T999999Z\n", "DTEND;TZID=../../etc/passwd:20250101T000000\n"),
    *("DURATION:-P9999999999D\n", "RRULE:FREQ=SECONDLY\n", 'SUMMARY;X=":', "URL:x y\n"),
    *('id = "qwen-dau"\n', 'date = "9999"\n', "[[event]]\n", "title = 1\n"),
    *("readings = [{value = 1e308}]\n", "[" * 3000, '{"a":' * 3000, '"' * 999, "9" * 5000),
    *("，" * 50, "a" * 200_000, "\n" * 3000),
)
_TIMELINEJS = (
    '{"events": [{"start_date": {"year": 2025, "month": "3"}, "text": {"headline": "A"}}]}'
)
_SHEET = "title,date,kind,companies,DAU,source.url\nA,2025-03,users,Acme,5M,https://e.example\n"


def _given(rng: Random, format: str) -> bytes:
    """A file of a format: what an export of hostile text gives, or a small one, then damaged."""
    if format in ("csv", "tsv") and rng.random() < 0.4:
        text = _SHEET + "\n".join(some_text(rng, (*_PIECES, *WORDS), 8) for _ in range(5))
    elif format == "timelinejs" and rng.random() < 0.4:
        text = _TIMELINEJS
    else:
        text = _hostile_export(rng, "csv" if format == "tsv" else format)
    for _ in range(rng.choice((0, 0, 1, 3, 8))):
        at = rng.randrange(len(text) + 1)
        end = min(len(text), at + rng.choice((0, 0, 1, 5, 60, 800)))
        text = text[:at] + some_text(rng, (*_PIECES, *WORDS), 2) + text[end:]
    data = text.encode("utf-8", "surrogatepass")
    if rng.random() < 0.1:
        at = rng.randrange(len(data) + 1)
        data = data[:at] + rng.choice((b"\xff\xfe", b"\x00", b"\xb0\xa1", b"\xc3")) + data[at:]
    if rng.random() < 0.05:
        encoding = rng.choice(("utf-16", "gb18030", "utf-8-sig"))
        data = text.encode(encoding, "replace")
    return data


def _hostile_export(rng: Random, format: str) -> str:
    import tempfile

    import tomli_w

    with tempfile.TemporaryDirectory() as home:
        text = tomli_w.dumps(hostile(rng, rng.randrange(1, 5)))
        (Path(home) / "a.toml").write_text(text, "utf-8")
        timeline = load(Path(home))
    numbers = list(range(len(timeline)))
    return text_of(EXPORTS[format].export(Selection(timeline, numbers, "en", "", DAY)))


def take_in(rng: Random, folder: Path) -> Iterator[str]:
    """A hostile file: what comes of it is what was shown, and the same again changes nothing."""
    timeline = write_timeline(folder / "timeline")
    format = rng.choice(FORMATS)
    file = folder / f"in.{_ENDINGS[format]}"
    file.write_bytes(_given(rng, format))
    words = ["import", str(file), "-p", str(timeline), "--into", "new.toml", "--json"]
    if rng.random() < 0.8:
        words += ["--format", format]
    if rng.random() < 0.7:
        words += ["--make-names"]
    words += rng.choice(((), ("--dates", "dmy"), ("--on", "2025-03-03"), ("--group", "kind")))
    words += rng.choice(((), (), ("--source-title", some_text(rng))))
    before = contents(timeline)
    shown = _run(words)
    hold(contents(timeline) == before, "it wrote without --yes", "lost")
    if shown is None:
        yield f"{format}: refused"
        return
    known = load(timeline)
    written = _run([*words, "--yes"])
    after = load(timeline)
    if written is None:
        hold(contents(timeline) == before, "it wrote and failed", "lost")
        yield f"{format}: refused when written"
        return
    hold(written["counts"] == shown["counts"], f"shown {shown['counts']}")
    changed = {item["id"] for item in written["items"] if item["sort"] == "changed"}
    _hold_kept(before, contents(timeline), changed)
    # What was good before is good afterwards.
    new = [problem for problem in after.problems if problem not in known.problems]
    errors = [problem for problem in new if problem.level == "error"]
    hold(not errors, f"what was written is wrong: {errors[:2]}")
    hold(len(after) == len(known) + written["counts"]["new"], "not as many new ones as told")
    again = _run([*words, "--yes"])
    hold(again is not None, "refused the second time")
    counts = (again or {})["counts"]
    hold(counts["new"] == counts["changed"] == 0, f"the second time: {counts}")
    yield f"{format}: taken"


def _hold_kept(before: dict[str, bytes], after: dict[str, bytes], changed: set[str]) -> None:
    """Hold the files to saying of all other events what they said."""
    for name, data in before.items():
        if data == after[name] and name in after:
            continue
        events = tomli.loads(after[name].decode()).get("event", [])
        for event in tomli.loads(data.decode()).get("event", []):
            hold(event["id"] in changed or event in events, f"{event['id']} changed", "lost")


def _run(words: list[str]) -> Any:
    """What the command tells; None where it refuses."""
    done = CliRunner().invoke(cli, words, env=BARE)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    hold(done.exit_code in (0, 1, 2), f"it ends with {done.exit_code}")
    hold_plain(done.stdout, "stdout")
    hold_plain(done.stderr, "stderr")
    if done.exit_code == 2:
        hold(re.search(r"\w", done.stderr), "it gives no reason")
        return None
    return json.loads(done.stdout)
