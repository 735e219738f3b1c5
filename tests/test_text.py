from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.text import clean, clean_lines, cut, find_words, fit, fold, wrap

# Text of every sort, with the characters that do harm more often than chance has them.
HARMFUL = "\x00\x07\x1b\x7f\x85\x9b\u200b\u200d\u202e\u2066\ufeff\ufe0f\u0301\u0489\t\n\r\ud800"
texts = st.text(
    st.one_of(st.characters(), st.sampled_from(HARMFUL + "👩🏽💻🇨🇳千问月活破亿abc “”，。[/x]")),
    max_size=60,
)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Qwen 千问", "Qwen 千问"),
        ("", ""),
        ("[/x][@click=app.quit]y[/]", "[/x][@click=app.quit]y[/]"),
        ("a\x1b[31mb", "a[31mb"),
        ("a\x1b]52;c;aGk=\x07b", "a]52;c;aGk=b"),
        ("a\x9b31mb\x85c", "a31mb c"),
        ("one\r\ntwo\tthree", "one  two three"),
        ("ab\u202edc\u202c\u2066x\u2069", "abdcx"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("e\u0301", "e\u0301"),
        ("Z" + "\u0335" * 20, "Z\u0335\u0335"),
        ("❤️ 1️⃣", "❤ 1"),
        ("👍🏽 👩🏽‍💻 👨‍👩‍👧", "👍 👩 👨"),
        ("🇨🇳", "CN"),
        ("🫨", "□"),
        ("name\udcff.toml", "name□.toml"),
        ("\u1112\u1161\u11ab", "한"),
    ],
)
def test_what_is_shown_of_hostile_text(raw: str, shown: str) -> None:
    assert clean(raw) == shown


@given(texts)
def test_clean_text_has_no_control_and_can_be_encoded(text: str) -> None:
    shown = clean(text)
    shown.encode("utf-8")
    for character in shown:
        assert unicodedata.category(character) not in ("Cc", "Cs"), repr(character)
        assert character not in "\u200b\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\ufeff"
    assert clean(shown) == shown


@given(texts, st.integers(-2, 30))
def test_a_cut_fits_and_says_that_it_cut(text: str, width: int) -> None:
    text = clean(text)
    shown = cut(text, width)
    assert cell_len(shown) <= max(0, width)
    if cell_len(text) <= width:
        assert shown == text
    elif width > 0:
        assert shown.endswith("…")
        assert text.startswith(shown[:-1].rstrip())


@given(texts, st.integers(0, 30), st.booleans())
def test_fit_takes_exactly_its_cells(text: str, width: int, right: bool) -> None:
    assert cell_len(fit(clean(text), width, right=right)) == width


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("千问月活破亿", 12, "千问月活破亿"),
        ("千问月活破亿", 11, "千问月活破…"),
        ("千问月活破亿", 10, "千问月活…"),
        ("Qwen千问", 6, "Qwen…"),
        ("Qwen app", 6, "Qwen…"),
        ("x", 0, ""),
        ("千", 1, "…"),
    ],
)
def test_a_cut_never_splits_a_wide_character(text: str, width: int, shown: str) -> None:
    assert cut(text, width) == shown


@given(texts, st.integers(1, 30))
def test_wrapped_lines_fit_and_keep_every_letter(text: str, width: int) -> None:
    text = clean(text)
    lines = wrap(text, width)
    if width > 1:  # a wide character cannot stand in one cell
        assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("千问说了“你好”，然后走了。", 10, ["千问说了", "“你好”，然", "后走了。"]),
        ("a short line", 20, ["a short line"]),
        ("two words", 5, ["two", "words"]),
        ("", 5, [""]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
    ],
)
def test_lines_break_where_a_reader_expects(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


def test_lines_of_its_own() -> None:
    assert clean_lines("a\r\nb\n\nc\x1b") == ["a", "b", "", "c"]


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Qwen 千问 ＱＷＥＮ", ["qwen"], ["Qwen", "ＱＷＥＮ"]),
        ("千问月活", ["千问", "问月"], ["千问"]),
        ("Straße", ["strasse"], ["Straße"]),
        ("a.b", ["."], ["."]),
        ("abc", [], []),
        ("abc", [""], []),
    ],
)
def test_words_are_found_as_the_query_finds_them(
    text: str, words: list[str], found: list[str]
) -> None:
    assert [text[a:b] for a, b in find_words(text, [fold(word) for word in words])] == found
