from __future__ import annotations

import asyncio

from rich.cells import cell_len
from textual.app import App, ComposeResult

from events.known import Known, Publication
from events.when import When
from tests.screen.listing import HOSTILE
from tui.widgets.known_line import KnownLine

DAYS = [When(day).lo for day in ("2025-01-01", "2025-02-01", "2026-01-01")]
PUBLISHED = [Publication(day, ("s",)) for day in DAYS]


class Lines(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.line = KnownLine()
        self.chosen: list[int] = []

    def compose(self) -> ComposeResult:
        yield self.line

    def on_known_line_chosen(self, message: KnownLine.Chosen) -> None:
        self.chosen.append(message.day)

    @property
    def text(self) -> str:
        return self.line.render_line(0).text


def test_the_day_is_shown_among_those_on_which_sources_came_out() -> None:
    async def run() -> None:
        app = Lines()
        async with app.run_test(size=(100, 2)) as pilot:
            assert app.text == " " * 100
            line, known = app.line, Known(3, 1200, 0)
            line.show(DAYS[1], PUBLISHED, known, ["The Paper"], "en")
            assert app.text.startswith(" As known on 1 Feb 2025 · The Paper ●─◆─")
            assert app.text.endswith("─○ 1,200 came later  , . step  K leaves ")
            line.show(DAYS[1] - 9, PUBLISHED, known, (), "zh")
            assert app.text.startswith(" 当时已知：2025年1月23日 ◆─│○─")
            assert app.text.endswith("○ 此后 1,200 个  , . 前后  K 退出 ")
            line.show(DAYS[0] - 999, PUBLISHED, Known(0, 5, 2), (), "en")
            assert app.text.startswith(" As known on 8 Apr 2022 │──")
            assert "○ 5 came later · 2 of unknown day  , ." in app.text
            line.show(DAYS[0], (), Known(0, 0, 2), (), "en")
            assert not set("●◆○│") & set(app.text)
            line.show(DAYS[1], PUBLISHED, known, ["The Paper"], "en")
            for sign, cells in (("●", 0), ("●", 1), ("○", -4), ("○", 0)):
                await pilot.click(KnownLine, offset=(app.text.index(sign) + cells, 0))
            await pilot.click(KnownLine, offset=(2, 0))
            assert app.chosen == [DAYS[0], DAYS[0], DAYS[2], DAYS[2]]
            for width in (1, 3, 9, 17, 23, 31, 40, 52, 66, 79, 200):
                await pilot.resize_terminal(width, 1)
                for lang, names in (("en", HOSTILE), ("zh", HOSTILE[-3:]), ("zh", ())):
                    line.show(DAYS[1], PUBLISHED, Known(9, 9, 9), names, lang)  # type: ignore[arg-type]
                    assert cell_len(app.text) == width
                    assert app.text.isprintable()

    asyncio.run(run())
