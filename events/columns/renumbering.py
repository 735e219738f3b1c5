"""Which events of a timeline were in the one before it, and what their numbers are now.

After an edit nearly all events are the same objects (see `events.loading.parts`), and what was
found out about them still holds: names are resolved, texts folded, and a set of events only needs
other numbers.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableSequence, Sequence
from functools import cached_property
from itertools import compress
from operator import is_, itemgetter, lt
from typing import TYPE_CHECKING, Any, TypeVar

from events.columns.bitsets import below, bits_of
from events.columns.field_values import FREE, collect, provider_texts
from events.names import fold

if TYPE_CHECKING:
    from events.columns.field_values import Field
    from events.model import Event
    from events.names import Text
    from events.timeline import Timeline

Value = TypeVar("Value")

_GONE = -1  # the place or number of an event that is not there any more
_FEW = 16  # changes; where there are more, a set of events is best made anew


class Renumbering:
    """The way from the numbers of one timeline to those of the next.

    The events that stayed follow each other as they did; one that was moved in its file is gone
    and new.
    """

    def __init__(
        self,
        before: Sequence[Event],
        order: Sequence[int],
        now: Sequence[Event],
        key: Callable[[Event], Any],
    ) -> None:
        """Find what came and what went, and sort it.

        Parameters
        ----------
        before, now
            The events as written, in the order of the files.
        order
            For each number before, the event's place in ``before``.
        key
            What events are sorted by; equal ones come in the order of the files.
        """
        start, size = _same(before, now), len(now) - len(before)
        if start == len(before) == len(now):
            self._stays(order)
            return
        end = min(_same(reversed(before), reversed(now)), len(before) - start, len(now) - start)
        # For each place before, the place now.
        moved = _places(before[start : len(before) - end], now[start : len(now) - end], start)
        stayed = set(moved)
        self.fresh = [place for place in range(start, len(now) - end) if place not in stayed]
        """The places of the events that are new, ascending."""
        keys = [key(now[place]) for place in self.fresh]
        self._sorted = sorted(range(len(keys)), key=keys.__getitem__)
        self.order = [self.fresh[nth] for nth in self._sorted]
        """For each number now, the event's place in ``now``."""
        self.gone: list[int] = []
        """The numbers before of the events that are gone, ascending."""
        self._at: list[int] = []  # before which of those that stayed each new one comes
        if before:
            moved = [*range(start), *moved, *range(len(now) - end, len(now))]
            places = list(map(moved.__getitem__, order))
            self.gone = [number for number, place in enumerate(places) if place == _GONE]
            kept = self._without_gone(places)

            def rank(place: int) -> tuple[Any, int]:
                return key(now[place]), place

            self._at = [bisect_left(kept, rank(place), key=rank) for place in self.order]
            self.order = self._with_fresh(kept, self.order)
        self.added: Sequence[int] = range(len(now))
        """The numbers now of the events that are new, ascending."""
        if before:
            self.added = [at + nth for nth, at in enumerate(self._at)]
        changes = [*self.gone, *self.added]
        # Where as many came as went, what follows the last of them has the number it had.
        self._first = min(changes, default=len(before))
        self._last = len(before) if size else max(changes, default=self._first - 1) + 1

    def _stays(self, order: Sequence[int]) -> None:
        """Let everything be as it was."""
        self.fresh, self._sorted, self.order = [], [], list(order)
        self.gone, self._at, self.added = [], [], []
        self._first = self._last = len(order)

    def column(self, before: MutableSequence[Value], fresh: Sequence[Value]) -> Any:
        """A column by the numbers now, of the type of the one before; itself if nothing changed.

        ``fresh`` are the values of the new events, in the order of `fresh`.
        """
        new = before[:0]
        new.extend(map(fresh.__getitem__, self._sorted))
        return self._with_fresh(self._without_gone(before), new) if before else new

    def _without_gone(self, before: Any) -> Any:
        if not self.gone:
            return before
        kept, start = before[:0], 0
        for number in self.gone:
            kept += before[start:number]
            start = number + 1
        kept += before[start:]
        return kept

    def _with_fresh(self, kept: Any, fresh: Iterable[Any]) -> Any:
        if not self._at:
            return kept
        found, start = kept[:0], 0
        for at, value in zip(self._at, fresh, strict=True):
            found += kept[start:at]
            found.append(value)
            start = at
        found += kept[start:]
        return found

    @cached_property
    def now(self) -> list[int]:
        """For each number before the number now, -1 for an event that is gone."""
        found: list[int] = []
        start = 0
        for nth, at in enumerate((*self._at, len(self.order) - len(self._at))):
            found += range(start + nth, at + nth)
            start = at
        for number in self.gone:
            found.insert(number, _GONE)
        return found

    def numbers(self, before: Sequence[int]) -> array[int]:
        """Ascending numbers before as they are now, those of events that are gone left out."""
        first, last = bisect_left(before, self._first), bisect_left(before, self._last)
        found = array("i", before[:first])
        now = map(self.now.__getitem__, before[first:last])
        found.extend([number for number in now if number != _GONE])
        found.extend(before[last:])
        return found

    def again(self, before: Sequence[int], is_in: Iterable[bool]) -> array[int]:
        """Such numbers as they are now, with those of some new events.

        ``is_in`` says for each of `added` whether it is one of them.
        """
        kept, new = self.numbers(before), array("i", compress(self.added, is_in))
        return array("i", sorted((*kept, *new))) if kept and new else kept or new

    @property
    def is_small(self) -> bool:
        """Whether so little changed that a set is best changed event by event."""
        return len(self.gone) + len(self.added) <= _FEW

    def bits(self, before: int) -> int:
        """A set of numbers before as they are now, where the change `is_small`."""
        for number in reversed(self.gone):
            before = before >> number + 1 << number | before & below(number)
        for number in self.added:
            before = before >> number << number + 1 | before & below(number)
        return before


def _same(one: Iterable[Event], other: Iterable[Event]) -> int:
    """How many events are the same from the beginning on."""
    flags = bytes(map(is_, one, other))
    different = flags.find(0)
    return len(flags) if different < 0 else different


def _places(before: Sequence[Event], now: Sequence[Event], start: int) -> list[int]:
    """For each event before its place now, counted from ``start``; `_GONE` if it is not there.

    If any stand in another order, all are gone.
    """
    place_of = {id(event): place for place, event in enumerate(now, start)}
    found = [place_of.get(id(event), _GONE) for event in before]
    kept = [place for place in found if place != _GONE]
    return found if all(map(lt, kept, kept[1:])) else [_GONE] * len(before)


def collect_again(
    timeline: Timeline, field: Field, before: Mapping[str, Sequence[int]], moved: Renumbering
) -> dict[str, Sequence[int]]:
    """What `collect` gives, from what it gave before; names mean what they did."""
    added = collect(timeline, field, moved.added)
    if field in FREE:  # a value is spelled as in the first event that has it
        gone = set(moved.gone)
        new = {fold(value) for value in added if value not in before}
        if any(numbers[0] in gone for numbers in before.values()) or any(
            fold(value) in new for value in before
        ):
            return collect(timeline, field)
    found: dict[str, Sequence[int]] = {}
    for value, numbers in before.items():
        now = moved.numbers(numbers)
        if now:
            found[value] = now
    for value, numbers in added.items():
        found[value] = array("i", sorted((*found.get(value, ()), *numbers)))
    return found


def texts_again(
    timeline: Timeline, before: Timeline, moved: Renumbering
) -> dict[str, tuple[int, Text]] | None:
    """What `Timeline.provider_texts` gives, from what it gave before.

    None where it gave nothing, or an event that had the say is gone.
    """
    known, gone = vars(before).get("provider_texts"), set(moved.gone)
    if known is None or any(number in gone for number, _ in known.values()):
        return None
    found = {word: (moved.now[number], text) for word, (number, text) in known.items()}
    for word, new in provider_texts(timeline, moved.added).items():
        found[word] = max(found.get(word, new), new, key=itemgetter(0))
    return found


def bits_again(
    timeline: Timeline, before: Mapping[tuple[Field, str], int], moved: Renumbering
) -> Iterator[tuple[tuple[Field, str], int]]:
    """The sets of events with a value, from those ``before``, where the change `is_small`."""
    added: dict[Field, dict[str, Sequence[int]]] = {}
    for (field, value), bits in before.items():
        if field in FREE:
            continue
        if field not in added:
            added[field] = collect(timeline, field, moved.added)
        new = added[field].get(value, ())
        yield (field, value), moved.bits(bits) | bits_of(new, len(timeline))
