"""Replacing the names written in events by the ids they mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from operator import is_
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from events.model import Citation, Event, Product, Reading
    from events.names import Names

Table: TypeAlias = Literal["company", "product", "kind", "metric", "source"]


class Unknown(NamedTuple):
    """A name in an event that means nothing: where it stands, and in which table it was sought."""

    number: int
    """The event: its number in the timeline, or, while resolving, its place among those given."""
    path: tuple[str | int, ...]
    """Keys and indices inside the event, such as ``("readings", 2, "metric")``."""
    table: Table
    word: str


class Resolver:
    """Replaces the names written in events by ids, and collects the columns of ids."""

    def __init__(self, names: Mapping[str, Names], products: Mapping[str, Product]) -> None:
        """Take the names of every table, and the products for the companies they belong to."""
        self._names = names
        self._products = products
        self._ids_of = {table: frozenset(names[table]) for table in names}
        self.company_ids: list[tuple[str, ...]] = []
        self.product_ids: list[tuple[str, ...]] = []
        self.kind_id: list[str] = []
        self.unknown: list[Unknown] = []

    def resolve(self, events: Iterable[Event]) -> list[Event]:
        """The events with ids for names where they are known; those that had only ids as they are.

        Nearly all have, and few combinations of names: so the common case is kept short.
        """
        seen: dict[object, tuple[tuple[str, ...], tuple[str, ...], str, bool]] = {}
        metrics, sources = self._ids_of["metric"], self._ids_of["source"]
        resolved: list[Event] = []
        for number, event in enumerate(events):
            key = (event.companies, event.products, event.kind)
            known = seen.get(key)
            if known is None:
                known = seen[key] = self._look_up(event)
            companies, products, kind, clean = known
            self.company_ids.append(companies)
            self.product_ids.append(products)
            self.kind_id.append(kind)
            if not clean:
                event = self._renamed(event, number)
            for reading in event.readings:
                if reading.metric not in metrics or reading.product or reading.company:
                    event = self._with_readings(event, number)
                    break
            for citation in event.citations:
                if citation.source not in sources:
                    event = self._with_citations(event, number)
                    break
            resolved.append(event)
        return resolved

    def _look_up(self, event: Event) -> tuple[tuple[str, ...], tuple[str, ...], str, bool]:
        company_names, product_names = self._names["company"], self._names["product"]
        products = _known(map(product_names.resolve, event.products))
        owners = [self._products[id].company for id in products]
        companies = _known(
            company_names.resolve(word) for word in (*event.companies, *owners) if word
        )
        kind = self._names["kind"].resolve(event.kind) if event.kind else None
        clean = (
            all(word in company_names for word in event.companies)
            and products == event.products
            and kind == event.kind
        )
        return companies, products, kind or "", clean

    def _renamed(self, event: Event, number: int) -> Event:
        companies = self._ids(event.companies, number, ("companies",), "company")
        products = self._ids(event.products, number, ("products",), "product")
        kind = event.kind and self._id(event.kind, number, ("kind",), "kind")
        if (companies, products, kind) == (event.companies, event.products, event.kind):
            return event
        return replace(event, companies=companies, products=products, kind=kind)

    def _with_readings(self, event: Event, number: int) -> Event:
        readings = tuple(
            self._reading(reading, number, index) for index, reading in enumerate(event.readings)
        )
        if all(map(is_, readings, event.readings)):
            return event
        return replace(event, readings=readings)

    def _reading(self, reading: Reading, number: int, index: int) -> Reading:
        ids = self._ids_of
        if (
            reading.metric in ids["metric"]
            and (not reading.product or reading.product in ids["product"])
            and (not reading.company or reading.company in ids["company"])
        ):
            return reading
        path = ("readings", index)
        metric = self._id(reading.metric, number, (*path, "metric"), "metric")
        product = reading.product and self._id(
            reading.product, number, (*path, "product"), "product"
        )
        company = reading.company and self._id(
            reading.company, number, (*path, "company"), "company"
        )
        if (metric, product, company) == (reading.metric, reading.product, reading.company):
            return reading
        return replace(reading, metric=metric, product=product, company=company)

    def _with_citations(self, event: Event, number: int) -> Event:
        citations = tuple(
            self._citation(citation, number, index)
            for index, citation in enumerate(event.citations)
        )
        return event if citations == event.citations else replace(event, citations=citations)

    def _citation(self, citation: Citation, number: int, index: int) -> Citation:
        source = self._id(citation.source, number, ("citations", index, "source"), "source")
        return citation if source == citation.source else replace(citation, source=source)

    def _ids(
        self, words: tuple[str, ...], number: int, path: tuple[str | int, ...], table: Table
    ) -> tuple[str, ...]:
        return tuple(
            self._id(word, number, (*path, index), table) for index, word in enumerate(words)
        )

    def _id(self, word: str, number: int, path: tuple[str | int, ...], table: Table) -> str:
        id = self._names[table].resolve(word)
        if id is None:
            self.unknown.append(Unknown(number, path, table, word))
            return word
        return id


def _known(ids: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for id in ids if id))
