"""What a language gives to `events.phrases`: its rules, as patterns and what reads them.

Patterns are kept as text, and compiled by `re` when a text first meets them: all of them at once
would make the first date that a person types wait.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from events.dates.loose_dates import Loose

Step = Callable[[str, date], str]
"""What a word such as "since" makes of EDTF text, on a day; see `events.dates.edtf_steps`."""
Shape = Callable[[str], str]
"""What the span from one date to another is made into: `edtf_steps.between`, `edtf_steps.both`."""

_Value = TypeVar("_Value")
_Read = Callable[[re.Match[str], date], _Value | None]


class Language(NamedTuple):
    """How one language names dates: what `events.phrases` asks of it."""

    loose: Callable[[str, date], Loose | None]
    """Reads a calendar date that may have gaps."""
    simple: Callable[[str, date], str | None]
    """Reads any other single date into EDTF text: festivals, days and units counted from today."""
    left: Callable[[str, str, date], Loose | None]
    """Reads the first of two dates whose unit stands at the second only: "2" of "2-3月"."""
    steps: tuple[tuple[str, Step], ...]
    """Words around a date: the pattern of the whole, its group 1 the date within."""
    pairs: tuple[tuple[str, str, Shape], ...]
    """Two dates: the pattern of the whole, its group 1 both dates; what stands between; and what
    is made of their span."""


class Rules(Generic[_Value]):
    """Readers of texts, each with its patterns; filled by using it as a decorator."""

    def __init__(self) -> None:
        self._readers: list[tuple[str, _Read[_Value]]] = []

    def __call__(self, *patterns: str) -> Callable[[_Read[_Value]], _Read[_Value]]:
        """Register a function that reads texts of these patterns."""

        def register(read: _Read[_Value]) -> _Read[_Value]:
            self._readers.extend((pattern, read) for pattern in patterns)
            return read

        return register

    def read(self, text: str, today: date) -> _Value | None:
        """Return what the first reader whose pattern is the whole text makes of it, not None."""
        for pattern, read in self._readers:
            found = re.fullmatch(pattern, text)
            value = read(found, today) if found else None
            if value is not None:
                return value
        return None


def by_word(words_of: dict[_Value, str]) -> dict[str, _Value]:
    """Turn a table of the words (with ``|`` between) for each value into the value of each word."""
    return {word: value for value, words in words_of.items() for word in words.split("|")}


def any_of(words: Iterable[str]) -> str:
    """Return the pattern of one of these words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
