"""A query that has been understood: its text and its meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeGuard

from events.queries import expressions as ex
from events.queries.syntax import read_syntax

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.timeline import Field
    from events.when import Lang


@dataclass(frozen=True, slots=True)
class Query:
    """A query that has been understood."""

    text: str
    """As it was typed."""
    expr: ex.AllOf
    """What it means."""

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing in particular, and so finds all events."""
        return not self.expr.items

    def terms(self) -> list[tuple[str, ex.Expression]]:
        """The terms that all must hold, each as it was typed and what it means."""
        items = read_syntax(self.text).items
        return [
            (self.text[item.start : item.end], meaning)
            for item, meaning in zip(items, self.expr.items, strict=True)
        ]

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words and phrases that events are to hold: what to highlight."""
        return tuple(dict.fromkeys(word for word in _words(self.expr) if word))

    def describe(self, lang: Lang = "en") -> str:
        """What it asks, in words."""
        return self.expr.describe(lang)

    def ticked(self, field: Field) -> frozenset[str]:
        """The values of a field that are ticked: those of its own terms, not under OR or minus."""
        return frozenset(
            value for item in self.expr.items if _is_facet(item, field) for value in item.values
        )

    def without(self, field: Field) -> ex.AllOf:
        """The query without what is ticked of a field."""
        return ex.AllOf(tuple(item for item in self.expr.items if not _is_facet(item, field)))


def _is_facet(item: ex.Expression, field: Field) -> TypeGuard[ex.In]:
    return isinstance(item, ex.In) and item.field == field


def _words(expression: ex.Expression) -> Iterator[str]:
    match expression:
        case ex.Text():
            yield expression.word
        case ex.AllOf() | ex.AnyOf():
            for item in expression.items:
                yield from _words(item)
        case _:
            return
