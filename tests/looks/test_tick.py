from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.model import Event
from events.queries.syntax import quoted_if_needed, read_syntax
from events.query import Query, QueryError, parse_query, tick
from events.timeline import Field, Timeline
from tests.small_timeline import small_timeline

TODAY = date(2026, 2, 26)


def parsed(text: str) -> Query:
    return parse_query(text, small_timeline(), TODAY)


@pytest.mark.parametrize(
    ("text", "field", "value", "on", "expected"),
    [
        ("", "company", "alibaba", True, "company:alibaba"),
        ("千问", "company", "alibaba", True, "千问 company:alibaba"),
        ("千问 ", "company", "alibaba", True, "千问 company:alibaba"),
        ("company:alibaba", "company", "ant", True, "company:alibaba,ant"),
        ("company:阿里", "company", "alibaba", True, "company:阿里"),
        ("公司：阿里  x", "company", "ant", True, "公司：阿里,ant  x"),
        (
            "company:ant x company:字节",
            "company",
            "alibaba",
            True,
            "company:ant x company:字节,alibaba",
        ),
        ("-company:ant", "company", "ant", True, "-company:ant company:ant"),
        ("a OR company:ant", "company", "ant", True, "a OR company:ant company:ant"),
        ("(company:ant)", "company", "ant", True, "(company:ant) company:ant"),
        ("is:planned", "status", "planned", True, "is:planned status:planned"),
        ("", "tag", "free order", True, 'tag:"free order"'),
        ("tag:Health", "tag", "free order", True, 'tag:Health,"free order"'),
        ("company:alibaba", "company", "alibaba", False, ""),
        ("company:alibaba x", "company", "alibaba", False, "x"),
        ("a  company:阿里 x", "company", "alibaba", False, "a  x"),
        ("公司：阿里，字节", "company", "alibaba", False, "公司：字节"),
        ("公司：阿里，字节", "company", "bytedance", False, "公司：阿里"),
        ("company:ant, 阿里,alibaba, 字节 x", "company", "alibaba", False, "company:ant, 字节 x"),
        ("company:阿里,BABA,ant", "company", "alibaba", False, "company:ant"),
        ("company:阿里,BABA", "company", "alibaba", False, ""),
        ("company:ant a company:ant,字节", "company", "ant", False, "a company:字节"),
        ("a AND company:ant", "company", "ant", False, "a"),
        ("company:ant AND a", "company", "ant", False, "a"),
        ("a AND company:ant AND b", "company", "ant", False, "a AND b"),
        ("company:ant AND company:ant b", "company", "ant", False, "b"),
        ("-company:ant", "company", "ant", False, "-company:ant"),
        ("x OR company:ant", "company", "ant", False, "x OR company:ant"),
        ('tag:"free order",Health', "tag", "free order", False, "tag:Health"),
        ("company:ant", "kind", "users", False, "company:ant"),
    ],
)
def test_a_tick_writes_its_words_and_nothing_else(
    text: str, field: Field, value: str, on: bool, expected: str
) -> None:
    ticked = tick(text, field, value, on, small_timeline())
    assert ticked == expected
    assert (value in parsed(ticked).ticked(field)) == on


def test_ticking_a_broken_line_tells_what_is_wrong() -> None:
    with pytest.raises(QueryError, match="not closed"):
        tick('"free', "company", "ant", True, small_timeline())


@settings(deadline=None)
@given(st.text(), st.text())
def test_any_value_can_be_quoted(value: str, others: str) -> None:
    if not value.strip():
        return
    text = f"a tag:{quoted_if_needed(value)} b"
    term = read_syntax(text).items[1]
    assert getattr(term, "values")[0].text == value  # noqa: B009
    tags = [tag for tag in (value, others) if tag.strip()]
    timeline = Timeline.build(events=[Event(id="x", tags=tuple(tags))])
    tag = timeline.values("tag")[0]
    on = tick("a", "tag", tag, True, timeline)
    assert parse_query(on, timeline, TODAY).ticked("tag") == {tag}
    assert tick(on, "tag", tag, False, timeline) == "a"


TERMS = (
    "company:阿里",
    "company:ant,字节",
    "公司：alibaba",
    "-company:ant",
    "(company:ant x)",
    "kind:users",
    "千问",
    '"a b"',
    "a OR b",
    "date:2025",
)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(TERMS)),
    st.sampled_from((" ", "  ", " AND ")),
    st.sampled_from(("alibaba", "ant", "bytedance")),
)
def test_a_tick_taken_back_leaves_the_line_as_it_was(
    terms: list[str], between: str, value: str
) -> None:
    text = between.join(terms)
    was = parsed(text).ticked("company")
    on = tick(text, "company", value, True, small_timeline())
    assert parsed(on).ticked("company") == was | {value}
    off = tick(on, "company", value, False, small_timeline())
    assert parsed(off).ticked("company") == was - {value}
    assert parsed(off).without("company") == parsed(text).without("company")
    if value not in was:
        assert off == text
