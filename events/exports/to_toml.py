"""TOML: a timeline of its own, which opens like any other: the events and the names they use."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from events.editing.drafts import with_days
from events.exports.selection import Export
from events.exports.words import one_line
from events.names import every_language
from events.said import Said
from events.toml.layout import Style, table_text
from events.when import When

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from events.exports.selection import Selection
    from events.model import Event
    from events.timeline import Timeline
    from events.toml.layout import Data

_SCHEMA = "#:schema ./dateline.schema.json\n"


def export(selection: Selection) -> Export:
    """The timeline's own table, the names in use, then the events in their order.

    Links to events that are not among them lead nowhere and are left out; it is said how many.
    """
    timeline = selection.timeline
    there = {timeline.id_of[number] for number in selection.numbers}
    lost = sum(
        related not in there
        for number in selection.numbers
        for related in timeline.events[number].related
    )
    remarks: tuple[Said, ...] = ()
    if lost:
        links = "1 link" if lost == 1 else f"{lost:,} links"
        remarks = (
            Said(
                f"{links} to events outside the selection: left out",
                f"略去 {lost:,} 个指向选择之外事件的关联",
            ),
        )
    return Export(_pieces(selection, there), remarks)


def _pieces(selection: Selection, there: set[str]) -> Iterator[str]:
    timeline = selection.timeline
    style = Style()
    yield _SCHEMA
    if selection.query.strip():
        yield f"# {one_line(selection.title)} · {one_line(selection.query)}\n"
    if timeline.info is not None and (info := data_of(timeline.info)):
        yield "\n" + table_text("timeline", info, style).replace("[[timeline]]", "[timeline]", 1)
    used = _used(selection)
    for table, models in (
        ("company", timeline.companies),
        ("product", timeline.products),
        ("kind", timeline.kinds),
        ("metric", timeline.metrics),
        ("source", timeline.sources),
    ):
        for id, model in models.items():
            if id in used[table]:
                yield "\n" + table_text(table, with_days(data_of(model)), style)
    for number in selection.numbers:
        event = _with_links(timeline, number, there)
        yield "\n" + table_text("event", with_days(data_of(event)), style)


def _with_links(timeline: Timeline, number: int, there: set[str]) -> Event:
    """The event with its id, and without links to events that are not there."""
    event = timeline.events[number]
    related = tuple(id for id in event.related if id in there)
    return replace(event, id=timeline.id_of[number], related=related)


def _used(selection: Selection) -> Mapping[str, set[str]]:
    """The ids of each table that the events name; with a company its parents."""
    timeline = selection.timeline
    used: dict[str, set[str]] = {
        name: set() for name in ("company", "product", "kind", "metric", "source")
    }
    for number in selection.numbers:
        event = timeline.events[number]
        used["company"].update(event.companies)
        used["product"].update(event.products)
        used["kind"].add(event.kind or "")
        used["source"].update(citation.source for citation in event.citations)
        for reading in event.readings:
            used["metric"].add(reading.metric)
            used["product"].add(reading.product or "")
            used["company"].add(reading.company or "")
            for provider in every_language(reading.by or None):
                used["company"].add(timeline.names["company"].resolve(provider) or "")
    for id in used["product"] & timeline.products.keys():
        owner = timeline.products[id].company
        if owner is not None:
            used["company"].add(timeline.names["company"].resolve(owner) or "")
    used["company"] = {
        one for id in used["company"] if id in timeline.companies for one in timeline.ancestry(id)
    }
    return used


def data_of(model: Any) -> Data:
    """A model as the table that a file has of it: without keys that say what is taken anyway."""
    data: Data = {}
    for field in fields(model):
        value = getattr(model, field.name)
        if value == field.default or value in ("", ()):
            continue
        data[field.name] = _plain(value)
    return data


def _plain(value: Any) -> Any:
    if isinstance(value, When):
        return str(value)
    if isinstance(value, tuple):
        return [item if isinstance(item, str) else data_of(item) for item in value]
    return dict(value) if isinstance(value, dict) else value
