"""Examples of queries made of the open timeline: each of them can be typed and finds something."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from events.files import load
from events.model import Event
from events.queries.examples import LONGEST, query_examples
from events.query import Search, parse_query
from events.timeline import Timeline
from events.when import When, today
from tests.screen.listing import hostile_timeline
from tests.small_timeline import small_timeline
from tui.new_timeline import starting_files
from tui.query_help import QUERY_HELP, query_help

if TYPE_CHECKING:
    from events.when import Lang

SEEDS = Path(__file__).parents[2] / "seeds"
ONE = Timeline.build(events=[Event(id="a", date=When("../2025"), title="x")])


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "timeline", [load(SEEDS), small_timeline(), hostile_timeline(), ONE, Timeline.build()]
)
def test_every_example_finds_something(timeline: Timeline, lang: Lang) -> None:
    search = Search(timeline)
    for example in query_examples(timeline, search, lang).values():
        assert len(example) <= LONGEST
        assert example.isprintable()
        assert len(search.run(parse_query(example, timeline, today())).numbers)


def test_examples_have_the_names_of_the_timeline() -> None:
    timeline = load(SEEDS)
    examples = query_examples(timeline, Search(timeline), "zh")
    assert examples["words"].startswith("千问 ")
    assert examples["values"].startswith("company:阿里巴巴,")
    assert examples["compare"].partition(">=")[0] in timeline.metrics
    shown = [row[0] for row in query_help(examples)]
    assert set(examples.values()) <= set(shown)
    assert len(shown) == len(QUERY_HELP)


def test_a_new_timeline_has_examples_of_most(tmp_path: Path) -> None:
    for name, content in starting_files().items():
        (tmp_path / name).write_bytes(content)
    timeline = load(tmp_path)
    examples = query_examples(timeline, Search(timeline), "en")
    assert examples.keys() >= {"words", "phrase", "values", "or", "not", "month", "compare", "asof"}


def test_without_a_timeline_the_examples_are_general() -> None:
    assert list(query_help({})) == list(QUERY_HELP)
