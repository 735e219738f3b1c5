"""Which timeline is meant; `dateline check`, `init` and `schema`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from events import load
from events.finding import Found, find_timeline, holds_events, shipped
from tests.command_line import EVENTS, IDS, run, write_timeline


@pytest.fixture
def timeline(tmp_path: Path) -> Path:
    return write_timeline(tmp_path / "line")


# Which timeline


def test_find_timeline(timeline: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATELINE_PATH", raising=False)
    monkeypatch.chdir(tmp_path)
    assert find_timeline() == Found(shipped(), True)
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'event'\n", "utf-8")
    assert not holds_events(tmp_path)
    (tmp_path / "mine.toml").write_text('# events\n[[ event ]]\ntitle = "A"\n', "utf-8")
    assert find_timeline() == Found(Path(), False)
    timeline.rename(tmp_path / "seeds")
    assert find_timeline() == Found(Path("seeds"), False)
    monkeypatch.setenv("DATELINE_PATH", "/elsewhere")
    assert find_timeline() == Found(Path("/elsewhere"), False)
    assert find_timeline(Path("named")) == Found(Path("named"), False)


def test_the_environment_names_the_timeline(timeline: Path) -> None:
    env = {"DATELINE_PATH": str(timeline)}
    assert run("list", "--ids", env=env).stdout.split() == IDS
    assert "no file or folder /else" in run("list", env={"DATELINE_PATH": "/else"}, code=2).stderr


# check


def test_check_is_quiet_about_a_good_timeline(tmp_path: Path) -> None:
    run("init", tmp_path / "new")
    result = run("check", tmp_path / "new", "--strict")
    assert result.stdout == ""
    assert result.stderr == "no problems in 2 files with 2 events\n"
    assert json.loads(run("check", "--json", tmp_path / "new").stdout) == []


def test_check_names_place_fault_and_remedy(timeline: Path) -> None:
    with (timeline / "events.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[event]]\nid = "bad"\ntitle = "Bad"\ndate = "2025-13"\nkind = "usres"\n')
    result = run("check", timeline, code=1)
    lines = result.stdout.splitlines()
    line = EVENTS.count("\n") + 5
    date, kind = (
        next(i for i, text in enumerate(lines) if text.startswith(f"{timeline}/events.toml:{n}:"))
        for n in (line, line + 1)
    )
    assert ": error: " in lines[date]
    assert "2025-13" in lines[date]
    assert lines[kind + 1].startswith("    ")
    assert "users" in lines[kind + 1]
    assert "2 errors" in result.stderr
    problems = json.loads(run("check", timeline, "--json", code=1).stdout)
    assert {"level", "code", "file", "line", "column", "what", "mend"} <= set(problems[0])
    assert "错误" in run("check", timeline, "--lang", "zh", code=1).stdout
    listed = run("list", "-p", timeline)
    assert "2 errors in the files" in listed.stderr


def test_remarks_fail_only_a_strict_check(timeline: Path) -> None:
    result = run("check", timeline)  # some events have no citation
    assert "remark" in result.stdout
    run("check", timeline, "--strict", code=1)


def test_check_of_one_file(tmp_path: Path) -> None:
    file = tmp_path / "one.toml"
    file.write_text("[[event]]\nwho = 1\n", "utf-8")
    assert f"{file}:2:1: error: " in run("check", file, code=1).stdout


# init, schema, completion


def test_what_init_writes_is_a_good_start(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    run("init", folder)
    assert run("check", folder, "--strict").stderr.startswith("no problems")
    shown = run("list", "-p", folder, "--lang", "zh").stdout
    assert "月活" in shown
    assert "火箭" in shown
    csv = tmp_path / "more.csv"
    csv.write_text("日期,事件,产品,类型,月活,链接\n2026年1月,A,火箭,发布,300万,https://e.org/1\n")
    run("import", "-p", folder, csv, "--make-names", "--yes")
    assert run("check", folder, "--strict").stderr.startswith("no problems")


def test_where_nothing_is_yet_the_way_to_begin_is_said(tmp_path: Path) -> None:
    assert f"dateline init {tmp_path}" in run("list", "-p", tmp_path).stderr
    assert f"dateline init {tmp_path}" in run("check", tmp_path).stderr
    folder = tmp_path / "new"
    run("init", folder)
    failed = run("add", "-p", folder, "--title", "A", "--kind", "deal", code=2).stderr
    assert "no kind “deal”; --make-names makes it" in failed
    failed = run("set", "-p", folder, "2025-06-rocket-launch", "kind=deal", code=2).stderr
    assert '[[kind]] id = "deal" into names.toml' in failed


def test_init_speaks_chinese(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    run("--lang", "zh", "init", folder)
    assert run("check", folder, "--strict").stderr.startswith("no problems")
    written = "".join(file.read_text("utf-8") for file in folder.glob("*.toml"))
    assert [remark for remark in re.findall("# (.*)", written) if remark.isascii()] == []
    run("init", tmp_path / "english")
    chinese, english = load(folder), load(tmp_path / "english")
    assert chinese.id_of == english.id_of
    for table in ("company", "product", "kind", "metric", "source"):
        assert list(chinese.names[table]) == list(english.names[table])


@pytest.mark.parametrize("title", ["AI 诸强", 'A "quoted" \\ one\n[[event]]'])
def test_init_takes_a_title(tmp_path: Path, title: str) -> None:
    run("init", tmp_path / "own", "--title", title)
    timeline = load(tmp_path / "own")
    assert timeline.info is not None
    assert timeline.info.title == title
    assert len(timeline) == 2
    run("init", tmp_path / "both", "--title", title, "--copy", code=2)


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    result = run("init", folder)
    assert sorted(result.stdout.split()) == sorted(str(file) for file in folder.iterdir())
    before = {file: file.read_bytes() for file in folder.iterdir()}
    (folder / "names.toml").unlink()
    refused = run("init", folder, code=2)
    assert "is there already" in refused.stderr
    assert not (folder / "names.toml").exists()
    assert (folder / "events.toml").read_bytes() == before[folder / "events.toml"]
    (tmp_path / "file").write_text("", "utf-8")
    run("init", tmp_path / "file", code=2)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "other.txt").write_text("kept", "utf-8")
    run("init", tmp_path / "full")
    assert (tmp_path / "full" / "other.txt").read_text("utf-8") == "kept"


def test_init_copies_the_shipped_timeline(tmp_path: Path) -> None:
    run("init", "--copy", tmp_path / "mine")
    for file in shipped().glob("*.toml"):
        assert (tmp_path / "mine" / file.name).read_bytes() == file.read_bytes()
    assert (tmp_path / "mine" / "dateline.schema.json").exists()
    assert find_timeline(tmp_path / "mine").shipped is False


def test_schema(tmp_path: Path) -> None:
    printed = run("schema").stdout
    assert "event" in json.loads(printed)["properties"]
    run("schema", "-o", tmp_path / "s.json")
    assert (tmp_path / "s.json").read_text("utf-8") == printed
    assert "dateline: " in run("schema", "-o", tmp_path / "no" / "s.json", code=2).stderr
