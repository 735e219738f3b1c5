"""The app: theme, keymap, language, and the main screen."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.binding import Binding

from tui.commands import BY_ID, commands_at
from tui.keys_in_order import KeysInOrder
from tui.language import say
from tui.screens.main import MainScreen
from tui.settings import (
    Settings,
    clashes,
    locale_language,
    read_settings,
    recall,
    remember,
    settings_file,
)
from tui.text import clean, wrap
from tui.themes import DARK, LIGHT
from tui.widgets.toasts import keep_toasts_whole

if TYPE_CHECKING:
    from pathlib import Path

    from click import ClickException
    from textual.binding import BindingType
    from textual.notifications import SeverityLevel
    from textual.screen import Screen

    from events.when import Lang
    from tui.access import Access


class DatelineApp(KeysInOrder):
    """Explores one timeline."""

    TITLE = "dateline"
    CSS_PATH: ClassVar = ["app.tcss", "screens/main.tcss"]
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar = set[Any]()  # Textual's own, in its own words; ours are the main screen's
    # In dialogs and while typing as well, as everywhere in a terminal.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(BY_ID["suspend"].keys, "suspend_process", id="suspend", show=False, priority=True)
    ]
    COMMAND_PALETTE_BINDING = "f12"  # ours is ctrl+p, from the command table

    def __init__(
        self,
        path: Path,
        *,
        query: str = "",
        view: str | None = None,
        access: Access = "edit",
        lang: Lang | None = None,
        settings: Settings | None = None,
        welcome: bool = False,
    ) -> None:
        """A timeline at ``path``, first shown as ``query`` says, or the saved view of a name.

        ``access`` says what may be done with its files. ``settings`` are read from the person's
        file unless given. The language is ``lang``, else the settings', the last one chosen, or
        the locale's. ``welcome`` greets who is new here.
        """
        super().__init__()
        keep_toasts_whole()
        self.settings = read_settings(settings_file(), BY_ID) if settings is None else settings
        kept = recall()
        self.lang: Lang = lang or self.settings.language or _as_lang(kept.get("language"))
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        chosen = self.settings.theme or kept.get("theme", "")
        self.theme = chosen if chosen in (DARK.name, LIGHT.name) else DARK.name
        self.set_keymap(dict(self.settings.keys))
        self._first = MainScreen(path, query=query, view=view, access=access)
        self._welcome = welcome
        self.failure: ClickException | None = None

    def get_default_screen(self) -> Screen[None]:
        """The main screen is the first one: there is nothing under it."""
        return self._first

    def fail(self, failure: ClickException) -> None:
        """End the program with a sentence for the shell."""
        self.failure = failure
        self.exit()

    def on_mount(self) -> None:
        """Say what in the settings could not be used."""
        # After the program was stopped by another than itself, and continued.
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))
        if self._welcome and not self.is_web and is_first_run():
            from tui.screens.welcome import Welcome

            self.push_screen(Welcome(self.lang, self.settings.keys, self._first.access))
        default = {command.id: command.keys for command in commands_at("main")}
        for said in (*self.settings.complaints, *clashes(self.settings.keys, default)):
            words = clean(said.show(self.lang))
            self.notify(words, severity="warning", markup=False, timeout=12)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Say something in the corner, in place of what was said last; warnings stay their time."""
        for said in list(self._notifications):
            if said.severity == "information":
                self._unnotify(said, refresh=False)
        if self.lang == "zh":  # Textual would break lines before 。
            message = "\n".join(wrap(message, max(10, min(60, self.size.width // 2) - 5)))
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def action_command_palette(self) -> None:
        """Show the commands by name, in the person's language."""
        from tui.screens.palette import Palette

        if not isinstance(self.screen, Palette):
            words = say(self.lang, "Find a command…", "查找命令…")
            self.push_screen(Palette(placeholder=words, id="--command-palette"))

    def action_suspend_process(self) -> None:
        """Go back to the shell until it continues the program, then draw everything anew."""
        from tui.job_control import has_shell, stop

        if self._driver is None or not self._driver.can_suspend:
            return
        if has_shell():
            with self.suspend():
                stop()
        else:
            self.notify(say(self.lang, "There is no shell to go back to.", "没有可返回的 shell。"))

    def switch_language(self) -> None:
        """English to Chinese and back; the choice is kept for the next run."""
        self.lang = "en" if self.lang == "zh" else "zh"
        self._remember(language=self.lang)

    def switch_theme(self) -> None:
        """Dark to light and back; the choice is kept for the next run."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name
        self._remember(theme=self.theme)

    def _remember(self, **chosen: str) -> None:
        """Keep a choice for the next run, unless it is a visitor's."""
        if not self.is_web:
            remember(**chosen)


def _as_lang(kept: str | None) -> Lang:
    return cast("Lang", kept) if kept in ("en", "zh") else locale_language()


def is_first_run() -> bool:
    """Whether the program was never run before, as far as is known; never again after this.

    Where that cannot be kept, nobody is welcomed each time.
    """
    if recall().get("welcomed"):
        return False
    remember(welcomed="yes")
    return "welcomed" in recall()


def run(
    path: Path,
    *,
    query: str = "",
    view: str | None = None,
    access: Access = "edit",
    lang: Lang | None = None,
) -> int:
    """Explore the timeline at ``path`` until the person leaves; returns the exit code.

    Raises what the program ended with, such as that no ``view`` has the name. Collection is off
    until the timeline is loaded (the main screen turns it on again): it would only walk over
    objects that all stay.
    """
    from tui.job_control import end_with_terminal

    gc.disable()
    end_with_terminal()
    app = DatelineApp(path, query=query, view=view, access=access, lang=lang, welcome=True)
    app.run()
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0
