"""The cells of an export to CSV: what is written is read back as it was, and runs nowhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.exports.csv_columns import (
    as_written,
    column_of,
    columns,
    inert,
    list_cell,
    tables_cell,
)
from events.imports.cells import listed

texts = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("'=+-@\t\r\n ＝[;"))


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-2.2%", "'-2.2%"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\nx", "'\nx"),
        ("  =1", "'  =1"),
        ("\x00\ufeff =1", "'\x00\ufeff =1"),
        ("＝1+1", "'＝1+1"),
        ("'=1", "''=1"),
        ("''-", "'''-"),
        ("'tis", "'tis"),
        ("'", "'"),
        ("", ""),
        ("−2.2%", "−2.2%"),
        ("a=1", "a=1"),
    ],
)
def test_a_cell_that_begins_like_a_formula_is_defused(text: str, cell: str) -> None:
    assert inert(text) == cell
    assert as_written(cell) == text


def test_a_foreign_apostrophe_stays() -> None:
    assert as_written("'tis the season") == "'tis the season"
    assert as_written("'2025-11") == "'2025-11"


@given(texts)
def test_defusing_loses_nothing(text: str) -> None:
    assert as_written(inert(text)) == text
    assert inert(text).lstrip()[:1] not in {"=", "+", "-", "@", "＝"}


@given(st.lists(texts.filter(str.strip)))
def test_a_list_is_read_back(items: list[str]) -> None:
    assert listed(list_cell(items)) == items


@pytest.mark.parametrize(
    ("items", "cell"),
    [
        ([], ""),
        (["a", "b c"], "a; b c"),
        (["a;b"], '["a;b"]'),
        (["[x]", "y"], '["[x]", "y"]'),
        ([" a"], '[" a"]'),
    ],
)
def test_a_list_is_plain_where_it_can_be(items: list[str], cell: str) -> None:
    assert list_cell(items) == cell


def test_tables_have_the_keys_that_are_given() -> None:
    row: dict[str, object] = {
        "metric": "mau",
        "product": None,
        "value": 0,
        "bound": "exact",
        "by": {},
        "note": {},
    }
    assert tables_cell([row]) == '[{"metric": "mau", "value": 0}]'
    assert tables_cell([]) == ""


def test_texts_have_a_column_for_each_language() -> None:
    header = columns(["en", "zh", "und"])
    assert [name for name in header if name.startswith("title")] == [
        "title.en",
        "title.zh",
        "title",
    ]
    assert header[:5] == ["id", "date", "lo", "hi", "kind"]
    assert column_of("note", "und") == "note"
