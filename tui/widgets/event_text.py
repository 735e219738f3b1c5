"""An event as lines of text: what the details pane draws, and what the copy command copies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from events.names import in_language
from tui.language import say
from tui.text import cells, clean, clean_lines, cut, find_words, wrap
from tui.widgets.event_words import EventWords, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from events.model import Event
    from events.timeline import Timeline
    from events.when import Lang

# More of one text than this is left to the editor: a pane is no place for a book.
_LONGEST = 4000
_LEAST_QUOTE = 8  # cells


@dataclass(frozen=True, slots=True)
class Link:
    """Where a line leads: to an event of the timeline by number, or to a web address."""

    number: int | None = None
    address: str = ""


class Line(NamedTuple):
    """One line of pieces; lines of the same ``link`` are followed as one."""

    pieces: tuple[Piece, ...] = ()
    link: Link | None = None

    @property
    def text(self) -> str:
        """The line's text."""
        return "".join(piece.text for piece in self.pieces)


def event_as_text(timeline: Timeline, number: int, lang: Lang) -> str:
    """The event as plain text to paste elsewhere: every field, no columns, no line broken."""
    return "\n".join(line.text for line in event_lines(timeline, number, lang, None)) + "\n"


def event_lines(
    timeline: Timeline,
    number: int,
    lang: Lang,
    width: int | None,
    words: Sequence[str] = (),
    known_by: int | None = None,
) -> list[Line]:
    """Every field of an event in lines of at most ``width`` cells (None: as long as they are).

    ``words`` are the folded words of the query, marked wherever they stand. With a day
    ``known_by`` the sources that were not out by then are only counted, as are related events of
    which nothing was known.
    """
    event, unknown = _known(timeline, number, known_by)
    page = _Page(timeline, event, number, lang, width, words, unknown)
    page.write()
    return page.lines


def strip_lines(
    timeline: Timeline,
    number: int,
    lang: Lang,
    width: int,
    words: Sequence[str] = (),
    known_by: int | None = None,
) -> list[Line]:
    """The event in four lines, the most telling first, for a strip under the list."""
    event, unknown = _known(timeline, number, known_by)
    about = EventWords(timeline, event, number, lang)
    # The source's words for the date stand there where the title leaves them room.
    room = width - cells(about.title()) - cells(about.date()) - 2
    quoted = "".join(f" {quote}" for quote in about.quotes())
    quoted = cut(quoted, room) if room >= _LEAST_QUOTE else ""
    date = [Piece(about.date(), "date"), Piece(quoted, "quiet")]
    cited = ((source.publisher or source.title, source.place) for source in about.sources())
    source = " · ".join(" ".join(filter(None, words)) for words in cited)
    if unknown.sources:
        source += say(lang, f" · +{unknown.sources} later", f" · 另 {unknown.sources} 个后来")
    readings = [about.reading(reading) for reading in event.readings]
    figures: list[Piece] = []
    for reading in readings:
        figures += [
            Piece("   " if figures else "", "quiet"),
            Piece(f"{reading.owner} " if reading.owner else "", "name"),
            Piece(f"{reading.short_name} ", "name"),
            Piece(reading.short_value, "value"),
            Piece(f" {reading.by}" if reading.by else "", "quiet"),
        ]
    title = [Piece(about.title(), "title")]
    rows = [
        (title, date),
        (about.names(), [Piece(source, "quiet")]),
        (figures, []),
        ([Piece(clean(in_language(event.summary, lang)), "body")], []),
    ]
    return [
        Line(_apart(_marked(_cut(left, width), words), right, width))
        for left, right in rows
        if any(piece.text for piece in (*left, *right))
    ]


class _Unknown(NamedTuple):
    """How many of an event's sources were not out, and of its related events not known."""

    sources: int = 0
    related: int = 0


def _known(timeline: Timeline, number: int, day: int | None) -> tuple[Event, _Unknown]:
    """An event with what of its sources and related events was known on a day; None: with all."""
    event = timeline.events[number]
    if day is None:
        return event, _Unknown()
    from events.known import as_known

    known = as_known(timeline, event, day)
    left = _Unknown(known.other_citations, known.later_related)
    return replace(event, citations=known.citations, related=known.related), left


class _Page:
    """Writes an event's fields into lines, one field after the other."""

    def __init__(
        self,
        timeline: Timeline,
        event: Event,
        number: int,
        lang: Lang,
        width: int | None,
        words: Sequence[str],
        unknown: _Unknown,
    ) -> None:
        self.lines: list[Line] = []
        self._unknown = unknown
        self._timeline = timeline
        self._event = event
        self._number = number
        self._lang = lang
        self._width = width
        self._words = words
        self._about = EventWords(timeline, event, number, lang)

    def write(self) -> None:
        """All fields, top to bottom."""
        self._head()
        self._summary()
        self._readings()
        self._sources()
        self._related()
        self._note()
        self._tags()
        self._foot()

    def _head(self) -> None:
        about, lang = self._about, self._lang
        self._flow([Piece(about.title(), "title")])
        for title in about.other_titles():
            self._flow([Piece(title, "other")])
        self._gap()
        edtf = "" if self._event.date is None else str(self._event.date)
        date = [Piece(about.date(), "date")]
        if edtf and edtf != date[0].text:
            self._apart(date, [Piece(edtf, "quiet")])
        else:
            self._flow(date)
        if quotes := about.quotes():
            words = say(lang, f"{', '.join(quotes)} in the source", f"原文作{'、'.join(quotes)}")
            self._flow([Piece(words, "quiet")], indent=2)
        if names := about.names():
            self._flow(names)

    def _summary(self) -> None:
        if text := in_language(self._event.summary, self._lang).strip():
            self._gap()
            self._body(text)

    def _readings(self) -> None:
        readings = [self._about.reading(reading) for reading in self._event.readings]
        if not readings:
            return
        self._heading("Readings", "读数")
        rows = [(_named(r.owner, r.name), r.value, r.by, r.note) for r in readings]
        if self._width is not None and max(map(_row_size, rows)) > self._width - 2:
            rows = [(_named(r.owner, r.short_name), r.short_value, r.by, r.note) for r in readings]
        names = max(cells(name) for name, *_ in rows)
        values = max(cells(value) for _, value, *_ in rows)
        in_columns = self._width is not None and names + 2 + values <= self._width
        for name, value, by, note in rows:
            blanks = names + values - cells(name) - cells(value) if in_columns else 0
            pieces = [Piece(name + " " * (blanks + 2), "name"), Piece(value, "value")]
            if by:
                pieces.append(Piece(f"  {by}", "quiet"))
            self._flow(pieces, hanging=2)
            if note:
                self._flow([Piece(note, "quiet")], indent=2)

    def _sources(self) -> None:
        unknown = self._unknown.sources
        if not self._event.citations and not unknown:
            return
        self._heading("Sources", "来源")
        for source in self._about.sources():
            facts = [source.publisher, source.published]
            line = " · ".join(filter(None, facts)) or source.title
            self._apart([Piece(line, "name")], [Piece(source.place, "quiet")])
            title = source.title if any(facts) else ""
            language = say(self._lang, f" ({source.language})", f"（{source.language}）")
            language = language if title and source.language else ""
            self._flow([Piece(title, "body"), Piece(language, "quiet")], indent=2)
            if source.address:
                self._address(source.address)
            for note in source.notes:
                self._flow([Piece(note, "quiet")], indent=2)
        if unknown:
            # The files do not say which of the sources a word or figure is from.
            en = f"+{unknown} not known to be out by then: text and figures may be from there"
            zh = f"另有 {unknown} 个来源当时未必已发布：文字与数值可能出自其中"
            self._flow([Piece(say(self._lang, en, zh), "status")], hanging=2)

    def _address(self, address: str) -> None:
        opens = address.lower().startswith(("http://", "https://")) and address.isprintable()
        link = Link(address=address) if opens else None
        self._flow([Piece(clean(address), "link" if opens else "quiet")], indent=2, link=link)

    def _related(self) -> None:
        unknown = self._unknown.related
        if not self._event.related and not unknown:
            return
        self._heading("Related", "相关")
        for event_id in self._event.related:
            other = self._timeline.number_of.get(event_id)
            if other is None:
                self._flow([Piece(f"? {clean(event_id)}", "quiet")], hanging=2)
                continue
            about = EventWords(self._timeline, self._timeline.events[other], other, self._lang)
            away = self._about.days_from(other)
            title = [Piece("→ ", "value"), Piece(about.title(), "link")]
            date = [Piece(about.date() + (f" ({away})" if away else ""), "quiet")]
            self._apart(title, date, hanging=2, link=Link(number=other))
        if unknown:
            words = say(self._lang, f"+{unknown} not known by then", f"另有 {unknown} 个当时未知")
            self._flow([Piece(words, "quiet")])

    def _note(self) -> None:
        if text := in_language(self._event.note, self._lang).strip():
            self._heading("Note", "备注")
            self._body(text)

    def _tags(self) -> None:
        if self._event.tags:
            self._heading("Tags", "标签")
            self._flow([Piece("  ".join(map(clean, self._event.tags)), "name")])

    def _foot(self) -> None:
        file, line = self._timeline.place(self._number)
        self._gap()
        self._flow([Piece(f"{clean(file)}:{line}", "quiet")])

    def _heading(self, en: str, zh: str) -> None:
        self._gap()
        self._flow([Piece(say(self._lang, en.upper(), zh), "heading")])

    def _gap(self) -> None:
        self.lines.append(Line())

    def _body(self, text: str) -> None:
        """A text of several lines, cut where it gets too long for a pane."""
        left = len(text) - _LONGEST
        shown = text[:_LONGEST] if left > 0 and self._width is not None else text
        for line in clean_lines(shown):
            if line:
                self._flow([Piece(line, "body")])
            else:
                self._gap()
        if shown is not text:
            more = say(self._lang, f"… {left:,} more characters", f"…… 另有 {left:,} 个字符")
            self._flow([Piece(more, "quiet")])

    def _apart(
        self, left: list[Piece], right: list[Piece], *, hanging: int = 0, link: Link | None = None
    ) -> None:
        """Two texts at the two ends of a line, or on two lines where both do not fit on one."""
        size = sum(cells(piece.text) for piece in (*left, *right))
        if self._width is None:
            gap = [Piece("  ", "quiet")] if any(piece.text for piece in right) else []
            self._flow([*left, *gap, *right], link=link)
        elif size + 2 <= self._width:
            pieces = _apart(_marked(left, self._words), right, self._width)
            self.lines.append(Line(pieces, link))
        else:
            self._flow(left, hanging=hanging, link=link)
            self._flow(right, indent=2, link=link)

    def _flow(
        self,
        pieces: Iterable[Piece],
        *,
        indent: int = 0,
        hanging: int = 0,
        link: Link | None = None,
    ) -> None:
        """Pieces as one text, wrapped; nothing for none.

        All lines are ``indent`` cells in, those after the first ``hanging`` more.
        """
        pieces = [piece for piece in pieces if piece.text]
        if not pieces:
            return
        if self._width is None:
            self.lines.append(Line((Piece(" " * indent, "body"), *pieces), link))
            return
        if sum(len(piece.text) for piece in pieces) > _LONGEST:
            pieces = [*_slice(pieces, 0, _LONGEST), Piece("…", "quiet")]
        marked = _marked(pieces, self._words)
        if self._width < 12:
            indent = hanging = 0
        text = "".join(piece.text for piece in marked)
        position = 0
        for line in wrap(text, self._width - indent - hanging):
            begin = text.find(line, position)
            position = begin + len(line)
            inset = indent + (hanging if begin > 0 else 0)
            blank = (Piece(" " * inset, "body"),) if inset else ()
            self.lines.append(Line((*blank, *_slice(marked, begin, position)), link))


def _named(owner: str, name: str) -> str:
    return f"{owner} · {name}" if owner else name


def _row_size(row: tuple[str, str, str, str]) -> int:
    """The cells of a reading's row as wide as it wants to be."""
    return sum(cells(text) + 2 for text in row[:3] if text) - 2


def _slice(pieces: Iterable[Piece], begin: int, end: int) -> list[Piece]:
    """The pieces' text from one offset to another."""
    found: list[Piece] = []
    offset = 0
    for text, role in pieces:
        part = text[max(0, begin - offset) : max(0, end - offset)]
        if part:
            found.append(Piece(part, role))
        offset += len(text)
    return found


def _marked(pieces: Sequence[Piece], words: Sequence[str]) -> list[Piece]:
    """The pieces with every word of the query as a piece of its own."""
    if not words:
        return list(pieces)
    marked: list[Piece] = []
    for piece in pieces:
        done = 0
        for begin, end in find_words(piece.text, words):
            marked += [
                Piece(piece.text[done:begin], piece.role),
                Piece(piece.text[begin:end], "match"),
            ]
            done = end
        marked.append(Piece(piece.text[done:], piece.role))
    return [piece for piece in marked if piece.text]


def _apart(left: Sequence[Piece], right: Sequence[Piece], width: int) -> tuple[Piece, ...]:
    """The left pieces, then the right ones at the line's end, in exactly ``width`` cells.

    The left is cut first, but keeps at least a third of the line.
    """
    wanted = sum(cells(piece.text) for piece in right)
    used = sum(cells(piece.text) for piece in left)
    end = _cut(right, min(wanted, max(0, width - min(used, width // 3) - 2)))
    taken = sum(cells(piece.text) for piece in end)
    start = _cut(left, width - taken - 2 if taken else width)
    gap = width - taken - sum(cells(piece.text) for piece in start)
    return (*start, Piece(" " * gap, "body"), *end)


def _cut(pieces: Sequence[Piece], width: int) -> list[Piece]:
    """The pieces in at most ``width`` cells."""
    kept: list[Piece] = []
    for piece in pieces:
        text = cut(piece.text, width)
        if text:
            kept.append(Piece(text, piece.role))
        width -= cells(text)
        if text != piece.text:
            break
    return kept
