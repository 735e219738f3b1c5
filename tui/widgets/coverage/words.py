"""What Coverage says in words: a cell of the table, an entry of the list of gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from events.dates.periods import edtf
from events.names import in_language
from events.when import When
from tui.language import say
from tui.text import clean, cut
from tui.widgets.coverage.table import UNIT_WORDS

if TYPE_CHECKING:
    from events.gaps import Entry, Lack
    from events.readings.freshness import Days, Freshness
    from events.timeline import Timeline
    from events.when import Lang
    from tui.widgets.coverage.table import Grid, Place

Section: TypeAlias = "Lack | Literal['fresh']"
"""A part of the list below the table: one sort of lack, or how old the last readings are."""

LACK_WORDS: Final[dict[Lack, tuple[str, str]]] = {
    "launch": ("Products without a launch event", "没有上线事件的产品"),
    "newer": ("Not read for longer than usual", "超过惯常间隔未更新的指标"),
    "second-source": ("Events on one source alone", "只有一个来源的事件"),
    "source": ("Events without a source", "没有来源的事件"),
    "date": ("Events without a date", "没有日期的事件"),
}
FRESH_WORDS: Final = ("Last reading of each metric", "各指标最近一次读数")


def cell_words(grid: Grid, index: int, place: Place | None) -> str:
    """What a cell of the table says."""
    table, lang = grid.table, grid.lang
    value = grid.rows[index].value
    name = cut(grid.name(value), max(12, grid.width // 3))
    if place == "loose":
        count = table.loose(value).bit_count()
        unit = say(lang, *UNIT_WORDS[table.unit])
        words = say(
            lang,
            f"{_events(count, lang)} dated wider than a {unit}",
            f"{count:,} 个事件的日期不能精确到{unit}",
        )
        if table.begun_elsewhere(value):
            words += say(lang, ", or begun before", "，或开始得更早")
    elif place == "undated":
        count = table.undated(value).bit_count()
        words = say(lang, f"{_events(count, lang)} without a date", f"{count:,} 个事件没有日期")
    elif isinstance(place, int):
        name += f" · {When(edtf(table.periods[place], table.unit)).show(lang)}"
        words = _column_words(grid, value, place)
    else:
        words = _events(grid.rows[index].total, lang)
    return f"{name} · {words}"


def _column_words(grid: Grid, value: str, column: int) -> str:
    table, lang = grid.table, grid.lang
    count = table.counts(value)[column]
    more = table.may_be_in(value, column).bit_count() - count
    if not count:
        nothing = say(lang, "nothing recorded", "无记录")
        if not more:
            return nothing
        return say(
            lang,
            f"{nothing} for sure · {_events(more, lang)} may fall here",
            f"无确定记录 · 有 {more:,} 个事件可能在此",
        )
    cited = table.counts(value, sourced=True)[column]
    if cited == count:
        sources = say(lang, "with a source" if count == 1 else "all with a source", "均有来源")
    elif cited:
        sources = say(lang, f"{cited:,} with a source", f"{cited:,} 个有来源")
    else:
        sources = say(lang, "no source", "无来源")
    words = say(lang, f"{_events(count, lang)}, {sources}", f"{count:,} 个事件，{sources}")
    if more:
        words += say(lang, f" · {more:,} more may fall here", f" · 另有 {more:,} 个可能在此")
    return words


def _events(count: int, lang: Lang) -> str:
    if lang == "zh":
        return f"{count:,} 个事件"
    return f"{count:,} event{'' if count == 1 else 's'}"


def days_words(days: Days, lang: Lang) -> str:
    """So many days, a range where the dates are vague: "19 d", "57–421 d"."""
    least, most = days
    shown = f"{least:,}" if least == most else f"{least:,}–{most:,}"
    return say(lang, f"{shown} d", f"{shown} 天")


def source_words(timeline: Timeline, id: str, lang: Lang) -> str:
    """A source in few words: who put it out, else its title, and when."""
    source = timeline.sources[id]
    name = in_language(source.publisher, lang) or in_language(source.title, lang) or id
    if source.published:
        name += say(lang, ", ", "，") + source.published.show(lang)
    return clean(name)


def subject_words(timeline: Timeline, fresh: Freshness, lang: Lang) -> str:
    """What is measured: the products or companies, and the metric."""
    metric, subject = fresh.measured
    names = [clean(timeline.label(subject.field, id, lang)) for id in subject.ids if subject.field]
    joint = say(lang, ", ", "、")
    return " · ".join(
        filter(None, (joint.join(names), clean(timeline.label("metric", metric, lang))))
    )


def entry_words(timeline: Timeline, section: Section, entry: Entry, lang: Lang) -> str:
    """An entry in a sentence, for the line under the table."""
    fresh = entry.fresh
    if fresh is None:
        words = _events(entry.events, lang)
        if section == "launch":
            return f"{clean(timeline.label('product', entry.value, lang))} · {words}"
        if section == "second-source":
            source = source_words(timeline, entry.value, lang)
            title = clean(in_language(timeline.sources[entry.value].title, lang))
            return " · ".join(dict.fromkeys(filter(None, (words, source, title))))
        return f"{words} · {say(lang, 'Enter shows them', '按 Enter 显示')}"
    when = timeline.when[fresh.last]
    day = when.show(lang) if when else ""
    age = days_words(fresh.age, lang)
    words = say(lang, f"last read {day}, {age} ago", f"最近一次 {day}，{age}前")
    if fresh.usual:
        usual = days_words(fresh.usual, lang)
        words += say(lang, f", usually every {usual}", f"，通常每 {usual}一次")
    words += say(
        lang,
        f", on {fresh.dates:,} date{'' if fresh.dates == 1 else 's'}",
        f"，共 {fresh.dates:,} 个日期",
    )
    return f"{subject_words(timeline, fresh, lang)} · {words}"
