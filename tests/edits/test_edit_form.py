"""The edit form driven by keys: what is typed is read, nothing is lost, the diff is exact."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from textual.app import App
from textual.widgets import OptionList, Static

from events import files
from events.editing.history import History
from events.editing.refusals import ReadOnly, Refusal
from tui.form.words import Vocabulary
from tui.screens.confirm_change import ConfirmChange
from tui.screens.edit_form import EditForm
from tui.screens.edit_form_new import MakeNew, OwnerLine
from tui.screens.pick import Pick
from tui.widgets.diff_view import DiffView
from tui.widgets.form.choices import FormChoices
from tui.widgets.form.line import FormLine
from tui.widgets.form.rows import FormRows
from tui.widgets.form.text import FormText

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine
    from pathlib import Path

    from textual.pilot import Pilot

    from events.editing.changes import Change
    from events.timeline import Timeline

NAMES = """
[[company]]
id = "acme"
name = { en = "Acme", zh = "顶峰" }
[[company]]
id = "bolt"
name = { en = "Bolt, Inc.", zh = "闪电" }
[[product]]
id = "rocket"
name = { en = "Rocket", zh = "火箭" }
company = "acme"
[[kind]]
id = "launch"
name = { en = "Launch", zh = "发布" }
[[metric]]
id = "mau"
name = { en = "MAU", zh = "月活" }
unit = "users"
[[source]]
id = "paper"
title = "The Paper"
"""
EVENTS = """
# ours
[[event]]
id = "a1"
date = 2024-12-30   # the day
kind = "launch"
companies = ["acme"]
title = { en = "Acme opens", zh = "顶峰开业", ja = "開店" }
summary = "One line.\\nAnother [/x] \\u001b[2J."
readings = [
  { metric = "mau", company = "acme", value = 5_000_000, bound = "over" },
  { metric = "mau", product = "rocket", low = 1, high = 2, note = { en = "ours", ja = "我" } },
]
citations = [{ source = "paper", place = "§1" }]

[[event]]
id = "b1"
date = "2025-01"
title = "Bolt opens"
"""


@pytest.fixture
def timeline(tmp_path: Path) -> Timeline:
    folder = tmp_path / "timeline"
    folder.mkdir()
    (folder / "names.toml").write_text(NAMES, "utf-8")
    (folder / "events.toml").write_text(EVENTS, "utf-8")
    return files.load(folder)


class FormApp(App[None]):
    """Opens one form and keeps its answer."""

    CSS = "Screen { background: $background; }"

    def __init__(self, form: EditForm) -> None:
        super().__init__()
        self.form = form
        self.answer: Change | str | None = "open"

    def on_mount(self) -> None:
        self.push_screen(self.form, self._answered)

    def _answered(self, change: Change | None) -> None:
        self.answer = change


class Driver:
    def __init__(self, app: FormApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def form(self) -> EditForm:
        return self.app.form

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    def line(self, key: str, nth: int = 0) -> FormLine:
        found = [line for line in self.form.query(FormLine) if line.line.key == key]
        return found[nth]

    async def type_in(self, key: str, text: str, nth: int = 0) -> FormLine:
        line = self.line(key, nth)
        line.focus()
        await self.pilot.pause()
        line.value = text
        line.cursor_position = len(text)
        await self.pilot.pause()
        return line

    def said(self) -> str:
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())

    async def diff(self) -> list[str]:
        """Save: the changed lines that the person is shown."""
        await self.press("ctrl+s")
        screen = self.app.screen
        assert isinstance(screen, ConfirmChange), self.said()
        shown = screen.query_one(DiffView)._source
        return [line.sign + line.text for line in shown if line.sign in "+-"]


@asynccontextmanager
async def opened(
    timeline: Timeline, id: str | None = "a1", size: tuple[int, int] = (100, 60), **more: Any
) -> AsyncIterator[Driver]:
    lang = more.pop("lang", "en")
    app = FormApp(EditForm(timeline, id, lang, today=date(2025, 4, 1), **more))
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        yield Driver(app, pilot)


def run(body: Callable[[], Coroutine[None, None, None]]) -> None:
    asyncio.run(body())


def test_an_untouched_form_changes_nothing_and_leaves_without_asking(timeline: Timeline) -> None:
    async def body() -> None:
        async with opened(timeline) as form:
            assert not form.form.changed
            await form.press("ctrl+s")
            assert form.app.screen is form.form
            assert "Nothing was changed" in form.said()
            await form.press("escape")
            assert form.app.answer is None

    run(body)


def test_only_what_was_changed_is_in_the_diff_and_the_change_can_be_applied(
    timeline: Timeline,
) -> None:
    async def body() -> None:
        async with opened(timeline) as form:
            await form.type_in("date", "early Nov 2025")
            assert "early Nov 2025" in form.said()
            assert "[2025-11-01..2025-11-10]" in form.said()
            await form.type_in("value", "35–40M", 1)
            await form.type_in("title", "Acme opens up")
            diff = await form.diff()
            assert "-date = 2024-12-30   # the day" in diff
            assert '+date = "[2025-11-01..2025-11-10]"   # the day' in diff
            assert any('ja = "開店"' in line and "Acme opens up" in line for line in diff)
            assert any("low = 35_000_000" in line for line in diff)
            assert not any(word in line for line in diff for word in ("companies", "summary"))
            await form.press("enter")
            change = form.app.answer
            assert change
            assert not isinstance(change, str)
            History().save(change)

    run(body)
    event = files.load(timeline.root).events[-1]
    assert event.readings[1].low == 35_000_000
    assert event.readings[1].note == {"en": "ours", "ja": "我"}


def test_what_is_wrong_stays_and_saving_goes_there(timeline: Timeline) -> None:
    async def body() -> None:
        async with opened(timeline, lang="zh") as form:
            await form.type_in("value", "很多", 0)
            line = await form.type_in("date", "2025-13")
            assert line.fault
            form.line("title").focus()
            await form.press("ctrl+s")
            assert form.app.focused is line
            assert line.value == "2025-13"
            assert form.line("value").fault == "“很多”不能读作数字"
            assert "请改正 2 处" in form.said()

    run(body)


def test_leaving_a_changed_form_asks(timeline: Timeline) -> None:
    async def body() -> None:
        async with opened(timeline) as form:
            await form.type_in("title", "Other")
            await form.press("escape")
            assert isinstance(form.app.screen, Pick)
            await form.press("enter")  # keep editing
            assert form.line("title").value == "Other"
            await form.press("escape")
            form.app.screen.query_one(OptionList).highlighted = 2
            await form.press("enter")
            assert form.app.answer is None

    run(body)


def test_a_name_is_completed_in_any_language_by_tab(timeline: Timeline) -> None:
    async def body() -> None:
        async with opened(timeline) as form:
            line = await form.type_in("companies", "Acme, 闪")
            assert form.form.query_one(FormChoices).is_open
            await form.press("tab")
            assert line.value == 'Acme, "Bolt, Inc."'
            assert form.app.focused is form.line("products")
            diff = await form.diff()
            assert diff == ['-companies = ["acme"]', '+companies = ["acme", "bolt"]']

    run(body)


def test_wide_characters_of_the_choices_stay_whole_over_columns(timeline: Timeline) -> None:
    async def body() -> None:
        async with opened(timeline, lang="zh", size=(81, 24)) as form:
            for start in range(6):  # the edges of the cells below fall elsewhere
                await form.type_in("products", " " * start + "字字字字字字字字")
                assert "+ 字字字字字字字字  新建产品" in form.said()

    run(body)


def test_a_whole_name_offers_no_others_and_a_narrow_cell_shows_how_it_begins(
    timeline: Timeline,
) -> None:
    async def body() -> None:
        async with opened(timeline, size=(80, 24)) as form:
            await form.type_in("kind", "发布")
            assert not form.app.screen.query_one(FormChoices).is_open
            await form.press("backspace")
            assert form.app.screen.query_one(FormChoices).is_open
            by = form.line("by")
            by.focus()
            await form.press(*"The-Statistics-Office-of-Somewhere")
            assert by.scroll_offset.x > 0
            await form.press("tab")
            assert by.scroll_offset.x == 0
            assert "The-Stat" in form.said()
            await form.press("shift+tab")
            assert by.has_focus
            assert by.scroll_offset.x > 0  # the cursor is in sight

    run(body)


def test_the_choices_of_a_line_are_listed_by_the_down_key(timeline: Timeline) -> None:
    async def body() -> None:
        async with opened(timeline) as form:
            assert "↓ Choices" not in form.said()  # a date
            line = form.line("status")
            line.focus()
            await form.press("down", "down", "enter")
            assert line.value == "Announced"
            line.focus()
            await form.press("down", "escape")
            assert form.app.screen is form.form  # Esc closed the box only
            assert await form.diff() == ['+status = "announced"']

    run(body)


def test_an_unknown_name_is_made_on_the_spot_in_the_same_change(timeline: Timeline) -> None:
    async def body() -> None:
        async with opened(timeline) as form:
            line = await form.type_in("companies", "Acme, Moonshot")
            await form.press("enter")
            assert isinstance(form.app.screen, MakeNew)
            await form.press("enter")
            assert line.value == "Acme, Moonshot"
            assert not line.fault
            product = await form.type_in("products", "Kimi")
            await form.press("enter")
            dialog = form.app.screen
            assert isinstance(dialog, MakeNew)
            company = next(w for w in dialog.query(FormLine) if w.line.key == "company")
            assert company.value == "Acme"
            company.value = "moonshot"
            await form.press("enter")
            assert product.value == "Kimi"
            diff = await form.diff()
            assert '+id = "moonshot"' in diff
            assert '+company = "moonshot"' in diff
            assert '+companies = ["acme", "moonshot"]' in diff

    run(body)


def test_what_is_made_is_asked_for_what_it_needs_and_no_more(timeline: Timeline) -> None:
    async def body() -> None:
        async with opened(timeline, None) as form:
            await form.type_in("title", "融资")
            kind = await form.type_in("kind", "融资")
            await form.press("enter", "enter")  # an id is made of the name
            assert kind.value == "融资"
            metric = await form.type_in("metric", "周活")
            await form.press("enter", *"WAU", "enter")
            assert isinstance(form.app.screen, MakeNew)  # it asks for the unit
            await form.press(*"users", "enter")
            assert metric.value == "WAU"
            await form.type_in("value", "3亿")
            whose = await form.type_in("whose", "Kimi")
            await form.press("enter", "enter")
            assert isinstance(form.app.screen, MakeNew)  # and for the company
            await form.press(*"Moonshot")
            assert "new company" in form.said()
            await form.press("enter")
            assert whose.value == "Kimi"
            diff = await form.diff()
            assert "and 4 new names" in form.said()
            for id in ("moonshot", "kimi", "融资", "wau"):
                assert f'+id = "{id}"' in diff
            assert '+company = "moonshot"' in diff

    run(body)


@pytest.mark.parametrize(
    ("word", "made", "id"),
    [("Acme!", {"id": "acme-2", "name": "Acme!"}, "acme-2"), ("顶峰", None, "acme")],
)
def test_a_new_company_takes_no_id_that_another_has(
    timeline: Timeline, word: str, made: dict[str, str] | None, id: str
) -> None:
    line, data = OwnerLine(Vocabulary(timeline, "en")), dict[str, Any]()
    line.write(word, data)
    assert line.made == made
    assert data == {"company": id}


def test_rows_are_added_deleted_and_moved_between(timeline: Timeline) -> None:
    async def body() -> None:
        async with opened(timeline) as form:
            rows = form.form.query(FormRows).first()
            form.line("value").focus()
            await form.press()
            assert "^D Delete row" in form.said()
            assert "↓ Choices" not in form.said()
            await form.press("ctrl+d")
            assert len(rows.rows) == 1
            assert form.app.focused is form.line("value")
            await form.press("ctrl+n")
            assert form.app.focused is form.line("metric", 1)
            await form.type_in("metric", "月活", 1)
            await form.type_in("value", "", 1)
            await form.press("ctrl+s")
            assert form.line("value", 1).fault == "how much?"
            await form.type_in("value", ">1.2亿", 1)
            await form.press("up")
            assert form.app.focused is form.line("value", 0)
            diff = await form.diff()
            assert any('metric = "mau", value = 120_000_000, bound = "over"' in x for x in diff)

    run(body)


def test_a_new_event_gets_an_id_and_goes_to_its_file(timeline: Timeline) -> None:
    async def body() -> None:
        async with opened(timeline, None, fields={"kind": "launch"}, file="new.toml") as form:
            await form.press("ctrl+s")  # prefilled is enough to save; it is shown first
            assert isinstance(form.app.screen, ConfirmChange)
            await form.press("escape")
            await form.type_in("date", "2025-02")
            await form.type_in("title", "Moon rises")
            assert "2025-02-moon-rises" in form.said()
            text = form.form.query(FormText).first()
            text.text = "Line one\nLine two"
            diff = await form.diff()
            assert '+id = "2025-02-moon-rises"' in diff
            assert any("Line two" in line for line in diff)
            await form.press("ctrl+s")
            change = form.app.answer
            assert change
            assert not isinstance(change, str)
            assert [file.name for file in change.files] == ["new.toml"]

    run(body)


def test_a_refused_save_leaves_everything_in_the_form(timeline: Timeline) -> None:
    async def refuse(_: Change) -> Refusal | None:
        return ReadOnly(timeline.file(0).path)

    async def body() -> None:
        async with opened(timeline, save=refuse) as form:
            line = await form.type_in("title", "Other")
            await form.diff()
            await form.press("enter")
            assert form.app.answer == "open"
            assert line.value == "Other"
            assert "read-only" in form.said()
            path = timeline.file(0).path
            path.write_text(EVENTS.replace("Acme opens", "Theirs"), "utf-8")
            await form.press("ctrl+s")
            assert "changed on disk" in form.said()
            assert line.value == "Other"

    run(body)


@pytest.mark.parametrize(
    ("size", "lang"), [((200, 60), "zh"), ((80, 24), "en"), ((40, 12), "zh"), ((1, 1), "en")]
)
def test_it_fits_any_size_and_shows_hostile_text_as_text(
    timeline: Timeline, size: tuple[int, int], lang: str
) -> None:
    async def body() -> None:
        async with opened(timeline, size=size, lang=lang) as form:
            assert "\x1b" not in form.said()
            for _ in range(3):
                await form.press("pagedown")
            await form.press("down", "ctrl+n")
            texts = [text.text for text in form.form.query(FormText)]
            assert "One line.\nAnother [/x] [2J." in texts
            assert not form.form.query(FormText).first().changed
            assert form.form.query(Static)

    run(body)


@pytest.mark.parametrize(
    "fields",
    [
        {"date": True, "companies": "acme", "title": 3, "readings": {"a": 1}},
        {"date": "soon", "readings": ["x", {"value": "many"}], "citations": [1], "tags": [1, {}]},
        {"title": {"en": 1}, "note": ["x"], "related": 7, "status": "perhaps", "odd": {"k": 1}},
    ],
)
def test_odd_values_are_kept_as_they_are(timeline: Timeline, fields: dict[str, Any]) -> None:
    async def body() -> None:
        async with opened(timeline, "b1", fields={"id": "b1", **fields}) as form:
            assert not form.form.changed
            await form.press("ctrl+s")
            assert "Nothing was changed" in form.said()

    run(body)
