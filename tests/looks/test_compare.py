"""Aligning at zero: anchors, days since, milestones."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from events.compare import Alignment, Comparison, known
from events.comparing.beginnings import Beginnings
from events.comparing.lane_figures import lane_figures
from events.comparing.milestones import milestone, thresholds
from events.dates.elapsed import Moment
from events.model import Event, Reading
from events.queries.expressions import Compared
from events.query import Search, parse_query
from events.timeline import Timeline
from tests.looks.three_products import TIMELINE, M, event, timeline_of, users

TODAY = date(2026, 2, 26)


def aligned(timeline: Timeline = TIMELINE, query: str = "", **asked: Any) -> Alignment:
    search = Search(timeline)
    result = search.run(parse_query(query, timeline, TODAY))
    can_tell = known(search, result.query, TODAY.toordinal())
    return Comparison(search).align(result.bits, can_tell, **asked)


def anchors(found: Alignment, timeline: Timeline = TIMELINE) -> dict[str, str]:
    return {lane.id: timeline.id_of[lane.anchor] for lane in found.lanes}


def marked(*ids: str) -> list[int]:
    return sorted(TIMELINE.number_of[id] for id in ids)


def over(number: float, op: Any = ">") -> Compared:
    query = parse_query(f"mau{op}{number}", TIMELINE, TODAY)
    (item,) = query.expr.items
    assert isinstance(item, Compared)
    return item


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (
            {"way": "launch"},
            {"qwen": "qwen-launch", "doubao": "doubao-launch", "afu": "afu-launch"},
        ),
        ({"way": "first"}, {"qwen": "talk", "doubao": "doubao-launch", "afu": "afu-launch"}),
        ({"way": "reading", "over": over(50 * M)}, {"qwen": "qwen-100", "doubao": "doubao-60"}),
        # About 60M may be 57M; 80M is surely over it. "Over 100M" is surely over 99M, no more.
        ({"way": "reading", "over": over(58 * M)}, {"qwen": "qwen-100", "doubao": "doubao-80"}),
        ({"way": "reading", "over": over(100 * M)}, {"qwen": "qwen-100"}),
        ({"way": "reading", "over": over(101 * M)}, {}),
        ({"way": "reading", "over": over(50 * M, "<")}, {"qwen": "qwen-40"}),
        (
            {"way": "marked", "marked": marked("qwen-40", "qwen-100", "doubao-80")},
            {"qwen": "qwen-40", "doubao": "doubao-80"},
        ),
        (
            {"way": "marked", "marked": marked("doubao-80")},
            {"qwen": "doubao-80", "doubao": "doubao-80", "afu": "doubao-80"},
        ),
        ({"way": "marked", "marked": marked("afu-some-day")}, {}),
        ({"way": "marked"}, {}),
    ],
)
def test_each_lane_has_an_anchor_of_its_own(asked: dict[str, Any], wanted: dict[str, str]) -> None:
    found = aligned(**asked)
    assert anchors(found) == wanted
    assert {*wanted, *found.without} == {"qwen", "doubao", "afu"}


def test_lanes_with_most_events_come_first() -> None:
    assert [lane.id for lane in aligned().lanes] == ["qwen", "doubao", "afu"]


def test_a_filter_hides_no_launch_and_no_milestone() -> None:
    found = aligned(query="kind:users OR mau>0 product:qwen")
    assert anchors(found) == {"qwen": "qwen-launch"}
    assert [each.state for each in found.milestones[0]] == ["reached"] * 3
    assert [lane.events.bit_count() for lane in found.lanes] == [2]


def test_as_of_a_day_only_what_was_known_then_counts() -> None:
    cited = {"citations": ()}
    timeline = timeline_of(
        event("launch", "2025-11", "qwen", kind="launch", **cited),
        event("seen", "2025-12-01", "qwen", users("qwen", 5 * M)),
    )
    assert anchors(aligned(timeline, "asof:2026-01-31"), timeline) == {}
    search = Search(timeline)
    query = parse_query("asof:2026-01-31", timeline, TODAY)
    assert known(search, query, TODAY.toordinal()).until == date(2026, 1, 31).toordinal()


def test_companies_have_the_figures_of_their_products_and_subsidiaries() -> None:
    found = aligned(field="company", way="first")
    assert anchors(found) == {"alibaba": "afu-launch", "byte": "doubao-launch", "ant": "afu-launch"}
    search = Search(TIMELINE)
    by_owner = lane_figures(
        search, Beginnings(search.timeline), "mau", "company", search.everything
    )
    assert {id: len(each) for id, each in by_owner.items()} == {"alibaba": 2, "byte": 2}


def test_days_since_the_anchor_have_a_least_and_a_most() -> None:
    comparison = Comparison(Search(TIMELINE))
    lane = aligned().lanes[0]
    since = [
        days.show("en") if (days := comparison.since(lane, number)) else None
        for number in comparison.numbers(lane)
    ]
    assert since == ["−41…−12 d", "0 d", "32–61 d", "45–74 d"]
    assert comparison.since(lane, TIMELINE.number_of["afu-some-day"]) is None


def test_milestones_tell_by_when_and_that_it_is_not_yet() -> None:
    found = aligned()
    assert (found.metric, found.values) == ("mau", (10 * M, 50 * M, 100 * M))
    table = {
        lane.id: [(each.state, each.after.show("en")) for each in row]
        for lane, row in zip(found.lanes, found.milestones, strict=True)
    }
    assert table == {
        "qwen": [("reached", "32–61 d"), ("reached", "45–74 d"), ("reached", "45–74 d")],
        "doubao": [("reached", "153 d"), ("reached", "153 d"), ("not-yet", "519 d")],
        "afu": [("no-figure", "270 d")] * 3,
    }
    under = found.milestones[0][2].under
    assert under is not None
    assert TIMELINE.id_of[under.number] == "qwen-40"


def test_a_figure_that_may_be_over_or_under_leaves_it_open() -> None:
    timeline = timeline_of(
        event("launch", "2025-11-01", "qwen", kind="launch"),
        event("some", "2025-12-01", "qwen", users("qwen", 50 * M, "over")),
    )
    search = Search(timeline)
    own = lane_figures(search, Beginnings(search.timeline), "mau", "product", search.everything)[
        "qwen"
    ]
    day = date(2025, 11, 1).toordinal()
    found = milestone(own, 100 * M, Moment(day, day), TODAY.toordinal())
    assert (found.state, found.after.exact) == ("unclear", 30)


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ([], []),
        ([-2.2], []),
        ([35, 73, 100], [10, 50, 100]),
        ([35, 73, 99], [10, 20, 50]),
        ([400, 900], [100, 200, 500]),
        ([30, 508], [10, 50, 100, 500]),
        ([3, 50, 700, 2000, 40_000], [10, 100, 1000, 10_000]),
        ([0.2, 0.8], [0.1, 0.2, 0.5]),
        ([0, 0.05], [0.01, 0.02, 0.05]),
    ],
)
def test_milestones_fit_the_figures(values: list[float], wanted: list[float]) -> None:
    timeline = timeline_of(
        *(event(f"e{n}", "2025-11-01", "qwen", users("qwen", v)) for n, v in enumerate(values))
    )
    search = Search(timeline)
    own = lane_figures(
        search, Beginnings(search.timeline), "mau", "product", search.everything
    ).get("qwen", [])
    assert thresholds(own) == wanted


@pytest.mark.parametrize(
    ("reading", "owners"),
    [
        (users("doubao", 1), {"doubao"}),
        (users(None, 1), {"qwen"}),
        (Reading(metric="mau", company="byte", value=1), set()),
        (users("nothing known", 1), set()),
    ],
)
def test_a_reading_is_of_the_product_it_names_or_else_of_the_only_one(
    reading: Reading, owners: set[str]
) -> None:
    timeline = timeline_of(event("e", "2025-11-01", "qwen", reading))
    search = Search(timeline)
    assert (
        set(lane_figures(search, Beginnings(search.timeline), "mau", "product", search.everything))
        == owners
    )


def test_what_is_counted_is_numbers_of_users_where_there_are_any() -> None:
    def price(product: str, id: str, when: str) -> Event:
        return event(id, when, product, users(product, 5, metric="price"))

    timeline = timeline_of(
        event("a", "2025-11-01", "qwen", users("qwen", 5 * M, metric="dau"), kind="launch"),
        price("qwen", "b", "2025-11-02"),
        price("doubao", "c", "2025-11-03"),
    )
    assert aligned(timeline, way="first").metric == "dau"
    assert aligned(timeline, way="first", metric="price").metric == "price"
    assert aligned(timeline_of(event("a", "2025-11-01", "qwen")), way="first").metric is None


def test_lag_takes_what_has_happened() -> None:
    comparison = Comparison(Search(TIMELINE))
    search = comparison.search
    everything = known(search, parse_query("", TIMELINE, TODAY), TODAY.toordinal())
    bits = TIMELINE.bits("product", "afu")
    found = comparison.lag(bits, TIMELINE.bits("product", "qwen"), 400, everything)
    assert [TIMELINE.id_of[number] for number in found.asked] == ["afu-launch"]
    assert TIMELINE.id_of[found.found[0]] == "talk"
