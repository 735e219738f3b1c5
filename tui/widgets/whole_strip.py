"""Lines of a box over other panes, whose wide characters stay whole whatever stands below them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

from tui.text import cells

if TYPE_CHECKING:
    from collections.abc import Iterable


class WholeStrip(Strip):
    """A strip that is never cut within a wide character.

    The screen is put together of pieces that end wherever a widget does, even one that is covered;
    a wide character on such a place would become two blanks. So there the piece goes on up to the
    next place between two characters, and those in whose place it is written are empty. A shorter
    piece would not do: each is written from its own place on.
    """

    def divide(self, cuts: Iterable[int]) -> list[Strip]:
        """The pieces up to each of the places."""
        if self.cell_length == sum(len(segment.text) for segment in self):
            return list(super().divide(cuts))
        ends = list(cuts)
        pieces: list[list[Segment]] = []
        piece: list[Segment] = []
        at = passed = 0  # cells written, and places that were within characters since the last cut
        for text, style, _ in self:
            run = ""
            for character in text:
                while len(pieces) + passed < len(ends) and at >= ends[len(pieces) + passed]:
                    if at > ends[len(pieces) + passed]:
                        passed += 1
                        continue
                    pieces += [[*piece, Segment(run, style)], *([] for _ in range(passed))]
                    piece, run, passed = [], "", 0
                run += character
                at += cells(character)
            piece.append(Segment(run, style))
        pieces += [piece, *([] for _ in range(len(ends) - len(pieces) - 1))]
        return [Strip(segments) for segments in pieces[: len(ends)]]
