"""Lag: each event of one side with the next one of the other, and what chance would give."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, ClassVar

from events.queries.syntax import quoted_if_needed
from events.query import QueryError, parse_query
from events.when import today
from tui.language import say
from tui.text import cells, clean, cut, fit
from tui.widgets.compare.lag_words import LagWords
from tui.widgets.compare.page import Line, Mode, Page, Part, Run, centred, paragraph

if TYPE_CHECKING:
    from events.comparing.lag import Lag
    from tui.widgets.compare.page import Selection

SPANS = (1, 3, 7, 14, 30, 60, 90, 180, 365)
"""The days to wait that the zoom keys go through."""
USUAL = 30
_MEASURED = 200  # pairs of which the titles are measured


class Lagging(Page):
    """A's events, each with its answer. ←/→ go from the event to its answer and back.

    A and B are queries within the selection; while the person has chosen none they are the two
    companies with most events in it.
    """

    mode: ClassVar[Mode] = "lag"

    def __init__(self) -> None:
        super().__init__()
        self.within = USUAL
        self.chosen: tuple[str, str] | None = None
        """What the person asked for as A and B."""
        self._sides: tuple[str, str] = ("", "")
        self._asked: Selection | None = None  # that these are of
        self._said: tuple[str, str] = ("", "")
        self._found: Lag | None = None
        self._error = ""
        self._on_answer = False

    @property
    def sides(self) -> tuple[str, str]:
        """The queries of A and B."""
        return self.chosen or self._sides

    def choose(self, sides: tuple[str, str], within: int) -> None:
        """Ask for something else; two empty queries are the usual ones again."""
        self.chosen = sides if any(text.strip() for text in sides) else None
        self.within = max(1, min(within, 36_500))
        self.row = self.top = 0

    # ---- what it shows

    def find(self) -> None:
        """Find who answers whom."""
        selection = self.selection
        assert selection is not None
        self._error, self._found, self._on_answer = "", None, False
        if self.chosen is None and self._asked is not selection:
            self._asked, self._sides = selection, _busiest(selection)
        search, bits, said = selection.comparison.search, [], []
        for text in self.sides:
            try:
                query = parse_query(text, selection.timeline, today())
            except QueryError as error:
                self._error = clean(f"{text}: {error.show(selection.lang)}")
                return
            bits.append(search.bits(query.expr) & selection.result.bits)
            said.append(clean(query.describe(selection.lang)))
        self._said = said[0], said[1]
        if all(text.strip() for text in self.sides):
            self._found = selection.comparison.lag(bits[0], bits[1], self.within, selection.known)

    @property
    def rows(self) -> int:
        """One for each event of A that can tell, if there is anything to answer it."""
        return len(self._found) if self._found and self._found.answers else 0

    @property
    def event(self) -> int | None:
        """The event of A, or its answer after →."""
        if not self.rows:
            return None
        assert self._found is not None
        pair = self._found.pair(self.row)
        return pair.answer if self._on_answer and pair.answer is not None else pair.number

    def choice(self) -> str:
        """How many days to wait."""
        lang = self.selection.lang if self.selection else "en"
        return say(lang, f"within {self.within:,} days", f"{self.within:,} 天之内")

    # ---- going somewhere

    def go_to(self, number: int) -> bool:
        """Go to an event of A, or to the first one that an event answers."""
        if self._found is None:
            return False
        for side, on_answer in ((self._found.asked, False), (self._found.found, True)):
            if number in side:
                self.row, self._on_answer = list(side).index(number), on_answer
                return True
        return False

    def move(self, rows: int) -> None:
        """Go to another event of A."""
        super().move(rows)
        self._on_answer = False

    def sideways(self, steps: int) -> None:
        """Go to the answer, or back."""
        self._on_answer = steps > 0

    def click(self, row: int, column: int) -> None:
        """Go to an event or its answer."""
        super().click(row, column)
        self._on_answer = column > self._halves[1]

    def zoom(self, step: int) -> None:
        """Wait fewer days, more, or the usual number."""
        place = bisect_left(SPANS, self.within)
        if step > 0:
            self.within = SPANS[max(0, place - 1)]
        elif step < 0:
            later = place + (place < len(SPANS) and SPANS[place] == self.within)
            self.within = max(self.within, SPANS[min(len(SPANS) - 1, later)])
        else:
            self.within = USUAL
        if self.selection is not None:
            self.find()
            self.row = max(0, min(self.row, self.rows - 1))

    # ---- drawing

    _halves = (0, 0)

    def lines(self, width: int, height: int) -> list[Line]:
        """A and B, what they tell together, and each event with its answer."""
        selection = self.selection
        assert selection is not None
        lang = selection.lang
        if self._error:
            return centred(self._error, width, height)
        if self._found is None:
            return centred(
                say(
                    lang,
                    "One side of two is empty: only one company has events here. c chooses who "
                    "answers whom.",
                    "只有一家公司有事件，无从比较。按 c 选择谁回应谁。",
                ),
                width,
                height,
            )
        head = self._sides_line(width)
        words = LagWords(self._found, lang)
        spare = height - len(head) - 2
        told = paragraph(words.told(), width, max(1, min(6, spare // 2)), "telling")
        foot: list[Line] = []
        if height >= 12:
            foot = [Line([]), *paragraph(words.footnotes(), width, max(2, min(7, height // 4)))]
        room = max(1, height - len(head) - len(told) - len(foot) - 1)
        body = self._body(selection, width, room)
        return [*head, *told, Line([]), *body, *foot]

    def _sides_line(self, width: int) -> list[Line]:
        lang = self.selection.lang if self.selection else "en"
        a, b = self._said
        room = width - 8
        runs = [Run(" ", "heading"), Run("A", "chosen"), Run(" ", "heading")]
        shown = cut(a, room // 2)
        runs += [Run(shown + "  ", "heading"), Run("B", "chosen"), Run(" ", "heading")]
        runs.append(Run(cut(b, room - cells(shown)), "heading"))
        line = Line(runs)
        if not (a and b):
            line.runs = [Run(" " + say(lang, "all events", "全部事件"), "heading")]
        return [line]

    def _body(self, selection: Selection, width: int, room: int) -> list[Line]:
        assert self._found is not None
        if not self._found.answers:
            return [Line([]) for _ in range(room)]
        if not self.rows:
            return paragraph([LagWords(self._found, selection.lang).nothing()], width, room)
        days = 11
        first = self._first(selection, width - 4 - days)
        self._halves = first, first + 2 + days
        shown = self.scroll(room)
        return [self._line(selection, row, first, days, width) for row in shown] + [
            Line([]) for _ in range(room - len(shown))
        ]

    def _first(self, selection: Selection, room: int) -> int:
        """Cells of the events before: half, and what the answers leave of theirs."""
        assert self._found is not None
        pairs = [self._found.pair(row) for row in range(min(self.rows, _MEASURED))]
        asked, answered = (
            max((cells(selection.words(number).title()) for number in numbers), default=0) + 13
            for numbers in (
                [pair.number for pair in pairs],
                [pair.answer for pair in pairs if pair.answer is not None],
            )
        )
        return max(room // 2, min(asked, room - answered))

    def _line(self, selection: Selection, row: int, first: int, days: int, width: int) -> Line:
        assert self._found is not None
        lang = selection.lang
        pair = self._found.pair(row)
        is_cursor = self.is_on(row)
        runs = [*self.edge(pair.number, is_cursor=is_cursor)]
        runs += self._event(selection, pair.number, first, lit=is_cursor and not self._on_answer)
        if pair.answer is None:
            none = (
                say(lang, "no answer", "无回应")
                if pair.judged
                else say(lang, "too recent to tell", "时日尚短，无从判断")
            )
            runs.append(Run(" " + fit(f"  {none}", width - first - 3), "faint"))
            return Line(runs, row, is_cursor)
        assert pair.days is not None
        shown = (
            say(lang, "same day", "同日")
            if pair.days.exact == 0
            else pair.days.show(lang, signed=True)
        )
        part: Part = "number" if pair.judged else "faint"
        runs.append(Run(fit(shown, days, right=True) + "  ", part))
        room = width - 2 - first - days - 2
        runs += self._event(selection, pair.answer, room, lit=is_cursor and self._on_answer)
        return Line(runs, row, is_cursor)

    def _event(self, selection: Selection, number: int, width: int, *, lit: bool) -> list[Run]:
        """One event of a pair in exactly so many cells: date, glyph and title."""
        words = selection.words(number)
        size = 11 if width >= 30 else 0
        runs = [Run(selection.date(number, size - 1) + " ", "date")] if size else []
        room = width - size - 2
        runs.append(Run(fit(words.glyph(), 2), "glyph"))
        runs.append(Run(fit(words.title(), room), "chosen" if lit else "title"))
        return runs


def _busiest(selection: Selection) -> tuple[str, str]:
    """Queries for the two companies with most events in the selection that can tell.

    A company and its own subsidiary would answer themselves: they are not taken together.
    """
    timeline, comparison = selection.timeline, selection.comparison
    bits = selection.result.bits
    telling = comparison.telling(USUAL) & bits
    companies = [
        (-(own & telling).bit_count(), -(own & bits).bit_count(), place, id)
        for place, id in enumerate(timeline.values("company"))
        if (own := timeline.bits("company", id)) & bits
    ]
    busiest = [id for *_, id in sorted(companies)]
    if not busiest:
        return "", ""
    family = {*timeline.family(busiest[0]), *timeline.ancestry(busiest[0])}
    other = next((id for id in busiest if id not in family), "")
    first, second = (f"company:{quoted_if_needed(id)}" if id else "" for id in (busiest[0], other))
    return first, second
