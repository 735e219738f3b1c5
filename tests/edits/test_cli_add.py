"""`dateline add`: by options, by fields, from stdin, with names that are new."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import tomli

from events import load
from tests.command_line import EVENTS, NAMES, run
from tests.edits.told import event, fed, listed, texts


def test_add_by_options(timeline: Path) -> None:
    result = run(
        "add", "-p", timeline, "--date", "去年末", "--kind", "用户", "--product", "千问",
        "--company", "阿里", "--title", "Qwen 千问 grows", "--title-zh", "千问增长",
        "--tag", "a, b",
        "--tag", "c", "--related", "qwen-launch", "--summary", "en=More.", "--status", "已宣布",
        "--reading", 'DAU 千问 3500万–4000万 by="Alibaba Cloud" note=rough',
        "--reading", "change alibaba 跌超2%", "--source", "An article:§4 ¶4 date_words=去年末",
    )  # fmt: skip
    (id,) = result.stdout.split()
    assert event(timeline, id) == {
        "id": id,
        "date": "[2025-11..2025-12]",
        "kind": "users",
        "companies": ["alibaba"],
        "products": ["qwen"],
        "title": {"en": "Qwen 千问 grows", "zh": "千问增长"},
        "summary": {"en": "More."},
        "status": "announced",
        "tags": ["a", "b", "c"],
        "related": ["qwen-launch"],
        "readings": [
            {
                "metric": "dau", "product": "qwen", "low": 35_000_000, "high": 40_000_000,
                "by": "Alibaba Cloud", "note": "rough",
            },
            {"metric": "change", "company": "alibaba", "value": -2, "bound": "over"},
        ],
        "citations": [{"source": "s1", "place": "§4 ¶4", "date_words": "去年末"}],
    }  # fmt: skip
    assert result.stderr == "去年末: Nov or Dec 2025 · [2025-11..2025-12]\nadded 1: events.toml\n"


def test_add_by_fields_into_a_new_file(timeline: Path) -> None:
    before = texts(timeline)
    result = run(
        "add", "-p", timeline, "title=Split = two", "date=2026-02-01", "tag=t", "--file",
        "new.toml", "--json",
    )  # fmt: skip
    told = json.loads(result.stdout)
    assert told == {"ids": ["2026-02-01-split-two"], "files": ["new.toml"], "dry_run": False}
    assert (timeline / "new.toml").read_text("utf-8") == (
        '[[event]]\nid = "2026-02-01-split-two"\ndate = 2026-02-01\ntitle = "Split = two"\n'
        'tags = ["t"]\n'
    )
    assert texts(timeline) == before | {"new.toml": (timeline / "new.toml").read_bytes()}


@pytest.mark.parametrize("lines", [False, True])
def test_what_list_prints_add_takes(timeline: Path, tmp_path: Path, lines: bool) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "names.toml").write_text(NAMES, "utf-8")
    printed = run("list", "-p", timeline, "--jsonl" if lines else "--json").stdout
    result = fed(printed, "add", "-", "-p", other)
    assert sorted(result.stdout.split()) == sorted(one["id"] for one in listed(timeline))
    assert listed(other) == listed(timeline)
    added = tomli.loads((other / "names.toml").read_text("utf-8"))["event"]
    assert sorted(added, key=lambda row: str(row["id"])) == sorted(
        tomli.loads(EVENTS)["event"], key=lambda row: str(row["id"])
    )


def test_options_hold_for_all_events_of_stdin_and_ids_are_made(timeline: Path) -> None:
    given = '{"title": "Two", "date": "2026-01"}\n{"title": "Two", "date": "今年1月"}\n'
    result = fed(given, "add", "-", "--tag", "new", "-p", timeline)
    assert result.stdout.split() == ["2026-01-two", "2026-01-two-2"]
    assert event(timeline, "2026-01-two-2") == {
        "id": "2026-01-two-2", "date": "2026-01", "title": "Two", "tags": ["new"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--title", "x", "--kind", "usrs"], "no kind “usrs” (did you mean users?)"),
        (["--title", "x", "--company", "bytedanse"], "did you mean bytedance?"),
        (["--title", "x", "--related", "qwen-lanch"], "did you mean qwen-launch?"),
        (["--title", "x", "--source", "s2:§1"], "no source “s2”"),
        (["--title", "x", "--reading", "dua qwen 3"], "no metric “dua” (did you mean dau?)"),
        (["--title", "x", "--reading", "dau qwn 3"], "did you mean qwen?"),
        (["--title", "x", "--reading", "dau qwen"], "qwen"),
        (["--title", "x", "--reading", "change 3亿元"], "counted in %, not in CNY"),
        (["--title", "x", "--date", "someday"], "'someday' is not understood"),
        (["--title", "x", "--status", "true"], "one of: reported, announced"),
        (["--title", "x", "--id", "qwen-dau"], "“qwen-dau” is taken by another event"),
        (["--title", "x", "--file", "../x.toml"], "no file of this timeline"),
        (["--title", "x", "--file", "sub/x.toml"], "is not there"),
        (["--title", "x", "readings:=[{metrc = 1}]"], "no field “metrc” (did you mean metric?)"),
        (["--title", "x", "tags:=a"], "no value of TOML or JSON"),
        (["--title", "x", "tags:=5"], "cannot be written"),
        (["--kind", "users"], "needs a title"),
        (["titel=x"], "no field “titel” (did you mean title?)"),
        (["x"], "not field=value"),
        ([], "what event?"),
        (["--title", "A", "--file", "pyproject.toml"], "can be called pyproject.toml"),
    ],
)
def test_what_cannot_be_added(timeline: Path, arguments: list[str], said: str) -> None:
    before = texts(timeline)
    result = run("add", "-p", timeline, *arguments, code=2)
    assert said in result.stderr
    assert result.stdout == ""
    assert texts(timeline) == before


@pytest.mark.parametrize(
    "given",
    [
        "", "{", "5", '["a"]', "[null]", '{"title": {"en": 5}}', '{"title": ["x"]}',
        '{"id": 5, "title": "x"}', '{"title": "\\ud800"}', '{"title": "x", "colour": "red"}',
        '{"title": "x", "readings": [{"metric": "dau", "value": NaN}]}',
        '{"title": "x", "readings": [{"metric": "dau", "value": 1e999}]}',
        '{"title": "x", "readings": [5]}', '{"title": "x", "date": [1]}',
        '{"id": "same", "title": "x"}\n{"id": "same", "title": "y"}',
        "[" * 100_000, '{"note": ' + "[" * 600 + "]" * 600 + "}", "1" * 5000, b"\xff\xfe{}",
    ],
)  # fmt: skip
def test_bad_json_adds_nothing(timeline: Path, given: str | bytes) -> None:
    before = texts(timeline)
    good = b'{"title": "Good"}\n' if isinstance(given, str) and given[:1] == "{" else b""
    data = good + (given.encode() if isinstance(given, str) else given)
    result = fed(data, "add", "-", "-p", timeline, code=2)
    assert result.stderr.startswith("dateline: ")
    assert texts(timeline) == before


def test_unknown_names_can_be_let_through(timeline: Path) -> None:
    result = run("add", "-p", timeline, "--title", "x", "--company", "newcomer", "--unknown")
    assert event(timeline, result.stdout.strip())["companies"] == ["newcomer"]
    assert "no company “newcomer”" in result.stderr


def test_unknown_names_can_be_made_with_the_event(timeline: Path) -> None:
    given = [
        *("add", "-p", str(timeline), "--date", "2023-10", "--title", "Kimi 发布"),
        *("--kind", "Opening", "--company", "Moonshot AI", "--product", "Kimi"),
        *("--reading", "price Kimi $3", "--source", "https://www.example.com/kimi:¶3"),
    ]
    refused = run(*given, code=2)
    assert refused.stderr.strip().endswith("; --make-names makes it")
    result = run(*given, "--make-names")
    assert "new company: Moonshot AI · moonshot-ai\n" in result.stderr
    added = event(timeline, result.stdout.strip())
    assert added["products"] == ["kimi"]
    assert added["readings"] == [{"metric": "price", "product": "kimi", "value": 3}]
    assert added["citations"] == [{"source": "example-com-kimi", "place": "¶3"}]
    known = load(timeline)
    assert not known.problems
    assert known.companies["moonshot-ai"].name == "Moonshot AI"
    assert known.products["kimi"].company == "moonshot-ai"
    assert known.metrics["price"].unit == "USD"
    assert known.sources["example-com-kimi"].url == "https://www.example.com/kimi"


@pytest.mark.parametrize(
    ("written", "url", "place"),
    [
        ("http://host:8080/x:¶2", "http://host:8080/x", "¶2"),
        ("http://host:8080", "http://host:8080", None),
        ("https://a.example/b?t=1:30：第3段", "https://a.example/b?t=1:30", "第3段"),
        ("https://a.example", "https://a.example", None),
    ],
)
def test_a_place_stands_behind_a_whole_address(
    timeline: Path, written: str, url: str, place: str | None
) -> None:
    for _ in range(2):  # the second time the source is known by its address
        added = run("add", "-p", timeline, "--title", "x", "--source", written, "--make-names")
        (citation,) = event(timeline, added.stdout.strip())["citations"]
        assert load(timeline).sources[citation["source"]].url == url
        assert citation.get("place") == place
    assert [source.url for source in load(timeline).sources.values()].count(url) == 1
