"""The last look before a save: the exact lines that will change."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.language import say
from tui.text import clean
from tui.widgets.diff_view import DiffView
from tui.widgets.form_keys import FormKey, FormKeys

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from events.changes import Change
    from events.when import Lang

_KEYS = (
    FormKey("enter", "dismiss(True)", "Save", "保存"),
    FormKey("escape", "dismiss(False)", "Back", "返回修改"),
    FormKey("down", "scroll(1)", "Scroll", "滚动"),
)


class ReviewChange(ModalScreen[bool]):
    """A change as a diff; the answer is whether to save it."""

    DEFAULT_CSS = """
    ReviewChange { align: center middle; background: $background 60%; }
    ReviewChange > Vertical {
        width: 96%; max-width: 150; height: auto; max-height: 92%;
        background: $background; border: round $primary;
    }
    ReviewChange #review-title { height: 1; padding: 0 1; text-style: bold; background: $panel; }
    ReviewChange DiffView { height: auto; max-height: 100%; margin: 0 1; }
    """
    BINDINGS: ClassVar = [
        Binding("enter,ctrl+s", "dismiss(True)", show=False),
        Binding("escape", "dismiss(False)", show=False),
    ]

    def __init__(self, change: Change, lang: Lang) -> None:
        super().__init__()
        self._change = change
        self._lang: Lang = lang

    def compose(self) -> ComposeResult:
        """What will change, where, and the keys."""
        lang = self._lang
        view = DiffView(self._change.diff())
        added, removed = view.counts
        names = ", ".join(clean(file.name) for file in self._change.files)
        with Vertical():
            yield Static(
                Content.assemble(
                    (say(lang, "Save this change?", "保存这一修改？"), "$primary"),
                    f"  {names}  ",
                    (f"+{added}", "$success"),
                    " ",
                    (f"−{removed}", "$error"),
                ),
                id="review-title",
            )
            yield view
            yield FormKeys(_KEYS, lang)

    def on_mount(self) -> None:
        """As high as the lines need."""
        self._fit()
        self.query_one(DiffView).focus()

    def on_resize(self) -> None:
        """Other widths, other lines."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        view = self.query_one(DiffView)
        room = max(3, self.size.height * 92 // 100 - 4)
        view.styles.height = max(1, min(view.line_count, room))

    def action_scroll(self, lines: int) -> None:
        """Scroll the diff."""
        self.query_one(DiffView).scroll_lines(lines)
