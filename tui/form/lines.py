"""The lines of a form: how a value of an event file is shown in each, and what is written for it.

A line that was not touched writes nothing, so what the file has stays as it is, however odd. All
faults are `ValueError`s with ``show(lang)``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from events.metrics import read_number, unit_of
from events.when import When, WhenError
from tui.form.values import FormFault, number_words, parts_of, with_part
from tui.form.words import Vocabulary, Word, word_at
from tui.text import clean, clean_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.queries.complete import Completion
    from events.toml.layout import Data
    from events.when import Lang


class Line:
    """One line of a form; ``shown`` is what it says at first.

    ``tables`` are those that it names things of, ``many`` whether it names several.
    """

    tables: Sequence[str] = ()
    many = False
    makes: str | None = None
    """The table of which an unknown word can be made a new one."""

    def __init__(self, key: str, shown: str = "") -> None:
        self.key = key
        self.shown = shown

    def write(self, text: str, data: Data) -> None:
        """Put what was typed into an event's or a row's data; "" takes the key out."""
        if text.strip():
            data[self.key] = text.strip()
        else:
            data.pop(self.key, None)

    def remark(self, text: str) -> str:
        """What is worth knowing about what was typed."""
        return ""

    def offers(self, text: str, cursor: int) -> list[Completion]:
        """What could be typed at the cursor."""
        return []

    def word_at(self, text: str, cursor: int) -> Word:
        """The word at the cursor, for a line that names things."""
        return word_at(text, cursor) if self.many else Word(0, len(text), text.strip())

    def is_known(self, word: str) -> bool:
        """Whether the word names something."""
        return True


class DateLine(Line):
    """A date in words or figures; the file gets a TOML date or EDTF text."""

    def __init__(self, key: str, value: Any, today: date, lang: Lang) -> None:
        text = "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
        super().__init__(key, clean(text))
        self._today = today
        self._lang: Lang = lang

    def read(self, text: str) -> When | None:
        """The date that was typed; raises `WhenError`."""
        from events.phrases import read_date

        return read_date(text, self._today, self._lang) if text.strip() else None

    def write(self, text: str, data: Data) -> None:
        """Put the date as EDTF text; `events.edits` gives it the form that the file has."""
        when = self.read(text)
        if when is None:
            data.pop(self.key, None)
        else:
            data[self.key] = str(when)

    def remark(self, text: str) -> str:
        """How the date is read."""
        try:
            when = self.read(text)
        except WhenError:
            return ""
        if when is None:
            return "未注明日期" if self._lang == "zh" else "undated"
        words = when.show(self._lang)
        return words if text.strip() == str(when) else f"{words} · {when}"


class NumberLine(Line):
    """A reading's number in words: 1.3亿, 35–40M, >1亿."""

    def __init__(self, reading: Mapping[str, Any], vocabulary: Vocabulary) -> None:
        super().__init__("value", number_words(reading, vocabulary.lang))
        self._vocabulary = vocabulary

    def write(self, text: str, data: Data) -> None:
        """Put the value or the range, and how firmly it is said."""
        for key in ("value", "low", "high"):
            data.pop(key, None)
        if not text.strip():
            return
        amount = read_number(text)
        metric = self._vocabulary.metric(str(data.get("metric", "")))
        unit = unit_of(metric)
        if amount.unit and unit and amount.unit != unit and metric is not None:
            name = self._vocabulary.label("metric", metric.id)
            raise FormFault(
                f"{name} is counted in {unit}, not in {amount.unit}",
                f"{name}的单位是 {unit}，不是 {amount.unit}",
            )
        if amount.low == amount.high:
            data["value"] = amount.low
        else:
            data["low"], data["high"] = amount.low, amount.high
        if amount.bound != "exact":
            data["bound"] = amount.bound
        elif data.get("bound") != "exact":
            data.pop("bound", None)


class TextLine(Line):
    """A text in one language; the others stay as they are."""

    def __init__(self, key: str, value: Any, code: str) -> None:
        super().__init__(key, "\n".join(clean_lines(parts_of(value).get(code, ""))))
        self.code = code

    def write(self, text: str, data: Data) -> None:
        """Put the words in this language beside those in others."""
        value = with_part(data.get(self.key), self.code, text.strip())
        if value is None:
            data.pop(self.key, None)
        else:
            data[self.key] = value


class CellLine(TextLine):
    """A text in the language of the screen, or in the one that there is; in a row of a table."""

    def __init__(
        self, key: str, value: Any, vocabulary: Vocabulary, table: str | None = None
    ) -> None:
        parts = parts_of(value)
        lang = vocabulary.lang
        super().__init__(key, value, lang if lang in parts else next(iter(parts), ""))
        if not isinstance(value, dict):
            self.code = ""
        self.shown = clean(self.shown)
        self._others = {code: text for code, text in parts.items() if self.code not in ("", code)}
        self._vocabulary = vocabulary
        self.tables = (table,) if table else ()

    def write(self, text: str, data: Data) -> None:
        """Put the words in the language they were in; new ones without any."""
        if self.code:
            super().write(text, data)
        else:
            Line.write(self, text, data)

    def remark(self, text: str) -> str:
        """What stays beside it in other languages."""
        return "  ".join(f"{clean(code)}: {clean(words)}" for code, words in self._others.items())

    def offers(self, text: str, cursor: int) -> list[Completion]:
        """What others were called that stand here."""
        if not self.tables:
            return []
        return self._vocabulary.offers(self.tables, self.word_at(text, cursor), many=False)
