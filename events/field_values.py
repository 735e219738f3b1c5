"""The fields that events can be grouped by, and the values each event has in them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from events.names import fold, in_language

if TYPE_CHECKING:
    from events.model import Reading
    from events.names import Text
    from events.timeline import Timeline

Field: TypeAlias = Literal[
    "company", "product", "kind", "metric", "tag", "source", "status", "by", "file"
]
FIELDS: tuple[Field, ...] = get_args(Field)


def collect(timeline: Timeline, field: Field) -> dict[str, Sequence[int]]:
    """For each value of the field the numbers of its events, ascending."""
    found: dict[str, array[int]] = {}
    for number, values in enumerate(_VALUES[field](timeline)):
        for value in values:
            numbers = found.get(value)
            if numbers is None:
                found[value] = array("i", (number,))
            elif numbers[-1] != number:
                numbers.append(number)
    return dict(found)


def provider_names(timeline: Timeline) -> Iterable[tuple[str, Text | None, Sequence[str]]]:
    """Whose figures the readings are: the values of ``by`` in alphabetical order, with names."""
    companies = timeline.names["company"]
    texts = {
        provider(reading): reading.by for event in timeline.events for reading in event.readings
    }
    for value in sorted(timeline.postings("by"), key=fold):
        if value in companies:
            yield value, timeline.companies[value].name, companies.words(value)
        else:
            yield value, texts[value], ()


def provider(reading: Reading) -> str:
    """Whose figure the reading is, in one language."""
    return in_language(reading.by, "en").strip()


def _kinds(timeline: Timeline) -> Iterable[Sequence[str]]:
    return ((id,) if id else () for id in timeline.kind_id)


def _metrics(timeline: Timeline) -> Iterable[Sequence[str]]:
    known = timeline.metrics
    return (
        [reading.metric for reading in event.readings if reading.metric in known]
        for event in timeline.events
    )


def _sources(timeline: Timeline) -> Iterable[Sequence[str]]:
    known = timeline.sources
    return (
        [citation.source for citation in event.citations if citation.source in known]
        for event in timeline.events
    )


def _providers(timeline: Timeline) -> Iterable[Sequence[str]]:
    """A company stands for itself whatever it is called; of others the words as they are."""
    companies = timeline.names["company"]
    return _alike(
        [companies.resolve(word) or word for r in event.readings if (word := provider(r))]
        for event in timeline.events
    )


def _alike(words_by_event: Iterable[Sequence[str]]) -> Iterable[Sequence[str]]:
    """Make words that differ only in case or width one: as they were first written."""
    first: dict[str, str] = {}
    for words in words_by_event:
        yield [first.setdefault(fold(word), word) for word in words] if words else ()


_VALUES: dict[Field, Callable[[Timeline], Iterable[Sequence[str]]]] = {
    "company": lambda timeline: timeline.company_ids,
    "product": lambda timeline: timeline.product_ids,
    "kind": _kinds,
    "metric": _metrics,
    "tag": lambda timeline: _alike(event.tags for event in timeline.events),
    "source": _sources,
    "status": lambda timeline: ((event.status,) for event in timeline.events),
    "by": _providers,
    "file": lambda timeline: (
        (timeline.file(number).name,) for number in range(len(timeline)) if timeline.files
    ),
}
