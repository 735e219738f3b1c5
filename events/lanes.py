"""Lanes: a selection's events by company, product, kind, source or tag, parents over children.

An event of two companies stands in both lanes. A parent has below it the lanes of its children,
and in its own only what none of them has; collapsed it has theirs as well.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from events.axes.lane_times import LaneTimes
from events.columns.bitsets import first_in, flags_of, numbers_in
from events.names import fold

if TYPE_CHECKING:
    from events.timeline import Field, Timeline
    from events.when import Lang

LaneField: TypeAlias = Literal["company", "product", "kind", "source", "tag"]
"""What there may be a lane for each of. Lanes by product stand under those of their companies."""
LANE_FIELDS: tuple[LaneField, ...] = get_args(LaneField)
LaneOrder: TypeAlias = Literal["first", "count", "name"]
"""By the first event; the most events first; by name."""
LANE_ORDERS: tuple[LaneOrder, ...] = get_args(LaneOrder)

LaneKey: TypeAlias = tuple["Field", str]
"""The field and the value of a lane; ``""`` for the events that have no value in the field."""


@dataclass(frozen=True, eq=False)
class Lane:
    """One lane: its place in the tree, and its events."""

    key: LaneKey
    depth: int
    """How many parents stand over it."""
    is_parent: bool
    is_collapsed: bool
    """A parent whose children's events stand in its own lane."""
    bits: int
    """Its events, undated ones included."""
    timeline: Timeline = field(repr=False)
    _numbers: Callable[[], Sequence[int]] = field(repr=False)

    @cached_property
    def count(self) -> int:
        """How many events it has."""
        return self.bits.bit_count()

    @cached_property
    def numbers(self) -> Sequence[int]:
        """Its events, ascending."""
        return self._numbers()

    @cached_property
    def dated(self) -> int:
        """How many of them have a date; these come first."""
        return bisect_left(self.numbers, self.timeline.dated)

    @property
    def undated(self) -> Sequence[int]:
        """Those without a date."""
        return self.numbers[self.dated :]

    @cached_property
    def times(self) -> LaneTimes:
        """When its events were."""
        return LaneTimes(self.timeline, self.numbers[: self.dated])

    def label(self, lang: Lang) -> str:
        """The name of its value; ``""`` for the lane of events that have none."""
        field, value = self.key
        return self.timeline.label(field, value, lang) if value else ""


@dataclass(eq=False)
class _Node:
    """A value with those below it, before they are put in order."""

    key: LaneKey
    own: int
    """The selected events that are of this value and of none below it."""
    posted: Sequence[int] | None = None
    """All events of this value, where ``own`` is those of them that are selected."""
    children: list[_Node] = field(default_factory=list)
    all: int = 0
    """The selected events of this value and of all below it, once they are gathered."""


def _gather(roots: Sequence[_Node]) -> None:
    """Let each node know all its events. Files may nest parents deeper than Python calls."""
    nodes = list(roots)
    for node in nodes:
        nodes += node.children
    for node in reversed(nodes):
        node.all = node.own
        for child in node.children:
            node.all |= child.all


def lanes_of(
    timeline: Timeline,
    bits: int,
    by: LaneField,
    order: LaneOrder = "first",
    collapsed: frozenset[LaneKey] = frozenset(),
    lang: Lang = "en",
) -> list[Lane]:
    """The lanes of a selection in their order, from the top: without those that have no events.

    Parameters
    ----------
    bits
        The selected events, as a bitset.
    order
        Of lanes under one parent. Events without a value come last.
    collapsed
        The parents whose children are not shown.
    lang
        The language of the names to order by.
    """
    return _Builder(timeline, bits, by, order, collapsed, lang).lanes()


def parents_of(timeline: Timeline, bits: int, by: LaneField) -> frozenset[LaneKey]:
    """All that could be collapsed."""
    lanes = lanes_of(timeline, bits, by)
    return frozenset(lane.key for lane in lanes if lane.is_parent)


class _Builder:
    def __init__(
        self,
        timeline: Timeline,
        bits: int,
        by: LaneField,
        order: LaneOrder,
        collapsed: frozenset[LaneKey],
        lang: Lang,
    ) -> None:
        self.timeline = timeline
        self.bits = bits
        self.by = by
        self.order = order
        self.collapsed = collapsed
        self.lang = lang

    def lanes(self) -> list[Lane]:
        roots = self._roots()
        _gather(roots)
        lanes = list(self._flat(roots))
        rest = self.bits
        for root in roots:
            rest &= ~root.all
        if rest:
            key: LaneKey = (self.by, "")
            lanes.append(self._lane(_Node(key, rest), 0))
        return lanes

    def _roots(self) -> list[_Node]:
        timeline = self.timeline
        if self.by not in ("company", "product"):
            return [self._leaf(self.by, value) for value in timeline.values(self.by)]
        names = timeline.names["company"]
        products: dict[str | None, list[str]] = {}
        if self.by == "product":
            for id, product in timeline.products.items():
                owner = names.resolve(product.company) if product.company else None
                products.setdefault(owner, []).append(id)
        nodes = {id: self._company(id, products.get(id, ())) for id in names}
        roots = [self._leaf("product", id) for id in products.get(None, ())]
        for id, node in nodes.items():
            parent = timeline.ancestry(id)[1:2]
            (nodes[parent[0]].children if parent else roots).append(node)
        return roots

    def _leaf(self, field: Field, value: str) -> _Node:
        own = self.timeline.own_bits(field, value) & self.bits
        return _Node((field, value), own, self.timeline.postings(field).get(value, ()))

    def _company(self, id: str, products: Sequence[str]) -> _Node:
        node = self._leaf("company", id)
        if products:
            node.own &= ~self.timeline.own_bits("product", *products)
            node.posted = None
            node.children += [self._leaf("product", product) for product in products]
        return node

    def _flat(self, roots: list[_Node]) -> Iterator[Lane]:
        waiting = self._last_first(roots, 0)
        while waiting:
            node, depth = waiting.pop()
            lane = self._lane(node, depth)
            yield lane
            if lane.is_parent and not lane.is_collapsed:
                waiting += self._last_first(node.children, depth + 1)

    def _last_first(self, nodes: list[_Node], depth: int) -> list[tuple[_Node, int]]:
        shown = sorted((node for node in nodes if node.all), key=self._place)
        return [(node, depth) for node in reversed(shown)]

    def _lane(self, node: _Node, depth: int) -> Lane:
        is_parent = any(child.all for child in node.children)
        is_collapsed = is_parent and node.key in self.collapsed
        bits = node.all if is_collapsed else node.own
        return Lane(
            key=node.key,
            depth=depth,
            is_parent=is_parent,
            is_collapsed=is_collapsed,
            bits=bits,
            timeline=self.timeline,
            _numbers=lambda: self._numbers(node, bits),
        )

    def _place(self, node: _Node) -> Any:
        if self.order == "count":
            return -node.all.bit_count()
        if self.order == "name":
            field, value = node.key
            return fold(self.timeline.label(field, value, self.lang))
        return first_in(node.all)

    def _numbers(self, node: _Node, bits: int) -> Sequence[int]:
        """The events of a node's own lane, or of all below it."""
        if node.posted is None or bits != node.own:
            return numbers_in(bits, len(self.timeline))
        if len(node.posted) == bits.bit_count():
            return node.posted
        return array("i", compress(node.posted, map(self._flags.__getitem__, node.posted)))

    @cached_property
    def _flags(self) -> bytes:
        """One byte for each event: whether it is selected."""
        return flags_of(self.bits | 1 << len(self.timeline))
