"""A field of a form: its name, its lines, and under them what is read or what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from textual import on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from tui.text import clean
from tui.widgets.form.line import FormLine
from tui.widgets.form.text import FormText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from events.toml.layout import Data

WRONG = "✗"
"""Before what is wrong: not every screen has colours."""
FormInput: TypeAlias = FormLine | FormText


class FormField(Horizontal):
    """A field with one line, or with one for each language side by side."""

    DEFAULT_CSS = """
    FormField { height: auto; }
    FormField > .label { width: 12; height: 1; padding: 0 1; color: $foreground 65%; }
    FormField.-here > .label { color: $primary; text-style: bold; }
    FormField > Vertical { width: 1fr; height: auto; }
    FormField .part { width: 1fr; height: auto; }
    FormField .code { width: 3; height: 1; color: $foreground 45%; }
    FormField .below { height: auto; padding: 0 1; color: $foreground 55%; display: none; }
    FormField .below.-said { display: block; }
    """

    def __init__(
        self,
        key: str,
        label: str,
        inputs: Sequence[FormInput],
        *,
        codes: Sequence[str] = (),
        others: Sequence[tuple[str, str]] = (),
        reading: bool = False,
    ) -> None:
        """Take the lines.

        Parameters
        ----------
        codes
            For each line the language it is in.
        others
            Texts in other languages, which are shown and stay as they are.
        reading
            What the line is read as is said under it, in a line that is always there.
        """
        super().__init__(classes="pair" if codes else "")
        self.key = key
        self.inputs = list(inputs)
        self._label = label
        self._codes = codes
        self._others = others
        self._reading = reading

    def compose(self) -> ComposeResult:
        """The name to the left, the lines to the right."""
        yield Static(self._label, classes="label", markup=False)
        with Vertical():
            if self._codes:
                with Horizontal(classes="parts"):
                    for code, widget in zip(self._codes, self.inputs, strict=True):
                        last = widget is self.inputs[-1]
                        with Horizontal(classes="part -last" if last else "part"):
                            yield Static(code, classes="code", markup=False)
                            yield widget
            else:
                yield from self.inputs
            for code, text in self._others:
                yield Static(f"{clean(code)} {clean(text)}", classes="below -said", markup=False)
            yield Static("", classes="below fault", markup=False)

    def on_mount(self) -> None:
        """Say how the first value is read."""
        self._say("")

    def on_descendant_focus(self) -> None:
        """The cursor is in it."""
        self.add_class("-here")

    def on_descendant_blur(self) -> None:
        """The cursor is elsewhere."""
        self.remove_class("-here")

    @property
    def changed(self) -> bool:
        """Whether anything in it is other than in the file."""
        return any(widget.changed for widget in self.inputs)

    def judge(self, data: Data) -> FormInput | None:
        """Put what was typed into the data; the first line that is wrong, if one is."""
        wrong = [widget for widget in self.inputs if not widget.judge(data)]
        return wrong[0] if wrong else None

    @on(FormLine.Judged)
    def _judged(self, message: FormLine.Judged) -> None:
        message.stop()
        self._say(message.fault)

    @on(FormLine.Changed)
    def _typed(self) -> None:
        if self._reading:
            self._say(next((widget.fault for widget in self.inputs if widget.fault), ""))

    def _say(self, fault: str) -> None:
        below = self.query_one(".fault", Static)
        said = Content.styled(f"{WRONG} {clean(fault)}", "$error") if fault else Content("")
        if self._reading and not fault:
            lines = self.inputs[0].line.remark(self.inputs[0].typed).split("\n")
            said = Content("\n".join(map(clean, lines)))
        below.update(said)
        below.set_class(bool(fault) or (self._reading and bool(said.plain)), "-said")
