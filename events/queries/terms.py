"""The terms of a query line that stand for themselves, and a line with one of them written anew.

Such a term is a field with values that is not after a minus, not under OR and not in brackets.
Everything else in the line stays as it was typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.queries.syntax import AllOf, FieldTerm, quoted_if_needed, read_syntax
from events.queries.words import FIELD_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator


def plain_terms(tree: AllOf, field: str) -> Iterator[tuple[int, FieldTerm]]:
    """The terms of a field, whatever name it goes by; each with its place among the items."""
    for index, item in enumerate(tree.items):
        if isinstance(item, FieldTerm) and FIELD_NAMES.resolve(item.name.text) == field:
            yield index, item


def without_item(text: str, index: int) -> str:
    """The line without one of its items, the AND beside it, and one blank."""
    tree = read_syntax(text)
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
    return text[:start] + text[end:]


def with_term(text: str, field: str, value: str | None) -> str:
    """The line with one term of a field, which has the value; with None for it, without any.

    The value takes the place of what the first such term has, or stands in a new one at the end.
    Raises `QueryError` where the line cannot be understood.
    """
    tree = read_syntax(text)
    terms = list(plain_terms(tree, field))
    if value is not None and not terms:
        blank = " " if text and not text[-1].isspace() else ""
        return f"{text}{blank}{field}:{quoted_if_needed(value)}"
    for index, term in reversed(terms):
        if value is not None and term is terms[0][1]:
            start, end = term.values[0].start, term.values[-1].end
            text = f"{text[:start]}{quoted_if_needed(value)}{text[end:]}"
        else:
            text = without_item(text, index)
    return text
