from __future__ import annotations

from math import inf

import pytest

from events.model import Bound, Citation, Company, Event, Metric, Product, Reading, Source
from events.readings.claims import NEAR, difference, rivals
from events.timeline import Timeline
from events.when import When

DAU = Metric(id="dau", unit="users")


def figure(*value: float, bound: Bound = "exact", by: str = "", metric: str = "dau") -> Reading:
    if len(value) == 2:
        low, high = value
        return Reading(metric=metric, product="p", low=low, high=high, bound=bound, by=by)
    return Reading(metric=metric, product="p", value=value[0], bound=bound, by=by)


@pytest.mark.parametrize(
    ("one", "other", "low", "high", "agree", "share"),
    [
        (figure(80), figure(100), 20, 20, False, (0.25, 0.25)),
        (figure(100), figure(80), -20, -20, False, (-0.2, -0.2)),
        (figure(0.1), figure(0.3), 0.2, 0.2, False, (2, 2)),
        (figure(35, 40), figure(70), 30, 35, False, (0.75, 1)),
        (figure(35, 40), figure(38, 50), -2, 15, True, (-0.05, 0.428571428571)),
        (figure(80, bound="over"), figure(70), -inf, -10, False, (-inf, -0.125)),
        (figure(80), figure(100, bound="over"), 20, inf, False, (0.25, inf)),
        (figure(80, bound="over"), figure(100, bound="over"), -inf, inf, True, (-inf, inf)),
        (figure(80), figure(100, bound="under"), -inf, 20, True, None),
        (figure(100, bound="about"), figure(104), 4, 4, True, (0.04, 0.04)),
        (figure(100, bound="about"), figure(120), 20, 20, False, (0.2, 0.2)),
        (figure(80), figure(80), 0, 0, True, (0, 0)),
        (figure(0), figure(10), 10, 10, False, None),
        (figure(-2), figure(-4, bound="over"), -inf, -2, False, None),
    ],
)
def test_a_difference_is_as_sure_as_its_readings(
    one: Reading,
    other: Reading,
    low: float,
    high: float,
    agree: bool,
    share: tuple[float, float] | None,
) -> None:
    found = difference(one, other, DAU)
    assert (found.low, found.high, found.may_agree, found.share) == (low, high, agree, share)
    assert found.about == ("about" in (one.bound, other.bound))


def test_per_cent_are_not_compared_in_per_cent() -> None:
    found = difference(figure(2), figure(3), Metric(id="share", unit="%"))
    assert (found.low, found.share) == (1, None)


Said = tuple[str | None, str, tuple[str, ...]]
"""A date, who says so, and in which sources."""


@pytest.mark.parametrize(
    ("said", "pairs"),
    [
        # Other providers.
        ([("2026-01-01", "A", ("s",)), ("2026-01-20", "B", ("s",))], [(0, 1)]),
        ([("2026-01-01", "A", ("s",)), ("2026-02-01", "B", ("s",))], [(0, 1)]),
        ([("2026-01-01", "A", ("s",)), ("2026-02-02", "B", ("s",))], []),
        ([("2026-01-01", "firm a", ()), ("2026-01-01", "Firm A", ())], []),
        ([("2026-01-01", "甲", ()), ("2026-01-01", "Firm A", ())], []),
        # Other sources.
        ([("2026-01-01", "A", ("s",)), ("2026-01-01", "A", ("t",))], [(0, 1)]),
        ([("2026-01-01", "A", ("s", "t")), ("2026-01-01", "A", ("t",))], []),
        ([("2026-01-01", "", ("s",)), ("2026-01-01", "A", ("s",))], []),
        ([("2026-01-01", "", ("s",)), ("2026-01-01", "A", ("t",))], [(0, 1)]),
        ([("2026-01-01", "", ()), ("2026-01-01", "", ())], []),
        # The same time, or surely near.
        ([("2025", "A", ()), ("2025", "B", ())], [(0, 1)]),
        ([("2025", "A", ()), ("2025-06-30", "B", ())], []),
        ([("2026-01", "A", ()), ("2026-01-14", "B", ())], [(0, 1)]),
        ([("2025-12", "A", ()), ("2026-01", "B", ())], []),
        ([("2025-36", "A", ()), ("2025-36~", "B", ())], [(0, 1)]),
        ([("2026-01-14/..", "A", ()), ("2026-01-14", "B", ())], []),
        ([(None, "A", ()), (None, "B", ())], []),
        # The nearest of each other one.
        (
            [
                ("2026-01-01", "A", ()),
                ("2026-01-05", "A", ()),
                ("2026-01-06", "C", ()),
                ("2026-01-09", "B", ()),
            ],
            [(1, 2), (1, 3), (2, 3)],
        ),
        # A vague date between near ones hides none of them.
        (
            [
                ("2025", "A", ()),
                ("2025", "C", ()),
                ("2025-03-01", "A", ()),
                ("2025-03-02", "B", ()),
            ],
            [(0, 1), (2, 3)],
        ),
    ],
)
def test_claims_of_others_at_nearly_the_same_time_are_set_beside_each_other(
    said: list[Said], pairs: list[tuple[int, int]]
) -> None:
    timeline = Timeline.build(
        companies=[Company(id="a", name="Firm A", aliases=("甲",))],
        products=[Product(id="p")],
        metrics=[DAU],
        sources=[Source(id="s"), Source(id="t")],
        events=[
            Event(
                id=f"e{n}",
                date=When(text) if text else None,
                title="t",
                readings=(figure(100 + n, by=by),),
                citations=tuple(Citation(source=one) for one in sources),
            )
            for n, (text, by, sources) in enumerate(said)
        ],
    )
    found = rivals(timeline)
    ids = [(timeline.id_of[pair.one.number], timeline.id_of[pair.other.number]) for pair in found]
    assert sorted(ids) == [(f"e{one}", f"e{other}") for one, other in pairs]
    for pair in found:
        assert pair.apart.most <= NEAR or pair.apart.least == 0
        assert pair.difference.low == pair.other.reading.value - pair.one.reading.value  # type: ignore[operator]


def test_two_readings_of_one_event_may_stand_against_each_other() -> None:
    timeline = Timeline.build(
        products=[Product(id="p"), Product(id="q")],
        metrics=[DAU],
        events=[
            Event(
                id="e",
                date=When("2026-01"),
                readings=(
                    figure(1, by="A"),
                    figure(2, by="B"),
                    figure(3, by="C", metric="unknown"),
                    Reading(metric="dau", product="q", value=4, by="D"),
                ),
            ),
            Event(
                id="w",
                date=When("2026-01"),
                status="withdrawn",
                readings=(figure(9, by="E"),),
            ),
        ],
    )
    (pair,) = rivals(timeline)
    assert (pair.one.reading.by, pair.other.reading.by, pair.apart) == ("A", "B", (0, 30))
