"""Everything that can be wrong in event files: the problems, their levels, and their sentences."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from events.names import fold
from events.rules import RULES, Level, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from events.when import Lang

__all__ = ["RULES", "Level", "Problem", "Rule", "brief", "nearest"]

_LONGEST_QUOTE = 60  # characters of a file's text that a sentence quotes
_LONGEST_WORDS = 300  # characters of an argument that is our own
_OURS = frozenset(("known", "why", "plain", "circle"))
_MANY = 3000  # names beyond which `nearest` looks only at the likeliest
_NEIGHBOURS = 200  # of these: on either side in the alphabet
_ALIKE = 0.6  # how alike two words must be, difflib's ratio
_ALIKE_SHORT = 0.5  # the same for words of two or three Chinese characters


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


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like ``word``, or None when none is near.

    Case and width do not count. Between equals the first wins. Of very many known words only those
    near it in the alphabet, or of about its length and with its end, are compared.
    """
    from difflib import SequenceMatcher  # only files with problems pay for it

    wanted = fold(word)
    if not wanted or len(wanted) > 200:
        return None
    words = list(known)
    if len(words) > _MANY:
        words.sort()
        place = bisect_left(words, word)
        tail, about = word[-4:], range(len(word) - 2, len(word) + 3)
        alike = [w for w in words if len(w) in about and w[-4:] == tail]
        words = words[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS] + alike[:_MANY]
    best, best_ratio = None, _ALIKE_SHORT if len(wanted) <= 3 and not wanted.isascii() else _ALIKE
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    for candidate in words:
        folded = fold(candidate)
        if folded == wanted:
            return candidate
        matcher.set_seq1(folded)
        if matcher.real_quick_ratio() < best_ratio or matcher.quick_ratio() < best_ratio:
            continue
        ratio = matcher.ratio()
        if ratio > best_ratio or (best is None and ratio == best_ratio):
            best, best_ratio = candidate, ratio
    return best
