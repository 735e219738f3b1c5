"""What changed from one reading of a series to the next, as far as the readings let one know.

A range, a bound or a date that is not known to the day makes a change that lies between a least
and a most; where nothing can be said at all, a `Reason` says why. Nothing is estimated.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from events.dates.edtf import OPEN_END, OPEN_START
from events.metrics import show_number, show_range, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.model import Metric
    from events.readings.series import Point, Series
    from events.when import Lang, When


class Reason(NamedTuple):
    """Why something cannot be said, in both languages."""

    en: str
    zh: str

    def show(self, lang: Lang) -> str:
        """It in a language."""
        return self.zh if lang == "zh" else self.en


FIRST = Reason("the first of its series", "该序列的首个读数")
NO_SERIES = Reason("no provider is named, so it is no series", "未注明数据方，不成序列")
NOT_MEASURED = Reason("not measured: told ahead, or withdrawn", "并非实测：预先公布或已撤回")
UNDATED = Reason("no date", "无日期")
BOUNDS = Reason("both are bounds: it may be more or less", "两者皆为界限，增减未知")
SAME_DAY = Reason("the same day as the one before", "与上一读数同日")
NO_ORDER = Reason("their dates overlap: which came first is not known", "日期重叠，先后未知")
NO_END = Reason("a date without an end", "日期无起止")
NOT_POSITIVE = Reason("the one before is not above zero", "上一读数不大于零")
OF_PER_CENT = Reason("a percentage: see its change in points", "本身为百分比，请看百分点变化")


class Interval(NamedTuple):
    """A number known to lie between two: infinite where only one side is known."""

    least: float
    most: float
    about: bool = False
    """Whether a number or date that it comes from is only approximate."""

    @property
    def is_known(self) -> bool:
        """Whether either side is."""
        return math.isfinite(self.least) or math.isfinite(self.most)


class Difference(NamedTuple):
    """One reading against the one before it in its series."""

    point: Point
    before: Point | None
    days: Interval | None
    """Days between the two, at least and at most."""
    change: Interval | Reason
    per_day: Interval | Reason
    ratio: Interval | Reason
    """The change as a fraction of the value before: 0.5 is 50 %."""


def differences(series: Series, metric: Metric | None) -> Iterator[Difference]:
    """Each point of a series against the last measured one before it."""
    before: Point | None = None
    for point in series.points:
        if not series.key.may_be_joined:
            yield _nothing(point, NO_SERIES)
        elif point.when is None:
            yield _nothing(point, UNDATED)
        elif not point.measured:
            yield _nothing(point, NOT_MEASURED)
        elif before is None:
            yield _nothing(point, FIRST)
            before = point
        else:
            yield difference(before, point, metric)
            before = point


def _nothing(point: Point, why: Reason) -> Difference:
    return Difference(point, None, None, why, why, why)


def difference(before: Point, point: Point, metric: Metric | None) -> Difference:
    """What changed between two dated points of one series, the earlier one first."""
    days = _days(before, point)
    if isinstance(days, Reason):
        return Difference(point, before, None, days, days, days)
    old, new = _value(before), _value(point)
    change = Interval(new.least - old.most, new.most - old.least, old.about or new.about)
    if not change.is_known:
        return Difference(point, before, days, BOUNDS, BOUNDS, BOUNDS)
    return Difference(point, before, days, change, _per_day(change, days), _ratio(old, new, metric))


def _value(point: Point) -> Interval:
    """The values that a reading leaves open."""
    least = -math.inf if point.direction < 0 else point.low
    most = math.inf if point.direction > 0 else point.high
    return Interval(least, most, point.bound == "about")


def _days(before: Point, point: Point) -> Interval | Reason:
    earlier, later = before.when, point.when
    assert earlier is not None
    assert later is not None
    if not (_is_bounded(earlier) and _is_bounded(later)):
        return NO_END
    least, most = later.lo - earlier.hi, later.hi - earlier.lo
    if least < 1:
        return SAME_DAY if least == most == 0 else NO_ORDER
    return Interval(least, most, bool(earlier.doubt or later.doubt))


def _is_bounded(when: When) -> bool:
    open_ended = when.lo == OPEN_START or when.hi == OPEN_END
    return not (open_ended or when.unknown_start or when.unknown_end)


def _per_day(change: Interval, days: Interval) -> Interval:
    least = change.least / (days.most if change.least > 0 else days.least)
    most = change.most / (days.least if change.most > 0 else days.most)
    return Interval(least, most, change.about or days.about)


def _ratio(old: Interval, new: Interval, metric: Metric | None) -> Interval | Reason:
    if unit_of(metric) == "%":
        return OF_PER_CENT
    if old.least <= 0:
        return NOT_POSITIVE
    if math.isinf(old.most):
        least = -math.inf
    else:
        least = min(new.least / old.most, new.least / old.least) - 1
    most = max(new.most / old.most, new.most / old.least) - 1
    ratio = Interval(least, most, old.about or new.about)
    return ratio if ratio.is_known else BOUNDS


# In words

_DIGITS = 3  # a change is shown to so many


def show_change(change: Interval, metric: Metric | None, lang: Lang) -> str:
    """A change in few cells: "+33.5M", "+33.5–38.5M", ">+20M", "≈−3M", "+2 pp"."""
    points = {"en": " pp", "zh": "个百分点"}[lang] if unit_of(metric) == "%" else ""
    return _show(change, lang) + points


def show_per_day(per_day: Interval, metric: Metric | None, lang: Lang) -> str:
    """A change a day, in few cells."""
    return show_change(per_day, metric, lang)


def show_ratio(ratio: Interval, lang: Lang) -> str:
    """A change relative to the value before: "+84%", "+84–110%"."""
    return _show(ratio._replace(least=ratio.least * 100, most=ratio.most * 100), lang) + "%"


def show_days(days: Interval, lang: Lang) -> str:
    """Days from one reading to the next: "24 d", "10–41 d"."""
    least, most = int(days.least), int(days.most)
    shown = f"{least:,}" if least == most else f"{least:,}–{most:,}"
    about = "≈" if days.about else ""
    return f"{about}{shown}天" if lang == "zh" else f"{about}{shown} d"


def _show(interval: Interval, lang: Lang) -> str:
    least, most = _rounded(interval.least), _rounded(interval.most)
    about = "≈" if interval.about else ""
    if math.isinf(most):
        return f">{about}{_signed(least, lang)}"
    if math.isinf(least):
        return f"<{about}{_signed(most, lang)}"
    if least == most:
        return about + _signed(least, lang)
    if least >= 0:
        return f"{about}+{show_range(least, most, lang)}"
    if most <= 0:
        return f"{about}−{show_range(-most, -least, lang)}"
    to = "至" if lang == "zh" else " to "
    return f"{about}{_signed(least, lang)}{to}{_signed(most, lang)}"


def _signed(x: float, lang: Lang) -> str:
    return f"+{show_number(x, lang)}" if x > 0 else show_number(x, lang)


def _rounded(x: float) -> float:
    """A number to three digits, or to one where it is whole and has more: 33,520,000 is 33.5M."""
    if not x or not math.isfinite(x):
        return x + 0.0  # no minus zero
    places = _DIGITS - 1 - math.floor(math.log10(abs(x)))
    rounded = round(x, places)
    return int(rounded) if rounded == int(rounded) else rounded
