"""`When`: every example of the Library of Congress text, its bounds, order, overlap and errors."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.dates.edtf import OPEN_END, OPEN_START, PRECISIONS
from events.when import When, WhenError, today
from tests.dates.edtf_texts import whens

# text, first day, last day ("" where open), kind, precision, doubt
LIBRARY_OF_CONGRESS = [
    # level 0
    ("1985-04-12", "1985-04-12", "1985-04-12", "point", "day", ""),
    ("1985-04", "1985-04-01", "1985-04-30", "point", "month", ""),
    ("1985", "1985-01-01", "1985-12-31", "point", "year", ""),
    ("1985-04-12T23:20:30", "1985-04-12", "1985-04-12", "point", "day", ""),
    ("1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12", "point", "day", ""),
    ("1985-04-12T23:20:30-04", "1985-04-12", "1985-04-12", "point", "day", ""),
    ("1985-04-12T23:20:30+04:30", "1985-04-12", "1985-04-12", "point", "day", ""),
    ("1964/2008", "1964-01-01", "2008-12-31", "span", "year", ""),
    ("2004-06/2006-08", "2004-06-01", "2006-08-31", "span", "month", ""),
    ("2004-02-01/2005-02-08", "2004-02-01", "2005-02-08", "span", "day", ""),
    ("2004-02-01/2005-02", "2004-02-01", "2005-02-28", "span", "month", ""),
    ("2004-02-01/2005", "2004-02-01", "2005-12-31", "span", "year", ""),
    ("2005/2006-02", "2005-01-01", "2006-02-28", "span", "year", ""),
    # level 1
    ("2001-21", "2001-03-01", "2001-05-31", "point", "season", ""),
    ("2001-22", "2001-06-01", "2001-08-31", "point", "season", ""),
    ("2001-23", "2001-09-01", "2001-11-30", "point", "season", ""),
    ("2003-24", "2003-12-01", "2004-02-29", "point", "season", ""),
    ("1984?", "1984-01-01", "1984-12-31", "point", "year", "?"),
    ("2004-06~", "2004-06-01", "2004-06-30", "point", "month", "~"),
    ("2004-06-11%", "2004-06-11", "2004-06-11", "point", "day", "%"),
    ("201X", "2010-01-01", "2019-12-31", "point", "decade", ""),
    ("20XX", "2000-01-01", "2099-12-31", "point", "century", ""),
    ("2004-XX", "2004-01-01", "2004-12-31", "point", "year", ""),
    ("1985-04-XX", "1985-04-01", "1985-04-30", "point", "month", ""),
    ("1985-XX-XX", "1985-01-01", "1985-12-31", "point", "year", ""),
    ("1985-04-12/..", "1985-04-12", "", "span", "day", ""),
    ("1985-04/..", "1985-04-01", "", "span", "month", ""),
    ("1985/..", "1985-01-01", "", "span", "year", ""),
    ("../1985-04-12", "", "1985-04-12", "span", "day", ""),
    ("../1985-04", "", "1985-04-30", "span", "month", ""),
    ("../1985", "", "1985-12-31", "span", "year", ""),
    ("1985-04-12/", "1985-04-12", "1985-04-12", "span", "day", ""),
    ("1985-04/", "1985-04-01", "1985-04-30", "span", "month", ""),
    ("1985/", "1985-01-01", "1985-12-31", "span", "year", ""),
    ("/1985-04-12", "1985-04-12", "1985-04-12", "span", "day", ""),
    ("/1985-04", "1985-04-01", "1985-04-30", "span", "month", ""),
    ("/1985", "1985-01-01", "1985-12-31", "span", "year", ""),
    ("1984~/2004-06", "1984-01-01", "2004-06-30", "span", "year", "~"),
    ("1984/2004-06~", "1984-01-01", "2004-06-30", "span", "year", "~"),
    ("1984~/2004~", "1984-01-01", "2004-12-31", "span", "year", "~"),
    ("1984?/2004%", "1984-01-01", "2004-12-31", "span", "year", "%"),
    ("1984-06-02?/2004-08-08~", "1984-06-02", "2004-08-08", "span", "day", "%"),
    # level 2, the supported part
    ("2001-33", "2001-01-01", "2001-03-31", "point", "quarter", ""),
    ("2001-34", "2001-04-01", "2001-06-30", "point", "quarter", ""),
    ("2001-35", "2001-07-01", "2001-09-30", "point", "quarter", ""),
    ("2001-36", "2001-10-01", "2001-12-31", "point", "quarter", ""),
    ("2001-37", "2001-01-01", "2001-04-30", "point", "third", ""),
    ("2001-38", "2001-05-01", "2001-08-31", "point", "third", ""),
    ("2001-39", "2001-09-01", "2001-12-31", "point", "third", ""),
    ("2001-40", "2001-01-01", "2001-06-30", "point", "half", ""),
    ("2001-41", "2001-07-01", "2001-12-31", "point", "half", ""),
    ("[..1760-12-03]", "", "1760-12-03", "point", "window", ""),
    ("[1760-12..]", "1760-12-01", "", "point", "window", ""),
    ("[..1984]", "", "1984-12-31", "point", "window", ""),
    ("[1670..1672]", "1670-01-01", "1672-12-31", "point", "window", ""),
    ("2004-06-XX/2004-07-03", "2004-06-01", "2004-07-03", "span", "month", ""),
]
OURS = [
    ("2025-33/2025-36", "2025-01-01", "2025-12-31", "span", "quarter", ""),
    ("2024-24/2025", "2024-12-01", "2025-12-31", "span", "year", ""),
    ("2026-21~", "2026-03-01", "2026-05-31", "point", "season", "~"),
    ("202X~", "2020-01-01", "2029-12-31", "point", "decade", "~"),
    ("2004-XX?", "2004-01-01", "2004-12-31", "point", "year", "?"),
    ("[2025-12-21..2026-01]", "2025-12-21", "2026-01-31", "point", "window", ""),
    ("[2025-11~..2025-12?]", "2025-11-01", "2025-12-31", "point", "window", "%"),
    ("0001", "0001-01-01", "0001-12-31", "point", "year", ""),
    ("9999-12-31", "9999-12-31", "9999-12-31", "point", "day", ""),
    ("2024-02-29", "2024-02-29", "2024-02-29", "point", "day", ""),
]


@pytest.mark.parametrize(
    ("text", "first", "last", "kind", "precision", "doubt"), LIBRARY_OF_CONGRESS + OURS
)
def test_reads(text: str, first: str, last: str, kind: str, precision: str, doubt: str) -> None:
    when = When.parse(text)
    assert str(when) == text
    assert when.earliest == (date.fromisoformat(first) if first else None)
    assert when.latest == (date.fromisoformat(last) if last else None)
    assert (when.kind, when.precision, when.doubt) == (kind, precision, doubt)
    assert when.open_start == (when.lo == OPEN_START) == (not first)
    assert when.open_end == (when.hi == OPEN_END) == (not last)


@pytest.mark.parametrize(
    "text",
    [
        *["Y170000002", "Y-170000002", "-1985", "Y-17E7", "1950S2", "Y171010000S3", "Y3388E2S3"],
        *["[1667,1668,1670..1672]", "[1760-01,1760-02,1760-12..]", "[1667,1760-12]", "[1667]"],
        *["{1667,1668,1670..1672}", "{1960,1961-12}", "{..1984}"],
        *["2004-06~-11", "2004?-06-11", "?2004-06-~11", "2004-%06-11"],
        *["156X-12-25", "15XX-12-25", "XXXX-12-XX", "1XXX-XX", "1XXX-12", "1984-1X"],
        *["2004-06-~01/2004-06-~20", "-1985/2000", "[-0004..2000]", "2001-25", "2001-32"],
        *["0000", "000X", "00XX", "0000-01-01", "9999-24"],
    ],
)
def test_valid_edtf_that_is_not_supported_says_so(text: str) -> None:
    with pytest.raises(WhenError, match="valid EDTF, but not supported") as caught:
        When.parse(text)
    assert not caught.value.supported
    assert caught.value.text == text
    assert "不支持" in caught.value.show("zh")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", ""),
        ("  ", ""),
        ("soon", "soon"),
        ("2025-13", "13"),
        ("2025-00", "00"),
        ("2025-42", "42"),
        ("2025-21-01", "21"),
        ("2025-02-30", "30"),
        ("2025-02-29", "29"),
        ("2025-11-00", "00"),
        ("2025-02-30/2025-03", "30"),
        ("2025-03/2025-02", "2025-02"),
        ("[2025-03..2025-02]", "2025-02"),
        ("2025-1-1", "2025-1-1"),
        ("2025-11-", "2025-11-"),
        ("20251111", "20251111"),
        ("2025-W01-1", "2025-W01-1"),
        ("2025/11/11", "2025/11/11"),
        ("202x", "202x"),
        ("２０２５", "２０２５"),
        ("٢٠٢٥-٠١-٠١", "٢٠٢٥-٠١-٠١"),
        (" 2025", ""),
        ("2025\n", ""),
        ("2025~~", "2025~~"),
        ("..", ".."),
        ("../..", "../.."),
        ("/", "/"),
        ("[..]", "[..]"),
        ("[2025..2026", "[2025..2026"),
        ("[2025..x]", "x"),
        ("2025-11-11T9:30", "9:30"),
        ("2025-11-11T24:00:00", "24:00:00"),
        ("2025-11-11T09:30:00+15", "+15"),
        ("2025-11-11T09:30:00~", "~"),
        ("2025-11-11T09:30:00/2026", "T09:30:00"),
        ("{2025-13}", "{2025-13}"),
        ("Y2025", "Y2025"),
    ],
)
def test_what_is_no_date_is_refused_by_its_part(text: str, part: str) -> None:
    with pytest.raises(WhenError) as caught:
        When.parse(text)
    assert caught.value.supported
    assert caught.value.part == part
    assert caught.value.show("en") == str(caught.value)
    assert caught.value.show("zh") != str(caught.value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2025-11", "2025-11"),
        (2025, "2025"),
        (date(2025, 11, 11), "2025-11-11"),
        (date(800, 1, 2), "0800-01-02"),
        (datetime(2025, 11, 11, 9, 30), "2025-11-11T09:30:00"),
        (datetime(2025, 11, 11, 9, 30, 5, 999, UTC), "2025-11-11T09:30:05Z"),
        (
            datetime(2025, 11, 11, 9, 30, tzinfo=timezone(timedelta(hours=8))),
            "2025-11-11T09:30:00+08:00",
        ),
    ],
)
def test_takes_the_values_of_toml(value: object, text: str) -> None:
    assert str(When.of(value)) == text


@pytest.mark.parametrize("value", [True, 0, 12, 20251111, -5, 1.5, time(9, 30), None, [], {}])
def test_refuses_other_values(value: object) -> None:
    with pytest.raises(WhenError):
        When.of(value)


def test_time_and_zone_are_kept_as_written() -> None:
    when = When.parse("1985-04-12T23:20:30-04")
    assert (when.time, when.zone) == ("23:20:30", "-04")
    assert (When.parse("1985-04-12").time, When.parse("1985-04-12").zone) == (None, "")


def test_unknown_ends_reach_as_far_as_is_known() -> None:
    when = When.parse("1985/")
    assert when.unknown_end
    assert not when.unknown_start
    assert not when.open_end
    assert not when.overlaps(When.parse("1990"))
    assert When.parse("/1985").unknown_start
    assert When.parse("1985/..").overlaps(When.parse("1990"))


def test_doubt_is_said_of_each_end_and_of_both() -> None:
    when = When.parse("1984?/2004~")
    assert (when.doubts, when.doubt) == (("?", "~"), "%")
    assert when.approximate
    assert when.uncertain
    assert not when.exact
    assert When.parse("2004-06-11").exact
    assert not When.parse("2004-06").exact
    assert not When.parse("2004-06-11~").exact


def test_order_is_coarse_to_fine_then_by_time_and_doubt() -> None:
    expected = (
        "../1999 202X [..2024-12-31] 2025-01/.. 2025 2025-40 2025-01/2025-02 2025-01 "
        "[2025-01-01..2025-01-10] 2025-01-01 2025-01-01? 2025-01-01~ 2025-01-01T09:30:00 "
        "2025-01-01T10:00:00 2025-01-02 ../2025-06-30 2025-11"
    ).split()
    assert [str(when) for when in sorted(map(When.parse, reversed(expected)))] == expected


def test_equality_is_by_text_and_overlap_by_days() -> None:
    month, days = When.parse("2025-11"), When.parse("2025-11-01/2025-11-30")
    assert month != days
    assert (month.lo, month.hi) == (days.lo, days.hi)
    assert len({month, When.parse("2025-11"), days}) == 2
    assert month != "2025-11"
    assert month.within(When.parse("2025"))
    assert not When.parse("2025").within(month)
    assert month.overlaps(When.parse("2025-11-30/2026"))
    assert not month.overlaps(When("2025-12"))


def test_it_is_frozen_and_survives_copying() -> None:
    when = When.parse("2025-11~")
    with pytest.raises(AttributeError):
        when.lo = 1
    with pytest.raises(AttributeError):
        del when.lo
    for other in (copy.deepcopy(when), pickle.loads(pickle.dumps(when)), When("2025-11~")):
        assert other == when
        assert other.key == when.key
    assert repr(when) == "When('2025-11~')"
    error = pickle.loads(pickle.dumps(WhenError("x", "no", "不", part="x", supported=False)))
    assert (error.text, error.part, error.supported, error.show("zh")) == ("x", "x", False, "不")


def test_the_clock_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_TODAY", "2026-02-26")
    assert today() == date(2026, 2, 26)
    monkeypatch.setenv("DATELINE_TODAY", "2026-02")
    with pytest.raises(WhenError, match="DATELINE_TODAY"):
        today()
    monkeypatch.delenv("DATELINE_TODAY")
    assert isinstance(today(), date)


def test_the_import_is_small() -> None:
    heavy = (
        "pydantic dateutil dataclasses events.phrases "
        "events.dates.edtf_faults events.dates.when_words"
    )
    script = (
        "import sys; before = set(sys.modules); import events.when; "
        "print(*(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd="."
    )
    assert "events.dates.edtf" in done.stdout.split()
    assert not set(heavy.split()) & set(done.stdout.split())


# Invariants


@given(whens())
def test_parse_and_print_are_inverse(when: When) -> None:
    assert When.parse(str(when)) == when
    assert OPEN_START <= when.lo <= when.hi <= OPEN_END
    assert when.precision in (*PRECISIONS, "window")


@given(whens(), whens())
def test_order_agrees_with_the_days(a: When, b: When) -> None:
    assert (a < b) + (a == b) + (a > b) == 1
    assert (a <= b) == (a < b or a == b)
    assert (a >= b) == (a > b or a == b)
    if a.hi < b.lo:
        assert a < b
    if not (a.open_start or b.open_start) and a.lo < b.lo:
        assert a < b


@given(whens(), whens())
def test_overlap_is_symmetric_and_follows_from_within(a: When, b: When) -> None:
    assert a.overlaps(b) == b.overlaps(a)
    assert a.overlaps(a)
    assert a.within(a)
    if a.within(b):
        assert a.overlaps(b)


@given(whens(), st.sampled_from(["en", "zh"]), st.booleans())
def test_showing_never_fails_and_never_shows_an_unknown_part(
    when: When, lang: str, narrow: bool
) -> None:
    shown = when.show("zh" if lang == "zh" else "en", narrow=narrow)
    assert shown
    assert "X" not in shown
    assert "None" not in shown
    assert "{" not in shown
    assert shown.isprintable()
    assert shown == shown.strip()


@given(st.one_of(st.text(), st.text("0123456789-/.[]{},TXYSEZ:+?~% ")))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        when = When.parse(text)
    except WhenError as error:
        said = (error.text, bool(error.show("zh")), bool(str(error)))
    else:
        said = (str(when), True, True)
    assert said == (text, True, True)
