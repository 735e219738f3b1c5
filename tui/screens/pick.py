"""A dialog that asks for one of a few things."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.screens.left_once import Dialog
from tui.text import clean, cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to pick: its value, what it is called, and a dim word on it."""

    value: str
    label: str
    detail: str = ""


class Pick(Dialog[str | None]):
    """Choices in a list; the answer is the value of the one picked, or None."""

    DEFAULT_CSS = """
    Pick { align: center middle; }
    Pick > Vertical {
        width: auto; max-width: 90%; min-width: 36; height: auto; max-height: 80%;
        background: $panel; border: round $border; padding: 0 1;
    }
    Pick Static { height: 1; width: auto; text-style: bold; color: $primary; }
    Pick OptionList {
        height: auto; max-height: 20; width: auto; min-width: 34; max-width: 100%;
        border: none; padding: 0; background: $panel; text-wrap: nowrap; text-overflow: ellipsis;
        &:focus { border: none; }
    }
    """
    BINDINGS: ClassVar = [
        Binding("escape,q", "dismiss(None)", show=False),
        Binding("j", "cursor('down')", show=False),
        Binding("k", "cursor('up')", show=False),
    ]

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._title = title
        self._choices = choices

    def compose(self) -> ComposeResult:
        """A title over the list."""
        with Vertical():
            yield Static(Content(self._title))
            yield OptionList(*[Option(_line(choice)) for choice in self._choices], markup=False)

    def action_cursor(self, way: str) -> None:
        """Move in the list."""
        options = self.query_one(OptionList)
        if way == "down":
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._choices[event.option_index].value)


def _line(choice: Choice) -> Content:
    label = cut(clean(choice.label), 60)
    detail = cut(clean(choice.detail), 40)
    return Content.assemble(label, "  ", (detail, "$foreground 60%"))
