from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.axes.time_axis import TimeAxis
from events.model import Citation, Event, Metric, Product, Reading, Source
from events.query import Search, parse_query
from events.readings.series import AllSeries
from events.timeline import Timeline
from events.when import When
from tests.looks.charting import TODAY, read, reading_event, seeds, timeline_of
from tests.screen.listing import HOSTILE
from tui.text import cells
from tui.widgets.chart.grid import Grid
from tui.widgets.chart.layout import lay_out
from tui.widgets.chart.page import Page, draw
from tui.widgets.chart.panels import GLYPHS, Chart, charted
from tui.widgets.chart.rug import Rug
from tui.widgets.chart.table import ReadingTable
from tui.widgets.chart.words import Words

if TYPE_CHECKING:
    from events.when import Lang

M = 1_000_000


def chart_of(timeline: Timeline, query: str = "") -> Chart:
    result = Search(timeline).run(parse_query(query, timeline, TODAY))
    return charted(result, AllSeries(timeline))


def page_of(
    timeline: Timeline,
    query: str = "",
    size: tuple[int, int] = (60, 14),
    lang: Lang = "en",
    *,
    log: bool = False,
    first: str = "",
    last: str = "",
    plain: bool = False,
) -> Page:
    """A page of a query's chart from one day to another, else of all."""
    search = Search(timeline)
    result = search.run(parse_query(query, timeline, TODAY))
    chart, words, rug = charted(result, AllSeries(timeline)), Words(timeline, lang), Rug(timeline)
    rug.show(result.bits, search.bits(result.query.without("metric")))
    layout = lay_out(chart, words, rug, size, log=log)
    lo, hi = chart.span or (1, 2)
    lo, hi = (When(first).lo if first else lo), (When(last).hi if last else hi)
    axis = TimeAxis.fitting(lo, hi, layout.plot_width)
    return draw(chart, words, rug, layout, axis, log=log, by_pattern=plain)


def shown(page: Page) -> list[str]:
    return [line.rstrip() for line in page.grid.lines()]


def test_a_figure_that_may_be_from_a_source_not_out_yet_has_a_sign() -> None:
    both = (Citation("early"), Citation("late"))
    timeline = Timeline.build(
        events=[
            reading_event("2026-01-01", read("dau", 20 * M), id="a", citations=both[:1]),
            reading_event("2026-01-11", read("dau", 40 * M), id="b", citations=both),
        ],
        products=[Product("p", "Pea")],
        metrics=[Metric("dau", "Daily users", unit="users")],
        sources=[
            Source("early", "Early", published=When("2026-01-12")),
            Source("late", "Late", published=When("2026-03-01")),
        ],
    )
    chart = chart_of(timeline, "asof:2026-01-20")
    first, second = chart.spots
    for day, signs in ((None, ("", "")), (When("2026-01-20").hi, ("", "?"))):
        words = Words(timeline, "en", day)
        assert (words.value(first), words.value(second)) == (f"20M{signs[0]}", f"40M{signs[1]}")
        assert words.short_value(second) == f"40M{signs[1]}"
        table = ReadingTable(chart, words)
        text = "\n".join("".join(run.text for run in table.line(y, 80)) for y in range(3))
        assert f"40M{signs[1]} " in text


STORY = timeline_of(
    reading_event("2026-01-01", read("dau", 20 * M), kind="users"),
    reading_event("2026-01-11", read("dau", 40 * M), kind="users"),
    reading_event("2026-01-21", read("dau", 100 * M, bound="over"), kind="users"),
    reading_event("2026-01-11", read("dau", low=60 * M, high=90 * M, by="Other"), kind="users"),
    reading_event("2026-01-05", kind="stock"),
    reading_event("2026-01-06", kind="stock"),
    reading_event(None, read("dau", 1e15)),
)


def test_lines_marks_ranges_arrows_and_the_events_below() -> None:
    assert shown(page_of(STORY, "metric:dau", (60, 14)))[:-1] == [
        " Daily users  users                        ↑ above  ⢸ range",
        " ● Pea Other   ▲ Pea Panel",
        "       │",
        "       │                                                 ↑",
        "  100M ┤┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈⢀┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈⣀⣀⡠▲┈┈",
        "       │                         ⢸●        ⢀⣀⣀⠤⠤⠔⠒⠒⠉⠉⠉",
        "   50M ┤┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈⣀⣀⣀⠈▲⡠⠤⠤⠒⠒⠒⠉⠉⠁┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈",
        "       │  ▲⠤⠤⠤⠒⠒⠒⠒⠒⠒⠒⠒⠉⠉⠉⠉⠉⠉⠉⠉",
        "     0 ┤┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈",
        "events │  ●        $  $           ②                      ●",
        "       └─┬──────┬──────┬──────┬──────┬──────┬──────┬────────",
        "         1      4      7      10     13     16     19",
        "         Jan 2026",
    ]


def test_words_stand_beside_marks_where_they_touch_nothing() -> None:
    timeline = timeline_of(
        reading_event("2026-01-01", read("dau", 50 * M)),
        reading_event("2026-01-31", read("dau", 100 * M, product="q", bound="over")),
        reading_event("2026-01-12", read("dau", 20 * M, by="Other")),
        reading_event("2026-01-14", read("dau", 20 * M, product="q", by="Other")),
    )
    lines = shown(page_of(timeline, "metric:dau", (80, 16), "zh"))
    assert any("▲ 豌豆 5000万" in line for line in lines)
    assert any("Queue >1亿 ◆" in line for line in lines)  # no room on its right
    two = next(line for line in lines[2:] if "●" in line)
    assert "豌豆 2000万 ●" in two
    assert "■ Queue 2000万" in two
    few = shown(page_of(timeline, "metric:dau", (26, 16), "zh"))
    assert not any("豌豆" in line for line in few[3:])


def test_dates_in_doubt_are_bars_and_years_are_never_a_day() -> None:
    timeline = timeline_of(
        reading_event("2025", read("dau", 10)),
        reading_event("2025-03/2025-05", read("dau", 20, bound="about", product="q")),
        reading_event("2025-06", read("rank", 5)),
    )
    lines = shown(page_of(timeline, "metric:dau", (60, 11), first="2025-01-01", last="2025-12-31"))
    year = next(line for line in lines if "▲" not in line and "├╌" in line and "┤ " not in line)
    assert year.index("●") - year.index("├") == pytest.approx(
        year.rindex("┤") - year.index("●"), abs=1
    )
    assert year.rindex("┤") - year.index("├") > 40
    span = next(line for line in lines if "△" in line)
    assert "┝━" in span
    assert "all of it" in lines[0]
    # a reading of an unlike unit is in no panel of this query
    assert not any("Rank" in line for line in lines)


def test_a_day_in_doubt_has_a_sign_before_its_mark() -> None:
    timeline = timeline_of(
        reading_event("2026-01-10~", read("dau", 10)),
        reading_event("2026-01-20?", read("dau", 10, product="q")),
        reading_event("2026-01-30", read("dau", 10, product="q")),
    )
    lines = shown(page_of(timeline, "metric:dau", (90, 12)))
    row = next(line for line in lines[2:] if "●" in line)
    assert "~●" in row
    assert "?▲" in row
    assert row.count("▲") == 2
    assert lines[0].endswith("~● about then  ?● date unsure")


def test_open_ends_run_to_the_edge_with_an_arrow() -> None:
    timeline = timeline_of(
        reading_event("2025-03/..", read("dau", 10)),
        reading_event("[..2025-06-01]", read("dau", 20, product="q")),
        reading_event("2025-12-31", read("dau", 15)),
    )
    lines = shown(page_of(timeline, "metric:dau", (60, 14), first="2025-01-01", last="2025-12-31"))
    since = next(line for line in lines if line.endswith("▸"))
    before = next(line for line in lines if "◂" in line)
    assert "●" in since
    assert before.index("◂") < before.index("▲")
    assert not before.endswith("▸")


def test_stems_stand_on_zero_and_a_log_axis_says_why_there_is_none() -> None:
    timeline = timeline_of(
        reading_event("2026-01-01", read("change", -2, bound="over", by="")),
        reading_event("2026-01-21", read("change", 13, bound="about", by="")),
    )
    lines = shown(page_of(timeline, "metric:change", (60, 20), log=True))
    assert "no log: a value is 0 or below" in lines[0]
    low = next(y for y, line in enumerate(lines) if "●" in line and y > 1)
    zero = next(y for y, line in enumerate(lines) if "0% ┤─" in line)
    high = next(y for y, line in enumerate(lines) if "○" in line and "about" not in line)
    assert high < zero < low
    column = lines[high].index("○")
    assert all(lines[y][column] not in " ┈" for y in range(high, zero))
    assert lines[low + 1][lines[low].index("●")] == "↓"
    # nothing runs from one to the other: no provider is named
    assert not any(ord(c) > 0x2800 for c in lines[zero][20:40])


def test_a_log_axis_has_its_own_labels() -> None:
    lines = shown(page_of(STORY, "metric:dau", (60, 20), "zh", log=True))
    assert "users · 对数" in lines[0]
    labels = [line.split("┤")[0].strip() for line in lines if "┤" in line[:12]]
    assert labels == ["1亿", "5000万", "2000万"]


def test_unlike_units_are_stacked_over_one_time_axis() -> None:
    timeline = timeline_of(
        *STORY.events,
        reading_event("2026-01-08", read("change", -2)),
        reading_event("2026-01-09", read("mau", 70 * M)),
    )
    page = page_of(timeline, "metric:dau,mau,change", (80, 24))
    lines = shown(page)
    assert lines[0].startswith(" Daily users · Monthly users  users")
    assert "▲ Pea DAU Panel" in lines[1]
    assert "■ Pea MAU Panel" in lines[1] + lines[2]
    assert len(page.plots) == 2
    assert {plot.box.x for plot in page.plots} == {page.layout.gutter}
    (second,) = [line for line in lines if line.startswith(" Price change")]
    assert second.startswith(" Price change  %")
    # the same product and provider has the same mark in both
    assert lines[lines.index(second) + 1].strip() == "▲ Pea Panel"


def test_two_marks_of_one_cell_stand_side_by_side_and_more_are_counted() -> None:
    def marks(count: int) -> str:
        timeline = timeline_of(
            *(
                reading_event("2026-01-11", read("dau", 50 * M, by=f"Panel {n}"))
                for n in range(count)
            ),
            reading_event("2026-02-11", read("dau", 100 * M)),
        )
        lines = shown(page_of(timeline, "metric:dau", (80, 14), first="2026-01-01"))
        line = next(line for line in lines if "50M ┤" in line)
        return "".join(sign for sign in line if sign in "▲■◆▼★①②③④⑤")

    assert marks(1) == "▲"
    assert marks(2) == "▲■" or marks(2) == "■▲"
    assert sorted(marks(3)) == sorted("▲■◆")
    assert "②" in marks(4)


def test_without_colour_lines_differ_by_how_they_are_broken() -> None:
    timeline = timeline_of(
        *(
            reading_event(day, read("dau", value, product=product))
            for product, value in (("p", 10), ("q", 20))
            for day in ("2026-01-01", "2026-03-01")
        )
    )
    solid, broken = (
        "".join(shown(page_of(timeline, "metric:dau", (60, 12), plain=plain)))
        for plain in (False, True)
    )
    assert sum(ord(c) > 0x2800 for c in broken) < sum(ord(c) > 0x2800 for c in solid)


def test_a_crowd_is_dots_and_the_legend_says_how_many() -> None:
    events = tuple(
        reading_event(f"2026-01-{day:02}", read("dau", 10 * n + day, product="p", by=f"By {n}"))
        for n in range(40)
        for day in (1, 15)
    )
    chart = chart_of(timeline_of(*events))
    (panel,) = chart.panels
    assert (len(panel.series), len(panel.others)) == (6, 34)
    assert len(chart.spots) == 80
    assert len(chart.crowds[0].days) == 68
    text = "\n".join(shown(page_of(timeline_of(*events), size=(80, 24))))
    assert "+34 more: c chooses" in text
    for width in range(30, 90, 9):  # every series is in the legend or counted
        lines = shown(page_of(timeline_of(*events), size=(width, 9)))
        named = sum(lines[1].count(glyph.full) for glyph in GLYPHS[:6])
        assert f"+{40 - named}" in lines[1]
    few = chart_of(timeline_of(*events[: 2 * len(GLYPHS)]))
    assert len({shown.glyph for shown in few.panels[0].series}) == len(GLYPHS)


def test_colours_go_by_product_or_by_series_where_there_is_but_one() -> None:
    def colours(*products: str) -> list[int]:
        events = [
            reading_event("2026-01-01", read("dau", 5, product=product, by=by))
            for product in products
            for by in ("Panel", "Other")
        ]
        return [one.colour for one in chart_of(timeline_of(*events)).panels[0].series]

    assert colours("p", "q") == [0, 0, 1, 1]
    assert colours("p") == [0, 1]


def test_undated_readings_are_counted_and_stay_off_the_axis() -> None:
    chart = chart_of(STORY)
    assert chart.undated == 1
    assert max(chart.panels[0].values) == 100 * M
    undated = chart_of(timeline_of(reading_event(None, read("dau", 5))))
    assert (undated.panels, len(undated.dateless), undated.span) == ((), 1, None)


@pytest.mark.parametrize(
    ("days", "vague", "last"),
    [
        (["2025-12-01", "2026-02-21"], "2026", "2026-03-02"),  # it runs on beyond the edge
        (["2025-12-01", "2026-02-21"], "2026-03", "2026-03-31"),
        (["2025-01-05", "2026-02-21"], "2026", "2026-12-31"),  # it does not double the days
        ([], "2026", "2026-12-31"),
    ],
)
def test_a_reading_of_some_day_in_a_year_does_not_take_the_axis_for_itself(
    days: list[str], vague: str, last: str
) -> None:
    events = [reading_event(day, read("dau", 5)) for day in (*days, vague)]
    span = chart_of(timeline_of(*events)).closely_span_of(range(1))
    assert span is not None
    assert span[1] == When(last).hi


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "query", ["", "metric:dau", "metric:share-price-change", "company:alibaba"]
)
@pytest.mark.parametrize(
    "size", [(1, 1), (7, 4), (20, 6), (40, 12), (51, 34), (80, 16), (104, 54), (200, 60), (300, 90)]
)
def test_the_seeds_fit_any_room(size: tuple[int, int], query: str, lang: Lang) -> None:
    for log in (False, True):
        page = page_of(seeds(), query, size, lang, log=log)
        lines = page.grid.lines()
        assert len(lines) == size[1]
        assert {cells(line) for line in lines} == {size[0]}
        layout = page.layout
        used = 0
        for box in layout.boxes:  # from top to bottom, none over another, the axis below all
            assert box.y >= used
            assert box.height >= 1
            used = box.y + box.height
        assert used <= layout.axis_line


@pytest.mark.parametrize("size", [(30, 9), (80, 16), (160, 50)])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_hostile_text_keeps_every_line_as_wide_as_the_chart(
    size: tuple[int, int], lang: Lang
) -> None:
    timeline = Timeline.build(
        events=[
            Event(
                date=When("2026-01-14"),
                kind=text,
                products=(text,),
                readings=(Reading(metric=text, product=text, value=5, by=text),),
            )
            for text in HOSTILE
        ],
        products=[Product(id=text, name=text) for text in HOSTILE],
        metrics=[Metric(id=text, name=text, unit=text) for text in HOSTILE],
    )
    lines = page_of(timeline, "", size, lang).grid.lines()
    assert {cells(line) for line in lines} == {size[0]}
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for line in lines for c in line)


DATES = st.sampled_from(
    ["2025", "2025-03", "2025-03-01~", "2025-33", "[2025-01-05..2025-02-02]", "2025-05/..", None]
    + [f"2025-{month:02}-11" for month in range(1, 13)]
)
READINGS = st.tuples(
    DATES,
    st.sampled_from(["dau", "mau", "change", "rank"]),
    st.integers(-50, 10**9),
    st.sampled_from(["exact", "about", "over", "under"]),
    st.sampled_from(["p", "q"]),
    st.sampled_from(["Panel", "Other", ""]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(READINGS, max_size=12), st.integers(1, 90), st.integers(1, 40), st.booleans())
def test_any_readings_can_be_drawn_anywhere(
    readings: list[tuple[str | None, str, int, str, str, str]], width: int, height: int, log: bool
) -> None:
    timeline = timeline_of(
        *(
            reading_event(date, read(metric, value, bound=bound, product=product, by=by))
            for date, metric, value, bound, product, by in readings
        )
    )
    page = page_of(timeline, "", (width, height), log=log)
    assert {cells(line) for line in page.grid.lines()} == {width}
    for spot in chart_of(timeline).spots:
        if spot.panel in page.layout.shown:
            plot = page.plots[spot.panel - page.layout.shown.start]
            assert 0 <= plot.cell(spot)[1] < plot.box.height


def test_a_grid_never_keeps_half_of_a_wide_character() -> None:
    grid = Grid(6, 1)
    grid.put(0, 0, "日活ab", "a")
    assert grid.lines() == ["日活ab"]
    grid.put(1, 0, "x", "b")
    assert grid.lines() == [" x活ab"]
    grid.put(2, 0, "y", "b")
    assert grid.lines() == [" xy ab"]
    grid.put(5, 0, "字", "c")  # has no room
    assert grid.lines() == [" xy ab"]
    assert grid.runs(0, [(0, "z", "cursor")])[0] == ("z", "cursor")
    assert grid.lines() == [" xy ab"]
