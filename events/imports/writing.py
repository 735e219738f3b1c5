"""From a preview to one change: new events in order of date, changed ones where they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from events.editing.changes import Change
from events.editing.drafts import merged, plain, with_days
from events.editing.homes import dates_in, home, in_order
from events.editing.plans import Place, Plan
from events.imports.preview import Item, of_sort
from events.said import Said

if TYPE_CHECKING:
    from events.imports.comparing import FieldChange
    from events.imports.preview import Preview
    from events.imports.records import Progress
    from events.loading.source_file import SourceFile
    from events.timeline import Timeline
    from events.toml.layout import Data
    from events.when import When

_NAMES = "names.toml"


def change_of(
    timeline: Timeline, found: Preview, into: str, progress: Progress | None = None
) -> Change:
    """The change that an import stands for; false if there is nothing to write.

    Parameters
    ----------
    into
        The file for new events, by its name in the timeline; it may be new.

    Raises any `Refusal` of `events.edits`.
    """
    plan = Plan(timeline)
    new = list(of_sort(found.items, "new"))
    changed = list(of_sort(found.items, "changed"))
    for table, rows in found.made.items():
        _add_names(timeline, plan, table, rows)
    _add_events(timeline, plan, new, into)
    for nth, item in enumerate(changed):
        _change(plan, item)
        if progress is not None and not nth % 256:
            progress(nth, len(changed))
    en, zh = [], []
    if new:
        en.append(f"{len(new):,} new")
        zh.append(f"新增 {len(new):,} 个")
    if changed:
        en.append(f"{len(changed):,} changed")
        zh.append(f"修改 {len(changed):,} 个")
    return plan.change(Said(f"Import: {', '.join(en)}", f"导入：{'，'.join(zh)}"))


def _add_names(timeline: Timeline, plan: Plan, table: str, rows: Iterable[Data]) -> None:
    target = home(timeline, table, None)
    if target is None:
        for data in rows:
            plan.insert_in_new(_NAMES, table, with_days(plain(data)))
        return
    count = plan.sheet(target).count(table)
    near = plan.data(Place(target, table, count - 1)) if count else {}
    for data in rows:
        plan.insert(target, table, count, with_days(plain(data), near))


def _add_events(timeline: Timeline, plan: Plan, items: Sequence[Item], into: str) -> None:
    if not items:
        return
    ordered = sorted(
        items, key=lambda item: (item.when is None, item.when.key if item.when else ())
    )
    target = next((file for file in timeline.files if file.name == into), None)
    if target is None:
        for item in ordered:
            plan.insert_in_new(into, "event", with_days(plain(item.data)))
        return
    count = plan.sheet(target).count("event")
    places = _Places(timeline, target, count)
    near: dict[int, Data] = {}
    for item in ordered:
        nth = places.nth(item.when)
        if nth not in near:
            near[nth] = plan.data(Place(target, "event", max(nth - 1, 0))) if count else {}
        plan.insert(target, "event", nth, with_days(plain(item.data), near[nth]))


class _Places:
    """Where among a file's events new ones go; each date is looked for once."""

    def __init__(self, timeline: Timeline, file: SourceFile, count: int) -> None:
        self._dates = dates_in(timeline, file)
        self._count = count
        self._keys = [when.key for _, when in self._dates]
        self._rising = all(a <= b for a, b in pairwise(self._keys))
        self._known: dict[Any, int] = {}

    def nth(self, when: When | None) -> int:
        """Before which event a new one goes."""
        if when is None or not self._dates:
            return self._count
        found = self._known.get(when.key)
        if found is None:
            if self._rising:
                at = bisect_right(self._keys, when.key)
                found = self._dates[at - 1][0] + 1 if at else self._dates[0][0]
            else:
                found = in_order(self._dates, when, self._count)
            self._known[when.key] = found
        return found


def _change(plan: Plan, item: Item) -> None:
    place = plan.find("event", item.id)
    old = plan.data(place)
    new = {change.field: _value(change, old) for change in item.changes}
    plan.put(place, merged("event", item.id, old, new))


def _value(change: FieldChange, old: Data) -> Any:
    """The new value; readings and citations that stay are as the file has them."""
    if not change.rows:
        return change.after
    written = old.get(change.field, [])
    whole = isinstance(written, list) and len(written) == len(change.before)
    kept = written if whole else change.before
    return [kept[row] if isinstance(row, int) else row for row in change.rows]
