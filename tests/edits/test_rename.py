from __future__ import annotations

import json
from pathlib import Path

import pytest

from events.editing.refusals import Broken, Conflict, Invalid, NotFound, Taken
from events.editing.rename import rename
from events.files import load
from events.timeline import Timeline

QUERY = 'company:ali,BABA -product:qwen (类型:users OR mau>=1亿) source:"bright" id:first by:ali'
NAMES = f"""\
[[company]]
id = "ali"        # used below
name.en = "Alibaba"
name.zh = "阿里巴巴"
aliases = ["BABA"]

[[company]]
id = "ant"
parent = "ali"

[[company]]
id = "byte"
name = "Byte"

[[product]]
id = "qwen"
company = "ali"

[[kind]]
id = "users"

[[metric]]
id = "mau"

[[metric]]
id = "dau"

[[source]]
id = "bright"
title = "Bright"

[[view]]
name = "All"
query = '{QUERY}'
"""
FIRST = """\
[[event]]
id = "first"
title = "ali and qwen"
kind = "users"
companies = [ "ali", 'BABA', "Ali" ]   # who
products = ["qwen"]
related = ["second"]
readings = [
  { metric = "mau", product = "qwen", company = "ali", value = 1, by = "ali" }, # 1
  { metric = "dau", value = 2, by = { en = "Alibaba", zh = "ali" } },
]
citations = [{ source = "bright" }]
"""
SECOND = """\
[[event]]
title = "Second"
companies = ["BABA"]
related = ["first"]\r
"""


def query(old: str, new: str) -> str:
    """The line of the view's query with one word another."""
    return f"query = {json.dumps(QUERY.replace(old, new), ensure_ascii=False)}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "timeline"
    folder.mkdir()
    for name, text in (("names", NAMES), ("1", FIRST), ("2", SECOND)):
        (folder / f"{name}.toml").write_bytes(text.encode())
    return folder


@pytest.fixture
def timeline(folder: Path) -> Timeline:
    return load(folder)


def changed(folder: Path, timeline: Timeline, table: str, old: str, new: str) -> list[str]:
    """The lines that came, in the order of files and lines."""
    change = rename(timeline, table, old, new)
    change.apply()
    assert table != "event" or new in load(folder).number_of
    return [line[1:] for line in change.diff().splitlines() if line[0] == "+" and line[:3] != "+++"]


def test_a_company_everywhere(folder: Path, timeline: Timeline) -> None:
    assert changed(folder, timeline, "company", "ali", "al") == [
        'companies = [ "al", \'BABA\', "al" ]   # who',
        '  { metric = "mau", product = "qwen", company = "al", value = 1, by = "al" }, # 1',
        '  { metric = "dau", value = 2, by = { en = "Alibaba", zh = "al" } },',
        'id = "al"        # used below',
        'parent = "al"',
        'company = "al"',
        query(":ali", ":al"),
    ]
    after = load(folder)
    assert after.company_ids == [
        tuple(id if id != "ali" else "al" for id in ids) for ids in timeline.company_ids
    ]
    assert [problem.code for problem in after.problems] == [
        problem.code for problem in timeline.problems
    ]


@pytest.mark.parametrize(
    ("table", "old", "new", "after"),
    [
        ("product", "qwen", "千问", [
            'products = ["千问"]',
            '  { metric = "mau", product = "千问", company = "ali", value = 1, by = "ali" }, # 1',
            'id = "千问"',
            query("qwen", "千问"),
        ]),
        ("kind", "users", "new users", [
            'kind = "new users"',
            'id = "new users"',
            query("users", '"new users"'),
        ]),
        ("metric", "mau", "month", [
            '  { metric = "month", product = "qwen", company = "ali", value = 1, by = "ali" }, # 1',
            'id = "month"',
            query("mau", "month"),
        ]),
        ("source", "bright", "dark", [
            'citations = [{ source = "dark" }]',
            'id = "dark"',
            query('"bright"', "dark"),
        ]),
        ("event", "first", "1st", [
            'id = "1st"',
            'related = ["1st"]',
            query("first", "1st"),
        ]),
        ("event", "second", "2nd", ['related = ["2nd"]', 'id = "2nd"']),
    ],
)  # fmt: skip
def test_every_sort_of_id_everywhere(
    folder: Path, timeline: Timeline, table: str, old: str, new: str, after: list[str]
) -> None:
    assert changed(folder, timeline, table, old, new) == after


def test_a_word_that_is_a_name_as_well_stays(folder: Path, timeline: Timeline) -> None:
    (folder / "1.toml").write_text('[[event]]\nid = "first"\ntitle = "A"\ncompanies = ["Byte"]\n')
    change = rename(load(folder), "company", "byte", "bytedance")
    assert [file.name for file in change.files] == ["names.toml"]
    change.apply()
    assert load(folder).company_ids[0] == ("bytedance",)


def test_an_id_may_change_its_letter_case_or_become_the_name(
    folder: Path, timeline: Timeline
) -> None:
    changed(folder, timeline, "company", "ali", "Alibaba")
    assert "Alibaba" in load(folder).companies


@pytest.mark.parametrize(
    ("table", "old", "new", "refusal"),
    [
        ("company", "none", "x", NotFound),
        ("company", "BABA", "x", NotFound),
        ("company", "ali", "ant", Taken),
        ("company", "byte", "baba", Taken),
        ("event", "first", "second", Taken),
        ("company", "ali", " ", Invalid),
    ],
)
def test_what_cannot_be_renamed_so_is_refused(
    timeline: Timeline, table: str, old: str, new: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        rename(timeline, table, old, new)


def test_a_broken_file_bars_only_what_it_may_use(folder: Path) -> None:
    (folder / "2.toml").write_text('[[event]]\nid = "b"\ntitle = "ali\n')
    timeline = load(folder)
    with pytest.raises(Broken):
        rename(timeline, "company", "ali", "x")
    assert len(rename(timeline, "kind", "users", "x").files) == 2


def test_one_conflict_bars_all(folder: Path, timeline: Timeline) -> None:
    change = rename(timeline, "company", "ali", "x")
    (folder / "names.toml").write_text(NAMES + "# theirs\n")
    with pytest.raises(Conflict):
        change.apply()
    assert (folder / "1.toml").read_text() == FIRST
