"""What the four modes of Compare have in common: a selection, lines of runs, a cursor in rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from events.known import as_known, known_day
from events.names import in_language
from tui.language import say
from tui.text import cells, clean, cut, find_words, fit, wrap
from tui.widgets.event_rows import BAR, MARK, UNSURE
from tui.widgets.event_words import EventWords
from tui.widgets.row_dates import date_within

if TYPE_CHECKING:
    from events.compare import Comparison, Known
    from events.query import Result
    from events.timeline import Field, Timeline
    from events.when import Lang

Mode = Literal["align", "measure", "lag", "around"]
MODES: tuple[Mode, ...] = ("align", "measure", "lag", "around")

Part = Literal[
    "bar", "mark", "label", "date", "glyph", "title", "faint", "match", "number", "value", "axis",
    "line", "doubt", "quiet", "words", "heading", "tab", "tab-on", "chosen", "here", "telling",
    "series-0", "series-1", "series-2", "series-3", "series-4", "series-5",
]  # fmt: skip
"""What a run of text is: each has its own style."""
PARTS: tuple[Part, ...] = (
    "bar", "mark", "label", "date", "glyph", "title", "faint", "match", "number", "value", "axis",
    "line", "doubt", "quiet", "words", "heading", "tab", "tab-on", "chosen", "here", "telling",
    "series-0", "series-1", "series-2", "series-3", "series-4", "series-5",
)  # fmt: skip


class Run(NamedTuple):
    """Safe text and what it is."""

    text: str
    part: Part


@dataclass(slots=True)
class Line:
    """A line of a page; ``row`` is the row that a click on it means."""

    runs: list[Run]
    row: int | None = None
    is_cursor: bool = False


@dataclass(frozen=True, slots=True)
class Selection:
    """What is compared."""

    comparison: Comparison
    result: Result
    known: Known
    lang: Lang
    marked: frozenset[int] = frozenset()

    @property
    def timeline(self) -> Timeline:
        """The timeline of it all."""
        return self.comparison.timeline

    def words(self, number: int) -> EventWords:
        """The words for an event."""
        return EventWords(self.timeline, self.timeline.events[number], number, self.lang)

    def name(self, field: Field, id: str) -> str:
        """What a product, company or metric is called."""
        return clean(self.timeline.label(field, id, self.lang))

    def owner(self, number: int) -> str:
        """Who the event is about: its company, or else its product."""
        timeline, event = self.timeline, self.timeline.events[number]
        for field, known, written in (
            ("company", timeline.company_ids[number], event.companies),
            ("product", timeline.product_ids[number], event.products),
        ):
            if known:
                return clean(timeline.names[field].label(known[0], self.lang))
            if written:
                return clean(written[0])
        return ""

    def sign(self, number: int) -> str:
        """What stands behind a figure of an event that may be from a source not out yet."""
        day = known_day(self.result.query)
        if day is None:
            return ""
        later = as_known(self.timeline, self.timeline.events[number], day).other_citations
        return UNSURE if later else ""

    def date(self, number: int, width: int) -> str:
        """The date in exactly so many cells, close to ISO."""
        return fit(date_within(self.words(number).date(narrow=True), width), width)

    def short_metric(self, metric: str) -> str:
        """A metric's name in few cells, an alias where that is shorter."""
        names = [self.name("metric", metric)]
        if metric in self.timeline.metrics:
            names += map(clean, self.timeline.metrics[metric].aliases)
        if len(metric) <= 5:
            names.append(clean(metric).upper())
        if self.lang == "en":
            names = [name for name in names if name.isascii()] or names
        return next((name for name in names if cells(name) <= 8), names[0])


class Page:
    """One mode: what it shows of a selection, and where its cursor is."""

    mode: ClassVar[Mode]

    def __init__(self) -> None:
        self.selection: Selection | None = None
        self.row = 0
        self.top = 0
        """The first row in sight."""
        self.height = 1
        """How many rows were in sight when it was last drawn."""
        self.is_elsewhere = False
        """The event gone to is in no row: the cursor is in none until the person moves it."""

    # ---- what it shows

    def take(self, selection: Selection) -> None:
        """Take another selection; the cursor's event is sought by `go_to` after it."""
        self.selection = selection
        self.find()
        self.row = max(0, min(self.row, self.rows - 1))

    def find(self) -> None:
        """Find out what the selection gives."""

    @property
    def rows(self) -> int:
        """How many rows the cursor can be on."""
        return 0

    @property
    def event(self) -> int | None:
        """The event under the cursor."""
        return None

    @property
    def window(self) -> tuple[int, int] | None:
        """The days in sight, if it shows any."""
        return None

    def choice(self) -> str:
        """What is chosen, in a few words."""
        return ""

    def lines(self, width: int, height: int) -> list[Line]:
        """What stands in so many cells and lines."""
        raise NotImplementedError

    # ---- going somewhere

    def go_to(self, number: int) -> bool:
        """Put the cursor on an event, if it is shown."""
        return False

    def is_on(self, row: int) -> bool:
        """Whether the cursor is in a row."""
        return row == self.row and not self.is_elsewhere

    def move(self, rows: int) -> None:
        """Move the cursor by rows."""
        self.row = max(0, min(self.rows - 1, self.row + rows))

    def sideways(self, steps: int) -> None:
        """Move the cursor within its row."""

    def zoom(self, step: int) -> None:
        """Show less, more, or all."""

    def click(self, row: int, column: int) -> None:
        """Put the cursor where the pointer is."""
        self.row = max(0, min(self.rows - 1, row))

    # ---- drawing

    def scroll(self, height: int, rows: int | None = None) -> range:
        """The rows in sight where there is room for some, the cursor's among them."""
        rows = self.rows if rows is None else rows
        self.height = max(1, height)
        self.top = max(min(self.top, self.row), self.row - self.height + 1)
        self.top = max(0, min(self.top, rows - self.height))
        return range(self.top, min(rows, self.top + self.height))

    def titled(self, number: int, width: int, *, selected: bool = True) -> Iterator[Run]:
        """An event's glyph, owner and title in exactly so many cells."""
        selection = self.selection
        assert selection is not None
        words = selection.words(number)
        owner = selection.owner(number)
        size = min(14, width // 4)
        glyph = fit(words.glyph(), 2)
        yield Run(glyph, "glyph" if selected else "faint")
        width -= 2
        if size >= 8:
            yield Run(fit(owner, size) + "  ", "label" if selected else "faint")
            width -= size + 2
        title = fit(words.title(), width)
        if not selected:
            yield Run(title, "faint")
            return
        place = 0
        for start, end in find_words(title, selection.result.query.words):
            yield Run(title[place:start], "title")
            yield Run(title[start:end], "match")
            place = end
        yield Run(title[place:], "title")

    def edge(self, number: int | None, *, is_cursor: bool) -> list[Run]:
        """The cursor's bar and the event's mark."""
        marked = self.selection.marked if self.selection else frozenset()
        is_marked = number is not None and number in marked
        return [Run(BAR if is_cursor else " ", "bar"), Run(MARK if is_marked else " ", "mark")]


def date_size(width: int) -> int:
    """Cells of a date in a line of so many: with two ends of it where there is room."""
    return 12 if width < 100 else 20


def paragraph(texts: Sequence[str], width: int, most: int, part: Part = "words") -> list[Line]:
    """Texts below one another, each wrapped, in so many lines at most; the last one is cut."""
    found: list[str] = []
    for text in texts:
        found += wrap(text, max(1, width - 2))
    if len(found) > most:
        rest = " ".join(found[most - 1 :])
        found = [*found[: max(0, most - 1)], cut(rest, width - 2)][:most]
    return [Line([Run(f" {text}", part)]) for text in found]


def centred(text: str, width: int, height: int) -> list[Line]:
    """A message in the middle of an empty page."""
    lines = wrap(text, max(1, min(width - 4, 64)))
    blank = [Line([]) for _ in range(max(0, (height - len(lines)) // 2))]
    left = [" " * max(0, (width - cells(line)) // 2) for line in lines]
    return blank + [
        Line([Run(before + line, "words")]) for before, line in zip(left, lines, strict=True)
    ]


def joined(names: Iterable[str], lang: Lang, most: int) -> str:
    """Some names, and how many more there are."""
    names = list(names)
    shown = say(lang, ", ", "、").join(names[:most])
    more = len(names) - most
    if more > 0:
        shown += say(lang, f" and {more:,} more", f"等 {len(names):,} 个")
    return shown


def title_of(selection: Selection, number: int) -> str:
    """An event's title."""
    event = selection.timeline.events[number]
    return clean(in_language(event.title, selection.lang)) or clean(
        selection.timeline.id_of[number]
    )
