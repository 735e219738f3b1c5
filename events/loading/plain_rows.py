"""From parsed rows to models where all is plainly right, as nearly always: fast, without pydantic.

What is not plainly right is left to `events.loading.form`, which judges and explains it.
"""

from __future__ import annotations

import re
from dataclasses import field, fields, make_dataclass
from datetime import date, datetime
from functools import cache, partial
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from events.model import Citation, Event, FigureError, Reading, keys_of, needed_key
from events.when import When, WhenError

if TYPE_CHECKING:
    from collections.abc import Callable

    from events.model import Key

Model = TypeVar("Model")

_ADDRESS = re.compile(r"https?://\S+")
_BIGGEST = 2**63  # TOML's integers have 64 bits

# Of these there may be so many that it counts how fast one is made.
_MANY = (Event, Reading, Citation)
# Event files repeat dates and write them alike: each is read once.
_WHENS: dict[str | int | date, When] = {}
_MOST_WHENS = 200_000
# So do they lists of names, and citations: one value stands for all that are alike.
_WORDS: dict[tuple[str, ...], tuple[str, ...]] = {}
_CITED: dict[tuple[tuple[str, Any], ...], tuple[Citation]] = {}
_MOST_ALIKE = 50_000


def plain_model(model: type[Model], row: object) -> Model | None:
    """The model of a parsed row in which everything is plainly right; else None.

    Texts in the row are as TOML has them: without lone surrogates.
    """
    if type(row) is not dict:
        return None
    make, defaults, readers, needed = _form(model)  # type: ignore[arg-type]  # it is hashable
    values = defaults.copy()
    for key, value in row.items():
        found = readers.get(key)
        if found is None:
            return None
        at, is_text, read = found
        if is_text and type(value) is str:  # most are: here they cost no call
            if not value or value.isspace():
                return None
            values[at] = value
        else:
            values[at] = known = read(value)
            if known is None:
                return None
    if needed is not None and needed not in row:
        return None
    try:
        made = make(*values)
    except FigureError:
        return None
    if make is not model:
        made.__class__ = model
    return made  # type: ignore[no-any-return]


class _Form(NamedTuple):
    """How rows of a model are read."""

    make: Callable[..., Any]
    """Makes of its values in order a model, or what becomes one by being given its class."""
    defaults: list[Any]
    readers: dict[str, tuple[int, bool, Callable[[Any], Any]]]
    """For each key its index, whether it may hold a text that is kept as it is, and what gives the
    model's value for any other: None if it is not plainly right."""
    needed: str | None


@cache
def _form(model: type) -> _Form:
    keys = keys_of(model).items()
    return _Form(
        make=_open_twin(model) if model in _MANY else model,
        defaults=[one.default for one in fields(model)],
        readers={
            name: (at, key.sort in ("word", "text"), _reader(key))
            for at, (name, key) in enumerate(keys)
        },
        needed=needed_key(model),
    )


def _open_twin(model: type) -> type:
    """A class with the slots of a model that is not frozen: it is filled five times as fast."""
    check = getattr(model, "__post_init__", None)
    return make_dataclass(
        model.__name__,
        [(one.name, Any, field(default=one.default)) for one in fields(model)],
        namespace={"__post_init__": check} if check else {},
        slots=True,
        eq=False,
        repr=False,
    )


def _reader(key: Key) -> Callable[[Any], Any]:
    if key.of is Citation:
        return _citations
    if key.sort in ("rows", "choice"):
        return partial(_READERS[key.sort], key.of)
    return _READERS[key.sort]


def _word(value: object) -> str | None:
    return value if type(value) is str and value and not value.isspace() else None


def _line(value: object) -> str | None:
    return value if type(value) is str else None


def _text(value: object) -> dict[str, str] | str | None:
    if type(value) is not dict:
        return _word(value)
    return value if value and None not in map(_word, value.values()) else None


def _words(value: object) -> tuple[str, ...] | None:
    if type(value) is not list:
        return None
    words = tuple(value)
    try:
        known = _WORDS.get(words)
    except TypeError:  # something in it is a list or table
        return None
    if known is not None:
        return known
    for word in words:
        if type(word) is not str or not word or word.isspace():
            return None
    if len(_WORDS) < _MOST_ALIKE:
        _WORDS[words] = words
    return words


def _rows(model: type[Model], value: object) -> tuple[Model, ...] | None:
    if type(value) is not list:
        return None
    rows = []
    for row in value:
        made = plain_model(model, row)
        if made is None:
            return None
        rows.append(made)
    return tuple(rows)


def _citations(value: object) -> tuple[Citation, ...] | None:
    # What has a note is like no other.
    if (
        type(value) is not list
        or len(value) != 1
        or type(value[0]) is not dict
        or "note" in value[0]
    ):
        return _rows(Citation, value)
    row = tuple(value[0].items())
    try:
        known = _CITED.get(row)
    except TypeError:  # a text in several languages
        return _rows(Citation, value)
    if known is None:
        made = plain_model(Citation, value[0])
        if made is None:
            return None
        known = (made,)
        if len(_CITED) < _MOST_ALIKE:
            _CITED[row] = known
    return known


def _date(value: Any) -> When | None:
    kind = type(value)
    if kind is str or kind is date or kind is int:
        known = _WHENS.get(value)
        if known is not None:
            return known
    elif kind is not datetime:
        return None
    try:
        when = When.of(value)
    except WhenError:
        return None
    if kind is not datetime and len(_WHENS) < _MOST_WHENS:
        _WHENS[value] = when
    return when


def _number(value: object) -> float | None:
    if type(value) is int:
        return value if -_BIGGEST <= value < _BIGGEST else None
    return value if type(value) is float and isfinite(value) else None


def _flag(value: object) -> bool | None:
    return value if type(value) is bool else None


def _address(value: object) -> str | None:
    return value if type(value) is str and _ADDRESS.fullmatch(value) else None


def _choice(words: tuple[str, ...], value: object) -> str | None:
    return value if type(value) is str and value in words else None


_READERS: dict[str, Callable[..., Any]] = {
    "word": _word,
    "line": _line,
    "text": _text,
    "words": _words,
    "rows": _rows,
    "date": _date,
    "number": _number,
    "flag": _flag,
    "address": _address,
    "choice": _choice,
}
