"""The details pane: every field of one event, its links followed by keyboard or mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.text import cells
from tui.widgets.line_pane import LinePane

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events

    from events.timeline import Timeline
    from events.when import Lang
    from tui.widgets.event_text import Line, Link


class Details(LinePane, can_focus=True):
    """One event in full; ``compact`` turns it into a strip of the few most telling lines.

    Up and down go from link to link while there is one in sight, and scroll otherwise.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "details--title",
        "details--other",
        "details--heading",
        "details--date",
        "details--quiet",
        "details--name",
        "details--status",
        "details--body",
        "details--value",
        "details--link",
        "details--match",
        "details--cursor",
    }
    DEFAULT_CSS = """
    Details { width: 1fr; height: 1fr; }
    Details > .details--title { text-style: bold; }
    Details > .details--other { color: $foreground 55%; }
    Details > .details--heading { color: $foreground 45%; text-style: bold; }
    Details > .details--date { color: $primary; }
    Details > .details--quiet { color: $foreground 55%; }
    Details > .details--name { color: $foreground 85%; }
    Details > .details--status { color: $warning; text-style: bold; }
    Details > .details--body { color: $foreground; }
    Details > .details--value { color: $accent; }
    Details > .details--link { color: $primary; }
    Details > .details--match { color: $accent; text-style: underline; }
    Details > .details--cursor { background: $panel; }
    Details:focus > .details--cursor { background: $primary 25%; text-style: bold; }
    """

    compact: reactive[bool] = reactive(False)
    """Only the few lines of a strip: it neither scrolls nor takes the focus."""
    alone: reactive[Sequence[tuple[str, int]]] = reactive((), repaint=False)
    """The terms of a query that finds nothing, and how many events each would find alone."""

    @dataclass
    class Followed(Message):
        """A related event was chosen."""

        number: int

    @dataclass
    class AddressFollowed(Message):
        """A source's web address (http or https) was chosen."""

        address: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._timeline: Timeline | None = None
        self._number: int | None = None
        self._lang: Lang = "en"
        self._words: tuple[str, ...] = ()
        self._known_by: int | None = None
        self._lines: list[Line] = []
        self._links: list[tuple[int, int, Link]] = []  # first line, last line, where it leads
        self._link: int | None = None

    def show(
        self,
        timeline: Timeline,
        number: int | None,
        lang: Lang,
        words: Sequence[str] = (),
        known_by: int | None = None,
    ) -> None:
        """Show an event, or that there is none; ``words`` are the query's folded words.

        With a day ``known_by`` later sources and related events are left out, and counted. The
        same event, read again, stays where it was scrolled to.
        """
        shown = (timeline, number, lang, tuple(words), known_by)
        if shown == (self._timeline, self._number, self._lang, self._words, self._known_by):
            return
        stays = (
            self._id_shown() is not None
            and number is not None
            and (timeline.id_of[number] == self._id_shown())
        )
        self._timeline, self._number, self._lang, self._words, self._known_by = shown
        self._write()
        if not stays:
            self._link = None
            self.top = 0

    def _id_shown(self) -> str | None:
        if self._timeline is None or self._number is None:
            return None
        return self._timeline.id_of[self._number]

    def _write(self) -> None:
        """Turn the event into the lines that fit the pane as it is now."""
        width = self.size.width
        self._lines = self._written(width) if width > 0 else []
        self.line_count = len(self._lines)
        self._links.clear()
        before: Link | None = None
        for y, line in enumerate(self._lines):
            if line.link is not None:
                first = self._links.pop()[0] if line.link is before else y
                self._links.append((first, y, line.link))
            before = line.link
        if self._link is not None and self._link >= len(self._links):
            self._link = None
        self.top = self.validate_top(self.top)
        self.redraw()

    def _written(self, width: int) -> list[Line]:
        if self._timeline is None:
            return []
        # After the first frame.
        from tui.widgets.event_text import event_lines, strip_lines

        if self._number is None:
            from tui.widgets.nothing_found import nothing_lines

            return nothing_lines(self.alone, self._lang, width - 2, compact=self.compact)
        room = max(1, width - 1 - 2 * _margin(width))  # the last column is the thumb's
        write = strip_lines if self.compact else event_lines
        known_by = self._known_by
        lines = write(self._timeline, self._number, self._lang, room, self._words, known_by)
        return lines[: max(1, self.size.height)] if self.compact else lines

    def draw_line(self, index: int, width: int) -> Iterable[Segment]:
        """A line with its margin; a bar in the margin marks the link under the cursor."""
        line = self._lines[index]
        chosen = self._link is not None and line.link is self._links[self._link][2]
        under = self.ground_of("details--cursor") if chosen else None
        if margin := _margin(width):
            yield Segment("▌" if chosen else " ", self.style_of("details--value"))
        for text, role in line.pieces:
            style = self.style_of(f"details--{role}")
            yield Segment(text, style + under if under else style)
        if under:
            rest = width - margin - cells(line.text)
            yield Segment(" " * rest, self.style_of("details--body") + under)

    def render_line(self, y: int) -> Strip:
        """One line; while no link is under the cursor a bar on top says that the keys are here."""
        strip = super().render_line(y)
        if y or self._link is not None or not self.has_focus or not _margin(self.size.width):
            return strip
        bar = Segment("▌", self.style_of("details--value"))
        return Strip([bar, *strip.crop(1)], strip.cell_length)

    def watch_alone(self) -> None:
        """Say why there is nothing."""
        if self._number is None:
            self._write()

    def watch_compact(self, compact: bool) -> None:
        """A strip is only looked at."""
        self.can_focus = not compact
        self._link = None
        self._write()

    def on_resize(self) -> None:
        """The lines break elsewhere."""
        self._write()

    def on_click(self, event: events.Click) -> None:
        """Follow the link under the pointer."""
        line = self.top + event.y
        for place, (first, last, _) in enumerate(self._links):
            if first <= line <= last:
                self._go_to_link(place)
                self.action_follow()

    def scroll_lines(self, lines: int) -> None:
        """Scroll; a link that leaves the pane is no longer under the cursor."""
        super().scroll_lines(lines)
        if self._link is not None:
            first, last, _ = self._links[self._link]
            if last < self.top or first >= self.bottom:
                self._go_to_link(None)

    def _go_to_link(self, place: int | None) -> None:
        """Put the cursor on a link, or take it away."""
        changed = [self._links[at] for at in (self._link, place) if at is not None]
        self._link = place
        for first, last, _ in changed:
            self.redraw(*range(first, last + 1))

    def action_move(self, lines: int) -> None:
        """To the next link in sight (the one before for negative lines), else scroll."""
        step = 1 if lines > 0 else -1
        for _ in range(abs(lines)):
            place = self._link_beyond(step)
            if place is None:
                self.scroll_lines(step)
            else:
                self._go_to_link(place)
                self.reveal(*self._links[place][:2])

    def _link_beyond(self, step: int) -> int | None:
        """The nearest link in sight, below (step 1) or above (-1) the cursor or the pane's edge."""
        if self._link is not None:
            place = self._link + step
        elif step > 0:
            place = next((at for at, link in enumerate(self._links) if link[0] >= self.top), -1)
        else:
            above = [at for at, link in enumerate(self._links) if link[1] < self.bottom]
            place = above[-1] if above else -1
        if not 0 <= place < len(self._links):
            return None
        first, last, _ = self._links[place]
        return place if last >= self.top and first < self.bottom else None

    def action_page(self, pages: int) -> None:
        """Scroll by pages, a line less than the pane is high."""
        self.scroll_lines(pages * max(1, self.size.height - 1))

    def action_first(self) -> None:
        """To the top."""
        self.scroll_lines(-self.line_count)

    def action_last(self) -> None:
        """To the bottom."""
        self.scroll_lines(self.line_count)

    def action_follow(self) -> None:
        """Follow the link under the cursor, if there is one."""
        if self._link is None:
            return
        link = self._links[self._link][2]
        if link.number is not None:
            self.post_message(self.Followed(link.number))
        else:
            self.post_message(self.AddressFollowed(link.address))


def _margin(width: int) -> int:
    """Cells before the text and after it."""
    return 1 if width > 8 else 0
