"""Dialogs that are as high as their list, as far as the screen goes."""

from __future__ import annotations

from typing import ClassVar

from textual.screen import ScreenResultType
from textual.widget import Widget
from textual.widgets import OptionList

from tui.screens.left_once import Dialog

_SHARE = 0.9  # of the height of the screen
_TRIES = 5  # frames until the dialog is laid out for the first time


class Options(OptionList):
    """A list that keeps what is highlighted in sight when it gets another size."""

    def on_resize(self) -> None:
        """Lower or wider."""
        self.scroll_to_highlight()


class WithList(Dialog[ScreenResultType]):
    """A dialog whose list takes what height the rest of it leaves, so that its keys stay in sight.

    The list is an option list in a frame with all else.
    """

    MOST_LINES: ClassVar = 20

    def on_resize(self) -> None:
        """Another height for the list."""
        self.fit_list()

    def fit_list(self) -> None:
        """Give the list its height anew: something else in the dialog has another."""
        self.call_after_refresh(self._fit, _TRIES)

    def _fit(self, tries: int) -> None:
        for listed in self.query(OptionList):
            frame = listed.parent
            if not isinstance(frame, Widget) or not listed.display:
                continue
            if tries and not frame.size.height:  # not laid out yet
                self.call_after_refresh(self._fit, tries - 1)
                return
            others = sum(
                max(1, child.outer_size.height) + child.styles.margin.height
                for child in frame.children
                if child is not listed and child.display
            )
            room = int(self.size.height * _SHARE) - frame.gutter.height - others
            listed.styles.max_height = max(1, min(self.MOST_LINES, room))
