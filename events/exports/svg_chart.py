"""The Chart picture: a panel for each metric, as honest as the screen's chart.

A range is a bar with caps, over and under are arrows, what is approximate is hollow, a level stroke
is as long as the date is in doubt, and only figures of one provider about one thing are joined.
"""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from events.axes.ticks import ticks
from events.axes.time_axis import FIRST_DAY, LAST_DAY, TimeAxis
from events.axes.value_axis import ValueAxis, may_be_log
from events.dates.edtf import OPEN_END, OPEN_START
from events.exports.charted import Styled, charted, names_of, styled
from events.exports.svg_frame import FAINT, HAIR, HUES, INK, INNER, PAPER, SOFT, Picture
from events.exports.svg_text import cut_to, element, number, text_element, text_width
from events.exports.words import one_line, say
from events.metrics import show_reading
from events.readings.series import reading_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.exports.selection import Selection
    from events.readings.series import Point

_CELL = 8.0
_GAP = 48.0
_WIDTH = (INNER - _GAP) / 2
_HEAD, _PLOT, _LABELS = 34.0, 190.0, 42.0
_SPREAD = 60.0  # the highest value is so many times the lowest: only a logarithm shows both
_SIZE = 11.5
_MOST_NAMES = 10
_R = 4.2

Box = tuple[float, float, float, float]


class _Spot(NamedTuple):
    """A point in pixels of its panel."""

    point: Point
    look: Styled
    x: float
    y: float
    top: float
    foot: float
    first: float
    last: float


def chart_picture(selection: Selection) -> Picture:
    """The panels in two columns; a word where there is nothing to draw."""
    lang = selection.lang
    picture_height = 0.0
    shapes: list[str] = []
    heights = [0.0, 0.0]
    drawn = 0
    for metric, series in charted(selection).items():
        column = heights.index(min(heights))
        panel, height = _Panel(selection, metric, styled(series)).drawn()
        at = f"translate({number(column * (_WIDTH + _GAP))} {number(heights[column])})"
        shapes.append(element("g", "".join(panel), transform=at))
        heights[column] += height + 30
        picture_height = max(heights)
        drawn += sum(len(points) for _, points in series)
    left = sum(len(selection.timeline.events[number].readings) for number in selection.numbers)
    left -= drawn
    if not shapes:
        words = say(lang, "No readings to draw.", "没有可绘制的读数。")
        return Picture([text_element(words, 0, 20, font_size=13, fill=SOFT)], 30)
    if left:
        en = f"{left:,} other {'reading is' if left == 1 else 'readings are'} not drawn: "
        en += "without a date, or with nothing to compare them to"
        words = say(lang, en, f"另有 {left:,} 个读数未画出：无日期，或没有可比的读数")
        shapes.append(text_element(words, 0, picture_height + 4, font_size=_SIZE, fill=FAINT))
        picture_height += 12
    return Picture(shapes, picture_height, _legend(selection))


class _Panel:
    def __init__(self, selection: Selection, metric: str, found: list[Styled]) -> None:
        self.selection = selection
        self.timeline = selection.timeline
        self.lang = selection.lang
        self.metric = metric
        self.found = found
        points = [point for look in found for point in look.series.points]
        values = [end for point in points for end in (point.low, point.high)]
        log = may_be_log(values) and max(values) > _SPREAD * min(values)
        self.values = ValueAxis.over(values, log=log, ticks=5)
        self.ticks = self.values.ticks(5, self.timeline.metrics.get(metric), self.lang)
        names = (text_width(tick.label, _SIZE) for tick in self.ticks)
        self.left = min(_WIDTH / 4, max(24.0, *names) + 8)
        cells = max(4, int((_WIDTH - self.left - 6) / _CELL))
        days = [day for point in points for day in self._days(point)]
        air = max(3, (max(days) - min(days)) // 20)
        first, last = max(FIRST_DAY, min(days) - air), min(LAST_DAY, max(days) + air)
        self.axis = TimeAxis.fitting(first, last, cells)
        self.taken: list[Box] = []

    @staticmethod
    def _days(point: Point) -> tuple[int, int]:
        """The first and last day; with an open end the other twice."""
        when = point.when
        assert when is not None
        lo = when.hi if when.lo == OPEN_START else when.lo
        hi = when.lo if when.hi == OPEN_END else when.hi
        return lo, hi

    def _x(self, day: float) -> float:
        return self.left + self.axis.position(day) * _CELL

    def _y(self, value: float) -> float:
        return _HEAD + _PLOT * (1 - self.values.position(value))

    def drawn(self) -> tuple[list[str], float]:
        """The panel's shapes and its height."""
        shapes = [*self._head(), *self._scales()]
        spots = [self._spot(point, look) for look in self.found for point in look.series.points]
        for spot in spots:
            self.taken += _space(spot)
        for look in self.found:
            if look.series.key.may_be_joined:
                shapes += self._line([spot for spot in spots if spot.look is look])
        for spot in spots:
            shapes.append(self._mark(spot))
        shapes += self._values(spots)
        legend, height = self._names()
        top = _HEAD + _PLOT + _LABELS
        shapes.append(element("g", "".join(legend), transform=f"translate(0 {number(top)})"))
        return shapes, top + height

    def _head(self) -> Iterator[str]:
        names = self.timeline.names["metric"]
        name = cut_to(one_line(names.label(self.metric, self.lang)), _WIDTH, 14, bold=True)
        yield element("path", d=f"M0 .5H{number(_WIDTH)}", stroke=INK, stroke_width=1.5)
        yield text_element(name, 0, 20, font_size=14, font_weight="700", fill=INK)
        if self.values.log:
            words = say(self.lang, "logarithmic", "对数刻度")
            x = _WIDTH - text_width(words, _SIZE)
            yield text_element(words, x, 20, font_size=_SIZE, fill=FAINT)

    def _scales(self) -> Iterator[str]:
        for level in self.ticks:
            y = self._y(level.value)
            stroke = FAINT if level.value == 0 else HAIR
            yield element("path", d=f"M{number(self.left)} {number(y)}H{_WIDTH}", stroke=stroke)
            label = cut_to(level.label, self.left - 6, _SIZE)
            yield text_element(
                label, self.left - 6, y + 4, font_size=_SIZE, fill=SOFT, text_anchor="end"
            )
        foot = _HEAD + _PLOT
        labels = ticks(self.axis, self.lang)
        for tick in labels.lower:
            x = self.left + tick.position * _CELL
            yield element("path", d=f"M{number(x)} {foot}v4", stroke=FAINT)
            yield text_element(tick.label, x + 1, foot + 16, font_size=_SIZE, fill=SOFT)
        for tick in labels.upper:
            x = self.left + tick.position * _CELL
            yield text_element(
                tick.label, x + 1, foot + 31, font_size=_SIZE, fill=INK, font_weight="700"
            )

    def _spot(self, point: Point, look: Styled) -> _Spot:
        top, foot = self._y(point.high), self._y(point.low)
        lo, hi = self._days(point)
        assert point.day is not None
        y = (top + foot) / 2
        return _Spot(point, look, self._x(point.day), y, top, foot, self._x(lo), self._x(hi + 1))

    def _line(self, spots: list[_Spot]) -> list[str]:
        measured = sorted((spot for spot in spots if spot.point.measured), key=lambda spot: spot.x)
        if len(measured) < 2:
            return []
        for one, other in pairwise(measured):
            self.taken += _along(one, other)
        path = "L".join(f"{number(spot.x)} {number(spot.y)}" for spot in measured)
        hue = HUES[spots[0].look.hue]
        return [
            element("path", d=f"M{path}", fill="none", stroke=hue, stroke_width=1.5, opacity=0.7)
        ]

    def _mark(self, spot: _Spot) -> str:
        point, hue = spot.point, HUES[spot.look.hue]
        x, y = spot.x, spot.y
        reading = reading_of(point, self.timeline)
        value = show_reading(reading, self.timeline.metrics.get(self.metric), self.lang)
        subject, by = (
            name[self.lang == "zh"] for name in names_of(spot.look.series, self.timeline)
        )
        when = point.when.show(self.lang) if point.when else ""
        told = " · ".join(filter(None, (subject, one_line(value), by, when)))
        parts = [element("title", escape(told))]
        if spot.last - spot.first > 9:
            path = f"M{number(spot.first + 2)} {number(y)}H{number(spot.last - 2)}"
            parts.append(
                element(
                    "path", d=path, stroke=hue, stroke_width=4, opacity=0.2, stroke_linecap="round"
                )
            )
        if point.low != point.high:
            height = max(1.0, spot.foot - spot.top)
            parts.append(
                element("rect", x=x - 3, y=spot.top, width=6, height=height, fill=hue, opacity=0.35)
            )
            caps = f"M{number(x - 6)} {number(spot.top)}h12M{number(x - 6)} {number(spot.foot)}h12"
            parts.append(element("path", d=caps, stroke=hue, stroke_width=1.75))
            return element("g", "".join(parts))
        if point.direction:
            up = -point.direction
            path = f"M{number(x)} {number(y)}v{up * 19}m-4.5 {-up * 5}l4.5 {up * 5}l4.5 {-up * 5}"
            parts.append(element("path", d=path, fill="none", stroke=hue, stroke_width=1.75))
        about = point.bound == "about" or bool(point.when and point.when.doubt)
        parts.append(_shape(spot.look.shape, x, y, hue, hollow=about, ahead=not point.measured))
        return element("g", "".join(parts))

    def _values(self, spots: list[_Spot]) -> Iterator[str]:
        """The values beside their marks, where they touch nothing."""
        for spot in spots:
            reading = reading_of(spot.point, self.timeline)
            metric = self.timeline.metrics.get(self.metric)
            label = one_line(show_reading(reading, metric, self.lang, narrow=True))
            width = text_width(label, _SIZE, bold=True)
            x, y = spot.x, spot.y
            for left, top in (
                (x + 9, y - 6), (x - 9 - width, y - 6), (x + 8, y - 19), (x - 8 - width, y - 19),
                (x - width / 2, y - 23), (x + 8, y + 5), (x - 8 - width, y + 5),
                (x - width / 2, y + 9),
            ):  # fmt: skip
                box = (left, top, left + width, top + 13)
                if self._is_free(box):
                    self.taken.append(box)
                    yield text_element(
                        label, left, top + 10.5, font_size=_SIZE, font_weight="700", fill=INK
                    )
                    break

    def _is_free(self, box: Box) -> bool:
        if box[0] < self.left or box[2] > _WIDTH or box[1] < 24 or box[3] > _HEAD + _PLOT:
            return False
        return not any(
            one[2] > box[0] and one[0] < box[2] and one[3] > box[1] and one[1] < box[3]
            for one in self.taken
        )

    def _names(self) -> tuple[list[str], float]:
        """The series by name, in rows."""
        ranked = sorted(self.found, key=lambda look: look.hue)
        most = _MOST_NAMES if len(ranked) <= _MOST_NAMES else _MOST_NAMES - 1
        shapes = []
        x, y = 0.0, 0.0
        for look in ranked[:most]:
            pairs = names_of(look.series, self.timeline)
            subject, by = (name[self.lang == "zh"] for name in pairs)
            subject = subject or say(self.lang, "not said of what", "未注明对象")
            name = cut_to(" · ".join(filter(None, (subject, by))), _WIDTH - 20, _SIZE)
            width = 18 + text_width(name, _SIZE) + 14
            if x and x + width > _WIDTH:
                x, y = 0.0, y + 18
            shapes.append(_shape(look.shape, x + 6, y + 8, HUES[look.hue]))
            shapes.append(text_element(name, x + 16, y + 12, font_size=_SIZE, fill=SOFT))
            x += width
        if len(ranked) > most:
            left = len(ranked) - most
            words = say(self.lang, f"and {left} more", f"另有 {left} 项")
            y += 18
            shapes.append(text_element(words, 0, y + 12, font_size=_SIZE, fill=FAINT))
        return shapes, y + 18


def _shape(
    shape: int, x: float, y: float, hue: str, *, hollow: bool = False, ahead: bool = False
) -> str:
    """A provider's mark: circle, square, diamond, triangle up or down."""
    r = _R
    paths = (
        f"M{number(x - r)} {number(y)}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z",
        f"M{number(x - r)} {number(y - r)}h{2 * r}v{2 * r}h{-2 * r}z",
        f"M{number(x)} {number(y - 1.35 * r)}l5.67 5.67l-5.67 5.67l-5.67 -5.67z",
        f"M{number(x)} {number(y - 1.2 * r)}l5.04 8.82h-10.08z",
        f"M{number(x)} {number(y + 1.2 * r)}l5.04 -8.82h-10.08z",
    )
    if ahead:
        return element(
            "path", d=paths[shape], fill=PAPER, stroke=hue, stroke_width=1.5,
            stroke_dasharray="2.2 1.8",
        )  # fmt: skip
    if hollow:
        return element("path", d=paths[shape], fill=PAPER, stroke=hue, stroke_width=1.75)
    return element("path", d=paths[shape], fill=hue)


def _space(spot: _Spot) -> Iterator[Box]:
    """What a mark takes: itself, its arrow or bar, the stroke of its days."""
    x, y = spot.x, spot.y
    yield x - 7, y - 7, x + 7, y + 7
    if way := spot.point.direction:
        yield x - 6, min(y, y - way * 20), x + 6, max(y, y - way * 20)
    if spot.point.low != spot.point.high:
        yield x - 7, spot.top, x + 7, spot.foot
    if spot.last - spot.first > 9:
        yield spot.first, y - 2.5, spot.last, y + 2.5


def _along(one: _Spot, other: _Spot) -> Iterator[Box]:
    """Boxes along a line from one mark to another."""
    parts = 1 + int(max(abs(other.x - one.x), abs(other.y - one.y)) / 10)
    for part in range(parts + 1):
        x = one.x + (other.x - one.x) * part / parts
        y = one.y + (other.y - one.y) * part / parts
        yield x - 3, y - 3, x + 3, y + 3


def _legend(selection: Selection) -> list[tuple[str, str]]:
    lang, hue = selection.lang, HUES[-1]
    caps = element("path", d="M10 1h12M10 13h12", stroke=hue, stroke_width=1.75)
    upright = element("rect", x=13, y=1, width=6, height=12, fill=hue, opacity=0.35)
    arrow = element(
        "path", d="M16 13V1m-4.5 5l4.5 -5l4.5 5", fill="none", stroke=hue, stroke_width=1.75
    )
    level = element(
        "path", d="M4 7h22", stroke=hue, stroke_width=4, opacity=0.25, stroke_linecap="round"
    )
    line = element("path", d="M2 11L28 3", stroke=hue, stroke_width=1.5)
    return [
        (upright + caps, say(lang, "a range", "区间")),
        (arrow, say(lang, "over or under", "高于或低于")),
        (_shape(0, 16, 7, hue, hollow=True), say(lang, "approximate", "约数")),
        (_shape(0, 16, 7, hue, ahead=True), say(lang, "planned or forecast", "计划或预测")),
        (level, say(lang, "how long the date is in doubt", "日期不确定的范围")),
        (line, say(lang, "one provider's readings", "同一数据方的读数")),
    ]
