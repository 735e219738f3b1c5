"""A dialog that writes the events on the screen into a file, in a form for other tools."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on, work
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from events.exports.formats import FORMATS
from events.exports.selection import file_name
from tui.exporting import in_the_way, write_file
from tui.language import count_of_events, say
from tui.screens.left_once import Dialog
from tui.text import clean, cut
from tui.widgets.form.keys import FormKey, FormKeys
from tui.widgets.format_list import FormatList
from tui.widgets.sentences import Sentences

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from events.exports.formats import Format
    from events.exports.selection import Selection
    from events.said import Said

_AROUND = 10  # lines of the dialog beside the formats
_LOW = 16  # lines of a screen on which the dialog says less, and takes so many beside the formats:
_AROUND_LOW = 6


class Written(NamedTuple):
    """What was written, and where."""

    form: Format
    path: Path
    events: int
    remarks: tuple[Said, ...]


class ExportDialog(Dialog[Written | None]):
    """Asks for format and file, and writes; the answer is what was written.

    A file that is there is only replaced by a key of its own.
    """

    DEFAULT_CSS = """
    ExportDialog { align: center middle; }
    ExportDialog > Vertical {
        width: 78; max-width: 100%; height: auto; max-height: 100%;
        background: $panel; border: round $border;
    }
    ExportDialog Static { height: auto; padding: 0 1; }
    ExportDialog FormatList { margin: 1; background: $panel; }
    ExportDialog Input { border: none; height: 1; padding: 0 1; background: $surface; }
    ExportDialog Input:focus { border: none; }
    ExportDialog #title { text-style: bold; color: $primary; }
    ExportDialog #query, ExportDialog #place {
        height: 1; color: $foreground 60%; text-wrap: nowrap; text-overflow: ellipsis;
    }
    ExportDialog #fault { color: $warning; }
    ExportDialog.-low #query, ExportDialog.-low #place { display: none; }
    ExportDialog.-low FormatList { margin: 0 1; }
    """
    BINDINGS: ClassVar = [
        Binding("escape", "leave", show=False),
        Binding("down", "format(1)", show=False),
        Binding("up", "format(-1)", show=False),
        Binding("ctrl+o", "replace", show=False),
    ]
    AUTO_FOCUS = "Input"

    def __init__(self, selection: Selection, form: str = "") -> None:
        """``form`` is the name of the format to begin with."""
        super().__init__()
        self._selection = selection
        self._lang = selection.lang
        forms = list(FORMATS.values())
        first = next((nth for nth, one in enumerate(forms) if one.name == form), 0)
        self._formats = FormatList(forms, self._lang, first)
        self._suggested = self._free_name(forms[first])
        self._extension = forms[first].extension
        self._writing = False

    def compose(self) -> ComposeResult:
        """How many events, the formats, the file, what was wrong."""
        lang = self._lang
        count, total = len(self._selection.numbers), len(self._selection.timeline)
        events = count_of_events(count, lang)
        what = say(lang, f"Export {events}", f"导出 {events}")
        if count != total:
            what = say(
                lang,
                f"Export {count:,} of {total:,} events",
                f"导出 {total:,} 个事件中的 {count:,} 个",
            )
        with Vertical():
            yield Sentences(what, id="title", markup=False)
            if self._selection.query:
                yield Static(Content(clean(self._selection.query)), id="query")
            yield self._formats
            yield Input(
                self._suggested,
                placeholder=say(lang, "a file", "文件"),
                select_on_focus=False,
            )
            yield Static("", id="place", markup=False)
            yield Sentences("", id="fault", markup=False)
            keys = (
                FormKey("enter", "write", "Write it", "写入"),
                FormKey("down", "format(1)", "Format", "格式"),
                FormKey("escape", "leave", "Cancel", "取消"),
            )
            yield FormKeys(keys, lang)

    def on_mount(self) -> None:
        """Say where the file would be."""
        self._show_place()
        self._arrange()

    def on_resize(self) -> None:
        """The formats take what height there is."""
        self._arrange()
        self._show_place()

    def _arrange(self) -> None:
        low = self.size.height < _LOW
        self.set_class(low, "-low")
        room = self.size.height - (_AROUND_LOW if low else _AROUND)
        self._formats.styles.height = max(1, min(len(FORMATS), room))

    # ---- the format

    def action_format(self, lines: int) -> None:
        """Choose another format."""
        if not self._writing:
            self._formats.move(lines)

    @on(FormatList.Chosen)
    def _chosen(self, message: FormatList.Chosen) -> None:
        line = self.query_one(Input)
        old, new = f".{self._extension}", f".{message.form.extension}"
        self._extension = message.form.extension
        if line.value == self._suggested:
            line.value = self._suggested = self._free_name(message.form)
        elif line.value.endswith(old):
            line.value = line.value.removesuffix(old) + new
        line.cursor_position = len(line.value)
        self._complain("")

    def _free_name(self, form: Format) -> str:
        """A name for the file, after timeline and query, that is not there yet."""
        name = file_name(self._selection, form.extension)
        stem = name.removesuffix(f".{form.extension}")
        names = (name, *(f"{stem}-{nth}.{form.extension}" for nth in range(2, 100)))
        return next((name for name in names if not Path(name).exists()), name)

    # ---- the file

    @on(Input.Changed)
    def _typed(self) -> None:
        self._complain("")
        self._show_place()

    def _path(self) -> Path | None:
        """The file typed; None if it can be none."""
        typed = self.query_one(Input).value.strip()
        try:
            return Path(typed).expanduser().absolute() if typed else None
        except (RuntimeError, ValueError, OSError):  # no such user's home
            return None

    def _show_place(self) -> None:
        path = self._path()
        shown = cut("→ " + clean(str(path)), max(1, self.query_one("#place").size.width - 2))
        self.query_one("#place", Static).update(Content(shown if path else ""))

    def _complain(self, words: str) -> None:
        self.query_one("#fault", Static).update(Content(words))

    # ---- writing

    @on(Input.Submitted)
    def action_write(self) -> None:
        """Write the file if it is not there yet."""
        self._begin(replace=False)

    def action_replace(self) -> None:
        """Write the file in place of the one that is there."""
        self._begin(replace=True)

    def action_leave(self) -> None:
        """Write nothing."""
        if not self._writing:
            self.dismiss(None)

    def _begin(self, *, replace: bool) -> None:
        path = self._path()
        if path is None or self._writing:
            return
        form = self._formats.form
        why = in_the_way(self._selection.timeline, form, path, self._lang)
        if why:
            self._complain(why)
            return
        self._writing = True
        self.query_one(Input).disabled = True
        self._complain(say(self._lang, "Writing …", "正在写入……"))
        self._write(form, path, replace)

    @work(exclusive=True)
    async def _write(self, form: Format, path: Path, replace: bool) -> None:
        from events.editing.refusals import Refusal

        lang = self._lang
        try:
            written = await asyncio.to_thread(_written, self._selection, form, path, replace)
        except FileExistsError:
            name = clean(path.name)
            why = say(
                lang,
                f"{name} is there already. ^O replaces it, or type another name.",
                f"{name} 已存在。按 ^O 覆盖，或另输名称。",
            )
        except Refusal as refusal:
            why = clean(refusal.show(lang))
        except (OSError, ValueError) as error:
            reason = clean(getattr(error, "strerror", None) or str(error))
            why = say(lang, f"Not written: {reason}", f"未写入：{reason}")
        else:
            self.dismiss(written)
            return
        self._writing = False
        line = self.query_one(Input)
        line.disabled = False
        line.focus()
        self._complain(why)


def _written(selection: Selection, form: Format, path: Path, replace: bool) -> Written:
    """Export and write; what came of it."""
    export = form.export(selection)
    write_file(export, form, path, replace=replace)
    return Written(form, path, len(selection.numbers) - export.missing, export.remarks)
