"""Names that a command makes on the way: new companies, products, kinds, metrics and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from events.editing.table_words import TABLES
from events.metrics import read_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from events.toml.layout import Data
    from tui.form.words import Vocabulary

_ADDRESS = ("http://", "https://")


class NewNames:
    """Makes tables of words that mean nothing yet; the vocabulary knows them from then on."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    @property
    def tables(self) -> list[tuple[str, Data]]:
        """The new ones by their table, those before that others belong to."""
        made = self._vocabulary.made
        return [(table, data) for table in TABLES for data in made.get(table, {}).values()]

    def make(self, table: str, word: str) -> str:
        """Make a new one with a word for its name; its id."""
        text = " ".join(word.split())
        if table != "source":
            data: Data = {"name": text}
        elif text.startswith(_ADDRESS):
            text = text.partition("://")[2].removeprefix("www.").rstrip("/")
            data = {"title": text, "url": word.strip()}
        else:
            data = {"title": text}
        id = self._vocabulary.free_id(table, text)
        self._vocabulary.make(table, {"id": id, **data})
        return id

    def give_owners(self, event: Mapping[str, Any]) -> None:
        """Let the event's new products be its company's, if it has one alone."""
        companies = event.get("companies", ())
        products = self._vocabulary.made.get("product", {})
        for id in event.get("products", ()) if len(companies) == 1 else ():
            if id in products:
                products[id].setdefault("company", companies[0])

    def give_unit(self, metric: str, number: str) -> None:
        """Count a new metric in the unit of its first figure; raises `NumberError`."""
        new = self._vocabulary.made.get("metric", {}).get(metric)
        if new is not None and (unit := read_number(number).unit):
            new.setdefault("unit", unit)
