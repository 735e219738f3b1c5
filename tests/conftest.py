"""What holds for all tests: no one's own settings, and no clock on a busy machine."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from pathlib import Path

settings.register_profile("dateline", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dateline")


@pytest.fixture(autouse=True)
def no_settings_of_the_person(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Settings, state and timeline are those of the test alone."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("DATELINE_CONFIG", str(home / "config.toml"))
    monkeypatch.setenv("DATELINE_STATE", str(home / "state.json"))
    monkeypatch.setenv("DATELINE_CACHE", str(home / "cache"))
    monkeypatch.delenv("DATELINE_PATH", raising=False)
    monkeypatch.delenv("DATELINE_TODAY", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return home


@pytest.fixture(autouse=True)
def quick_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Apps under test are waited for no longer than they take."""
    if (pilot := sys.modules.get("textual.pilot")) is None:
        return
    from tests.settling import wait_for_idle

    monkeypatch.setattr(pilot, "wait_for_idle", wait_for_idle)
    monkeypatch.setattr("textual.app.wait_for_idle", wait_for_idle)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The timeline of two rivals, and a home of its own."""
    from tests.explorer import EVENTS, NAMES

    monkeypatch.setenv("DATELINE_STATE", str(tmp_path / "state.json"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("DATELINE_TODAY", "2025-04-01")
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    timeline = tmp_path / "timeline"
    timeline.mkdir()
    (timeline / "names.toml").write_text(NAMES, "utf-8")
    (timeline / "events.toml").write_text(EVENTS, "utf-8")
    return timeline
