"""One line of a form: typed text, choices for what it names, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.actions import SkipAction
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input

from events.editing.table_words import TABLES
from events.names import fold
from events.queries.complete import Completion
from tui.form.values import FAULTS
from tui.language import say
from tui.text import cells, clean

if TYPE_CHECKING:
    from textual import events

    from events.toml.layout import Data
    from events.when import Lang
    from tui.form.lines import Line
    from tui.form.words import Word
    from tui.widgets.form.choices import FormChoices

LONGEST = 2000  # characters of a line


class FormLine(Input):
    """The text of a `Line`. Letters are always the input's own, for input methods."""

    DEFAULT_CSS = """
    FormLine { width: 1fr; height: 1; padding: 0 1; border: none; background: $panel; }
    FormLine:focus { border: none; background: $primary 22%; background-tint: $foreground 0%; }
    FormLine.-wrong { background: $error 18%; }
    FormLine.-wrong:focus { background: $error 28%; }
    """
    BINDINGS: ClassVar = [
        Binding("down", "choose(1)", show=False),
        Binding("up", "choose(-1)", show=False),
        Binding("tab", "take_and_leave", show=False),
        Binding("escape", "close", show=False),
        Binding("ctrl+d", "screen.delete_row", show=False),
    ]

    # The text's width is no reason to lay out the screen anew at each letter.
    virtual_size = reactive(Size(0, 0))

    @dataclass
    class Judged(Message):
        """What is wrong with the line became known, or is no longer wrong ("")."""

        line: FormLine
        fault: str

    @dataclass
    class Wanted(Message):
        """A word means nothing yet: the person wants to make it a new company, product, …"""

        line: FormLine
        word: Word

    @dataclass
    class Passed(Message):
        """The arrows lead out of the line: 1 down, -1 up."""

        line: FormLine
        rows: int

    def __init__(
        self, line: Line, choices: FormChoices, lang: Lang, *, hint: str = "", live: bool = False
    ) -> None:
        """``live``: what is wrong is said while it is being typed, and not only afterwards."""
        super().__init__(line.shown, placeholder=hint, select_on_focus=False)
        self.line = line
        self.fault = ""
        self._choices = choices
        self._lang: Lang = lang
        self._live = live
        self._new: Completion | None = None
        self._put_text: str | None = None

    def validate_value(self, value: str) -> str:
        """Nothing in the line that a terminal would not show."""
        return clean(value[:LONGEST])

    # ---- what is typed

    @property
    def typed(self) -> str:
        """The text as it is now."""
        return self.value

    @property
    def changed(self) -> bool:
        """Whether it is another than the file has."""
        return self.value != self.line.shown

    def write(self, data: Data) -> None:
        """Put what was typed into the data; raises one of `FAULTS`."""
        if self.changed:
            self.line.write(self.value, data)

    def judge(self, data: Data | None = None) -> bool:
        """See whether what was typed can be written, and say so; into ``data`` if given."""
        try:
            self.write({} if data is None else data)
        except FAULTS as error:
            self.show_fault(error.show(self._lang))
            return False
        self.show_fault("")
        return True

    def show_fault(self, fault: str) -> None:
        """Mark the line as wrong, or as right with ""."""
        self.fault = fault
        self.set_class(bool(fault), "-wrong")
        self.post_message(self.Judged(self, fault))

    @on(Input.Changed)
    def _typed(self) -> None:
        """Offer what could stand here; judge again what was wrong."""
        if self._live or self.fault:
            self.judge()
        if self.value == self._put_text:
            self._put_text = None
        elif self.has_focus:
            self._offer()

    # ---- choices

    def _offer(self, *, asked: bool = False) -> None:
        """Show the choices at the cursor: for what is being typed, or when asked for."""
        line, text = self.line, self.value
        if not line.tables:
            self._choices.close()
            return
        cursor = self.cursor_position
        word = line.word_at(text, cursor)
        if not (asked or word.text):
            self._choices.close()
            return
        items = [item for item in line.offers(text, cursor) if asked or text != item.insert]
        known = not word.text or line.is_known(word.text)
        if known and not asked:  # a whole name: only what goes on from it is worth a word
            part = fold(word.text)
            items = [item for item in items if part in fold(item.insert)]
        self._new = None
        if not known and line.makes is not None:
            self._new = Completion(
                word.start,
                word.end,
                f"+ {word.text}",
                new_words(line.makes, self._lang),
                "",
            )
            items.append(self._new)
        column = cells(text[: word.start]) - self.scroll_offset.x + 1
        self._choices.offer_at(items, self.region, max(0, column))
        if asked:
            there = [n for n, item in enumerate(items) if item.insert == text]
            self._choices.highlight(there[0] if there else 0)
        elif not known and items and items[0] is not self._new:
            self._choices.highlight(0)

    def take(self) -> bool:
        """Put in the choice under the cursor, if there is one."""
        chosen = self._choices.chosen if self._choices.is_open and self.has_focus else None
        if chosen is None:
            return False
        self.put(chosen)
        return True

    def put(self, item: Completion) -> None:
        """Write a choice in the place of the word, or ask for a new name."""
        self._choices.close()
        word = self.line.word_at(self.value, self.cursor_position)
        if item is self._new:
            self.post_message(self.Wanted(self, word))
        else:
            self.put_word(item.start, item.end, item.insert)

    def put_word(self, start: int, end: int, text: str) -> None:
        """Write something in the place of a part of the text."""
        whole = self.value[:start] + text + self.value[end:]
        self._put_text = None if whole == self.value else whole
        self.value = whole
        self.cursor_position = start + len(text)
        self._choices.close()

    # ---- keys

    def action_choose(self, rows: int) -> None:
        """Move among the choices, show them, or leave the line upwards or downwards."""
        if self._choices.is_open:
            self._choices.move(rows)
        elif rows > 0 and self.line.tables:
            self._offer(asked=True)
        else:
            self.post_message(self.Passed(self, rows))

    def action_take_and_leave(self) -> None:
        """Take the choice under the cursor and go to the next line."""
        chosen = self._choices.chosen
        self.take()
        if chosen is None or chosen is not self._new:
            self.screen.focus_next()

    def action_close(self) -> None:
        """Close the choices; when they are closed, the key is the screen's."""
        if not self._choices.is_open:
            raise SkipAction
        self._choices.close()

    async def action_submit(self) -> None:
        """Take the choice; without any, go to the next line."""
        word = self.line.word_at(self.value, self.cursor_position)
        if self.take():
            return
        if self.line.makes and word.text and not self.line.is_known(word.text):
            self._choices.close()
            self.post_message(self.Wanted(self, word))
            return
        await super().action_submit()

    def _on_focus(self, event: events.Focus) -> None:
        super()._on_focus(event)
        cursor = Region(self._cursor_offset, 0, 1, 1)
        self.scroll_to_region(cursor, force=True, animate=False)

    def _on_blur(self, event: events.Blur) -> None:
        super()._on_blur(event)
        self.scroll_to(0, force=True, animate=False)  # a narrow cell shows how its text begins
        self._choices.close()
        if self.changed or self.fault:
            self.judge()


def new_words(table: str, lang: Lang) -> str:
    """What it is called to make something new of a table."""
    name = TABLES[table]
    return say(lang, f"new {name.one}", f"新建{name.zh}")
