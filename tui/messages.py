"""What the background work of the main screen reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.problems import Problem
    from events.query import Search
    from events.timeline import Timeline


@dataclass
class Progress(Message):
    """So many bytes of the files are read."""

    done: int
    total: int

    def can_replace(self, message: Message) -> bool:
        """A later figure stands for all before it."""
        return isinstance(message, Progress)


@dataclass
class Loaded(Message):
    """The timeline is read. ``generation`` numbers the readings: only the latest counts."""

    generation: int
    timeline: Timeline
    search: Search
    readings: int


@dataclass
class Unchanged(Message):
    """The files hold what the timeline was made of."""

    generation: int


@dataclass
class NotLoaded(Message):
    """The path itself could not be read."""

    generation: int
    error: OSError


@dataclass
class Checked(Message):
    """Every problem of a timeline, those beyond form as well."""

    generation: int
    problems: Sequence[Problem]


@dataclass
class FilesChanged(Message):
    """Something in the timeline's folder was written."""

    def can_replace(self, message: Message) -> bool:
        """Many writes are one reason to read again."""
        return isinstance(message, FilesChanged)
