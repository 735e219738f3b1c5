"""Figures drawn over the days since an anchor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from events.model import Metric
from tui.widgets.compare import since_axis
from tui.widgets.compare.aligned_series import AlignedPoint, AlignedSeries, SeriesPanel

if TYPE_CHECKING:
    from events.when import Lang

M = 1_000_000
USERS = Metric(id="mau", unit="users")


def drawn(
    *points: tuple[AlignedPoint, ...], lang: Lang = "en", height: int = 10, width: int = 40
) -> list[str]:
    series = [AlignedSeries(f"S{n}", n, each) for n, each in enumerate(points)]
    axis = since_axis.fitting([point.day for each in points for point in each], width)
    panel = SeriesPanel(series, USERS, "MAU", axis, 10, height, lang)
    lines = panel.lines()
    assert len(lines) == height
    return ["".join(run.text for run in line).rstrip() for line in lines]


def point(day: float, value: float, by: str = "Q", **more: object) -> AlignedPoint:
    found = AlignedPoint(day, value, value, "exact", by)
    return found._replace(**more)  # type: ignore[arg-type]


def test_each_lane_has_a_mark_and_a_line_of_its_own() -> None:
    heading, *lines = drawn(
        (point(0, 10 * M), point(90, 100 * M)), (point(30, 20 * M), point(60, 90 * M))
    )
    assert heading == "  MAU  ● S0  ▲ S1"
    text = "\n".join(lines)
    assert (text.count("●"), text.count("▲")) == (2, 2)
    assert any(0x2800 < ord(character) < 0x2900 for character in text)
    assert lines[0].strip().startswith("100M")
    assert lines[-1].strip().startswith("0")


@pytest.mark.parametrize("providers", [("A", "B"), ("", "")])
def test_figures_of_different_providers_are_never_joined(providers: tuple[str, str]) -> None:
    first, second = providers
    lines = drawn((point(0, 10 * M, first), point(90, 100 * M, second)))
    assert not any(0x2800 < ord(character) < 0x2900 for line in lines for character in line)


def test_bounds_ranges_and_rounded_figures_have_their_signs() -> None:
    heading, *lines = drawn(
        (
            point(0, 10 * M, bound="about"),
            point(20, 50 * M, low=30 * M, high=70 * M),
            point(90, 100 * M, bound="over"),
            point(60, 60 * M, bound="under"),
        )
    )
    assert heading.endswith("● S0  ↑ over  ↓ under  │ range  ○ about")
    text = "\n".join(lines)
    assert (text.count("○"), text.count("↑"), text.count("↓")) == (1, 1, 1)
    assert text.count("│") >= 2
    assert "↑" in lines[0]  # over the highest mark, a line is left for it


def test_far_apart_figures_stand_on_a_logarithmic_axis() -> None:
    heading, *lines = drawn((point(0, 1 * M), point(90, 900 * M)), lang="zh")
    assert heading == "  MAU，对数  ● S0"
    labels = [line.split()[0] for line in lines if line.strip() and line.split()[0][0].isdigit()]
    assert {"1亿", "1000万"} <= set(labels)
