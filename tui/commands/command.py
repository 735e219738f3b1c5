"""One command: its keys, words, and where it works."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tui.language import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from events.when import Lang

Place = Literal[
    "main", "list", "lanes", "chart", "compare", "coverage", "problems", "sources", "everywhere"
]
"""Where a command's keys work: on the main screen, in one of its looks, on another screen, or
wherever there is something to move in."""
Group = Literal[
    "find", "move", "look", "see", "lanes", "chart", "compare", "coverage", "sources", "event",
    "edit", "program",
]  # fmt: skip

GROUPS: dict[Group, tuple[str, str]] = {
    "find": ("Find", "查找"),
    "move": ("Move", "移动"),
    "look": ("Look", "视图"),
    "see": ("See", "查看"),
    "lanes": ("In Lanes", "泳道视图"),
    "chart": ("In Chart", "图表视图"),
    "compare": ("In Compare", "对比视图"),
    "coverage": ("In Coverage", "覆盖视图"),
    "sources": ("On the sources screen", "来源界面"),
    "event": ("Event", "事件"),
    "edit": ("Edit", "编辑"),
    "program": ("Program", "程序"),
}


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the program can be told to do.

    ``keys`` are Textual key names, several with a comma between; a person's own ``[keys]`` table
    names commands by ``id``. ``label`` and ``help`` are (English, Chinese). A command with
    ``footer`` is offered in the bottom line, the lower numbers first.
    """

    id: str
    keys: str
    action: str
    label: tuple[str, str]
    help: tuple[str, str]
    group: Group
    place: Place = "main"
    footer: int = 0

    def keys_with(self, own: Mapping[str, str]) -> list[str]:
        """The names of its keys; ``own`` are those that the person gave to commands, by id."""
        return [key.strip() for key in own.get(self.id, self.keys).split(",")]

    def labelled(self, lang: Lang) -> str:
        """The label in the chosen language."""
        return say(lang, *self.label)

    def explained(self, lang: Lang) -> str:
        """What it does, in one sentence of the chosen language."""
        return say(lang, *self.help)
