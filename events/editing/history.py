"""Undo and redo over everything saved in a run: across files and edits of many events at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from events.editing.refusals import Conflict, NothingLeft
from events.editing.saving import Write, read, save

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from events.editing.changes import Change
    from events.said import Said


@dataclass(frozen=True, slots=True)
class _Patch:
    """What one save did to a file: a stretch of bytes that became another. None: no file."""

    path: Path
    start: int
    before: bytes | None
    after: bytes | None
    digests: tuple[bytes | None, bytes | None]
    """Of the whole file before and after."""

    @classmethod
    def of(cls, write: Write) -> _Patch:
        """The smallest stretch that tells one content from the other."""
        digests = (_digest(write.before), _digest(write.after))
        if write.before is None or write.after is None:
            return cls(write.path, 0, write.before, write.after, digests)
        start = _shared(write.before, write.after)
        rest = _shared(write.before[start:][::-1], write.after[start:][::-1])
        ends = (len(write.before) - rest, len(write.after) - rest)
        return cls(
            write.path, start, write.before[start : ends[0]], write.after[start : ends[1]], digests
        )

    def write(self, left: bytes | None, *, back: bool) -> Write:
        """What to write to take the step back, or to take it again.

        ``left`` is what the last step left in the file. Raises `Conflict` if it does not hold that.
        """
        now = read(self.path)
        expected = self.digests[1 if back else 0]
        if _digest(now) == expected:
            return Write(self.path, now, self._applied(now, back=back))
        known = _digest(left) == expected
        raise Conflict(
            self.path,
            read=_text(left) if known else None,
            theirs=_text(now),
            mine=_text(self._applied(left, back=back)) if known else None,
        )

    def _applied(self, now: bytes | None, *, back: bool) -> bytes | None:
        new, old = (self.before, self.after) if back else (self.after, self.before)
        if now is None or new is None or old is None:
            return new
        return now[: self.start] + new + now[self.start + len(old) :]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done: what, when, to which files; ``undone`` if it is not in force.

    ``files`` are their names in the timeline, ``paths`` where they stand.
    """

    what: Said
    when: datetime
    files: tuple[str, ...]
    paths: tuple[Path, ...]
    undone: bool = False


class History:
    """All steps of a run, in order.

    A step is undone and redone whole, and only while its files are as it left them: else
    `Conflict`, and nothing is written. Of each step only what it changed is kept, and of each file
    the text as it was last left. Not to be used by two threads at once.
    """

    def __init__(self) -> None:
        """Begin with no steps."""
        self._steps: list[tuple[Step, tuple[_Patch, ...]]] = []
        self._done = 0  # the first so many steps are in force
        self._left: dict[Path, bytes | None] = {}
        self.before_writing: Callable[[Sequence[Write]], None] | None = None
        """Called with what is about to be written, in the thread that writes."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """What was done, the oldest first; those at the end may be undone."""
        return tuple(
            replace(step, undone=nth >= self._done) for nth, (step, _) in enumerate(self._steps)
        )

    @property
    def can_undo(self) -> bool:
        """Whether a step is in force."""
        return self._done > 0

    @property
    def can_redo(self) -> bool:
        """Whether a step was undone, and nothing else done since."""
        return self._done < len(self._steps)

    def save(self, change: Change) -> None:
        """Write a change as a new step; what was undone before cannot be redone any more."""
        if not change:
            return
        writes = [file.write for file in change.files]
        patches = tuple(map(_Patch.of, writes))
        self._save(writes)
        names = tuple(file.name for file in change.files)
        paths = tuple(file.path for file in change.files)
        step = Step(change.what, datetime.now().astimezone(), names, paths)
        self._steps[self._done :] = [(step, patches)]
        self._done += 1

    def undo(self) -> Step:
        """Take the last step back. Raises `NothingLeft` if there is none."""
        if not self.can_undo:
            raise NothingLeft(what="undo", **{"what@zh": "撤销"})
        step, patches = self._steps[self._done - 1]
        self._save([patch.write(self._left[patch.path], back=True) for patch in patches])
        self._done -= 1
        return step

    def redo(self) -> Step:
        """Take the step last undone again. Raises `NothingLeft` if there is none."""
        if not self.can_redo:
            raise NothingLeft(what="redo", **{"what@zh": "重做"})
        step, patches = self._steps[self._done]
        self._save([patch.write(self._left[patch.path], back=False) for patch in patches])
        self._done += 1
        return step

    def _save(self, writes: list[Write]) -> None:
        if self.before_writing is not None:
            self.before_writing(writes)
        save(writes)
        self._left |= {write.path: write.after for write in writes}


def _digest(data: bytes | None) -> bytes | None:
    from events.loading.source_file import digest_of

    return None if data is None else digest_of(data)


def _text(data: bytes | None) -> str | None:
    return None if data is None else data.decode("utf-8", "replace")


def _shared(one: bytes, other: bytes) -> int:
    """How many bytes two texts share at their beginning."""
    size = min(len(one), len(other))
    low = 0
    while low < size:  # halving: comparing slices is many times as fast as comparing bytes
        middle = (low + size + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            size = middle - 1
    return low
