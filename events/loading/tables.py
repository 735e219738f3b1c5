"""The tables of one file as models, with every problem of form and its place."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from events.loading.plain_rows import plain_model
from events.model import NAMED_ONLY, TABLES, Event
from events.names import nearest
from events.problems import Problem
from events.toml.pieces import MOST_FAULTS, Piece
from events.toml.places import SINGLE, Places, Stretch
from events.toml.recover import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.loading.form import Finding
    from events.toml.scan import Span
    from events.toml.syntax import Args, Fault

_TITLES = {"event": "title", "source": "title"}  # the key that says what a row is; else name
_NAMELESS = ("timeline", *NAMED_ONLY)


class Row(NamedTuple):
    """A company, product, kind, metric, source, view, era or the timeline's own table."""

    table: str
    number: int
    """The how many-eth of its table in the file, from 0, those left out counted."""
    value: Any


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """All that a file holds, names in it not yet resolved."""

    events: list[Event]
    numbers: array[int]
    """For each event the how many-eth ``[[event]]`` of the file it is, from 0."""
    rows: list[Row]
    """All but the events."""
    problems: list[Problem]
    lines: array[int]
    """The line of each ``[[event]]``, those left out counted."""
    kept: dict[tuple[int, str], tuple[int, ...]]
    """For an event's number and key, a list that items were left out of: the kept ones' numbers."""
    stretches: list[Stretch]
    broken: bool
    """Whether the file has syntax errors."""


def read_tables(name: str, text: str, *, damaged: bool = False) -> Tables:
    """Read a file's decoded text, BOM off; ``name`` is the file's, for the problems.

    ``damaged``: it was not UTF-8, and has lone surrogates for the bytes that are not.
    """
    pieces, faults = parse(text, TABLES, damaged=damaged)
    return tables_of(name, text, pieces, faults, broken=damaged or bool(faults))


def tables_of(
    name: str,
    text: str,
    pieces: list[Piece],
    faults: Sequence[Fault] = (),
    *,
    broken: bool = False,
) -> Tables:
    """What the parsed pieces of a text hold; ``faults`` are those of its syntax."""
    reader = _Reader(name, text, pieces)
    reader.untold = max(0, len(faults) - MOST_FAULTS)
    for fault in faults[:MOST_FAULTS]:
        reader.add(fault.code, fault.span, fault.args, fault.suggestion)
    return reader.read(broken=broken)


class _Reader:
    def __init__(self, name: str, text: str, pieces: list[Piece]) -> None:
        self.name = name
        self.pieces = pieces
        self.unknown = [self._sort_out(piece.data) for piece in pieces]
        stretches = [
            Stretch(piece.start, piece.end, {k: _count(v) for k, v in piece.data.items()})
            for piece in pieces
        ]
        self.stretches = stretches
        self.places = Places(text, stretches)
        self.problems: list[Problem] = []
        self.untold = 0
        self.events: list[Event] = []
        self.numbers = array("i")
        self.rows: list[Row] = []
        self.kept: dict[tuple[int, str], tuple[int, ...]] = {}

    @staticmethod
    def _sort_out(data: dict[str, Any]) -> dict[str, Any]:
        """Take out of a piece what is no table of ours, or holds no table at all."""
        wrong = [
            name
            for name, value in data.items()
            if name not in TABLES
            or not (
                isinstance(value, dict)
                or (isinstance(value, list) and any(isinstance(row, dict) for row in value))
            )
        ]
        return {name: data.pop(name) for name in wrong}

    def read(self, *, broken: bool) -> Tables:
        """Make the models."""
        for index, wrong in enumerate(self.unknown):
            for name, value in wrong.items():
                self._not_ours(index, name, value)
        counts: dict[str, int] = {}
        for index, piece in enumerate(self.pieces):
            for name, value in piece.data.items():
                first = counts.get(name, 0)
                rows = value if isinstance(value, list) else [value]
                counts[name] = first + len(rows)
                if isinstance(value, list) == (name == "timeline"):
                    self._wrong_brackets(index, name)
                if name == "event":
                    self._read_events(rows, first)
                else:
                    self._read_rows(name, rows, first)
        if self.untold:
            self.problems.append(
                Problem("more-problems", self.name, 1, 1, (("count", str(self.untold)),))
            )
        return Tables(
            self.events,
            self.numbers,
            self.rows,
            self.problems,
            self.places.lines("event"),
            self.kept,
            self.stretches,
            broken,
        )

    def _read_events(self, rows: list[Any], first: int) -> None:
        events, numbers = self.events, self.numbers
        for number, raw in enumerate(rows, first):
            event = plain_model(Event, raw)
            if event is None:
                event = self._mended("event", number, raw)
                if event is None:
                    continue
            elif not event.title:
                self._untitled("event", number, event.id)
            events.append(event)
            numbers.append(number)

    def _read_rows(self, name: str, rows: list[Any], first: int) -> None:
        cls = TABLES[name]
        title = _TITLES.get(name, "name")
        for number, raw in enumerate(rows, first):
            row: Any = plain_model(cls, raw)
            if row is None:
                row = self._mended(name, number, raw)
                if row is None:
                    continue
            elif name not in _NAMELESS and not getattr(row, title):
                self._untitled(name, number, None)
            self.rows.append(Row(name, number, row))

    def _mended(self, table: str, number: int, raw: Any) -> Any:
        from events.loading.form import mended  # with pydantic: only files with problems pay for it

        quietly = len(self.problems) >= MOST_FAULTS
        value, findings, kept = mended(TABLES[table], raw, quietly=quietly)
        event = raw.get("id") if table == "event" and isinstance(raw, dict) else None
        for finding in findings:
            self._tell(table, number, finding, event if isinstance(event, str) else None)
        if table == "event":
            for key, numbers in kept.items():
                self.kept[number, key] = numbers
        title = _TITLES.get(table, "name")
        if value is not None and table not in _NAMELESS and title not in raw:
            self._untitled(table, number, event)
        return value

    def _untitled(self, table: str, number: int, event: str | None) -> None:
        if self._has_room():
            args = (("table", f"[[{table}]]"), ("key", _TITLES.get(table, "name")))
            self.add("missing-title", self.places.span(table, number), args, event=event)

    def _not_ours(self, index: int, name: str, value: Any) -> None:
        """Tell of a root key that is no table of ours, or of ours and holds something else."""
        if name in TABLES:
            from events.loading.form import mended

            if value == []:
                return
            row = value[0] if isinstance(value, list) else value
            for finding in mended(TABLES[name], row).findings:
                self.add(finding.code, self.places.root_span(index, (name,)), finding.args)
        elif self._has_room():
            known = ", ".join(TABLES)
            span = self.places.root_span(index, (name,), key=True)
            args = (("name", name), ("known", known))
            self.add("unknown-table", span, args, nearest(name, TABLES))

    def _wrong_brackets(self, index: int, name: str) -> None:
        span = self.places.root_span(index, (name,))
        code = "double-brackets" if name == "timeline" else "single-brackets"
        self.add(code, span, (("name", name),))

    def _tell(self, table: str, number: int, finding: Finding, event: str | None) -> None:
        if self._has_room():
            span = self.places.span(table, number, finding.path, key=finding.key)
            self.add(finding.code, span, finding.args, finding.suggestion, event)

    def _has_room(self) -> bool:
        if len(self.problems) < MOST_FAULTS:
            return True
        self.untold += 1
        return False

    def add(
        self,
        code: str,
        span: Span,
        args: Args = (),
        suggestion: str | None = None,
        event: str | None = None,
    ) -> None:
        """Add a problem at a place of the text."""
        line, column = self.places.linecol(span[0])
        self.problems.append(Problem(code, self.name, line, column, args, event, span, suggestion))


def _count(value: Any) -> int:
    return len(value) if isinstance(value, list) else SINGLE
