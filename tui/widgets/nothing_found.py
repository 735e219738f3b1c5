"""Why a query finds nothing: what each of its terms would find alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.language import say
from tui.text import cells, clean, cut, fit, wrap
from tui.widgets.event_text import Line
from tui.widgets.event_words import Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.when import Lang


def nothing_lines(
    alone: Sequence[tuple[str, int]], lang: Lang, width: int, *, compact: bool
) -> list[Line]:
    """What stands where there is no event: of a query that finds nothing, what each term finds."""
    if len(alone) < 2:
        words = say(lang, "No event to show.", "没有可显示的事件。")
        return [Line((Piece(words, "quiet"),))]
    words = say(
        lang, "No event has all of this; alone each finds:", "没有事件全部符合；各自可找到："
    )
    found = [(clean(text), f"{count:,}") for text, count in alone]
    if compact:
        pieces = [
            piece
            for text, count in found
            for piece in (Piece(f"{text} ", "name"), Piece(count, "value"), Piece("   ", "quiet"))
        ]
        return [Line((Piece(words, "quiet"),)), Line(_within(pieces[:-1], width))]
    broad = max(cells(count) for _, count in found)
    room = min(max(cells(text) for text, _ in found), max(1, width - broad - 2))
    return [
        *(Line((Piece(line, "quiet"),)) for line in wrap(words, width)),
        Line(),
        *(
            Line((Piece(fit(text, room) + "  ", "name"), Piece(count.rjust(broad), "value")))
            for text, count in found
        ),
    ]


def _within(pieces: Sequence[Piece], width: int) -> tuple[Piece, ...]:
    """The pieces in at most ``width`` cells; a count is never cut."""
    kept: list[Piece] = []
    for piece in pieces:
        if cells(piece.text) > width:
            kept.append(Piece(cut("…", width), "quiet"))
            break
        kept.append(piece)
        width -= cells(piece.text)
    return tuple(kept)
