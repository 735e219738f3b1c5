"""Screens that give an answer: each of them is left once."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen, ScreenResultType


class LeftOnce(Screen[ScreenResultType]):
    """A screen that a second key, typed before it has gone, does not leave again.

    Textual would take away the screen below it, or end the program where there is none.
    """

    _has_left = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """None while it is on its way, under another, or has left: a key may still come up then."""
        if self._has_left or not self.is_mounted or not self.is_active:
            return False
        return super().check_action(action, parameters)

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave with an answer; what is over this screen is left first, by its own keys."""
        if self._has_left or not self.is_active:
            return AwaitComplete()
        self._has_left = True
        return super().dismiss(result)


class Dialog(ModalScreen[ScreenResultType], LeftOnce[ScreenResultType]):
    """One that lets what it is about show through."""
