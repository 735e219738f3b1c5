"""Timelines to export: texts that mean harm in one format or another, and dates of every kind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from events.exports.formats import FORMATS
from events.exports.selection import Export, Selection
from events.loading.source_file import SourceFile
from events.loading.tables import read_tables
from events.model import Citation, Company, Event, Kind, Metric, Product, Reading, Source
from events.timeline import Timeline
from events.when import Lang, When
from tests.screen.listing import HOSTILE as ON_SCREEN

DAY = date(2026, 2, 26)
HOSTILE = (
    *ON_SCREEN,
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "&lt;img src=x onerror=alert(3)&gt; &amp; AT&T &copy;",
    "\"quoted\" 'single' `ticks` ``two`` $x$ $y$ ~~gone~~ ^1^ a_b_c *b*",
    "[a](javascript:alert(4)) ![i](http://evil/x.png) [^1] [^1]: note <http://evil>",
    "# heading\n\n- item\n\n1. one\n\n> quote\n\n---\n\n***\n\n    code\n\n| a | b |\n|---|---|",
    "2025-01-01: not an event\n2025/2026: nor this\nnow: nor this\n: nor this\n5 days: nor",
    "// comment\n#tag #other title: x\nkey: value\n---\n[x] done\n- [ ] open",
    "END:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:smuggled;x=1,y\\n",
    "=1+1",
    "@SUM(A1)",
    "+cmd|' /C calc'!A0",
    '\'\'\'"""\\ \\u0041 ]]\n[[event]]\nid = "smuggled"',
    "a; b, c",
    "千问\u2028新行\x85又一行\u202e反向",
)
"""Texts that would be markup, code, structure or formulas somewhere."""

DATES = (
    "2025",
    "2025-11",
    "2025-11-11",
    "2025-11-11T09:30:00Z",
    "2025-11-11T09:30:00+08:00",
    "2025-11-11T09:30:00",
    "2025~",
    "2025-11?",
    "2025-11-11%",
    "202X",
    "20XX",
    "2024-XX",
    "2024-07-XX",
    "2024-XX-XX",
    "2024-21",
    "2024-24",
    "2025-35",
    "2025-38",
    "2025-41",
    "2025-02/2025-03",
    "2025-02-03/2025-02-09",
    "2025/2025-06",
    "2025-11-11/2025-11-11",
    "2026-02-06/..",
    "2026-02/..",
    "2099/..",
    "../2021-05",
    "1985/",
    "/1985-03",
    "[2025-11-01..2025-11-10]",
    "[2025-11..2025-12]",
    "[2026-01-14..2026-01-14]",
    "[..2023]",
    "[2025-06..]",
    "0001-01-01",
    "9999",
    "9999-12-31",
)
"""A date of every form."""


def hostile_timeline() -> Timeline:
    """Each hostile text in every place of an event that holds text."""
    urls = ('https://example.org/"><script>alert(5)</script>', "javascript:alert(6)", "https://a b")
    return Timeline.build(
        events=[
            Event(
                id=f"{nth}-{text}",
                date=When("2026-01-14"),
                kind=text,
                companies=(text,),
                products=(text,),
                title={"en": text, "zh": text},
                summary=text,
                status="forecast" if nth % 2 else "reported",
                tags=(text, text[::-1]),
                related=(text,),
                note={"en": text},
                readings=(Reading(metric=text, value=123_456_789.125, by=text, note=text),),
                citations=(Citation(source=text, place=text, date_words=text, note=text),),
            )
            for nth, text in enumerate(HOSTILE)
        ],
        companies=[Company(id=text, name=text) for text in HOSTILE],
        kinds=[Kind(id=text, name=text, glyph=text) for text in HOSTILE],
        products=[Product(id=text, name=text, company=text) for text in HOSTILE],
        metrics=[Metric(id=text, name=text, unit=text) for text in HOSTILE],
        sources=[
            Source(id=text, title=text, publisher=text, author=text, url=urls[nth % 3])
            for nth, text in enumerate(HOSTILE)
        ],
        files=[_no_file()],
        file_index=[0] * len(HOSTILE),
        nth_in_file=range(len(HOSTILE)),
    )


def dated(dates: Iterable[str | When | None] = DATES, title: str = "It happens") -> Timeline:
    """An event for each date."""
    events = [
        Event(
            id=f"e{nth}",
            date=When.parse(str(date)) if date else None,
            title=title,
            citations=(Citation(source="s"),),
        )
        for nth, date in enumerate(dates)
    ]
    return Timeline.build(
        events=events,
        sources=[Source(id="s", title="A source")],
        files=[_no_file()],
        file_index=[0] * len(events),
        nth_in_file=range(len(events)),
    )


def _no_file() -> SourceFile:
    from pathlib import Path

    name = "events.toml"
    return SourceFile(Path("/nowhere") / name, name, b"digest", read_tables(name, ""))


def selection(
    timeline: Timeline,
    numbers: Iterable[int] | None = None,
    lang: Lang = "en",
    query: str = "",
) -> Selection:
    """Events of a timeline, or all of them, on the day of the tests."""
    chosen = range(len(timeline)) if numbers is None else numbers
    return Selection(timeline, list(chosen), lang, query, DAY)


def exported(format: str, *args: object, **kwargs: object) -> str:
    """The text of an export of a `selection`."""
    return text_of(FORMATS[format].export(selection(*args, **kwargs)))  # type: ignore[arg-type]


def text_of(export: Export) -> str:
    """The whole text of an export."""
    return "".join(export.pieces)
