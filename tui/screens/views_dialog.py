"""The dialog of the saved views: open one, save what is shown, rename, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from events.editing.saved_views import find_view
from events.names import every_language, in_language
from tui.commands import BY_ID
from tui.language import say
from tui.screens.with_list import Options, WithList
from tui.text import cells, clean, cut, fit
from tui.widgets.form.keys import FormKey, FormKeys
from tui.widgets.sentences import Sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult

    from events.when import Lang
    from tui.kept_views import KeptView

_WIDEST = 100
_NUMBERED = 9  # the views that have a number key


class ViewAnswer(NamedTuple):
    """What is to be done: with which view, and under what name."""

    do: Literal["open", "save", "rename", "delete"]
    kept: KeptView | None = None
    name: str = ""


class ViewsDialog(WithList[ViewAnswer | None]):
    """The views by name, look and query; the answer is what to do, or None."""

    DEFAULT_CSS = """
    ViewsDialog { align: center middle; }
    ViewsDialog > Vertical {
        width: 92%; max-width: 100; height: auto; max-height: 90%;
        background: $panel; border: round $border;
    }
    ViewsDialog Static { height: auto; padding: 0 1; }
    ViewsDialog #title { text-style: bold; color: $primary; }
    ViewsDialog #empty { color: $foreground 60%; }
    ViewsDialog #fault { color: $warning; }
    ViewsDialog OptionList {
        height: auto; width: 100%; padding: 0; background: $panel;
        text-wrap: nowrap;
    }
    ViewsDialog Input {
        border: none; height: 1; padding: 0 1; background: $surface; display: none;
    }
    ViewsDialog Input:focus { border: none; }
    ViewsDialog.-naming Input { display: block; }
    """
    BINDINGS: ClassVar = [
        Binding("escape", "leave", show=False),
        Binding("q,v", "dismiss(None)", show=False),
        Binding("j", "cursor('down')", show=False),
        Binding("k", "cursor('up')", show=False),
        Binding("enter", "choose", show=False),
        Binding("s", "save", show=False),
        Binding("r", "rename", show=False),
        Binding("x,delete", "delete", show=False),
        *(Binding(str(n), f"open({n})", show=False) for n in range(1, _NUMBERED + 1)),
    ]
    AUTO_FOCUS = "OptionList"

    def __init__(
        self, views: Sequence[KeptView], lang: Lang, *, at: int = 0, why_not: str = ""
    ) -> None:
        """Begin with the cursor at a view; ``why_not`` says why what is shown cannot be saved."""
        super().__init__()
        self._views = views
        self._lang: Lang = lang
        self._at = max(0, min(at, len(views) - 1))
        self._why_not = why_not
        self._naming: Literal["save", "rename"] | None = None
        self._confirmed = ""  # what the next press of the same key would do away with

    def compose(self) -> ComposeResult:
        """Title, views, the name to type, what is wrong, keys."""
        lang = self._lang
        with Vertical():
            yield Sentences(say(lang, "Saved views", "已保存的视图"), id="title")
            if not self._views:
                words = say(
                    lang,
                    "None yet: s saves this query and look.",
                    "尚无：按 s 保存当前查询与视图。",
                )
                yield Sentences(Content(words), id="empty")
            options = Options(*(Option("") for _ in self._views), markup=False)
            options.display = options.can_focus = bool(self._views)
            yield options
            yield Input(placeholder=say(lang, "a name", "名称"), select_on_focus=False)
            yield Sentences("", id="fault", markup=False)
            yield FormKeys(self._keys(), lang)

    def on_mount(self) -> None:
        """Put the cursor where it was."""
        if self._views:
            self.query_one(OptionList).highlighted = self._at

    def on_resize(self) -> None:
        """Lay the lines out anew for the width there is."""
        width = max(20, min(_WIDEST, self.size.width * 92 // 100) - 5)
        options = self.query_one(OptionList)
        for place, line in enumerate(self._lines(width)):
            options.replace_option_prompt_at_index(place, line)

    def _lines(self, width: int) -> Iterator[Content]:
        lang = self._lang
        names = [clean(in_language(kept.view.name, lang)) for kept in self._views]
        looks = [BY_ID[kept.view.look].labelled(lang) for kept in self._views]
        name_cells = min(max(map(cells, names), default=0), max(12, width * 2 // 5))
        look_cells = max(map(cells, looks), default=0)
        for place, (kept, name, look) in enumerate(zip(self._views, names, looks, strict=True)):
            key = f" {place + 1}  " if place < _NUMBERED else "    "
            own = say(lang, " · not in the files", " · 不在文件中") if kept.own else ""
            rest = width - 8 - name_cells - look_cells
            query = cut(clean(kept.view.query), rest - cells(own)) if rest > cells(own) else ""
            if not query and not own:
                query = say(lang, "all events", "全部事件")
            yield Content.assemble(
                (key, "bold"),
                fit(name, name_cells),
                "  ",
                (fit(look, look_cells), "$foreground 80%"),
                "  ",
                (cut(query + own, max(0, rest)), "$foreground 60%"),
            )

    def _keys(self) -> list[FormKey]:
        """What can be done now."""
        back = FormKey("escape", "leave", "Back", "返回")
        if self._naming == "save":
            return [FormKey("enter", "choose", "Save it", "保存"), back]
        if self._naming == "rename":
            return [FormKey("enter", "choose", "Rename it", "重命名"), back]
        save = FormKey("s", "save", "Save this", "保存当前")
        if not self._views:
            return [save, back]
        return [
            FormKey("enter", "choose", "Open", "打开"),
            back,
            save,
            FormKey("r", "rename", "Rename", "重命名"),
            FormKey("x", "delete", "Delete", "删除"),
        ]

    # ---- what the person does

    @property
    def _chosen(self) -> KeptView | None:
        place = self.query_one(OptionList).highlighted
        return None if place is None or place >= len(self._views) else self._views[place]

    def action_cursor(self, way: str) -> None:
        """Move in the list."""
        options = self.query_one(OptionList)
        if way == "down":
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_open(self, number: int) -> None:
        """Open a view by its number."""
        if number <= len(self._views):
            self.dismiss(ViewAnswer("open", self._views[number - 1]))

    def action_choose(self) -> None:
        """Open the view under the cursor, or take the name that was typed."""
        if self._naming is not None:
            self._take_name(self.query_one(Input).value)
        elif self._chosen is not None:
            self.dismiss(ViewAnswer("open", self._chosen))

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_choose()

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        if self._naming is None:
            self._complain("", "")

    def action_save(self) -> None:
        """Ask for the name under which what is shown is to be saved."""
        if self._why_not:
            self._complain(self._why_not, self._why_not)
        elif self._naming is None:
            self._ask_name("save", "")

    def action_rename(self) -> None:
        """Ask for another name of the view under the cursor."""
        if self._chosen is not None and self._naming is None:
            self._ask_name("rename", in_language(self._chosen.view.name, self._lang))

    def action_delete(self) -> None:
        """Delete the view under the cursor, when asked twice."""
        kept = self._chosen
        if kept is None or self._naming is not None:
            return
        name = clean(in_language(kept.view.name, self._lang))
        if self._confirmed == f"x{name}":
            self.dismiss(ViewAnswer("delete", kept))
        else:
            self._complain(f"x again deletes “{name}”.", f"再按一次 x 删除“{name}”。")
            self._confirmed = f"x{name}"

    def action_leave(self) -> None:
        """Leave the name, or the dialog."""
        if self._naming is None:
            self.dismiss(None)
            return
        self._naming = None
        self.query_one(FormKeys).show(self._keys())
        self.remove_class("-naming")
        self._complain("", "")
        self.query_one(OptionList).focus()

    # ---- names

    def _ask_name(self, do: Literal["save", "rename"], name: str) -> None:
        self._naming = do
        self.query_one(FormKeys).show(self._keys())
        line = self.query_one(Input)
        with line.prevent(Input.Changed):
            line.value = clean(name)
        self.add_class("-naming")
        if do == "save":
            self._complain("", "")
        line.focus()
        line.cursor_position = len(line.value)

    @on(Input.Changed)
    def _typed(self) -> None:
        self._complain("", "")

    @on(Input.Submitted)
    def _entered(self, message: Input.Submitted) -> None:
        message.stop()
        self._take_name(message.value)

    def _take_name(self, typed: str) -> None:
        name = clean(typed).strip()
        if not name:
            self._complain("A view needs a name.", "视图需要名称。")
            return
        views = [kept.view for kept in self._views]
        other = find_view(views, name)
        if self._naming == "save":
            if other is None or self._confirmed == name:
                self.dismiss(ViewAnswer("save", name=name))
            else:
                self._complain(
                    f"“{name}” is there: Enter again replaces it.",
                    f"已有“{name}”：再按一次 Enter 将其替换。",
                )
                self._confirmed = name
            return
        chosen = self._chosen
        if chosen is None:
            return
        if other is not None and other is not chosen.view:
            self._complain(f"Another view is called “{name}”.", f"已有名为“{name}”的视图。")
        elif name in every_language(chosen.view.name):
            self.action_leave()
        else:
            self.dismiss(ViewAnswer("rename", chosen, name))

    def _complain(self, en: str, zh: str) -> None:
        self._confirmed = ""
        self.query_one("#fault", Static).update(Content(clean(say(self._lang, en, zh))))
        self.fit_list()
