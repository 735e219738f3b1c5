from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from events.editing.changes import Change
from events.editing.history import History
from events.editing.refusals import Conflict, Taken
from events.editing.saved_views import find_view, key_of, rename_view, save_view
from events.edits import remove
from events.files import load
from events.model import View
from events.timeline import Timeline
from tests.edits.edited_timeline import NAMES, lines, made, written

VIEWS = (View(name={"en": "All", "zh": "全部"}), View(name="Ｑwen"), View(name="all"))


@pytest.fixture
def timeline(tmp_path: Path) -> Timeline:
    return load(made(tmp_path / "timeline"))


@pytest.mark.parametrize(
    ("name", "index"),
    [("All", 0), (" all ", 0), ("全部", 0), ("qwen", 1), ("Al", None), ("", None)],
)
def test_a_view_is_found_by_any_of_its_names(name: str, index: int | None) -> None:
    assert find_view(VIEWS, name) is (None if index is None else VIEWS[index])


def all_view(timeline: Timeline) -> View:
    (view,) = timeline.views
    return view


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (
            lambda t: save_view(t, " Users ", "kind:users", "chart"),
            ["+[[view]]", '+name = "Users"', '+query = "kind:users"', '+look = "chart"', "+"],
        ),
        (
            lambda t: save_view(t, "Users", "", "list"),
            ["+[[view]]", '+name = "Users"', '+query = ""', "+"],
        ),
        (
            lambda t: save_view(t, "全部", "mau", "list"),
            ['-query = "company:alibaba"', '+query = "mau"'],
        ),
        (lambda t: save_view(t, "all", "company:alibaba", "list"), []),
        (
            lambda t: save_view(t, "all", "company:alibaba", "lanes"),
            ['+look = "lanes"'],
        ),
        (
            lambda t: rename_view(t, all_view(t), "Everything", "en"),
            ['-name = { en = "All", zh = "全部" }', '+name = { en = "Everything", zh = "全部" }'],
        ),
        (
            lambda t: remove(t, key_of(all_view(t)), "view"),
            ["-[[view]]", '-name = { en = "All", zh = "全部" }', '-query = "company:alibaba"', "-"],
        ),
    ],
)
def test_only_the_lines_of_the_view_change(
    timeline: Timeline, change: Callable[[Timeline], Change], shown: list[str]
) -> None:
    assert sorted(lines(change(timeline))) == sorted(shown)


def test_what_is_saved_is_read_again_and_can_be_undone(timeline: Timeline) -> None:
    history = History()
    history.save(save_view(timeline, "Users", "kind:users", "chart"))
    again = load(timeline.root, previous=timeline)
    assert again.views[-1] == View(name="Users", query="kind:users", look="chart")
    history.save(save_view(again, "users", "", "list"))
    assert load(timeline.root).views[-1] == View(name="Users", query="", look="list")
    history.undo()
    history.undo()
    assert (timeline.root / "names.toml").read_text() == NAMES


def test_no_view_takes_the_name_of_another(timeline: Timeline) -> None:
    save_view(timeline, "Users", "", "list").apply()
    timeline = load(timeline.root)
    with pytest.raises(Taken):
        rename_view(timeline, timeline.views[1], "全部", "en")
    rename_view(timeline, timeline.views[1], "USERS", "en").apply()
    assert load(timeline.root).views[1].name == "USERS"


def test_what_others_wrote_meanwhile_stays(timeline: Timeline) -> None:
    written(timeline.root, NAMES.replace("[[view]]\n", "[[view]]\nlook = 'lanes'\n"), "names.toml")
    with pytest.raises(Conflict):
        save_view(timeline, "All", "mau", "list")
