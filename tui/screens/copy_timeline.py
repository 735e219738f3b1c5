"""A dialog for a timeline that takes no edits: where to put a copy that does."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tui.language import say
from tui.screens.left_once import Dialog
from tui.text import clean
from tui.widgets.form.keys import FormKey, FormKeys
from tui.widgets.sentences import Sentences

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from events.timeline import Timeline
    from events.when import Lang


class CopyTimeline(Dialog[Path | None]):
    """Asks for a folder and copies the timeline there; the answer is that folder."""

    DEFAULT_CSS = """
    CopyTimeline { align: center middle; }
    CopyTimeline > Vertical {
        width: 72; max-width: 100%; height: auto;
        background: $panel; border: round $border;
    }
    CopyTimeline Static { height: auto; padding: 0 1; }
    CopyTimeline Input { border: none; height: 1; padding: 0 1; margin: 1 0; background: $surface; }
    CopyTimeline Input:focus { border: none; }
    CopyTimeline #title { text-style: bold; color: $primary; }
    CopyTimeline #fault { color: $warning; }
    """
    BINDINGS: ClassVar = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, timeline: Timeline, lang: Lang, why: str) -> None:
        """``why`` says why it takes no edits."""
        super().__init__()
        self._timeline = timeline
        self._lang: Lang = lang
        self._why = why

    def compose(self) -> ComposeResult:
        """Why, the folder, and what was wrong with it."""
        lang = self._lang
        with Vertical():
            title = say(lang, "Copy this timeline to edit it?", "复制此时间线以便编辑？")
            yield Sentences(title, id="title", markup=False)
            yield Sentences(Content(clean(self._why)))
            yield Input(_free_folder(), placeholder=say(lang, "a new folder", "新文件夹"))
            yield Sentences("", id="fault", markup=False)
            keys = (
                FormKey("enter", "copy", "Copy it and open the copy", "复制并打开副本"),
                FormKey("escape", "dismiss(None)", "Cancel", "取消"),
            )
            yield FormKeys(keys, lang)

    @on(Input.Changed)
    def _typed(self) -> None:
        self.query_one("#fault", Static).update("")

    @on(Input.Submitted)
    def action_copy(self) -> None:
        """Copy it to the folder typed."""
        if typed := self.query_one(Input).value.strip():
            self._copy(typed)

    @work(exclusive=True)
    async def _copy(self, typed: str) -> None:
        try:
            folder = await asyncio.to_thread(_copied, self._timeline, typed)
        except FileExistsError as error:
            name = clean(str(error.filename))
            self._complain(
                f"{name} is there already; nothing was written. Type another folder.",
                f"{name} 已存在，未写入任何文件。请换一个文件夹。",
            )
        except (OSError, ValueError, RuntimeError) as error:  # a NUL; no such user's home
            why = clean(getattr(error, "strerror", None) or str(error))
            self._complain(f"Not copied: {why}", f"未能复制：{why}")
        else:
            self.dismiss(folder)

    def _complain(self, en: str, zh: str) -> None:
        self.query_one("#fault", Static).update(Content(say(self._lang, en, zh)))


def _free_folder() -> str:
    """A folder in the person's home that is not there yet."""
    names = ("timeline", *(f"timeline-{nth}" for nth in range(2, 100)))
    return next((f"~/{name}" for name in names if not (Path.home() / name).exists()), "")


def _copied(timeline: Timeline, typed: str) -> Path:
    """The folder that is typed, with a copy of the timeline in it."""
    from tui.new_timeline import SCHEMA_NAME, schema_text, write_new

    folder = Path(typed).expanduser().absolute()
    files = {file.name: file.path.read_bytes() for file in timeline.files}
    write_new(folder, files | {SCHEMA_NAME: schema_text().encode()})
    return folder
