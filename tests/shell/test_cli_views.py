"""`--view NAME` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from events.finding import shipped
from tests.command_line import run, write_timeline
from tui.kept_views import OwnViews
from tui.shell.completing import view_completions

VIEWS = """
[[view]]
name = { en = "Users", zh = "用户" }
query = "kind:users"
look = "chart"

[[view]]
name = "either\\u001b[31m"
query = "kind:stock OR kind:users"
"""


@pytest.fixture
def timeline(tmp_path: Path) -> Path:
    folder = write_timeline(tmp_path / "line")
    (folder / "views.toml").write_text(VIEWS, "utf-8")
    OwnViews(folder).save("Mine", "kind:stock", "list")
    OwnViews(folder).save("users", "nothing", "list")
    return folder


def listed(timeline: Path, *arguments: str) -> list[str]:
    return run("list", "-p", timeline, "--ids", *arguments).stdout.split()


@pytest.mark.parametrize(
    ("view", "query"),
    [("Users", "kind:users"), (" 用户 ", "kind:users"), ("mine", "kind:stock")],
)
def test_a_view_lists_what_its_query_finds(timeline: Path, view: str, query: str) -> None:
    found = listed(timeline, query)
    assert found
    assert listed(timeline, "--view", view) == found


def test_a_query_beside_the_view_narrows_it(timeline: Path) -> None:
    found = listed(timeline, "--view", "either\x1b[31m", "company:bytedance")
    assert found == listed(timeline, "(kind:stock OR kind:users) company:bytedance")
    assert 0 < len(found) < len(listed(timeline, "--view", "either\x1b[31m"))
    wrong = run("list", "-p", timeline, "--view", "Users", "kind:usrs", code=2).stderr
    assert "  kind:users kind:usrs\n" in wrong


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Usres", "no view is called “Usres” (did you mean Users?)"),
        ("", "no view is called “”; there are: “"),
        ("[/x]\x1b", "no view is called “[/x]"),
    ],
)
def test_an_unknown_view_is_refused_with_the_nearest(timeline: Path, name: str, said: str) -> None:
    result = run("list", "-p", timeline, "--view", name, code=2)
    assert result.stderr.startswith(f"dateline: {said}")
    assert "\x1b" not in result.stderr
    assert result.stdout == ""


def test_a_timeline_without_views_says_so(tmp_path: Path) -> None:
    folder = write_timeline(tmp_path / "line")
    said = run("list", "-p", folder, "--view", "用户", "--lang", "zh", code=2).stderr
    assert said == "dateline: 没有名为“用户”的视图；尚未保存任何视图\n"


def test_the_shipped_views_list_something() -> None:
    from events.editing.saved_views import key_of
    from events.files import load

    for view in load(shipped()).views:
        assert listed(shipped(), "--view", key_of(view)), view


def test_the_shell_completes_the_names_that_it_takes_as_they_are(timeline: Path) -> None:
    found = view_completions(timeline, "u")
    assert [(item.value, item.help) for item in found] == [
        ("Users", "kind:users"), ("users", "nothing"),
    ]  # fmt: skip
    assert view_completions(timeline, "either") == []
    assert view_completions(timeline / "no", "") == []


def test_a_view_is_exported_as_it_looks(timeline: Path) -> None:
    found = listed(timeline, "--view", "Users", "company:bytedance")
    out = run("export", "jsonl", "-p", timeline, "--view", "Users", "company:bytedance").stdout
    assert [json.loads(line)["id"] for line in out.splitlines()] == found
    chart = run("export", "svg", "-p", timeline, "--look", "chart", "kind:users").stdout
    assert run("export", "svg", "-p", timeline, "--view", "Users").stdout == chart
    lanes = run("export", "svg", "-p", timeline, "--by", "kind", "kind:users").stdout
    assert run("export", "svg", "-p", timeline, "--by", "kind", "--view", "用户").stdout == lanes
