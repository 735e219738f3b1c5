"""What may be typed at a place in a query line: fields, names in any language, dates, statuses."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, cast

from events.names import Names, fold, in_language
from events.queries.syntax import plain, quoted, quoted_if_needed
from events.queries.words import (
    DATE_FIELDS,
    FIELD_EXAMPLES,
    FIELD_NAMES,
    PART_NAMES,
    QUALITY_NAMES,
)

if TYPE_CHECKING:
    from events.columns.field_values import Field
    from events.timeline import Timeline
    from events.when import Lang

MOST = 40
"""Completions offered at once."""

# The fields whose values are offered for a bare word.
_OFFERED: tuple[Field, ...] = ("company", "product", "kind", "tag", "status", "by", "source")
_DATE_WORDS: dict[Lang, tuple[str, ...]] = {
    "en": ("today", "last 30 days", "last 3 months", "this year", "last year"),
    "zh": ("今天", "最近30天", "最近3个月", "今年", "去年"),
}


@dataclass(frozen=True, slots=True)
class Completion:
    """One thing to type: ``insert`` replaces the text from ``start`` to ``end``.

    ``label`` is what it is called; ``detail`` says what sort of thing it is and how many events
    have it, or shows how a field is used.
    """

    start: int
    end: int
    insert: str
    label: str
    detail: str


def complete(text: str, cursor: int, timeline: Timeline, lang: Lang = "en") -> list[Completion]:
    """What may stand where the cursor is, the likeliest first; the rest of the line may be wrong.

    After ``field:`` these are its values. Else they are fields, metrics, and the names that hold
    what is typed, as whole terms: ``阿里`` and ``ali`` both offer ``company:alibaba``.
    """
    place = _place(text, cursor)
    if place is None:
        return []
    offers = _Offers(place, timeline, lang)
    found: Iterator[Completion]
    match place.field:
        case None:
            found = chain(offers.fields(), offers.terms())
        case "id":
            found = offers.ids()
        case "is":
            found = chain(offers.choices(QUALITY_NAMES), offers.choices(timeline.names["status"]))
        case "has":
            found = offers.choices(PART_NAMES)
        case field if field in DATE_FIELDS:
            found = offers.dates()
        case field:
            found = offers.values(cast("Field", field))
    return list(islice({offer.insert: offer for offer in found}.values(), MOST))


@dataclass(frozen=True, slots=True)
class _Place:
    """The word or value at the cursor, and what of it is typed before the cursor."""

    start: int
    end: int
    typed: str
    field: str | None = None
    """The field whose value it is; None: a word, or the name of a field."""


_PIECE = re.compile(
    r"""
      (?P<name> [^\s()":<>=≥≤-][^\s()":<>=≥≤]* ) :
      (?: (?: "(?:\\.|[^"\\])*" | [^\s()",]+ ) , \s* )*
      (?P<value> "(?:\\.|[^"\\])*"? | [^\s()",]* )
    | [^\s()":<>=≥≤-][^\s()":<>=≥≤]* \s* [<>=≥≤]+ \s* [^\s()"]*
    | "(?:\\.|[^"\\])*"?
    | (?P<word> [^\s()":<>=≥≤-][^\s()":<>=≥≤]* )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_REST_OF_WORD = re.compile(r'[^\s()",:<>=≥≤]*:?')
_NAME = re.compile(r'[^\s()",:<>=≥≤-][^\s()",:<>=≥≤]*')
_REST_OF_VALUE = re.compile(r'[^\s()",]*')
_REST_OF_QUOTED = re.compile(r'(?:[^"]*")?')


def _place(text: str, cursor: int) -> _Place | None:
    """What is being typed at the cursor; None inside a phrase, a number or an unknown field."""
    cursor = max(0, min(cursor, len(text)))
    flat = plain(text)
    last = next(iter(deque(_PIECE.finditer(flat, 0, cursor), maxlen=1)), None)
    if last is None or last["other"]:
        return _Place(cursor, _end(_REST_OF_WORD, flat, cursor), "")
    if last["word"]:
        start = last.start()
        return _Place(start, _end(_REST_OF_WORD, flat, cursor), text[start:cursor])
    field = FIELD_NAMES.resolve(text[slice(*last.span("name"))]) if last["name"] else None
    if field is None:
        return None
    start = last.start("value")
    if flat[start:cursor].startswith('"'):
        typed = re.sub(r"\\(.)", r"\1", text[start + 1 : cursor], flags=re.DOTALL)
        return _Place(start, _end(_REST_OF_QUOTED, flat, cursor), typed, field)
    return _Place(start, _end(_REST_OF_VALUE, flat, cursor), text[start:cursor], field)


def _end(rest: re.Pattern[str], flat: str, cursor: int) -> int:
    """Where the word or value under the cursor ends."""
    found = rest.match(flat, cursor)
    return found.end() if found else cursor


class _Offers:
    """What can be offered at a place, by sort."""

    def __init__(self, place: _Place, timeline: Timeline, lang: Lang) -> None:
        self.place = place
        self.typed = fold(place.typed)
        self.timeline = timeline
        self.lang = lang

    def offer(self, insert: str, label: str, detail: str) -> Completion:
        return Completion(self.place.start, self.place.end, insert, label, detail)

    def fields(self) -> Iterator[Completion]:
        """The fields and metrics of which a name begins with what is typed."""
        for field in FIELD_NAMES.beginning(self.typed):
            # It is written by the name that was begun: 公 becomes 公司.
            words = FIELD_NAMES.words(field)
            name = next(word for word in words if fold(word).startswith(self.typed))
            yield self.offer(f"{name}:", FIELD_NAMES.label(field, self.lang), FIELD_EXAMPLES[field])
        metrics = self.timeline.names["metric"]
        for metric in metrics.beginning(self.typed) if self.typed else ():
            name = metric if _NAME.fullmatch(plain(metric)) else quoted(metric)
            kind = FIELD_NAMES.label("metric", self.lang)
            yield self.offer(f"{name}>", metrics.label(metric, self.lang), kind)

    def terms(self) -> Iterator[Completion]:
        """Whole terms for the names that begin with what is typed, then for those that hold it."""
        if not self.typed:
            return
        for matching in (Names.beginning, Names.holding):
            for field in _OFFERED:
                for value in matching(self.timeline.names_of(field), self.typed):
                    yield from self.value(field, value, f"{field}:")

    def values(self, field: Field) -> Iterator[Completion]:
        """The values of a field; those that begin with what is typed before others."""
        names = self.timeline.names_of(field)
        for value in chain(names.beginning(self.typed), names.holding(self.typed)):
            yield from self.value(field, value)

    def value(self, field: Field, value: str, before: str = "") -> Iterator[Completion]:
        count = self.timeline.bits(field, value).bit_count()
        if count:
            label = self.timeline.label(field, value, self.lang)
            detail = f"{FIELD_NAMES.label(field, self.lang)} · {count:,}"
            yield self.offer(before + quoted_if_needed(value), label, detail)

    def choices(self, names: Names) -> Iterator[Completion]:
        for id in chain(names.beginning(self.typed), names.holding(self.typed)):
            yield self.offer(id, names.label(id, self.lang), "")

    def dates(self) -> Iterator[Completion]:
        """The years of the timeline, latest first, and some words that are understood."""
        years = dict.fromkeys(str(group.year) for group in reversed(self.timeline.groups))
        for words in chain(islice(years, 10), *_DATE_WORDS.values()):
            if fold(words).startswith(self.typed):
                yield self.offer(quoted_if_needed(words), words, "")

    def ids(self) -> Iterator[Completion]:
        """Events by the beginning of their id."""
        for number, id in enumerate(self.timeline.id_of):
            if id.startswith(self.place.typed):
                when = self.timeline.when[number]
                title = in_language(self.timeline.events[number].title, self.lang)
                detail = when.show(self.lang, narrow=True) if when else ""
                yield self.offer(quoted_if_needed(id), title or id, detail)
