"""The main screen's commands on one event: marks, copying, its source, going to a date.

Each dialog is imported when it is asked for: none of them belongs to the start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.names import in_language
from events.when import When, today
from tui.language import say
from tui.screens.trailing import Trailing
from tui.text import clean

if TYPE_CHECKING:
    from events.timeline import Timeline


class EventCommands(Trailing):
    """What can be done with the event under the cursor, without changing it."""

    timeline: Timeline | None
    marked_ids: set[str]
    """Marked events by id: their numbers change when the files do."""

    def go_to(self, number: int) -> None:
        """Put the cursor on an event."""
        raise NotImplementedError

    # ---- dates

    def action_go_to_date(self) -> None:
        """Ask for a date and go there."""
        from tui.screens.go_to_date import GoToDate

        def go(when: When | None) -> None:
            if when is not None:
                day = when.hi if when.open_start else when.lo
                self.leave()
                self.look.go_to_ordinal(day)

        self.app.push_screen(GoToDate(today(), self.lang), go)

    # ---- marks

    def action_mark(self) -> None:
        """Mark the event under the cursor, or take its mark away."""
        if self.current_id is not None:
            self.marked_ids ^= {self.current_id}
            self.show_marks()

    def show_marks(self) -> None:
        """Give the list the numbers the marked events have now."""
        timeline = self.timeline
        if timeline is not None:
            self.look.marked = frozenset(
                timeline.number_of[kept] for kept in self.marked_ids if kept in timeline.number_of
            )

    def action_marks(self) -> None:
        """List the marked events and go to one."""
        from tui.screens.pick import Choice, Pick

        timeline = self.timeline
        numbers = sorted(self.look.marked)
        if timeline is None or not numbers:
            self.tell("Nothing is marked: m marks.", "尚无标记：按 m 标记。")
            return
        choices = [
            Choice(
                timeline.id_of[number],
                in_language(timeline.events[number].title, self.lang),
                self._date(number),
            )
            for number in numbers
        ]

        def go(id: str | None) -> None:
            # The files may have been read again meanwhile.
            number = self.timeline.number_of.get(id or "") if self.timeline else None
            if number is not None:
                self.go_to(number)

        title = say(self.lang, "Marked events", "已标记的事件")
        self.app.push_screen(Pick(title, choices, self.lang), go)

    def _date(self, number: int) -> str:
        assert self.timeline is not None
        when = self.timeline.when[number]
        return say(self.lang, "undated", "未注日期") if when is None else when.show(self.lang)

    # ---- copying

    def action_copy(self) -> None:
        """Copy the event in one of three forms."""
        from tui.screens.pick import Choice, Pick

        timeline, number = self.timeline, self.current
        if timeline is None or number is None:
            return
        lang = self.lang
        choices = [
            Choice("text", say(lang, "Text", "文本"), say(lang, "as in the details", "同详情")),
            Choice("toml", "TOML", say(lang, "its lines in the file", "文件中的原文")),
            Choice("id", "id", self.current_id or ""),
        ]

        def copy(form: str | None) -> None:
            if form is not None:
                self._copy_as(form, timeline, number)

        title = say(lang, "Copy the event as", "将事件复制为")
        self.app.push_screen(Pick(title, choices, lang), copy)

    def _copy_as(self, form: str, timeline: Timeline, number: int) -> None:
        """Copy the event as it was when that was asked for: the files may have changed since."""
        if form == "id":
            text = timeline.id_of[number]
        elif form == "toml":
            from events.loading.source_text import event_source

            try:
                text = event_source(timeline, number)
            except (ValueError, LookupError) as error:
                self.tell(f"Not copied: {clean(str(error))}", f"未复制：{clean(str(error))}")
                return
        else:
            from tui.widgets.event_text import event_as_text

            text = event_as_text(timeline, number, self.lang)
        self.app.copy_to_clipboard(text)
        self.tell("Sent to the terminal's clipboard.", "已发送到终端剪贴板。")

    # ---- sources

    def action_open_source(self) -> None:
        """Open the address of a source of the event; ask which when there are several."""
        from tui.screens.pick import Choice, Pick

        timeline, number = self.timeline, self.current
        if timeline is None or number is None:
            return
        names = timeline.names["source"]
        addresses: dict[str, str] = {}
        for citation in timeline.events[number].citations:
            source = timeline.sources.get(citation.source)
            if source is not None and is_web_address(source.url):
                addresses[source.url] = names.label(citation.source, self.lang)
        if not addresses:
            self.tell("No source of this event has a web address.", "此事件的来源没有网址。")
        elif len(addresses) == 1:
            self.open_address(next(iter(addresses)))
        else:
            choices = [Choice(url, label, url) for url, label in addresses.items()]
            title = say(self.lang, "Open", "打开")
            self.app.push_screen(Pick(title, choices, self.lang), self.open_address)

    def open_address(self, url: str | None) -> None:
        """Hand a web address to the person's browser; any other address, or None, is left."""
        if url is not None and is_web_address(url):
            self.app.open_url(url)
            self.tell(f"Opening {clean(url)}", f"正在打开 {clean(url)}")


def is_web_address(url: str) -> bool:
    """Whether the address is one we open: http or https, and nothing else."""
    return url.lower().startswith(("http://", "https://")) and url.isprintable()
