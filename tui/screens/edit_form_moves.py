"""Moving about in the form, and making on the spot what a line names and nobody knows yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content
from textual.widgets import Static

from events.editing.changes import Change
from tui.screens.edit_form_fields import hint_for
from tui.screens.edit_form_new import MakeNew
from tui.screens.left_once import LeftOnce
from tui.text import clean
from tui.widgets.form.choices import FormChoices
from tui.widgets.form.field import FormField
from tui.widgets.form.keys import FormKey
from tui.widgets.form.line import FormLine
from tui.widgets.form.rows import FormRows
from tui.widgets.form.text import FormText

if TYPE_CHECKING:
    from datetime import date

    from events.toml.layout import Data
    from events.when import Lang
    from tui.form.words import Vocabulary


_KEYS = (
    FormKey("ctrl+s", "save", "Save", "保存"),
    FormKey("escape", "leave", "Leave", "离开"),
    FormKey("tab", "app.focus_next", "Next", "下一项"),
    FormKey("pagedown", "section(1)", "Field", "下一栏"),
    FormKey("ctrl+n", "add_row", "Add row", "加一行"),
    FormKey("ctrl+d", "delete_row", "Delete row", "删一行"),
    FormKey("down", "choices", "Choices", "选项"),
    FormKey("shift+tab", "app.focus_previous", "Previous", "上一项"),
)


class FormMoves(LeftOnce[Change | None]):
    """Keys and choices lead from line to line; rows come and go."""

    _fields: list[FormField | FormRows]
    _choices: FormChoices
    _vocabulary: Vocabulary
    _was: Data
    _today: date
    _lang: Lang

    def _show_title(self) -> None:
        """Say what is edited, and whether it was changed."""
        raise NotImplementedError

    def _show_hint(self) -> None:
        hint, widget = "", self.focused
        if isinstance(widget, FormLine):
            hint = hint_for(widget, self._rows_of(widget), self._lang)
        self.query_one("#form-hint", Static).update(Content(clean(hint)))

    def _keys_here(self) -> list[FormKey]:
        """The keys that do something in this line."""
        here = self.focused if isinstance(self.focused, FormLine) else None
        idle = set()
        if here is None or not here.line.tables:
            idle.add("choices")
        if here is None or self._rows_of(here) is None:
            idle.add("delete_row")
        return [key for key in _KEYS if key.action not in idle]

    def _rows_of(self, widget: FormLine) -> FormRows | None:
        return next(
            (
                field
                for field in self._fields
                if isinstance(field, FormRows) and field.row_of(widget)
            ),
            None,
        )

    @on(FormChoices.Picked)
    def _picked(self, message: FormChoices.Picked) -> None:
        if isinstance(self.focused, FormLine):
            self.focused.put(message.completion)

    @on(FormLine.Submitted)
    def _entered(self) -> None:
        self.focus_next()

    @on(FormLine.Passed)
    def _passed(self, message: FormLine.Passed) -> None:
        rows = self._rows_of(message.line)
        next_cell = rows.neighbour(message.line, message.rows) if rows else None
        if next_cell is not None:
            next_cell.focus()
        else:
            self._to_field(message.rows)

    def _to_field(self, step: int) -> None:
        """Go to the field above or below."""
        here = next((n for n, field in enumerate(self._fields) if self.focused in field.inputs), 0)
        there = self._fields[max(0, min(here + step, len(self._fields) - 1))]
        there.inputs[0].focus()

    @on(FormLine.Wanted)
    @work
    async def _make_new(self, message: FormLine.Wanted) -> None:
        line, word, words = message.line, message.word, self._vocabulary
        table = line.line.makes
        if table is None:
            return
        name = word.text
        if name.partition(":")[0] in ("company", "product") and ":" in name:
            table, _, name = name.partition(":")
        data = await self.app.push_screen_wait(
            MakeNew(table, name, words, self._today, company=self._likely_company())
        )
        line.focus()
        if data is None:
            return
        words.make(table, data)
        shown = words.shown(table, str(data["id"]))
        line.put_word(word.start, word.end, shown)
        line.judge()

    def _likely_company(self) -> str:
        """The first company of the event."""
        data: Data = dict(self._was)
        for field in self._fields:
            if field.key == "companies":
                field.judge(data)
        companies = data.get("companies")
        return str(companies[0]) if isinstance(companies, list) and companies else ""

    # ---- keys

    def action_section(self, step: int) -> None:
        """Go to the next or previous field."""
        self._choices.close()
        self._to_field(step)

    def action_choices(self) -> None:
        """Show what can be chosen in this line."""
        if isinstance(self.focused, FormLine):
            self.focused.action_choose(1)

    async def action_add_row(self) -> None:
        """Add a reading or citation below this one; elsewhere, a reading."""
        self._choices.close()
        tables = [field for field in self._fields if isinstance(field, FormRows)]
        here = self.focused if isinstance(self.focused, FormLine) else None
        rows = (here and self._rows_of(here)) or tables[0]
        await rows.add(here if here and rows.row_of(here) else None)
        self._show_title()

    async def action_delete_row(self) -> None:
        """Take out the reading or citation that the cursor is in."""
        self._choices.close()
        if isinstance(self.focused, FormLine) and (rows := self._rows_of(self.focused)):
            await rows.delete(self.focused)
            self._show_title()
        elif isinstance(self.focused, FormLine | FormText):
            self.focused.action_delete_right()
