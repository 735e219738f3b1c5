"""An edit as it will be: each file's text before and after, to be looked at and then applied."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from events.editing.saving import Write, save
from events.said import Said

_MARGIN = 3  # unchanged lines shown around a change
_FEW, _MANY = 50, 800  # how many lines are compared with each other at first, and at most
_STEP = 6  # equal lines in a row after which two texts count as in step again
_Code: TypeAlias = tuple[str, int, int, int, int]
"""A difference as `difflib` puts it: its sort, the lines before, from and to, and those after."""


@dataclass(frozen=True)
class FileChange:
    """One file's text as it was read and as it is to be, a BOM included. None means no file.

    ``path`` is absolute, ``name`` relative to the timeline's folder.
    """

    path: Path
    name: str
    before: str | None
    after: str | None

    @cached_property
    def write(self) -> Write:
        """The change in bytes."""
        return Write(self.path, _bytes(self.before), _bytes(self.after))

    def diff(self) -> str:
        """The change as a unified diff; lines of CRLF files keep their CR."""
        before, after = _lines(self.before), _lines(self.after)
        old = os.devnull if self.before is None else f"a/{self.name}"
        new = os.devnull if self.after is None else f"b/{self.name}"
        return "".join((f"--- {old}\n", f"+++ {new}\n", *_hunks(before, after)))


@dataclass(frozen=True, slots=True)
class Change:
    """One step of editing: all files that it changes. False if it changes nothing.

    Nothing is written before `apply`, which writes all files or none.
    """

    what: Said
    files: tuple[FileChange, ...]

    def __bool__(self) -> bool:
        return bool(self.files)

    def diff(self) -> str:
        """All changes as one unified diff; "" if there are none."""
        return "".join(file.diff() for file in self.files)

    def apply(self) -> None:
        """Write the files; `History.save` does it as a step that can be undone.

        Raises any `Refusal` of `events.editing.saving.save`; then nothing was written.
        """
        save([file.write for file in self.files])


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else text.encode()


def _lines(text: str | None) -> list[str]:
    """The lines as a diff shows them; what sets apart a last line without end is its mark."""
    if not text:
        return []
    lines = text.split("\n")
    if not lines[-1]:
        return [f"{line}\n" for line in lines[:-1]]
    return [*(f"{line}\n" for line in lines[:-1]), f"{lines[-1]}\n\\ No newline at end of file\n"]


def _hunks(before: list[str], after: list[str]) -> Iterator[str]:
    groups: list[list[_Code]] = []
    for code in _changes(before, after):
        _, i, _, _, _ = code
        if groups and i - groups[-1][-1][2] <= 2 * _MARGIN:
            groups[-1].append(code)
        else:
            groups.append([code])
    for group in groups:
        yield from _hunk(before, after, group)


def _hunk(before: list[str], after: list[str], group: list[_Code]) -> Iterator[str]:
    _, i, _, j, _ = group[0]
    _, _, i_end, _, j_end = group[-1]
    lead = min(_MARGIN, i)
    tail = min(_MARGIN, len(before) - i_end)
    i, j, i_end, j_end = i - lead, j - lead, i_end + tail, j_end + tail
    yield f"@@ -{_range(i, i_end)} +{_range(j, j_end)} @@\n"
    for _, a, a_end, b, b_end in group:
        yield from (f" {line}" for line in before[i:a])
        yield from (f"-{line}" for line in before[a:a_end])
        yield from (f"+{line}" for line in after[b:b_end])
        i = a_end
    yield from (f" {line}" for line in before[i:i_end])


def _range(start: int, end: int) -> str:
    """Lines as the head of a hunk names them: from 1, and an empty range by the line before it."""
    if end - start == 1:
        return f"{end}"
    return f"{start + (end > start)},{end - start}"


def _changes(before: list[str], after: list[str]) -> Iterator[_Code]:
    """The places where the texts differ, as opcodes of `difflib`.

    It goes from difference to difference and compares only so much from each as is needed to be in
    step again: `difflib` over the whole of a large text with many changes takes minutes.
    """
    from difflib import SequenceMatcher

    i = j = 0
    size = _FEW
    while i < len(before) or j < len(after):
        if i < len(before) and j < len(after) and before[i] == after[j]:
            i, j = i + 1, j + 1
            continue
        left, right = before[i : i + size], after[j : j + size]
        whole = i + len(left) == len(before) and j + len(right) == len(after)
        codes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
        steady = (
            n for n, code in enumerate(codes) if code[0] == "equal" and _length(code) >= _STEP
        )
        count = len(codes) if whole else next(steady, -1) + 1
        if not count and size < _MANY:
            size *= 2
            continue
        size = _FEW
        for tag, a, a_end, b, b_end in codes[: count or len(codes)]:
            if tag != "equal":
                yield tag, i + a, i + a_end, j + b, j + b_end
        _, _, a, _, b = codes[(count or len(codes)) - 1]
        i, j = i + a, j + b


def _length(code: _Code) -> int:
    return code[2] - code[1]
