"""One event file as it was read: its bytes told from others, and made text."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from events.loading.tables import Tables
from events.problems import Problem

if TYPE_CHECKING:
    from events.cache.late import LateText
    from events.loading.parts import Part

BOM = codecs.BOM_UTF8
"""What a file of UTF-8 may begin with; no part of its text."""


@dataclass(frozen=True, slots=True, eq=False)
class SourceFile:
    """One event file as it was when it was read; its text is not kept."""

    path: Path
    """Absolute, not resolved."""
    name: str
    """Relative to the timeline's folder, with ``/``; the file's name for a timeline of one file."""
    digest: bytes
    """`digest_of` its bytes."""
    tables: Tables = field(repr=False)
    """What it holds."""
    parts: tuple[Part, ...] = field(default=(), repr=False)
    """A large file in parts as they were when it last had no fault: what the next reading need not
    read again."""
    late: LateText | None = field(default=None, repr=False)
    """What reads its events when they are looked at, where it is no file in parts and came from a
    cache."""
    carried: int = 0
    """How many of its events are not in it now, but were when it last had no fault."""

    @property
    def broken(self) -> bool:
        """Whether it has syntax errors: it is shown, and takes no edits."""
        return self.tables.broken

    @property
    def late_texts(self) -> list[LateText]:
        """What reads those of its events that came from a cache."""
        texts = (self.late, *(part.late for part in self.parts))
        return [text for text in texts if text is not None]

    def line_of(self, number: int) -> int:
        """The line of its how many-eth ``[[event]]``, from 0, those left out counted."""
        lines = self.tables.lines
        return lines[number] if number < len(lines) else 1


def digest_of(data: bytes) -> bytes:
    """What tells one content of a file from another."""
    return blake2b(data, digest_size=16).digest()


def decoded(data: bytes, name: str = "") -> tuple[str, Problem | None]:
    """A file's text, BOM off, and the problem if it is not UTF-8.

    Bytes that are not become lone surrogates (``surrogateescape``).
    """
    begin = len(BOM) if data.startswith(BOM) else 0
    try:
        return data[begin:].decode() if begin else data.decode(), None
    except UnicodeDecodeError as error:
        offset = error.start + begin
    line_start = data.rfind(b"\n", 0, offset) + 1
    column = len(data[line_start:offset].decode("utf-8-sig", "replace")) + 1
    looks = _looks_like(data)
    args = (
        ("byte", f"0x{data[offset]:02X}"),
        ("offset", str(offset)),
        ("looks", looks and f"; it looks like {looks}"),
        ("looks@zh", looks and f"；似乎是 {looks}"),
    )
    line = data.count(b"\n", 0, offset) + 1
    text = data[begin:].decode("utf-8", "surrogateescape")
    return text, Problem("not-utf8", name, line, column, args)


def _looks_like(data: bytes) -> str:
    """The encoding that a text in no UTF-8 probably has; "" if it cannot be told."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    try:
        text = codecs.getincrementaldecoder("gb18030")().decode(data[:65536])
    except UnicodeDecodeError:
        return ""
    return "GB18030" if re.search("[\u4e00-\u9fff]{2}", text) else ""
