"""The conflict screen: an event was changed on the disk while it was edited here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from events.toml.reshape import same
from tui.language import say
from tui.screens.left_once import LeftOnce
from tui.text import clean, wrap
from tui.widgets.conflict_pane import STACKED, ConflictPane, Field, Side
from tui.widgets.form.keys import FormKey, FormKeys

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events
    from textual.app import ComposeResult

    from events.when import Lang


class ConflictScreen(LeftOnce[dict[str, Any] | None]):
    """Theirs and mine, field by field; the answer is the event as it is to be, or None.

    A field that only one side changed is taken from that side; of one that both changed the person
    must say which.
    """

    DEFAULT_CSS = """
    ConflictScreen { layout: vertical; }
    ConflictScreen > Static { padding: 0 1; height: auto; }
    ConflictScreen #title { height: 1; background: $panel; text-style: bold; }
    ConflictScreen #sides { height: 1; border: none; }
    ConflictScreen #sides Static { width: 1fr; padding: 0 1; color: $secondary; text-style: bold; }
    """
    BINDINGS: ClassVar = [
        Binding("enter", "save", show=False, priority=True),
        Binding("m", "all('mine')", show=False),
        Binding("t", "all('theirs')", show=False),
        Binding("escape,q", "dismiss(None)", show=False),
    ]
    AUTO_FOCUS = "ConflictPane"

    def __init__(
        self,
        event_id: str,
        file: str,
        lang: Lang,
        *,
        read: Mapping[str, Any] | None,
        theirs: Mapping[str, Any],
        mine: Mapping[str, Any],
    ) -> None:
        """``read`` is the event as the edit began from it; None if that is not known any more."""
        super().__init__()
        self._event_id = event_id
        self._file = file
        self._lang: Lang = lang
        self._theirs = theirs
        self._fields, picks = differing(read, theirs, mine)
        self._pane = ConflictPane(self._fields, picks, lang)

    def compose(self) -> ComposeResult:
        """What happened, the two columns, the keys."""
        lang = self._lang
        yield Static(say(lang, "Changed on both sides", "双方都已改动"), id="title", markup=False)
        yield Static(id="happened")
        with Horizontal(id="sides"):
            yield Static(say(lang, "Theirs: on disk now", "对方的：磁盘上的现状"), markup=False)
            yield Static(say(lang, "Mine", "我的"), markup=False)
        yield self._pane
        keys = (
            FormKey("enter", "save", "Save", "保存"),
            FormKey("left", "pick('theirs')", "Take theirs", "取对方"),
            FormKey("right", "pick('mine')", "Take mine", "取我的"),
            FormKey("escape", "dismiss(None)", "Back", "返回"),
            FormKey("t", "all('theirs')", "All theirs", "全取对方"),
            FormKey("m", "all('mine')", "All mine", "全取我的"),
        )
        yield FormKeys(keys, lang)

    def on_resize(self, event: events.Resize) -> None:
        """Break the sentence anew; name the columns only where there are two."""
        words = say(
            self._lang,
            f"{self._file} was changed on disk while {self._event_id} was edited here."
            " Nothing is written yet.",
            f"在此编辑 {self._event_id} 期间，{self._file} 已在磁盘上被改动。尚未写入任何内容。",
        )
        lines = wrap(clean(words), max(10, event.size.width - 2))
        self.query_one("#happened", Static).update(Content("\n".join(lines)))
        self.query_one("#sides").display = event.size.width - 2 >= STACKED

    def action_pick(self, side: Side) -> None:
        """Take a side of the field under the cursor."""
        self._pane.action_pick(side)

    def action_all(self, side: Side) -> None:
        """Take one side of every field."""
        self._pane.pick_all(side)

    def action_save(self) -> None:
        """Answer with the event as picked; first every field must have been decided."""
        if self._pane.go_to_unpicked():
            self.notify(
                say(
                    self._lang,
                    "Both changed this: ← takes theirs, → mine.",
                    "此项双方都有改动：← 取对方，→ 取我的。",
                ),
                markup=False,
            )
            return
        picked = dict(self._theirs)
        for field, side in zip(self._fields, self._pane.picks, strict=True):
            value = field.theirs if side == "theirs" else field.mine
            if value is None:
                picked.pop(field.key, None)
            else:
                picked[field.key] = value
        self.dismiss(picked)


def differing(
    read: Mapping[str, Any] | None, theirs: Mapping[str, Any], mine: Mapping[str, Any]
) -> tuple[list[Field], list[Side | None]]:
    """The fields that differ, and of each the side that alone changed it, None if both did."""
    fields: list[Field] = []
    picks: list[Side | None] = []
    for key in dict.fromkeys((*theirs, *mine)):
        one, other = theirs.get(key), mine.get(key)
        if same(one, other):
            continue
        was = read.get(key) if read is not None else None
        by_mine = read is not None and same(one, was)
        by_theirs = read is not None and same(other, was)
        fields.append(Field(key, one, other, both=not (by_mine or by_theirs)))
        picks.append("mine" if by_mine else "theirs" if by_theirs else None)
    return fields, picks
