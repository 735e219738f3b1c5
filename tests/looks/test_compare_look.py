"""Compare on the screen: four modes, their cursors, and what they say in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.pilot import Pilot

from events.compare import Comparison, known
from events.comparing.measure import measure
from events.dates.elapsed import Elapsed
from events.model import Event
from events.query import Search, parse_query
from events.timeline import Timeline
from events.when import When
from tests.looks.comparing import TODAY, Comparing, in_compare
from tests.looks.three_products import TIMELINE, timeline_of
from tests.screen.listing import HOSTILE, hostile_timeline, made
from tui.text import cells
from tui.widgets.compare import since_axis
from tui.widgets.compare.align import Aligning
from tui.widgets.compare.align_words import Anchored, since_words
from tui.widgets.compare.lag import Lagging
from tui.widgets.compare.measure import days_in_words
from tui.widgets.compare.page import MODES, Selection

if TYPE_CHECKING:
    from events.when import Lang


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_TODAY", "2026-02-26")


# ---- Align


def test_lanes_are_drawn_from_day_0_over_the_table_of_milestones() -> None:
    async def body(app: Comparing, pilot: Pilot[None]) -> None:
        names, axis, *lanes = app.lines
        assert names.split()[:4] == ["Align", "Measure", "Lag", "Around"]
        assert names.endswith("day 0: launch")
        assert axis.split()[:2] == ["days", "since"]
        assert "0" in axis.split()
        assert [lane[2:10].strip() for lane in lanes[:3]] == ["qwen", "doubao", "afu"]
        assert lanes[0].endswith(">100M")  # beside its point, where there is room
        table = lanes[4:8]
        assert table[0].split() == ["mau", "launch", "10M", "50M", "100M"]
        assert "2025-11" in table[1]
        assert "by 32–61 d" in table[1]
        assert "2023-08-01" in table[2]
        assert "not yet, 519 d" in table[2]
        assert "no reading, 270 d" in table[3]

    in_compare(TIMELINE, body, size=(100, 18))


def test_where_there_is_room_figures_and_titles_stand_under_the_lanes() -> None:
    async def body(app: Comparing, pilot: Pilot[None]) -> None:
        _, _, qwen, under, blank, doubao, under_doubao, *_ = app.lines
        assert qwen[2:6] == "qwen"
        assert "35–40M >100M" in under
        assert not blank
        assert doubao[2:8] == "doubao"
        assert "doubao-launch" in under_doubao
        assert under_doubao.index("≈60M") < under_doubao.index("80M")

    in_compare(TIMELINE, body, size=(120, 32))


def test_the_cursor_goes_through_lanes_and_their_events() -> None:
    async def body(app: Comparing, pilot: Pilot[None]) -> None:
        app.look.go_to_event(app.timeline.number_of["qwen-launch"])
        assert all(line[2:].startswith("qwen") for line in app.cursor_lines)
        assert len(app.cursor_lines) == 2  # in the lanes and in the table
        app.look.action_sideways(1)
        assert app.current == "qwen-40"
        assert "32–61 d after the launch: qwen-40, 1 Jan 2026." in app.text
        assert "100M: >100M (14 Jan 2026), after 35–40M (1 Jan 2026)." in app.text
        app.look.action_move(1)
        assert app.current == "doubao-launch"  # the nearest to the same day
        app.look.action_sideways(-1)
        app.look.action_sideways(9)
        assert app.current == "doubao-plan"
        app.look.action_last()
        assert app.current == "afu-launch"
        await pilot.pause()
        assert app.said[-1] == ("moved", "afu-launch")
        app.look.action_open()
        await pilot.pause()
        assert app.said[-1] == ("opened", "afu-launch")

    in_compare(TIMELINE, body, size=(120, 24))


def test_what_has_no_day_0_is_named() -> None:
    async def body(app: Comparing, pilot: Pilot[None]) -> None:
        page = app.look.page
        assert isinstance(page, Aligning)
        page.chosen = Anchored(way="reading", over="mau>58M")
        app.give(TIMELINE)
        assert "No reading surely mau>58M: afu." in app.text
        assert "day 0: first mau>58M" in app.text
        page.chosen = Anchored(way="marked")
        app.give(TIMELINE)
        assert "Lanes are to begin at a marked event: mark one with m" in app.text

    in_compare(TIMELINE, body, size=(90, 22))


def test_a_query_that_names_products_has_lanes_for_these_alone() -> None:
    async def body(app: Comparing, pilot: Pilot[None]) -> None:
        page = app.look.page
        assert isinstance(page, Aligning)
        assert page.alignment is not None
        assert [lane.id for lane in page.alignment.lanes] == ["doubao"]

    in_compare(TIMELINE, body, query="product:doubao")


def test_zooming_goes_nearer_at_the_cursor_and_back() -> None:
    async def body(app: Comparing, pilot: Pilot[None]) -> None:
        app.look.go_to_event(app.timeline.number_of["qwen-100"])
        before = app.lines[1]
        for _ in range(4):
            app.look.action_zoom(1)
        assert app.lines[1] != before
        assert app.cursor_lines[0].count("○") + app.cursor_lines[0].count("·") >= 1
        app.look.action_sideways(-3)  # what is out of sight is brought into it
        assert app.current == "talk"
        assert " 0 " in app.lines[1] or "−" in app.lines[1]
        app.look.action_zoom(0)
        assert app.lines[1] == before

    in_compare(TIMELINE, body)


def test_marks_show_on_the_lanes_and_a_mark_is_a_beginning() -> None:
    async def body(app: Comparing, pilot: Pilot[None]) -> None:
        assert any("★" in line for line in app.lines[2:5])
        page = app.look.page
        assert isinstance(page, Aligning)
        page.chosen = Anchored(way="marked")
        app.give(TIMELINE)
        assert page.alignment is not None
        assert {lane.anchor for lane in page.alignment.lanes} == {TIMELINE.number_of["doubao-80"]}

    in_compare(TIMELINE, body, marked=("doubao-80",))


@pytest.mark.parametrize(
    ("days", "en", "zh"),
    [
        (Elapsed(45, 74), "45–74 d after the launch", "上线后45–74天"),
        (Elapsed(-41, -12), "12–41 d before the launch", "上线前12–41天"),
        (Elapsed(-29, 29), "29 d before to 29 d after the launch", "上线前 29 天至后 29 天"),
        (Elapsed(788, None), "≥ 788 d after the launch", "上线后≥ 788天"),
        (Elapsed(None, -12), "≥ 12 d before the launch", "上线前≥ 12天"),
    ],
)
def test_days_since_are_said_before_and_after(days: Elapsed, en: str, zh: str) -> None:
    assert since_words(days, "launch", "en") == en
    assert since_words(days, "上线", "zh") == zh


def test_the_axis_counts_from_0_and_folds_long_empty_time() -> None:
    axis = since_axis.fitting([0, 45, 74, 117], 60)
    labels = [tick.label for tick in since_axis.ticks(axis)]
    assert labels == ["0", "30", "60", "90"]
    folded = since_axis.fitting([0, 45, 74, 117, 900], 60)
    labels = [tick.label for tick in since_axis.ticks(folded)]
    assert labels[:3] == ["0", "60", "120"]
    assert int(labels[-1]) > 800
    ((first, last, days),) = since_axis.folds(folded, "zh")
    assert days == "628天"
    assert all(not first <= tick.cell < last for tick in since_axis.ticks(folded))
    assert since_axis.cell_of(folded, 900) < 60
    before = since_axis.fitting([-40, 5], 40)
    assert since_axis.ticks(before)[0].label == "−40"


# ---- Measure


def test_marked_events_are_measured_in_pairs() -> None:
    async def body(app: Comparing, pilot: Pilot[None]) -> None:
        app.look.set_mode("measure")
        assert "3 pairs, from beginning to beginning" in app.lines[1]
        assert "doubao-80" in app.lines[2]
        rows = [line for line in app.lines if "→" in line][:3]
        assert "qwen-launch" in rows[0]
        assert rows[0].endswith("304–333 d            10 mo – 10 mo 29 d")
        assert "378 d" in rows[1]
        app.look.action_first()
        app.look.action_last()
        assert app.current == "qwen-100"
        assert "at least 45 days (1 mo 15 d), at most 74 days (2 mo 13 d)." in app.text
        app.look.action_sideways(-1)
        assert app.current == "qwen-launch"
        before = app.lines
        app.look.action_zoom(1)
        await pilot.pause()
        assert app.lines == before
        assert [said.message for said in app._notifications] == [
            "All marked pairs are shown: there is nothing to zoom here."
        ]

    in_compare(TIMELINE, body, size=(100, 18), marked=("doubao-80", "qwen-launch", "qwen-100"))


def test_one_mark_is_measured_to_the_cursor_and_none_asks_for_two() -> None:
    async def body(app: Comparing, pilot: Pilot[None]) -> None:
        app.look.go_to_event(app.timeline.number_of["qwen-launch"])
        app.look.set_mode("measure")
        assert "1 pair, from beginning to beginning" in app.text
        assert "304–333 d" in app.text
        app.look.marked = frozenset()
        assert "Mark events with m, two or more" in app.text
        app.look.marked = frozenset({app.timeline.number_of["afu-some-day"]})
        assert "What is marked has no date." in app.text

    in_compare(TIMELINE, body, marked=("doubao-80",))


# ---- Lag


def test_lag_tells_shares_and_what_chance_would_give() -> None:
    async def body(app: Comparing, pilot: Pilot[None]) -> None:
        app.look.set_mode("lag")
        page = app.look.page
        assert isinstance(page, Lagging)
        assert page.sides == ("company:alibaba", "company:byte")
        assert "within 30 days" in app.lines[0]
        page.choose(("product:qwen", "product:doubao"), 700)
        app.give(TIMELINE)
        assert "A product qwen B product doubao" in app.text
        page.choose(("kind:launch", "kind:users"), 20)
        app.give(TIMELINE)
        assert "B has no event whose day is known closely enough" in app.text
        page.choose(("nonsense:x", ""), 20)
        app.give(TIMELINE)
        assert "nonsense:x: no field is called “nonsense”" in app.text

    in_compare(TIMELINE, body)


def test_lag_pairs_each_event_with_its_answer() -> None:
    timeline = made(*(f"2025-{n:02}-{day}" for n in range(1, 8) for day in ("05", "08")))

    async def body(app: Comparing, pilot: Pilot[None]) -> None:
        app.look.set_mode("lag")
        page = app.look.page
        assert isinstance(page, Lagging)
        assert "One side of two is empty" in app.text
        a = " OR ".join(f"id:e{n}" for n in range(0, 14, 2))
        b = " OR ".join(f"id:e{n}" for n in range(1, 14, 2))
        page.choose((a, b), 5)
        app.give(timeline)
        assert "7 of 7 events of A have one of B within 5 days (100%), half" in app.text
        assert "By chance alone" in app.text
        assert "chance does as well only" in app.text
        assert "Looked at backwards, 0 of 7" in app.text
        rows = [line for line in app.lines if "+3 d" in line]
        assert "2025-01-05" in rows[0]
        assert "2025-01-08" in rows[0]
        app.look.go_to_event(0)
        app.look.action_move(1)
        assert app.current == "e2"
        app.look.action_sideways(1)
        assert app.current == "e3"
        app.look.action_zoom(1)
        assert page.within == 3
        app.look.action_zoom(-1)
        app.look.action_zoom(-1)
        assert page.within == 14
        app.look.action_zoom(0)
        assert page.within == 30

    in_compare(timeline, body, size=(90, 24))


# ---- Around


def test_around_follows_the_cursor_through_the_selection() -> None:
    timeline = made("2025-12-20", "2026-01-10", "2026-01-14", "2026-01", "2026-02-13", "2025")

    async def body(app: Comparing, pilot: Pilot[None]) -> None:
        app.look.go_to_event(app.timeline.number_of["e2"])
        app.look.set_mode("around")
        (here,) = app.cursor_lines
        assert "day 0" in here
        assert "Title 2" in here
        assert "−4 d 2026-01-10" in app.text
        assert "+30 d 2026-02-13" in app.text
        assert "−13…+17 d 2026-01 " in app.text
        assert "perhaps: the date is known no closer" in app.text
        assert "4 other events began within 30 days before or after, 1 more perhaps." in app.text
        first = app.look.window
        assert first is not None
        app.look.action_move(1)
        assert app.current == "e4"
        assert app.look.window != first
        app.look.action_zoom(1)
        assert "±14 days" in app.lines[0]
        app.look.action_zoom(0)
        app.look.action_month(-1)
        assert app.current == "e3"
        app.look.action_year(-1)
        assert app.current == "e5"

    in_compare(timeline, body)


def test_around_shows_faintly_what_the_query_leaves_out() -> None:
    async def body(app: Comparing, pilot: Pilot[None]) -> None:
        app.look.set_mode("around")
        app.look.go_to_event(app.timeline.number_of["qwen-100"])
        assert "qwen-40" in app.text
        assert "Faint: 1 that the query leaves out." in app.text
        assert not app.look.go_to_event(app.timeline.number_of["qwen-40"])

    in_compare(TIMELINE, body, query="mau>=100M")


# ---- all of them


def test_a_query_without_matches_says_so_in_each_mode() -> None:
    async def body(app: Comparing, pilot: Pilot[None]) -> None:
        for mode in MODES:
            app.look.set_mode(mode)
            assert "Nothing matches. Esc clears the query." in app.text
        assert app.current is None
        assert not app.look.go_to_ordinal(1)

    in_compare(TIMELINE, body, query="nowhere")


def test_parts_of_a_line_differ_in_style() -> None:
    async def body(app: Comparing, pilot: Pilot[None]) -> None:
        app.look.go_to_event(app.timeline.number_of["qwen-100"])
        await pilot.pause()
        grounds, inks = set(), set()
        for strip in app.look.render_lines(app.look.size.region):
            for segment in strip:
                assert segment.style is not None
                if segment.text.strip():
                    inks.add(segment.style.color)
                grounds.add(segment.style.bgcolor)
        assert len(grounds) == 3  # the screen's, that of the cursor's lines, that of its cell
        assert len(inks) >= 6

    in_compare(TIMELINE, body)


def test_modes_follow_each_other_and_can_be_clicked() -> None:
    async def body(app: Comparing, pilot: Pilot[None]) -> None:
        seen: list[str] = []
        for _ in range(5):
            seen.append(app.look.mode)
            await pilot.press("l")
        assert seen == [*MODES, "align"]
        await pilot.click(Compare, offset=(app.lines[0].index("Around") + 2, 0))
        seen.append(app.look.mode)
        assert seen[-1] == "around"
        await pilot.click(Compare, offset=(30, 1))
        assert app.current is not None

    from tui.widgets.compare.compare import Compare

    in_compare(TIMELINE, body)


def test_what_is_chosen_and_the_event_are_kept_over_a_reload() -> None:
    async def body(app: Comparing, pilot: Pilot[None]) -> None:
        page = app.look.page
        assert isinstance(page, Aligning)
        page.chosen = Anchored(way="first", field="company", metric="mau")
        app.give(TIMELINE, keep=TIMELINE.number_of["qwen-40"])
        assert app.current == "qwen-40"
        app.give(timeline_of(*TIMELINE.events[2:]))
        assert app.current == "qwen-40"
        assert page.chosen == Anchored(way="first", field="company", metric="mau")
        assert "first event" in app.lines[0]
        app.give(TIMELINE, "product:doubao")
        assert app.current is not None
        assert app.current.startswith("doubao")

    in_compare(TIMELINE, body)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_hostile_text_breaks_no_line(lang: Lang) -> None:
    timeline = hostile_timeline()

    async def body(app: Comparing, pilot: Pilot[None]) -> None:
        for width, height in ((160, 50), (31, 7), (12, 3)):
            await pilot.resize_terminal(width, height)
            for mode in MODES:
                app.look.set_mode(mode)
                app.look.action_move(1)
                for y in range(height):
                    text = app.look.render_line(y).text
                    assert cells(text) == width, (mode, text)
                    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in text)

    in_compare(timeline, body, lang=lang, marked=("h0", "h1", "h2"))
    assert HOSTILE


@pytest.mark.parametrize("dates", [(), ("2026-01-14",), (None,), ("2025/..",), ("[..2023]",)])
def test_few_events_and_none_are_told_in_words(dates: tuple[str | None, ...]) -> None:
    timeline = made(*dates)

    async def body(app: Comparing, pilot: Pilot[None]) -> None:
        for mode in MODES:
            app.look.set_mode(mode)
            app.look.action_move(1)
            for step in (1, -1, 0):
                app.look.action_sideways(step)
                app.look.action_zoom(step)
                app.look.action_month(step)
            app.look.action_last()
            app.look.action_page(-1)
            app.look.go_to_ordinal(1, nearest=True)
            assert any(line.strip() for line in app.lines[1:])

    in_compare(timeline, body)


@pytest.mark.parametrize(
    ("one", "other", "en", "zh"),
    [
        ("2026-01-14", "2026-02-07", "24 days.", "24 天。"),
        ("2026-01-14", "2026-01-15", "1 day.", "1 天。"),
        (
            "2025-11",
            "2026-01-14",
            "at least 45 days (1 mo 15 d), at most 74 days (2 mo 13 d).",
            "至少 45 天（1个月15天），至多 74 天（2个月13天）。",
        ),
        (
            "2025-11",
            "2025-11",
            "either may be the earlier; at most 29 days after, or 29 days before.",
            "孰先孰后不定，至多晚 29 天，或早 29 天。",
        ),
        ("[..2023]", "2024-02-29", "at least 60 days (2 mo).", "至少 60 天（2个月）。"),
        (
            "2026-01-14",
            "2026-02-07~",
            "24 days; a date is approximate or in doubt.",
            "24 天，日期为约数或存疑。",
        ),
        ("[..2023]", "[..2024]", "there is no telling.", "无从得知。"),
    ],
)
def test_days_between_are_said_in_a_sentence(one: str, other: str, en: str, zh: str) -> None:
    pair = measure(made(one, other), 0, 1)
    assert pair is not None
    assert days_in_words(pair, "en") == en
    assert days_in_words(pair, "zh") == zh


@pytest.mark.parametrize(
    ("date", "ten", "twelve"),
    [
        ("2026-01-14", "2026-01-14", "2026-01-14  "),
        ("[2026-02-06..2026-02-25]", "2026-02…  ", "2026-02-06… "),
        ("2023-04/2025-11", "2023-04…  ", "2023-04…    "),
        ("2023/2025", "2023/2025 ", "2023/2025   "),
        ("/2026-01-20~", "?/~2026…  ", "?/~2026-01… "),
    ],
)
def test_a_date_too_long_for_its_column_tells_its_beginning(
    date: str, ten: str, twelve: str
) -> None:
    timeline = Timeline.build(events=[Event(id="e", date=When(date), title="E")])
    search = Search(timeline)
    found = search.run(parse_query("", timeline, TODAY))
    chosen = Selection(Comparison(search), found, known(search, found.query, 1), "en", frozenset())
    assert (chosen.date(0, 10), chosen.date(0, 12)) == (ten, twelve)
