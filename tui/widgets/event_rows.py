"""An event as a row of the list: its columns, and what each of them says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from rich.cells import set_cell_size

from tui.language import say
from tui.text import cells, clean, cut, find_words, fit
from tui.widgets.event_words import HAPPENED, EventWords
from tui.widgets.row_dates import GAP_WIDTH, date_cell, gap_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from events.model import Event
    from events.timeline import Timeline
    from events.when import Lang
    from tui.widgets.outline import Header

Part = Literal[
    "bar", "mark", "date", "gap", "glyph", "title", "unsure", "withdrawn", "match",
    "product", "reading", "doubtful", "heading", "month", "rule",
]  # fmt: skip
"""What a run of text in a line is: each has its own style."""
PARTS: tuple[Part, ...] = (
    "bar", "mark", "date", "gap", "glyph", "title", "unsure", "withdrawn", "match",
    "product", "reading", "doubtful", "heading", "month", "rule",
)  # fmt: skip

BAR = "▌"
MARK = "★"
UNSURE = "?"
"""Stands after a figure that may be from a source that was not out."""


class Run(NamedTuple):
    """Safe text and what it is."""

    text: str
    part: Part


@dataclass(frozen=True, slots=True)
class Columns:
    """The cells of each column; 0 for one that is left out. Together they are the list's width.

    When it grows narrow the product goes first, then the gap, then the reading: each stands there
    only while the title has enough. Without a column of its own the product stands at the right
    where there is no reading and the title leaves room.
    """

    width: int
    date: int
    gap: int
    glyph: int
    title: int
    product: int
    reading: int
    edge: int

    @classmethod
    def within(cls, width: int, glyph: int) -> Columns:
        """The columns of a list so wide whose kinds' glyphs take ``glyph`` cells."""
        date = 11 if width >= 64 else 8 if width >= 40 else 5
        edge = 1 if width >= 40 else 0
        # The cursor's bar, the mark, and a blank before and after the glyph.
        title = width - 4 - date - glyph - edge
        gap = product = reading = 0
        wanted = 18 if title >= 58 else 12
        if title - wanted - 1 >= 18:
            reading = wanted
            title -= reading + 1
        if title - GAP_WIDTH >= 42:
            gap = GAP_WIDTH
            title -= gap
        if title - 15 >= 42:
            product = 14
            title -= product + 1
        if title > 76:  # enough for any title: the rest goes to the names
            more = min(10, title - 76) if product else 0
            product, title = product + more, title - more
        return cls(width, date, gap, glyph, title, product, reading, edge)

    @property
    def fit(self) -> bool:
        """Whether there is room for them at all, and they need not be cut off."""
        return self.title >= 0


@dataclass(frozen=True, slots=True)
class EventRows:
    """Writes the lines of a list for one timeline, language, query and width."""

    timeline: Timeline
    lang: Lang
    words: tuple[str, ...]
    columns: Columns
    known_by: int | None = None
    """The day as known on which the events are shown: a figure that may have come later has a sign,
    as the details say so too; which of an event's sources a figure is from is not recorded."""

    def row(
        self, number: int, before: int | None, *, repeats: bool, cursor: bool, marked: bool
    ) -> list[Run]:
        """The runs of an event's line.

        ``before`` is the event before it in time, to count the gap from; ``repeats`` leaves the
        date out, where the line above says the same.
        """
        columns, event = self.columns, self.timeline.events[number]
        words = EventWords(self.timeline, event, number, self.lang)
        runs = [Run(BAR if cursor else " ", "bar"), Run(MARK if marked else " ", "mark")]
        date = "" if repeats else self.date(number)
        runs.append(Run(fit(date, columns.date, right=True), "date"))
        if columns.gap:
            runs.append(Run(fit(self.gap(before, number), columns.gap, right=True), "gap"))
        runs.append(Run(self._glyph(number, event), "glyph"))
        doubtful = self._may_have_come_later(event)
        reading = next(self._reading_forms(words, doubtful), "") if columns.reading else ""
        of_reading: Part = "doubtful" if doubtful else "reading"
        owner = self._owner(number, event)
        title, part = words.title(), _title_part(event)
        if columns.product:
            runs += self._title(fit(title, columns.title), part)
            runs.append(Run(" " + fit(owner, columns.product), "product"))
            if columns.reading:
                runs.append(Run(" " + fit(reading, columns.reading, right=True), of_reading))
        else:
            room = columns.title + (columns.reading and columns.reading + 1)
            runs += self._title_beside(title, part, Run(reading, of_reading), owner, room)
        runs.append(Run(" " * columns.edge, "title"))
        return runs if columns.fit else list(_cropped(runs, columns.width))

    def heading(
        self, header: Header, year: int | None, month: int | None, gap: str, width: int
    ) -> list[Run]:
        """The runs of a header line; the gap, if any, stands at its end."""
        lang = self.lang
        month_name = month_words(month, lang)
        if header == "undated":
            name = say(lang, "Undated", "未注日期")
        elif header == "year":
            name = say(lang, f"{year}", f"{year}年")
        elif header == "month":
            name = f" {month_name}"
        elif month is None:
            name = say(lang, f"{year}", f"{year}年")
        else:
            name = say(lang, f"{year} {month_name}", f"{year}年{month_name}")
        name = cut(f" {name} ", width)
        gap = f" {gap} " if gap else ""
        room = width - cells(name) - cells(gap)
        if room < 0:
            room, gap = width - cells(name), ""
        rule = " " if header == "month" else "─"
        return [
            Run(name, "month" if header == "month" else "heading"),
            Run(rule * room, "rule"),
            Run(gap, "gap"),
        ]

    def date(self, number: int) -> str:
        """What the event's date cell says, "" without a date."""
        when = self.timeline.when[number]
        return date_cell(when, self.lang, self.columns.date) if when else ""

    def gap(self, before: int | None, number: int) -> str:
        """The gap between two events."""
        when = self.timeline.when
        return gap_cell(None if before is None else when[before], when[number], self.lang)

    def _glyph(self, number: int, event: Event) -> str:
        """The event's glyph and the blanks around it."""
        glyph = EventWords(self.timeline, event, number, self.lang).glyph()
        return f" {fit(glyph, self.columns.glyph)} "

    def _title_beside(
        self, title: str, part: Part, reading: Run, owner: str, room: int
    ) -> Iterator[Run]:
        """The title, and at the right the reading, or else the owner if it fits in full."""
        if reading.text:
            size = room - cells(reading.text) - 1
            yield from self._title(fit(title, size), part)
            yield Run(" " + reading.text, reading.part)
            return
        shown = cut(title, room)
        room -= cells(shown)
        fits = self.columns.reading and room >= cells(owner) + 2
        yield from self._title(shown, part)
        yield Run(fit(owner if fits else "", room, right=True), "product")

    def _title(self, title: str, part: Part) -> Iterator[Run]:
        place = 0
        for start, end in find_words(title, self.words):
            yield Run(title[place:start], part)
            yield Run(title[start:end], "match")
            place = end
        yield Run(title[place:], part)

    def _may_have_come_later(self, event: Event) -> bool:
        """Whether not all sources of the event's figures were out on the day of `known_by`."""
        if self.known_by is None or not event.readings:
            return False
        from events.known import as_known

        return as_known(self.timeline, event, self.known_by).other_citations > 0

    def _reading_forms(self, words: EventWords, doubtful: bool) -> Iterator[str]:
        """The ways to show the first reading that fit the column; a number is never cut."""
        readings = words.event.readings
        if not readings:
            return
        first = words.reading(readings[0])
        more = f" +{len(readings) - 1}" if len(readings) > 1 else ""
        named = f"{first.short_name} {first.short_value}"
        forms: Iterable[str] = (named + more, named, first.short_value + more, first.short_value)
        if doubtful:
            forms = (form + UNSURE for form in forms)
        yield from (form for form in forms if cells(form) <= self.columns.reading)
        yield "…"

    def _owner(self, number: int, event: Event) -> str:
        """The product it is about, or else the company."""
        timeline = self.timeline
        for field, known, written in (
            ("product", timeline.product_ids[number], event.products),
            ("company", timeline.company_ids[number], event.companies),
        ):
            if known:
                return clean(timeline.names[field].label(known[0], self.lang))
            if written:
                return clean(written[0])
        return ""


def _cropped(runs: Iterable[Run], width: int) -> Iterator[Run]:
    for text, part in runs:
        size = min(width, cells(text))
        yield Run(set_cell_size(text, size), part)
        width -= size


def _title_part(event: Event) -> Part:
    if event.status == "withdrawn":
        return "withdrawn"
    return "title" if event.status in HAPPENED else "unsure"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def month_words(month: int | None, lang: Lang) -> str:
    """A month's name; None is for events of which only the year is known."""
    if month is None:
        return say(lang, "year only", "仅知年份")
    return say(lang, _MONTHS[month - 1], f"{month}月")
