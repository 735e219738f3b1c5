"""The bottom line of a form: its keys, each of which can be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.widget import Widget

from tui.commands import shown_key
from tui.language import say
from tui.text import cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events

    from events.when import Lang


class FormKey(NamedTuple):
    """A key, the action that it runs on the screen, and what it is called."""

    key: str
    action: str
    en: str
    zh: str


class FormKeys(Widget):
    """One line of keys with their labels, as many as have room."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    FormKeys { height: 1; background: $panel; color: $text-muted; }
    """

    def __init__(self, keys: Sequence[FormKey], lang: Lang) -> None:
        super().__init__()
        self._keys = keys
        self._lang: Lang = lang

    def show(self, keys: Sequence[FormKey]) -> None:
        """Show other keys."""
        self._keys = keys
        self.refresh()

    def _placed(self) -> Iterator[tuple[int, int, FormKey, str]]:
        at = 1
        for key in self._keys:
            label = say(self._lang, key.en, key.zh)
            size = cells(shown_key(key.key)) + 1 + cells(label)
            if at + size > self.size.width:
                return
            yield at, at + size, key, label
            at += size + 2

    def render(self) -> Content:
        """The line."""
        parts: list[str | tuple[str, str]] = [" "]
        for _, _, key, label in self._placed():
            parts += [(shown_key(key.key), "bold $primary"), " ", label, "  "]
        return Content.assemble(*parts)

    async def on_click(self, event: events.Click) -> None:
        """Do what the key under the pointer does."""
        for start, end, key, _ in self._placed():
            if start <= event.x < end:
                await self.screen.run_action(key.action)
                return
