"""The bottom line: the keys that matter here and now; each can be clicked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.commands import BY_ID, COMMANDS, Command, Group, Place, commands_at, shown_key
from tui.commands.panes import ALONE, HINTS, Pane
from tui.language import say
from tui.looks import known_looks
from tui.text import cells

if TYPE_CHECKING:
    from textual import events

    from events.model import Look
    from events.when import Lang


# From this width on two blanks stand between commands.
_ROOMY = 100


@dataclass(frozen=True, slots=True)
class Now:
    """What is the case on the screen, as far as it says which keys are of use."""

    pane: Pane | None = None
    """The pane beside the look that has the focus."""
    idle: frozenset[str] = frozenset()
    """The ids of commands that would do nothing."""
    first: tuple[str, ...] = ()
    """The ids of commands that matter more than usual."""
    labels: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """What commands are called now, by their ids, where that is not as usual."""


class Item(NamedTuple):
    """A key with its label; a click on it runs the command, or presses the key."""

    key: str
    label: str
    runs: Command | str
    id: str = ""


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
    now: reactive[Now] = reactive(Now())
    """Which keys are of use now."""

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
        """The commands for the line: the looks, what matters most, those of the look, others.

        Beside a look its pane comes first, and the looks last.
        """
        now, look = self.now, self.look
        first = [BY_ID[id] for id in now.first]
        commands = [
            command
            for command in commands_at(self._place)
            if command.footer and command not in first
        ]
        own = [command for command in COMMANDS if command.footer and command.place == look]
        looks = [command for command in commands if command.id in known_looks()]
        others = [command for command in commands if command not in looks]
        groups = (looks, first, own, others) if now.pane is None else (first, others, looks)
        return [
            command
            for group in groups
            for command in sorted(group, key=lambda command: command.footer)
            if command.id not in now.idle and command.group != self._without
        ]

    def _hints(self) -> list[Item]:
        """What the keys do in the pane that has the focus, if that is not a look."""
        pane, lang = self.now.pane, self.lang
        return [
            Item(
                self._key(BY_ID[hint.command]) if hint.command else shown_key(hint.key),
                say(lang, hint.en, hint.zh),
                BY_ID[hint.command] if hint.command else hint.key,
                hint.command,
            )
            for hint in (HINTS[pane] if pane else ())
            if hint.command not in self.now.idle or pane == "details"
        ]

    def _items(self) -> list[Item]:
        """The keys that have room; the help always has, where it can be asked for."""
        hints, pane = self._hints(), self.now.pane
        offered = [] if pane in ALONE else self._offered()
        told = {hint.id for hint in hints}
        items = hints + [self._item(one) for one in offered if one.id not in told]
        room = self.size.width - 1
        last = [item for item in items if item.id == "help"]
        room -= sum(map(self._taken, last))
        shown: list[Item] = []
        for item in items:
            if item in last:
                continue
            if self._taken(item) <= room:
                room -= self._taken(item)
                shown.append(item)
            elif item.id in known_looks():  # all of them, or none
                return [one for one in shown if one.id not in known_looks()] + last
        return shown + last

    def _item(self, command: Command) -> Item:
        label = self.now.labels.get(command.id, command.label)
        return Item(self._key(command), say(self.lang, *label), command, command.id)

    def _key(self, command: Command) -> str:
        return shown_key(command.keys_with(self._own_keys)[0])

    def _taken(self, item: Item) -> int:
        """Cells of a key, its label and the gap after it."""
        return cells(item.key) + 1 + cells(item.label) + self._gap

    @property
    def _gap(self) -> int:
        return 2 if self.size.width >= _ROOMY else 1

    def render(self) -> Content:
        """The line."""
        parts: list[str | tuple[str, str]] = [" "]
        for item in self._items():
            is_on = item.id == self.look
            parts += [
                (item.key, "bold $primary"),
                " ",
                (item.label, "bold $accent") if is_on else item.label,
                " " * self._gap,
            ]
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        """Do what the key under the pointer does."""
        place = 1
        for item in self._items():
            size = self._taken(item)
            if place <= event.x < place + size:
                if isinstance(item.runs, str):
                    self.app.simulate_key(item.runs)
                else:
                    self.post_message(self.Chosen(item.runs))
                return
            place += size
