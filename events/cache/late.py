"""Events that are read from their text when somebody looks at them.

A late event is an object of `Event` whose slots are not filled. The first look at anything in it
but its id and date reads it, and from then on it is an `Event` like any other, and the same object:
whatever holds it need not know.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from functools import cached_property
from itertools import repeat
from operator import attrgetter
from threading import Lock
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from events.model import Event

if TYPE_CHECKING:
    from events.columns.resolve import Resolver
    from events.timeline import Timeline
    from events.when import When

_SLOTS: dict[str, Any] = {one.name: vars(Event)[one.name] for one in fields(Event)}
_ID, *_OTHERS = _SLOTS.values()
_SET = [slot.__set__ for slot in _OTHERS]
_VALUES = attrgetter(*_SLOTS)
# Until it is read, a late event has its place among those of its reader here, where nobody looks.
_PLACE = _SLOTS["note"]
_HEADER = re.compile(rb"\[\[[ \t]*(?:event|\"[^\"\n]*\"|'[^'\n]*')[ \t]*\]\]")
_FEW = 1  # events of a text that are read alone: at the next, all of it is read
_turning = Lock()  # held while slots are filled: the screen and a thread may look at once


class Reader(Protocol):
    """What reads late events, by their places."""

    @property
    def has_dates(self) -> bool:
        """Whether it knows their dates without reading them."""
        ...

    def date(self, place: int) -> When | None:
        """The date of an event."""
        ...

    def read(self, event: Event, place: int) -> None:
        """Turn a late event into what it is, with `turn`."""
        ...


class Late(Event):
    """An event that is not read yet."""

    __slots__ = ()
    reader: ClassVar[Reader]

    def __getattribute__(self, name: str) -> Any:
        if name == "__class__":  # as which it is compared
            return Event
        with _turning:
            late = type(self)
            place = _PLACE.__get__(self) if late is not Event else None
        if place is not None:
            if name == "date" and late.reader.has_dates:
                return late.reader.date(place)
            if name != "id":
                late.reader.read(self, place)
        return object.__getattribute__(self, name)

    def __reduce_ex__(self, protocol: Any) -> Any:
        _ = self.note  # what is copied or pickled is what it turns into
        return object.__reduce_ex__(self, protocol)


def late_events(reader: Reader, places: Sequence[int], ids: Iterable[str]) -> list[Event]:
    """A late event for each of some places, with its id."""
    late = type("Late", (Late,), {"__slots__": (), "reader": reader})
    events: list[Event] = list(map(object.__new__, repeat(late, len(places))))
    deque(map(_PLACE.__set__, events, places), 0)
    deque(map(_ID.__set__, events, ids), 0)
    return events


def ids_of(events: Iterable[Event]) -> list[str]:
    """The ids of events, late or not."""
    return list(map(_ID.__get__, events))


def is_late(event: Event) -> bool:
    """Whether the event was not read yet."""
    return type(event) is not Event


def turn(late: Event, read: Event) -> None:
    """Make a late event what was read."""
    id, *values = _VALUES(read)
    with _turning:
        if type(late) is not Event:
            if _ID.__get__(late) != id:  # else it has that of the columns, once for both
                _ID.__set__(late, id)
            for fill, value in zip(_SET, values, strict=True):
                fill(late, value)
            object.__setattr__(late, "__class__", Event)


class LateText:
    """A text that holds nothing but events, not read yet: its bytes, once they are known."""

    __slots__ = ("_looks", "_starts", "_text", "events")

    def __init__(self, events: list[Event]) -> None:
        """Take the late events, in the order of the text."""
        self.events = events
        self._text: bytes | memoryview | None = None
        self._starts: list[int] = []
        self._looks = 0

    def __len__(self) -> int:
        return len(self.events)

    @property
    def is_here(self) -> bool:
        """Whether its events can be read, or were."""
        return self._text is not None or not any(map(is_late, self.events))

    @property
    def is_waiting(self) -> bool:
        """Whether there is something to read in it."""
        return self._text is not None

    def give(self, text: bytes | memoryview) -> None:
        """Take its bytes, unless it was read."""
        if any(map(is_late, self.events)):
            self._text = text

    def read(self, nth: int) -> None:
        """Read an event, or all if one was asked for before. What cannot be read stays as it is.

        A screen of events that stand far apart is there at once, and so is one of neighbours.
        """
        text = self._text
        if text is None:
            return
        self._looks += 1
        if self._looks > _FEW:
            self.read_all()
            return
        if not self._starts:
            self._starts = [header.start() for header in _HEADER.finditer(text)]
        starts = self._starts
        # As many as there are events: none of these stands in a string or a comment.
        if len(starts) == len(self.events):
            found = _events_in(text[slice(*[*starts[nth:], len(text)][:2])])
            if len(found) == 1:
                turn(self.events[nth], found[0])
                return
        self.read_all()

    def read_all(self) -> None:
        """Read all of its events."""
        if self._text is None:
            return
        found = _events_in(self._text)
        if len(found) == len(self.events):
            for late, event in zip(self.events, found, strict=True):
                turn(late, event)
        self._text, self._starts = None, []


def _events_in(text: bytes | memoryview) -> list[Event]:
    """The events of a text; none if there is anything odd about it."""
    import tomli

    from events.loading.plain_rows import plain_model

    try:
        rows = tomli.loads(str(text, "utf-8"))["event"]
        events = [plain_model(Event, row) for row in rows]
    except (ValueError, RecursionError, KeyError, TypeError):
        return []
    return [event for event in events if event is not None]


class Written:
    """Reads the events of a timeline as they stand in its files."""

    def __init__(self, ids: Sequence[str]) -> None:
        """Take the ids of all events, in the order of the files."""
        self.events = late_events(self, range(len(ids)), ids)
        """The events in that order."""
        self._firsts, self._texts = array("i"), list[LateText]()
        self._order: Sequence[int] = ()
        self._dates: Sequence[When | None] = ()

    def take(self, order: Sequence[int], dates: Sequence[When | None]) -> None:
        """Take the dates of the events in another order, and for each the event's place."""
        self._order, self._dates = order, dates

    @cached_property
    def _by_place(self) -> list[When | None]:
        found: list[When | None] = [None] * len(self._order)
        for place, date in zip(self._order, self._dates, strict=True):
            found[place] = date
        return found

    @property
    def has_dates(self) -> bool:
        """See `Reader`."""
        return bool(self._order)

    @property
    def count(self) -> int:
        """How many events have a text."""
        return sum(map(len, self._texts))

    def text(self, first: int, count: int) -> LateText:
        """The text of so many events from a place on; the next begins after these."""
        found = LateText(self.events[first : first + count])
        self._firsts.append(first)
        self._texts.append(found)
        return found

    def date(self, place: int) -> When | None:
        """See `Reader`."""
        return self._by_place[place]

    def read(self, event: Event, place: int) -> None:
        """See `Reader`; of what cannot be read only id and date are known."""
        nth = bisect_right(self._firsts, place) - 1
        self._texts[nth].read(place - self._firsts[nth])
        if is_late(event):
            turn(event, Event(id=event.id, date=self.date(place) if self.has_dates else None))


class Resolved:
    """Reads events with ids for the names in them, from others as they are written."""

    has_dates = True

    def __init__(self, written: Sequence[Event], resolver: Resolver) -> None:
        """Take the events as written, and what knows the names."""
        self._written, self._resolver = written, resolver

    def date(self, place: int) -> When | None:
        """See `Reader`."""
        return self._written[place].date

    def read(self, event: Event, place: int) -> None:
        """See `Reader`."""
        turn(event, self._resolver.resolve([self._written[place]])[0])


def read_rest(timeline: Timeline) -> Iterator[None]:
    """Read the events that were not looked at yet; each ``next`` a few of them."""
    for file in timeline.files:
        for text in file.late_texts:
            if text.is_waiting:
                text.read_all()
                yield
    for number, event in enumerate(timeline.events):
        if is_late(event):
            _ = event.title
            if number % 16 == 0:
                yield
