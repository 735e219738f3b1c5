"""The bottom line: the keys that matter here, from the command table; each can be clicked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.commands import Command, Place, commands_at, shown_key
from tui.text import cells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events

    from events.when import Lang


class KeyBar(Widget):
    """One line of ``key label`` pairs, as many as have room."""

    DEFAULT_CSS = """
    KeyBar { height: 1; background: $panel; color: $foreground 60%; }
    """

    ALLOW_SELECT = False
    lang: reactive[Lang] = reactive("en")

    @dataclass
    class Chosen(Message):
        """A command was clicked."""

        command: Command

    def __init__(self, own_keys: Mapping[str, str], place: Place) -> None:
        """``own_keys`` are the keys a person gave to commands, by command id."""
        super().__init__()
        self._own_keys = own_keys
        self._commands = sorted(
            (command for command in commands_at(place) if command.footer),
            key=lambda command: command.footer,
        )

    def _items(self) -> list[tuple[Command, str, str]]:
        """The commands that have room, each with its key and label."""
        shown: list[tuple[Command, str, str]] = []
        used = 1
        for command in self._commands:
            key = shown_key(self._own_keys.get(command.id, command.keys).split(",")[0].strip())
            label = command.labelled(self.lang)
            size = cells(key) + 1 + cells(label) + 2
            if used + size > self.size.width:
                break
            shown.append((command, key, label))
            used += size
        return shown

    def render(self) -> Content:
        """The line."""
        parts: list[str | tuple[str, str]] = [" "]
        for _, key, label in self._items():
            parts += [(key, "bold $primary"), " ", label, "  "]
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        """Run the command under the pointer."""
        place = 1
        for command, key, label in self._items():
            size = cells(key) + 1 + cells(label) + 2
            if place <= event.x < place + size:
                self.post_message(self.Chosen(command))
                return
            place += size
