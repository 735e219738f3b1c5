"""The bottom line: the keys that matter here, from the command table; each can be clicked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.commands import COMMANDS, Command, Group, Place, commands_at, shown_key
from tui.looks import known_looks
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
        looks = [command for command in commands if command.id in known_looks()]
        others = [command for command in commands if command not in looks]
        groups = (looks, own, others)
        return [
            command
            for group in groups
            for command in sorted(group, key=lambda command: command.footer)
        ]

    def _items(self) -> list[tuple[Command, str, str]]:
        """The commands that have room, each with its key and label; the help always has."""
        items = [self._item(command) for command in self._offered()]
        room = self.size.width - 1
        last = [item for item in items if item[0].id == "help"]
        room -= sum(map(self._taken, last))
        shown: list[tuple[Command, str, str]] = []
        for item in items:
            if item in last:
                continue
            room -= self._taken(item)
            if room < 0:
                break
            shown.append(item)
        return shown + last

    def _item(self, command: Command) -> tuple[Command, str, str]:
        key = shown_key(command.keys_with(self._own_keys)[0])
        return command, key, command.labelled(self.lang)

    def _taken(self, item: tuple[Command, str, str]) -> int:
        """Cells of a key, its label and the gap after it."""
        _, key, label = item
        return cells(key) + 1 + cells(label) + self._gap

    @property
    def _gap(self) -> int:
        return 2 if self.size.width >= _ROOMY else 1

    def render(self) -> Content:
        """The line."""
        parts: list[str | tuple[str, str]] = [" "]
        for command, key, label in self._items():
            is_on = command.id == self.look
            parts += [(key, "bold $primary"), " ", (label, "bold $accent") if is_on else label]
            parts.append(" " * self._gap)
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        """Run the command under the pointer."""
        place = 1
        for item in self._items():
            size = self._taken(item)
            if place <= event.x < place + size:
                self.post_message(self.Chosen(item[0]))
                return
            place += size
