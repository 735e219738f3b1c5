from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.columns.bitsets import bits_of, numbers_in
from events.columns.counting import family_order
from events.coverage import MOST_COLUMNS, By, Coverage, Table, days_asked
from events.dates.periods import UNITS, Unit, edtf, first_day, period_of, query_words
from events.model import Company, Event, Product
from events.queries.narrow import narrowed_to_days, narrowed_to_value, with_words
from events.query import QueryError, Search, parse_query
from events.timeline import Timeline
from events.when import When
from tests.dates.edtf_texts import whens
from tests.small_timeline import small_timeline

TODAY = date(2026, 2, 26)


@cache
def small() -> Coverage:
    return Coverage(Search(small_timeline()))


def table(by: By = "company", unit: Unit = "quarter", query: str = "") -> Table:
    coverage = small()
    search = coverage.search
    result = search.run(parse_query(query, search.timeline, TODAY))
    return coverage.table(result.bits, by, unit, days_asked(result.query))


def ids(bits: int) -> set[str]:
    timeline = small_timeline()
    return {timeline.id_of[number] for number in numbers_in(bits, len(timeline))}


def shown(found: Table) -> dict[str, list[str]]:
    """Per row the columns with a count, with it."""
    return {
        row.value: [
            f"{query_words(period, found.unit)} {count}"
            for period, count in zip(found.periods, found.counts(row.value), strict=True)
            if count
        ]
        for row in found.rows
    }


# ---- periods


@given(st.integers(1, date.max.toordinal()), st.sampled_from(UNITS))
def test_each_day_is_in_one_period_whose_edtf_is_its_days(day: int, unit: Unit) -> None:
    period = period_of(day, unit)
    first, after = first_day(period, unit), first_day(period + 1, unit)
    assert first <= day < after
    when = When(edtf(period, unit))
    assert (when.lo, when.hi) == (first, after - 1)
    query = parse_query(f"date:{query_words(period, unit)}", small_timeline(), TODAY)
    (dated,) = query.expr.items
    assert dated == parse_query(f"date:{edtf(period, unit)}", small_timeline(), TODAY).expr.items[0]


# ---- counting


def test_events_are_counted_where_they_surely_were_or_began() -> None:
    assert shown(table()) == {
        "alibaba": ["2025-Q2 1", "2025-Q4 1", "2026-Q1 2"],
        "ant": ["2025-Q2 1"],
        "bytedance": ["2026-Q1 1"],
        "": ["2021-Q2 1", "2026-Q1 1"],
    }
    found = table()
    assert [(row.value, row.depth, row.total) for row in found.rows] == [
        ("alibaba", 0, 5),
        ("ant", 1, 1),
        ("bytedance", 0, 2),
        ("", 0, 2),
    ]
    assert found.idle == ("idle",)
    assert found.most == 2
    assert ids(found.loose("alibaba")) == {"y2025"}
    assert ids(found.undated("bytedance")) == {"someday"}
    assert ids(found.sourced("alibaba")) == {"afu", "qwen", "mau", "campaign"}


def test_a_year_runs_through_its_quarters_and_is_in_none() -> None:
    found = table()
    year = found.periods.index(period_of(When("2025").lo, "quarter"))
    assert found.runs("alibaba") == [(year, year + 3)]
    assert found.runs("bytedance") == []
    assert shown(table(unit="year"))["alibaba"] == ["2025 3", "2026 2"]
    assert table(unit="year").runs("alibaba") == []
    alone = table(query="id:y2025")
    assert [len(alone.periods), alone.counts("alibaba"), alone.runs("alibaba")] == [
        4,
        [0, 0, 0, 0],
        [(0, 3)],
    ]


def test_a_cell_knows_its_events_and_those_that_may_fall_there() -> None:
    found = table()
    fourth = found.periods.index(period_of(When("2025-10").lo, "quarter"))
    assert ids(found.cell("alibaba", fourth)) == {"qwen"}
    assert ids(found.may_be_in("alibaba", fourth)) == {"qwen", "y2025"}
    assert ids(found.cell("bytedance", fourth)) == set()
    assert found.counts("alibaba", sourced=True)[fourth] == 1


def test_of_days_asked_for_all_columns_are_there_and_no_others() -> None:
    found = table("company", "month", "date:2026-Q1")
    assert [query_words(period, "month") for period in found.periods] == [
        "2026-01",
        "2026-02",
        "2026-03",
    ]
    assert found.counts("alibaba") == [1, 1, 0]
    # What began before and goes on is in no column, and runs through those it lasts in.
    found = table("company", "month", "date:2026-03")
    assert (found.counts("alibaba"), found.runs("alibaba")) == ([0], [(0, 0)])
    assert ids(found.loose("alibaba")) == {"campaign"}
    quarter = When("2026-33")
    assert small().natural_unit((quarter.lo, quarter.hi)) == "month"


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("", None),
        ("千问", None),
        ("date:2025", "2025"),
        ("date:2025 within:2025-11", "2025-11"),
        ("date:2025-01,2025-11", "2025-01/2025-11"),
        ("since:2025 until:2026", "2025/2026"),
        ("date:2024 date:2026", None),
        ("-date:2025", None),
        ("(date:2025)", None),
    ],
)
def test_the_days_a_query_asks_for(query: str, days: str | None) -> None:
    asked = days_asked(parse_query(query, small_timeline(), TODAY))
    when = When(days) if days else None
    assert asked == ((when.lo, when.hi) if when else None)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("product", {"qwen-app": 2, "afu": 1, "doubao": 1, "": 5}),
        ("kind", {"users": 2, "launch": 2, "stock": 1, "": 4}),
        ("metric", {"dau": 2, "mau": 1, "share-price-change": 1}),
    ],
)
def test_rows_by_other_fields(by: By, expected: dict[str, int]) -> None:
    assert {row.value: row.total for row in table(by).rows} == expected


def test_a_selection_without_dated_events_has_no_columns() -> None:
    found = table(query="is:undated")
    assert (found.periods, [row.value for row in found.rows]) == (range(0), ["bytedance"])
    assert found.counts("bytedance") == []
    assert found.most == 0
    empty = table(query="-company:alibaba company:ant")
    assert (empty.rows, len(empty.periods), empty.most) == ((), 0, 0)


common = st.sampled_from(["2025", "2025-11", "2025-11-11", "2025-36", "../2025"]).map(When)


@given(st.lists(whens() | common, min_size=1, max_size=12), st.sampled_from(UNITS))
def test_every_dated_event_is_in_one_column_or_in_none(dates: list[When], unit: Unit) -> None:
    timeline = Timeline.build(
        companies=[Company(id="a")],
        events=[
            Event(id=f"e{n}", date=when, companies=("a",) if n % 2 else (), title="t")
            for n, when in enumerate(dates)
        ],
    )
    coverage = Coverage(Search(timeline))
    found = coverage.table(coverage.search.everything, "company", unit)
    assert len(found.periods) <= MOST_COLUMNS
    for row in found.rows:
        counts = found.counts(row.value)
        assert len(counts) == len(found.periods)
        assert sum(counts) + found.loose(row.value).bit_count() == row.total
        for column, count in enumerate(counts):
            cell = found.cell(row.value, column)
            assert cell.bit_count() == count
            assert cell & ~found.may_be_in(row.value, column) == 0
            for number in numbers_in(cell, len(timeline)):
                assert found.column_of(number) == column
        for first, last in found.runs(row.value):
            assert 0 <= first <= last < len(found.periods)


@pytest.mark.parametrize(
    ("first", "last", "unit", "fit"),
    [
        ("2025-01-05", "2025-11-30", "month", UNITS),
        ("2021-01-05", "2026-02-26", "quarter", UNITS),
        ("2015-01-05", "2026-02-26", "quarter", UNITS),
        ("1990-01-05", "2026-02-26", "year", UNITS[1:]),
        ("1200-01-05", "2026-02-26", "century", UNITS[3:]),
    ],
)
def test_the_unit_follows_the_span(
    first: str, last: str, unit: Unit, fit: tuple[Unit, ...]
) -> None:
    timeline = Timeline.build(
        events=[Event(id=text, date=When(text), title="t") for text in (first, last)]
    )
    coverage = Coverage(Search(timeline))
    bits = coverage.search.everything
    assert coverage.natural_unit() == unit
    assert coverage.units(bits) == fit
    assert coverage.table(bits, "company", "month").unit == fit[0]


def test_companies_stand_below_their_parents_and_in_circles_beside_each_other() -> None:
    timeline = Timeline.build(
        companies=[
            Company(id="a"),
            Company(id="b", parent="a"),
            Company(id="c", parent="b"),
            Company(id="d", parent="a"),
            Company(id="x", parent="y"),
            Company(id="y", parent="x"),
        ]
    )
    assert family_order(timeline, ["x", "d", "c", "b", "a", "y"]) == {
        "a": 0,
        "d": 1,
        "b": 1,
        "c": 2,
        "x": 0,
        "y": 0,
    }


def test_rare_values_are_counted_as_well() -> None:
    size = 2_500
    timeline = Timeline.build(
        products=[Product(id="rare", company="a"), Product(id="often", company="a")],
        companies=[Company(id="a")],
        events=[
            Event(
                id=f"e{n:04}",
                date=When("2025-03-01"),
                products=("rare",) if n in (7, 9) else ("often",),
                title="t",
            )
            for n in range(size)
        ],
    )
    coverage = Coverage(Search(timeline))
    found = coverage.table(bits_of([7, 8], size), "product", "quarter")
    assert [(row.value, row.total) for row in found.rows] == [("often", 1), ("rare", 1)]
    assert found.counts("rare") == [1]


# ---- narrowing the query


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("", "alibaba", "company:alibaba"),
        ("千问", "alibaba", "千问 company:alibaba"),
        ("company:alibaba", "ant", "company:ant"),
        ("company:阿里,bytedance 千问", "alibaba", "千问 company:alibaba"),
        ("company:bytedance", "alibaba", "company:bytedance company:alibaba"),
        ("company:ant", "alibaba", "company:ant company:alibaba"),
        ("-company:alibaba", "alibaba", "-company:alibaba company:alibaba"),
        ("kind:users AND company:alibaba", "ant", "kind:users company:ant"),
        ("", "", "-has:company"),
        ("-has:company", "", "-has:company"),
    ],
)
def test_a_line_is_narrowed_to_a_company(text: str, value: str, expected: str) -> None:
    assert narrowed_to_value(text, "company", value, small_timeline()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "date:2025-Q4"),
        ("date:2025 千问", "千问 date:2025-Q4"),
        ("日期:2024,2025", "date:2025-Q4"),
        ("date:2025-11", "date:2025-11 date:2025-Q4"),
        ("since:2025", "since:2025 date:2025-Q4"),
        ("date:2025-Q4", "date:2025-Q4"),
        ("date:nonsense", "date:nonsense date:2025-Q4"),
    ],
)
def test_a_line_is_narrowed_to_days(text: str, expected: str) -> None:
    when = When("2025-36")
    assert narrowed_to_days(text, "2025-Q4", when.lo, when.hi, TODAY) == expected


def test_a_line_that_is_not_understood_is_not_narrowed() -> None:
    with pytest.raises(QueryError):
        narrowed_to_value('"open', "company", "ant", small_timeline())
    assert with_words("a is:undated", ("is:undated", "b")) == "a is:undated b"


def test_a_cell_leads_to_what_may_fall_there() -> None:
    found = table()
    timeline = small_timeline()
    for row in found.rows:
        for column, period in enumerate(found.periods):
            text = narrowed_to_value("", "company", row.value, timeline)
            first, after = first_day(period, "quarter"), first_day(period + 1, "quarter")
            words = query_words(period, "quarter")
            text = narrowed_to_days(text, words, first, after - 1, TODAY)
            result = small().search.run(parse_query(text, timeline, TODAY))
            assert result.bits == found.may_be_in(row.value, column), text
