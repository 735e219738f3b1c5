"""The main screen's commands that change files: edit, add, delete, many at once, undo, redo."""

from __future__ import annotations

from collections import Counter
from functools import partial
from os.path import basename
from typing import TYPE_CHECKING

from events.when import today
from tui.screens.renaming import RenamingIds
from tui.screens.settling import Settling, event_written
from tui.screens.writing import ELSEWHERE
from tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from events.editing.changes import Change
    from events.editing.history import Step
    from events.editing.refusals import Conflict, Refusal
    from events.problems import Problem
    from events.timeline import Timeline
    from events.toml.layout import Data

_DELETE = ("Delete", "删除")


class EventEditing(Settling, RenamingIds):
    """The commands; each is a flow that takes its turn."""

    _broke: Problem | None = None
    """The first of the problems that the editor left behind, until they are looked at."""

    # ---- one event

    def action_edit(self) -> None:
        """Open the form on the event under the cursor."""
        self.begin(self._edit)

    async def _edit(self) -> None:
        if (found := await self._fields()) is not None:
            event_id, was, _ = found
            await self._fill_form(event_id, was)

    def action_add(self) -> None:
        """Open the form on a new event, for the file of the one under the cursor."""
        self.begin(self._add)

    async def _add(self) -> None:
        if await self.can_edit() and self.timeline is not None:
            file = None if self.current is None else self.timeline.place(self.current)[0]
            await self._fill_form(None, {}, file, self.current)

    def action_duplicate(self) -> None:
        """Open the form on a new event that is like the one under the cursor."""
        self.begin(self._duplicate)

    async def _duplicate(self) -> None:
        if (found := await self._fields()) is not None:
            _, was, file = found
            was.pop("id", None)
            await self._fill_form(None, was, file)

    async def _fields(self) -> tuple[str, Data, str] | None:
        """The id of the event under the cursor, what its file says of it, and the file's name."""
        from events.editing.refusals import Refusal
        from events.edits import fields

        if (found := await self.event_to_edit()) is None:
            return None
        timeline, event_id = found
        try:
            was = await self.in_thread(fields, timeline, event_id)
        except Refusal as refusal:
            await self.refused(refusal, event_id)
            return None
        return event_id, was, timeline.place(timeline.number_of[event_id])[0]

    async def _fill_form(
        self, event_id: str | None, was: Data, file: str | None = None, near: int | None = None
    ) -> None:
        """The form, until it is saved or left; it stays open, and full, while a save fails."""
        from events.editing.refusals import Conflict, Refusal
        from tui.screens.edit_form import EditForm

        assert self.timeline is not None
        written: list[Change] = []

        async def save(change: Change) -> Refusal | None:
            try:
                await self.write(change, event_id or await self.in_thread(event_written, change))
            except Conflict as conflict:
                return conflict if await resolve(conflict, change) is None else None
            except Refusal as refusal:
                return refusal
            written.append(change)
            return None

        async def resolve(conflict: Conflict, change: Change | None = None) -> Change | None:
            try:
                settled = await self.settle(form, event_id, was, conflict, change)
                if settled:
                    await self.write(settled, event_id)
                    written.append(settled)
            except Refusal as refusal:
                self.warn(refusal.show("en"), refusal.show("zh"))
                return None
            return settled

        form = EditForm(
            self.timeline,
            event_id,
            self.lang,
            fields=was,
            file=file,
            near=near,
            today=today(),
            save=save,
            resolve=resolve,
        )
        await self.ask(form)
        if written:
            event_id = event_id or await self.in_thread(event_written, written[-1])
            await self.saved(written[-1], event_id)

    def action_delete(self) -> None:
        """Delete the event under the cursor, after showing its lines."""
        self.begin(self._delete)

    async def _delete(self) -> None:
        from events.edits import remove

        if (found := await self.event_to_edit()) is None:
            return
        _, event_id = found
        refusal = await self.confirm_and_write(
            lambda timeline: remove(timeline, event_id), event_id, verb=_DELETE
        )
        if refusal is not None:
            await self.refused(refusal, event_id)

    # ---- many events

    def action_bulk_edit(self) -> None:
        """Change all marked events in one step."""
        self.begin(self._bulk_edit)

    async def _bulk_edit(self) -> None:
        from tui.screens.bulk_edit import BulkEdit, BulkStep

        if not await self.can_edit() or self.timeline is None:
            return
        ids = [id for id in self.timeline.id_of if id in self.marked_ids]
        if not ids:
            self.tell("Nothing is marked: m marks.", "尚无标记：按 m 标记。")
            return
        step: BulkStep | None = None
        why = ""
        while True:
            # They may have been read again since, without some of them.
            ids = [id for id in ids if id in self.timeline.number_of]
            step = await self.ask(BulkEdit(self.timeline, ids, self.lang, step=step, why=why))
            if step is None:
                return
            refusal = await self.confirm_and_write(partial(step.build, ids=ids), self.current_id)
            if refusal is None:
                return
            if refusal.code in ELSEWHERE:
                await self.refused(refusal)
                return
            why = refusal.show(self.lang)

    # ---- steps

    def action_undo(self) -> None:
        """Take the last step back."""
        self.begin(self._undo)

    def action_redo(self) -> None:
        """Take the step last undone again."""
        self.begin(self._redo)

    async def _undo(self) -> None:
        await self._go_a_step(self.history.undo, "Undone: {}", "已撤销：{}")

    async def _redo(self) -> None:
        await self._go_a_step(self.history.redo, "Done again: {}", "已重做：{}")

    async def _go_a_step(self, go: Callable[[], Step], en: str, zh: str) -> None:
        from events.editing.refusals import Refusal

        self.only_writes()
        try:
            step = await self.in_thread(go)
        except Refusal as refusal:
            await self.refused(refusal)
            return
        await self.reread(changed=step.paths)
        what = step.what
        self.go_to_id(self.about(step))
        self.tell(en.format(clean(what.show("en"))), zh.format(clean(what.show("zh"))))

    def action_steps(self) -> None:
        """List what was saved in this run."""
        self.begin(self._show_steps)

    async def _show_steps(self) -> None:
        from tui.screens.steps import Steps

        while answer := await self.ask(Steps(self.history.steps, self.lang)):
            await (self._undo if answer == "undo" else self._redo)()

    # ---- the person's own editor

    def action_editor(self) -> None:
        """Open the event's file at its line in the person's own editor."""
        self.begin(self._edit_outside)

    async def _edit_outside(self) -> None:
        if (found := await self.event_to_edit()) is not None:
            timeline, event_id = found
            number = timeline.number_of[event_id]
            await self.open_editor(timeline.file(number).path, timeline.place(number)[1])

    async def open_editor(self, file: Path, line: int) -> None:
        """Lend the terminal to the editor; then read the files and say what is wrong in them."""
        from textual.app import SuspendNotSupported

        if self.access == "look" or self.app.is_web:
            self.warn("No editor is opened here.", "此处不能打开编辑器。")
            return
        from tui.editors import editor_words, run_editor, told_line

        try:
            words = editor_words()
        except ValueError as error:
            self.warn(f"$VISUAL or $EDITOR: {error}.", f"$VISUAL 或 $EDITOR 有误：{error}。")
            return
        if not words:
            self.warn(
                "There is no editor: set $VISUAL or $EDITOR, for example export EDITOR=nano",
                "没有编辑器：请设置 $VISUAL 或 $EDITOR，例如 export EDITOR=nano",
            )
            return
        if not self.is_checked:
            await self.reread(checked=True)
        before = Counter(map(_sort_of, self.problems))
        try:
            with self.app.suspend():  # nothing may be raised in here: textual issue 6692
                code, why = run_editor(told_line(words, file, line))
        except SuspendNotSupported:
            self.warn(
                "The terminal cannot be lent to an editor here.", "此处无法将终端借给编辑器。"
            )
            return
        self.only_writes()
        await self.reread(checked=True)
        name = clean(basename(words[0]))
        if why:
            self.warn(
                f"{name} could not be started: {clean(why)}", f"无法启动 {name}：{clean(why)}"
            )
        elif code:
            self.warn(f"{name} ended with code {code}.", f"{name} 以代码 {code} 退出。")
        self._say_what_broke(before)

    def _say_what_broke(self, before: Counter[tuple[str, ...]]) -> None:
        """Count the problems that were not there before; the problems screen begins at them."""
        new = []
        for problem in self.problems:
            if before[_sort_of(problem)] > 0:
                before[_sort_of(problem)] -= 1
            elif problem.level != "remark":
                new.append(problem)
        self._broke = new[0] if new else None
        if new:
            count = len(new)
            self.warn(
                f"{count} new problem{'s' if count > 1 else ''}: p shows them,"
                " and E there goes back to the line.",
                f"新出现 {count} 个问题：按 p 查看，在那里按 E 可回到该行。",
            )

    # ---- sources

    def action_sources(self) -> None:
        """List the sources, and go to an event of one."""
        self.begin(self._show_sources)

    async def _show_sources(self) -> None:
        """The sources screen, until it is left or an event is gone to."""
        from tui.screens.sources import SourcesScreen

        timeline = self.timeline
        if timeline is None:
            self.tell("The files are still being read.", "文件仍在读取中。")
            return
        answer = await self.ask(SourcesScreen(timeline, self.lang, self.own_keys, self.current))
        if answer is None:
            return
        do, number = answer
        if do == "editor" and not await self.can_edit():
            return
        # The files may have been read again meanwhile, or be a copy by now.
        id, timeline = timeline.id_of[number], self.timeline or timeline
        now = timeline.number_of.get(id)
        if now is None:
            self.tell("The event is not in the files any more.", "文件中已没有此事件。")
        elif do == "event":
            self.only_writes()
            self.go_to(now)
        else:
            await self.open_editor(timeline.file(now).path, timeline.place(now)[1])

    # ---- problems

    def action_problems(self) -> None:
        """List the problems, mend them, or go to their events."""
        self.begin(self.show_problems)

    async def show_problems(self, at: Problem | None = None) -> None:
        """The problems screen, until it is left or an event is gone to."""
        from tui.screens.problems import ProblemsScreen

        at, self._broke = at or self._broke, None
        place = 0
        while self.timeline is not None:
            screen = ProblemsScreen(
                self.timeline, self.problems, self.lang, self.own_keys, at=at, place=place
            )
            answer = await self.ask(screen)
            if answer is None:
                return
            do, problem = answer
            at, place = None, screen.place
            if do == "event":
                self._go_to_problem(problem)
                return
            if not await self.can_edit():
                return
            if do == "editor":
                path = self.path_of(problem)
                if path is not None:
                    await self.open_editor(path, problem.line)
                    at, self._broke = self._broke, None
            else:
                await self._mend(problem)

    def _go_to_problem(self, problem: Problem) -> None:
        """To the event of a problem."""
        number = self.timeline.number_of.get(problem.event or "") if self.timeline else None
        if number is not None:
            self.go_to(number)

    async def _mend(self, problem: Problem) -> None:
        """Put the nearest valid value in place of what is wrong, after showing the lines."""
        from events.editing.refusals import NotFound
        from events.edits import mend

        sort = _sort_of(problem)

        def build(timeline: Timeline) -> Change:
            # Where the files were read again the problem may stand elsewhere.
            now = next((other for other in self.problems if _sort_of(other) == sort), None)
            if now is None:
                raise NotFound(table="problem", id=problem.code, **{"table@zh": "问题"})
            return mend(timeline, now)

        refusal = await self.confirm_and_write(build, problem.event)
        if refusal is not None:
            await self.refused(refusal, problem.event)
        else:
            await self.until_checked()


def _sort_of(problem: Problem) -> tuple[str, ...]:
    """What tells a problem from others, wherever its lines have moved."""
    return (problem.code, problem.file, problem.event or "", *(v for _, v in problem.args))
