"""Short forms of the long runs (``python -m tests.faults``), and that they find what is wrong."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from events.checks import check
from events.exports.formats import FORMATS
from events.exports.selection import Selection
from events.files import load
from tests.exchange.exported import text_of
from tests.faults.bombs import bombs
from tests.faults.doors import DOORS
from tests.faults.tries import Case, Fault, hold_plain, many, sort_of

CASES = {"dates in words": 4, "git repositories": 5, "exports": 12, "imports": 12, "commands": 40}


@pytest.mark.parametrize("door", DOORS)
def test_nothing_hostile_comes_through(door: str) -> None:
    if door == "git repositories" and shutil.which("git") is None:
        pytest.skip("there is no git")
    cases = CASES.get(door, 25)
    counts, wrong = many(DOORS[door], Random(1), cases=cases)
    assert wrong == []
    assert counts["cases"] == cases
    assert sum(counts.values()) > cases  # each of them says what it did


def test_families_deeper_than_python_calls(tmp_path: Path) -> None:
    texts = bombs(2)
    for name in ("a chain of parents", "a circle of parents"):
        (tmp_path / "a.toml").write_text(texts[name], "utf-8")
        timeline = load(tmp_path)
        assert len(timeline.companies) == 2000
        check(timeline)
        for form in ("html", "svg", "toml"):
            assert text_of(FORMATS[form].export(Selection(timeline, [0], "en")))


def test_each_of_many_readings_is_found_at_once(tmp_path: Path) -> None:
    def took(count: int) -> float:
        rows = ", ".join(f'{{ metric = "m", value = {nth} }}' for nth in range(count))
        text = (
            f'[[metric]]\nid = "m"\n[[event]]\nid = "e"\ndate = 2025-01-01\nreadings = [{rows}]\n'
        )
        (tmp_path / "a.toml").write_text(text, "utf-8")
        timeline = load(tmp_path)
        begin = time.process_time()
        codes = [problem.code for problem in check(timeline)]
        assert codes.count("readings-differ") == count - 1
        return time.process_time() - begin

    few, many = (min(took(count) for _ in range(3)) for count in (500, 4000))
    assert many < 25 * few  # and not the square of eight


def test_garbage_for_serve_leaves_it_serving(tmp_path: Path) -> None:
    pytest.importorskip("textual_serve", reason="the extra for serving is not installed")
    from tests.faults.visits import visited

    counts, wrong = visited(tmp_path, 0, Random(1))
    assert wrong == []
    assert counts["cases"] == 20


@pytest.mark.parametrize("sort", ["lost", "crash", "control", "wrong"])
def test_a_fault_is_found_and_told_by_its_sort(sort: str) -> None:
    def case(rng: Random, folder: Path) -> Iterator[str]:
        yield "tried"
        if sort == "control":
            hold_plain("a\x1b[2J", "it")
        if sort == "crash":
            raise KeyError(sort)
        raise Fault("lost" if sort == "lost" else "wrong", "it")

    tried: Case = case
    counts, wrong = many(tried, Random(1), cases=2)
    assert counts == {"cases": 2, "tried": 2}
    assert [sort_of(one, "wrong") for one in wrong] == [sort, sort]
