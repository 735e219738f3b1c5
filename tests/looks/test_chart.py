from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import MouseScrollDown, MouseScrollUp
from textual.geometry import Region

from events.dates.edtf import OPEN_END
from events.model import Event, Metric, Reading
from events.timeline import Timeline
from events.when import When
from tests.looks.charting import Charting, in_chart, read, reading_event, seeds, timeline_of
from tests.screen.listing import hostile_timeline
from tui.screens.choose_series import ChooseSeries
from tui.text import cells
from tui.themes import LIGHT
from tui.widgets.chart.chart import Chart

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from events.when import Lang

M = 1_000_000
STORY = timeline_of(
    reading_event("2025-12-01", read("dau", 20 * M), title="First"),
    reading_event("2026-01-05", products=("p",), kind="stock", title="A cause"),
    reading_event("2026-01-11", read("dau", low=60 * M, high=90 * M, by="Other"), title="Range"),
    reading_event("2026-01-12", read("dau", 40 * M), read("mau", 70 * M), title="Two figures"),
    reading_event("2026-02-21", read("dau", 100 * M, bound="over"), title="Last"),
    reading_event("2026-02-22", read("change", -2.5), title="Stock"),
    reading_event(None, read("dau", 3 * M), title="Some day"),
)
# The numbers of the events, which are in the order of their dates.
FIRST, CAUSE, RANGE, TWO, LAST, STOCK, SOMEDAY = range(7)


def test_the_cursor_walks_the_points_in_time_and_tells_each() -> None:
    async def body(app: Charting, pilot: Pilot[None]) -> None:
        chart = app.chart
        chart.action_first()
        assert app.told.split("   ")[0] == "▲ Pea DAU 20M · 1 Dec 2025 · Panel"
        assert app.told.endswith("  1 undated: Tab")
        assert app.lines[-1].strip() == "change: the first of its series"
        told = []
        for _ in range(4):
            chart.action_sideways(1)
            told.append(app.told.split(" · ")[0])
        assert told == [
            "● Pea DAU 60–90M",
            "▲ Pea DAU 40M",
            "■ Pea MAU 70M",
            "▲ Pea DAU >100M",
        ]
        assert app.lines[-1].strip().startswith(">+60M since 12 Jan 2026 (40 d) · >+1.5M a day")
        chart.action_sideways(-2)
        assert app.lines[-1].strip() == "+20M since 1 Dec 2025 (42 d) · +476K a day · +100%"
        chart.action_last()
        await pilot.pause()
        assert app.said[-1] == ("moved", LAST)
        chart.action_open()
        await pilot.pause()
        assert app.said[-1] == ("opened", LAST)

    in_chart(STORY, body, "metric:dau,mau", (76, 24))


def test_going_by_month_year_series_event_and_day() -> None:
    async def body(app: Charting, pilot: Pilot[None]) -> None:
        chart = app.chart
        chart.action_first()
        visited = []
        for action, step in (
            (chart.action_month, 1),
            (chart.action_month, 1),
            (chart.action_month, 1),
            (chart.action_year, -1),
            (chart.action_year, 1),
            (chart.action_month, -1),
        ):
            action(step)
            visited.append(chart.cursor_event)
        assert visited == [RANGE, LAST, LAST, FIRST, RANGE, FIRST]
        assert chart.go_to_ordinal(When("2026-01-13").lo)
        assert chart.cursor_event == LAST
        assert chart.go_to_ordinal(When("2026-01-13").lo, nearest=True)
        assert chart.cursor_event == TWO
        assert chart.go_to_ordinal(OPEN_END)
        assert chart.cursor_event == LAST
        lower = []
        for lines in (1, 1, 5, -1):  # to what is below, to what is above
            chart.action_move(lines)
            lower.append(app.told.split(" · ")[0])
        assert lower == [
            "■ Pea MAU 70M",
            "▲ Pea DAU 40M",
            "▲ Pea DAU 20M",
            "▲ Pea DAU 40M",
        ]
        assert chart.go_to_event(RANGE)
        assert "60–90M" in app.told
        assert not chart.go_to_event(STOCK)
        chart.action_page(1)  # all panels are in sight: the next series, nearest in time
        assert "▲ Pea DAU 40M" in app.told

    in_chart(STORY, body, "metric:dau,mau", (76, 24))


def test_an_event_without_a_reading_can_be_under_the_cursor() -> None:
    async def body(app: Charting, pilot: Pilot[None]) -> None:
        chart = app.chart
        assert chart.go_to_event(CAUSE)
        assert app.told.startswith("no reading here · A cause")
        chart.action_sideways(1)
        assert chart.cursor_event == RANGE
        assert chart.go_to_event(CAUSE)
        chart.action_sideways(-1)
        assert chart.cursor_event == FIRST
        assert chart.go_to_event(SOMEDAY)
        assert "Some day" in app.told
        # events left out only for having none of the metrics stand faint among the others
        app.ask("metric:dau")
        row = next(line for line in app.lines if line.startswith("events"))
        assert [sign for sign in row if sign in "▾$②"] == ["▾", "$", "②", "▾", "▾"]
        # where there is room each kind has a row of its own
        await pilot.resize_terminal(76, 40)
        await pilot.pause()
        row = next(line for line in app.lines if line.strip().startswith("stock "))
        assert row.count("$") == 1

    in_chart(STORY, body, "", (76, 24))


def test_zoom_and_pan_stay_over_selections_and_0_fits() -> None:
    async def body(app: Charting, pilot: Pilot[None]) -> None:
        chart = app.chart
        whole = chart.window
        assert whole is not None
        assert whole[0] <= When("2025-12-01").lo <= When("2026-02-21").lo <= whole[1]
        chart.go_to_event(TWO)
        chart.action_zoom(1)
        chart.action_zoom(1)
        near = chart.window
        assert near is not None
        assert near[1] - near[0] < (whole[1] - whole[0]) / 2
        assert near[0] <= When("2026-01-12").lo <= near[1]
        chart.load(app.timeline, app.search, "zh")  # as after an edit
        app.ask("metric:mau,dau", keep=TWO)
        assert chart.window == near
        chart.action_last()  # out of sight: the axis follows
        moved = chart.window
        assert moved is not None
        assert moved[0] <= When("2026-02-21").lo <= moved[1]
        chart.action_pan(-0.15)
        assert chart.window < moved
        chart.action_pan(-1)
        chart.action_zoom(0)
        assert chart.window == whole
        chart.show_window(When("2026-01-01").lo, When("2026-01-31").lo)
        january = chart.window
        assert january is not None
        assert january[1] - january[0] == 30
        await pilot.pause()
        assert ("window", None) in app.said
        chart.action_zoom(-1)
        await pilot.hover(Chart, offset=(40, 8))
        await pilot.pause()

    in_chart(STORY, body, "metric:dau", (76, 20))


def test_the_mouse_picks_the_nearest_point_and_drags_the_axis() -> None:
    async def body(app: Charting, pilot: Pilot[None]) -> None:
        lines = app.lines
        y = next(y for y, line in enumerate(lines) if "●" in line and y > 2)
        x = lines[y].index("●")
        await pilot.click(Chart, offset=(x + 1, y + 1))
        assert app.chart.cursor_event == RANGE
        rug = next(y for y, line in enumerate(lines) if line.startswith("events"))
        assert await pilot.click(Chart, offset=(lines[rug].rindex("▾"), rug))
        assert app.chart.cursor_event == LAST
        before = app.chart.window
        await pilot.mouse_down(Chart, offset=(50, 6))
        await pilot.hover(Chart, offset=(30, 6))
        await pilot.mouse_up(Chart, offset=(30, 6))
        dragged = app.chart.window
        assert before is not None
        assert dragged is not None
        assert dragged[0] > before[0] + 15
        assert app.chart.cursor_event == LAST  # a drag is no click
        for direction, narrower in ((MouseScrollUp, True), (MouseScrollDown, False)):
            app.chart.post_message(direction(app.chart, 40, 8, 0, 0, 0, False, False, False))
            await pilot.pause()
            first, last = app.chart.window or (0, 0)
            assert (last - first < (dragged[1] - dragged[0]) * 0.8) is narrower
        app.chart.post_message(MouseScrollUp(app.chart, 40, 8, 0, 0, 0, True, False, False))
        await pilot.pause()
        assert (app.chart.window or dragged) < dragged
        app.chart.as_table = True
        app.chart.post_message(MouseScrollDown(app.chart, 4, 8, 0, 0, 0, False, False, False))
        await pilot.pause()
        assert app.chart.cursor_event == LAST

    in_chart(STORY, body, "metric:dau", (76, 20))


def test_many_metrics_of_a_panel_are_named_in_short_and_no_number_is_cut() -> None:
    names = ["Daily users of the app", "Monthly users of the app", "Users who came back to the app"]
    timeline = Timeline.build(
        events=[
            Event(
                id="e",
                date=When("2026-01-14"),
                readings=tuple(
                    Reading(metric=id, low=35_000_000, high=40_000_000)
                    for id in ("dau", "mau", "rau")
                ),
            )
        ],
        metrics=[
            Metric(id=id, name=name, unit="users")
            for id, name in zip(("dau", "mau", "rau"), names, strict=True)
        ],
    )

    async def body(app: Charting, pilot: Pilot[None]) -> None:
        assert app.lines[0].startswith(" DAU · MAU · RAU  users")
        await pilot.press("tab")
        await pilot.pause()
        assert sum("3500万–4000万" in line for line in app.lines) >= 3

    in_chart(timeline, body, "", (70, 14), "zh")


def test_log_table_and_menu_have_keys() -> None:
    async def body(app: Charting, pilot: Pilot[None]) -> None:
        chart = app.chart
        await pilot.press("l")
        assert "log" in app.lines[0]
        await pilot.press("l", "tab")
        assert app.lines[0].split()[:4] == ["product", "figure", "by", "date"]
        await pilot.press("tab")
        assert "Daily users" in app.lines[0]
        await pilot.press("c")
        assert isinstance(app.screen, ChooseSeries)
        shown = "\n".join(
            "".join(segment.text for segment in strip)
            for strip in app.screen._compositor.render_strips()
        )
        assert "✓ Daily users" in shown
        assert "Monthly users" in shown
        await pilot.press("down", "space", "tab", "space")
        await pilot.press("enter")
        await pilot.pause()
        assert app.said[-1] == ("query", "metric:dau,mau product:p")
        await pilot.press("c", "escape")
        assert app.screen is chart.screen
        chart.go_to_event(TWO)
        app.ask("metric:change")
        await pilot.press("l")
        assert "no log: a value is 0 or below" in app.lines[0]
        assert [note.message for note in app._notifications]

    in_chart(STORY, body, "metric:dau", (90, 24))


def test_the_table_tells_what_changed_since_the_last_of_the_same_series() -> None:
    async def body(app: Charting, pilot: Pilot[None]) -> None:
        chart = app.chart
        chart.as_table = True
        rows = [line.split("  ") for line in app.lines]
        shown = [[cell.strip() for cell in row if cell.strip()] for row in rows]
        assert shown[:8] == [
            ["product", "figure by", "date", "value", "change", "a day", "%"],
            ["Daily users · users ────" + "─" * 72],
            ["● Pea", "Other", "2026-01-11", "60–90M", "–", "–", "–"],
            ["▲ Pea", "Panel", "2025-12-01", "20M", "–", "–", "–"],
            ["▲ Pea", "Panel", "2026-01-12", "40M", "+20M", "+476K", "+100%"],
            ["▌▲ Pea", "Panel", "2026-02-21", ">100M", ">+60M", ">+1.5M", ">+150%"],
            ["▲ Pea", "Panel", "no date", "3M", "–", "–", "–"],
            [],
        ]
        await pilot.press("down")
        assert app.said[-1] == ("moved", SOMEDAY)
        assert "change: no date" in app.text
        chart.action_first()
        assert chart.cursor_event == RANGE
        chart.action_page(1)
        assert chart.cursor_event == SOMEDAY
        await pilot.click(Chart, offset=(5, 4))
        assert chart.cursor_event == TWO
        assert chart.go_to_event(FIRST)
        assert next(line for line in app.lines if line.startswith("▌")).split()[3] == "2025-12-01"
        chart.as_table = False
        assert "▲ Pea DAU 20M" in app.text

    in_chart(STORY, body, "metric:dau", (98, 14))


@pytest.mark.parametrize(
    ("timeline", "query", "words"),
    [
        (Timeline.build(), "", "There are no events here yet. Press a to add one."),
        (STORY, "nowhere", "Nothing matches. Esc clears the query."),
        (STORY, "id:e1", "The one event here has no reading to draw."),
        (STORY, "is:undated", "The readings here have no date."),
    ],
)
def test_nothing_to_draw_is_said(timeline: Timeline, query: str, words: str) -> None:
    async def body(app: Charting, pilot: Pilot[None]) -> None:
        chart = app.chart
        assert words in [line.strip() for line in app.lines]
        for action in (chart.action_first, chart.action_last, chart.action_open):
            action()
        for step in (chart.action_move, chart.action_page, chart.action_month, chart.action_year):
            step(1)
        chart.action_zoom(1)
        chart.action_sideways(1)
        chart.action_scale()
        assert not app._notifications  # nothing is said of values where there are none
        assert not chart.go_to_ordinal(1)
        assert chart.window is None
        chart.action_table()
        assert ("no date" in app.text) == (query == "is:undated")
        await pilot.click(Chart, offset=(5, 5))
        await pilot.press("c", "escape")

    in_chart(timeline, body, query)


def test_one_reading_is_one_mark_in_a_month_around_it() -> None:
    async def body(app: Charting, pilot: Pilot[None]) -> None:
        assert sum(line.count("●") for line in app.lines[2:-2]) == 1
        window = app.chart.window
        assert window is not None
        assert 28 <= window[1] - window[0] < 40
        assert app.told.startswith("● Pea DAU 5 · 14 Jan 2026 · Panel")
        app.chart.action_move(1)
        app.chart.action_sideways(1)
        assert "DAU 5 " in app.told

    in_chart(timeline_of(reading_event("2026-01-14", read("dau", 5))), body)


def test_more_panels_than_room_are_turned_by_pages() -> None:
    async def body(app: Charting, pilot: Pilot[None]) -> None:
        chart = app.chart
        assert " / " in app.lines[0]
        for _ in range(30):
            chart.action_page(-1)
        assert " 1 / " in app.lines[0]
        seen = set()
        for _ in range(30):
            seen.add(app.lines[0].split("  ")[0])
            chart.action_page(1)
        assert len(seen) > 5
        # an event whose reading is in another panel brings that into sight
        target = next(
            spot for spot in chart._chart.spots if spot.panel == len(chart._chart.panels) - 1
        )
        assert chart.go_to_event(target.point.number)
        assert chart.cursor_event == target.point.number

    in_chart(seeds(), body, "", (80, 18))


def test_marked_events_show_a_mark() -> None:
    async def body(app: Charting, pilot: Pilot[None]) -> None:
        def marked() -> int:
            return sum(
                1
                for y in range(24)
                for segment in app.chart.render_line(y)
                if segment.style and segment.style.underline
            )

        assert not marked()
        app.chart.marked = frozenset({TWO, FIRST})
        assert marked() == 4  # each as a point, and among the events below
        app.chart.marked = frozenset()
        assert not marked()

    in_chart(STORY, body, "metric:dau")


def test_another_theme_is_seen_at_once_and_marks_keep_their_colour() -> None:
    async def body(app: Charting, pilot: Pilot[None]) -> None:
        def styles() -> set[object]:
            strips = app.chart.render_lines(Region(0, 0, 80, 24))
            return {segment.style for strip in strips for segment in strip}

        dark = styles()
        app.theme = LIGHT.name
        await pilot.pause()
        assert not styles() & dark

    in_chart(STORY, body, "metric:dau")


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (12, 5), (33, 8), (80, 24), (200, 60)])
def test_every_line_is_as_wide_as_the_chart_whatever_the_text(size: tuple[int, int]) -> None:
    async def body(app: Charting, pilot: Pilot[None]) -> None:
        for timeline in (hostile_timeline(), seeds()):
            app.chart.load(timeline, app.search.__class__(timeline), "zh")
            app.timeline, app.search = timeline, app.search.__class__(timeline)
            app.chart.load(timeline, app.search, "zh")
            app.ask("")
            for _ in range(2):
                app.chart.action_move(1)
                app.chart.action_sideways(1)
                lines = [app.chart.render_line(y).text for y in range(app.chart.size.height)]
                assert {cells(line) for line in lines} == {size[0]}
                assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for line in lines for c in line)
                app.chart.action_table()

    in_chart(STORY, body, "", size)


@pytest.mark.parametrize(("lang", "words"), [("en", "figure by"), ("zh", "数据方")])
def test_both_languages(lang: Lang, words: str) -> None:
    async def body(app: Charting, pilot: Pilot[None]) -> None:
        app.chart.as_table = True
        assert words in app.lines[0]

    in_chart(STORY, body, "", (100, 24), lang)
