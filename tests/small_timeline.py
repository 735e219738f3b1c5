"""A timeline made by hand, small enough to know by heart."""

from __future__ import annotations

from functools import cache

from events.model import Citation, Company, Event, Kind, Metric, Product, Reading, Source
from events.timeline import Timeline
from events.when import When

M = 1_000_000

COMPANIES = (
    Company(id="alibaba", name={"en": "Alibaba", "zh": "阿里巴巴"}, aliases=("阿里", "BABA")),
    Company(id="ant", name={"en": "Ant Group", "zh": "蚂蚁集团"}, parent="阿里"),
    Company(id="bytedance", name={"en": "ByteDance", "zh": "字节跳动"}, aliases=("字节",)),
    Company(id="idle", name="Idle, Inc."),
)
PRODUCTS = (
    Product(id="qwen-app", name={"en": "Qwen app", "zh": "千问"}, company="alibaba"),
    Product(id="afu", name={"en": "Afu", "zh": "阿福"}, company="Ant Group"),
    Product(id="doubao", name={"en": "Doubao", "zh": "豆包"}, company="bytedance"),
)
KINDS = (
    Kind(id="launch", name={"en": "App launch", "zh": "上线"}, launch=True),
    Kind(id="users", name={"en": "Users", "zh": "用户"}),
    Kind(id="stock", name={"en": "Stock", "zh": "股价"}),
)
METRICS = (
    Metric(id="dau", name={"en": "DAU", "zh": "日活"}, unit="users"),
    Metric(id="mau", name={"en": "MAU", "zh": "月活"}, unit="users"),
    Metric(id="share-price-change", name={"en": "Share price", "zh": "股价涨跌"}, unit="%"),
    Metric(id="token-price", unit="USD"),
    Metric(id="input-token-price", unit="USD"),
)
SOURCES = (
    Source(id="jan", title="January review", published=When("2026-01-21")),
    Source(id="feb", title={"zh": "二月观察"}, published=When("2026-02")),
    Source(id="undated", title="A leaflet"),
)
EVENTS = (
    Event(
        id="y2025",
        date=When("2025"),
        companies=("BABA",),
        title="A year of spending",
        status="forecast",
        note="Two figures differ.",
    ),
    Event(
        id="afu",
        date=When("2025-06~"),
        kind="上线",
        products=("阿福",),
        title={"en": "Afu opens", "zh": "阿福上线"},
        tags=("Health", "free order"),
        citations=(Citation(source="jan"),),
    ),
    Event(
        id="qwen",
        date=When("2025-11"),
        kind="launch",
        companies=("alibaba",),
        products=("qwen-app",),
        title={"en": "A new app", "zh": "应用上线"},
        summary="It opens to all;\n    free of charge.",
        citations=(Citation(source="January review"), Citation(source="feb")),
        related=("mau",),
    ),
    Event(
        id="mau",
        date=When("2026-01-14"),
        kind="users",
        products=("qwen-app",),
        title={"en": "A hundred million", "zh": "月活破亿"},
        readings=(
            Reading(metric="月活", value=100 * M, bound="over", by="阿里"),
            Reading(metric="dau", low=35 * M, high=40 * M, by="QuestMobile"),
        ),
        citations=(Citation(source="jan"),),
    ),
    Event(
        id="doubao",
        date=When("2026-01-14?"),
        kind="users",
        products=("doubao",),
        title="Doubao is ahead",
        readings=(Reading(metric="dau", value=80 * M, by="QuestMobile"),),
        tags=("HEALTH",),
        citations=(Citation(source="undated"),),
    ),
    Event(
        id="campaign",
        date=When("2026-02-06/.."),
        companies=("阿里", "Nobody & Co"),
        title="The free order campaign",
        status="announced",
        readings=(Reading(metric="share-price-change", value=-2.2),),
        citations=(Citation(source="feb"),),
    ),
    Event(id="until", date=When("../2021-05"), title="Before it all 完"),
    Event(id="window", date=When("[2026-03-01..2026-03-10]"), kind="stock", status="planned"),
    Event(id="someday", title="Some day", companies=("bytedance",)),
)
IN_ORDER = ("until", "y2025", "afu", "qwen", "mau", "doubao", "campaign", "window", "someday")


@cache
def small_timeline() -> Timeline:
    """Nine events of nearly every sort."""
    return Timeline.build(
        companies=COMPANIES,
        products=PRODUCTS,
        kinds=KINDS,
        metrics=METRICS,
        sources=SOURCES,
        events=EVENTS,
    )
