"""The Lanes picture: a time axis, a lane for each company, product or kind, no label on another."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from events.axes.ticks import ticks
from events.axes.time_axis import FIRST_DAY, LAST_DAY, Fold, TimeAxis
from events.columns.bitsets import bits_of
from events.dates.edtf import OPEN_END, OPEN_START
from events.exports.svg_frame import FAINT, HAIR, HUES, INK, INNER, RULE, SOFT, Picture
from events.exports.svg_marks import bar, dot, legend_marks
from events.exports.svg_text import cut_to, element, text_element, text_width
from events.exports.words import Words, one_line, say
from events.lanes import LaneField, lanes_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.exports.selection import Selection

CELL = 8.0
"""Pixels of one cell of the axis; a label of so many cells has room in them."""
_SIZE = 12.0
_COUNT = 10.5
_ROW = 19.0
_NARROW = 8.0  # pixels; what is narrower is a dot,
_NARROW_DAY = 40.0  # and a single day up to this
_RADIUS = 4.75
_GUTTER = 168.0
_MOST_ROWS = 14  # of a lane
_LONGEST = 300.0  # pixels of a label
_AXIS = 40.0
_DENSE, _SHORT = 0.65, 0.35  # so much of the events in less than so much of the span: fold the rest


_NOBODY: dict[LaneField, tuple[str, str]] = {
    "company": ("No company", "无公司"),
    "product": ("No product", "无产品"),
    "kind": ("No kind", "无类型"),
    "source": ("No source", "无来源"),
    "tag": ("No tag", "无标签"),
}


class _Lane(NamedTuple):
    name: str
    depth: int
    numbers: list[int]


@dataclass(slots=True)
class _Item:
    """One mark: its extent in pixels, its row, the events it stands for."""

    x0: float
    x1: float
    is_bar: bool
    numbers: list[int]
    row: int = 0
    label: str = ""
    start: float = 0.0
    end: float = field(default=0.0)


def lanes_picture(selection: Selection, by: LaneField) -> Picture:
    """The picture of a selection's dated events; how many have no date is said below it."""
    return _Lanes(selection, by).picture()


class _Lanes:
    def __init__(self, selection: Selection, by: LaneField) -> None:
        self.selection = selection
        self.timeline = timeline = selection.timeline
        self.by = by
        self.dated = [
            number
            for number in selection.numbers
            if number < timeline.dated
            and (timeline.lo[number] > OPEN_START or timeline.hi[number] < OPEN_END)
        ]
        self.first, self.last = self._span()
        self.left, self.right = _GUTTER, float(INNER)
        cells = int((self.right - self.left) / CELL)
        self.axis = TimeAxis.fitting(self.first, self.last, cells, self._folds())
        self.hue_of = self._hues()

    def _span(self) -> tuple[int, int]:
        lo, hi = self.timeline.lo, self.timeline.hi
        days = [
            day
            for number in self.dated
            for day in (lo[number], hi[number])
            if OPEN_START < day < OPEN_END
        ]
        if not days:
            return FIRST_DAY, FIRST_DAY
        return max(FIRST_DAY, min(days)), min(LAST_DAY, max(days))

    def _folds(self) -> list[Fold]:
        """What lies before and after the stretch that most events are in, if that is short."""
        lo, hi = self.timeline.lo, self.timeline.hi
        middles = sorted(
            (lo[number] + hi[number]) // 2
            for number in self.dated
            if lo[number] > OPEN_START and hi[number] < OPEN_END
        )
        most = int(len(middles) * _DENSE)
        if len(middles) < 12:
            return []
        start = min(range(len(middles) - most), key=lambda nth: middles[nth + most] - middles[nth])
        first, last = middles[start], middles[start + most]
        if last - first > _SHORT * (self.last - self.first):
            return []
        air = max(10, (last - first) // 6)
        folds = [Fold(self.first, first - air), Fold(last + air, self.last)]
        return [fold for fold in folds if fold.days > 2 * air]

    def _hues(self) -> dict[str, int]:
        """The hue of each kind: the most frequent have one of their own."""
        counts: dict[str, int] = {}
        for number in self.selection.numbers:
            if kind := self.timeline.kind_id[number]:
                counts[kind] = counts.get(kind, 0) + 1
        ranked = sorted(counts, key=lambda kind: -counts[kind])
        return {kind: min(nth, len(HUES) - 1) for nth, kind in enumerate(ranked)}

    def _x(self, day: float) -> float:
        return self.left + self.axis.position(day) * CELL

    # The lanes

    def _lanes(self) -> Iterator[_Lane]:
        """The fullest first; what belongs to a company stands below it."""
        timeline, lang = self.timeline, self.selection.lang
        bits = bits_of(self.dated, len(timeline))
        for lane in lanes_of(timeline, bits, self.by, "count", lang=lang):
            name = one_line(lane.label(lang))
            if not lane.key[1]:
                name = say(lang, *_NOBODY[self.by])
            yield _Lane(name, lane.depth, list(lane.numbers))

    def picture(self) -> Picture:
        shapes: list[str] = []
        y = _AXIS
        for lane in self._lanes():
            items = self._placed(lane)
            rows = 1 + max((item.row for item in items), default=0)
            shapes.append(element("path", d=f"M0 {y:.1f}H{INNER}", stroke=HAIR))
            shapes += self._lane_name(lane, y)
            for item in items:
                shapes += self._drawn(item, y + 5 + item.row * _ROW + _ROW / 2)
            y += rows * _ROW + 10
        axis = self._axis(y)
        shapes.append(element("path", d=f"M0 {y:.1f}H{INNER}", stroke=RULE))
        undated = len(self.selection.numbers) - len(self.dated)
        if undated:
            en = f"{undated:,} without a date {'is' if undated == 1 else 'are'} not drawn"
            words = say(self.selection.lang, en, f"另有 {undated:,} 个无日期，未画出")
            y += 18
            shapes.append(text_element(words, 0, y, font_size=11.5, fill=FAINT))
        return Picture(axis + shapes, y, self._legend())

    def _lane_name(self, lane: _Lane, y: float) -> list[str]:
        x = lane.depth * 12.0
        size = f"{len(lane.numbers):,}"
        room = _GUTTER - x - 14 - text_width(size, 11)
        bold = not lane.depth
        name = cut_to(lane.name, room, _SIZE, bold=bold)
        weight = "700" if bold else "400"
        after = x + text_width(name, _SIZE, bold=bold) + 5
        return [
            text_element(name, x, y + 19, font_weight=weight, fill=INK if bold else SOFT),
            text_element(size, after, y + 19, font_size=11, fill=FAINT),
        ]

    def _axis(self, foot: float) -> list[str]:
        """Labels in two rows, lines below them, and the stretches that are folded."""
        found = []
        end = LAST_DAY
        for fold in self.axis.drawn_folds:
            x0, x1 = max(self.left, self._x(fold.first)), min(self.right, self._x(fold.last + 1))
            if x1 <= x0:
                continue
            found.append(
                element("rect", x=x0, y=_AXIS, width=x1 - x0, height=foot - _AXIS, fill="#f4f2ed")
            )
            edge = x1 if x0 <= self.left + 60 else x0
            zigzag = "".join(f"l{3 if nth % 2 else -3} 6" for nth in range(int((foot - 24) / 6)))
            path = f"M{edge:.1f} 24{zigzag}"
            found.append(element("path", d=path, fill="none", stroke=RULE))
            name = ("earlier", "更早") if edge == x1 else ("later", "之后")
            name_x = x0 + 3 if edge == x1 else x0 + 8
            found.append(
                text_element(
                    say(self.selection.lang, *name), name_x, 33, font_size=10.5, fill=FAINT
                )
            )
            if edge == x0:
                end = fold.first
        labels = ticks(self.axis, self.selection.lang)
        over = {tick.day for tick in labels.upper}
        for tick in (tick for tick in labels.lower if tick.day <= end):
            x = self.left + tick.position * CELL
            stroke = RULE if tick.day in over else HAIR
            found.append(element("path", d=f"M{x:.1f} {_AXIS}V{foot:.1f}", stroke=stroke))
            found.append(text_element(tick.label, x + 2, 33, fill=SOFT))
        for tick in (tick for tick in labels.upper if tick.day <= end):
            x = self.left + tick.position * CELL
            found.append(text_element(tick.label, x + 2, 15, font_weight="700", fill=INK))
        return found

    # Placing

    def _placed(self, lane: _Lane) -> list[_Item]:
        """The marks of a lane: in the first row with room for the label, else in a crowd."""
        ends = [-1e9] * _MOST_ROWS
        done: list[_Item] = []
        crowds: list[_Item] = []
        for item in sorted(map(self._item, lane.numbers), key=lambda item: (item.x0, -item.x1)):
            words = Words(self.selection, item.numbers[0])
            room = min(_LONGEST, self.right - self.left)
            label = cut_to(words.title, room, _SIZE)
            width = text_width(label, _SIZE)
            is_open = self.timeline.lo[item.numbers[0]] <= OPEN_START
            start = item.x0 + (12 if is_open else 6) if item.is_bar else item.x1 + 4
            begin = item.x0
            if start + width > self.right:  # to the left of its mark
                is_inside = item.is_bar and item.x1 - item.x0 > width + 12
                start = (item.x1 if is_inside else item.x0) - 5 - width
                begin = min(begin, start)
            end = max(item.x1, start + width)
            row = next((nth for nth, taken in enumerate(ends) if taken + 9 <= begin), None)
            if row is not None and start >= self.left:
                ends[row] = end
                item.row, item.label, item.start = row, label, start
                done.append(item)
                continue
            near = next((one for one in reversed(crowds) if _touches(one, item)), None)
            if near is None:
                item.end = item.x1
                crowds.append(item)
            else:
                near.numbers += item.numbers
                near.end = item.x1
        rows = 1 + max((item.row for item in done), default=-1)
        for crowd in crowds:
            crowd.row = rows
            if not crowd.is_bar:
                middle = (crowd.x0 + crowd.end) / 2
                crowd.x0, crowd.x1 = middle - _RADIUS, middle + _RADIUS
        self._place_counts(crowds)
        return done + crowds

    @staticmethod
    def _place_counts(crowds: list[_Item]) -> None:
        """Put the number of bars over the same days where no other number is."""
        taken = [(one.x0 - 6, one.x1 + 6) for one in crowds if not one.is_bar]
        for crowd in (one for one in crowds if one.is_bar and len(one.numbers) > 1):
            width = text_width(f"{len(crowd.numbers)}", _COUNT)
            middle = (crowd.x0 + crowd.x1 - width) / 2
            for start in (crowd.x0 + 5, crowd.x1 - 5 - width, middle):
                if all(start + width <= left or start >= right for left, right in taken):
                    crowd.start = start
                    taken.append((start, start + width))
                    break

    def _item(self, number: int) -> _Item:
        lo, hi = self.timeline.lo[number], self.timeline.hi[number]
        first = min(self.first, hi) if lo <= OPEN_START else lo
        last = max(self.last, lo) if hi >= OPEN_END else hi
        x0, x1 = self._x(first), self._x(last + 1)
        if x1 - x0 >= (_NARROW_DAY if lo == hi else _NARROW):
            return _Item(max(self.left, x0), min(self.right, x1), True, [number])
        middle = min(self.right - _RADIUS, max(self.left + _RADIUS, (x0 + x1) / 2))
        return _Item(middle - _RADIUS, middle + _RADIUS, False, [number])

    # Drawing

    def _drawn(self, item: _Item, y: float) -> list[str]:
        number = item.numbers[0]
        event, when = self.timeline.events[number], self.timeline.when[number]
        assert when is not None
        hues = {self.hue_of.get(self.timeline.kind_id[one], len(HUES) - 1) for one in item.numbers}
        hue = HUES[hues.pop()] if len(hues) == 1 else HUES[-1]
        ahead = event.status in ("planned", "forecast")
        titles = [
            " · ".join(filter(None, (words.date, words.title)))
            for words in (Words(self.selection, one) for one in item.numbers)
        ]
        parts = [element("title", escape("\n".join(titles)))]
        many = len(item.numbers)
        if item.is_bar:
            parts.append(bar(when, item.x0, item.x1, y, hue, ahead=ahead))
        else:
            parts.append(dot(when, (item.x0 + item.x1) / 2, y, hue, ahead=ahead, many=many))
        if item.label:
            slant = "italic" if ahead or event.status == "disputed" else "normal"
            line = "line-through" if event.status == "withdrawn" else "none"
            shade = SOFT if ahead or event.status == "withdrawn" else INK
            told: dict[str, str | float] = {"fill": shade}
            if slant != "normal":
                told["font_style"] = slant
            if line != "none":
                told["text_decoration"] = line
            parts.append(text_element(item.label, item.start, y + 4, **told))
        elif item.is_bar and item.start:
            parts.append(text_element(f"{many}", item.start, y + 4, font_size=_COUNT, fill=SOFT))
        return [element("g", "".join(parts))]

    def _legend(self) -> list[tuple[str, str]]:
        lang, timeline = self.selection.lang, self.timeline
        named = [kind for kind, hue in self.hue_of.items() if hue < len(HUES) - 1]
        found = [
            (
                element("circle", cx=16, cy=7, r=_RADIUS, fill=HUES[self.hue_of[kind]]),
                one_line(timeline.label("kind", kind, lang)),
            )
            for kind in named
        ]
        if len(named) < len(self.hue_of):
            mark = element("circle", cx=16, cy=7, r=_RADIUS, fill=HUES[-1])
            found.append((mark, say(lang, "other kinds", "其他类型")))
        found += legend_marks(lang)
        if self.axis.drawn_folds:
            zigzag = element("path", d="M16 1l3 4l-3 4l3 4", fill="none", stroke=FAINT)
            found.append((zigzag, say(lang, "time compressed", "时间压缩")))
        return found


def _touches(crowd: _Item, item: _Item) -> bool:
    """Whether a mark belongs to a crowd: bars over the same days, dots that would touch."""
    if crowd.is_bar != item.is_bar:
        return False
    if item.is_bar:
        return abs(crowd.x0 - item.x0) < 3 and abs(crowd.x1 - item.x1) < 3
    return item.x0 - crowd.end < 3 and item.x1 - crowd.x0 < 40
