from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.columns.bitsets import bits_of, bits_where, first_in, numbers_in
from events.files import load
from events.model import Company, Event, Kind, Product
from events.timeline import FIELDS, NEVER, Field, Timeline, Unknown
from events.when import When
from tests.small_timeline import IN_ORDER, small_timeline

DATES = (
    "2025 2025-01 2025-01-01 2025-01-31 2025-02~ 2024-02-29 2024-12/2025-01-01 2025-01-01/.. "
    "../2025-01-01 ../2025-06 2025-21 2025-33 202X 20XX [2024-12-25..2025-01-05] [2025-03..] "
    "[..2025-03] 2025/ /2025 0001 9999-12-31 9999-12/.."
).split()


def ids(timeline: Timeline, bits: int) -> list[str]:
    return [timeline.id_of[number] for number in numbers_in(bits, len(timeline))]


def test_events_are_in_date_order_and_undated_ones_last() -> None:
    timeline = small_timeline()
    assert tuple(timeline.id_of) == IN_ORDER
    assert len(timeline) == len(IN_ORDER)
    assert timeline.dated == 8
    assert timeline.number_of["mau"] == IN_ORDER.index("mau")
    assert timeline.when[8] is None
    assert timeline.lo[8] == timeline.hi[8] == NEVER
    assert timeline.lo[0] == 0
    assert timeline.start[0] == timeline.hi[0] == date(2021, 5, 31).toordinal()


def test_names_in_events_become_ids() -> None:
    timeline = small_timeline()
    mau = timeline.number_of["mau"]
    assert timeline.events[mau].readings[0].metric == "mau"
    assert timeline.events[timeline.number_of["qwen"]].citations[0].source == "jan"
    assert timeline.events[timeline.number_of["afu"]].kind == "launch"
    assert timeline.company_ids[mau] == ("alibaba",)  # its product's
    assert timeline.product_ids[mau] == ("qwen-app",)
    assert timeline.kind_id[timeline.number_of["y2025"]] == ""


def test_names_that_mean_nothing_are_told_and_stay() -> None:
    timeline = small_timeline()
    campaign = timeline.number_of["campaign"]
    assert timeline.unknown == (Unknown(campaign, ("companies", 1), "company", "Nobody & Co"),)
    assert timeline.events[campaign].companies == ("alibaba", "Nobody & Co")
    assert timeline.company_ids[campaign] == ("alibaba",)
    assert "nobody & co" in timeline.haystack[campaign]


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("company", "alibaba", ["y2025", "afu", "qwen", "mau", "campaign"]),
        ("company", "ant", ["afu"]),
        ("company", "idle", []),
        ("product", "doubao", ["doubao"]),
        ("kind", "launch", ["afu", "qwen"]),
        ("metric", "dau", ["mau", "doubao"]),
        ("tag", "Health", ["afu", "doubao"]),
        ("source", "feb", ["qwen", "campaign"]),
        ("status", "reported", ["until", "afu", "qwen", "mau", "doubao", "someday"]),
        ("by", "alibaba", ["mau"]),
        ("by", "QuestMobile", ["mau", "doubao"]),
    ],
)
def test_the_events_of_a_value(field: Field, value: str, expected: list[str]) -> None:
    timeline = small_timeline()
    assert ids(timeline, timeline.bits(field, value)) == expected


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("company", ("alibaba", "ant", "bytedance")),
        ("product", ("qwen-app", "afu", "doubao")),
        ("kind", ("launch", "users", "stock")),
        ("tag", ("free order", "Health")),
        ("status", ("reported", "announced", "planned", "forecast")),
        ("by", ("alibaba", "QuestMobile")),
        ("file", ()),
    ],
)
def test_values_that_events_have_in_reading_order(field: Field, values: tuple[str, ...]) -> None:
    assert small_timeline().values(field) == values


def test_a_parent_without_events_of_its_own_is_a_value() -> None:
    timeline = Timeline.build(
        companies=[Company(id="above"), Company(id="below", parent="above")],
        events=[Event(id="x", companies=("below",))],
    )
    assert timeline.values("company") == ("above", "below")
    assert timeline.family("above") == ("above", "below")
    assert timeline.ancestry("below") == ("below", "above")
    assert timeline.bits("company", "above") == 1


def test_companies_that_are_each_others_parents() -> None:
    timeline = Timeline.build(
        companies=[Company(id="a", parent="b"), Company(id="b", parent="a")],
        events=[Event(id="x", companies=("a",)), Event(id="y", companies=("b",))],
    )
    assert timeline.bits("company", "a") == timeline.bits("company", "b") == 0b11


def test_groups_are_months_and_years() -> None:
    dates = ("202X", "2025", "2025-01", "2025-01-31", "2025-03", "../2025-06", "2026-01/..")
    timeline = Timeline.build(events=[Event(id=d, date=When(d)) for d in dates])
    assert [tuple(group) for group in timeline.groups] == [
        (2020, None, 0),
        (2025, None, 1),
        (2025, 1, 2),
        (2025, 3, 4),
        (2025, 6, 5),
        (2026, None, 6),
    ]


@settings(deadline=None)
@given(st.lists(st.sampled_from(DATES)))
def test_groups_never_come_twice_and_follow_the_order(dates: list[str]) -> None:
    timeline = Timeline.build(events=[Event(id=str(i), date=When(d)) for i, d in enumerate(dates)])
    groups = timeline.groups
    assert list(timeline.start) == sorted(timeline.start)
    assert [group.first for group in groups] == sorted({group.first for group in groups})
    keys = [(group.year, group.month or 0) for group in groups]
    assert keys == sorted(set(keys))
    assert (groups[0].first if groups else 0) == 0


def test_the_launch_of_a_product() -> None:
    timeline = Timeline.build(
        products=[Product(id="p"), Product(id="q"), Product(id="r")],
        kinds=[Kind(id="launch", launch=True), Kind(id="open", launch=True), Kind(id="talk")],
        events=[
            Event(id="second", date=When("2025-03"), kind="launch", products=("p",)),
            Event(id="first", date=When("2025-02"), kind="open", products=("p",)),
            Event(id="before", date=When("2025-01"), kind="talk", products=("p", "q")),
            Event(id="undated", kind="launch", products=("r",)),
        ],
    )
    first = timeline.launch("p")
    assert first is not None
    assert timeline.id_of[first] == "first"
    assert timeline.launch("q") is timeline.launch("r") is timeline.launch("unknown") is None


def test_of_two_events_with_one_id_the_earlier_is_meant() -> None:
    dates = (When("2025-02"), When("2025-01"), None)
    timeline = Timeline.build(events=[Event(id="x", date=when) for when in dates])
    assert timeline.number_of == {"x": 0}


def test_an_event_knows_its_file_and_line(tmp_path: Path) -> None:
    tmp_path.joinpath("a.toml").write_text('[[event]]\nid = "later"\ndate = "2026"\n')
    tmp_path.joinpath("b.toml").write_text(
        '# first\n[[event]]\nid = "x"\ndate = "2025"\n\n[[event]]\nid = "undated"\n'
    )
    timeline = load(tmp_path)
    assert timeline.id_of == ["x", "later", "undated"]
    assert [timeline.place(n) for n in range(3)] == [("b.toml", 2), ("a.toml", 1), ("b.toml", 6)]
    assert timeline.file(1).name == "a.toml"
    assert timeline.nth_in_file(2) == 1
    assert timeline.values("file") == ("a.toml", "b.toml")
    assert ids(timeline, timeline.bits("file", "b.toml")) == ["x", "undated"]


def test_an_empty_timeline() -> None:
    timeline = Timeline.build()
    assert len(timeline) == timeline.dated == 0
    assert timeline.groups == ()
    assert timeline.haystack == []
    for field in FIELDS:
        assert timeline.values(field) == ()
        assert timeline.bits(field, "x") == 0


def test_rare_values_are_found_as_well() -> None:
    tags = [(f"t{i % 1500}", "even" if i % 2 == 0 else "odd") for i in range(3000)]
    timeline = Timeline.build(
        events=[Event(id=f"e{i:04}", tags=pair) for i, pair in enumerate(tags)]
    )
    assert timeline.is_rare(timeline.postings("tag")["t7"])
    assert not timeline.is_rare(timeline.postings("tag")["even"])
    assert timeline.bits("tag", "t7") == (1 << 7) | (1 << 1507)
    assert timeline.own_bits("tag", "t7", "even").bit_count() == 1502


@settings(deadline=None)
@given(st.sets(st.integers(0, 200)), st.integers(201, 300))
def test_bitsets_are_sets(numbers: set[int], size: int) -> None:
    bits = bits_of(numbers, size)
    assert list(numbers_in(bits, size)) == sorted(numbers)
    assert bits == bits_where(number in numbers for number in range(size))
    assert first_in(bits) == min(numbers, default=None)
    assert list(numbers_in((1 << size) - 1, size)) == list(range(size))
