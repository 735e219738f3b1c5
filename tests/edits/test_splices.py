from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from random import Random
from typing import Any

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from events.editing.changes import FileChange
from events.editing.refusals import OddlyWritten, WrongResult
from events.editing.splices import Sheet
from events.editing.wanted import Cut, Insert, Put, Splice
from events.toml import turns
from events.toml.reshape import same
from tests.faults.documents import Writer
from tests.faults.edits import edit_many, edit_one, narrow_view

# Random documents


@settings(max_examples=80, deadline=None)
@given(st.randoms(use_true_random=False))
def test_an_edit_gives_the_wanted_data_and_changes_nothing_else(rng: Random) -> None:
    _, wrong = edit_one(rng)
    assert wrong == []


def test_no_edit_of_a_random_document_is_refused() -> None:
    counts, wrong = edit_many(range(300))
    assert wrong == []
    assert dict(counts) == {"edited": 300}


def test_nor_where_only_what_is_around_it_is_parsed_again() -> None:
    with narrow_view():
        counts, wrong = edit_many(range(1000, 1300))
    assert wrong == []
    assert dict(counts) == {"edited": 300}


# One text


def text_after(text: str, *splices: Splice) -> str:
    return Sheet(Path("f.toml"), text).edited(splices)


def put(text: str, **new: Any) -> str:
    """The text after its first event was given keys; None removes one."""
    data = tomli.loads(text.removeprefix("\ufeff"))["event"][0] | new
    wanted = {key: value for key, value in data.items() if value is not None}
    return text_after(text, Put("event", 0, wanted))


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [
        ("id = 'a'  # c\n", {"id": "b"}, 'id = "b"  # c\n'),
        ("id = 'a'", {"id": "b"}, 'id = "b"'),
        ("id='a'\n", {"date": date(2025, 1, 2)}, "id='a'\ndate=2025-01-02\n"),
        ("id = 'a'", {"note": "n"}, "id = 'a'\nnote = \"n\""),
        ("\tid = 'a'\n", {"note": "n"}, "\tid = 'a'\n\tnote = \"n\"\n"),
        (
            "id    = 'a'\ntitle = 't'\n",
            {"date": 2025},
            "id    = 'a'\ndate  = 2025\ntitle = 't'\n",
        ),
        ("note = 'n'\nid = 'a'\n", {"kind": "k"}, "note = 'n'\nid = 'a'\nkind = \"k\"\n"),
        ("title = 't'\n", {"id": "a"}, "id = \"a\"\ntitle = 't'\n"),
        ("id = 'a'\n# above\nnote = 'n'\nx = 1\n", {"note": None}, "id = 'a'\nx = 1\n"),
        ("# first\nid = 'a'\n\n# stays\nnote = 'n'\n", {"id": "b"},
         "# first\nid = \"b\"\n\n# stays\nnote = 'n'\n"),
        ("tags = [ 'a', 'c' ]\n", {"tags": ["a", "b", "c"]}, "tags = [ 'a', \"b\", 'c' ]\n"),
        ("tags = [\n    'a', # one\n    'b', # two\n]\n", {"tags": ["b"]},
         "tags = [\n    'b', # two\n]\n"),
        ("tags = []\n", {"tags": ["x"]}, 'tags = ["x"]\n'),
        ("title = { en = 'A', zh = '甲' } # t\n", {"title": {"en": "B", "zh": "甲"}},
         "title = { en = \"B\", zh = '甲' } # t\n"),
        ("title = 'A'\n", {"title": {"en": "A", "zh": "甲"}},
         'title = { en = "A", zh = "甲" }\n'),
        ("title = {en = 'A'}\n", {"note": {"zh": "注"}},
         "title = {en = 'A'}\nnote = {zh = \"注\"}\n"),
        ("title.en = 'A'\n", {"title": {"en": "A", "zh": "甲"}},
         "title.en = 'A'\ntitle.zh = \"甲\"\n"),
        ("id = 'a'\n[event.title]\nen = 'A'\n", {"note": "n", "title": {"en": "B"}},
         "id = 'a'\nnote = \"n\"\n[event.title]\nen = \"B\"\n"),
        ("note = 'n'\n", {"note": "two\n\"lines\" \\"}, 'note = """\ntwo\n"lines" \\\\"""\n'),
        ("note = 'n'\n", {"note": 'ends with "'}, 'note = "ends with \\""\n'),
        ("note = 'n'\n", {"note": '"""\n""""'}, 'note = """\n\\"""\n\\"\\""\\""""\n'),
        ("note = 'n'\n", {"note": "cr\r\n"}, 'note = "cr\\r\\n"\n'),
        ("value = 1\n", {"value": 130_000_000}, "value = 130_000_000\n"),
        ("value = 1000000\n", {"value": 130_000_000}, "value = 130000000\n"),
        ("value = 1\n", {"value": 1.0}, "value = 1.0\n"),
        ("value = 1\n", {"value": True}, "value = true\n"),
        ("x = 1\n", {"odd key": -0.5}, "x = 1\n\"odd key\" = -0.5\n"),
        ("date = 2025-01-02T03:04:05Z\n",
         {"date": datetime(2025, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=8)))},
         "date = 2025-01-02T03:04:05+08:00\n"),
        ("date = 2025-01-02\n", {"date": datetime(2025, 1, 2, 3, 4, tzinfo=UTC)},
         "date = 2025-01-02T03:04:00Z\n"),
        ("citations = [{ source = 's' }] # c\n", {"citations": [{"source": "s"}, {"source": "t"}]},
         "citations = [\n  { source = 's' },\n  { source = \"t\" },\n] # c\n"),
        ("readings = [\n  { metric = 'm', value = 1 }, # one\n]\n",
         {"readings": [{"metric": "m", "value": 2}, {"metric": "n", "value": 3}]},
         "readings = [\n  { metric = 'm', value = 2 }, # one\n  {}\n]\n".replace(
             "{}", '{ metric = "n", value = 3 },')),
        ("id = 'a'\n", {"readings": [{"value": 3, "metric": "m"}]},
         "id = 'a'\nreadings = [{ metric = \"m\", value = 3 }]\n"),
        ("id = 'a'\n", {"citations": [{"source": "s"}, {"place": "p", "source": "t"}]},
         "id = 'a'\ncitations = [\n  {s},\n  {t},\n]\n".replace("{s}", '{ source = "s" }').replace(
             "{t}", '{ source = "t", place = "p" }')),
    ],
)  # fmt: skip
@pytest.mark.parametrize("frame", ["{}", "\ufeff{}", "# top\n\n{}", "[[company]]\nid = 1\n\n{}"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_changed_table(
    before: str, new: Mapping[str, Any], after: str, frame: str, end: str
) -> None:
    tail = "" if not before.endswith("\n") else "\n# next\n[[event]]\nid = 2\n"
    texts = [
        frame.format(f"[[event]]\n{body}{tail}").replace("\n", end) for body in (before, after)
    ]
    assert put(texts[0], **new) == texts[1]


THREE = """\
# top

[[event]]
id = 1

# of two
[[event]]
id = 2
# below two

# nobody's

[[event]]
id = 3
"""


@pytest.mark.parametrize(
    ("nths", "after"),
    [
        ([0], "# top\n\n" + THREE[THREE.index("# of two") :]),
        ([1], "# top\n\n[[event]]\nid = 1\n\n# nobody's\n\n[[event]]\nid = 3\n"),
        ([2], THREE[: THREE.index("\n[[event]]\nid = 3")]),
        ([0, 1], "# top\n\n# nobody's\n\n[[event]]\nid = 3\n"),
        ([0, 1, 2], "# top\n\n# nobody's\n"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_removed_table_takes_its_comments_and_a_blank_line(
    nths: list[int], after: str, end: str
) -> None:
    cuts = [Cut("event", nth) for nth in nths]
    assert text_after(THREE.replace("\n", end), *cuts) == after.replace("\n", end)


@pytest.mark.parametrize(
    ("before", "nth", "after"),
    [
        ("", 0, "[[event]]\nid = 9\n"),
        ("# only this\n", 0, "# only this\n\n[[event]]\nid = 9\n"),
        ("[timeline]\ntitle = 't'", 0, "[timeline]\ntitle = 't'\n\n[[event]]\nid = 9"),
        ("# of 1\n[[event]]\nid = 1\n", 0, "[[event]]\nid = 9\n\n# of 1\n[[event]]\nid = 1\n"),
        ("[[event]]\nid = 1\n# its\n\n\n# end\n", 1,
         "[[event]]\nid = 1\n# its\n\n[[event]]\nid = 9\n\n\n# end\n"),
        ("[[event]]\nid = 1\n\n\n[[event]]\nid = 2\n", 2,
         "[[event]]\nid = 1\n\n\n[[event]]\nid = 2\n\n\n[[event]]\nid = 9\n"),
        ("[[event]]\nid = 1\n[[event]]\nid = 2\n", 1,
         "[[event]]\nid = 1\n[[event]]\nid = 9\n[[event]]\nid = 2\n"),
        ("  [[event]]\n\tid=1\n[event.x]\ny=1\n\n[[view]]\n", 1,
         "  [[event]]\n\tid=1\n[event.x]\ny=1\n\n  [[event]]\n\tid=9\n\n[[view]]\n"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_new_table_is_written_as_those_beside_it(
    before: str, nth: int, after: str, end: str
) -> None:
    new = text_after(before.replace("\n", end), Insert("event", nth, {"id": 9}))
    assert new == (after.replace("\n", end) if before.strip() else after)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("", "[[kind]]\nid = 1\n\n[[event]]\nid = 2\n\n[[kind]]\nid = 3\n"),
        ("x = 1", "x = 1\n\n[[kind]]\nid = 1\n\n[[event]]\nid = 2\n\n[[kind]]\nid = 3"),
        ("x = 1\n\n", "x = 1\n\n[[kind]]\nid = 1\n\n[[event]]\nid = 2\n\n[[kind]]\nid = 3\n"),
    ],
)
def test_new_tables_of_several_sorts_stand_apart(text: str, after: str) -> None:
    inserts = [
        Insert(table, 0, {"id": nth}) for nth, table in enumerate(["kind", "event", "kind"], 1)
    ]
    assert text_after(text, *inserts).rstrip("\n") == after.rstrip("\n")


def test_several_edits_of_one_text_go_by_the_numbers_before_them() -> None:
    text = text_after(
        THREE,
        Put("event", 2, {"id": 33}),
        Cut("event", 0),
        Insert("event", 1, {"id": 11}),
        Insert("event", 1, {"id": 12}),
    )
    assert [row["id"] for row in tomli.loads(text)["event"]] == [11, 12, 2, 33]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, 1.0),
        (1, True),
        (0.0, -0.0),
        ("2025-01-02", date(2025, 1, 2)),
        (date(2025, 1, 2), datetime(2025, 1, 2)),
        (
            datetime(2025, 1, 2, 8, tzinfo=UTC),
            datetime(2025, 1, 2, 16, tzinfo=timezone(timedelta(hours=8))),
        ),
        ({"a": [1]}, {"a": [1.0]}),
        ({"a": 1}, {"a": 1, "b": 1}),
        ([1, 2], [1]),
    ],
)
def test_values_of_different_types_are_not_the_same(one: Any, other: Any) -> None:
    assert not same(one, other)
    assert same(one, one)


def test_nan_is_the_same_as_nan() -> None:
    assert same({"a": float("nan")}, {"a": float("nan")})


@pytest.mark.parametrize(
    "text", ["event = [{ id = 'a' }]\n", "[event]\nid = 'a'\n", "event.id = 'a'\n"]
)
def test_what_is_not_written_with_double_brackets_is_left_to_an_editor(text: str) -> None:
    with pytest.raises(OddlyWritten):
        text_after(text, Put("event", 0, {"id": "b"}))


def test_an_outcome_that_is_not_as_wanted_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "events.editing.splices.changed_text", lambda text, *_: text + 'x = "stray"\n'
    )
    with pytest.raises(WrongResult):
        text_after(THREE, Put("event", 1, {"id": 4}))


# A large text


def test_of_a_large_text_only_what_is_around_the_edit_is_parsed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "".join(f"[[event]]\nid = {nth}\nnote = '{'x' * 80}'\n\n" for nth in range(5000))
    parsed: list[int] = []
    loads = turns.loads

    def counting(part: str) -> dict[str, Any]:
        parsed.append(len(part))
        return loads(part)

    monkeypatch.setattr(turns, "loads", counting)
    after = text_after(text, Put("event", 2500, {"id": -1}), Cut("event", 4000))
    assert sum(parsed) < len(text) // 2
    rows = tomli.loads(text)["event"]
    rows[2500] = {"id": -1}
    del rows[4000]
    assert tomli.loads(after)["event"] == rows


@settings(max_examples=40, deadline=None)
@given(st.lists(st.randoms(use_true_random=False), min_size=1, max_size=4))
def test_parsing_in_stretches_gives_what_parsing_the_whole_gives(rngs: list[Random]) -> None:
    text = "\n".join(Writer(rng).document().removeprefix("\ufeff") for rng in rngs)
    assert_parsed_alike(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x = 1\n",
        "[[event]]\nid = 1\n[event.x]\ny = 1\n[[view]]\nid = 1\n[event.z]\ny = 2\n",
        '[[event]]\nid = """\n[[event]]\nid = 2\n"""\n[[event]]\nid = 3\n',
        "event = [{ id = 1 }]\n[[event]]\nid = 2\n",
        "[timeline]\nx = 1\n[[event]]\nid = 1\n[timeline]\ny = 1\n",
        "[[event]]\nid = 1\n[view]\nx = 1\n[[view]]\nid = 1\n",
        "[[event]]\nid = 1\n[[event]]\nid = 1\nid = 2\n",
        "[[event]]\nid = 1\n[[event]\n",
        "[[ 'event' ]]\nid = 1\n[[\"event\"]] # c\nid = 2\n[[event]]",
    ],
)
def test_an_odd_text_is_parsed_in_stretches_alike(text: str) -> None:
    assert_parsed_alike(text)


def assert_parsed_alike(text: str) -> None:
    """Parsing in very short stretches gives or raises what parsing the whole does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("events.toml.turns._STRETCH", 4)
        try:
            whole = tomli.loads(text)
        except tomli.TOMLDecodeError as error:
            with pytest.raises(tomli.TOMLDecodeError, match=re.escape(str(error))):
                turns.loads(text)
        else:
            assert same(turns.loads(text), whole)


# Diffs


@settings(deadline=None)
@given(
    st.lists(st.sampled_from("abc\n"), max_size=60), st.lists(st.sampled_from("abc\n"), max_size=60)
)
def test_a_diff_leads_from_the_one_text_to_the_other(one: list[str], other: list[str]) -> None:
    before, after = "".join(one), "".join(other)
    diff = FileChange(Path("f"), "f", before, after).diff()
    assert patched(before, diff) == after


def patched(text: str, diff: str) -> str:
    """The text after a unified diff, whose context it must match."""
    old = text.splitlines(keepends=True)
    new: list[str] = []
    pos = 0
    for line in diff.replace("\n\\ No newline at end of file", "\x00").splitlines()[2:]:
        if line.startswith("@@"):
            start, _, count = line.split()[1][1:].partition(",")
            first = int(start) - (count != "0")
            new += old[pos:first]
            pos = first
            continue
        content = line[1:-1] if line.endswith("\x00") else f"{line[1:]}\n"
        if line[0] in " -":
            assert old[pos] == content
            pos += 1
        if line[0] in " +":
            new.append(content)
    return "".join(new + old[pos:])
