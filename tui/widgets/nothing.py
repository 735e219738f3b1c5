"""What a pane says where no event is to be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.language import say

if TYPE_CHECKING:
    from events.when import Lang


def nothing_words(lang: Lang, *, has_events: bool) -> str:
    """Why there is nothing; ``has_events``: the timeline has some, and the query finds none."""
    if has_events:
        en, zh = "Nothing matches. Esc clears the query.", "没有匹配的事件。按 Esc 清除查询。"
        return say(lang, en, zh)
    return say(
        lang, "There are no events here yet. Press a to add one.", "这里还没有事件。按 a 新增。"
    )
