"""What the domain costs: files read, events found, dates, the commands without a screen."""

from __future__ import annotations

import gc
import statistics
from collections.abc import Iterator
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from events.coverage import BYS, By, Coverage
from events.files import load
from events.finding import shipped
from events.gaps import Gaps
from events.query import QueryError, Search, parse_query, tick
from events.timeline import Field
from tests.bench.rows import Benchmark, Ground, Row, child, cpu_ms, start_ms

TODAY = date(2026, 2, 26)
_SCREEN = 50  # lines
SHOWN: tuple[Field, ...] = ("company", "product", "kind")  # the facets on the screen

_LOAD = """
import gc, json, resource, sys, time
gc.disable()
from events.files import load
import events.model
start = time.process_time()
timeline = load(sys.argv[1])
cpu = time.process_time() - start
from events.query import Search
for _ in Search(timeline).prepare():
    pass
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"ms": cpu * 1000, "MB": peak / 1024, "events": len(timeline)}))
"""
_FROM_CACHE = """
import gc, json, os, resource, sys, time
from pathlib import Path
gc.disable()
from events.files import load
from events.cache.store import Cache
import events.cache.kept
cache = Cache(Path(sys.argv[2]), bytes(32), "")
if not cache.folder.exists():
    pid = os.fork()
    if not pid:  # its memory is not measured
        cache.keep(load(sys.argv[1]))
        os._exit(0)
    os.waitpid(pid, 0)
start = time.process_time()
timeline = load(sys.argv[1], cache=lambda: cache)
cpu = time.process_time() - start
from events.query import Search
for _ in Search(timeline).prepare():
    pass
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"ms": cpu * 1000, "MB": peak / 1024, "events": len(timeline)}))
"""
_PARSE_TOML = """
import gc, json, pathlib, sys, time, tomli
gc.disable()
texts = [path.read_text("utf-8") for path in pathlib.Path(sys.argv[1]).glob("*.toml")]
start = time.process_time()
kept = [tomli.loads(text) for text in texts]
print(json.dumps({"ms": (time.process_time() - start) * 1000}))
"""


def loading(ground: Ground) -> Iterator[Row]:
    """Reading the files, against parsing their TOML; and the most memory held."""
    for events in ground.sizes:
        if events < 10_000:
            continue  # mostly the building of validators, which the start of a command shows
        folder = ground.folder(events)
        size = sum(path.stat().st_size for path in folder.iterdir()) / 2**20
        runs = [(child(_LOAD, folder), child(_PARSE_TOML, folder)) for _ in range(3)]
        loaded = statistics.median(run["ms"] for run, _ in runs)
        parsed = statistics.median(run["ms"] for _, run in runs)
        yield Row(f"load {events:,} events", loaded, "ms", 1.6, parsed)
        with TemporaryDirectory() as home:
            kept = [child(_FROM_CACHE, folder, f"{home}/cache") for _ in range(3)]
        again = statistics.median(run["ms"] for run in kept)
        yield Row(f"load {events:,} events from the cache", again, "ms", 0.3, parsed)
        if events >= 100_000:
            for what, some in (("", [run for run, _ in runs]), (" from the cache", kept)):
                peak = min(run["MB"] for run in some)
                yield Row(f"peak memory, {events:,} events{what}", peak, "MB", 8, size)


@lru_cache(maxsize=1)
def _prepared(folder: Path) -> Search:
    timeline = load(folder)
    search = Search(timeline)
    for _ in search.prepare(SHOWN):
        pass
    gc.collect()
    gc.freeze()
    return search


def _look(search: Search, text: str) -> None:
    """All that a key in the query line makes the domain do."""
    try:
        result = search.run(parse_query(text, search.timeline, TODAY))
    except QueryError:
        return
    assert result.numbers is not None
    for field in SHOWN:
        result.facet(field)


def _costs(search: Search, lines: list[str]) -> list[float]:
    return [cpu_ms(partial(_look, search, line)) for line in lines]


def _typed(*lines: str) -> list[str]:
    """What stands in the line after each letter."""
    return [line[:end] for line in lines for end in range(1, len(line) + 1)]


def keystrokes(ground: Ground) -> Iterator[Row]:
    """A letter in the query line: match, counts of three facets, list."""
    lines = _typed(
        "reason", "大模型发布", "model release", "推理 降价", "kind:users 春节", "dau>5M"
    )
    for events in ground.sizes:
        costs = _costs(_prepared(ground.folder(events)), lines)
        yield Row(f"a letter, {events:,} events, median", statistics.median(costs), "ms", 20)
        yield Row(f"a letter, {events:,} events, worst", max(costs), "ms", 36)


def ticks(ground: Ground) -> Iterator[Row]:
    """A facet ticked and unticked: the line edited, match, counts, list."""
    for events in ground.sizes:
        search = _prepared(ground.folder(events))
        line, costs = "", []
        for on in (True, False):
            for value in search.timeline.values("company")[:8]:
                costs.append(cpu_ms(partial(_tick_and_look, search, line, value, on)))
                line = tick(line, "company", value, on, search.timeline)
        yield Row(f"a facet tick, {events:,} events", statistics.median(costs), "ms", 13)


def _tick_and_look(search: Search, line: str, value: str, on: bool) -> None:
    _look(search, tick(line, "company", value, on, search.timeline))


def date_filters(ground: Ground) -> Iterator[Row]:
    """A date typed in the query line."""
    lines = [
        *(f"date:20{year}-05" for year in range(15, 27)),
        "within:2021",
        "since:2020",
        'date:"last 3 months"',
    ]
    for events in ground.sizes:
        costs = _costs(_prepared(ground.folder(events)), lines)
        yield Row(f"a date filter, {events:,} events", statistics.median(costs), "ms", 20)


def sparks(ground: Ground) -> Iterator[Row]:
    """The histograms of thirty facet values and of the overview, after a key."""
    for events in ground.sizes:
        search = _prepared(ground.folder(events))
        _draw_sparks(search)
        cost = statistics.median(cpu_ms(partial(_draw_sparks, search)) for _ in range(5))
        yield Row(f"31 histograms, {events:,} events", cost, "ms", 5)


def _draw_sparks(search: Search) -> None:
    timeline = search.timeline
    first, last = timeline.start[0], timeline.start[timeline.dated - 1]
    search.spark(search.everything, 120, first, last)
    for value in timeline.values("product")[:30]:
        search.spark(timeline.bits("product", value), 8, first, last)


def coverage(ground: Ground) -> Iterator[Row]:
    """A selection counted by row and quarter, the rows of a screen drawn; and what it lacks."""
    for events in ground.sizes:
        search = _prepared(ground.folder(events))
        counted = Coverage(search)
        gaps = Gaps(counted, TODAY.toordinal())
        queries = (
            parse_query(line, search.timeline, TODAY) for line in ("", "大模型", "-kind:stock")
        )
        selections = [search.run(query).bits for query in queries]
        for by in BYS:
            _count(counted, selections[0], by)
            cost = max(cpu_ms(partial(_count, counted, bits, by)) for bits in selections)
            yield Row(f"coverage by {by}, {events:,} events", cost, "ms", 12)
        gaps.lacks(selections[0])
        cost = max(cpu_ms(partial(gaps.lacks, bits)) for bits in selections)
        yield Row(f"what is lacking, {events:,} events", cost, "ms", 12)


def _count(counted: Coverage, bits: int, by: By) -> None:
    table = counted.table(bits, by, "quarter")
    assert table.most
    for row in table.rows[:_SCREEN]:
        table.counts(row.value)
        table.counts(row.value, sourced=True)
        table.runs(row.value)


def charts(ground: Ground) -> Iterator[Row]:
    """A chart: readings sorted into series, and a frame of it at 200×50, near and far."""
    from events.axes.time_axis import TimeAxis
    from events.readings.series import AllSeries
    from tui.widgets.chart.layout import lay_out
    from tui.widgets.chart.page import draw
    from tui.widgets.chart.panels import charted
    from tui.widgets.chart.rug import Rug
    from tui.widgets.chart.words import Words

    for events in ground.sizes:
        search = _prepared(ground.folder(events))
        timeline = search.timeline
        readings, words, rug = AllSeries(timeline), Words(timeline, "en"), Rug(timeline)
        sorting, frames = [], []
        for line in ("metric:mau", "metric:mau,dau product:product-001", "kind:users", ""):
            result = search.run(parse_query(line, timeline, TODAY))
            charted(result, readings)
            sorting.append(cpu_ms(partial(charted, result, readings)))
            chart = charted(result, readings)
            if chart.span is None:
                continue
            rug.show(result.bits, search.bits(result.query.without("metric")))
            layout = lay_out(chart, words, rug, (200, 50))
            axis = TimeAxis.fitting(*chart.span, layout.plot_width)
            for nearer in (1, 3, 9, 27):
                look = axis.zoomed(nearer, layout.plot_width / 3)
                frame = partial(draw, chart, words, rug, layout, look, today=TODAY.toordinal())
                frames.append(min(cpu_ms(frame) for _ in range(3)))
        yield Row(f"series, {events:,} events, median", statistics.median(sorting), "ms", 20)
        yield Row(f"a chart frame, {events:,} events, median", statistics.median(frames), "ms", 12)
        yield Row(f"a chart frame, {events:,} events, worst", max(frames), "ms", 12)


def dates(_: Ground) -> Iterator[Row]:
    """Reading EDTF, each text for the first time."""
    from events.when import When

    texts = [f"20{year:02}-{month:02}{end}" for year in range(100) for month in range(1, 13)
             for end in ("", "~", "-05", "-21?", "/..", f"/20{year:02}-12")]  # fmt: skip
    cost = cpu_ms(lambda: list(map(When.parse, texts)))
    yield Row("When.parse, each text new", cost * 1000 / len(texts), "µs", 3)
    bare, imported = start_ms("-c", "pass"), start_ms("-c", "import events.when")
    yield Row("import events.when, beyond bare Python", imported - bare, "ms", 5)


def commands(_: Ground) -> Iterator[Row]:
    """`dateline list` on the seeds."""
    floor = start_ms("-c", "import pydantic, tomli")
    figure = start_ms("-m", "tui", "list", "--path", str(shipped()))
    yield Row("dateline list, the seeds", figure, "ms", 1.5, floor)


BENCHMARKS: dict[str, Benchmark] = {
    "load": loading,
    "keys": keystrokes,
    "ticks": ticks,
    "date-filters": date_filters,
    "sparks": sparks,
    "coverage": coverage,
    "charts": charts,
    "dates": dates,
    "commands": commands,
}
