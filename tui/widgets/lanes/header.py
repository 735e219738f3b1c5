"""What stands over the lanes: two rows of labels, a ruler, and the names of eras."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from events.axes.time_axis import FOLD_CELLS
from tui.language import say
from tui.text import cells, cut, fit
from tui.widgets.lanes.pieces import Piece

if TYPE_CHECKING:
    from events.axes.time_axis import Fold
    from events.when import Lang
    from tui.widgets.lanes.ground import Ground, ShownEra

_MONTH = 30.44  # days
_YEAR = 365.25


def label_pieces(
    ground: Ground, row: Literal["upper", "lower"], lang: Lang
) -> Iterator[tuple[str, str]]:
    """A row of labels as text and style; in the lower one folds tell their length."""
    ticks = ground.ticks.upper if row == "upper" else ground.ticks.lower
    pieces = [(int(tick.position), tick.label, str(row)) for tick in ticks]
    if row == "lower":
        for first, fold in ground.folds:
            label = fold_label(fold, lang)
            # Beyond an edge there is no room for all of it.
            if 0 <= first <= ground.width - FOLD_CELLS:
                pieces.append((first, label, "count"))
    place = 0
    for start, text, part in sorted(pieces):
        if start < place:
            continue
        yield " " * (start - place), row
        text = cut(text, ground.width - start)
        yield text, part
        place = start + cells(text)
    yield " " * max(0, ground.width - place), row


def ruler_pieces(ground: Ground, lang: Lang) -> Iterator[tuple[str, str]]:
    """A line with a stroke under each label, broken where time is folded; and the word today."""
    characters = ["─"] * ground.width
    for tick in ground.ticks.lower:
        characters[int(tick.position)] = "┬"
    for first, _ in ground.folds:
        for cell in range(max(0, first), min(ground.width, first + FOLD_CELLS)):
            characters[cell] = "╌"
    text = "".join(characters)
    if ground.today is None:
        yield text, "rule"
        return
    words = cut(say(lang, "today", "今天"), ground.width)
    size = cells(words)
    start = max(0, min(ground.today - size // 2, ground.width - size))
    yield text[:start], "rule"
    yield words, "today"
    yield text[start + size :], "rule"


def era_pieces(ground: Ground, row: int) -> Iterator[Piece]:
    """The names of the eras of a row, over their days."""
    eras = [era for era in ground.eras if era.row == row]
    limits = [era.start for era in eras[1:]] + [ground.width]
    place = 0
    for era, limit in zip(eras, limits, strict=False):
        yield Piece(place, era.start, " " * (era.start - place), "ground")
        text = era_label(era, limit - era.start)
        place = era.start + cells(text)
        yield Piece(era.start, place, text, "era-edge")
    yield Piece(place, ground.width, " " * (ground.width - place), "ground")


def fold_words(fold: Fold, lang: Lang) -> str:
    """How long a fold is: ``≈ 14 mo ≈``."""
    days = fold.days
    if days < 3 * _MONTH:
        length = say(lang, f"{days} d", f"{days}天")
    elif days < 3 * _YEAR:
        months = round(days / _MONTH)
        length = say(lang, f"{months} mo", f"{months}个月")
    else:
        years = round(days / _YEAR)
        length = say(lang, f"{years} y", f"{years}年")
    return f"≈ {length} ≈"


def fold_label(fold: Fold, lang: Lang) -> str:
    """`fold_words` in the middle of the fold's cells."""
    words = fold_words(fold, lang)
    if cells(words) > FOLD_CELLS:
        words = cut(words.replace(" ", ""), FOLD_CELLS)
    left = (FOLD_CELLS - cells(words)) // 2
    return fit(" " * left + words, FOLD_CELLS)


def era_label(era: ShownEra, room: int) -> str:
    """The era's name between its ends in its cells; without them, in so many if it needs more."""
    width = era.end - era.start
    left, right = ("╶" if era.begins else "─"), ("╴" if era.ends else "─")
    rule = width - 4 - cells(era.name)
    if rule >= 0:
        return f"{left} {era.name} {'─' * rule}{right}"
    return fit(era.name, max(width, min(room, cells(era.name) + 1)))
