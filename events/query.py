"""The query language: one line of text that says which events to see.

    千问 mau                    words: all must be in the title, summary, note, names or tags
    "free order"                a phrase
    company:alibaba,字节         any of these; a company takes in its products and subsidiaries
    -kind:stock  a OR b  (…)    without; either; brackets. OR joins the two terms beside it
    date:2025-Q3..2026-01       the date may fall there; within: surely does; since: until:
    dau>50M  change<-2%         a reading surely compares so
    is:undated  has:note        sorts of events
    asof:2026-01-31             known from sources published by then

Dates are EDTF or people's words (``date:"last 3 months"``), names are ids, names or aliases in any
language, fields have Chinese names too (``公司:阿里``). `events.queries.syntax` tells the grammar.

This is the door to the whole: `parse_query` makes a `Query`, `Search` runs it, `tick` writes a
facet into the line, `complete` offers what to type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn, cast

from events.names import fold
from events.queries import expressions as ex
from events.queries import syntax
from events.queries.dates import read_range
from events.queries.facets import tick
from events.queries.search import Result, Search
from events.queries.syntax import QueryError, quoted_if_needed
from events.queries.understood import Query
from events.queries.words import (
    DATE_FIELDS,
    FIELD_NAMES,
    PART_NAMES,
    QUALITY_NAMES,
    VALUE_FIELDS,
)
from events.said import Said
from events.timeline import Field

if TYPE_CHECKING:
    from datetime import date

    from events.metrics import Op
    from events.names import Names
    from events.queries.complete import Completion, complete
    from events.timeline import Timeline

__all__ = [
    "Completion",
    "Query",
    "QueryError",
    "Result",
    "Search",
    "complete",
    "parse_query",
    "tick",
]


def __getattr__(name: str) -> object:
    """Import the completion when it is first used: commands do without it."""
    if name not in ("Completion", "complete"):
        raise AttributeError(f"module 'events.query' has no attribute {name!r}")
    from events.queries import complete

    return getattr(complete, name)


def parse_query(text: str, timeline: Timeline, today: date) -> Query:
    """Understand a query over a timeline.

    Parameters
    ----------
    today
        The day that words such as "last month" are reckoned from.

    Raises
    ------
    QueryError
        Whatever the text is, nothing else: it says why, where, and what known word is nearest.
    """
    tree = syntax.read_syntax(text)
    reader = _Reader(timeline, today)
    return Query(text, ex.AllOf(tuple(map(reader.item, tree.items))))


class _Reader:
    """Gives the terms of the syntax tree their meaning in a timeline."""

    def __init__(self, timeline: Timeline, today: date) -> None:
        self.timeline = timeline
        self.today = today

    def item(self, item: syntax.Item) -> ex.Expression:
        match item:
            case syntax.Word():
                return ex.Text(fold(" ".join(item.text.split())), item.text)
            case syntax.FieldTerm():
                return self.field_term(item)
            case syntax.Comparison():
                return self.comparison(item)
            case syntax.Not():
                return ex.Not(self.item(item.item))
            case syntax.AnyOf():
                return ex.AnyOf(tuple(map(self.item, item.items)))
            case syntax.AllOf():
                return ex.AllOf(tuple(map(self.item, item.items)))

    def field_term(self, term: syntax.FieldTerm) -> ex.Expression:
        field = FIELD_NAMES.resolve(term.name.text)
        if field is None:
            self.unknown_field(term)
        if field in VALUE_FIELDS:
            return self.values(cast(Field, field), term.values)
        if field in DATE_FIELDS:
            return self.dates(field, term.values)
        if field == "id":
            return ex.Ids(tuple(map(self.id, term.values)))
        known = self.quality if field == "is" else self.part
        return _any_of(tuple(map(known, term.values)))

    def unknown_field(self, term: syntax.FieldTerm) -> NoReturn:
        name = term.name
        metric = self.timeline.names["metric"].resolve(name.text)
        if metric is not None:
            raise QueryError(
                name.start,
                name.end,
                f"{name.text} is a metric: compare it, as in {name.text}>0",
                f"{name.text} 是指标：请比较大小，如 {name.text}>0",
            )
        nearest = FIELD_NAMES.nearest(name.text)
        en, zh = f"no field is called “{name.text}”", f"没有名为“{name.text}”的字段"
        if not nearest:
            en += "; to look for a word with a colon, quote it"
            zh += "；若要查找带冒号的词，请加引号"
        raise QueryError(name.start, name.end, en, zh, nearest=nearest)

    # Values that are names

    def values(self, field: Field, parts: tuple[syntax.Part, ...]) -> ex.In:
        names = self.timeline.names_of(field)
        ids = dict.fromkeys(self.value(field, names, part) for part in parts)
        said = tuple(Said(names.label(id, "en"), names.label(id, "zh")) for id in ids)
        return ex.In(field, tuple(ids), said)

    def value(self, field: Field, names: Names, part: syntax.Part) -> str:
        id = names.resolve(part.text)
        if id is not None:
            return id
        nearest = names.nearest(part.text)
        elsewhere = None if nearest else self.elsewhere(part.text)
        said = Said(FIELD_NAMES.label(field, "en"), FIELD_NAMES.label(field, "zh"))
        en = f"no {said.en} is called “{part.text}”"
        zh = f"没有名为“{part.text}”的{said.zh}"
        if elsewhere:
            en += f"; there is {elsewhere}"
            zh += f"；但有 {elsewhere}"
        raise QueryError(part.start, part.end, en, zh, nearest=nearest)

    def elsewhere(self, word: str) -> str | None:
        """The term in which a word does mean something."""
        for field, names in self.timeline.names.items():
            id = names.resolve(word)
            if id is not None:
                return f"{field}:{quoted_if_needed(id)}"
        return None

    def id(self, part: syntax.Part) -> str:
        ids = self.timeline.number_of
        if part.text in ids or any(id.startswith(part.text) for id in ids):
            return part.text
        from events.names import nearest

        raise QueryError(
            part.start,
            part.end,
            f"no event has the id “{part.text}”",
            f"没有编号为“{part.text}”的事件",
            nearest=nearest(part.text, ids),
        )

    def quality(self, part: syntax.Part) -> ex.Expression:
        quality = QUALITY_NAMES.resolve(part.text)
        if quality is not None:
            return ex.Is(quality, self.today.toordinal())
        statuses = self.timeline.names["status"]
        if statuses.resolve(part.text) is not None:
            # In an expression of its own, like brackets: it is no facet term of the status.
            return ex.AllOf((self.values("status", (part,)),))
        raise _no_choice("is", part, QUALITY_NAMES, statuses)

    def part(self, part: syntax.Part) -> ex.Expression:
        known = PART_NAMES.resolve(part.text)
        if known is None:
            raise _no_choice("has", part, PART_NAMES)
        return ex.Has(known)

    # Dates

    def dates(self, field: str, parts: tuple[syntax.Part, ...]) -> ex.Expression:
        read = [read_range(part, self.today) for part in parts]
        if field == "asof":
            return _any_of(tuple(ex.KnownBy(hi, said) for _, hi, said in read))
        ranges = tuple(
            (0 if field == "until" else lo, _FOREVER if field == "since" else hi)
            for lo, hi, _ in read
        )
        said = tuple(said for *_, said in read)
        return ex.Dated(field, ranges, said, strict=field == "within")

    # Readings

    def comparison(self, term: syntax.Comparison) -> ex.Compared:
        from events.metrics import NumberError, read_number, unit_of

        metric = self.metric(term.name)
        names = self.timeline.names["metric"]
        value = term.value
        try:
            amount = read_number(value.text)
        except NumberError as error:
            at = value.text.find(error.part) if error.part else 0
            start = value.start + max(at, 0)
            raise QueryError(
                start, start + len(error.part) or value.end, error.show("en"), error.show("zh")
            ) from None
        if amount.low != amount.high or amount.bound != "exact":
            raise QueryError(
                value.start,
                value.end,
                "a reading is compared with one plain number",
                "读数只能与一个确定的数比较",
            )
        unit = unit_of(self.timeline.metrics[metric])
        if amount.unit and unit and _COUNTS.get(amount.unit, amount.unit) != unit:
            raise QueryError(
                value.start,
                value.end,
                f"{names.label(metric, 'en')} is in {unit}, not in {amount.unit}",
                f"{names.label(metric, 'zh')}的单位是 {unit}，不是 {amount.unit}",
            )
        said = Said(names.label(metric, "en"), names.label(metric, "zh"))
        return ex.Compared(metric, cast("Op", term.op), amount.low, said)

    def metric(self, name: syntax.Part) -> str:
        names = self.timeline.names["metric"]
        metric = names.resolve(name.text)
        if metric is not None:
            return metric
        ending = f"-{fold(name.text)}"
        alike = [id for id in names if fold(id).endswith(ending)]
        if len(alike) == 1:
            return alike[0]
        if len(alike) > 1:
            some = ", ".join(alike[:4])
            raise QueryError(
                name.start,
                name.end,
                f"“{name.text}” may be any of {some}",
                f"“{name.text}”可指 {some}",
            )
        if field := FIELD_NAMES.resolve(name.text):
            raise QueryError(
                name.start,
                name.end,
                f"{field} is a field: write {field}:…",
                f"{name.text} 是字段：请写作 {name.text}:…",
            )
        raise QueryError(
            name.start,
            name.end,
            f"no metric is called “{name.text}”",
            f"没有名为“{name.text}”的指标",
            nearest=names.nearest(name.text),
        )


_FOREVER = 3652060  # the end of a date without end, see `events.when`
_COUNTS = {"times": "ratio"}  # what "times" means cannot be told from the number alone


def _any_of(items: tuple[ex.Expression, ...]) -> ex.Expression:
    return items[0] if len(items) == 1 else ex.AnyOf(items)


def _no_choice(field: str, part: syntax.Part, *choices: Names) -> QueryError:
    nearest = next((near for names in choices if (near := names.nearest(part.text))), None)
    known = ", ".join(dict.fromkeys(id for names in choices for id in names))
    return QueryError(
        part.start,
        part.end,
        f"{field}: takes {known}; not “{part.text}”",
        f"{field}: 可用 {known}；没有“{part.text}”",
        nearest=nearest,
    )
