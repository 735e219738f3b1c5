"""Markdown: a brief to be read, with the events by month and numbered footnotes to the sources.

Text from the files stands for itself (`events.exports.markdown_text`). Footnotes are written
``[^1]``, as GitHub, Pandoc and most others read them; where they are not read, they still make
sense. Events stand under the month that they are sorted by, and each says its own date, no more
precise than it is known.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from events.exports.markdown_text import code, link, literal
from events.exports.markdown_text import footnote as footnote_line
from events.exports.selection import Export
from events.exports.words import Words, counted, footnote, month_named, one_line, say
from events.names import in_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.exports.selection import Selection
    from events.model import Reading


def export(selection: Selection) -> Export:
    """The brief: title, what was asked, the events by month, the sources, how it was made."""
    return Export(_Brief(selection).pieces())


class _Brief:
    def __init__(self, selection: Selection) -> None:
        self.selection = selection
        self.timeline = selection.timeline
        self.lang = selection.lang
        self.notes: dict[str, int] = {}
        """The number of each source cited so far."""

    def pieces(self) -> Iterator[str]:
        yield f"# {literal(one_line(self.selection.title))}\n"
        yield from self._head()
        yield from self._events()
        yield from self._sources()
        yield from self._foot()

    def _say(self, en: str, zh: str) -> str:
        return say(self.lang, en, zh)

    # The head

    def _head(self) -> Iterator[str]:
        events = counted(len(self.selection.numbers), self.lang, len(self.timeline))
        asked = one_line(self.selection.query_in_words)
        colon = self._say(": ", "：")
        yield f"\n*{events}*{colon + literal(asked) if asked else ''}\n"
        info = self.timeline.info
        if self.selection.whole and info and info.description:
            described = one_line(in_language(info.description, self.lang))
            yield f"\n{literal(described, begins=True)}\n"

    # The events

    def _events(self) -> Iterator[str]:
        groups = self.timeline.groups
        firsts = [group.first for group in groups]
        year: int | None = None
        month: tuple[int, int | None] | None = None
        undated = False
        for number in self.selection.numbers:
            if number >= self.timeline.dated:
                if not undated:
                    yield f"\n## {self._say('Undated', '无日期')}\n"
                    undated, year, month = True, None, None
            else:
                group = groups[bisect_right(firsts, number) - 1]
                undated = False
                if group.year != year:
                    year, month = group.year, None
                    yield f"\n## {month_named(group.year, None, self.lang)}\n"
                if group.month is not None and (group.year, group.month) != month:
                    month = group.year, group.month
                    yield f"\n### {month_named(*month, self.lang)}\n"
            yield self._event(number)

    def _event(self, number: int) -> str:
        words = Words(self.selection, number)
        title = f"**{literal(words.title)}**"
        lines = [f"- {literal(words.date)} · {title}" if words.date else f"- {title}"]
        if words.names:
            lines.append("  *" + " · ".join(map(literal, words.names)) + "*")
        blocks = ["\\\n".join(lines)]
        summary = words.paragraphs(words.event.summary)
        blocks += ["  " + literal(part, begins=True) for part in summary]
        readings = [f"  - {self._reading(words, reading)}" for reading in words.event.readings]
        if readings:
            blocks.append("\n".join(readings))
        if note := words.paragraphs(words.event.note):
            first = self._say("Note: ", "注：") + literal(note[0])
            quoted = [first, *(literal(part, begins=True) for part in note[1:])]
            blocks.append("\n  >\n".join("  > " + part for part in quoted))
        if cited := self._cited(words):
            blocks.append("  " + cited)
        return "\n" + "\n\n".join(blocks) + "\n"

    def _reading(self, words: Words, reading: Reading) -> str:
        what, value = words.reading(reading)
        line = f"{literal(what, begins=True)}{self._say(': ', '：')}**{literal(value)}**"
        if by := words.text(reading.by):
            line += self._say(f" (by {literal(by)})", f"（据 {literal(by)}）")
        if note := words.text(reading.note):
            line += self._say(f". {literal(note)}", f"。{literal(note)}")
        return line

    def _cited(self, words: Words) -> str:
        """The footnotes, the places in the sources, and their own words for the date."""
        comma = self._say(", ", "、")
        parts = []
        for one in words.cited():
            mark = f"[^{self._number(one.source)}]"
            told = comma.join(map(literal, (*one.places, *one.notes)))
            parts.append(f"{mark} {told}" if told else mark)
        quotes = (one_line(citation.date_words) for citation in words.event.citations)
        if quoted := " ".join(f"“{literal(quote)}”" for quote in dict.fromkeys(quotes) if quote):
            parts.append(self._say(f"dated {quoted}", f"原文日期{quoted}"))
        return " · ".join(parts)

    def _number(self, source: str) -> int:
        return self.notes.setdefault(source, len(self.notes) + 1)

    # The foot

    def _sources(self) -> Iterator[str]:
        if self.notes:
            yield f"\n## {self._say('Sources', '来源')}\n\n"
        for source, number in self.notes.items():
            told = footnote(self.selection, source)
            parts = [told.author, told.publisher]
            line = link(told.title, told.address)
            tail = [literal(part) for part in (*parts, told.published) if part]
            comma, stop = self._say(", ", "，"), self._say(".", "。")
            yield footnote_line(str(number), f"{comma.join([line, *tail])}{stop}")

    def _foot(self) -> Iterator[str]:
        selection = self.selection
        query = one_line(selection.query)
        parts = [self._say(f"Query: {code(query)}", f"查询：{code(query)}")] if query else []
        if selection.day is not None:
            day = selection.day.isoformat()
            parts.append(self._say(f"Made on {day}", f"生成于 {day}"))
        if version := selection.version:
            parts.append(self._say(f"Data: {version}", f"数据版本：{version}"))
        parts.append("dateline")
        yield f"\n---\n\n{' · '.join(parts)}\n"
