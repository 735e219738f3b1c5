"""Around: what happened in the days before and after the event under the cursor."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from events.columns.bitsets import flags_of
from tui.language import say
from tui.text import cells, fit
from tui.widgets.compare.page import Line, Mode, Page, Run, centred, date_size, paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.comparing.around import Near, Neighbourhood
    from events.when import Lang
    from tui.widgets.compare.page import Selection

SPANS = (3, 7, 14, 30, 60, 90, 180, 365)
"""The days before and after that may be chosen."""
USUAL = 30


class _Heading(NamedTuple):
    """What the events under it have in common."""

    text: str


class Around(Page):
    """Everything within some days of the event under the cursor, whoever's it is.

    Rows are the events of the selection; around them stands also what the query leaves out, faint.
    """

    mode: ClassVar[Mode] = "around"

    def __init__(self) -> None:
        super().__init__()
        self.within = USUAL
        self._found: Neighbourhood | None = None
        self._asked: tuple[object, int | None, int] | None = None
        self._selected = b""  # a flag for each event
        self._shown: list[_Heading | Near] = []
        self._middle = 0  # the line of the event itself

    # ---- what it shows

    def find(self) -> None:
        """Look around another event, or anew."""
        self._asked = None
        self._selected = flags_of(self.selection.result.bits) if self.selection else b""

    def _is_selected(self, number: int) -> bool:
        """Whether the query finds an event."""
        return number < len(self._selected) and bool(self._selected[number])

    def _look(self) -> None:
        selection, centre = self.selection, self.event
        assert selection is not None
        asked = (selection, centre, self.within)
        if asked == self._asked:
            return
        self._asked = asked
        self._found = None
        if centre is not None:
            self._found = selection.comparison.around(centre, self.within, selection.known)
        self._shown = []
        if self._found is None:
            return
        lang = selection.lang
        surely, perhaps, lasting = self._found
        self._shown += surely
        for heading, near in (
            (say(lang, "perhaps: the date is known no closer", "可能：日期只知大概"), perhaps),
            (say(lang, "begun before, and lasting", "此前开始，仍在持续"), lasting),
        ):
            if near:
                self._shown += [_Heading(heading), *near]
        self._middle = next(
            (
                line
                for line, near in enumerate(self._shown)
                if not isinstance(near, _Heading) and near.number == centre
            ),
            0,
        )

    @property
    def _numbers(self) -> Sequence[int]:
        return self.selection.result.numbers if self.selection else ()

    @property
    def rows(self) -> int:
        """One for each event of the selection."""
        return len(self._numbers)

    @property
    def event(self) -> int | None:
        """The event in the middle."""
        numbers = self._numbers
        return numbers[self.row] if 0 <= self.row < len(numbers) else None

    @property
    def window(self) -> tuple[int, int] | None:
        """The days before and after it."""
        if self.selection is None or self.event is None:
            return None
        moment = self.selection.comparison.beginnings.moment(self.event)
        known = [day for day in moment[:2] if day is not None] if moment else []
        return (max(1, known[0] - self.within), known[-1] + self.within) if known else None

    def choice(self) -> str:
        """How many days."""
        lang = self.selection.lang if self.selection else "en"
        return say(lang, f"±{self.within} days", f"前后 {self.within} 天")

    # ---- going somewhere

    def go_to(self, number: int) -> bool:
        """Look around an event of the selection."""
        row = bisect_left(self._numbers, number)
        if row >= self.rows or self._numbers[row] != number:
            return False
        self.row = row
        return True

    def zoom(self, step: int) -> None:
        """Look at fewer days, at more, or at the usual number of them."""
        if not step:
            self.within = USUAL
            return
        place = SPANS.index(self.within) - step
        self.within = SPANS[max(0, min(len(SPANS) - 1, place))]

    def click(self, row: int, column: int) -> None:
        """Look around the event under the pointer, if the query finds it."""
        near = self._shown[row]
        if not isinstance(near, _Heading):
            self.go_to(near.number)

    # ---- drawing

    def lines(self, width: int, height: int) -> list[Line]:
        """The events around, in order of time, each with its days before or after."""
        selection, centre = self.selection, self.event
        assert selection is not None
        lang = selection.lang
        self._look()
        if centre is None or self._found is None:
            return centred(self._nothing(lang, centre), width, height)
        foot: list[Line] = []
        if height >= 10:
            foot = [Line([]), *paragraph([self._in_words(selection)], width, 2)]
        room = max(1, height - len(foot))
        top = max(0, min(self._middle - room // 3, len(self._shown) - room))
        shown = range(top, min(len(self._shown), top + room))
        texts = [
            near.days.show(lang, signed=True)
            for near in (self._shown[line] for line in shown)
            if not isinstance(near, _Heading)
        ]
        size = min(18, max([8, *map(cells, texts)]))
        body = [self._line(selection, line, width, size) for line in shown]
        return body + [Line([]) for _ in range(room - len(body))] + foot

    def _nothing(self, lang: Lang, centre: int | None) -> str:
        if centre is None:
            return say(lang, "No event is selected.", "没有选中的事件。")
        return say(
            lang,
            "The event under the cursor has no date, so nothing is around it.",
            "光标所在事件没有日期，无从得知其前后。",
        )

    def _line(self, selection: Selection, line: int, width: int, size: int) -> Line:
        shown = self._shown[line]
        if isinstance(shown, _Heading):
            text = f" {shown.text} "
            return Line([Run(" ", "bar"), Run(text, "words"), Run("─" * width, "line")])
        number = shown.number
        is_centre = line == self._middle
        selected = self._is_selected(number)
        days = shown.days.show(selection.lang, signed=True)
        if is_centre:
            days = say(selection.lang, "day 0", "第 0 天")
        dated = date_size(width)
        date = selection.date(number, dated)
        runs = [
            *self.edge(number, is_cursor=is_centre),
            Run(fit(days, size, right=True) + "  ", "number" if selected else "faint"),
            Run(date + " ", "date" if selected else "faint"),
            *self.titled(number, max(4, width - size - dated - 5), selected=selected),
        ]
        return Line(runs, line, is_centre)

    def _in_words(self, selection: Selection) -> str:
        assert self._found is not None
        lang, within = selection.lang, self.within
        surely, perhaps, lasting = map(len, self._found)
        others = surely - 1 if self._middle < surely else surely
        count = f"{others:,} other events" if others > 1 else "1 other event"
        said = say(
            lang,
            f"{count if others else 'No other event'} began within {within} days before or after",
            f"前后 {within} 天内" + (f"另有 {others:,} 个事件" if others else "没有其他事件"),
        )
        if perhaps:
            said += say(
                lang,
                f", {perhaps:,}{' more' if others else ''} perhaps",
                f"，可能还有 {perhaps:,} 个",
            )
        if lasting:
            said += say(
                lang, f", {lasting:,} had begun and lasted", f"，{lasting:,} 个此前开始并持续"
            )
        said += say(lang, ".", "。")
        hidden = sum(near.number not in selection.result for part in self._found for near in part)
        if hidden:
            said += say(
                lang,
                f" Faint: {hidden:,} that the query leaves out.",
                f"淡色的 {hidden:,} 个不在查询结果中。",
            )
        return said
