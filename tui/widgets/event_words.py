"""The words for an event's fields in a language, each of them safe to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from events.names import in_language
from tui.language import say
from tui.text import cells, clean

if TYPE_CHECKING:
    from events.model import Citation, Event, Reading
    from events.timeline import Timeline
    from events.when import Lang, When

Role = Literal[
    "title", "other", "heading", "date", "quiet", "name", "status", "body", "value", "link", "match"
]


class Piece(NamedTuple):
    """A run of safe text and the part it plays."""

    text: str
    role: Role


class ReadingWords(NamedTuple):
    """What to say of a reading; ``owner`` is whose it is, where the event alone does not tell."""

    owner: str
    name: str
    short_name: str
    value: str
    short_value: str
    by: str
    note: str


class SourceWords(NamedTuple):
    """What to say of a source and the places cited; ``address`` is as written, not cleaned."""

    publisher: str
    title: str
    place: str
    published: str
    language: str
    address: str
    notes: tuple[str, ...]


# The same sign in outline: what it stands for is in doubt, or has not happened.
_HOLLOW = {"●": "○", "▲": "△", "◆": "◇", "■": "□", "★": "☆", "▼": "▽", "▶": "▷", "◀": "◁"} | {
    "⚑": "⚐", "♦": "◇", "♥": "♡", "♠": "♤", "♣": "♧", "▪": "▫", "⬢": "⬡", "⬟": "⬠", "•": "◦"
}  # fmt: skip
HAPPENED = ("reported", "announced", "withdrawn")
"""What an event is that has happened, if it is so."""
_MANY_DAYS = 1000  # from so many on years say it better
_SHORT = 8  # cells of a name that is short enough as it is
_ACRONYM = 5  # letters of an id that can stand for a name: mau, capex
_LANGUAGES = {"zh": ("Chinese", "中文"), "en": ("English", "英文")}


@dataclass(frozen=True, slots=True)
class EventWords:
    """The words for each of an event's fields, safe to show."""

    timeline: Timeline
    event: Event
    number: int
    lang: Lang

    def title(self) -> str:
        """The title in the language; the id when there is none."""
        return clean(in_language(self.event.title, self.lang)) or clean(
            self.timeline.id_of[self.number]
        )

    def glyph(self) -> str:
        """The kind's glyph, in outline when there is a doubt; a dot where it has none.

        What has not surely happened is a plain circle where the glyph has no outline.
        """
        kind = self.timeline.kinds.get(self.timeline.kind_id[self.number])
        glyph = (clean(kind.glyph) if kind else "") or "·"
        if self.event.status not in HAPPENED:
            return _HOLLOW.get(glyph, "○")
        if self.event.date is not None and self.event.date.doubt:
            return _HOLLOW.get(glyph, glyph)
        return glyph

    def other_titles(self) -> list[str]:
        """The title in the other languages."""
        title = self.event.title
        if not isinstance(title, dict):
            return []
        shown = in_language(title, self.lang)
        return [clean(text) for text in dict.fromkeys(title.values()) if text and text != shown]

    def date(self, *, narrow: bool = False) -> str:
        """The date in words."""
        if self.event.date is None:
            return say(self.lang, "no date", "无日期")
        return self.event.date.show(self.lang, narrow=narrow)

    def quotes(self) -> list[str]:
        """The citations' own words for the date, in quotation marks."""
        words = (clean(citation.date_words) for citation in self.event.citations)
        return [f"“{word}”" for word in dict.fromkeys(words) if word]

    def names(self) -> list[Piece]:
        """Companies, products, kind, and the status when it is not simply reported."""
        timeline, number, lang = self.timeline, self.number, self.lang
        named = timeline.names
        companies = dict.fromkeys((*timeline.company_ids[number], *self.event.companies))
        products = dict.fromkeys((*timeline.product_ids[number], *self.event.products))
        labels = [named["company"].label(one, lang) for one in companies]
        labels += [named["product"].label(one, lang) for one in products]
        parts = [[Piece(clean(label), "name")] for label in labels]
        if kind_id := timeline.kind_id[number] or self.event.kind:
            kind = timeline.kinds.get(kind_id)
            glyph = clean(kind.glyph) if kind else ""
            label = clean(named["kind"].label(kind_id, lang))
            parts.append([Piece(f"{glyph} " if glyph else "", "value"), Piece(label, "name")])
        if (status := self.event.status) != "reported":
            parts.append([Piece(named["status"].label(status, lang).upper(), "status")])
        pieces: list[Piece] = []
        for part in parts:
            pieces += [Piece(" · ", "quiet"), *part] if pieces else part
        return pieces

    def reading(self, reading: Reading) -> ReadingWords:
        """A reading: whose, of what, how much, and who says so."""
        from events.metrics import show_reading  # the first frame has no readings yet

        timeline, lang = self.timeline, self.lang
        metric = timeline.metrics.get(reading.metric)
        owner = ""
        if reading.product and timeline.product_ids[self.number] != (reading.product,):
            owner = timeline.names["product"].label(reading.product, lang)
        elif reading.company and timeline.company_ids[self.number] != (reading.company,):
            owner = timeline.names["company"].label(reading.company, lang)
        return ReadingWords(
            owner=clean(owner),
            name=clean(timeline.names["metric"].label(reading.metric, lang)),
            short_name=short_name(timeline, reading.metric, lang),
            value=clean(show_reading(reading, metric, lang)),
            short_value=clean(show_reading(reading, metric, lang, narrow=True)),
            by=clean(in_language(reading.by, lang)),
            note=clean(in_language(reading.note, lang)),
        )

    def sources(self) -> list[SourceWords]:
        """Each source once, with all the places in it that tell of the event."""
        cited: dict[str, list[Citation]] = {}
        for citation in self.event.citations:
            cited.setdefault(citation.source, []).append(citation)
        return [self._source(id, citations) for id, citations in cited.items()]

    def _source(self, id: str, citations: list[Citation]) -> SourceWords:
        lang = self.lang
        places = (clean(in_language(citation.place, lang)) for citation in citations)
        place = say(lang, ", ", "、").join(dict.fromkeys(filter(None, places)))
        notes = tuple(
            clean(in_language(citation.note, lang)) for citation in citations if citation.note
        )
        source = self.timeline.sources.get(id)
        if source is None:
            return SourceWords("", clean(id), place, "", "", "", notes)
        language = say(lang, *_LANGUAGES.get(source.language, (source.language,) * 2))
        return SourceWords(
            publisher=clean(in_language(source.publisher, lang)),
            title=clean(in_language(source.title, lang) or id),
            place=place,
            published=source.published.show(lang) if source.published else "",
            language=clean(language),
            address=source.url,
            notes=notes,
        )

    def days_from(self, other: int) -> str:
        """The signed days from this event to the other one, a range where dates are not exact."""
        here, there = self.event.date, self.timeline.events[other].date
        if here is None or there is None or not (_is_bounded(here) and _is_bounded(there)):
            return ""
        least, most = there.lo - here.hi, there.hi - here.lo
        day = say(self.lang, "d", "天")
        if min(abs(least), abs(most)) >= _MANY_DAYS and least * most > 0:
            ends = dict.fromkeys(_years(days) for days in (least, most))
            return f"{'…'.join(ends)} {say(self.lang, 'y', '年')}"
        if least == most == 0:
            return say(self.lang, "same day", "同日")
        if least == most:
            return f"{_signed(least)} {day}"
        if least < 0 < most:
            return ""
        return f"{_signed(least)}…{_signed(most)} {day}"


def short_name(timeline: Timeline, metric: str, lang: Lang) -> str:
    """A metric's name, or an alias or id of it, that fits a few cells: DAU, 日活."""
    names = [clean(timeline.names["metric"].label(metric, lang))]
    names += map(clean, timeline.metrics[metric].aliases if metric in timeline.metrics else ())
    if len(metric) <= _ACRONYM:
        names.append(clean(metric).upper())
    if lang == "en":
        names = [name for name in names if name.isascii()] or names
    return next((name for name in names if cells(name) <= _SHORT), names[0])


def _is_bounded(when: When) -> bool:
    return not (when.open_start or when.open_end or when.unknown_start or when.unknown_end)


def _years(days: int) -> str:
    return f"{'−' if days < 0 else '+'}{abs(days) / 365.2425:.1f}"


def _signed(days: int) -> str:
    return f"−{-days:,}" if days < 0 else f"+{days:,}" if days else "0"
