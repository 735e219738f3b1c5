"""The fields of an event's form: which there are, in what order, and what they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.editing.field_words import FIELD_WORDS
from tui.form.lines import DateLine, Line, TextLine
from tui.form.names import IdLine, NameLine, NamesLine
from tui.form.values import parts_of
from tui.language import say
from tui.widgets.form.field import FormField, FormInput
from tui.widgets.form.line import FormLine
from tui.widgets.form.rows import FormRows
from tui.widgets.form.text import FormText

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from events.toml.layout import Data
    from events.when import Lang
    from tui.form.words import Vocabulary
    from tui.widgets.form.choices import FormChoices

_HINTS = {
    "date": (
        "Nov 2025, early 2026, 2026-01-14, 3 months ago",
        "2025年11月上旬、2026-01-14、3个月前",
    ),
    "companies": ("several with commas", "多个以逗号分隔"),
    "products": ("several with commas", "多个以逗号分隔"),
    "tags": ("several with commas", "多个以逗号分隔"),
    "related": ("type words of a title", "输入标题中的字词"),
    "id": ("made of date and title", "由日期与标题生成"),
    "status": ("Reported", "已报道"),
}
_HELP = {
    "value": (
        "A number as people write it: 1.3亿, 35–40M, >100M, ≈9.8亿, −2.2%",
        "数值可按习惯书写：1.3亿、35–40M、>1亿、≈9.8亿、−2.2%",
    ),
    "whose": ("The product or company measured", "所指的产品或公司"),
    "date_words": ("The date in the source's own words", "来源中日期的原文"),
    "place": ("Where in the source: §4 ¶4, p. 12", "在来源中的位置：§4 ¶4、第12页"),
}
_GROUPS = ("date", "title", "companies", "readings", "citations", "note", "tags", "id")
"""The fields that begin a new group, set off where there is room."""


def label_of(key: str, lang: Lang) -> str:
    """What a field is called at its left."""
    en, zh = FIELD_WORDS[key]
    return say(lang, en if key == "id" else en.capitalize(), zh)


class EventFields:
    """Makes the fields for an event's data."""

    def __init__(
        self, was: Data, vocabulary: Vocabulary, choices: FormChoices, today: date
    ) -> None:
        self._was = was
        self._vocabulary = vocabulary
        self._choices = choices
        self._today = today
        self._lang: Lang = vocabulary.lang

    def of_event(self) -> Iterator[FormField | FormRows]:
        """Those that every event has."""
        date_line = DateLine("date", self._was.get("date"), self._today, self._lang)
        yield self._field(date_line, live=True, reading=True)
        yield self._field(self._name("kind", "kind"))
        yield self._field(self._name("status", "status"))
        yield self._texts("title")
        yield self._texts("summary")
        yield self._field(self._names("companies", "company"))
        yield self._field(self._names("products", "product"))
        yield self._rows("readings")
        yield self._rows("citations")
        yield self._texts("note")
        yield self._field(self._names("tags", "tag", free=True))
        yield self._field(self._names("related", "event"), reading=True)

    def of_new_event(self, file: str | None) -> Iterator[FormField]:
        """Its id, and last the file that it goes to."""
        yield self._field(IdLine("event", self._vocabulary, str(self._was.get("id", ""))))
        yield self._field(NameLine("file", "file", file, self._vocabulary, free=True))

    def _name(self, key: str, table: str) -> NameLine:
        return NameLine(key, table, self._was.get(key), self._vocabulary)

    def _names(self, key: str, table: str, *, free: bool = False) -> NamesLine:
        return NamesLine(key, table, self._was.get(key), self._vocabulary, free=free)

    def _field(self, line: Line, *, live: bool = False, reading: bool = False) -> FormField:
        key, lang = line.key, self._lang
        hint = say(lang, *_HINTS.get(key, ("", "")))
        widget = FormLine(line, self._choices, lang, hint=hint, live=live)
        field = FormField(key, label_of(key, lang), [widget], reading=reading)
        field.set_class(key in _GROUPS, "-group")
        return field

    def _texts(self, key: str) -> FormField:
        value = self._was.get(key)
        lines = [TextLine(key, value, code) for code in ("en", "zh")]
        inputs: list[FormInput] = [
            FormLine(line, self._choices, self._lang) if key == "title" else FormText(line)
            for line in lines
        ]
        others = [part for part in parts_of(value).items() if part[0] not in ("en", "zh")]
        label = label_of(key, self._lang)
        field = FormField(key, label, inputs, codes=("en", "zh"), others=others)
        field.set_class(key in _GROUPS, "-group")
        return field

    def _rows(self, key: str) -> FormRows:
        label, value = label_of(key, self._lang), self._was.get(key)
        rows = FormRows(key, label, value, self._vocabulary, self._choices, self._lang)
        rows.add_class("-group")
        return rows


def hint_for(widget: FormLine, rows: FormRows | None, lang: Lang) -> str:
    """What helps to fill in a line: what it means now, else how it may be written."""
    key = widget.line.key
    told = [rows.remark(widget) if rows else ""]
    if key not in ("date", "related"):  # these say it below the line
        told.append(widget.line.remark(widget.typed))
    known = "  ".join(part for part in told if part)
    return known or say(lang, *(_HELP.get(key) or _HINTS.get(key) or ("", "")))
