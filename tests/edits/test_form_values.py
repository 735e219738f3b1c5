"""What a form shows of an event file's values, and what it writes for what was typed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import edits, files
from events.editing.refusals import Conflict
from events.metrics import read_number
from tests.small_timeline import small_timeline
from tui.form.cells import citation_lines, reading_lines
from tui.form.change import change_of, changed_keys
from tui.form.lines import CellLine, DateLine, Line, NumberLine, TextLine
from tui.form.names import IdLine, NameLine, NamesLine, WhoseLine
from tui.form.values import FAULTS, FormFault, missing, number_words, row_remark, with_part
from tui.form.words import Vocabulary, joined, word_at, words_in

if TYPE_CHECKING:
    from pathlib import Path

    from events.timeline import Timeline
    from events.toml.layout import Data
    from events.when import Lang

TODAY = date(2026, 2, 26)


def vocabulary(lang: Lang = "en") -> Vocabulary:
    return Vocabulary(small_timeline(), lang)


def written(line: Line, text: str, data: Data | None = None) -> Data:
    data = dict(data or {})
    line.write(text, data)
    return data


# Words between commas


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        (" a ", ["a"]),
        ("a, b,,c", ["a", "b", "c"]),
        ("阿里，字节、腾讯；百度", ["阿里", "字节", "腾讯", "百度"]),
        ('"Idle, Inc.", b', ["Idle, Inc.", "b"]),
        ('"open, b', ['"open', "b"]),
    ],
)
def test_words_stand_between_commas_of_any_sort(text: str, words: list[str]) -> None:
    assert [word.text for word in words_in(text)] == words


@given(st.lists(st.text("ab ,，、\u963f", min_size=1).filter(lambda w: w == w.strip() and w)))
def test_joined_words_come_apart_again(words: list[str]) -> None:
    assert [word.text for word in words_in(joined(words))] == words


@given(st.text('ab ,"、'), st.integers(0, 20))
def test_there_is_a_word_at_every_place(text: str, cursor: int) -> None:
    word = word_at(text, min(cursor, len(text)))
    assert 0 <= word.start <= word.end <= max(len(text), word.start)


# Dates


@pytest.mark.parametrize(
    ("value", "shown"),
    [(date(2026, 1, 14), "2026-01-14"), ("2025-11", "2025-11"), (2025, "2025"), (None, "")],
)
def test_a_date_is_shown_as_the_file_has_it(value: Any, shown: str) -> None:
    assert DateLine("date", value, TODAY, "en").shown == shown


def test_a_date_is_read_in_words_and_written_as_edtf() -> None:
    line = DateLine("date", None, TODAY, "en")
    assert written(line, "early Nov 2025") == {"date": "[2025-11-01..2025-11-10]"}
    assert "[2025-11-01..2025-11-10]" in line.remark("2025年11月上旬")
    assert written(line, " ", {"date": "2025"}) == {}


# Numbers


@pytest.mark.parametrize(
    ("reading", "en", "zh"),
    [
        ({"value": 100_000_000, "bound": "over"}, ">100M", ">1亿"),
        ({"low": 35_000_000, "high": 40_000_000}, "35–40M", "3500万–4000万"),
        ({"value": -2, "bound": "over"}, "<−2", "<−2"),
        ({"value": 9.8, "bound": "about"}, "≈9.8", "≈9.8"),
        ({"low": -3, "high": -2.5}, "−3 to −2.5", "−3至−2.5"),
        ({}, "", ""),
        ({"value": "many"}, "many", "many"),
    ],
)
def test_a_number_is_shown_in_words(reading: Data, en: str, zh: str) -> None:
    assert (number_words(reading, "en"), number_words(reading, "zh")) == (en, zh)


numbers = st.one_of(
    st.integers(-(10**12), 10**12),
    st.floats(-1e9, 1e9, allow_nan=False).map(lambda x: round(x, 4)),
)


@given(numbers, numbers, st.sampled_from(["exact", "about", "over", "under"]), st.booleans())
def test_the_words_for_a_number_are_read_as_the_same(
    one: float, other: float, bound: str, zh: bool
) -> None:
    low, high = sorted((one, other))
    reading = {"value": low} if low == high else {"low": low, "high": high}
    amount = read_number(number_words({**reading, "bound": bound}, "zh" if zh else "en"))
    assert (amount.low, amount.high) == (low, high)
    assert amount.bound == bound or low <= 0 <= high


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (">1亿", {"value": 100_000_000, "bound": "over"}),
        ("35–40M", {"low": 35_000_000, "high": 40_000_000}),
        ("120M", {"value": 120_000_000}),
        ("", {}),
    ],
)
def test_a_number_in_words_becomes_a_value_or_a_range(text: str, row: Data) -> None:
    old = {"metric": "mau", "value": 1, "bound": "about", "by": "A"}
    expected = {"metric": "mau", "by": "A", **row}
    found = written(NumberLine(old, vocabulary()), text, old)
    assert found == ({"bound": "about", **expected} if not text else expected)


def test_a_number_in_another_unit_is_refused() -> None:
    row = {"metric": "share-price-change"}
    with pytest.raises(FAULTS, match="counted in %, not in USD"):
        written(NumberLine(row, vocabulary()), "$3", row)


# Names


def test_names_are_shown_in_the_language_and_written_as_ids() -> None:
    line = NamesLine("companies", "company", ["alibaba", "字节", "Nobody & Co"], vocabulary("zh"))
    assert line.shown == "阿里巴巴, 字节跳动, Nobody & Co"
    # What the file had stays as it was written; what was typed becomes an id.
    assert written(line, "阿里巴巴，字节跳动、Ant Group") == {
        "companies": ["alibaba", "字节", "ant"]
    }
    assert written(line, "") == {}


def test_an_unknown_name_is_refused() -> None:
    line = NamesLine("companies", "company", None, vocabulary("zh"))
    with pytest.raises(FormFault) as fault:
        written(line, "阿里, 某公司")
    assert fault.value.show("zh") == "没有名为“某公司”的公司；按 ↓ 新建"
    assert not line.is_known("某公司")
    assert line.makes == "company"


@pytest.mark.parametrize("typed", ["用", "Use", "ers"])
def test_names_are_offered_in_any_language(typed: str) -> None:
    line = NameLine("kind", "kind", None, vocabulary("en"))
    assert [offer.insert for offer in line.offers(typed, len(typed))] == ["Users"]


def test_related_events_are_found_by_their_titles_in_any_language() -> None:
    line = NamesLine("related", "event", ["qwen"], vocabulary("en"))
    offers = line.offers("qwen, 破亿", 8)
    assert [(offer.insert, offer.label) for offer in offers] == [("mau", "A hundred million")]
    assert written(line, "qwen, mau") == {"related": ["qwen", "mau"]}


def test_what_the_event_near_by_names_is_offered_first() -> None:
    timeline = small_timeline()
    words = Vocabulary(timeline, "en", timeline.number_of["doubao"])
    words.make("source", {"id": "new", "title": "New"})
    for table, first in (
        ("kind", ["Users", "App launch", "Stock"]),
        ("product", ["Doubao", "Qwen app", "Afu"]),
        ("source", ["new", "undated", "jan", "feb"]),
    ):
        assert [offer.insert for offer in NameLine("x", table, None, words).offers("", 0)] == first


def test_a_name_made_in_the_form_is_known_at_once() -> None:
    words = vocabulary("en")
    words.make("company", {"id": "moon", "name": {"en": "Moonshot", "zh": "月之暗面"}})
    line = NamesLine("companies", "company", None, words)
    assert written(line, "月之暗面") == {"companies": ["moon"]}
    assert [offer.insert for offer in line.offers("moons", 5)] == ["Moonshot"]


def test_a_reading_belongs_to_a_product_or_a_company() -> None:
    line = WhoseLine({"product": "qwen-app"}, vocabulary("en"))
    assert line.shown == "Qwen app"
    assert written(line, "字节", {"product": "qwen-app"}) == {"company": "bytedance"}
    assert written(line, "豆包, 字节") == {"product": "doubao", "company": "bytedance"}
    assert written(line, "company:ant") == {"company": "ant"}
    with pytest.raises(FAULTS):
        written(line, "豆包, 阿福")


def test_an_id_that_is_taken_is_refused() -> None:
    assert written(IdLine("company", vocabulary()), "new") == {"id": "new"}
    with pytest.raises(FAULTS, match="taken"):
        written(IdLine("company", vocabulary()), "ant")


# Texts by language


@pytest.mark.parametrize(
    ("value", "code", "text", "result"),
    [
        (None, "en", "Hello", "Hello"),
        (None, "zh", "你好", "你好"),
        (None, "zh", "GPT", {"zh": "GPT"}),
        ("Hello", "en", "Bye", "Bye"),
        ("Hello", "zh", "你好", {"en": "Hello", "zh": "你好"}),
        ("你好", "en", "Hello", {"en": "Hello", "zh": "你好"}),
        ({"zh": "你好", "ja": "や"}, "zh", "再见", {"zh": "再见", "ja": "や"}),
        ({"zh": "你好", "ja": "や"}, "zh", "", {"ja": "や"}),
        ({"en": "Hello"}, "en", "", None),
        ("Hello", "en", "", None),
    ],
)
def test_one_language_of_a_text_is_changed(value: Any, code: str, text: str, result: Any) -> None:
    assert with_part(value, code, text) == result


def test_a_cell_changes_the_language_that_it_shows() -> None:
    line = CellLine("note", {"en": "ours", "zh": "我们的"}, vocabulary("zh"))
    assert line.shown == "我们的"
    assert "ours" in line.remark("")
    old = {"note": {"en": "ours", "zh": "我们的"}}
    assert written(line, "他们的", old) == {"note": {"en": "ours", "zh": "他们的"}}
    assert written(CellLine("note", "ours", vocabulary("zh")), "他们的") == {"note": "他们的"}


def test_nothing_that_a_terminal_would_not_show_stands_in_a_line() -> None:
    assert TextLine("title", "a\x1b[2Jb\u202e", "en").shown == "a[2Jb"
    assert NamesLine("tags", "tag", ["\x1b]0x"], vocabulary(), free=True).shown == "]0x"


# Rows


def test_rows_say_what_they_lack_and_what_they_mean() -> None:
    assert missing("readings", {}) == "metric"
    assert missing("readings", {"metric": "mau"}) == "value"
    assert missing("readings", {"metric": "mau", "low": 1, "high": 2}) is None
    assert missing("citations", {"place": "§1"}) == "source"
    words = vocabulary("zh")
    row = {"metric": "mau", "value": 100_000_000, "bound": "over"}
    assert row_remark("readings", row, words).startswith("月活 >1亿")
    assert "January review" in row_remark("citations", {"source": "jan"}, words)
    assert row_remark("readings", {"metric": "mau"}, words) == ""


@pytest.mark.parametrize("row", [{}, {"metric": 3, "value": "x", "by": ["odd"], "note": {"en": 1}}])
def test_odd_rows_are_shown_too(row: Data) -> None:
    cells = [*reading_lines(row, vocabulary()), *citation_lines(row, vocabulary())]
    assert all(isinstance(cell.shown, str) for cell in cells)


# The change

NAMES = """[[company]]
id = "acme"
name = "Acme"

[[kind]]
id = "launch"
"""
EVENT = """
# ours
[[event]]
id = "a1"
date = 2024-12-30
companies = ["acme"]
title = { en = "Acme opens", ja = "\u958b\u5e97" }
"""


@pytest.fixture(params=["one file", "two files"])
def timeline(request: pytest.FixtureRequest, tmp_path: Path) -> Timeline:
    if request.param == "one file":
        (tmp_path / "all.toml").write_text(NAMES + EVENT, "utf-8")
    else:
        (tmp_path / "names.toml").write_text(NAMES, "utf-8")
        (tmp_path / "events.toml").write_text(EVENT, "utf-8")
    return files.load(tmp_path)


MADE = {
    "company": {"moon": {"id": "moon", "name": "Moon"}, "idle": {"id": "idle", "name": "Idle"}},
    "product": {"kimi": {"id": "kimi", "name": "Kimi", "company": "moon"}},
    "kind": {"users": {"id": "users"}},
}


@pytest.mark.parametrize("event_id", ["a1", None])
def test_new_names_go_into_the_same_change(timeline: Timeline, event_id: str | None) -> None:
    was = edits.fields(timeline, "a1") if event_id else {}
    now = {**was, "date": "2025-01", "products": ["kimi"], "kind": "users", "title": "Kimi"}
    change = change_of(timeline, event_id, was, now, made=MADE)
    change.apply()
    again = files.load(timeline.root)
    assert set(again.companies) == {"acme", "moon"}  # what is not named is not made
    assert again.products["kimi"].company == "moon"
    assert set(again.kinds) == {"launch", "users"}
    id = event_id or "2025-01-kimi"
    assert again.events[again.number_of[id]].products == ("kimi",)
    assert len(again) == (1 if event_id else 2)
    assert "# ours" in "".join(file.path.read_text("utf-8") for file in again.files)


def test_only_changed_keys_go_into_the_change(timeline: Timeline) -> None:
    was = edits.fields(timeline, "a1")
    assert not change_of(timeline, "a1", was, dict(was), made={})
    now = {key: value for key, value in was.items() if key != "companies"} | {"kind": "launch"}
    assert changed_keys(was, now) == {"companies": None, "kind": "launch"}
    diff = change_of(timeline, "a1", was, now, made={}).diff().splitlines()
    changed = [line for line in diff if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert sorted(changed) == ['+kind = "launch"', '-companies = ["acme"]']


def test_a_file_written_meanwhile_is_a_conflict(timeline: Timeline) -> None:
    was = edits.fields(timeline, "a1")
    path = timeline.file(0).path
    path.write_text(path.read_text("utf-8").replace("2024-12-30", "2024-12-31"), "utf-8")
    with pytest.raises(Conflict):
        change_of(timeline, "a1", was, {**was, "kind": "launch"}, made={})
