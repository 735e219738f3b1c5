"""What a reader makes of a file: records with the keys of an event, and what it had to refuse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from events.names import Names
    from events.toml.layout import Data
    from events.when import Lang

Progress: TypeAlias = Callable[[int, int], None]
"""Is called with how many records are done, and of how many."""
Order: TypeAlias = Literal["dmy", "mdy"]
GROUPS = ("tags", "companies", "products", "kind")
"""What the groups of Markwhen and TimelineJS may become."""


class Fault(ValueError):
    """Why a record cannot be taken, in both languages."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en = en
        self.zh = zh

    def show(self, lang: Lang = "en") -> str:
        """The sentence in a language."""
        return self.zh if lang == "zh" else self.en


class Unreadable(Fault):
    """Why nothing of a file can be taken."""


class Extent(NamedTuple):
    """A date given by its two ends, as words; either may be blank."""

    start: str
    end: str


class Displayed(NamedTuple):
    """A date as it is to be shown, in words, and the plain one that a program needs to draw it."""

    words: str
    plain: str | Extent


class Record(NamedTuple):
    """One event as a file has it: keys of the event file, names and dates still as words."""

    line: int
    data: dict[str, Any]
    sources: Mapping[str, Data] = {}
    """What the file says of a source that a citation names: title, publisher, url, published."""
    digest: bool = False
    """Whether dateline wrote it in a form that does not hold all of an event: where the event is
    there, only its date and title count."""


class Refused(NamedTuple):
    """A place of the file that cannot be taken."""

    line: int
    fault: Fault


@dataclass
class Reading:
    """How a file is to be read; a reader adds what there is to say of it."""

    order: Order | None = None
    """Whether the day or the month comes first in dates such as 03/04/2025."""
    day: date | None = None
    """The day on which words such as "last week" are said; None: they are refused."""
    group: str = "tags"
    """What groups become: one of `GROUPS`, or "" to leave them out."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Fields for columns, by heading or number from 1; "" leaves a column out."""
    separator: str | None = None
    names: Mapping[str, Names] = field(default_factory=dict)
    """The timeline's names, for headings that are metrics and cells that are lists."""

    guessed: dict[str, str] = field(default_factory=dict)
    """What each column was taken for; "" for those that were not taken."""
    left: Counter[str] = field(default_factory=Counter)
    """What the file holds that an event has no place for, and how often."""
    brought: dict[str, dict[str, Data]] = field(default_factory=dict)
    """Companies, products, … that the file defines, by table and id."""


def is_blank(value: Any) -> bool:
    """Whether a value says nothing."""
    return (
        value is None or value in ("", [], {}, ()) or (isinstance(value, str) and not value.strip())
    )


def some(text: str, longest: int = 60) -> str:
    """Text of a file fit for a sentence: one line, printable, not long."""
    from events.problems import brief

    return brief(text.strip(), longest)
