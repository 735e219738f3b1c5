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
from tui.form.lines import DateLine, Line, TextLine
from tui.form.names import IdLine, NameLine
from tui.form.values import FormFault, home_language
from tui.language import say
from tui.screens.left_once import Dialog
from tui.text import clean
from tui.widgets.form.choices import FormChoices
from tui.widgets.form.field import FormField
from tui.widgets.form.keys import FormKey, FormKeys
from tui.widgets.form.line import FormLine, new_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from textual.app import ComposeResult

    from tui.form.words import Vocabulary

_KEYS = (
    FormKey("enter", "make", "Make it", "新建"),
    FormKey("tab", "app.focus_next", "Next", "下一项"),
    FormKey("escape", "dismiss(None)", "Cancel", "取消"),
)
_NEEDED = {"metric": "unit", "product": "company"}
"""What Enter stops at while it is empty, by table; from there it goes on without."""


class OwnerLine(NameLine):
    """The company of a new product; one that is not known yet is made with it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__("company", "company", None, vocabulary)
        self.makes = None  # no dialog in a dialog
        self.made: dict[str, Any] | None = None
        """The new company that the line names, if it names one."""

    def write(self, text: str, data: dict[str, Any]) -> None:
        """Put the company's id."""
        word = text.strip()
        self.made = None
        if word and self._vocabulary.resolve("company", word) is None:
            self.made = {"id": self._vocabulary.free_id("company", word), "name": word}
            data["company"] = self.made["id"]
        else:
            super().write(text, data)

    def remark(self, text: str) -> str:
        """Say that the company is a new one."""
        new = text.strip() and self._vocabulary.resolve("company", text.strip()) is None
        return "+ " + new_words("company", self._vocabulary.lang) if new else ""


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
            yield Static(new_words(self._table, lang).capitalize(), id="new-title", markup=False)
            yield from self._fields
            yield Static("", id="new-fault", markup=False)
            yield FormKeys(_KEYS, lang)
        yield self._choices

    def _made_fields(self) -> Iterator[FormField]:
        vocabulary, table, word = self._vocabulary, self._table, self._word
        lang, home = vocabulary.lang, home_language(self._word)
        yield self._field("id", IdLine(table, vocabulary), "", ("id", "id"))
        name = "title" if table == "source" else "name"
        labels = {"name": ("Name", "名称"), "title": ("Title", "标题")}[name]
        for code, language in (("en", ("English", "英文")), ("zh", ("Chinese", "中文"))):
            label = (f"{labels[0]} {code}", f"{language[1]}{labels[1]}")
            yield self._field(name, TextLine(name, None, code), word if code == home else "", label)
        if table == "product":
            shown = vocabulary.shown("company", self._company) if self._company else ""
            owner = OwnerLine(vocabulary)
            yield self._field("company", owner, shown, ("Company", "公司"), reading=True)
        elif table == "metric":
            hint = say(lang, "users, %, USD, hours", "用户、%、元、小时")
            yield self._field("unit", Line("unit"), "", ("Unit", "单位"), hint)
        elif table == "kind":
            yield self._field("glyph", Line("glyph"), "", ("Glyph", "符号"), "●")
        elif table == "source":
            yield self._field("publisher", Line("publisher"), "", ("Publisher", "发布者"))
            published = DateLine("published", None, self._today, lang)
            yield self._field("published", published, "", ("Published", "发布日期"))
            yield self._field("url", Line("url"), "", ("Address", "网址"), "https://")

    def _field(
        self,
        key: str,
        line: Line,
        text: str,
        label: tuple[str, str],
        hint: str = "",
        *,
        reading: bool = False,
    ) -> FormField:
        lang = self._vocabulary.lang
        widget = FormLine(line, self._choices, lang, hint=hint)
        widget.value = text
        return FormField(key, say(lang, *label), [widget], reading=reading)

    def on_mount(self) -> None:
        """Begin with the first line below the id that is empty."""
        inputs = [widget for field in self._fields[1:] for widget in field.inputs]
        next((widget for widget in inputs if not widget.typed), inputs[0]).focus()
        self._suggest_id()

    @on(FormLine.Changed)
    def _suggest_id(self) -> None:
        """Show the id that is made of the names if none is typed."""
        self._id_line.placeholder = self._made_id()

    @property
    def _id_line(self) -> FormLine:
        return next(line for line in self.query(FormLine) if isinstance(line.line, IdLine))

    def _made_id(self) -> str:
        """An id of the English name, else of the other."""
        names = [self._fields[1].inputs[0].typed, self._fields[2].inputs[0].typed]
        return next((made for name in names if (made := slug(name))), "")

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
        lang, made = self._vocabulary.lang, self._made_id()
        if "id" not in data and not made:
            self._fields[1].inputs[0].focus()
            self._say(say(lang, "it needs a name", "请填写名称"))
            return
        try:
            self._id_line.line.write(str(data.get("id") or made), data)
        except FormFault as fault:
            self._id_line.value = made
            self._id_line.focus()
            self._id_line.show_fault(fault.show(lang))
            return
        needed = _NEEDED.get(self._table, "id")
        line = next(field.inputs[0] for field in self._fields if field.key == needed)
        if needed not in data and self.focused is not line:
            line.focus()
            return
        try:
            check(self._table, {}, data)
        except Refusal as refusal:
            self._say(refusal.show(lang))
            return
        owner = next((w.line for w in self.query(FormLine) if isinstance(w.line, OwnerLine)), None)
        if owner is not None and owner.made is not None:
            self._vocabulary.make("company", owner.made)
        self.dismiss(data)

    def _say(self, fault: str) -> None:
        self.query_one("#new-fault", Static).update(Content(clean(fault)))
