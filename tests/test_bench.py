from __future__ import annotations

from pathlib import Path

from events.files import load
from tests.bench.__main__ import rows, table
from tests.bench.generate import generate
from tests.bench.rows import Ground, Row


def test_made_up_timelines_are_always_the_same_and_without_fault(tmp_path: Path) -> None:
    first = generate(tmp_path / "a", 300)
    second = generate(tmp_path / "b", 300)
    for path in first.iterdir():
        assert path.read_bytes() == second.joinpath(path.name).read_bytes()
    timeline = load(first)
    assert timeline.problems == []
    assert len(timeline) == 300
    assert len(timeline.products) == 200
    size = sum(path.stat().st_size for path in first.glob("events-*.toml"))
    assert 300 < size / 300 < 400


def test_the_table_shows_floors_and_misses() -> None:
    shown = list(table([Row("one", 3, "ms", 1.5, 2), Row("two", 40, "ms", 36)]))
    assert [line.split() for line in shown[1:]] == [
        ["one", "3.0", "ms", "2.0", "ms", "1.50×", "≤", "1.5×"],
        ["two", "40.0", "ms", "≤", "36", "ms", "missed"],
    ]


def test_the_query_benchmarks_run() -> None:
    ground = Ground([200])
    try:
        names = ["keys", "ticks", "date-filters", "sparks", "coverage", "compare", "charts"]
        assert len(list(rows(names, ground))) == 19
    finally:
        ground.close()
