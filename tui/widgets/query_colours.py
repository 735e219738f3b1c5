"""Colours for the text of a query: fields and signs apart from values, an error underlined."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.highlighter import Highlighter

from events.queries.syntax import plain

if TYPE_CHECKING:
    from rich.text import Text
    from textual.widget import Widget

# In the plain form of a query: a quoted text, a field or metric, and signs and joining words.
_PARTS = re.compile(
    r"""(?P<quoted>"(?:\\.|[^"\\])*"?)"""
    r"""|(?P<field>(?<![^\s(-])[^\W\d][^\s()":<>=≥≤,]*(?=:|\s*[<>=≥≤]))"""
    r"""|(?P<sign>[:<>=≥≤(),]|(?<![^\s(])-|(?<![^\s(])(?:OR|AND|NOT|或|且|非|[|&]{1,2})(?![^\s)]))"""
)


class QueryColours(Highlighter):
    """Colours a query: fields and signs apart from values, the error underlined."""

    def __init__(self, owner: Widget) -> None:
        self._owner = owner
        self.error: tuple[int, int] | None = None

    def highlight(self, text: Text) -> None:
        """Style the parts of the text in place."""
        for part in _PARTS.finditer(plain(text.plain)):
            if part.lastgroup in ("field", "sign"):
                name = f"query--{part.lastgroup}"
                style = self._owner.get_component_rich_style(name, partial=True)
                text.stylize(style, *part.span())
        if self.error is not None:
            style = self._owner.get_component_rich_style("query--error", partial=True)
            text.stylize(style, *self.error)
