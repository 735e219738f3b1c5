"""The main screen's saved views: opened, saved, renamed, deleted; in the files where these can be.

A timeline that takes no edits has its views beside it, in the person's state folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.looks import known_looks
from tui.screens.querying import Querying
from tui.text import clean
from tui.widgets.query_line import QueryLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from events.editing.changes import Change
    from events.model import View
    from events.timeline import Timeline
    from tui.host import Host
    from tui.kept_views import KeptView, OwnViews


class SavedViews(Querying):
    """The commands; each is a flow that takes its turn."""

    first_view: str | None = None
    """The name of the view to begin with, in which the first query is asked."""

    @property
    def host(self) -> Host:
        """The app, as what it is for a screen."""
        raise NotImplementedError

    def action_views(self) -> None:
        """List the saved views, to open one or to save what is shown."""
        self.begin(self._views)

    async def open_view(self, view: View) -> None:
        """Show what a view asks for, in its look."""
        self.leave()
        await self._show_view(view)

    async def _show_view(self, view: View, more: str = "") -> None:
        """Show a view; with ``more`` only what that finds there."""
        if view.look in known_looks():
            await self.switch_look(view.look)
        text = f"{view.query} {more}".strip()
        self.query_one(QueryLine).set_text(text)
        self.run_query(text, keep=self.kept_id)
        self.look.focus()

    async def open_first_view(self) -> None:
        """Open the view to begin with; the program ends where there is no such view."""
        name, self.first_view = self.first_view, None
        if name is None or self.timeline is None:
            return
        from tui.output import Failure
        from tui.views_by_name import view_named

        try:
            view = view_named(self.timeline, name, self.lang)
        except Failure as failure:
            self.host.fail(failure)
            return
        await self._show_view(view, self.query_text)

    # ---- the dialog

    async def _views(self) -> None:
        from tui.kept_views import views_of
        from tui.screens.views_dialog import ViewsDialog

        at = 0
        while self.timeline is not None:
            views = views_of(self.timeline, self._own_views())
            dialog = ViewsDialog(views, self.lang, at=at, why_not=self._why_not_saved())
            answer = await self.ask(dialog)
            if answer is None:
                return
            kept = answer.kept
            if kept is None:
                await self._save_view(answer.name)
                return
            if answer.do == "open":
                await self.open_view(kept.view)
                return
            at = views.index(kept)
            if answer.do == "rename":
                await self._rename_view(kept, answer.name)
            else:
                await self._delete_view(kept)

    def _own_views(self) -> OwnViews | None:
        """The person's own views; a visitor in a browser is another, and has none here."""
        from tui.kept_views import OwnViews

        assert self.timeline is not None
        return None if self.app.is_web else OwnViews(self.timeline.root)

    def _why_not_saved(self) -> str:
        """Why what is in the query line is no query; "" if it is one."""
        from events.query import QueryError

        try:
            self.understood(self.query_text)
        except QueryError as error:
            return error.show(self.lang)
        return ""

    # ---- what it changes

    async def _save_view(self, name: str) -> None:
        from events.editing.saved_views import find_view, save_view

        query, look, own = self.query_text, self.look_name, self._own_views()
        if await self._write_view(lambda timeline: save_view(timeline, name, query, look)):
            old = find_view(own.read(), name) if own else None
            if own and old:  # it was kept beside the files, and now is in them
                self._write_own(lambda: own.remove(old))
        elif own is None:
            self._say_not_editable()
        elif self._write_own(lambda: own.save(name, query, look)):
            self.tell(
                f"Saved as “{clean(name)}”, for you alone: the files take no edits.",
                f"已保存为“{clean(name)}”，仅供本人使用：文件不可编辑。",
            )

    async def _rename_view(self, kept: KeptView, name: str) -> None:
        from events.editing.saved_views import rename_view

        own, view, lang = self._own_views(), kept.view, self.lang
        if own and kept.own:
            self._write_own(lambda: own.rename(view, name))
        elif not await self._write_view(lambda timeline: rename_view(timeline, view, name, lang)):
            self._say_not_editable()

    async def _delete_view(self, kept: KeptView) -> None:
        from events.editing.saved_views import key_of
        from events.edits import remove

        own, view = self._own_views(), kept.view
        if own and kept.own:
            self._write_own(lambda: own.remove(view))
        elif not await self._write_view(lambda timeline: remove(timeline, key_of(view), "view")):
            self._say_not_editable()

    def _say_not_editable(self) -> None:
        self.tell("The files take no edits.", "文件不可编辑。")

    async def _write_view(self, build: Callable[[Timeline], Change]) -> bool:
        """Write a change as a step; False if the files take no edits at all.

        Files that were changed meanwhile are read again, and the change is made in what they hold
        now. What else stands in the way is said here.
        """
        from events.editing.refusals import Conflict, ReadOnly, Refusal, Shipped, Unwritable

        for attempt in (1, 2):
            if self.access != "edit" or self.timeline is None:
                return False
            try:
                change = await self.in_thread(build, self.timeline)
                if change:
                    await self.write(change, None)
                    await self.saved(change, None)
                else:
                    self.tell("It is saved just so.", "已是如此保存。")
            except (Shipped, Unwritable, ReadOnly):
                return False
            except Conflict as conflict:
                if attempt == 1:
                    await self.reread()
                    continue
                await self.refused(conflict)
            except Refusal as refusal:
                await self.refused(refusal)
            return True
        return True

    def _write_own(self, write: Callable[[], None]) -> bool:
        """Change the person's own views; says so and is False if the disk refuses."""
        try:
            write()
        except OSError as error:
            why = clean(error.strerror or str(error))
            self.warn(f"Not saved: {why}", f"未能保存：{why}")
            return False
        return True
