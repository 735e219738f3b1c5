"""Calendars, as the library reads them back."""

from __future__ import annotations

from typing import Any

import pytest
from icalendar import Calendar

from events.exports.words import one_line, printable
from events.files import load
from events.model import Citation, Event, Kind, Source
from events.timeline import Timeline
from events.when import When
from tests.command_line import ROOT
from tests.exchange.exported import HOSTILE, dated, exported, hostile_timeline


def calendar(*args: Any, **kwargs: Any) -> Any:
    return Calendar.from_ical(exported("ics", *args, **kwargs))


def test_the_seeds_are_a_calendar() -> None:
    timeline = load(ROOT / "seeds")
    text = exported("ics", timeline, lang="zh")
    found: Any = Calendar.from_ical(text)
    assert found["version"] == "2.0"
    assert found["x-wr-calname"] == "千问与对手"
    entries = found.walk("VEVENT")
    uids = [str(entry["uid"]) for entry in entries]
    assert len(uids) == len({*uids}) == 118
    assert not any(entry.errors for entry in entries)
    by_id = {str(entry["X-DATELINE-ID"]): entry for entry in entries}
    event = by_id["2026-02-07-qwen-73m-dau"]
    assert str(event["uid"]) == "2026-02-07-qwen-73m-dau@dateline"
    assert event["summary"] == "千问日活达 7352 万"
    assert "日活：7352万（据 QuestMobile）" in event["description"]
    assert event["transp"] == "TRANSPARENT"
    # RFC 5545, 3.1: lines of at most 75 octets, ended by CRLF.
    lines = text.encode().split(b"\r\n")
    assert lines.pop() == b""
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_hostile_texts_stay_in_their_places(lang: str) -> None:
    found = calendar(hostile_timeline(), lang=lang, query="x\r\nEND:VCALENDAR")
    entries = found.walk("VEVENT")
    assert len(entries) == len(HOSTILE)
    assert not found.errors
    allowed = {
        "SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "CATEGORIES", "DESCRIPTION", "STATUS",
        "TRANSP", "URL", "X-DATELINE-DATE", "X-DATELINE-ID",
    }  # fmt: skip
    for nth, (entry, text) in enumerate(zip(entries, HOSTILE, strict=True)):
        assert not entry.errors
        assert {*entry} <= allowed
        assert str(entry["summary"]) == (one_line(text) or one_line(f"{nth}-{text}"))
        assert str(entry["X-DATELINE-ID"]) == printable(f"{nth}-{text}")
        assert one_line(text) in str(entry["description"])
        url = str(entry.get("url", "https://example.org/"))
        assert url.startswith("https://example.org/")


def test_ids_stay_the_same_and_are_never_given_twice() -> None:
    first = [str(entry["uid"]) for entry in calendar(dated(["2025", "2026"])).walk("VEVENT")]
    later = [str(entry["uid"]) for entry in calendar(dated(["2024", "2026"])).walk("VEVENT")]
    assert first == later == ["e0@dateline", "e1@dateline"]
    double = Timeline.build(events=[Event(id="x", date=When("2025"), title="X")] * 2)
    uids = [str(entry["uid"]) for entry in calendar(double).walk("VEVENT")]
    assert uids == ["x@dateline", "x.2@dateline"]


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("reported", "CONFIRMED"),
        ("planned", "TENTATIVE"),
        ("disputed", "TENTATIVE"),
        ("withdrawn", "CANCELLED"),
    ],
)
def test_status_kind_tags_and_source_are_told(status: Any, told: str) -> None:
    event = Event(
        id="x",
        date=When("2025-11-11"),
        title="X",
        kind="users",
        tags=("a, b", "c"),
        status=status,
        citations=(Citation(source="s"), Citation(source="t")),
    )
    timeline = Timeline.build(
        events=[event],
        kinds=[Kind(id="users", name="Users")],
        sources=[Source(id="s", title="S"), Source(id="t", url="https://example.org/t;x,y")],
    )
    (entry,) = calendar(timeline).walk("VEVENT")
    assert entry["status"] == told
    assert [str(one) for one in entry["categories"].cats] == ["Users", "a, b", "c"]
    assert entry["url"] == "https://example.org/t;x,y"


def test_an_empty_calendar_is_one() -> None:
    assert calendar(dated(), []).walk("VEVENT") == []
