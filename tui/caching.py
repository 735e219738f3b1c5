"""The person's cache of large timelines: where it is, and whether it is wanted.

It is in the platform's cache folder (``$DATELINE_CACHE`` names another; set and empty, none).
``cache = false`` in the settings does without. The key that seals it is in the state folder.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tui.settings import settings_file, state_file

if TYPE_CHECKING:
    from events.cache.store import Cache
    from events.timeline import Timeline


class UserCache:
    """Finds the cache when a large timeline asks for it; `keep` writes to it afterwards."""

    def __init__(self) -> None:
        """Look for nothing yet."""
        self._found: Cache | None = None
        self._asked = self._kept = False

    def __call__(self) -> Cache | None:
        """The cache; None where there is none, or it is not wanted."""
        if not self._asked:
            self._asked = True
            with suppress(OSError, RuntimeError):  # no home, or one that is not to be written to
                self._found = _cache()
        return self._found

    def keep(self, timeline: Timeline) -> None:
        """Write a timeline that was just read, if it is large and was not in the cache.

        Only the first one: what is read again in the same run differs by an edit or two.
        """
        from events.cache.store import is_large

        if not self._kept and is_large(timeline) and (cache := self()) is not None:
            self._kept = True
            cache.keep(timeline)


def cache_folder() -> Path | None:
    """The folder for timelines; None if the environment says that there is to be none."""
    named = os.environ.get("DATELINE_CACHE")
    if named is not None:
        return Path(os.path.abspath(named)) if named else None
    from platformdirs import user_cache_path

    folder = user_cache_path("dateline", appauthor=False)
    return folder / "timelines" if folder.is_absolute() else None


def _cache() -> Cache | None:
    folder = cache_folder()
    if folder is None or not _is_wanted():
        return None
    from importlib.metadata import PackageNotFoundError, version

    from events.cache.store import Cache

    known = ""
    with suppress(PackageNotFoundError):  # run from its folder
        known = version("dateline")
    return Cache(folder, _key(state_file().with_name("cache.key")), known)


def _is_wanted() -> bool:
    import tomli

    with suppress(OSError, ValueError, RecursionError):
        return tomli.loads(settings_file().read_text("utf-8-sig")).get("cache") is not False
    return True


def _key(file: Path) -> bytes:
    """The secret that seals the cache, made at its first use. Raises `OSError`."""
    from events.cache.sealed import KEY_SIZE

    with suppress(FileNotFoundError):
        key = file.read_bytes()
        if len(key) == KEY_SIZE:
            return key
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    key = os.urandom(KEY_SIZE)
    try:
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(key)
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)
    return key
