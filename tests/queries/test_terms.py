from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.queries.syntax import read_syntax
from events.queries.terms import plain_terms, with_term
from events.query import QueryError, parse_query
from tests.small_timeline import small_timeline


@pytest.mark.parametrize(
    ("text", "field", "value", "expected"),
    [
        ("", "asof", "2026-01-21", "asof:2026-01-21"),
        ("千问 ", "asof", "2026-01-21", "千问 asof:2026-01-21"),
        ("千问", "date", "2025-11-01..2026-01-31", "千问 date:2025-11-01..2026-01-31"),
        ("asof:2026 kind:users", "asof", "2026-01-21", "asof:2026-01-21 kind:users"),
        ("已知：2026，2025 x", "asof", "2026-01-21", "已知：2026-01-21 x"),
        ("asof:2026 x asof:2025", "asof", "2026-01-21", "asof:2026-01-21 x"),
        ('when:"last 3 months"', "date", "2026-01", "when:2026-01"),
        ("-asof:2026", "asof", "2027", "-asof:2026 asof:2027"),
        ("a OR asof:2026", "asof", "2027", "a OR asof:2026 asof:2027"),
        ("asof:2026", "asof", None, ""),
        ("a AND asof:2026 b", "asof", None, "a b"),
        ("a  asof:2026  asof:2025 b", "asof", None, "a   b"),
        ("asof:2026 AND asof:2025 b", "asof", None, "b"),
        ("-asof:2026", "asof", None, "-asof:2026"),
        ("", "asof", None, ""),
    ],
)
def test_a_term_is_written_in_its_place(
    text: str, field: str, value: str | None, expected: str
) -> None:
    assert with_term(text, field, value) == expected


def test_a_line_that_means_nothing_is_left() -> None:
    with pytest.raises(QueryError):
        with_term('"千问', "asof", "2026")


PARTS = (
    "千问",
    "asof:2026",
    "-asof:2025",
    "已知:2024,2023",
    "AND",
    "OR",
    "date:2025..",
    "(",
    ")",
    " ",
)


@given(
    st.lists(st.sampled_from(PARTS), max_size=8).map(" ".join),
    st.sampled_from(("asof", "date")),
    st.none() | st.dates().map(str) | st.sampled_from(("last 3 months", "2025..2026")),
)
def test_what_is_written_is_what_is_read(text: str, field: str, value: str | None) -> None:
    try:
        parse_query(text, small_timeline(), date(2026, 2, 26))
        new = with_term(text, field, value)
    except QueryError:
        return
    terms = [term for _, term in plain_terms(read_syntax(new), field)]
    assert [part.text for term in terms for part in term.values] == [value] * (value is not None)
    parse_query(new, small_timeline(), date(2026, 2, 26))
    assert with_term(new, field, value) == new
    assert new.count("千问") == text.count("千问")
