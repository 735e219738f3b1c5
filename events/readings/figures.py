"""Readings by what they measure: of which product or company, which metric, in date order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from events.names import fold, in_language

if TYPE_CHECKING:
    from events.model import Reading
    from events.timeline import Timeline
    from events.when import When

AHEAD = frozenset(("announced", "planned", "forecast"))
"""The statuses of events that are told before they happen."""


class Subject(NamedTuple):
    """What was measured: one product or company, or several together."""

    field: Literal["product", "company", ""]
    """"" where the event names neither."""
    ids: tuple[str, ...]


class Figure(NamedTuple):
    """A reading, and the number of its event."""

    number: int
    reading: Reading


class Measured(NamedTuple):
    """A metric of a subject."""

    metric: str
    subject: Subject


def subject_of(timeline: Timeline, number: int, reading: Reading) -> Subject:
    """What a reading measures: what it says itself, else the event's products or companies."""
    if reading.product:
        return Subject("product", (reading.product,))
    if reading.company:
        return Subject("company", (reading.company,))
    if products := timeline.product_ids[number]:
        return Subject("product", tuple(sorted(products)))
    if companies := timeline.company_ids[number]:
        return Subject("company", tuple(sorted(companies)))
    return Subject("", ())


def figures(timeline: Timeline) -> dict[Measured, list[Figure]]:
    """All readings of known metrics, by what they measure, in date order; undated ones last.

    Those of withdrawn events are left out.
    """
    found: dict[Measured, list[Figure]] = {}
    numbers = {number for all in timeline.postings("metric").values() for number in all}
    for number in sorted(numbers):
        event = timeline.events[number]
        if event.status == "withdrawn":
            continue
        for reading in event.readings:
            if reading.metric in timeline.metrics:
                measured = Measured(reading.metric, subject_of(timeline, number, reading))
                found.setdefault(measured, []).append(Figure(number, reading))
    return found


def provider_of(timeline: Timeline, reading: Reading) -> str:
    """Whose figure it is: a company's id, or the folded words; "" if nobody is named."""
    words = in_language(reading.by, "en").strip()
    return timeline.names["company"].resolve(words) or fold(words) if words else ""


def is_bounded(when: When) -> bool:
    """Whether a date has two known ends, so that days can be counted from it."""
    return not (when.open_start or when.open_end or when.unknown_start or when.unknown_end)
