"""The main screen's command that gives something another id, everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.writing import ELSEWHERE, Writing
from tui.widgets.query_line import QueryLine

if TYPE_CHECKING:
    from events.timeline import Timeline
    from tui.screens.rename_id import Renaming


class RenamingIds(Writing):
    """Asks for the thing and its new id, and shows all lines that will change."""

    def action_rename(self) -> None:
        """Give an event, company, product, kind, metric or source another id."""
        self.begin(self._rename)

    async def _rename(self) -> None:
        from tui.screens.rename_id import RenameId

        if not await self.can_edit() or self.timeline is None:
            return
        asked: Renaming | None = None
        why = ""
        while True:
            timeline = self.timeline
            asked = await self.ask(
                RenameId(timeline, self.current, self.lang, asked=asked, why=why)
            )
            if asked is None:
                return
            here = self.current_id
            if (asked.table, asked.old) == ("event", here):
                here = asked.new
            refusal = await self.confirm_and_write(asked.build, here)
            if refusal is None:
                self._go_on_with(timeline, asked)
                return
            if refusal.code in ELSEWHERE:
                await self.refused(refusal)
                return
            why = refusal.show(self.lang)

    def _go_on_with(self, before: Timeline, done: Renaming) -> None:
        """The marks and the query mean what they meant, if it was written."""
        from events.editing.rename import owner_of, renamed_query

        assert self.timeline is not None
        if owner_of(self.timeline, done.table, done.new) != done.new:
            return
        if done.table == "event" and done.old in self.marked_ids:
            self.marked_ids = self.marked_ids - {done.old} | {done.new}
            self.show_marks()
        query = renamed_query(self.query_text, before, done.table, done.old, done.new)
        if query != self.query_text:
            self.query_one(QueryLine).set_text(query)
            self.run_query(query, keep=self.current_id)
