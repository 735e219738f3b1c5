"""How the main screen writes files: it asks, writes in a thread, reads again, says what was done.

A command that changes files is a flow. Flows take turns, so that what one asks about is never
changed by another.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from textual import on, work
from textual.worker import Worker, WorkerState

from tui.language import say
from tui.screens.event_commands import EventCommands
from tui.screens.reading import READING, FileReading
from tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from textual.screen import Screen

    from events.editing.changes import Change
    from events.editing.history import History, Step
    from events.editing.refusals import Refusal
    from events.problems import Problem
    from events.timeline import Timeline
    from tui.access import Access

    Flow = Callable[[], Coroutine[None, None, None]]
    Build = Callable[[Timeline], Change]

_GROUP = "editing"
ELSEWHERE = frozenset(("shipped", "unwritable-folder", "broken", "oddly-written", "wrong-result"))
"""Refusals that no other choice in a dialog would do away with."""
_P = ParamSpec("_P")
_T = TypeVar("_T")


class Writing(FileReading, EventCommands):
    """What changes the files, and everything saved in the run."""

    access: Access
    problems: Sequence[Problem]

    @property
    def own_keys(self) -> Mapping[str, str]:
        """The keys the person gave to commands."""
        raise NotImplementedError

    def __init__(self) -> None:
        super().__init__()
        self._history: History | None = None
        self._about: dict[datetime, str] = {}  # steps by their time: the event each was about
        self._turn = asyncio.Lock()
        self._writing = False  # the flow whose turn it is has nothing more to ask
        self._checked = False  # `problems` are all there are
        self._waiting: list[tuple[asyncio.Future[None], bool]] = []

    def open_copy(self, folder: Path) -> None:
        """Go on with the copy of this timeline in a folder."""
        raise NotImplementedError

    @property
    def history(self) -> History:
        """Everything saved in this run."""
        if self._history is None:
            from events.editing.history import History

            self._history = History()
            self._history.before_writing = self.foresee
        return self._history

    # ---- flows and their turns

    def begin(self, flow: Flow) -> None:
        """Run a flow when the one before it is done; none while that one is asking something."""
        if self._writing or not self._turn.locked():
            self._run_flow(flow)

    @work(group=_GROUP, exit_on_error=False)
    async def _run_flow(self, flow: Flow) -> None:
        async with self._turn:
            self._writing = False
            try:
                await flow()
            finally:
                self._writing = False

    @on(Worker.StateChanged)
    def _say_what_failed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:
            error = event.worker.error
            why = clean(f"{type(error).__name__}: {error}")
            self.warn(f"This went wrong, and is our fault: {why}", f"程序出错：{why}")
            if event.worker.group == READING:  # nobody may wait for it for ever
                self.was_read(checked=True)

    def only_writes(self) -> None:
        """The flow has nothing more to ask: what the person begins meanwhile waits for its end."""
        self._writing = True

    async def ask(self, screen: Screen[_T]) -> _T | None:
        """What the person answers on a screen."""
        self._writing = False
        return await self.app.push_screen_wait(screen)

    async def in_thread(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """The result of work that takes a while; keys go on meanwhile."""
        return await asyncio.to_thread(work, *args, **kwargs)

    def warn(self, en: str, zh: str) -> None:
        """Say what did not work, in the person's language."""
        words = say(self.lang, en, zh)
        self.notify(words, severity="warning", markup=False, timeout=10)

    # ---- reading again

    async def reread(self, *, checked: bool = False, changed: Iterable[Path] | None = None) -> None:
        """Read the files; come back when the screen shows them, and has checked them if asked.

        ``changed``: only these, which were just written, see `read_files`.
        """
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((done, checked))
        self.read_files(changed)
        await done

    @property
    def is_checked(self) -> bool:
        """Whether ``problems`` are all there are."""
        return self._checked

    async def until_checked(self) -> None:
        """Come back when all problems are known."""
        if not self._checked:
            done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append((done, True))
            await done

    def was_read(self, *, checked: bool) -> None:
        """The screen shows what the files hold now; ``checked``: all problems are known."""
        self._checked = checked
        self.reading_ended()
        left: list[tuple[asyncio.Future[None], bool]] = []
        for done, wants_check in self._waiting:
            if wants_check and not checked:
                left.append((done, wants_check))
            elif not done.done():
                done.set_result(None)
        self._waiting = left

    # ---- what stands in the way

    async def can_edit(self) -> bool:
        """Whether there is a timeline that takes edits; otherwise its copy, if one is made."""
        if self.timeline is None:
            self.tell("The files are still being read.", "文件仍在读取中。")
            return False
        if self.access == "look":
            self.tell("This timeline is open to look at only.", "此时间线以只读方式打开。")
            return False
        if self.access == "copy":
            from events.editing.refusals import Shipped

            await self.offer_copy(Shipped(self.timeline.root))
        return self.access == "edit"

    async def event_to_edit(self) -> tuple[Timeline, str] | None:
        """The timeline and the id of the event under the cursor, if that can be edited."""
        if not await self.can_edit():
            return None
        if self.timeline is None or self.current_id is None:
            self.tell("There is no event under the cursor.", "光标处没有事件。")
            return None
        return self.timeline, self.current_id

    async def offer_copy(self, refusal: Refusal) -> None:
        """Offer to copy a timeline that takes no edits, and go on with the copy.

        Not to a visitor in a browser: the folders here are not theirs.
        """
        if self.app.is_web:
            self.warn(refusal.show("en"), refusal.show("zh"))
            return
        from tui.screens.copy_timeline import CopyTimeline

        assert self.timeline is not None
        why = refusal.show(self.lang)
        if refusal.code == "shipped":
            why = say(
                self.lang,
                "This timeline came with the program and takes no edits.",
                "这是随程序附带的时间线，不能直接编辑。",
            )
        folder = await self.ask(CopyTimeline(self.timeline, self.lang, why))
        if folder is not None:
            self.open_copy(folder)
            await self.reread()
            name = clean(str(folder))
            self.tell(
                f"This is the copy now: {name}. Next time: dateline {name}",
                f"现在打开的是副本：{name}。下次可运行 dateline {name}",
            )

    async def refused(self, refusal: Refusal, event_id: str | None = None) -> None:
        """Say why an edit was not made, and offer what can be done about it."""
        from events.editing.refusals import (
            Broken,
            Conflict,
            OddlyWritten,
            Shipped,
            Unwritable,
            WrongResult,
        )

        match refusal:
            case Shipped() | Unwritable():
                await self.offer_copy(refusal)
            case Broken() | OddlyWritten() | WrongResult():
                await self._offer_editor(refusal, event_id)
            case Conflict():
                self.warn(
                    f"{refusal.show('en')} It is read again now.",
                    f"{refusal.show('zh')}现已重新读取。",
                )
                await self.reread()
            case _:
                self.warn(refusal.show("en"), refusal.show("zh"))

    async def _offer_editor(self, refusal: Refusal, event_id: str | None) -> None:
        from tui.screens.pick import Choice, Pick

        lang = self.lang
        choices = [Choice("leave", say(lang, "Cancel", "取消"))]
        wrong = next((p for p in self.problems if self.path_of(p) == refusal.path), None)
        if refusal.code == "broken" and wrong is not None:
            choices.insert(0, Choice("problems", say(lang, "Show the problem", "查看问题"), "p"))
        if refusal.path is not None:
            choices.insert(0, Choice("editor", say(lang, "Open the editor", "打开编辑器"), "E"))
        answer = await self.ask(Pick(refusal.show(lang), choices, lang))
        if answer == "editor" and refusal.path is not None:
            line = wrong.line if wrong is not None else 1
            if self.timeline is not None and event_id in self.timeline.number_of:
                line = self.timeline.place(self.timeline.number_of[event_id])[1]
            await self.open_editor(refusal.path, line)
        elif answer == "problems" and wrong is not None:
            await self.show_problems(wrong)

    def path_of(self, problem: Problem) -> Path | None:
        """The file that a problem stands in."""
        files = self.timeline.files if self.timeline is not None else ()
        return next((file.path for file in files if file.name == problem.file), None)

    async def open_editor(self, file: Path, line: int) -> None:
        """Open a file in the person's editor."""
        raise NotImplementedError

    async def show_problems(self, at: Problem | None = None) -> None:
        """Show the problems, the cursor on one of them."""
        raise NotImplementedError

    # ---- writing

    async def write(self, change: Change, event_id: str | None) -> None:
        """Write a change as a step; ``event_id`` is the event it is about. May raise `Refusal`."""
        self.only_writes()
        await self.in_thread(self.history.save, change)
        steps = [step for step in self.history.steps if not step.undone]
        if event_id is not None and steps:
            self._about[steps[-1].when] = event_id

    def about(self, step: Step) -> str | None:
        """The event that a step was about."""
        return self._about.get(step.when)

    async def saved(self, change: Change, event_id: str | None) -> None:
        """Read what was written, go to the event, and say what was done."""
        self.only_writes()
        await self.reread(changed=[file.path for file in change.files])
        what = clean(change.what.show(self.lang))
        hidden = self.go_to_id(event_id)
        en, zh = f"Saved: {what} · u undoes it", f"已保存：{what} · u 撤销"
        if hidden:
            en, zh = f"{en}. The query hides it now.", f"{zh}。当前查询不显示该事件。"
        self.tell(en, zh)

    def go_to_id(self, event_id: str | None) -> bool:
        """Put the cursor on an event if it is shown; whether it is there and hidden."""
        number = self.timeline.number_of.get(event_id or "") if self.timeline else None
        return number is not None and not self.look.go_to_event(number)

    async def confirm_and_write(
        self, build: Build, event_id: str | None, *, verb: tuple[str, str] | None = None
    ) -> Refusal | None:
        """Show what a change will do and do it if the person says so; the refusal if it failed.

        Where the files were changed meanwhile they are read again and the change is shown anew.
        """
        from events.editing.refusals import Conflict, Refusal
        from tui.screens.confirm_change import SAVE, ConfirmChange

        note = ""
        while True:
            assert self.timeline is not None
            try:
                change = await self.in_thread(build, self.timeline)
                if not change:
                    self.tell("Nothing would change.", "没有需要修改的内容。")
                    return None
                diff = await self.in_thread(change.diff)
                screen = ConfirmChange(change, diff, self.lang, verb=verb or SAVE, note=note)
                if not await self.ask(screen):
                    return None
                await self.write(change, event_id)
            except Conflict as conflict:
                if note:
                    return conflict
                note = say(
                    self.lang,
                    f"{conflict.path.name} was changed on disk meanwhile. This is the change now.",
                    f"{conflict.path.name} 刚在磁盘上被改动。以下为现在的修改。",
                )
                await self.reread(checked=True)
            except Refusal as refusal:
                return refusal
            else:
                await self.saved(change, event_id)
                return None
