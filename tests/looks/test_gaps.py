from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from events.columns.bitsets import numbers_in
from events.coverage import Coverage
from events.gaps import Gaps, Lack
from events.known import known_bits
from events.model import Citation, Event, Kind, Metric, Product, Reading, Source, Status
from events.query import Search, parse_query
from events.readings.figures import Measured, Subject, figures
from events.readings.freshness import Days, freshness
from events.timeline import Timeline
from events.when import When
from tests.small_timeline import small_timeline

TODAY = date(2026, 2, 26)


@cache
def small() -> Gaps:
    return Gaps(Coverage(Search(small_timeline())), TODAY.toordinal())


def bits_for(query: str) -> int:
    search = Search(small_timeline())
    return search.run(parse_query(query, search.timeline, TODAY)).bits


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "",
            {
                "launch": [("doubao", 1)],
                "second-source": [("jan", 2), ("feb", 1), ("undated", 1)],
                "source": [("", 4)],
                "date": [("", 1)],
            },
        ),
        ("product:qwen-app", {"second-source": [("jan", 1)]}),
        ("id:qwen", {}),
        ("is:undated", {"source": [("", 1)], "date": [("", 1)]}),
        ("company:idle", {}),
    ],
)
def test_what_a_selection_lacks(query: str, expected: dict[Lack, list[tuple[str, int]]]) -> None:
    found = small().lacks(bits_for(query))
    assert {
        lack: [(entry.value, entry.events) for entry in entries] for lack, entries in found.items()
    } == expected


def test_every_entry_leads_to_its_events() -> None:
    timeline = small_timeline()
    entries = [entry for lack in small().lacks(bits_for("")).values() for entry in lack]
    entries += small().fresh(bits_for(""))
    assert len(entries) == 9
    for entry in entries:
        numbers = numbers_in(bits_for(" ".join(entry.terms)), len(timeline))
        assert len(numbers) == entry.events, entry
        assert entry.first in numbers, entry


def test_a_source_cited_beside_another_is_left_out_by_name() -> None:
    entries = small().lacks(bits_for(""))["second-source"]
    assert entries[0].terms == ("source:jan", "-source:feb")
    assert entries[2].terms == ("source:undated",)


# ---- freshness


def read(*dates: str | tuple[str, Status]) -> Timeline:
    """A timeline with a reading of one metric on each of these dates."""
    events = []
    for n, one in enumerate(dates):
        text, status = one if isinstance(one, tuple) else (one, "reported")
        reading = Reading(metric="dau", product="p", value=n)
        when = When(text) if text else None
        events.append(Event(id=f"e{n}", date=when, title="t", status=status, readings=(reading,)))
    return Timeline.build(products=[Product(id="p")], metrics=[Metric(id="dau")], events=events)


@pytest.mark.parametrize(
    ("dates", "age", "usual", "overdue"),
    [
        (["2026-02-20"], (6, 6), None, False),
        (["2026-02-20", "2026-02-10"], (6, 6), None, False),
        (["2026-02-01", "2026-02-11", "2026-02-21"], (5, 5), (10, 10), False),
        (["2026-01-01", "2026-01-11", "2026-01-21"], (36, 36), (10, 10), True),
        (["2026-01-01", "2026-01-11", "2026-01-21", "2026-01-21"], (36, 36), (10, 10), True),
        (["2025-10", "2025-11", "2025-12"], (57, 87), (1, 60), False),
        (["2025-08", "2025-09", "2025-10"], (118, 148), (1, 60), True),
        (["2023", "2024", "2025"], (57, 421), (1, 730), False),
        (["2026-02-01", "2026-02-11", "2026-03-21", ""], (15, 15), None, False),
        (["2026-02-01", ("2026-02-11", "forecast"), "../2026-02-12"], (25, 25), None, False),
    ],
)
def test_age_and_usual_interval_are_as_vague_as_the_dates(
    dates: list[str], age: tuple[int, int], usual: tuple[int, int] | None, overdue: bool
) -> None:
    timeline = read(*dates)
    (found,) = freshness(timeline, figures(timeline), TODAY.toordinal())
    assert found.measured == Measured("dau", Subject("product", ("p",)))
    assert found.age == age
    assert found.usual == usual
    assert found.is_overdue == overdue
    gaps = Gaps(Coverage(Search(timeline)), TODAY.toordinal())
    assert ("newer" in gaps.lacks((1 << len(dates)) - 1)) == overdue


def test_without_a_reading_by_today_there_is_no_freshness() -> None:
    timeline = read("2026-02-27", ("2025-01-01", "planned"), ("2025-01-01", "withdrawn"), "")
    assert freshness(timeline, figures(timeline), TODAY.toordinal()) == []
    assert freshness(small_timeline(), {}, 1) == []


def test_the_oldest_metric_comes_first_and_days_print_as_given() -> None:
    found = freshness(small_timeline(), figures(small_timeline()), TODAY.toordinal())
    assert [(one.measured.metric, one.measured.subject.ids, one.age) for one in found] == [
        ("dau", ("doubao",), Days(43, 43)),
        ("dau", ("qwen-app",), Days(43, 43)),
        ("mau", ("qwen-app",), Days(43, 43)),
    ]


def test_a_launch_outside_the_selection_is_a_launch() -> None:
    timeline = Timeline.build(
        products=[Product(id="p"), Product(id="q")],
        kinds=[Kind(id="launch", launch=True)],
        sources=[Source(id="s")],
        events=[
            Event(id="a", date=When("2024"), kind="launch", products=("p",), title="t"),
            Event(id="b", date=When("2026"), products=("p", "q"), title="t"),
            Event(id="c", kind="launch", products=("q",), citations=(Citation(source="s"),)),
        ],
    )
    gaps = Gaps(Coverage(Search(timeline)), TODAY.toordinal())
    assert [entry.value for entry in gaps.lacks(0b10)["launch"]] == ["q"]


def test_what_was_lacking_on_a_day_is_judged_by_what_was_known() -> None:
    early, late = (
        Source(id="early", published=When("2025-06-30")),
        Source(id="late", published=When("2026-02")),
    )

    def told(id: str, when: str, *sources: str, kind: str = "users") -> Event:
        return Event(
            id=id,
            date=When(when),
            kind=kind,
            products=("app",),
            readings=(Reading(metric="mau", value=1),),
            citations=tuple(Citation(source=source) for source in sources),
        )

    timeline = Timeline.build(
        events=[
            told("a", "2025-01-01", "early"),
            told("b", "2025-02-01", "early", "late"),
            told("c", "2025-03-01", "early"),
            told("d", "2025-04-01", "late"),
            told("e", "2024-12-01", "late", kind="launch"),
        ],
        products=[Product(id="app")],
        kinds=[Kind(id="launch", launch=True), Kind(id="users")],
        metrics=[Metric(id="mau")],
        sources=[early, late],
    )
    search = Search(timeline)
    by = When("2025-07-31").hi
    now, then = (Gaps(Coverage(search), TODAY.toordinal(), day) for day in (None, by))
    known = known_bits(search, by)
    assert {lack: [entry.events for entry in all] for lack, all in now.lacks(known).items()} == {
        "newer": [3],
        "second-source": [2],
    }
    assert {lack: [entry.events for entry in all] for lack, all in then.lacks(known).items()} == {
        "launch": [3],
        "newer": [3],
        "second-source": [3],
    }
    ((one,), (other,)) = now.fresh(known), then.fresh(known)
    assert one.fresh is not None
    assert other.fresh is not None
    assert (timeline.id_of[one.fresh.last], one.fresh.dates) == ("d", 5)
    assert (timeline.id_of[other.fresh.last], other.fresh.dates) == ("c", 3)
    assert other.fresh.age.least == (date(2025, 7, 31) - date(2025, 3, 1)).days
