from __future__ import annotations

import pytest

from events.columns.nearest import event_at
from events.model import Event
from events.timeline import Timeline
from events.when import When

DAYS = ("2025-01-01", "2025-01-11", "2025-01-20/..", "2025-02", None)
TIMELINE = Timeline.build(
    events=[Event(id=str(nth), date=When(day) if day else None) for nth, day in enumerate(DAYS)]
)


@pytest.mark.parametrize(
    ("numbers", "day", "first", "nearest"),
    [
        (range(5), "2024-12-01", 0, 0),
        (range(5), "2025-01-01", 0, 0),
        (range(5), "2025-01-05", 1, 0),
        (range(5), "2025-01-06", 1, 1),  # as far from both: the later one
        (range(5), "2025-01-12", 2, 1),
        (range(5), "2030-01-01", 3, 3),  # the last one with a date
        ([1, 3], "2025-01-20", 3, 1),
        ([1, 4], "2025-01-20", 1, 1),
        ([4], "2025-01-20", None, None),
        ([], "2025-01-20", None, None),
    ],
)
def test_the_first_from_a_day_on_or_the_one_nearest_to_it(
    numbers: list[int], day: str, first: int | None, nearest: int | None
) -> None:
    ordinal = When(day).lo
    assert event_at(TIMELINE, numbers, ordinal) == first
    assert event_at(TIMELINE, numbers, ordinal, nearest=True) == nearest
