"""Claims that stand against each other, in words: by how much, and how far apart."""

from __future__ import annotations

from math import inf, isinf
from typing import TYPE_CHECKING

from events.metrics import show_number, show_reading, unit_of
from events.model import Reading
from events.names import in_language
from events.readings.figures import AHEAD
from tui.language import say
from tui.text import cells, clean, cut, fit
from tui.widgets.coverage.words import days_words
from tui.widgets.event_words import EventWords, Piece
from tui.widgets.piece_lines import Item

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from events.model import Metric
    from events.readings.claims import Difference, Rivals
    from events.readings.figures import Figure, Measured
    from events.timeline import Timeline
    from events.when import Lang


def measured_words(timeline: Timeline, measured: Measured, lang: Lang) -> str:
    """What is measured: the products or companies, and the metric."""
    metric, subject = measured
    names = [clean(timeline.label(subject.field, id, lang)) for id in subject.ids if subject.field]
    joint = say(lang, ", ", "、").join(names)
    return " · ".join(filter(None, (joint, clean(timeline.label("metric", metric, lang)))))


def difference_words(gap: Difference, metric: Metric | None, lang: Lang) -> str:
    """By how much the later claim is more or less than the earlier: "20M more (25%)"."""
    low, high = gap.low, gap.high
    if gap.may_agree:
        if low == high == 0:
            return say(lang, "the same", "一致")
        words = say(lang, "may agree", "可能一致")
        if low != high or isinf(low):
            return words
        return f"{words} · {_sized(gap, metric, lang)}"
    return _sized(gap, metric, lang)


def _sized(gap: Difference, metric: Metric | None, lang: Lang) -> str:
    low, high = gap.low, gap.high
    is_more = low > 0 or high > 0 >= -low
    near, far = (low, high) if is_more else (-high, -low)
    amount = _amount(near, far, metric, lang)
    word = say(lang, *(("more", "高") if is_more else ("less", "低")))
    if far == inf:
        words = say(lang, f"over {amount} {word}", f"{word}逾 {amount}")
    elif gap.about:
        words = say(lang, f"about {amount} {word}", f"约{word} {amount}")
    else:
        words = say(lang, f"{amount} {word}", f"{word} {amount}")
    share = _share(gap, is_more=is_more)
    return words + say(lang, f" ({share})", f"（{share}）") if share else words


def _amount(near: float, far: float, metric: Metric | None, lang: Lang) -> str:
    name = metric.id if metric else ""
    if unit_of(metric) == "%":
        shown = show_number(near, lang)
        if far not in (near, inf):
            shown += f"–{show_number(far, lang)}"
        return say(lang, f"{shown} points", f"{shown} 个百分点")
    if far in (near, inf):
        reading = Reading(metric=name, value=near)
    else:
        reading = Reading(metric=name, low=near, high=far)
    return clean(show_reading(reading, metric, lang, narrow=True))


def _share(gap: Difference, *, is_more: bool) -> str:
    if gap.share is None:
        return ""
    low, high = gap.share
    near, far = (low, high) if is_more else (-high, -low)
    if isinf(near):
        return ""
    sign = ">" if isinf(far) else "≈" if gap.about else ""
    if isinf(far) or _per_cent(near) == _per_cent(far):
        return f"{sign}{_per_cent(near)}%"
    return f"{sign}{_per_cent(near)}–{_per_cent(far)}%"


def _per_cent(share: float) -> str:
    number = share * 100
    if number < 1:
        return f"{number:.2g}"
    return f"{number:.1f}".removesuffix(".0") if number < 100 else f"{number:,.0f}"


def apart_words(pair: Rivals, lang: Lang) -> str:
    """How far apart their dates are."""
    if pair.apart == (0, 0):
        return say(lang, "same day", "同日")
    return say(
        lang, f"{days_words(pair.apart, 'en')} apart", f"相隔 {days_words(pair.apart, 'zh')}"
    )


def claim_items(timeline: Timeline, pairs: Sequence[Rivals], lang: Lang, width: int) -> list[Item]:
    """All claims side by side: what is measured, each pair's two lines, and how they differ."""
    items: list[Item] = []
    before: Measured | None = None
    for pair in pairs:
        if items:
            items.append(Item())
        if pair.measured != before:
            words = measured_words(timeline, pair.measured, lang)
            items.append(Item((Piece(cut(words, width), "heading"),)))
            before = pair.measured
        items += pair_items(timeline, pair, lang, width)
    return items


def pair_items(timeline: Timeline, pair: Rivals, lang: Lang, width: int) -> Iterator[Item]:
    """Two claims in two lines, and the difference in a third."""
    metric = timeline.metrics.get(pair.measured.metric)
    for figure in (pair.one, pair.other):
        yield Item(tuple(_claim(timeline, figure, metric, lang, width)), figure.number)
    words = difference_words(pair.difference, metric, lang)
    apart = say(lang, ", ", "，") + apart_words(pair, lang)
    shown = cut(say(lang, f"the later: {words}", f"后者{words}"), width - 2)
    rest = cut(apart, width - 2 - cells(shown))
    yield Item((Piece("  ", "quiet"), Piece(shown, "value"), Piece(rest, "quiet")))


def _claim(
    timeline: Timeline, figure: Figure, metric: Metric | None, lang: Lang, width: int
) -> Iterator[Piece]:
    """Date, value, provider, source and place; the source goes first where there is no room."""
    number, reading = figure
    when, event = timeline.when[number], timeline.events[number]
    date_width = min(18, width // 4)
    value_width = min(14, width // 4)
    yield Piece("  " + fit(when.show(lang, narrow=width < 70) if when else "", date_width), "date")
    value = clean(show_reading(reading, metric, lang, narrow=True))
    yield Piece(fit(value, value_width, right=True) + "  ", "value")
    room = max(0, width - date_width - value_width - 4)
    provider = clean(in_language(reading.by, lang)) or say(
        lang, "no provider named", "未注明数据方"
    )
    if event.status in AHEAD:
        provider += f" · {timeline.label('status', event.status, lang)}"
    provider_width = min(room // 2, 18 if room < 60 else 26)
    yield Piece(fit(provider, provider_width), "name")
    about = EventWords(timeline, event, number, lang).sources()
    sources = [f"{one.publisher or one.title} {one.place}".strip() for one in about]
    joined = say(lang, ", ", "、").join(sources)
    yield Piece(cut(f"  {joined}", room - provider_width), "quiet")
