"""What chance alone would do: the answers there would be if one side's days were shuffled in time.

The shuffle is a rotation: all days of B are moved together by the same number of days, and what
leaves the period at its end comes in at its beginning. So B keeps its own rhythm, bursts and pauses
included, and only what ties it to the days of A is lost. Moving each event on its own would not do:
two companies that both have busy seasons would then seem to answer each other. There are as many
rotations as the period has days, and all of them are tried, so the figures are exact and always the
same; nothing is drawn at random. (The method is that of the shift surrogates used for recordings of
nerve cells, which have bursts too.)

Days are counted from the beginning of the period; sets of days are integers, bit *d* for day *d*
(see `events.columns.bitsets`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from events.columns.bitsets import below


class Chance(NamedTuple):
    """What all the rotations together give."""

    share: float
    """The part of A's events that would be answered, on average: also the part of all days from
    which B is no further than so many days away."""
    median: int | None
    """The days to the answer in the middle of all answers; None where there would be none."""
    as_well: int
    """How many rotations answer at least as many events as were answered in fact."""
    rotations: int
    """How many there are, the one that moves nothing among them."""


def chance(
    asked: Sequence[int], days: Sequence[int], within: int, period: int, answered: int
) -> Chance:
    """Try all rotations.

    Parameters
    ----------
    asked
        The days of A's events, each with ``within`` days of the period after it.
    days
        The days of B's events; an answer comes on the same day at the earliest.
    period
        How many days it has.
    answered
        How many of A's events were answered in fact.
    """
    here = 0
    for day in days:
        here |= 1 << day
    # For each number of days: from which days B is that near.
    near, counts = here, [here.bit_count()]
    for _ in range(min(within, period - 1)):
        here = (here >> 1) | ((here & 1) << (period - 1))
        near |= here
        counts.append(near.bit_count())
    answers = counts[-1]
    median = next((d for d, count in enumerate(counts) if 2 * count >= answers), None)
    return Chance(
        answers / period,
        median if answers else None,
        _at_least(answered, _planes(asked, near, period)).bit_count() if answered else period,
        period,
    )


def _planes(asked: Sequence[int], near: int, period: int) -> list[int]:
    """For each rotation how many events it answers; plane *k* holds bit *k* of each count.

    So all rotations are counted at once: a day of A adds the set of those that answer it.
    """
    everything = below(period)
    planes: list[int] = []
    for day, events in Counter(asked).items():
        # Moved by r days, B answers a day if, as it was, it answers the day r days before.
        answering = ((near >> day) | (near << (period - day))) & everything
        for place in range(events.bit_length()):
            if events >> place & 1:
                _add(planes, answering, place)
    return planes


def _add(planes: list[int], carry: int, place: int) -> None:
    while carry:
        if place >= len(planes):
            planes += [0] * (place + 1 - len(planes))
        planes[place], carry = planes[place] ^ carry, planes[place] & carry
        place += 1


def _at_least(wanted: int, planes: Sequence[int]) -> int:
    """The set of the rotations that answer at least so many; there are some wanted."""
    if wanted >> len(planes):
        return 0
    more, same = 0, -1
    for place in reversed(range(len(planes))):
        plane = planes[place]
        if wanted >> place & 1:
            same &= plane
        else:
            more |= same & plane
            same &= ~plane
    return more | same
