from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from events import edits
from events.dates.shifts import shifted
from events.editing.refusals import FixedDates, Refusal
from events.files import load
from events.timeline import Timeline
from events.toml.reshape import same
from tests.edits.edited_timeline import lines, made, written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made(tmp_path / "timeline")


@pytest.fixture
def timeline(folder: Path) -> Timeline:
    return load(folder)


def test_a_value_is_given_to_many(timeline: Timeline) -> None:
    change = edits.set_fields(timeline, ["third", "first"], {"kind": "users"})
    assert lines(change) == ['+kind = "users"'] * 2
    assert change.what.show() == "Change 2 events: kind"


def test_words_are_added_and_removed_under_any_name(timeline: Timeline, folder: Path) -> None:
    change = edits.add_word(timeline, timeline.id_of, "companies", "阿里")
    assert lines(change) == ['+companies = ["阿里"]'] * 2
    change.apply()
    change = edits.remove_word(load(folder), timeline.id_of, "companies", "Alibaba")
    assert lines(change) == [
        '-companies = ["alibaba"]',
        "+companies = []",
        '-companies = ["阿里"]',
        "+companies = []",
        '-companies = ["阿里"]',
        "+companies = []",
    ]
    assert lines(edits.add_word(load(folder), ["second"], "tags", "A")) == []
    assert lines(edits.add_word(load(folder), ["second"], "tags", "c")) == [
        "-tags = [ \"a\", 'b' ]",
        '+tags = [ "a", \'b\', "c" ]',
    ]


def test_dates_are_shifted_or_named(timeline: Timeline) -> None:
    assert lines(edits.shift_dates(timeline, timeline.id_of, months=-2)) == [
        "-date = 2025-01-02",
        "+date = 2024-11-02",
        '-date = "2025-03"',
        '+date = "2025-01"',
        "-date = 2025-06-30",
        "+date = 2025-04-30",
    ]
    with pytest.raises(FixedDates) as caught:
        edits.shift_dates(timeline, timeline.id_of, days=1)
    assert caught.value.dates == (("second", "2025-03"),)
    assert "second (2025-03)" in caught.value.show("zh")


@pytest.mark.parametrize(
    ("value", "days", "months", "after"),
    [
        (date(2025, 1, 31), 1, 0, date(2025, 2, 1)),
        (date(2025, 1, 31), 0, 1, date(2025, 2, 28)),
        (date(2025, 1, 31), 1, 1, date(2025, 3, 1)),
        (
            datetime(2025, 1, 31, 9, 30, tzinfo=UTC),
            -31,
            0,
            datetime(2024, 12, 31, 9, 30, tzinfo=UTC),
        ),
        ("2025-01-31?", 1, 0, "2025-02-01?"),
        ("2025-11-11T09:30:00Z", 1, 0, "2025-11-12T09:30:00Z"),
        ("2025-11-11/2025-11-20~", 10, 0, "2025-11-21/2025-11-30~"),
        ("[2025-11-01..2025-11-10]", 0, 1, "[2025-12-01..2025-12-10]"),
        ("2025-11-11/..", 1, 0, "2025-11-12/.."),
        ("../2025-11", 0, 2, "../2026-01"),
        ("2025-11", 1, 0, None),
        ("2025-11/2025-12-01", 1, 0, None),
        ("2025", 0, 12, "2026"),
        ("2025", 0, 6, None),
        (2025, 0, -24, 2023),
        (2025, 0, 1, None),
        ("2025-33", 0, 3, "2025-34"),
        ("2025-36~", 0, 3, "2026-33~"),
        ("2025-33", 0, 1, None),
        ("2025-39", 0, 4, "2026-37"),
        ("2025-40", 0, -6, "2024-41"),
        ("2025-22", 0, 12, "2026-22"),
        ("2025-22", 0, 3, None),
        ("202X", 0, 120, None),
        ("2025-XX", 0, 12, None),
        ("9999-12", 0, 1, None),
        (date(9999, 12, 31), 1, 0, None),
        (1, 0, -12, None),
        (None, 1, 0, None),
        ("", 1, 0, None),
        ("../..", 1, 0, None),
    ],
)
def test_a_shifted_date_keeps_its_form(value: Any, days: int, months: int, after: Any) -> None:
    assert same(shifted(value, days=days, months=months), after)


# Problems


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("titel = 'A'", "title = 'A'"),
        ("title = 'A'\ncompanies = ['alibab'] # who",
         "title = 'A'\ncompanies = [\"alibaba\"] # who"),
        ("title = 'A'\nreadings = [{ metric = 'mauu', value = 1 }]",
         "title = 'A'\nreadings = [{ metric = \"mau\", value = 1 }]"),
        ("title = 'A'\nstatus = \"reportd\"", "title = 'A'\nstatus = \"reported\""),
    ],
)  # fmt: skip
def test_a_suggestion_is_put_in_the_place_of_the_fault(folder: Path, text: str, after: str) -> None:
    head = '\ufeff# 注\r\n[[event]]\r\nid = "a"\r\n'
    timeline = written(folder, head + text)
    (problem,) = [problem for problem in timeline.problems if problem.suggestion]
    edits.mend(timeline, problem).apply()
    assert (folder / "events.toml").read_bytes().decode() == head + after
    assert not [problem for problem in load(folder).problems if problem.suggestion]


def test_a_problem_without_a_suggestion_cannot_be_mended_so(folder: Path) -> None:
    timeline = written(folder, "[[event]]\nid = 'a'\ntitle = 'A'\nstatus = 7\n")
    with pytest.raises(Refusal):
        edits.mend(timeline, timeline.problems[0])
