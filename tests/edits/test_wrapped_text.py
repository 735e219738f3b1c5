"""The lines of a text that is edited break as those of a text that is read."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets.text_area import Document

from tui.text import breaks, cells, clean, wrap
from tui.widgets.wrapped_text import WrappedText

CHINESE = "千问月活破亿，这是第一个里程碑（据公司称），也是“千问”统一之后；此前 Qwen app 为首。"
ENGLISH = "Alibaba also puts the daily users at a steady 35 to 40 million, two months after launch."


def broken(text: str, width: int) -> list[str]:
    places = [0, *breaks(text, width), len(text)]
    return [text[start:end] for start, end in pairwise(places)]


@pytest.mark.parametrize("text", [CHINESE, ENGLISH, "", "Donaudampfschifffahrtsgesellschaft ok"])
@pytest.mark.parametrize("width", [4, 9, 20, 33, 200])
def test_an_edited_text_breaks_where_a_read_one_does(text: str, width: int) -> None:
    assert [line.rstrip() for line in broken(text, width)] == wrap(text, width)


@given(st.text(alphabet="ab 千问，。（）“e\u0301-", max_size=60).map(clean), st.integers(2, 20))
def test_no_letter_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = broken(text, width)
    assert "".join(lines) == text
    assert all(cells(line.removesuffix(" ")) <= width for line in lines)
    assert cells(lines[-1]) <= width


@given(st.text(alphabet="ab 千问，。（）\n", max_size=60), st.integers(2, 20), st.data())
def test_every_place_is_found_on_the_screen_and_back(
    text: str, width: int, data: st.DataObject
) -> None:
    document = Document(text)
    wrapped = WrappedText(document, width)
    # After an edit as well.
    row = data.draw(st.integers(0, document.line_count - 1))
    place = (row, data.draw(st.integers(0, len(document.lines[row]))))
    edit = document.replace_range(place, place, data.draw(st.sampled_from(["字。", "a b\n（c"])))
    wrapped.wrap_range(place, place, edit.end_location)
    assert wrapped.height == sum(map(len, wrapped.lines))
    assert ["".join(line) for line in wrapped.lines] == list(document.lines)
    seen = []
    for line in range(document.line_count):
        for column in range(len(document.lines[line]) + 1):
            offset = wrapped.location_to_offset((line, column))
            assert wrapped.offset_to_location(offset) == (line, column)
            seen.append((offset.y, offset.x))
    assert seen == sorted(seen)
