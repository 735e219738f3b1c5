from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from rich.text import Text
from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Button

from events.files import load
from events.query import QueryError, Search, parse_query
from tui.text import cells
from tui.widgets import completions
from tui.widgets.completions import Completions
from tui.widgets.query_colours import QueryColours
from tui.widgets.query_line import QueryInput, QueryLine

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from events.timeline import Timeline
    from events.when import Lang

FILE = """
[[company]]
id = "alibaba"
name = { en = "Alibaba", zh = "阿里巴巴" }
[[company]]
id = "ant"
name = { en = "Ant [/x]\\u001b[31m", zh = "蚂蚁" }
[[event]]
id = "a"
date = 2025-01-01
companies = ["alibaba"]
title = "one"
[[event]]
id = "b"
date = 2025-01-02
companies = ["ant"]
title = "two"
"""


@pytest.fixture(scope="module")
def timeline(tmp_path_factory: pytest.TempPathFactory) -> Timeline:
    folder: Path = tmp_path_factory.mktemp("timeline")
    (folder / "a.toml").write_text(FILE, "utf-8")
    return load(folder)


class Lined(App[None]):
    """A screen that runs every query at once, as the main screen does."""

    def __init__(self, timeline: Timeline, lang: Lang) -> None:
        super().__init__()
        self.timeline, self.lang = timeline, lang
        self.heard: list[str] = []

    def compose(self) -> ComposeResult:
        yield QueryLine()
        yield Button("other")

    def on_mount(self) -> None:
        line = self.screen.query_one(QueryLine)
        line.load(self.timeline, self.lang)
        line.show_counts(2, 2)

    def on_query_line_edited(self, message: QueryLine.Edited) -> None:
        self.heard.append(f"edited {message.text}")
        line = self.screen.query_one(QueryLine)
        try:
            query = parse_query(message.text, self.timeline, date(2026, 1, 1))
        except QueryError as error:
            line.show_error(error)
        else:
            line.show_error(None)
            result = Search(self.timeline).run(query)
            line.show_counts(result.count, result.total)

    def on_query_line_submitted(self, message: QueryLine.Submitted) -> None:
        self.heard.append(f"submitted {message.text}")

    def on_query_line_left(self) -> None:
        self.heard.append("left")


def in_line(
    timeline: Timeline,
    body: Callable[[QueryLine, Pilot[None]], Awaitable[None]],
    size: tuple[int, int] = (80, 24),
    lang: Lang = "en",
) -> list[str]:
    async def run() -> list[str]:
        app = Lined(timeline, lang)
        async with app.run_test(size=size) as pilot:
            line = app.screen.query_one(QueryLine)
            line.focus_input()
            await pilot.pause()
            await body(line, pilot)
        return app.heard

    return asyncio.run(run())


async def resize(line: QueryLine, pilot: Pilot[None], width: int) -> None:
    """Make the terminal so wide, and wait until the line has heard of it."""
    await pilot.resize_terminal(width, 24)
    while line.size.width != width:
        await pilot.pause()
    await pilot.pause()


def screen_text(line: QueryLine) -> str:
    """The screen's first line."""
    strips = line.screen._compositor.render_strips()
    return "".join(segment.text for segment in strips[0])


def box(line: QueryLine) -> list[str]:
    """The lines of the completions, if they are open."""
    pane = line.query_one(Completions)
    if not pane.display:
        return []
    lines = [pane.render_line(y).text.rstrip() for y in range(pane.size.height)]
    return [line for line in lines if line]


def test_what_is_typed_is_reported_and_what_is_set_is_not(timeline: Timeline) -> None:
    async def body(line: QueryLine, pilot: Pilot[None]) -> None:
        line.set_text("company:alibaba")
        await pilot.pause()
        await pilot.press("space", "o")
        assert line.text == "company:alibaba o"

    assert in_line(timeline, body) == ["edited company:alibaba ", "edited company:alibaba o"]


def test_typing_begins_a_word_behind_a_query_that_is_there(timeline: Timeline) -> None:
    async def body(line: QueryLine, pilot: Pilot[None]) -> None:
        line.set_text("company:alibaba")
        line.focus_input()
        assert line.text == "company:alibaba "
        line.screen.query_one(Button).focus()
        await pilot.pause()
        assert line.text == "company:alibaba"
        line.focus_input()
        await pilot.press("space", "o", "n", "e", "enter")
        line.set_text("company:alibab")
        line.show_error(QueryError(0, 14, "no such company", "没有此公司"))
        line.focus_input()
        assert line.text == "company:alibab"  # there is something to mend

    heard = in_line(timeline, body)
    assert heard[-1] == "submitted company:alibaba one"


@pytest.mark.parametrize(
    ("lang", "ends"),
    [
        (
            "en",
            {
                80: "1 of 2 · 1 hidden · Esc clears",
                46: "1 of 2 · 1 hidden",
                34: "1 of 2",
                25: "1/2",
                20: "",
            },
        ),
        ("zh", {80: "2 中的 1 · 隐藏 1 · Esc 清除", 46: "2 中的 1 · 隐藏 1", 29: "2 中的 1"}),
    ],
)
def test_the_counts_are_said_as_fully_as_there_is_room(
    timeline: Timeline, lang: Lang, ends: dict[int, str]
) -> None:
    async def body(line: QueryLine, pilot: Pilot[None]) -> None:
        line.set_text("one")
        line.show_counts(1, 2)
        line.screen.query_one(Button).focus()
        for width, end in ends.items():
            await resize(line, pilot, width)
            shown = screen_text(line)
            assert cells(shown) == width
            assert shown.startswith(" / one")
            assert shown[6:].strip() == end

    in_line(timeline, body, lang=lang)


def test_completions_show_what_is_typed_and_what_it_means(timeline: Timeline) -> None:
    async def body(line: QueryLine, pilot: Pilot[None]) -> None:
        await pilot.press("a", "l")
        assert box(line) == [" company:alibaba  Alibaba · company · 1"]
        assert not line.may_be_field
        await pilot.press("tab")
        assert line.text == "company:alibaba"
        assert box(line) == []

    assert in_line(timeline, body) == ["edited a", "edited al", "edited company:alibaba"]


def test_a_completion_gone_to_is_taken_by_enter_else_enter_submits(timeline: Timeline) -> None:
    async def body(line: QueryLine, pilot: Pilot[None]) -> None:
        await pilot.press("a", "l", "down")
        assert box(line)[0].startswith("▌company:alibaba")
        await pilot.press("enter")
        assert line.text == "company:alibaba"
        await pilot.press("enter")

    heard = in_line(timeline, body)
    assert heard[-2:] == ["edited company:alibaba", "submitted company:alibaba"]


def test_escape_leaves_the_line_or_the_completions_that_were_gone_into(timeline: Timeline) -> None:
    async def body(line: QueryLine, pilot: Pilot[None]) -> None:
        await pilot.press("a", "down")
        assert box(line)
        await pilot.press("escape")
        assert not box(line)
        assert line.text == "a"
        await pilot.press("l")
        assert box(line)
        await pilot.press("escape")
        assert not box(line)

    assert in_line(timeline, body) == ["edited a", "edited al", "left"]


def test_a_completion_can_be_clicked(timeline: Timeline) -> None:
    async def body(line: QueryLine, pilot: Pilot[None]) -> None:
        await pilot.press("a", "n", "t")
        await pilot.click(Completions, offset=(4, 0))
        assert line.text == "company:ant"

    in_line(timeline, body)


def test_names_from_files_are_no_markup_and_no_control(timeline: Timeline) -> None:
    async def body(line: QueryLine, pilot: Pilot[None]) -> None:
        await pilot.press("a", "n", "t")
        assert box(line)[0] == " company:ant  Ant [/x][31m · company · 1"
        pilot.app.screen.query_one(QueryLine).set_text("[/x]\x1b]52;c;x\x07\n[@click=app.quit]y[/]")
        await pilot.pause()
        assert line.text == "[/x]]52;c;x [@click=app.quit]y[/]"
        assert screen_text(line).startswith(" / [/x]]52;c;x [@click=app.quit]y[/]")

    in_line(timeline, body)


def test_an_error_is_said_marked_and_mended_by_tab(timeline: Timeline) -> None:
    async def body(line: QueryLine, pilot: Pilot[None]) -> None:
        line.set_text("compny:alibaba")
        await pilot.press("space")
        assert "✗ no field is called “compny”" in screen_text(line)
        await resize(line, pilot, 58)
        assert screen_text(line).rstrip().endswith("✗ did you mean “company”? Tab")
        await pilot.press("tab")
        assert line.text == "company:alibaba "
        assert "✗" not in screen_text(line)

    assert in_line(timeline, body, (120, 24))[-1] == "edited company:alibaba "


def test_a_half_typed_name_is_no_error_while_it_can_be_completed(timeline: Timeline) -> None:
    async def body(line: QueryLine, pilot: Pilot[None]) -> None:
        await pilot.press("c", "o")
        assert line.may_be_field
        line.set_text("company:")
        await pilot.press("a", "l")
        assert box(line) == [" alibaba  Alibaba · company · 1"]
        assert "✗" not in screen_text(line)
        await pilot.press("escape")
        assert "✗ no company is called “al”" in screen_text(line)

    in_line(timeline, body)


def test_earlier_queries_come_back_with_up(timeline: Timeline) -> None:
    async def body(line: QueryLine, pilot: Pilot[None]) -> None:
        for text in ("one", "two", "two"):
            line.set_text(text)
            await pilot.press("enter")
        line.set_text("draft ")
        await pilot.press("up")
        assert line.text == "two"
        await pilot.press("up", "up")
        assert line.text == "one"
        await pilot.press("down", "down")
        assert line.text == "draft "

    heard = in_line(timeline, body)
    assert heard[3:] == ["edited two", "edited one", "edited two", "edited draft "]


def test_fields_and_signs_are_told_apart(timeline: Timeline) -> None:
    cases: dict[str, dict[str, str]] = {
        "company:alibaba": {"company": "field", ":": "sign"},
        "公司：阿里，字节": {"公司": "field", "：": "sign", "，": "sign"},
        "-kind:stock OR x": {"-": "sign", "kind": "field", ":": "sign", "OR": "sign"},
        "dau > 50M": {"dau": "field", ">": "sign"},
        '"a:b" 9:30': {":": "sign"},
        "ＯＲ word-with-dash": {},
    }

    async def body(line: QueryLine, pilot: Pilot[None]) -> None:
        owner = line.query_one(QueryInput)
        field, sign = (
            owner.get_component_rich_style(f"query--{name}", partial=True)
            for name in ("field", "sign")
        )
        for query, parts in cases.items():
            text = QueryColours(owner)(Text(query))
            found = {query[span.start : span.end]: span.style for span in text.spans}
            looks = {"field": field, "sign": sign}
            assert found == {part: looks[name] for part, name in parts.items()}
            assert text.plain == query

    in_line(timeline, body)


@pytest.mark.parametrize("size", [(1, 1), (4, 2), (10, 3), (200, 60)])
def test_no_size_is_too_small_or_too_large(timeline: Timeline, size: tuple[int, int]) -> None:
    async def body(line: QueryLine, pilot: Pilot[None]) -> None:
        await pilot.press("a", "down", "x", ":", "escape")
        line.show_error(QueryError(0, 1, "what is wrong", "哪里不对", nearest="千问"))
        await pilot.pause()
        assert cells(screen_text(line)) == size[0]

    in_line(timeline, body, size, "zh")


def test_a_long_query_scrolls_with_the_cursor(timeline: Timeline) -> None:
    async def body(line: QueryLine, pilot: Pilot[None]) -> None:
        line.set_text("千问 " * 20 + "en")
        await pilot.press("d")
        assert screen_text(line)[:40].rstrip().endswith("千问 end")
        await pilot.press("home")
        assert screen_text(line).startswith(" / 千问 千问")
        await pilot.press("end", *["backspace"] * 3)
        assert screen_text(line)[:40].rstrip().endswith("千问")

    in_line(timeline, body, (40, 10))


def test_a_letter_lays_out_the_screen_only_where_the_completions_open_or_close(
    timeline: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out: list[Screen[object]] = []
    lay_out = Screen._refresh_layout

    def count(screen: Screen[object], *args: Any, **kwargs: Any) -> None:
        laid_out.append(screen)
        lay_out(screen, *args, **kwargs)

    monkeypatch.setattr(Screen, "_refresh_layout", count)
    monkeypatch.setattr(completions, "_PAUSE", 3600)  # typed in one go, however slow the machine

    async def body(line: QueryLine, pilot: Pilot[None]) -> None:
        opens = ("a", "backspace")  # completions, and none
        for keys, most in (
            (("z", "q", "backspace", "backspace"), 0),  # nothing begins so
            (opens, 2),
            (("a", "l", "i", "b"), 1),
            (("down", "up"), 0),
            (("backspace", "backspace"), 0),
        ):
            await pilot.pause()
            laid_out.clear()
            await pilot.press(*keys)
            await pilot.pause()
            assert len(laid_out) <= most, keys

    in_line(timeline, body, (120, 24))
