"""The explorer opens a timeline from the cache, and goes on as with any other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from events.cache.late import is_late
from events.checks import check
from events.files import load
from tests.bench.generate import generate
from tests.explorer import Driver, on, run, running
from tests.faults.caches import small_caches
from tests.faults.reloads import differences, parts_of
from tui.screens import reading
from tui.screens.confirm_change import ConfirmChange


@pytest.fixture(autouse=True)
def _small() -> Iterator[None]:
    with small_caches():
        yield


def late_in(driver: Driver) -> int:
    assert driver.main.timeline is not None
    return sum(map(is_late, driver.main.timeline.events))


def test_a_timeline_from_the_cache_is_shown_edited_and_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    monkeypatch.setenv("DATELINE_CACHE", str(cache))
    folder = generate(tmp_path / "timeline", 300)
    events = folder / "events-000.toml"
    text = events.read_text("utf-8")
    id, title = next((e.id, str(e.title)) for e in load(folder).events)

    async def first() -> None:
        async with running(folder) as driver:
            await driver.until(lambda: any(cache.glob("*.columns")))

    with parts_of(2_000, 8_000):
        run(first)
    (file,) = cache.iterdir()
    written = file.read_bytes()
    monkeypatch.setattr(reading, "_TURN", 0.02)  # the check waits for what is read behind

    async def second() -> None:
        async with running(folder) as driver:
            await driver.until(lambda: driver.main.timeline is not None)
            assert 0 < late_in(driver) < 300
            assert title in driver.screen_text()
            await driver.press("x")
            await on(driver, ConfirmChange)
            await driver.press("enter")
            await driver.until(lambda: id not in driver.shown)
            await driver.press("u")
            await driver.until(lambda: driver.current == id)
            assert events.read_text("utf-8") == text
            await driver.until(lambda: driver.main.is_checked)
            timeline = driver.main.timeline
            assert timeline is not None
            assert late_in(driver) == 0
            assert driver.main.problems == check(load(folder))
            assert differences(timeline, load(folder)) == []

    with parts_of(2_000, 8_000):
        run(second)
    assert file.read_bytes() == written
