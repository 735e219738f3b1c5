"""Timelines and caches on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from events.cache.store import Cache
from tests.command_line import write_timeline
from tests.faults.caches import KEY, small_caches


@pytest.fixture
def small() -> Iterator[None]:
    """Timelines of a few events are worth a cache."""
    with small_caches():
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_timeline(tmp_path / "timeline")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache", KEY, "1")
