"""The interface's own words: every one is written in English and Chinese side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from events.when import Lang


def say(lang: Lang, en: str, zh: str) -> str:
    """The words in the chosen language."""
    return zh if lang == "zh" else en


def count_of_events(count: int, lang: Lang) -> str:
    """A number of events, in words."""
    return say(lang, "1 event" if count == 1 else f"{count:,} events", f"{count:,} 个事件")
