"""JSON, TimelineJS, Markwhen, iCalendar and event files, each as its own readers understand it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from events.imports.markup import plain_text
from events.imports.records import Displayed, Extent, Reading, Record, Unreadable
from events.timeline import Timeline
from tests.exchange.imported import TODAY, data, previewed, records, refused

# JSON


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('[\n{"title": "A"},\n\n{"title": "B"}\n]\n', [2, 4]),
        ('{"title": "A"}\n\n{"title": "B"}\n', [1, 3]),
        ('{"title": "A",\n "tags": ["x"]}', [1]),
        ('{"made": "by",\n"events": [\n{"title": "A"},\n{"title": "B"}]}', [3, 4]),
        ('{"note": {"events": [0]}, "events": [{"title": "A"}]}', [1]),
        ("[]", []),
    ],
)
def test_json_in_any_shape_with_its_lines(text: str, lines: list[int]) -> None:
    assert [one.line for one in records(text, "json")] == lines


def test_json_keys_are_those_of_the_event_file_or_what_they_mean() -> None:
    reading = Reading(columns={"who": "companies"})
    from events.imports.json_events import read

    given = {
        "title": {"en": "A", "zh": ""}, "lo": "2025-01-01", "file": "x", "line": 3, "tags": "a, b",
        "date": None, "Description": "S", "start": 2025, "end": "2026", "who": "阿里", "colour": 1,
    }  # fmt: skip
    (found,) = read(json.dumps(given), reading)
    assert isinstance(found, Record)
    assert found.data == {
        "title": {"en": "A", "zh": ""},
        "tags": ["a", "b"],
        "summary": "S",
        "companies": ["阿里"],
        "date": Extent("2025", "2026"),
    }
    assert reading.left == {"colour": 1}
    assert reading.guessed == {"Description": "summary", "start": "start", "end": "end"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[1,\n2", "line 2 is no JSON: a comma or ] is missing"),
        ('[\n{"a": }]', "line 2 is no JSON"),
        ("nonsense\n{}", "line 1 is no JSON"),
        ("[" * 100_000, "nested too deeply"),
        (" \n", "empty"),
    ],
)
def test_what_is_no_json_is_told_by_line(text: str, why: str) -> None:
    with pytest.raises(Unreadable) as caught:
        records(text, "json")
    assert why in caught.value.en


def test_json_lines_that_are_none_are_refused_alone() -> None:
    text = '{"title": "A"}\nnonsense\n3\n{"title": "B"}'
    assert [line for line, _ in refused(text, "jsonl")] == [2, 3]


# TimelineJS


def slide(**keys: Any) -> str:
    whole = {"start_date": {"year": 2025}, "text": {"headline": "A"}} | keys
    return json.dumps({"events": [whole]})


@pytest.mark.parametrize(
    ("start", "end", "date"),
    [
        ({"year": "2025"}, None, "2025"),
        ({"year": 2025, "month": "", "day": ""}, None, "2025"),
        ({"year": "2025", "month": "3"}, None, "2025-03"),
        ({"year": 2025, "month": 3, "day": 4}, None, "2025-03-04"),
        ({"year": 2025, "month": 3, "day": 4, "hour": 9}, None, "2025-03-04T09:00:00"),
        ({"year": "2025"}, {"year": "2026", "month": "2"}, Extent("2025", "2026-02")),
    ],
)
def test_a_slide_has_no_more_of_a_date_than_is_given(start: Any, end: Any, date: Any) -> None:
    (found,) = data(slide(start_date=start, end_date=end), "timelinejs")
    assert found["date"] == date


def test_a_slide_with_everything() -> None:
    text = slide(
        unique_id="a",
        display_date="c. <b>2025</b>",
        text={"headline": "<b>A</b> &amp; B", "text": "<p>One <a href='https://e.org'>two</a></p>"},
        media={"url": "https://e.org/a.png", "caption": "C", "credit": "D", "alt": "x"},
        group="Firm",
        background={"color": "red"},
    )
    reading = Reading(group="companies")
    from events.imports.timelinejs import read

    (found,) = read(text, reading)
    assert isinstance(found, Record)
    assert found.data == {
        "id": "a",
        "title": "A & B",
        "summary": "One two (https://e.org)",
        "companies": ["Firm"],
        "date": Displayed("c. 2025", "2025"),
        "note": "Media: https://e.org/a.png · C · D",
    }
    assert reading.left == {"background": 1, "media.alt": 1}


def test_the_json_of_an_old_timelinejs_is_named() -> None:
    with pytest.raises(Unreadable, match="before version 3"):
        records('{ "timeline": {"headline": "T", "date": []}}', "timelinejs")


def test_the_spreadsheet_of_timelinejs() -> None:
    text = (
        "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,"
        "Media Credit,Media Caption,Media Thumbnail,Type,Group,Background\n"
        "2025,,,,,,,,,The line,,,,,,title,,\n"
        "2025,3,4,,2025,4,,,,A,<p>x</p>,,,,,,G,\n"
        "-44,3,15,,,,,,,Ides,,,,,,,,\n"
        "2025,,,,,,,,,War,,,,,,era,,\n"
    )
    assert [one.line for one in records(text, "timelinejs")] == [3, 4]
    assert refused(text, "timelinejs") == [(4, "the year -44 lies before the year 1")]
    assert records(text, "timelinejs")[0][1] == {
        "title": "A", "summary": "x", "tags": ["G"], "date": Extent("2025-03-04", "2025-04"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain < text", "plain < text"),
        ("a<br>b<p>c</p><p>d</p>", "a\nb\nc\n\nd"),
        ("<script>alert(1)</script>x", "x"),
        ("<a href='javascript:x'>y</a>", "y"),
        ("&lt;b&gt; &copy;", "<b> ©"),
        ("<ul><li>a<li>b</ul>", "a\nb"),
    ],
)
def test_html_as_plain_text(html: str, text: str) -> None:
    assert plain_text(html) == text


# Markwhen


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2025: A", "2025"),
        ("2025-11: A", "2025-11"),
        ("2025-11-03:A", "2025-11-03"),
        ("  2025-11-03 : A", "2025-11-03"),
        ("2025-11 / 2026: A", Extent("2025-11", "2026")),
        ("2025-11/2026-01-02: A", Extent("2025-11", "2026-01-02")),
        ("Nov 3 2025: A", "Nov 3 2025"),
        ("3 November 2025 - Dec 2025: A", Extent("3 November 2025", "Dec 2025")),
        ("2025 to 2026: A", Extent("2025", "2026")),
        ("03/04/2025: A", "2025-03-04"),
        ("11/2025: A", "2025-11"),
        ("2025-11-03 9:30pm: A", "2025-11-03 21:30:00"),
        ("2025-11-03T09:30:00Z: A", "2025-11-03T09:30:00Z"),
        ("3 Nov 2025 8am - 9:30pm: A", "3 Nov 2025 08:00:00"),
    ],
)
def test_markwhen_dates(line: str, date: Any) -> None:
    assert data(line, "markwhen") == [{"date": date, "title": "A"}]


@pytest.mark.parametrize(
    ("header", "order", "dates"),
    [
        ("", None, ["2025-03-04", "2025-12-25"]),
        ("", "dmy", ["2025-04-03", ""]),
        # Old versions of Markwhen read the day first then, newer ones do not.
        ("---\ntitle: T\ndateFormat: d/M/y\n---\n", None, ["", "2025-12-25"]),
        ("dateFormat: d/M/y\n\n", "dmy", ["2025-04-03", ""]),
    ],
)
def test_markwhen_figures_have_the_month_first_unless_another_word_is_said(
    header: str, order: Any, dates: list[str]
) -> None:
    text = f"{header}03/04/2025: A\n12/25/2025: B\n"
    found = previewed(Timeline.build(), text, "markwhen", order=order)
    assert [item.date for item in found.items] == dates


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("now: A", "depends on"),
        ("after !b 3 weeks: A", "depends on"),
        ("5 months: A", "depends on"),
        ("2025 / 5 months: A", "depends on"),
        ("2025-W05: A", "depends on"),
        ("December 5: A", "no year"),
        ("2025-02-06 every day until 2025-02-28: A", "it recurs (every day until 2025-02-28)"),
        ("2025-11~: A", "no date of Markwhen"),
        ("2025/11/03: A", "no date of Markwhen"),
        ("99: A", "no date of Markwhen"),
        ("8am: A", "no date of Markwhen"),
        ("44 BC: A", "depends on"),
    ],
)
def test_markwhen_dates_that_say_no_day_are_refused(line: str, why: str) -> None:
    ((number, said),) = refused(f"2024: B\nid: b\n\n{line}\n", "markwhen")
    assert number == 4
    assert why in said


def test_markwhen_now_is_the_day_that_was_said() -> None:
    assert data("2025/now: A", "markwhen", day=TODAY) == [
        {"date": Extent("2025", "2026-02-26"), "title": "A"}
    ]


def test_markwhen_groups_tags_properties_and_descriptions() -> None:
    text = """title: Line
#work: red

// a comment
# One #big

2025: First #a #2
id: first
colour: blue

Some words #b
Note: words too
- [x] done

## Two
2026: Second
group Three
2027: [ ] Third
endGroup
section Four
2028: Fourth
# Five
2029: Fifth
"""
    reading = Reading()
    from events.imports.markwhen import read

    found = [one.data for one in read(text, reading) if isinstance(one, Record)]
    assert found[0] == {
        "date": "2025",
        "title": "First #a #2",
        "summary": "Some words #b\nNote: words too\n- [x] done",
        "tags": ["One", "a", "b"],
        "id": "first",
    }
    assert [(one["title"], one["tags"]) for one in found[1:]] == [
        ("Second", ["One", "Two"]),
        ("Third", ["One", "Two", "Three"]),
        ("Fourth", ["One", "Two", "Four"]),
        ("Fifth", ["Five"]),
    ]
    assert reading.left == {"header": 2, "colour": 1}


def test_markwhen_words_before_any_event_are_refused() -> None:
    assert [line for line, _ in refused("# A\n\nwords\n2025: B\n", "markwhen")] == [3]


# iCalendar


def calendar(*lines: str) -> str:
    return "\r\n".join(
        ("BEGIN:VCALENDAR", "BEGIN:VEVENT", "SUMMARY:A", *lines, "END:VEVENT", "END:VCALENDAR", "")
    )


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (["DTSTART;VALUE=DATE:20250103"], "2025-01-03"),
        (["DTSTART;VALUE=DATE:20250103", "DTEND;VALUE=DATE:20250104"], "2025-01-03"),
        (["DTSTART;VALUE=DATE:20250103", "DTEND;VALUE=DATE:20250103"], "2025-01-03"),
        (
            ["DTSTART;VALUE=DATE:20250103", "DTEND;VALUE=DATE:20250106"],
            Extent("2025-01-03", "2025-01-05"),
        ),
        (["DTSTART;VALUE=DATE:20250103", "DURATION:P2D"], Extent("2025-01-03", "2025-01-04")),
        (["DTSTART:20250103T093000Z"], "2025-01-03T09:30:00Z"),
        (["DTSTART:20250103T093000"], "2025-01-03T09:30:00"),
        (["DTSTART;TZID=Asia/Shanghai:20250103T093000"], "2025-01-03T09:30:00+08:00"),
        (["DTSTART:20250103T093000Z", "DTEND:20250103T103000Z"], "2025-01-03T09:30:00Z"),
        (
            ["DTSTART:20250103T093000Z", "DTEND:20250105T000000Z"],
            Extent("2025-01-03", "2025-01-04"),
        ),
    ],
)
def test_the_end_of_a_calendar_event_is_the_day_before_dtend(lines: list[str], date: Any) -> None:
    assert data(calendar(*lines), "ics") == [{"title": "A", "date": date}]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (["DTSTART:20250103T093000Z", "RRULE:FREQ=DAILY"], "it recurs (RRULE FREQ=DAILY)"),
        (["DTSTART:2025010"], "DTSTART"),
        (["DTSTART;VALUE=DATE,DATE:20250103"], "it cannot be read"),
        (["DTSTART;VALUE=DATE:20250103", "DTEND:20250103T103000Z"], "a time of day, the other not"),
        (["DTSTART;VALUE=DATE:20250103", "DTEND;VALUE=DATE:20250102"], "ends before it starts"),
    ],
)
def test_calendar_events_that_are_refused(lines: list[str], why: str) -> None:
    ((line, said),) = refused(calendar(*lines), "ics")
    assert line == 2
    assert why in said


def test_a_calendar_event_with_everything_and_one_cut_short() -> None:
    text = """BEGIN:VCALENDAR
BEGIN:VTODO
UID:todo
END:VTODO
BEGIN:VEVENT
UID:a.1@Example.com
SUMMARY:One\\, two
DESCRIPTION:A long
  line\\nand another
DTSTART;VALUE=DATE:20250103
STATUS:CANCELLED
CATEGORIES:x,y
CATEGORIES:z
URL:https://e.org/1
LOCATION:Here
BEGIN:VALARM
DESCRIPTION:no
END:VALARM
END:VEVENT
BEGIN:VEVENT
SUMMARY:cut
"""
    reading = Reading()
    from events.imports.calendars import read

    found, cut = read(text, reading)
    assert isinstance(found, Record)
    assert found.data == {
        "title": "One, two",
        "summary": "A long line\nand another",
        "id": "a-1-example-com",
        "date": "2025-01-03",
        "status": "withdrawn",
        "tags": ["x", "y", "z"],
        "citations": [{"source": "https://e.org/1"}],
    }
    assert found.sources == {"https://e.org/1": {"url": "https://e.org/1"}}
    assert reading.left == {"VTODO": 1, "LOCATION": 1}
    assert cut.line == 20


def test_what_is_no_calendar() -> None:
    with pytest.raises(Unreadable, match="BEGIN:VCALENDAR"):
        records("2025: A", "ics")


# Event files


def test_an_event_file_brings_its_names() -> None:
    text = '[timeline]\ntitle = "T"\n\n[[company]]\nid = "a"\n\n[[event]]\ntitle = "A"\n'
    reading = Reading()
    from events.imports.toml_events import read

    (found,) = read(text, reading)
    assert (found.line, found[1]) == (7, {"title": "A"})
    assert reading.brought == {"company": {"a": {"id": "a"}}}
    assert reading.left == {"[timeline]": 1}
    with pytest.raises(Unreadable, match="no TOML"):
        records("[[event]\n", "toml")
