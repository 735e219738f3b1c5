"""Where a new table goes: into which file, and between which of its tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from events.editing.table_words import TABLES
from events.model import NAMED_ONLY

if TYPE_CHECKING:
    from events.loading.source_file import SourceFile
    from events.timeline import Timeline
    from events.when import When


def home(timeline: Timeline, table: str, when: When | None) -> SourceFile | None:
    """The file for a new table where the person names none."""
    files = [file for file in timeline.files if not file.broken]
    if table == "event":
        numbers = [n for n in range(len(timeline)) if not timeline.file(n).broken]
        earlier = [n for n in numbers if _is_before(timeline.when[n], when)]
        if numbers:
            return timeline.file((earlier or numbers)[-1 if earlier else 0])
    for wanted in ({table}, TABLES.keys() - NAMED_ONLY - {"event"}):
        for file in reversed(files):
            if any(row.table in wanted for row in file.tables.rows):
                return file
    return files[0] if files else None


def _is_before(one: When | None, other: When | None) -> bool:
    return one is not None and (other is None or one.key <= other.key)


def dates_in(timeline: Timeline, file: SourceFile) -> list[tuple[int, When]]:
    """The dated events of a file in its order: which they are there, and when."""
    numbers = (n for n in range(timeline.dated) if timeline.file(n) is file)
    return sorted(
        (timeline.nth_in_file(n), when) for n in numbers if (when := timeline.when[n]) is not None
    )


def in_order(dates: Sequence[tuple[int, When]], when: When | None, count: int) -> int:
    """Before which event of a file a new one goes, so that fewest are on the wrong side of it.

    In a file with the newest event first it goes behind the newer ones.
    """
    if when is None or not dates:
        return count
    keys = [other.key for _, other in dates]
    steps = [(a < b) - (a > b) for a, b in pairwise(keys)]
    newest_first = sum(steps) < 0
    wrong = best = 0
    place = dates[0][0]
    for (nth, _), key in zip(dates, keys, strict=True):
        late = (key > when.key) - (key < when.key)
        wrong += -late if newest_first else late
        if wrong < best or (wrong == best and key == when.key):
            best, place = wrong, nth + 1
    return place
