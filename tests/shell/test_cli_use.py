"""The command line as a program: arguments, help, completion, terminals, pipes, encodings."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
import pytest

from events.finding import shipped
from tests.command_line import ROOT, process, run, write_timeline
from tests.terminal import Terminal
from tui.cli import cli
from tui.shell.help_zh import HELP
from tui.shell.words_zh import WORDS
from tui.text import cells


@pytest.fixture
def timeline(tmp_path: Path) -> Path:
    return write_timeline(tmp_path / "line")


# Arguments


NAMES = ["", *cli.list_commands(click.Context(cli))]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("command", NAMES)
def test_every_help_fits_in_80_columns_and_says_how(
    command: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = run("--lang", lang, *command.split(), "--help").stdout
    assert [line for line in shown.splitlines() if cells(line) > 80] == []
    assert shown.startswith("Usage: " if lang == "en" else "用法：")
    example = "Example" if lang == "en" else "示例"
    assert example in shown or command in ("completion", "rename")


def test_the_help_speaks_chinese_throughout(monkeypatch: pytest.MonkeyPatch) -> None:
    context = click.Context(cli)
    commands = [cli, *filter(None, (cli.get_command(context, name) for name in NAMES if name))]
    assert set(HELP) == {command.name for command in commands}
    for command in commands:
        said = [option.help for option in command.params if isinstance(option, click.Option)]
        assert {words for words in (*said, command.short_help) if words} <= set(WORDS)
    zh = ("--lang", "zh")
    for asked in (("show", *zh, "-h"), (*zh, "show", "-h"), ("show", "-h", *zh)):
        assert "显示一个事件" in run(*asked).stdout
    assert "显示一个事件" in run("show", "-h", env={"LANG": "zh_CN.UTF-8"}).stdout


def test_help_and_version() -> None:
    helped = run("--help").stdout
    for name in cli.commands:
        assert f"\n  {name} " in helped
        assert run(name, "-h").stdout.startswith(f"Usage: cli {name} ")
    assert run("--version").stdout.startswith("dateline ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["no/such/folder"], "no file or folder no/such/folder"),
        (["lst"], "did you mean list?"),
        (["my notes"], "no file or folder my notes; to start a timeline there: dateline init 'my"),
        (["LICENSE.csv"], "no file or folder LICENSE.csv"),
        (["--", "list"], "no file or folder list"),
        (["--lang", "zh", "nowhere"], "没有文件或文件夹 nowhere"),
        (["list", "--jsn"], "--json"),
        (["list", "-p", "nowhere"], "no file or folder nowhere"),
        (["show"], "ID"),
        (["--lang", "fr", "list"], "fr"),
        (["-q", "x", "nowhere"], "no file or folder nowhere"),
    ],
)
def test_wrong_usage_exits_with_2(arguments: list[str], said: str) -> None:
    assert said in run(*arguments, code=2).stderr


def test_what_other_programs_write_is_to_be_imported(tmp_path: Path) -> None:
    table = tmp_path / "a table.csv"
    table.write_text("date,title\n2025,x\n")
    for given in ((table,), ("list", "-p", table), ("check", table)):
        assert f"dateline import '{table}'" in run(*given, code=2).stderr


def test_exploring_needs_a_terminal(
    timeline: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "needs a terminal" in run(timeline, code=2).stderr
    timeline.rename(tmp_path / "list")
    assert "needs a terminal" in run("./list", code=2).stderr
    assert "needs a terminal" in run("--", "list", code=2).stderr
    assert "needs a terminal" in run("explore", "list", code=2).stderr


def test_path_and_options_reach_the_explorer(
    timeline: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    called: list[tuple[Path, dict[str, Any]]] = []

    def explored(path: Path, **options: Any) -> int:
        called.append((path, options))
        return 0

    monkeypatch.setitem(sys.modules, "tui.app", SimpleNamespace(run=explored))
    monkeypatch.setattr("tui.cli.has_screen", lambda: True)
    run(timeline, "-q", "kind:users", "--lang", "zh")
    run("--lang", "en", timeline, "--view", "Stock")
    run()
    assert called == [
        (timeline, {"query": "kind:users", "view": None, "access": "edit", "lang": "zh"}),
        (timeline, {"query": "", "view": "Stock", "access": "edit", "lang": "en"}),
        (shipped(), {"query": "", "view": None, "access": "copy", "lang": None}),
    ]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell: str) -> None:
    assert f"_DATELINE_COMPLETE={shell}_complete" in run("completion", shell).stdout


def completions(shell: str, words: str, timeline: Path) -> list[str]:
    parts = words.split(" ")
    env = {
        "_DATELINE_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": parts[-1] if shell == "fish" else str(len(parts) - 1),
    }
    done = process(cwd=timeline, env=env)
    assert done.stderr == b""
    return done.stdout.decode().splitlines()


def test_completion_knows_commands_queries_and_ids(timeline: Path) -> None:
    assert "plain,check" in completions("bash", "dateline che", timeline)
    # bash breaks words at the colon
    assert "plain,alibaba" in completions("bash", "dateline list company : ali", timeline)
    zsh = completions("zsh", "dateline list company:ali", timeline)
    assert any(line.startswith("company") and "alibaba" in line for line in zsh)
    assert "plain,qwen-launch" in completions("bash", "dateline show qwen-l", timeline)
    evil = '[[event]]\nid = "qwen-l$(date)"\ntitle = "A"\n'
    (timeline / "evil.toml").write_text(evil, "utf-8")
    assert completions("bash", "dateline show qwen-l", timeline) == ["plain,qwen-launch"]
    assert completions("bash", "dateline some/fold", timeline) == ["file,some/fold"]


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_on_a_terminal_lines_fit(timeline: Path, columns: int) -> None:
    # readline puts the size of pytest's own terminal into the environment
    bare = ["env", "-u", "COLUMNS", "-u", "LINES"]
    argv = [*bare, sys.executable, "-m", "tui", "list", "--lang", "zh", "-p", str(timeline)]
    env = {"PYTHONPATH": str(ROOT), "NO_COLOR": "1", "TERM": "xterm-256color"}
    terminal = Terminal(argv, columns=columns, lines=40, env=env)
    while terminal.read_raw(20):
        pass
    terminal.close()
    *lines, count = terminal.output.decode().splitlines()
    assert len(lines) == 7
    assert max(map(cells, lines)) <= columns
    assert ("…" in "".join(lines)) is (columns == 40)
    assert count == "7 个事件"
    assert b"\x1b" not in terminal.output


# As a process


def test_ascii_output_is_escaped_and_json_stays_json(timeline: Path) -> None:
    ascii_only = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    table = process("list", "--lang", "zh", cwd=timeline, env=ascii_only)
    assert table.returncode == 0
    assert rb"\u5343\u95ee" in table.stdout
    (timeline / "emoji.toml").write_text('[[event]]\nid = "e"\ntitle = "😀"\n', "utf-8")
    found = process("list", "--json", cwd=timeline, env=ascii_only)
    assert {"en": "😀"} in [event["title"] for event in json.loads(found.stdout)]
    assert process("--help", cwd=timeline, env=ascii_only).returncode == 0


def test_a_closed_pipe_is_quiet(timeline: Path) -> None:
    many = "".join(f'[[event]]\nid = "e{n}"\ntitle = "{n}"\n' for n in range(3000))
    (timeline / "many.toml").write_text(many, "utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "tui", "list", "--jsonl", "-p", str(timeline)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_said(timeline: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        for buffered in ("", "1"):
            env = {"PYTHONUNBUFFERED": buffered}
            done = process("list", cwd=timeline, stdout=full.fileno(), env=env)
            assert done.returncode == 2
            assert done.stderr == b"dateline: cannot write: No space left on device\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["list", "--nope"], "错误：没有选项 --nope。"),
        (["show"], "错误：缺少参数 'ID'."),
        (["list", "--limit", "x"], "错误：'--limit' 的值无效：“x”不是数字。"),
        (["show", "a", "b"], "错误：多余的参数（b）"),
        (["list", "--fields", "titel"], "没有字段“titel”（是否想写 title？）"),
        (["completion", "ksh"], "“ksh”不在可选值之中：'bash', 'zsh', 'fish'。"),
    ],
)
def test_wrong_usage_is_told_in_the_language_asked_for(arguments: list[str], said: str) -> None:
    by_locale = run(*arguments, code=2, env={"LC_ALL": "zh_CN.UTF-8"}).stderr
    assert said in by_locale
    assert by_locale.startswith("用法：")
    assert run("--lang", "zh", *arguments, code=2).stderr == by_locale
    assert run(*arguments, code=2).stderr.startswith("Usage: ")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "words",
    [("show", "a", "\x1b[2J\x9b"), ("list", "--sort", "\u202ex"), ("list", "--fields", "\x85"),
     ("list", "--limit", "\x1b]0;x"), ("\x1b[2J",), ("list", "--\x9b31m")],
)  # fmt: skip
def test_what_was_typed_is_told_clean(words: tuple[str, ...], lang: str) -> None:
    said = run("--lang", lang, *words, code=2).stderr
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", said)
