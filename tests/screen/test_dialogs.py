"""What small dialogs say: the keys that do something now; lines in columns."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from textual.app import App
from textual.screen import Screen

from events.editing.history import Step
from events.model import View
from events.query import Search
from events.said import Said
from tests.small_timeline import small_timeline
from tui.app import DatelineApp
from tui.kept_views import KeptView
from tui.screens.event_picker import EventPicker
from tui.screens.go_to_date import GoToDate
from tui.screens.pick import Choice, Pick
from tui.screens.steps import Steps
from tui.screens.views_dialog import ViewsDialog
from tui.settings import Settings
from tui.text import cells
from tui.widgets.diff_view import DiffView

if TYPE_CHECKING:
    from events.when import Lang


def shown(dialog: Screen[Any], *keys: str, size: tuple[int, int] = (60, 16)) -> list[str]:
    """The lines of a dialog without its frame, after keys; those after each of them apart by ""."""

    async def run() -> list[str]:
        app: App[None] = App()
        async with app.run_test(size=size) as pilot:
            await app.push_screen(dialog)
            await pilot.pause()
            await pilot.press(*keys)
            await pilot.pause()
            lines = [strip.text for strip in app.screen._compositor.render_strips()]
        return [line.strip(" │╭╮╰╯─") for line in lines if "│" in line]

    return asyncio.run(run())


@pytest.mark.parametrize("size", [(60, 16), (30, 8)])
def test_choices_stand_in_columns_over_their_keys(size: tuple[int, int]) -> None:
    choices = [Choice(str(n), "千问" if n % 2 else "Qwen", f"{n} days") for n in range(30)]
    lines = shown(Pick("Which?", choices, "en", at="7"), size=size)
    assert lines[0] == "Which?"
    assert lines[-1] == "Enter Choose  Esc Back"
    assert any("7 days" in line for line in lines)  # it begins there
    places = {cells(line[: line.index(" days")].rstrip("0123456789")) for line in lines[1:-1]}
    assert len(places) == 1


def test_the_last_step_can_be_undone_only_where_there_is_one() -> None:
    step = Step(Said("Change", "修改"), datetime(2026, 1, 1, tzinfo=UTC), ("a.toml",), ())
    undone = replace(step, undone=True)
    assert shown(Steps([], "en"))[-1] == "Esc Back"
    assert shown(Steps([step], "zh"))[-1] == "u 撤销最后一步  Esc 返回"
    assert shown(Steps([undone], "en"))[-1] == "^R Redo  Esc Back"
    assert shown(Steps([step, undone], "en"))[-1] == "u Undo the last  ^R Redo  Esc Back"


def test_the_keys_of_saved_views_are_those_of_the_moment() -> None:
    kept = [KeptView(View(name="One", query="a"), own=False)]
    assert shown(ViewsDialog([], "en"))[-1] == "s Save this  Esc Back"
    assert shown(ViewsDialog(kept, "en"))[-1].startswith("Enter Open  Esc Back  s Save this  r Re")
    assert shown(ViewsDialog(kept, "en"), "s")[-1] == "Enter Save it  Esc Back"
    assert shown(ViewsDialog(kept, "zh"), "r")[-1] == "Enter 重命名  Esc 返回"


def test_a_date_that_is_not_understood_is_told_with_examples() -> None:
    lines = shown(GoToDate(date(2026, 1, 1), "zh"), *"foo")
    assert "看不懂日期“foo”" in lines
    assert "例如：2025年11月上旬、除夕、3个月前" in lines


DIFF = """\
--- a/one.toml
+++ b/one.toml
@@ -3,2 +3,3 @@
 kept
--- not a file
+++ not one either
--- a/two.toml
+++ b/two.toml
@@ -7 +6,0 @@
-gone
--- /dev/null
+++ b/new.toml
@@ -0,0 +1 @@
+made
"""


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["one.toml", "lines 3–5", "two.toml", "line 7", "new.toml · new file", "line 1"]),
        ("zh", ["one.toml", "第 3–5 行", "two.toml", "第 7 行", "new.toml · 新文件", "第 1 行"]),
    ],
)
def test_the_headers_of_a_diff_are_said_in_words(lang: Lang, expected: list[str]) -> None:
    lines = DiffView(DIFF, lang)._source
    assert [line.text for line in lines if line.sort in ("file", "place")] == expected
    changed = [line.sign + line.text for line in lines if line.sign in "+-"]
    assert changed == ["--- not a file", "+++ not one either", "-gone", "+made"]
    only = DiffView("\n".join(DIFF.split("\n")[:4]) + "\n", lang)._source
    assert [line.text for line in only] == [expected[1], "kept"]


def test_sentences_break_in_dialogs_as_everywhere() -> None:
    choices = [Choice("a", "一"), Choice("b", "二")]
    title = "这是随程序附带的时间线，不能直接编辑；请先复制，再编辑副本。"
    lines = shown(Pick(title, choices, "zh"), size=(40, 12))
    assert "".join(lines[:2]) == title
    assert lines[2].startswith("一")
    narrow = shown(Pick(title, choices, "zh"), size=(24, 12))
    assert not any(line.startswith(("，", "；", "。")) for line in narrow)
    assert narrow[-1].startswith("Enter 选择")


def test_messages_in_chinese_break_as_all_texts(tmp_path: Path) -> None:
    async def run() -> list[str]:
        app = DatelineApp(tmp_path, lang="zh", settings=Settings())
        async with app.run_test(size=(60, 24), notifications=True) as pilot:
            await pilot.pause()
            app.notify("此处没有可用的建议值：按 E 在编辑器中打开该行，再按 q 返回上一个界面。")
            await pilot.pause()
            return [strip.text for strip in app.screen._compositor.render_strips()]

    said = [line.rpartition("▌")[2].strip() for line in asyncio.run(run()) if "▌" in line]
    assert "".join(said).endswith("返回上一个界面。")
    assert not any(line.startswith(("，", "。", "：")) for line in said)


def test_events_to_pick_from_leave_room_for_the_keys() -> None:
    timeline = small_timeline()
    picker = EventPicker(timeline, Search(timeline), range(len(timeline)), None, "en")
    lines = shown(picker, size=(60, 12))
    assert lines[0] == "9 events"
    assert lines[-1] == "Enter Go there  Esc Back"
    assert len(lines) == 7
