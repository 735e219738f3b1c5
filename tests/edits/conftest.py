"""Timelines on the disk to edit."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import write_timeline


@pytest.fixture
def timeline(tmp_path: Path) -> Path:
    return write_timeline(tmp_path / "line")
