"""Measure: the days between marked events, pair by pair."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from events.comparing.measure import Measured, measure
from tui.language import say
from tui.text import cells, fit
from tui.widgets.compare.page import Line, Mode, Page, Run, centred, date_size, paragraph, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.dates.elapsed import Calendar
    from events.when import Lang
    from tui.widgets.compare.page import Selection

_MOST = 200  # marked events: 19,900 pairs


class _Header(NamedTuple):
    """The event that the pairs under it begin with."""

    number: int


class Measuring(Page):
    """All pairs of marked events, the later ones under the earlier; with one mark, to the cursor.

    ←/→ go from the one event of a pair to the other.
    """

    mode: ClassVar[Mode] = "measure"

    def __init__(self) -> None:
        super().__init__()
        self.current: int | None = None
        """The event that was under the cursor before: what a single mark is measured to."""
        self._pairs: list[Measured] = []
        self._shown: list[_Header | int] = []  # headers, and pairs by their index
        self._line_of: list[int] = []  # for each pair
        self._on_first = False
        self._undated = 0

    def find(self) -> None:
        """Measure between all that is marked."""
        selection = self.selection
        assert selection is not None
        timeline = selection.timeline
        numbers = sorted(selection.marked)
        self._undated = sum(number >= timeline.dated for number in numbers)
        numbers = [number for number in numbers if number < timeline.dated][:_MOST]
        if len(numbers) == 1 and self.current is not None and self.current < timeline.dated:
            numbers = sorted({*numbers, self.current})
        self._pairs, self._shown, self._line_of = [], [], []
        for first, second in combinations(numbers, 2):
            measured = measure(timeline, first, second)
            assert measured is not None
            if not self._pairs or self._pairs[-1].first != first:
                self._shown.append(_Header(first))
            self._line_of.append(len(self._shown))
            self._shown.append(len(self._pairs))
            self._pairs.append(measured)

    @property
    def rows(self) -> int:
        """One a pair."""
        return len(self._pairs)

    @property
    def event(self) -> int | None:
        """The later event of the pair, or the earlier after ←."""
        if not self._pairs:
            return None
        pair = self._pairs[self.row]
        return pair.first if self._on_first else pair.second

    def go_to(self, number: int) -> bool:
        """Go to the first pair that an event is the later one of, or else the earlier."""
        for side in ("second", "first"):
            for row, pair in enumerate(self._pairs):
                if getattr(pair, side) == number:
                    self.row, self._on_first = row, side == "first"
                    return True
        return False

    def move(self, rows: int) -> None:
        """Go to another pair."""
        super().move(rows)
        self._on_first = False

    def sideways(self, steps: int) -> None:
        """Go to the earlier or the later event of the pair."""
        self._on_first = steps < 0

    def click(self, row: int, column: int) -> None:
        """Go to a pair."""
        super().click(row, column)
        self._on_first = False

    # ---- drawing

    def lines(self, width: int, height: int) -> list[Line]:
        """The pairs under their earlier events, and the one under the cursor in words."""
        selection = self.selection
        assert selection is not None
        lang = selection.lang
        if not self._pairs:
            return centred(self._ask(selection), width, height)
        foot = paragraph(list(self._in_words(selection)), width, 4) if height >= 10 else []
        if foot:
            foot.insert(0, Line([]))
        head = [Line([Run(" " + self._heading(lang), "words")])] if height >= 6 else []
        room = max(1, height - len(head) - len(foot))
        row, self.row = self.row, self._line_of[self.row]
        shown = self.scroll(room, len(self._shown))
        if (
            shown.start == self.row
            and shown.start
            and isinstance(self._shown[shown.start - 1], _Header)
        ):
            self.top -= 1  # the pair's earlier event over it
            shown = range(self.top, min(len(self._shown), self.top + room))
        self.row = row
        body = [self._line(selection, index, width) for index in shown]
        body += [Line([]) for _ in range(room - len(body))]
        return head + body + foot

    def _ask(self, selection: Selection) -> str:
        lang = selection.lang
        if self._undated and not len(selection.marked) - self._undated:
            return say(
                lang,
                "What is marked has no date. Mark two dated events with m to measure between them.",
                "所标记的事件没有日期。用 m 标记两个有日期的事件，即可测量间隔。",
            )
        if selection.marked:
            return say(
                lang,
                "One event is marked. Mark another with m, or go to it in any look, to measure "
                "from the one to the other.",
                "已标记一个事件。再用 m 标记一个，或在任一视图中移到另一事件，即可测量两者的间隔。",
            )
        return say(
            lang,
            "Mark events with m, two or more: here are the days between.",
            "按 m 标记两个或更多事件，这里显示它们相隔的时间。",
        )

    def _heading(self, lang: Lang) -> str:
        zh = lang == "zh"
        pairs = len(self._pairs)
        text = (
            f"{pairs:,} 组间隔，由起始日到起始日"
            if zh
            else f"{pairs:,} {'pair' if pairs == 1 else 'pairs'}, from beginning to beginning"
        )
        if self._undated:
            text += f"；{self._undated} 个标记无日期" if zh else f"; {self._undated} without a date"
        return text

    def _line(self, selection: Selection, index: int, width: int) -> Line:
        shown, dated = self._shown[index], date_size(width)
        if isinstance(shown, _Header):
            date = selection.date(shown.number, dated)
            runs = [*self.edge(shown.number, is_cursor=False), Run(f" {date} ", "date")]
            return Line([*runs, *self.titled(shown.number, width - dated - 4)])
        pair = self._pairs[shown]
        is_cursor = self.is_on(shown)
        days = pair.days.show(selection.lang)
        calendar = span_words(pair, selection.lang) if width >= 86 else ""
        days_size, calendar_size = max(14, cells(days)), 30 if calendar else 0
        date = selection.date(pair.second, dated)
        runs = [*self.edge(None, is_cursor=is_cursor), Run("  → ", "line"), Run(date + " ", "date")]
        room = width - 2 - 4 - dated - 1 - days_size - calendar_size - 2
        runs += self.titled(pair.second, max(4, room))
        runs.append(Run(" " + fit(days, days_size, right=True), "number"))
        if calendar_size:
            runs.append(Run(fit(calendar, calendar_size, right=True), "words"))
        return Line(runs, shown, is_cursor)

    def _in_words(self, selection: Selection) -> Iterator[str]:
        lang = selection.lang
        pair = self._pairs[self.row]
        first, second = (title_of(selection, number) for number in (pair.first, pair.second))
        yield say(lang, f"{first} → {second}", f"{first} → {second}")
        yield say(lang, "From the one to the other: ", "由前者到后者：") + days_in_words(pair, lang)
        if pair.after_end is not None:
            yield say(
                lang,
                f"From the end of the first, which lasts: {pair.after_end.show(lang)}.",
                f"前者是一段时间；自其结束算起：{pair.after_end.show(lang)}。",
            )


def span_words(pair: Measured, lang: Lang) -> str:
    """The time between in years, months and days, the least and the most of it."""
    least, most = (each.show(lang) if each else "?" for each in (pair.least, pair.most))
    return least if least == most else f"{least} – {most}"


def days_in_words(pair: Measured, lang: Lang) -> str:
    """The days between in a sentence: the least and the most, each with its calendar time."""
    zh = lang == "zh"
    days = pair.days

    def one(count: int, calendar: Calendar | None) -> str:
        count = abs(count)
        text = f"{count:,} 天" if zh else f"{count:,} {'day' if count == 1 else 'days'}"
        if calendar is None or not (calendar.years or calendar.months):
            return text
        shown = calendar.show(lang).removeprefix("−")
        return f"{text}（{shown}）" if zh else f"{text} ({shown})"

    if days.exact is not None:
        said = one(days.exact, pair.least)
    elif days.least is None and days.most is None:
        return say(lang, "there is no telling.", "无从得知。")
    elif days.least is not None and days.most is not None and days.least < 0:
        before, after = one(days.least, pair.least), one(days.most, pair.most)
        said = say(
            lang,
            f"either may be the earlier; at most {after} after, or {before} before",
            f"孰先孰后不定，至多晚 {after}，或早 {before}",
        )
    else:
        parts = []
        if days.least is not None:
            parts.append(say(lang, "at least ", "至少 ") + one(days.least, pair.least))
        if days.most is not None:
            parts.append(say(lang, "at most ", "至多 ") + one(days.most, pair.most))
        said = say(lang, ", ", "，").join(parts)
    about = ""
    if days.about:
        about = "，日期为约数或存疑" if zh else "; a date is approximate or in doubt"
    return said + about + ("。" if zh else ".")
