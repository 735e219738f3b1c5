"""The top line: the program, the timeline's title, what is in it; a bar while it loads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.language import say
from tui.text import cells, clean, cut

if TYPE_CHECKING:
    from events.when import Lang

_EIGHTHS = " ▏▎▍▌▋▊▉█"


@dataclass(frozen=True, slots=True)
class Contents:
    """What the open timeline holds. ``problems`` is None while the checks still run."""

    title: str
    events: int
    readings: int
    sources: int
    problems: int | None
    read_only: bool


class TitleBar(Widget):
    """One line; on the right the counts, or how far the loading is."""

    DEFAULT_CSS = """
    TitleBar { height: 1; background: $panel; color: $foreground; }
    """

    contents: reactive[Contents | None] = reactive(None)
    progress: reactive[float | None] = reactive(None)
    lang: reactive[Lang] = reactive("en")
    failure: reactive[str] = reactive("")

    def render(self) -> Content:
        """The line, cut to the widget's width."""
        width = self.size.width
        left = Content.assemble(" ", ("dateline", "bold $primary"))
        used = 11
        title = clean(self.failure or (self.contents.title if self.contents else ""))
        right = self._right(width - used, cells(title))
        room = width - used - right.cell_length - 2
        shown = cut(title, room) if room > 2 else ""
        gap = max(0, width - used - cells(shown) - right.cell_length - 1)
        return Content.assemble(left, "  ", (shown, "bold"), " " * gap, right, " ")

    def _right(self, room: int, title: int) -> Content:
        """What stands at the end: counts that leave a title its cells, up to half of the room."""
        if self.progress is not None:
            return self._bar(min(24, room - 8))
        if self.contents is None:
            return Content("")
        for parts in self._counts(self.contents):
            line = Content.assemble(*parts)
            if line.cell_length <= room - max(12, min(title + 2, room // 2)):
                return line
        return Content("")

    def _counts(self, contents: Contents) -> list[list[tuple[str, str]]]:
        """The counts from the fullest way to say them to the shortest."""
        lang = self.lang

        def count(number: int, one: str, many: str, zh: str) -> str:
            return say(lang, f"{number:,} {one if number == 1 else many}", f"{number:,} {zh}")

        events = (count(contents.events, "event", "events", "个事件"), "$foreground 60%")
        readings = (count(contents.readings, "reading", "readings", "个读数"), "$foreground 60%")
        sources = (count(contents.sources, "source", "sources", "个来源"), "$foreground 60%")
        dot = (" · ", "$foreground 60%")
        if contents.problems is None:
            problems = (say(lang, "checking…", "检查中…"), "$foreground 60%")
        else:
            problems = (
                count(contents.problems, "problem", "problems", "个问题"),
                "$warning" if contents.problems else "$foreground 60%",
            )
        kept = (
            [(say(lang, "read-only", "只读"), "$foreground 60%"), dot] if contents.read_only else []
        )
        return [
            [*kept, events, dot, readings, dot, sources, dot, problems],
            [*kept, events, dot, readings, dot, problems],
            [*kept, events, dot, problems],
            [events, dot, problems],
            [events],
        ]

    def _bar(self, width: int) -> Content:
        if width < 4:
            return Content("")
        part = max(0.0, min(1.0, self.progress or 0.0))
        eighths = round(part * width * 8)
        full, rest = divmod(eighths, 8)
        bar = "█" * full + (_EIGHTHS[rest] if rest else "")
        return Content.assemble(
            (bar.ljust(width), "$primary on $background"), (f" {part:4.0%}", "$foreground 60%")
        )
