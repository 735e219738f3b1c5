"""The formats an export may have, one a line; the chosen one is marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.reactive import reactive

from tui.text import cells, clean, fit
from tui.widgets.line_pane import LinePane

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events

    from events.exports.formats import Format
    from events.when import Lang

_MARK = "▌ "


class FormatList(LinePane):
    """Names of formats and what they are. It takes no focus: the line to type in keeps that."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "format-list--mark",
        "format-list--name",
        "format-list--what",
        "format-list--chosen",
    }
    DEFAULT_CSS = """
    FormatList { height: 8; }
    FormatList > .format-list--mark { color: $accent; }
    FormatList > .format-list--name { color: $foreground; }
    FormatList > .format-list--what { color: $foreground 60%; }
    FormatList > .format-list--chosen { background: $primary 22%; text-style: bold; }
    """

    chosen: reactive[int] = reactive(0, repaint=False, init=False)
    """The index of the chosen format."""

    @dataclass
    class Chosen(Message):
        """Another format was chosen."""

        form: Format

    def __init__(self, forms: Sequence[Format], lang: Lang, chosen: int = 0) -> None:
        super().__init__()
        self._forms = forms
        self._lang: Lang = lang
        self._name_width = max(cells(form.name) for form in forms)
        self.line_count = len(forms)
        self.set_reactive(FormatList.chosen, chosen)

    @property
    def form(self) -> Format:
        """The chosen format."""
        return self._forms[self.chosen]

    def move(self, lines: int) -> None:
        """Choose the next format, or the one before; it goes round."""
        self.chosen = (self.chosen + lines) % len(self._forms)

    def validate_chosen(self, chosen: int) -> int:
        """One of those there are."""
        return max(0, min(chosen, len(self._forms) - 1))

    def watch_chosen(self, old: int, new: int) -> None:
        """Two lines change."""
        self.redraw(old, new)
        self.reveal(new)
        self.post_message(self.Chosen(self.form))

    def draw_line(self, index: int, width: int) -> Iterable[Segment]:
        """The mark, the name, what it is."""
        form = self._forms[index]
        is_chosen = index == self.chosen
        ground = self.ground_of("format-list--chosen") if is_chosen else Style()
        mark = _MARK if is_chosen else " " * cells(_MARK)
        name = fit(form.name, self._name_width) + "  "
        what = fit(clean(form.explained(self._lang)), max(0, width - cells(mark + name)))
        yield Segment(mark, self.style_of("format-list--mark") + ground)
        yield Segment(name, self.style_of("format-list--name") + ground)
        yield Segment(what, self.style_of("format-list--what") + ground)

    def on_resize(self) -> None:
        """The chosen one stays in sight."""
        super().on_resize()
        self.reveal(self.chosen)

    def on_click(self, event: events.Click) -> None:
        """Choose the format clicked."""
        index = self.top + event.y
        if index < self.line_count:
            self.chosen = index
