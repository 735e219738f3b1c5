"""Files that a save puts beside an event file, and what killed runs left of them."""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

NEW = ".dateline-tmp"
"""The ending of a file that is to take another's place."""
OLD = ".dateline-old"
"""The ending of a safety copy: what a file held before it is written in place."""
_STRAY = re.compile(rf"\..*\.[a-z0-9_]{{8}}(?:{re.escape(NEW)}|{re.escape(OLD)})")
_STRAY_AGE = 60.0  # seconds after which such a file is nobody's any more


def sweep(root: Path) -> tuple[Path, ...]:
    """Delete temporary files that killed runs left in a timeline's folder or beside its one file.

    Returns the safety copies found: each holds what a file held before a write in place that was
    cut short. They are never deleted here.
    """
    copies = []
    for folder in _folders(root):
        for entry in _entries(folder):
            if not _STRAY.fullmatch(entry.name):
                continue
            with suppress(OSError):
                found = entry.stat(follow_symlinks=False)
                if not stat.S_ISREG(found.st_mode) or time.time() - found.st_mtime < _STRAY_AGE:
                    continue
                if entry.name.endswith(OLD):
                    copies.append(Path(entry.path))
                else:
                    os.unlink(entry.path)
    return tuple(copies)


def _folders(root: Path) -> Iterator[Path]:
    """Where files of a timeline, or the targets of its links, may be replaced."""
    if not os.path.isdir(root):
        yield Path(os.path.realpath(root)).parent
        return
    beyond = set()
    for folder, below, names in os.walk(root):
        below[:] = [name for name in below if not name.startswith(".")]
        yield Path(folder)
        links = (path for name in names if os.path.islink(path := os.path.join(folder, name)))
        beyond |= {Path(os.path.realpath(link)).parent for link in links if link.endswith(".toml")}
    yield from beyond


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []
