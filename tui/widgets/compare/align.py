"""Align: each product or company counted from a day of its own, and when it reached what."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from events.metrics import show_reading
from events.query import QueryError, parse_query
from events.when import today
from tui.language import say
from tui.text import cells, clean, cut, fit
from tui.widgets.compare import since_axis
from tui.widgets.compare.align_words import AlignWords, Anchored, anchor_words
from tui.widgets.compare.aligned_lanes import Glyphs, LanePoints, Titles, draw_lane, label_lane
from tui.widgets.compare.aligned_series import (
    LEAST,
    MOST,
    AlignedSeries,
    SeriesPanel,
    aligned_points,
)
from tui.widgets.compare.milestone_table import MilestoneTable
from tui.widgets.compare.page import (
    Line,
    Mode,
    Page,
    Run,
    centred,
    paragraph,
)

if TYPE_CHECKING:
    from events.axes.time_axis import TimeAxis
    from events.compare import Alignment
    from events.queries.expressions import Compared

_MOST_MARKS = 3000  # events that folds are found from; more leave nothing to fold
_ZOOM = 1.6
_NARROW = 70  # cells
_WORDS = 8, 12  # lines kept for words, here and where it is narrow, before figures are drawn


class Aligning(Page):
    """Lanes on days since, over the table of milestones.

    ↑/↓ go from lane to lane, to the event nearest to the same day; ←/→ go through a lane's events.
    """

    mode: ClassVar[Mode] = "align"

    def __init__(self) -> None:
        super().__init__()
        self.chosen = Anchored()
        self.alignment: Alignment | None = None
        self._lanes: dict[str, LanePoints] = {}
        self._number: int | None = None
        self._day = 0.0
        """The day since the anchor that the cursor keeps while it goes from lane to lane."""
        self._axis: TimeAxis | None = None
        self._figures: Mapping[int, str] = {}

    # ---- what it shows

    def find(self) -> None:
        """Find anchors, lanes and milestones."""
        selection = self.selection
        assert selection is not None
        chosen = self.chosen
        over = self.understood(chosen.over) if chosen.way == "reading" else None
        metric = chosen.metric if chosen.metric in selection.timeline.metrics else None
        before = self.alignment.lanes if self.alignment else ()
        self.alignment = selection.comparison.align(
            selection.result.bits,
            selection.known,
            field=chosen.field,
            way=chosen.way,
            over=over,
            marked=sorted(selection.marked),
            metric=metric or (over.metric if over else None),
            only=self._asked_for(),
        )
        self._lanes = {}
        self._number = None
        if self.alignment.lanes != before:
            self._axis = None

    def _asked_for(self) -> set[str]:
        """The products or companies that the query names, if any; others happen to be there."""
        assert self.selection is not None
        timeline, field = self.selection.timeline, self.chosen.field
        named = self.selection.result.query.ticked(field)
        if field == "company":
            return {id for name in named for id in timeline.family(name)}
        return set(named)

    def understood(self, text: str) -> Compared | None:
        """The comparison of a reading that a text asks for; None if it is none."""
        from events.queries.expressions import Compared

        selection = self.selection
        if selection is None:
            return None
        try:
            query = parse_query(text, selection.timeline, today())
        except QueryError:
            return None
        items = query.expr.items
        return items[0] if len(items) == 1 and isinstance(items[0], Compared) else None

    def _points(self, row: int) -> LanePoints:
        assert self.alignment is not None
        assert self.selection is not None
        lane = self.alignment.lanes[row]
        if lane.id not in self._lanes:
            comparison = self.selection.comparison
            numbers = comparison.numbers(lane)
            self._lanes[lane.id] = LanePoints(lane, numbers, comparison.beginnings)
        return self._lanes[lane.id]

    @property
    def rows(self) -> int:
        """One a lane."""
        return len(self.alignment.lanes) if self.alignment else 0

    @property
    def event(self) -> int | None:
        """The event under the cursor."""
        return self._number

    def choice(self) -> str:
        """What lanes are aligned at."""
        lang = self.selection.lang if self.selection else "en"
        anchor = anchor_words(self.chosen, lang)
        return say(lang, f"day 0: {anchor}", f"第 0 天：{anchor}")

    # ---- going somewhere

    def go_to(self, number: int) -> bool:
        """Go to an event on the lane of the cursor, or else on the first that has it."""
        if self.alignment is None:
            return False
        lanes = self.alignment.lanes
        here = [self.row] if self.row < len(lanes) else []
        for row in (*here, *range(len(lanes))):
            lane = lanes[row]
            if number == lane.anchor or lane.events >> number & 1:
                self.row, self._number = row, number
                self._keep_day()
                return True
        self._number = None
        return False

    def move(self, rows: int) -> None:
        """Go to another lane, to the event nearest to the same day since its anchor."""
        before = self.row
        super().move(rows)
        if self.rows and (self._number is None or self.row != before):
            self._go_near(self._day)

    def sideways(self, steps: int) -> None:
        """Go to a later or an earlier event of the lane."""
        if not self.rows:
            return
        points = self._points(self.row)
        numbers = sorted({*points.numbers, points.lane.anchor})
        if self._number is None:
            self._go_near(self._day)
            return
        place = bisect_left(numbers, self._number) + steps
        self._number = numbers[max(0, min(len(numbers) - 1, place))]
        self._keep_day()
        self._reveal()

    def _go_near(self, day: float) -> None:
        points = self._points(self.row)
        numbers = sorted({*points.numbers, points.lane.anchor})
        start = self.selection.timeline.start if self.selection else ()
        place = bisect_left(numbers, points.zero + day, key=start.__getitem__)
        near = [
            point
            for number in numbers[max(0, place - 3) : place + 3]
            if (point := points.point(number))
        ]
        if near:
            self._number = min(near, key=lambda point: abs(point.day - day)).number

    def _keep_day(self) -> None:
        if self._number is not None and (point := self._points(self.row).point(self._number)):
            self._day = point.day

    def _reveal(self) -> None:
        """Move the axis so that the cursor's event is in sight."""
        axis = self._axis
        if axis is None:
            return
        cell = since_axis.cell_of(axis, self._day)
        if not 0 <= cell < axis.width:
            self._axis = axis.panned(cell - axis.width // 2)

    def zoom(self, step: int) -> None:
        """Go nearer to the cursor's event, further, or fit all."""
        axis = self._axis
        if axis is None or not step:
            self._axis = None
            return
        at = max(0, min(axis.width - 1, since_axis.cell_of(axis, self._day))) + 0.5
        self._axis = axis.zoomed(_ZOOM**step, at)

    def click(self, row: int, column: int) -> None:
        """Go to the lane under the pointer, and to its event next to it."""
        super().click(row, column)
        axis, left = self._axis, self._label_width + 2
        if axis is not None and self._is_on_lane and column >= left:
            self._go_near(axis.day_at(column - left + 0.5) - since_axis.ZERO)
        else:
            self._go_near(self._day)
        self._keep_day()

    _is_on_lane = True
    _label_width = 12

    # ---- drawing

    def lines(self, width: int, height: int) -> list[Line]:
        """The axis, the lanes, the table, and what is under the cursor in words."""
        selection, alignment = self.selection, self.alignment
        assert selection is not None
        assert alignment is not None
        if not alignment.lanes:
            nothing = AlignWords(selection, alignment, self.chosen).nothing()
            return centred(nothing, width, height)
        self._label_width = self._label_size(width)
        table = MilestoneTable(selection, alignment, self._label_width, width)
        least = 0 if height < 8 else 3 if height < 12 else 4
        room = height - least - 1
        has_table = bool(table.shown) and room >= 5
        each = 2 if has_table else 1  # lines of a lane
        words = _WORDS[width < _NARROW]
        # Figures come before the titles of events, if there is no room for both.
        drawn = LEAST + 1 + words - least if self._has_figures() else 0
        is_tall = self.rows * (each + 2) + 2 + drawn <= room
        if is_tall:
            each += 2
        lanes = max(1, min((room - 2 * has_table) // each, self.rows))
        shown = self.scroll(lanes)
        axis = self._fit(width - self._label_width - 2)
        self._figures = self._figure_texts()
        found = [self._axis_line(axis)]
        for row in shown:
            found.append(self._lane_line(row, axis, beside=not is_tall))
            if is_tall:
                found += [self._labels_line(row, axis), Line([])]
        spare = height - len(found) - has_table * (len(shown) + 1) - words
        panel = self._panel(axis, shown, min(spare - (not is_tall), MOST))
        if (panel or has_table) and not is_tall:
            found.append(Line([]))
        if panel:
            found += [*panel, Line([])]
        if has_table:
            found.append(Line(table.heading(anchor_words(self.chosen, selection.lang))))
            found += [self._table_line(table, row) for row in shown]
        room = height - len(found) - 1
        if least and room > 0:
            told = AlignWords(selection, alignment, self.chosen).told(self.row, self._number)
            found += [Line([]), *paragraph(told, width, room)]
        return found

    def _label_size(self, width: int) -> int:
        assert self.selection is not None
        assert self.alignment is not None
        alignment = self.alignment
        longest = max(
            cells(self.selection.name(alignment.field, lane.id)) for lane in alignment.lanes[:60]
        )
        return max(11 if width >= 60 else 4, min(longest + 1, 22, width // 4))

    def _fit(self, width: int) -> TimeAxis:
        """The axis as it was left, or one that fits all lanes."""
        width = max(1, width)
        if self._axis is None or self._axis.width != width:
            self._axis = since_axis.fitting(self._marks(), width)
        return self._axis

    def _marks(self) -> list[float]:
        assert self.alignment is not None
        lanes = self.alignment.lanes
        if sum(lane.events.bit_count() for lane in lanes) > _MOST_MARKS:
            return [day for row in range(len(lanes)) for day in self._ends(row)]
        return [point.day for row in range(len(lanes)) for point in self._points(row).points()]

    def _ends(self, row: int) -> list[float]:
        """The days of a lane's first and last events, without listing them all."""
        assert self.alignment is not None
        assert self.selection is not None
        lane = self.alignment.lanes[row]
        ends = [(lane.events & -lane.events).bit_length() - 1, lane.events.bit_length() - 1]
        return LanePoints(lane, ends, self.selection.comparison.beginnings).ends()

    def _figure_texts(self) -> Mapping[int, str]:
        """The figures of the milestones' metric by event, as they are written beside points."""
        selection, alignment = self.selection, self.alignment
        assert selection is not None
        assert alignment is not None
        if alignment.metric is None:
            return {}
        metric = selection.timeline.metrics.get(alignment.metric)
        by_lane = selection.comparison.figures(alignment.metric, alignment.field, selection.known)
        found: dict[int, str] = {}
        for row in range(self.top, min(self.rows, self.top + self.height)):
            if self._points(row).is_crowded:  # only numbers of events are drawn
                continue
            for figure in by_lane.get(alignment.lanes[row].id, [])[-200:]:
                text = show_reading(figure.reading, metric, selection.lang, narrow=True)
                found[figure.number] = clean(text) + selection.sign(figure.number)
        return found

    def _axis_line(self, axis: TimeAxis) -> Line:
        selection = self.selection
        assert selection is not None
        lang = selection.lang
        label = say(lang, "days since" if self._label_width > 10 else "days", "天数")
        line = [" "] * axis.width
        for tick in since_axis.ticks(axis):
            for place, character in enumerate(tick.label):
                line[tick.cell + place] = character
        text = "".join(line)
        for first, last, days in since_axis.folds(axis, lang):
            room = last - first
            shown = cut(f"≈ {days} ≈", room)
            left = max(0, first) + max(0, (room - cells(shown)) // 2)
            text = text[:left] + shown + text[left + cells(shown) :]
        name = fit(f"  {label}", self._label_width + 2)
        return Line([Run(name, "words"), Run(fit(text, axis.width), "axis")])

    def _has_figures(self) -> bool:
        """Whether there are figures to compare."""
        assert self.alignment is not None
        return any(each.figure for row in self.alignment.milestones for each in row)

    def _panel(self, axis: TimeAxis, shown: range, height: int) -> list[Line]:
        """The figures of the lanes in sight as lines over the axis, if there is room for it."""
        selection, alignment = self.selection, self.alignment
        assert selection is not None
        assert alignment is not None
        if height - 1 < LEAST or alignment.metric is None:
            return []
        by_lane = selection.comparison.figures(alignment.metric, alignment.field, selection.known)
        series: list[AlignedSeries] = []
        for row in shown:
            lane = alignment.lanes[row]
            points = aligned_points(self._points(row), by_lane.get(lane.id, ()))
            if points:
                name = selection.name(alignment.field, lane.id)
                series.append(AlignedSeries(name, len(series), points))
        if sum(len(each.points) for each in series) < 2:
            return []
        name = selection.short_metric(alignment.metric)
        metric, left = selection.timeline.metrics.get(alignment.metric), self._label_width + 2
        panel = SeriesPanel(series, metric, name, axis, left, height - 1, selection.lang)
        return [Line(runs) for runs in panel.lines()]

    def _labels_line(self, row: int, axis: TimeAxis) -> Line:
        assert self.selection is not None
        titles = Titles(self.selection)
        runs = label_lane(self._points(row), axis, self._figures, titles)
        return Line([Run(" " * (self._label_width + 2), "words"), *runs], row)

    def _lane_line(self, row: int, axis: TimeAxis, *, beside: bool) -> Line:
        selection = self.selection
        assert selection is not None
        points = self._points(row)
        is_cursor = row == self.row
        cursor = self._number if is_cursor else None
        glyphs, marked = Glyphs(selection), selection.marked
        runs = draw_lane(points, axis, glyphs, self._figures, marked, cursor, beside=beside)
        return Line([*self._name(row, is_cursor=is_cursor), *runs], row, is_cursor)

    def _table_line(self, table: MilestoneTable, row: int) -> Line:
        is_cursor = row == self.row
        return Line([*self._name(row, is_cursor=is_cursor), *table.row(row)], row, is_cursor)

    def _name(self, row: int, *, is_cursor: bool) -> list[Run]:
        assert self.selection is not None
        assert self.alignment is not None
        lane = self.alignment.lanes[row]
        name = fit(self.selection.name(self.alignment.field, lane.id), self._label_width - 1)
        marked = self._number if is_cursor else None
        return [*self.edge(marked, is_cursor=is_cursor), Run(name + " ", "label")]
