from __future__ import annotations

from math import isqrt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.events import MouseScrollDown, MouseScrollUp
from textual.geometry import Region

from events.model import Company, Era, Event, Kind
from events.query import Search
from events.timeline import Timeline
from events.when import When
from tests.looks.axes import day
from tests.looks.lanes_app import LanesApp, in_lanes
from tests.screen.listing import hostile_timeline, made
from tests.settling import until
from tests.small_timeline import small_timeline
from tui.screens.event_picker import EventPicker
from tui.screens.pick import Pick
from tui.widgets.event_list import EventList
from tui.widgets.lanes.lanes import Lanes
from tui.widgets.lanes.marks import shared_lines

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from events.when import Lang

KINDS = (
    Kind(id="launch", name="Launch", glyph="◆"),
    Kind(id="users", name="Users", glyph="●"),
    Kind(id="wide", name="Wide", glyph="🚀"),
)
COMPANIES = (
    Company(id="ali", name={"en": "Alibaba", "zh": "阿里巴巴"}),
    Company(id="ant", name={"en": "Ant", "zh": "蚂蚁"}, parent="ali"),
    Company(id="byte", name={"en": "ByteDance", "zh": "字节跳动"}),
)


def event(id: str, date: str | None, *companies: str, kind: str = "users", **more: str) -> Event:
    title = {"en": more.pop("en", f"Title {id}"), "zh": more.pop("zh", f"标题{id}")}
    return Event(
        id=id,
        date=When(date) if date else None,
        companies=companies,
        kind=kind,
        title=title,
        **more,  # type: ignore[arg-type]
    )


PICTURE = Timeline.build(
    kinds=KINDS,
    companies=COMPANIES,
    eras=[Era(name={"en": "The war", "zh": "大战"}, date=When("2025-08/2025-10"))],
    events=[
        event("year", "2025", "ali", en="A year of war", zh="大战之年"),
        event("app", "2025-11-17", "ali", kind="launch", en="The app opens", zh="应用上线"),
        event("two", "2025-08-10~", "ali", "byte", en="Both at once", zh="两家同时"),
        event("span", "2025-09-01/2025-10-20", "ant", en="A campaign", zh="活动"),
        event("open", "2026-01-10/..", "ant", kind="launch", en="It goes on", zh="仍在进行"),
        event("before", "[..2025-07-31]", "byte", en="Some time before", zh="此前某时"),
        *(event(f"c{n}", "2026-02-01", "byte") for n in range(3)),
        event("none", None, "byte", en="Some day"),
    ],
)


@pytest.fixture(autouse=True)
def _one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_TODAY", "2026-02-26")


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", [
            " Companies       2025                                     2026             no",
            " by first event  Jan       Apr       Jul       Oct        Jan       Apr    date",
            "─────────────────┬─────────┬─────────┬─────────┬──────────┬───today─┬──────────",
            "                                         The war",
            "▌▾ Alibaba    3  │                        ○ Both at once  │     ┊",
            "▌                ● A year of war ░░░░░░░░░░░░░░░░░░░░░░░░░│     ┊",
            "▌                │                                   ◆ The app opens",
            "     Ant      2  │                           ●━━━━ A camp…│◆ It goes on ┄→",
            "                 │                                        │     ┊",
            "   ByteDance  6  │                        ○ Both at once  │  ● Title c0    ?1",
            "                ● Some time before ░░░░░░                 │  ● Title c1",
            "                 │                                        │  ● Title c2",
            "                 │                                        │     ┊",
        ]),
        ("zh", [
            " 公司           2025                                      2026             未注",
            " 按首个事件     1月       4月       7月        10月       1月       4月    日期",
            "────────────────┬─────────┬─────────┬──────────┬──────────┬───今天──┬──────────",
            "                                         ╶ 大战 ──╴",
            "▌▾ 阿里巴巴  3  │                        ○ 两家同时  ◆ 应用上线 ┊",
            "▌               ● 大战之年 ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░│     ┊",
            "▌               │                                         │     ┊",
            "     蚂蚁    2  │                           ●━━━━━ 活动   │◆ 仍在进行 ┄┄┄→",
            "                │                                         │     ┊",
            "   字节跳动  6  │                        ○ 两家同时       │  ● 标题c0      ?1",
            "               ● 此前某时 ░░░░░░░░░░░░░░░                 │  ● 标题c1",
            "                │                                         │  ● 标题c2",
            "                │                                         │     ┊",
        ]),
    ],
)  # fmt: skip
def test_what_lanes_look_like(lang: Lang, expected: list[str]) -> None:
    async def body(app: LanesApp, pilot: Pilot[None]) -> None:
        assert app.lines[:13] == expected

    in_lanes(PICTURE, body, (80, 16), lang)


def test_the_cursor_goes_from_event_to_event_and_from_lane_to_lane() -> None:
    async def body(app: LanesApp, pilot: Pilot[None]) -> None:
        lanes = app.lanes
        visited = [app.cursor_id]
        for _ in range(4):
            lanes.action_sideways(1)
            visited.append(app.cursor_id)
        assert visited == ["year", "two", "app", "app", "app"]
        lanes.action_move(1)
        assert (app.cursor_lane.split()[0], app.cursor_id) == ("Ant", "open")
        lanes.action_move(1)
        assert app.cursor_id == "c0"
        for id in ("c1", "c2", "none", "none"):
            lanes.action_sideways(1)
            assert app.cursor_id == id
        lanes.action_sideways(-1)
        assert app.cursor_id == "c2"
        lanes.action_first()
        assert app.cursor_id == "before"
        lanes.action_sideways(-1)
        assert app.cursor_id == "before"
        lanes.action_last()
        assert app.cursor_id == "c2"
        lanes.action_month(-1)
        assert app.cursor_id == "two"
        lanes.action_year(1)
        assert app.cursor_id == "c0"
        lanes.action_page(-1)
        assert app.cursor_lane.startswith("Alibaba")
        lanes.action_open()
        await pilot.pause()
        assert app.said[-1] == ("opened", lanes.cursor_event)

    in_lanes(PICTURE, body)


def test_an_event_of_two_companies_is_in_both_lanes_and_stays_under_the_cursor() -> None:
    async def body(app: LanesApp, pilot: Pilot[None]) -> None:
        lanes = app.lanes
        lanes.action_sideways(1)
        assert app.cursor_id == "two"
        assert [line[1:12].strip() for line in app.lines if "Both at once" in line] == [
            "▾ Alibaba", "ByteDance"
        ]  # fmt: skip
        lanes.action_move(2)
        assert (app.cursor_lane.split()[0], app.cursor_id) == ("ByteDance", "two")
        app.ask("company:byte")
        assert (app.cursor_lane.split()[0], app.cursor_id) == ("ByteDance", "two")
        app.ask("campaign")
        assert app.cursor_id == "span"
        app.ask("")
        assert app.cursor_id == "two"
        app.ask("nothing-of-the-sort")
        assert lanes.cursor_event is None
        assert lanes.window is None
        assert app.lines[8].strip() == "Nothing matches. Esc clears the query."
        app.ask("", keep=app.timeline.number_of["app"])
        assert app.cursor_id == "app"
        assert not lanes.go_to_event(99)
        lanes.load(app.timeline, app.search, "zh")
        app.ask("")
        assert app.cursor_id == "app"

    in_lanes(PICTURE, body)


def test_zooming_keeps_the_event_in_its_cell_and_0_fits_the_selection() -> None:
    async def body(app: LanesApp, pilot: Pilot[None]) -> None:
        lanes = app.lanes
        whole = lanes.window
        lanes.go_to_event(app.timeline.number_of["app"])
        place = next(line.index("◆ The") for line in app.lines if "◆ The" in line)
        for step in (1, 1, 1, 1, -1, -1, 1, 1, 1, 1, 1):
            lanes.action_zoom(step)
            found = [line.index("◆ The") for line in app.lines if "◆ The" in line]
            assert abs(found[0] - place) <= 1
        assert "Nov 2025" in app.lines[0]
        lanes.action_zoom(0)
        assert lanes.window == whole
        lanes.show_window(*(day(text) for text in ("2025-11-01", "2025-11-30")))
        assert lanes.window == (day("2025-11-01"), day("2025-11-30"))

    in_lanes(PICTURE, body)


def test_panning_leaves_the_cursor_and_the_next_key_takes_what_is_in_sight() -> None:
    async def body(app: LanesApp, pilot: Pilot[None]) -> None:
        lanes = app.lanes
        await pilot.press("plus", "plus", "plus", "shift+right")
        assert app.cursor_id == "year"
        assert lanes.window is not None
        assert lanes.window[0] > day("2025-04-01")
        lanes.action_move(2)
        lanes.action_first()
        assert app.cursor_id == "before"
        lanes.show_window(day("2025-08-01"), day("2025-09-30"))
        lanes.action_sideways(1)
        assert app.cursor_id == "two"
        assert lanes.go_to_ordinal(day("2026-01-05"))
        assert app.cursor_id == "open"
        first, last = lanes.window
        assert first <= day("2026-01-05") <= last
        assert lanes.go_to_ordinal(day("2025-11-18"), nearest=True)
        assert app.cursor_id == "app"
        assert lanes.go_to_ordinal(day("1999-01-01"))
        assert lanes.window[0] <= day("1999-01-01") <= lanes.window[1]

    in_lanes(PICTURE, body)


def test_a_crowd_is_a_sign_that_opens_as_a_list_and_splits_when_near() -> None:
    timeline = made(*(f"2025-01-{day:02}" for day in range(1, 31)), "2020-05-05", "2025-02-20")

    async def body(app: LanesApp, pilot: Pilot[None]) -> None:
        lanes = app.lanes
        assert lanes.go_to_event(15)
        rows = [line for line in app.lines if line.startswith("▌")]
        assert "⑯⑮" in rows[0]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, EventPicker))
        picked_from = app.screen.query_one(EventList)
        await until(pilot, lambda: picked_from.cursor_event == 15)
        await pilot.press("j", "enter")
        await until(pilot, lambda: lanes.cursor_event == 16)
        assert app.said[-1] == ("moved", 16)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, EventPicker))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, EventPicker))
        assert lanes.cursor_event == 16
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, EventPicker))
        again = app.screen.query_one(EventList)
        await until(pilot, lambda: again.cursor_event == 16)
        # Meanwhile the files have got another event.
        more = [event("old", "2019"), *timeline.events]
        app.timeline = Timeline.build(kinds=timeline.kinds.values(), events=more)
        app.search = Search(app.timeline)
        lanes.load(app.timeline, app.search, "en")
        app.ask("")
        await pilot.press("k", "enter")
        await until(pilot, lambda: not isinstance(app.screen, EventPicker))
        await pilot.pause()
        assert app.cursor_id == timeline.id_of[15]
        for _ in range(12):
            lanes.action_zoom(1)
        signs = "".join(line[12:] for line in app.lines if line.startswith("▌"))
        assert signs.count("●") > 4
        assert lanes.cursor_event == 16

    in_lanes(timeline, body, (80, 8))


def test_runs_over_runs_keep_their_signs_and_those_that_begin_together_are_one() -> None:
    timeline = Timeline.build(
        kinds=KINDS,
        companies=COMPANIES,
        events=[
            event("year", "2025", "ali"),
            *(event(f"half{n}", "2025-40", "ali") for n in range(2)),
            event("span", "2025-05-01/2025-07-31", "ali", kind="launch"),
            event("day", "2025-10-01", "ali"),
        ],
    )

    async def body(app: LanesApp, pilot: Pilot[None]) -> None:
        assert app.lines[2][12:].startswith(" ③" + "░" * 16 + "◆" + "━" * 12 + "░" * 20)
        assert "● Title day" in app.lines[1]
        visited = []
        for _ in range(3):
            visited.append(app.cursor_id)
            app.lanes.action_sideways(1)
        assert visited == ["year", "span", "day"]
        app.lanes.go_to_event(app.timeline.number_of["half1"])
        app.lanes.action_sideways(1)
        assert app.cursor_id == "span"

    in_lanes(timeline, body, (80, 3))


def test_lanes_by_another_field_in_another_order_collapsed() -> None:
    async def body(app: LanesApp, pilot: Pilot[None]) -> None:
        lanes = app.lanes
        lanes.go_to_event(app.timeline.number_of["span"])
        await pilot.press("c")  # in a child: its parent
        assert app.cursor_lane.startswith("Alibaba")
        assert "▸ Alibaba    5" in app.lines[4]
        assert app.cursor_id == "span"
        await pilot.press("c")
        assert app.cursor_lane.startswith("Ant")
        await pilot.press("C")
        assert not any("Ant " in line for line in app.lines)
        await pilot.press("C", "l", "l")
        assert app.lines[0].startswith(" Kinds")
        assert app.cursor_id == "span"
        await pilot.press("r", "r")
        assert app.lines[1].startswith(" by name")
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, Pick))
        await pilot.press("home", "down", "enter")
        await until(pilot, lambda: app.lines[0].startswith(" Products"))
        assert app.cursor_lane.startswith("Ant")

    in_lanes(PICTURE, body)


def test_long_empty_time_is_folded_and_says_how_long_it_is() -> None:
    timeline = made("2020-01-05", "2020-02-10", "2024-05-01", "2024-06-01", "2024-07-20")

    async def body(app: LanesApp, pilot: Pilot[None]) -> None:
        wide = app.lanes.window
        await pilot.press("z")
        assert "≈ 4 y ≈" in app.lines[1]
        assert "2020" in app.lines[0]
        assert "2024" in app.lines[0]
        assert "╌╌╌" in app.lines[2]
        titles = sum(line.count("Title") for line in app.lines)
        assert titles == 5
        await pilot.press("z")
        assert app.lanes.window == wide

    in_lanes(timeline, body, (80, 14))


def test_the_mouse_picks_opens_drags_and_zooms() -> None:
    async def body(app: LanesApp, pilot: Pilot[None]) -> None:
        lanes = app.lanes
        y = next(y for y, line in enumerate(app.lines) if "The app opens" in line)
        x = app.lines[y].index("The app")
        await pilot.click(Lanes, offset=(x, y))
        assert app.cursor_id == "app"
        await pilot.click(Lanes, offset=(x, y), times=2)
        assert app.said[-1] == ("opened", app.timeline.number_of["app"])
        y = next(y for y, line in enumerate(app.lines) if "?1" in line)
        await pilot.click(Lanes, offset=(app.lines[y].index("?1"), y))
        assert app.cursor_id == "none"
        await pilot.click(Lanes, offset=(1, 4))  # the sign of a parent
        assert "▸ Alibaba" in app.lines[4]
        before = lanes.window
        await pilot.mouse_down(Lanes, offset=(50, 8))
        await pilot.hover(Lanes, offset=(40, 8))
        await pilot.mouse_up(Lanes, offset=(40, 8))
        assert before is not None
        assert lanes.window is not None
        assert lanes.window[0] > before[0] + 50
        assert app.cursor_id == "none" or app.cursor_lane.startswith("Alibaba")
        dragged = lanes.window
        for direction, narrower in ((MouseScrollUp, True), (MouseScrollDown, False)):
            lanes.post_message(wheel(direction, lanes, 40, 8))
            await pilot.pause()
            days = lanes.window[1] - lanes.window[0]
            assert (days < (dragged[1] - dragged[0]) * 0.8) is narrower
        lanes.post_message(wheel(MouseScrollDown, lanes, 40, 8, shift=True))
        await pilot.pause()
        assert lanes.window[0] > dragged[0]

    in_lanes(PICTURE, body)


def test_more_lanes_than_lines_scroll_with_the_cursor() -> None:
    companies = [Company(id=f"c{n:02}", name=f"Firm {n:02}") for n in range(40)]
    timeline = Timeline.build(
        companies=companies,
        events=[event(f"e{n}", f"2025-01-{n % 28 + 1:02}", f"c{n:02}") for n in range(40)],
    )

    async def body(app: LanesApp, pilot: Pilot[None]) -> None:
        lanes = app.lanes
        assert app.lines[3].endswith("▐")
        for _ in range(39):
            lanes.action_move(1)
            assert any(line.startswith("▌") for line in app.lines)
        assert app.lines[-1].startswith("▌")
        lanes.action_page(-1)
        assert app.lines[3].startswith("▌") or app.lines[4].startswith("▌")
        lanes.post_message(wheel(MouseScrollUp, lanes, 2, 6))
        await pilot.pause()
        for _ in range(9):
            lanes.action_page(-1)
        assert app.lines[3].startswith("▌")

    in_lanes(timeline, body, (60, 12))


@pytest.mark.parametrize(("lang", "no_color"), [("en", False), ("zh", True)])
def test_every_line_is_as_wide_as_the_widget_whatever_is_shown(
    lang: Lang, no_color: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")

    async def body(app: LanesApp, pilot: Pilot[None]) -> None:
        lanes = app.lanes
        for timeline in (hostile_timeline(), Timeline.build(), made(None, None), made("2025"),
                         made("0001", "9999-12-31", "../0001", "9999/.."), small_timeline(),
                         made(*["2025-01-01"] * 200), PICTURE):  # fmt: skip
            app.timeline, app.search = timeline, Search(timeline)
            lanes.load(timeline, app.search, lang)
            app.ask("")
            for width, height in ((80, 24), (30, 7), (3, 3)):
                await pilot.resize_terminal(width, height)
                for action in (None, lambda: lanes.action_zoom(1), lanes.action_fold,
                               lanes.action_next_field, lambda: lanes.action_pan(1),
                               lambda: lanes.action_sideways(1)):  # fmt: skip
                    if action is not None:
                        action()
                    for strip in lanes.render_lines(Region(0, 0, *lanes.size)):
                        assert strip.cell_length == lanes.size.width
                        assert cell_len(strip.text) == lanes.size.width
                        assert not set(strip.text) & set("\x1b\x07\x9b\u202e\t\n")

    in_lanes(PICTURE, body, lang=lang)


@pytest.mark.parametrize(
    ("timeline", "expected"),
    [
        (Timeline.build(), "There are no events here yet. Press a to add one."),
        (made(None, None), "None of these events has a date: 1 lists them."),
        (made("2025"), ""),
    ],
)
def test_what_is_said_where_nothing_can_be_drawn(timeline: Timeline, expected: str) -> None:
    async def body(app: LanesApp, pilot: Pilot[None]) -> None:
        if expected:
            assert [line.strip() for line in app.lines if line.strip()] == [expected]
        for action in ("action_open", "action_first", "action_last", "action_collapse",
                       "action_collapse_all", "action_fold", "action_next_order"):  # fmt: skip
            getattr(app.lanes, action)()
        for action in ("action_zoom", "action_pan", "action_month", "action_year", "action_page",
                       "action_move", "action_sideways", "go_to_ordinal"):  # fmt: skip
            getattr(app.lanes, action)(1)
        app.lanes.show_window(700_000, 710_000)
        await pilot.pause()

    in_lanes(timeline, body)


def test_a_marked_event_and_the_words_of_the_query_stand_out() -> None:
    async def body(app: LanesApp, pilot: Pilot[None]) -> None:
        lanes = app.lanes
        lanes.marked = frozenset({app.timeline.number_of["app"]})
        y = next(y for y, line in enumerate(app.lines) if "The app opens" in line)
        styles = {segment.text.strip(): segment.style for segment in lanes.render_line(y)}
        style = styles["◆"]
        assert style is not None
        assert style.underline
        app.ask("opens")
        y = next(y for y, line in enumerate(app.lines) if "The app opens" in line)
        assert "opens" in [segment.text for segment in lanes.render_line(y)]

    in_lanes(PICTURE, body)


@given(st.lists(st.integers(0, 30), max_size=30), st.integers(0, 60))
def test_lines_are_shared_by_the_root_of_the_events(counts: list[int], height: int) -> None:
    lines = shared_lines(counts, height)
    assert len(lines) == len(counts)
    for got, count in zip(lines, counts, strict=True):
        assert 1 <= got <= max(1, min(count, 2 + isqrt(count)))
    assert sum(lines) <= max(height, len(counts))
    by_count = sorted(zip(counts, lines, strict=True))
    assert [got for _, got in by_count] == sorted(got for _, got in by_count) or height > 0


def wheel(
    kind: type[MouseScrollUp | MouseScrollDown],
    lanes: Lanes,
    x: int,
    y: int,
    *,
    shift: bool = False,
) -> MouseScrollUp | MouseScrollDown:
    return kind(lanes, x, y, 0, 0, 0, shift, False, False)
