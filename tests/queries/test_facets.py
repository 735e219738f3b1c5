from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING

import pytest
from textual.app import App, ComposeResult

from events.files import load
from events.query import Search, parse_query
from tui.text import cells
from tui.widgets.facet_rows import FacetRows
from tui.widgets.facets import FacetPanel

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from events.timeline import Field, Timeline
    from events.when import Lang

TODAY = date(2026, 2, 26)
FIELDS: tuple[Field, ...] = ("company", "product", "kind", "status", "source", "tag", "metric")

NAMES = """
[[company]]
id = "alibaba"
name = { en = "Alibaba", zh = "阿里巴巴" }
aliases = ["BABA"]
[[company]]
id = "tencent"
name = { en = "Tencent", zh = "腾讯" }
[[company]]
id = "ant"
name = { en = "Ant Group", zh = "蚂蚁集团" }
parent = "alibaba"
[[company]]
id = "quiet"
name = { en = "[/x]\\u001b[31m A company with a long name", zh = "名字很长很长很长很长的公司" }
[[kind]]
id = "users"
name = { en = "Users", zh = "用户" }
glyph = "●"
[[kind]]
id = "stock"
name = { en = "Stock", zh = "股价" }
glyph = "📈📈"
"""


def event(day: str, company: str, kind: str, *tags: str, status: str = "reported") -> str:
    return f"""
[[event]]
id = "{day}-{company}"
date = {day}
companies = ["{company}"]
kind = "{kind}"
status = "{status}"
title = "t"
tags = [{", ".join(f'"{tag}"' for tag in tags)}]
"""


EVENTS = "".join(
    [
        event("2025-01-01", "alibaba", "users", "one"),
        event("2025-03-01", "ant", "users", "two"),
        event("2025-06-01", "tencent", "stock"),
        event("2025-06-02", "tencent", "stock", status="forecast"),
        event("2025-12-01", "alibaba", "stock"),
        event("2025-12-02", "quiet", "users"),
    ]
)
MANY = "".join(
    f'[[product]]\nid = "p{n}"\nname = {{ en = "Product {n}", zh = "产品{n}" }}\n'
    for n in range(12)
) + "".join(
    f'[[event]]\nid = "m{n}-{k}"\ndate = 2025-05-{k + 1:02}\nproducts = ["p{n}"]\ntitle = "t"\n'
    for n in range(12)
    for k in range(12 - n)
)


@pytest.fixture(scope="module")
def timeline(tmp_path_factory: pytest.TempPathFactory) -> Timeline:
    folder = tmp_path_factory.mktemp("timeline")
    (folder / "a.toml").write_text(NAMES + EVENTS, "utf-8")
    return load(folder)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Timeline:
    folder = tmp_path_factory.mktemp("timeline")
    (folder / "a.toml").write_text(MANY, "utf-8")
    return load(folder)


class Panel(App[None]):
    CSS = "FacetPanel { width: 28; height: 20; }"

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[str, str]] = []

    def compose(self) -> ComposeResult:
        yield FacetPanel()

    def on_facet_panel_ticked(self, message: FacetPanel.Ticked) -> None:
        self.heard.append((message.field, message.value))


def in_panel(
    body: Callable[[FacetPanel, Pilot[None]], Awaitable[None]], size: tuple[int, int] = (80, 24)
) -> Panel:
    async def run() -> Panel:
        app = Panel()
        async with app.run_test(size=size) as pilot:
            await body(app.screen.query_one(FacetPanel), pilot)
        return app

    return asyncio.run(run())


def show(panel: FacetPanel, timeline: Timeline, query: str = "", lang: Lang = "en") -> None:
    search = Search(timeline)
    asked = parse_query(query, timeline, TODAY)
    panel.load(timeline, lang, search)
    panel.show(search.run(asked), {field: asked.ticked(field) for field in FIELDS})


def drawn(panel: FacetPanel) -> list[str]:
    """The panel's lines without the empty ones under them."""
    rows = panel.query_one(FacetRows)
    lines = [rows.render_line(y).text for y in range(rows.size.height)]
    assert all(cells(line) == rows.size.width for line in lines)
    return [line.rstrip() for line in lines if line.strip()]


def test_sections_values_sparklines_and_counts(timeline: Timeline) -> None:
    async def body(panel: FacetPanel, pilot: Pilot[None]) -> None:
        show(panel, timeline)
        await pilot.pause()
        assert drawn(panel) == [
            "▌COMPANY                  ▾",
            "   Alibaba           █  ▄ 3",
            "     Ant Group       █    1",
            "   Tencent            █   2",
            "   [/x][31m A compa…    █ 1",
            " KIND                     ▾",
            "   ●  Users          █  ▄ 3",
            "   …  Stock           █ ▄ 3",
            " STATUS                 ▸ 2",
            " TAG                    ▸ 2",
        ]
        show(panel, timeline, lang="zh")
        assert drawn(panel)[:5] == [
            "▌公司                     ▾",
            "   阿里巴巴          █  ▄ 3",
            "     蚂蚁集团        █    1",
            "   腾讯               █   2",
            "   名字很长很长很长…    █ 1",
        ]

    in_panel(body)


def test_counts_say_what_a_tick_would_give_and_rows_stay_where_they_are(
    timeline: Timeline,
) -> None:
    async def body(panel: FacetPanel, pilot: Pilot[None]) -> None:
        show(panel, timeline, "company:tencent kind:stock")
        await pilot.pause()
        lines = drawn(panel)
        # Within the ticked field all else counts, across fields the ticks do.
        assert [line.split()[-1] for line in lines[1:5]] == ["1", "·", "2", "·"]
        assert [line.split()[-1] for line in lines[6:8]] == ["·", "2"]
        assert lines[3].startswith(" ✓ Tencent")
        assert lines[7].startswith(" ✓ …  Stock")
        assert [line[3:10].strip() for line in lines[1:5]] == [
            "Alibaba",
            "Ant G",
            "Tencent",
            "[/x][31",
        ]

    in_panel(body)


def test_enter_ticks_a_value_and_folds_a_section(timeline: Timeline) -> None:
    async def body(panel: FacetPanel, pilot: Pilot[None]) -> None:
        show(panel, timeline, "tag:two")
        await pilot.pause()
        panel.action_tick()
        assert drawn(panel)[0] == "▌COMPANY                ▸ 4"
        panel.action_tick()
        panel.action_move(2)
        assert drawn(panel)[2].startswith("▌    Ant Group")
        panel.action_tick()
        panel.action_last()
        assert drawn(panel)[-1] == "▌TAG ✓1                 ▸ 2"
        panel.action_tick()
        assert [line[:9] for line in drawn(panel)[-2:]] == ["   one   ", " ✓ two   "]
        panel.action_move(2)
        panel.action_tick()
        panel.action_first()
        panel.action_page(1)
        assert drawn(panel)[-1].startswith("▌✓ two")

    assert in_panel(body).heard == [("company", "ant"), ("tag", "two")]


def test_a_click_does_what_the_key_does(timeline: Timeline) -> None:
    async def body(panel: FacetPanel, pilot: Pilot[None]) -> None:
        show(panel, timeline)
        await pilot.pause()
        await pilot.click(panel, offset=(5, 3))
        assert panel.has_focus
        await pilot.click(panel, offset=(5, 8))
        await pilot.click(panel, offset=(5, 15))
        assert [line.split()[0] for line in drawn(panel)[9:11]] == ["Reported", "Forecast"]

    assert in_panel(body).heard == [("company", "tencent")]


def test_a_long_section_opens_on_demand_but_always_shows_what_is_ticked(many: Timeline) -> None:
    async def body(panel: FacetPanel, pilot: Pilot[None]) -> None:
        show(panel, many, "product:p10")
        panel.styles.height = 10
        await pilot.pause()
        lines = drawn(panel)
        assert [line.split()[1] for line in lines[1:9]] == [str(n) for n in range(8)]
        assert lines[9].startswith(" ✓ Product 10")
        rows = panel.query_one(FacetRows)
        panel.action_last()
        assert drawn(panel)[-1].startswith("▌  … 3 more products")
        assert len(rows.rows) == 11
        panel.action_tick()
        assert len(rows.rows) == 14
        panel.action_last()
        assert drawn(panel)[-1].startswith("▌  … fewer")
        panel.action_tick()
        assert len(rows.rows) == 11
        panel.styles.height = 20  # there is room for all
        await pilot.pause()
        assert [line[3:].split()[1] for line in drawn(panel)[1:]] == [str(n) for n in range(12)]

    in_panel(body)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ant", ["Ant Group"]),
        ("蚂蚁", ["Ant Group"]),
        ("baba", ["Alibaba"]),
        ("ＵＳＥＲ", ["●  Users"]),
        ("st", ["…  Stock", "Forecast"]),
        ("group an", ["Ant Group"]),
        ("xyz", ["no such name"]),
        ("[/x]", ["[/x][31m A compa…"]),
    ],
)
def test_search_finds_names_in_any_language(
    timeline: Timeline, typed: str, found: list[str]
) -> None:
    async def body(panel: FacetPanel, pilot: Pilot[None]) -> None:
        show(panel, timeline)
        panel.query_one(FacetRows).search(typed)
        await pilot.pause()
        values = [line for line in drawn(panel) if line[1:3].strip() == ""]
        assert [line[3:19].strip() for line in values] == [name[:16] for name in found]

    in_panel(body)


def test_search_by_keyboard(timeline: Timeline) -> None:
    async def body(panel: FacetPanel, pilot: Pilot[None]) -> None:
        show(panel, timeline)
        panel.focus()
        panel.action_search()
        await pilot.press("t", "e", "n")
        assert [line.split()[0] for line in drawn(panel)] == ["COMPANY", "▌"]
        await pilot.press("enter")
        assert panel.has_focus
        panel.action_tick()
        panel.action_search()  # once more: what is typed takes the place of the last name
        await pilot.press("t", "e", "n", "c", "escape")
        assert len(drawn(panel)) == 10
        assert drawn(panel)[3].startswith("▌  Tencent")

    assert in_panel(body).heard == [("company", "tencent")]


def test_a_reload_keeps_the_cursor_and_what_is_folded(timeline: Timeline) -> None:
    async def body(panel: FacetPanel, pilot: Pilot[None]) -> None:
        show(panel, timeline)
        await pilot.pause()
        panel.action_last()
        panel.action_tick()
        panel.action_move(1)
        here = next(line for line in drawn(panel) if line.startswith("▌"))
        show(panel, timeline, "kind:users", "zh")
        assert next(line for line in drawn(panel) if line.startswith("▌"))[:6] == here[:6]

    in_panel(body)


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (9, 4), (17, 5), (200, 60)])
def test_every_line_is_as_wide_as_the_panel(
    timeline: Timeline, many: Timeline, size: tuple[int, int]
) -> None:
    async def body(panel: FacetPanel, pilot: Pilot[None]) -> None:
        panel.styles.width = panel.styles.height = "100%"
        for shown in (timeline, many):
            show(panel, shown, lang="zh")
            await pilot.pause()
            panel.action_last()
            panel.action_move(-99)
            drawn(panel)

    in_panel(body, size)


def test_a_timeline_without_events_has_no_rows(tmp_path: Path) -> None:
    async def body(panel: FacetPanel, pilot: Pilot[None]) -> None:
        show(panel, load(tmp_path))
        await pilot.pause()
        panel.action_tick()
        panel.action_move(1)
        assert drawn(panel) == []

    in_panel(body)


def test_the_cursor_shows_where_the_keys_are(timeline: Timeline) -> None:
    async def body(panel: FacetPanel, pilot: Pilot[None]) -> None:
        show(panel, timeline)
        rows = panel.query_one(FacetRows)
        looks = []
        for focused in (True, False, True):
            if focused:
                panel.focus()
            else:
                panel.screen.set_focus(None)
            await pilot.pause()
            looks.append((rows.style_of("facets--bar"), rows.style_of("facets--cursor")))
        assert looks[0] == looks[2]
        assert looks[0][0] != looks[1][0]
        assert looks[0][1] != looks[1][1]

    in_panel(body)
