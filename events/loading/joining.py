"""The files' tables joined to one timeline: ids made unique, names led to what they mean."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from events.cache.late import ids_of
from events.names import Names, every_language, fold, in_language, nearest, slug
from events.problems import Problem
from events.timeline import Timeline
from events.toml.pieces import MOST_FAULTS

if TYPE_CHECKING:
    from events.cache.kept import Kept
    from events.loading.locator import Locator
    from events.loading.source_file import SourceFile
    from events.model import Company, Event
    from events.toml.scan import Path as Keys

_NAMED = ("company", "product", "kind", "metric", "source")
_PATIENCE = 1_000_000  # names that are looked through for suggestions, all in all


class _Row(NamedTuple):
    file: SourceFile
    number: int
    value: Any


def join(
    root: Path,
    files: Sequence[SourceFile],
    problems: list[Problem],
    *,
    writable: bool,
    previous: Timeline | None = None,
    kept: Kept | None = None,
) -> Timeline:
    """Make a timeline of files; what is wrong in them and between them goes to its problems.

    ``previous``: as it was before, see `Timeline.build`; ``kept``: or as a cache has it.
    """
    joiner = _Joiner(files, problems)
    return joiner.timeline(root, writable=writable, previous=previous, kept=kept)


class _Joiner:
    def __init__(self, files: Sequence[SourceFile], problems: list[Problem]) -> None:
        self.files = files
        self.problems = problems
        self.suggested: dict[tuple[str, str], str | None] = {}
        self.patience = _PATIENCE
        self.told: dict[SourceFile, int] = {}

    @cached_property
    def locator(self) -> Locator:
        """What finds the places of problems."""
        from events.loading.locator import Locator  # only files with problems pay for it

        return Locator()

    def timeline(
        self, root: Path, *, writable: bool, previous: Timeline | None, kept: Kept | None
    ) -> Timeline:
        """Do everything in order."""
        for file in self.files:
            self.problems += file.tables.problems
        tables = {name: self._unique(name, self._rows(name)) for name in _NAMED}
        names = {name: Names.of(row.value for row in rows) for name, rows in tables.items()}
        for name, rows in tables.items():
            self._tell_double_names(name, rows, names[name])
        tables["product"] = self._with_owner(tables["product"], "company", names["company"])
        tables["company"] = self._with_owner(tables["company"], "parent", names["company"])
        tables["company"] = self._without_circles(tables["company"])
        if kept is not None:
            previous = kept.timeline(*([row.value for row in rows] for rows in tables.values()))
        events, file_index, numbers = self._events()
        timeline = Timeline.build(
            info=self._info(),
            companies=[row.value for row in tables["company"]],
            products=[row.value for row in tables["product"]],
            kinds=[row.value for row in tables["kind"]],
            metrics=[row.value for row in tables["metric"]],
            sources=[row.value for row in tables["source"]],
            views=[row.value for row in self._rows("view")],
            eras=[row.value for row in self._rows("era")],
            events=events,
            file_index=file_index,
            nth_in_file=numbers,
            files=self.files,
            problems=self.problems,
            root=root,
            writable=writable,
            previous=previous,
        )
        self._tell_unknown_names(timeline)
        self._tell_unknown_related(timeline)
        self._tell_foreign_products(timeline)
        for file, told in self.told.items():
            if told > MOST_FAULTS:
                count = (("count", str(told - MOST_FAULTS)),)
                self.problems.append(Problem("more-problems", file.name, 1, 1, count))
        self.problems.sort(key=lambda problem: (problem.file, problem.line, problem.column))
        return timeline

    def _rows(self, table: str) -> Iterator[_Row]:
        for file in self.files:
            for row in file.tables.rows:
                if row.table == table:
                    yield _Row(file, row.number, row.value)

    # Ids

    def _unique(self, table: str, rows: Iterable[_Row]) -> list[_Row]:
        """The rows without those whose id another had before them."""
        found: dict[str, _Row] = {}
        for row in rows:
            first = found.setdefault(row.value.id, row)
            if first is not row:
                self._tell_double_id(table, row.value.id, first[:2], row[:2])
        return list(found.values())

    def _tell_double_id(
        self,
        table: str,
        id: str,
        first: tuple[SourceFile, int],
        second: tuple[SourceFile, int],
    ) -> None:
        file, line, *_ = self.locator.place(first[0], table, first[1], ("id",))
        self._add(
            "double-id",
            (second[0], table, second[1], ("id",)),
            ("id", id),
            ("first", f"{file}:{line}"),
            event=id if table == "event" else None,
        )

    def _events(self) -> tuple[list[Event], array[int], array[int]]:
        """All events, those without an id given one; their files' indices and numbers there."""
        events: list[Event] = []
        file_index, numbers = array("i"), array("i")
        for index, file in enumerate(self.files):
            events += file.tables.events
            numbers += file.tables.numbers
            file_index += array("i", [index]) * len(file.tables.events)
        ids = ids_of(events)
        if len(known := set(ids)) < len(ids) or "" in known:
            first = dict(zip(reversed(ids), range(len(ids) - 1, -1, -1), strict=True))
            first.pop("", None)
            ids_made = _MadeIds(first)
            for i, id in enumerate(ids):
                if not id:
                    made = ids_made.made(events[i])
                    first[made] = i
                    events[i] = replace(events[i], id=made)
                elif first[id] != i:
                    places = [(self.files[file_index[n]], numbers[n]) for n in (first[id], i)]
                    self._tell_double_id("event", id, places[0], places[1])
        return events, file_index, numbers

    def _info(self) -> Any:
        first: _Row | None = None
        for row in self._rows("timeline"):
            if first is None:
                first = row
                continue
            file, line, *_ = self.locator.place(first.file, "timeline", first.number)
            self._add(
                "second-timeline",
                (row.file, "timeline", row.number, ()),
                ("first", f"{file}:{line}"),
            )
        return first and first.value

    # Names of companies, products, …

    def _tell_double_names(self, table: str, rows: list[_Row], names: Names) -> None:
        """Tell of names that two rows have: they mean the first."""
        for row in rows:
            name = getattr(row.value, "name", "") or getattr(row.value, "title", "")
            said: list[tuple[str, Keys]] = [(word, ("name",)) for word in every_language(name)]
            said += [(word, ("aliases", n)) for n, word in enumerate(row.value.aliases)]
            told = set()
            for word, path in said:
                other = names.resolve(word)
                if other not in (None, row.value.id) and fold(word) not in told:
                    told.add(fold(word))
                    if path == ("name",) and table == "source":
                        path = ("title",)
                    place = (row.file, table, row.number, path)
                    self._add("double-name", place, ("name", word), ("other", str(other)))

    def _with_owner(self, rows: list[_Row], key: str, companies: Names) -> list[_Row]:
        """Rows with the company or parent that they name led to its id."""
        found = []
        for row in rows:
            word = getattr(row.value, key)
            owner = word and companies.resolve(word)
            if word and owner is None:
                table, code = ("company", "unknown-parent")
                if key == "company":
                    table, code = ("product", "unknown-company")
                place = (row.file, table, row.number, (key,))
                self._add(code, place, ("value", f"“{word}”"), near=("company", word, companies))
            if owner != word:
                row = row._replace(value=replace(row.value, **{key: owner}))
            found.append(row)
        return found

    def _without_circles(self, rows: list[_Row]) -> list[_Row]:
        """Companies none of which is its own parent's parent; the first of a circle loses its."""
        parent_of: dict[str, str | None] = {row.value.id: row.value.parent for row in rows}
        cleared: set[str] = set()  # companies known to lead out
        found = []
        for row in rows:
            company: Company = row.value
            way: dict[str, None] = {}
            at: str | None = company.id
            while at is not None and at not in cleared and at not in way:
                way[at] = None
                at = parent_of.get(at)
            if at == company.id and at in way:
                place = (row.file, "company", row.number, ("parent",))
                circle = " → ".join((*way, at))
                self._add("circular-parents", place, ("circle", circle))
                parent_of[at] = None
                row = row._replace(value=replace(company, parent=None))
            if at is None or at in cleared:
                cleared.update(way)
            found.append(row)
        return found

    # Names in events

    def _tell_unknown_names(self, timeline: Timeline) -> None:
        for number, path, table, word in timeline.unknown:
            self._add(
                f"unknown-{table}",
                self._in_event(timeline, number, path),
                ("value", f"“{word}”"),
                event=timeline.id_of[number],
                near=(table, word, timeline.names[table]),
            )

    def _tell_unknown_related(self, timeline: Timeline) -> None:
        known = timeline.number_of if timeline.linking else {}
        for number in timeline.linking:
            event = timeline.events[number]
            for nth, id in enumerate(event.related):
                if id not in known:
                    self._add(
                        "unknown-related",
                        self._in_event(timeline, number, ("related", nth)),
                        ("value", f"“{id}”"),
                        event=event.id,
                        near=("event", id, timeline.id_of),
                    )

    def _tell_foreign_products(self, timeline: Timeline) -> None:
        """Tell of products whose company has to do with none of those that the event names."""
        # A timeline counts a product's company to the event's: these are not there without it.
        for number in timeline.extended:
            event = timeline.events[number]
            for nth in _foreign_products(event, timeline):
                id = event.products[nth]
                self._add(
                    "product-of-another",
                    self._in_event(timeline, number, ("products", nth)),
                    ("product", id),
                    ("owner", str(timeline.products[id].company)),
                    event=event.id,
                )

    def _in_event(
        self, timeline: Timeline, number: int, path: Keys
    ) -> tuple[SourceFile, str, int, Keys]:
        return timeline.file(number), "event", timeline.nth_in_file(number), path

    def _add(
        self,
        code: str,
        place: tuple[SourceFile, str, int, Keys],
        *args: tuple[str, str],
        event: str | None = None,
        near: tuple[str, str, Names | Sequence[str]] | None = None,
    ) -> None:
        file = place[0]
        self.told[file] = self.told.get(file, 0) + 1
        if self.told[file] > MOST_FAULTS:
            return
        suggestion = self._suggestion(*near) if near else None
        problem = self.locator.problem(code, *place, args, event=event, suggestion=suggestion)
        self.problems.append(problem)

    def _suggestion(self, table: str, word: str, known: Names | Sequence[str]) -> str | None:
        if (table, word) not in self.suggested:
            self.patience -= len(known)
            if self.patience < 0:
                return None
            near = known.nearest(word) if isinstance(known, Names) else nearest(word, known)
            self.suggested[table, word] = near
        return self.suggested[table, word]


def _foreign_products(event: Event, timeline: Timeline) -> Iterator[int]:
    """Which of its products belong to a company unrelated to those that the event names."""
    known = [company for company in event.companies if company in timeline.companies]
    for nth, id in enumerate(event.products):
        owner = timeline.products[id].company if id in timeline.products else None
        if owner is not None and owner not in known and known:
            kin = {*timeline.ancestry(owner), *timeline.family(owner)}
            if kin.isdisjoint(known):
                yield nth


class _MadeIds:
    """Ids made of date and title; where others have it, with a number behind."""

    def __init__(self, taken: dict[str, int]) -> None:
        self._taken = taken
        self._last: dict[str, int] = {}

    def made(self, event: Event) -> str:
        date = str(event.date) if event.date else ""
        base = slug(date, in_language(event.title, "en")) or "event"
        id, nth = base, self._last.get(base, 1)
        while id in self._taken or (nth > 1 and id == base):
            nth += 1
            id = f"{base}-{nth}"
        self._last[base] = nth
        return id
