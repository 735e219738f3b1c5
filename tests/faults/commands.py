"""Hostile words on the command line: done, or refused with a reason and nothing changed."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import tomli
from click.testing import CliRunner

from events.files import load
from tests.command_line import BARE, HOSTILE, IDS, write_timeline
from tests.faults.queries import DATES, PARTS
from tests.faults.tries import WORDS, Fault, contents, hold, hold_plain, some_text
from tui.cli import cli

_FIELDS = "title summary note date kind status tags companies products related readings id".split()
_NAMES = ("date,title", "file,line", "title.zh", "readings", "nosuch", "lo,hi", ",", "")
_KINDS = ("company", "product", "kind", "metric", "source", "event", "x")
_FORMATS = (
    "markdown",
    "html",
    "svg",
    "csv",
    "json",
    "jsonl",
    "toml",
    "ics",
    "timelinejs",
    "markwhen",
)


def command(rng: Random, folder: Path) -> Iterator[str]:
    """One command with hostile words, in a folder whose names are odd."""
    place = folder / rng.choice(("t", "-t", "--help", "a b", "千问\n", "\x1b[2J", "$(x)", "*"))
    write_timeline(place)
    (place / "hostile.toml").write_text(HOSTILE, "utf-8")
    here = os.getcwd()
    os.chdir(folder)
    before = contents(folder)
    try:
        words, writes = _words(rng, place.name)
        done = CliRunner().invoke(cli, words, env=BARE, input=_typed(rng))
    finally:
        os.chdir(here)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    hold(done.exit_code in (0, 1, 2), f"it ends with {done.exit_code}")
    # Data in CSV and TOML is as it stands in the files, and so is a diff.
    if not {"csv", "toml", "--csv", "--dry-run"} & set(words):
        hold_plain(done.stdout.replace("\r\n", "\n"), f"stdout of {words[:2]}")
    hold_plain(done.stderr, f"stderr of {words[:2]}")
    if done.exit_code == 2:
        hold(re.search(r"\w", done.stderr), "it gives no reason")
    if "--json" in words and "--help" not in words and done.exit_code == 0:
        try:
            json.loads(done.stdout)
        except ValueError:
            raise Fault("wrong", f"no JSON from {words}: {done.stdout[:80]!r}") from None
    after = contents(folder)
    if not writes or done.exit_code == 2:
        hold(after == before, f"{words[0]} changed a file", "lost")
    elif after != before:
        _hold_sound(before, after, place)
    yield f"{words[0]}: {('done', 'findings', 'refused')[done.exit_code]}"


def _typed(rng: Random) -> bytes:
    return some_text(rng).encode("utf-8", "surrogatepass")


def _hold_sound(before: dict[str, bytes], after: dict[str, bytes], place: Path) -> None:
    """Hold files that were changed to being whole, and the timeline to knowing no new error."""
    for name in before:
        if name in after and name.endswith(".toml"):
            tomli.loads(after[name].decode())
    errors = [one for one in load(place).problems if one.level == "error"]
    hold(not errors, f"an error was written: {errors[:1]}")


def _words(rng: Random, name: str) -> tuple[list[str], bool]:
    """The words of a command, and whether it may write."""

    def text(most: int = 4) -> str:
        found = some_text(rng, WORDS if rng.random() < 0.6 else (*PARTS, *DATES), most)
        # What a shell can give a program: no NUL, and bytes that are not UTF-8 in their own way.
        found = found.replace("\x00", "").replace("\ud800", "\udc80")
        # Nothing that is there, or all of the disk would be read.
        return f"x{found}" if os.path.exists(found) else found

    def id() -> str:
        return rng.choice(IDS) if rng.random() < 0.7 else text()

    at = ["-p", name] if rng.random() < 0.9 else ["-p", text()]
    lang = rng.choice(([], ["--lang", "zh"]))
    dashes = rng.choice(([], ["--"]))
    kind = rng.randrange(11)
    match kind:
        case 0:
            options = rng.choice(
                (
                    [],
                    ["--json"],
                    ["--jsonl"],
                    ["--csv"],
                    ["--ids"],
                    ["--fields", rng.choice(_NAMES)],
                )
            )
            more = rng.choice(([], ["--sort", text(1)], ["--limit", text(1)], ["--view", text(2)]))
            return ["list", *at, *lang, *options, *more, *dashes, text(8)], False
        case 1:
            return ["show", *at, *lang, *rng.choice(([], ["--json"])), *dashes, id()], False
        case 2:
            return [
                "check",
                *lang,
                *rng.choice(([], ["--json"], ["--strict"])),
                *dashes,
                name,
            ], False
        case 3:
            given = [
                "--date",
                rng.choice(DATES),
                "--title",
                text(),
                "--kind",
                rng.choice(("users", text(1))),
            ]
            given += rng.choice(
                ([], ["--reading", f"dau {text(2)}"], ["--source", f"s1:{text(2)}"])
            )
            given += rng.choice(
                ([], ["--file", text(2)], ["--product", text(1)], ["--tag", text(1)])
            )
            return ["add", *at, *lang, *given, *rng.choice(([], ["--dry-run"]))], True
        case 4:
            sets = [f"{rng.choice(_FIELDS)}{rng.choice(('=', '+=', '-=', '.en=', ''))}{text(2)}"]
            which = [id()] if rng.random() < 0.7 else ["-q", text(4), "--yes"]
            more = rng.choice(([], ["--shift", text(2)], ["--json"]))
            return ["set", *at, *lang, *more, *which, *sets], True
        case 5:
            return ["remove", *at, *lang, *rng.choice(([], ["--yes"])), *dashes, id()], True
        case 6:
            return [
                "rename",
                *at,
                *lang,
                *dashes,
                rng.choice(_KINDS),
                rng.choice(("qwen", text(1))),
                text(2),
            ], True
        case 7:
            out = rng.choice(([], ["-o", "-"]))
            query = [*dashes, text(4)] if rng.random() < 0.5 else []
            return ["export", rng.choice(_FORMATS), *at, *lang, *out, *query], False
        case 8:
            return [
                "diff",
                *lang,
                *rng.choice(([], ["--json"], ["--markdown"])),
                "-p",
                name,
                "--",
                text(),
                name,
            ], False
        case 9:
            return ["import", *at, "--json", *dashes, rng.choice(("-", text(2)))], False
    return [text(1) or "x", *at, text()], False
