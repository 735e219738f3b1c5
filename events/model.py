"""The tables of an event file as frozen values, and what each of their keys holds.

A model takes what it is given: `events.loading.plain_rows` and `events.loading.form` make models of
parsed rows, and look at each value first.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, get_args

if TYPE_CHECKING:
    from events.when import When

Text: TypeAlias = str | dict[str, str]
"""One text, or one for each language code."""
Status: TypeAlias = Literal["reported", "announced", "planned", "forecast", "disputed", "withdrawn"]
Bound: TypeAlias = Literal["exact", "about", "over", "under"]
Look: TypeAlias = Literal["list", "lanes", "chart", "compare", "coverage"]

Sort: TypeAlias = Literal[
    "word", "line", "text", "words", "rows", "date", "number", "flag", "address", "choice"
]
"""What a value may be: one text that is not blank (``word``) or may be (``line``), a text or one
per language (``text``), a list of words, a list of tables (``rows``), a date, a finite number, true
or false, an http(s) address, one of certain words (``choice``)."""


class Key(NamedTuple):
    """What a key of a table holds."""

    sort: Sort
    description: str
    of: Any = None
    """The model of its rows; the words of a choice, as a tuple."""


def _of(sort: Sort, description: str, of: Any = None) -> dict[str, Key]:
    """A field's metadata."""
    return {"key": Key(sort, description, of)}


_ID = _of("word", "Unique over the whole timeline.")
_NAME = _of("text", "The name, or one per language.")
_ALIASES = _of("words", "Other names people write: short forms, tickers, old names.")
_URL = _of("address", "http(s)://…")
_NOTE = _of("text", "The keeper's own remark.")


@dataclass(frozen=True, slots=True)
class Info:
    """What the timeline is: one ``[timeline]`` table in any file."""

    title: Text = field(default="", metadata=_of("text", "What the timeline is called."))
    description: Text = field(default="", metadata=_of("text", "What it is about, and from where."))
    language: str = field(default="", metadata=_of("word", "The language shown first: en or zh."))


@dataclass(frozen=True, slots=True)
class Company:
    """Who: a company, which may have a parent."""

    id: str = field(metadata=_ID)
    name: Text = field(default="", metadata=_NAME)
    aliases: tuple[str, ...] = field(default=(), metadata=_ALIASES)
    parent: str | None = field(default=None, metadata=_of("word", "The company it belongs to."))
    url: str = field(default="", metadata=_URL)
    note: Text = field(default="", metadata=_NOTE)


@dataclass(frozen=True, slots=True)
class Product:
    """What: a product, which belongs to a company."""

    id: str = field(metadata=_ID)
    name: Text = field(default="", metadata=_NAME)
    company: str | None = field(default=None, metadata=_of("word", "The company it belongs to."))
    aliases: tuple[str, ...] = field(default=(), metadata=_ALIASES)
    url: str = field(default="", metadata=_URL)
    note: Text = field(default="", metadata=_NOTE)


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of event: model release, users, stock, …"""

    id: str = field(metadata=_ID)
    name: Text = field(default="", metadata=_NAME)
    glyph: str = field(default="", metadata=_of("word", "One sign that marks such events."))
    aliases: tuple[str, ...] = field(default=(), metadata=_ALIASES)
    launch: bool = field(
        default=False, metadata=_of("flag", "Such an event is the launch of its products.")
    )
    note: Text = field(default="", metadata=_NOTE)


@dataclass(frozen=True, slots=True)
class Metric:
    """A named measure with a unit: monthly users, share price change, …"""

    id: str = field(metadata=_ID)
    name: Text = field(default="", metadata=_NAME)
    aliases: tuple[str, ...] = field(default=(), metadata=_ALIASES)
    unit: Text = field(default="", metadata=_of("text", "What is counted: users, %, USD, hours."))
    note: Text = field(default="", metadata=_NOTE)


@dataclass(frozen=True, slots=True)
class Source:
    """A document that events are cited to."""

    id: str = field(metadata=_ID)
    title: Text = field(default="", metadata=_of("text", "The document's title."))
    publisher: Text = field(default="", metadata=_of("text", "Who put it out: a paper, an agency."))
    author: Text = field(default="", metadata=_of("text", "Who wrote it."))
    published: When | None = field(default=None, metadata=_of("date", "The day it came out."))
    language: str = field(default="", metadata=_of("word", "The document's language: zh, en."))
    url: str = field(default="", metadata=_URL)
    aliases: tuple[str, ...] = field(default=(), metadata=_ALIASES)
    note: Text = field(default="", metadata=_NOTE)


class FigureError(ValueError):
    """There can be no `Reading` with such a value, low and high."""

    def __init__(self, code: str) -> None:
        """Take the code of the problem, a key of `events.problems.RULES`."""
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of a metric: a number, or a range from low to high."""

    metric: str = field(metadata=_of("word", "A metric's id, name or alias."))
    product: str | None = field(default=None, metadata=_of("word", "The product measured."))
    company: str | None = field(default=None, metadata=_of("word", "The company measured."))
    value: float | None = field(
        default=None, metadata=_of("number", "The number, or else give low and high.")
    )
    low: float | None = field(default=None, metadata=_of("number", "The low end of a range."))
    high: float | None = field(default=None, metadata=_of("number", "The high end of a range."))
    bound: Bound = field(
        default="exact",
        metadata=_of(
            "choice",
            "over: more than the value (破, 超); about: near it (约, 近).",
            get_args(Bound),
        ),
    )
    by: Text = field(
        default="", metadata=_of("text", "Whose figure it is: the company, QuestMobile, …")
    )
    note: Text = field(default="", metadata=_NOTE)

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            if self.value is None:
                raise FigureError("reading-without-value")
        elif self.value is not None:
            raise FigureError("value-and-range")
        elif self.low is None or self.high is None:
            raise FigureError("half-range")
        elif self.low > self.high:
            raise FigureError("low-above-high")


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an event is written: the source, the place in it, its own words for the date."""

    source: str = field(metadata=_of("word", "A source's id, title or alias."))
    place: Text = field(default="", metadata=_of("text", "Where in the source: §4 ¶4, p. 12."))
    date_words: str = field(default="", metadata=_of("line", "The date in the source's own words."))
    note: Text = field(default="", metadata=_NOTE)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, or is planned or forecast. Without a date it is undated."""

    id: str = field(
        default="",
        metadata=_of("word", "Unique over the whole timeline. Left out: made from date and title."),
    )
    date: When | None = field(
        default=None,
        metadata=_of("date", 'A TOML date, or EDTF text: "2025-11", "2025-02/2025-03", "2025~".'),
    )
    kind: str | None = field(default=None, metadata=_of("word", "A kind's id, name or alias."))
    companies: tuple[str, ...] = field(
        default=(), metadata=_of("words", "Company ids, names or aliases.")
    )
    products: tuple[str, ...] = field(
        default=(), metadata=_of("words", "Product ids, names or aliases.")
    )
    title: Text = field(default="", metadata=_of("text", "What happened, in one line."))
    summary: Text = field(default="", metadata=_of("text", "What happened, in a few sentences."))
    status: Status = field(
        default="reported",
        metadata=_of("choice", "How sure it is to have happened.", get_args(Status)),
    )
    tags: tuple[str, ...] = field(default=(), metadata=_of("words", "Free words."))
    related: tuple[str, ...] = field(default=(), metadata=_of("words", "Ids of other events."))
    readings: tuple[Reading, ...] = field(
        default=(), metadata=_of("rows", "Figures given by this event.", Reading)
    )
    citations: tuple[Citation, ...] = field(
        default=(), metadata=_of("rows", "Where it is written.", Citation)
    )
    note: Text = field(
        default="", metadata=_of("text", "A doubt, a contradiction, the keeper's remark.")
    )


@dataclass(frozen=True, slots=True)
class View:
    """A saved query with a way of looking."""

    name: Text = field(metadata=_NAME)
    query: str = field(default="", metadata=_of("line", "What is typed in the query line."))
    look: Look = field(
        default="list", metadata=_of("choice", "The way of looking.", get_args(Look))
    )


@dataclass(frozen=True, slots=True)
class Era:
    """A stretch of time with a name, as a ground behind the events."""

    name: Text = field(metadata=_NAME)
    date: When | None = field(
        default=None,
        metadata=_of("date", 'All of it: "2025", "2026-02-06/2026-02-23~", "2024/..".'),
    )
    note: Text = field(default="", metadata=_NOTE)


# The tables an event file may hold, by their names in the file.
TABLES: dict[str, type] = {
    "timeline": Info,
    "company": Company,
    "product": Product,
    "kind": Kind,
    "metric": Metric,
    "source": Source,
    "event": Event,
    "view": View,
    "era": Era,
}

NAMED_ONLY = frozenset(("view", "era"))
"""The tables without ids: such a one is meant by its name."""


@cache
def keys_of(model: type) -> dict[str, Key]:
    """The keys that a table of the model may have, in the model's order."""
    return {one.name: one.metadata["key"] for one in fields(model)}


@cache
def needed_key(model: type) -> str | None:
    """The key without which a table of the model means nothing, if there is one."""
    return next((one.name for one in fields(model) if one.default is MISSING), None)
