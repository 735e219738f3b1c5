"""Names in several languages: the words a thing goes by, and the thing a word means."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from events.when import Lang

# A name or text as an event file holds it: one string, or one for each language code.
Text: TypeAlias = str | Mapping[str, str]

_MANY = 3000  # names beyond which `nearest` looks only at the likeliest
_NEIGHBOURS = 200  # of these: on either side in the alphabet
_ALIKE = 0.6  # how alike two words must be, difflib's ratio
_ALIKE_SHORT = 0.5  # the same for words of two or three Chinese characters


class Named(Protocol):
    """What a company, product, kind, metric or source has; its name is ``name`` or ``title``."""

    @property
    def id(self) -> str:
        """The id that events refer to."""
        ...

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other words people write for it."""
        ...


def fold(text: str) -> str:
    """The text as it is compared: letter case and full-width forms made one (NFKC, casefold)."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).casefold()


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


def in_language(text: Text | None, lang: Lang) -> str:
    """The text in the chosen language, else in any that it has; "" for None."""
    if text is None:
        return ""
    if isinstance(text, str):
        return text
    return text.get(lang) or next((words for words in text.values() if words), "")


def every_language(text: Text | None) -> tuple[str, ...]:
    """All that the text says, in each of its languages."""
    if text is None:
        return ()
    return (text,) if isinstance(text, str) else tuple(text.values())


def slug(*words: str) -> str:
    """An id made of words: ``2026-01-14-qwen-passes-100-million``."""
    return re.sub(r"[\W_]+", "-", " ".join(words).lower()).strip("-")[:80].rstrip("-")


class Names:
    """The names of one table: what each id is called, and which id a written word means.

    Ids come first, then names, then aliases; of two that share a word the earlier in the files has
    it. Letter case, full-width forms and blanks around the word do not count.
    """

    def __init__(self, entries: Iterable[tuple[str, Text | None, Iterable[str]]] = ()) -> None:
        """Take (id, name, aliases) in the order in which they are to be listed."""
        self._texts: dict[str, Text | None] = {}
        self._aliases: dict[str, tuple[str, ...]] = {}
        for id, text, aliases in entries:
            self._texts.setdefault(id, text)
            self._aliases.setdefault(id, tuple(aliases))
        self._known: dict[str, str] = {}
        for id in self._texts:
            self._learn(id, id)
        for id, text in self._texts.items():
            for name in every_language(text):
                self._learn(name, id)
        for id, others in self._aliases.items():
            for alias in others:
                self._learn(alias, id)

    @classmethod
    def of(cls, models: Iterable[Named]) -> Names:
        """The names of companies, products, kinds, metrics or sources."""
        return cls(
            (model.id, getattr(model, "name", None) or getattr(model, "title", None), model.aliases)
            for model in models
        )

    def _learn(self, word: str, id: str) -> None:
        folded = fold(word).strip()
        if folded:
            self._known.setdefault(folded, id)

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __contains__(self, id: object) -> bool:
        return id in self._texts

    def resolve(self, word: str) -> str | None:
        """The id that the word means: an id, name or alias in any language; None if none."""
        return word if word in self._texts else self._known.get(fold(word).strip())

    def label(self, id: str, lang: Lang) -> str:
        """What to show for the id; the id itself where it has no name or is unknown."""
        return in_language(self._texts.get(id), lang) or id

    def words(self, id: str) -> tuple[str, ...]:
        """The id, its names in each language and its aliases, as written."""
        if id not in self._texts:
            return (id,)
        return tuple(dict.fromkeys((id, *every_language(self._texts[id]), *self._aliases[id])))

    def beginning(self, part: str) -> list[str]:
        """The ids of which a word begins with folded text."""
        return [id for id, words in self._folded if words.startswith(part) or f"\n{part}" in words]

    def holding(self, part: str) -> list[str]:
        """The ids of which a word holds folded text."""
        return [id for id, words in self._folded if part in words]

    @cached_property
    def _folded(self) -> list[tuple[str, str]]:
        """Each id with its folded words, one a line."""
        return [(id, "\n".join(map(fold, self.words(id)))) for id in self._texts]

    def nearest(self, word: str) -> str | None:
        """The id, name or alias most like a word that means nothing, as written; None if none."""
        return nearest(word, [known for id in self._texts for known in self.words(id)])


# What an event may be, as DESIGN names it; the first is meant where an event says nothing.
STATUS_NAMES = Names(
    (
        ("reported", {"en": "Reported", "zh": "已报道"}, ("报道", "已发生")),
        ("announced", {"en": "Announced", "zh": "已宣布"}, ("宣布",)),
        ("planned", {"en": "Planned", "zh": "计划"}, ("计划中",)),
        ("forecast", {"en": "Forecast", "zh": "预测"}, ("预计", "forecasted")),
        ("disputed", {"en": "Disputed", "zh": "有争议"}, ("争议",)),
        ("withdrawn", {"en": "Withdrawn", "zh": "已撤回"}, ("撤回",)),
    )
)
