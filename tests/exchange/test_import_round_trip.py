"""What is exported comes back: the seeds in every format, events of every sort in exact ones."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.exports.event_object import TOLD_ONLY, event_object
from events.exports.formats import FORMATS
from events.exports.selection import Selection
from events.files import load
from events.loading.plain_rows import plain_model
from events.model import Citation, Event, Reading
from events.timeline import Timeline
from events.when import When
from tests.exchange.imported import TODAY, previewed, sorts, written
from tests.small_timeline import COMPANIES, KINDS, METRICS, PRODUCTS, SOURCES

SEEDS = Path(__file__).parents[2] / "seeds"
EXACT = ("csv", "json", "jsonl", "toml")
LOSSY = ("ics", "timelinejs", "markwhen")


@cache
def seeds() -> Timeline:
    return load(SEEDS)


def exported(timeline: Timeline, format: str) -> str:
    numbers = range(len(timeline))
    pieces = FORMATS[format].export(Selection(timeline, numbers, "en", day=TODAY)).pieces
    return "".join(pieces)


def told(timeline: Timeline) -> dict[str, dict[str, Any]]:
    """All events by id, apart from where they stand."""
    found = (event_object(timeline, number) for number in range(len(timeline)))
    return {
        event["id"]: {key: value for key, value in event.items() if key not in TOLD_ONLY}
        for event in found
    }


@pytest.mark.parametrize("format", EXACT)
def test_the_seeds_come_back_as_they_were(tmp_path: Path, format: str) -> None:
    text = exported(seeds(), format)
    shutil.copy(SEEDS / "names.toml", tmp_path)
    found = written(tmp_path, text, format)
    assert (found.count("new"), found.count("refused"), found.made) == (len(seeds()), 0, {})
    there = load(tmp_path)
    assert told(there) == told(seeds())
    assert not [problem for problem in there.problems if problem.level == "error"]
    again = previewed(there, text, format)
    assert again.count("same") == len(seeds())


def test_the_seeds_as_toml_come_back_with_their_names_into_an_empty_folder(tmp_path: Path) -> None:
    written(tmp_path, exported(seeds(), "toml"), "toml", make=True)
    there = load(tmp_path)
    assert told(there) == told(seeds())
    for table in ("companies", "products", "kinds", "metrics", "sources"):
        come = getattr(there, table)
        assert come
        assert come == {id: getattr(seeds(), table)[id] for id in come}


@pytest.mark.parametrize("format", [*EXACT, *LOSSY])
def test_what_is_there_already_is_the_same_in_every_format(format: str) -> None:
    found = previewed(seeds(), exported(seeds(), format), format)
    assert {item.sort for item in found.items} == {"same"}
    assert len(found.items) >= len(seeds()) - 5  # undated ones have no place in some


@pytest.mark.parametrize("format", LOSSY)
def test_twice_the_same_import_changes_nothing(tmp_path: Path, format: str) -> None:
    text = exported(seeds(), format)
    shutil.copy(SEEDS / "names.toml", tmp_path)
    found = written(tmp_path, text, format, make=True)
    assert {item.sort for item in found.items} == {"new"}
    there = load(tmp_path)
    dates = {id: event["date"] for id, event in told(there).items()}
    assert dates == {id: told(seeds())[id]["date"] for id in dates}
    assert {item.sort for item in previewed(there, text, format).items} == {"same"}


FOREIGN = {
    "csv": "Date,Title,Tags\n2025,A,x\n2025-03,B,\n2025,A,x\n,C,\n",
    "tsv": "日期\t标题\n2025年3月\t甲\n2025-04\t乙\n",
    "json": '[{"title": {"en": "A", "zh": "甲"}, "date": "2025"}, {"title": "B", "tags": ["x"]}]',
    "jsonl": '{"title": "A", "date": 2025}\n{"title": "A", "date": 2025, "note": "n"}\n',
    "timelinejs": '{"events": [{"start_date": {"year": "2025"}, "text": {"headline": "A"},'
    ' "media": {"url": "https://e.org/a"}, "group": "G", "display_date": "some time"}]}',
    "markwhen": "# G\n2025: A #t\nwords\n\n2025-01 / 2025-02: B\n2025: A\n",
    "ics": "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:x@y\nSUMMARY:A\nDTSTART;VALUE=DATE:20250101\n"
    "DTEND;VALUE=DATE:20250103\nEND:VEVENT\nEND:VCALENDAR\n",
    "toml": '[[event]]\ntitle = "A"\ndate = 2025-01-01\ntags = ["x"]\n\n[[event]]\ntitle = "A"\n',
}


@pytest.mark.parametrize("format", FOREIGN)
def test_twice_the_same_foreign_file_changes_nothing(tmp_path: Path, format: str) -> None:
    first = written(tmp_path, FOREIGN[format], format)
    assert {item.sort for item in first.items} <= {"new", "same"}
    assert first.count("new")
    again = previewed(load(tmp_path), FOREIGN[format], format)
    assert {item.sort for item in again.items} == {"same"}, sorts(again)


# Events of every sort

_words = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=12
).filter(lambda text: not text.isspace() and text.strip() != "")
_text = _words | st.dictionaries(st.sampled_from(["en", "zh", "ja"]), _words, min_size=1)
_date = st.sampled_from(
    [None, *map(When, ("2025", "2025-11~", "[2025-11-01..2025-11-10]", "2025/..", "2025-33",
                       "202X", "2025-11-03T09:30:00+08:00", "2025-11-03T00:00:00"))]
)  # fmt: skip
_readings = st.builds(
    Reading,
    metric=st.sampled_from(["dau", "mau"]),
    product=st.sampled_from([None, "afu"]),
    value=st.integers(-(10**12), 10**12) | st.floats(-1e6, 1e6, allow_subnormal=False),
    bound=st.sampled_from(["exact", "over"]),
    by=st.just("") | _text,
)
_citations = st.builds(
    Citation, source=st.sampled_from(["jan", "feb"]), place=st.just("") | _text,
    date_words=st.sampled_from(["", "去年 "]),
)  # fmt: skip
_event = st.builds(
    Event,
    date=_date,
    kind=st.sampled_from([None, "users"]),
    companies=st.sampled_from([(), ("alibaba", "ant")]),
    products=st.sampled_from([(), ("afu",)]),
    title=_text,
    summary=st.just("") | _text,
    status=st.sampled_from(["reported", "disputed"]),
    tags=st.lists(_words, max_size=3, unique=True).map(tuple),
    readings=st.lists(_readings, max_size=2).map(tuple),
    citations=st.lists(_citations, max_size=2).map(tuple),
    note=st.just("") | _text,
)


@pytest.mark.parametrize("format", ["csv", "json", "toml"])
@given(events=st.lists(_event, min_size=1, max_size=3))
@settings(max_examples=25)
def test_events_of_every_sort_come_back(format: str, events: list[Event]) -> None:
    names: dict[str, Any] = {
        "companies": COMPANIES, "products": PRODUCTS, "kinds": KINDS, "metrics": METRICS,
        "sources": SOURCES,
    }  # fmt: skip
    events = [replace(event, id=f"e{nth}") for nth, event in enumerate(events)]
    timeline = Timeline.build(events=events, file_index=[0] * 3, nth_in_file=[0] * 3, **names)
    timeline.place = lambda number: ("e.toml", 1)  # type: ignore[method-assign]
    found = previewed(Timeline.build(**names), exported(timeline, format), format)
    assert [item.sort for item in found.items] == ["new"] * len(events), found.items
    for item in found.items:
        assert plain_model(Event, item.data) == timeline.events[timeline.number_of[item.id]]
