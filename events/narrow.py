"""A query line narrowed to a part of what it finds: a value of a field, a stretch of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.query_dates import read_range
from events.query_syntax import QueryError, quoted_if_needed, read_syntax
from events.terms import plain_terms, without_item

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from events.query_syntax import FieldTerm
    from events.timeline import Field, Timeline


def narrowed_to_value(text: str, field: Field, value: str, timeline: Timeline) -> str:
    """The line, for those of its events alone that have a value; "" stands for none of any.

    Terms of the field that take in the value (a company is taken in by those above it) say nothing
    more beside it and go; others stay. Raises `QueryError` where the line cannot be understood.
    """
    if not value:
        return with_words(text, (f"-has:{field}",))
    names = timeline.names_of(field)
    above = timeline.ancestry(value) if field == "company" else (value,)

    def takes_in(term: FieldTerm) -> bool:
        return any(names.resolve(part.text) in above for part in term.values)

    text = _without(text, field, takes_in)
    return with_words(text, (f"{field}:{quoted_if_needed(value)}",))


def narrowed_to_days(text: str, words: str, first: int, last: int, today: date) -> str:
    """The line, for what may fall into some days alone; ``words`` are what to call them.

    Dates in it that take in all of these days go, others stay. Raises `QueryError` where the line
    cannot be understood.
    """

    def takes_in(term: FieldTerm) -> bool:
        for part in term.values:
            try:
                lo, hi, _ = read_range(part, today)
            except QueryError:
                continue
            if lo <= first and last <= hi:
                return True
        return False

    return with_words(_without(text, "date", takes_in), (f"date:{quoted_if_needed(words)}",))


def with_words(text: str, words: Iterable[str]) -> str:
    """The line with more terms at its end, those left out that stand in it already."""
    tree = read_syntax(text)
    there = {text[item.start : item.end] for item in tree.items}
    for word in words:
        if word not in there:
            blank = " " if text and not text[-1].isspace() else ""
            text = f"{text}{blank}{word}"
    return text


def _without(text: str, field: str, is_gone: Callable[[FieldTerm], bool]) -> str:
    tree = read_syntax(text)
    for index, term in reversed(list(plain_terms(tree, field))):
        if is_gone(term):
            text = without_item(text, index)
    return text
