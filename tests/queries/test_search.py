from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.model import Citation, Event, Reading
from events.names import every_language, fold
from events.query import Query, Result, Search, parse_query
from events.timeline import Field, Timeline
from events.when import When
from tests.small_timeline import COMPANIES, KINDS, METRICS, PRODUCTS, SOURCES, small_timeline

TODAY = date(2026, 2, 26)


def parsed(text: str) -> Query:
    return parse_query(text, small_timeline(), TODAY)


def found(text: str) -> Result:
    return Search(small_timeline()).run(parsed(text))


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("", "company", {"alibaba": 5, "ant": 1, "bytedance": 2}),
        ("company:ant", "company", {"alibaba": 5, "ant": 1, "bytedance": 2}),
        ("company:ant", "kind", {"launch": 1, "users": 0, "stock": 0}),
        ("kind:users company:ant", "company", {"alibaba": 1, "ant": 0, "bytedance": 1}),
        ("-company:ant", "company", {"alibaba": 4, "ant": 0, "bytedance": 2}),
        ("company:ant OR kind:users", "company", {"alibaba": 2, "ant": 1, "bytedance": 1}),
        ("is:planned", "status", {"reported": 0, "announced": 0, "planned": 1, "forecast": 0}),
    ],
)
def test_facet_counts_say_what_a_tick_would_give(
    text: str, field: Field, expected: dict[str, int]
) -> None:
    assert dict(found(text).facet(field)) == expected


# The engine against a plain loop over events

NAMES = {
    model.id: fold("\n".join((model.id, *every_language(model.name), *model.aliases)))
    for model in (*COMPANIES, *PRODUCTS, *KINDS, *METRICS)
}


@dataclass(frozen=True)
class Ask:
    """A query and the same as a test of one event."""

    text: str
    holds: Callable[[Event, frozenset[str]], bool]


def has_word(word: str) -> Callable[[Event, frozenset[str]], bool]:
    def holds(event: Event, names: frozenset[str]) -> bool:
        texts = [*every_language(event.title), *every_language(event.note), *event.tags]
        named = [*names, *(reading.metric for reading in event.readings)]
        return any(word in fold(text) for text in texts) or any(word in NAMES[id] for id in named)

    return holds


def in_dates(text: str, strict: bool) -> Callable[[Event, frozenset[str]], bool]:
    asked = When(text)
    if strict:
        return lambda event, _: event.date is not None and event.date.within(asked)
    return lambda event, _: event.date is not None and event.date.overlaps(asked)


def has_company(family: set[str]) -> Callable[[Event, frozenset[str]], bool]:
    return lambda _, names: not names.isdisjoint(family)


WORDS = ("a", "ab", "aba", "ba", "千", "千问", "问", "阿里")
DATES = (
    "2025 2025-01 2025-01-31 2025-02-10 ../2025-01 2025-02/.. 2024-12/2025-02 "
    "[2025-01-05..2025-02-05] [..2025-01-15] 202X 2026"
).split()
COMPANY_TREE = {"alibaba": {"alibaba", "ant"}, "ant": {"ant"}, "bytedance": {"bytedance"}}

single = st.one_of(
    st.sampled_from([Ask(word, has_word(word)) for word in WORDS]),
    st.sampled_from([Ask(f"date:{text}", in_dates(text, strict=False)) for text in DATES]),
    st.sampled_from([Ask(f"within:{text}", in_dates(text, strict=True)) for text in DATES]),
    st.sampled_from(
        [Ask(f"company:{id}", has_company(family)) for id, family in COMPANY_TREE.items()]
    ),
    st.sampled_from(
        [
            Ask("kind:users,launch", lambda event, _: event.kind in ("users", "launch")),
            Ask("is:undated", lambda event, _: event.date is None),
            Ask("has:tag", lambda event, _: bool(event.tags)),
            Ask("dau>5", lambda event, _: any((r.value or 0) > 5 for r in event.readings)),
            Ask("source:jan", lambda event, _: any(c.source == "jan" for c in event.citations)),
        ]
    ),
)


def compound(parts: st.SearchStrategy[Ask]) -> st.SearchStrategy[Ask]:
    return st.one_of(
        parts.map(lambda a: Ask(f"-({a.text})", lambda e, names: not a.holds(e, names))),
        st.tuples(parts, parts).map(
            lambda two: Ask(
                f"({two[0].text}) OR ({two[1].text})",
                lambda e, names: two[0].holds(e, names) or two[1].holds(e, names),
            )
        ),
        st.tuples(parts, parts).map(
            lambda two: Ask(
                f"({two[0].text}) ({two[1].text})",
                lambda e, names: two[0].holds(e, names) and two[1].holds(e, names),
            )
        ),
    )


queries = st.recursive(single, compound, max_leaves=6)
made_events = st.builds(
    lambda date, title, product, kind, tags, value, source: Event(
        id="x",
        date=date,
        title=title,
        products=product,
        kind=kind,
        tags=tags,
        readings=(Reading(metric="dau", value=value),) if value else (),
        citations=(Citation(source=source),) if source else (),
    ),
    st.none() | st.sampled_from(DATES).map(When),
    st.text("ab千问", min_size=1).filter(str.strip) | st.just({"en": "ab", "zh": "千 问"}),
    st.sampled_from([(), ("qwen-app",), ("afu", "doubao")]),
    st.sampled_from([None, "users", "stock"]),
    st.sampled_from([(), ("ab",), ("千问", "x")]),
    st.sampled_from([None, 3, 5, 8]),
    st.sampled_from([None, "jan", "feb"]),
)
timelines = st.lists(made_events, max_size=12).map(
    lambda events: Timeline.build(
        companies=COMPANIES,
        products=PRODUCTS,
        kinds=KINDS,
        metrics=METRICS,
        sources=SOURCES,
        events=events,
    )
)


@settings(deadline=None)
@given(timelines, queries)
def test_the_engine_finds_what_a_plain_loop_finds(timeline: Timeline, ask: Ask) -> None:
    def wanted(number: int) -> bool:
        names = {*timeline.company_ids[number], *timeline.product_ids[number]}
        if timeline.kind_id[number]:
            names.add(timeline.kind_id[number])
        return ask.holds(timeline.events[number], frozenset(names))

    result = Search(timeline).run(parse_query(ask.text, timeline, TODAY))
    assert list(result) == [number for number in range(len(timeline)) if wanted(number)]
    for value, count in result.facet("company"):
        family = COMPANY_TREE[value]
        assert count == sum(
            not family.isdisjoint(timeline.company_ids[number])
            for number in range(len(timeline))
            if ask.text.startswith("company:") or wanted(number)
        )


@settings(deadline=None)
@given(
    st.lists(st.text("ab千问", min_size=1, max_size=12), min_size=1, max_size=60),
    st.text("ab千问", min_size=1, max_size=6),
)
def test_a_growing_word_finds_what_a_fresh_search_finds(titles: list[str], word: str) -> None:
    filler = [Event(id=f"f{n}", title="z") for n in range(len(titles) * 4)]
    events = [*(Event(id=f"e{n}", title=title) for n, title in enumerate(titles)), *filler]
    timeline = Timeline.build(events=events)
    typing = Search(timeline)
    for end in (*range(1, len(word) + 1), *range(len(word), 0, -1)):
        query = parse_query(f'"{word[:end]}"', timeline, TODAY)
        assert typing.run(query).bits == Search(timeline).run(query).bits


def test_rare_values_are_counted_as_well() -> None:
    events = [
        Event(id=f"e{i:04}", title="even" if i % 2 == 0 else "odd", tags=(f"t{i % 1500}",))
        for i in range(3000)
    ]
    timeline = Timeline.build(events=events)
    result = Search(timeline).run(parse_query("even", timeline, TODAY))
    counts = dict(result.facet("tag"))
    assert len(counts) == 1500
    assert counts["t6"] == 2
    assert counts["t7"] == 0


def test_preparing_changes_nothing() -> None:
    search = Search(small_timeline())
    steps = list(search.prepare(("company", "kind")))
    assert steps
    assert search.run(parsed("千问 kind:users")).count == 1


# The small histogram


def day(text: str) -> int:
    return When(text).lo


def test_a_spark_counts_beginnings_in_equal_stretches() -> None:
    search = Search(small_timeline())
    counts = search.spark(search.everything, 2, day("2025-01-01"), day("2026-12-31"))
    # In the first 2025, 2025-06 and 2025-11; in the second 14 January twice, the campaign's first
    # day and the window; nothing for what has no beginning or date.
    assert counts == [3, 4]
    # Nor, where a stretch is a month, for what is only known as 2025.
    counts = search.spark(search.everything, 24, day("2025-01-01"), day("2026-12-31"))
    assert sum(counts) == 6
    assert counts[4] == counts[10] == 1


def test_a_spark_of_few_events_or_no_days() -> None:
    search = Search(small_timeline())
    assert search.spark(0, 3, day("2025"), day("2026")) == [0, 0, 0]
    assert search.spark(search.everything, 0, day("2025"), day("2026")) == []
    january = search.spark(search.everything, 1, day("2026-01-14"), day("2026-01-14"))
    assert january == [2]


@settings(deadline=None)
@given(st.integers(1, 60), st.integers(0, 800), st.integers(0, 800))
def test_a_spark_misses_no_event_known_to_the_day(buckets: int, before: int, after: int) -> None:
    mau = small_timeline().number_of["mau"]
    search = Search(small_timeline())
    middle = day("2026-01-14")
    counts = search.spark(1 << mau, buckets, middle - before, middle + after)
    assert len(counts) == buckets
    assert sum(counts) == 1
