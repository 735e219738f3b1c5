from __future__ import annotations

import re
from datetime import date

import pytest

from events import load, parse_query
from tests.readme import PICTURES, README, SCENES, scene, with_tables
from tui.commands import COMMANDS
from tui.query_help import QUERY_HELP

STALE = "stale: run `python -m tests.readme`"


def test_the_tables_are_those_of_the_program() -> None:
    text = README.read_text("utf-8")
    assert with_tables(text) == text, STALE


@pytest.mark.parametrize("name", SCENES)
def test_the_picture_is_that_of_the_program(name: str) -> None:
    svg, lines = scene(name)
    assert (PICTURES / f"{name}.txt").read_text("utf-8") == lines + "\n", STALE
    assert svg.startswith("<svg")


@pytest.mark.parametrize("example", [row[0] for row in QUERY_HELP if ": " not in row[0]])
def test_every_query_shown_can_be_asked(example: str) -> None:
    parse_query(example, load(README.parent / "seeds"), date(2026, 2, 26))


def test_the_library_example_runs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    example = re.search(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert example is not None
    monkeypatch.chdir(README.parent)
    exec(example[1], {})
    *events, last = capsys.readouterr().out.splitlines()
    assert any("2026-02-07-qwen-73m-dau 7 Feb 2026" in line for line in events)
    assert last == "约2025年11月 [2025-11..2025-12]"


def test_every_command_named_in_the_settings_example_exists() -> None:
    example = re.search(r"\[keys\]\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert example is not None
    named = re.findall(r"^([a-z-]+) =", example[1], re.MULTILINE)
    assert named
    assert set(named) <= {command.id for command in COMMANDS}
