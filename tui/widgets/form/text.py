"""A text of several lines in a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.widgets import TextArea
from textual.widgets.text_area import DocumentNavigator

from tui.text import clean_lines
from tui.widgets.wrapped_text import WrappedText

if TYPE_CHECKING:
    from textual import events

    from events.toml.layout import Data
    from tui.form.lines import Line


class FormText(TextArea):
    """The text of a `Line` that may have line breaks. It has no faults."""

    DEFAULT_CSS = """
    FormText, FormText.-textual-compact {
        width: 1fr; height: auto; min-height: 2; max-height: 8; padding: 0 1;
        background: $panel; scrollbar-size-vertical: 1;
    }
    FormText:focus { background: $primary 22%; }
    FormText .text-area--cursor-line { background: transparent; }
    """
    BINDINGS: ClassVar = [Binding("ctrl+d", "screen.delete_row", show=False)]

    def __init__(self, line: Line) -> None:
        super().__init__(line.shown, compact=True, highlight_cursor_line=False)
        self.line = line
        self.fault = ""
        self._at_first = self.text
        self._break_lines()

    @property
    def wrap_width(self) -> int:
        """Cells of a line: the same with a scroll bar and without. One more is the cursor's."""
        return max(0, self.size.width - 2)

    def load_text(self, text: str) -> None:
        """Show another text."""
        super().load_text(text)
        self._break_lines()

    def _break_lines(self) -> None:
        """Have the lines break as those of all other texts do."""
        self.wrapped_document = WrappedText(self.document, self.wrap_width, self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)

    @property
    def typed(self) -> str:
        """The text as it is now."""
        return self.text

    @property
    def changed(self) -> bool:
        """Whether it is another than the file has."""
        return self.text != self._at_first

    def write(self, data: Data) -> None:
        """Put what was typed into the data."""
        if self.changed:
            self.line.write(self.text, data)

    def judge(self, data: Data | None = None) -> bool:
        """All that can be typed can be written."""
        if data is not None:
            self.write(data)
        return True

    def on_paste(self, event: events.Paste) -> None:
        """Nothing in the text that a terminal would not show."""
        event.text = "\n".join(clean_lines(event.text))
