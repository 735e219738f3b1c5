from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events import edits
from events.editing.changes import Change, FileChange
from events.editing.history import History
from events.editing.refusals import Conflict, NothingLeft
from events.editing.rename import rename
from events.files import load
from events.said import Said

EVENTS = '[[event]]\nid = "a"\ndate = 2025-01-02\ntitle = "A"  # 甲\ncompanies = ["x"]\n'
NAMES = '[[company]]\r\nid = "x"\r\nname = "X"'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "timeline"
    folder.mkdir()
    (folder / "events.toml").write_text(EVENTS)
    (folder / "names.toml").write_bytes(NAMES.encode())
    return folder


def texts(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_everything_saved_is_undone_and_redone_in_turn(folder: Path) -> None:
    history = History()
    seen = [texts(folder)]
    every: list[Callable[[], Change]] = [
        lambda: edits.change(load(folder), "a", {"title": "B", "note": "one\ntwo"}),
        lambda: edits.add(load(folder), "event", {"id": "b", "title": "B"}),
        lambda: edits.set_fields(load(folder), ["a", "b"], {"status": "planned"}),
        lambda: rename(load(folder), "company", "x", "y"),
        lambda: edits.add(load(folder), "event", {"id": "c", "title": "C"}, file="new.toml"),
        lambda: edits.remove(load(folder), "a"),
    ]
    for make in every:
        history.save(make())
        seen.append(texts(folder))
    assert [step.what.show() for step in history.steps] == [
        "Change event a: title, note",
        "Add event b",
        "Change 2 events: status",
        "Rename company x to y",
        "Add event c",
        "Delete event a",
    ]
    assert history.steps[3].files == ("events.toml", "names.toml")
    for state in reversed(seen[:-1]):
        history.undo()
        assert texts(folder) == state
    assert [step.undone for step in history.steps] == [True] * 6
    for state in seen[1:]:
        history.redo()
        assert texts(folder) == state
    assert not history.can_redo


def test_there_may_be_nothing_to_undo_or_redo(folder: Path) -> None:
    history = History()
    with pytest.raises(NothingLeft) as caught:
        history.undo()
    assert caught.value.show("zh") == "没有可撤销的操作。"
    with pytest.raises(NothingLeft):
        history.redo()
    history.save(edits.change(load(folder), "a", {"title": "A"}))
    assert history.steps == ()


def test_a_new_step_takes_the_place_of_those_undone(folder: Path) -> None:
    history = History()
    for title in ("B", "C"):
        history.save(edits.change(load(folder), "a", {"title": title}))
    history.undo()
    history.save(edits.change(load(folder), "a", {"title": "D"}))
    assert not history.can_redo
    assert len(history.steps) == 2
    history.undo()
    history.undo()
    assert (folder / "events.toml").read_text() == EVENTS


def test_a_refused_save_is_no_step(folder: Path) -> None:
    history = History()
    change = edits.change(load(folder), "a", {"title": "B"})
    (folder / "events.toml").write_text(EVENTS + "# theirs\n")
    with pytest.raises(Conflict):
        history.save(change)
    assert history.steps == ()


def test_what_others_wrote_since_is_not_undone(folder: Path) -> None:
    history = History()
    history.save(rename(load(folder), "company", "x", "y"))
    left = texts(folder)
    theirs = (folder / "events.toml").read_text() + "# theirs\n"
    (folder / "events.toml").write_text(theirs)
    with pytest.raises(Conflict) as caught:
        history.undo()
    assert (caught.value.read, caught.value.theirs, caught.value.mine) == (
        left["events.toml"].decode(),
        theirs,
        EVENTS,
    )
    assert texts(folder) == left | {"events.toml": theirs.encode()}
    assert history.can_undo
    (folder / "events.toml").write_bytes(left["events.toml"])
    history.undo()
    assert (folder / "names.toml").read_bytes() == NAMES.encode()


def test_what_others_wrote_between_two_steps_stops_the_second_undo(folder: Path) -> None:
    history = History()
    history.save(edits.change(load(folder), "a", {"title": "B"}))
    theirs = (folder / "events.toml").read_text() + "# theirs\n"
    (folder / "events.toml").write_text(theirs)
    history.save(edits.change(load(folder), "a", {"title": "C"}))
    history.undo()
    assert (folder / "events.toml").read_text() == theirs
    with pytest.raises(Conflict) as caught:
        history.undo()
    assert caught.value.read is None
    assert (folder / "events.toml").read_text() == theirs


def test_a_new_file_that_someone_went_on_with_is_not_deleted(folder: Path) -> None:
    history = History()
    history.save(edits.add(load(folder), "event", {"id": "b", "title": "B"}, file="new.toml"))
    (folder / "new.toml").write_text("# more\n")
    with pytest.raises(Conflict):
        history.undo()
    assert (folder / "new.toml").read_text() == "# more\n"


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False))
def test_any_row_of_saves_undoes_and_redoes_to_the_byte(
    tmp_path_factory: pytest.TempPathFactory, rng: Random
) -> None:
    folder = tmp_path_factory.mktemp("t")
    history = History()
    now: dict[str, str | None] = {"a": None, "b": "", "c": "ab"}
    for name, text in now.items():
        if text is not None:
            (folder / name).write_text(text)
    states = [dict(now)]
    at = 0
    for _ in range(8):
        action = rng.randrange(4)
        if action == 0 and history.can_undo:
            history.undo()
            at -= 1
        elif action == 1 and history.can_redo:
            history.redo()
            at += 1
        else:
            new = {
                name: rng.choice([None, "", "a", "ab", "aab", "ba", "甲", "aba"]) for name in now
            }
            changed = {name: text for name, text in new.items() if text != states[at][name]}
            change = Change(
                Said("x", "x"),
                tuple(FileChange(folder / n, n, states[at][n], t) for n, t in changed.items()),
            )
            history.save(change)
            if changed:
                states[at + 1 :] = [states[at] | changed]
                at += 1
        found = {n: (folder / n).read_text() if (folder / n).exists() else None for n in now}
        assert found == states[at]
