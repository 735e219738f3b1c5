"""The figures of each lane: whose each reading of a metric is, in order of time.

An event that has not happened (planned, forecast), is withdrawn or disputed gives no figure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from events.columns.bitsets import flags_of
from events.dates.elapsed import Moment, ending
from events.readings.figures import subject_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.comparing.beginnings import Beginnings
    from events.model import Reading
    from events.queries.search import Search
    from events.readings.figures import Subject
    from events.timeline import Timeline

LaneField: TypeAlias = Literal["product", "company"]
"""What is compared with what."""

CERTAIN = ("reported", "announced")
"""The statuses of events that have happened, and are not taken back or in dispute."""


class LaneFigure(NamedTuple):
    """A reading and the event that gives it."""

    number: int
    reading: Reading
    moment: Moment
    """When it was so: from the beginning to the end of the event, if it lasts."""


def lane_figures(
    search: Search, beginnings: Beginnings, metric: str, field: LaneField, known: int
) -> dict[str, list[LaneFigure]]:
    """For each product or company the dated figures of a metric, in the order of the timeline.

    Parameters
    ----------
    known
        The events that may be drawn on, as a bitset.

    Notes
    -----
    A figure of several together is of none of them. A company has the figures of its products too,
    and of the companies below it.
    """
    timeline = search.timeline
    found: dict[str, list[LaneFigure]] = {}
    flags = flags_of(known | 1 << len(timeline))
    for number, reading in search.readings(metric):
        moment = beginnings.moment(number)
        if moment is None or not flags[number]:
            continue
        if timeline.events[number].status not in CERTAIN:
            continue
        when = timeline.when[number]
        if when is not None and when.kind == "span":
            end = ending(when)
            moment = Moment(moment.first, end.last, moment.about or end.about)
        figure = LaneFigure(number, reading, moment)
        for lane in _lanes(timeline, subject_of(timeline, number, reading), field):
            found.setdefault(lane, []).append(figure)
    return found


def _lanes(timeline: Timeline, subject: Subject, field: LaneField) -> Iterator[str]:
    """The products or companies whose figure it is."""
    if len(subject.ids) != 1:
        return
    (id,) = subject.ids
    if field == "product":
        if subject.field == "product" and id in timeline.products:
            yield id
        return
    if subject.field == "product":
        owner = timeline.products[id].company if id in timeline.products else None
        id = (owner and timeline.names["company"].resolve(owner)) or ""
    if id in timeline.companies:
        yield from timeline.ancestry(id)
