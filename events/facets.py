"""Facets in the query line: ticking a value writes its words there, unticking takes them out.

A facet term is a field with values that stands for itself in the line: not after a minus, not
under OR, not in brackets. Everything else stays as it was typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.query_syntax import AllOf, FieldTerm, quoted_if_needed, read_syntax
from events.query_words import FIELD_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.timeline import Field, Timeline


def tick(text: str, field: Field, value: str, on: bool, timeline: Timeline) -> str:
    """The line with a value ticked, or with it no longer ticked.

    Ticking adds the value to the last facet term of the field, or a new term at the end;
    unticking removes it from each of them, whatever name it goes by there. What is as wanted
    already stays as it is. Raises `QueryError` where the line cannot be understood.
    """
    tree = read_syntax(text)
    terms = list(_facet_terms(tree, field))
    names = timeline.names_of(field)
    named = [[names.resolve(part.text) for part in term.values] for _, term in terms]
    if on == any(value in ids for ids in named):
        return text
    if on:
        return _added(text, field, quoted_if_needed(value), [term for _, term in terms])
    for (index, term), ids in zip(reversed(terms), reversed(named), strict=True):
        if all(id == value for id in ids):
            start, end = _term_span(text, tree, index)
            text = text[:start] + text[end:]
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


def _facet_terms(tree: AllOf, field: Field) -> Iterator[tuple[int, FieldTerm]]:
    """The facet terms of a field, each with its place among the items of the line."""
    for index, item in enumerate(tree.items):
        if isinstance(item, FieldTerm) and FIELD_NAMES.resolve(item.name.text) == field:
            yield index, item


def _term_span(text: str, tree: AllOf, index: int) -> tuple[int, int]:
    """What goes with an item: the AND beside it, and one blank."""
    start, end = tree.items[index].start, tree.items[index].end
    before = [joint for joint in tree.joints if joint[1] <= start]
    after = [joint for joint in tree.joints if joint[0] >= end]
    if before and not text[before[-1][1] : start].strip():
        start = before[-1][0]
    elif after and not text[end : after[0][0]].strip():
        end = after[0][1]
    if text[start - 1 : start].isspace():
        start -= 1
    elif text[end : end + 1].isspace():
        end += 1
    return start, end
