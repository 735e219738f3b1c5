"""The page's base: events by month, the figures they give and their sources, as plain HTML.

It is the whole of the page where there is no JavaScript, on paper and for a screen reader.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

from events.exports.page_text import Pair, joined, lines, pair, shown
from events.exports.words import Words, counted, footnote, month_named, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.exports.selection import Selection
    from events.model import Citation, Reading

_PLAIN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_OWN_IDS = re.compile(r"(?:source|event|figures)-\d+|page-.*")


class Base:
    """The events of a selection as the page lists them."""

    def __init__(self, selection: Selection) -> None:
        """Give each event its anchor, and each source that is cited its number."""
        self.selection = selection
        self.timeline = selection.timeline
        self._in = {lang: replace(selection, lang=lang) for lang in ("en", "zh")}
        self.anchors: list[str] = []
        """The id of each event's element, in the order of the selection."""
        taken: set[str] = set()
        for nth, number in enumerate(selection.numbers):
            id = self.timeline.id_of[number]
            plain = _PLAIN_ID.fullmatch(id) and not _OWN_IDS.fullmatch(id) and id not in taken
            self.anchors.append(id if plain else f"event-{nth}")
            taken.add(self.anchors[-1])
        self.notes: dict[str, int] = {}
        """The number of each source cited, in the order of the first citation."""
        for number in selection.numbers:
            for citation in self.timeline.events[number].citations:
                self.notes.setdefault(citation.source, len(self.notes) + 1)

    @cached_property
    def anchor_of(self) -> dict[str, str]:
        """The anchor of each event of the selection, by the event's id."""
        ids = map(self.timeline.id_of.__getitem__, self.selection.numbers)
        return dict(zip(ids, self.anchors, strict=True))

    def words(self, number: int) -> tuple[Words, Words]:
        """An event's words, English and Chinese."""
        return Words(self._in["en"], number), Words(self._in["zh"], number)

    # The events

    def events(self) -> Iterator[str]:
        """The events in their order, under headings for the months."""
        groups = self.timeline.groups
        firsts = [group.first for group in groups]
        heading: Pair | None = None
        for nth, number in enumerate(self.selection.numbers):
            if number < self.timeline.dated:
                group = groups[bisect_right(firsts, number) - 1]
                here = _month(group.year, group.month)
            else:
                here = ("Without a date", "无日期")
            if here != heading:
                yield "</ol></section>\n" if heading else ""
                yield f'<section class="month"><h3>{shown(here)}</h3>\n<ol class="events">\n'
                heading = here
            yield self._event(nth, number)
        yield "</ol></section>\n" if heading else ""

    def _event(self, nth: int, number: int) -> str:
        event = self.timeline.events[number]
        en, zh = self.words(number)
        parts = [
            f'<li class="event" id="{escape(self.anchors[nth])}">',
            f'<p class="when"{self._edtf(number)}>{shown((en.date, zh.date))}</p>',
            '<div class="told">',
            f'<h4 dir="auto">{shown((en.title, zh.title))}</h4>',
        ]
        names = shown((" · ".join(en.names), " · ".join(zh.names)))
        parts.append(f'<p class="names">{names}</p>' if names else "")
        parts += [f'<p class="summary" dir="auto">{part}</p>' for part in _paragraphs(en, zh)]
        if event.readings:
            read = "".join(f"<li>{self._reading(en, zh, one)}</li>" for one in event.readings)
            parts.append(f'<ul class="readings">{read}</ul>')
        if en.note or zh.note:
            label = shown(("Note: ", "注："))
            parts.append(f'<p class="note" dir="auto">{label}{shown((en.note, zh.note))}</p>')
        if event.citations:
            cites = joined(map(self._citation, event.citations))
            parts.append(f'<p class="cites">{shown(("Source ", "来源 "))}{cites}</p>')
        parts.append(self._related(event.related))
        return "".join(parts) + "</div></li>\n"

    def _edtf(self, number: int) -> str:
        when = self.timeline.when[number]
        return f' title="EDTF {escape(str(when))}"' if when else ""

    @staticmethod
    def _reading(en: Words, zh: Words, reading: Reading) -> str:
        (what, value), (what_zh, value_zh) = en.reading(reading), zh.reading(reading)
        by, by_zh = en.text(reading.by), zh.text(reading.by)
        note, note_zh = en.text(reading.note), zh.text(reading.note)
        told = [f"{shown((what, what_zh))} <b>{shown((value, value_zh))}</b>"]
        if by or by_zh:
            told.append(shown((f" · by {by}", f" · 据 {by_zh}")))
        if note or note_zh:
            told.append(f" · {shown((note, note_zh))}")
        return "".join(told)

    def _citation(self, citation: Citation) -> str:
        number = self.notes[citation.source]
        place, note = lines(citation.place), lines(citation.note)
        quoted = one_line(citation.date_words)
        told = [
            f'<a class="ref" href="#source-{number}">{number}</a>',
            shown(place),
            f"<q>{escape(quoted)}</q>" if quoted else "",
            shown(note),
        ]
        return joined(told, " ")

    def _related(self, ids: tuple[str, ...]) -> str:
        links = []
        for id in dict.fromkeys(ids):
            number = self.timeline.number_of.get(id)
            if number is not None and id in self.anchor_of:
                en, zh = self.words(number)
                title = shown((en.title, zh.title))
                links.append(f'<a href="#{escape(self.anchor_of[id])}">{title}</a>')
        if not links:
            return ""
        return f'<p class="related">{shown(("See also ", "另见 "))}{joined(links)}</p>'

    # The sources

    def sources(self) -> Iterator[str]:
        """The sources cited, numbered."""
        used = dict.fromkeys(self.notes, 0)
        for number in self.selection.numbers:
            for source in {one.source for one in self.timeline.events[number].citations}:
                used[source] += 1
        for source, number in self.notes.items():
            en, zh = (footnote(self._in[lang], source) for lang in ("en", "zh"))
            title = shown((en.title, zh.title))
            if en.address:
                rel = 'rel="noopener noreferrer nofollow"'
                title = f'<a href="{escape(en.address)}" {rel}>{title}</a>'
            parts = [
                f'<cite dir="auto">{title}</cite>',
                shown((en.author, zh.author)),
                shown((en.publisher, zh.publisher)) if en.publisher != en.title else "",
                shown((en.published, zh.published)),
                f'<span class="address">{escape(en.address)}</span>' if en.address else "",
                f'<span class="used">{shown(_events(used[source]))}</span>',
            ]
            yield f'<li id="source-{number}">{joined(parts)}</li>\n'


def _events(count: int) -> Pair:
    return pair(lambda lang: counted(count, lang))


def _month(year: int, month: int | None) -> Pair:
    return pair(lambda lang: month_named(year, month, lang))


def _paragraphs(en: Words, zh: Words) -> Iterator[str]:
    """The summary's paragraphs; together by language where the languages have not as many."""
    told = en.paragraphs(en.event.summary), zh.paragraphs(zh.event.summary)
    if len(told[0]) == len(told[1]):
        yield from map(shown, zip(*told, strict=True))
    else:
        yield shown(pair(lambda lang: " ".join(told[lang == "zh"])))
