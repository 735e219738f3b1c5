"""A dialog that asks what to change in all marked events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.date_shifts import read_shift
from tui.language import say
from tui.screens.in_steps import InSteps
from tui.screens.with_list import Options
from tui.text import clean
from tui.widgets.form.keys import FormKeys
from tui.widgets.sentences import Sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult

    from events.editing.changes import Change
    from events.timeline import Field, Timeline
    from events.when import Lang

What = Literal[
    "kind", "status", "+tags", "-tags", "+companies", "-companies", "+products", "-products", "date"
]
WHATS: dict[What, tuple[str, str]] = {
    "kind": ("Set the kind", "设定类型"),
    "status": ("Set the status", "设定状态"),
    "+tags": ("Add a tag", "添加标签"),
    "-tags": ("Remove a tag", "移除标签"),
    "+companies": ("Add a company", "添加公司"),
    "-companies": ("Remove a company", "移除公司"),
    "+products": ("Add a product", "添加产品"),
    "-products": ("Remove a product", "移除产品"),
    "date": ("Shift the dates", "平移日期"),
}
_FIELDS: dict[str, Field] = {
    "kind": "kind",
    "status": "status",
    "tags": "tag",
    "companies": "company",
    "products": "product",
}
_OFFERED = 200  # values listed at most; typing finds the others


@dataclass(frozen=True, slots=True)
class BulkStep:
    """What is to be done, and with what value: an id, a tag, or how far dates are to move."""

    what: What
    value: str

    def build(self, timeline: Timeline, ids: Sequence[str]) -> Change:
        """The change of these events. May raise `Refusal`."""
        from events import edits

        if self.what == "date":
            days, months = read_shift(self.value) or (0, 0)
            return edits.shift_dates(timeline, ids, days=days, months=months)
        if self.what[0] == "+":
            return edits.add_word(timeline, ids, self.what[1:], self.value)
        if self.what[0] == "-":
            return edits.remove_word(timeline, ids, self.what[1:], self.value)
        return edits.set_fields(timeline, ids, {self.what: self.value})


class BulkEdit(InSteps[BulkStep | None]):
    """First what to change, then the value; the answer is both."""

    LIST = "values"

    def __init__(
        self,
        timeline: Timeline,
        ids: Sequence[str],
        lang: Lang,
        *,
        step: BulkStep | None = None,
        why: str = "",
    ) -> None:
        """Ask about the events with these ids; ``step`` was asked for before and refused: why."""
        super().__init__()
        self._timeline = timeline
        self._ids = ids
        self._lang: Lang = lang
        self._first = step
        self._why = why
        self._what: What | None = None
        self._values: list[str] = []

    def compose(self) -> ComposeResult:
        """Title, why it was refused, what to change, the value, keys."""
        lang, count = self._lang, len(self._ids)
        with Vertical():
            yield Sentences(
                say(lang, f"Change {count:,} marked events", f"修改已标记的 {count:,} 个事件")
                if count > 1
                else say(lang, "Change the marked event", "修改已标记的事件"),
                id="title",
                markup=False,
            )
            yield Sentences(Content(clean(self._why)), id="why")
            options = [Option(say(lang, *names)) for names in WHATS.values()]
            yield Options(*options, id="what", markup=False)
            yield Sentences("", id="which", markup=False)
            yield Input(id="value")
            yield Options(id="values", markup=False)
            yield Sentences("", id="reading", markup=False)
            yield FormKeys(self.KEYS, lang)

    def on_mount(self) -> None:
        """Begin with what to change, or where it was refused."""
        self.query_one("#why").display = bool(self._why)
        if self._first is not None:
            self._ask_value(self._first.what, self._first.value)
        else:
            self._ask_what()

    def _ask_what(self) -> None:
        self._show(value=False)
        choices = self.query_one("#what", OptionList)
        choices.highlighted = list(WHATS).index(self._what) if self._what else 0
        self._what = None
        choices.focus()

    def _ask_value(self, what: What, value: str = "") -> None:
        self._what = what
        self._show(value=True)
        line = self.query_one("#value", Input)
        line.placeholder = {
            "date": say(
                self._lang, "+7 days, -1 month, 1 year 2 months", "+7 天、-1 个月、1年2个月"
            ),
            "+tags": say(self._lang, "a tag, known or new", "已有或新的标签"),
        }.get(what, say(self._lang, "type to find", "输入以查找"))
        line.value = value
        self._offer(value)
        line.focus()

    def _show(self, *, value: bool) -> None:
        self.query_one("#what").display = not value
        self.query_one("#value").display = value
        self.query_one("#values").display = value and self._what != "date"
        self.query_one("#reading").display = value
        which = self.query_one("#which", Static)
        which.display = value
        which.update(say(self._lang, *WHATS[self._what]) if self._what else "")

    @on(OptionList.OptionSelected, "#what")
    def _what_chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._ask_value(list(WHATS)[event.option_index])

    @on(OptionList.OptionSelected, "#values")
    def _value_chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._answer(self._values[event.option_index])

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if self._first is None or event.value != self._first.value:
            self.query_one("#why").display = False
        self._offer(event.value)

    def _offer(self, typed: str) -> None:
        """List the values that hold what is typed, and say how it is read."""
        if self._what is None:
            return
        lang = self._lang
        values = self.query_one("#values", OptionList)
        if self._what == "date":
            shift = read_shift(typed)
            words = _shift_words(*shift, lang) if shift else self._how_to_shift(typed)
            quiet = "$warning" if typed.strip() else "$foreground 60%"
            self.say_reading(words, "$accent" if shift else quiet)
            return
        known = list(self._known(typed))
        self._values = [value for value, _, _ in known]
        self.list_options(values, [(label, detail) for _, label, detail in known])
        self.say_reading("" if known else self._nothing(typed))

    def _nothing(self, typed: str) -> str:
        lang = self._lang
        if typed.strip():
            return say(
                lang,
                "Nothing is called so: type a part of a name or an id.",
                "没有这样的名称：请输入名称或 id 的一部分。",
            )
        if self._what == "+tags":
            return say(lang, "No tags yet: type a new one.", "尚无标签：请输入新标签。")
        return say(lang, "The marked events have none.", "已标记的事件中没有此项。")

    def _how_to_shift(self, typed: str) -> str:
        if not typed.strip():
            return say(
                self._lang, "How far: days, weeks, months, years.", "移动多少：天、周、月、年。"
            )
        return say(
            self._lang,
            "Not understood: a number and d, w, m or y, such as -2 weeks.",
            "无法理解：请输入数字加天、周、月或年，如 -2 周。",
        )

    def _known(self, typed: str) -> Iterator[tuple[str, str, str]]:
        """Values that may be meant: each with its name and what helps to choose it."""
        assert self._what is not None
        timeline, what = self._timeline, self._what
        field = _FIELDS[what.lstrip("+-")]
        names = timeline.names_of(field)
        counts = dict.fromkeys(names, 0)
        for number in map(timeline.number_of.__getitem__, self._ids):
            for value in self._values_of(field, number):
                counts[value] = counts.get(value, 0) + 1
        part = typed.strip()
        held = set(names.holding(_folded(part))) if part else None
        shown = 0
        for value, count in sorted(counts.items(), key=lambda item: -item[1]):
            if (what[0] == "-" and not count) or (held is not None and value not in held):
                continue
            if shown == _OFFERED:
                break
            shown += 1
            label = timeline.label(field, value, self._lang)
            yield value, label, self._detail(value, label, count)
        if what == "+tags" and part and part not in counts:
            yield part, part, say(self._lang, "new", "新")

    def _detail(self, value: str, label: str, count: int) -> str:
        words = [clean(value)] if value != label else []
        if count:
            words.append(say(self._lang, f"{count:,} have it", f"{count:,} 个已有"))
        return "  ".join(words)

    def _values_of(self, field: Field, number: int) -> Sequence[str]:
        event = self._timeline.events[number]
        if field == "company":
            return event.companies
        if field == "product":
            return event.products
        if field == "tag":
            return event.tags
        value = event.kind if field == "kind" else event.status
        return (value,) if value else ()

    def action_choose(self) -> None:
        """Take what is highlighted, or what is typed."""
        if self._what is None:
            self.query_one("#what", OptionList).action_select()
        elif self._what == "date":
            typed = self.query_one("#value", Input).value
            if read_shift(typed):
                self._answer(typed.strip())
        else:
            at = self.query_one("#values", OptionList).highlighted
            if at is not None and at < len(self._values):
                self._answer(self._values[at])

    def _answer(self, value: str) -> None:
        if self._what is not None:
            self.dismiss(BulkStep(self._what, value))

    def action_back(self) -> None:
        """Back to what to change, then out."""
        if self._what is None:
            self.dismiss(None)
        else:
            self.query_one("#why").display = False
            self._ask_what()


def _folded(text: str) -> str:
    from events.names import fold

    return fold(text)


def _shift_words(days: int, months: int, lang: Lang) -> str:
    """How far dates move, in words: 2 months and 3 days later."""
    parts = []
    for number, one, zh in ((months, "month", "个月"), (days, "day", "天")):
        if number:
            size = f"{abs(number):,}"
            many = "" if size == "1" else "s"
            parts.append((number > 0, say(lang, f"{size} {one}{many}", f" {size} {zh}")))
    ways = {True: say(lang, "later", "后移"), False: say(lang, "earlier", "前移")}
    if len({way for way, _ in parts}) == 1:
        size = say(lang, " and ", "").join(size for _, size in parts)
        parts = [(parts[0][0], size)]
    moves = [say(lang, f"{size} {ways[way]}", f"{ways[way]}{size}") for way, size in parts]
    return say(lang, ", ", "，").join(moves)
