"""The command palette: every command of the table by its name, in the chosen language."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, cast

from textual.command import (
    CommandList,
    CommandPalette,
    DiscoveryHit,
    Hit,
    Hits,
    Provider,
    SearchIcon,
)
from textual.content import Content

from tui.commands import COMMANDS, Command, commands_at, shown_keys
from tui.language import say
from tui.screens.left_once import LeftOnce
from tui.text import find_words, fold

if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping

    from events.model import Look as LookName
    from events.when import Lang


class Commanded(Protocol):
    """The screen whose commands are found."""

    look_name: LookName

    @property
    def lang(self) -> Lang:
        """The language of the interface."""

    @property
    def own_keys(self) -> Mapping[str, str]:
        """The person's own keys, by command."""

    async def run_command(self, command: Command) -> None:
        """Do what a command does."""


class Palette(CommandPalette, LeftOnce[None]):
    """Textual's palette, left once however fast Enter is typed."""

    DEFAULT_CSS = """
    Palette SearchIcon { color: $accent; }
    Palette > Vertical { width: 100%; max-width: 100; }
    """

    def on_mount(self) -> None:
        """A sign that every font has, in place of Textual's magnifying glass."""
        self.query_one(SearchIcon).icon = "›"

    def _action_command_list(self, action: str) -> None:
        """Move among the commands, if there is room for any: Textual's list counts on it."""
        if self.query_one(CommandList).scrollable_content_region:
            super()._action_command_list(action)


class CommandsByName(Provider):
    """Commands whose label, explanation or id holds what was typed."""

    @property
    def _lang(self) -> Lang:
        return self._explorer.lang

    @property
    def _explorer(self) -> Commanded:
        return cast("Commanded", self.screen)  # the palette is offered on no other

    @property
    def _commands(self) -> list[Command]:
        """Those of the look on the screen, then those of the main screen."""
        look = self._explorer.look_name
        own = [command for command in COMMANDS if command.place == look]
        return own + commands_at("main")

    async def discover(self) -> Hits:
        """All commands, before anything is typed."""
        for command in self._commands:
            prompt = self._prompt(command, ())
            yield DiscoveryHit(prompt, self._run(command), help=self._help(command))

    async def search(self, query: str) -> Hits:
        """Commands that hold every word typed, in either language."""
        words, found = fold(query).split(), False
        for command in self._commands:
            texts = [command.id, *command.label, *command.help]
            text = fold(" ".join(texts))
            if all(word in text for word in words):
                found = True
                yield Hit(
                    self._score(command, words),
                    self._prompt(command, words),
                    self._run(command),
                    help=self._help(command),
                )

        if not found:
            lang = self._lang
            nothing = say(lang, "No command is called so.", "没有这样的命令。")
            how = say(lang, "Type another word; Esc goes back.", "请换一个词；按 Esc 返回。")
            yield Hit(0.1, Content(nothing), _nothing, help=how)

    def _score(self, command: Command, words: list[str]) -> float:
        """Names that begin so come first, then names that hold it; then explanations."""
        shown = fold(command.labelled(self._lang))
        names = [shown, command.id, *map(fold, command.label)]
        if words and shown.startswith(words[0]):
            return 1.0
        if words and any(name.startswith(words[0]) for name in names):
            return 0.9
        return 0.7 if all(any(word in name for name in names) for word in words) else 0.5

    def _prompt(self, command: Command, words: list[str] | tuple[str, ...]) -> Content:
        label = Content(command.labelled(self._lang))
        for start, end in find_words(label.plain, words):
            label = label.stylize("bold $accent", start, end)
        keys = shown_keys(command.keys_with(self._explorer.own_keys))
        return Content.assemble(label, "  ", (keys, "$foreground 60%"))

    def _help(self, command: Command) -> str:
        return command.explained(self._lang)

    def _run(self, command: Command) -> partial[Coroutine[Any, Any, None]]:
        return partial(self._explorer.run_command, command)


def _nothing() -> None:
    """What is done where no command was found."""
