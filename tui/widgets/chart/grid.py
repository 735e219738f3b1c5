"""A grid of cells, each with a character and the part it plays: pictures are put together in it."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from tui.text import cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Run(NamedTuple):
    """Neighbouring cells with one part."""

    text: str
    part: str


class Grid:
    """Lines of cells; what is put where something stands takes its place."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self._texts: list[list[str]] = [[" "] * width for _ in range(height)]
        self._parts: list[list[str]] = [[""] * width for _ in range(height)]

    def put(self, x: int, y: int, text: str, part: str) -> None:
        """Write safe text from a cell on; what falls outside of the grid is left out."""
        if not 0 <= y < self.height:
            return
        texts, parts = self._texts[y], self._parts[y]
        for character in text:
            wide = 1 if character.isascii() else cells(character)
            if not wide:
                continue
            if x < 0 or x + wide > self.width:
                x += wide
                continue
            self._clear(texts, x, wide)
            texts[x] = character
            parts[x] = part
            if wide == 2:
                texts[x + 1] = ""
                parts[x + 1] = part
            x += wide

    def set(self, x: int, y: int, character: str, part: str) -> None:
        """Put a character of one cell where no wide one stands: the quick way."""
        if 0 <= x < self.width and 0 <= y < self.height:
            self._texts[y][x] = character
            self._parts[y][x] = part

    def paint(self, x: int, y: int, cells: Iterable[tuple[int, int, str, str]]) -> None:
        """Put many single cells (x, y, character, part) from a corner on, like `set`."""
        texts, parts, width, height = self._texts, self._parts, self.width, self.height
        for right, down, character, part in cells:
            at, line = x + right, y + down
            if at < width and line < height:
                texts[line][at] = character
                parts[line][at] = part

    def fill(self, x: int, y: int, width: int, character: str, part: str) -> None:
        """Fill cells of a line with a character of one cell, where no wide one stands."""
        start, end = max(0, x), min(self.width, x + width)
        if 0 <= y < self.height and start < end:
            self._texts[y][start:end] = [character] * (end - start)
            self._parts[y][start:end] = [part] * (end - start)

    @staticmethod
    def _clear(texts: list[str], x: int, wide: int) -> None:
        """Leave no half of a wide character behind."""
        if texts[x] == "":
            texts[x - 1] = " "
        after = x + wide
        if after < len(texts) and texts[after] == "":
            texts[after] = " "

    def part_at(self, x: int, y: int) -> str:
        """The part of the cell; "" where nothing is."""
        if not (0 <= x < self.width and 0 <= y < self.height):
            return ""
        return self._parts[y][x] if self._texts[y][x] != " " else ""

    def runs(self, y: int, over: Sequence[tuple[int, str, str]] = ()) -> list[Run]:
        """A line's cells from left to right.

        ``over`` are cells (x, character of one cell or "" for the one there, part) laid over it
        for this once.
        """
        texts, parts = self._texts[y], self._parts[y]
        if over:
            texts, parts = [*texts], [*parts]
            for x, character, part in over:
                if 0 <= x < self.width:
                    if character:
                        self._clear(texts, x, 1)
                        texts[x] = character
                    parts[x] = part
        runs = []
        for part, group in groupby(zip(texts, parts, strict=True), itemgetter(1)):
            runs.append(Run("".join(map(itemgetter(0), group)), part))
        return runs

    def lines(self) -> list[str]:
        """The grid as text."""
        return ["".join(texts) for texts in self._texts]
