"""A field of a form that is a table: readings or citations, a row each."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from textual import on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from tui.form.cells import citation_lines, reading_lines
from tui.form.values import MISSING, missing, row_remark
from tui.language import say
from tui.text import clean
from tui.widgets.form.field import WRONG
from tui.widgets.form.line import FormLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from events.toml.layout import Data
    from events.when import Lang
    from tui.form.words import Vocabulary
    from tui.widgets.form.choices import FormChoices

# For each table its columns: the heading in both languages and the share of the width.
_COLUMNS = {
    "readings": (
        ("metric", "指标", 4),
        ("whose", "主体", 4),
        ("value", "数值", 4),
        ("by", "出自", 3),
        ("note", "备注", 4),
    ),
    "citations": (
        ("source", "来源", 4),
        ("place", "位置", 3),
        ("date words", "原文日期", 4),
        ("note", "备注", 6),
    ),
}


class FormRow(Vertical):
    """One reading or citation."""

    DEFAULT_CSS = """
    FormRow { height: auto; }
    FormRow > Horizontal { height: 1; }
    FormRow FormLine { margin-right: 1; padding: 0; }
    FormRow FormLine.-last { margin-right: 0; }
    FormRow > .fault { height: auto; padding: 0 1; color: $error; display: none; }
    FormRow > .fault.-said { display: block; }
    """

    def __init__(
        self, key: str, origin: Any, vocabulary: Vocabulary, choices: FormChoices, lang: Lang
    ) -> None:
        """``origin`` is the row as the file has it, None for a new one."""
        super().__init__()
        self.key = key
        self.origin = origin
        self._lang: Lang = lang
        row = origin if isinstance(origin, dict) else {}
        make = reading_lines if key == "readings" else citation_lines
        self.cells = [FormLine(line, choices, lang) for line in make(row, vocabulary)]
        for cell, (_, _, share) in zip(self.cells, _COLUMNS[key], strict=True):
            cell.styles.width = f"{share}fr"
        self.cells[-1].add_class("-last")

    def compose(self) -> ComposeResult:
        """The cells side by side; what is wrong below."""
        with Horizontal():
            yield from self.cells
        yield Static("", classes="fault", markup=False)

    @property
    def changed(self) -> bool:
        """Whether any cell is other than in the file."""
        return any(cell.changed for cell in self.cells)

    @property
    def empty(self) -> bool:
        """Whether nothing stands in the row."""
        return not any(cell.typed.strip() for cell in self.cells)

    def read(self) -> Any:
        """The row as it would be written, as far as it is right."""
        data = deepcopy(self.origin) if isinstance(self.origin, dict) else {}
        for cell in self.cells:
            if not cell.fault:
                cell.judge(data)
        return data

    def judge(self) -> tuple[Any, FormLine | None]:
        """The row as it is to be written, and the first cell that is wrong."""
        if not self.changed:
            return self.origin, None
        data = deepcopy(self.origin) if isinstance(self.origin, dict) else {}
        wrong = [cell for cell in self.cells if not cell.judge(data)]
        if not wrong and (key := missing(self.key, data)):
            wrong = [cell for cell in self.cells if cell.line.key == key]
            wrong[0].show_fault(MISSING[key].show(self._lang))
        return data, wrong[0] if wrong else None

    @on(FormLine.Judged)
    def _judged(self, message: FormLine.Judged) -> None:
        message.stop()
        faults = [cell.fault for cell in self.cells if cell.fault]
        below = self.query_one(".fault", Static)
        below.update(Content(f"{WRONG} {clean(faults[0])}" if faults else ""))
        below.set_class(bool(faults), "-said")


class FormRows(Horizontal):
    """The rows of a table, with a heading over them."""

    DEFAULT_CSS = """
    FormRows { height: auto; }
    FormRows > .label { width: 12; height: 1; padding: 0 1; color: $foreground 65%; }
    FormRows.-here > .label { color: $primary; text-style: bold; }
    FormRows > Vertical { width: 1fr; height: auto; }
    FormRows .heading { height: 1; }
    FormRows .heading Static { margin-right: 1;  height: 1; color: $foreground 45%;
        text-wrap: nowrap; text-overflow: ellipsis; }
    FormRows .heading .-last { margin-right: 0; }
    """

    def __init__(
        self,
        key: str,
        label: str,
        value: Any,
        vocabulary: Vocabulary,
        choices: FormChoices,
        lang: Lang,
    ) -> None:
        super().__init__()
        self.key = key
        self._label = label
        self._value = value
        self._vocabulary = vocabulary
        self._choices = choices
        self._lang: Lang = lang
        origins = value if isinstance(value, list) else []
        self.rows = [self._row(origin) for origin in origins] or [self._row(None)]

    def _row(self, origin: Any) -> FormRow:
        return FormRow(self.key, origin, self._vocabulary, self._choices, self._lang)

    def compose(self) -> ComposeResult:
        """The name to the left; a heading and the rows to the right."""
        yield Static(self._label, classes="label", markup=False)
        with Vertical(classes="table"):
            with Horizontal(classes="heading"):
                for nth, (en, zh, share) in enumerate(_COLUMNS[self.key], 1):
                    title = Static(say(self._lang, en, zh), markup=False)
                    title.styles.width = f"{share}fr"
                    title.set_class(nth == len(_COLUMNS[self.key]), "-last")
                    yield title
            yield from self.rows

    def on_descendant_focus(self) -> None:
        """The cursor is in it."""
        self.add_class("-here")

    def on_descendant_blur(self) -> None:
        """The cursor is elsewhere."""
        self.remove_class("-here")

    @property
    def inputs(self) -> Sequence[FormLine]:
        """All cells."""
        return [cell for row in self.rows for cell in row.cells]

    @property
    def changed(self) -> bool:
        """Whether a row was added, removed or changed."""
        old = self._value if isinstance(self._value, list) else []
        rows = [row for row in self.rows if row.origin is not None or not row.empty]
        return any(row.changed for row in rows) or len(rows) != len(old)

    def judge(self, data: Data) -> FormLine | None:
        """Put the rows into the data; the first cell that is wrong, if one is."""
        if not self.changed:
            return None
        found, wrong = [], None
        for row in self.rows:
            if row.empty and (row.origin is None or row.changed):
                continue
            value, cell = row.judge()
            found.append(value)
            wrong = wrong or cell
        if found:
            data[self.key] = found
        else:
            data.pop(self.key, None)
        return wrong

    def row_of(self, cell: FormLine) -> FormRow | None:
        """The row that a cell is in."""
        return next((row for row in self.rows if cell in row.cells), None)

    def remark(self, cell: FormLine) -> str:
        """The row of a cell in words, as far as it is right."""
        row = self.row_of(cell)
        if row is None or row.empty:
            return ""
        data = deepcopy(row.origin) if isinstance(row.origin, dict) else {}
        for other in row.cells:
            try:
                other.write(data)
            except ValueError:
                return ""
        return row_remark(self.key, data, self._vocabulary)

    async def add(self, after: FormLine | None) -> None:
        """Add an empty row below that of a cell and go to it."""
        row = self.row_of(after) if after else None
        place = self.rows.index(row) + 1 if row else len(self.rows)
        new = self._row(None)
        table = self.query_one(".table", Vertical)
        await table.mount(new, after=self.rows[place - 1] if place else 0)
        self.rows.insert(place, new)
        new.cells[0].focus()

    async def delete(self, cell: FormLine) -> None:
        """Take out the row of a cell; one empty row stays to type in."""
        row = self.row_of(cell)
        if row is None:
            return
        at, column = self.rows.index(row), row.cells.index(cell)
        if len(self.rows) == 1:
            await self.add(cell)
        self.rows.remove(row)
        self.rows[min(at, len(self.rows) - 1)].cells[column].focus()
        await row.remove()

    def neighbour(self, cell: FormLine, rows: int) -> FormLine | None:
        """The cell of the same column so many rows further."""
        row = self.row_of(cell)
        if row is None:
            return None
        at = self.rows.index(row) + rows
        return self.rows[at].cells[row.cells.index(cell)] if 0 <= at < len(self.rows) else None
