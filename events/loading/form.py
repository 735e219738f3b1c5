"""From parsed tables to models: what is wrong in a table is told and left out, the rest is kept."""

from __future__ import annotations

import math
from datetime import date, datetime, time
from typing import Any, NamedTuple

from pydantic import ValidationError

from events import model
from events.loading.validation import value_validator
from events.names import STATUS_NAMES, Text, in_language, nearest, slug
from events.toml.meant import date_meant, number_meant
from events.toml.scan import Path
from events.toml.syntax import Args
from events.when import When, WhenError

_WANTED: dict[model.Sort, tuple[str, str]] = {
    "word": ("a text in quotes", "带引号的文字"),
    "line": ("a text in quotes", "带引号的文字"),
    "text": ("a text in quotes, or one per language", "带引号的文字，或按语言分列"),
    "words": ("a list of texts", "文字列表"),
    "rows": ("a list of tables", "表的列表"),
    "date": ("a date", "日期"),
    "number": ("a number", "数"),
    "flag": ("true or false", "true 或 false"),
    "address": ("a text in quotes", "带引号的文字"),
    "choice": ("a text in quotes", "带引号的文字"),
}
_CALLED: dict[type, str] = {
    **{cls: f"[[{name}]]" for name, cls in model.TABLES.items()},
    model.Info: "[timeline]",
    model.Reading: "readings",
    model.Citation: "citations",
}
_MOST_FINDINGS = 50  # in one row: what has more is beyond telling


class Finding(NamedTuple):
    """What is wrong in a row: the rule it breaks, and the path from the row to its place."""

    code: str
    path: Path
    args: Args = ()
    suggestion: str | None = None
    key: bool = False
    """Whether the key is meant, not the value."""


class Mended(NamedTuple):
    """What could be kept of a faulty row."""

    value: Any
    """The model; None if nothing could be kept."""
    findings: list[Finding]
    kept: dict[str, tuple[int, ...]]
    """For a list that items were left out of: which numbers in the file the others have."""


def mended(cls: type, raw: Any, *, quietly: bool = False) -> Mended:
    """Make a model of as much of a row as is right, and tell what is not.

    ``quietly``: the findings are only to be counted.
    """
    mender = _Mender(quietly)
    value = mender.row(cls, raw, ())
    return Mended(value, mender.findings, mender.kept)


class _Nothing:
    """Stands for a value of which nothing can be kept."""


_NOTHING = _Nothing()


class _Mender:
    """Goes through one row field by field."""

    def __init__(self, quietly: bool) -> None:
        self.quietly = quietly
        self.findings: list[Finding] = []
        self.kept: dict[str, tuple[int, ...]] = {}

    def row(self, cls: type, raw: Any, path: Path) -> Any:
        if not isinstance(raw, dict):
            self._wrong_type(path, raw, ("a table", "表"), name=_CALLED[cls])
            return None
        clean = self._fields(cls, raw, path)
        needed = model.needed_key(cls)
        if needed and needed not in clean:
            if needed not in raw:
                self._note("missing-key", path, ("table", _CALLED[cls]), ("key", needed))
            name: Text | None = clean.get("name") or clean.get("title")
            if needed != "id" or not name:
                return None
            clean["id"] = slug(in_language(name, "en")) or in_language(name, "en")
        if any(end in raw and end not in clean for end in ("value", "low", "high")):
            return None  # a reading whose figure was found wrong
        try:
            return cls(**clean)
        except model.FigureError as error:
            self._note(error.code, path, *((end, str(clean.get(end))) for end in ("low", "high")))
            return None

    def _fields(self, cls: type, raw: dict[str, Any], path: Path) -> dict[str, Any]:
        keys = model.keys_of(cls)
        clean = {}
        for name, value in raw.items():
            here = (*path, name)
            if name not in keys:
                args = (("table", _CALLED[cls]), ("name", name), ("known", ", ".join(keys)))
                self._note("unknown-key", here, *args, near=(name, keys), key=True)
                continue
            try:
                clean[name] = value_validator(cls, name)(value)
            except ValidationError:
                key = keys[name]
                of = () if key.of is None else (key.of,)
                kept = getattr(self, f"_{key.sort}")(value, here, *of)
                if kept is not _NOTHING:
                    clean[name] = kept
        return clean

    # For each sort of field: tell what is wrong with a value, and give what can be kept of it.

    def _word(self, value: Any, path: Path) -> Any:
        if isinstance(value, str):
            return self._note("empty-text", path, ("key", _name(path)))
        return self._wrong_type(path, value, _WANTED["word"])

    def _line(self, value: Any, path: Path) -> Any:
        return self._wrong_type(path, value, _WANTED["line"])

    def _text(self, value: Any, path: Path) -> Any:
        if isinstance(value, str):
            return self._note("empty-text", path, ("key", _name(path)))
        if not isinstance(value, dict):
            return self._wrong_type(path, value, _WANTED["text"])
        if not value:
            return self._note("empty-text", path, ("key", _name(path)))
        kept = {}
        for language, words in value.items():
            if isinstance(words, str) and words.strip():
                kept[language] = words
            else:
                self._word(words, (*path, language))
        return kept or _NOTHING

    def _words(self, value: Any, path: Path) -> Any:
        if isinstance(value, str) and value.strip():
            self._wrong_type(path, value, _WANTED["words"])
            return (value,)
        if not isinstance(value, list):
            return self._wrong_type(path, value, _WANTED["words"])
        kept = {}
        for number, word in enumerate(value):
            if isinstance(word, str) and word.strip():
                kept[number] = word
            elif len(self.findings) < _MOST_FINDINGS:
                self._word(word, (*path, number))
        return self._keep(kept, value, path)

    def _rows(self, value: Any, path: Path, cls: type) -> Any:
        if isinstance(value, dict):
            self._wrong_type(path, value, _WANTED["rows"])
            row = self.row(cls, value, path)
            return () if row is None else (row,)
        if not isinstance(value, list):
            return self._wrong_type(path, value, _WANTED["rows"])
        kept = {}
        for number, raw in enumerate(value):
            row = self.row(cls, raw, (*path, number))
            if row is not None:
                kept[number] = row
        return self._keep(kept, value, path)

    def _keep(self, kept: dict[int, Any], all_items: list[Any], path: Path) -> tuple[Any, ...]:
        if len(kept) < len(all_items) and len(path) == 1:
            self.kept[_name(path)] = tuple(kept)
        return tuple(kept.values())

    def _date(self, value: Any, path: Path) -> Any:
        if isinstance(value, bool) or not isinstance(value, str | int | date):
            return self._wrong_type(path, value, _WANTED["date"])
        try:
            return When.of(value)
        except WhenError as error:
            if self.quietly:
                return self._note("bad-date", path)
            meant = date_meant(value) if isinstance(value, str) else None
            why = (("why", error.show("en")), ("why@zh", error.show("zh")))
            return self._note("bad-date", path, ("key", _name(path)), *why, suggestion=meant)

    def _number(self, value: Any, path: Path) -> Any:
        name = ("key", _name(path))
        if isinstance(value, float) and not math.isfinite(value):
            return self._note("not-finite", path, name)
        if isinstance(value, int) and not isinstance(value, bool):
            return self._note("huge-value", path, name)
        plain = number_meant(value, _name(path)) if isinstance(value, str) else None
        if plain:
            return self._note("number-word", path, ("text", f"“{value}”"), ("plain", plain))
        return self._wrong_type(path, value, _WANTED["number"])

    def _flag(self, value: Any, path: Path) -> Any:
        return self._wrong_type(path, value, _WANTED["flag"])

    def _address(self, value: Any, path: Path) -> Any:
        if isinstance(value, str):
            return self._note("bad-address", path, ("key", _name(path)))
        return self._wrong_type(path, value, _WANTED["address"])

    def _choice(self, value: Any, path: Path, known: tuple[str, ...]) -> Any:
        name = _name(path)
        if not isinstance(value, str):
            return self._wrong_type(path, value, _WANTED["choice"])
        meant = STATUS_NAMES.resolve(value) if name == "status" else None
        args = (("value", f"“{value}”"), ("known", ", ".join(known)))
        return self._note(f"unknown-{name}", path, *args, near=(meant or value, known))

    def _wrong_type(
        self, path: Path, value: Any, wanted: tuple[str, str], name: str | None = None
    ) -> _Nothing:
        got = _shown(value)
        return self._note(
            "wrong-type",
            path,
            ("key", name or _name(path)),
            *(("got", got[0]), ("got@zh", got[1])),
            *(("expected", wanted[0]), ("expected@zh", wanted[1])),
        )

    def _note(
        self,
        code: str,
        path: Path,
        *args: tuple[str, str],
        near: tuple[str, Any] | None = None,
        suggestion: str | None = None,
        key: bool = False,
    ) -> _Nothing:
        if len(self.findings) < _MOST_FINDINGS:
            if near and not self.quietly:
                suggestion = nearest(*near)
            self.findings.append(Finding(code, path, args, suggestion, key))
        return _NOTHING


def _name(path: Path) -> str:
    """The last key of a path."""
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def _shown(value: Any) -> tuple[str, str]:
    """A value as a sentence names it, in English and in Chinese."""
    if isinstance(value, bool):
        words = str(value).lower()
    elif isinstance(value, int) and abs(value) >= 10**30:
        return "a huge number", "过大的数"
    elif isinstance(value, int | float):
        words = str(value)
    elif isinstance(value, date | datetime | time):
        words = value.isoformat()
    elif isinstance(value, str):
        words = f"“{value[:100]}”"
    elif isinstance(value, list):
        return "a list", "列表"
    else:
        return "a table", "表"
    return words, words
