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
FREE: frozenset[Field] = frozenset(("tag", "by"))
"""Fields of free words: those that differ only in case or width are one, as first written."""


def collect(
    timeline: Timeline, field: Field, numbers: Iterable[int] | None = None
) -> dict[str, Sequence[int]]:
    """For each value of the field the numbers of its events, ascending.

    ``numbers``: of these events only, ascending.
    """
    looked_at = range(len(timeline)) if numbers is None else numbers
    found: dict[str, array[int]] = {}
    for number, values in zip(looked_at, _VALUES[field](timeline, looked_at), strict=True):
        for value in values:
            numbers_of = found.get(value)
            if numbers_of is None:
                found[value] = array("i", (number,))
            elif numbers_of[-1] != number:
                numbers_of.append(number)
    return dict(found)


def used_names(
    timeline: Timeline, field: Field
) -> Iterable[tuple[str, Text | None, Sequence[str]]]:
    """The values of a field that has no table of names, in alphabetical order, with their names."""
    if field == "by":
        return _provider_names(timeline)
    if field == "file":
        return ((file.name, file.name, _short_names(file.name)) for file in timeline.files)
    return ((value, value, ()) for value in sorted(timeline.postings(field), key=fold))


def _short_names(file: str) -> tuple[str, str]:
    last = file.rpartition("/")[2]
    return last, last.removesuffix(".toml")


def _provider_names(timeline: Timeline) -> Iterable[tuple[str, Text | None, Sequence[str]]]:
    """Whose figures the readings are: the values of ``by`` in alphabetical order, with names."""
    companies, texts = timeline.names["company"], timeline.provider_texts
    for value in sorted(timeline.postings("by"), key=fold):
        if value in companies:
            yield value, timeline.companies[value].name, companies.words(value)
        else:
            yield value, texts[value][1], ()


def provider_texts(timeline: Timeline, numbers: Iterable[int]) -> dict[str, tuple[int, Text]]:
    """What each `provider` in the readings of some events, ascending, is called.

    The last event that names it has the say: with the number of that.
    """
    return {
        provider(reading): (number, reading.by)
        for number in numbers
        for reading in timeline.events[number].readings
    }


def provider(reading: Reading) -> str:
    """Whose figure the reading is, in one language."""
    return in_language(reading.by, "en").strip()


def _companies(timeline: Timeline, numbers: Iterable[int]) -> Iterable[Sequence[str]]:
    return map(timeline.company_ids.__getitem__, numbers)


def _products(timeline: Timeline, numbers: Iterable[int]) -> Iterable[Sequence[str]]:
    return map(timeline.product_ids.__getitem__, numbers)


def _kinds(timeline: Timeline, numbers: Iterable[int]) -> Iterable[Sequence[str]]:
    return ((id,) if id else () for id in map(timeline.kind_id.__getitem__, numbers))


def _metrics(timeline: Timeline, numbers: Iterable[int]) -> Iterable[Sequence[str]]:
    known = timeline.metrics
    return (
        [reading.metric for reading in event.readings if reading.metric in known]
        for event in map(timeline.events.__getitem__, numbers)
    )


def _tags(timeline: Timeline, numbers: Iterable[int]) -> Iterable[Sequence[str]]:
    return _alike(event.tags for event in map(timeline.events.__getitem__, numbers))


def _sources(timeline: Timeline, numbers: Iterable[int]) -> Iterable[Sequence[str]]:
    known = timeline.sources
    return (
        [citation.source for citation in event.citations if citation.source in known]
        for event in map(timeline.events.__getitem__, numbers)
    )


def _statuses(timeline: Timeline, numbers: Iterable[int]) -> Iterable[Sequence[str]]:
    return ((event.status,) for event in map(timeline.events.__getitem__, numbers))


def _providers(timeline: Timeline, numbers: Iterable[int]) -> Iterable[Sequence[str]]:
    """A company stands for itself whatever it is called; of others the words as they are."""
    companies = timeline.names["company"]
    return _alike(
        [companies.resolve(word) or word for r in event.readings if (word := provider(r))]
        for event in map(timeline.events.__getitem__, numbers)
    )


def _files(timeline: Timeline, numbers: Iterable[int]) -> Iterable[Sequence[str]]:
    return ((timeline.file(number).name,) if timeline.files else () for number in numbers)


def _alike(words_by_event: Iterable[Sequence[str]]) -> Iterable[Sequence[str]]:
    """Make words that differ only in case or width one: as they were first written."""
    first: dict[str, str] = {}
    for words in words_by_event:
        yield [first.setdefault(fold(word), word) for word in words] if words else ()


_VALUES: dict[Field, Callable[[Timeline, Iterable[int]], Iterable[Sequence[str]]]] = {
    "company": _companies,
    "product": _products,
    "kind": _kinds,
    "metric": _metrics,
    "tag": _tags,
    "source": _sources,
    "status": _statuses,
    "by": _providers,
    "file": _files,
}
