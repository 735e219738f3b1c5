"""The main screen's export: into a file here, or to the browser of a visitor."""

from __future__ import annotations

from asyncio import to_thread
from io import BytesIO
from typing import TYPE_CHECKING

from textual import work

from events.when import today
from tui.language import say
from tui.screens.querying import Querying
from tui.text import clean

if TYPE_CHECKING:
    from events.exports.selection import PictureLook, Selection
    from events.lanes import LaneField


class Exporting(Querying):
    """What leaves the program: exactly the events that are shown."""

    _exported_as = ""  # the name of the format last written

    def action_export(self) -> None:
        """Write the events that are shown into a file, in a form for other tools."""
        from events.exports.selection import Selection
        from tui.exporting import written_words
        from tui.screens.export import ExportDialog, Written

        if self.timeline is None or self.result is None:
            self.tell("The files are still being read.", "文件仍在读取中。")
            return
        if not self.result.count:
            self.tell("Nothing is shown: nothing to export.", "没有可导出的事件。")
            return
        query = self.result.query.text.strip()
        look, by = self._picture()
        shown = Selection(
            self.timeline, self.result.numbers, self.lang, query, today(), look=look, by=by
        )

        if self.app.is_web:  # the files here are not the visitor's
            self._download(shown)
            return

        def say_so(written: Written | None) -> None:
            if written is None:
                return
            self._exported_as = written.form.name
            words = [written_words(written.events, written.path, self.lang)]
            words += [clean(remark.show(self.lang)) for remark in written.remarks]
            self.notify("\n".join(words), markup=False, timeout=10)

        self.app.push_screen(ExportDialog(shown, self._exported_as), say_so)

    def _picture(self) -> tuple[PictureLook, LaneField]:
        """What a picture is to show: the look on the screen if it can, else lanes."""
        if self.look_name == "lanes":
            from tui.widgets.lanes.lanes import Lanes

            if isinstance(self.look, Lanes):
                return "lanes", self.look.by
        return "chart" if self.look_name == "chart" else "lanes", "company"

    @work(exit_on_error=False)
    async def _download(self, shown: Selection) -> None:
        """Ask a visitor for a format, and give the export to their browser."""
        from events.exports.formats import FORMATS
        from events.exports.selection import file_name
        from tui.exporting import encoded
        from tui.screens.pick import Choice, Pick

        lang = self.lang
        choices = [Choice(name, name, form.explained(lang)) for name, form in FORMATS.items()]
        title = say(lang, "Download as", "下载为")
        chosen = await self.app.push_screen_wait(Pick(title, choices, lang))
        if chosen is not None:
            form = FORMATS[chosen]
            content = await to_thread(lambda: b"".join(encoded(form.export(shown))))
            self.app.deliver_binary(
                BytesIO(content), save_filename=file_name(shown, form.extension)
            )
