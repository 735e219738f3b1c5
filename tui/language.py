"""The interface's own words: every one is written in English and Chinese side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from events.when import Lang


def say(lang: Lang, en: str, zh: str) -> str:
    """The words in the chosen language."""
    return zh if lang == "zh" else en
