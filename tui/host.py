"""What the screens ask of the app in which they run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from click import ClickException

    from events.when import Lang
    from tui.settings import Settings


class Host(Protocol):
    """The app, as far as a screen knows it; `tui.app.DatelineApp` is one."""

    settings: Settings
    lang: Lang

    def fail(self, failure: ClickException) -> None:
        """End the program with a sentence for the shell."""

    def switch_language(self) -> None:
        """English to Chinese and back, also for the next run."""

    def switch_theme(self) -> None:
        """Dark to light and back, also for the next run."""
