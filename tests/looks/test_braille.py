from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.chart.braille import PATTERNS, Canvas, dot_row


def drawn(*lines: tuple[tuple[float, float], tuple[float, float]], width: int = 4) -> list[str]:
    canvas = Canvas(width, 2)
    for start, end in lines:
        canvas.line(start, end)
    return list(canvas.lines())


@pytest.mark.parametrize(
    ("start", "end", "lines"),
    [
        ((0, 0), (7, 0), ["⠉⠉⠉⠉", "    "]),
        ((0, 7), (7, 7), ["    ", "⣀⣀⣀⣀"]),
        ((0, 0), (0, 7), ["⡇   ", "⡇   "]),
        ((3, 7), (3, 0), [" ⢸  ", " ⢸  "]),
        ((0, 0), (7, 7), ["⠑⢄  ", "  ⠑⢄"]),
        ((0, 7), (7, 0), ["  ⡠⠊", "⡠⠊  "]),
        ((0, 0), (0, 0), ["⠁   ", "    "]),
        ((-100, 3), (100, 3), ["⣀⣀⣀⣀", "    "]),
        ((3, -1e9), (3, 1e9), [" ⢸  ", " ⢸  "]),
        ((-5, -5), (12, 12), ["⠑⢄  ", "  ⠑⢄"]),
        ((0, 20), (7, 20), ["    ", "    "]),
        ((-9, 0), (-3, 7), ["    ", "    "]),
    ],
)
def test_lines_are_drawn_dot_by_dot_and_cut_at_the_edges(
    start: tuple[float, float], end: tuple[float, float], lines: list[str]
) -> None:
    assert drawn((start, end)) == lines


def test_the_owner_of_most_dots_gives_a_cell_its_colour_and_the_first_of_two() -> None:
    canvas = Canvas(2, 1)
    canvas.line((0, 0), (0, 2), owner=7)
    canvas.line((1, 0), (1, 3), owner=8)
    canvas.line((2, 0), (3, 0), owner=7)
    canvas.line((2, 3), (3, 3), owner=8)
    canvas.dot(2, 0, owner=8)  # is there already: it stays whose it was
    assert canvas.cell(0, 0) == ("⢿", 8)
    assert canvas.cell(1, 0) == ("⣉", 7)
    assert canvas.cell(5, 5) is None
    assert {(x, y): (text, owner) for x, y, text, owner in canvas.cells()} == {
        (0, 0): ("⢿", 8),
        (1, 0): ("⣉", 7),
    }


def test_many_dots_are_set_at_once() -> None:
    canvas, one_by_one = Canvas(3, 2), Canvas(3, 2)
    dots = [(0, 0), (5, 7), (3, 4), (3, 4), (2, 1)]
    canvas.scatter([x for x, _ in dots], [dot_row(y, 3, 2) for _, y in dots], owner=3)
    for x, y in dots:
        one_by_one.dot(x, y, 3)
    assert sorted(canvas.cells()) == sorted(one_by_one.cells())
    assert dot_row(-5, 3, 2) == dot_row(0, 3, 2)
    assert dot_row(99, 3, 2) == dot_row(7, 3, 2)


def test_patterns_differ_without_colour() -> None:
    shown = set()
    for pattern in PATTERNS:
        canvas = Canvas(12, 1)
        canvas.line((0, 2), (23, 2), pattern=pattern)
        shown.add("".join(canvas.lines()))
    assert len(shown) == len(PATTERNS)


DOTS = st.tuples(st.floats(-60, 60), st.floats(-60, 60))


@given(st.integers(0, 6), st.integers(0, 4), st.lists(st.tuples(DOTS, DOTS), max_size=4))
def test_any_line_stays_on_the_canvas_and_has_no_holes(
    width: int, height: int, lines: list[tuple[tuple[float, float], tuple[float, float]]]
) -> None:
    canvas = Canvas(width, height)
    for start, end in lines:
        canvas.line(start, end)
    for x, y, text, _ in canvas.cells():
        assert 0 <= x < width
        assert 0 <= y < height
        assert 0x2800 < ord(text) <= 0x28FF
    shown = list(canvas.lines())
    assert len(shown) == height
    assert all(len(line) == width for line in shown)


@given(DOTS, DOTS)
def test_a_line_and_its_part_in_sight_are_the_same_dots(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    whole = Canvas(80, 40)
    part = Canvas(10, 6)
    shift = (60.0, 60.0)
    whole.line((start[0] + shift[0], start[1] + shift[1]), (end[0] + shift[0], end[1] + shift[1]))
    part.line(start, end)
    # Cut off lines may differ by a dot where they round, never by more.
    seen = {(x, y) for x, y, _, _ in part.cells()}
    there = {(x - 30, y - 15) for x, y, _, _ in whole.cells()}
    for x, y in seen:
        assert any((x + dx, y + dy) in there for dx in (-1, 0, 1) for dy in (-1, 0, 1))
