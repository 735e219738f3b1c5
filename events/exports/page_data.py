"""What the page's script draws and filters by, as JSON: days, names and figures, no markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from events.dates.edtf import OPEN_END, OPEN_START
from events.exports.page_text import as_data, lines, pair
from events.exports.words import one_line
from events.names import in_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from events.columns.field_values import Field
    from events.exports.page_figures import Figures
    from events.exports.page_list import Base
    from events.when import When

EPOCH = 719_163
"""The ordinal of 1 January 1970: the script counts days from there."""
_FACETS: tuple[Field, ...] = ("company", "product", "kind", "status", "source", "tag")


def page_data(base: Base, figures: Figures) -> dict[str, Any]:
    """All that the script is given."""
    selection, timeline = base.selection, base.timeline
    tables = {field: _Table(base, field) for field in _FACETS}
    events = []
    for nth, number in enumerate(selection.numbers):
        en, zh = base.words(number)
        event = timeline.events[number]
        kind = timeline.kind_id[number]
        values: dict[Field, Iterable[str]] = {
            "company": timeline.company_ids[number],
            "product": timeline.product_ids[number],
            "kind": (kind,) if kind else (),
            "status": (event.status,),
            "source": (citation.source for citation in event.citations),
            "tag": event.tags,
        }
        entry: dict[str, Any] = {
            "id": base.anchors[nth],
            "title": as_data((en.title, zh.title)),
        }
        if event.date:
            entry["when"] = as_data((en.date, zh.date))
            entry |= when_data(event.date)
        for field, ids in values.items():
            if found := [tables[field].place(id) for id in dict.fromkeys(ids)]:
                entry[field] = found
        if event.status != "reported":
            entry["state"] = event.status
        events.append(entry)
    return {
        "day": selection.day.toordinal() - EPOCH if selection.day else None,
        "by": selection.by,
        "tables": {field: table.rows for field, table in tables.items()},
        "events": events,
        "eras": [
            {"name": as_data(lines(era.name)), **when_data(era.date)}
            for era in timeline.eras
            if era.date
        ],
        "charts": figures.data(),
    }


def when_data(when: When) -> dict[str, Any]:
    """A date as it is drawn: its first and last day where it has them, and what its ends are.

    ``ends`` has a sign for the start and one for the end: "|" a known day of a span, "~" about
    there, ":" a limit of what it may mean, "<" open, "?" unknown.
    """
    found: dict[str, Any] = {}
    if when.lo != OPEN_START:
        found["lo"] = when.lo - EPOCH
    if when.hi != OPEN_END:
        found["hi"] = when.hi - EPOCH
    if when.kind == "span":
        found["lasts"] = True
    start, end = (("~" if doubt else "|" if when.kind == "span" else ":") for doubt in when.doubts)
    start = "<" if when.open_start else "?" if when.unknown_start else start
    end = "<" if when.open_end else "?" if when.unknown_end else end
    if when.lo == when.hi and start + end in ("::", "||"):
        return found  # one day, known
    found["ends"] = start + end
    return found


class _Table:
    """The values of a field that the page's events have, in the order of their first event."""

    def __init__(self, base: Base, field: Field) -> None:
        self._timeline = base.timeline
        self._field: Field = field
        self._places: dict[str, int] = {}
        self.rows: list[dict[str, Any]] = []

    def place(self, id: str) -> int:
        """Where a value stands; its parents come in with it."""
        if id not in self._places:
            family = self._timeline.ancestry(id) if self._field == "company" else (id,)
            new = [one for one in family if one not in self._places]
            for one in new:
                self._places[one] = len(self.rows)
                self.rows.append(self._row(one))
            if self._field == "company":
                for one in new:
                    if parents := self._timeline.ancestry(one)[1:2]:
                        self.rows[self._places[one]]["parent"] = self._places[parents[0]]
        return self._places[id]

    def _row(self, id: str) -> dict[str, Any]:
        """What is told of a value."""
        timeline, field = self._timeline, self._field
        row: dict[str, Any] = {}
        names = timeline.names.get(field)
        name = pair(lambda lang: one_line(names.label(id, lang)) if names else one_line(id))
        if field == "source" and id in timeline.sources:
            source = timeline.sources[id]
            name = pair(
                lambda lang: one_line(
                    in_language(source.publisher, lang) or in_language(source.title, lang) or id
                )
            )
        row["name"] = as_data(name)
        if names and field != "source" and (more := set(names.words(id)) - {*name}):
            row["words"] = " ".join(sorted(map(one_line, more)))
        return row
