"""The table behind a chart: every reading, and what changed since the one before in its series."""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from events.metrics import show_reading
from events.readings.changes import (
    Interval,
    differences,
    show_change,
    show_per_day,
    show_ratio,
)
from events.readings.series import reading_of
from tui.language import say
from tui.text import cells, clean, cut, fit
from tui.widgets.chart.grid import Run

if TYPE_CHECKING:
    from events.readings.changes import Difference, Reason
    from events.readings.series import Point
    from tui.widgets.chart.panels import Chart, Shown
    from tui.widgets.chart.words import Words

_SAMPLE = 200  # rows that columns are measured by
_GAP = 2
_NOT = "–"  # what cannot be computed


class _Column(NamedTuple):
    en: str
    zh: str
    most: int  # cells
    least: int
    right: bool = False


_COLUMNS = (
    _Column("product", "产品", 24, 12),
    _Column("figure by", "数据方", 18, 10),
    _Column("date", "日期", 22, 11),
    _Column("value", "数值", 18, 18, right=True),  # a number is never cut
    _Column("change", "变化", 20, 10, right=True),
    _Column("a day", "日均", 20, 8, right=True),
    _Column("%", "%", 12, 7, right=True),
)
_PARTS = ("name", "quiet", "date", "value", "body", "body", "body")
# Which columns go first where there is too little room.
_GIVE_WAY = (5, 1, 6, 4)


class Entry(NamedTuple):
    """A row that tells a reading."""

    shown: Shown
    order: int

    @property
    def point(self) -> Point:
        """The reading's point, dated or not."""
        return self.shown.series.points[self.order]


class ReadingTable:
    """The rows of a chart's readings by metric, series and date; drawn a line at a time."""

    def __init__(self, chart: Chart, words: Words) -> None:
        self._words = words
        self._differences: dict[int, list[Difference]] = {}
        self.entries: list[Entry] = []
        self._sections: list[tuple[int, str]] = []  # the place of a metric's first entry
        for panel in (*chart.panels, *chart.dateless):
            for metric in panel.metrics:
                first = len(self.entries)
                self.entries += [
                    Entry(shown, order)
                    for shown in (*panel.series, *panel.others)
                    if shown.series.key.metric == metric
                    for order in range(len(shown.series.points))
                ]
                if len(self.entries) > first:
                    self._sections.append((first, metric))
        self._firsts = [first for first, _ in self._sections]
        self._tops = [first + place for place, first in enumerate(self._firsts)]
        self._widths: dict[int, dict[int, int]] = {}
        self._places: dict[tuple[int, int], int] | None = None

    @property
    def height(self) -> int:
        """How many lines there are, a heading for each metric included."""
        return len(self.entries) + len(self._sections)

    # ---- places of entries and their lines

    def line_of(self, place: int) -> int:
        """The line of an entry."""
        return place + bisect_right(self._firsts, place)

    def place_at(self, line: int) -> int | None:
        """The entry on a line; of a heading the first one under it; None beyond the end."""
        if not 0 <= line < self.height:
            return None
        section = bisect_right(self._tops, line) - 1
        return min(max(line - section - 1, self._firsts[section]), len(self.entries) - 1)

    def place_of(self, number: int, nth: int = -1) -> int | None:
        """The entry of an event's reading, or of its first one shown; None if none is."""
        if self._places is None:
            self._places = {}
            for place, entry in enumerate(self.entries):
                point = entry.point
                self._places[point.number, point.nth] = place
                self._places.setdefault((point.number, -1), place)
        return self._places.get((number, nth), self._places.get((number, -1)))

    def difference(self, entry: Entry) -> Difference:
        """An entry against the one before it in its series."""
        known = self._differences.get(id(entry.shown))
        if known is None:
            metric = self._words.timeline.metrics.get(entry.shown.series.key.metric)
            known = self._differences[id(entry.shown)] = [*differences(entry.shown.series, metric)]
        return known[entry.order]

    # ---- drawing

    def header(self, width: int) -> list[Run]:
        """The names of the columns."""
        runs = []
        for index, wide in self._columns(width).items():
            column = _COLUMNS[index]
            name = say(self._words.lang, column.en, column.zh)
            runs.append(Run(fit(name, wide, right=column.right) + " " * _GAP, "heading"))
        return runs

    def line(self, line: int, width: int) -> list[Run]:
        """One line: a metric's heading, or a reading."""
        section = bisect_right(self._tops, line) - 1
        if line in self._tops:
            return self._heading(section, width)
        entry = self.entries[line - section - 1]
        texts = self._texts(entry)
        above = line - section - 2
        repeats = above >= self._firsts[section] and self.entries[above].shown is entry.shown
        runs = []
        for index, wide in self._columns(width).items():
            text, part = texts[index], _PARTS[index]
            if (index < 2 and repeats) or text == _NOT:
                part = "faint"
            shown = fit(text, wide, right=_COLUMNS[index].right)
            runs.append(Run(shown + " " * _GAP, part))
        return runs

    def _heading(self, section: int, width: int) -> list[Run]:
        metric = self._sections[section][1]
        name = self._words.metric(metric)
        unit = self._words.unit(metric)
        shown = cut(f"{name} · {unit}" if unit else name, max(0, width - 2))
        rule = "─" * max(0, width - cells(shown) - 2)
        return [Run(f"{shown} ", "title"), Run(rule, "rule")]

    def _texts(self, entry: Entry) -> tuple[str, ...]:
        words, lang, key = self._words, self._words.lang, entry.shown.series.key
        metric = words.timeline.metrics.get(key.metric)
        point = entry.point
        when = point.when.show(lang, narrow=True) if point.when else say(lang, "no date", "无日期")
        value = clean(show_reading(reading_of(point, words.timeline), metric, lang, narrow=True))
        found = self.difference(entry)

        def shown(what: Interval | Reason, how: str) -> str:
            return how if isinstance(what, Interval) else _NOT

        change, per_day, ratio = found.change, found.per_day, found.ratio
        return (
            f"{entry.shown.glyph.full} {words.subject(key)}",
            words.provider(key) or _NOT,
            when,
            value + words.sign(point.number),
            show_change(change, metric, lang) if isinstance(change, Interval) else _NOT,
            show_per_day(per_day, metric, lang) if isinstance(per_day, Interval) else _NOT,
            show_ratio(ratio, lang) if isinstance(ratio, Interval) else _NOT,
        )

    def _columns(self, width: int) -> dict[int, int]:
        """The columns that have room, with their widths."""
        known = self._widths.get(width)
        if known is None:
            known = self._widths[width] = self._measured(width)
        return known

    def _measured(self, width: int) -> dict[int, int]:
        step = max(1, len(self.entries) // _SAMPLE)
        rows = [self._texts(entry) for entry in islice(self.entries, 0, None, step)]
        wanted = {}
        for index, column in enumerate(_COLUMNS):
            name = say(self._words.lang, column.en, column.zh)
            widest = max((cells(row[index]) for row in rows), default=0)
            wanted[index] = max(cells(name), min(column.most, widest))
        room = width
        for gone in (None, *_GIVE_WAY):
            if gone is not None:
                wanted.pop(gone, None)
            least = sum(min(wide, _COLUMNS[index].least) + _GAP for index, wide in wanted.items())
            if least <= room:
                break
        excess = sum(wide + _GAP for wide in wanted.values()) - room
        # The widest gives first, down to what it needs least.
        while excess > 0:
            spare = {i: wide - _COLUMNS[i].least for i, wide in wanted.items()}
            index = max(spare, key=spare.__getitem__)
            if spare[index] <= 0:
                break
            wanted[index] -= 1
            excess -= 1
        return wanted
