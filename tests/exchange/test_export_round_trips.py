"""What is exported and read again: the same events, whatever their texts hold."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import tomli

from events.checks import check
from events.exports.csv_columns import LISTS, TABLES, TEXTS, as_written
from events.exports.event_object import TOLD_ONLY, UNKNOWN_LANGUAGE, event_object
from events.files import load
from events.imports.cells import listed
from events.timeline import Timeline
from tests.command_line import ROOT
from tests.exchange.exported import dated, exported, hostile_timeline
from tests.small_timeline import small_timeline


def told(timeline: Timeline) -> list[dict[str, Any]]:
    """The events as JSON has them, without what follows from the rest."""
    return [
        {
            key: json.loads(json.dumps(value))
            for key, value in event_object(timeline, number).items()
            if key not in TOLD_ONLY
        }
        for number in range(len(timeline))
    ]


def rows(text: str) -> list[dict[str, Any]]:
    """The events of an export to CSV, as `told` has them."""
    return [
        _event({as_written(key): as_written(cell) for key, cell in row.items()})
        for row in csv.DictReader(io.StringIO(text, newline=""))
    ]


def _event(row: dict[str, str]) -> dict[str, Any]:
    event: dict[str, Any] = {field: {} for field in TEXTS}
    for column, cell in row.items():
        field, _, language = column.partition(".")
        if field in TEXTS:
            if cell:
                event[field][language or UNKNOWN_LANGUAGE] = cell
        elif field in LISTS:
            event[field] = listed(cell)
        elif field in TABLES:
            event[field] = [_whole(field, table) for table in json.loads(cell or "[]")]
        elif field not in TOLD_ONLY:
            event[field] = cell or None
    return event


def _whole(field: str, table: dict[str, Any]) -> dict[str, Any]:
    """A table with the keys that were left away."""
    if field == "citations":
        return {"place": {}, "date_words": None, "note": {}} | table
    blank = dict.fromkeys(("product", "company", "value", "low", "high"))
    return {**blank, "bound": "exact", "by": {}, "note": {}} | table


TIMELINES = {
    "seeds": lambda: load(ROOT / "seeds"),
    "hostile": hostile_timeline,
    "dates": dated,
}


@pytest.mark.parametrize("name", TIMELINES)
def test_csv_is_read_back_as_it_was(name: str) -> None:
    timeline = TIMELINES[name]()
    assert rows(exported("csv", timeline)) == told(timeline)


@pytest.mark.parametrize("name", TIMELINES)
def test_no_cell_begins_like_a_formula(name: str) -> None:
    reader = csv.reader(io.StringIO(exported("csv", TIMELINES[name]()), newline=""))
    for cell in (cell for row in reader for cell in row):
        assert cell.lstrip()[:1] not in {"=", "+", "-", "@", "＝", "＋", "－", "＠"}
        assert cell[:1] not in {"\t", "\r", "\n"}


@pytest.mark.parametrize("name", TIMELINES)
def test_json_is_read_back_as_it_was(name: str) -> None:
    timeline = TIMELINES[name]()
    read = json.loads(exported("json", timeline))
    lines = [json.loads(line) for line in exported("jsonl", timeline).split("\n") if line]
    assert read == lines
    assert [{k: v for k, v in event.items() if k not in TOLD_ONLY} for event in read] == told(
        timeline
    )


def opened(tmp_path: Path, text: str) -> Timeline:
    (tmp_path / "export.toml").write_bytes(text.encode())
    return load(tmp_path / "export.toml")


def test_toml_of_the_seeds_opens_as_the_same_events_without_a_problem(tmp_path: Path) -> None:
    timeline = load(ROOT / "seeds")
    again = opened(tmp_path, exported("toml", timeline))
    assert again.events == timeline.events
    assert check(again) == []
    assert again.info == timeline.info
    assert {*timeline.companies} >= {*again.companies}
    assert again.sources == timeline.sources
    assert (again.views, again.eras) == ((), ())


def test_toml_of_hostile_texts_opens_as_the_same_events(tmp_path: Path) -> None:
    timeline = hostile_timeline()
    again = opened(tmp_path, exported("toml", timeline))
    # No file could have given the addresses that are none.
    assert {problem.code for problem in again.problems} == {"bad-address"}
    # Links to events that are not there were left out; the rest is as it was.
    assert sorted(again.id_of) == sorted(timeline.id_of)
    for id in timeline.id_of:
        was = timeline.events[timeline.number_of[id]]
        assert again.events[again.number_of[id]] == replace(was, related=())


def test_toml_is_of_version_1_0(tmp_path: Path) -> None:
    for timeline in (load(ROOT / "seeds"), hostile_timeline(), dated(), small_timeline()):
        parsed = tomli.loads(exported("toml", timeline, query="a\nb\x1b#c"))
        assert len(parsed["event"]) == len(timeline)


def test_toml_keeps_only_the_names_it_uses(tmp_path: Path) -> None:
    timeline = small_timeline()
    numbers = [timeline.number_of[id] for id in ("afu", "mau")]
    parsed = tomli.loads(exported("toml", timeline, numbers))
    assert [row["id"] for row in parsed["company"]] == ["alibaba", "ant"]
    assert [row["id"] for row in parsed["product"]] == ["qwen-app", "afu"]
    assert [row["id"] for row in parsed["kind"]] == ["launch", "users"]
    assert [row["id"] for row in parsed["metric"]] == ["dau", "mau"]
    assert [row["id"] for row in parsed["source"]] == ["jan"]
    again = opened(tmp_path, exported("toml", timeline, numbers))
    assert again.events == [timeline.events[number] for number in numbers]
    assert not [problem for problem in again.problems if problem.level == "error"]


def test_toml_counts_the_links_it_cannot_keep() -> None:
    from events.exports.formats import FORMATS
    from tests.exchange.exported import selection

    timeline = small_timeline()
    alone = FORMATS["toml"].export(selection(timeline, [timeline.number_of["qwen"]]))
    assert [remark.en for remark in alone.remarks] == [
        "1 link to events outside the selection: left out"
    ]
    both = [timeline.number_of[id] for id in ("qwen", "mau")]
    assert FORMATS["toml"].export(selection(timeline, both)).remarks == ()
