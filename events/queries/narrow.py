"""A query line narrowed to a part of what it finds: a value of a field, a stretch of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from events.columns.bitsets import numbers_in
from events.dates.periods import first_day, query_words
from events.queries.dates import read_range
from events.queries.syntax import QueryError, quoted_if_needed, read_syntax
from events.queries.terms import plain_terms, without_item

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from events.coverage import Table
    from events.queries.syntax import FieldTerm
    from events.timeline import Field, Timeline

_FEW = 24  # events that a line may name by their ids


def narrowed_to_cell(
    text: str, table: Table, value: str, place: int | Literal["loose", "undated"], today: date
) -> str:
    """The line, for the events of a row that may be in a column, or are in none.

    Raises `QueryError` where the line cannot be understood, or would be too long.
    """
    text = narrowed_to_value(text, table.by, value, table.coverage.timeline)
    if place == "undated":
        return with_words(text, ("is:undated",))
    if place == "loose":
        return with_words(text, _loose_terms(table, value))
    period, unit = table.periods[place], table.unit
    first, after = first_day(period, unit), first_day(period + 1, unit)
    return narrowed_to_days(text, query_words(period, unit), first, after - 1, today)


def _loose_terms(table: Table, value: str) -> tuple[str, ...]:
    """Terms for the events of a row that are in no column: by their ids, if they are few."""
    timeline = table.coverage.timeline
    numbers = numbers_in(table.loose(value), len(timeline))
    if len(numbers) > _FEW:
        return ("-is:exact", "-is:undated")
    ids = dict.fromkeys(timeline.id_of[number] for number in numbers)
    return (f"id:{','.join(map(quoted_if_needed, ids))}",) if ids else ()


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
