"""What a form has become, as one change: the event, and the companies, products, … made with it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from events import edits
from events.editing.changes import Change, FileChange
from events.editing.refusals import Conflict, WrongResult
from events.editing.splices import BOM, parse
from events.editing.table_words import TABLES
from events.said import Said
from events.toml.reshape import same

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from events.timeline import Timeline
    from events.toml.layout import Data


def changed_keys(was: Data, now: Data) -> dict[str, Any]:
    """The keys that are others now, with their new values; None for one that is gone."""
    keys = dict.fromkeys((*was, *now))
    return {
        key: now.get(key)
        for key in keys
        if (key in was) != (key in now) or not same(was[key], now[key])
    }


def change_of(
    timeline: Timeline,
    event_id: str | None,
    was: Data,
    now: Data,
    *,
    made: Mapping[str, Mapping[str, Data]],
    file: str | None = None,
) -> Change:
    """The change that a form stands for; false if nothing was changed.

    Parameters
    ----------
    event_id
        None for a new event, which goes to ``file``.
    was
        What the file said as the form was opened.
    made
        New companies, products, … by table and id; only those that are named go into the change.

    Raises any `Refusal` of `events.edits`.
    """
    parts = [edits.add(timeline, table, data) for table, data in _named(now, made)]
    if event_id is None:
        parts.append(edits.add(timeline, "event", now, file=file))
    elif new := changed_keys(was, now):
        parts.append(edits.change(timeline, event_id, new, was=was))
    return combined(parts)


def _named(now: Data, made: Mapping[str, Mapping[str, Data]]) -> list[tuple[str, Data]]:
    """The made tables that the event names, and those that these name in turn."""
    words = set(_strings(now))
    for id, data in made.get("product", {}).items():
        if id in words:
            words.update(_strings(data))
    tables = [table for table in TABLES if table in made]
    return [(table, data) for table in tables for id, data in made[table].items() if id in words]


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


# Several changes as one


def combined(changes: Sequence[Change]) -> Change:
    """Changes that were each made from the same files, as one change.

    Raises `WrongResult` if they get in each other's way: the outcome is parsed, and must hold what
    each of them added and removed, and nothing else.
    """
    changes = [change for change in changes if change]
    if len(changes) < 2:
        return changes[0] if changes else Change(Said("Nothing", "无"), ())
    files: dict[str, list[FileChange]] = {}
    for change in changes:
        for file in change.files:
            files.setdefault(file.name, []).append(file)
    first, others = changes[-1].what, [change.what for change in changes[:-1]]
    what = Said(
        "; ".join((first.en, *(said.en for said in others))),
        "；".join((first.zh, *(said.zh for said in others))),
    )
    if len(others) > 1:  # names come before what names them; the diff tells which
        what = Said(
            f"{first.en} and {len(others)} new names", f"{first.zh}，并新建 {len(others)} 个名称"
        )
    return Change(what, tuple(_one_file(parts) for parts in files.values()))


class _Stretch(NamedTuple):
    """A stretch of the old text and what stands there in the new one."""

    start: int
    end: int
    text: str


def _one_file(parts: list[FileChange]) -> FileChange:
    first = parts[0]
    if len(parts) == 1:
        return first
    if any(part.before != first.before for part in parts):  # written between two readings
        raise Conflict(first.path, read=None, theirs=parts[-1].before, mine=None)
    before = first.before or ""
    texts = [part.after or "" for part in parts]
    if first.before is None:
        after = "\n".join(texts)
    else:
        after, at = "", 0
        stretches = sorted((_stretch(before, text) for text in texts), key=lambda s: s[:2])
        for start, end, text in stretches:
            if start < at:
                raise WrongResult(first.path, why="two edits of the same lines")
            after += before[at:start] + text
            at = end
        after += before[at:]
    wanted = _tables(first, before)
    for text in texts:
        wanted.update(_tables(first, text))
        wanted.subtract(_tables(first, before))
    if +wanted != +_tables(first, after):
        raise WrongResult(first.path, why="two edits of the same lines")
    return FileChange(first.path, first.name, first.before, after)


def _stretch(before: str, after: str) -> _Stretch:
    least = min(len(before), len(after))
    start = next((i for i in range(least) if before[i] != after[i]), least)
    rest = next((i for i in range(least - start) if before[-1 - i] != after[-1 - i]), least - start)
    return _Stretch(start, len(before) - rest, after[start : len(after) - rest])


def _tables(file: FileChange, text: str) -> Counter[str]:
    """Each table of the text, how often it stands there."""
    found = parse(file.path, text.removeprefix(BOM))
    return Counter(
        repr((name, row))
        for name, rows in found.items()
        for row in (rows if isinstance(rows, list) else [rows])
    )
