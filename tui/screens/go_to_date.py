"""A dialog that asks for a date and shows at once how it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from events.when import When, WhenError
from tui.language import say
from tui.screens.left_once import Dialog
from tui.text import clean
from tui.widgets.form.keys import FormKey, FormKeys
from tui.widgets.sentences import Sentences

if TYPE_CHECKING:
    from datetime import date

    from textual.app import ComposeResult

    from events.when import Lang


_EXAMPLES = ("Nov 2025, 除夕, 3 months ago", "2025年11月上旬、除夕、3个月前")


class GoToDate(Dialog[When | None]):
    """The answer is the date as read, or None."""

    DEFAULT_CSS = """
    GoToDate { align: center top; }
    GoToDate > Vertical {
        width: 60; max-width: 100%; height: auto; margin-top: 3;
        background: $panel; border: round $border;
    }
    GoToDate Input { border: none; height: 1; padding: 0 1; background: $surface; }
    GoToDate Input:focus { border: none; }
    GoToDate Static { height: auto; padding: 0 1; }
    GoToDate #title { text-style: bold; color: $primary; }
    """
    BINDINGS: ClassVar = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, today: date, lang: Lang) -> None:
        super().__init__()
        self._today = today
        self._lang = lang
        self._when: When | None = None

    def compose(self) -> ComposeResult:
        """Title, the line to type in, and how it is read."""
        lang = self._lang
        with Vertical():
            yield Sentences(say(lang, "Go to date", "转到日期"), id="title", markup=False)
            yield Input(placeholder=say(lang, *_EXAMPLES))
            yield Sentences("", id="reading", markup=False)
            keys = (
                FormKey("enter", "go", "Go there", "转到"),
                FormKey("escape", "dismiss(None)", "Back", "返回"),
            )
            yield FormKeys(keys, lang)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        from events.phrases import read_date

        lang, shown = self._lang, self.query_one("#reading", Static)
        self._when = None
        if not event.value.strip():
            shown.update("")
            return
        try:
            self._when = read_date(event.value, self._today)
        except WhenError as error:
            such = say(lang, "Such as ", "例如：") + say(lang, *_EXAMPLES)
            fault = Content.styled(clean(error.show(lang)), "$warning")
            shown.update(Content("\n").join([fault, Content.styled(such, "$foreground 60%")]))
            return
        shown.update(
            Content.assemble(
                (self._when.show(lang), "$accent"), "  ", (str(self._when), "$foreground 60%")
            )
        )

    @on(Input.Submitted)
    def action_go(self) -> None:
        """Go to the date, if it is one."""
        if self._when is not None:
            self.dismiss(self._when)
