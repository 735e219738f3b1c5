"""What a key costs the screen: frames, lines drawn again, collections of garbage."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from rich.segment import Segment
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.widgets import Static

from tui import garbage
from tui.garbage import CollectsWhenStill
from tui.screens.one_frame import OneFrame
from tui.themes import DARK, LIGHT
from tui.widgets.covered import CoveredRow
from tui.widgets.line_pane import LinePane

if TYPE_CHECKING:
    from collections.abc import Iterable


class Numbers(LinePane):
    """A pane of numbered lines that counts how often each is drawn."""

    DEFAULT_CSS = "Numbers { height: 1fr; width: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.line_count = 30
        self.word = "line"
        self.drawn: list[int] = []

    def draw_line(self, index: int, width: int) -> Iterable[Segment]:
        self.drawn.append(index)
        yield Segment(f"{self.word} {index}", self.style_of("line-pane--thumb"))


class Beside(App[None]):
    """Two panes in a row that draws nothing itself."""

    CSS = "#beside { width: 9; }"

    def compose(self) -> ComposeResult:
        with CoveredRow():
            yield Numbers()
            yield Static("beside", id="beside")

    def on_mount(self) -> None:
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name

    def lines(self) -> list[str]:
        return [strip.text for strip in self.screen._compositor.render_strips()]


def test_a_pane_draws_a_line_again_only_when_it_may_be_another() -> None:
    async def body() -> None:
        app = Beside()
        async with app.run_test(size=(40, 8)) as pilot:
            pane = app.screen.query_one(Numbers)
            await pilot.pause()
            assert [line.split("  ")[0] for line in app.lines()] == [f"line {n}" for n in range(8)]
            assert app.lines()[0].rstrip().endswith("beside")
            kept = pane.render_lines(Region(0, 0, *pane.size))

            pane.drawn.clear()
            pane.word = "word"
            assert pane.render_lines(Region(0, 0, *pane.size)) == kept
            pane.redraw(2)
            again = pane.render_lines(Region(0, 0, *pane.size))
            assert pane.drawn == [2]
            assert [a is b for a, b in zip(again, kept, strict=True)] == [n != 2 for n in range(8)]

            pane.top = 1
            assert [line.split("  ")[0] for line in app.lines()[:3]] == [
                *("line 1", "word 2", "line 3")
            ]
            for theme in (DARK.name, LIGHT.name):
                pane.drawn.clear()
                pane.redraw()
                app.theme = theme
                await pilot.pause()
                app.lines()
                assert set(pane.drawn) == set(range(1, 9))

            pane.drawn.clear()
            await pilot.resize_terminal(30, 5)
            await pilot.pause()
            assert [line[:15].split("  ")[0] for line in app.lines()] == [
                f"word {n}" for n in range(1, 6)
            ]
            assert set(pane.drawn) == set(range(1, 6))

    asyncio.run(body())


def test_a_frame_waits_for_the_messages_on_their_way_but_not_for_ever() -> None:
    async def body() -> None:
        app = App[None]()
        async with app.run_test() as pilot:
            screen = OneFrame()
            screen.draws_at_once = False
            await app.push_screen(screen)
            await pilot.pause()

            async def draws() -> bool:
                idle = events.Idle()
                await screen.on_idle(idle)
                return not idle._no_default_action

            assert await draws()
            waiting = [1] * 6
            with pytest.MonkeyPatch.context() as patch:
                size = property(lambda _: waiting.pop() if waiting else 0)
                patch.setattr(OneFrame, "message_queue_size", size)
                assert [await draws() for _ in range(7)] == [
                    *(False, False, False, False, True, False, False)
                ]
            assert await draws()

    asyncio.run(body())


def test_garbage_is_collected_only_while_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    made, collected, states = [0], [], []

    def collect(generation: int) -> None:
        collected.append(generation)
        made[0] = 0

    def nothing(*_: Any) -> None:
        """Leave the test's own collector as it is."""

    fake = SimpleNamespace(
        freeze=nothing,
        enable=nothing,
        set_threshold=nothing,
        get_count=lambda: (made[0], 0, 0),
        collect=collect,
    )
    monkeypatch.setattr(garbage, "gc", fake)
    timer = SimpleNamespace(
        pause=lambda: states.append("pause"), resume=lambda: states.append("resume")
    )
    screen = CollectsWhenStill()
    monkeypatch.setattr(screen, "set_interval", lambda *_: timer)
    asyncio.run(screen.on_idle(events.Idle()))
    assert not states
    screen.collect_when_still()
    for objects, expected, then in (
        (5_000, [], []),  # a key
        (9_000, [], []),  # another
        (9_100, [1], ["pause"]),  # then nothing
        (3_000, [1], []),  # a key since
        (3_050, [1, 1], ["pause"]),
        (1_000, [1, 1], []),
        (1_010, [1, 1], ["pause"]),  # too few to be any matter
    ):
        made[0] = objects
        states.clear()
        asyncio.run(screen.on_idle(events.Idle()))
        screen._look()
        assert collected == expected
        assert states == ["resume", *then]
