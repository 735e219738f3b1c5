"""`dateline export`: what is written, where, and when nothing is."""

from __future__ import annotations

import csv
import json
import os
import stat
import sys
import threading
from pathlib import Path

import pytest

from events.exports.formats import FORMATS
from events.files import load
from tests.command_line import HOSTILE, IDS, ROOT, process, run, write_timeline
from tests.terminal import Terminal


@pytest.fixture
def timeline(tmp_path: Path) -> Path:
    return write_timeline(tmp_path / "line")


def test_json_is_what_list_prints(timeline: Path) -> None:
    for format in ("json", "jsonl"):
        listed = run("list", "-p", timeline, f"--{format}", "kind:users").stdout
        result = run("export", format, "-p", timeline, "kind:users")
        assert result.stdout == listed
        assert result.stderr == "2 of 7\n"


def test_an_export_goes_into_a_file_whole_or_not_at_all(timeline: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    result = run("export", "csv", "-p", timeline, "-o", out, "-kind:stock", "since:2026")
    assert result.stdout == ""
    assert result.stderr.splitlines() == ["3 of 7", f"3 events written to {out}"]
    data = out.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfid,date,")
    with out.open(encoding="utf-8-sig", newline="") as there:
        assert [row["id"] for row in csv.DictReader(there)] == IDS[3:6]

    refused = run("export", "json", "-p", timeline, "-o", out, code=2)
    assert "is there already; nothing was written (--force" in refused.stderr
    assert out.read_bytes() == data
    out.chmod(0o640)
    run("export", "json", "-p", timeline, "-o", out, "--force")
    assert [event["id"] for event in json.loads(out.read_text("utf-8"))] == IDS
    assert stat.S_IMODE(out.stat().st_mode) == 0o640
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["out.csv"]


def test_a_link_that_leads_nowhere_is_not_followed_unasked(timeline: Path, tmp_path: Path) -> None:
    link, target = tmp_path / "link.json", tmp_path / "elsewhere"
    link.symlink_to(target)
    assert "is there already" in run("export", "json", "-p", timeline, "-o", link, code=2).stderr
    assert not target.exists()
    run("export", "json", "-p", timeline, "-o", link, "--force")
    assert target.is_file()
    assert link.is_symlink()


def test_to_a_pipe_there_is_no_byte_order_mark(timeline: Path) -> None:
    result = process("export", "csv", "-p", str(timeline), "-o", "-", cwd=ROOT)
    assert result.stdout.startswith(b"id,date,")
    assert "千问面市".encode() in result.stdout
    ascii_only = process(
        "export",
        "csv",
        "-p",
        str(timeline),
        cwd=ROOT,
        env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
    )
    assert ascii_only.stdout == result.stdout


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_written_to_as_it_is(timeline: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    run("export", "csv", "-p", timeline, "-o", pipe)
    reader.join()
    assert read[0].startswith(b"id,date,")
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_toml_is_a_timeline_of_its_own(timeline: Path, tmp_path: Path) -> None:
    out = tmp_path / "users.toml"
    run("export", "toml", "-p", timeline, "-o", out, "kind:users")
    there = load(out)
    assert there.id_of == ["doubao-dau", "qwen-dau"]
    assert [*there.companies] == ["alibaba", "bytedance"]
    assert [*there.kinds] == ["users"]
    assert [*there.metrics] == ["dau"]
    run("check", out)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["json", "-o", "{there}"], "Is a directory"),
        (["json", "-o", "{there}/no/such/x.json"], "/no/such is not there"),
        (["toml", "-o", "{line}/again.toml"], "would be read twice"),
        (["toml", "-o", "{line}/below/again.toml"], "would be read twice"),
        (["json", "-o", "{line}/events.toml", "--force"], "a file of the timeline itself"),
        (["pdf"], "'pdf' is not one of 'markdown', 'html', 'svg'"),
        (["png", "--look", "chart"], "'png' is not one of"),
        (["json", "--look", "chart"], "--look is for svg only"),
        (["csv", "--by", "kind"], "--by is for svg and html only"),
        (["svg", "--look", "chart", "--by", "kind"], "--by is for lanes only"),
        (["csv", "--by", "kind", "--lang", "zh"], "--by 只用于 svg 和 html"),
        ([], "Missing argument"),
        (["json", "company:nobody"], "nobody"),
    ],
)
def test_what_cannot_be_written_is_refused(
    timeline: Path, tmp_path: Path, arguments: list[str], said: str
) -> None:
    before = {file: file.read_bytes() for file in timeline.iterdir()}
    given = [word.format(there=tmp_path, line=timeline) for word in arguments]
    result = run("export", *given, "-p", timeline, code=2)
    assert said in result.stderr
    assert result.stdout == ""
    assert {file: file.read_bytes() for file in timeline.iterdir()} == before


def test_other_formats_may_lie_beside_the_events(timeline: Path) -> None:
    run("export", "json", "-p", timeline, "-o", timeline / "all.json")
    assert (timeline / "all.json").is_file()


def test_what_is_left_out_is_counted(timeline: Path, tmp_path: Path) -> None:
    result = run("--lang", "zh", "export", "ics", "-p", timeline, "-o", tmp_path / "a.ics")
    assert result.stderr.splitlines() == [
        "略去 1 个没有日期的事件：undated",
        f"已将 6 个事件写入 {tmp_path / 'a.ics'}",
    ]


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_found_is_an_export_too(timeline: Path, format: str) -> None:
    result = run("export", format, "-p", timeline, "nothing at all")
    assert result.stderr == "0 of 7\n"
    assert "qwen" not in result.stdout.casefold()


def test_a_terminal_gets_no_control_codes(tmp_path: Path) -> None:
    (tmp_path / "e.toml").write_text(HOSTILE, "utf-8")
    argv = [sys.executable, "-m", "tui", "export", "csv", "-p", str(tmp_path)]
    env = {"PYTHONPATH": str(ROOT), "NO_COLOR": "1", "TERM": "xterm-256color"}
    terminal = Terminal(argv, columns=120, lines=40, env=env)
    while terminal.read_raw(20):
        pass
    assert terminal.close() == 0
    assert b"[/x]" in terminal.output
    assert b"\x1b" not in terminal.output
    assert "\u202e".encode() not in terminal.output


def test_help_and_completion() -> None:
    text = run("export", "--help").stdout
    told = text[: text.index("Examples:")]
    assert all(f" {name} " in told for name in FORMATS if name != "json")
    from click.shell_completion import ShellComplete

    from tui.cli import cli

    complete = ShellComplete(cli, {}, "dateline", "_DATELINE_COMPLETE")
    found = [item.value for item in complete.get_completions(["export"], "ma")]
    assert found == ["markdown", "markwhen"]
