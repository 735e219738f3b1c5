"""The chart on the main screen: its keys, its details, and the query that it writes."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.looks.charting import SEEDS
from tui.app import DatelineApp
from tui.settings import Settings
from tui.widgets.chart.chart import Chart
from tui.widgets.details import Details
from tui.widgets.event_list import EventList
from tui.widgets.query_line import QueryLine

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_chart_shares_cursor_details_and_query(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_STATE", str(tmp_path / "state.json"))
    monkeypatch.setenv("DATELINE_TODAY", "2026-02-26")

    async def run() -> None:
        app = DatelineApp(SEEDS, lang="en", settings=Settings(), query="metric:dau")
        async with app.run_test(size=(120, 36)) as pilot:
            main = app.screen
            while not app.screen.query(EventList) or getattr(main, "result", None) is None:
                await pilot.pause(0.02)
            await pilot.press("G")
            last = main.query_one(EventList).cursor_event
            await pilot.press("3")
            await pilot.pause()
            chart, details = main.query_one(Chart), main.query_one(Details)
            assert chart.has_focus
            assert chart.cursor_event == last
            await pilot.press("left", "left")
            await pilot.pause()
            assert chart.cursor_event != last
            assert details._number == chart.cursor_event
            await pilot.press("l", "tab")
            assert chart.logarithmic
            assert chart.as_table
            await pilot.press("tab", "j", "k", "plus", "0", "z", "shift+right", "ctrl+left")
            assert chart.has_focus
            await pilot.press("c", "down", "space", "enter")
            await pilot.pause()
            assert main.query_one(QueryLine).text == "metric:dau,rank"
            assert "Rank" in chart.render_line(0).text + "".join(
                chart.render_line(y).text for y in range(chart.size.height)
            )
            here = chart.cursor_event
            await pilot.press("1")
            await pilot.pause()
            assert main.query_one(EventList).cursor_event == here
            await pilot.press("3", "L")
            await pilot.pause()
            assert "日活" in "".join(chart.render_line(y).text for y in range(chart.size.height))

    asyncio.run(run())
