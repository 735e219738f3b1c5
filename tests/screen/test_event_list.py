from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from textual.geometry import Region

from events.queries.search import Search
from events.when import When
from tests.screen.listing import LONG, SHORT, Listing, hostile_timeline, in_list, made
from tui.themes import LIGHT
from tui.widgets.event_list import EventList
from tui.widgets.event_rows import BAR, MARK

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from events.when import Lang


@pytest.mark.parametrize(
    ("lang", "newest", "expected"),
    [
        (
            "en",
            False,
            [
                " 2025 ───────────────────────────────────────────────",
                "▌     2025 ● Title 0",
                " 2025 November ──────────────────────────────────────",
                "       Nov ● Title 1",
                " 2026 January ───────────────────────────────────────",
                "    14 Jan ● Title 2",
                "           ● Title 3",
                "   ~20 Jan ○ Title 4",
                " 2026 February ──────────────────────────────────────",
                "     7 Feb ● Title 5",
                " Undated ────────────────────────────────────────────",
                "           ● Title 6",
            ],
        ),
        (
            "zh",
            True,
            [
                " 2026年2月 ──────────────────────────────────────────",
                "▌   2月7日 ● Title 5",
                " 2026年1月 ──────────────────────────────────────────",
                "  ~1月20日 ○ Title 4",
                "   1月14日 ● Title 3",
                "           ● Title 2",
                " 2025年11月 ─────────────────────────────────────────",
                "      11月 ● Title 1",
                " 2025年 ─────────────────────────────────────────────",
                "    2025年 ● Title 0",
                " 未注日期 ───────────────────────────────────────────",
                "           ● Title 6",
            ],
        ),
    ],
)
def test_what_a_short_list_looks_like(lang: Lang, newest: bool, expected: list[str]) -> None:
    async def body(app: Listing, pilot: Pilot[None]) -> None:
        app.list.newest_first = newest
        app.list.action_first()
        assert app.lines[:12] == expected

    in_list(SHORT, body, (54, 13), lang)


def test_a_tall_list_gives_years_a_line_and_months_another() -> None:
    async def body(app: Listing, pilot: Pilot[None]) -> None:
        assert [text.strip(" ─") for text in app.lines[:10]] == [
            "2025",
            "▌     2025 ● Title 0",
            "November",
            "Nov ● Title 1",
            "2026",
            "January",
            "14 Jan ● Title 2",
            "● Title 3",
            "~20 Jan ○ Title 4",
            "February",
        ]
        app.list.newest_first = True
        assert [text.strip(" ─") for text in app.lines[8:12]] == [
            "November",
            "Nov ● Title 1",
            "year only",
            "2025 ● Title 0",
        ]

    in_list(SHORT, body, (54, 24))


def test_who_is_at_the_top_stays_there_when_the_order_is_reversed() -> None:
    async def body(app: Listing, pilot: Pilot[None]) -> None:
        for newest in (True, False):
            app.list.action_order()
            await pilot.pause()
            assert app.cursor_line == 1
            assert app.list.newest_first == newest
        app.list.action_move(1)
        here = app.list.cursor_event
        app.list.action_order()
        assert app.list.cursor_event == here

    in_list(made("2024-01-02", "2025-02-03", "2026-01-14"), body, (60, 12))


def test_gaps_have_a_column_where_there_is_room_and_else_stand_in_headers() -> None:
    async def body(app: Listing, pilot: Pilot[None]) -> None:
        assert [text for text in app.lines if "+" in text] == [app.lines[11]]
        assert app.lines[11].endswith("─ +22 d")
        await pilot.resize_terminal(100, 14)
        assert app.lines[2].split() == ["2", "Jan", "+1", "d", "●", "Title", "1"]
        assert "+22 d" not in app.lines[11]
        assert app.lines[12].split()[:4] == ["1", "Feb", "+22", "d"]

    in_list(LONG, body, (50, 14))


def test_the_cursor_on_the_last_line_stays_in_sight_when_a_line_goes() -> None:
    async def body(app: Listing, pilot: Pilot[None]) -> None:
        app.list.action_last()
        height = app.list.size.height
        await pilot.pause()
        assert app.cursor_line == height - 1
        await pilot.resize_terminal(50, 10)
        await pilot.pause()
        assert app.cursor_line == app.list.size.height - 1 < height - 1

    in_list(LONG, body, (50, 14))


def test_the_header_stays_on_top_and_never_covers_the_cursor() -> None:
    async def body(app: Listing, pilot: Pilot[None]) -> None:
        events = app.list
        for _ in range(len(LONG)):
            events.action_move(1)
            assert app.lines[0].startswith((" 2025 ", " 2026 ", " Undated"))
            assert app.cursor_line >= 1
        assert app.lines[0].startswith(" 2025 June ─")
        for _ in range(len(LONG)):
            events.action_move(-1)
            assert app.cursor_line >= 1
        assert events.scroll_offset.y == 0
        events.scroll_to(y=5, animate=False)
        assert app.lines[0].startswith(" 2025 January ─")
        assert "6 Jan" in app.lines[1]
        assert events.window == (When("2025-01-06").lo, When("2025-02-05").lo)

    in_list(LONG, body, (60, 12))


def test_the_uppermost_event_says_its_date_though_the_one_above_does() -> None:
    async def body(app: Listing, pilot: Pilot[None]) -> None:
        assert [text.split("●")[0].strip() for text in app.lines[1:4]] == ["▌   14 Jan", "", ""]
        app.list.scroll_to(y=2, animate=False)
        assert app.lines[1].split("●")[0].strip() == "14 Jan"

    in_list(made(*["2026-01-14"] * 20), body)


def test_moving_by_pages_months_and_years() -> None:
    async def body(app: Listing, pilot: Pilot[None]) -> None:
        events = app.list
        for aim in (10, 20, 30, 40):  # the tenth line is a header each time: the one after it
            events.action_page(1)
            assert (events.cursor_event, app.cursor_line) == (aim, 1)
        events.action_page(-1)
        events.action_page(-1)
        events.action_page(-1)
        events.action_page(-1)
        events.action_page(-1)
        assert events.cursor_event in (0, 1)
        events.action_first()
        visited = []
        for _ in range(12):
            visited.append(events.cursor_event)
            events.action_month(1)
        assert visited == [0, 10, 20, 30, 40, 50, 60, 61, 62, 63, 64, 64]
        events.action_month(-1)
        assert events.cursor_event == 63
        events.action_year(-1)
        assert events.cursor_event == 0
        events.action_year(1)
        assert events.cursor_event == 60
        events.action_year(1)
        events.action_year(1)
        assert events.cursor_event == 64
        events.action_last()
        assert events.cursor_event == 65
        for _ in range(20):
            events.action_page(-1)
        assert events.cursor_event == 0

    in_list(LONG, body)


@pytest.mark.parametrize("height", [1, 2, 3, 4, 12, 30])
@pytest.mark.parametrize("newest", [False, True])
def test_every_event_is_reached_and_seen_at_any_height(height: int, newest: bool) -> None:
    async def body(app: Listing, pilot: Pilot[None]) -> None:
        events = app.list
        events.newest_first = newest
        for action, step, aim in (
            (events.action_move, 1, 65),
            (events.action_page, -1, 63 if newest else 0),
            (events.action_page, 1, 65),
        ):
            for _ in range(70):
                action(step)
                assert f"Title {events.cursor_event}" in app.lines[app.cursor_line]
            assert events.cursor_event == aim

    in_list(LONG, body, (60, height))


@pytest.mark.parametrize("newest", [False, True])
def test_going_to_a_day_or_an_event(newest: bool) -> None:
    async def body(app: Listing, pilot: Pilot[None]) -> None:
        events = app.list
        events.newest_first = newest
        for day, aim, nearest in (
            ("2025-02-03", 12, 12),
            ("2025-02-12", 20, 19),
            ("2025-02-28", 20, 20),
            ("1999-01-01", 0, 0),
            ("2030-01-01", 63, 63),
        ):
            assert events.go_to_ordinal(When(day).lo)
            assert events.cursor_event == aim
            assert events.go_to_ordinal(When(day).lo, nearest=True)
            assert events.cursor_event == nearest
        assert events.go_to_event(65)
        assert events.cursor_event == 65
        events.select([3, 64])
        assert not events.go_to_event(4)
        events.select([64])
        assert not events.go_to_ordinal(When("2025-02-03").lo)
        assert events.cursor_event == 64

    in_list(LONG, body)


def test_nothing_to_show_is_said_calmly_in_the_middle() -> None:
    async def body(app: Listing, pilot: Pilot[None]) -> None:
        events = app.list
        assert not any(app.lines)
        events.load(SHORT, Search(SHORT), "en")
        events.select([])
        assert [text.strip() for text in app.lines if text] == [
            "Nothing matches. Esc clears the query."
        ]
        assert app.lines[6].startswith("          Nothing")
        for action in (events.action_first, events.action_last, events.action_open):
            action()
        for stepped in (events.action_move, events.action_page, events.action_month):
            stepped(1)
        events.action_year(-1)
        assert not events.go_to_event(0)
        assert events.cursor_event is None
        events.load(SHORT, Search(SHORT), "zh")
        events.select([])
        assert app.lines[6].strip() == "没有匹配的事件。按 Esc 清除查询。"
        empty = made()
        events.load(empty, Search(empty), "en")
        events.select(range(0))
        assert app.lines[6].strip() == "There are no events here yet. Press a to add one."

    in_list(None, body, (60, 13))


def test_keys_and_mouse_move_the_cursor_and_open_events() -> None:
    async def body(app: Listing, pilot: Pilot[None]) -> None:
        await pilot.press("down", "pagedown", "end", "home", "enter")
        assert app.said[0] == ("moved", 1)
        assert app.said[-2:] == [("moved", 0), ("opened", 0)]
        app.said.clear()
        await pilot.click(EventList, offset=(20, 4))
        assert app.said == [("moved", 3)]
        await pilot.click(EventList, offset=(20, 4), times=2)
        assert app.said == [("moved", 3), ("opened", 3)]
        app.list.scroll_to(y=14, animate=False)
        await pilot.click(EventList, offset=(20, 0))
        assert app.list.cursor_event == 10

    in_list(LONG, body)


def test_marks_show() -> None:
    async def body(app: Listing, pilot: Pilot[None]) -> None:
        app.list.marked = frozenset({1, 3})
        marked = [text.split()[-1] for text in app.lines if MARK in text]
        assert marked == ["1", "3"]

    in_list(LONG, body)


def test_another_theme_or_focus_is_seen_at_once() -> None:
    async def body(app: Listing, pilot: Pilot[None]) -> None:
        def styles() -> set[object]:
            strips = app.list.render_lines(Region(0, 0, 60, 12))
            return {segment.style for strip in strips for segment in strip}

        dark = styles()
        app.set_focus(None)
        await pilot.pause()
        unfocused = styles()
        assert unfocused != dark
        assert app.lines[1].startswith(BAR)
        app.theme = LIGHT.name
        await pilot.pause()
        light = styles()
        assert not light & unfocused

    in_list(LONG, body)


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (5, 3), (20, 5), (41, 21), (80, 24), (200, 60)])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_hostile_text_keeps_every_line_as_wide_as_the_list(
    size: tuple[int, int], lang: Lang
) -> None:
    timeline = hostile_timeline()

    async def body(app: Listing, pilot: Pilot[None]) -> None:
        app.list.select(range(len(timeline)), ("x", "千"))
        for strip in app.list.render_lines(Region(0, 0, *size)):
            assert cell_len(strip.text) == strip.cell_length == size[0]
            assert strip.text.isprintable()
        await pilot.resize_terminal(3, 2)
        await pilot.resize_terminal(100, 30)
        assert {cell_len(app.list.render_line(y).text) for y in range(30)} == {100}

    in_list(timeline, body, size, lang)


@pytest.mark.parametrize("no_colour", [False, True])
def test_the_cursor_s_line_is_one_piece_without_colour(
    no_colour: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if no_colour:
        monkeypatch.setenv("NO_COLOR", "1")

    async def body(app: Listing, pilot: Pilot[None]) -> None:
        app.list.focus()
        await pilot.pause()
        (strip,) = [
            strip
            for strip in app.list.render_lines(Region(0, 0, *app.list.size))
            if strip.text.startswith(BAR)
        ]
        looks = {
            segment.style and (segment.style.color, segment.style.reverse) for segment in strip
        }
        assert (len(looks) <= 2) == no_colour  # the line, and what is under the scrollbar

    in_list(SHORT, body, (60, 12))
