"""Which readings of a selection are worth a chart, and how their series are told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from events.columns.bitsets import bits_of
from events.exports.page_text import Pair, pair
from events.exports.words import one_line
from events.readings.series import AllSeries, Series, provider_name, subject_name

if TYPE_CHECKING:
    from events.exports.selection import Selection
    from events.timeline import Timeline
    from events.when import When

HUES = 8
"""How many hues there are; the last is shared by all subjects beyond the others."""
SHAPES = 5


class Styled(NamedTuple):
    """A series, the hue of what was measured and the shape of whose figures they are."""

    series: Series
    hue: int
    shape: int


def charted(selection: Selection) -> dict[str, list[Series]]:
    """The series of each metric that has a chart, those with most readings first.

    Only dated points are in them. A chart is worth it where something is measured twice, or three
    things at different times.
    """
    timeline = selection.timeline
    bits = bits_of(selection.numbers, len(timeline))
    every = AllSeries(timeline)
    found = {}
    for metric in every.counts(bits):
        dated = [
            Series(key, points)
            for key, all in every.series(metric, bits)
            if (points := tuple(point for point in all if point.day is not None))
        ]
        if _is_worth_it(dated):
            found[metric] = dated
    return found


def _is_worth_it(found: list[Series]) -> bool:
    dates: dict[str, set[When | None]] = {}
    for key, points in found:
        dates.setdefault(key.subject, set()).update(point.when for point in points)
    count = sum(len(points) for _, points in found)
    several = count > 2 and len(set().union(*dates.values())) > 1
    return several or any(subject and len(all) > 1 for subject, all in dates.items())


def styled(found: list[Series]) -> list[Styled]:
    """The series with their looks: the subjects with most points have a hue of their own."""
    counts: dict[tuple[str, str], int] = {}
    for key, points in found:
        subject = (key.field, key.subject)
        counts[subject] = counts.get(subject, 0) + len(points)
    ranked = sorted(counts, key=lambda subject: -counts[subject])
    providers = list(dict.fromkeys(key.by for key, _ in found))
    return [
        Styled(
            Series(key, points),
            min(HUES - 1, ranked.index((key.field, key.subject))),
            providers.index(key.by) % SHAPES,
        )
        for key, points in found
    ]


def names_of(series: Series, timeline: Timeline) -> tuple[Pair, Pair]:
    """What was measured, and whose figures they are."""
    key = series.key
    return (
        pair(lambda lang: one_line(subject_name(key, timeline, lang))),
        pair(lambda lang: one_line(provider_name(key, timeline, lang))),
    )
