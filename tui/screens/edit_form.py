"""The form in which an event is edited or added: every field, the exact diff, nothing lost."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from copy import deepcopy
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from events import edits
from events.editing.changes import Change
from events.editing.refusals import Conflict, Invalid, Refusal
from tui.form.change import change_of, changed_keys
from tui.form.values import written_date
from tui.form.words import Vocabulary
from tui.language import say
from tui.screens.confirm_change import ConfirmChange
from tui.screens.edit_form_fields import EventFields
from tui.screens.edit_form_moves import FormMoves
from tui.screens.pick import Choice, Pick
from tui.text import clean
from tui.widgets.form.choices import FormChoices
from tui.widgets.form.field import WRONG, FormField, FormInput
from tui.widgets.form.keys import FormKeys
from tui.widgets.form.line import FormLine
from tui.widgets.form.rows import FormRows
from tui.widgets.form.text import FormText

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from datetime import date

    from textual.app import ComposeResult

    from events.timeline import Timeline
    from events.toml.layout import Data
    from events.when import Lang


class EditForm(FormMoves):
    """Every field of an event. The answer is the change, looked at and confirmed; None if none.

    Only what the person changed goes into it.
    """

    CSS_PATH = "edit_form.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar = [
        Binding("ctrl+s", "save", show=False),
        Binding("escape", "leave", show=False),
        Binding("ctrl+n", "add_row", show=False),
        Binding("ctrl+d", "delete_row", show=False),
        Binding("pagedown", "section(1)", show=False, priority=True),
        Binding("pageup", "section(-1)", show=False, priority=True),
    ]

    def __init__(
        self,
        timeline: Timeline,
        event_id: str | None,
        lang: Lang,
        *,
        fields: Data | None = None,
        file: str | None = None,
        near: int | None = None,
        today: date,
        save: Callable[[Change], Awaitable[Refusal | None]] | None = None,
        resolve: Callable[[Conflict], Awaitable[Change | None]] | None = None,
    ) -> None:
        """Open an event, or with ``event_id`` None a new one.

        Parameters
        ----------
        fields
            What the file says of the event, as `edits.fields` gives it (read here if left out);
            of a new one, what is to stand in the form at first.
        file
            The file that a new event goes to, relative to the timeline's folder.
        near
            The number of the event whose names are offered first.
        save
            Writes the confirmed change. The refusal it gives is shown, and the form stays open;
            without ``save`` the form closes and whoever opened it writes.
        resolve
            Lets the person settle a conflict met before the diff; the form closes with its answer.

        Raises any `Refusal` of `edits.fields`.
        """
        super().__init__()
        self._timeline = timeline
        self._id = event_id
        self._lang: Lang = lang
        if event_id is not None and fields is None:
            fields = edits.fields(timeline, event_id)
        self._was: Data = deepcopy(fields or {})
        if event_id is None and self._was.get("id") in timeline.number_of:
            del self._was["id"]
        self._file = file
        self._today = today
        self._save = save
        self._resolve = resolve
        self._vocabulary = Vocabulary(timeline, lang, near)
        self._choices = FormChoices()
        self._fields: list[FormField | FormRows] = []
        self._file_line: FormInput | None = None

    # ---- what is on it

    def compose(self) -> ComposeResult:
        """Title, fields, the line that helps, keys."""
        made = EventFields(self._was, self._vocabulary, self._choices, self._today)
        self._fields = list(made.of_event())
        if self._id is None:
            self._fields += made.of_new_event(self._file)
            self._file_line = self._fields[-1].inputs[0]
        yield Static(id="form-title", markup=False)
        with VerticalScroll(id="form-fields", can_focus=False):
            yield from self._fields
        yield Static("", id="form-refusal", markup=False)
        yield Static("", id="form-hint", markup=False)
        yield FormKeys(self._keys_here(), self._lang)
        yield self._choices

    def on_mount(self) -> None:
        """Begin in the first field."""
        self._show_title()
        self._fields[0].inputs[0].focus()
        fields = self.query_one("#form-fields")
        self.watch(fields, "virtual_size", self._keep_in_sight, init=False)

    def on_resize(self) -> None:
        """The cursor stays in sight."""
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        if self.focused is not None:
            self.call_after_refresh(self.focused.scroll_visible, animate=False)

    def _show_title(self) -> None:
        """What is edited, and where it stands or will stand."""
        lang = self._lang
        if self._id is not None:
            number = self._timeline.number_of[self._id]
            name, line = self._timeline.place(number)
            what, place, id = say(lang, "Edit", "编辑"), f"{name}:{line}", self._id
        else:
            data = self._now()
            id = str(data.get("id") or "")
            if not id and (data.get("date") or data.get("title")):
                with suppress(ValueError):
                    id = edits.new_id(self._timeline, "event", data)
            what = say(lang, "New event", "新事件")
            place = self._target or ""
        star = " *" if self.changed else ""
        title = Content.assemble(
            (what, "bold $primary"), "  " if id else "", (clean(id), "bold"), (star, "$accent"),
            "  ", (clean(place), "$foreground 55%"),
        )  # fmt: skip
        self.query_one("#form-title", Static).update(title)

    @property
    def _target(self) -> str | None:
        """The file for a new event."""
        return (self._file_line.typed.strip() or None) if self._file_line else self._file

    def _now(self) -> Data:
        """Date, id and title as they are now, for a new event's id."""
        data: Data = {}
        for field in self._fields:
            if field.key in ("date", "title", "id"):
                data |= {key: value for key, value in self._was.items() if key == field.key}
                for widget in field.inputs:
                    try:
                        widget.write(data)
                    except ValueError:
                        continue
        data["date"] = written_date(data.get("date"))
        return data

    # ---- while it is filled in

    @property
    def made(self) -> dict[str, dict[str, Data]]:
        """The names made in this form: tables that are saved with the event."""
        return self._vocabulary.made

    def renew(self, timeline: Timeline) -> None:
        """Save into this timeline from now on: its files were read again."""
        self._timeline = timeline

    @property
    def changed(self) -> bool:
        """Whether anything would be lost by leaving."""
        return any(field.changed for field in self._fields)

    @on(FormLine.Changed)
    @on(FormText.Changed)
    def _typed(self) -> None:
        self._show_title()
        self._show_hint()

    def on_descendant_focus(self) -> None:
        """Another line, another hint, other keys."""
        self._show_hint()
        self.query_one(FormKeys).show(self._keys_here())

    def _inputs(self) -> Iterator[FormInput]:
        for field in self._fields:
            yield from field.inputs

    # ---- leaving

    @work
    async def action_leave(self) -> None:
        """Leave; what was changed is asked about."""
        if self.changed:
            lang = self._lang
            choices = [
                Choice("stay", say(lang, "Keep editing", "继续编辑")),
                Choice("save", say(lang, "Save …", "保存…")),
                Choice("leave", say(lang, "Discard the changes", "放弃修改")),
            ]
            title = say(lang, "This event was changed.", "此事件已修改。")
            answer = await self.app.push_screen_wait(Pick(title, choices, lang))
            if answer == "save":
                self.action_save()
            if answer != "leave":
                return
        self.dismiss(None)

    # ---- saving

    @work(exclusive=True)
    async def action_save(self) -> None:
        """Show the exact diff, or go to the first field that is wrong."""
        self._choices.close()
        self._refuse("")
        data = deepcopy(self._was)
        wrong = [widget for field in self._fields if (widget := field.judge(data))]
        if wrong:
            wrong[0].focus()
            count = sum(bool(line.fault) for line in self._inputs())
            self._refuse(
                say(
                    self._lang,
                    f"{count} to put right before saving.",
                    f"保存前请改正 {count} 处。",
                )
            )
            return
        if self._id is None:
            data.pop("file", None)
        change = await self._change(data)
        if change is None:
            return
        if not change:
            self.notify(say(self._lang, "Nothing was changed.", "没有修改。"), markup=False)
            return
        diff = await asyncio.to_thread(change.diff)
        review = ConfirmChange(change, diff, self._lang, leave=("Back", "返回修改"))
        if not await self.app.push_screen_wait(review):
            return
        if self._save is not None and (refusal := await self._save(change)) is not None:
            self._refuse(refusal.show(self._lang))
            return
        self.dismiss(change)

    async def _change(self, data: Data) -> Change | None:
        """The change that the form stands for; None if it was refused."""
        if self._id is None and not changed_keys({}, data):
            self._refuse(
                say(
                    self._lang,
                    "This event is empty: give it a date or a title.",
                    "此事件尚无内容：请填写日期或标题。",
                )
            )
            return None
        try:
            return await asyncio.to_thread(
                change_of,
                self._timeline,
                self._id,
                self._was,
                data,
                made=self.made,
                file=self._target,
            )
        except Conflict as conflict:
            if self._resolve is not None and conflict.theirs is not None:
                settled = await self._resolve(conflict)
                if settled is not None:
                    self.dismiss(settled)
                return None
            self._refuse(conflict.show(self._lang))
        except Invalid as invalid:
            self._refuse(invalid.show(self._lang))
            keys = [fault[0][0] for fault in invalid.faults if fault[0]]
            for field in self._fields:
                if field.key in keys:
                    field.inputs[0].focus()
                    break
        except Refusal as refusal:
            self._refuse(refusal.show(self._lang))
        return None

    def _refuse(self, why: str) -> None:
        """Say why it is not saved."""
        said = self.query_one("#form-refusal", Static)
        said.update(Content(f"{WRONG} {clean(why)}" if why else ""))
        said.set_class(bool(why), "-said")
