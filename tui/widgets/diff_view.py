"""A unified diff for people, coloured, as long as it likes."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from textual.binding import Binding

from tui.language import say
from tui.text import clean, wrap
from tui.widgets.line_pane import LinePane

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from events.when import Lang

_SORTS = {"+": "added", "-": "removed", "\\": "place"}
_HEAD = ("--- ", "+++ ", "@@ ")
_HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_MOST_WRAPPED = 20_000  # lines; beyond, long lines are cut


class DiffView(LinePane, can_focus=True):
    """The lines of a diff: added, removed, unchanged, and where they stand; long ones wrapped.

    Its headers are said in words: the name of a file where there are several, then which lines.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "diff--file",
        "diff--place",
        "diff--added",
        "diff--removed",
        "diff--kept",
        "diff--new",
        "diff--old",
    }
    DEFAULT_CSS = """
    DiffView { height: 1fr; background: $background; }
    DiffView > .diff--file { color: $foreground; text-style: bold; }
    DiffView > .diff--place { color: $secondary; }
    DiffView > .diff--added { color: $success; background: $success 12%; }
    DiffView > .diff--removed { color: $error; background: $error 12%; }
    DiffView > .diff--new { color: $success; background: $success 35%; text-style: bold; }
    DiffView > .diff--old { color: $error; background: $error 35%; text-style: bold; }
    DiffView > .diff--kept { color: $foreground 60%; }
    """
    BINDINGS: ClassVar = [
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home,g", "end(-1)", show=False),
        Binding("end,G", "end(1)", show=False),
    ]

    def __init__(self, diff: str, lang: Lang) -> None:
        super().__init__()
        self._lang: Lang = lang
        self._source: list[_Line] = []
        self._lines: list[_Line] = []
        self.show_diff(diff)

    def show_diff(self, diff: str) -> None:
        """Show another diff."""
        self._source = _marked(list(_sorted(diff.split("\n")[: -1 if diff else 0], self._lang)))
        self.top = 0
        self._break()

    @property
    def counts(self) -> tuple[int, int]:
        """How many lines are added and removed."""
        sorts = [line.sort for line in self._source]
        return sorts.count("added"), sorts.count("removed")

    def _break(self) -> None:
        """Break the lines for the width."""
        width = self.size.width - 3
        whole = width < 8 or len(self._source) > _MOST_WRAPPED
        self._lines = []
        for line in self._source:
            at = 0
            for nth, piece in enumerate([line.text] if whole else wrap(line.text, width)):
                at = max(at, line.text.find(piece, at))
                own = (line.start - at, line.end - at)
                sign = line.sign if not nth else " "
                self._lines.append(_Line(line.sort, sign, piece, *own))
                at += len(piece)
        self.line_count = len(self._lines)
        self.redraw()

    def draw_line(self, index: int, width: int) -> Iterable[Segment]:
        """A line, what is other in it marked, its ground to the edge."""
        line = self._lines[index]
        style = self.style_of(f"diff--{line.sort}")
        mark = self.style_of("diff--new" if line.sort == "added" else "diff--old")
        start = min(max(0, line.start), len(line.text))
        end = min(max(start, line.end), len(line.text))
        yield Segment(line.sign + line.text[:start], style)
        yield Segment(line.text[start:end], mark)
        yield Segment(line.text[end:] + " " * width, style)

    def on_resize(self) -> None:
        """Another width, other lines."""
        super().on_resize()
        self._break()
        self.top = self.validate_top(self.top)

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.scroll_lines(lines)

    def action_page(self, pages: int) -> None:
        """Scroll by pages."""
        self.scroll_lines(pages * max(1, self.size.height - 1))

    def action_end(self, way: int) -> None:
        """To the first or the last line."""
        self.scroll_lines(way * self.line_count)


class _Line(NamedTuple):
    """A line: what sort it is, its sign, its text, and the part that is other than before."""

    sort: str
    sign: str
    text: str
    start: int = 0
    end: int = 0


def _sorted(lines: list[str], lang: Lang) -> Iterator[_Line]:
    """The lines by their sorts; a file that is the only one, and no new one, is not named."""
    heads = [n for n in range(len(lines) - 2) if _is_head(lines[n : n + 3])]
    after = {n + 1 for n in heads}
    for nth, line in enumerate(lines):
        if nth in heads:
            new = line == f"--- {os.devnull}"
            if len(heads) > 1 or new:
                name = clean((lines[nth + 1] if new else line)[6:])
                words = say(lang, " · new file", " · 新文件") if new else ""
                yield _Line("file", " ", name + words)
        elif line.startswith("@@"):
            yield _Line("place", " ", _place(line, lang))
        elif nth not in after:
            text = line[1:].removesuffix("\r").replace("\t", "    ")
            yield _Line(_SORTS.get(line[:1], "kept"), line[:1] or " ", clean(text))


def _is_head(lines: Sequence[str]) -> bool:
    return all(line.startswith(sign) for line, sign in zip(lines, _HEAD, strict=True))


def _place(hunk: str, lang: Lang) -> str:
    """Which lines of the file as it will be follow; where all of them go, of the file as it is."""
    if (found := _HUNK.match(hunk)) is None:
        return clean(hunk)
    place = 3 if found[4] != "0" else 1
    first, count = int(found[place]), int(found[place + 1] or 1)
    if count < 2:
        return say(lang, f"line {first:,}", f"第 {first:,} 行")
    last = first + count - 1
    return say(lang, f"lines {first:,}–{last:,}", f"第 {first:,}–{last:,} 行")


def _marked(lines: list[_Line]) -> list[_Line]:
    """The lines with what differs marked, where as many were added as were removed."""
    at = 0
    while at < len(lines):
        removed = _run(lines, at, "removed")
        added = _run(lines, at + removed, "added")
        if removed == added:
            for nth in range(at, at + removed):
                old, new = lines[nth], lines[nth + removed]
                start, rest = _shared(old.text, new.text)
                lines[nth] = old._replace(start=start, end=len(old.text) - rest)
                lines[nth + removed] = new._replace(start=start, end=len(new.text) - rest)
        at += max(1, removed + added)
    return lines


def _run(lines: list[_Line], at: int, sort: str) -> int:
    """How many lines of a sort follow each other."""
    end = at
    while end < len(lines) and lines[end].sort == sort:
        end += 1
    return end - at


def _shared(one: str, other: str) -> tuple[int, int]:
    """How many characters two lines share at their beginning and at their end."""
    least = min(len(one), len(other))
    start = next((n for n in range(least) if one[n] != other[n]), least)
    least -= start
    return start, next((n for n in range(least) if one[-1 - n] != other[-1 - n]), least)
