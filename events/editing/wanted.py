"""Edits of tables by their numbers, and what they make of a text's data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from events.toml.layout import Data


@dataclass(frozen=True, slots=True)
class Put:
    """The ``nth`` table of a sort, from 0, is to hold ``data``."""

    table: str
    nth: int
    data: Data


@dataclass(frozen=True, slots=True)
class Cut:
    """The ``nth`` table of a sort is to go, with the comments that are its own."""

    table: str
    nth: int


@dataclass(frozen=True, slots=True)
class Insert:
    """A new table, to stand before the one that is the ``nth`` now; after the last if none is."""

    table: str
    nth: int
    data: Data


Splice: TypeAlias = Put | Cut | Insert


def wanted(data: Data, splices: Iterable[Splice]) -> Data:
    """What data is to be after the edits, whose numbers are all those of the tables as they are."""
    splices = sorted(splices, key=lambda splice: (splice.nth, isinstance(splice, Cut)))
    tables = {splice.table for splice in splices}
    new = data | {table: list(data.get(table, ())) for table in tables}
    for splice in splices:
        if isinstance(splice, Put):
            new[splice.table][splice.nth] = splice.data
    for splice in reversed(splices):
        if isinstance(splice, Cut):
            del new[splice.table][splice.nth]
        elif isinstance(splice, Insert):
            new[splice.table].insert(splice.nth, splice.data)
    for table in tables:
        if not new[table]:
            del new[table]
    return new
