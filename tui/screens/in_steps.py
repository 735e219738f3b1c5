"""Dialogs in two steps: first what is meant, then what to do with it, in a line over a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.screen import ScreenResultType
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.screens.with_list import WithList
from tui.text import cells, clean, cut, fit
from tui.widgets.form.keys import FormKey

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_LABEL = 34


class InSteps(WithList[ScreenResultType]):
    """What such dialogs have in common: looks, keys, and the line that says how it is read."""

    DEFAULT_CSS = """
    InSteps { align: center middle; }
    InSteps > Vertical {
        width: 76; max-width: 100%; height: auto; max-height: 90%;
        background: $panel; border: round $border;
    }
    InSteps Static { height: auto; padding: 0 1; }
    InSteps #title { text-style: bold; color: $primary; }
    InSteps #why { color: $warning; }
    InSteps #which { color: $foreground 60%; }
    InSteps Input { border: none; height: 1; padding: 0 1; background: $surface; }
    InSteps Input:focus { border: none; }
    InSteps OptionList {
        height: auto; border: none; padding: 0 1; background: $panel;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    """
    BINDINGS: ClassVar = [
        Binding("escape", "back", show=False),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
    ]
    KEYS: ClassVar = (
        FormKey("enter", "choose", "Go on", "继续"),
        FormKey("escape", "back", "Back", "返回"),
    )
    MOST_LINES = 12
    LIST: ClassVar[str]
    """The id of the list under the line."""

    def say_reading(self, words: str, style: str = "$warning") -> None:
        """Say how what is typed is read, or what is wrong with it."""
        reading = self.query_one("#reading", Static)
        reading.display = bool(words)
        reading.update(Content.styled(words, style))
        self.fit_list()

    def list_options(self, listed: OptionList, lines: Sequence[tuple[str, str]]) -> None:
        """Put lines into a list, each a label and what is dim beside it, in two columns."""
        longest = min(_LONGEST_LABEL, max(16, self.size.width * 11 // 20))
        labels = [cut(clean(label), longest) for label, _ in lines]
        column = max(map(cells, labels), default=0)
        listed.clear_options()
        listed.add_options(
            Option(Content.assemble(fit(label, column), "  ", (clean(detail), "$foreground 55%")))
            for label, (_, detail) in zip(labels, lines, strict=True)
        )
        if lines:
            listed.highlighted = 0

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.action_choose()

    def action_move(self, lines: int) -> None:
        """Move in the list while the line has the focus."""
        listed = self.query_one(f"#{self.LIST}", OptionList)
        if lines > 0:
            listed.action_cursor_down()
        else:
            listed.action_cursor_up()

    def action_choose(self) -> None:
        """Take what is highlighted, or what is typed."""
        raise NotImplementedError

    def action_back(self) -> None:
        """Back to the first step, then out."""
        raise NotImplementedError
