"""The list of problems: one line each, drawn when it is seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.message import Message
from textual.reactive import reactive

from tui.language import say
from tui.text import cells, clean, fit
from tui.widgets.line_pane import LinePane

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events

    from events.problems import Level, Problem
    from events.when import Lang

LEVELS: dict[Level, tuple[str, str, str]] = {
    "error": ("✗", "error", "错误"),
    "warning": ("!", "warning", "警告"),
    "remark": ("·", "remark", "提示"),
}
"""Every level, the worst first: its sign and its name in English and Chinese."""


class ProblemList(LinePane, can_focus=True):
    """Problems in the order given; the one under the cursor is reported."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "problem-list--error",
        "problem-list--warning",
        "problem-list--remark",
        "problem-list--what",
        "problem-list--place",
        "problem-list--cursor",
    }
    DEFAULT_CSS = """
    ProblemList { height: 1fr; }
    ProblemList > .problem-list--error { color: $error; text-style: bold; }
    ProblemList > .problem-list--warning { color: $warning; }
    ProblemList > .problem-list--remark { color: $foreground 55%; }
    ProblemList > .problem-list--what { color: $foreground; }
    ProblemList > .problem-list--place { color: $foreground 55%; }
    ProblemList > .problem-list--cursor { background: $panel; text-style: bold; }
    """

    cursor: reactive[int] = reactive(0, repaint=False, init=False)

    @dataclass
    class Moved(Message):
        """The cursor is on another problem."""

        problem: Problem

    @dataclass
    class Chosen(Message):
        """A problem was chosen."""

        problem: Problem

    def __init__(self, problems: Sequence[Problem], lang: Lang) -> None:
        super().__init__()
        self._problems = problems
        self._lang = lang
        self.line_count = len(problems)

    def on_mount(self) -> None:
        """Report the first one."""
        if self._problems:
            self.post_message(self.Moved(self._problems[0]))

    def draw_line(self, index: int, width: int) -> Iterable[Segment]:
        """Level, what is wrong, and at the right its place."""
        problem = self._problems[index]
        chosen = index == self.cursor
        under = self.ground_of("problem-list--cursor") if chosen else None
        sign, en, zh = LEVELS[problem.level]
        level = f"{'▌' if chosen else ' '}{sign} "
        if width >= 60:
            level += fit(say(self._lang, en, zh), 8)
        place = clean(f"{problem.file}:{problem.line}")
        place_width = min(cells(place), width // 3) + 1 if width >= 40 else 0
        what = fit(clean(problem.what(self._lang)), width - cells(level) - place_width - 2)
        for text, name in (
            (level, problem.level),
            (what + " ", "what"),
            (fit(place, place_width, right=True) + " ", "place"),
        ):
            style = self.style_of(f"problem-list--{name}")
            yield Segment(text, style + under if under else style)

    def validate_cursor(self, cursor: int) -> int:
        """No further than the last problem."""
        return max(0, min(cursor, len(self._problems) - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Two lines change; the new one is brought into sight and reported."""
        self.redraw(old, new)
        self.reveal(new)
        if self._problems:
            self.post_message(self.Moved(self._problems[new]))

    def action_move(self, lines: int) -> None:
        """Move the cursor by lines."""
        self.cursor += lines

    def action_page(self, pages: int) -> None:
        """Move the cursor by pages."""
        self.cursor += pages * max(1, self.size.height - 1)

    def action_first(self) -> None:
        """To the first problem."""
        self.cursor = 0

    def action_last(self) -> None:
        """To the last problem."""
        self.cursor = len(self._problems) - 1

    def action_choose(self) -> None:
        """Choose the problem under the cursor."""
        if self._problems:
            self.post_message(self.Chosen(self._problems[self.cursor]))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a double click chooses."""
        if (row := self.top + event.y) < self.line_count:
            self.cursor = row
            if event.chain == 2:
                self.action_choose()
