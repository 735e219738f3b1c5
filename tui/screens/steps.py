"""The list of what was saved in this run: each step can be undone, the last one first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.language import say
from tui.screens.left_once import Dialog
from tui.text import clean, cut
from tui.widgets.form.keys import FormKey, FormKeys

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult

    from events.editing.history import Step
    from events.when import Lang


class Steps(Dialog[Literal["undo", "redo"] | None]):
    """The steps, the newest first; the answer is what to do next."""

    DEFAULT_CSS = """
    Steps { align: center middle; }
    Steps > Vertical {
        width: 92%; max-width: 100; height: auto; max-height: 90%;
        background: $panel; border: round $border;
    }
    Steps VerticalScroll { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
    Steps Static { height: auto; padding: 0 1; }
    Steps #title { text-style: bold; color: $primary; }
    """
    BINDINGS: ClassVar = [
        Binding("u", "dismiss('undo')", show=False),
        Binding("ctrl+r", "dismiss('redo')", show=False),
        Binding("escape,q,U", "dismiss(None)", show=False),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
    ]
    AUTO_FOCUS = "VerticalScroll"

    def __init__(self, steps: Sequence[Step], lang: Lang) -> None:
        """``steps`` are in the order they were done."""
        super().__init__()
        self._steps = steps
        self._lang: Lang = lang

    def compose(self) -> ComposeResult:
        """Title, steps, keys."""
        lang = self._lang
        with Vertical():
            yield Static(say(lang, "Saved in this run", "本次运行已保存的修改"), id="title")
            with VerticalScroll():
                yield Static(id="steps")
            keys = [FormKey("escape", "dismiss(None)", "Back", "返回")]
            if any(step.undone for step in self._steps):
                keys.insert(0, FormKey("ctrl+r", "dismiss('redo')", "Redo", "重做"))
            if not all(step.undone for step in self._steps):
                keys.insert(0, FormKey("u", "dismiss('undo')", "Undo the last", "撤销最后一步"))
            yield FormKeys(keys, lang)

    def on_resize(self) -> None:
        """Lay the lines out anew for the width there is."""
        width = max(20, min(100, self.size.width * 92 // 100) - 5)
        self.query_one("#steps", Static).update(Content("\n").join(self._lines(width)))

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def _lines(self, width: int) -> Iterator[Content]:
        lang = self._lang
        if not self._steps:
            nothing = say(lang, "Nothing was saved yet.", "尚未保存任何修改。")
            yield Content.styled(nothing, "$foreground 60%")
        last = next((step for step in reversed(self._steps) if not step.undone), None)
        for step in reversed(self._steps):
            mark = "▸ " if step is last else "  "
            undone = say(lang, "undone: ", "已撤销：") if step.undone else ""
            style = "$foreground 50%" if step.undone else "$foreground"
            what = cut(clean(f"{undone}{step.what.show(lang)}"), width - 12)
            yield Content.assemble(
                (mark, "$accent"), (f"{step.when:%H:%M:%S}", "$secondary"), "  ", (what, style)
            )
            files = say(lang, ", ", "、").join(map(clean, step.files))
            yield Content.styled(" " * 12 + cut(files, width - 12), "$foreground 60%")
