"""Odd places and odd ways to be run: nothing breaks, and what cannot be done is said."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from events.files import load
from tests.command_line import BARE, ROOT, process, run, write_timeline
from tests.explorer import EVENTS, NAMES
from tests.faults.places import DIALOGS, large_file, read_only_disk, resize_in_dialogs
from tests.settling import until
from tests.terminal import SEEN, Terminal, assert_clean, explore
from tui.app import DatelineApp
from tui.output import has_screen
from tui.screens import main as main_screen
from tui.screens.main import MainScreen
from tui.screens.sources import SourcesScreen
from tui.settings import recall, remember
from tui.widgets.title_bar import TitleBar

pytestmark = pytest.mark.skipif(os.name != "posix", reason="places of POSIX systems")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    timeline = tmp_path / "timeline"
    timeline.mkdir()
    (timeline / "names.toml").write_text(NAMES, "utf-8")
    (timeline / "events.toml").write_text(EVENTS, "utf-8")
    return timeline


def test_spaces_chinese_newlines_and_links_in_a_path(folder: Path, tmp_path: Path) -> None:
    odd = tmp_path / "a b" / "千问\nx"
    odd.parent.mkdir()
    folder.rename(odd)
    real = tmp_path / "real.toml"
    (odd / "events.toml").rename(real)
    (odd / "events.toml").symlink_to(real)
    link = tmp_path / "link"
    link.symlink_to(odd)
    for place in (odd, link):
        with explore(place, tmp_path, columns=90, lines=24) as terminal:
            terminal.wait_for("5 events")
            terminal.settle()
            terminal.send("x")
            terminal.wait_for('-id = "a1"')
            terminal.send("y")
            terminal.wait_for("Saved: Delete event a1")
            assert 'id = "a1"' not in real.read_text("utf-8")
            terminal.send("u")
            terminal.wait_for("Undone")
            terminal.send("\x1a")  # nobody could continue it here
            terminal.wait_for("There is no shell to go back to")
            terminal.send("q")
            assert terminal.close() == 0
            assert_clean(terminal)
        assert (odd / "events.toml").is_symlink()
        assert real.read_text("utf-8") == EVENTS
    # What is to be typed can be typed.
    assert f"dateline '{tmp_path}/one two'" in run("init", tmp_path / "one two").stderr


def test_a_thousand_files(folder: Path) -> None:
    for number in range(1000):
        text = f'[[event]]\nid = "z{number}"\ndate = 2025-01-02\nkind = "launch"\ntitle = "Z"\n'
        (folder / f"e{number:04}.toml").write_text(text, "utf-8")
    (folder / "again").symlink_to(folder)  # a circle
    (folder / "lost.toml").symlink_to(folder / "nowhere.toml")
    timeline = load(folder)
    assert len(timeline) == 1005
    assert [problem.file for problem in timeline.problems] == ["lost.toml"]


def test_removed_while_open_and_there_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main_screen, "UNTIL_BACK", 0.05)

    async def drive() -> None:
        app = DatelineApp(folder, lang="zh")
        async with app.run_test(size=(80, 24)) as pilot:
            main = app.screen
            assert isinstance(main, MainScreen)
            await until(pilot, lambda: main.timeline is not None)
            bar = main.query_one(TitleBar)
            away = await asyncio.to_thread(folder.rename, tmp_path / "away")
            await pilot.press("f5")
            await until(pilot, lambda: "不存在" in bar.failure)
            assert "先前读取" in bar.failure
            await pilot.press("j", "f5", "f5")
            assert main.timeline is not None
            assert len(main.timeline) == 5
            assert len(app._notifications) == 1
            await asyncio.to_thread(away.rename, folder)
            await until(pilot, lambda: bar.failure == "")

    asyncio.run(drive())


def test_a_read_only_disk_is_shown_and_an_edit_refused(tmp_path: Path) -> None:
    counts, wrong = read_only_disk(tmp_path)
    if any("skipped" in what for what in counts):
        pytest.skip("nothing can be mounted here")
    assert wrong == []


def test_a_large_file_is_shown_and_edited(tmp_path: Path) -> None:
    assert large_file(tmp_path, 4_000)[1] == []


def test_paths_like_options_and_paths_that_cannot_be_looked_at(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder.rename("-t")
    for path in ("-t", "./-t"):
        assert "5 events" in run("list", "-p", path).stderr
        run("check", "--", path)
    assert "File name too long" in run("list", "-p", "x" * 5000, code=2).stderr
    (tmp_path / "loop").symlink_to("loop")
    for words in (("list", "-p", "loop"), ("check", "loop"), ("log", "a1", "-p", "loop")):
        assert "loop" in run(*words, code=2).stderr
    os.mkfifo("-t/pipe.toml")  # nobody waits for it
    (tmp_path / "-t" / "zero.toml").symlink_to("/dev/zero")
    assert "2 errors" in run("list", "-p", "-t").stderr


def test_files_are_read_again_while_a_dialog_is_open(folder: Path) -> None:
    async def drive() -> None:
        app = DatelineApp(folder, lang="en")
        async with app.run_test(size=(100, 30)) as pilot:
            main = app.screen
            assert isinstance(main, MainScreen)
            await until(pilot, lambda: main.timeline is not None)
            (folder / "other.toml").write_text('[[event]]\nid = "z"\ndate = 2030\n', "utf-8")
            await pilot.press("f5")
            await until(pilot, lambda: len(main.timeline or ()) == 6)
            for dialog, choice in (("y", "enter"), ("apostrophe", "enter")):
                await pilot.press("G", "k", "m", dialog)
                (folder / "events.toml").write_text("", "utf-8")
                main.action_reload()
                await until(pilot, lambda: len(main.timeline or ()) == 1)
                main.look.post_message(main.look.Moved(4))  # said before, heard now
                await pilot.press(choice)
                assert main.kept_id == "z"
                (folder / "events.toml").write_text(EVENTS, "utf-8")
                main.action_reload()
                await until(pilot, lambda: len(main.timeline or ()) == 6)
            assert app._clipboard
            # The sources screen gives the number that the event had.
            await pilot.press("s")
            await until(pilot, lambda: isinstance(app.screen, SourcesScreen))
            (folder / "events.toml").write_text("", "utf-8")
            main.action_reload()
            await until(pilot, lambda: len(main.timeline or ()) == 1)
            app.screen.dismiss(("event", 1))
            await until(pilot, lambda: app.screen is main)
            await until(pilot, lambda: any("any more" in n.message for n in app._notifications))
            main.go_to(4)
            assert main.current == 0

    asyncio.run(drive())


def test_dialogs_outlive_a_terminal_of_no_room(folder: Path) -> None:
    keys: dict[str, tuple[str, ...]] = {
        name[0]: name for name in (("question_mark",), ("v",), ("e",), ("x",), ("ctrl+p",))
    }
    keys["pick"] = ("m", "apostrophe")
    keys["chart"] = ("3", "c")
    assert asyncio.run(resize_in_dialogs(folder, keys, ((30, 5), (1, 1)))) == []


# Looks and panes have tests of their own for this; the other dialogs are laid out as one that has
# more in it.
_ELSEWHERE = frozenset(
    [
        *"query facets details lanes chart compare coverage list sources problems".split(),
        "edit",
        "duplicate",
        "rename",
        "change marked",
        "leave without saving",
    ]
)


@pytest.mark.parametrize("part", range(3))
def test_the_terminal_gets_another_size_in_dialogs(folder: Path, part: int) -> None:
    names = [name for name in DIALOGS if name not in _ELSEWHERE]
    each = len(names) // 3 + 1
    dialogs = {name: DIALOGS[name] for name in names[part * each : (part + 1) * each]}
    assert asyncio.run(resize_in_dialogs(folder, dialogs, ((40, 12),))) == []


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_suspended_and_continued_from_the_list_a_line_and_the_editor(
    folder: Path, tmp_path: Path
) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\necho IN EDITOR\nread key\n", "utf-8")
    editor.chmod(0o755)
    (tmp_path / "state.json").write_text(SEEN, "utf-8")
    env = {
        "HOME": str(tmp_path),
        "DATELINE_CONFIG": str(tmp_path / "config.toml"),
        "DATELINE_STATE": str(tmp_path / "state.json"),
        "PS1": "READY ",
        "TERM": "xterm-256color",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "VISUAL": str(editor),
    }
    shell = ["bash", "--norc", "--noprofile", "-i"]
    terminal = Terminal(shell, columns=90, lines=20, env=env)
    try:
        terminal.wait_for("READY")
        terminal.send(f"{sys.executable} -m tui --lang en '{folder}'\n")
        terminal.wait_for("5 events")

        def suspended_with(keys: str) -> None:
            terminal.screen.reset()
            terminal.send(keys)
            terminal.wait_for("Stopped")
            terminal.send("clear; echo $((40 + 2))\n")
            terminal.wait_for("42")
            terminal.screen.reset()
            terminal.send("fg\n")

        suspended_with("\x1a")
        terminal.wait_for("Acme opens")  # drawn anew
        suspended_with("/bolt\x1a")
        terminal.wait_for("2 of 5")
        for _ in range(2):  # the line, the query
            terminal.send("\x1b")
            terminal.settle()
        terminal.wait_for("Acme opens")
        terminal.send("E")
        terminal.wait_for("IN EDITOR")
        suspended_with("\x1a")
        terminal.send("\n")
        terminal.wait_for("Acme opens")
        terminal.screen.reset()
        terminal.send("q")
        terminal.wait_for("READY")
        terminal.send("exit\n")
        assert terminal.close() == 0
    finally:
        terminal.close()


def test_it_ends_with_its_terminal_even_if_told_not_to(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text(SEEN, "utf-8")
    words = ["sh", "-c", 'trap "" HUP; exec "$@"', "sh", sys.executable, "-m", "tui", str(folder)]
    env = {
        "DATELINE_CONFIG": os.devnull,
        "DATELINE_STATE": str(tmp_path / "state.json"),
        "TERM": "xterm-256color",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
    }
    terminal = Terminal(words, columns=80, lines=20, env=env)
    terminal.wait_for("5 events")
    assert terminal.hang_up() == -signal.SIGHUP


COMMANDS = (
    "list", "list --json", "list --csv", "check", "schema", "--help", "export markdown",
    "export csv", "export json", "completion bash",
)  # fmt: skip


@pytest.mark.parametrize("way", ["out", "both", "closed"])
def test_a_closed_pipe_ends_a_command_quietly(way: str, tmp_path: Path) -> None:
    timeline = write_timeline(tmp_path / "t")
    python = [sys.executable, "-m", "tui"]
    bare = {name: value for name, value in BARE.items() if value is not None}
    env = os.environ | bare | {"PYTHONPATH": str(ROOT)}
    runs = []
    for command in COMMANDS if way == "out" else COMMANDS[:4]:
        reader, writer = os.pipe()
        os.close(reader)
        words = [*python, *command.split()]
        if way == "closed":
            words = ["sh", "-c", '"$@" <&- >&-', "sh", *words]
        err = writer if way == "both" else subprocess.PIPE
        runs.append(
            subprocess.Popen(words, cwd=timeline, env=env, stdout=writer, stderr=err, text=True)
        )
        os.close(writer)
    for command, one in zip(COMMANDS, runs, strict=False):
        said = one.communicate(timeout=60)[1] or ""
        assert "Traceback" not in said, (command, said)
        assert one.returncode in (0, 1, 141), (command, said)


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_an_ascii_locale_understands_chinese(locale: str, tmp_path: Path) -> None:
    timeline = write_timeline(tmp_path / "千问")
    ascii_only = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    found = process("list", "--ids", "字节跳动", "-p", str(timeline), cwd=tmp_path, env=ascii_only)
    assert found.returncode == 0, found.stderr
    wanted = run("list", "--ids", "字节跳动", "-p", timeline).stdout
    assert found.stdout.decode() == wanted
    assert wanted


def test_without_a_home_and_with_folders_that_take_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "DATELINE_CONFIG", "DATELINE_STATE"):
        monkeypatch.delenv(name, raising=False)
    assert "5 events" in run("list", "-p", folder, env={"DATELINE_CONFIG": None}).stderr
    monkeypatch.setenv("DATELINE_CONFIG", "/dev/null/config.toml")
    monkeypatch.setenv("DATELINE_STATE", "/dev/null/state.json")
    remember(language="zh")
    assert recall() == {}

    async def drive() -> None:
        app = DatelineApp(folder, lang="en", welcome=True)
        async with app.run_test(size=(80, 24)) as pilot:
            main = app.screen
            assert isinstance(main, MainScreen)  # nobody is welcomed each time
            await until(pilot, lambda: main.timeline is not None)
            await pilot.press("L", "ctrl+t")
            assert app.lang == "zh"
            assert app.is_running

    asyncio.run(drive())


@pytest.mark.parametrize(("term", "draws"), [("dumb", False), ("linux", True), ("", True)])
def test_a_terminal_that_cannot_draw_is_left_to_list(
    term: str, draws: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr("tui.output.has_terminal", lambda: True)
    assert has_screen() is draws
