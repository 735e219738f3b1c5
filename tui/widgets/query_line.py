"""The query line: the query as text, what it found, what is wrong with it, and completions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.actions import SkipAction
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input, Static

from events.queries.syntax import LONGEST, quoted_if_needed
from tui.language import say
from tui.text import cells, clean, cut
from tui.widgets.completions import Completions
from tui.widgets.covered import Covered, CoveredRow
from tui.widgets.query_colours import QueryColours
from tui.widgets.query_standing import (
    Standing,
    ways_to_complain,
    ways_to_count,
    ways_to_count_all,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from events.query import QueryError
    from events.timeline import Timeline
    from events.when import Lang

_MOST_KEPT = 200  # queries in the history
_LEAST_ROOM = 16  # cells that always stay for typing
_LIKELY_TOTAL = 999  # events, before it is known how many there are
_STEP = 8  # cells by which the room for the counts grows


class QueryInput(Input):
    """The text of the query. Letters are always the input's own: other scripts are typed with an
    input method, which must not lose a key.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"query--field", "query--sign", "query--error"}
    DEFAULT_CSS = """
    QueryInput { width: 1fr; background: $background; }
    QueryInput:focus { background-tint: $foreground 0%; }
    QueryInput > .query--field { color: $primary; }
    QueryInput > .query--sign { color: $foreground 55%; }
    QueryInput > .query--error { color: $error; text-style: underline; }
    """
    BINDINGS: ClassVar = [
        Binding("down", "choose(1)", show=False),
        Binding("up", "choose(-1)", show=False),
        Binding("tab", "complete", show=False),
        Binding("escape", "leave", show=False),
    ]

    # The text's width is no reason to lay out the screen anew at each letter.
    virtual_size = reactive(Size(0, 0))

    def validate(self, value: str) -> None:
        """The text is nobody's but the query's: no class to find styles for at the first letter."""

    def validate_value(self, value: str) -> str:
        """Nothing in the line that a terminal would not show, or that no query is as long as."""
        return clean(value[: LONGEST + 1])

    @property
    def line(self) -> QueryLine:
        """The line it belongs to."""
        return self.query_ancestor(QueryLine)

    def column_of(self, position: int) -> int:
        """The column of a character of the text, inside the input."""
        return cells(self.value[:position]) - self.scroll_offset.x

    def action_choose(self, rows: int) -> None:
        """Move among the completions; without them, through earlier queries."""
        self.line.choose(rows)

    def action_complete(self) -> None:
        """Take the completion under the cursor, or the first."""
        if not self.line.complete():
            raise SkipAction

    def action_leave(self) -> None:
        """Leave the completions that were gone into, else the line."""
        self.line.leave()

    async def action_submit(self) -> None:
        """Take the completion that was gone to, or be done with the query."""
        if not self.line.complete(only_chosen=True):
            await super().action_submit()


class QueryLine(Covered, Vertical):
    """One line to type a query in. It reports every change and knows no result but its counts."""

    DEFAULT_CSS = """
    QueryLine { height: 1; background: $background; }
    QueryLine > Horizontal { height: 1; }
    QueryLine .query-line--prompt { width: 3; height: 1; color: $foreground 55%; }
    QueryLine.-typing .query-line--prompt { color: $accent; text-style: bold; }
    """

    lang: reactive[Lang] = reactive("en")

    @dataclass
    class Edited(Message):
        """The person changed the text."""

        text: str

    @dataclass
    class Submitted(Message):
        """The person is done with the query."""

        text: str

    class Left(Message):
        """The person left the line; the text stays as it is."""

    def __init__(self, *, clears: bool = True, id: str | None = None) -> None:
        """``clears``: Esc clears the query from outside, and the line says so."""
        super().__init__(id=id)
        self._clears = clears
        self._input = QueryInput(compact=True, select_on_focus=False)
        self._input.cursor_blink = False
        self._colours = QueryColours(self._input)
        self._input.highlighter = self._colours
        self._standing = Standing()
        self._completions = Completions()
        self._timeline: Timeline | None = None
        self._counts: tuple[int, int] | None = None
        self._error: QueryError | None = None
        self._wrong = ""  # the text in which the error is
        self._history: list[str] = []
        self._past = 0  # how far back in the history the shown text is
        self._draft = ""
        self._begun = ""  # the text with the blank behind which typing began

    def compose(self) -> ComposeResult:
        """The prompt, the text, the counts; the completions hang under them."""
        with CoveredRow():
            yield Static(" / ", classes="query-line--prompt")
            yield self._input
            yield self._standing
        yield self._completions

    # ---- what the screen says to it

    @property
    def text(self) -> str:
        """The query as it stands in the line."""
        return self._input.value

    @property
    def may_be_field(self) -> bool:
        """Whether the word at the cursor may yet become a field; ``comp`` alone finds nothing."""
        return any(item.insert.endswith((":", ">")) for item in self._completions.items)

    def load(self, timeline: Timeline, lang: Lang) -> None:
        """Complete from this timeline's names, in this language."""
        self._timeline = timeline
        self.lang = lang

    def set_text(self, text: str) -> None:
        """Put a text in the line that the person did not type there: nothing is reported."""
        self._put_quietly(text)
        self._input.cursor_position = len(self._input.value)
        self._past = 0
        self._close()

    def show_counts(self, count: int, total: int) -> None:
        """Say how many of all events are shown."""
        self._counts = (count, total)
        self._say()

    def show_error(self, error: QueryError | None) -> None:
        """Say what is wrong with the text and mark the place; None: nothing is."""
        self._error, self._wrong = error, self.text
        self._say()

    def focus_input(self) -> None:
        """Start typing at the end of the text: what is wrong there, else a word of its own."""
        text = self._input.value
        if text and not text[-1].isspace() and self._error is None:
            self._begun = f"{text} "
            self._put_quietly(self._begun)
        self._input.cursor_position = len(self._input.value)
        # At once, not when its turn comes as by `focus`: the next key may be here already.
        self.screen.set_focus(self._input)

    # ---- what it shows

    def watch_lang(self, lang: Lang) -> None:
        """Speak another language."""
        self._input.placeholder = say(
            lang, "words  company:…  since:2025  dau>50M", "词语  company:…  since:2025  dau>5000万"
        )
        self._say()

    def on_resize(self) -> None:
        """More words, or fewer."""
        self._say()

    def _say(self) -> None:
        """Choose the fullest words that leave room for typing."""
        error = None if self._is_half_typed() else self._error
        self._colours.error = None if error is None else (error.start, error.end)
        self._input.refresh()
        room = self.size.width - 3
        spare = room - max(_LEAST_ROOM, cells(self._input.value) + 1) - 2
        words, style = "", ""
        if error is not None:
            spare = max(spare, min(room // 2, room - _LEAST_ROOM))
            ways = list(ways_to_complain(error, self.lang))
            words = next((w for w in ways if cells(w) <= spare), cut(ways[0], spare))
            style = "$error"
        elif self._counts is not None:
            words = next((w for w in self._ways_to_count(*self._counts) if cells(w) <= spare), "")
        self._standing.content = Content.assemble((words, style))
        self._standing.styles.width = self._room_for(words)

    def _room_for(self, words: str) -> int:
        """The cells for what is said, in steps and seldom others: they lay out the screen anew.

        While the text is short they have room for the counts of any query.
        """
        typed = max(_LEAST_ROOM, cells(self._input.placeholder), cells(self._input.value)) + 1
        spare = max(0, self.size.width - 3 - typed)
        needed = cells(words) + 1 if words else 0
        _, total = self._counts or (0, _LIKELY_TOTAL)
        fullest = cells(next(ways_to_count(total, total, self.lang, clears=True))) + 1
        return max(-(-needed // _STEP), min(spare, fullest) // _STEP) * _STEP

    def _is_half_typed(self) -> bool:
        """Whether the error is only that a word, for which there are completions, is not done."""
        error, cursor = self._error, self._input.cursor_position
        return error is not None and self._completions.is_open and error.start < cursor <= error.end

    def _ways_to_count(self, count: int, total: int) -> Iterator[str]:
        """The counts, from the fullest way to say them to the shortest."""
        if not self.text.strip():
            return ways_to_count_all(total, self.lang)
        # In the line Esc only leaves it.
        clears = self._clears and not self._input.has_focus
        return ways_to_count(count, total, self.lang, clears=clears)

    # ---- what the person does

    def on_descendant_focus(self) -> None:
        """Show that letters go here."""
        self.add_class("-typing")
        self._say()

    def on_descendant_blur(self) -> None:
        """Show that they do not."""
        self.remove_class("-typing")
        self._say()

    def on_click(self) -> None:
        """Type here."""
        self._input.focus()

    @on(Input.Changed)
    def _edited(self, message: Input.Changed) -> None:
        message.stop()
        if self._begun and message.value == f"{self._begun} ":  # there is a blank already
            self._put_quietly(self._begun)
            return
        self._past = 0
        self._offer()
        self.post_message(self.Edited(message.value))

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self._close()
        text = message.value.strip()
        if text and self._history[-1:] != [text]:
            self._history = [*self._history[1 - _MOST_KEPT :], text]
        self._past = 0
        self.post_message(self.Submitted(text))

    @on(Input.Blurred)
    def _left(self, message: Input.Blurred) -> None:
        message.stop()
        if self._input.value == self._begun:
            self._put_quietly(self._begun.rstrip())
        self._close()

    @on(Completions.Picked)
    def _picked(self, message: Completions.Picked) -> None:
        message.stop()
        item = message.completion
        self._put(item.start, item.end, item.insert)
        self._input.focus()

    def choose(self, rows: int) -> None:
        """Down and up: among the completions if they are open, else through earlier queries."""
        if self._completions.is_open:
            self._completions.move(rows)
        elif rows > 0 and self._past == 0:
            self._offer(asked=True)
        else:
            self._recall(self._past - rows)

    def complete(self, *, only_chosen: bool = False) -> bool:
        """Take the completion under the cursor, or else the first; False when there is none.

        Without completions, what the error says was probably meant is taken.
        """
        error, chosen = self._error, self._completions.chosen
        if not self._completions.is_open:
            if only_chosen or error is None or error.nearest is None:
                return False
            if self._wrong == self.text:
                self._put(error.start, error.end, quoted_if_needed(error.nearest))
            return True
        if chosen is None and only_chosen:
            return False
        item = chosen or self._completions.items[0]
        self._put(item.start, item.end, item.insert)
        return True

    def leave(self) -> None:
        """Leave the line; of completions that were gone into, only these."""
        into = self._completions.chosen is not None
        self._close()
        if not into:
            self.post_message(self.Left())

    def _offer(self, *, asked: bool = False) -> None:
        """Show what could be typed at the cursor; unasked only where something is being typed."""
        text, cursor = self._input.value, self._input.cursor_position
        typing = text[:cursor][-1:].strip() != ""
        if self._timeline is None or not self._input.has_focus or not (typing or asked):
            self._close()
            return
        from events.query import complete

        items = [
            item
            for item in complete(text, cursor, self._timeline, self.lang)
            if text[item.start : item.end] != item.insert
        ]
        column = self._input.column_of(items[0].start) + 3 if items else 0
        self._completions.offer(items, max(0, column - 1))

    def _close(self) -> None:
        self._completions.offer((), 0)
        self._say()

    def _put_quietly(self, text: str) -> None:
        with self._input.prevent(Input.Changed):
            self._input.value = text

    def _put(self, start: int, end: int, words: str) -> None:
        """Write something in the place of a part of the text."""
        text = self._input.value
        self._input.value = text[:start] + words + text[end:]
        self._input.cursor_position = start + len(words)

    def _recall(self, past: int) -> None:
        """Show an earlier query: 1 is the last one, 0 what was being typed."""
        if not 0 <= past <= len(self._history):
            return
        if self._past == 0:
            self._draft = self._input.value
        text = self._history[-past] if past else self._draft
        self.set_text(text)
        self._past = past
        self.post_message(self.Edited(text))
