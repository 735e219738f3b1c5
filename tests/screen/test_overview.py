from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from itertools import pairwise
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.events import MouseScrollDown, MouseScrollUp
from textual.pilot import Pilot

from events.model import Event
from events.timeline import Timeline
from events.when import When
from tui.themes import DARK, LIGHT
from tui.widgets.overview import Overview
from tui.widgets.year_axis import DAY, MONTH, THIRD, Tally, YearAxis, finest_of


def made(*dates: str | None) -> Timeline:
    return Timeline.build(
        events=[
            Event(id=f"e{n}", date=When(date) if date else None, title="t")
            for n, date in enumerate(dates)
        ]
    )


days = st.integers(1, date.max.toordinal())


@given(
    days,
    st.integers(0, 400) | st.integers(0, date.max.toordinal()),
    st.integers(0, 250),
    st.sampled_from((DAY, THIRD, MONTH)),
)
def test_an_axis_covers_the_whole_span_and_fits(
    first: int, length: int, width: int, finest: int
) -> None:
    last = min(first + length, date.max.toordinal())
    axis = YearAxis.fitting(first, last, width, finest)
    if axis is None:
        assert width < 6
        return
    buckets = range(len(axis.edges) - 1)
    assert axis.size <= width
    assert list(axis.edges) == sorted(axis.edges)
    assert axis.edges[0] <= first
    assert last < axis.edges[-1]
    assert axis.firsts[-1] == len(buckets)
    assert len(axis.firsts) == len(axis.labels) + 1
    for day in (first, last, (first + last) // 2):
        bucket = axis.bucket_at(day)
        assert axis.edges[bucket] <= day < axis.edges[bucket + 1]
    under = [axis.bucket_under(cell) for cell in range(width)]
    assert sorted(set(under)) == list(buckets)
    for bucket in buckets:
        cell = axis.cell_of(bucket)
        assert under[cell : cell + axis.stretch] == [bucket] * axis.stretch
    lengths = [after - day for day, after in pairwise(axis.edges[1:-1]) if after > day]  # no year 0
    shortest = min(lengths, default=31)
    assert shortest >= {DAY: 1, THIRD: 8, MONTH: 28}[finest]


@pytest.mark.parametrize(
    ("first", "last", "width", "labels", "buckets"),
    [
        ("2021-01-01", "2026-12-31", 118, "2021 2022 2023 2024 2025 2026", 72),
        ("2021-01-01", "2026-12-31", 78, "2021 2022 2023 2024 2025 2026", 36),
        ("2021-01-01", "2026-12-31", 38, "2020 2025", 20),
        ("1903-01-01", "2026-12-31", 78, "1900 1920 1940 1960 1980 2000 2020", 28),
        ("0001-01-01", "9999-12-31", 30, "0 5000", 10),
        ("2025-06-01", "2026-02-07", 118, "2025 2026", 72),
        ("2026-01-20", "2026-02-07", 118, "2026-01 2026-02", 59),
        ("2026-01-20", "2026-02-07", 60, "2026", 36),
        ("2026-02-07", "2026-02-07", 118, "2026-02", 28),
        ("9999-12-07", "9999-12-31", 80, "9999-12", 31),
    ],
)
def test_labels_are_as_many_as_fit(
    first: str, last: str, width: int, labels: str, buckets: int
) -> None:
    axis = YearAxis.fitting(When(first).lo, When(last).lo, width, DAY)
    assert axis is not None
    assert " ".join(axis.labels) == labels
    assert len(axis.edges) - 1 == buckets


@pytest.mark.parametrize(
    ("dates", "finest"),
    [
        (["2026-01-01", "2026-01-02", "2026-01-03/..", "2026"], DAY),
        (["2026-01-01", "2026-01-02", "[2026-01-11..2026-01-20]", "2026"], THIRD),
        (["2026-01-01", "2026-01-02", "2026-01", "2026"], MONTH),
        (["2026-01", None], MONTH),
    ],
)
def test_no_bar_is_finer_than_most_of_the_dates(dates: list[str | None], finest: int) -> None:
    assert finest_of(made(*dates)) == finest


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", "2025-01", "2025-12"),
        ("2025-33", "2025-01", "2025-03"),
        ("202X", "2024-01", "2026-12"),
        ("[2025-11-20..2025-12-05]", "2025-11", "2025-12"),
        ("2025/2026", "2025-01", "2025-12"),
        ("../2025", "2025-01", "2025-12"),
        ("[..2025-11]", "2025-11", "2025-11"),
        ("[2025-11..]", "2025-11", "2025-11"),
        ("2025-11", None, None),
        ("2025-11-20/2025-12-05", None, None),
        ("2025-11/..", None, None),
        ("../2025-11-03", None, None),
        ("[2025-11-01..2025-11-10]", None, None),
    ],
)
def test_an_event_coarser_than_a_bucket_is_in_none(
    text: str, first: str | None, last: str | None
) -> None:
    timeline = made("2024-01-01", text, "2026-12-31")
    axis = YearAxis.fitting(When("2024-01-01").lo, When("2026-12-31").lo, 100)
    assert axis is not None
    assert len(axis.edges) == 3 * 12 + 1
    counts = Tally(axis, timeline).all
    if first is None or last is None:
        assert sum(counts.bars) == 3
        assert not counts.dots
        return
    assert sum(counts.bars) == 2
    assert counts.dots == set(
        range(axis.bucket_at(When(first).lo), axis.bucket_at(When(last).lo) + 1)
    )


class Strip(App[None]):
    CSS = "Overview { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.overview = Overview()
        self.jumps: list[int] = []
        self.brushed: list[tuple[str, str, bool]] = []
        self.turned: list[int] = []

    def compose(self) -> ComposeResult:
        yield self.overview

    def on_overview_jumped(self, message: Overview.Jumped) -> None:
        self.jumps.append(message.ordinal)

    def on_overview_brushed(self, message: Overview.Brushed) -> None:
        first, last = (date.fromordinal(day).isoformat() for day in (message.first, message.last))
        self.brushed.append((first, last, message.narrows))

    def on_overview_turned(self, message: Overview.Turned) -> None:
        self.turned.append(message.step)

    @property
    def lines(self) -> list[str]:
        height = self.overview.size.height
        return [self.overview.render_line(y).text for y in range(height)]


Body: TypeAlias = Callable[[Strip, Pilot[None]], Awaitable[None]]


def in_strip(body: Body, size: tuple[int, int] = (60, 1)) -> None:
    async def run() -> None:
        app = Strip()
        async with app.run_test(size=size) as pilot:
            app.register_theme(DARK)
            app.register_theme(LIGHT)
            app.theme = DARK.name
            await pilot.pause()
            await body(app, pilot)

    asyncio.run(run())


STORY = made(
    "2023", "2024-02", "2024-02-03", "2024-03-01", *["2025-12-24"] * 16, "2025-36", None
)  # fmt: skip


def test_bars_dots_and_long_empty_time_are_seen() -> None:
    async def body(app: Strip, pilot: Pilot[None]) -> None:
        assert app.lines == [" " * 60]
        app.overview.load(STORY, "en")
        # A blank, and three years of a label and twelve months.
        assert app.lines[0][:54] == " 2023 ············ 2024  ▃▂          2025          ··█"
        app.overview.show([0, 5, 6], None)
        assert app.lines[0][:54] == " 2023 ············ 2024  ▃▂          2025          ··▃"
        app.overview.show([0, 3], None, [0, 3, 5])
        assert app.lines[0][:54] == " 2023 ············ 2024   █          2025            █"
        app.overview.show([0, 3], None)
        assert app.lines[0][:54] == " 2023 ············ 2024  ▃▂          2025          ··█"

    in_strip(body)


def test_the_selection_stands_out_and_the_window_is_marked() -> None:
    async def body(app: Strip, pilot: Pilot[None]) -> None:
        overview = app.overview
        overview.load(STORY, "zh")
        overview.show([1, 2], (When("2024-02").lo, When("2024-03").lo))

        def styles(y: int = 0) -> list[object]:
            return [
                segment.style
                for segment in overview.render_line(y)
                for _ in range(segment.cell_length)
            ]

        plain, chosen, left_out = styles()[23], styles()[25], styles()[26]
        elsewhere = styles()[53]
        assert len({chosen, left_out, elsewhere, plain}) == 4
        overview.show_window(None)
        assert styles()[26] == elsewhere
        app.theme = LIGHT.name
        await pilot.pause()
        assert styles()[26] != elsewhere

    in_strip(body)


def test_a_click_goes_to_the_first_selected_event_of_that_time() -> None:
    async def body(app: Strip, pilot: Pilot[None]) -> None:
        app.overview.load(STORY, "en")
        app.overview.show([2, 3, 5], None)
        for x in (25, 26, 30, 21, 53, 59):
            await pilot.click(Overview, offset=(x, 0))
        assert [date.fromordinal(day).isoformat() for day in app.jumps] == [
            "2024-02-03",
            "2024-03-01",
            "2024-07-01",
            "2024-01-01",
            "2025-12-24",
            "2025-12-24",
        ]

    in_strip(body)


def test_drawing_the_pointer_over_a_time_marks_it() -> None:
    async def body(app: Strip, pilot: Pilot[None]) -> None:
        overview = app.overview
        overview.load(STORY, "en")

        async def draw(*cells: int, **how: object) -> None:
            await pilot.mouse_down(Overview, offset=(cells[0], 0), **how)  # type: ignore[arg-type]
            for cell in cells[1:]:
                await pilot.hover(Overview, offset=(cell, 0))
            await pilot.mouse_up(Overview, offset=(cells[-1], 0))

        await draw(25, 26)
        await draw(53, 40, 26)
        await draw(25, 30, 25)
        await draw(24, 59, control=True)
        await draw(24, 30, shift=True)
        await draw(24, 30, button=3)
        assert app.brushed == [
            ("2024-02-01", "2024-03-31", False),
            ("2024-03-01", "2025-12-31", False),
            ("2024-02-01", "2024-02-29", False),
            ("2024-01-01", "2025-12-31", True),
            ("2024-01-01", "2024-07-31", True),
            ("2024-01-01", "2024-07-31", True),
        ]
        assert not app.jumps
        plain = list(overview.render_line(0))
        await pilot.mouse_down(Overview, offset=(27, 0))
        await pilot.hover(Overview, offset=(30, 0))
        assert overview.render_line(0).text[27:31] == "····"
        assert list(overview.render_line(0)) != plain
        await pilot.mouse_up(Overview, offset=(30, 0))
        assert list(overview.render_line(0)) == plain
        for event in (MouseScrollDown, MouseScrollUp):
            overview.post_message(event(overview, 5, 0, 0, 1, 0, False, False, False))
        await pilot.pause()
        assert app.turned == [1, -1]

    in_strip(body)


def test_busy_times_are_gone_to_by_their_first_event() -> None:
    async def body(app: Strip, pilot: Pilot[None]) -> None:
        overview = app.overview
        assert (overview.peaks(), overview.limits) == ([], None)
        dates = ["2024", "2024-03-01", "2024-03-02", "2024-07-09", "2025-01", "2025-01-05", None]
        overview.load(made(*dates), "en")
        limits = overview.limits
        assert limits == (When("2024-01-01").lo, When("2025-01-31").hi)
        assert [dates[number] for number in overview.peaks()] == ["2024-03-01", "2025-01"]
        overview.show([0, 3], None)
        assert [dates[number] for number in overview.peaks()] == ["2024-07-09"]
        overview.show([], None)
        assert overview.peaks() == []

    in_strip(body)


def test_more_lines_make_higher_bars_over_the_labels() -> None:
    async def body(app: Strip, pilot: Pilot[None]) -> None:
        app.overview.load(STORY, "en")
        assert [line.rstrip() for line in app.lines] == [
            " " * 53 + "█",
            " 2023 ············ 2024  ▆▄          2025          ··█",
        ]

    in_strip(body, (60, 2))


@pytest.mark.parametrize("size", [(1, 1), (7, 1), (12, 2), (80, 1), (200, 3)])
def test_any_timeline_fits_any_width(size: tuple[int, int]) -> None:
    async def body(app: Strip, pilot: Pilot[None]) -> None:
        for timeline in (
            STORY,
            made(),
            made(None),
            made("0001-01-01", "9999-12-31", "../2020", "2020/.."),
            made("2026-02-07"),
        ):
            app.overview.load(timeline, "en")
            app.overview.show(range(len(timeline)), (1, 3652060))
            app.overview.show([], None)
            assert {cell_len(line) for line in app.lines} == {size[0]}
            await pilot.click(Overview)

    in_strip(body, size)


@given(
    st.lists(
        st.sampled_from(
            ["2023", "2024-02-03", "2024-02", "2024-33", "2025-06-30", "2025-07/2026", "202X", None]
        ),
        max_size=30,
    ),
    st.data(),
)
def test_counts_are_those_of_counting_one_by_one(
    dates: list[str | None], data: st.DataObject
) -> None:
    timeline = made("2023-01-01", *dates, "2026-12-31")
    axis = YearAxis.fitting(timeline.start[0], timeline.start[timeline.dated - 1], 120)
    numbers = sorted(data.draw(st.sets(st.integers(0, len(timeline) - 1))))
    assert axis is not None
    tally = Tally(axis, timeline)
    counts = tally.count(numbers)
    alone = [Tally(axis, timeline).count([number]) for number in numbers]
    for number, one in zip(numbers, alone, strict=True):
        if number < timeline.dated and not one.dots:
            assert one.bars[axis.bucket_at(timeline.start[number])] == 1
        assert sum(one.bars) == (number < timeline.dated and not one.dots)
    buckets = range(len(axis.edges) - 1)
    assert counts.bars == [sum(one.bars[bucket] for one in alone) for bucket in buckets]
    assert counts.dots == set().union(*(one.dots for one in alone))
