from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from math import inf
from pathlib import Path
from typing import TypeAlias

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.pilot import Pilot

from events.model import Bound, Citation, Event, Metric, Product, Reading, Source
from events.readings.claims import difference
from events.sources import source_rows
from events.timeline import Timeline
from events.when import Lang, When
from tests.screen.listing import HOSTILE
from tests.small_timeline import small_timeline
from tui.app import DatelineApp
from tui.screens import sources
from tui.screens.help import HelpScreen
from tui.screens.main import MainScreen
from tui.screens.sources import Asked, SourcesScreen
from tui.settings import Settings
from tui.themes import DARK, LIGHT
from tui.widgets.claim_words import difference_words
from tui.widgets.coverage.coverage import Coverage
from tui.widgets.event_list import EventList
from tui.widgets.source_words import source_items

M = 1_000_000


def figure(*value: float, bound: Bound = "exact") -> Reading:
    if len(value) == 2:
        return Reading(metric="m", low=value[0], high=value[1], bound=bound)
    return Reading(metric="m", value=value[0], bound=bound)


USERS, SHARE, MONEY = (
    Metric(id="m", unit="users"),
    Metric(id="m", unit="%"),
    Metric(id="m", unit="USD"),
)


@pytest.mark.parametrize("width", [74, 80, 120, 200])
def test_the_longest_dates_of_a_source_stand_apart_from_its_figures(width: int) -> None:
    events = [
        Event(id=str(date), title="x", date=When(date), citations=(Citation("s"),))
        for date in ("[2026-02-01..2026-02-10]", "[2026-03-11..2026-03-20]")
    ]
    timeline = Timeline.build(events=events, sources=[Source("s", "The Source")])
    (item,) = source_items(timeline, list(source_rows(timeline)), "en", width)
    text = "".join(piece.text for piece in item.pieces)
    assert cell_len(text) <= width
    assert re.search(r" 2 +· +2026-02", text)


@pytest.mark.parametrize(
    ("metric", "one", "other", "en", "zh"),
    [
        (USERS, figure(80 * M), figure(100 * M), "20M more (25%)", "高 2000万（25%）"),
        (USERS, figure(100 * M), figure(80 * M), "20M less (20%)", "低 2000万（20%）"),
        (
            USERS,
            figure(35 * M, 40 * M),
            figure(70 * M),
            "30–35M more (75–100%)",
            "高 3000万–3500万（75–100%）",
        ),
        (
            USERS,
            figure(100 * M, bound="over"),
            figure(78 * M),
            "over 22M less (>22%)",
            "低逾 2200万（>22%）",
        ),
        (
            USERS,
            figure(80 * M),
            figure(100 * M, bound="over"),
            "over 20M more (>25%)",
            "高逾 2000万（>25%）",
        ),
        (
            USERS,
            figure(100 * M, bound="about"),
            figure(150 * M),
            "about 50M more (≈50%)",
            "约高 5000万（≈50%）",
        ),
        (
            USERS,
            figure(100 * M, bound="about"),
            figure(102 * M),
            "may agree · about 2M more (≈2%)",
            "可能一致 · 约高 200万（≈2%）",
        ),
        (USERS, figure(35, 40), figure(38, 50), "may agree", "可能一致"),
        (USERS, figure(90, bound="over"), figure(99, bound="over"), "may agree", "可能一致"),
        (USERS, figure(5), figure(5), "the same", "一致"),
        (SHARE, figure(2), figure(3.5), "1.5 points more", "高 1.5 个百分点"),
        (SHARE, figure(2, 3), figure(5), "2–3 points more", "高 2–3 个百分点"),
        (MONEY, figure(0), figure(371 * M), "US$371M more", "高 3.71亿美元"),
        (MONEY, figure(-3 * M), figure(-1 * M), "US$2M more", "高 200万美元"),
        (USERS, figure(3000), figure(3001), "1 more (0.033%)", "高 1（0.033%）"),
    ],
)
def test_a_difference_is_told_in_words(
    metric: Metric, one: Reading, other: Reading, en: str, zh: str
) -> None:
    gap = difference(one, other, metric)
    assert -inf <= gap.low <= gap.high
    assert difference_words(gap, metric, "en") == en
    assert difference_words(gap, metric, "zh") == zh


class Holder(App[None]):
    """The screen over an empty one, and its answer."""

    def __init__(self, timeline: Timeline, lang: Lang, at: int | None) -> None:
        super().__init__()
        self.sources = SourcesScreen(timeline, lang, {}, at)
        self.answer: Asked | None = None
        self.opened: list[str] = []

    def on_mount(self) -> None:
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name
        self.push_screen(self.sources, self.take)

    def take(self, answer: Asked | None) -> None:
        self.answer = answer

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        self.opened.append(url)

    @property
    def lines(self) -> list[str]:
        strips = self.screen._compositor.render_strips()
        return [strip.text.rstrip(" ▐") for strip in strips]


Body: TypeAlias = Callable[[Holder, Pilot[None]], Awaitable[None]]


def in_sources(
    body: Body,
    timeline: Timeline,
    *,
    size: tuple[int, int] = (90, 24),
    lang: Lang = "en",
    at: int | None = None,
) -> None:
    async def run() -> None:
        app = Holder(timeline, lang, at)
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            await body(app, pilot)

    asyncio.run(run())


def _spaced(line: str) -> str:
    """The line with two blanks wherever it has more."""
    return re.sub(" {2,}", "  ", line.strip())


def told() -> Timeline:
    """Two sources that tell of the same product."""

    def event(id: str, day: str, value: float, by: str, *places: str, source: str = "a") -> Event:
        return Event(
            id=id,
            date=When(day),
            title=f"Title {id}",
            products=("p",),
            readings=(Reading(metric="dau", product="p", value=value * M, by=by),),
            citations=tuple(Citation(source=source, place=place) for place in places),
        )

    return Timeline.build(
        products=[Product(id="p", name="Qwen")],
        metrics=[Metric(id="dau", name="DAU", unit="users")],
        sources=[
            Source(id="b", title="B", publisher="Second", published=When("2026-02-26~")),
            Source(
                id="a",
                title={"en": "First words", "zh": "首篇"},
                publisher={"en": "First", "zh": "甲报"},
                author="作者",
                published=When("2026-01-21"),
                language="zh",
                url="https://example.org/a",
                note="Read twice.",
            ),
            Source(id="idle", title="Never cited", url="file:///etc/passwd"),
        ],
        events=[
            event("late", "2025-06", 20, "X", "§10"),
            event("early", "2026-01-10", 40, "X", "§2 ¶3", "§9"),
            event("rival", "2026-01-20", 60, "Y", "p. 4", source="b"),
        ],
    )


def test_sources_their_events_in_order_and_claims_side_by_side() -> None:
    async def body(app: Holder, pilot: Pilot[None]) -> None:
        assert app.lines[0] == " Sources   3 sources · 3 of 3 events cite one"
        assert [line.split("  ") for line in map(_spaced, app.lines[1:5])] == [
            ["Publisher", "Published", "Events", "Readings", "Tells of"],
            ["▌First", "21 Jan 2026", "2", "2", "2025-06 … 2026-01-10"],
            ["Second", "c. 26 Feb 2026", "1", "1", "2026-01-20"],
            ["Never cited", "·", "·", "·", "·"],
        ]
        about = "\n".join(app.lines[14:22])
        assert (
            " First words\n First · 作者 · 21 Jan 2026 · Chinese\n https://example.org/a\n" in about
        )
        assert " 2 of 2 events rest on it alone · 1 of its claims beside another's\n" in about
        await pilot.press("o", "G", "o")
        assert app.opened == ["https://example.org/a"]
        await pilot.press("enter")
        await pilot.pause()
        assert "No event cites this source." in "\n".join(app.lines)
        await pilot.press("escape", "g", "enter", "j", "k")
        await pilot.pause()
        assert [line[:60].rstrip() for line in app.lines[:3]] == [
            " First   events in the order of the document",
            "▌§2 ¶3 +1  2026-01-10      Title early",
            " §10       2025-06         Title late",
        ]
        about = "\n".join(app.lines[14:])
        assert "Claims side by side · Qwen · DAU" in about
        assert "the later: 20M more (50%), 10 d apart" in about
        await pilot.press("c")
        await pilot.pause()
        assert app.lines[0].startswith(" Claims side by side   1 pair · one metric")
        assert app.lines[1] == " Qwen · DAU"
        assert app.lines[2].split() == [
            "▌", "10", "Jan", "2026", "40M", "X", "First", "§2", "¶3,", "§9",
        ]  # fmt: skip
        assert app.lines[3].split() == ["20", "Jan", "2026", "60M", "Y", "Second", "p.", "4"]
        assert app.lines[4] == "   the later: 20M more (50%), 10 d apart"
        await pilot.press("c", "c", "j", "enter")
        await pilot.pause()
        assert app.answer == ("event", 2)

    in_sources(body, told())


def test_it_begins_at_the_source_of_the_event_and_leads_back() -> None:
    async def body(app: Holder, pilot: Pilot[None]) -> None:
        assert app.lines[3].startswith("▌Second")
        await pilot.press("E", "enter")
        await pilot.pause()
        assert app.lines[1].startswith("▌p. 4")
        await pilot.press("E")
        await pilot.pause()
        assert app.answer == ("editor", 2)

    in_sources(body, told(), at=2)


@pytest.mark.parametrize("size", [(24, 8), (60, 18), (130, 40)])
def test_every_width_and_hostile_text_in_both_languages(size: tuple[int, int]) -> None:
    readings = tuple(
        Reading(metric=HOSTILE[0], product=HOSTILE[1], value=n, by=text)
        for n, text in enumerate(HOSTILE)
    )
    timeline = Timeline.build(
        products=[Product(id=HOSTILE[1], name=HOSTILE[6])],
        metrics=[Metric(id=HOSTILE[0], name=HOSTILE[5], unit=HOSTILE[4])],
        sources=[
            Source(id=text, title=text, publisher=text, author=text, note=text, language=text)
            for text in HOSTILE
        ],
        events=[
            Event(
                id=f"h{n}",
                date=When("2026-01-14"),
                title=text,
                readings=readings,
                citations=(Citation(source=HOSTILE[0], place=text),),
            )
            for n, text in enumerate(HOSTILE)
        ],
    )

    async def body(app: Holder, pilot: Pilot[None]) -> None:
        for key in ("G", "g", "enter", "pagedown", "c", "G", "pageup", "o", "escape"):
            await pilot.press(key)
        for line in app.lines:
            assert cell_len(line) <= size[0]
            assert all(character.isprintable() for character in line)

    in_sources(body, timeline, size=size, lang="zh" if size[0] == 60 else "en", at=0)


def test_without_sources_or_rivals_it_says_so() -> None:
    async def body(app: Holder, pilot: Pilot[None]) -> None:
        assert "这条时间线没有来源。" in "\n".join(app.lines)
        await pilot.press("c", "j", "enter", "o", "E")
        assert "没有不同出处在相近时间对同一指标的说法。" in "\n".join(app.lines)
        await pilot.press("escape", "q")
        assert app.screen is not app.sources

    in_sources(body, Timeline.build(events=[]), lang="zh")


def test_many_claims_are_compared_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_AT_ONCE", 0)

    async def body(app: Holder, pilot: Pilot[None]) -> None:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "1 of its claims beside another's" in "\n".join(app.lines)
        await pilot.press("c")
        await pilot.pause()
        assert "1 pair" in app.lines[0]

    in_sources(body, told())


FILE = """
[[source]]
id = "paper"
title = "The Paper"
[[company]]
id = "acme"
[[event]]
id = "a"
date = 2026-01-01
title = "Begins"
companies = ["acme"]
[[event]]
id = "b"
date = "2026-02"
title = "Goes on"
citations = [{ source = "paper", place = "p. 2" }]
"""


def test_from_the_main_screen_to_a_source_s_event_and_through_coverage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_TODAY", "2026-02-26")
    monkeypatch.setenv("DATELINE_STATE", str(tmp_path / "state.json"))
    (tmp_path / "events.toml").write_text(FILE, "utf-8")

    async def body() -> None:
        app = DatelineApp(tmp_path, lang="en", settings=Settings(), query="company:acme")
        async with app.run_test(size=(100, 30)) as pilot:
            main = app.screen_stack[0]
            assert isinstance(main, MainScreen)
            while main.timeline is None:
                await pilot.pause(0.01)
            await pilot.press("s", "question_mark")
            assert isinstance(app.screen, HelpScreen)
            await pilot.press("escape", "escape", "p", "question_mark")
            assert isinstance(app.screen, HelpScreen)
            await pilot.press("escape", "escape")
            await pilot.press("s", "enter", "enter")
            await pilot.pause()
            assert len(app.screen_stack) == 1
            assert (main.current_id, main.query_text) == ("b", "")
            await pilot.press("5")
            await pilot.pause()
            assert main.query_one(Coverage).display
            await pilot.press("enter")
            await pilot.pause()
            assert main.query_text == "-has:company date:2026-02"
            await pilot.press("escape", "l", "c", "up", "left")
            assert not main.query_text
            await pilot.press("1")
            await pilot.pause()
            assert main.query_one(EventList).display

    asyncio.run(body())


def test_the_small_timeline_s_rivals_are_none() -> None:
    async def body(app: Holder, pilot: Pilot[None]) -> None:
        assert app.lines[2].startswith("▌January review")

    in_sources(body, small_timeline())
