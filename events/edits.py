"""Edits of a timeline: a table added, changed or removed, or many events changed in one step.

Each function reads the files it concerns and gives a `Change`: what will be, to be looked at and
then applied. Fields are plain TOML data as they stand in the file. All may raise `Refusal`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from events.editing.changes import Change
from events.editing.drafts import check, merged, plain, when_of, with_days
from events.editing.field_words import field_words
from events.editing.homes import dates_in, home, in_order
from events.editing.plans import Place, Plan, find
from events.editing.refusals import Conflict, FixedDates, NotFound, Refusal, Taken
from events.editing.splices import BOM, parse
from events.editing.table_words import TABLES
from events.editing.wanted import Put
from events.model import NAMED_ONLY
from events.names import every_language, fold, in_language, slug
from events.said import Said
from events.toml.reshape import same

if TYPE_CHECKING:
    from pathlib import Path

    from events.problems import Problem
    from events.timeline import Timeline
    from events.toml.layout import Data

_NAMED = {"companies": "company", "products": "product"}


# One table


def fields(timeline: Timeline, id: str, table: str = "event") -> Data:
    """What the file says of an event, company, …: the ground for a form, and ``was`` for `change`.

    An event that has no id in the file has none here. The id of a view or an era is its name.
    """
    plan = Plan(timeline)
    return plan.data(plan.find(table, id))


def change(
    timeline: Timeline,
    id: str,
    new: Mapping[str, Any],
    *,
    table: str = "event",
    was: Mapping[str, Any] | None = None,
) -> Change:
    """Give some keys of a table new values; None removes a key. See `Batch.change`."""
    batch = Batch(timeline)
    batch.change(id, new, table=table, was=was)
    return batch.done()


def add(
    timeline: Timeline, table: str, new: Mapping[str, Any], *, file: str | None = None
) -> Change:
    """Add a table; an event goes in order of date among those of its file. See `Batch.add`."""
    batch = Batch(timeline)
    batch.add(table, new, file=file)
    return batch.done()


def remove(timeline: Timeline, ids: str | Iterable[str], table: str = "event") -> Change:
    """Remove tables, each with the comments that are its own."""
    batch = Batch(timeline)
    batch.remove(ids, table)
    return batch.done()


class Batch:
    """Several edits as one change, and one step of the history: a new company and its event, say.

    All refer to the timeline as it is, not to each other's outcome.
    """

    def __init__(self, timeline: Timeline) -> None:
        """Begin with no edits."""
        self._timeline = timeline
        self._plan = Plan(timeline)
        self._said: list[Said] = []
        self._added: set[tuple[str, str]] = set()

    def change(
        self,
        id: str,
        new: Mapping[str, Any],
        *,
        table: str = "event",
        was: Mapping[str, Any] | None = None,
    ) -> None:
        """Give some keys of a table new values; None removes a key.

        A new id is written here only: see `events.editing.rename`.

        Parameters
        ----------
        was
            What `fields` gave when the person began. With it the edit is good even if the file was
            changed meanwhile in other tables, and a `Conflict` if it was in this one.
        """
        if new.get("id", id) not in (id, None):
            _refuse_taken(self._timeline, table, str(new["id"]))
        if was is None:
            place = self._plan.find(table, id)
            old = self._plan.data(place)
        else:
            place, old = _as_it_was(self._plan, find(self._timeline, table, id), id, dict(was), new)
        self._plan.put(place, merged(table, id, old, new))
        self._said.append(_said("Change", "修改", table, [id], field_words(new)))

    def add(self, table: str, new: Mapping[str, Any], *, file: str | None = None) -> str:
        """Add a table and return its id; an event goes in order of date among those of its file.

        Parameters
        ----------
        new
            Without an id one is made, see `new_id`.
        file
            Its name relative to the timeline's folder; it is made if it is not there. By default
            the file of the nearest earlier event, or of the last table of the sort.
        """
        timeline, plan = self._timeline, self._plan
        data = {key: value for key, value in plain(new).items() if value is not None}
        if table not in NAMED_ONLY:
            data.setdefault("id", new_id(timeline, table, data))
        check(table, {}, data)
        id = str(data["id"]) if table not in NAMED_ONLY else every_language(data["name"])[0]
        _refuse_taken(timeline, table, id)
        if (table, id) in self._added:
            raise Taken(id=id, **TABLES[table].facts)
        self._added.add((table, id))
        when = when_of(data)
        if file is None:
            target = home(timeline, table, when)
            file = "events.toml" if table == "event" else "names.toml"
        else:
            target = next((known for known in timeline.files if known.name == file), None)
        if target is None:
            plan.insert_in_new(file, table, with_days(data))
        else:
            count = plan.sheet(target).count(table)
            nth = in_order(dates_in(timeline, target), when, count) if table == "event" else count
            near = plan.data(Place(target, table, max(nth - 1, 0))) if count else {}
            plan.insert(target, table, nth, with_days(data, near))
        self._said.append(_said("Add", "新增", table, [id]))
        return id

    def remove(self, ids: str | Iterable[str], table: str = "event") -> None:
        """Remove tables, each with the comments that are its own."""
        ids = [ids] if isinstance(ids, str) else list(dict.fromkeys(ids))
        for id in ids:
            self._plan.cut(self._plan.find(table, id))
        self._said.append(_said("Delete", "删除", table, ids))

    def done(self) -> Change:
        """All of it as one change. Raises `WrongResult` if it would not come out as wanted."""
        en, zh = "; ".join(s.en for s in self._said), "；".join(s.zh for s in self._said)
        return self._plan.change(Said(en, zh))


def mend(timeline: Timeline, problem: Problem) -> Change:
    """Put a problem's suggestion in place of the unknown name or key.

    Raises `NotFound` if the problem has none, `WrongResult` if more than this would change.
    """
    file = next((known for known in timeline.files if known.name == problem.file), None)
    if file is None or problem.span is None or problem.suggestion is None:
        raise NotFound(table="suggestion", id=problem.code, **{"table@zh": "建议"})
    plan = Plan(timeline)
    key = problem.code in ("unknown-key", "unknown-table")
    plan.mend(file, problem.span, problem.suggestion, key=key)
    what = f"{problem.file}:{problem.line} → {problem.suggestion}"
    return plan.change(Said(f"Mend {what}", f"修正 {what}"))


def new_id(timeline: Timeline, table: str, new: Mapping[str, Any]) -> str:
    """An id for a new table, made of its date and title, or its name; no other has it."""
    text = new.get("title") or new.get("name") or ""
    words = in_language(text, "en") if isinstance(text, str | dict) else ""
    made = slug(str(new.get("date") or ""), words) or table
    id, nth = made, 1
    while _is_taken(timeline, table, id):
        nth += 1
        id = f"{made}-{nth}"
    return id


def sides(conflict: Conflict, table: str, id: str) -> tuple[Data | None, Data | None, Data | None]:
    """What the three texts of a conflict say of a table: as read, theirs and mine.

    None where the table or the text is not there, or is no TOML.
    """
    read, theirs, mine = (
        _table_in(conflict.path, text, table, id)
        for text in (conflict.read, conflict.theirs, conflict.mine)
    )
    return read, theirs, mine


# Many events


def change_each(
    timeline: Timeline,
    ids: Iterable[str],
    how: Callable[[str, Data], Mapping[str, Any]],
    what: Said | str = "",
) -> Change:
    """Change many events in one step.

    ``how`` gives for an event's id and fields those to be changed, and to what; ``what`` names
    the change for the list of steps.
    """
    plan, changed = Plan(timeline), []
    for id in dict.fromkeys(ids):
        place = plan.find("event", id)
        old = plan.data(place)
        new = {key: value for key, value in how(id, old).items() if not same(old.get(key), value)}
        if new:
            plan.put(place, merged("event", id, old, new))
            changed.append(id)
    return plan.change(_said("Change", "修改", "event", changed, what))


def set_fields(timeline: Timeline, ids: Iterable[str], new: Mapping[str, Any]) -> Change:
    """Give the same values to many events, such as a kind or a status."""
    return change_each(timeline, ids, lambda *_: new, field_words(new))


def add_word(timeline: Timeline, ids: Iterable[str], key: str, word: str) -> Change:
    """Add a tag, company, product or related event to the lists of many events.

    Those that have it, under whatever name, stay as they are.
    """
    mean = _meaning(timeline, key)

    def how(_: str, old: Data) -> Data:
        words = _words(old, key)
        return {} if mean(word) in map(mean, words) else {key: [*words, word]}

    return change_each(timeline, ids, how, _about(key, f"+ {word}"))


def remove_word(timeline: Timeline, ids: Iterable[str], key: str, word: str) -> Change:
    """Remove a tag, company, product or related event, under whatever name, from many events."""
    mean = _meaning(timeline, key)

    def how(_: str, old: Data) -> Data:
        words = _words(old, key)
        left = [other for other in words if mean(other) != mean(word)]
        return {key: left} if len(left) < len(words) else {}

    return change_each(timeline, ids, how, _about(key, f"− {word}"))


def shift_dates(
    timeline: Timeline, ids: Iterable[str], *, days: int = 0, months: int = 0
) -> Change:
    """Move the dates of many events by days or months.

    Raises `FixedDates` with all whose form cannot be kept: ``2025-11`` moves by months only,
    ``2025`` by twelve of them, ``202X`` and undated events not at all.
    """
    from events.dates.shifts import shifted

    fixed: list[tuple[str, str]] = []

    def how(id: str, old: Data) -> Data:
        new = shifted(old.get("date"), days=days, months=months)
        if new is None:
            fixed.append((id, str(old.get("date", ""))))
            return {}
        return {"date": new}

    parts = [(n, *units) for n, *units in ((months, "mo", "个月"), (days, "d", "天")) if n]
    by = " ".join(f"{n:+} {unit}" for n, unit, _ in parts)
    by_zh = " ".join(f"{n:+} {unit}" for n, _, unit in parts)
    change = change_each(timeline, ids, how, Said(f"date {by}", f"日期 {by_zh}"))
    if fixed:
        raise FixedDates(*fixed)
    return change


def _words(old: Data, key: str) -> list[Any]:
    words = old.get(key, [])
    return words if isinstance(words, list) else [words]


def _meaning(timeline: Timeline, key: str) -> Callable[[str], str]:
    """What a word in a list means, so that two names of one company are the same."""
    names = timeline.names.get(_NAMED.get(key, ""))
    if names is None:
        return fold if key == "tags" else str
    return lambda word: names.resolve(word) or fold(word)


# What others did meanwhile


def _as_it_was(
    plan: Plan, place: Place, id: str, was: Data, new: Mapping[str, Any]
) -> tuple[Place, Data]:
    """The table that is still what it was, wherever in the file; else `Conflict`."""
    try:
        sheet = plan.sheet(place.file)
        nths: Iterable[int] = (place.nth,)
    except Conflict as conflict:
        if conflict.theirs is None:
            raise
        sheet = plan.accept(place.file)
        nths = range(sheet.count(place.table))
    mine = None
    for nth in nths:
        now = sheet.data(place.table, nth)
        if same(now, was):
            return Place(place.file, place.table, nth), now
        if _has_id(now, place.table, id):
            mine = sheet.edited([Put(place.table, nth, merged(place.table, id, was, new))])
    raise Conflict(place.file.path, read=None, theirs=sheet.text, mine=mine)


def _table_in(path: Path, text: str | None, table: str, id: str) -> Data | None:
    if text is None:
        return None
    try:
        rows = parse(path, text.removeprefix(BOM)).get(table, ())
    except Refusal:
        return None
    return next((row for row in rows if isinstance(row, dict) and _has_id(row, table, id)), None)


def _has_id(data: Data, table: str, id: str) -> bool:
    if table not in NAMED_ONLY:
        return bool(data.get("id") == id)
    name = data.get("name")
    return isinstance(name, str | dict) and id in every_language(name)


def _is_taken(timeline: Timeline, table: str, id: str) -> bool:
    try:
        find(timeline, table, id)
    except NotFound:
        return False
    return True


def _refuse_taken(timeline: Timeline, table: str, id: str) -> None:
    if _is_taken(timeline, table, id):
        raise Taken(find(timeline, table, id).file.path, id=id, **TABLES[table].facts)


def _about(key: str, what: str) -> Said:
    words = field_words([key])
    return Said(f"{words.en} {what}", f"{words.zh} {what}")


def _said(en: str, zh: str, table: str, ids: Sequence[str], what: Said | str = "") -> Said:
    one, many, name = TABLES[table]
    of, of_zh = (
        (f"{one} {ids[0]}", f"{name} {ids[0]}")
        if len(ids) == 1
        else (f"{len(ids)} {many}", f" {len(ids)} 个{name}")
    )
    said = Said(what, what) if isinstance(what, str) else what
    more, more_zh = (f": {said.en}", f"：{said.zh}") if said.en else ("", "")
    return Said(f"{en} {of}{more}", f"{zh}{of_zh}{more_zh}")
