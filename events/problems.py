"""Everything that can be wrong in event files: the problems, their levels, and their sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from events.rules import RULES, Level, Rule

if TYPE_CHECKING:
    from events.when import Lang

__all__ = ["RULES", "Level", "Problem", "Rule", "brief"]

_LONGEST_QUOTE = 60  # characters of a file's text that a sentence quotes
_LONGEST_WORDS = 300  # characters of an argument that is our own
_OURS = frozenset(("known", "why", "plain", "circle"))


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at one place of a file.

    ``code`` names the rule broken, a key of :data:`RULES`. ``file`` is relative to the timeline's
    folder, with ``/``. ``line`` and ``column`` count from 1, the column in characters. ``args``
    fill the sentences; an argument ``x@zh`` stands for ``x`` in Chinese. ``event`` is the id of the
    event concerned. ``span`` is the offending text, in characters of the decoded file without its
    BOM: a key, or a whole value with its quotes. ``suggestion`` is the nearest valid key or value,
    without quotes.
    """

    code: str
    file: str
    line: int
    column: int
    args: tuple[tuple[str, str], ...] = ()
    event: str | None = None
    span: tuple[int, int] | None = None
    suggestion: str | None = None

    @property
    def level(self) -> Level:
        """How bad it is: an error makes data wrong or unreadable."""
        return RULES[self.code].level

    def what(self, lang: Lang = "en") -> str:
        """One sentence: what is wrong."""
        rule = RULES[self.code]
        return (rule.zh if lang == "zh" else rule.en)[0].format_map(self._words(lang))

    def mend(self, lang: Lang = "en") -> str:
        """One or two sentences: how to put it right."""
        rule = RULES[self.code]
        how = (rule.zh if lang == "zh" else rule.en)[1].format_map(self._words(lang))
        if self.suggestion is None:
            return how
        if lang == "zh":
            return f"是否想写“{brief(self.suggestion)}”？{how}"
        return f"Did you mean “{brief(self.suggestion)}”? {how}"

    def as_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """The problem for JSON, with its sentences written out."""
        return {
            "level": self.level,
            "code": self.code,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "event": self.event,
            "what": self.what(lang),
            "mend": self.mend(lang),
            "suggestion": self.suggestion,
        }

    def _words(self, lang: Lang) -> dict[str, str]:
        words = dict(self.args)
        if lang != "en":
            words |= {key[:-3]: value for key, value in self.args if key.endswith(f"@{lang}")}
        return {
            key: brief(value, _LONGEST_WORDS if key in _OURS else _LONGEST_QUOTE)
            for key, value in words.items()
        }


def brief(text: str, longest: int = _LONGEST_QUOTE) -> str:
    """A file's text fit to be quoted in a sentence: one line, printable, not long."""
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    if cut.isprintable():
        return cut
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in cut)
