"""A dialog in a form that makes a new company, product, kind, metric or source on the spot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from events.editing.drafts import check
from events.editing.refusals import Refusal
from events.names import slug
from tui.form_lines import DateLine, IdLine, Line, NameLine, TextLine
from tui.form_values import home_language
from tui.language import say
from tui.screens.left_once import Dialog
from tui.text import clean
from tui.widgets.form_choices import FormChoices
from tui.widgets.form_field import FormField
from tui.widgets.form_keys import FormKey, FormKeys
from tui.widgets.form_line import NEW, FormLine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from textual.app import ComposeResult

    from tui.form_words import Vocabulary

_KEYS = (
    FormKey("enter", "make", "Make it", "新建"),
    FormKey("tab", "app.focus_next", "Next", "下一项"),
    FormKey("escape", "dismiss(None)", "Cancel", "取消"),
)


class MakeNew(Dialog[dict[str, Any] | None]):
    """Asks for the id, the name in both languages, and the one more thing that such a table needs.

    The answer is the new table's data. Nothing is written yet: it goes into the form's change.
    """

    DEFAULT_CSS = """
    MakeNew { align: center middle; background: $background 60%; }
    MakeNew > Vertical {
        width: 64; max-width: 100%; height: auto; max-height: 100%;
        background: $background; border: round $primary;
    }
    MakeNew #new-title { height: 1; padding: 0 1; text-style: bold; color: $primary; }
    MakeNew #new-fault { height: auto; padding: 0 1; color: $error; }
    """
    BINDINGS: ClassVar = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("ctrl+s", "make", show=False),
    ]

    def __init__(
        self, table: str, word: str, vocabulary: Vocabulary, today: date, *, company: str = ""
    ) -> None:
        """``word`` is what was typed for it; ``company`` the likeliest one of a product."""
        super().__init__()
        self._table = table
        self._word = word
        self._vocabulary = vocabulary
        self._today = today
        self._company = company
        self._choices = FormChoices()
        self._fields: list[FormField] = []

    def compose(self) -> ComposeResult:
        """A line for each thing to say."""
        lang = self._vocabulary.lang
        self._fields = list(self._made_fields())
        with Vertical():
            yield Static(say(lang, *NEW[self._table]).capitalize(), id="new-title", markup=False)
            yield from self._fields
            yield Static("", id="new-fault", markup=False)
            yield FormKeys(_KEYS, lang)
        yield self._choices

    def _made_fields(self) -> Iterator[FormField]:
        vocabulary, table, word = self._vocabulary, self._table, self._word
        lang, home = vocabulary.lang, home_language(self._word)
        made = slug(word) if word.isascii() else ""
        yield self._field("id", IdLine(table, vocabulary), made, ("id", "id"), "qwen-app")
        name = "title" if table == "source" else "name"
        labels = {"name": ("Name", "名称"), "title": ("Title", "标题")}[name]
        for code, language in (("en", ("English", "英文")), ("zh", ("Chinese", "中文"))):
            label = (f"{labels[0]} {code}", f"{language[1]}{labels[1]}")
            yield self._field(name, TextLine(name, None, code), word if code == home else "", label)
        if table == "product":
            line: Line = NameLine("company", "company", None, vocabulary)
            shown = vocabulary.shown("company", self._company) if self._company else ""
            line.makes = None
            yield self._field("company", line, shown, ("Company", "公司"))
        elif table == "metric":
            hint = say(lang, "users, %, USD, hours", "用户、%、元、小时")
            yield self._field("unit", Line("unit"), "", ("Unit", "单位"), hint)
        elif table == "kind":
            yield self._field("glyph", Line("glyph"), "", ("Glyph", "符号"), "●")
        elif table == "source":
            yield self._field("publisher", Line("publisher"), "", ("Publisher", "发布者"))
            line = DateLine("published", None, self._today, lang)
            yield self._field("published", line, "", ("Published", "发布日期"))
            yield self._field("url", Line("url"), "", ("Address", "网址"), "https://")

    def _field(
        self, key: str, line: Line, text: str, label: tuple[str, str], hint: str = ""
    ) -> FormField:
        lang = self._vocabulary.lang
        widget = FormLine(line, self._choices, lang, hint=hint)
        widget.value = text
        return FormField(key, say(lang, *label), [widget])

    def on_mount(self) -> None:
        """Begin with the first line that is empty."""
        inputs = [widget for field in self._fields for widget in field.inputs]
        next((widget for widget in inputs if not widget.typed), inputs[0]).focus()

    @on(FormLine.Submitted)
    def _entered(self) -> None:
        self.action_make()

    @on(FormLine.Passed)
    def _passed(self, message: FormLine.Passed) -> None:
        if message.rows > 0:
            self.focus_next()
        else:
            self.focus_previous()

    @on(FormChoices.Picked)
    def _picked(self, message: FormChoices.Picked) -> None:
        if isinstance(self.focused, FormLine):
            self.focused.put(message.completion)

    def action_make(self) -> None:
        """Take what was typed, if it is right."""
        data: dict[str, Any] = {}
        wrong = [found for field in self._fields if (found := field.judge(data))]
        if wrong:
            wrong[0].focus()
            return
        lang = self._vocabulary.lang
        if "id" not in data:
            self._fields[0].inputs[0].focus()
            self._say(say(lang, "it needs an id", "请填写 id"))
            return
        try:
            check(self._table, {}, data)
        except Refusal as refusal:
            self._say(refusal.show(lang))
            return
        self.dismiss(data)

    def _say(self, fault: str) -> None:
        self.query_one("#new-fault", Static).update(Content(clean(fault)))
