"""Queries made of a timeline's own names and dates, to show how a query is written.

Each of them was tried: it can be read, and it finds something.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from events.dates.edtf import OPEN_END, OPEN_START
from events.names import in_language
from events.queries.syntax import quoted_if_needed
from events.query import QueryError, parse_query
from events.when import today

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.queries.search import Search
    from events.timeline import Field, Timeline
    from events.when import Lang

LONGEST = 30
"""Characters; a longer example is left to the general one."""

# Of a larger timeline only so many events are looked at, evenly spread; a search for words there
# would first fold all texts, which takes longer than help may take to open.
_LOOKED_AT = 5_000
_MOST_SEARCHED = 20_000
_BY_WORDS = ("words", "phrase", "or")

# From the largest on: what a number of the query language is multiplied by.
_UNITS = ((10**9, "B"), (10**6, "M"), (10**3, "k"))


def query_examples(timeline: Timeline, search: Search, lang: Lang) -> dict[str, str]:
    """Examples by what they show: words, phrase, values, not, or, month, span, within, …

    What the timeline has no example for is missing. ``search`` is the timeline's own.
    """
    found: dict[str, str] = {}
    for shows, query in _candidates(timeline, lang):
        if shows in found or len(query) > LONGEST or not query.isprintable():
            continue
        if len(timeline) > _MOST_SEARCHED and shows in _BY_WORDS:
            continue
        try:
            numbers = search.run(parse_query(query, timeline, today())).numbers
        except QueryError:
            continue
        if len(numbers):
            found[shows] = query
    return found


def _candidates(timeline: Timeline, lang: Lang) -> Iterator[tuple[str, str]]:
    companies, products, kinds = (
        _most_used(timeline, field) for field in ("company", "product", "kind")
    )
    label = timeline.label
    for product in products:
        name = _word(label("product", product, lang))
        for kind in kinds[:5]:
            yield "words", f"{name} {_word(label('kind', kind, lang))}"
    for number in range(min(len(timeline), 20)):
        yield "phrase", _phrase(in_language(timeline.events[number].title, lang))
    pairs: tuple[tuple[Field, list[str]], ...] = (
        ("company", companies),
        ("product", products),
        ("kind", kinds),
    )
    for field, values in pairs:
        if len(values) > 1:
            names = [quoted_if_needed(label(field, value, lang)) for value in values[:2]]
            yield "values", f"{field}:{','.join(names)}"
            yield "values", f"{field}:{','.join(map(quoted_if_needed, values[:2]))}"
            yield "or", " OR ".join(names)
    for kind in kinds:
        yield "not", f"-kind:{quoted_if_needed(kind)}"
    yield from _dates(timeline)
    yield from _comparisons(timeline)
    for source in timeline.sources.values():
        if source.published is not None and source.published.hi < OPEN_END:
            yield "asof", f"asof:{date.fromordinal(source.published.hi)}"


def _most_used(timeline: Timeline, field: Field) -> list[str]:
    """The values of a field, those of most events first."""
    postings = timeline.postings(field)
    used = sorted(timeline.values(field), key=lambda value: -len(postings.get(value, ())))
    return used[:10]


def _word(name: str) -> str:
    """The first word of a name, as people type it."""
    return quoted_if_needed("".join(name.lower().split()[:1]))


def _phrase(title: str) -> str:
    """The first words of a title: two, or four characters where there are no blanks."""
    words = title.split()
    start = " ".join(words[:2]) if title.isascii() and len(words) > 2 else title[:4]
    return f'"{start}"' if start and '"' not in start else ""


def _dates(timeline: Timeline) -> Iterator[tuple[str, str]]:
    starts = _some(timeline.start[: timeline.dated])
    days = [date.fromordinal(day) for day in starts if OPEN_START < day < OPEN_END]
    if not days:
        return
    months = Counter((day.year, day.month) for day in days)
    (year, month), _ = months.most_common(1)[0]
    first, last = days[0], days[-1]
    yield "month", f"date:{year:04}-{month:02}"
    yield "span", f"date:{first.year:04}-Q{(first.month + 2) // 3}..{last.year:04}-{last.month:02}"
    yield "within", f"within:{year:04}"
    yield "since", f"since:{first.year:04} until:{year:04}-{month:02}"


def _comparisons(timeline: Timeline) -> Iterator[tuple[str, str]]:
    for metric in _most_used(timeline, "metric"):
        values = sorted(_values(timeline, metric))
        if values:
            name = metric if metric.isascii() else quoted_if_needed(metric)
            yield "compare", f"{name}>={_short(values[len(values) // 2])}"
            yield "compare", f"{name}>0"


def _values(timeline: Timeline, metric: str) -> Sequence[float]:
    numbers = timeline.postings("metric").get(metric, ())
    return [
        reading.value
        for number in _some(numbers)
        for reading in timeline.events[number].readings
        if reading.metric == metric and reading.value is not None
    ]


def _short(value: float) -> str:
    """The largest round number that is not over the value, as people type it."""
    for factor, unit in _UNITS:
        if value >= factor:
            return f"{int(value // factor)}{unit}"
    return f"{int(value)}" if value >= 1 else f"{value:g}"


def _some(numbers: Sequence[int]) -> Sequence[int]:
    """At most about as many as are looked at, with the first of them."""
    return numbers[:: 1 + len(numbers) // _LOOKED_AT]
