"""The lines of Coverage: the rows of the table, then what is lacking, and how each is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Final, Literal, NamedTuple

from rich.segment import Segment
from rich.style import Style

from tui.language import say
from tui.text import cells, clean, cut, fit
from tui.widgets.coverage.table import BAR, NOTHING, PARTS, RUN, UNSOURCED, Part, Piece
from tui.widgets.coverage.words import (
    FRESH_WORDS,
    LACK_WORDS,
    Section,
    days_words,
    source_words,
    subject_words,
)
from tui.widgets.line_pane import LinePane
from tui.widgets.nothing import nothing_words

if TYPE_CHECKING:
    from events.gaps import Entry, Lack
    from events.timeline import Timeline
    from tui.widgets.coverage.table import Grid

_LOOKED_AT: Final = 60  # rows that are looked at for what signs there are
_SHORT: Final = 5  # entries of a section shown before the rest is asked for
# Sections that are one line, a heading and an entry at once.
_SINGLE: Final = ("source", "date")


class Line(NamedTuple):
    """One line of the body."""

    sort: Literal["row", "idle", "blank", "legend", "heading", "entry", "more", "nothing"]
    nth: int = 0
    """Which row; or how many more there are."""
    section: Section = "fresh"
    entry: Entry | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What stays the same when other lines come and go; rows are told by their values."""
        entry = self.entry
        return (self.sort, self.section, entry and (entry.value, entry.terms))

    @property
    def is_stop(self) -> bool:
        """Whether the cursor can be on it."""
        return self.sort in ("row", "idle", "entry", "more")


class Lacks(NamedTuple):
    """What the selection lacks, and its metrics."""

    lacks: Mapping[Lack, Sequence[Entry]]
    fresh: Sequence[Entry]


def lines_of(
    grid: Grid,
    idle: int,
    lacks: Lacks | None,
    opened: frozenset[Section],
    middle: int = 1,
) -> Iterator[Line]:
    """All lines of the body; ``idle`` rows are left out, ``opened`` sections are shown whole.

    Where there is nothing, ``middle`` lines stand over the words that say so.
    """
    if not grid.table.rows:
        yield from [Line("blank")] * middle
        yield Line("nothing")
        return
    for index in range(len(grid.rows)):
        yield Line("row", index)
    if idle:
        yield Line("idle", idle)
    yield Line("legend")
    if lacks is None:
        return
    sections: list[tuple[Section, Sequence[Entry]]] = [*lacks.lacks.items()]
    if lacks.fresh:
        sections.append(("fresh", lacks.fresh))
    was_single = False
    for section, entries in sections:
        if section in _SINGLE:
            if not was_single:
                yield Line("blank")
            was_single = True
            yield Line("entry", 0, section, entries[0])
            continue
        yield Line("blank")
        yield Line("heading", len(entries), section)
        short = len(entries) > _SHORT + 1 and section not in opened
        for entry in entries[: _SHORT if short else None]:
            yield Line("entry", 0, section, entry)
        if len(entries) > _SHORT + 1:
            yield Line("more", len(entries) - _SHORT if short else 0, section)


class Drawing(NamedTuple):
    """What draws the lines that are no rows."""

    grid: Grid
    timeline: Timeline

    def pieces(self, line: Line, width: int, *, on: bool) -> list[Piece]:
        """A line in at most ``width`` cells; ``on``: the cursor is on it."""
        lang = self.grid.lang
        bar = Piece(BAR if on else " ", "bar")
        if line.sort == "heading" and line.section == "fresh":
            return [Piece(f" {say(lang, *FRESH_WORDS)}", "heading")]
        if line.sort == "heading":
            words = say(lang, *LACK_WORDS[line.section])  # type: ignore[index]
            return [Piece(f" {words}  ", "heading"), Piece(f"{line.nth:,}", "quiet")]
        if line.sort == "idle":
            words = say(
                lang,
                f"… {line.nth:,} more with nothing recorded",
                f"… 另有 {line.nth:,} 行无记录",
            )
            return [bar, Piece(cut(words, width - 1), "more")]
        if line.sort == "more":
            words = say(lang, f"… {line.nth:,} more", f"… 另有 {line.nth:,} 项")
            words = words if line.nth else say(lang, "… fewer", "… 收起")
            return [bar, Piece(cut(f"  {words}", width - 1), "more")]
        if line.sort == "nothing":
            words = cut(nothing_words(self.timeline, lang), width)
            return [Piece(" " * ((width - cells(words)) // 2) + words, "quiet")]
        if line.sort == "legend":
            return _legend(self.grid, width)
        if line.sort == "entry" and line.entry is not None:
            return [bar, *self._entry(line.section, line.entry, width - 1)]
        return []

    def _entry(self, section: Section, entry: Entry, width: int) -> Iterator[Piece]:
        lang, timeline = self.grid.lang, self.timeline
        if entry.fresh is not None:
            yield from self._fresh(entry, width)
            return
        count = f"{entry.events:,}"
        part: Part = "name"
        if section in _SINGLE:
            name, part = say(lang, *LACK_WORDS[section]), "heading"
        elif section == "launch":
            name = "  " + clean(timeline.label("product", entry.value, lang))
        else:
            name = "  " + source_words(timeline, entry.value, lang)
        room = min(width, 56)
        yield Piece(fit(name, room - cells(count) - 1) + " ", part)
        yield Piece(count, "value")

    def _fresh(self, entry: Entry, width: int) -> Iterator[Piece]:
        """Name, day of the last reading, age, usual interval: as many columns as have room."""
        fresh, lang = entry.fresh, self.grid.lang
        assert fresh is not None
        when = self.timeline.when[fresh.last]
        age = days_words(fresh.age, lang)
        age = say(lang, f"{age} ago", f"{age}前")
        usual = ""
        if fresh.usual:
            usual = days_words(fresh.usual, lang)
            usual = say(lang, f"usually {usual}", f"通常 {usual}")
        day = when.show(lang, narrow=True) if when else ""
        columns: list[tuple[str, int, Part]] = [
            (day, 12, "quiet"),
            (age, 14, "late" if fresh.is_overdue else "name"),
            (usual, 16, "quiet"),
        ]
        while columns and sum(size for _, size, _ in columns) > width - 22:
            columns.pop(0 if len(columns) == 2 else -1)
        room = min(46, width - sum(size for _, size, _ in columns))
        yield Piece(fit(f"  {subject_words(self.timeline, fresh, lang)}", room), "name")
        for text, size, part in columns:
            yield Piece(" " + fit(text, size - 1, right=True), part)


def _legend(grid: Grid, width: int) -> list[Piece]:
    """What the signs that stand in the table mean: as many as have room."""
    lang, table = grid.lang, grid.table
    signs = [(NOTHING, "nothing recorded", "无记录")]
    if any(table.runs(row.value) for row in grid.rows[:_LOOKED_AT]):
        signs.append((RUN * 2, "something, dated no closer", "有，但日期不够精确"))
    if table.bits & ~table.coverage.sourced:
        signs.append((UNSOURCED, "not all with a source", "部分无来源"))
    undated = table.bits & ~table.coverage.search.dated
    if undated and "undated" not in grid.sides:  # there is no room for a column of them
        count = undated.bit_count()
        signs.insert(0, (f"{count:,}", "without a date", "个没有日期"))
    pieces: list[Piece] = []
    used = 0
    for sign, en, zh in signs:
        words = f" {say(lang, en, zh)}"
        used += cells(sign) + cells(words) + (3 if pieces else 1)
        if used <= width:
            pieces += [Piece("   " if pieces else " ", "none"), Piece(sign, "quiet")]
            pieces.append(Piece(words, "none"))
    return pieces


class CoverageLines(LinePane):
    """Lines of pieces: heads, body and foot are three of these."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"coverage--{part}" for part in PARTS),
        "coverage--cursor",
        "coverage--line",
    }
    DEFAULT_CSS = """
    CoverageLines { height: 1fr; }
    CoverageLines > .coverage--title { color: $foreground; text-style: bold; }
    CoverageLines > .coverage--year { color: $primary; text-style: bold; }
    CoverageLines > .coverage--head { color: $primary; }
    CoverageLines > .coverage--here { color: $accent; text-style: bold; }
    CoverageLines > .coverage--name { color: $foreground; }
    CoverageLines > .coverage--none { color: $foreground 30%; }
    CoverageLines > .coverage--run { color: $foreground 40%; }
    CoverageLines > .coverage--quiet { color: $foreground 60%; }
    CoverageLines > .coverage--more { color: $foreground 45%; }
    CoverageLines > .coverage--heading { color: $foreground 70%; text-style: bold; }
    CoverageLines > .coverage--value { color: $accent; }
    CoverageLines > .coverage--late { color: $warning; text-style: bold; }
    CoverageLines > .coverage--bar { color: $foreground 40%; }
    CoverageLines > .coverage--rule { color: $foreground 20%; }
    CoverageLines > .coverage--shade-1 { color: $foreground; background: $primary 13%; }
    CoverageLines > .coverage--shade-2 { color: $foreground; background: $primary 27%; }
    CoverageLines > .coverage--shade-3 { color: $foreground; background: $primary 43%; }
    CoverageLines > .coverage--shade-4 { color: $foreground; background: $primary 62%; }
    CoverageLines > .coverage--cursor { background: $panel; text-style: bold; }
    CoverageLines > .coverage--line { background: $panel; text-style: bold; }
    """

    def __init__(
        self,
        draw: Callable[[int, int], Iterable[Piece]],
        is_here: Callable[[int], bool] = lambda _: False,
    ) -> None:
        """``draw`` gives the pieces of a line for a width; ``is_here``: the cursor is all over it.

        In the table the cursor is on a cell only: its pieces say so.
        """
        super().__init__()
        self._pieces = draw
        self._is_here = is_here

    def draw_line(self, index: int, width: int) -> Iterable[Segment]:
        """The segments of a line."""
        cursor = self.style_of("coverage--cursor")
        on = Style(color=cursor.color, bgcolor=cursor.bgcolor, bold=True)
        pieces = list(self._pieces(index, width))
        under = self.ground_of("coverage--line") if self._is_here(index) else None
        for text, part, is_on in pieces:
            style = self.style_of(f"coverage--{part}")
            yield Segment(text, style + on if is_on else style + under if under else style)
        if under:
            spare = width - sum(cells(piece.text) for piece in pieces)
            yield Segment(" " * max(0, spare), under)
