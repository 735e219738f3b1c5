"""The words on a chart: names of series, what the reading under the cursor says, and why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from events.metrics import show_reading
from events.names import in_language
from events.readings.changes import (
    Interval,
    differences,
    show_change,
    show_days,
    show_per_day,
    show_ratio,
)
from events.readings.series import provider_name, reading_of, subject_name
from tui.language import say
from tui.text import cells, clean, cut
from tui.widgets.chart.plot import mark_of, part_of
from tui.widgets.event_rows import UNSURE
from tui.widgets.event_words import EventWords, short_name
from tui.widgets.nothing import nothing_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from events.model import Metric
    from events.queries.search import Result
    from events.readings.changes import Difference
    from events.readings.series import SeriesKey
    from events.timeline import Timeline
    from events.when import Lang
    from tui.widgets.chart.panels import Panel, Shown, Spot


class Entry(NamedTuple):
    """What the legend says of a series, safe to show: its mark, whose it is, by whom."""

    mark: str
    part: str
    name: str
    by: str

    @property
    def width(self) -> int:
        """How many cells it takes."""
        return 2 + cells(self.name) + (1 + cells(self.by) if self.by else 0)


class Words:
    """The words of one timeline in one language, with ``known_by`` as known on that day."""

    def __init__(self, timeline: Timeline, lang: Lang, known_by: int | None = None) -> None:
        self.timeline = timeline
        self.lang = lang
        self.known_by = known_by

    def metric(self, id: str) -> str:
        """A metric's name."""
        return clean(self.timeline.label("metric", id, self.lang))

    def short_metric(self, id: str) -> str:
        """A metric's name in few cells: DAU, 日活."""
        return short_name(self.timeline, id, self.lang)

    def unit(self, id: str) -> str:
        """A metric's unit in words, where its numbers do not show it."""
        metric = self.timeline.metrics.get(id)
        return clean(in_language(metric.unit, self.lang)) if metric else ""

    def subject(self, key: SeriesKey) -> str:
        """Whose readings a series has."""
        name = clean(subject_name(key, self.timeline, self.lang))
        return name or say(self.lang, "unnamed", "未指明")

    def provider(self, key: SeriesKey) -> str:
        """Who gives the figures; "" where nobody is named."""
        return clean(provider_name(key, self.timeline, self.lang))

    def legend(self, panel: Panel) -> list[Entry]:
        """The legend of a panel: the metric is said where there are several."""
        several = len({shown.series.key.metric for shown in panel.series}) > 1
        return [self._entry(shown, with_metric=several) for shown in panel.series]

    def _entry(self, shown: Shown, *, with_metric: bool) -> Entry:
        key = shown.series.key
        name = self.subject(key)
        if with_metric:
            name += f" {self.short_metric(key.metric)}"
        return Entry(shown.glyph.full, f"mark-{shown.colour}", name, self.provider(key))

    # ---- the reading under the cursor

    def value(self, spot: Spot) -> str:
        """The reading's value, with its unit."""
        reading = reading_of(spot.point, self.timeline)
        return clean(show_reading(reading, self._metric(spot), self.lang)) + self.sign(
            spot.point.number
        )

    def short_value(self, spot: Spot) -> str:
        """The reading's value in few cells."""
        reading = reading_of(spot.point, self.timeline)
        shown = show_reading(reading, self._metric(spot), self.lang, narrow=True)
        return clean(shown) + self.sign(spot.point.number)

    def sign(self, number: int) -> str:
        """What stands behind a figure of an event that may be from a source not out yet."""
        if self.known_by is None:
            return ""
        from events.known import as_known  # few queries ask for it

        event = self.timeline.events[number]
        return UNSURE if as_known(self.timeline, event, self.known_by).other_citations else ""

    def reading(self, spot: Spot) -> list[tuple[str, str]]:
        """What a point says, in pieces of text and their parts, the most telling first."""
        key, number = spot.shown.series.key, spot.point.number
        event = self.timeline.events[number]
        words = EventWords(self.timeline, event, number, self.lang)
        provider = self.provider(key) or say(self.lang, "provider not named", "未注明数据方")
        pieces = [
            (f"{mark_of(spot)} ", part_of(spot)),
            (f"{self.subject(key)} ", "name"),
            (f"{self.short_metric(key.metric)} ", "quiet"),
            (self.value(spot), "value"),
            (f" · {words.date()}", "date"),
            (f" · {provider}", "name" if key.by else "quiet"),
        ]
        if event.status != "reported":
            status = clean(self.timeline.label("status", event.status, self.lang))
            pieces.append((f" · {status}", "warning"))
        if note := clean(in_language(reading_of(spot.point, self.timeline).note, self.lang)):
            pieces.append((f" · {note}", "quiet"))
        for source in words.sources():
            shown = " ".join(filter(None, (source.publisher or source.title, source.place)))
            if shown:
                pieces.append((f" · {shown}", "quiet"))
        return pieces

    def change(self, spot: Spot, known: Difference | None = None) -> list[tuple[str, str]]:
        """How the reading compares with the one before it in its series."""
        found = known or self.difference(spot)
        lang = self.lang
        if found is None:
            return []
        if not isinstance(found.change, Interval):
            return [(say(lang, "change: ", "变化："), "quiet"), (found.change.show(lang), "quiet")]
        metric = self._metric(spot)
        assert found.before is not None
        assert found.before.when is not None
        assert found.days is not None
        since = found.before.when.show(lang)
        days = show_days(found.days, lang)
        pieces = [
            (show_change(found.change, metric, lang), "value"),
            (say(lang, f" since {since} ({days})", f" 自{since}以来（{days}）"), "quiet"),
        ]
        if isinstance(found.per_day, Interval):
            shown = show_per_day(found.per_day, metric, lang)
            pieces.append((say(lang, f" · {shown} a day", f" · 每天 {shown}"), "quiet"))
        if isinstance(found.ratio, Interval):
            pieces.append((f" · {show_ratio(found.ratio, lang)}", "quiet"))
        return pieces

    def difference(self, spot: Spot) -> Difference | None:
        """The point against the one before it."""
        series = spot.shown.series
        for found in differences(series, self._metric(spot)):
            if found.point is spot.point:
                return found
        return None

    def _metric(self, spot: Spot) -> Metric | None:
        return self.timeline.metrics.get(spot.shown.series.key.metric)

    def title(self, number: int) -> str:
        """An event's title."""
        return EventWords(self.timeline, self.timeline.events[number], number, self.lang).title()


def nothing(timeline: Timeline, result: Result, undated: int, lang: Lang) -> list[str]:
    """What to say where there is no reading with a date to draw."""
    count = result.count
    if not count:
        return [nothing_words(timeline, lang)]
    if undated:
        return [
            say(lang, "The readings here have no date.", "这里的读数都没有日期。"),
            say(lang, "Tab shows them in a table.", "按 Tab 以表格显示。"),
        ]
    en = "The one event here has no reading"
    if count > 1:
        en = f"None of the {count:,} events here has a reading"
    return [
        say(lang, f"{en} to draw.", f"这 {count} 个事件没有可绘制的读数。"),
        say(lang, "c chooses metrics and products.", "按 c 选择指标与产品。"),
    ]


def fitted(pieces: Iterable[tuple[str, str]], width: int) -> list[tuple[str, str]]:
    """The pieces as far as they fit; the first that does not is cut."""
    kept: list[tuple[str, str]] = []
    for text, part in pieces:
        if width <= 0:
            break
        shown = cut(text, width)
        kept.append((shown, part))
        width -= cells(shown)
        if shown != text:
            break
    return kept
