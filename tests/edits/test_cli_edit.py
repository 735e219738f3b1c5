"""`dateline add`, `set`, `remove` and `rename`."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import tomli

from events import load
from tests.command_line import HOSTILE, process, run
from tests.edits.told import event, fed, texts
from tui.shell import changes as cli_changes
from tui.shell import edits as cli_edit

COMMENTED = (
    "\ufeff# mine\r\n\r\n[[event]] # first\r\nid = 'a'\r\ntitle = \"A\"  # said\r\n"
    "\r\n# lone\r\n\r\n# of b\r\n[[event]]\r\nid = 'b'\r\ntags = ['x']\r\n# end of b"
)


@pytest.fixture
def commented(tmp_path: Path) -> Path:
    file = tmp_path / "c.toml"
    file.write_bytes(COMMENTED.encode())
    return file


# set


@pytest.mark.parametrize(
    ("id", "words", "new"),
    [
        ("shares-fall", ["title=Shares drop"], {"title": "Shares drop"}),
        ("shares-fall", ["title.zh=跌"], {"title": {"en": "Shares fall", "zh": "跌"}}),
        ("qwen-dau", ["title.zh="], {"title": {"en": "Qwen at 73.52 million a day"}}),
        ("qwen-dau", ["kind=股价", "summary="], {"kind": "stock", "summary": None}),
        ("undated", ["tags+=End,new"], {"tags": ["loose", "end", "new"]}),
        ("undated", ["tag-=LOOSE"], {"tags": ["end"]}),
        ("undated", ["tags-=loose,end"], {"tags": None}),
        ("undated", ["tags=a,b", "tags+=c"], {"tags": ["a", "b", "c"]}),
        ("undated", ["date=2025年11月上旬"], {"date": "[2025-11-01..2025-11-10]"}),
        ("shares-fall", ["companies+=阿里,字节跳动"], {"companies": ["alibaba", "bytedance"]}),
        ("shares-fall", ["companies-=阿里巴巴"], {"companies": None}),
        ("shares-fall", ["readings-=change"], {"readings": None}),
        ("qwen-dau", ["citations=s1:p. 3"], {"citations": [{"source": "s1", "place": "p. 3"}]}),
        ("undated", ['related:=["qwen-dau"]'], {"related": ["qwen-dau"]}),
        (
            "qwen-dau",
            ["readings:=[{metric = '日活', low = 1, high = 2}]"],
            {"readings": [{"metric": "dau", "low": 1, "high": 2}]},
        ),
        ("qwen-dau", ["summary:=null"], {"summary": None}),
        ("qwen-launch", ["--shift", "1mo"], {"date": "2025-12"}),
        ("still-open", ["--shift", "-1y", "status="], {"date": "2025-02/..", "status": None}),
        ("still-open", ["--shift", "-1 year 2 months"], {"date": "2024-12/.."}),
    ],
)
def test_set(timeline: Path, id: str, words: list[str], new: dict[str, Any]) -> None:
    before = event(timeline, id)
    names = (timeline / "names.toml").read_bytes()
    assert run("set", "-p", timeline, id, *words).stdout == f"{id}\n"
    wanted = {key: value for key, value in (before | new).items() if value is not None}
    assert event(timeline, id) == wanted
    assert (timeline / "names.toml").read_bytes() == names


@pytest.mark.parametrize(
    "words",
    [["kind=stock"], ["date=2026-01-08"], ["companies+=阿里"], ["tags-=x"], ["title=Shares fall"]],
)
def test_nothing_to_change(timeline: Path, words: list[str]) -> None:
    before = texts(timeline)
    result = run("set", "-p", timeline, "shares-fall", *words, "--json")
    assert json.loads(result.stdout) == {"ids": [], "files": [], "dry_run": False}
    assert result.stderr.endswith("nothing changed\n")
    assert texts(timeline) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["shares-fal", "kind=stock"], "near it:\n  shares-fall"),
        (["shares-fall", "knd=stock"], "did you mean kind?"),
        (["shares-fall", "tags.en=x"], "no field “tags.en”"),
        (["title.x y=x", "kind=stock"], "there is no event “title.x y=x”"),
        (["shares-fall", "title+=x"], "title is no list"),
        (["shares-fall", "id=x"], "dateline rename event"),
        (["qwen-dau", "title=x"], "by language (en, zh)"),
        (["shares-fall"], "set what?"),
        (["kind=stock"], "which events?"),
        (["shares-fall", "-q", "kind:users", "kind=stock"], "either IDs or --query"),
        (["-q", " ", "--yes", "kind=stock"], "the query is empty"),
        (["-q", "knd:users", "kind=stock"], "knd"),
        (["undated", "--shift", "1d"], "cannot be shifted so: undated"),
        (["qwen-launch", "--shift", "1d"], "qwen-launch (2025-11)"),
        (["shares-fall", "--shift", "soon"], "“soon” is no shift"),
        (["shares-fall", "--shift", "1d", "date=2025"], "either date=… or --shift"),
        (["shares-fall", "doubao-dau", "kind=stock"], "2 events: say --yes"),
        (["-q", "kind:users", "kind=stock"], "2 events: say --yes"),
        (["shares-fall", "undated", "--yes", "title.en=x", "--shift", "1d"], "undated"),
    ],
)
def test_what_cannot_be_set(timeline: Path, words: list[str], said: str) -> None:
    before = texts(timeline)
    assert said in run("set", "-p", timeline, *words, code=2).stderr
    assert texts(timeline) == before


def test_many_are_set_with_yes(timeline: Path) -> None:
    result = run("set", "-p", timeline, "-q", "-kind:stock since:2025-11", "tags+=t", "-y")
    assert result.stdout.split() == [
        "qwen-launch", "eleme-renamed", "doubao-dau", "still-open", "qwen-dau",
    ]  # fmt: skip
    assert result.stderr == "changed 5: events.toml\n"
    assert run("list", "-p", timeline, "--ids", "tag:t").stdout == result.stdout
    assert (
        "nothing changed"
        in run("set", "-p", timeline, "-q", "tag:loose kind:stock", "tags+=t").stderr
    )


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 1), ("\n", 1)])
def test_a_terminal_is_asked(
    timeline: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    monkeypatch.setattr(cli_changes, "has_terminal", lambda: True)
    before = texts(timeline)
    words = ("-p", timeline, "-q", "kind:users")
    result = fed(answer, "remove", *words, code=code)
    assert "doubao-dau, qwen-dau" in result.stderr
    assert "Remove 2 events? [y/N]" in result.stderr
    assert (texts(timeline) == before) is bool(code)


# The diff, and what else stands in the file


def test_dry_run_is_the_exact_diff(commented: Path) -> None:
    result = run("set", "-p", commented, "a", "title=B", "tags+=x", "--dry-run")
    assert result.stdout_bytes.decode() == (
        "--- a/c.toml\n+++ b/c.toml\n@@ -2,7 +2,8 @@\n \r\n [[event]] # first\r\n id = 'a'\r\n"
        '-title = "A"  # said\r\n+title = "B"  # said\r\n+tags = ["x"]\r\n'
        " \r\n # lone\r\n \r\n"
    )
    assert commented.read_bytes() == COMMENTED.encode()
    told = run("set", "-p", commented, "a", "title=B", "tags+=x", "--dry-run", "--json").stdout
    assert json.loads(told) == {
        "ids": ["a"], "files": ["c.toml"], "dry_run": True,
        "diff": result.stdout_bytes.decode(),
    }  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        ["add", "--title", "x"],
        ["remove", "a"],
        ["remove", "a", "b"],
        ["set", "a", "b", "tags+=y"],
        ["rename", "event", "a", "c"],
    ],
)
def test_a_dry_run_writes_nothing(commented: Path, words: list[str]) -> None:
    result = run(*words, "-p", commented, "-n")
    assert result.stdout.startswith("--- a/c.toml\n+++ b/c.toml\n@@ ")
    assert texts(commented.parent) == {"c.toml": COMMENTED.encode()}


def test_comments_and_line_ends_stay(commented: Path) -> None:
    run("set", "-p", commented, "a", "title=B")
    run("set", "-p", commented, "b", "tags-=x", "note=n")
    run("rename", "event", "a", "c", "-p", commented)
    wanted = COMMENTED.replace('"A"', '"B"').replace("'a'", '"c"')
    wanted = wanted.replace("tags = ['x']", 'note = "n"')
    assert commented.read_bytes() == wanted.encode()
    run("remove", "-p", commented, "b")
    assert commented.read_bytes().decode().endswith("# said\r\n\r\n# lone")


def test_a_terminal_gets_a_clean_diff(timeline: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = '[[event]]\nid = "x" # \u202e\u009b31m\ntitle = "T"\n'
    (timeline / "x.toml").write_text(text, "utf-8")
    raw = run("set", "-p", timeline, "x", "title=U", "-n").stdout
    assert "\u202e\u009b31m" in raw
    written: list[str] = []
    stdout = SimpleNamespace(isatty=lambda: True, write=written.append, flush=lambda: None)
    from events import edits

    change = edits.change(load(timeline), "x", {"title": "U"})
    monkeypatch.setattr(sys, "stdout", stdout)
    monkeypatch.setenv("NO_COLOR", "1")
    cli_changes.finish(change, ["x"], ("", ""), cli_changes.How("en", True, False))
    monkeypatch.undo()
    assert "".join(written) == raw.replace("\u202e\u009b31m", "31m")


# remove


def test_remove(timeline: Path) -> None:
    text = (timeline / "events.toml").read_text("utf-8")
    first, second = text.index('\n[[event]]\nid = "eleme'), text.index('\n[[event]]\nid = "shares')
    assert run("remove", "-p", timeline, "eleme-renamed").stdout == "eleme-renamed\n"
    assert (timeline / "events.toml").read_text("utf-8") == text[:first] + text[second:]
    run("set", "-p", timeline, "undated", "related=qwen-dau")
    result = run("remove", "-p", timeline, "-q", "kind:users", "--yes")
    assert "still named as related by: undated" in result.stderr
    assert "no event “qwen-dau”" in run("remove", "-p", timeline, "qwen-dau", code=2).stderr


# rename


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("company", "alibaba", "ali-group"),
        ("product", "qwen", "qwen-app"),
        ("kind", "users", "people"),
        ("metric", "dau", "daily"),
        ("source", "s1", "gazette"),
        ("event", "qwen-dau", "2026-qwen"),
    ],
)
def test_rename(timeline: Path, table: str, old: str, new: str) -> None:
    run("set", "-p", timeline, "undated", "related=qwen-dau")
    before = {name: text.decode() for name, text in texts(timeline).items()}
    result = run("rename", table, old, new, "-p", timeline)
    assert result.stdout == f"{new}\n"
    after = {name: text.decode() for name, text in texts(timeline).items()}
    renamed = re.compile(rf'(?<!unit = {{ en = )"{old}"')
    assert after == {name: renamed.sub(f'"{new}"', text) for name, text in before.items()}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["company", "bytedanse", "b"], "did you mean bytedance?"),
        (["company", "阿里", "b"], "did you mean alibaba?"),
        (["company", "alibaba", "bytedance"], "is taken by another company"),
        (["company", "alibaba", " "], "blank"),
        (["event", "qwen", "b"], "near it"),
        (["tag", "loose", "b"], "tag"),
    ],
)
def test_what_cannot_be_renamed(timeline: Path, words: list[str], said: str) -> None:
    before = texts(timeline)
    assert said in run("rename", *words, "-p", timeline, code=2).stderr
    assert texts(timeline) == before


# Refusals


def test_a_broken_file_takes_no_edits(timeline: Path) -> None:
    (timeline / "b.toml").write_text('[[event]]\nid = "x"\ntitle = "X"\n[[event]\n', "utf-8")
    before = texts(timeline)
    assert "syntax error" in run("set", "-p", timeline, "x", "title=Y", code=2).stderr
    assert (
        "syntax error" in run("set", "-p", timeline, "x", "undated", "tags+=y", "-y", code=2).stderr
    )
    assert "语法错误" in run("--lang", "zh", "remove", "-p", timeline, "x", code=2).stderr
    assert texts(timeline) == before


def test_a_read_only_file_is_left(timeline: Path) -> None:
    (timeline / "events.toml").chmod(0o444)
    before = texts(timeline)
    assert "read-only" in run("rename", "company", "alibaba", "b", "-p", timeline, code=2).stderr
    assert texts(timeline) == before


def test_the_shipped_timeline_is_to_be_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (["add", "--title", "x"], ["set", "a", "title=x"], ["remove", "a"]):
        assert "dateline init --copy" in run(*words, code=2).stderr


def test_what_others_wrote_meanwhile_stays(timeline: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = timeline / "events.toml"

    def meanwhile(*_: object) -> bool:
        file.write_text("# theirs\n", "utf-8")
        return True

    monkeypatch.setattr(cli_edit, "agreed", meanwhile)
    result = run("set", "-p", timeline, "undated", "title=x", code=2)
    assert "changed on disk" in result.stderr
    assert result.stdout == ""
    assert file.read_text("utf-8") == "# theirs\n"


def test_hostile_text_comes_through_whole_and_is_never_printed(
    tmp_path: Path, timeline: Path
) -> None:
    (tmp_path / "h").mkdir()
    (tmp_path / "h" / "h.toml").write_text(HOSTILE, "utf-8")
    given = run("list", "-p", tmp_path / "h", "--json").stdout
    result = fed(given, "add", "-", "-p", timeline)
    assert result.stdout == "x\n"
    wanted = tomli.loads(HOSTILE)["event"][0]
    added = event(timeline, "x")
    assert added["title"]["und"] == wanted["title"]
    assert added["tags"] == wanted["tags"]
    evil = "kind=\x1b[31m\u202e"
    for words in (
        ["set", "\x1b[31mx", "tags+=a"],
        ["set", "x", evil],
        ["set", "x", "\u202eé=1", "tags:=\x1b["],
        ["add", "--title", "x", "--reading", "\x1b[31m 5"],
        ["rename", "company", "\x1b[2J", "b"],
    ):
        said = run(*words, "-p", timeline, code=2).stderr
        assert "\x1b" not in said
        assert "\u202e" not in said


def test_other_commands_do_not_load_the_edits(timeline: Path) -> None:
    code = (
        "import sys; from tui.cli import cli\n"
        f"cli.main(['list', '-p', {str(timeline)!r}], standalone_mode=False)\n"
        "print('tui.shell.edits' in sys.modules, 'tomlrt' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False False"


def test_as_a_program_from_pipe_to_pipe(timeline: Path, tmp_path: Path) -> None:
    done = process("add", "--title", "破亿", "--date", "2026", "-n", cwd=timeline)
    assert done.returncode == 0
    assert '+title = "破亿"\n'.encode() in done.stdout
