from __future__ import annotations

import math
from dataclasses import fields
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from events.loading.form import mended
from events.loading.plain_rows import plain_model
from events.loading.validation import adapter
from events.model import TABLES, Citation, Event, Key, Reading, keys_of, needed_key

MODELS = [*TABLES.values(), Reading, Citation]

BLANKS = st.sampled_from(["", " ", "\t\n", "\u3000", "\x1c", "\x85", "\xa0", "\u200b", "\ufeff"])
WORDS = st.text(max_size=6) | BLANKS | st.sampled_from(["千问", " x ", "planned", "over", "chart"])
DATES = st.one_of(
    st.sampled_from(["2025", "2025-11~", "2025-02/2025-03", "[2026..]", "2025/11/03", "202X"]),
    st.dates(),
    st.datetimes(timezones=st.none() | st.timezones()),
    st.integers(0, 10_000),
)
NUMBERS = st.one_of(
    st.integers(-(2**64), 2**64),
    st.sampled_from([2**63, 2**63 - 1, -(2**63), -(2**63) - 1, 0, 10**400]),
    st.integers(0, 3),
    st.floats(),
)
ADDRESSES = st.one_of(
    st.sampled_from(
        ["https://a.b/c", "http://x", "https://", "ftp://a", "https://a b", " http://a"]
    ),
    WORDS.map("https://".__add__),
)
ANY = st.recursive(
    st.one_of(WORDS, DATES, NUMBERS, ADDRESSES, st.booleans(), st.times()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=4,
)
FITTING: dict[str, st.SearchStrategy[Any]] = {
    "word": WORDS,
    "line": WORDS,
    "text": WORDS | st.dictionaries(st.sampled_from(["en", "zh"]) | WORDS, WORDS, max_size=2),
    "words": st.lists(WORDS, max_size=3),
    "date": DATES,
    "number": NUMBERS,
    "flag": st.booleans(),
    "address": ADDRESSES,
}


def values(key: Key) -> st.SearchStrategy[Any]:
    """Values of a key as TOML gives them, mostly fitting ones."""
    if key.sort == "rows":
        fitting: st.SearchStrategy[Any] = st.lists(rows(key.of), max_size=2)
    elif key.sort == "choice":
        fitting = st.sampled_from(key.of)
    else:
        fitting = FITTING[key.sort]
    return st.integers(0, 19).flatmap(lambda chance: ANY if chance == 0 else fitting)


def rows(model: type) -> st.SearchStrategy[dict[str, Any]]:
    """Rows of a table, mostly of known keys."""
    keys = keys_of(model)
    needed = needed_key(model)
    wanted = {needed: values(keys[needed])} if needed else {}
    others = {name: values(key) for name, key in keys.items() if name != needed}
    known = st.fixed_dictionaries(wanted, optional=others)
    odd = st.dictionaries(st.sampled_from(["titel", "Id", ""]) | st.sampled_from([*keys]), ANY)
    return st.integers(0, 9).flatmap(
        lambda chance: st.builds(lambda row, more: row | more, known, odd) if not chance else known
    )


def judged(model: type, row: object) -> Any:
    """The model that pydantic gives, None where it refuses the row."""
    try:
        return adapter(model).validate_python(row)
    except ValidationError:
        return None


@pytest.mark.parametrize("model", MODELS)
@given(data=st.data())
def test_a_plain_model_is_what_pydantic_gives(model: type, data: st.DataObject) -> None:
    row = data.draw(rows(model) | ANY)
    made: Any = plain_model(model, row)
    expected = judged(model, row)
    value, findings, _ = mended(model, row)
    assert (expected is None) == bool(findings)
    if expected is not None:
        assert repr(value) == repr(expected)
    if made is not None:
        assert isinstance(made, model)
        assert made == expected
        assert repr(made) == repr(expected)  # 1 and 1.0 are equal


FULL: dict[str, Any] = {
    "id": "e",
    "date": "2025-11~",
    "kind": "users",
    "companies": ["a"],
    "products": [],
    "title": {"en": "T", "zh": "题"},
    "summary": "…",
    "status": "forecast",
    "tags": ["x", "y"],
    "related": ["f"],
    "readings": [
        {"metric": "m", "value": 1, "bound": "over", "by": "A", "product": "p", "company": "c"},
        {"metric": "m", "low": 1, "high": 2.5, "note": {"zh": "注"}},
    ],
    "citations": [{"source": "s", "place": "§1", "date_words": "", "note": "n"}],
    "note": "n",
}


@pytest.mark.parametrize(
    ("model", "row"),
    [
        (Event, FULL),
        (Event, {}),
        *((Event, {"date": day}) for day in (2025, date(2025, 1, 1), datetime(2025, 1, 1, 9))),
        (TABLES["company"], {"id": "a", "name": "A", "aliases": ["B"], "url": "https://a.b"}),
        (TABLES["kind"], {"id": "k", "launch": False, "glyph": "●"}),
        (TABLES["source"], {"id": "s", "published": date(2025, 1, 1), "language": "zh"}),
        (TABLES["view"], {"name": "v", "query": "", "look": "chart"}),
        (TABLES["era"], {"name": {"en": "e"}, "date": "2025/..", "note": "n"}),
        (TABLES["timeline"], {"title": "t", "language": "en"}),
    ],
)
def test_well_formed_rows_are_plain(model: type, row: dict[str, Any]) -> None:
    made = plain_model(model, row)
    assert type(made) is model
    assert made == judged(model, row)


@pytest.mark.parametrize(
    "row",
    [
        {**FULL, "titel": "x"},
        {**FULL, "id": " "},
        {**FULL, "title": {}},
        {**FULL, "title": {"en": " "}},
        {**FULL, "tags": [""]},
        {**FULL, "tags": "x"},
        {**FULL, "status": "Forecast"},
        {**FULL, "date": time(7, 30)},
        {**FULL, "date": True},
        {**FULL, "date": "2025-13"},
        {**FULL, "citations": [{"place": "§1"}]},
        {**FULL, "readings": [{"metric": "m"}]},
        {**FULL, "readings": [{"metric": "m", "value": math.nan}]},
        {**FULL, "readings": [{"metric": "m", "value": True}]},
        {**FULL, "readings": [{"metric": "m", "low": 2, "high": 1}]},
        [],
        "event",
    ],
)
def test_of_others_there_is_no_plain_model(row: object) -> None:
    assert plain_model(Event, row) is None
    assert judged(Event, row) is None


def test_a_plain_model_is_frozen() -> None:
    made = plain_model(Event, FULL)
    assert made is not None
    assert [getattr(made, one.name) for one in fields(made)]
    with pytest.raises(AttributeError):
        made.title = "x"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        made.readings[0].value = 2  # type: ignore[misc]
