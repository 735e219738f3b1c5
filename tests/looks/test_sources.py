from __future__ import annotations

import pytest

from events.model import Citation, Event, Reading, Source
from events.sources import in_document_order, place_key, source_rows
from events.timeline import Timeline
from events.when import When
from tests.small_timeline import small_timeline


@pytest.mark.parametrize(
    "places",
    [
        ["§0 ¶1", "§0 ¶2", "§0 ¶10", "§2", "§2 ¶1", "§10 ¶1"],
        ["p. 2", "P.3", "p. 12"],
        ["第一节第二段", "第二节", "第2节第1段", "第十节", "第十一节"],
        ["４", "5", "10"],
        ["1", "1a", "1b", "2"],
        ["", "§1"],
    ],
)
def test_places_sort_as_people_count(places: list[str]) -> None:
    assert sorted(set(places), key=place_key) == places


def test_hostile_places_sort_too() -> None:
    for place in ("9" * 5000, "第十十十节", "\x1b[0m", "第", "§" * 500):
        place_key(place)


def test_a_source_tells_its_events_in_its_own_order() -> None:
    def event(id: str, day: str, *places: str | dict[str, str]) -> Event:
        citations = [Citation(source="s", place=place) for place in places]
        return Event(id=id, date=When(day), citations=(*citations, Citation(source="t")))

    timeline = Timeline.build(
        sources=[Source(id="s"), Source(id="t")],
        events=[
            event("late", "2021", "§4", "§10"),
            event("nowhere", "2022", ""),
            event("twice", "2023", "§3 ¶10", "§3 ¶2", "§3 ¶2"),
            event("beside", "2024", "§3 ¶2"),
            event("zh", "2025", {"en": "§9", "zh": "§1"}),
        ],
    )
    found = in_document_order(timeline, "s", "en")
    assert [(timeline.id_of[number], places) for number, places in found] == [
        ("twice", ("§3 ¶2", "§3 ¶10")),
        ("beside", ("§3 ¶2",)),
        ("late", ("§4", "§10")),
        ("zh", ("§9",)),
        ("nowhere", ()),
    ]
    assert timeline.id_of[in_document_order(timeline, "s", "zh")[0].number] == "zh"
    assert in_document_order(timeline, "nobody", "en") == []


def test_each_source_with_what_it_gave() -> None:
    timeline = small_timeline()
    shown = [
        (
            row.id,
            row.events,
            row.readings,
            row.alone,
            *(None if number is None else timeline.id_of[number] for number in row[4:]),
        )
        for row in source_rows(timeline)
    ]
    assert shown == [
        ("jan", 3, 2, 2, "afu", "mau"),
        ("feb", 2, 1, 1, "qwen", "qwen"),
        ("undated", 1, 1, 1, "doubao", "doubao"),
    ]


def test_sources_without_events_or_dates_are_there_too() -> None:
    timeline = Timeline.build(
        sources=[
            Source(id="idle", published=When("2026")),
            Source(id="b"),
            Source(id="a", published=When("2024-05")),
        ],
        events=[
            Event(id="x", citations=(Citation(source="b"), Citation(source="unknown"))),
            Event(
                id="y",
                date=When("../2021"),
                readings=(Reading(metric="m", value=1),),
                citations=(Citation(source="a"),),
            ),
        ],
    )
    assert [tuple(row) for row in source_rows(timeline)] == [
        ("a", 1, 1, 1, 0, 0),
        ("idle", 0, 0, 0, None, None),
        ("b", 1, 0, 1, None, None),
    ]
