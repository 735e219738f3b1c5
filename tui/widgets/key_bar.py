"""The bottom line: the keys that matter here, from the command table; each can be clicked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.commands import COMMANDS, Command, Group, Place, commands_at, shown_key
from tui.text import cells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events

    from events.model import Look
    from events.when import Lang


# From this width on two blanks stand between commands.
_ROOMY = 100


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

    look: reactive[Look | None] = reactive(None)
    """The look that is on the screen: its own commands are offered before the others."""

    def __init__(
        self,
        own_keys: Mapping[str, str],
        place: Place,
        look: Look | None = None,
        *,
        without: Group | None = None,
    ) -> None:
        """``own_keys`` are the keys a person gave to commands, by command id.

        ``without`` is a group of commands that are of no use here.
        """
        super().__init__()
        self._own_keys = own_keys
        self._place = place
        self._without = without
        self.set_reactive(KeyBar.look, look)

    def _offered(self) -> list[Command]:
        """The commands for the line: the looks, those of the look, then the others."""
        commands = [
            command
            for command in commands_at(self._place)
            if command.footer and command.group != self._without
        ]
        look = self.look
        own = [command for command in COMMANDS if command.footer and command.place == look]
        looks = [command for command in commands if command.group == "look"]
        others = [command for command in commands if command.group != "look"]
        groups = (looks, own, others)
        return [
            command
            for group in groups
            for command in sorted(group, key=lambda command: command.footer)
        ]

    def _items(self) -> list[tuple[Command, str, str]]:
        """The commands that have room, each with its key and label."""
        shown: list[tuple[Command, str, str]] = []
        used, gap = 1, 2 if self.size.width >= _ROOMY else 1
        for command in self._offered():
            key = shown_key(self._own_keys.get(command.id, command.keys).split(",")[0].strip())
            label = command.labelled(self.lang)
            size = cells(key) + 1 + cells(label) + gap
            if used + size > self.size.width:
                break
            shown.append((command, key, label))
            used += size
        return shown

    def render(self) -> Content:
        """The line."""
        parts: list[str | tuple[str, str]] = [" "]
        for command, key, label in self._items():
            is_on = command.id == self.look
            parts += [(key, "bold $primary"), " ", (label, "bold $accent") if is_on else label]
            parts.append("  " if self.size.width >= _ROOMY else " ")
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        """Run the command under the pointer."""
        place, gap = 1, 2 if self.size.width >= _ROOMY else 1
        for command, key, label in self._items():
            size = cells(key) + 1 + cells(label) + gap
            if place <= event.x < place + size:
                self.post_message(self.Chosen(command))
                return
            place += size
