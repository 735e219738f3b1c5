"""What commands that edit are told, and what the files hold then."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import tomli
from click.testing import CliRunner, Result

from tests.command_line import BARE, run
from tui.cli import cli


def fed(text: str | bytes, *arguments: str | Path, code: int = 0) -> Result:
    """Run the command with something on stdin."""
    result = CliRunner().invoke(cli, list(map(str, arguments)), input=text, env=BARE)
    assert result.exit_code == code, (result.output, result.exception)
    return result


def texts(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def event(timeline: Path, id: str) -> dict[str, Any]:
    """What the files say of an event."""
    rows = [
        row
        for file in sorted(timeline.glob("*.toml"))
        for row in tomli.loads(file.read_text("utf-8")).get("event", ())
    ]
    (found,) = [row for row in rows if row["id"] == id]
    return dict(found)


def listed(timeline: Path) -> list[dict[str, Any]]:
    """All events, apart from where they stand."""
    found = json.loads(run("list", "-p", timeline, "--json").stdout)
    return [{k: v for k, v in one.items() if k not in ("file", "line")} for one in found]
