"""Parsing a large TOML text in stretches, so that other threads get their turn in between.

The parser is compiled and holds the interpreter from its first character to the last: a text of
10,000 events would stop the keys for a good part of a second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_STRETCH = 50_000  # characters: some milliseconds
_HEADER = re.compile(
    r"^[ \t]*\[\[[ \t]*(?:[A-Za-z0-9_-]+|\"[^\"\\\n]*\"|'[^'\n]*')[ \t]*\]\]", re.MULTILINE
)


def loads(text: str) -> dict[str, Any]:
    """What `tomli.loads` gives, and raises.

    A stretch begins at a line ``[[table]]``. If all stretches parse, each of these lines is a
    header and not in a string, and the tables one after the other are those of the whole text.
    Where anything else is met than arrays of tables that go on, the text is parsed as a whole.
    """
    import tomli

    if len(text) <= 2 * _STRETCH:
        return tomli.loads(text)
    joined: dict[str, Any] = {}
    closed: set[str] = set()
    for nth, (start, end) in enumerate(_stretches(text)):
        try:
            data = tomli.loads(text[start:end])
        except tomli.TOMLDecodeError:
            return tomli.loads(text)
        for name, value in data.items():
            if name not in joined:
                joined[name] = value
                if nth == 0 or not isinstance(value, list):
                    closed.add(name)
            elif name in closed or not isinstance(value, list):
                return tomli.loads(text)
            else:
                joined[name] += value
    return joined


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """The part before the first header, if only an empty one; then from one header to another."""
    first = _HEADER.search(text)
    start = end = first.start() if first else len(text)
    yield 0, start
    while start < len(text):
        following = _HEADER.search(text, start + _STRETCH)
        end = following.start() if following else len(text)
        yield start, end
        start = end
