"""Coverage's table in lines: frozen names and heads, and as many columns as have room."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil, sqrt
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from events.dates.periods import Unit, part_of, year_of
from tui.language import say
from tui.text import cells, clean, fit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from events.coverage import By, Row, Table
    from events.when import Lang

Part: TypeAlias = Literal[
    "title", "year", "head", "here", "name", "none", "run", "quiet", "more", "heading", "value",
    "late", "bar", "rule", "shade-1", "shade-2", "shade-3", "shade-4",
]  # fmt: skip
"""What a piece of a line is: each has its own style."""
PARTS: Final[tuple[Part, ...]] = (
    "title", "year", "head", "here", "name", "none", "run", "quiet", "more", "heading", "value",
    "late", "bar", "rule", "shade-1", "shade-2", "shade-3", "shade-4",
)  # fmt: skip
Side: TypeAlias = Literal["loose", "undated"]
Place: TypeAlias = int | Side
"""A column: its index, or one of those beside the table."""
_ROOMY: Final = 64  # cells from which on there are columns beside the table that could be spared
_BROAD: Final = 82  # and from here on these stand well apart
_STOPS: Final[tuple[Side, ...]] = ("loose", "undated")
_SHADES: Final[tuple[Part, ...]] = ("none", "shade-1", "shade-2", "shade-3", "shade-4")


NOTHING: Final = "·"
RUN: Final = "╌"
UNSOURCED: Final = "*"
BAR: Final = "▌"
_HEIGHTS = " ▁▃▅▇"  # what stands for the shades where there is no colour

BY_WORDS: Final[dict[By, tuple[str, str]]] = {
    "company": ("Company", "公司"),
    "product": ("Product", "产品"),
    "kind": ("Kind", "类型"),
    "metric": ("Metric", "指标"),
}
UNIT_WORDS: Final[dict[Unit, tuple[str, str]]] = {
    "month": ("month", "月"),
    "quarter": ("quarter", "季度"),
    "year": ("year", "年"),
    "decade": ("decade", "年代"),
    "century": ("century", "世纪"),
}
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_NO_VALUE: Final[dict[By, tuple[str, str]]] = {
    "company": ("no company", "无公司"),
    "product": ("no product", "无产品"),
    "kind": ("no kind", "无类型"),
    "metric": ("no reading", "无读数"),
}
# Upper and lower head of the columns beside the table.
_SIDES: Final[dict[str, tuple[tuple[str, str], tuple[str, str]]]] = {
    "loose": (("dated", "日期"), ("wider", "粗略")),
    "undated": (("no", "无"), ("date", "日期")),
    "all": (("", ""), ("all", "合计")),
    "cited": (("with", "有"), ("source", "来源")),
}


class Piece(NamedTuple):
    """A run of safe text, what it is, and whether the cursor is on it."""

    text: str
    part: Part
    on: bool = False


@dataclass(frozen=True)
class Grid:
    """A table in a language and a width."""

    table: Table
    rows: tuple[Row, ...]
    """Those of the table, and below them those that have no event, where they are shown."""
    lang: Lang
    width: int
    plain: bool
    """There is no colour to shade with."""

    # ---- what has room

    @cached_property
    def names(self) -> list[str]:
        """The rows' names, those of companies below others set in."""
        return ["  " * min(row.depth, 3) + self.name(row.value) for row in self.rows]

    @cached_property
    def name_width(self) -> int:
        """Cells of a name with the bar before it and a blank after it."""
        widest = max(map(cells, (*self.names, self.title[0], self.title[1])), default=0)
        return min(widest + 2, max(12, self.width // 3), 30)

    @cached_property
    def title(self) -> tuple[str, str]:
        """What rows and columns are, for the corner."""
        by, unit = BY_WORDS[self.table.by], UNIT_WORDS[self.table.unit]
        return say(self.lang, *by), say(self.lang, f"by {unit[0]}", f"按{unit[1]}")

    @cached_property
    def cell(self) -> int:
        """Cells of a column: a blank, the shade or bar, the number, and the mark after it."""
        heads = max((cells(self.head(column)) for column in range(self.columns)), default=0)
        return max(5, len(f"{self.table.most:,}") + 3, heads + 2)

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self.table.periods)

    @cached_property
    def sides(self) -> tuple[str, ...]:
        """The columns beside the table: those that have something to say, and have room."""
        table = self.table
        wanted = []
        if any(table.loose(row.value) for row in table.rows):
            wanted.append("loose")
        if any(table.undated(row.value) for row in table.rows):
            wanted.append("undated")
        room = self.width - self.name_width - min(self.columns, 5) * self.cell - 2
        found = []
        for side in (*wanted, "all", "cited"):
            size = self.side_width(side)
            # What the foot says too is left out where columns want the room.
            if size <= room and (side in _STOPS or self.width >= _ROOMY):
                found.append(side)
                room -= size
        return tuple(found)

    @property
    def stops(self) -> list[Side]:
        """The columns beside the table that the cursor can be on."""
        return [side for side in _STOPS if side in self.sides]

    def side_width(self, side: str) -> int:
        """Cells of a column beside the table."""
        return self._side_widths[side]

    @cached_property
    def _side_widths(self) -> dict[str, int]:
        most = max((row.total for row in self.table.rows), default=0)
        # Chinese heads fill their columns: with one blank between they read as one word.
        gap = 2 if self.width >= (_BROAD if self.lang == "en" else _ROOMY) else 1
        return {
            side: max(
                *(cells(say(self.lang, *words)) + gap for words in heads), len(f"{most:,}") + 2
            )
            for side, heads in _SIDES.items()
        }

    @cached_property
    def shown(self) -> int:
        """How many columns have room."""
        used = self.name_width + sum(map(self.side_width, self.sides)) + 2
        return max(1, min(self.columns, (self.width - used) // self.cell)) if self.columns else 0

    def left_for(self, column: int, left: int) -> int:
        """The first column in sight, so that a column is: as near to the one before as can be."""
        left = min(max(left, column - self.shown + 1), column)
        return max(0, min(left, self.columns - self.shown))

    def place_at(self, x: int, left: int) -> Place | None:
        """The column under a cell of the line."""
        x -= self.name_width
        if x < 0:
            return None
        if x < self.shown * self.cell:
            return left + x // self.cell
        x -= self.shown * self.cell
        for side in self.sides:
            x -= self.side_width(side)
            if x < 0:
                return "loose" if side == "loose" else "undated" if side == "undated" else None
        return None

    # ---- words

    def name(self, value: str) -> str:
        """The name of a row."""
        if not value:
            return say(self.lang, *_NO_VALUE[self.table.by])
        return clean(self.table.coverage.timeline.label(self.table.by, value, self.lang))

    def head(self, column: int) -> str:
        """The lower head of a column."""
        period, unit = self.table.periods[column], self.table.unit
        part = part_of(period, unit)
        if unit == "month":
            return say(self.lang, _MONTHS[part - 1], f"{part}月")
        if unit == "quarter":
            return f"Q{part}"
        return f"{year_of(period, unit)}{'s' if unit == 'decade' else ''}"

    # ---- lines

    def heads(self, left: int, at: Place | None) -> tuple[list[Piece], list[Piece]]:
        """The two lines of heads: the years, and the columns in them."""
        upper = [Piece(fit(" " + self.title[0], self.name_width), "title")]
        lower = [Piece(fit(" " + self.title[1], self.name_width), "quiet")]
        last = left + self.shown
        for column in range(left, last):
            head = fit(self.head(column), self.cell - 2, right=True)
            lower.append(Piece(f" {head} ", "here" if column == at else "head"))
        upper += self._years(left, last, at)
        upper.append(Piece("▸" if last < self.columns else " ", "here"))
        if left > 0:  # there is more on that side
            upper[0] = Piece(fit(" " + self.title[0], self.name_width - 1), "title")
            upper.insert(1, Piece("◂", "here"))
        lower.append(Piece(" ", "head"))
        for side in self.sides:
            words, width = _SIDES[side], self.side_width(side)
            part: Part = "here" if side == at else "quiet"
            upper.append(Piece(fit(say(self.lang, *words[0]), width, right=True), part))
            lower.append(Piece(fit(say(self.lang, *words[1]), width, right=True), part))
        return upper, lower

    def _years(self, left: int, last: int, at: Place | None) -> Iterator[Piece]:
        unit, periods = self.table.unit, self.table.periods
        if unit not in ("month", "quarter"):
            yield Piece(" " * (last - left) * self.cell, "year")
            return
        column = left
        while column < last:
            year = year_of(periods[column], unit)
            end = column
            while end < last and year_of(periods[end], unit) == year:
                end += 1
            is_here = isinstance(at, int) and column <= at < end
            size = (end - column) * self.cell
            yield Piece(fit(f" {year}", size), "here" if is_here else "year")
            column = end

    def row(self, index: int, left: int, at: Place | None) -> list[Piece]:
        """A row; ``at`` is where the cursor is in it, None for nowhere."""
        row = self.rows[index]
        here = at is not None
        pieces = [
            Piece(BAR if here else " ", "bar"),
            Piece(fit(self.names[index], self.name_width - 1), "here" if here else "name"),
        ]
        pieces += self._cells(row, left, at)
        pieces.append(Piece(" ", "none"))
        for side in self.sides:
            text, part = self._beside(row, side)
            text = fit(text, self.side_width(side) - 1, right=True)
            pieces += [Piece(" ", "none"), Piece(text, part, on=side == at)]
        return pieces

    def _cells(self, row: Row, left: int, at: Place | None) -> Iterator[Piece]:
        table, value = self.table, row.value
        counts, sourced = table.counts(value), table.counts(value, sourced=True)
        running = _columns_of(table.runs(value), left, left + self.shown)
        for column in range(left, left + self.shown):
            count = counts[column]
            runs = column in running
            before = RUN if runs and column - 1 in running else " "
            on = column == at
            if count:
                level = min(4, ceil(4 * sqrt(count / max(1, table.most))))
                mark = UNSOURCED if sourced[column] < count else " "
                bar = _HEIGHTS[level] if self.plain else " "
                yield Piece(before, "run")
                yield Piece(f"{bar}{count:>{self.cell - 3},}{mark}", _SHADES[level], on)
                continue
            part: Part = "run" if runs else "none"
            body = self._run if runs else self._nothing
            if on:
                yield Piece(before, "run")
                yield Piece(body, part, on)
            else:
                yield Piece(before + body, part)

    @cached_property
    def _run(self) -> str:
        return RUN * (self.cell - 1)

    @cached_property
    def _nothing(self) -> str:
        return NOTHING.rjust(self.cell - 2) + " "

    def _beside(self, row: Row, side: str) -> tuple[str, Part]:
        table = self.table
        if side == "loose":
            count = table.loose(row.value).bit_count()
            return (f"+{count:,}", "quiet") if count else (NOTHING, "none")
        if side == "undated":
            count = table.undated(row.value).bit_count()
            return (f"{count:,}", "quiet") if count else (NOTHING, "none")
        if side == "all":
            return f"{row.total:,}", "quiet"
        if not row.total:
            return NOTHING, "none"
        share = table.sourced(row.value).bit_count() / row.total
        # Never "all" or "none" by rounding.
        per_cent = min(99, max(1, round(share * 100))) if 0 < share < 1 else round(share * 100)
        return f"{per_cent}%", "quiet" if share == 1 else "late"


def _columns_of(runs: Iterable[tuple[int, int]], left: int, last: int) -> set[int]:
    return {
        column
        for first, end in runs
        for column in range(max(first, left - 1), min(end, last - 1) + 1)
    }
