"""The right end of the query line: how many events there are, or what is wrong with the query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Size
from textual.reactive import Reactive, reactive
from textual.widget import Widget

from tui.language import count_of_events, say
from tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.query import QueryError
    from events.when import Lang


class Standing(Widget):
    """Words that the line makes fit."""

    DEFAULT_CSS = """
    Standing {
        width: 0; height: 1; padding-right: 1; text-align: right; color: $foreground 55%;
    }
    """
    ALLOW_SELECT = False

    content: reactive[Content] = reactive(Content(""))
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """It never scrolls: a new size of it is no reason to lay out the screen a second time."""

    def render(self) -> Content:
        """The words."""
        return self.content


def ways_to_complain(error: QueryError, lang: Lang) -> Iterator[str]:
    """What is wrong, in full, or else only what Tab would put there instead."""
    yield f"✗ {clean(error.show(lang))}"
    if error.nearest is not None:
        near = clean(error.nearest)
        yield say(lang, f"✗ did you mean “{near}”? Tab", f"✗ 是否想写“{near}”？Tab")


def ways_to_count_all(total: int, lang: Lang) -> Iterator[str]:
    """How many events there are without a query, in words or not."""
    yield count_of_events(total, lang)
    yield f"{total:,}"


def ways_to_count(count: int, total: int, lang: Lang, *, clears: bool) -> Iterator[str]:
    """How many of all events a query finds, from the fullest way to say it to the shortest.

    ``clears``: Esc clears the query.
    """
    hidden = total - count
    shown = say(lang, f"{count:,} of {total:,}", f"{total:,} 中的 {count:,}")
    in_full = shown + say(lang, f" · {hidden:,} hidden", f" · 隐藏 {hidden:,}")
    if clears:
        yield in_full + say(lang, " · Esc clears", " · Esc 清除")
    yield in_full
    yield shown
    yield f"{count:,}/{total:,}"
