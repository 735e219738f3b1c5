from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.files import load
from events.finding import shipped
from events.loading.source_file import decoded, digest_of
from events.loading.tables import read_tables
from events.problems import Problem
from events.toml.places import Places
from tests.files.written import NAMES, ids, places, write

# Finding files


def test_a_folder_is_read_at_any_depth(tmp_path: Path) -> None:
    event = '[[event]]\nid = "{}"\ntitle = "t"\n'
    write(
        tmp_path,
        b=event.format("b"),
        a__deep__c=event.format("c"),
        x=event.format("x"),
        **{".hidden": event.format("h"), ".git__y": event.format("g"), "pyproject": "[tool]\n"},
    )
    (tmp_path / "notes.txt").write_text("[[event]]")
    (tmp_path / "x.toml").rename(tmp_path / "x.TOML.bak")
    timeline = load(tmp_path)
    assert [file.name for file in timeline.files] == ["a/deep/c.toml", "b.toml"]
    assert ids(timeline) == ["c", "b"]
    assert timeline.problems == []
    assert timeline.root == tmp_path


def test_one_file_is_a_timeline_too(tmp_path: Path) -> None:
    write(tmp_path, a='[[event]]\nid = "a"\ntitle = "t"\nkind = "k"\n', b="[[event]]\n")
    timeline = load(tmp_path / "a.toml")
    assert ids(timeline) == ["a"]
    assert places(timeline) == ["a.toml:4:8 unknown-kind"]


def test_a_folder_may_be_called_toml(tmp_path: Path) -> None:
    write(tmp_path, **{"x.toml__y": '[[event]]\nid = "y"\ntitle = "t"\n'})
    assert ids(load(tmp_path)) == ["y"]


@pytest.mark.parametrize("path", ["nowhere", "nowhere/at/all.toml", "nul\0"])
def test_nothing_there_is_an_error(tmp_path: Path, path: str) -> None:
    with pytest.raises(FileNotFoundError):
        load(tmp_path / path)


def test_links_are_followed_and_loops_met_once(tmp_path: Path) -> None:
    write(tmp_path, real='[[event]]\nid = "r"\ntitle = "t"\n')
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    (tmp_path / "gone.toml").symlink_to("nowhere")
    (tmp_path / "self.toml").symlink_to("self.toml")
    timeline = load(tmp_path)
    assert ids(timeline) == ["r"]
    assert places(timeline) == ["gone.toml:1:1 unreadable", "self.toml:1:1 unreadable"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    assert places(load(tmp_path)) == ["pipe.toml:1:1 not-a-file"]


@pytest.mark.parametrize(
    "error", [PermissionError(13, "Permission denied"), FileNotFoundError(2, "No such file")]
)
def test_an_unreadable_file_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    event = '[[event]]\nid = "{}"\ntitle = "t"\n'
    write(tmp_path, a=event.format("a"), b=event.format("b"))
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "b.toml":
            raise error
        return read(path)

    whole = load(tmp_path)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    timeline = load(tmp_path)
    assert ids(timeline) == ["a"]
    assert places(timeline) == ["b.toml:1:1 unreadable"]
    # What was read before stays, unless the file is gone.
    again = load(tmp_path, previous=whole)
    assert places(again) == ["b.toml:1:1 unreadable"]
    assert ids(again) == (["a"] if isinstance(error, FileNotFoundError) else ["a", "b"])


def test_progress_counts_bytes(tmp_path: Path) -> None:
    write(tmp_path, a="#" * 10, b="#" * 30)
    told: list[tuple[int, int]] = []
    load(tmp_path, progress=lambda done, total: told.append((done, total)))
    assert told == [(10, 40), (40, 40)]


def test_the_collector_is_as_it_was(tmp_path: Path) -> None:
    load(tmp_path)
    assert gc.isenabled()
    gc.disable()
    try:
        load(tmp_path)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_shipped_timeline_has_no_error() -> None:
    timeline = load(shipped())
    assert len(timeline) > 0
    assert [p for p in timeline.problems if p.level == "error"] == []


# What files hold


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        (b"", []),
        (b"\xef\xbb\xbf", []),
        (b"\n\n# nothing\n", []),
        (b"event = []\n", []),
        (b"event = 3\n", ["a.toml:1:9 wrong-type"]),
        (b"event = [1, 2]\n", ["a.toml:1:9 wrong-type"]),
        (b'x = 1\n[[evnt]]\nid = "a"\n', ["a.toml:1:1 unknown-table", "a.toml:2:3 unknown-table"]),
        (b"\x00\x00", ["a.toml:1:1 control-character"]),
        (b"\xff\xfe[\x00", ["a.toml:1:1 not-utf8"]),
        (b"[[event]]\rid = 1\r", ["a.toml:1:10 bare-cr"]),
        (b"x = " + b"[" * 10_000, ["a.toml:1:5 too-deep"]),
        (b"x = " + b"9" * 10_000, ["a.toml:1:5 huge-number"]),
        (
            b"[[timeline]]\n[[timeline]]\n",
            ["a.toml:1:1 double-brackets", "a.toml:2:1 second-timeline"],
        ),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_odd_contents(tmp_path: Path, content: bytes, problems: list[str]) -> None:
    write(tmp_path, a=content)
    timeline = load(tmp_path)
    assert places(timeline) == problems
    assert len(timeline) == 0


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ('[event]\nid = "a"\ntitle = "t"\n', ["a"]),
        ('event = [{ id = "a", title = "t" }, 3, { id = "b", title = "t" }]\n', ["a", "b"]),
        ('[["event"]]\nid = "a"\ntitle = "t"\n[[ event ]]\nid = "b"\ntitle = "t"\n', ["a", "b"]),
        ('event = "text"\n[[company]]\nid = "c"\nname = "C"\n', []),
    ],
)
def test_tables_written_oddly_still_show(tmp_path: Path, content: str, found: list[str]) -> None:
    assert ids(load(write(tmp_path, a=content))) == found


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_bom_and_line_ends_move_no_place(tmp_path: Path, newline: str, bom: str) -> None:
    text = (
        '# 千\n\n[[event]]\nid = "a"\ntitle = """\n[[event]]\n"""\nkind = "k"\n'
        "[[event]]\ntitle = 3\n"
    )
    write(tmp_path, a=bom + text.replace("\n", newline))
    timeline = load(tmp_path)
    assert places(timeline) == ["a.toml:8:8 unknown-kind", "a.toml:10:9 wrong-type"]
    assert timeline.place(0) == ("a.toml", 3)
    assert timeline.place(1) == ("a.toml", 9)
    assert timeline.events[0].title == "[[event]]\n"
    span = timeline.problems[0].span
    assert span is not None
    assert decoded((tmp_path / "a.toml").read_bytes())[0][slice(*span)] == '"k"'


def test_bytes_that_are_not_utf8_cost_one_event(tmp_path: Path) -> None:
    event = b'[[event]]\nid = "%s"\ntitle = "t"\n'
    write(tmp_path, a=event % b"a" + event % b"caf\xe9" + event % b"b")
    timeline = load(tmp_path)
    assert ids(timeline) == ["a", "b"]
    assert places(timeline) == ["a.toml:5:10 not-utf8"]
    assert "0xE9 at offset 50" in timeline.problems[0].what()
    assert timeline.files[0].broken


def test_an_old_chinese_encoding_is_named(tmp_path: Path) -> None:
    write(tmp_path, a='[[event]]\ntitle = "千问月活破亿"\n'.encode("gb18030"))
    assert "GB18030" in load(tmp_path).problems[0].what()


def test_a_syntax_error_costs_one_event_and_marks_the_file(tmp_path: Path) -> None:
    event = '[[event]]\nid = "{}"\ntitle = "t"\n'
    write(tmp_path, a=event.format("a") + "[[event]]\nid = b\n" + event.format("c"))
    timeline = load(tmp_path)
    assert ids(timeline) == ["a", "c"]
    assert places(timeline) == ["a.toml:5:6 bare-word"]
    assert timeline.files[0].broken
    assert [timeline.place(n) for n in range(2)] == [("a.toml", 1), ("a.toml", 6)]


def test_problems_of_one_file_are_told_up_to_a_thousand(tmp_path: Path) -> None:
    write(tmp_path, a="[[event]]\n" * 1500 + 'kind = "k"\n')
    timeline = load(tmp_path)
    assert len(timeline) == 1500
    codes = [problem.code for problem in timeline.problems]
    assert codes.count("missing-title") == 1000
    assert codes.count("more-problems") == 1
    assert codes.count("unknown-kind") == 1


@pytest.mark.parametrize(
    "content",
    [
        "[[event]]\n" * 10_000,
        "event = [" + "1, " * 50_000 + "]",
        '[[event]]\nx = """\n' * 5_000,
        "[[event]]\nx = [\n" * 5_000,
        "[[event]]\ntags = [" + "1, " * 50_000 + "]\n",
        "[[event]]\n" + "".join(f"k{n} = 1\n" for n in range(10_000)),
        "[[event]]\ntitle = { " + ", ".join(f"k{n} = 1" for n in range(10_000)) + " }\n",
        "".join(f"[[t{n}]]\n" for n in range(10_000)),
        "".join(f'[[company]]\nid = "c{n}"\nparent = "c{n + 1}"\n' for n in range(3_000)),
        '[[event]]\nid = "e"\ntitle = "t"\n' * 5_000,
        "".join(f'[[event]]\ntitle = "t"\nkind = "k{n}"\n' for n in range(5_000)),
        "<<<<<<< a\n" * 10_000,
        '"' * 100_000,
        "a " * 50_000,
        "a." * 50_000 + "b = 1",
    ],
    ids=lambda content: content[:16],
)
def test_hostile_sizes_take_no_long_time(tmp_path: Path, content: str) -> None:
    # Anything worse than linear would run for minutes here.
    assert load(write(tmp_path, a=content)).problems


# Reading again


def test_unchanged_files_are_not_read_again(tmp_path: Path) -> None:
    event = '[[event]]\nid = "{}"\ntitle = "t"\nkind = "{}"\n'
    write(tmp_path, names=NAMES, a=event.format("a", "users"), b=event.format("b", "users"))
    before = load(tmp_path)
    write(tmp_path, b=event.format("b2", "usres"))
    after = load(tmp_path, previous=before)
    assert ids(after) == ["a", "b2"]
    assert after.files[0] is before.files[0]
    assert after.events[0] is before.events[0]
    assert places(after) == ["b.toml:4:8 unknown-kind"]
    write(tmp_path, names=NAMES.replace("sers", "sres"))
    again = load(tmp_path, previous=after)
    assert places(again) == ["a.toml:4:8 unknown-kind"]


def test_events_stay_while_their_file_is_broken(tmp_path: Path) -> None:
    event = '[[event]]\nid = "{}"\ntitle = "t"\n'
    write(tmp_path, a=event.format("a") + event.format("b"))
    whole = load(tmp_path)
    write(tmp_path, a=event.format("a") + '[[event]]\nid = "b"\ntitle = "t\n')
    broken = load(tmp_path, previous=whole)
    assert ids(broken) == ["a", "b"]
    assert places(broken) == ["a.toml:6:9 unclosed-string"]
    assert broken.files[0].broken
    assert broken.place(1) == ("a.toml", 4)
    write(tmp_path, a=event.format("a") + '[[event]]\nid = "b"\ntitle = "\n')
    still = load(tmp_path, previous=broken)
    assert ids(still) == ["a", "b"]
    write(tmp_path, a=event.format("a"))
    healed = load(tmp_path, previous=still)
    assert ids(healed) == ["a"]
    assert healed.problems == []


def test_places_are_known_without_the_file(tmp_path: Path) -> None:
    """A file that changed since it was read tells no column, but no wrong one either."""
    from events.checks import check

    write(tmp_path, names=NAMES, a='\n[[event]]\nid = "a"\ntitle = "t"\ndate = 2026-01-02\n')
    timeline = load(tmp_path)
    (tmp_path / "a.toml").unlink()
    (tmp_path / "names.toml").write_text("# changed")
    found = {(p.file, p.line, p.column, p.code) for p in check(timeline)}
    assert ("a.toml", 2, 1, "no-citation") in found
    assert ("names.toml", 1, 1, "unused-company") in found


def test_digest_tells_contents_apart() -> None:
    assert digest_of(b"a") == digest_of(b"a") != digest_of(b"b")


# Whatever a file holds


@given(
    st.lists(
        st.sampled_from(
            [
                "[[event]]\n",
                "[event]\n",
                "[event.title]\n",
                "[[event.readings]]\n",
                "[[company]]\n",
                "[[timeline]]\n",
                "[[evnt]]\n",
                'event = [{ id = "x" }, 3]\n',
                'id = "a"\n',
                "id = 3\n",
                'date = "2025-1"\n',
                "date = 2025-01-01\n",
                'title = "t"\n',
                'title = { en = "", zh = 3 }\n',
                'title.en = "t"\n',
                "companies = [1, 'a', []]\n",
                'readings = [{ metric = "m" }, { metric = 1, value = "1亿" }]\n',
                'parent = "a"\n',
                'note = """\n[[event]]\n"""\n',
                'note = """\n',
                "x = [\n",
                "]\n",
                "<<<<<<< a\n",
                ">>>>>>> b\n",
                "\r",
                "\0",
                "“",
            ]
        ),
        max_size=12,
    )
)
def test_no_content_stops_the_reading(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    text = "".join(lines)
    tables = read_tables("a.toml", text)
    found = Places(text, tables.stretches)
    line_count = text.count("\n") + 1
    for problem in tables.problems:
        check_problem(problem, text)
    assert len(tables.lines) >= len(tables.events)
    assert all(1 <= line <= line_count for line in tables.lines)
    for number in tables.numbers:
        assert found.linecol(found.span("event", number)[0])[0] == tables.lines[number]
    folder = tmp_path_factory.getbasetemp() / "any"
    folder.mkdir(exist_ok=True)
    timeline = load(write(folder, a=text))
    assert len(timeline) == len(tables.events)


def check_problem(problem: Problem, text: str) -> None:
    """Its place is in the text, and its sentences can be said."""
    if problem.span is not None:
        start, end = problem.span
        assert 0 <= start <= end <= len(text)
        assert problem.line == text.count("\n", 0, start) + 1
        assert problem.column == start - (text.rfind("\n", 0, start) + 1) + 1
    assert problem.what("en")
    assert problem.mend("zh")


def test_eras_are_read_in_the_order_of_their_dates(tmp_path: Path) -> None:
    rows = (("b", "2025/.."), ("a", "../2024"), ("c", "2025-02"), ("none", ""))
    text = "".join(
        f'[[era]]\nname = {{ en = "{name}" }}\n' + (f'date = "{date}"\n' if date else "")
        for name, date in rows
    )
    (tmp_path / "names.toml").write_text(text, "utf-8")
    timeline = load(tmp_path)
    assert [era.name for era in timeline.eras] == [{"en": name} for name in "abc"]
    assert timeline.problems == []
