"""A dialog that asks what is to have another id, and which."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, cast

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from events.editing.rename import owner_of, rename
from events.editing.table_words import TABLES
from events.names import fold, in_language
from tui.language import say
from tui.screens.in_steps import InSteps
from tui.screens.with_list import Options
from tui.text import clean, cut
from tui.widgets.form.keys import FormKeys
from tui.widgets.sentences import Sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from events.columns.resolve import Table
    from events.editing.changes import Change
    from events.timeline import Field, Timeline
    from events.when import Lang

_NAMED: tuple[Table, ...] = ("company", "product", "kind", "metric", "source")
_OFFERED = 200  # things listed at most; typing finds the others


@dataclass(frozen=True, slots=True)
class Renaming:
    """What is to have another id: a row of a table, and the new id."""

    table: str
    old: str
    new: str

    def build(self, timeline: Timeline) -> Change:
        """The change of all files. May raise `Refusal`."""
        return rename(timeline, self.table, self.old, self.new)


class RenameId(InSteps[Renaming | None]):
    """First the thing, those of the event under the cursor before others; then its new id."""

    LIST = "things"

    def __init__(
        self,
        timeline: Timeline,
        current: int | None,
        lang: Lang,
        *,
        asked: Renaming | None = None,
        why: str = "",
    ) -> None:
        """Ask with the event ``current`` under the cursor; ``asked`` was refused before: why."""
        super().__init__()
        self._timeline = timeline
        self._current = current
        self._lang: Lang = lang
        self._asked = asked
        self._why = why
        self._things: list[tuple[str, str]] = []
        self._thing: tuple[str, str] | None = None

    def compose(self) -> ComposeResult:
        """Title, why it was refused, the thing, the line to type in, what may be meant, keys."""
        lang = self._lang
        with Vertical():
            yield Sentences(say(lang, "Rename an id", "修改 id"), id="title", markup=False)
            yield Sentences(Content(clean(self._why)), id="why")
            yield Sentences("", id="which", markup=False)
            yield Input(id="line")
            yield Options(id="things", markup=False)
            yield Sentences("", id="reading", markup=False)
            yield FormKeys(self.KEYS, lang)

    def on_mount(self) -> None:
        """Begin with what to rename, or where it was refused."""
        self.query_one("#why").display = bool(self._why)
        if self._asked is not None and self._knows(self._asked.table, self._asked.old):
            self._ask_id((self._asked.table, self._asked.old), self._asked.new)
        else:
            self._ask_thing()

    def _knows(self, table: str, id: str) -> bool:
        """Whether there is such a thing: the files may have been read again since it was asked."""
        timeline = self._timeline
        return id in (timeline.number_of if table == "event" else timeline.names[table])

    def _ask_thing(self) -> None:
        self._thing = None
        self._show("", say(self._lang, "type to find", "输入以查找"))
        self._offer("")

    def _ask_id(self, thing: tuple[str, str], new: str = "") -> None:
        self._thing = thing
        table, id = thing
        name = say(self._lang, TABLES[table].one, TABLES[table].zh)
        self._show(new or id, say(self._lang, "the new id", "新的 id"))
        which = Content.assemble(
            f"{name}  ", (clean(id), "bold"), "  ", cut(self._label(thing), 40)
        )
        self.query_one("#which", Static).update(which)
        self._judge(new or id)

    def _show(self, value: str, placeholder: str) -> None:
        line = self.query_one("#line", Input)
        self.query_one("#things").display = self._thing is None
        self.query_one("#which").display = self._thing is not None
        with self.prevent(Input.Changed):
            line.value = value
        line.placeholder = placeholder
        line.cursor_position = len(value)
        line.focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.query_one("#why").display = False
        if self._thing is None:
            self._offer(event.value)
        else:
            self._judge(event.value)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._ask_id(self._things[event.option_index])

    # ---- what is to be renamed

    def _offer(self, typed: str) -> None:
        """List what is known of the event under the cursor, or holds what is typed."""
        lang, part = self._lang, fold(typed.strip())
        found = self._holding(part) if part else self._here()
        self._things = list(islice(dict.fromkeys(found), _OFFERED))
        things = self.query_one("#things", OptionList)
        lines = []
        for thing in self._things:
            table, id = thing
            name = say(lang, TABLES[table].one, TABLES[table].zh)
            label = self._label(thing)
            words = [clean(id)] if label != clean(id) else []
            detail = " · ".join((name, *words, *self._uses(thing)))
            lines.append((label, detail))
        self.list_options(things, lines)
        nothing = say(
            lang,
            "Nothing is called so: type a part of a name, a title or an id.",
            "没有匹配的对象：请输入名称、标题或 id 的一部分。",
        )
        self.say_reading("" if self._things else nothing)

    def _here(self) -> Iterator[tuple[str, str]]:
        """The event under the cursor and what it names; then all the names there are."""
        timeline, number = self._timeline, self._current
        if number is not None:
            event = timeline.events[number]
            yield "event", event.id
            yield from (("product", id) for id in timeline.product_ids[number])
            yield from (("company", id) for id in timeline.company_ids[number])
            if timeline.kind_id[number]:
                yield "kind", timeline.kind_id[number]
            metrics = (reading.metric for reading in event.readings)
            yield from (("metric", id) for id in metrics if id in timeline.metrics)
            sources = (citation.source for citation in event.citations)
            yield from (("source", id) for id in sources if id in timeline.sources)
        for table in _NAMED:
            yield from ((table, id) for id in timeline.names[table])

    def _holding(self, part: str) -> Iterator[tuple[str, str]]:
        """What has the folded text in its id or a name; events also by their text."""
        timeline = self._timeline
        for find in ("beginning", "holding"):
            for table in _NAMED:
                yield from ((table, id) for id in getattr(timeline.names[table], find)(part))
        for id, text in zip(timeline.id_of, timeline.haystack, strict=True):
            if part in id or part in text:
                yield "event", id

    def _label(self, thing: tuple[str, str]) -> str:
        table, id = thing
        timeline = self._timeline
        if table != "event":
            return clean(timeline.names[table].label(id, self._lang))
        title = in_language(timeline.events[timeline.number_of[id]].title, self._lang)
        return clean(title or id)

    def _uses(self, thing: tuple[str, str]) -> list[str]:
        table, id = thing
        if table == "event":
            return []
        count = self._timeline.own_bits(cast("Field", table), id).bit_count()
        many = "" if count == 1 else "s"
        return [say(self._lang, f"{count:,} event{many}", f"{count:,} 个事件")]

    # ---- its new id

    def _judge(self, typed: str) -> bool:
        """Say what is wrong with an id; whether nothing is."""
        assert self._thing is not None
        table, old = self._thing
        new, lang = typed.strip(), self._lang
        owner = owner_of(self._timeline, table, new) if new else None
        if new in ("", old):
            self.say_reading(say(lang, "Type the new id.", "请输入新的 id。"), "$foreground 60%")
            return False
        if owner not in (None, old):
            shown = clean(str(owner))
            self.say_reading(
                say(
                    lang,
                    f"{shown} goes by that already: type another.",
                    f"{shown} 已使用该名称：请换一个。",
                )
            )
            return False
        words = say(
            lang,
            f"{clean(old)} becomes {clean(new)} wherever it is written; next, the lines.",
            f"所有写有 {clean(old)} 之处都将改为 {clean(new)}；下一步显示将改动的行。",
        )
        self.say_reading(words, "$accent")
        return True

    # ---- keys

    def action_choose(self) -> None:
        """Take what is highlighted, or what is typed."""
        if self._thing is None:
            at = self.query_one("#things", OptionList).highlighted
            if at is not None and at < len(self._things):
                self._ask_id(self._things[at])
            return
        typed = self.query_one("#line", Input).value
        if self._judge(typed):
            self.dismiss(Renaming(*self._thing, typed.strip()))

    def action_back(self) -> None:
        """Back to what to rename, then out."""
        if self._thing is None:
            self.dismiss(None)
        else:
            self.query_one("#why").display = False
            self._ask_thing()
