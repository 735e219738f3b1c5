"""Timelines from a cache of their own."""

from __future__ import annotations

from pathlib import Path

from events.cache.store import Cache
from events.files import load
from events.timeline import Timeline

NEW_TITLE = "Quite another title"


def from_cache(folder: Path, cache: Cache) -> Timeline:
    """A timeline, which must have come from the cache."""
    timeline = load(folder, cache=lambda: cache)
    assert cache.opened is not None
    assert cache.opened.taken
    return timeline


def the_file(cache: Cache) -> Path:
    (file,) = cache.folder.iterdir()
    return file
