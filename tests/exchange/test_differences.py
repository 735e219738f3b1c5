"""What differs between two timelines, as values and as sentences."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.model import Citation, Company, Event, Kind, Metric, Product, Reading, Source
from events.past.difference_words import as_data, say_detail, say_name
from events.past.differences import difference, event_details
from events.timeline import Timeline
from events.when import When

BASE = Event(
    id="a",
    date=When("2024-05"),
    kind="users",
    companies=("acme",),
    products=("app",),
    title={"en": "App grows", "zh": "应用增长"},
    readings=(Reading("mau", product="app", value=100_000_000, by="Acme"),),
    citations=(Citation("paper", place="§1"),),
    tags=("old",),
)


def timeline(*events: Event, **names: Any) -> Timeline:
    tables: dict[str, Any] = {
        "companies": [Company("acme", {"en": "Acme", "zh": "顶峰"})],
        "products": [Product("app", {"en": "App", "zh": "应用"}, company="acme")],
        "kinds": [Kind("users", "Users"), Kind("stock", {"en": "Stock", "zh": "股价"})],
        "metrics": [Metric("mau", {"en": "MAU", "zh": "月活"}, unit="users")],
        "sources": [Source("paper", "The Paper"), Source("post", "The Post")],
    }
    return Timeline.build(events=events, **(tables | names))


def reading(value: float, by: str = "Acme", **more: Any) -> Reading:
    return Reading("mau", product="app", value=value, by=by, **more)


def test_a_name_that_has_another_id_alone_is_told_once() -> None:
    event = replace(
        BASE,
        readings=(reading(100_000_000, company="acme"),),
        citations=(Citation("paper", place="§1"),),
    )
    renamed = replace(
        event,
        kind="growth",
        companies=("apex",),
        products=("apex-app",),
        readings=(replace(event.readings[0], metric="m", product="apex-app", company="apex"),),
        citations=(Citation("daily", place="§1"),),
    )
    names: dict[str, Any] = {
        "companies": [
            Company("apex", {"en": "Acme", "zh": "顶峰"}),
            Company("child", "Child", parent="apex"),
        ],
        "products": [Product("apex-app", {"en": "App", "zh": "应用"}, company="apex")],
        "kinds": [Kind("growth", "Users"), Kind("stock", {"en": "Stock", "zh": "股价"})],
        "metrics": [Metric("m", {"en": "MAU", "zh": "月活"}, unit="users")],
        "sources": [Source("daily", "The Paper"), Source("post", "The Post")],
    }
    before = timeline(
        event,
        companies=[
            Company("acme", {"en": "Acme", "zh": "顶峰"}),
            Company("child", "Child", parent="acme"),
        ],
    )
    after = timeline(renamed, **names)
    found = difference(before, after)
    assert (found.changed, found.new, found.gone) == ((), (), ())
    assert [say_name(name, found, "en") for name in found.names] == [
        "company Acme: id changed from acme to apex",
        "product App: id changed from app to apex-app",
        "kind Users: id changed from users to growth",
        "metric MAU: id changed from mau to m",
        "source The Paper: id changed from paper to daily",
    ]
    assert say_name(found.names[0], found, "zh") == "公司“顶峰”的编号由acme改为apex"
    assert {"table": "company", "id": "apex", "change": "renamed", "was": "acme"} in as_data(found)[
        "names"
    ]
    # what else differs is told still, by the names that each side knows
    more = difference(before, timeline(replace(renamed, companies=("child",)), **names))
    assert [
        say_detail(detail, more.before, more.after, "en")
        for changed in more.changed
        for detail in changed.details
    ] == ["company gone: Acme", "company added: Child"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([Company("a", "Acme")], [Company("b", "Apex")]),  # another name
        ([Company("a", "Acme"), Company("b", "Acme")], [Company("c", "Acme")]),  # which of them?
        ([Company("a")], [Company("b")]),  # nothing but ids
    ],
)
def test_a_name_that_may_be_another_is_gone_and_new(old: list[Company], new: list[Company]) -> None:
    found = difference(timeline(companies=old), timeline(companies=new))
    companies = [name.sort for name in found.names if name.table == "company"]
    assert sorted(companies) == ["gone"] * len(old) + ["new"] * len(new)


@pytest.mark.parametrize(
    ("change", "en", "zh"),
    [
        (
            {"date": When("2024-05-13")},
            ["moved from 2024-05 to 2024-05-13"],
            ["由 2024-05 移至 2024-05-13"],
        ),
        ({"date": None}, ["no longer dated (was 2024-05)"], ["不再注明日期（原为 2024-05）"]),
        (
            {"readings": (reading(120_000_000),)},
            ["reading (MAU, App) changed from 100M to 120M (figure by Acme)"],
            ["读数（月活，应用）由1亿改为1.2亿（Acme）"],
        ),
        (
            {"readings": (reading(100_000_000, bound="over"),)},
            ["reading (MAU, App) changed from 100M to >100M (figure by Acme)"],
            ["读数（月活，应用）由1亿改为>1亿（Acme）"],
        ),
        (
            {"readings": (reading(100_000_000, note="as told"),)},
            ["note on the reading (MAU, App) changed (figure by Acme)"],
            ["读数（月活，应用）的备注有改动（Acme）"],
        ),
        (
            {"readings": (reading(100_000_000, by="Other"),)},
            [
                "reading (MAU, App) gone: 100M (figure by Acme)",
                "reading (MAU, App) added: 100M (figure by Other)",
            ],
            ["删去读数（月活，应用）：1亿（Acme）", "新增读数（月活，应用）：1亿（Other）"],
        ),
        (
            {"citations": (Citation("paper", place="§1"), Citation("post", place="p. 2"))},
            ["source added: The Post p. 2"],
            ["新增来源：The Post p. 2"],
        ),
        (
            {"citations": (Citation("paper", place="§2"),)},
            ["place in “The Paper” changed from §1 to §2"],
            ["来源“The Paper”中的位置由§1改为§2"],
        ),
        ({"citations": ()}, ["source gone: The Paper §1"], ["删去来源：The Paper §1"]),
        (
            {"title": {"en": "App soars", "zh": "应用增长"}},
            ["English title changed from “App grows” to “App soars”"],
            ["英文标题由“App grows”改为“App soars”"],
        ),
        ({"summary": "More."}, ["summary added: “More.”"], ["新增摘要：“More.”"]),
        ({"kind": "stock"}, ["kind changed from Users to Stock"], ["类型由Users改为股价"]),
        (
            {"status": "disputed"},
            ["status changed from Reported to Disputed"],
            ["状态由已报道改为有争议"],
        ),
        ({"companies": ()}, ["company gone: Acme"], ["删去公司：顶峰"]),
        (
            {"tags": ("old", "new"), "related": ("z",)},
            ["tag added: new", "related event added: z"],
            ["新增标签：new", "新增相关事件：z"],
        ),
        ({}, [], []),
    ],
)
def test_each_thing_that_differs_is_said(
    change: dict[str, Any], en: list[str], zh: list[str]
) -> None:
    before, after = timeline(BASE), timeline(replace(BASE, **change))
    found = difference(before, after)
    details = [detail for changed in found.changed for detail in changed.details]
    assert [say_detail(detail, before, after, "en") for detail in details] == en
    assert [say_detail(detail, before, after, "zh") for detail in details] == zh
    assert bool(found) == bool(en)
    json.dumps(as_data(found))


def test_new_gone_and_the_order_told() -> None:
    other = Event(id="b", date=When("2025"), title="Other")
    undated = Event(id="u", title="Undated")
    found = difference(timeline(BASE, undated), timeline(undated, other, BASE))
    assert (found.new, found.gone, found.changed) == ((1,), (), ())
    back = difference(timeline(undated, other, BASE), timeline(BASE, undated))
    assert (back.new, back.gone) == ((), (1,))


def test_another_id_is_no_other_event() -> None:
    teller = Event(id="t", title="Teller", related=("a",))
    before = timeline(BASE, teller)
    after = timeline(replace(BASE, id="new-id"), replace(teller, related=("new-id",)))
    found = difference(before, after)
    assert (found.new, found.gone) == ((), ())
    (changed,) = found.changed
    assert [(one.what, one.old, one.new) for one in changed.details] == [("id", "a", "new-id")]
    # With its title alone the same it is still told from a new one.
    moved = timeline(replace(BASE, id="new-id", date=When("2026")), teller)
    (changed,) = difference(before, moved).changed
    assert [one.what for one in changed.details] == ["id", "date"]


def test_two_of_one_title_are_not_guessed_at() -> None:
    before = timeline(Event(id="a", title="Same"), Event(id="b", title="Same"))
    after = timeline(Event(id="c", title="Same", date=When("2025")))
    found = difference(before, after)
    assert (len(found.new), len(found.gone), found.changed) == (1, 2, ())


def test_names_are_compared_too() -> None:
    before = timeline(BASE)
    after = timeline(
        BASE,
        companies=[Company("acme", "Acme", aliases=("ACM",))],
        sources=[Source("paper", "The Paper"), Source("new", "The News")],
    )
    found = difference(before, after)
    assert [say_name(name, found, "en") for name in found.names] == [
        "company Acme (acme): name, aliases changed",
        "source gone: The Post (post)",
        "source added: The News (new)",
    ]
    assert say_name(found.names[0], found, "zh") == "公司有改动：Acme (acme)：name, aliases"
    assert not difference(before, after, among=(range(1), range(1)))


def test_only_events_among_those_asked_for() -> None:
    other = Event(id="b", date=When("2025"), title="Other")
    before = timeline(BASE, other)
    after = timeline(replace(BASE, status="disputed"), replace(other, status="disputed"))
    found = difference(before, after, among=({1}, set()))
    assert [after.id_of[changed.after] for changed in found.changed] == ["b"]


EVENTS = st.builds(
    Event,
    id=st.sampled_from("abcd"),
    date=st.sampled_from([None, When("2024"), When("2025-03")]),
    title=st.sampled_from(["", "One", "Two"]),
    tags=st.lists(st.sampled_from("xyz"), max_size=3).map(tuple),
    readings=st.lists(
        st.builds(
            Reading,
            metric=st.sampled_from(["mau", "dau"]),
            value=st.integers(1, 3),
            by=st.sampled_from(["", "A"]),
        ),
        max_size=3,
    ).map(tuple),
)


@given(st.lists(EVENTS, max_size=5), st.lists(EVENTS, max_size=5))
def test_every_event_is_told_once_on_each_side(old: list[Event], new: list[Event]) -> None:
    before, after = timeline(*old), timeline(*new)
    found = difference(before, after)
    told = {one.before for one in found.changed} | set(found.gone)
    assert len(told) == len(found.changed) + len(found.gone)
    assert len(before) - len(found.gone) == len(after) - len(found.new)
    back = difference(after, before)
    assert sorted(back.new) == sorted(found.gone)
    assert len(back.changed) == len(found.changed)
    assert not difference(before, before)


@given(EVENTS, EVENTS)
def test_what_differs_adds_up(old: Event, new: Event) -> None:
    details = [one for one in event_details(old, new) if one.what == "reading"]
    came = sum(one.old is None for one in details) - sum(one.new is None for one in details)
    assert len(new.readings) - len(old.readings) == came
