"""What holds for every format: exactly the selection, nothing in silence, nothing that harms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from events.exports.formats import FORMATS
from events.exports.selection import Selection, file_name
from events.files import load
from events.model import Info
from events.timeline import Timeline
from tests.command_line import ROOT
from tests.exchange.exported import DAY, dated, exported, hostile_timeline, selection, text_of

# What says how many events a text holds.
COUNTS = {
    "json": r'^\{"id"',
    "jsonl": r'^\{"id"',
    "toml": r"^\[\[event\]\]$",
    "markdown": r"^- ",
    "ics": r"^BEGIN:VEVENT\r?$",
    "timelinejs": r'^\{"unique_id"',
    "markwhen": r"^id: ",
    "html": r'^<li class="event"',
    "svg": r"^<g><title>",
}
DATED_ONLY = ("ics", "timelinejs", "markwhen", "svg")


def count(format: str, text: str) -> int:
    if format == "csv":
        return text.count("\n") - 1
    return len(re.findall(COUNTS[format], text, re.MULTILINE))


@pytest.mark.parametrize("format", FORMATS)
def test_an_export_holds_exactly_the_selection(format: str) -> None:
    timeline = dated(["2025", "2025-11", None, "2025-11-11", "2025-12-01/2025-12-03", None])
    for numbers in ([], [1], [0, 2], range(4), range(6)):
        found = FORMATS[format].export(selection(timeline, numbers))
        missing = sum(number >= timeline.dated for number in numbers)
        if format not in DATED_ONLY:
            missing = 0
        text = text_of(found)
        assert count(format, text) == len(numbers) - missing
        assert found.missing == missing
        assert bool(found.remarks) == bool(missing)
        for number in numbers[: len(numbers) - missing]:
            assert timeline.id_of[number] in text or format in ("markdown", "svg")
        assert text.endswith("\n") or text == ""


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_left_out_is_said(lang: str) -> None:
    found = FORMATS["ics"].export(selection(dated(["[..2023]", "2025", None, None])))
    said = [remark.zh if lang == "zh" else remark.en for remark in found.remarks]
    assert found.missing == 3
    assert (
        said
        == {
            "en": [
                "2 events without a date were left out: e2, e3",
                "1 event some time before or after a date was left out: e0",
            ],
            "zh": ["略去 2 个没有日期的事件：e2, e3", "略去 1 个日期只知早于或晚于某时的事件：e0"],
        }[lang]
    )


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_selection_gives_the_same_text(format: str) -> None:
    timeline = load(ROOT / "seeds")
    assert exported(format, timeline) == exported(format, timeline)


# CSV and TOML give texts back as they are; JSON and TOML escape what a terminal would act on.
@pytest.mark.parametrize("format", sorted({*FORMATS} - {"csv"}))
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_export_holds_control_codes(format: str, lang: str) -> None:
    text = exported(format, hostile_timeline(), lang=lang)
    lines = text.replace("\r\n", "\n") if format == "ics" else text
    found = set(
        re.findall("[\x00-\x09\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]", lines)
    )
    # TOML needs no escape for C1 and for what turns the direction: a file keeps them.
    assert found <= (set("\t\x9b\u202e\u2066\u2069") if format == "toml" else set())


@pytest.mark.parametrize("format", FORMATS)
def test_an_export_says_nothing_of_the_machine(format: str) -> None:
    assert str(Path.home()) not in exported(format, load(ROOT / "seeds"))


def test_the_version_follows_the_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "e.toml").write_text('[[event]]\nid = "x"\ntitle = "X"\n', "utf-8")
    versions = [Selection(load(tmp_path / name), [], "en").version for name in ("a", "b")]
    assert versions[0] == versions[1]
    assert re.fullmatch("[0-9a-f]{12}", versions[0])
    (tmp_path / "b" / "e.toml").write_text('[[event]]\nid = "x"\ntitle = "Y"\n', "utf-8")
    assert Selection(load(tmp_path / "b"), [], "en").version != versions[0]
    assert Selection(Timeline.build(), [], "en").version == ""


@pytest.mark.parametrize(
    ("title", "query", "name"),
    [
        ({"en": "Qwen and its rivals", "zh": "千问"}, "", "qwen-and-its-rivals.md"),
        ({"zh": "千问与对手"}, "", "千问与对手.md"),
        (
            "Qwen",
            "product:qwen-app,doubao -kind:stock",
            "qwen-product-qwen-app-doubao-kind-stock.md",
        ),
        ("../../etc/passwd", "a/b\\c\0d", "etc-passwd-a-b-c-d.md"),
        ("…", "", "timeline.md"),
        ("x" * 500, "y", "x" * 80 + ".md"),
        ("千" * 500, "y", "千" * 66 + ".md"),
    ],
)
def test_a_file_is_named_after_timeline_and_query(
    title: dict[str, str] | str, query: str, name: str
) -> None:
    timeline = Timeline.build(info=Info(title=title))
    assert file_name(Selection(timeline, [], "en", query, DAY), "md") == name


def test_the_query_is_told_in_words() -> None:
    timeline = dated()
    assert "2025" in selection(timeline, query="date:2025").query_in_words
    assert selection(timeline).query_in_words == ""
    assert selection(timeline, query="kind:(").query_in_words == ""
