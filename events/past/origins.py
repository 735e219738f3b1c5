"""How one event came to be: the commits that made, changed or removed it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from events.past.differences import Detail, difference, event_details
from events.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.past.revisions import Commit, Past, Repository


class Step(NamedTuple):
    """What one commit did to the event; ``commit`` is None for files not committed yet."""

    commit: Commit | None
    sort: Literal["new", "gone", "changed"]
    id: str
    """The event's id from then on, or the one it had where it is gone."""
    details: tuple[Detail, ...]
    before: Timeline
    after: Timeline


def steps_of(repository: Repository, past: Past, id: str, now: Timeline) -> Iterator[Step]:
    """The steps of an event's life, the latest first; ``now`` is the timeline as it lies there.

    The event is followed through changes of its id. A merge is told only where it made of the
    event what none of its parents had.
    """
    commits = repository.commits()
    last = (commits[-1].hash,) if commits else ()
    states: list[tuple[Commit | None, tuple[str, ...]]] = [(None, last)]
    states += [(commit, commit.parents) for commit in reversed(commits)]
    for commit, parents in states:
        after = now if commit is None else past.timeline(commit.hash)
        steps = [
            _step(commit, past.timeline(parent) if parent else Timeline.build(), after, id)
            for parent in parents or ("",)
        ]
        first = steps[0]
        if first is not None and None not in steps:
            yield first
            if first.details and first.details[0].what == "id":
                id = str(first.details[0].old)


def _step(commit: Commit | None, before: Timeline, after: Timeline, id: str) -> Step | None:
    """What differs about the event; None if nothing does."""
    old, new = before.number_of.get(id), after.number_of.get(id)
    if new is None:
        if old is None:
            return None
        for changed in difference(before, after).changed:
            if changed.before == old:  # it has another id now, under which it is asked for
                return None
        return Step(commit, "gone", id, (), before, after)
    details: tuple[Detail, ...] = ()
    if old is not None:
        details = tuple(event_details(before.events[old], after.events[new]))
        if not details:
            return None
        return Step(commit, "changed", id, details, before, after)
    for changed in difference(before, after).changed:
        if changed.after == new:
            return Step(commit, "changed", id, changed.details, before, after)
    return Step(commit, "new", id, (), before, after)
