"""Lag and response: each event of one side with the next one of the other, and what chance gives.

Only events of which the day is known closely enough can tell: to within a quarter of the days
that are waited, and with no ``~ ? %``. One whose date is some days wide stands on the day in their
middle, and its lag says the least and the most. An answer comes on the same day at the earliest.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import TYPE_CHECKING, NamedTuple

from events.comparing.chance import Chance, chance
from events.dates.elapsed import Elapsed, elapsed
from events.timeline import NEVER

if TYPE_CHECKING:
    from events.comparing.beginnings import Beginnings

_CLOSE = 4  # dates are known to within a fourth of the days waited
FEWEST = 5
"""With fewer judged events, or fewer answers there could be, a share says next to nothing."""


class Pair(NamedTuple):
    """An event of A and what followed."""

    number: int
    answer: int | None
    """The next event of B, None if there was none within the days waited."""
    days: Elapsed | None
    """The days to it."""
    judged: bool
    """Whether the days to wait were over by the last day known of. If not, the pair counts for
    nothing: an answer may yet come, and to count only those that came would be too kind."""


@dataclass(frozen=True, slots=True)
class Lag:
    """Every event of A that can tell, and what they tell together."""

    within: int
    """How many days an answer was waited for."""
    close: int
    """To within how many days a date had to be known."""
    asked: Sequence[int]
    """The numbers of A's events that can tell, in the order of the days they are placed on."""
    found: Sequence[int]
    """For each the number of its answer, -1 for none."""
    left_out: tuple[int, int]
    """How many events of A and of B are not known closely enough, or are still to come."""
    early: int
    """How many of A came before B's record begins, and cannot tell either."""
    answers: int
    """How many events of B there are to be an answer."""
    judged: int
    """How many of A's events had all the days to wait: the first so many."""
    answered: int
    """How many of those have an answer."""
    median: Elapsed | None
    """The days to the answer in the middle of those judged, where there are any."""
    before: int
    """How many of those judged had an event of B as close before them: the test in the mirror."""
    period: tuple[int, int] | None
    """The first and the last day of the time in which both are known of."""
    chance: Chance | None
    """None where nothing could be judged."""
    beginnings: Beginnings

    def __len__(self) -> int:
        return len(self.asked)

    def pair(self, index: int) -> Pair:
        """One of A's events that can tell, and its answer."""
        number, answer = self.asked[index], self.found[index]
        judged = index < self.judged
        if answer < 0:
            return Pair(number, None, None, judged)
        start, end = self.beginnings.moment(number), self.beginnings.moment(answer)
        assert start is not None
        assert end is not None
        return Pair(number, answer, elapsed(start, end), judged)

    @property
    def share(self) -> float:
        """The part of the judged events that has an answer."""
        return self.answered / self.judged if self.judged else 0.0

    @property
    def answering(self) -> int:
        """How many events of B are an answer to one that was judged; one may answer many."""
        return len({*self.found[: self.judged]} - {-1})

    @property
    def is_telling(self) -> bool:
        """Whether there is enough of both sides for the shares to mean anything."""
        return self.judged >= FEWEST and self.answers >= FEWEST


class _Side(NamedTuple):
    """The events of one side that can tell, by the days they are placed on."""

    days: list[int]
    numbers: list[int]

    def since(self, day: int) -> _Side:
        first = bisect_left(self.days, day)
        return _Side(self.days[first:], self.numbers[first:])


def closeness(within: int) -> int:
    """To within how many days a date has to be known where one waits so many."""
    return max(1, within // _CLOSE)


def lag(
    beginnings: Beginnings, asked: Sequence[int], answers: Sequence[int], within: int, until: int
) -> Lag:
    """Find for each event of A the next one of B.

    Parameters
    ----------
    asked, answers
        The numbers of the events of A and of B, ascending. One that is in both is no answer to
        itself.
    within
        How many days to wait, at least 1.
    until
        The last day known of, as an ordinal.
    """
    close = closeness(within)
    all_a, all_b = (_side(beginnings, numbers, close, until) for numbers in (asked, answers))
    left_out = len(asked) - len(all_a.days), len(answers) - len(all_b.days)
    a, period = all_a, None
    if all_a.days and all_b.days:
        firsts = all_a.days[0], all_b.days[0]
        # Before the later of the two begins there is nothing to compare, but what it may answer.
        period = max(min(firsts), max(firsts) - within), until
        a = all_a.since(period[0])
    found = [
        _next(all_b, day, number, within) for day, number in zip(a.days, a.numbers, strict=True)
    ]
    judged = bisect_right(a.days, until - within)
    answered = [pair for pair in zip(a.numbers[:judged], found, strict=False) if pair[1] >= 0]
    by_chance = None
    if period and judged:
        b = all_b.since(period[0])
        by_chance = chance(
            [day - period[0] for day in a.days[:judged]],
            [day - period[0] for day in b.days],
            within,
            period[1] - period[0] + 1,
            len(answered),
        )
    return Lag(
        within=within,
        close=close,
        asked=a.numbers,
        found=found,
        left_out=left_out,
        early=len(all_a.days) - len(a.days),
        answers=len(all_b.days),
        judged=judged,
        answered=len(answered),
        median=_median(beginnings, answered),
        before=_preceded(all_b, a, judged, within),
        period=period,
        chance=by_chance,
        beginnings=beginnings,
    )


def _side(beginnings: Beginnings, numbers: Sequence[int], close: int, until: int) -> _Side:
    first, last = beginnings.first, beginnings.last
    placed = sorted(
        ((first[number] + last[number]) // 2, number)
        for number in beginnings.placed(numbers, close)
    )
    del placed[bisect_right(placed, (until, NEVER)) :]
    return _Side([day for day, _ in placed], [number for _, number in placed])


def _next(side: _Side, day: int, number: int, within: int) -> int:
    """The number of the first event on or after a day, other than one; -1 if it is too late."""
    days, numbers = side
    place = bisect_left(days, day)
    while place < len(days) and days[place] <= day + within:
        if numbers[place] != number:
            return numbers[place]
        place += 1
    return -1


def _preceded(side: _Side, asked: _Side, judged: int, within: int) -> int:
    """How many of the judged events have another one on the same day or some days before."""
    days, numbers = side
    found = 0
    for day, number in zip(asked.days[:judged], asked.numbers, strict=False):
        place = bisect_right(days, day) - 1
        while place >= 0 and days[place] >= day - within:
            if numbers[place] != number:
                found += 1
                break
            place -= 1
    return found


def _median(beginnings: Beginnings, answered: Sequence[tuple[int, int]]) -> Elapsed | None:
    """The days to the answer in the middle: not less than that of the leasts, nor more than that
    of the mosts.
    """
    if not answered:
        return None
    first, last = beginnings.first, beginnings.last
    least = median_low([first[answer] - last[number] for number, answer in answered])
    most = median_low([last[answer] - first[number] for number, answer in answered])
    return Elapsed(least, most)
