"""Files beside the timeline, spoiled: settings, what is remembered, own views, views and eras."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any

import tomli_w
from click.testing import CliRunner

from events.files import load
from tests.command_line import BARE, write_timeline
from tests.faults.tries import WORDS, contents, hold, hold_plain, some_text
from tui.cli import cli
from tui.commands import COMMANDS
from tui.kept_views import OwnViews, views_of
from tui.settings import clashes, read_settings, recall, remember
from tui.text import clean

_LEAVES: tuple[Any, ...] = (
    None, True, False, 0, -1, 10**30, 1e308, float("nan"), [], {}, "", "zh", "en", "list", "chart",
    "ctrl+q", "q,escape,q", "dateline-light", "yes",
)  # fmt: skip
_NAMES = ("language", "theme", "keys", "welcomed", "name", "query", "look", "quit", "go-to-date")


def _value(rng: Random, depth: int = 0) -> Any:
    """Any value that a file may hold."""
    kind = rng.random()
    if depth < 4 and kind < 0.25:
        return {_name(rng): _value(rng, depth + 1) for _ in range(rng.randrange(4))}
    if depth < 4 and kind < 0.45:
        return [_value(rng, depth + 1) for _ in range(rng.randrange(4))]
    return some_text(rng) if kind < 0.6 else rng.choice(_LEAVES)


def _name(rng: Random) -> str:
    return rng.choice(_NAMES) if rng.random() < 0.7 else some_text(rng, WORDS, 2)


def _json(rng: Random, key: str) -> bytes:
    """A file of the state folder, as a person, another program or a full disk leaves it."""
    value = _value(rng)
    if rng.random() < 0.6:
        views = [{"name": some_text(rng), "query": some_text(rng), "look": "list"}, _value(rng)]
        value = {key: views, "other": _value(rng)}
    data = json.dumps(value, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")
    at = rng.randrange(len(data) + 1)
    match rng.randrange(8):
        case 0:
            return data[:at]
        case 1:
            return data[:at] + rng.choice((b"\xff", b"\x00", b"[" * 100_000, b"9" * 5000)) + data
        case 2:
            return rng.choice((b"", b"\xef\xbb\xbf{}", b"[" * 100_000, b"9" * 9999, b"null"))
        case _:
            return data


def remembered(rng: Random, folder: Path) -> Iterator[str]:
    """Settings, state and own views: what cannot be used is passed over, and nothing of it lost."""
    timeline = write_timeline(folder / "timeline")
    own = OwnViews(timeline)
    key = str(timeline.resolve())
    with _home(folder):
        state = folder / "state.json"
        state.write_bytes(_json(rng, "language"))
        kept = recall()
        hold(all(isinstance(word, str) for pair in kept.items() for word in pair), "no words")
        remember(language="zh")
        hold(recall().get("language") == "zh", "it was not remembered")
        yield "remembered"
        own.file.write_bytes(before := _json(rng, key))
        known = own.read()
        own.save("New", "kind:stock", "chart")
        names = [view.name for view in own.read()]
        hold([*(view.name for view in known), "New"][-1] in names, "the view was not saved")
        hold(set(names) >= {view.name for view in known}, "a view is gone", "lost")
        files = contents(folder)
        broken = files.get(f"{own.file.name}.broken")
        if broken is not None:
            hold(broken == before, "what was there is gone", "lost")
        else:
            there = {} if not before else json.loads(before)
            now = json.loads(files[own.file.name])
            others = {name: there[name] for name in there if name != key}
            same = json.dumps(others) == json.dumps({name: now.get(name) for name in others})
            hold(same, "another timeline's views changed", "lost")
        yield "own views"


def settings(rng: Random, folder: Path) -> Iterator[str]:
    """A settings file: used as far as it can be, with a complaint on the rest."""
    table = {"keys": {_name(rng): _value(rng) for _ in range(rng.randrange(5))}, _name(rng): 1}
    table |= {_name(rng): _value(rng) for _ in range(rng.randrange(4))}
    file = folder / "config.toml"
    data = json.dumps(_without_none(table)).encode()
    with suppress(TypeError, ValueError):
        data = tomli_w.dumps(_without_none(table)).encode("utf-8", "surrogatepass")
    if rng.random() < 0.3:
        at = rng.randrange(len(data) + 1)
        data = data[:at] + some_text(rng).encode("utf-8", "surrogatepass") + data[at:]
    file.write_bytes(data)
    found = read_settings(file, {command.id: command for command in COMMANDS})
    hold(found.language in (None, "en", "zh"), "no language")
    clashes(found.keys, {command.id: command.keys for command in COMMANDS})
    for complaint in found.complaints:
        hold_plain(clean(complaint.en + complaint.zh), "complaint")
    timeline = write_timeline(folder / "timeline")
    env = BARE | {"DATELINE_CONFIG": str(file), "DATELINE_STATE": str(folder / "state.json")}
    done = CliRunner().invoke(cli, ["list", "-p", str(timeline)], env=env)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    hold_plain(done.output, "output")
    yield "used" if not found.complaints else "complained of"


def views_and_eras(rng: Random, folder: Path) -> Iterator[str]:
    """Saved views and eras of the files: named, opened and listed, whatever they hold."""
    timeline = write_timeline(folder / "timeline")
    tables: dict[str, Any] = {
        "view": [
            {"name": some_text(rng), "query": some_text(rng), "look": rng.choice(("list", "?"))}
            | {_name(rng): _value(rng)}
            for _ in range(rng.randrange(1, 4))
        ],
        "era": [
            {"name": some_text(rng), "date": rng.choice(("2025/2026", "2025", "[..2023]", "x"))}
            | {_name(rng): _value(rng)}
            for _ in range(rng.randrange(3))
        ],
    }
    text = tomli_w.dumps(_without_none(tables))
    (timeline / "views.toml").write_bytes(text.encode("utf-8", "surrogatepass"))
    before = contents(timeline)
    with _home(folder):
        loaded = load(timeline)
        for kept in views_of(loaded, OwnViews(timeline)):
            name = kept.view.name
            words = name if isinstance(name, str) else next(iter(name.values()), "")
            if "\x00" in words or not words.isprintable():
                words = some_text(rng, ("a", "千", "--help"))
            command = ["list", "-p", str(timeline), f"--view={words}"]
            done = CliRunner().invoke(cli, command, env=BARE)
            if done.exception is not None and not isinstance(done.exception, SystemExit):
                raise done.exception
            hold(done.exit_code in (0, 1, 2), f"it ends with {done.exit_code}")
            hold_plain(done.output, "output")
            yield "opened"
    hold(contents(timeline) == before, "a file changed", "lost")
    yield "read"


def _without_none(value: Any) -> Any:
    match value:
        case dict():
            kept = {name: _without_none(one) for name, one in value.items() if one is not None}
            return {name.encode("utf-8", "replace").decode(): one for name, one in kept.items()}
        case list():
            return [_without_none(one) for one in value if one is not None]
        case str():
            return value.encode("utf-8", "replace").decode()
    return value


@contextmanager
def _home(folder: Path) -> Iterator[None]:
    """Let what the program remembers be in a folder."""
    before = os.environ.get("DATELINE_STATE")
    os.environ["DATELINE_STATE"] = str(folder / "state.json")
    try:
        yield
    finally:
        if before is None:
            del os.environ["DATELINE_STATE"]
        else:
            os.environ["DATELINE_STATE"] = before
