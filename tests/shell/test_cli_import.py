"""`dateline import`: the preview and what is written, what is said, and the exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import tomli
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from events.editing.history import History
from events.imports.writing import change_of
from tests.command_line import BARE, HOSTILE, process, run, write_timeline
from tests.exchange.imported import previewed
from tui.cli import cli

SHEET = (
    "日期,标题,公司,标签,DAU,颜色\n"
    "2025-11,千问面市,阿里,new,,red\n"
    "2026-02-07,千问日活7352万,,,7400万,\n"
    "2025年11月上旬,Early,字节跳动,,,\n"
    "03/04/2025,Figures,,,,\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_timeline(tmp_path / "line")


def sheet(folder: Path, text: str | bytes = SHEET, name: str = "Some list.csv") -> Path:
    file = folder.parent / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def texts(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_a_preview_writes_nothing_and_says_all(folder: Path) -> None:
    before = texts(folder)
    result = run("import", sheet(folder), "-p", folder, code=1)
    assert texts(folder) == before
    assert result.stdout.splitlines() == [
        "+ 4  2025-11-01..10  Early",
        "~ 2  2025-11     千问面市",
        "     tags: (nothing) → new",
        "~ 3  2026-02-07  千问日活7352万",
        "     readings: (nothing) → dau 74M",
        "! 5  “03/04/2025”: is the day first, or the month? Say --dates dmy or mdy",
    ]
    assert result.stderr.splitlines() == [
        "columns: 日期 → date, 标题 → title, 公司 → companies, 标签 → tags, DAU → reading:dau",
        "not taken: 颜色 (--map 'COLUMN=field' takes one)",
        "dates read: 2025年11月上旬: early Nov 2025 · [2025-11-01..2025-11-10]",
        "csv: 1 new, 2 changed, 0 same, 1 refused",
        "nothing was written; --yes writes to events.toml, Some-list.toml",
    ]


def test_a_dry_run_writes_nothing_whatever_else_is_said(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    how = ["-p", str(folder), "--dates", "mdy", "--map", "颜色=", "--map", "DAU="]
    for more in (["--dry-run"], ["-n", "--yes"]):
        assert "nothing was written" in run("import", sheet(folder), *how, *more).stderr
    assert {path: path.read_bytes() for path in folder.iterdir() if path in before} == before


def test_yes_writes_one_change_and_the_second_time_nothing(folder: Path) -> None:
    how = ["-p", str(folder), "--dates", "mdy", "--map", "颜色=", "--map", "DAU=", "--yes"]
    said = run("import", sheet(folder), *how).stderr.splitlines()
    assert said[-2:] == [
        "csv: 2 new, 1 changed, 1 same, 0 refused",
        "written: events.toml, Some-list.toml",
    ]
    new = tomli.loads((folder / "Some-list.toml").read_text("utf-8"))["event"]
    assert [row["date"] for row in new] == [new[0]["date"], "[2025-11-01..2025-11-10]"]
    assert str(new[0]["date"]) == "2025-03-04"
    before = texts(folder)
    said = run("import", sheet(folder), *how).stderr.splitlines()
    assert said[-2:] == [
        "csv: 0 new, 0 changed, 4 same, 0 refused",
        "there is nothing to write",
    ]
    assert texts(folder) == before


def test_what_is_not_refused_is_written(folder: Path) -> None:
    run("import", sheet(folder), "-p", folder, "--yes", "--into", "events.toml", code=1)
    rows = tomli.loads((folder / "events.toml").read_text("utf-8"))["event"]
    assert [row["id"] for row in rows][1] == "2025-11-01-2025-11-10-early"
    assert not (folder / "Some-list.toml").exists()


def test_a_path_from_here_leads_into_the_timeline(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    into = f"{folder.name}/fresh.toml"
    run("import", sheet(folder), "-p", folder.name, "--yes", "--into", into, code=1)
    assert len(tomli.loads((folder / "fresh.toml").read_text("utf-8"))["event"]) == 1


def test_json_tells_the_whole_preview(folder: Path) -> None:
    result = run("import", sheet(folder), "-p", folder, "--json", "--lang", "zh", code=1)
    told: dict[str, Any] = json.loads(result.stdout)
    assert told["counts"] == {"new": 1, "changed": 2, "same": 0, "refused": 1}
    assert told["columns"]["DAU"] == "reading:dau"
    assert told["not_taken"] == {"颜色": 1}
    assert told["dates_read"] == {"2025年11月上旬": "[2025-11-01..2025-11-10]"}
    assert (told["format"], told["encoding"], told["written"]) == ("csv", "utf-8", False)
    assert told["into"] == "Some-list.toml"
    assert told["items"][0] == {
        "line": 2, "sort": "changed", "id": "qwen-launch", "date": "2025-11", "title": "千问面市",
        "changes": [{"field": "tags", "before": [], "after": ["new"]}], "remarks": [],
    }  # fmt: skip
    assert "请加 --dates" in told["items"][3]["remarks"][0]


def test_sources_given_and_made(folder: Path) -> None:
    file = sheet(folder, "date,title\n2025,A\n")
    made = ["--source-title", "A report", "--source-published", "2026年1月",
            "--source-url", "https://e.org/r", "--yes"]  # fmt: skip
    said = run("import", file, "-p", folder, *made).stderr
    assert "1 new source: a-report" in said
    names = tomli.loads((folder / "names.toml").read_text("utf-8"))
    assert names["source"][-1] == {
        "id": "a-report", "title": "A report", "url": "https://e.org/r", "published": "2026-01",
    }  # fmt: skip
    assert "nothing to write" in run("import", file, "-p", folder, *made).stderr
    said = run("import", file, "-p", folder, "--source", "An article").stdout
    assert "citations: (nothing) → s1" in said
    for words, why in (
        (["--source", "An artcle"], "did you mean An article?"),
        (["--source", "s1", "--source-title", "B"], "either --source or"),
        (["--source-url", "https://e.org"], "--source-title"),
        (["--source-title", "B", "--source-url", "nonsense"], "no web address"),
        (["--source-title", "B", "--source-published", "whenever"], "whenever"),
    ):
        assert why in run("import", file, "-p", folder, *words, code=2).stderr


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["none.csv"], "there is no file none.csv"),
        (["."], "directory"),
        (["FILE", "--map", "title"], "is not COLUMN=FIELD"),
        (["FILE", "--map", "标题=titel"], "did you mean title?"),
        (["FILE", "--separator", "ab"], "one character"),
        (["FILE", "--on", "2026"], "2026 is no day"),
        (["FILE", "--encoding", "klingon"], "no encoding"),
        (["FILE", "--into", "../x.toml", "--yes"], "no file of this timeline"),
        (["FILE", "--format", "ics"], "no calendar"),
        (["FILE", "--format", "json"], "line 1 is no JSON"),
    ],
)
def test_what_cannot_be_done_ends_with_2(folder: Path, words: list[str], why: str) -> None:
    file = str(sheet(folder))
    before = texts(folder)
    given = [file if word == "FILE" else word for word in words]
    result = run("import", *given, "-p", folder, code=2)
    assert why in result.stderr
    assert result.stdout == ""
    assert texts(folder) == before


def test_odd_files_are_told_in_a_sentence(folder: Path) -> None:
    for text, name, why in (
        (b"", "a.csv", "the file is empty"),
        (b"\xef\xbb\xbf", "a.csv", "the file is empty"),
        (b"PK\x03\x04", "a.xlsx", "save it as CSV"),
        ("标题\n\n千问".encode("utf-16-le"), "a.csv", "--encoding utf-16-le"),
        (b"title\nCaf\xe9\n", "a.csv", "line 2: byte 0xE9 is no UTF-8"),
    ):
        said = run("import", sheet(folder, text, name), "-p", folder, code=2).stderr
        assert why in said
        assert len(said.splitlines()) == 1
    chinese = SHEET.partition("\n03")[0].encode("gb18030")
    assert "read as GB18030" in run("import", sheet(folder, chinese), "-p", folder).stderr
    nul = sheet(folder, "title\nA\0B\nC\n")
    assert "! 2  title holds a NUL" in run("import", nul, "-p", folder, code=1).stdout


def test_a_preview_is_shown_where_nothing_could_be_written(folder: Path) -> None:
    file = sheet(folder, "date,title\n2025,A\n")
    events = folder / "events.toml"
    events.write_text(events.read_text("utf-8") + "\n[[event]\n", "utf-8")
    how = ["-p", str(folder), "--into", "events.toml"]
    result = run("import", file, *how)
    assert result.stdout == "+ 2  2025  A\n"
    assert "events.toml has a syntax error" in result.stderr.splitlines()[-1]
    assert "syntax error" in run("import", file, *how, "--yes", code=2).stderr


def test_what_is_left_out_is_counted_for_every_format(folder: Path) -> None:
    text = "Year,Headline,Text,Type,Colour\n2025,A,,,red\n2024,T,,title,\n"
    said = run("import", sheet(folder, text), "-p", folder).stderr
    assert "not taken: Colour" in said
    assert "left out: title (1)" in said
    given = '[{"title": "A", "Description": "B", "colour": 1}]'
    assert "left out: colour (1)" in run("import", sheet(folder, given, "a.json"),
                                         "-p", folder).stderr  # fmt: skip


def test_from_stdin_into_one_file(tmp_path: Path) -> None:
    file = tmp_path / "one.toml"
    file.write_text("# mine\n", "utf-8")
    result = CliRunner().invoke(
        cli, ["import", "-", "-p", str(file), "--yes"], input='[{"title": "A"}]', env=BARE
    )
    assert (result.exit_code, result.stdout) == (0, "+ 1  undated  A\n")
    assert file.read_text("utf-8") == '# mine\n\n[[event]]\nid = "a"\ntitle = "A"\n'


def test_hostile_text_reaches_no_terminal_and_comes_in_whole(folder: Path) -> None:
    hostile = HOSTILE.replace(r"\u0000", "")
    wanted = tomli.loads(hostile)["event"][0]
    file = sheet(folder, hostile, "h.toml")
    result = run("import", file, "-p", folder, "--yes")
    for evil in ("\x1b", "\u202e", "\x9b"):
        assert evil not in result.output
    (row,) = tomli.loads((folder / "h.toml").read_text("utf-8"))["event"]
    assert row["title"] == wanted["title"]
    bad = '[{"title": "A", "companies": ["\\u001b[31m[/x]\\u202e"], "kind": "\\u009b2J"}]'
    said = run("import", sheet(folder, bad, "b.json"), "-p", folder, code=1)
    assert "\x1b" not in said.output + said.stderr
    header = sheet(folder, 'title,"\x1b]0;x"\nA,\x1b[2J\n', "c.csv")
    said = run("import", header, "-p", folder)
    assert "\x1b" not in said.output + said.stderr


def test_one_step_undoes_it(folder: Path) -> None:
    from events.files import load

    before = texts(folder)
    timeline = load(folder)
    found = previewed(timeline, SHEET + "2026,B,Moon Shot,,,\n", "csv", make=True, order="dmy")
    history = History()
    change = change_of(timeline, found, "new.toml")
    assert change.what.show("en") == "Import: 3 new, 2 changed"
    history.save(change)
    assert set(texts(folder)) == {*before, "new.toml"}
    history.undo()
    assert texts(folder) == before


def test_completion_knows_files_sources_and_fields(folder: Path) -> None:
    def offered(*words: str) -> list[str]:
        complete = ShellComplete(cli, {}, "dateline", "_DATELINE_COMPLETE")
        given = ["import", "a.csv", "-p", str(folder), *words[:-1]]
        return [item.value for item in complete.get_completions(given, words[-1])]

    assert offered("--into", "ev") == ["events.toml"]
    assert offered("--source", "s") == ["s1"]
    assert offered("--map", "标题=titl") == ["标题=title", "标题=title.en", "标题=title.zh"]
    assert "--make-names" in offered("--ma")


def test_as_a_program(folder: Path) -> None:
    done = process("import", str(sheet(folder)), "--json", cwd=folder)
    assert done.returncode == 1
    assert json.loads(done.stdout)["counts"]["new"] == 1


def test_a_preview_names_fields_in_words_and_only_the_language_that_changes(folder: Path) -> None:
    text = "id,title.zh,tags\nqwen-launch,千问上线,new\n"
    shown = run("--lang", "zh", "import", sheet(folder, text), "-p", folder).stdout.splitlines()
    assert shown[1:] == [
        "     标题：zh: 千问面市 → zh: 千问上线",
        "     标签：（无） → new",
    ]
