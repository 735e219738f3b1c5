from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from textual.app import App

from events.query import Search
from tests.looks.charting import TODAY, read, reading_event, timeline_of
from tests.screen.listing import hostile_timeline
from tui.screens.choose_series import ChooseSeries
from tui.text import cells
from tui.widgets.chart.series_choice import Choice, SeriesChoice, choices

if TYPE_CHECKING:
    from events.when import Lang

STORY = timeline_of(
    reading_event("2026-01-01", read("dau", 1), read("mau", 2)),
    reading_event("2026-01-02", read("dau", 1, product="q")),
    reading_event("2026-01-03", read("dau", 1)),
    reading_event("2026-01-04", read("change", 1, product="q")),
    reading_event("2026-01-05", products=("p",)),
)
SEARCH = Search(STORY)


def offered(text: str, lang: Lang = "en", sought: str = "") -> list[tuple[str, int, bool]]:
    return [
        (row.label, row.events, row.ticked)
        for row in choices(SEARCH, text, lang, TODAY, sought)
        if row.value is not None
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "",
            [
                ("Daily users", 3, False),
                ("Monthly users", 1, False),
                ("Price change", 1, False),
                ("Pea", 2, False),  # the event without a reading does not count
                ("Queue", 2, False),
            ],
        ),
        (
            "metric:mau product:q",
            [
                ("Monthly users", 0, True),
                ("Daily users", 1, False),
                ("Price change", 1, False),
                ("Queue", 0, True),
                ("Pea", 1, False),
            ],
        ),
    ],
)
def test_numbers_say_what_a_tick_would_show(
    text: str, expected: list[tuple[str, int, bool]]
) -> None:
    assert offered(text) == expected


def test_names_are_found_in_any_language_and_shown_in_the_chosen_one() -> None:
    assert [label for label, _, _ in offered("", "zh")] == ["日活", "月活", "涨跌", "豌豆", "Queue"]
    assert [label for label, _, _ in offered("", "en", "月活")] == ["Monthly users"]
    assert [label for label, _, _ in offered("", "en", "QUE")] == ["Queue"]


def in_dialog(*keys: str, text: str = "", size: tuple[int, int] = (80, 24)) -> object:
    """What the dialog answers after some keys; "open" while it does not."""

    async def run() -> object:
        app: App[None] = App()
        answers: list[object] = ["open"]
        async with app.run_test(size=size) as pilot:
            app.push_screen(ChooseSeries(SEARCH, text, "en", TODAY), answers.append)
            await pilot.pause()
            await pilot.press(*keys)
            await pilot.pause()
        return answers[1] if len(answers) > 1 else answers[0]

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("text", "keys", "answer"),
    [
        ("", "space enter", "metric:dau"),
        ("", "space down space tab space enter", "metric:dau,mau product:p"),
        ("metric:dau", "space enter", ""),
        ("p metric:dau", "space enter", "p"),
        ("", "down up G space enter", "product:q"),
        ("", "slash q u e enter space enter", "product:q"),
        ("", "slash q escape space escape", None),
        ("", "pagedown pageup enter", None),
        ("", "x y z", "open"),
    ],
)
def test_ticks_become_the_query(text: str, keys: str, answer: object) -> None:
    assert in_dialog(*keys.split(), text=text) == answer


@pytest.mark.parametrize("size", [(10, 4), (24, 8), (120, 40)])
def test_hostile_names_keep_their_lines(size: tuple[int, int]) -> None:
    async def run() -> None:
        app: App[None] = App()
        async with app.run_test(size=size) as pilot:
            dialog = ChooseSeries(Search(hostile_timeline()), "", "zh", TODAY)
            app.push_screen(dialog)
            await pilot.pause()
            choice = dialog.query_one(SeriesChoice)
            for _ in range(6):
                await pilot.press("space", "down")
            for y in range(choice.size.height):
                line = choice.render_line(y).text
                assert cells(line) == choice.size.width
                assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in line)
            assert all(isinstance(row, Choice) for row in choice.rows)

    asyncio.run(run())
