from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli

from events import edits
from events.editing.changes import Change
from events.editing.refusals import (
    Broken,
    Conflict,
    Invalid,
    NotFound,
    Shipped,
    Taken,
    Unwritable,
)
from events.files import load
from events.timeline import Timeline
from tests.edits.edited_timeline import EVENTS, NAMES, lines, made, written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made(tmp_path / "timeline")


@pytest.fixture
def timeline(folder: Path) -> Timeline:
    return load(folder)


def test_a_change_shows_itself_and_is_then_written(folder: Path, timeline: Timeline) -> None:
    change = edits.change(
        timeline, "first", {"title": {"en": "First!", "zh": "第一"}, "kind": "users"}
    )
    assert (folder / "events.toml").read_text() == EVENTS
    assert lines(change) == [
        '+kind = "users"',
        '-title = { en = "First", zh = "第一" }',
        '+title = { en = "First!", zh = "第一" }',
    ]
    assert change.what.show() == "Change event first: title, kind"
    assert change.what.show("zh") == "修改事件 first：标题、类型"
    change.apply()
    assert (folder / "events.toml").read_text() == change.files[0].after
    assert load(folder).events[0].kind == "users"


def test_nothing_new_is_no_change(timeline: Timeline) -> None:
    change = edits.change(
        timeline, "first", {"date": "2025-01-02", "note": '[[event]]\nid = "no"\n'}
    )
    assert not change
    assert change.diff() == ""
    change.apply()


@pytest.mark.parametrize(
    ("table", "id", "new", "after"),
    [
        ("company", "alibaba", {"parent": None, "url": "https://a.cn"}, ['+url = "https://a.cn"']),
        ("product", "qwen-app", {"name": "Qwen"}, ['-name = "千问"', '+name = "Qwen"']),
        ("kind", "users", {"launch": True}, ["+launch = true"]),
        ("metric", "mau", {"unit": "users"}, ['+unit = "users"']),
        ("source", "bright", {"published": "2026-01"}, ['+published = "2026-01"']),
        ("view", "全部", {"look": "chart"}, ['+look = "chart"']),
        ("era", "大战", {"date": "2025/2026"}, ['-date = "2025"', '+date = "2025/2026"']),
    ],
)
def test_every_sort_of_table_can_be_changed(
    timeline: Timeline, table: str, id: str, new: Mapping[str, Any], after: list[str]
) -> None:
    assert lines(edits.change(timeline, id, new, table=table)) == after


def test_fields_are_those_of_the_file(timeline: Timeline) -> None:
    assert edits.fields(timeline, "third") == {
        "id": "third",
        "date": date(2025, 6, 30),
        "title": "Third",
    }
    assert edits.fields(timeline, "mau", "metric") == {"id": "mau"}


def test_an_event_without_an_id_gets_the_one_it_goes_by(folder: Path) -> None:
    timeline = written(folder, '[[event]]\ndate = 2025-01-02\ntitle = "New model"\n')
    (id,) = timeline.id_of
    change = edits.change(timeline, id, {"title": "Newer model"})
    change.apply()
    assert load(folder).id_of == [id] == ["2025-01-02-new-model"]
    assert lines(change)[0] == f'+id = "{id}"'


@pytest.mark.parametrize(
    ("old", "new", "after"),
    [
        ("2025-01-02", "2025-11-11", "2025-11-11"),
        ("2025-01-02", "2025-11", '"2025-11"'),
        ('"2025-11"', "2025-11-11", '"2025-11-11"'),
        ('"2025-01-02"', "2025-11-11", '"2025-11-11"'),
        ("2025", "2026", "2026"),
        ("2025", "2026~", '"2026~"'),
        ("2025-01-02T09:30:00Z", "2025-11-11T10:00:00Z", "2025-11-11T10:00:00Z"),
        ("2025-01-02T09:30:00Z", "2025-11-11", "2025-11-11"),
    ],
)
def test_a_date_keeps_the_form_that_the_file_has_it_in(
    folder: Path, old: str, new: str, after: str
) -> None:
    timeline = written(folder, f'[[event]]\nid = "a"\ndate = {old}\ntitle = "A"\n')
    assert lines(edits.change(timeline, "a", {"date": new}))[-1] == f"+date = {after}"


@pytest.mark.parametrize(
    ("dates", "new", "place"),
    [
        (["2025-01-02", "2025-03-01", "2025-06-30"], "2025-04", 2),
        (["2025-01-02", "2025-03-01", "2025-06-30"], "2024", 0),
        (["2025-01-02", "2025-03-01", "2025-06-30"], "2026", 3),
        (["2025-01-02", "2025-03-01", "2025-03-01", "2025-06-30"], "2025-03-01", 3),
        (["2025-06-30", "2025-03-01", "2025-01-02"], "2025-04", 1),
        (["2025-06-30", "2025-03-01", "2025-01-02"], "2026", 0),
        (["2025-06-30", "2025-03-01", "2025-01-02"], "2024", 3),
        (["2025-01-02", "2029-01-01", "2025-03-01", "2025-06-30"], "2025-07", 4),
        (["2025-01-02", None, "2025-06-30", None], "2025-07", 3),
        (["2025-01-02", "2025-06-30"], None, 2),
        ([], "2025", 0),
    ],
)
def test_a_new_event_goes_in_order_of_date(
    folder: Path, dates: list[str | None], new: str | None, place: int
) -> None:
    text = "".join(
        f'[[event]]\nid = "{nth}"\ntitle = "T"\n' + (f"date = {day}\n" if day else "") + "\n"
        for nth, day in enumerate(dates)
    )
    timeline = written(folder, text)
    event = {"id": "new", "title": "N"} | ({"date": new} if new else {})
    edits.add(timeline, "event", event, file="events.toml").apply()
    ids = [row["id"] for row in tomli.loads((folder / "events.toml").read_text())["event"]]
    assert ids.index("new") == place
    assert [id for id in ids if id != "new"] == [str(nth) for nth in range(len(dates))]


def test_a_new_event_is_written_in_the_usual_order_and_form(timeline: Timeline) -> None:
    change = edits.add(
        timeline,
        "event",
        {
            "citations": [{"place": "§1", "source": "bright"}],
            "readings": [
                {"value": 130_000_000, "metric": "mau"},
                {"bound": "over", "metric": "mau", "value": 2},
            ],
            "note": "one\ntwo",
            "title": {"en": "New", "zh": "新"},
            "date": "2025-04-01",
            "tags": None,
        },
    )
    assert (
        change.diff()
        == """\
--- a/events.toml
+++ b/events.toml
@@ -26,6 +26,19 @@
 ]
\x20
 [[event]]
+id = "2025-04-01-new"
+date = 2025-04-01
+title = { en = "New", zh = "新" }
+note = \"\"\"
+one
+two\"\"\"
+readings = [
+\t{ metric = "mau", value = 130_000_000 },
+\t{ metric = "mau", value = 2, bound = "over" },
+]
+citations = [{ source = "bright", place = "§1" }]
+
+[[event]]
 id = "third"
 date = 2025-06-30
 title = "Third"
"""
    )


@pytest.mark.parametrize(
    ("table", "new", "id"),
    [
        ("event", {"title": "New", "date": 2025}, "2025-new"),
        ("event", {"title": "新", "date": "2025-01-02"}, "2025-01-02-新"),
        ("event", {"title": "First"}, "first-2"),
        ("company", {"name": {"zh": "新", "en": "New, Inc."}}, "new-inc"),
        ("source", {"title": "Bright"}, "bright-2"),
        ("metric", {}, "metric"),
    ],
)
def test_a_new_table_gets_an_id_of_its_own(
    timeline: Timeline, table: str, new: Mapping[str, Any], id: str
) -> None:
    assert edits.new_id(timeline, table, new) == id


@pytest.mark.parametrize("table", ["company", "product", "kind", "metric", "source", "view", "era"])
def test_a_new_name_goes_behind_the_last_of_its_sort(
    folder: Path, timeline: Timeline, table: str
) -> None:
    edits.add(timeline, table, {"title" if table == "source" else "name": "New"}).apply()
    text = (folder / "names.toml").read_text()
    before = tomli.loads(NAMES)
    after = tomli.loads(text)
    assert after[table][:-1] == before[table]
    assert {key: rows for key, rows in after.items() if key != table} == {
        key: rows for key, rows in before.items() if key != table
    }
    codes = [[problem.code for problem in each.problems] for each in (timeline, load(folder))]
    assert codes[0] == codes[1]


def test_the_first_table_of_all_makes_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    edits.add(load(folder), "event", {"title": "A", "date": "2025-01-02"}).apply()
    assert (folder / "events.toml").read_text() == (
        '[[event]]\nid = "2025-01-02-a"\ndate = 2025-01-02\ntitle = "A"\n'
    )


def test_half_a_character_is_refused(timeline: Timeline) -> None:
    id = timeline.id_of[0]
    with pytest.raises(Invalid):
        edits.set_fields(timeline, [id], {"note": "a\ud800"})
    with pytest.raises(Invalid):
        edits.add_word(timeline, [id], "tags", "\udcff")
    with pytest.raises(Invalid):
        edits.change(timeline, id, {"x-1": ["\ud800"]})


def test_a_new_file_can_be_named(folder: Path, timeline: Timeline) -> None:
    change = edits.add(timeline, "event", {"id": "a", "title": "A"}, file="more.toml")
    assert change.diff().startswith("--- /dev/null\n+++ b/more.toml\n@@ -0,0 +1,3 @@\n+[[event]]\n")
    change.apply()
    assert load(folder).file(load(folder).number_of["a"]).name == "more.toml"


@pytest.mark.parametrize(
    "name", ["../a.toml", "/tmp/a.toml", ".a.toml", "a.txt", "a/.b/c.toml", ""]
)
def test_a_file_that_the_timeline_would_not_hold_is_refused(timeline: Timeline, name: str) -> None:
    with pytest.raises(Invalid):
        edits.add(timeline, "event", {"id": "a", "title": "A"}, file=name)


def test_tables_are_removed_with_what_is_theirs(folder: Path, timeline: Timeline) -> None:
    change = edits.remove(timeline, ["third", "first", "third"])
    assert change.what.show() == "Delete 2 events"
    assert change.what.show("zh") == "删除 2 个事件"
    change.apply()
    start, end = EVENTS.index("# Nobody's"), EVENTS.index('\n[[event]]\nid = "third"')
    assert (folder / "events.toml").read_text() == (
        "#:schema ./dateline.schema.json\n\n" + EVENTS[start:end]
    )
    edits.remove(load(folder), "全部", "view").apply()
    edits.remove(load(folder), "War", "era").apply()
    left = (folder / "names.toml").read_text()
    assert "[[view]]" not in left
    assert "[[era]]" not in left


def test_several_edits_are_one_change(folder: Path, timeline: Timeline) -> None:
    batch = edits.Batch(timeline)
    company = batch.add("company", {"name": "New, Inc."})
    batch.add("kind", {"name": "Stock"})
    batch.change("first", {"companies": [company]})
    batch.change("first", {"kind": "stock"})
    batch.add("event", {"id": "fourth", "title": "4", "companies": [company]}, file="more.toml")
    batch.add("kind", {"name": "More"}, file="more.toml")
    batch.remove("third")
    with pytest.raises(Taken):
        batch.add("kind", {"id": "stock"})
    change = batch.done()
    assert change.what.show("zh") == (
        "新增公司 new-inc；新增类型 stock；修改事件 first：公司；修改事件 first：类型；"
        "新增事件 fourth；新增类型 more；删除事件 third"
    )
    assert [file.name for file in change.files] == ["names.toml", "events.toml", "more.toml"]
    change.apply()
    after = load(folder)
    assert sorted(after.id_of) == ["first", "fourth", "second"]
    assert after.company_ids[after.number_of["first"]] == ("new-inc",)
    assert after.kind_id[after.number_of["first"]] == "stock"
    assert {"stock", "more"} <= after.kinds.keys()


# What is refused


@pytest.mark.parametrize(
    ("new", "key"),
    [
        ({"date": "11/11/2025"}, ("date",)),
        ({"date": "2025-02-30"}, ("date",)),
        ({"companies": "alibaba"}, ("companies",)),
        ({"titel": "A"}, ("titel",)),
        ({"readings": [{"metric": "mau"}]}, ("readings", 0)),
        ({"readings": [{"value": 1}]}, ("readings", 0)),
        ({"status": "maybe"}, ("status",)),
        ({"note": "\ud800"}, ("note",)),
        ({"note": {"en": None}}, ("note", "en")),
        ({"tags": [{1, 2}]}, ("tags", 0)),
    ],
)
def test_what_breaks_the_form_is_refused_in_both_languages(
    timeline: Timeline, new: Mapping[str, Any], key: tuple[str | int, ...]
) -> None:
    with pytest.raises(Invalid) as caught:
        edits.change(timeline, "second", new)
    ((path, en, zh),) = caught.value.faults
    assert path == key
    assert en.rstrip(".") in caught.value.show("en")
    assert zh.rstrip("。") in caught.value.show("zh")


def test_a_fault_that_was_there_before_does_not_bar_other_edits(folder: Path) -> None:
    timeline = written(folder, '[[event]]\nid = "a"\ntitel = "A"\ntitle = "B"\n')
    assert lines(edits.change(timeline, "a", {"title": "C"})) == ['-title = "B"', '+title = "C"']
    with pytest.raises(Invalid):
        edits.change(timeline, "a", {"stauts": "planned"})


def test_a_broken_file_takes_no_edits(folder: Path) -> None:
    timeline = written(folder, EVENTS + "\n[[event]\nid = 'x'\n")
    every: list[Callable[[], Change]] = [
        lambda: edits.change(timeline, "first", {"note": "n"}),
        lambda: edits.remove(timeline, "first"),
        lambda: edits.add(timeline, "event", {"title": "A"}, file="events.toml"),
    ]
    for edit in every:
        with pytest.raises(Broken):
            edit()
    assert edits.change(timeline, "mau", {"unit": "users"}, table="metric")


def test_a_file_that_is_not_utf8_takes_no_edits(folder: Path) -> None:
    (folder / "events.toml").write_bytes(b"# caf\xe9\n" + EVENTS.encode())
    timeline = load(folder)
    with pytest.raises(Broken):
        edits.change(timeline, "first", {"note": "n"})


def test_the_shipped_timeline_is_to_be_copied(timeline: Timeline) -> None:
    import events

    timeline.writable = False
    timeline.root = Path(events.__file__).parent / "seeds"
    with pytest.raises(Shipped) as caught:
        edits.change(timeline, "first", {"note": "n"})
    assert "init --copy" in caught.value.show("en")
    assert "init --copy" in caught.value.show("zh")


def test_a_timeline_in_a_folder_of_others_is_not_offered_for_copying(timeline: Timeline) -> None:
    timeline.writable = False
    with pytest.raises(Unwritable):
        edits.remove(timeline, "first")


def test_unknown_and_taken_ids_are_refused(timeline: Timeline) -> None:
    with pytest.raises(NotFound) as missing:
        edits.change(timeline, "fourth", {"note": "n"})
    assert missing.value.show("zh") == "没有名为“fourth”的事件。"
    with pytest.raises(NotFound):
        edits.remove(timeline, "first", table="company")
    with pytest.raises(Taken) as taken:
        edits.add(timeline, "event", {"id": "first", "title": "A"})
    assert taken.value.show() == "“first” is taken by another event."


# What others did meanwhile


def test_a_file_that_changed_since_it_was_loaded_is_a_conflict(
    folder: Path, timeline: Timeline
) -> None:
    theirs = EVENTS.replace("Second", "Theirs")
    (folder / "events.toml").write_text(theirs)
    with pytest.raises(Conflict) as caught:
        edits.change(timeline, "first", {"note": "n"})
    assert caught.value.theirs == theirs


def test_with_what_it_was_an_edit_outlives_changes_elsewhere_in_the_file(
    folder: Path, timeline: Timeline
) -> None:
    was = edits.fields(timeline, "second")
    theirs = EVENTS.replace("First", "Theirs") + '\n[[event]]\nid = "fourth"\ntitle = "4"\n'
    theirs = '[[event]]\nid = "zeroth"\ntitle = "0"\n\n' + theirs
    (folder / "events.toml").write_text(theirs)
    edits.change(timeline, "second", {"title": "Mine"}, was=was).apply()
    assert (folder / "events.toml").read_text() == theirs.replace("Second", "Mine")


@pytest.mark.parametrize("reloaded", [False, True])
def test_two_edits_of_one_table_are_a_conflict_with_three_sides(
    folder: Path, timeline: Timeline, reloaded: bool
) -> None:
    was = edits.fields(timeline, "second")
    theirs = EVENTS.replace("Second", "Theirs")
    (folder / "events.toml").write_text(theirs)
    if reloaded:
        timeline = load(folder)
    with pytest.raises(Conflict) as caught:
        edits.change(timeline, "second", {"note": "Mine"}, was=was)
    conflict = caught.value
    read, them, mine = edits.sides(conflict, "event", "second")
    assert read is None
    assert them == was | {"title": "Theirs"}
    assert mine == was | {"note": "Mine"}
    assert (folder / "events.toml").read_text() == conflict.theirs == theirs


def test_between_plan_and_save_a_conflict_has_all_three_texts(
    folder: Path, timeline: Timeline
) -> None:
    change = edits.change(timeline, "second", {"title": "Mine"})
    (folder / "events.toml").write_text(EVENTS.replace("Second", "Theirs"))
    with pytest.raises(Conflict) as caught:
        change.apply()
    sides = edits.sides(caught.value, "event", "second")
    assert [side and side["title"] for side in sides] == ["Second", "Theirs", "Mine"]


def test_a_file_that_is_gone_is_a_conflict_without_theirs(folder: Path, timeline: Timeline) -> None:
    (folder / "events.toml").unlink()
    with pytest.raises(Conflict) as caught:
        edits.change(timeline, "first", {"note": "n"}, was={"id": "first"})
    assert caught.value.theirs is None


def test_nothing_heavy_is_imported_before_the_first_edit() -> None:
    code = (
        "import sys, events.edits\n"
        "import events.editing.rename, events.editing.history, events.editing.saving\n"
        "heavy = {'tomlrt', 'tomli_w', 'filelock', 'pydantic', 'dateutil', 'difflib', 'tomli'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stdout == "[]\n"
