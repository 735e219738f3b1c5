"""Edits one after the other, undone and redone, beside other programs: no byte goes astray."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from events import edits
from events.editing.history import History
from events.editing.refusals import Conflict, Refusal
from events.editing.rename import rename
from events.files import load
from tests.faults.documents import some_value
from tests.faults.reloads import Text, write
from tests.faults.tries import WORDS, contents, hold, some_text

if TYPE_CHECKING:
    from events.editing.changes import Change
    from events.timeline import Timeline

_KEYS = ("title", "summary", "note", "date", "kind", "tags", "companies", "status", "x-1")


def taken(rng: Random, folder: Path) -> Iterator[str]:
    """Some steps, of which some are undone and redone; another program writes in between."""
    texts = {"a": Text(rng), "b": Text(rng)}
    write(folder, texts)
    history = History()
    states = [contents(folder)]
    at = 0  # the state that the files are in
    for _ in range(rng.randrange(2, 10)):
        way = rng.random()
        if way < 0.5:
            try:
                change = _edit(rng, load(folder))
                history.save(change)
            except Refusal:
                hold(contents(folder) == states[at], "a refused edit changed a file", "lost")
                yield "refused"
                continue
            if change:
                states[at + 1 :] = [contents(folder)]
                at += 1
            load(folder)
            yield "edited"
        elif way < 0.9:
            back = rng.random() < 0.6
            if not (history.can_undo if back else history.can_redo):
                continue
            (history.undo if back else history.redo)()
            at += -1 if back else 1
            hold(contents(folder) == states[at], f"{'undone' if back else 'redone'}: other", "lost")
            yield "undone" if back else "redone"
        else:
            yield from _beside(rng, folder, history)
    while history.can_undo:
        history.undo()
        at -= 1
    hold(at == 0 and contents(folder) == states[0], "undone to the beginning: other", "lost")
    yield "undone to the beginning"


def _beside(rng: Random, folder: Path, history: History) -> Iterator[str]:
    """Another program writes; what is undone over that is refused, and its text stays."""
    file = rng.choice(sorted(folder.glob("*.toml")))
    before = file.read_bytes()
    file.write_bytes(before + b"\n# beside\n")
    now = contents(folder)
    try:
        if history.can_undo:
            history.undo()
            if history.can_redo:
                history.redo()
            yield "undone in another file"
    except Conflict:
        yield "conflict"
    hold(contents(folder) == now, "what another program wrote is gone", "lost")
    file.write_bytes(before)


def _edit(rng: Random, timeline: Timeline) -> Change:
    """Some change of the timeline. May raise any `Refusal`."""
    ids = [*timeline.id_of] or ["none"]
    id = rng.choice(ids)
    some = rng.sample(ids, min(len(ids), rng.randrange(1, 5)))
    word = rng.choice(("千问", "a b", '"', "\\", "x", some_text(rng, WORDS, 2)))
    ways: tuple[Callable[[], Change], ...] = (
        lambda: edits.add(timeline, "event", {"title": word, "date": "2025-11"}),
        lambda: edits.add(timeline, "company", {"id": "new", "name": word}),
        lambda: edits.change(timeline, id, {rng.choice(_KEYS): _value(rng)}),
        lambda: edits.change(timeline, id, {rng.choice(_KEYS): None}),
        lambda: edits.remove(timeline, some),
        lambda: edits.set_fields(timeline, some, {"status": "disputed", "note": word}),
        lambda: edits.add_word(timeline, some, "tags", word),
        lambda: edits.remove_word(timeline, some, "tags", "t1"),
        lambda: rename(timeline, "event", id, word),
        lambda: rename(timeline, "company", "acme", word),
    )
    return rng.choice(ways)()


def _value(rng: Random) -> object:
    return some_value(rng) if rng.random() < 0.5 else some_text(rng)
