from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from pydantic import ValidationError

from events.loading.form import mended
from events.loading.plain_rows import plain_model
from events.loading.validation import adapter
from events.model import TABLES, Event, Reading
from events.names import slug
from events.when import When


def event(**keys: Any) -> Event:
    made = plain_model(Event, keys)
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2025-11~", "2025-11~"),
        (date(2025, 11, 11), "2025-11-11"),
        (datetime(2025, 11, 11, 9, 30), "2025-11-11T09:30:00"),
        (datetime(2025, 11, 11, 9, 30, tzinfo=UTC), "2025-11-11T09:30:00Z"),
        (2025, "2025"),
    ],
)
def test_dates_as_toml_gives_them(value: Any, text: str) -> None:
    assert event(date=value).date == When(text)


def test_an_event_is_frozen_and_its_lists_are_tuples() -> None:
    made = event(id="a", tags=["x"], readings=[{"metric": "mau", "low": 1, "high": 2.5}])
    assert made.tags == ("x",)
    assert made.readings == (Reading(metric="mau", low=1, high=2.5),)
    assert made.status == "reported"
    assert made.date is None
    with pytest.raises(AttributeError):
        made.id = "b"  # type: ignore[misc]


@pytest.mark.parametrize("value", [0, -3, 10**18, 2.5, 1e300])
def test_numbers_keep_their_type(value: float) -> None:
    row = {"metric": "m", "value": value}
    for reading in plain_model(Reading, row), adapter(Reading).validate_python(row):
        assert reading is not None
        assert reading.value == value
        assert type(reading.value) is type(value)


@pytest.mark.parametrize(
    "figure",
    [
        {},
        {"low": 1},
        {"high": 1},
        {"low": 2, "high": 1},
        {"low": 1, "high": 2, "value": 1},
        {"value": float("nan")},
        {"value": float("inf")},
        {"value": True},
        {"value": "1"},
        {"value": 10**400},
    ],
)
def test_a_reading_has_one_finite_figure(figure: dict[str, Any]) -> None:
    row = {"metric": "m", **figure}
    assert plain_model(Reading, row) is None
    with pytest.raises(ValidationError):
        adapter(Reading).validate_python(row)


# For each key: a wrong value, the code of its problem, the path to it, and what is kept.
WRONG: list[tuple[str, dict[str, Any], list[tuple[str, tuple[str | int, ...]]], dict[str, Any]]] = [
    ("event", {"id": 3}, [("wrong-type", ("id",))], {"id": ""}),
    ("event", {"id": " "}, [("empty-text", ("id",))], {"id": ""}),
    ("event", {"date": "2025/11/03"}, [("bad-date", ("date",))], {"date": None}),
    ("event", {"date": 20251103}, [("bad-date", ("date",))], {"date": None}),
    ("event", {"date": True}, [("wrong-type", ("date",))], {"date": None}),
    ("event", {"date": 1.5}, [("wrong-type", ("date",))], {"date": None}),
    ("event", {"date": time(7, 30)}, [("wrong-type", ("date",))], {"date": None}),
    ("event", {"date": ["2025"]}, [("wrong-type", ("date",))], {"date": None}),
    ("event", {"kind": ["users"]}, [("wrong-type", ("kind",))], {"kind": None}),
    (
        "event",
        {"companies": "alibaba"},
        [("wrong-type", ("companies",))],
        {"companies": ("alibaba",)},
    ),
    ("event", {"companies": {"a": 1}}, [("wrong-type", ("companies",))], {"companies": ()}),
    (
        "event",
        {"companies": ["a", 3, "b", ""]},
        [("wrong-type", ("companies", 1)), ("empty-text", ("companies", 3))],
        {"companies": ("a", "b")},
    ),
    ("event", {"title": ""}, [("empty-text", ("title",))], {"title": ""}),
    ("event", {"title": {}}, [("empty-text", ("title",))], {"title": ""}),
    ("event", {"title": ["a"]}, [("wrong-type", ("title",))], {"title": ""}),
    (
        "event",
        {"title": {"en": 3, "zh": "千问", "fr": ""}},
        [("wrong-type", ("title", "en")), ("empty-text", ("title", "fr"))],
        {"title": {"zh": "千问"}},
    ),
    ("event", {"status": "Planned"}, [("unknown-status", ("status",))], {"status": "reported"}),
    ("event", {"status": 1}, [("wrong-type", ("status",))], {"status": "reported"}),
    ("event", {"titel": "x"}, [("unknown-key", ("titel",))], {}),
    ("event", {"readings": 3}, [("wrong-type", ("readings",))], {"readings": ()}),
    (
        "event",
        {"readings": {"metric": "m", "value": 1}},
        [("wrong-type", ("readings",))],
        {"readings": (Reading(metric="m", value=1),)},
    ),
    (
        "event",
        {
            "readings": [
                {"metric": "m", "value": 1, "bound": "ca", "unit": "x"},
                {"metric": "m", "value": "1.3亿"},
                {"metric": "m", "value": "many"},
                {"metric": "m", "value": float("nan")},
                {"metric": "m", "low": -float("inf"), "high": 1},
                {"metric": "m", "value": 10**400},
                {"metric": "m", "value": True},
                {"metric": "m"},
                {"metric": "m", "low": 1},
                {"metric": "m", "low": 3, "high": 1},
                {"metric": "m", "low": 1, "high": 3, "value": 2},
                {"value": 1},
                "m",
            ]
        },
        [
            ("unknown-bound", ("readings", 0, "bound")),
            ("unknown-key", ("readings", 0, "unit")),
            ("number-word", ("readings", 1, "value")),
            ("wrong-type", ("readings", 2, "value")),
            ("not-finite", ("readings", 3, "value")),
            ("not-finite", ("readings", 4, "low")),
            ("huge-value", ("readings", 5, "value")),
            ("wrong-type", ("readings", 6, "value")),
            ("reading-without-value", ("readings", 7)),
            ("half-range", ("readings", 8)),
            ("low-above-high", ("readings", 9)),
            ("value-and-range", ("readings", 10)),
            ("missing-key", ("readings", 11)),
            ("wrong-type", ("readings", 12)),
        ],
        {"readings": (Reading(metric="m", value=1),)},
    ),
    (
        "event",
        {"citations": [{"place": "§1"}, {"source": "s", "place": 1}]},
        [("missing-key", ("citations", 0)), ("wrong-type", ("citations", 1, "place"))],
        {},
    ),
    ("company", {"id": "a", "url": "a.com"}, [("bad-address", ("url",))], {"url": ""}),
    ("company", {"name": "A & B"}, [("missing-key", ())], {"id": "a-b", "name": "A & B"}),
    ("company", {"id": 3, "name": "A"}, [("wrong-type", ("id",))], {"id": "a"}),
    ("kind", {"id": "a", "launch": 1}, [("wrong-type", ("launch",))], {"launch": False}),
    ("kind", {"id": "a", "launch": "true"}, [("wrong-type", ("launch",))], {"launch": False}),
    (
        "source",
        {"id": "a", "published": "soon"},
        [("bad-date", ("published",))],
        {"published": None},
    ),
    ("view", {"name": "a", "look": "Chart"}, [("unknown-look", ("look",))], {"look": "list"}),
    ("era", {"name": "a", "date": "soon"}, [("bad-date", ("date",))], {"date": None}),
    (
        "timeline",
        {"title": 3, "lang": "en"},
        [("wrong-type", ("title",)), ("unknown-key", ("lang",))],
        {},
    ),
]


@pytest.mark.parametrize(("table", "raw", "findings", "kept"), WRONG)
def test_what_is_wrong_is_told_and_the_rest_kept(
    table: str,
    raw: dict[str, Any],
    findings: list[tuple[str, tuple[str | int, ...]]],
    kept: dict[str, Any],
) -> None:
    made = mended(TABLES[table], raw)
    assert [(finding.code, finding.path) for finding in made.findings] == findings
    assert made.value is not None
    for key, value in kept.items():
        assert getattr(made.value, key) == value


@pytest.mark.parametrize(
    ("table", "raw", "codes"),
    [
        ("event", "text", ["wrong-type"]),
        ("event", 3, ["wrong-type"]),
        ("company", {"url": "https://a.b"}, ["missing-key"]),
        ("view", {"query": "a"}, ["missing-key"]),
        ("era", {"date": "2025"}, ["missing-key"]),
    ],
)
def test_of_some_rows_nothing_can_be_kept(table: str, raw: Any, codes: list[str]) -> None:
    made = mended(TABLES[table], raw)
    assert made.value is None
    assert [finding.code for finding in made.findings] == codes


@pytest.mark.parametrize("table", TABLES)
def test_any_value_of_any_key_is_read_or_told(table: str) -> None:
    """No key may lose its row, nor break the mending."""
    cls = TABLES[table]
    for key in cls.__dataclass_fields__:  # type: ignore[attr-defined]
        for value in (3, 1.5, True, "", "x", [], [3], {}, {"en": 3}, date(2025, 1, 1), time(1)):
            raw = {"id": "a", "name": "A"} if table not in ("event", "timeline") else {}
            if table in ("source", "view", "era"):
                raw = {"id": "a"} if table == "source" else {"name": "A"}
            made = mended(cls, {**raw, key: value})
            assert made.value is not None or key in ("id", "name")
            if not made.findings:
                assert made.value == adapter(cls).validate_python({**raw, key: value})


def test_dropped_items_are_remembered_by_number() -> None:
    made = mended(Event, {"companies": [1, "a", 2, "b"], "tags": ["x"]})
    assert made.value.companies == ("a", "b")
    assert made.kept == {"companies": (1, 3)}


def test_a_hostile_row_is_told_of_briefly() -> None:
    made = mended(Event, {"tags": [1] * 100_000, **{f"k{n}": 1 for n in range(10_000)}})
    assert made.value is not None
    assert len(made.findings) == 50


@pytest.mark.parametrize(
    ("words", "id"),
    [
        (("2026-01-14", "Qwen passes 100 million!"), "2026-01-14-qwen-passes-100-million"),
        (("[2026-01..]", "千问  月活破亿"), "2026-01-千问-月活破亿"),
        (("", "…"), ""),
    ],
)
def test_slug(words: tuple[str, str], id: str) -> None:
    assert slug(*words) == id
