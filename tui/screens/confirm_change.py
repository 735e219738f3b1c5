"""A dialog that shows exactly what a change will do to the files, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.language import say
from tui.screens.left_once import Dialog
from tui.text import clean
from tui.widgets.diff_view import DiffView
from tui.widgets.form.keys import FormKey, FormKeys
from tui.widgets.sentences import Sentences

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from events.editing.changes import Change
    from events.when import Lang


SAVE = ("Save", "保存")
"""What the answer does that writes a change, in English and Chinese."""

_LOW = 30  # lines of a screen on which the diff has no air around it


class ConfirmChange(Dialog[bool]):
    """What will be done, the diff, and the two answers: write it, or leave the files alone."""

    DEFAULT_CSS = """
    ConfirmChange { align: center middle; background: $background 60%; }
    ConfirmChange > Vertical {
        width: 92%; max-width: 130; height: auto; max-height: 90%;
        background: $panel; border: round $border;
    }
    ConfirmChange Static { height: auto; padding: 0 1; }
    ConfirmChange #what { text-style: bold; color: $primary; }
    ConfirmChange #note { color: $warning; }
    ConfirmChange DiffView { margin: 1 0; height: 3; }
    ConfirmChange.-low DiffView { margin: 0; }
    """
    BINDINGS: ClassVar = [
        Binding("enter,y,ctrl+s", "dismiss(True)", show=False),
        Binding("escape,n,q", "dismiss(False)", show=False),
    ]
    AUTO_FOCUS = "DiffView"

    def __init__(
        self,
        change: Change,
        diff: str,
        lang: Lang,
        *,
        verb: tuple[str, str] = SAVE,
        leave: tuple[str, str] = ("Cancel", "取消"),
        note: str = "",
    ) -> None:
        """Show the change by its ``diff``.

        ``verb`` and ``leave`` say what the two answers do, in English and Chinese; ``note`` is a
        warning.
        """
        super().__init__()
        self._change = change
        self._lang: Lang = lang
        self._verb = verb
        self._leave = leave
        self._note = note
        self._diff = diff

    def compose(self) -> ComposeResult:
        """Title, counts, diff, answers."""
        lang = self._lang
        view = DiffView(self._diff, lang)
        added, removed = view.counts
        files = len(self._change.files)
        where = (
            clean(self._change.files[0].name)
            if files == 1
            else say(lang, f"{files:,} files", f"{files:,} 个文件")
        )
        counts = Content.assemble(
            (f"{where} · ", "$foreground 60%"),
            (f"+{added:,}", "$success"),
            " ",
            (f"−{removed:,}", "$error"),
            (say(lang, " lines", " 行"), "$foreground 60%"),
        )
        with Vertical():
            yield Sentences(Content(clean(self._change.what.show(lang))), id="what")
            yield Sentences(counts, id="counts")
            if self._note:
                yield Sentences(Content(clean(self._note)), id="note")
            yield view
            keys = (
                FormKey("enter", "dismiss(True)", *self._verb),
                FormKey("escape", "dismiss(False)", *self._leave),
                FormKey("down", "scroll(1)", "Scroll", "滚动"),
            )
            yield FormKeys(keys, lang)

    def on_mount(self) -> None:
        """The diff is as high as it is long, and at most what the screen has left."""
        self._arrange()

    def on_resize(self) -> None:
        """Other lines break elsewhere."""
        self.call_after_refresh(self._arrange)

    def _arrange(self) -> None:
        view = self.query_one(DiffView)
        told = sum(max(1, words.size.height) for words in self.query(Static))
        low = self.size.height < _LOW
        self.set_class(low, "-low")
        # The frame, the keys, and where there is room two blank lines.
        room = self.size.height * 9 // 10 - told - (3 if low else 5)
        view.styles.height = max(3, min(view.line_count, room))

    def action_scroll(self, lines: int) -> None:
        """Scroll the diff."""
        self.query_one(DiffView).scroll_lines(lines)
