"""Counting sets of events: by the values of a field, and between edges in date order."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from events.columns.bitsets import below, flags_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from events.timeline import Field, Timeline

_PIECE = 8  # columns cut out together


def counts_in(timeline: Timeline, field: Field, bits: int) -> dict[str, int]:
    """How many events of a set each value of a field has, of those that any event has."""
    postings = timeline.postings(field)
    flags = b""
    counts: dict[str, int] = {}
    for value in timeline.values(field):
        numbers = postings.get(value, ())
        if timeline.is_rare(numbers) and not (field == "company" and timeline.children(value)):
            flags = flags or flags_of(bits | 1 << len(timeline))
            counts[value] = sum(map(flags.__getitem__, numbers))
        else:
            counts[value] = (bits & timeline.bits(field, value)).bit_count()
    return counts


def family_order(timeline: Timeline, companies: Sequence[str]) -> dict[str, int]:
    """Companies in their order, each followed by those below it, with how deep they stand."""
    rank = {company: place for place, company in enumerate(companies)}
    depths: dict[str, int] = {}

    def placed(company: str, depth: int) -> Iterator[tuple[str, int]]:
        pending = [(company, depth)]
        while pending:
            company, depth = pending.pop()
            if company in depths:
                continue
            yield company, depth
            below = sorted(timeline.children(company), key=lambda child: rank.get(child, 0))
            pending += [(child, depth + 1) for child in reversed(below)]

    for company in companies:
        if len(timeline.ancestry(company)) == 1:
            depths.update(placed(company, 0))
    # Companies that are each other's parents have no place in a tree.
    return depths | {company: 0 for company in companies if company not in depths}


class Counter:
    """Counts the numbers of sets between edges.

    A set is cut into pieces of several columns first: what is shifted for each column is short.
    """

    def __init__(self, edges: Sequence[int]) -> None:
        self._first = edges[0] if edges else 0
        sizes = [last - first for first, last in pairwise(edges)]
        pieces = [sizes[start : start + _PIECE] for start in range(0, len(sizes), _PIECE)]
        self._pieces = [
            (sum(piece), below(sum(piece)), [(size, below(size)) for size in piece])
            for piece in pieces
        ]

    def count(self, bits: int) -> list[int]:
        """How many numbers of a set lie between each edge and the next."""
        counts: list[int] = []
        bits >>= self._first
        for length, mask, columns in self._pieces:
            piece = bits & mask
            bits >>= length
            if not piece:
                counts += [0] * len(columns)
                continue
            for size, mask in columns:
                counts.append((piece & mask).bit_count())
                piece >>= size
        return counts
