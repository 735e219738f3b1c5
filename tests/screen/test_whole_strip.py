from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment

from tests.explorer import run, running
from tui.text import cells
from tui.widgets.whole_strip import WholeStrip


@pytest.mark.parametrize(
    ("cuts", "pieces"),
    [
        ([3, 12], ["ab公司号x中y", ""]),
        ([2, 12], ["ab", "公司号x中y"]),
        ([4, 12], ["ab公", "司号x中y"]),
        ([3, 4, 12], ["ab公", "", "司号x中y"]),
        ([3, 7, 8, 9, 12], ["ab公司号", "", "", "x", "中y"]),
        ([12], ["ab公司号x中y"]),
    ],
)
def test_a_piece_goes_on_to_the_next_place_between_two_characters(
    cuts: list[int], pieces: list[str]
) -> None:
    strip = WholeStrip([Segment("ab公司号"), Segment("x中y")])
    assert [piece.text for piece in strip.divide(cuts)] == pieces


@given(
    st.lists(st.text("ab 中文", min_size=1, max_size=6), min_size=1, max_size=4),
    st.sets(st.integers(1, 60)),
)
def test_every_piece_begins_at_its_place_and_nothing_is_lost(
    texts: list[str], places: set[int]
) -> None:
    text = "".join(texts)
    ends = sorted({place for place in places if place < cells(text)} | {cells(text)})
    pieces = WholeStrip([Segment(part) for part in texts]).divide(ends)
    assert "".join(piece.text for piece in pieces) == text
    assert len(pieces) == len(ends)
    written = 0
    for piece, start in zip(pieces, [0, *ends], strict=False):
        assert not piece.text or written == start
        written += cells(piece.text)


def test_what_is_said_in_the_corner_loses_nothing_over_the_edges_of_panes(folder: Path) -> None:
    words = "此时间线以只读方式打开，不能编辑。"

    async def body() -> None:
        async with running(folder, (120, 32)) as driver:
            for said in (words, f"a{words}"):  # an edge is in the midst of a character in one
                driver.app.notify(said, markup=False)
                await driver.until(lambda: words in driver.screen_text())

    run(body)
