"""The readings of a page: tables to read, and series to draw."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from events.exports.charted import charted, names_of, styled
from events.exports.page_text import Pair, as_data, joined, lines, pair, shown
from events.exports.words import one_line
from events.metrics import show_reading
from events.model import Reading
from events.readings.figures import subject_of
from events.readings.series import reading_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.exports.page_list import Base
    from events.readings.series import Point, Series


class Figure(NamedTuple):
    """A reading and where it stands in the selection."""

    nth: int
    number: int
    reading: Reading


class Figures:
    """The readings of a selection: those of each metric that has a chart, and the others."""

    def __init__(self, base: Base) -> None:
        """Sort the readings of the events."""
        self._base = base
        self._timeline = timeline = base.timeline
        self._nth_of = {number: nth for nth, number in enumerate(base.selection.numbers)}
        found: dict[str, list[Figure]] = {}
        for number, nth in self._nth_of.items():
            for reading in timeline.events[number].readings:
                found.setdefault(reading.metric, []).append(Figure(nth, number, reading))
        self.charts = charted(base.selection)
        """The series of each metric that has a chart."""
        self.drawn = {metric: found.pop(metric) for metric in self.charts}
        self.others = found

    # Tables

    def html(self) -> Iterator[str]:
        """A figure for each metric with a chart, with its table; then one table of the others."""
        for nth, (metric, figures) in enumerate(self.drawn.items()):
            unit = lines(known.unit) if (known := self._timeline.metrics.get(metric)) else ("", "")
            unit_part = f' <span class="unit">{shown(unit)}</span>' if unit[0] else ""
            count = shown((f"Table of {len(figures)} readings", f"{len(figures)} 个读数的表格"))
            yield (
                f'<figure class="chart" id="figures-{nth}"><figcaption><h3>{self._name(metric)}'
                f'{unit_part}</h3></figcaption><div class="plot" hidden></div>'
                f"<details open><summary>{count}</summary>"
            )
            yield from self._table(figures, named=False)
            yield "</details></figure>\n"
        if self.others:
            figures = [figure for all in self.others.values() for figure in all]
            heading = ("Other readings", "其他读数") if self.drawn else ("Readings", "读数")
            count = shown((f"Table of {len(figures)}", f"{len(figures)} 个读数的表格"))
            yield f'<section class="others"><h3>{shown(heading)}</h3><details open>'
            yield f"<summary>{count}</summary>"
            yield from self._table(figures, named=True)
            yield "</details></section>\n"

    def _table(self, figures: list[Figure], *, named: bool) -> Iterator[str]:
        heads: list[Pair] = [("Date", "日期"), ("Of", "对象"), ("Value", "数值"), ("By", "数据方")]
        heads += [("Event", "事件")]
        if named:
            heads.insert(0, ("Metric", "指标"))
        cells = "".join(f'<th scope="col">{shown(head)}</th>' for head in heads)
        yield f'<div class="scroll"><table><thead><tr>{cells}</tr></thead><tbody>\n'
        for figure in figures:
            en, zh = self._base.words(figure.number)
            reading = figure.reading
            title = shown((en.title, zh.title))
            row = [
                shown((en.date or "no date", zh.date or "无日期")),
                shown(self._subject(figure)),
                joined([f"<b>{shown(self._value(reading))}</b>", shown((en.status, zh.status))]),
                shown(lines(reading.by)),
                f'<a href="#{escape(self._base.anchors[figure.nth])}">{title}</a>',
            ]
            if named:
                row.insert(0, self._name(reading.metric))
            data = "".join(f"<td>{cell}</td>" for cell in row)
            yield f'<tr data-e="{figure.nth}">{data}</tr>\n'
        yield "</tbody></table></div>"

    def _name(self, metric: str) -> str:
        return shown(self._metric(metric))

    def _metric(self, metric: str) -> Pair:
        names = self._timeline.names["metric"]
        return pair(lambda lang: one_line(names.label(metric, lang)))

    def _subject(self, figure: Figure) -> Pair:
        field, ids = subject_of(self._timeline, figure.number, figure.reading)
        if not field:
            return "", ""
        names = self._timeline.names[field]
        return pair(
            lambda lang: (", " if lang == "en" else "、").join(
                one_line(names.label(id, lang)) for id in ids
            )
        )

    def _value(self, reading: Reading, *, narrow: bool = False) -> Pair:
        metric = self._timeline.metrics.get(reading.metric)
        return pair(lambda lang: one_line(show_reading(reading, metric, lang, narrow)))

    # Series

    def data(self) -> list[dict[str, Any]]:
        """The charts: how values are written, and the series."""
        return [
            {
                "name": as_data(self._metric(metric)),
                **self._form(metric),
                "series": self._series(series),
            }
            for metric, series in self.charts.items()
        ]

    def _form(self, metric: str) -> dict[str, Any]:
        """What stands around a number: "US$" and nothing, nothing and "%"."""
        en, zh = (
            one.split("7", 1) for one in self._value(Reading(metric=metric, value=7), narrow=True)
        )
        return {"before": [en[0], zh[0]], "after": [en[1], zh[1]]}

    def _series(self, found: list[Series]) -> list[dict[str, Any]]:
        drawn = []
        for series, hue, shape in styled(found):
            subject, by = names_of(series, self._timeline)
            drawn.append(
                {
                    "of": as_data(subject),
                    "by": as_data(by),
                    "hue": hue,
                    "shape": shape,
                    "join": series.key.may_be_joined,
                    "points": [self._point(point) for point in series.points],
                }
            )
        return drawn

    def _point(self, point: Point) -> dict[str, Any]:
        found: dict[str, Any] = {
            "e": self._nth_of[point.number],
            "low": point.low,
            "high": point.high,
            "text": as_data(self._value(reading_of(point, self._timeline))),
        }
        if point.bound == "about":
            found["about"] = True
        if point.direction:
            found["way"] = point.direction
        if not point.measured or self._timeline.events[point.number].status == "disputed":
            found["unsure"] = True
        return found
