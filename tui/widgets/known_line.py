"""The line under the overview while the query asks what was known on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from events.when import When
from tui.language import say
from tui.text import cells, clean, cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.style import Style
    from textual import events

    from events.known import Known, Publication
    from events.when import Lang

_LEAST, _MOST = 9, 72  # cells of the bar
_RAIL, _OUT, _TO_COME, _HERE, _BETWEEN = "─", "●", "○", "◆", "│"


class KnownLine(Widget):
    """The day, its place among the days on which sources came out, and what came later.

    On the bar ``●`` is a day on which a source was out by then, ``◆`` the last of these, ``○`` one
    still to come; of several in a cell the last known one is drawn. A click goes to the nearest.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "known-line--day",
        "known-line--quiet",
        "known-line--out",
        "known-line--here",
        "known-line--later",
        "known-line--key",
    }
    DEFAULT_CSS = """
    KnownLine { height: 1; background: $panel; color: $foreground; }
    KnownLine.-off { display: none; }
    KnownLine > .known-line--day { color: $accent; text-style: bold; }
    KnownLine > .known-line--quiet { color: $foreground 60%; }
    KnownLine > .known-line--out { color: $primary; }
    KnownLine > .known-line--here { color: $accent; text-style: bold; }
    KnownLine > .known-line--later { color: $foreground 45%; }
    KnownLine > .known-line--key { color: $primary; text-style: bold; }
    """

    @dataclass
    class Chosen(Message):
        """A publication day was clicked."""

        day: int

    def __init__(self) -> None:
        super().__init__()
        self._day = 1
        self._published: Sequence[Publication] = ()
        self._known: Known | None = None
        self._names: Sequence[str] = ()
        self._lang: Lang = "en"

    def show(
        self,
        day: int,
        published: Sequence[Publication],
        known: Known,
        names: Sequence[str],
        lang: Lang,
    ) -> None:
        """Show a day, all publication days, the counts, and the names of the sources of the day."""
        self._day, self._published, self._known = day, published, known
        self._names, self._lang = names, lang
        self.refresh()

    # ---- drawing

    def render_line(self, y: int) -> Strip:
        """Day, bar, counts, keys: the fullest that fits."""
        width = self.size.width
        base = self.rich_style
        if self._known is None or y:
            return Strip.blank(width, base)
        left, size, right = self._layout()
        segments = [Segment(text, self._style(part)) for text, part in left]
        segments += [Segment(sign, self._style(part)) for sign, part in self._bar(size)]
        segments += [Segment(text, self._style(part)) for text, part in right]
        return Strip(segments).adjust_cell_length(width, base)

    def _style(self, part: str) -> Style:
        return self.get_component_rich_style(f"known-line--{part}")

    def _layout(self) -> tuple[list[tuple[str, str]], int, list[tuple[str, str]]]:
        """The words before the bar, its cells, and the words after it."""
        room = self.size.width
        bar = _LEAST if self._published else 0
        for left, right in self._ways():
            used = _size(left) + _size(right)
            if used + bar <= room:
                return left, min(_MOST, room - used) if bar else 0, right
        left, _ = [*self._ways()][-1]
        return [(cut(text, room), part) for text, part in left[:2]], 0, []

    def _ways(self) -> Iterator[tuple[list[tuple[str, str]], list[tuple[str, str]]]]:
        """What to say before and after the bar, from the fullest way to the shortest."""
        lang, known = self._lang, self._known
        assert known is not None
        day = When(date.fromordinal(max(1, min(self._day, date.max.toordinal()))).isoformat())
        full = [(say(lang, " As known on ", " 当时已知："), "quiet"), (f"{day.show(lang)} ", "day")]
        short = [(say(lang, " Known ", " 已知 "), "quiet"), (f"{day} ", "day")]
        names = cut(say(lang, ", ", "、").join(map(clean, self._names)), 28)
        named = [*full, (f"· {names} ", "quiet")] if names else full
        later = say(lang, f" {known.later:,} came later", f" 此后 {known.later:,} 个")
        unknown = say(
            lang, f" · {known.unknown:,} of unknown day", f" · 日期不明 {known.unknown:,} 个"
        )
        keys = [
            ("  , .", "key"), (say(lang, " step ", " 前后 "), "quiet"),
            (" K", "key"), (say(lang, " leaves ", " 退出 "), "quiet"),
        ]  # fmt: skip
        counts = [(later, "day" if known.later else "quiet")]
        if known.unknown:
            counts.append((unknown, "quiet"))
        yield named, [*counts, *keys]
        yield full, [*counts, *keys]
        yield full, [counts[0], *keys]
        yield short, [counts[0], *keys]
        yield short, [counts[0], ("  , . K ", "key")]
        yield short, [(f" +{known.later:,} ", "quiet")]
        yield short, []

    def _bar(self, size: int) -> list[tuple[str, str]]:
        if not size:
            return []
        rail = [(_RAIL, "later")] * size
        if not any(one.day == self._day for one in self._published):
            rail[self._cell(self._day, size)] = (_BETWEEN, "day")
        for one in reversed(self._published):
            if one.day > self._day:
                rail[self._cell(one.day, size)] = (_TO_COME, "later")
        out = [one.day for one in self._published if one.day <= self._day]
        for day in out:
            rail[self._cell(day, size)] = (_OUT, "out")
        if out:
            rail[self._cell(out[-1], size)] = (_HERE, "here")
        return rail

    def _cell(self, day: int, size: int) -> int:
        """Where a day is on the bar, which goes from the first day to the last."""
        days = [self._day, *(one.day for one in self._published)]
        first, last = min(days), max(days)
        return round((day - first) * (size - 1) / (last - first)) if last > first else size // 2

    # ---- handlers

    def on_click(self, event: events.Click) -> None:
        """Choose the publication day nearest to the pointer."""
        if self._known is None or not self._published:
            return
        left, size, _ = self._layout()
        at = event.x - _size(left)
        if size and 0 <= at < size:
            near = min(self._published, key=lambda one: abs(self._cell(one.day, size) - at))
            self.post_message(self.Chosen(near.day))


def _size(parts: Sequence[tuple[str, str]]) -> int:
    return sum(cells(text) for text, _ in parts)
