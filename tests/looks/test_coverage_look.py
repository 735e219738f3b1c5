from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from events.coverage import Coverage as Counting
from events.model import Citation, Company, Event, Product
from events.query import Search, parse_query
from events.timeline import Timeline
from events.when import When
from tests.screen.listing import hostile_timeline
from tests.small_timeline import small_timeline
from tui.themes import DARK, LIGHT
from tui.widgets.coverage import coverage
from tui.widgets.coverage.coverage import Coverage
from tui.widgets.coverage.lines import CoverageLines, Drawing, Line
from tui.widgets.coverage.table import Grid
from tui.widgets.look import Look

if TYPE_CHECKING:
    from events.when import Lang

TODAY = date(2026, 2, 26)


class Covered(App[None]):
    """The look alone, what it said, and a person's query."""

    def __init__(self, timeline: Timeline, lang: Lang) -> None:
        super().__init__()
        self.timeline, self.lang = timeline, lang
        self.search = Search(timeline)
        self.look = Coverage()
        self.said: list[str | int | None] = []

    def compose(self) -> ComposeResult:
        yield self.look

    def on_mount(self) -> None:
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name
        self.look.load(self.timeline, self.search, self.lang)
        self.look.focus()

    def ask(self, query: str, keep: str | None = None) -> None:
        result = self.search.run(parse_query(query, self.timeline, TODAY))
        self.look.show(result, None if keep is None else self.timeline.number_of[keep])

    def on_look_moved(self, message: Look.Moved) -> None:
        self.said.append(message.number)

    def on_look_opened(self, message: Look.Opened) -> None:
        self.said.append(f"opened {self.timeline.id_of[message.number]}")

    def on_look_query_wanted(self, message: Look.QueryWanted) -> None:
        self.said.append(message.text)
        self.ask(message.text)

    def do(self, *keys: str) -> None:
        """What the main screen, or the look, does at these keys."""
        look = self.look
        actions: dict[str, Callable[[], None]] = {
            "left": lambda: look.action_sideways(-1),
            "right": lambda: look.action_sideways(1),
            "up": lambda: look.action_move(-1),
            "down": lambda: look.action_move(1),
            "[": lambda: look.action_month(-1),
            "]": lambda: look.action_month(1),
            "{": lambda: look.action_year(-1),
            "}": lambda: look.action_year(1),
            "+": lambda: look.action_zoom(1),
            "-": lambda: look.action_zoom(-1),
            "0": lambda: look.action_zoom(0),
            "g": look.action_first,
            "G": look.action_last,
            "l": look.action_rows_by,
            "c": look.action_columns_by,
            "enter": look.action_open,
        }
        for key in keys:
            actions[key]()

    async def renew(self, pilot: Pilot[None]) -> None:
        """Begin with a new look."""
        await self.look.remove()
        self.look = Coverage()
        await self.mount(self.look)
        self.look.load(self.timeline, self.search, self.lang)
        while not any(self.lines):
            self.ask("")
            await pilot.pause(0.01)

    @property
    def lines(self) -> list[str]:
        """What is on the screen, the thumb left out."""
        return [
            pane.render_line(y).text[:-1].rstrip()
            for pane in self.query(CoverageLines)
            for y in range(pane.size.height)
        ]

    @property
    def asked(self) -> str:
        """What the look said last."""
        return str(self.said[-1])

    @property
    def here(self) -> str | None:
        """The id of the event under the cursor."""
        number = self.look.cursor_event
        return None if number is None else self.timeline.id_of[number]

    @property
    def foot(self) -> str:
        """What is said of what is under the cursor."""
        return self.query_one("#foot", CoverageLines).render_line(1).text.strip()


Body: TypeAlias = Callable[[Covered, Pilot[None]], Awaitable[None]]


def in_look(
    body: Body,
    timeline: Timeline | None = None,
    size: tuple[int, int] = (80, 24),
    lang: Lang = "en",
) -> None:
    async def run() -> None:
        app = Covered(timeline or small_timeline(), lang)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await body(app, pilot)

    asyncio.run(run())


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_TODAY", "2026-02-26")


def test_the_table_says_what_is_recorded_and_what_is_not() -> None:
    async def body(app: Covered, pilot: Pilot[None]) -> None:
        app.ask("since:2025", keep="mau")
        await pilot.pause()
        assert app.lines[:21] == [
            " Company      2025                2026  dated       with",
            " by quarter    Q1   Q2   Q3   Q4   Q1   wider all source",
            "▌Alibaba      ╌╌╌╌╌  1 ╌╌╌╌╌╌  1    2      +1   5    80%",
            "   Ant Group    ·    1    ·    ·    ·       ·   1   100%",
            " ByteDance      ·    ·    ·    ·    1       ·   1   100%",
            " no company     ·    ·    ·    ·    1*      ·   1     0%",
            " … 1 more with nothing recorded",
            " · nothing recorded   ╌╌ something, dated no closer   * not all with a source",
            "",
            " Products without a launch event  1",
            "   Doubao                                               1",
            "",
            " Events on one source alone  3",
            "   January review, 21 Jan 2026                          2",
            "   二月观察, Feb 2026                                   1",
            "   A leaflet                                            1",
            "",
            " Events without a source                                2",
            "",
            " Last reading of each metric",
            "   Doubao · DAU                       2026-01-14?      43 d ago",
        ]
        assert app.here == "mau"
        assert app.foot == "Alibaba · Q1 2026 · 2 events, all with a source"
        assert app.look.window == (When("2025").lo, When("2026-33").hi)
        app.do("left")
        assert app.foot == "Alibaba · Q4 2025 · 1 event, with a source · 1 more may fall here"
        app.do("left", "down")
        assert app.foot == "Ant Group · Q3 2025 · nothing recorded"
        app.do("up")
        await pilot.pause()
        assert app.foot == "Alibaba · Q3 2025 · nothing recorded for sure · 1 event may fall here"
        assert app.said == [None]
        app.look.action_sideways(9)
        assert (app.here, app.foot) == ("y2025", "Alibaba · 1 event dated wider than a quarter")

    in_look(body)


def test_in_chinese_and_narrow_the_year_stays_in_sight() -> None:
    async def body(app: Covered, pilot: Pilot[None]) -> None:
        app.ask("")
        await pilot.pause()
        assert app.foot == "阿里巴巴 · 2026年第一季度 · 2 个事件…"
        for _ in range(30):
            app.do("left")
            assert any(word.isdigit() and len(word) == 4 for word in app.lines[0].split())
        assert app.lines[0].split() == ["公司", "2021", "2022", "▸"]
        assert app.foot == "阿里巴巴 · 2021年第二季度 · 无记录"
        assert all(cell_len(line) <= 40 for line in app.lines)

    in_look(body, size=(40, 12), lang="zh")


NARROWED = {
    "": "company:alibaba date:2026-Q1",
    "left": "company:alibaba date:2025-Q4",
    "down left left left": "company:ant date:2025-Q2",
    "right": "company:alibaba id:y2025",
    "down down right right": "company:bytedance is:undated",
    "c": "company:alibaba date:2026",
    "c - + +": "company:alibaba date:2026-01",
    "l": "product:qwen-app date:2026-Q1",
    "down down down": "-has:company date:2026-Q1",
    "down down down down down": "product:doubao",
    "G": "metric:mau product:qwen-app",
}


def test_choosing_a_cell_or_entry_narrows_the_query() -> None:
    async def body(app: Covered, pilot: Pilot[None]) -> None:
        for keys, query in NARROWED.items():
            await app.renew(pilot)
            result = app.search.run(parse_query("", app.timeline, TODAY))
            # As if these words stood in a line that finds everything.
            result.query = parse_query("千问", app.timeline, TODAY)
            app.look.show(result, app.timeline.number_of["mau"])
            app.do(*keys.split(), "enter")
            await pilot.pause()
            assert app.asked == f"千问 {query}", keys

    in_look(body)


def test_what_is_chosen_opens_into_finer_columns_and_then_its_event() -> None:
    async def body(app: Covered, pilot: Pilot[None]) -> None:
        app.ask("", keep="mau")
        app.do("c", "enter")
        await pilot.pause()
        assert app.asked == "company:alibaba date:2026"
        assert app.lines[1].split()[:6] == ["by", "month", "Jan", "Feb", "Mar", "Apr"]
        assert app.here == "mau"
        app.do("enter")
        await pilot.pause()
        assert app.asked == "company:alibaba date:2026-01"
        app.do("enter")
        await pilot.pause()
        assert app.asked == "opened mau"
        app.ask("", keep="qwen")  # the person's own choice of columns is back
        await pilot.pause()
        assert app.lines[0].startswith(" Company")
        assert app.lines[1].split()[:4] == ["by", "year", "2021", "2022"]

    in_look(body)


def test_the_cursor_stays_on_its_cell_over_queries_languages_and_reloads() -> None:
    async def body(app: Covered, pilot: Pilot[None]) -> None:
        app.ask("", keep="qwen")
        assert (app.here, app.foot[:19]) == ("qwen", "Alibaba · Q4 2025 ·")
        app.ask("company:bytedance", keep="doubao")
        assert app.here == "doubao"
        app.ask("", keep="doubao")
        assert app.foot.startswith("ByteDance · Q1 2026")
        app.do("left")
        app.ask("since:2025")
        await pilot.pause()
        assert app.foot == "ByteDance · Q4 2025 · nothing recorded"
        app.look.load(app.timeline, app.search, "zh")
        app.ask("")
        await pilot.pause()
        assert app.foot == "字节跳动 · 2025年第四季度 · 无记录"
        app.look.load(app.timeline, Search(app.timeline), "en")
        app.ask("", keep="afu")
        assert app.here == "afu"
        assert app.look.go_to_event(app.timeline.number_of["someday"])
        assert app.foot == "ByteDance · 1 event without a date"
        app.ask("kind:stock")
        assert not app.look.go_to_event(app.timeline.number_of["afu"])
        assert app.here == "window"

    in_look(body)


def test_down_leads_into_the_list_and_an_entry_keeps_the_cursor() -> None:
    async def body(app: Covered, pilot: Pilot[None]) -> None:
        app.ask("", keep="mau")
        app.do("]", "[")
        assert app.here == "qwen"
        app.do("down", "down", "down", "down")
        assert app.foot == "Enter shows them"
        app.do("enter")
        await pilot.pause()
        assert app.lines[6].startswith("▌Idle, Inc.     ·    ·    ·")
        app.do("down")
        assert (app.here, app.foot) == ("doubao", "Doubao · 1 event")
        app.ask("", keep="doubao")  # as when something else is read again
        assert app.foot == "Doubao · 1 event"
        app.look.action_month(1)
        assert app.foot == "2 events · January review, 21 Jan 2026 · January review"
        app.look.action_month(-1)
        assert app.foot == "Doubao · 1 event"
        app.do("G")
        assert app.foot == "Qwen app · MAU · last read 14 Jan 2026, 43 d ago, on 1 date"
        assert app.here == "mau"
        app.do("g")
        assert app.foot.startswith("Alibaba · Q4 2025")
        app.look.action_year(1)
        assert app.foot.startswith("Alibaba · Q1 2026")
        app.look.action_year(-1)
        assert app.foot.startswith("Alibaba · Q1 2025")
        assert app.look.go_to_ordinal(When("2026-02-01").lo)
        assert app.here == "mau"

    in_look(body)


def test_clicks_go_to_cells_and_open_them() -> None:
    async def body(app: Covered, pilot: Pilot[None]) -> None:
        app.ask("since:2025", keep="mau")
        await pilot.pause()
        await pilot.click(Coverage, offset=(35, 4))
        assert app.foot.startswith("ByteDance · Q1 2026 · 1 event")
        await pilot.click(Coverage, offset=(20, 3))
        assert app.foot.startswith("Ant Group · Q2 2025")
        await pilot.click(Coverage, offset=(3, 2))
        assert app.foot.startswith("Alibaba · Q2 2025")
        await pilot.click(Coverage, offset=(5, 8))
        await pilot.click(Coverage, offset=(5, 0))
        assert app.foot.startswith("Alibaba · Q2 2025")
        await pilot.click(Coverage, offset=(42, 2))
        assert app.here == "y2025"
        await pilot.click(Coverage, offset=(35, 4), times=2)
        await pilot.pause()
        assert app.asked == "since:2025 company:bytedance date:2026-Q1"

    in_look(body)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_hostile_text_empty_and_single_selections_are_drawn(lang: Lang) -> None:
    async def body(app: Covered, pilot: Pilot[None]) -> None:
        app.ask("")
        await pilot.pause()
        for key in ("l", "l", "G", "enter", "l", "c", "c", "c", "l", "left", "right", "enter"):
            app.do(key)
            for line in app.lines:
                assert cell_len(line) < 30
                assert all(character.isprintable() for character in line)
        for query in ("id:h1", "nothing at all", "is:undated"):
            app.ask(query)
            app.do("l", "c", "enter", "left", "down", "G", "0")
        app.theme = LIGHT.name
        await pilot.pause()

    in_look(body, hostile_timeline(), size=(30, 9), lang=lang)


def test_without_colour_bars_stand_for_shades() -> None:
    timeline = small_timeline()
    counted = Counting(Search(timeline))
    found = counted.table(counted.search.everything, "company", "year")
    grid = Grid(found, found.rows, "en", 60, plain=True)
    assert [grid.head(column) for column in range(grid.columns)][-2:] == ["2025", "2026"]
    shown = ["".join(piece.text for piece in grid.row(row, 0, None)).rstrip() for row in (0, 1)]
    assert shown == [
        " Alibaba         ·     ·     ·     ·  ▇  3* ▇  2      ·",
        "   Ant Group     ·     ·     ·     ·  ▅  1     ·      ·",
    ]
    assert [piece.part for piece in grid.row(1, 0, 4) if piece.on] == ["shade-3"]


def test_undated_events_are_told_where_their_column_has_no_room() -> None:
    counted = Counting(Search(small_timeline()))
    found = counted.table(counted.search.everything, "company", "year")
    for width in (60, 36):
        grid = Grid(found, found.rows, "en", width, plain=False)
        legend = Drawing(grid, counted.timeline).pieces(Line("legend"), width, on=False)
        words = "".join(piece.text for piece in legend)
        assert ("undated" in grid.sides) == (width == 60)
        assert (" 1 without a date" in words) == (width == 36)


def test_where_nothing_is_found_there_are_neither_heads_nor_a_cursor() -> None:
    async def body(app: Covered, pilot: Pilot[None]) -> None:
        app.ask("nowhere")
        await pilot.pause()
        said = [line.strip() for line in app.lines if line.strip()]
        assert said == ["Nothing matches. Esc clears the query."]
        assert not any(map(app.look._is_here, range(len(app.look._lines))))

    in_look(body)


def test_undated_events_alone_have_no_columns() -> None:
    async def body(app: Covered, pilot: Pilot[None]) -> None:
        app.ask("is:undated")
        await pilot.pause()
        assert (app.here, app.foot) == ("someday", "ByteDance · 1 event without a date")
        assert app.look.window is None
        assert not app.look.go_to_ordinal(1)
        app.do("left", "}", "[", "l")
        assert app.here == "someday"

    in_look(body)


def test_a_great_timeline_finds_what_is_lacking_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage, "_AT_ONCE", 0)

    async def body(app: Covered, pilot: Pilot[None]) -> None:
        app.ask("", keep="mau")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert " Products without a launch event  1" in app.lines
        assert app.here == "mau"

    in_look(body)


def test_counts_of_any_size_stand_in_their_columns() -> None:
    events = [
        Event(
            id=f"e{n}",
            date=When(f"2025-0{1 + n % 3}-01"),
            products=("p",) if n % 2 else ("q",),
            title="t",
            citations=(Citation(source="s"),) if n % 5 else (),
        )
        for n in range(4000)
    ]
    timeline = Timeline.build(
        companies=[Company(id="a", name="千问" * 20)],
        products=[Product(id="p", company="a"), Product(id="q")],
        events=events,
    )

    async def body(app: Covered, pilot: Pilot[None]) -> None:
        app.ask("")
        await pilot.pause()
        assert app.lines[2].startswith("▌千问千问千问千问")
        assert "…  667*  667*  666*   2,000    80%" in app.lines[2]
        assert app.foot.endswith(" · Mar 2025 · 666 events, 532 with a source")

    in_look(body, timeline)
