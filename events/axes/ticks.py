"""The labels of a time axis: two rows of calendar units, so that the year is always in sight.

The lower row has the finest unit whose labels have room, from days to thousands of years; the upper
row the unit around it: the month with its year over days, the year over months, the decade over
years, the century over decades.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from events.axes.time_axis import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    from events.axes.time_axis import TimeAxis
    from events.when import Lang

GAP = 1
"""Blank cells that are left after a label at least."""

Unit = Literal[
    "weekday", "day", "month", "month of year", "year", "decade", "century", "millennium"
]


class Tick(NamedTuple):
    """A label and where it begins."""

    position: float
    """In cells from the left edge: where the unit begins, or, of a unit that began out of sight,
    the first cell after that."""
    day: int
    """The first day of the unit, an ordinal."""
    label: str

    @property
    def width(self) -> int:
        """How many cells the label takes."""
        return label_cells(self.label)


class Ticks(NamedTuple):
    """The two rows of labels of an axis; within a row none touches the next."""

    upper: tuple[Tick, ...]
    lower: tuple[Tick, ...]


class _Step(NamedTuple):
    """One way to label: which units, and at which of them."""

    lower: Unit
    days: float  # from one label to the next, at the least
    months: int = 0  # a label each so many months
    month_days: tuple[int, ...] = ()  # or on these days of each month
    upper: Unit | None = "year"


_STEPS: tuple[_Step, ...] = (
    _Step("weekday", 1, month_days=tuple(range(1, 32)), upper="month of year"),
    _Step("day", 1, month_days=tuple(range(1, 32)), upper="month of year"),
    _Step("day", 3, month_days=tuple(range(1, 26, 3)), upper="month of year"),
    _Step("day", 4, month_days=(1, 6, 11, 16, 21, 26), upper="month of year"),
    _Step("day", 8, month_days=(1, 11, 21), upper="month of year"),
    _Step("day", 13, month_days=(1, 16), upper="month of year"),
    _Step("month", 28, 1),
    _Step("month", 90, 3),
    _Step("month", 181, 6),
    *(
        _Step("year", 365 * years, 12 * years, upper="decade" if years < 10 else "century")
        for years in (1, 2, 5, 10, 20, 50)
    ),
    *(_Step("year", 365 * years, 12 * years, upper="millennium") for years in (100, 200, 500)),
    *(_Step("year", 365 * years, 12 * years, upper=None) for years in (1000, 2000, 5000)),
)
# Years of the units that are years.
_YEARS: dict[Unit, int] = {"year": 1, "decade": 10, "century": 100, "millennium": 1000}
_MONTHS = " Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")
_WEEKDAYS = {"en": "Mon Tue Wed Thu Fri Sat Sun".split(), "zh": list("一二三四五六日")}
_WIDEST: dict[Unit, tuple[str, str]] = {
    "weekday": ("Wed 30", "30日 周三"),
    "day": ("30", "30日"),
    "month": ("Sep", "12月"),
    "year": ("2025", "2025"),
}


@lru_cache(maxsize=8)
def ticks(axis: TimeAxis, lang: Lang) -> Ticks:
    """The labels of an axis, left to right; none within a fold that is drawn."""
    step = _fitting_step(axis, lang)
    upper: list[Tick] = []
    lower: list[Tick] = []
    for start, end in _stretches(axis):
        if step.upper is not None:
            units = _units(axis, step.upper, start, end)
            upper += _roomy(_row(axis, units, step.upper, lang, start, end, sticky=True), end)
        labelled = _labelled(axis, step, start, end)
        lower += _roomy(_row(axis, labelled, step.lower, lang, start, end), end)
    return Ticks(tuple(upper), tuple(lower))


def label_cells(label: str) -> int:
    """How many cells a label takes: Chinese characters take two."""
    return sum(2 if character >= "\u2e80" else 1 for character in label)


def _fitting_step(axis: TimeAxis, lang: Lang) -> _Step:
    for step in _STEPS:
        widest = label_cells(_WIDEST[step.lower][lang == "zh"])
        if step.days / axis.days_per_cell >= widest + GAP + 1:
            return step
    return _STEPS[-1]


def _stretches(axis: TimeAxis) -> Iterator[tuple[float, float]]:
    """The parts of the axis between drawn folds that are in sight, as cells from and to."""
    start = max(0.0, axis.position(FIRST_DAY))
    end = min(float(axis.width), axis.position(LAST_DAY + 1))
    for fold in axis.drawn_folds:
        fold_start, fold_end = (round(axis.position(day), 6) for day in (fold.first, fold.last + 1))
        if fold_end <= start or fold_start >= end:
            continue
        if fold_start > start:
            yield start, fold_start
        start = fold_end
    if start < end:
        yield start, end


def _units(axis: TimeAxis, unit: Unit, start: float, end: float) -> list[date]:
    """The first days of the unit that a stretch begins in, and of those that follow in it."""
    first, last = _dates(axis, start, end)
    if unit == "month of year":
        return list(_each(first.replace(day=1), last, 1))
    years = _YEARS[unit]
    return list(_each(_aligned(first, years), last, 12 * years))


def _labelled(axis: TimeAxis, step: _Step, start: float, end: float) -> list[date]:
    """The days with a label in the lower row."""
    first, last = _dates(axis, start, end)
    if step.month_days:
        return list(_each(first.replace(day=1), last, 1, step.month_days))
    return list(_each(_aligned(first, max(1, step.months // 12)), last, step.months))


def _aligned(day: date, years: int) -> date:
    """The first day of the stretch of so many years that a day is in."""
    return date(max(1, day.year // years * years), 1, 1)


def _dates(axis: TimeAxis, start: float, end: float) -> tuple[date, date]:
    """The first and last day of a stretch."""
    first, last = (
        date.fromordinal(max(FIRST_DAY, min(LAST_DAY, int(axis.day_at(position)))))
        for position in (start, end)
    )
    return first, last


def _each(first: date, last: date, months: int, days: Sequence[int] = ()) -> Iterator[date]:
    """Every so many months from a day to another, or on certain days of every month."""
    from dateutil.rrule import MONTHLY, YEARLY, rrule

    by_month = months % 12 > 0
    every: Literal[0, 1] = MONTHLY if by_month else YEARLY
    interval = months if by_month else months // 12
    start, until = (datetime(day.year, day.month, day.day) for day in (first, last))
    if first.year == 1 and interval > 1 and not by_month:
        # There is no year 0 to count from: the year 1 stands for it, then 1000, 2000, …
        yield first
        if interval > last.year:
            return
        start = datetime(interval, 1, 1)
    for moment in rrule(every, start, interval=interval, bymonthday=days or None, until=until):
        yield moment.date()


def _row(
    axis: TimeAxis,
    days: Sequence[date],
    unit: Unit,
    lang: Lang,
    start: float,
    end: float,
    *,
    sticky: bool = False,
) -> Iterator[Tick]:
    """The labels of a stretch; ``sticky`` keeps that of the unit which began before it."""
    for day in days:
        ordinal = day.toordinal()
        # A unit that begins with a cell must not end up in the one before.
        position = round(axis.position(ordinal), 6)
        if sticky:
            position = max(start, position)
        if start <= position < end:
            yield Tick(position, ordinal, _label(day, unit, lang))


def _roomy(row: Iterator[Tick], end: float) -> list[Tick]:
    """The labels that have room before the next one and before the end of the stretch.

    A sticky label gives way to the one after it. Where none has room the last that fits stays: a
    year is better than none.
    """
    found = list(row)
    limits = [tick.position - GAP for tick in found[1:]] + [end]
    kept = [
        tick
        for tick, limit in zip(found, limits, strict=False)
        if tick.position + tick.width <= limit
    ]
    return kept or [tick for tick in found if tick.position + tick.width <= end][-1:]


def _label(day: date, unit: Unit, lang: Lang) -> str:
    zh = lang == "zh"
    year = day.year
    match unit:
        case "weekday":
            weekday = _WEEKDAYS[lang][day.weekday()]
            return f"{day.day}日 周{weekday}" if zh else f"{weekday} {day.day}"
        case "day":
            return f"{day.day}日" if zh else f"{day.day}"
        case "month":
            return f"{day.month}月" if zh else _MONTHS[day.month]
        case "month of year":
            return f"{year}年{day.month}月" if zh else f"{_MONTHS[day.month]} {year}"
        case "year":
            return f"{year}"
        case "decade":
            return _years(year, 10, zh)
    return _years(year, _YEARS[unit], zh)


def _years(year: int, years: int, zh: bool) -> str:
    first = year // years * years
    if years == 10 and first:
        return f"{first}年代" if zh else f"{first}s"
    return f"{max(1, first)}–{first + years - 1}"
