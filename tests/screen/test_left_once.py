"""Dialogs are left once, however fast the keys come."""

from __future__ import annotations

import asyncio
from functools import partial
from time import monotonic
from typing import ClassVar

import pytest
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.widgets import Input

from tests.settling import until
from tui.keys_in_order import KeysInOrder
from tui.screens.pick import Choice, Pick


def choices() -> Pick:
    return Pick("Which?", [Choice("a", "A"), Choice("b", "B")], "en")


@pytest.mark.parametrize("over", [False, True])
def test_an_answer_is_given_once(over: bool) -> None:
    async def body() -> None:
        app: App[None] = App()
        answers: list[str | None] = []
        async with app.run_test() as pilot:
            dialog = choices()
            await app.push_screen(dialog, answers.append)
            if over:  # what is over it is left first
                await app.push_screen(choices())
                dialog.dismiss("b")
                assert answers == []
                app.pop_screen()
                await pilot.pause()
            dialog.dismiss("a")
            dialog.dismiss("b")
            await pilot.pause()
            assert answers == ["a"]
            assert len(app.screen_stack) == 1

    asyncio.run(body())


def test_enter_typed_twice_leaves_one_screen() -> None:
    async def body() -> None:
        app: App[None] = App()
        async with app.run_test() as pilot:
            await app.push_screen(choices())
            await app.push_screen(choices())
            await pilot.press("enter", "enter", "enter")
            assert len(app.screen_stack) == 1

    asyncio.run(body())


def test_a_key_before_the_dialog_is_there_is_for_it() -> None:
    async def body() -> None:
        app = KeysInOrder()
        answers: list[str | None] = []
        async with app.run_test() as pilot:
            app.push_screen(choices(), answers.append)
            for key in ("j", "enter"):
                await app.on_event(Key(key, None))
            await pilot.pause()
            await pilot.pause()
            assert answers == ["b"]

    asyncio.run(body())


def test_a_key_that_comes_up_when_the_dialog_has_left_does_nothing() -> None:
    async def body() -> None:
        app: App[None] = App()
        async with app.run_test() as pilot:
            dialog = choices()
            assert not await app.run_action("pick", dialog)  # nor before it is there
            await app.push_screen(dialog)
            assert await app.run_action("cursor('down')", dialog)
            dialog.dismiss("a")
            await pilot.pause()
            assert not await app.run_action("cursor('down')", dialog)
            assert not await app.run_action("pick", dialog)

    asyncio.run(body())


class _Asks(KeysInOrder):
    """A line in which F2 asks what to pick."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2", "ask")]
    answer: str | None = None

    def compose(self) -> ComposeResult:
        yield Input(id="one")

    def action_ask(self) -> None:
        self.push_screen(choices(), partial(setattr, self, "answer"))


def test_keys_behind_one_that_opens_a_dialog_wait_for_it() -> None:
    async def body() -> None:
        app = _Asks()
        async with app.run_test() as pilot:
            for key in ("a", "f2", "j", "enter"):
                app.post_message(Key(key, key if len(key) == 1 else None))
            await until(pilot, lambda: app.answer is not None)
            assert app.answer == "b"
            assert app.query_one(Input).value == "a"

    asyncio.run(body())


class _TwoLines(KeysInOrder):
    def compose(self) -> ComposeResult:
        yield Input(id="one", select_on_focus=False)
        yield Input(id="two", select_on_focus=False)


def test_what_follows_tab_goes_where_tab_leads() -> None:
    async def body() -> None:
        app = _TwoLines()
        async with app.run_test() as pilot:
            one, two = app.query(Input)
            for key in ("a", "tab", "b", "c", "shift+tab", "d", "tab", "e"):
                app.post_message(Key(key, key if len(key) == 1 else None))
            await until(pilot, lambda: two.value == "bce")
            assert one.value == "ad"

    asyncio.run(body())


def test_keys_go_on_where_a_widget_went_away_with_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.keys_in_order._LONGEST", 0.01)

    async def body() -> None:
        app = _TwoLines()
        async with app.run_test() as pilot:
            _, two = app.query(Input)
            two.focus()
            await pilot.pause()
            app._handed = monotonic()  # and nothing comes of it
            await app.on_event(Key("a", "a"))
            await until(pilot, lambda: two.value == "a")

    asyncio.run(body())


def test_what_a_dialog_is_about_shows_through() -> None:
    """Textual takes the styles of the first base alone, which must be the modal one."""

    async def body() -> None:
        app: App[None] = App()
        async with app.run_test():
            dialog = choices()
            await app.push_screen(dialog)
            assert dialog.styles.background.a < 1

    asyncio.run(body())
