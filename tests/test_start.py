"""What is imported when: the domain stays free of the terminal, commands start fast."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(
    ".".join(file.relative_to(ROOT).with_suffix("").parts)
    for file in (ROOT / "events").rglob("*.py")
)
LIGHT = ("events.when", "events.timeline", "events.query", "events.metrics", "events.problems")


def imported_by(code: str, *, cwd: Path = ROOT) -> set[str]:
    """The names of all modules that are there after the code has run in a fresh Python."""
    script = f"""
import json, sys, contextlib, io
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    try:
        exec({code!r})
    except SystemExit as end:
        assert not end.code, end.code
print(json.dumps(sorted(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


def test_the_domain_knows_no_terminal() -> None:
    modules = [name for name in MODULES if not name.endswith("__init__")]
    assert "events.metrics" in modules
    there = imported_by("import " + ", ".join(["events", *modules]))
    assert there >= set(modules)
    assert not there & {"textual", "rich", "click", "tui"}


def test_importing_events_is_nearly_free() -> None:
    there = imported_by("import events")
    assert {name for name in there if name.startswith("events.")} == set()


@pytest.mark.parametrize("module", LIGHT)
def test_light_modules(module: str) -> None:
    there = imported_by(f"import {module}")
    assert not there & {"pydantic", "tomli", "tomllib", "dateutil", "dateutil.parser", "difflib"}


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["list"], ["list", "--json", "a"]]
)
def test_commands_start_without_textual(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "events.toml").write_text('[[event]]\nid = "a"\ntitle = "A"\n', "utf-8")
    code = f"import sys; sys.argv = ['dateline', *{arguments!r}]; from tui.cli import main; main()"
    there = imported_by(code, cwd=tmp_path)
    assert "tui.cli" in there
    assert not there & {"textual", "pydantic"}


# What only files with problems, queries and edits need.
RARE = {
    "pydantic",
    "difflib",
    "events.loading.form",
    "events.blocks",
    "events.toml.scan",
    "events.toml.cutting",
}


def test_the_seeds_are_listed_without_what_only_problems_need() -> None:
    arguments = ["dateline", "list", "--path", str(ROOT / "seeds")]
    there = imported_by(f"import sys; sys.argv = {arguments!r}; from tui.cli import main; main()")
    assert "events.loading.plain_rows" in there
    assert not there & {*RARE, "textual", "events.query", "events.loading.locator"}


def test_the_explorer_shows_the_seeds_without_what_only_problems_need(tmp_path: Path) -> None:
    there = imported_by(f"""
import asyncio, gc, os
from pathlib import Path
os.environ["DATELINE_CONFIG"] = os.environ["DATELINE_STATE"] = {str(tmp_path / "none")!r}
from tui.app import DatelineApp
async def show():
    app = DatelineApp(Path({str(ROOT / "seeds")!r}), access='copy')
    async with app.run_test() as pilot:
        while app.screen.timeline is None:
            await pilot.pause(0.01)
        await pilot.pause()
asyncio.run(show())
""")
    assert "events.loading.plain_rows" in there
    assert "pydantic" not in there
