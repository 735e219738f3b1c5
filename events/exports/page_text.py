"""Text of the page in both its languages, escaped: the one that is not chosen is not displayed."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, TypeAlias

from events.exports.words import one_line, unstacked
from events.names import in_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from events.names import Text
    from events.when import Lang

Pair: TypeAlias = tuple[str, str]
"""A text in English and in Chinese; twice the same where there is but one."""


def pair(make: Callable[[Lang], str]) -> Pair:
    """What a function makes for each language."""
    return make("en"), make("zh")


def lines(text: Text | None) -> Pair:
    """A text from the files in each language, in one line."""
    return pair(lambda lang: one_line(in_language(text, lang)))


def shown(text: Pair) -> str:
    """The HTML of a text: once where both languages say the same."""
    en, zh = map(unstacked, text)
    if en == zh:
        return escape(en)
    return (
        f'<span class="e" lang="en">{escape(en)}</span>'
        f'<span class="z" lang="zh-Hans">{escape(zh)}</span>'
    )


def joined(parts: Iterable[str], separator: str = " · ") -> str:
    """HTML parts that are not empty, with a separator between them."""
    return separator.join(filter(None, parts))


def as_data(text: Pair) -> str | list[str]:
    """A text as the page's data has it: one string where both languages say the same."""
    en, zh = map(unstacked, text)
    return en if en == zh else [en, zh]
