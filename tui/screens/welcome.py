"""The first thing a newcomer sees, once ever: five lines on what the keys do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.commands import BY_ID, shown_key
from tui.language import say
from tui.screens.left_once import Dialog
from tui.text import cells, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from textual import events
    from textual.app import ComposeResult

    from events.when import Lang
    from tui.access import Access

_KEYS = 12  # cells of the left column


class Welcome(Dialog[None]):
    """Any key and any click leaves it."""

    DEFAULT_CSS = """
    Welcome { align: center middle; }
    Welcome > Vertical {
        width: 76; max-width: 100%; height: auto; max-height: 100%;
        background: $panel; border: round $border; padding: 0 2;
    }
    Welcome Static { height: auto; }
    """
    AUTO_FOCUS: ClassVar[str | None] = ""

    def __init__(self, lang: Lang, own_keys: Mapping[str, str], access: Access) -> None:
        """``own_keys`` are the keys a person gave to commands, by command id."""
        super().__init__()
        self._lang = lang
        self._own_keys = own_keys
        self._access = access

    def compose(self) -> ComposeResult:
        """One text in a frame."""
        with Vertical():
            yield Static(markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Lay the text out anew for the width there is."""
        lines = self._text(min(76, event.size.width) - 7)
        self.query_one(Static).update(Content("\n").join(lines))

    def _text(self, width: int) -> Iterator[Content]:
        lang = self._lang
        yield Content.styled(say(lang, "Welcome to dateline", "欢迎使用 dateline"), "bold $primary")
        yield Content("")
        for keys, words in self._lines():
            left = keys
            for line in wrap(words, max(10, width - _KEYS)):
                gap = " " * (_KEYS - cells(left))
                yield Content.assemble((left, "bold $accent"), gap, line)
                left = ""
        yield Content("")
        leave = say(lang, "Any key begins. This is shown once.", "按任意键开始。此页只显示一次。")
        yield Content.styled(leave, "$foreground 60%")

    def _lines(self) -> Iterator[tuple[str, str]]:
        lang, key = self._lang, self._key
        yield (
            f"{key('down')} {key('up')} {key('details')}",
            say(lang, "move, and read what is under the cursor", "移动；阅读光标所在的事件"),
        )
        yield (
            key("query"),
            say(
                lang,
                "find: words, company:…, since:2025, mau>1M",
                "查找：词语、company:…、since:2025、mau>100万",
            ),
        )
        yield (
            f"{key('list')} – {key('coverage')}",
            say(
                lang,
                "look: list, lanes, chart, compare, coverage",
                "视图：列表、泳道、图表、对比、覆盖",
            ),
        )
        if self._access == "edit":
            yield (
                f"{key('add')} {key('edit')} {key('undo')}",
                say(lang, "add an event, edit one, undo", "新增事件、编辑、撤销"),
            )
        elif self._access == "copy":
            yield (
                key("edit"),
                say(
                    lang,
                    "edit, in a copy: this one is an example. Your own: dateline init DIR",
                    "编辑（先复制）：这是示例。新建自己的：dateline init DIR",
                ),
            )
        else:
            yield key("export"), say(lang, "write what is shown into a file", "将所显示的写入文件")
        yield (
            f"{key('help')} {key('language')} {key('quit')}",
            say(lang, "help with everything, 中文, quit", "全部帮助、English、退出"),
        )

    def _key(self, command: str) -> str:
        """The first key of a command, the person's own where there is one."""
        keys = self._own_keys.get(command, BY_ID[command].keys)
        return shown_key(keys.split(",")[0].strip())

    def on_key(self, event: events.Key) -> None:
        """Leave; the key does nothing else."""
        event.stop()
        self.dismiss(None)

    def on_click(self) -> None:
        """Leave."""
        self.dismiss(None)
