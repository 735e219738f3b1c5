"""The text an event or a problem stands in, read from its file when somebody wants to see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from events.timeline import Timeline


def lines_around(timeline: Timeline, file: str, line: int, around: int) -> list[tuple[int, str]]:
    """The lines of a file from ``around`` before ``line`` to as many after it, with their numbers.

    ``file`` is relative to the timeline's folder, ``line`` counts from 1. Nothing when the file
    cannot be read (any more).
    """
    text = _text(timeline, file)
    if text is None:
        return []
    first = max(1, line - around)
    return list(enumerate(text.split("\n")[first - 1 : line + around], first))


def event_source(timeline: Timeline, number: int) -> str:
    """The event's own lines as they stand in its file, with the comments that are its own.

    Raises
    ------
    LookupError
        If the file changed so that the event is not there any more, or cannot be read.
    """
    from events.blocks import Blocks

    file = timeline.file(number)
    text = _text(timeline, file.name)
    if text is None:
        raise LookupError(f"{file.name} cannot be read")
    found = Blocks(text).tables("event")
    nth = timeline.nth_in_file(number)
    if nth >= len(found):
        raise LookupError(f"{file.name} has changed")
    return "".join(text[start:end] for start, end in found[nth].owned())


def _text(timeline: Timeline, name: str) -> str | None:
    for file in timeline.files:
        if file.name == name:
            try:
                data = file.path.read_bytes()
            except OSError:
                return None
            return data.decode("utf-8-sig", "replace")
    return None
