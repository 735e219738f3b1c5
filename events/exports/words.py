"""The words for an event in an export: what a reader without the program is told of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from events.metrics import show_reading
from events.names import in_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from events.exports.selection import Selection
    from events.model import Reading
    from events.names import Text
    from events.when import Lang, When

# C0, DEL, C1, what turns the direction of writing, marks of bytes and halves of characters: a text
# holds them by mistake or to deceive. Tabs and line ends are blanks, see `one_line`.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_STACKED = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4,}"
)
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_LINE_END = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")


def printable(text: str) -> str:
    """The text without control codes and what turns its direction; its lines stay, ended by LF."""
    return _UNWANTED.sub("", _LINE_END.sub("\n", text)).replace("\t", " ")


def one_line(text: str) -> str:
    """The text as `printable`, in one line."""
    return " ".join(printable(text).split())


def unstacked(text: str) -> str:
    """The text with at most three marks on a letter: more are drawn over the lines around it."""
    return _STACKED.sub(lambda found: found[0][:3], text)


def say(lang: Lang, en: str, zh: str) -> str:
    """The words in the chosen language."""
    return zh if lang == "zh" else en


def counted(count: int, lang: Lang, total: int | None = None) -> str:
    """How many events: ``12 events``, or ``12 of 63 events`` where it is not all of them."""
    if total is not None and total != count:
        return say(lang, f"{count:,} of {total:,} events", f"{total:,} 个事件中的 {count:,} 个")
    return say(lang, "1 event" if count == 1 else f"{count:,} events", f"{count:,} 个事件")


def month_named(year: int, month: int | None, lang: Lang) -> str:
    """A month as a heading names it, or the year alone: ``November 2025``."""
    if month is None:
        return say(lang, str(year), f"{year}年")
    return say(lang, f"{_MONTHS[month - 1]} {year}", f"{year}年{month}月")


class Footnote(NamedTuple):
    """A source as a footnote names it; each part is "" if it is not known.

    ``address`` is an http(s) address, and otherwise as written.
    """

    title: str
    publisher: str
    author: str
    published: str
    address: str


class Cited(NamedTuple):
    """A source, and what an event's citations say of the places in it."""

    source: str
    places: tuple[str, ...]
    notes: tuple[str, ...]


class Words:
    """The words for one event, each in one line and without control codes."""

    def __init__(self, selection: Selection, number: int) -> None:
        """The event with a number, in the selection's language."""
        self.selection = selection
        self.timeline = selection.timeline
        self.number = number
        self.event = self.timeline.events[number]
        self.id = self.timeline.id_of[number]
        self.lang: Lang = selection.lang

    @property
    def title(self) -> str:
        """The title, or else the id."""
        return self.text(self.event.title) or one_line(self.id)

    @property
    def summary(self) -> str:
        """The summary in one line."""
        return self.text(self.event.summary)

    @property
    def note(self) -> str:
        """The keeper's note in one line."""
        return self.text(self.event.note)

    @property
    def date(self) -> str:
        """The date in words; "" if there is none."""
        return self.event.date.show(self.lang) if self.event.date else ""

    @property
    def companies(self) -> list[str]:
        """The companies' names, those of the products included."""
        ids = dict.fromkeys((*self.timeline.company_ids[self.number], *self.event.companies))
        return self._labels("company", ids)

    @property
    def products(self) -> list[str]:
        """The products' names."""
        return self._labels("product", self.event.products)

    @property
    def kind(self) -> str:
        """The kind's name; "" if there is none."""
        return "".join(self._labels("kind", filter(None, [self.event.kind])))

    @property
    def status(self) -> str:
        """What sort of statement it is; "" where it is simply reported."""
        if self.event.status == "reported":
            return ""
        return "".join(self._labels("status", [self.event.status]))

    @property
    def tags(self) -> list[str]:
        """The tags."""
        return [tag for tag in map(one_line, self.event.tags) if tag]

    @property
    def names(self) -> list[str]:
        """Companies, products, kind and status, as they are told in one line."""
        found = [*self.companies, *self.products, self.kind, self.status]
        return list(dict.fromkeys(name for name in found if name))

    def text(self, text: Text | None) -> str:
        """A text in the language, in one line."""
        return one_line(in_language(text, self.lang))

    def paragraphs(self, text: Text | None) -> list[str]:
        """A text in the language, cut at its empty lines; each part in one line."""
        whole = printable(in_language(text, self.lang))
        return [part for raw in re.split(r"\n\s*\n", whole) if (part := " ".join(raw.split()))]

    def reading(self, reading: Reading) -> tuple[str, str]:
        """A reading: of what and whose, and how much: ("Monthly active users, Qwen", ">100M")."""
        timeline, lang = self.timeline, self.lang
        name = one_line(timeline.names["metric"].label(reading.metric, lang))
        owner = ""
        if reading.product and timeline.product_ids[self.number] != (reading.product,):
            owner = "".join(self._labels("product", [reading.product]))
        elif reading.company and timeline.company_ids[self.number] != (reading.company,):
            owner = "".join(self._labels("company", [reading.company]))
        what = say(lang, f"{name}, {owner}", f"{owner}{name}") if owner else name
        return what, one_line(show_reading(reading, timeline.metrics.get(reading.metric), lang))

    def reading_line(self, reading: Reading) -> str:
        """A reading in one line, with whose figure it is and its note."""
        what, value = self.reading(reading)
        line = say(self.lang, f"{what}: {value}", f"{what}：{value}")
        if by := self.text(reading.by):
            line += say(self.lang, f" (by {by})", f"（据 {by}）")
        if note := self.text(reading.note):
            line += say(self.lang, f". {note}", f"。{note}")
        return line

    def cited(self) -> list[Cited]:
        """Each source once, in the order of the citations."""
        places: dict[str, dict[str, None]] = {}
        notes: dict[str, dict[str, None]] = {}
        for citation in self.event.citations:
            here = places.setdefault(citation.source, {})
            if place := self.text(citation.place):
                here[place] = None
            if note := self.text(citation.note):
                notes.setdefault(citation.source, {})[note] = None
        return [Cited(id, tuple(there), tuple(notes.get(id, ()))) for id, there in places.items()]

    def footnote(self, source: str) -> Footnote:
        """What is told of a source; its id where nothing is known of it."""
        return footnote(self.selection, source)

    def source_line(self, cited: Cited) -> str:
        """A source with the places in it, in one line, without its address."""
        told = footnote(self.selection, cited.source)
        parts = [told.publisher, told.title, told.published]
        line = say(self.lang, ", ", "，").join(dict.fromkeys(filter(None, parts)))
        if cited.places:
            line += " " + say(self.lang, ", ", "、").join(cited.places)
        return line

    def _labels(self, table: str, ids: Iterable[str]) -> list[str]:
        names = self.timeline.names[table]
        return [label for id in ids if (label := one_line(names.label(id, self.lang)))]


def footnote(selection: Selection, source: str) -> Footnote:
    """What is told of a source; its id where nothing is known of it."""
    lang = selection.lang
    known = selection.timeline.sources.get(source)
    if known is None:
        return Footnote(one_line(source), "", "", "", "")
    return Footnote(
        title=one_line(in_language(known.title, lang) or known.id),
        publisher=one_line(in_language(known.publisher, lang)),
        author=one_line(in_language(known.author, lang)),
        published=known.published.show(lang) if known.published else "",
        address=known.url if _is_address(known.url) else "",
    )


def _is_address(url: str) -> bool:
    """Whether it is an address that a reader may be led to, in one word of printable signs."""
    web = url.lower().startswith(("http://", "https://"))
    return web and url.isprintable() and " " not in url


def doubtful(when: When) -> bool:
    """Whether the days alone do not say it: anything but one exact day, or a span of exact days."""
    if when.doubt or when.open_start or when.open_end or when.unknown_start or when.unknown_end:
        return True
    return when.precision != "day"
