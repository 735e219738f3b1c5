"""What an alignment tells, in sentences: the cursor's event, figures, signs, what is left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from events.dates.elapsed import Elapsed
from events.metrics import show_number
from tui.language import say
from tui.text import clean
from tui.widgets.compare.milestone_table import legend
from tui.widgets.compare.page import joined, title_of

if TYPE_CHECKING:
    from events.compare import Alignment, Way
    from events.comparing.lane_figures import LaneField, LaneFigure
    from events.when import Lang
    from tui.widgets.compare.page import Selection


class Anchored(NamedTuple):
    """What the person chose: the anchor, the lanes, and the metric of the milestones."""

    way: Way = "launch"
    over: str = ""
    """For the first reading that surely compares so: ``mau>100M``."""
    field: LaneField = "product"
    metric: str | None = None
    """None: the one of which most lanes have figures."""


def anchor_words(chosen: Anchored, lang: Lang) -> str:
    """What day 0 is."""
    match chosen.way:
        case "launch":
            return say(lang, "launch", "上线")
        case "first":
            return say(lang, "first event", "首个事件")
        case "marked":
            return say(lang, "marked event", "标记事件")
    return say(lang, f"first {clean(chosen.over)}", f"首次 {clean(chosen.over)}")


class AlignWords(NamedTuple):
    """Sentences on an alignment, in the selection's language."""

    selection: Selection
    alignment: Alignment
    chosen: Anchored

    def told(self, row: int, number: int | None) -> list[str]:
        """All there is to say with the cursor on a lane, and on an event of it."""
        lang = self.selection.lang
        texts = list(self._event(row, number))
        if words := legend(self.alignment, lang):
            texts.append(words)
        texts.append(
            say(
                lang,
                "②: so many events at one place; ░: the day may be anywhere here; around day 0 "
                "that moves the whole lane.",
                "②：同一处的事件数；░：日期可能在此范围内，第 0 天两侧的 ░ 会使整行一同移动。",
            )
        )
        texts += self._evidence(row)
        if self.alignment.without:
            texts.append(self._without())
        return texts

    def _without(self) -> str:
        """What has no lane, and why."""
        selection, alignment = self.selection, self.alignment
        lang = selection.lang
        names = [selection.name(alignment.field, id) for id in alignment.without]
        shown = joined(names, lang, 3)
        match self.chosen.way:
            case "launch":
                return say(lang, f"No launch on record: {shown}.", f"没有上线记录：{shown}。")
            case "first":
                return say(
                    lang, f"Nothing has happened yet: {shown}.", f"尚无已发生的事件：{shown}。"
                )
            case "marked":
                return say(lang, f"No event marked: {shown}.", f"没有标记事件：{shown}。")
        over = clean(self.chosen.over)
        return say(
            lang, f"No reading surely {over}: {shown}.", f"没有确定 {over} 的读数：{shown}。"
        )

    def _evidence(self, row: int) -> Iterator[str]:
        """The figures that the milestones of the cursor's lane rest on."""
        selection, alignment = self.selection, self.alignment
        lang = selection.lang
        told: dict[tuple[str, int], tuple[list[str], str]] = {}
        for each in alignment.milestones[row]:
            if each.figure is None:
                continue
            words = self._figure_words(each.figure)
            if each.state == "reached" and each.under is not None:
                under = self._figure_words(each.under)
                words += say(lang, f", after {under}", f"，此前为{under}")
            values, _ = told.setdefault((each.state, each.figure.number), ([], words))
            values.append(show_number(each.value, lang))
        if not told:
            return
        before = {
            "reached": "",
            "not-yet": say(lang, "not yet ", "未达"),
            "unclear": say(lang, "perhaps ", "或已达"),
        }
        parts = [
            before[state] + say(lang, ", ", "、").join(values) + say(lang, ": ", "：") + words
            for (state, _), (values, words) in told.items()
        ]
        name = selection.name(alignment.field, alignment.lanes[row].id)
        yield f"{name} · " + say(lang, "; ", "；").join(parts) + say(lang, ".", "。")

    def _figure_words(self, figure: LaneFigure) -> str:
        selection = self.selection
        words = selection.words(figure.number)
        reading = words.reading(figure.reading)
        lang = selection.lang
        told = [words.date(), *([reading.by] if reading.by else [])]
        inside = say(lang, ", ", "，").join(told)
        value = reading.short_value + selection.sign(figure.number)
        return value + say(lang, f" ({inside})", f"（{inside}）")

    def _event(self, row: int, number: int | None) -> Iterator[str]:
        """The event under the cursor, and its days since the anchor."""
        selection, alignment = self.selection, self.alignment
        if number is None:
            return
        lang = selection.lang
        lane = alignment.lanes[row]
        title = title_of(selection, number)
        date = selection.words(number).date()
        anchor = anchor_words(self.chosen, lang)
        if number == lane.anchor:
            yield say(lang, f"Day 0: {title}, {date}.", f"第 0 天：{title}，{date}。")
            return
        days = selection.comparison.since(lane, number)
        if days is None:
            return
        since = since_words(days, anchor, lang)
        yield say(lang, f"{since}: {title}, {date}.", f"{since}：{title}，{date}。")

    def nothing(self) -> str:
        """Why there are no lanes."""
        selection, alignment = self.selection, self.alignment
        lang = selection.lang
        if not alignment.without:
            return say(
                lang,
                "No product or company has a dated event here.",
                "这里没有带日期且属于产品或公司的事件。",
            )
        if self.chosen.way == "marked":
            return say(
                lang,
                "Lanes are to begin at a marked event: mark one with m, or c chooses another "
                "beginning.",
                "以标记事件为起点：用 m 标记一个事件，或按 c 另选起点。",
            )
        return self._without() + say(lang, " c chooses another beginning.", "按 c 另选起点。")


def since_words(days: Elapsed, anchor: str, lang: Lang) -> str:
    """Days since the anchor in words: before it, after it, or either."""
    least, most = days.least, days.most
    if most is not None and most < 0:
        back = Elapsed(-most, None if least is None else -least, days.about).show(lang)
        return say(lang, f"{back} before the {anchor}", f"{anchor}前{back}")
    if least is not None and most is not None and least < 0:
        about = say(lang, "about ", "约") if days.about else ""
        return say(
            lang,
            f"{about}{-least:,} d before to {most:,} d after the {anchor}",
            f"{anchor}前 {about}{-least:,} 天至后 {most:,} 天",
        )
    shown = days.show(lang)
    return say(lang, f"{shown} after the {anchor}", f"{anchor}后{shown}")
