"""The whole editing path as a person drives it: keys in a pseudo-terminal, and a real `$EDITOR`."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from tests.explorer import EVENTS, NAMES
from tests.terminal import Terminal, explore

# An editor for scripts: it shows how it was called, waits for a key, and does to the file what
# another file says.
EDITOR = """
import pathlib, runpy, sys, termios, tty
file = pathlib.Path(sys.argv[-1])
before = termios.tcgetattr(0)
tty.setcbreak(0)  # throws away what was typed: so before anyone is told to type
print("\\x1b[2J\\x1b[HEDITOR", file.name, *sys.argv[1:-1], flush=True)
key = sys.stdin.read(1)
termios.tcsetattr(0, termios.TCSADRAIN, before)
if key == "q":
    raise SystemExit(3)
text = file.read_text("utf-8")
file.write_text(text.replace(*pathlib.Path(__file__).with_name("swap").read_text().split("|")))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    timeline = tmp_path / "timeline"
    timeline.mkdir()
    (timeline / "names.toml").write_text(NAMES, "utf-8")
    (timeline / "events.toml").write_text(EVENTS, "utf-8")
    return timeline


def scripted_editor(home: Path) -> dict[str, str]:
    """The environment in which the editor is called as vi is."""
    (home / "editor.py").write_text(EDITOR, "utf-8")
    vi = home / "bin" / "vi"
    vi.parent.mkdir()
    script = shlex.join([sys.executable, str(home / "editor.py")])
    vi.write_text(f'#!/bin/sh\nexec {script} "$@"\n', "utf-8")
    vi.chmod(0o755)
    return {"VISUAL": str(vi), "EDITOR": "/no/such/editor", "XDG_STATE_HOME": str(home / "state")}


def swap(home: Path, old: str, new: str) -> None:
    """What the editor is to do next."""
    (home / "swap").write_text(f"{old}|{new}", "utf-8")


def open_editor(terminal: Terminal, line: int) -> None:
    terminal.send("E")
    terminal.wait_for(f"EDITOR events.toml +{line}\n")


def test_editing_by_keys_from_form_to_undo(folder: Path, tmp_path: Path) -> None:
    events = folder / "events.toml"
    with explore(
        folder, tmp_path, columns=100, lines=32, env=scripted_editor(tmp_path)
    ) as terminal:
        terminal.wait_for("Nobody knows when")
        terminal.send("j")
        terminal.settle()
        # The form: the date, the diff, the save.
        terminal.send("e")
        terminal.wait_for("Edit  b1")
        terminal.send("\x01\x0b")  # to the start of the line, and all of it gone
        terminal.wait_for("undated")
        terminal.send("2025-07-01")
        terminal.wait_for("1 Jul 2025")
        terminal.send("\x13")
        terminal.wait_for("+date = 2025-07-01")
        terminal.send("\r")
        terminal.wait_for("Saved: Change event b1")
        moved = EVENTS.replace("date = 2025-01-05", "date = 2025-07-01")
        assert events.read_text("utf-8") == moved
        # Delete it, undo both, redo one.
        terminal.send("x")
        terminal.wait_for('-id = "b1"')
        terminal.send("y")
        terminal.wait_for("Saved: Delete event b1")
        assert 'id = "b1"' not in events.read_text("utf-8")
        terminal.send("u")
        terminal.wait_for("Undone: Delete event b1")
        assert events.read_text("utf-8") == moved
        terminal.send("u")
        terminal.wait_for("Undone: Change event b1")
        assert events.read_text("utf-8") == EVENTS
        terminal.send("\x12")
        terminal.wait_for("Done again: Change event b1")
        assert events.read_text("utf-8") == moved
        terminal.send("U")
        terminal.wait_for("undone: Delete event b1")
        terminal.send("\x1b")
        terminal.wait_for(lambda text: "Saved in this run" not in text)
        terminal.send("q")
        assert terminal.close() == 0


def test_the_editor_gets_the_terminal_and_the_line(folder: Path, tmp_path: Path) -> None:
    events = folder / "events.toml"
    env = scripted_editor(tmp_path)
    line = EVENTS[: EVENTS.index('id = "b1"')].count("\n")
    with explore(folder, tmp_path, columns=100, lines=32, env=env) as terminal:
        terminal.wait_for("Nobody knows when")
        terminal.send("j")
        terminal.settle()
        swap(tmp_path, "Bolt opens", "Bolt starts")
        open_editor(terminal, line)
        terminal.send("w")
        terminal.wait_for("Bolt starts 闪电开业")
        # What it breaks is told, and a key leads back to the line.
        swap(
            tmp_path,
            'kind = "launch"\ncompanies = ["bolt"]\ntitle = "Bolt starts',
            'kind = "lunch"\ncompanies = ["bolt"]\ntitle = "Bolt starts',
        )
        open_editor(terminal, line)
        terminal.send("w")
        terminal.wait_for("1 new problem")
        terminal.send("p")
        terminal.wait_for("▸")
        terminal.wait_for("lunch")
        swap(tmp_path, "lunch", "launch")
        open_editor(terminal, line + 3)
        terminal.send("w")
        terminal.wait_for("Nothing is wrong")
        terminal.send("\x1b")
        # An editor that gives up says so, and the keys are ours again.
        terminal.wait_for("Nobody knows when")
        open_editor(terminal, line)
        terminal.send("q")
        terminal.wait_for("ended with code 3")
        assert events.read_text("utf-8") == EVENTS.replace("Bolt opens", "Bolt starts")
        terminal.send("?")
        terminal.wait_for("Find")
        terminal.send("\x1b")
        terminal.wait_for("Nobody knows when")
        terminal.send("q")
        assert terminal.close() == 0


def test_an_editor_that_is_not_there_is_said(folder: Path, tmp_path: Path) -> None:
    env = {"VISUAL": "", "EDITOR": "/no/such/editor"}
    with explore(folder, tmp_path, columns=80, lines=24, lang="zh", env=env) as terminal:
        terminal.wait_for("闪电")
        terminal.send("E")
        terminal.wait_for("无法启动")
        terminal.send("?")
        terminal.wait_for("查询")
