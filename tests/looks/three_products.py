"""Three products with launches and figures, to compare."""

from __future__ import annotations

from typing import Any

from events.model import Company, Event, Kind, Metric, Product, Reading, Source
from events.timeline import Timeline
from events.when import When

M = 1_000_000


def users(product: str | None, value: float, bound: Any = "exact", metric: str = "mau") -> Reading:
    return Reading(metric=metric, product=product, value=value, bound=bound)


def event(id: str, when: str | None, product: str, *readings: Reading, **more: Any) -> Event:
    return Event(
        id=id,
        date=When(when) if when else None,
        products=(product,),
        title=id,
        readings=readings,
        **more,
    )


def timeline_of(*events: Event) -> Timeline:
    return Timeline.build(
        companies=[Company(id="alibaba"), Company(id="ant", parent="alibaba"), Company(id="byte")],
        products=[
            Product(id="qwen", company="alibaba"),
            Product(id="afu", company="ant"),
            Product(id="doubao", company="byte"),
        ],
        kinds=[Kind(id="launch", launch=True), Kind(id="users")],
        metrics=[
            Metric(id="mau", unit="users"),
            Metric(id="dau", unit="users"),
            Metric(id="price", unit="USD"),
        ],
        sources=[Source(id="jan", published=When("2026-01-20"))],
        events=events,
    )


TIMELINE = timeline_of(
    event("talk", "2025-10-20", "qwen"),
    event("qwen-launch", "2025-11", "qwen", kind="launch"),
    event("qwen-40", "2026-01-01", "qwen", Reading(metric="mau", low=35 * M, high=40 * M)),
    event("qwen-100", "2026-01-14", "qwen", users("qwen", 100 * M, "over")),
    event("doubao-launch", "2023-08-01", "doubao", kind="launch"),
    event("doubao-60", "2024-01-01", "doubao", users("doubao", 60 * M, "about")),
    event("doubao-80", "2025-01-01", "doubao", users("doubao", 80 * M)),
    event("doubao-plan", "2025-06-01", "doubao", users("doubao", 500 * M), status="forecast"),
    event("afu-plan", "2025-05-01", "afu", kind="launch", status="planned"),
    event("afu-launch", "2025-06-01", "afu", kind="launch"),
    event("afu-some-day", None, "afu"),
)
