from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from events.lanes import LANE_FIELDS, Lane, LaneField, LaneKey, LaneOrder, lanes_of, parents_of
from events.model import Company, Event, Product
from events.timeline import Timeline
from events.when import When
from tests.screen.listing import hostile_timeline
from tests.small_timeline import small_timeline

if TYPE_CHECKING:
    from events.when import Lang

SMALL = small_timeline()
ALL = (1 << len(SMALL)) - 1


def shown(lanes: list[Lane], timeline: Timeline = SMALL) -> list[str]:
    """Each lane as its label under its parents, and the ids of its events."""
    lines = []
    for lane in lanes:
        sign = "▸" if lane.is_collapsed else "▾" if lane.is_parent else ""
        ids = " ".join(timeline.id_of[number] for number in lane.numbers)
        lines.append(f"{'  ' * lane.depth}{sign}{lane.label('en') or '-'}: {ids}")
    return lines


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("company", [
            "▾Alibaba: y2025 qwen mau campaign",
            "  Ant Group: afu",
            "ByteDance: doubao someday",
            "-: until window",
        ]),
        ("product", [
            "▾Alibaba: y2025 campaign",
            "  ▾Ant Group: ",
            "    Afu: afu",
            "  Qwen app: qwen mau",
            "▾ByteDance: someday",
            "  Doubao: doubao",
            "-: until window",
        ]),
        ("kind", [
            "App launch: afu qwen",
            "Users: mau doubao",
            "Stock: window",
            "-: until y2025 campaign someday",
        ]),
        ("source", [
            "January review: afu qwen mau",
            "二月观察: qwen campaign",
            "A leaflet: doubao",
            "-: until y2025 window someday",
        ]),
        ("tag", [
            "free order: afu",
            "Health: afu doubao",
            "-: until y2025 qwen mau campaign window someday",
        ]),
    ],
)  # fmt: skip
def test_lanes_of_a_small_timeline(by: LaneField, expected: list[str]) -> None:
    lanes = lanes_of(SMALL, ALL, by)
    assert shown(lanes) == expected
    for lane in lanes:
        assert lane.count == len(lane.numbers)
        assert [SMALL.when[n] for n in lane.undated] == [None] * (lane.count - lane.dated)


@pytest.mark.parametrize(
    ("order", "lang", "expected"),
    [
        ("first", "en", ["Alibaba", "Ant Group", "ByteDance", ""]),
        ("count", "en", ["Alibaba", "Ant Group", "ByteDance", ""]),
        ("name", "en", ["Alibaba", "Ant Group", "ByteDance", ""]),
        ("name", "zh", ["ByteDance", "Alibaba", "Ant Group", ""]),
    ],
)
def test_the_order_is_that_of_all_below(order: LaneOrder, lang: Lang, expected: list[str]) -> None:
    lanes = lanes_of(SMALL, ALL, "company", order, lang=lang)
    assert [lane.label("en") for lane in lanes] == expected


def test_the_most_events_come_first() -> None:
    bits = sum(1 << SMALL.number_of[id] for id in ("doubao", "someday", "mau"))
    for order, first in (("count", "ByteDance"), ("first", "Alibaba")):
        lanes = lanes_of(SMALL, bits, "company", order)  # type: ignore[arg-type]
        assert lanes[0].label("en") == first


def test_a_collapsed_parent_has_its_childrens_events() -> None:
    alibaba: LaneKey = ("company", "alibaba")
    ant: LaneKey = ("company", "ant")
    lanes = lanes_of(SMALL, ALL, "company", collapsed=frozenset({alibaba}))
    assert shown(lanes)[0] == "▸Alibaba: y2025 afu qwen mau campaign"
    assert len(lanes) == 3
    lanes = lanes_of(SMALL, ALL, "product", collapsed=frozenset({ant, ("company", "gone")}))
    assert shown(lanes)[:3] == [
        "▾Alibaba: y2025 campaign",
        "  ▸Ant Group: afu",
        "  Qwen app: qwen mau",
    ]
    assert parents_of(SMALL, ALL, "product") == {alibaba, ant, ("company", "bytedance")}
    assert parents_of(SMALL, ALL, "kind") == frozenset()


def test_only_what_is_selected_and_lanes_that_have_some_of_it() -> None:
    bits = sum(1 << SMALL.number_of[id] for id in ("afu", "window"))
    assert shown(lanes_of(SMALL, bits, "company")) == [
        "▾Alibaba: ",
        "  Ant Group: afu",
        "-: window",
    ]
    assert shown(lanes_of(SMALL, bits, "kind")) == ["App launch: afu", "Stock: window"]
    assert lanes_of(SMALL, 0, "company") == []


def test_an_event_of_two_companies_stands_in_both() -> None:
    timeline = Timeline.build(
        companies=[Company(id="a"), Company(id="b")],
        products=[Product(id="p", company="a"), Product(id="q")],
        events=[Event(id="x", companies=("a", "b")), Event(id="y", products=("p", "q"))],
    )
    assert shown(lanes_of(timeline, 3, "company"), timeline) == ["a: x y", "b: x"]
    assert shown(lanes_of(timeline, 3, "product"), timeline) == ["▾a: x", "  p: y", "b: x", "q: y"]


@pytest.mark.parametrize("by", LANE_FIELDS)
def test_every_selected_event_is_in_some_lane(by: LaneField) -> None:
    for timeline in (SMALL, hostile_timeline(), Timeline.build()):
        everything = (1 << len(timeline)) - 1
        for bits in (everything, everything & 0b10101):
            found = 0
            for lane in lanes_of(timeline, bits, by):
                found |= lane.bits
                assert sum(1 << number for number in lane.numbers) == lane.bits
            assert found == bits


def test_parents_in_a_circle_lose_no_event() -> None:
    timeline = Timeline.build(
        companies=[Company(id="a", parent="b"), Company(id="b", parent="a")],
        events=[Event(id="x", companies=("a",), date=When("2025"))],
    )
    assert sum(lane.count for lane in lanes_of(timeline, 1, "company")) == 1
