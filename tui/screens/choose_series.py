"""A dialog in which metrics and products are ticked; the answer is the query that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tui.language import say
from tui.screens.left_once import Dialog
from tui.text import clean, cut
from tui.widgets.chart.series_choice import SeriesChoice
from tui.widgets.form.keys import FormKey, FormKeys

if TYPE_CHECKING:
    from datetime import date

    from textual.app import ComposeResult

    from events.query import Search
    from events.when import Lang

_KEYS = (
    FormKey("space", "tick", "Tick", "勾选"),
    FormKey("enter", "take", "Chart", "绘制"),
    FormKey("escape", "leave", "Back", "返回"),
    FormKey("tab", "section", "Products", "产品"),
    FormKey("slash", "seek", "Find", "查找"),
)
_LONGEST = 100  # letters to search for


class ChooseSeries(Dialog[str | None]):
    """Ticks that write themselves into the query; None where nothing is to change."""

    DEFAULT_CSS = """
    ChooseSeries { align: center middle; }
    ChooseSeries > Vertical {
        width: 62; max-width: 94%; height: 26; max-height: 90%;
        background: $panel; border: round $border;
    }
    ChooseSeries Static { height: 1; width: 100%; padding: 0 1; }
    ChooseSeries SeriesChoice { margin: 0 1; }
    ChooseSeries #title { text-style: bold; color: $primary; }
    ChooseSeries #query { color: $accent; }
    ChooseSeries Input { display: none; background: $panel; margin: 0 1; }
    ChooseSeries Input.-shown { display: block; }
    """
    BINDINGS: ClassVar = [
        Binding("escape,q", "leave", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home,g", "move(-100000)", show=False),
        Binding("end,G", "move(100000)", show=False),
        Binding("tab", "section", show=False),
        Binding("space", "tick", show=False),
        Binding("enter", "take", show=False),
        Binding("slash", "seek", show=False),
    ]

    def __init__(self, search: Search, text: str, lang: Lang, today: date) -> None:
        super().__init__()
        self._lang = lang
        self._text = text
        self._choice = SeriesChoice(search, text, lang, today)

    def compose(self) -> ComposeResult:
        """A title, the choices, the query they make, the keys."""
        lang = self._lang
        with Vertical():
            yield Static(Content(say(lang, "Metrics and products", "指标与产品")), id="title")
            seek = Input(compact=True, placeholder=say(lang, "find a name", "查找名称"))
            seek.cursor_blink = False
            yield seek
            yield self._choice
            yield Static(id="query", markup=False)
            yield FormKeys(_KEYS, lang)

    def on_mount(self) -> None:
        """The keys go to the choices."""
        self._choice.focus()
        self._show_query()

    def on_resize(self) -> None:
        """The query is cut elsewhere."""
        self.call_after_refresh(self._show_query)

    def _show_query(self) -> None:
        shown = self._choice.text or say(self._lang, "(everything)", "（全部）")
        width = max(1, self._choice.size.width)
        self.query_one("#query", Static).update(Content(cut(clean(f" {shown}"), width)))

    @on(Input.Changed)
    def _sought(self, message: Input.Changed) -> None:
        message.stop()
        self._choice.seek(clean(message.value[:_LONGEST]))

    @on(Input.Submitted)
    def _found(self, message: Input.Submitted) -> None:
        message.stop()
        self._choice.focus()

    def action_seek(self) -> None:
        """Type to find a name."""
        seek = self.query_one(Input)
        seek.add_class("-shown")
        seek.focus()

    def action_leave(self) -> None:
        """Close the search, or leave everything as it was."""
        seek = self.query_one(Input)
        if seek.has_class("-shown"):
            seek.value = ""
            seek.remove_class("-shown")
            self._choice.focus()
        else:
            self.dismiss(None)

    def action_move(self, lines: int) -> None:
        """Move the cursor."""
        self._choice.focus()
        self._choice.go_to(self._choice.cursor + lines)

    def action_page(self, pages: int) -> None:
        """Move by pages."""
        self.action_move(pages * max(1, self._choice.size.height - 1))

    def action_section(self) -> None:
        """To the products, or from them to the metrics."""
        self._choice.focus()
        self._choice.go_to_section()

    def action_tick(self) -> None:
        """Tick, or untick."""
        self._choice.toggle()
        self._show_query()

    def on_click(self) -> None:
        """A click may have ticked."""
        self._show_query()

    def action_take(self) -> None:
        """Chart what is ticked."""
        text = self._choice.text
        self.dismiss(None if text == self._text else text)
