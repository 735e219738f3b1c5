"""The lines of a form that name things: kinds, companies, products, sources, events, ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from events.editing.field_words import FIELD_WORDS
from events.editing.table_words import TABLES
from tui.form.lines import Line
from tui.form.values import FormFault
from tui.form.words import Vocabulary, joined, words_in
from tui.text import clean

if TYPE_CHECKING:
    from events.queries.complete import Completion
    from events.toml.layout import Data

# Tables of which a form can make a new one.
_MADE = ("company", "product", "kind", "metric", "source")


class NameLine(Line):
    """One name: a kind, metric, source, status; an id is written."""

    def __init__(
        self, key: str, table: str, value: Any, vocabulary: Vocabulary, *, free: bool = False
    ) -> None:
        self._raw = value
        text = "" if value is None else str(value)
        super().__init__(key, vocabulary.shown(table, text))
        self.tables = (table,)
        self.makes = table if table in _MADE else None
        self._vocabulary = vocabulary
        self._free = free

    def write(self, text: str, data: Data) -> None:
        """Put the id that the word means."""
        word = text.strip()
        if not word:
            data.pop(self.key, None)
        elif word == self.shown:
            data[self.key] = self._raw
        else:
            id = self._vocabulary.resolve(self.tables[0], word)
            if id is None and not self._free:
                raise unknown(self.tables[0], word)
            data[self.key] = word if id is None else id

    def offers(self, text: str, cursor: int) -> list[Completion]:
        """The names that hold what was typed; all of them where it is a whole name."""
        word = self.word_at(text, cursor)
        if self.is_known(word.text) and word.text:
            word = word._replace(text="")
        return self._vocabulary.offers(self.tables, word, many=False)

    def is_known(self, word: str) -> bool:
        """Whether the word is what the file has, or means something."""
        return (
            self._free
            or word == self.shown
            or self._vocabulary.resolve(self.tables[0], word) is not None
        )


class NamesLine(Line):
    """Several names with commas between: companies, products, tags, related events."""

    many = True

    def __init__(
        self, key: str, table: str, value: Any, vocabulary: Vocabulary, *, free: bool = False
    ) -> None:
        raw = value if isinstance(value, list) else [] if value is None else [value]
        self._raw = {vocabulary.shown(table, str(word)): word for word in raw}
        super().__init__(key, joined(vocabulary.shown(table, str(word)) for word in raw))
        self.tables = (table,)
        self.makes = table if table in ("company", "product") else None
        self._vocabulary = vocabulary
        self._free = free

    def write(self, text: str, data: Data) -> None:
        """Put the ids that the words mean; those the file had stay as they were written."""
        found: dict[Any, None] = {}
        for _, _, word in words_in(text):
            id = self._raw.get(word, self._vocabulary.resolve(self.tables[0], word))
            if id is None and not self._free:
                raise unknown(self.tables[0], word)
            found[word if id is None else id] = None
        if found:
            data[self.key] = list(found)
        else:
            data.pop(self.key, None)

    def remark(self, text: str) -> str:
        """The titles of related events."""
        if self.tables != ("event",):
            return ""
        ids = [word.text for word in words_in(text)]
        return "\n".join(self._vocabulary.event_words(id) for id in ids)

    def offers(self, text: str, cursor: int) -> list[Completion]:
        """The names that hold the word at the cursor and are not in the line yet."""
        word = self.word_at(text, cursor)
        there = {other.text for other in words_in(text) if other != word}
        asked = word._replace(text="") if self.is_known(word.text) and not self._free else word
        found = self._vocabulary.offers(self.tables, asked, many=True)
        return [offer for offer in found if offer.insert.strip('"') not in there]

    def is_known(self, word: str) -> bool:
        """Whether the word is one that the file has, or means something."""
        return (
            self._free
            or word in self._raw
            or self._vocabulary.resolve(self.tables[0], word) is not None
        )


class WhoseLine(Line):
    """Whose figure a reading is: a product, a company, or both."""

    many = True
    tables = ("product", "company")
    makes = "product"

    def __init__(self, reading: Mapping[str, Any], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._raw = {}
        for table in self.tables:
            if table in reading:
                self._raw[self._shown(table, str(reading[table]))] = (table, reading[table])
        super().__init__("whose", joined(self._raw))

    def _shown(self, table: str, word: str) -> str:
        shown = self._vocabulary.shown(table, word)
        if table == "company" and self._vocabulary.resolve("product", shown):
            return f"company:{clean(word)}"
        return shown

    def _meant(self, word: str) -> tuple[str, Any] | None:
        if word in self._raw:
            return self._raw[word]
        table, colon, name = word.partition(":")
        tables = (table,) if colon and table in self.tables else self.tables
        for table in tables:
            id = self._vocabulary.resolve(table, name if colon and len(tables) == 1 else word)
            if id is not None:
                return table, id
        return None

    def write(self, text: str, data: Data) -> None:
        """Put the product, the company, or both."""
        found: dict[str, Any] = {}
        for _, _, word in words_in(text):
            meant = self._meant(word)
            if meant is None:
                raise FormFault(
                    f"no product or company “{word}” is known: ↓ makes it",
                    f"没有名为“{word}”的产品或公司；按 ↓ 新建",
                )
            if meant[0] in found:
                raise FormFault("one product and one company at most", "最多一个产品和一个公司")
            found[meant[0]] = meant[1]
        for table in self.tables:
            data.pop(table, None)
        data.update(found)

    def offers(self, text: str, cursor: int) -> list[Completion]:
        """The products and companies that hold the word at the cursor."""
        word = self.word_at(text, cursor)
        asked = word._replace(text="") if self._meant(word.text) else word
        return self._vocabulary.offers(self.tables, asked, many=True)

    def is_known(self, word: str) -> bool:
        """Whether the word means a product or a company."""
        return self._meant(word) is not None


def unknown(table: str, word: str) -> FormFault:
    """The fault of a word that means nothing, and what ↓ does about it."""
    name = TABLES.get(table)
    en, zh = (name.one, name.zh) if name else FIELD_WORDS.get(table, (table, table))
    makes, how = ("makes it", "新建") if table in _MADE else ("lists what there is", "查看可选项")
    return FormFault(
        f"no {en} “{clean(word)}” is known: ↓ {makes}",
        f"没有名为“{clean(word)}”的{zh}；按 ↓ {how}",
    )


class IdLine(Line):
    """The id of a new event, company, …; left out, one is made."""

    def __init__(self, table: str, vocabulary: Vocabulary, shown: str = "") -> None:
        super().__init__("id", clean(shown))
        self._table = table
        self._vocabulary = vocabulary

    def write(self, text: str, data: Data) -> None:
        """Put the id; no other may have it."""
        word = text.strip()
        timeline, table = self._vocabulary.timeline, self._table
        ids: Any = timeline.number_of if table == "event" else timeline.names[table]
        if word in ids or word in self._vocabulary.made.get(table, {}):
            raise FormFault(f"“{word}” is taken: type another", f"“{word}”已被使用，请换一个")
        super().write(word, data)
