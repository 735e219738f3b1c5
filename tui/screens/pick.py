"""A dialog that asks for one of a few things."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.screens.with_list import Options, WithList
from tui.text import cells, clean, cut, fit
from tui.widgets.form.keys import FormKey, FormKeys
from tui.widgets.sentences import Sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from events.when import Lang

_KEYS = (
    FormKey("enter", "pick", "Choose", "选择"),
    FormKey("escape", "dismiss(None)", "Back", "返回"),
)
_NARROWEST = 34  # cells inside the frame
_SHORTEST_LABEL, _LONGEST_LABEL, _LONGEST_DETAIL = 16, 60, 40


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to pick: its value, what it is called, and a dim word on it."""

    value: str
    label: str
    detail: str = ""


class Pick(WithList[str | None]):
    """Choices in a list; the answer is the value of the one picked, or None."""

    DEFAULT_CSS = """
    Pick { align: center middle; }
    Pick > Vertical {
        max-width: 90%; height: auto; max-height: 90%;
        background: $panel; border: round $border;
    }
    Pick Static { height: auto; padding: 0 1; text-style: bold; color: $primary; }
    Pick OptionList {
        height: auto; width: 100%; border: none; padding: 0 1;
        background: $panel; text-wrap: nowrap; text-overflow: ellipsis;
        &:focus { border: none; }
    }
    """
    BINDINGS: ClassVar = [
        Binding("escape,q", "dismiss(None)", show=False),
        Binding("j", "cursor('down')", show=False),
        Binding("k", "cursor('up')", show=False),
    ]

    def __init__(
        self, title: str, choices: Sequence[Choice], lang: Lang, *, at: str | None = None
    ) -> None:
        """Begin at the choice with the value ``at``."""
        super().__init__()
        values = [choice.value for choice in choices]
        self._at = values.index(at) if at in values else 0
        self._title = title
        self._choices = choices
        self._lang: Lang = lang

    def compose(self) -> ComposeResult:
        """A title over the list, the keys under it; as wide as the widest of them."""
        details = [cut(clean(choice.detail), _LONGEST_DETAIL) for choice in self._choices]
        room = self.app.size.width * 9 // 10 - 7 - max(map(cells, details), default=0)
        longest = max(_SHORTEST_LABEL, min(_LONGEST_LABEL, room))
        labels = [cut(clean(choice.label), longest) for choice in self._choices]
        column = max(map(cells, labels), default=0)
        lines = [
            Content.assemble(fit(label, column), "  ", (detail, "$foreground 60%"))
            if detail
            else Content(label)
            for label, detail in zip(labels, details, strict=True)
        ]
        title = clean(self._title)
        with Vertical() as frame:
            frame.styles.width = 4 + max(
                _NARROWEST, cells(title), *(line.cell_length + 1 for line in lines)
            )
            yield Sentences(Content(title))
            yield Options(*map(Option, lines), markup=False)
            yield FormKeys(_KEYS, self._lang)

    def on_mount(self) -> None:
        """Put the cursor where it is to begin."""
        self.query_one(OptionList).highlighted = self._at

    def action_pick(self) -> None:
        """Pick what is under the cursor."""
        self.query_one(OptionList).action_select()

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
