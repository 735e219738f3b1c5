"""What Compare costs: all that a key does in each of its modes, without the terminal."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial

from events.compare import Comparison, known
from events.files import load
from events.query import Search, parse_query
from tests.bench.rows import Benchmark, Ground, Row, cpu_ms, nothing_to_collect
from tui.widgets.compare.align import Aligning
from tui.widgets.compare.align_words import Anchored
from tui.widgets.compare.around import Around
from tui.widgets.compare.lag import Lagging
from tui.widgets.compare.measure import Measuring
from tui.widgets.compare.page import Page, Selection

TODAY = date(2026, 2, 26)
WIDTH, HEIGHT = 200, 50
GOAL = 50  # milliseconds a key


def comparing(ground: Ground) -> Iterator[Row]:
    """The slowest of some keys in each mode, and a selection in the slowest mode, at 200×50."""
    for events in ground.sizes:
        search = Search(load(ground.folder(events)))
        for _ in search.prepare(("company", "product", "kind")):
            pass
        selection = _selected(search)
        taken = []
        for name, page in _pages():
            _taken(page, selection)  # what is found out once
            with nothing_to_collect():
                again = [cpu_ms(partial(_taken, page, selection)) for _ in "123"]
                costs = [cpu_ms(partial(_moved, page, move)) for move in _moves(page)]
            taken.append(statistics.median(again))
            yield Row(f"compare, {name}: a key, {events:,} events", max(costs), "ms", GOAL)
        yield Row(f"compare: a selection, {events:,} events", max(taken), "ms", GOAL)


def _selected(search: Search) -> Selection:
    """All events, thirty of them marked."""
    timeline = search.timeline
    result = search.run(parse_query("", timeline, TODAY))
    marked = frozenset(range(0, timeline.dated, max(1, timeline.dated // 30)))
    can_tell = known(search, result.query, TODAY.toordinal())
    return Selection(Comparison(search), result, can_tell, "en", marked)


def _pages() -> Iterator[tuple[str, Page]]:
    yield "products aligned", Aligning()
    companies = Aligning()
    companies.chosen = Anchored(way="first", field="company")
    yield "companies aligned", companies
    yield "measure", Measuring()
    yield "lag", Lagging()
    yield "around", Around()


def _taken(page: Page, selection: Selection) -> None:
    page.take(selection)
    page.go_to(selection.timeline.dated // 2)
    page.lines(WIDTH, HEIGHT)


def _moves(page: Page) -> Sequence[Callable[[], None]]:
    return [partial(page.move, step) for step in (1, 1, 1, -1, 5)] + [
        partial(page.sideways, 1),
        partial(page.zoom, -1),
        partial(page.zoom, 1),
    ]


def _moved(page: Page, move: Callable[[], None]) -> None:
    move()
    page.lines(WIDTH, HEIGHT)


BENCHMARKS: dict[str, Benchmark] = {"compare": comparing}
