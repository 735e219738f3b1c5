"""The one table of commands: key bindings, footer, palette, help and the README come from it.

Each look and each screen has its own part of it in a file of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding, BindingType

from tui.commands import chart, compare, coverage, lanes, looks, main, sources, viewing
from tui.commands.command import GROUPS, Command, Group, Place
from tui.commands.shown_keys import shown_key, shown_keys
from tui.language import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from events.when import Lang

__all__ = [
    "BY_ID",
    "COMMANDS",
    "GROUPS",
    "Command",
    "Group",
    "KeyGroup",
    "Place",
    "bindings",
    "commands_at",
    "key_groups",
    "shown_key",
    "shown_keys",
]

COMMANDS: tuple[Command, ...] = (
    *looks.COMMANDS,
    *lanes.COMMANDS,
    *chart.COMMANDS,
    *compare.COMMANDS,
    *coverage.COMMANDS,
    *main.COMMANDS,
    *viewing.COMMANDS,
    *sources.COMMANDS,
)

BY_ID = {command.id: command for command in COMMANDS}


def commands_at(place: Place) -> list[Command]:
    """The commands whose keys work at a place, in the order of the table."""
    return [command for command in COMMANDS if command.place in (place, "everywhere")]


def bindings(place: Place) -> list[BindingType]:
    """Textual's bindings for a place, with the command's id for the keymap."""
    return [
        Binding(
            command.keys,
            command.action,
            command.label[0],
            id=command.id,
            tooltip=command.help[0],
            show=False,
        )
        for command in commands_at(place)
    ]


class KeyGroup(NamedTuple):
    """Commands that belong together."""

    id: Group
    title: str
    rows: list[tuple[str, str, str]]
    """Keys, label and help of each."""


def key_groups(lang: Lang, own: Mapping[str, str] | None = None) -> list[KeyGroup]:
    """All commands in their groups, for the help screen and the README.

    ``own`` are the keys that the person gave to commands, by command id.
    """
    groups = []
    for group, title in GROUPS.items():
        rows = [
            (shown_keys(one.keys_with(own or {})), one.labelled(lang), one.explained(lang))
            for one in COMMANDS
            if one.group == group
        ]
        if rows:
            groups.append(KeyGroup(group, say(lang, *title), rows))
    return groups
