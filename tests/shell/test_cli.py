"""`dateline list` and `dateline show`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import HOSTILE, IDS, run, write_timeline


@pytest.fixture
def timeline(tmp_path: Path) -> Path:
    return write_timeline(tmp_path / "line")


def listed(timeline: Path, *arguments: str) -> list[str]:
    return run("list", "-p", timeline, "--ids", *arguments).stdout.split()


# list


def test_list_is_a_table_in_date_order(timeline: Path) -> None:
    result = run("list", "--path", timeline)
    lines = result.stdout.splitlines()
    assert len(lines) == 7
    assert lines[0].split() == ["2025-11", "Qwen", "launches", "Qwen"]
    assert "$" in lines[2]
    assert "<−2.2%" in lines[2]
    assert "●" in lines[3]
    assert "Doubao" in lines[3]
    assert "DAU >100M" in lines[3]
    assert "no date" in lines[6]
    assert result.stderr == "7 events\n"


def test_list_in_chinese(timeline: Path) -> None:
    lines = run("--lang", "zh", "list", "-p", timeline, "kind:users").stdout.splitlines()
    assert "豆包日活破亿" in lines[0]
    assert "日活 >1亿" in lines[0]
    assert "日活 7352万" in lines[1]
    assert lines == run("list", "--lang=zh", "-p", timeline, "kind:用户").stdout.splitlines()


@pytest.mark.parametrize(
    ("variables", "settings", "chinese"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "", True),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "", False),
        ({"LC_MESSAGES": "zh_TW"}, "", True),
        ({}, 'language = "zh"', True),
        ({"LANG": "zh_CN.UTF-8"}, 'language = "en"', False),
        ({"LANG": "zh_CN.UTF-8"}, "language = ", True),
    ],
)
def test_the_language_is_the_settings_or_the_locales(
    timeline: Path, tmp_path: Path, variables: dict[str, str], settings: str, chinese: bool
) -> None:
    config = tmp_path / "config.toml"
    config.write_text(settings, "utf-8")
    shown = run("list", "-p", timeline, env=variables | {"DATELINE_CONFIG": str(config)}).stdout
    assert ("千问面市" in shown) is chinese


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (["company:bytedance"], ["doubao-dau"]),
        (["company:字节跳动"], ["doubao-dau"]),
        (["dau>50M"], ["doubao-dau", "qwen-dau"]),
        (['date:"去年末"'], ["qwen-launch", "eleme-renamed"]),
        (["company:alibaba", "-kind:stock"], ["qwen-launch", "eleme-renamed", "qwen-dau"]),
        (
            ["-kind:stock", "-kind:users", "since:2025"],
            ["qwen-launch", "eleme-renamed", "still-open"],
        ),
        (["-千问", "kind:users"], ["doubao-dau"]),
        (["--", "-kind:users", "is:undated"], ["undated"]),
        (["qwen", "million"], ["qwen-dau"]),
        (["nothing at all"], []),
    ],
)
def test_queries(timeline: Path, query: list[str], found: list[str]) -> None:
    result = run("list", "-p", timeline, "--ids", *query)
    assert result.stdout.split() == found
    assert result.stderr == f"{len(found)} of 7\n"


def test_a_query_error_points_at_its_place(timeline: Path) -> None:
    result = run("list", "-p", timeline, "千问 company:bytedanse mau", code=2)
    assert result.stdout == ""
    said, line, carets = result.stderr.splitlines()
    assert said.startswith("dateline: ")
    assert "bytedance" in said
    assert line == "  千问 company:bytedanse mau"
    # 千问 takes four cells
    assert carets == " " * (2 + len("QQQQ company:")) + "^" * len("bytedanse")
    assert "是否" in run("--lang", "zh", "list", "-p", timeline, "kind:user", code=2).stderr


def test_json_has_the_keys_of_the_event_file(timeline: Path) -> None:
    found: list[dict[str, Any]] = json.loads(run("list", "-p", timeline, "--json").stdout)
    by_id = {event["id"]: event for event in found}
    assert list(by_id) == IDS
    launch = by_id["qwen-launch"]
    assert launch == {
        "id": "qwen-launch",
        "date": "2025-11",
        "lo": "2025-11-01",
        "hi": "2025-11-30",
        "kind": None,
        "companies": [],
        "products": ["qwen"],
        "title": {"en": "Qwen launches", "zh": "千问面市"},
        "summary": {},
        "status": "reported",
        "tags": [],
        "related": [],
        "readings": [],
        "citations": [{"source": "s1", "place": {"en": "§1"}, "date_words": "11月", "note": {}}],
        "note": {},
        "file": "events.toml",
        "line": 2,
    }
    assert by_id["qwen-dau"]["readings"] == [
        {
            "metric": "dau",
            "product": "qwen",
            "company": None,
            "value": 73_520_000,
            "low": None,
            "high": None,
            "bound": "exact",
            "by": {"en": "QuestMobile"},
            "note": {},
        }
    ]
    assert (by_id["still-open"]["lo"], by_id["still-open"]["hi"]) == ("2026-02-01", None)
    assert (by_id["undated"]["date"], by_id["undated"]["lo"]) == (None, None)
    lines = run("list", "-p", timeline, "--jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == found


def test_a_text_without_a_language_is_und(tmp_path: Path) -> None:
    (tmp_path / "e.toml").write_text('[[event]]\nid = "a"\ntitle = "A"\n', "utf-8")
    (event,) = json.loads(run("list", "-p", tmp_path / "e.toml", "--json").stdout)
    assert event["title"] == {"und": "A"}


def test_no_event_is_an_empty_array(timeline: Path) -> None:
    assert json.loads(run("list", "-p", timeline, "--json", "zebra").stdout) == []
    assert run("list", "-p", timeline, "--jsonl", "zebra").stdout == ""
    assert run("list", "-p", timeline, "zebra").stdout == ""


def test_fields(timeline: Path) -> None:
    shown = run("list", "-p", timeline, "--fields", "date,title,file,line", "shares").stdout
    header, line = shown.splitlines()
    assert header.split() == ["date", "title", "file", "line"]
    assert line.split() == ["2026-01-08", "Shares", "fall", "events.toml", "16"]
    objects = json.loads(run("list", "-p", timeline, "--json", "--fields", "company,id").stdout)
    assert objects[2] == {"companies": ["alibaba"], "id": "shares-fall"}
    refused = run("list", "-p", timeline, "--fields", "id,titel", code=2)
    assert "title" in refused.stderr


def test_csv_is_safe_in_a_spreadsheet(timeline: Path) -> None:
    (timeline / "hostile.toml").write_text(HOSTILE, "utf-8")
    rows = list(csv.DictReader(io.StringIO(run("list", "-p", timeline, "--csv").stdout)))
    assert [row["id"] for row in rows] == ["qwen-launch", "eleme-renamed", "x", *IDS[2:]]
    first = rows[0]
    assert (first["date"], first["lo"], first["companies"]) == ("2025-11", "2025-11-01", "Alibaba")
    assert rows[3]["readings"].endswith(" <−2.2%")
    hostile = rows[2]
    assert hostile["summary"].lstrip("' ").startswith("=HYPERLINK")
    assert hostile["summary"].startswith("'")
    assert (hostile["note"], hostile["tags"]) == ("'-1", "'@a, +b")


@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("date", "qwen-launch"),
        ("-date", "qwen-dau"),
        ("title", "doubao-dau"),
        ("-dau", "doubao-dau"),
        ("dau", "qwen-dau"),
        ("-日活", "doubao-dau"),
        ("company,-date", "qwen-dau"),
        ("-company,date", "doubao-dau"),
        ("-id", "undated"),
    ],
)
def test_sort(timeline: Path, order: str, first: str) -> None:
    ids = listed(timeline, "--sort", order)
    assert ids[0] == first
    assert sorted(ids) == sorted(IDS)
    if "date" in order:
        assert ids[-1] == "undated" or "company" in order


def test_what_cannot_be_sorted_comes_last(timeline: Path) -> None:
    assert listed(timeline, "--sort", "-date")[-1] == "undated"
    assert listed(timeline, "--sort", "-dau")[:2] == ["doubao-dau", "qwen-dau"]
    assert "no field or metric" in run("list", "-p", timeline, "--sort", "size", code=2).stderr


def test_limit_says_what_it_left_out(timeline: Path) -> None:
    result = run("list", "-p", timeline, "--ids", "--limit", "2", "company:alibaba")
    assert result.stdout.split() == ["qwen-launch", "eleme-renamed"]
    assert result.stderr == "4 of 7 · 2 left out by --limit\n"


def test_nothing_is_cut_in_a_pipe(timeline: Path) -> None:
    long = "很长的标题" * 40
    (timeline / "long.toml").write_text(
        f'[[event]]\ndate = 2030-01-01\ntitle = "{long}"\n', "utf-8"
    )
    output = run("list", "-p", timeline).stdout
    assert long in output
    assert "…" not in output
    assert "\x1b" not in output


# Hostile text


@pytest.mark.parametrize(
    "arguments",
    [
        ["list"],
        ["list", "--fields", "id,title,summary,note,tags"],
        ["list", "--json"],
        ["list", "--jsonl"],
        ["list", "--csv"],
        ["show", "x"],
        ["show", "--json", "x"],
    ],
)
def test_no_control_code_gets_out(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "hostile.toml").write_text(HOSTILE, "utf-8")
    output = run(*arguments, "-p", tmp_path).output
    assert "[/x]" in output
    assert not {c for c in output if (ord(c) < 32 and c != "\n") or 0x7F <= ord(c) < 0xA0}
    assert "\u202e" not in output
    if "json" in "".join(arguments):
        event = json.loads(run(*arguments, "-p", tmp_path).stdout.strip())
        event = event[0] if isinstance(event, list) else event
        assert event["title"]["und"].startswith("\x1b]52;")


def test_hostile_queries_and_names(tmp_path: Path) -> None:
    evil = tmp_path / "a\x1b[31mb\nc.toml"
    evil.write_text('[[event]]\ntitel = "A"\n', "utf-8")
    for result in (
        run("check", tmp_path, code=1),
        run("list", "-p", tmp_path, "kind:\x1b[31m\x9b", code=2),
        run("list", "-p", tmp_path / "no\x1b[31m", code=2),
        run("show", "-p", tmp_path, "no\x1b[31m", code=2),
    ):
        assert "\x1b" not in result.output
        assert "\x9b" not in result.output


# show


def test_show(timeline: Path) -> None:
    shown = run("show", "qwen-dau", "-p", timeline).stdout
    for words in ("Qwen at 73.52 million a day", "7 Feb 2026", "73.52M", "QuestMobile", "Gazette"):
        assert words in shown
    assert "events.toml:" in shown
    assert json.loads(run("show", "qwen-dau", "--json", "-p", timeline).stdout)["id"] == "qwen-dau"


def test_show_suggests_ids(timeline: Path) -> None:
    result = run("show", "quen-dau", "-p", timeline, code=2)
    assert result.stdout == ""
    assert "qwen-dau" in result.stderr
    assert "doubao-dau" in run("show", "doubao", "-p", timeline, code=2).stderr
