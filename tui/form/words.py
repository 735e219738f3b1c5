"""What can be named in a form: the timeline's companies, products, …, and those made in the form.

Names are shown in the person's language and written as ids.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from events.names import Names, every_language, fold, in_language, slug
from events.queries.complete import Completion
from tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from events.model import Metric
    from events.timeline import Field, Timeline
    from events.toml.layout import Data
    from events.when import Lang

MOST_OFFERED = 40
"""The tables of which a new one can be made in the form."""
_BY_ID = ("source", "event", "file")  # their names are too long to stand in a line
_SEPARATOR = re.compile("[,，、;；]")
_WORD = re.compile('\\s*(?:"(?P<quoted>[^"]*)"|(?P<plain>[^,，、;；]*))[^,，、;；]*')


class Word(NamedTuple):
    """One of several words in a line, and where it stands."""

    start: int
    end: int
    text: str


def words_in(text: str) -> list[Word]:
    """The words between commas of any sort; one in quotes may hold commas itself."""
    return [word for word in _places(text) if word.text]


def word_at(text: str, cursor: int) -> Word:
    """The word that the cursor stands in or behind, which may be empty."""
    return next((word for word in _places(text) if cursor <= word.end), Word(cursor, cursor, ""))


def _places(text: str) -> Iterator[Word]:
    at = 0
    while True:
        match = _WORD.match(text, at)
        assert match is not None  # it may be empty
        part = match[0]
        start = at + len(part) - len(part.lstrip())
        found = match["quoted"] if match["quoted"] is not None else match["plain"]
        yield Word(start, max(start, match.end()), found.strip())
        if match.end() >= len(text):
            return
        at = match.end() + 1


def joined(words: Iterable[str]) -> str:
    """Words as one line, those that hold a comma in quotes."""
    return ", ".join(map(quoted, words))


def quoted(word: str) -> str:
    """The word, in quotes if it would fall apart without."""
    return f'"{word}"' if _SEPARATOR.search(word) else word


class Vocabulary:
    """The names that a form knows. ``made`` holds the new ones by table and id."""

    def __init__(self, timeline: Timeline, lang: Lang, near: int | None = None) -> None:
        """``near`` is the number of an event whose names are offered before others."""
        self.timeline = timeline
        self.lang = lang
        self._near = near
        self.made: dict[str, dict[str, Data]] = {}

    def make(self, table: str, data: Data) -> None:
        """Let the form know a new company, product, …"""
        self.made.setdefault(table, {})[str(data["id"])] = data

    def free_id(self, table: str, words: str) -> str:
        """An id made of words that nothing in a table goes by."""
        wanted = id = slug(words) or table
        count = 1
        while self.resolve(table, id) is not None:
            count += 1
            id = f"{wanted}-{count}"
        return id

    def resolve(self, table: str, word: str) -> str | None:
        """The id that a word means, in any language, or the address of a source; None if none."""
        if table == "event":
            return word if word in self.timeline.number_of else None
        for names in self._names(table):
            if (id := names.resolve(word)) is not None:
                return id
        return self._at(word) if table == "source" and "://" in word else None

    def _at(self, address: str) -> str | None:
        """The source at an address."""
        wanted = address.strip().rstrip("/")
        known = {id: source.url for id, source in self.timeline.sources.items()}
        known |= {id: data.get("url", "") for id, data in self.made.get("source", {}).items()}
        return next((id for id, url in known.items() if url and url.rstrip("/") == wanted), None)

    def label(self, table: str, id: str) -> str:
        """What an id is called in the person's language."""
        if table == "event":
            number = self.timeline.number_of.get(id)
            title = self.timeline.events[number].title if number is not None else ""
            return clean(in_language(title, self.lang)) or clean(id)
        known = next((names for names in self._names(table) if id in names), None)
        return clean(known.label(id, self.lang)) if known else clean(id)

    def shown(self, table: str, word: str) -> str:
        """How a word of the file stands in the form: as the name, where that means the same."""
        id = self.resolve(table, word)
        if id is None or table in _BY_ID:
            return clean(word)
        label = self.label(table, id)
        return label if self.resolve(table, label) == id else clean(word)

    def event_words(self, id: str) -> str:
        """An event in words: its date and title."""
        number = self.timeline.number_of.get(id)
        when = self.timeline.when[number] if number is not None else None
        shown = when.show(self.lang, narrow=True) if when else ""
        return f"{shown}  {self.label('event', id)}".strip()

    def metric(self, id: str) -> Metric | None:
        """A metric, so that its readings can be shown in its unit."""
        from events.model import Metric

        made = self.made.get("metric", {}).get(id)
        return Metric(id=id, unit=made.get("unit", "")) if made else self.timeline.metrics.get(id)

    def offers(self, tables: Sequence[str], word: Word, *, many: bool) -> list[Completion]:
        """What could stand in the place of a word: what begins with it, then what holds it."""
        part = fold(word.text)
        found = []
        for table in tables:
            ids = self._events(part) if table == "event" else self._holding(table, part)
            for id in ids:
                shown = self.shown(table, id)
                if "product" in tables and table == "company" and self.resolve("product", shown):
                    shown = f"company:{id}"
                insert = quoted(shown) if many else shown
                found.append(Completion(word.start, word.end, insert, *self._told(table, id)))
        return found[:MOST_OFFERED]

    def _names(self, table: str) -> tuple[Names, ...]:
        known = self.timeline.names_of(cast("Field", table))
        made = self.made.get(table)
        if not made:
            return (known,)
        rows = ((id, data.get("name") or data.get("title"), ()) for id, data in made.items())
        return (known, Names(rows))

    def _holding(self, table: str, part: str) -> Iterable[str]:
        sets = self._names(table)
        if not part:
            ids = [id for names in reversed(sets) for id in names]
            return ids if self._near is None else sorted(ids, key=self._rank(table, self._near))
        first = [id for names in sets for id in names.beginning(part)]
        return dict.fromkeys([*first, *(id for names in sets for id in names.holding(part))])

    def _rank(self, table: str, near: int) -> Callable[[str], int]:
        """New names first, then those of the event near by, then all others."""
        made, used = self.made.get(table, {}), self.timeline.postings(cast("Field", table))
        return lambda id: 0 if id in made else 1 if near in used.get(id, ()) else 2

    def _events(self, part: str) -> list[str]:
        """Ids of the events whose id or title holds the folded text, the latest first."""
        timeline = self.timeline
        found: list[str] = []
        for number in range(len(timeline) - 1, -1, -1):
            id = timeline.id_of[number]
            if part in id.lower() or (
                part in timeline.haystack[number]
                and any(part in fold(words) for words in every_language(_title(timeline, number)))
            ):
                found.append(id)
                if len(found) == MOST_OFFERED:
                    break
        return found

    def _told(self, table: str, id: str) -> tuple[str, str]:
        """What a completion is, and what helps to choose it."""
        timeline, lang = self.timeline, self.lang
        if table == "event":
            when = timeline.when[timeline.number_of[id]]
            return self.label(table, id), when.show(lang, narrow=True) if when else ""
        if table in ("status", "tag", "by", "file"):
            return "", self._count(table, id)
        if table == "source":
            return self.label(table, id), self._count(table, id)
        return clean(id), self._count(table, id)

    def _count(self, table: str, id: str) -> str:
        if id in self.made.get(table, {}):
            return "新" if self.lang == "zh" else "new"
        numbers = self.timeline.postings(cast("Field", table)).get(id, ())
        return f"{len(numbers):,}" if numbers else ""


def _title(timeline: Timeline, number: int) -> Any:
    return timeline.events[number].title
