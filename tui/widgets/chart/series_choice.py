"""The metrics and products that a chart can show, each to be ticked: what is ticked is a query."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from rich.segment import Segment

from events.query import QueryError, parse_query, tick
from tui.language import say
from tui.text import cells, clean, cut, fold
from tui.widgets.line_pane import LinePane

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events

    from events.query import Search
    from events.when import Lang

ChoiceField = Literal["metric", "product"]
FIELDS: tuple[ChoiceField, ...] = ("metric", "product")


class Choice(NamedTuple):
    """A value to tick, or a heading where ``value`` is None."""

    field: ChoiceField
    value: str | None
    label: str
    events: int
    """Events with such a reading that one would see with it ticked alone."""
    ticked: bool


def choices(search: Search, text: str, lang: Lang, today: date, sought: str = "") -> list[Choice]:
    """What there is to tick beside a query, the most read first.

    Parameters
    ----------
    text
        The query; all of it but the field itself counts for a field's numbers.
    sought
        Only values in whose names this stands.

    Raises `QueryError` for a query that cannot be understood.
    """
    timeline = search.timeline
    query = parse_query(text, timeline, today)
    read = 0
    for metric in timeline.values("metric"):
        read |= timeline.bits("metric", metric)
    found: list[Choice] = []
    for field in FIELDS:
        ticked = query.ticked(field)
        bits = search.bits(query.without(field)) & read
        rows = [
            Choice(field, value, clean(timeline.label(field, value, lang)), count, value in ticked)
            for value in timeline.values(field)
            if (count := (bits & timeline.bits(field, value)).bit_count()) or value in ticked
        ]
        rows.sort(key=lambda row: (not row.ticked, -row.events))
        wanted = fold(sought.strip())
        if wanted:
            known = set(timeline.names_of(field).holding(wanted))
            rows = [row for row in rows if row.value in known]
        heading = (
            say(lang, "METRICS", "指标") if field == "metric" else say(lang, "PRODUCTS", "产品")
        )
        if rows or not wanted:
            found += [Choice(field, None, heading, len(rows), False), *rows]
    return found


class SeriesChoice(LinePane, can_focus=True):
    """The choices in lines, and the query as the ticks have made it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "series-choice--heading",
        "series-choice--tick",
        "series-choice--name",
        "series-choice--quiet",
        "series-choice--cursor",
    }
    DEFAULT_CSS = """
    SeriesChoice { height: 1fr; background: $panel; }
    SeriesChoice > .series-choice--heading { color: $primary; text-style: bold; }
    SeriesChoice > .series-choice--tick { color: $accent; text-style: bold; }
    SeriesChoice > .series-choice--name { color: $foreground; }
    SeriesChoice > .series-choice--quiet { color: $foreground 50%; }
    SeriesChoice > .series-choice--cursor { background: $primary 25%; text-style: bold; }
    SeriesChoice:nocolor > .series-choice--cursor { text-style: reverse; }
    """

    def __init__(self, search: Search, text: str, lang: Lang, today: date) -> None:
        super().__init__()
        self.text = text
        """The query with what is ticked now."""
        self._search, self._lang, self._today = search, lang, today
        self._sought = ""
        self.rows: list[Choice] = []
        self.cursor = 1
        self._read()

    def seek(self, sought: str) -> None:
        """Show only values in whose names this stands."""
        self._sought = sought
        self._read()
        self.go_to(1)

    def _read(self) -> None:
        self.rows = choices(self._search, self.text, self._lang, self._today, self._sought)
        # A line of its own where nothing is found.
        self.line_count = len(self.rows) or 1

    def go_to(self, line: int) -> None:
        """Put the cursor on a line, or on the next that can be ticked."""
        step = 1 if line >= self.cursor else -1
        line = max(0, min(len(self.rows) - 1, line))
        at = line
        while 0 <= at < len(self.rows) and self.rows[at].value is None:
            at += step
        if not 0 <= at < len(self.rows):  # nothing that way: the nearest on the other side
            at = line
            while 0 <= at < len(self.rows) and self.rows[at].value is None:
                at -= step
        if 0 <= at < len(self.rows):
            self.cursor = at
            above = at - 1 if at and self.rows[at - 1].value is None else at
            self.reveal(above, at)
        self.redraw()

    def go_to_section(self) -> None:
        """Put the cursor on the first value of the other field."""
        here = self.rows[self.cursor].field if self.cursor < len(self.rows) else ""
        for line, row in enumerate(self.rows):
            if row.field != here and row.value is not None:
                self.go_to(line)
                return

    def toggle(self) -> None:
        """Tick the value under the cursor, or take the tick away."""
        if not 0 <= self.cursor < len(self.rows):
            return
        row = self.rows[self.cursor]
        if row.value is None:
            return
        try:
            self.text = tick(self.text, row.field, row.value, not row.ticked, self._search.timeline)
        except QueryError:
            return
        # The rows stay where they are while one ticks: only their numbers change.
        old = self.rows
        self._read()
        fresh = {(one.field, one.value): one for one in self.rows}
        kept = [
            fresh.pop((one.field, one.value), one._replace(events=0, ticked=False)) for one in old
        ]
        self.rows = [*kept, *(one for one in fresh.values() if one.value is not None)]
        self.line_count = len(self.rows)
        self.redraw()

    def draw_line(self, index: int, width: int) -> Iterable[Segment]:
        """A heading, or a value with its tick and number."""
        if not self.rows:
            nothing = say(
                self._lang, "No metric or product is called so.", "没有匹配的指标或产品。"
            )
            yield Segment(f" {cut(nothing, width - 1)}", self.style_of("series-choice--quiet"))
            return
        row = self.rows[index]
        if row.value is None:
            yield Segment(f" {row.label}", self.style_of("series-choice--heading"))
            return
        is_cursor = index == self.cursor
        under = self.ground_of("series-choice--cursor") if is_cursor else None
        count = f" {row.events:,} " if row.events else " · "
        room = width - 4 - cells(count)
        label = cut(row.label, max(0, room))
        pieces = (
            ("▌" if is_cursor else " ", "tick"),
            (f"{'✓' if row.ticked else ' '} ", "tick"),
            (label + " " * (room - cells(label) + 1), "name" if row.events else "quiet"),
            (count, "quiet"),
        )
        for text, part in pieces:
            style = self.style_of(f"series-choice--{part}")
            yield Segment(text, style + under if under else style)

    def on_click(self, event: events.Click) -> None:
        """Tick what is clicked."""
        line = self.top + event.y
        if 0 <= line < len(self.rows) and self.rows[line].value is not None:
            self.go_to(line)
            self.toggle()
