from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.model import Event, Metric
from events.queries.complete import MOST, Completion, complete
from events.queries.words import FIELD_NAMES
from events.query import QueryError, parse_query
from events.timeline import Timeline
from events.when import Lang, When
from tests.small_timeline import small_timeline

TODAY = date(2026, 2, 26)


def offered(text: str, lang: Lang = "en") -> list[Completion]:
    """What is offered at the ``|`` in the text."""
    return complete(text.replace("|", ""), text.index("|"), small_timeline(), lang)


def taken(text: str, completion: Completion) -> str:
    text = text.replace("|", "")
    return text[: completion.start] + completion.insert + text[completion.end :]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        # fields, by either name
        ("com|", ["company:"]),
        ("公|", ["公司:"]),
        ("千问 -ki|", ["千问 -kind:"]),
        ("(sta|", ["(status:"]),
        ("dat|e:2025", ["date:2025"]),
        # metrics
        ("da|", ["date:", "dau>"]),
        ("日|", ["日期:", "dau>"]),
        ("share|", ["share-price-change>"]),
        # names in any language, as whole terms: those that begin so, then those that hold it
        ("ali|", ["company:alibaba", "by:alibaba"]),
        ("阿|", ["company:alibaba", "product:afu", "by:alibaba"]),
        ("字节| x", ["company:bytedance x"]),
        ("pp|", ["product:qwen-app", "kind:launch"]),
        ("free|", ['tag:"free order"']),
        ("quest|", ["by:QuestMobile"]),
        ("预|", ["status:forecast"]),
        ("idle|", []),  # no event has it
        # values
        ("company:|", ["company:alibaba", "company:ant", "company:bytedance"]),
        ("公司：|", ["公司：alibaba", "公司：ant", "公司：bytedance"]),
        ("company:a|", ["company:alibaba", "company:ant", "company:bytedance"]),
        ("company:ant,字|", ["company:ant,bytedance"]),
        ("company:ant, 字|", ["company:ant, bytedance"]),
        ("company:an|t,x y", ["company:ant,x y"]),
        ('tag:"fr|', ['tag:"free order"']),
        ('tag:"fr|ee" x', ['tag:"free order" x']),
        ('tag:"fr| x', ['tag:"free order" x']),
        ("tag:he|", ["tag:Health"]),
        ("is:un|", ["is:uncertain", "is:undated"]),
        ("is:计|", ["is:planned"]),
        ("has:no|", ["has:note"]),
        ("date:202|", ["date:2026", "date:2025", "date:2021"]),
        ("since:last|", ['since:"last 30 days"', 'since:"last 3 months"', 'since:"last year"']),
        ("since:去|", ["since:去年"]),
        ("id:do|", ["id:doubao"]),
        # nothing inside a phrase, a number, or an unknown field
        ('"ali|', []),
        ('"ali"|', []),
        ("dau>5|", []),
        ("dau > |", []),
        ("nofield:a|", []),
    ],
)
def test_what_is_offered(text: str, first: list[str]) -> None:
    assert [taken(text, completion) for completion in offered(text)][: len(first) or None] == first


def test_an_empty_line_offers_the_fields_in_their_order() -> None:
    fields = [f"{field}:" for field in FIELD_NAMES]
    assert [completion.insert for completion in offered("|")] == fields
    assert [completion.insert for completion in offered("a |b")] == fields


def test_an_offer_says_what_it_is_in_the_language() -> None:
    value = offered("company:a|", "zh")[0]
    assert (value.label, value.detail) == ("阿里巴巴", "公司 · 5")
    value = offered("company:a|", "en")[0]
    assert (value.label, value.detail) == ("Alibaba", "company · 5")
    field = offered("dat|", "zh")[0]
    assert (field.label, field.detail) == ("日期", "date:2025-Q3..2026-01")
    event = offered("id:ma|", "zh")[0]
    assert (event.label, event.detail) == ("月活破亿", "2026-01-14")


def test_offers_are_few_and_none_comes_twice() -> None:
    timeline = Timeline.build(
        events=[Event(id=f"e{n}", date=When("2025"), tags=(f"tag {n}",)) for n in range(100)]
    )
    for text in ("tag:", "tag:t", "t", "id:e"):
        offers = complete(text, len(text), timeline)
        assert len(offers) == MOST
        assert len({offer.insert for offer in offers}) == MOST


def test_a_metric_with_blanks_in_its_id_is_quoted() -> None:
    timeline = Timeline.build(metrics=[Metric(id="net cash")])
    offers = complete("net", 3, timeline)
    assert [offer.insert for offer in offers] == ['"net cash">']
    assert parse_query('"net cash">3', timeline, TODAY)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_all_that_is_offered_for_a_field_is_understood(lang: Lang) -> None:
    for field in FIELD_NAMES:
        offers = offered(f"{field}:|", lang)
        assert offers or field == "file"
        for offer in offers:
            assert parse_query(taken(f"{field}:|", offer), small_timeline(), TODAY)


@settings(deadline=None)
@given(st.text(st.sampled_from('ab:,"“()-<>= \\公司阿里') | st.characters()), st.integers(-2, 99))
def test_any_line_can_be_completed(text: str, cursor: int) -> None:
    for completion in complete(text, cursor, small_timeline()):
        assert 0 <= completion.start <= min(max(cursor, 0), len(text)) <= completion.end
        assert completion.end <= len(text)


@settings(deadline=None)
@given(st.text(st.sampled_from('ab:, "公司阿里'), max_size=12))
def test_a_name_offered_at_the_end_of_a_good_line_makes_a_good_line(text: str) -> None:
    for completion in complete(text, len(text), small_timeline()):
        if completion.insert[-1] in ":>" or completion.start == 0:
            continue
        try:
            parse_query(text[: completion.start].rstrip(" ,-"), small_timeline(), TODAY)
        except QueryError:
            continue
        assert parse_query(taken(f"{text}|", completion), small_timeline(), TODAY)
