"""The sources screen in lines: the sources, the events of one in its order, and what each says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from events.names import in_language
from tui.language import say
from tui.text import cells, clean, cut, fit, wrap
from tui.widgets.claim_words import measured_words, pair_items
from tui.widgets.event_text import strip_lines
from tui.widgets.event_words import EventWords, Piece
from tui.widgets.piece_lines import Item, Items
from tui.widgets.row_dates import date_within

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from events.readings.claims import Rivals
    from events.sources import Cited, SourceRow
    from events.timeline import Timeline
    from events.when import Lang, When

# Widths from which on a source has columns for its title, and for the days it tells of.
_TITLED, _SPANNED = 110, 74
_LANGUAGES = {"zh": ("Chinese", "中文"), "en": ("English", "英文")}


def source_columns(width: int) -> tuple[int, int, int, int, int]:
    """Cells of publisher, title, day of publication, the two numbers (each), and days told of."""
    published, number = (17, 10) if width >= _SPANNED else (12, 7)
    span = 25 if width >= _SPANNED else 0
    rest = max(8, width - published - 2 * number - span)
    if width < _TITLED:
        return rest, 0, published, number, span
    publisher = min(28, rest // 3)
    return publisher, rest - publisher, published, number, span


def source_head(lang: Lang, width: int) -> Item:
    """The heads of the columns."""
    publisher, title, published, number, span = source_columns(width)
    words = [
        fit(say(lang, "Publisher", "媒体"), publisher),
        fit(say(lang, "Title", "标题"), title),
        fit(say(lang, "Published", "发布"), published),
        fit(say(lang, "Events", "事件"), number, right=True),
        fit(
            say(lang, "Readings", "读数") if number > 8 else say(lang, "Figs", "读数"),
            number,
            right=True,
        ),
        fit(say(lang, "Tells of", "所述时间"), span, right=True),
    ]
    return Item((Piece("".join(words), "quiet"),))


def source_items(
    timeline: Timeline, rows: Sequence[SourceRow], lang: Lang, width: int
) -> list[Item]:
    """A line for each source."""
    publisher, title, published, number, span = source_columns(width)
    items: list[Item] = []
    for row in rows:
        source = timeline.sources[row.id]
        name = clean(in_language(source.publisher, lang))
        titled = clean(in_language(source.title, lang)) or clean(row.id)
        day = source.published.show(lang, narrow=published < 17) if source.published else "·"
        pieces = (
            Piece(fit(name or titled, publisher - 1) + " ", "name"),
            Piece(fit(titled, title - 1) + " " if title else "", "quiet"),
            Piece(fit(day, published), "date"),
            Piece(fit(f"{row.events:,}" if row.events else "·", number, right=True), "value"),
            Piece(fit(f"{row.readings:,}" if row.readings else "·", number, right=True), "value"),
            Piece(
                " " + fit(_span(timeline, row, lang), span - 1, right=True) if span else "", "date"
            ),
        )
        items.append(Item(pieces, row.id))
    return items


def _span(timeline: Timeline, row: SourceRow, lang: Lang) -> str:
    """From the earliest date to the latest that its events tell of."""
    if row.first is None:
        return "·"
    first = timeline.when[row.first]
    last = timeline.when[row.last] if row.last is not None else None
    start, end = (_short(when, lang) for when in (first, last))
    return start if start == end or not end else f"{start} … {end}"


def _short(when: When | None, lang: Lang) -> str:
    return "" if when is None else when.show(lang, narrow=True)


def about_source(
    timeline: Timeline, row: SourceRow, against: int, lang: Lang, width: int
) -> Iterator[Item]:
    """Everything about a source, in a few lines."""
    source = timeline.sources[row.id]
    title = clean(in_language(source.title, lang)) or clean(row.id)
    for line in wrap(title, width):
        yield Item((Piece(line, "title"),))
    language = say(lang, *_LANGUAGES.get(source.language, (source.language,) * 2))
    facts = [
        clean(in_language(source.publisher, lang)),
        clean(in_language(source.author, lang)),
        source.published.show(lang) if source.published else say(lang, "no date", "无日期"),
        clean(language),
    ]
    yield Item((Piece(cut(" · ".join(filter(None, facts)), width), "body"),))
    if source.url:
        yield Item((Piece(cut(clean(source.url), width), "link"),))
    counts = [say(lang, f"{row.alone:,} of {row.events:,} events rest on it alone",
                  f"{row.events:,} 个事件中有 {row.alone:,} 个仅以此为据")]  # fmt: skip
    if against:
        counts.append(
            say(
                lang,
                f"{against:,} of its claims beside another's",
                f"{against:,} 项数据与他方说法并列",
            )
        )
    yield Item((Piece(cut(" · ".join(counts), width), "quiet"),))
    for line in wrap(clean(in_language(source.note, lang)), width) if source.note else ():
        yield Item((Piece(line, "quiet"),))


def cited_items(timeline: Timeline, cited: Sequence[Cited], lang: Lang, width: int) -> Items:
    """The events of a source in its order: place, date, title, reading."""
    place = max((cells(_place(one)) for one in cited), default=0)
    columns = _CitedColumns(
        min(place, max(9, width // 7)) + 2, 13 if width >= 60 else 0, 18 if width >= 76 else 0
    )

    def pieces(index: int) -> tuple[Piece, ...]:
        return _cited_pieces(timeline, cited[index], lang, width, columns)

    return Items([one.number for one in cited], pieces)


class _CitedColumns(NamedTuple):
    """Cells of each column but the title."""

    place: int
    date: int
    reading: int


def _cited_pieces(
    timeline: Timeline, one: Cited, lang: Lang, width: int, columns: _CitedColumns
) -> tuple[Piece, ...]:
    number = one.number
    words = EventWords(timeline, timeline.events[number], number, lang)
    kind = timeline.kinds.get(timeline.kind_id[number])
    date = words.date(narrow=True) if number < timeline.dated else "·"
    reading = fit(_reading(words), columns.reading, right=True) if words.event.readings else ""
    room = width - columns.place - columns.date - 3 - cells(reading)
    return (
        Piece(fit(_place(one), columns.place), "date"),
        Piece(fit(date_within(date, columns.date - 1), columns.date), "date"),
        Piece(fit(clean(kind.glyph) if kind else "", 2) + " ", "link"),
        Piece(fit(words.title(), max(1, room)), "name"),
        Piece(reading, "value"),
    )


def _place(cited: Cited) -> str:
    """Where the source first tells of an event, and in how many places more."""
    if not cited.places:
        return "·"
    more = len(cited.places) - 1
    return clean(cited.places[0]) + (f" +{more}" if more else "")


def _reading(words: EventWords) -> str:
    """The first reading of an event, and how many more there are."""
    readings = words.event.readings
    if not readings:
        return ""
    first = words.reading(readings[0])
    more = f" +{len(readings) - 1}" if len(readings) > 1 else ""
    return f"{first.short_name} {first.short_value}{more}"


def about_event(
    timeline: Timeline, number: int, pairs: Sequence[Rivals], lang: Lang, width: int
) -> list[Item]:
    """An event in a few lines, and the claims of others that its own stand against."""
    items: list[Item] = [Item(line.pieces) for line in strip_lines(timeline, number, lang, width)]
    for pair in pairs:
        if number in (pair.one.number, pair.other.number):
            items.append(Item())
            against = say(lang, "Claims side by side", "各方说法")
            words = f"{against} · {measured_words(timeline, pair.measured, lang)}"
            items.append(Item((Piece(cut(words, width), "heading"),)))
            # They are here to be read, not to be gone to.
            items += [Item(item.pieces) for item in pair_items(timeline, pair, lang, width)]
    return items
