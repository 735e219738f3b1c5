"""What lies behind the events of all lanes: eras, the lines of years, folds, and today."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from events.axes.ticks import Ticks, ticks
from events.axes.time_axis import FOLD_CELLS
from events.names import in_language
from tui.text import clean

if TYPE_CHECKING:
    from events.axes.time_axis import Fold, TimeAxis
    from events.model import Era
    from events.when import Lang

Tint = Literal[0, 1, 2, 3]
"""The shade of a cell: none, one of two for eras, which take turns, or that of folds."""
GroundPart = Literal["ground", "year", "today", "era-edge"]

_MOST_ERA_ROWS = 2
_YEAR_LINE, _TODAY_LINE, _ERA_EDGE = "│", "┊", "╎"


class GroundRun(NamedTuple):
    """Cells of one sort: from one to another, and what each of them shows."""

    start: int
    end: int
    character: str
    part: GroundPart
    tint: Tint


class ShownEra(NamedTuple):
    """An era in sight."""

    start: int
    end: int
    row: int | None
    """Which line its name is on, if there is one for it."""
    tint: Tint
    name: str
    begins: bool
    """Whether its first day is in sight."""
    ends: bool


@dataclass(frozen=True)
class Ground:
    """The ground of one look at the axis."""

    width: int
    runs: tuple[GroundRun, ...]
    """From the first cell to the last."""
    starts: tuple[int, ...]
    ticks: Ticks
    tints: tuple[tuple[int, int, Tint], ...]
    """From one cell to another one shade, from the first cell to the last."""
    today: int | None
    """The cell of today, if it is in sight."""
    eras: tuple[ShownEra, ...]
    folds: tuple[tuple[int, Fold], ...]
    """The folds in sight and their first cells, which may be out of it."""

    def between(self, start: int, end: int) -> Iterator[GroundRun]:
        """The ground from one cell to another."""
        for index in range(max(0, bisect_right(self.starts, start) - 1), len(self.runs)):
            run = self.runs[index]
            if run.start >= end:
                return
            yield run._replace(start=max(run.start, start), end=min(run.end, end))

    @property
    def is_plain(self) -> bool:
        """Whether no cell has a shade."""
        return not self.eras and not self.folds


def ground_of(
    axis: TimeAxis, lang: Lang, eras: Sequence[Era], today: int, *, edges: bool = False
) -> Ground:
    """The ground for an axis.

    Parameters
    ----------
    today
        The day, as an ordinal.
    edges
        Draw the ends of eras as lines, where shades cannot be told apart.
    """
    width = axis.width
    labels = ticks(axis, lang)
    shown = tuple(_shown_eras(axis, eras, lang))
    characters = [" "] * width
    parts: list[GroundPart] = ["ground"] * width
    tints: list[Tint] = [0] * width
    for era in shown:
        tints[era.start : era.end] = [era.tint] * (era.end - era.start)
    if edges:
        for era in shown:
            for cell in [era.start] * era.begins + [era.end - 1] * era.ends:
                characters[cell], parts[cell] = _ERA_EDGE, "era-edge"
    for tick in labels.upper:
        cell = int(tick.position)
        if 0 < cell < width and abs(axis.position(tick.day) - tick.position) < 1e-5:
            characters[cell], parts[cell] = _YEAR_LINE, "year"
    folds = tuple(
        (first, fold)
        for fold in axis.drawn_folds
        if -FOLD_CELLS < (first := round(axis.position(fold.first))) < width
    )
    for first, _ in folds:
        for cell in range(max(0, first), min(width, first + FOLD_CELLS)):
            characters[cell], parts[cell], tints[cell] = " ", "ground", 3
    position = axis.position(today + 0.5)
    now = int(position) if 0 <= position < width else None
    if now is not None:
        characters[now], parts[now] = _TODAY_LINE, "today"
    runs = tuple(_runs(characters, parts, tints))
    starts = tuple(run.start for run in runs)
    return Ground(width, runs, starts, labels, tuple(_tinted(tints)), now, shown, folds)


def _runs(characters: list[str], parts: list[GroundPart], tints: list[Tint]) -> Iterator[GroundRun]:
    start = 0
    for (character, part, tint), run in groupby(zip(characters, parts, tints, strict=True)):
        end = start + len(list(run))
        yield GroundRun(start, end, character, part, tint)
        start = end


def _tinted(tints: list[Tint]) -> Iterator[tuple[int, int, Tint]]:
    start = 0
    for tint, run in groupby(tints):
        end = start + len(list(run))
        yield start, end, tint
        start = end


def _shown_eras(axis: TimeAxis, eras: Sequence[Era], lang: Lang) -> Iterator[ShownEra]:
    ends = [0] * era_rows(eras)
    nth = 0
    for era in eras:
        when = era.date
        if when is None:
            continue
        nth += 1
        first = axis.position(max(when.lo, 1))
        last = axis.position(when.hi + 1)
        start, end = max(0, round(first)), min(axis.width, max(round(last), round(first) + 1))
        if when.open_start:
            start = 0
        if when.open_end:
            end = axis.width
        if start >= axis.width or end <= 0:
            continue
        row = next((row for row, taken in enumerate(ends) if taken <= start), None)
        if row is not None:
            ends[row] = end
        tint: Tint = 1 if nth % 2 else 2
        begins = not when.open_start and first >= 0
        is_over = not when.open_end and last <= axis.width
        yield ShownEra(start, end, row, tint, clean(in_language(era.name, lang)), begins, is_over)


def era_rows(eras: Sequence[Era]) -> int:
    """How many lines the names of eras take: one, or more where eras overlap."""
    ends: list[int] = []
    for era in eras:
        if era.date is not None:
            row = next((row for row, end in enumerate(ends) if end < era.date.lo), len(ends))
            ends[row : row + 1] = [era.date.hi]
    return min(len(ends), _MOST_ERA_ROWS)
