"""The cache on the disk: a folder with a file for each large timeline that was read lately."""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from time import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from events.cache.kept import Kept
    from events.timeline import Timeline

WORTH = 1_000_000
"""Bytes that a timeline's files have at least for the cache to pay: about 3,000 events."""
MOST_FILES = 8
"""Timelines kept; of more, those not used for longest go."""
MOST_BYTES = 400_000_000
"""What the files of all of them may have together."""
_ENDING = ".columns"
_NEARLY = 20  # where fewer than one event in so many is not from the cache, it stays as it is
_ONE_IN = 2  # where fewer than one event in so many can be kept, it does not pay
_LEFT = 3_600  # seconds after which what was not written to its end is nobody's any more
_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_AT_ONCE = getattr(os, "O_NONBLOCK", 0)  # a pipe that was put there would be waited for
_OWN = re.compile(r"[0-9a-f]{32}\.columns")
_UNFINISHED = re.compile(r"\.[0-9a-f]{32}\.columns\.[0-9]+\.[0-9a-f]{8}")


@dataclass
class Cache:
    """Where large timelines are kept from run to run.

    Nothing in it is ever believed for other bytes than those it was made of, and nothing that was
    not written with the key. Reading and writing never raise: what fails is as if it were not
    there.
    """

    folder: Path
    """A folder of its own; it is made when something is written."""
    key: bytes
    """The secret by which what is in the folder is known to be the program's own: 32 bytes."""
    version: str
    """The program's. What another version wrote is not read."""
    opened: Kept | None = field(default=None, init=False, repr=False)
    """What was opened last, until it is known whether it is still as it should be."""

    def open(self, root: Path) -> Kept | None:
        """What is kept of the timeline at an absolute path, if anything is."""
        from events.cache.kept import Kept, stamp
        from events.cache.sealed import Reader

        self.opened = None
        path = self._path(root)
        try:
            data = _read(path)
            self.opened = Kept(Reader(data, self.key, stamp(self.version)))
        except (OSError, ValueError, LookupError, TypeError, RecursionError, StopIteration):
            return None
        with suppress(OSError):
            os.utime(path)  # it was used: others go first
        return self.opened

    def keep(self, timeline: Timeline) -> bool:
        """Keep a timeline that was just read, if the cache has it not, or no longer as it is.

        Returns whether it was written. Takes about a fifth of the time that reading took.
        """
        from events.cache.packing import events_kept

        if not is_large(timeline) or any(file.broken or file.carried for file in timeline.files):
            return False
        able, known = events_kept(timeline)
        if not able or able * _ONE_IN < len(timeline):
            return False
        opened, self.opened = self.opened, None
        if opened is not None and opened.taken and (able - known) * _NEARLY <= able:
            return False
        try:
            self._write(timeline)
        except (OSError, ValueError, OverflowError):
            return False
        self._tidy()
        return True

    def _path(self, root: Path) -> Path:
        name = blake2b(os.fsencode(root), digest_size=16).hexdigest()
        return self.folder / f"{name}{_ENDING}"

    def _write(self, timeline: Timeline) -> None:
        from events.cache.kept import stamp
        from events.cache.packing import pack
        from events.cache.sealed import Writer

        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._path(timeline.root)
        fresh = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS
        try:
            with open(os.open(fresh, flags, 0o600), "wb") as out:
                writer = Writer(out, self.key, stamp(self.version))
                pack(timeline, writer)
                writer.seal()
            fresh.replace(path)
        finally:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)

    def _tidy(self) -> None:
        """Remove what was not used for longest, and what runs that were killed left behind.

        The folder may be one that a person named, with files of theirs: they stay.
        """
        with suppress(OSError), os.scandir(self.folder) as entries:
            found = [
                (entry.path, entry.stat(follow_symlinks=False))
                for entry in entries
                if _OWN.fullmatch(entry.name) or _UNFINISHED.fullmatch(entry.name)
            ]
            kept = [one for one in found if one[0].endswith(_ENDING)]
            kept.sort(key=lambda one: -one[1].st_mtime_ns)
            total = 0
            for nth, (path, info) in enumerate(kept):
                total += info.st_size
                if nth and (nth >= MOST_FILES or total > MOST_BYTES):
                    Path(path).unlink(missing_ok=True)
            for path, info in found:
                if path not in {one[0] for one in kept} and info.st_mtime < time() - _LEFT:
                    Path(path).unlink(missing_ok=True)


def is_large(timeline: Timeline) -> bool:
    """Whether the cache pays for a timeline, and has room for it."""
    return WORTH <= sum(_size(file.path) for file in timeline.files) <= MOST_BYTES


def _read(path: Path) -> bytes:
    """A file's bytes. Raises `OSError` if it is no file, or not our own."""
    with open(os.open(path, os.O_RDONLY | _AT_ONCE | _FLAGS), "rb") as file:
        info = os.fstat(file.fileno())
        own = getattr(os, "geteuid", lambda: info.st_uid)()
        if not stat.S_ISREG(info.st_mode) or info.st_uid != own or info.st_size > MOST_BYTES:
            raise PermissionError("not a file of our own")
        return file.read()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
