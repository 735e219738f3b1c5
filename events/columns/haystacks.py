"""The text of an event as words are sought in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from events.names import every_language, fold

if TYPE_CHECKING:
    from events.model import Event


def folded_text(event: Event) -> str:
    """Title, summary and note in every language, folded; one a line."""
    return fold("\n".join(_texts(event)))


def _texts(event: Event) -> Iterable[str]:
    for text in (event.title, event.summary, event.note):
        if text:
            for words in every_language(text):
                # A phrase is found across the lines of a text, however they are indented.
                yield " ".join(words.split()) if "\n" in words or "  " in words else words
