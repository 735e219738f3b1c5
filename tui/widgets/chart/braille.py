"""A canvas of dots, two wide and four high in each cell, drawn with the braille characters."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DOTS_ACROSS = 2
DOTS_DOWN = 4
# The bit of each dot in U+2800 + bits, by row and column (Unicode, "Braille Patterns").
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_BLANK = 0x2800

SOLID = (1,)
PATTERNS = (SOLID, (1, 1, 1, 0, 0), (1, 0), (1, 1, 1, 1, 0, 0, 1, 0, 0), (1, 1, 0, 0), (1, 0, 0))
"""Ways to draw a line, told apart without colour: solid, dashed, dotted, and so on; 1 is a dot."""


DotRow: TypeAlias = tuple[int, tuple[int, int]]
"""A row of dots on a canvas: its line's first cell, and the bits of a left and a right dot."""


def dot_row(y: int, width: int, height: int) -> DotRow:
    """The row of a dot counted from the top, on a canvas of so many cells; the nearest there is."""
    y = max(0, min(height * DOTS_DOWN - 1, y))
    return y // DOTS_DOWN * width, _BITS[y % DOTS_DOWN]


class Canvas:
    """Dots on a grid of cells, each dot with the owner that drew it.

    A cell can have but one colour: that of the owner with the most dots in it; of two with as
    many, of the one that drew there first. The dots of all are shown.
    """

    __slots__ = ("_bits", "_owners", "height", "width")

    def __init__(self, width: int, height: int) -> None:
        """Take a size in cells."""
        self.width = max(0, width)
        self.height = max(0, height)
        self._bits: dict[int, int] = {}  # by cell, counted along the lines
        self._owners: dict[int, dict[int, int]] = {}  # by cell: the dots each owner set

    def dot(self, x: int, y: int, owner: int = 0) -> None:
        """Set a dot, counted from the left and from the top; one outside is nobody's."""
        if 0 <= x < self.width * DOTS_ACROSS and 0 <= y < self.height * DOTS_DOWN:
            cell = y // DOTS_DOWN * self.width + x // DOTS_ACROSS
            self._set(cell, _BITS[y % DOTS_DOWN][x % DOTS_ACROSS], owner)

    def scatter(self, xs: Iterable[int], rows: Iterable[DotRow], owner: int = 0) -> None:
        """Set many dots of one owner; ``xs`` are all on the canvas, ``rows`` from `dot_row`."""
        width = self.width
        cells = bytearray(width * self.height)
        for x, (line, bits) in zip(xs, rows, strict=True):
            cells[line + (x >> 1)] |= bits[x & 1]
        known, owners = self._bits, self._owners
        for cell, more in enumerate(cells):
            if not more:
                continue
            if cell in known:
                self._set(cell, more, owner)
            else:  # the quick way, in which most go
                known[cell] = more
                owners[cell] = {owner: more.bit_count()}

    def _set(self, cell: int, more: int, owner: int) -> None:
        """Set dots of a cell; one that is there already stays whose it was."""
        there = self._bits.get(cell, 0)
        fresh = more & ~there
        if fresh:
            self._bits[cell] = there | fresh
            owners = self._owners.get(cell)
            if owners is None:
                self._owners[cell] = {owner: fresh.bit_count()}
            else:
                owners[owner] = owners.get(owner, 0) + fresh.bit_count()

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        owner: int = 0,
        pattern: tuple[int, ...] = SOLID,
    ) -> None:
        """Draw a straight line between two dots, by Bresenham, as far as it is on the canvas.

        Parameters
        ----------
        start, end
            In dots, anywhere; what lies outside is cut off first, so that a long line costs no
            more than a short one.
        pattern
            One of `PATTERNS`.
        """
        most_x, most_y = self.width * DOTS_ACROSS - 1, self.height * DOTS_DOWN - 1
        clipped = _clipped(start, end, most_x, most_y)
        if clipped is None:
            return
        (x, y), (last_x, last_y) = clipped
        across, down = abs(last_x - x), -abs(last_y - y)
        step_x, step_y = 1 if x < last_x else -1, 1 if y < last_y else -1
        error = across + down
        size, width = len(pattern), self.width
        count = bits = 0
        cell = (y >> 2) * width + (x >> 1)
        while True:
            at = (y >> 2) * width + (x >> 1)
            if at != cell:
                self._set(cell, bits, owner)
                cell, bits = at, 0
            if size == 1 or pattern[count % size]:
                bits |= _BITS[y & 3][x & 1]
            if x == last_x and y == last_y:
                self._set(cell, bits, owner)
                return
            count += 1
            twice = 2 * error
            if twice >= down:
                error += down
                x += step_x
            if twice <= across:
                error += across
                y += step_y

    def cell(self, x: int, y: int) -> tuple[str, int] | None:
        """The character of a cell and its owner; None where there is no dot."""
        cell = y * self.width + x
        bits = self._bits.get(cell)
        if not bits:
            return None
        owners = self._owners[cell]
        return chr(_BLANK + bits), max(owners, key=owners.__getitem__)

    def cells(self) -> Iterator[tuple[int, int, str, int]]:
        """Every cell with a dot in it: x, y, its character and its owner."""
        width = self.width
        for cell, bits in self._bits.items():
            owners = self._owners[cell]
            owner = next(iter(owners)) if len(owners) == 1 else max(owners, key=owners.__getitem__)
            yield cell % width, cell // width, chr(_BLANK + bits), owner

    def lines(self) -> Iterable[str]:
        """The canvas as text, a line of cells each."""
        for y in range(self.height):
            shown = (self.cell(x, y) for x in range(self.width))
            yield "".join(found[0] if found else " " for found in shown)


_Dot = tuple[int, int]


def _clipped(
    start: tuple[float, float], end: tuple[float, float], most_x: int, most_y: int
) -> tuple[_Dot, _Dot] | None:
    """The part of a line within 0..most, by Liang and Barsky; None if there is none."""
    (x, y), (last_x, last_y) = start, end
    across, down = last_x - x, last_y - y
    enters, leaves = 0.0, 1.0
    # Half a dot of air: what rounds to a dot on the canvas is on it.
    for move, room in (
        (-across, x + 0.5),
        (across, most_x + 0.5 - x),
        (-down, y + 0.5),
        (down, most_y + 0.5 - y),
    ):
        if not move:
            if room < 0:
                return None
            continue
        at = room / move
        if move < 0:
            enters = max(enters, at)
        else:
            leaves = min(leaves, at)
    if enters > leaves or most_x < 0 or most_y < 0:
        return None

    def dot(at: float) -> _Dot:
        across_at, down_at = round(x + across * at), round(y + down * at)
        return min(max(across_at, 0), most_x), min(max(down_at, 0), most_y)

    return dot(enters), dot(leaves)
