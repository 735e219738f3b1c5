"""The problems screen: every problem of the files, and the lines of the one under the cursor."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from tui.commands import bindings
from tui.language import say
from tui.screens.left_once import LeftOnce
from tui.text import cells, clean, cut, wrap
from tui.widgets.key_bar import KeyBar, Now
from tui.widgets.problem_list import LEVELS, ProblemList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from events.problems import Problem
    from events.timeline import Timeline
    from events.when import Lang

_AROUND = 2  # lines of the file shown before and after the problem's own


Asked = tuple[Literal["event", "editor", "mend"], "Problem"]
"""To go to a problem's event, to open the editor at its line, or to put the nearest value in."""


class ProblemsScreen(LeftOnce[Asked | None]):
    """A list of problems over the lines concerned. The answer is what to do about one of them."""

    DEFAULT_CSS = """
    ProblemsScreen { layout: vertical; }
    ProblemsScreen > Static { padding: 0 1; }
    ProblemsScreen #title { height: 1; background: $panel; text-style: bold; }
    ProblemsScreen #nothing { height: 1fr; content-align: center middle; }
    ProblemsScreen #lines { height: auto; max-height: 60%; border-top: solid $border; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("problems"),
        Binding("question_mark", "help", show=False, id="help"),
    ]

    def __init__(
        self,
        timeline: Timeline,
        problems: Sequence[Problem],
        lang: Lang,
        own_keys: Mapping[str, str],
        *,
        at: Problem | None = None,
        place: int = 0,
    ) -> None:
        """Begin at the problem ``at``, or else at the how many-eth from 0."""
        super().__init__()
        self._own_keys = own_keys
        self._timeline = timeline
        worst_first = list(LEVELS)
        self._problems = sorted(problems, key=lambda problem: worst_first.index(problem.level))
        self._place = self._problems.index(at) if at in self._problems else place
        self._lang = lang
        self._current: Problem | None = None

    def compose(self) -> ComposeResult:
        """Title, list, the lines, keys."""
        lang = self._lang
        found = Counter(problem.level for problem in self._problems)
        counts = [
            say(
                lang,
                f"{found[level]:,} {en}{'' if found[level] == 1 else 's'}",
                f"{found[level]:,} 个{zh}",
            )
            for level, (_, en, zh) in LEVELS.items()
        ]
        title = f"{say(lang, 'Problems', '问题')}   {' · '.join(counts)}"
        yield Static(title, id="title", markup=False)
        if self._problems:
            yield ProblemList(self._problems, lang)
            yield Static(id="lines", markup=False)
        else:
            nothing = say(lang, "Nothing is wrong in these files.", "这些文件没有问题。")
            yield Static(nothing, id="nothing", markup=False)
        bar = KeyBar(self._own_keys, "problems")
        bar.lang = lang
        yield bar

    def on_mount(self) -> None:
        """Begin at the place asked for."""
        if self._list is not None:
            self._list.cursor = self._place
        self._offer_keys()

    @property
    def place(self) -> int:
        """Which problem is under the cursor, from 0."""
        return self._list.cursor if self._list is not None else 0

    @on(ProblemList.Moved)
    def _moved(self, message: ProblemList.Moved) -> None:
        self._current = message.problem
        self._show_lines()
        self._offer_keys()

    def _offer_keys(self) -> None:
        """Tell the bottom line what can be done about the problem under the cursor."""
        problem = self._current
        idle = {"to-event", "mend", "editor"}
        if problem is not None:
            idle.remove("editor")
            if problem.event is not None:
                idle.remove("to-event")
            if _is_mendable(problem):
                idle.remove("mend")
        self.query_one(KeyBar).now = Now(idle=frozenset(idle))

    def on_resize(self) -> None:
        """Other lines fit."""
        self._show_lines()

    def _show_lines(self) -> None:
        problem = self._current
        if problem is None:
            return
        lang, width = self._lang, max(20, self.size.width - 3)
        place = cut(clean(f"{problem.file}:{problem.line}:{problem.column}"), width)
        parts = [
            Content.styled(place, "$primary"),
            *[Content(line) for line in wrap(clean(problem.what(lang)), width)],
            *[
                Content.styled(line, "$foreground 55%")
                for line in wrap(clean(problem.mend(lang)), width)
            ],
            *self._source(problem, width),
        ]
        self.query_one("#lines", Static).update(Content("\n").join(parts))

    def _source(self, problem: Problem, width: int) -> list[Content]:
        """The lines of the file around the problem, its own marked, a caret under the place."""
        from events.loading.source_text import lines_around

        shown: list[Content] = []
        for number, line in lines_around(self._timeline, problem.file, problem.line, _AROUND):
            here = number == problem.line
            text = cut(clean(line), max(8, width - 8))
            mark, style = ("▸", "$foreground") if here else (" ", "$foreground 55%")
            shown.append(Content.assemble((f"{mark}{number:5} ", "$accent"), (text, style)))
            if here:
                before = cells(clean(line[: problem.column - 1]))
                if before < width - 8:
                    shown.append(Content.styled(" " * (7 + before) + "^", "$accent"))
        return shown

    @on(KeyBar.Chosen)
    async def _key_clicked(self, message: KeyBar.Chosen) -> None:
        await self.run_action(message.command.action)

    @on(ProblemList.Chosen)
    def _chosen(self, message: ProblemList.Chosen) -> None:
        if message.problem.event is not None:
            self.dismiss(("event", message.problem))
        else:
            self._say(
                "This problem is no event's: E opens its line.",
                "此问题不属于任何事件：按 E 打开所在行。",
            )

    def _say(self, en: str, zh: str) -> None:
        self.notify(say(self._lang, en, zh), markup=False)

    @property
    def _list(self) -> ProblemList | None:
        return self.query_one(ProblemList) if self._problems else None

    def action_move(self, lines: int) -> None:
        """Move the cursor by lines."""
        if self._list:
            self._list.action_move(lines)

    def action_page(self, pages: int) -> None:
        """Move the cursor by pages."""
        if self._list:
            self._list.action_page(pages)

    def action_first(self) -> None:
        """To the first problem."""
        if self._list:
            self._list.action_first()

    def action_last(self) -> None:
        """To the last problem."""
        if self._list:
            self._list.action_last()

    def action_choose(self) -> None:
        """Go to the event of the problem under the cursor."""
        if self._list:
            self._list.action_choose()

    def action_mend(self) -> None:
        """Put the nearest valid value in place of what is wrong."""
        problem = self._current
        if problem is None:
            return
        if not _is_mendable(problem):
            self._say(
                "There is no nearest valid value here: E opens the line in an editor.",
                "此处没有可用的建议值：按 E 在编辑器中打开所在行。",
            )
        else:
            self.dismiss(("mend", problem))

    def action_editor(self) -> None:
        """Open the editor at the problem's line."""
        if self._current is not None:
            self.dismiss(("editor", self._current))

    def action_help(self) -> None:
        """Show the keys."""
        from tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self._lang, None, own_keys=self._own_keys))

    def action_back(self) -> None:
        """Back to the main screen."""
        self.dismiss(None)


def _is_mendable(problem: Problem) -> bool:
    """Whether there is a nearest valid value to put in its place."""
    return problem.suggestion is not None and problem.span is not None
