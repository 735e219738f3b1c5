"""What the keys do in the panes beside a look: hints of the bottom line while one has the focus.

Most of these keys are Textual's own in such a pane, and are told here only.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Pane = Literal["query", "facets", "facet-search", "details"]


class Hint(NamedTuple):
    """A key, and what it does there; with ``command`` the key is the person's own for that."""

    key: str
    en: str
    zh: str
    command: str = ""


HINTS: dict[Pane, tuple[Hint, ...]] = {
    "query": (
        Hint("enter", "Done", "完成"),
        Hint("tab", "Complete", "补全"),
        Hint("down", "Choose", "选择"),
        Hint("up", "Earlier", "历史查询"),
        Hint("escape", "Leave", "离开"),
    ),
    "facets": (
        Hint("space", "Tick", "勾选", "tick"),
        Hint("F", "Find", "查找", "find-facet"),
        Hint("escape", "Back", "返回", "back"),
    ),
    "facet-search": (
        Hint("enter", "To the names", "转到结果"),
        Hint("escape", "All names", "全部名称"),
    ),
    "details": (
        Hint("down", "Links, scroll", "链接、滚动"),
        Hint("enter", "Follow", "打开链接", "details"),
        Hint("escape", "Back", "返回", "back"),
        Hint("o", "Open source", "打开来源", "open-source"),
        Hint("y", "Copy", "复制", "copy"),
    ),
}
ALONE: frozenset[Pane] = frozenset(("query", "facet-search"))
"""Where letters are typed: no other key does what it does elsewhere."""
