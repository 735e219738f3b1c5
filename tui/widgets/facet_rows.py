"""The facets line by line: what can be ticked, with live counts and a tiny picture of when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from rich.segment import Segment

from events.columns.bitsets import below
from events.queries.search import Search
from tui.language import say
from tui.text import cells, clean, fit, fold
from tui.widgets.line_pane import LinePane

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from events.query import Result
    from events.timeline import Field, Timeline
    from events.when import Lang

# Field of the query language, heading, and the noun for "… 9 more kinds"; in the panel's order.
_SECTIONS: tuple[tuple[Field, tuple[str, str], tuple[str, str]], ...] = (
    ("company", ("Company", "公司"), ("companies", "公司")),
    ("product", ("Product", "产品"), ("products", "产品")),
    ("kind", ("Kind", "类型"), ("kinds", "类型")),
    ("status", ("Status", "状态"), ("statuses", "状态")),
    ("source", ("Source", "来源"), ("sources", "来源")),
    ("tag", ("Tag", "标签"), ("tags", "标签")),
    ("metric", ("Metric", "指标"), ("metrics", "指标")),
)
_ALWAYS = ("company", "product", "kind")  # the others are shown, folded, if there is a choice
_SHORT = 8  # values of a section shown before the rest is asked for, more where there is room
_BLOCKS = " ▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class FacetValue:
    """Something that can be ticked. ``total`` counts its events in the whole timeline."""

    field: Field
    id: str
    label: str
    glyph: str
    total: int
    depth: int
    words: str


class _Row(NamedTuple):
    """A line of the panel: a section's heading, a value, or the way to the rest of a section."""

    part: Literal["heading", "value", "more", "nothing"]
    field: Field
    value: FacetValue | None = None
    hidden: int = 0

    @property
    def key(self) -> tuple[str, str, str]:
        """What stays the same when rows come and go."""
        return (self.part, self.field, self.value.id if self.value else "")


def _values(timeline: Timeline, field: Field, lang: Lang) -> list[FacetValue]:
    """A field's values, the most frequent first, companies under their parents."""
    values = timeline.values(field)
    if field == "company":
        totals = {value: timeline.bits(field, value).bit_count() for value in values}
    else:
        totals = {value: len(numbers) for value, numbers in timeline.postings(field).items()}
    ordered = sorted(values, key=lambda value: -totals[value])
    depths = _family_order(timeline, ordered) if field == "company" else dict.fromkeys(ordered, 0)
    glyphs = (
        {id: clean(kind.glyph) for id, kind in timeline.kinds.items()} if field == "kind" else {}
    )
    widest = min(2, max((cells(glyph) for glyph in glyphs.values()), default=0))
    names = timeline.names_of(field)
    return [
        FacetValue(
            field,
            value,
            clean(names.label(value, lang)),
            fit(glyphs.get(value, ""), widest) + " " if widest else "",
            totals[value],
            depth,
            fold("\n".join(names.words(value))),
        )
        for value, depth in depths.items()
    ]


def _family_order(timeline: Timeline, companies: list[str]) -> dict[str, int]:
    """Companies each followed by its children, with how deep they stand."""
    names = timeline.names["company"]
    shown = set(companies)
    children: dict[str | None, list[str]] = {}
    for company in companies:
        parent = names.resolve(timeline.companies[company].parent or "")
        children.setdefault(parent if parent in shown else None, []).append(company)
    depths: dict[str, int] = {}

    def place(parent: str | None, depth: int) -> None:
        for company in children.get(parent, ()):
            if company not in depths and depth < 20:
                depths[company] = min(depth, 3)
                place(company, depth + 1)

    place(None, 0)
    # Companies that are each other's parents have no place in a tree.
    return depths | {company: 0 for company in companies if company not in depths}


def _nth(bits: int, n: int) -> int:
    """The ``n``-th number of a set, from 0."""
    low, high = 0, bits.bit_length() - 1
    while low < high:
        middle = (low + high) // 2
        if (bits & below(middle + 1)).bit_count() > n:
            high = middle
        else:
            low = middle + 1
    return low


class FacetRows(LinePane):
    """The lines of the panel; the panel around it has the focus."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "facets--heading",
        "facets--tick",
        "facets--bar",
        "facets--glyph",
        "facets--name",
        "facets--none",
        "facets--spark",
        "facets--count",
        "facets--cursor",
    }
    DEFAULT_CSS = """
    FacetRows { height: 1fr; }
    FacetRows > .facets--heading { color: $foreground 45%; text-style: bold; }
    FacetRows > .facets--tick { color: $accent; text-style: bold; }
    FacetRows > .facets--bar { color: $foreground 40%; }
    FacetRows > .facets--glyph { color: $primary; }
    FacetRows > .facets--name { color: $foreground; }
    FacetRows > .facets--none { color: $foreground 40%; }
    FacetRows > .facets--spark { color: $primary 65%; }
    FacetRows > .facets--count { color: $foreground 70%; }
    FacetRows > .facets--cursor { background: $panel; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._search: Search | None = None
        self.lang: Lang = "en"
        self.rows: list[_Row] = []
        self.cursor = 0
        self._values: dict[Field, list[FacetValue]] = {}
        self._folded = {field for field, _, _ in _SECTIONS if field not in _ALWAYS}
        self._open: set[Field] = set()  # sections shown to their end
        self._short = _SHORT
        self._needle = ""
        self._result: Result | None = None
        self._ticked: Mapping[str, frozenset[str]] = {}
        self._unticked: dict[Field, int] = {}  # events without a field's ticks
        self._count_width = 1
        self._span = (0, 0)

    # ---- what it shows

    def load(self, timeline: Timeline, lang: Lang, search: Search | None) -> None:
        """Take the values of a timeline; the cursor and what is folded stay."""
        self._search = search or Search(timeline)
        self.lang = lang
        self._values = {}
        for field, _, _ in _SECTIONS:
            values = _values(timeline, field, lang)
            if len(values) > (0 if field in _ALWAYS else 1):
                self._values[field] = values
        most = max((values[0].total for values in self._values.values()), default=0)
        self._count_width = len(f"{most:,}")
        self._result = None
        self._unticked = {}
        self.lay_out()

    def show(self, result: Result, ticked: Mapping[str, frozenset[str]]) -> None:
        """Show the counts of a result."""
        self._result = result
        self._unticked = {}
        self._span = self._days_of(result)
        if ticked != self._ticked:
            self._ticked = ticked
            self.lay_out()
        else:
            self.redraw()

    def _days_of(self, result: Result) -> tuple[int, int]:
        """The first and last day of the sparklines: those of all events counted in any row.

        Where the earliest fifth of them takes more than half of the time, it is left out: else all
        the others would stand in the last cells.
        """
        assert self._search is not None
        timeline = self._search.timeline
        bits = result.bits
        for field in self._values:
            bits |= self._others(result, field)
        bits &= below(timeline.dated)
        if not bits:
            return 0, 0
        first, last = timeline.start[_nth(bits, 0)], timeline.start[bits.bit_length() - 1]
        later = timeline.start[_nth(bits, bits.bit_count() // 5)]
        return (later if later - first > last - later else first), last

    def search(self, text: str) -> None:
        """Show only values whose names, aliases or ids hold these words; all of them for ""."""
        self._needle = fold(text)
        self.lay_out()
        if text:
            self.top = 0
            self.cursor = next((y for y, row in enumerate(self.rows) if row.value), 0)
        else:
            self.reveal(self.cursor)

    def lay_out(self) -> None:
        """Lay out the rows; the cursor stays on what it was on."""
        here = self.rows[self.cursor].key if self.cursor < len(self.rows) else None
        self._short = self._room_for()
        self.rows = [row for field in self._values for row in self._section(field)]
        if not self.rows and self._needle:
            self.rows = [_Row("nothing", "company")]
        keys = [row.key for row in self.rows]
        self.cursor = keys.index(here) if here in keys else min(self.cursor, max(0, len(keys) - 1))
        self.line_count = len(self.rows)
        self.top = self.validate_top(self.top)
        self.redraw()

    def on_resize(self) -> None:
        """Show more values, or fewer, where there is another height."""
        if self._room_for() != self._short:
            self.lay_out()

    def _room_for(self) -> int:
        """As many values of each section as leave no line of the panel empty."""
        lengths = [
            len(values) for field, values in self._values.items() if field not in self._folded
        ]
        room = self.size.height - len(self._values)

        def lines(short: int) -> int:
            return sum(length if length <= short + 1 else short + 1 for length in lengths)

        short, longest = _SHORT, max(lengths, default=0)
        while short < longest and lines(short + 1) <= room:
            short += 1
        return short

    def _section(self, field: Field) -> Iterable[_Row]:
        values = self._values[field]
        if self._needle:
            parts = self._needle.split()
            values = [value for value in values if all(part in value.words for part in parts)]
            if values:
                yield _Row("heading", field)
                yield from (_Row("value", field, value) for value in values)
            return
        yield _Row("heading", field)
        if field in self._folded:
            return
        hidden = 0
        if len(values) > self._short + 1 and field not in self._open:
            ticked = self._ticked.get(field, frozenset())
            first = sorted(values, key=lambda value: -value.total)[: self._short]
            kept = {value.id for value in first} | ticked
            hidden = len(values)
            values = [value for value in values if value.id in kept]
            hidden -= len(values)
        yield from (_Row("value", field, value) for value in values)
        if hidden or len(values) > self._short + 1:
            yield _Row("more", field, hidden=hidden)

    def _events_of(self, value: FacetValue) -> int:
        """The events that ticking this value alone would give now, as a bitset."""
        assert self._search is not None
        bits = self._search.timeline.bits(value.field, value.id)
        return bits if self._result is None else bits & self._others(self._result, value.field)

    def _others(self, result: Result, field: Field) -> int:
        """The events that all of the query but what is ticked of the field would give."""
        if not result.query.ticked(field):
            return result.bits
        if field not in self._unticked:
            assert self._search is not None
            self._unticked[field] = self._search.bits(result.query.without(field))
        return self._unticked[field]

    # ---- how it looks

    def draw_line(self, index: int, width: int) -> Iterable[Segment]:
        """A heading, a value, or the way to more."""
        row = self.rows[index]
        here = index == self.cursor
        under = self.ground_of("facets--cursor") if here else None
        pieces = {
            "heading": self._heading_pieces,
            "value": self._value_pieces,
            "more": self._more_pieces,
            "nothing": self._nothing_pieces,
        }[row.part](row, width - 1)
        yield Segment("▌" if here else " ", self.style_of("facets--bar"))
        for text, name in pieces:
            style = self.style_of(f"facets--{name}")
            yield Segment(text, style + under if under else style)

    def _heading_pieces(self, row: _Row, width: int) -> Iterable[tuple[str, str]]:
        _, title, _ = next(section for section in _SECTIONS if section[0] == row.field)
        ticks = len(self._ticked.get(row.field, ()))
        folded = row.field in self._folded and not self._needle
        right = f"▸ {len(self._values[row.field])}" if folded else "▾"
        mark = f" ✓{ticks}" if ticks and folded else ""
        room = max(0, width - cells(right))
        name = say(self.lang, title[0].upper(), title[1])
        yield fit(name, min(room, cells(name))), "heading"
        yield fit(mark, max(0, room - cells(name))), "tick"
        yield right, "none"

    def _value_pieces(self, row: _Row, width: int) -> Iterable[tuple[str, str]]:
        value = row.value
        assert value is not None
        events = self._events_of(value)
        count = events.bit_count()
        ticked = value.id in self._ticked.get(row.field, frozenset())
        digits = self._count_width
        buckets = min(6, (width - digits - 2) // 5)
        buckets = buckets if buckets > 2 else 0
        spark = self._spark(events, buckets) if buckets and count else " " * buckets
        inset = 2 + 2 * value.depth if width > 16 else 2
        room = max(0, width - inset - cells(value.glyph) - buckets - digits - 2)
        yield fit("✓" if ticked else "", min(inset, width)), "tick"
        yield value.glyph, "glyph" if count else "none"
        yield fit(value.label, room), ("name" if count else "none") if not ticked else "tick"
        yield f" {spark}", "spark"
        shown = fit(f"{count:,}" if count else "·", digits + 1, right=True)
        yield shown, "count" if count else "none"

    def _spark(self, events: int, buckets: int) -> str:
        """How many of the events are in each equal part of the result's days."""
        if self._search is None or not any(self._span):
            return " " * buckets
        counts = self._search.spark(events, buckets, *self._span)
        most = max(counts) or 1
        return "".join(_BLOCKS[-(-count * 8 // most)] for count in counts)

    def _more_pieces(self, row: _Row, width: int) -> Iterable[tuple[str, str]]:
        _, _, noun = next(section for section in _SECTIONS if section[0] == row.field)
        if row.hidden:
            words = say(
                self.lang, f"… {row.hidden} more {noun[0]}", f"… 另外 {row.hidden} 个{noun[1]}"
            )
        else:
            words = say(self.lang, "… fewer", "… 收起")
        yield fit(f"  {words}", width), "none"

    def _nothing_pieces(self, row: _Row, width: int) -> Iterable[tuple[str, str]]:
        yield fit(say(self.lang, "  no such name", "  没有这样的名称"), width), "none"

    def enter(self) -> FacetValue | None:
        """Do what the row under the cursor is for; the value, when that is to be ticked."""
        if self.cursor >= len(self.rows):
            return None
        row = self.rows[self.cursor]
        if row.value is not None:
            return row.value
        if row.part == "heading" and not self._needle:
            self._folded ^= {row.field}
        elif row.part == "more":
            self._open ^= {row.field}
        self.lay_out()
        self.reveal(self.cursor)
        return None

    def go_to(self, index: int) -> None:
        """Put the cursor on a row; among found rows the headings are passed over."""
        last = len(self.rows) - 1
        index = max(0, min(index, last))
        if self._needle and last > 0 and self.rows[index].value is None:
            index += 1 if index > self.cursor or index == 0 else -1
        before, self.cursor = self.cursor, index
        self.redraw(before, index)
        # The heading of the first value comes into sight with it.
        heading = index == 1 or (index > 0 and self.rows[index - 1].part == "heading")
        self.reveal(index - heading, index)
