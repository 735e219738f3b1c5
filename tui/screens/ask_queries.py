"""A small form of one or two queries, and of a number of days where that is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from events.query import QueryError, parse_query
from events.when import today
from tui.language import say
from tui.screens.left_once import Dialog
from tui.text import clean
from tui.widgets.form.keys import FormKey, FormKeys
from tui.widgets.query_line import QueryLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from tui.widgets.compare.page import Selection


@dataclass(frozen=True, slots=True)
class Question:
    """A query that is asked for: what it is for, and what stands there first."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The answers: the queries, all of them understood, and the days."""

    texts: tuple[str, ...]
    days: int | None


class AskQueries(Dialog[Asked | None]):
    """Query lines with the completions of the main one, each with how many events it finds."""

    DEFAULT_CSS = """
    AskQueries { align: center top; }
    AskQueries > Vertical {
        width: 76; max-width: 100%; height: auto; margin-top: 2;
        background: $panel; border: round $border;
    }
    AskQueries > Vertical > Static {
        height: 1; width: 1fr; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis;
    }
    AskQueries #title { text-style: bold; color: $primary; }
    AskQueries .label { color: $foreground 60%; margin-top: 1; }
    AskQueries #wrong { color: $warning; margin-top: 1; }
    AskQueries.-low > Vertical { margin-top: 0; max-height: 100%; overflow-y: auto; }
    AskQueries.-low .label, AskQueries.-low #wrong { margin-top: 0; }
    AskQueries QueryLine { background: $background; margin: 0 1; }
    AskQueries #days {
        border: none; height: 1; padding: 0 3; margin: 0 1; background: $background;
    }
    """
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("ctrl+s", "submit", show=False, priority=True),
    ]
    AUTO_FOCUS = "QueryInput"

    def __init__(
        self,
        title: str,
        questions: tuple[Question, ...],
        selection: Selection,
        *,
        days: int | None = None,
        wrong: Callable[[tuple[str, ...]], str] | None = None,
    ) -> None:
        """``wrong`` says what is amiss with the answers beyond what any query line would say."""
        super().__init__()
        self._title = title
        self._questions = questions
        self._selection = selection
        self._days = days
        self._wrong = wrong
        self._query_lines = [QueryLine(clears=False) for _ in questions]

    def compose(self) -> ComposeResult:
        """Title, a line for each question, the days, what is wrong, keys."""
        lang = self._selection.lang
        with Vertical():
            yield Static(self._title, id="title", markup=False)
            for question, line in zip(self._questions, self._query_lines, strict=True):
                yield Static(question.label, classes="label", markup=False)
                yield line
            if self._days is not None:
                label = say(lang, "Within how many days", "多少天之内")
                yield Static(label, classes="label", markup=False)
                yield Input(str(self._days), id="days", type="integer", max_length=5)
            yield Static("", id="wrong", markup=False)
            several = len(self._questions) > 1 or self._days is not None
            enter = ("Next, at the end done", "下一项，末项即完成") if several else ("Done", "完成")
            keys = [
                FormKey("enter", "submit", *enter),
                FormKey("escape", "dismiss(None)", "Cancel", "取消"),
            ]
            if several:
                keys += [
                    FormKey("tab", "app.focus_next", "Complete, next", "补全、下一项"),
                    FormKey("ctrl+s", "submit", "Done", "完成"),
                ]
            yield FormKeys(keys, lang)

    def on_mount(self) -> None:
        """Put in the lines what stands there first."""
        selection = self._selection
        for question, line in zip(self._questions, self._query_lines, strict=True):
            line.load(selection.timeline, selection.lang)
            line.set_text(question.text)
            self._count(line)

    def _count(self, line: QueryLine) -> bool:
        """Say how many events a line finds, or what is wrong with it; True if nothing is."""
        selection = self._selection
        try:
            query = parse_query(line.text, selection.timeline, today())
        except QueryError as error:
            line.show_error(error)
            return False
        line.show_error(None)
        search = selection.comparison.search
        found = search.bits(query.expr) & selection.result.bits
        line.show_counts(found.bit_count(), selection.result.count)
        return True

    @on(QueryLine.Edited)
    def _edited(self) -> None:
        self.query_one("#wrong", Static).update("")
        for line in self._query_lines:
            self._count(line)

    @on(QueryLine.Left)
    def _left(self) -> None:
        self.dismiss(None)

    @on(QueryLine.Submitted)
    @on(Input.Submitted, "#days")
    def _entered(self) -> None:
        """Go to the next line; from the last one be done."""
        places = [line for line in self._query_lines if line.has_focus_within]
        place = self._query_lines.index(places[0]) + 1 if places else len(self._query_lines)
        if place < len(self._query_lines):
            self._query_lines[place].focus_input()
        elif places and self._days is not None:
            self.query_one("#days", Input).focus()
        else:
            self.action_submit()

    def action_submit(self) -> None:
        """Give the answers, if all are understood."""
        texts = tuple(line.text for line in self._query_lines)
        understood = [self._count(line) for line in self._query_lines]
        if not all(understood):
            return
        wrong = self._wrong(texts) if self._wrong else ""
        days = None
        if self._days is not None:
            typed = self.query_one("#days", Input).value
            days = int(typed) if typed.isascii() and typed.isdigit() else 0
            if days < 1:
                lang = self._selection.lang
                wrong = say(lang, "a number of days, at least 1", "请输入天数，至少为 1")
        if wrong:
            self.query_one("#wrong", Static).update(clean(wrong))
            return
        self.dismiss(Asked(texts, days))
