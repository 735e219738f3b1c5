from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from events.axes.ticks import GAP, Tick, ticks
from events.axes.time_axis import Fold, TimeAxis
from events.dates.edtf import OPEN_END, OPEN_START
from tests.looks.axes import axes, bounds, day, fold_rows

if TYPE_CHECKING:
    from events.when import Lang

langs = st.sampled_from(["en", "zh"])


def drawn(axis: TimeAxis, lang: Lang) -> list[str]:
    """The two rows as text."""
    rows = []
    for row in ticks(axis, lang):
        text = ""
        for tick in row:
            text += " " * (int(tick.position) - cell_len(text)) + tick.label
        rows.append(text)
    return rows


@pytest.mark.parametrize(
    ("first", "last", "width", "lang", "expected"),
    [
        ("2025-07-01", "2026-03-31", 76, "en", [
            "2025                                              2026",
            " Jul     Aug      Sep     Oct     Nov     Dec     Jan     Feb     Mar",
        ]),
        ("2025-07-01", "2026-03-31", 76, "zh", [
            "2025                                              2026",
            " 7月     8月      9月     10月    11月    12月    1月     2月     3月",
        ]),
        ("2019-01-01", "2026-03-31", 70, "en", [
            "2010s     2020s",
            " 2019     2020     2021      2022     2023     2024      2025",
        ]),
        ("1890-01-01", "2026-12-31", 60, "zh", [
            "     1900–1999                                 2000–2099",
            "     1900    1920     1940    1960     1980    2000    2020",
        ]),
        ("2026-01-26", "2026-02-12", 60, "en", [
            "Jan 2026            Feb 2026",
            "                    1         4        7         10",
        ]),
        ("2026-02-23", "2026-03-01", 88, "zh", [
            "2026年2月                                                                 2026年3月",
            " 23日 周一   24日 周二   25日 周三   26日 周四    27日 周五   28日 周六   1日 周日",
        ]),
    ],
)  # fmt: skip
def test_what_the_labels_look_like(
    first: str, last: str, width: int, lang: Lang, expected: list[str]
) -> None:
    assert drawn(TimeAxis.fitting(day(first), day(last), width), lang) == expected


def check_row(row: tuple[Tick, ...], width: int) -> None:
    for tick, following in pairwise(row):
        assert tick.position + cell_len(tick.label) + GAP <= following.position + 1e-6
        assert int(tick.position) + cell_len(tick.label) < int(following.position)
        assert tick.day <= following.day
    for tick in row:
        assert tick.width == cell_len(tick.label)
        assert tick.position >= 0
        assert tick.position + tick.width <= width


@given(axes, langs)
def test_labels_never_touch(axis: TimeAxis, lang: Lang) -> None:
    for row in ticks(axis, lang):
        check_row(row, axis.width)


@given(bounds, bounds, st.integers(1, 300), fold_rows, langs)
def test_labels_over_any_days_also_open_ends(
    lo: int, hi: int, width: int, folds: tuple[Fold, ...], lang: Lang
) -> None:
    axis = TimeAxis.fitting(min(lo, hi), max(lo, hi), width, folds)
    for row in ticks(axis, lang):
        check_row(row, axis.width)
        for tick in row:
            for fold in axis.drawn_folds:
                inside = axis.position(fold.first), axis.position(fold.last + 1)
                assert not inside[0] + 1e-6 < tick.position < inside[1] - 1e-6


@given(st.integers(day("1900-01-01"), day("2100-01-01")), st.floats(0.05, 300), langs)
def test_the_year_is_always_in_sight(first: int, days_per_cell: float, lang: Lang) -> None:
    axis = TimeAxis(first, days_per_cell, 40)
    rows = ticks(axis, lang)
    labels = [tick.label for row in rows for tick in row]
    years = {date.fromordinal(day).year for day in axis.window}
    assert any(str(year)[:2] in label for label in labels for year in years)
    assert rows.upper


def test_the_whole_of_time_and_its_ends() -> None:
    axis = TimeAxis.fitting(OPEN_START, OPEN_END, 100)
    assert [tick.label for tick in ticks(axis, "en").lower][:3] == ["1", "1000", "2000"]
    start = TimeAxis.fitting(1, 3000, 60)
    assert ticks(start, "en").upper[0].label == "1–9"
    end = TimeAxis.fitting(OPEN_END - 40, OPEN_END, 60)
    assert ticks(end, "zh").upper[-1].label == "9999年12月"


def test_a_fold_has_no_labels_and_the_year_is_said_again_after_it() -> None:
    fold = Fold(day("2021-03-01"), day("2025-05-31"))
    axis = TimeAxis.fitting(day("2021-01-01"), day("2026-02-28"), 90, (fold,))
    upper, lower = ticks(axis, "en")
    assert [tick.label for tick in upper] == ["2021", "2025", "2026"]
    assert upper[1].position == pytest.approx(axis.position(fold.last + 1))
    assert [tick.label for tick in lower][:3] == ["Jan", "Feb", "Jun"]
