"""A company, product, kind, metric, source or event given another id, everywhere it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from events.editing.changes import Change
from events.editing.plans import Place, Plan, find
from events.editing.refusals import Invalid, Taken
from events.editing.table_words import TABLES
from events.names import fold
from events.queries.syntax import (
    AllOf,
    AnyOf,
    Comparison,
    FieldTerm,
    Item,
    Not,
    Part,
    QueryError,
    quoted_if_needed,
    read_syntax,
)
from events.queries.words import FIELD_NAMES
from events.said import Said

if TYPE_CHECKING:
    from events.timeline import Timeline
    from events.toml.layout import Data

_Word = Callable[[Any], Any]
"""Gives for a word written in a file the one to be written now."""

# In which keys of which tables the ids of a table stand; a key in a key is that of its rows.
_USES: dict[str, dict[str, tuple[str, ...]]] = {
    "company": {
        "company": ("id", "parent"),
        "product": ("company",),
        "event": ("companies", "readings.company", "readings.by"),
    },
    "product": {"product": ("id",), "event": ("products", "readings.product")},
    "kind": {"kind": ("id",), "event": ("kind",)},
    "metric": {"metric": ("id",), "event": ("readings.metric",)},
    "source": {"source": ("id",), "event": ("citations.source",)},
    "event": {"event": ("id", "related")},
}


def rename(timeline: Timeline, table: str, old: str, new: str) -> Change:
    """Give a table another id, and write that wherever the old one is written, in one step.

    The queries of saved views are written anew too. A place that names the thing by a name or an
    alias stays as it is: it still means the same.

    Raises
    ------
    NotFound
        There is no such table.
    Taken
        The new id means another thing already: as its id, name or alias.
    Invalid
        The new id is blank.
    Broken
        The old id stands in a file with a syntax error, where it cannot be changed.
    """
    place = find(timeline, table, old)
    if not new.strip():
        raise Invalid((("id",), "the id is blank", "id 为空"))
    other = owner_of(timeline, table, new)
    if other not in (None, old):
        path = find(timeline, table, other).file.path
        raise Taken(path, id=new, **TABLES[table].facts)
    plan = Plan(timeline)
    word = _renamer(timeline, table, old, new)
    for file in timeline.files:
        if file.broken and not plan.holds(file, old):
            continue
        sheet = plan.sheet(file)
        for used in (*_USES[table], "view"):
            for nth, data in enumerate(sheet.rows(used)):
                here = Place(file, used, nth)
                whole = {"id": old, **data} if here == place else data
                if used == "view":
                    renamed = _with_query(data, table, word)
                else:
                    renamed = _with_keys(whole, _USES[table][used], word)
                if renamed != data:
                    plan.put(here, renamed)
    one, _, zh = TABLES[table]
    return plan.change(Said(f"Rename {one} {old} to {new}", f"将{zh} {old} 的 id 改为 {new}"))


def owner_of(timeline: Timeline, table: str, id: str) -> str | None:
    """Whose id, name or alias it is already; None if nobody's."""
    if table in timeline.names:
        return timeline.names[table].resolve(id)
    return id if id in timeline.number_of else None


def _renamer(timeline: Timeline, table: str, old: str, new: str) -> _Word:
    """What turns the old id into the new; so too where it is written in another letter case.

    Words that are a name or an alias as well need no change.
    """
    names = timeline.names.get(table)
    known = {fold(word).strip() for word in names.words(old) if word != old} if names else set()

    def word(written: Any) -> Any:
        if written == old:
            return new
        if names is None or not isinstance(written, str):
            return written
        folded = fold(written).strip()
        return new if folded == fold(old).strip() and folded not in known else written

    return word


def _with_keys(data: Data, keys: tuple[str, ...], word: _Word) -> Data:
    new = dict(data)
    for key in keys:
        name, _, below = key.partition(".")
        value = data.get(name)
        if below and isinstance(value, list):
            rows = new[name]
            new[name] = [_with_keys(r, (below,), word) if isinstance(r, dict) else r for r in rows]
        elif isinstance(value, list):
            new[name] = [word(item) for item in value]
        elif isinstance(value, dict) and not below:  # a text by language
            new[name] = {lang: word(text) for lang, text in value.items()}
        elif name in data and not below:
            new[name] = word(value)
    return new


# Queries


def renamed_query(query: str, timeline: Timeline, table: str, old: str, new: str) -> str:
    """A query with the new id for the old one; ``timeline`` is the one before the renaming."""
    word = _renamer(timeline, table, old, new)
    return str(_with_query({"query": query}, table, word)["query"])


def _with_query(data: Data, table: str, word: _Word) -> Data:
    query = data.get("query")
    if not isinstance(query, str):
        return data
    try:
        tree = read_syntax(query)
    except QueryError:
        return data
    for part in sorted(_parts(tree, table), key=lambda part: part.start, reverse=True):
        written = word(part.text)
        if written != part.text:
            query = query[: part.start] + quoted_if_needed(written) + query[part.end :]
    return {**data, "query": query}


def _parts(item: Item, table: str) -> Iterator[Part]:
    """The places in a query where ids of the table may stand."""
    match item:
        case FieldTerm():
            field = FIELD_NAMES.resolve(item.name.text)
            if field == ("id" if table == "event" else table) or (field, table) == (
                "by",
                "company",
            ):
                yield from item.values
        case Comparison() if table == "metric":
            yield item.name
        case Not():
            yield from _parts(item.item, table)
        case AnyOf() | AllOf():
            for part in item.items:
                yield from _parts(part, table)
