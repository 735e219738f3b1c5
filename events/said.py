"""What is said to a person in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from events.when import Lang


class Said(NamedTuple):
    """A sentence, or a part of one, in both languages."""

    en: str
    zh: str

    def show(self, lang: Lang = "en") -> str:
        """It in a language."""
        return self.zh if lang == "zh" else self.en
