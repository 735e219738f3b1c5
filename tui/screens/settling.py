"""What becomes of an edit in the form when the files were changed on the disk meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.language import say
from tui.screens.writing import Writing
from tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from events.editing.changes import Change
    from events.editing.refusals import Conflict
    from events.timeline import Timeline
    from events.toml.layout import Data
    from tui.screens.edit_form import EditForm

    Made = Mapping[str, Mapping[str, Data]]  # new companies, products, … by table and id


class Settling(Writing):
    """Asks no more than it must: an edit of lines that nobody else touched is simply made anew."""

    async def settle(
        self,
        form: EditForm,
        event_id: str | None,
        was: Data,
        conflict: Conflict,
        change: Change | None,
    ) -> Change | None:
        """The change to be written instead of the one that met a conflict.

        ``was`` is what the file said as the form was opened, ``change`` what could not be written,
        if it came so far. None: the form goes on. May raise `Refusal`.
        """
        from events import edits
        from events.editing.changes import Change
        from events.said import Said
        from events.toml.reshape import same
        from tui.form.change import change_of

        await self.reread()
        timeline = self.timeline
        assert timeline is not None
        made: Made
        if change is not None:
            rows = await self.in_thread(rows_written, change)
            mine = rows.pop("event", [None])[0]
            made = {table: {str(row.get("id")): row for row in rows[table]} for table in rows}
        else:
            mine = edits.sides(conflict, "event", event_id)[2] if event_id is not None else None
            made = form.made
        if event_id is None and mine is not None and change is not None:
            file = event_file(change)
            return await self.in_thread(change_of, timeline, None, {}, mine, made=made, file=file)
        if event_id is not None and event_id not in timeline.number_of:
            return await self._add_again(timeline, event_id, mine, made, conflict)
        if event_id is None or mine is None:
            # Nothing of the event itself is in question: the form begins from the files as they
            # are now, and shows what it would write.
            form.renew(timeline)
            form.call_later(form.action_save)
            return None
        theirs = await self.in_thread(edits.fields, timeline, event_id)
        picked: Data | None = mine
        if not same(theirs, was):
            picked = await self._pick(event_id, was, theirs, mine)
        if picked is None:
            return None
        if same(picked, theirs) and not made:
            self.tell("Theirs was kept; nothing was written.", "已保留对方的版本，未写入。")
            return Change(Said("Nothing", "无"), ())
        return await self.in_thread(change_of, timeline, event_id, theirs, picked, made=made)

    async def _pick(self, event_id: str, was: Data, theirs: Data, mine: Data) -> Data | None:
        from tui.screens.conflict import ConflictScreen

        assert self.timeline is not None
        file = self.timeline.place(self.timeline.number_of[event_id])[0]
        screen = ConflictScreen(event_id, file, self.lang, read=was, theirs=theirs, mine=mine)
        return await self.ask(screen)

    async def _add_again(
        self,
        timeline: Timeline,
        event_id: str,
        mine: Data | None,
        made: Made,
        conflict: Conflict,
    ) -> Change | None:
        """The event was removed by others: it may be added again, as edited."""
        from tui.form.change import change_of
        from tui.screens.pick import Choice, Pick

        lang, id = self.lang, clean(event_id)
        gone = say(lang, f"{id} was removed from the file meanwhile.", f"{id} 刚被从文件中删除。")
        if mine is None:
            self.notify(gone, severity="warning", markup=False, timeout=10)
            return None
        choices = [
            Choice("add", say(lang, "Add it again, as edited", "按修改后的内容重新添加")),
            Choice("form", say(lang, "Back to the form", "回到表单")),
        ]
        if await self.ask(Pick(gone, choices, lang)) != "add":
            return None
        file = next((file.name for file in timeline.files if file.path == conflict.path), None)
        mine = {"id": event_id, **mine}
        return await self.in_thread(change_of, timeline, None, {}, mine, made=made, file=file)


def rows_written(change: Change) -> dict[str, list[Data]]:
    """The tables that a change writes, by their sort: those that its files did not hold before."""
    from events.editing.splices import BOM, parse

    def rows(path: Path, text: str | None) -> dict[str, Any]:
        return {} if text is None else parse(path, text.removeprefix(BOM))

    found: dict[str, list[Data]] = {}
    for file in change.files:
        before = rows(file.path, file.before)
        for table, after in rows(file.path, file.after).items():
            old = before.get(table, [])
            if isinstance(after, list) and isinstance(old, list):
                known = {repr(row) for row in old}
                found.setdefault(table, []).extend(r for r in after if repr(r) not in known)
    return {table: new for table, new in found.items() if new}


def event_file(change: Change) -> str | None:
    """The name of the file that a change writes an event to."""
    for file in change.files:
        if "event" in rows_written(type(change)(change.what, (file,))):
            return file.name
    return None


def event_written(change: Change) -> str | None:
    """The id of the event that a change writes, if it writes one."""
    rows = rows_written(change).get("event", [])
    return str(rows[0].get("id")) if rows else None
