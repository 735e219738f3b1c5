"""Facets in the query line: ticking a value writes its words there, unticking takes them out.

A facet term is a field with values that stands for itself in the line (`events.queries.terms`).
Everything else stays as it was typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.queries.syntax import FieldTerm, quoted_if_needed, read_syntax
from events.queries.terms import plain_terms, without_item

if TYPE_CHECKING:
    from events.timeline import Field, Timeline


def tick(text: str, field: Field, value: str, on: bool, timeline: Timeline) -> str:
    """The line with a value ticked, or with it no longer ticked.

    Ticking adds the value to the last facet term of the field, or a new term at the end;
    unticking removes it from each of them, whatever name it goes by there. What is as wanted
    already stays as it is. Raises `QueryError` where the line cannot be understood.
    """
    tree = read_syntax(text)
    terms = list(plain_terms(tree, field))
    names = timeline.names_of(field)
    named = [[names.resolve(part.text) for part in term.values] for _, term in terms]
    if on == any(value in ids for ids in named):
        return text
    if on:
        return _added(text, field, quoted_if_needed(value), [term for _, term in terms])
    for (index, term), ids in zip(reversed(terms), reversed(named), strict=True):
        if all(id == value for id in ids):
            text = without_item(text, index)
        else:
            text = _without(text, term, [id == value for id in ids])
    return text


def _added(text: str, field: Field, written: str, terms: list[FieldTerm]) -> str:
    if terms:
        return f"{text[: terms[-1].end]},{written}{text[terms[-1].end :]}"
    blank = " " if text and not text[-1].isspace() else ""
    return f"{text}{blank}{field}:{written}"


def _without(text: str, term: FieldTerm, gone: list[bool]) -> str:
    """The line without some of the values of a term, and without a comma beside each."""
    values = term.values
    for place in reversed(range(len(values))):
        if not gone[place]:
            continue
        if any(not is_gone for is_gone in gone[:place]):
            start, end = values[place - 1].end, values[place].end
        else:
            start, end = values[place].start, values[place + 1].start
        text = text[:start] + text[end:]
    return text
