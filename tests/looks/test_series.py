from __future__ import annotations

from datetime import date

import pytest

from events.model import Company, Event, Metric, Product, Reading
from events.query import Search, parse_query
from events.readings.series import (
    AllSeries,
    company_of,
    like_units,
    provider_name,
    reading_of,
    subject_name,
    wanted,
)
from events.timeline import Timeline
from events.when import When

TODAY = date(2026, 2, 26)


def event(date: str | None, *readings: Reading, **fields: object) -> Event:
    """An event of all that is read in it, unless said otherwise."""
    when = When(date) if date else None
    if not fields.keys() & {"products", "companies"}:
        fields["products"] = tuple(reading.product for reading in readings if reading.product)
        fields["companies"] = tuple(reading.company for reading in readings if reading.company)
    return Event(date=when, readings=readings, **fields)  # type: ignore[arg-type]


def dau(value: float | None = None, **fields: object) -> Reading:
    return Reading(**{"metric": "dau", "value": value, **fields})  # type: ignore[arg-type]


TIMELINE = Timeline.build(
    companies=(
        Company(id="a", name={"en": "Firm A", "zh": "甲公司"}),
        Company(id="sub", parent="a"),
        Company(id="b"),
    ),
    products=(
        Product(id="p", name={"en": "Pea", "zh": "豌豆"}, company="sub"),
        Product(id="q", company="b"),
        Product(id="lonely"),
    ),
    metrics=(
        Metric(id="mau", unit={"en": "users", "zh": "人"}),
        Metric(id="dau", unit="users"),
        Metric(id="price", unit="%"),
        Metric(id="share", unit="%"),
        Metric(id="rank"),
        Metric(id="place"),
        Metric(id="opens", unit={"en": "times", "zh": "次"}),
        Metric(id="visits", unit={"en": "times", "zh": "次"}),
    ),
    events=(
        event("2026-01", dau(1, product="p", by="Firm A")),
        event("2026-02-01", dau(2, product="p", by="甲公司"), dau(9, product="q", by="Panel")),
        event("2026-03", dau(low=3, high=5, product="p", by="PANEL")),
        event(None, dau(4, product="p", by="Panel")),
        event("2026-01-20", dau(7), products=("q",)),
        event("2026-01-21", dau(8, by="Panel"), companies=("b",)),
        event("2026-01-22", dau(8, by="Panel"), products=("p", "q")),
        event("2026-01-23", Reading(metric="price", value=-2, bound="over", company="a")),
        event("2026-04", dau(6, product="p", by="Panel"), status="forecast"),
        event("2026-05", Reading(metric="mau", value=50, bound="under", product="p", by="Panel")),
    ),
)


def found(query: str = "") -> dict[tuple[str, str, str], list[float]]:
    """The series of a query: what, of whom, by whom; the lower ends of their points."""
    readings = AllSeries(TIMELINE)
    result = Search(TIMELINE).run(parse_query(query, TIMELINE, TODAY))
    wishes = wanted(result.query, TIMELINE)
    metrics = wishes.metrics or readings.counts(result.bits)
    return {
        (series.key.metric, series.key.subject, series.key.by): [p.low for p in series.points]
        for metric in metrics
        for series in readings.series(metric, result.bits, lambda key: wishes.takes(key, TIMELINE))
    }


def test_a_series_is_one_metric_of_one_product_by_one_provider() -> None:
    assert found("metric:dau") == {
        ("dau", "p", "Panel"): [3, 6, 4],
        ("dau", "p", "a"): [1, 2],
        ("dau", "q", ""): [7],
        ("dau", "q", "Panel"): [9],
        ("dau", "b", "Panel"): [8],
        ("dau", "", "Panel"): [8],
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("metric:mau", [("mau", "p", "Panel")]),
        ("metric:mau,price", [("mau", "p", "Panel"), ("price", "a", "")]),
        ("metric:price,mau", [("price", "a", ""), ("mau", "p", "Panel")]),
        ("mau<60", [("mau", "p", "Panel")]),
        ("metric:mau OR metric:price", [("mau", "p", "Panel"), ("price", "a", "")]),
        # of an event of two products only what was asked for
        ("metric:dau product:q date:2026-02-01", [("dau", "q", "Panel")]),
        # what is measured in no product at all stays
        ("metric:dau product:q date:2026-01-22", [("dau", "", "Panel")]),
        # a company's own, those of its products and of the companies under it
        ("metric:dau company:a -date:2026-01-22", [("dau", "p", "Panel"), ("dau", "p", "a")]),
        ("metric:price company:a", [("price", "a", "")]),
        ("metric:dau by:甲公司", [("dau", "p", "a")]),
        ("-metric:dau", [("price", "a", ""), ("mau", "p", "Panel")]),
        ("date:1999", []),
    ],
)
def test_the_query_says_which_series_are_shown(
    query: str, expected: list[tuple[str, str, str]]
) -> None:
    assert sorted(found(query)) == sorted(expected)
    if query.startswith("metric:"):
        assert list(found(query)) == expected


def test_metrics_are_ranked_by_the_events_that_read_them() -> None:
    readings = AllSeries(TIMELINE)
    everything = (1 << len(TIMELINE)) - 1
    assert readings.counts(everything) == {"dau": 8, "mau": 1, "price": 1}
    assert list(readings.counts(everything)) == ["dau", "mau", "price"]
    assert readings.counts(0) == {}
    assert readings.series("dau", 0) == []
    assert readings.series("nothing", everything) == []


def test_points_know_their_reading_and_where_the_value_may_be() -> None:
    readings = AllSeries(TIMELINE)
    everything = (1 << len(TIMELINE)) - 1
    (price,) = readings.series("price", everything)
    (mau,) = readings.series("mau", everything)
    panel = readings.series("dau", everything)[0]
    assert price.points[0].direction == -1  # a fall of over 2 %
    assert mau.points[0].direction == -1
    assert [point.middle for point in panel.points] == [4, 6, 4]
    assert [point.measured for point in panel.points] == [True, False, True]
    assert [point.when for point in panel.points][-1] is None
    assert reading_of(panel.points[0], TIMELINE).high == 5
    assert panel.key.may_be_joined
    assert not price.key.may_be_joined
    assert (subject_name(panel.key, TIMELINE, "zh"), provider_name(price.key, TIMELINE, "en")) == (
        "豌豆",
        "",
    )
    own = readings.series("dau", everything)[1]
    assert provider_name(own.key, TIMELINE, "zh") == "甲公司"
    assert (company_of(own.key, TIMELINE), company_of(price.key, TIMELINE)) == ("sub", "a")
    nobodys = readings.series("dau", everything)[-1]
    assert (company_of(nobodys.key, TIMELINE), subject_name(nobodys.key, TIMELINE, "en")) == (
        "",
        "",
    )


def test_metrics_of_one_unit_share_an_axis_and_percentages_do_not() -> None:
    assert like_units(["price", "dau", "rank", "mau", "share", "opens", "visits"], TIMELINE) == [
        ("price",),
        ("dau", "mau"),
        ("rank",),
        ("share",),
        ("opens", "visits"),
    ]
    assert like_units(["unknown", "place"], TIMELINE) == [("unknown",), ("place",)]
