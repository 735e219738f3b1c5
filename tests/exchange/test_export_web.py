"""TimelineJS and Markwhen: what their formats promise, without the programs themselves."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from events.exports.words import one_line
from events.files import load
from events.model import Citation, Company, Era, Event, Info, Source
from events.timeline import Timeline
from events.when import When
from tests.command_line import ROOT
from tests.exchange.exported import HOSTILE, dated, exported, hostile_timeline


class Tags(HTMLParser):
    """The tags and attributes of HTML, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        assert {name for name, _ in attrs} <= {"href", "rel"}

    def handle_data(self, data: str) -> None:
        self.text += data


def slides(*args: Any, **kwargs: Any) -> list[Any]:
    found = json.loads(exported("timelinejs", *args, **kwargs))
    assert {*found} <= {"title", "events", "eras"}
    events: list[Any] = found["events"]
    return events


def test_timelinejs_has_each_dated_event_by_its_id() -> None:
    timeline = load(ROOT / "seeds")
    found = json.loads(exported("timelinejs", timeline, lang="zh"))
    assert [slide["unique_id"] for slide in found["events"]] == timeline.id_of[: timeline.dated]
    assert found["title"]["text"]["headline"] == "千问与对手"
    assert len(found["eras"]) == len(timeline.eras)


def test_timelinejs_gets_no_html_from_a_text() -> None:
    for slide, text in zip(slides(hostile_timeline()), HOSTILE, strict=True):
        headline = Tags(slide["text"]["headline"])
        assert (headline.tags, headline.text) == (set(), one_line(text) or slide["unique_id"])
        body = Tags(slide["text"]["text"])
        assert body.tags <= {"p", "em", "ul", "li", "small", "a"}
        assert one_line(text) in body.text
        assert all(link.startswith("https://example.org/") for link in body.links)
        # TimelineJS reads a group twice: as HTML, and what is left of it as HTML again.
        assert Tags(Tags(slide.get("group", "")).text).tags == set()
        assert "media" not in slide


@pytest.mark.parametrize(
    ("address", "is_media"),
    [
        ("https://example.org/a.JPG?size=2", True),
        ("https://www.youtube.com/watch?v=1", True),
        ("https://zh.wikipedia.org/wiki/千问", True),
        ("https://example.org/article", False),
        ("https://example.org/youtube.com/", False),
        ("", False),
    ],
)
def test_a_source_that_can_be_shown_is_shown_with_its_credit(address: str, is_media: bool) -> None:
    event = Event(id="x", date=When("2025"), title="X", citations=(Citation(source="s"),))
    source = Source(id="s", title="A & B", publisher="Paper <1>", url=address)
    (slide,) = slides(Timeline.build(events=[event], sources=[source]))
    if is_media:
        assert slide["media"] == {
            "url": address,
            "link": address,
            "credit": "Paper &lt;1&gt;",
            "caption": "A &amp; B",
        }
    else:
        assert "media" not in slide
    assert (f'<a href="{address}"' in slide["text"]["text"]) == bool(address)


def test_eras_have_both_ends_and_more_than_a_day() -> None:
    eras = [
        Era(name="A year", date=When("2025")),
        Era(name="Open", date=When("2025/..")),
        Era(name="A day", date=When("2025-11-11")),
        Era(name="<b>", date=When("2025-02/2025-03~")),
    ]
    timeline = Timeline.build(events=[Event(id="x", date=When("2025"), title="X")], eras=eras)
    assert json.loads(exported("timelinejs", timeline))["eras"] == [
        {
            "start_date": {"year": 2025, "month": 1, "day": 1},
            "end_date": {"year": 2025, "month": 12, "day": 31},
            "text": {"headline": "A year"},
        },
        {
            "start_date": {"year": 2025, "month": 2, "day": 1},
            "end_date": {"year": 2025, "month": 3, "day": 31},
            "text": {"headline": "&lt;b&gt;"},
        },
    ]


def test_a_group_is_the_first_company() -> None:
    event = Event(id="x", date=When("2025"), title="X", companies=("at", "b"))
    names = [Company(id="at", name="AT&T <x>"), Company(id="b")]
    (slide,) = slides(Timeline.build(events=[event], companies=names))
    assert slide["group"] == "AT&amp;T ‹x›"


# Markwhen


def test_markwhen_lines_are_events_properties_or_description() -> None:
    text = exported("markwhen", hostile_timeline(), query="x\n2025: y")
    head, *blocks = re.split(r"\n(?=2026-01-14: )", text)
    assert re.fullmatch(r'title: ".*"\ndescription: ".*"\ntimezone: UTC\n', head)
    assert len(blocks) == len(HOSTILE)
    for block in blocks:
        first, id, edtf, blank, *rest = block.rstrip("\n").split("\n")
        assert not re.search(r"(?:^|\s)#(?:tag|other)\b", first)
        assert not re.match(r"2026-01-14: \[[xX ]?\]", first)
        assert re.fullmatch(r'id: "[^#]*"', id)
        assert edtf == 'edtf: "2026-01-14"'
        assert blank == ""
        assert all(line.startswith("- ") for line in rest)
        assert "](" not in first + "\n".join(rest)


def test_markwhen_tells_what_it_cannot_say() -> None:
    text = exported("markwhen", dated(["2025-11~", "2025-11-11", "2026-02/.."]), lang="zh")
    assert "\n2025-11: It happens\n" in text
    assert "\n- 日期：约2025年11月\n" in text
    assert "\n2026-02/now: It happens\n" in text
    assert text.count("日期：") == 2


def test_a_title_cannot_end_the_header() -> None:
    timeline = Timeline.build(info=Info(title='a"\n---\n2025: x #abc'), events=[])
    assert exported("markwhen", timeline) == (
        'title: "a\\" --- 2025: x \\u0023abc"\ntimezone: UTC\n'
    )
