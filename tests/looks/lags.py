"""Lags between events of some dates."""

from __future__ import annotations

from datetime import date

from events.comparing.beginnings import Beginnings
from events.comparing.lag import Lag, lag
from tests.screen.listing import made

FIRST = date(2025, 1, 1)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def found_between(a: list[str], b: list[str], within: int = 30, until: str = "2026-12-31") -> Lag:
    """The lag of events with some dates to others; a date in both is one event."""
    dates = sorted({*a, *b})
    timeline = made(*dates)
    dates = [str(when) for when in timeline.when]
    asked, answers = ([dates.index(text) for text in side] for side in (sorted(a), sorted(b)))
    return lag(Beginnings(timeline), sorted(asked), sorted(answers), within, day(until))
