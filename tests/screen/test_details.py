from __future__ import annotations

import asyncio
import unicodedata
from typing import TYPE_CHECKING

import pytest
from textual.app import App, ComposeResult

from events.files import load
from tui.text import cells
from tui.widgets.details import Details
from tui.widgets.event_text import event_as_text, event_lines, strip_lines

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from textual.message import Message
    from textual.pilot import Pilot

    from events.timeline import Timeline
    from events.when import Lang

FILE = """
[[company]]
id = "alibaba"
name = { en = "Alibaba", zh = "阿里巴巴" }
[[product]]
id = "qwen"
name = { en = "Qwen app", zh = "千问" }
company = "alibaba"
[[product]]
id = "doubao"
name = { en = "Doubao", zh = "豆包" }
[[kind]]
id = "users"
name = { en = "Users", zh = "用户" }
glyph = "●"
[[metric]]
id = "dau"
name = { en = "Daily active users", zh = "日活" }
unit = "users"
[[source]]
id = "pp"
title = { en = "What three billion bought", zh = "三十亿买到了什么" }
publisher = "Photon Planet"
published = "2026-02"
language = "zh"
url = "https://example.com/qwen"

[[event]]
id = "qwen-dau"
date = 2026-02-07
kind = "users"
products = ["qwen"]
title = { en = "Qwen reaches 73.5M daily users", zh = "千问日活达 7352 万" }
summary = { en = "Close to Doubao.", zh = "逼近豆包。" }
status = "disputed"
tags = ["春节", "milestone"]
related = ["campaign", "window", "gone"]
note = "No series."
readings = [
  { metric = "dau", product = "qwen", value = 73_520_000, by = "QuestMobile" },
  { metric = "dau", product = "doubao", value = 78_710_000, bound = "over", note = "Rounded." },
]
citations = [
  { source = "pp", place = "§4 ¶1", date_words = "2月7日" },
  { source = "pp", place = "§4 ¶3", date_words = "次日", note = "Told twice." },
]

[[event]]
id = "campaign"
date = 2026-02-06
title = "Free-order campaign opens"

[[event]]
id = "window"
date = "[2026-01-01..2026-01-10]"
title = "A hundred million"

[[event]]
id = "undated"
title = "Some day"
companies = ["nobody we know"]

[[event]]
id = "hostile"
date = 2026
summary = "one\\r\\n\\r\\n[b]two\\u009b31m 千问，千问"
tags = ["[/]", "\\u0000"]
"""

# Of the last event above: what a terminal must not be shown, and a text as long as a book.
TITLE = (
    "[/x][@click=app.quit]y[/]\\u001b]52;c;aGk=\\u0007"
    " \\u202eevil 👩‍👩‍👧 \\t z\\u0301\\u0301\\u0301\\u0301"
)
LONG = f'title = "{TITLE}"\nnote = "{"长文" * 6000}"\n'


@pytest.fixture(scope="module")
def timeline(tmp_path_factory: pytest.TempPathFactory) -> Timeline:
    folder: Path = tmp_path_factory.mktemp("timeline")
    (folder / "a.toml").write_text(FILE + LONG, "utf-8")
    return load(folder)


def shown(timeline: Timeline, event: str, width: int | None, lang: Lang = "en") -> list[str]:
    number = timeline.number_of[event]
    return [line.text.rstrip() for line in event_lines(timeline, number, lang, width)]


def test_every_field_has_its_line(timeline: Timeline) -> None:
    assert shown(timeline, "qwen-dau", 38) == [
        "Qwen reaches 73.5M daily users",
        "千问日活达 7352 万",
        "",
        "7 Feb 2026                  2026-02-07",
        "  “2月7日”, “次日” in the source",
        "Alibaba · Qwen app · ● Users ·",
        "DISPUTED",
        "",
        "Close to Doubao.",
        "",
        "READINGS",
        "DAU            73.52M  QuestMobile",
        "Doubao · DAU  >78.71M",
        "  Rounded.",
        "",
        "SOURCES",
        "Photon Planet · Feb 2026  §4 ¶1, §4 ¶3",
        "  What three billion bought (Chinese)",
        "  https://example.com/qwen",
        "  Told twice.",
        "",
        "RELATED",
        "→ Free-order campaign opens",
        "  6 Feb 2026 (−1 d)",
        "→ A hundred million",
        "  early Jan 2026 (−37…−28 d)",
        "? gone",
        "",
        "NOTE",
        "No series.",
        "",
        "TAGS",
        "春节  milestone",
        "",
        "a.toml:28",
    ]


def test_the_other_language_takes_the_same_places(timeline: Timeline) -> None:
    lines = shown(timeline, "qwen-dau", 44, "zh")
    assert lines[:6] == [
        "千问日活达 7352 万",
        "Qwen reaches 73.5M daily users",
        "",
        "2026年2月7日                      2026-02-07",
        "  原文作“2月7日”、“次日”",
        "阿里巴巴 · 千问 · ● 用户 · 有争议",
    ]
    assert "日活          7352万  QuestMobile" in lines
    assert "豆包 · 日活  >7871万" in lines
    assert "  三十亿买到了什么（中文）" in lines
    assert [line for line in lines if line in ("读数", "来源", "相关", "备注", "标签")] == [
        "读数",
        "来源",
        "相关",
        "备注",
        "标签",
    ]


def test_an_event_without_a_date_says_so_and_keeps_names_nobody_knows(timeline: Timeline) -> None:
    assert shown(timeline, "undated", 40)[:4] == ["Some day", "", "no date", "nobody we know"]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [1, 2, 3, 5, 9, 20, 39, 80, 200])
def test_no_line_is_wider_than_the_pane_or_holds_a_control(
    timeline: Timeline, width: int, lang: Lang
) -> None:
    for number in range(len(timeline)):
        lines = event_lines(timeline, number, lang, width, ("千问", "y[", "qwen"))
        strip = strip_lines(timeline, number, lang, width, ("千问",))
        # A wide character in a pane of one cell is cut when it is drawn.
        assert all(cells(line.text) <= max(2, width) for line in lines)
        assert all(cells(line.text) == width for line in strip)
        text = "".join(line.text for line in (*lines, *strip))
        assert not any(unicodedata.category(character) == "Cc" for character in text)
        assert "\u202e" not in text


def test_a_text_as_long_as_a_book_is_left_to_the_editor(timeline: Timeline) -> None:
    lines = shown(timeline, "hostile", 40)
    assert len(lines) < 300
    assert "… 8,000 more characters" in lines
    assert "长文" * 6000 in event_as_text(timeline, timeline.number_of["hostile"], "en")


def test_copied_text_has_every_field_on_a_line_of_its_own(timeline: Timeline) -> None:
    text = event_as_text(timeline, timeline.number_of["qwen-dau"], "en")
    assert text.startswith(
        "Qwen reaches 73.5M daily users\n千问日活达 7352 万\n\n7 Feb 2026  2026-02-07\n"
    )
    for line in (
        "Alibaba · Qwen app · ● Users · DISPUTED",
        "Daily active users  73.52M  QuestMobile",
        "Photon Planet · Feb 2026  §4 ¶1, §4 ¶3",
        "→ Free-order campaign opens  6 Feb 2026 (−1 d)",
        "a.toml:28",
    ):
        assert line in text.splitlines()


def test_the_strip_has_the_title_first_and_the_date_at_the_end(timeline: Timeline) -> None:
    lines = strip_lines(timeline, timeline.number_of["qwen-dau"], "en", 80)
    assert [line.text.rstrip() for line in lines] == [
        "Qwen reaches 73.5M daily users" + " " * 24 + "7 Feb 2026 “2月7日” “次日”",
        "Alibaba · Qwen app · ● Users · DISPUTED" + " " * 15 + "Photon Planet §4 ¶1, §4 ¶3",
        "DAU 73.52M QuestMobile   Doubao DAU >78.71M",
        "Close to Doubao.",
    ]
    narrow = strip_lines(timeline, timeline.number_of["qwen-dau"], "en", 40)
    assert narrow[0].text == "Qwen reaches 73.5M daily us…  7 Feb 2026"


def test_words_of_the_query_are_marked(timeline: Timeline) -> None:
    lines = event_lines(timeline, timeline.number_of["qwen-dau"], "en", 60, ("qwen", "千问"))
    marked = [piece.text for line in lines for piece in line.pieces if piece.role == "match"]
    assert marked == ["Qwen", "千问", "Qwen", "qwen"]


# ---- the pane


class Pane(App[None]):
    CSS = "Details { width: 40; height: 14; }"

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        yield Details()

    def on_details_followed(self, message: Details.Followed) -> None:
        self.heard.append(message)

    def on_details_address_followed(self, message: Details.AddressFollowed) -> None:
        self.heard.append(message)


def in_pane(
    body: Callable[[Details, Pilot[None]], Awaitable[None]], size: tuple[int, int] = (80, 24)
) -> Pane:
    async def run() -> Pane:
        app = Pane()
        async with app.run_test(size=size) as pilot:
            await body(app.screen.query_one(Details), pilot)
        return app

    return asyncio.run(run())


def drawn(details: Details) -> list[str]:
    return [details.render_line(y).text for y in range(details.size.height)]


def test_down_goes_from_link_to_link_and_scrolls_between(timeline: Timeline) -> None:
    async def body(details: Details, pilot: Pilot[None]) -> None:
        details.show(timeline, timeline.number_of["qwen-dau"], "en")
        await pilot.pause()
        # The keys are here, and no link is under the cursor yet.
        assert drawn(details)[0].rstrip() == "▌Qwen reaches 73.5M daily users        ▐"
        assert all(cells(line) == 40 for line in drawn(details))
        details.action_follow()  # nothing is chosen yet
        details.action_move(1)  # no link in sight: a line down
        assert details.top == 1
        details.action_move(6)
        assert drawn(details)[-1].startswith("▌  https://example.com/qwen")
        details.action_follow()
        details.action_move(5)  # four lines, then the next link
        assert any(line.startswith("▌→ Free-order") for line in drawn(details))
        details.action_follow()
        details.action_move(-1)
        assert any(line.startswith("▌  https") for line in drawn(details))
        details.action_first()
        assert details.top == 0
        assert [line.startswith("▌") for line in drawn(details)[:3]] == [True, False, False]
        details.action_page(1)
        details.action_last()
        assert drawn(details)[-1].strip("▐ ") == "a.toml:28"

    app = in_pane(body)
    address, event = app.heard
    assert isinstance(address, Details.AddressFollowed)
    assert address.address == "https://example.com/qwen"
    assert isinstance(event, Details.Followed)
    assert event.number == timeline.number_of["campaign"]


def test_a_click_follows_the_link_under_it(timeline: Timeline) -> None:
    async def body(details: Details, pilot: Pilot[None]) -> None:
        details.show(timeline, timeline.number_of["qwen-dau"], "en")
        details.action_last()
        await pilot.pause()
        row = next(y for y, line in enumerate(drawn(details)) if "hundred" in line)
        await pilot.click(details, offset=(5, row))
        await pilot.click(details, offset=(5, row + 4))

    app = in_pane(body)
    assert [getattr(message, "number", None) for message in app.heard] == [
        timeline.number_of["window"]
    ]


def test_the_same_event_stays_where_it_was_and_another_begins_at_its_top(
    timeline: Timeline, tmp_path: Path
) -> None:
    (tmp_path / "a.toml").write_text(FILE.replace("Close to", "Near"), "utf-8")
    reloaded = load(tmp_path)

    async def body(details: Details, pilot: Pilot[None]) -> None:
        details.show(timeline, timeline.number_of["qwen-dau"], "en")
        await pilot.pause()
        details.action_page(1)
        details.show(reloaded, reloaded.number_of["qwen-dau"], "en")
        assert details.top == 13
        details.show(reloaded, reloaded.number_of["campaign"], "en")
        assert details.top == 0
        details.show(reloaded, None, "en")
        assert drawn(details)[0].strip("▌ ") == "No event to show."
        details.show(reloaded, None, "zh")
        assert drawn(details)[0].strip("▌ ") == "没有可显示的事件。"

    in_pane(body)


def test_a_strip_has_no_more_lines_than_room_and_takes_no_focus(timeline: Timeline) -> None:
    async def body(details: Details, pilot: Pilot[None]) -> None:
        details.styles.height = 2
        details.compact = True
        details.show(timeline, timeline.number_of["qwen-dau"], "en")
        await pilot.pause()
        assert details.line_count == 2
        assert not details.focusable
        details.compact = False
        assert details.line_count > 20
        assert details.focusable

    in_pane(body)


@pytest.mark.parametrize("size", [(1, 1), (2, 5), (7, 3), (300, 90)])
def test_no_size_is_too_small_or_too_large(timeline: Timeline, size: tuple[int, int]) -> None:
    async def body(details: Details, pilot: Pilot[None]) -> None:
        details.styles.width = details.styles.height = "100%"
        for number in range(len(timeline)):
            details.compact = not details.compact
            details.show(timeline, number, "zh", ("千问",))
            await pilot.pause()
            details.action_move(3)
            assert all(cells(line) == size[0] for line in drawn(details))

    in_pane(body, size)


def test_days_of_years_are_told_in_years(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(
        '[[event]]\nid = "a"\ndate = "2021"\ntitle = "A"\nrelated = ["b", "c"]\n'
        '[[event]]\nid = "b"\ndate = 2026-01-20\ntitle = "B"\n'
        '[[event]]\nid = "c"\ndate = 2021-12-31\ntitle = "C"\n',
        "utf-8",
    )
    made = load(tmp_path)
    for lang, years, days in (("en", "(+4.1…+5.1 y)", "(0…+364 d)"), ("zh", "(+4.1…+5.1 年)", "")):
        text = event_as_text(made, made.number_of["a"], lang)  # type: ignore[arg-type]
        assert years in text
        assert days in text
