"""A value axis: which values a panel spans, where each stands, and the round numbers to label.

Positions run from 0.0 at the lower end to 1.0 at the upper; what draws them counts cells or pixels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from events.metrics import show_reading
from events.model import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from events.model import Metric
    from events.when import Lang

# Where the lowest value is over so much of the highest, the axis need not begin at zero.
_NEAR = 0.6
_STEPS = (1, 2, 2.5, 5, 10)
_TRIES = 6  # steps
# An axis that is so many times as long as what its values span has finer ends than labels.
_WASTE = 1.35
# Farther from zero, and nearer to it, there is no room left to count with: nothing real is there.
_MOST, _LEAST = 1e300, 1e-300
_FAR = 1e6  # axes: as far outside as makes a difference to nobody
_LOG_STEPS = ((1, 2, 5), (1, 3), (1,))


class Tick(NamedTuple):
    """A round value, where it stands from 0.0 to 1.0, and its label."""

    value: float
    position: float
    label: str


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """The values from ``low`` to ``high``, drawn linear or logarithmic."""

    low: float
    high: float
    log: bool = False

    @classmethod
    def over(
        cls, values: Iterable[float], *, log: bool = False, ticks: int = 5, whole: bool = False
    ) -> ValueAxis:
        """The axis over some values, with round ends.

        A linear axis begins at zero unless all values are near each other; a logarithmic one is
        given only where every value is above zero (see `may_be_log`), else the axis is linear.

        Parameters
        ----------
        ticks
            About how many round values there will be room for: the ends are as round as these
            where that leaves not too much of the axis empty.
        whole
            Whether only whole numbers mean anything (a rank, a count).
        """
        known = (value for value in values if abs(value) <= _MOST)  # which no NaN is
        kept = [value if abs(value) >= _LEAST else 0.0 for value in known]
        if not kept:
            return cls(0, 1)
        low, high = min(kept), max(kept)
        if log and low > 0:
            return cls(*_log_ends(low, high), log=True)
        if low > 0 and low < high * _NEAR:
            low = 0
        elif high < 0 and high > low * _NEAR:
            high = 0
        if low == high:
            low, high = min(low, 0), max(high, 0)
        if low == high:
            return cls(0, 1)
        least = 1 if whole else 0
        for parts in (max(1, ticks - 1), 2 * max(1, ticks - 1)):
            step = _step(max((high - low) / parts, least))
            below, above = math.floor(low / step + _HAIR), math.ceil(high / step - _HAIR)
            axis = cls(_even(below, step), _even(above, step))
            if axis.high - axis.low <= _WASTE * (high - low):
                break
        return axis

    def position(self, value: float) -> float:
        """Where a value stands: 0.0 at the lower end, 1.0 at the upper, beyond these outside."""
        if self.log:
            if value <= 0:
                return -math.inf
            low, high, value = math.log10(self.low), math.log10(self.high), math.log10(value)
            return (value - low) / (high - low)
        return max(-_FAR, min(_FAR, (value - self.low) / (self.high - self.low)))

    def ticks(
        self, most: int, metric: Metric | None, lang: Lang, *, whole: bool = False
    ) -> list[Tick]:
        """At most so many round values in ascending order, labelled in the metric's unit."""
        values = self._round_values(max(1, most), 1 if whole else 0)
        return [Tick(v, self.position(v), value_label(v, metric, lang)) for v in values]

    def _round_values(self, most: int, least: float) -> list[float]:
        if self.log:
            for steps in _LOG_STEPS:
                values = [v for v in _log_values(self.low, self.high, steps) if v >= least]
                if 2 <= len(values) <= most:
                    return values
            values = [v for v in _log_values(self.low, self.high, (1,)) if v >= least]
            if len(values) >= 2:
                every = math.ceil(len(values) / most)
                return values[::every]
        # From the finest step there is room for to coarser ones: rather one that the axis ends on.
        finest: list[float] = []
        step = _step(max((self.high - self.low) / most, least))
        for _ in range(_TRIES):
            first, last = math.ceil(self.low / step - _HAIR), math.floor(self.high / step + _HAIR)
            values = [_even(count, step) for count in range(first, last + 1)]
            if self.log:
                values = [value for value in values if value > 0]
            if len(values) <= most:
                if values[:1] == [self.low] and values[-1:] == [self.high]:
                    return values
                finest = finest or values
            step = _step(step * 1.01)
        return finest


def may_be_log(values: Iterable[float]) -> bool:
    """Whether values can stand on a logarithmic axis: none is zero or below."""
    return all(value > 0 for value in values)


def value_label(value: float, metric: Metric | None, lang: Lang) -> str:
    """A value in the metric's own unit, as short as it goes: 100M, 1亿, US$5B, −2%."""
    whole = int(value) if value == int(value) else value
    return show_reading(Reading(metric="", value=whole), metric, lang, narrow=True)


_HAIR = 1e-9  # of a step: what a division may be off by


def _step(least: float) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that is at least so much."""
    power = math.floor(math.log10(least))
    for step in _STEPS:
        found = _even(step, 10.0**power) if power < 0 else step * 10**power
        if found >= least * (1 - _HAIR):
            return found
    return float(10 ** (power + 1))


def _even(count: float, step: float) -> float:
    """So many steps, without the noise of binary fractions."""
    return float(f"{count * step:.12g}")


def _log_ends(low: float, high: float) -> tuple[float, float]:
    """The nearest of 1, 2, 5 times powers of ten around the values."""
    below = max(v for v in _around(low) if v <= low * (1 + _HAIR))
    above = min(v for v in _around(high) if v >= high * (1 - _HAIR))
    if below == above:
        below, above = below / 2, above * 2
    return below, above


def _around(value: float) -> Iterator[float]:
    power = math.floor(math.log10(value))
    for exponent in (power - 1, power, power + 1):
        for step in (1, 2, 5):
            yield _even(step, 10.0**exponent)


def _log_values(low: float, high: float, steps: tuple[int, ...]) -> Iterator[float]:
    for exponent in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1):
        for step in steps:
            value = _even(step, 10.0**exponent)
            if low * (1 - _HAIR) <= value <= high * (1 + _HAIR):
                yield value
