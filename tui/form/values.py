"""What the values of an event file are in a form: numbers in words, texts by language, rows."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from events.metrics import NumberError, read_number, show_number, show_reading
from events.names import in_language
from events.when import WhenError
from tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from events.model import Reading
    from events.when import Lang
    from tui.form.words import Vocabulary

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_BOUNDS = ("exact", "about", "over", "under")


class FormFault(ValueError):
    """What is typed cannot be written, in both languages."""

    def __init__(self, en: str, zh: str) -> None:
        self.en = en
        self.zh = zh
        super().__init__(en)

    def show(self, lang: Lang = "en") -> str:
        """Say what is wrong."""
        return self.zh if lang == "zh" else self.en


FAULTS = (FormFault, WhenError, NumberError)
"""What `tui.form.lines.Line.write` may raise."""


# Numbers


def number_words(row: Mapping[str, Any], lang: Lang) -> str:
    """A reading's number as words that are read as the same: >100M, 35–40M, 1.3亿."""
    reading = reading_of(row)
    if reading is None:
        ends = (row.get(key) for key in ("value", "low", "high"))
        return clean(" – ".join(str(end) for end in ends if end is not None))
    low, high = _ends(reading)
    sign = {"about": "about ", "over": "over ", "under": "under "}.get(reading.bound, "")
    tried = [show_reading(reading, None, lang)]
    for one, other in ((show_number(low, lang), show_number(high, lang)), (repr(low), repr(high))):
        tried.append(sign + one + ("" if low == high else f" 至 {other}"))
    for words in tried:
        try:
            amount = read_number(words)
        except NumberError:
            continue
        if (amount.low, amount.high, amount.bound) == (low, high, reading.bound):
            return words
    return tried[-1]


def reading_of(row: Mapping[str, Any]) -> Reading | None:
    """A row of an event file as a reading; None if it is not right."""
    from events.model import Reading

    ends = {key: row[key] for key in ("value", "low", "high") if key in row}
    bound = row.get("bound", "exact")
    if set(ends) not in ({"value"}, {"low", "high"}) or bound not in _BOUNDS:
        return None
    if any(type(end) not in (int, float) or not math.isfinite(end) for end in ends.values()):
        return None
    if ends.get("low", 0) > ends.get("high", 0):
        return None
    return Reading(metric=str(row.get("metric") or "-"), bound=bound, **ends)


def _ends(reading: Reading) -> tuple[float, float]:
    if reading.value is not None:
        return reading.value, reading.value
    assert reading.low is not None
    assert reading.high is not None
    return reading.low, reading.high


# Texts, which may be written by language


def home_language(text: str) -> Lang:
    """The language that a text without one is taken for."""
    return "zh" if _HAN.search(text) else "en"


def parts_of(value: Any) -> dict[str, str]:
    """A text by language, as the file has it."""
    if isinstance(value, dict):
        return {str(code): str(text) for code, text in value.items()}
    return {home_language(str(value)): str(value)} if value not in (None, "") else {}


def with_part(value: Any, code: str, text: str) -> Any:
    """A text with its words in one language changed; None if nothing is left.

    A plain string stays one as long as it is in one language.
    """
    parts = {code: ""} | parts_of(value) if code == "en" else parts_of(value)
    parts[code] = text
    parts = {code: words for code, words in parts.items() if words}
    if isinstance(value, dict) or len(parts) > 1:
        return parts or None
    if text and code != home_language(text):
        return parts
    return next(iter(parts.values()), None)


# Rows


MISSING = {
    "metric": FormFault("which metric?", "哪个指标？"),
    "value": FormFault("how much?", "数值是多少？"),
    "source": FormFault("which source?", "哪个来源？"),
}


def missing(key: str, row: Mapping[str, Any]) -> str | None:
    """The key of a row of ``readings`` or ``citations`` that must not be empty, but is."""
    if key == "citations":
        return None if row.get("source") else "source"
    if not row.get("metric"):
        return "metric"
    return None if row.keys() & {"value", "low", "high"} else "value"


def row_remark(key: str, row: Mapping[str, Any], vocabulary: Vocabulary) -> str:
    """A row in words: the reading with its unit, or the source by its title."""
    if key == "citations":
        source = vocabulary.timeline.sources.get(str(row.get("source", "")))
        if source is None:
            return ""
        lang = vocabulary.lang
        published = source.published.show(lang) if source.published else ""
        parts = (in_language(source.publisher, lang), in_language(source.title, lang), published)
        return " · ".join(clean(part) for part in parts if part)
    reading = reading_of(row)
    if reading is None:
        return ""
    id = vocabulary.resolve("metric", reading.metric) or reading.metric
    number = show_reading(reading, vocabulary.metric(id), vocabulary.lang)
    return f"{vocabulary.label('metric', id)} {clean(number)}"


def written_date(value: Any) -> str:
    """A date of a file as text, for an id made of it."""
    return value.isoformat() if isinstance(value, date) else str(value or "")
