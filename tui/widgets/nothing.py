"""What a pane says where no event is to be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.language import say

if TYPE_CHECKING:
    from events.timeline import Timeline
    from events.when import Lang


def is_broken(timeline: Timeline) -> bool:
    """Whether there are no events, and it may be for an error in the files."""
    return not len(timeline) and any(problem.level == "error" for problem in timeline.problems)


def nothing_words(timeline: Timeline, lang: Lang) -> str:
    """Why there is nothing: the query finds none, or none could be read, or there is none yet."""
    if len(timeline):
        en, zh = "Nothing matches. Esc clears the query.", "没有匹配的事件。按 Esc 清除查询。"
    elif is_broken(timeline):
        en, zh = "No event here could be read. p shows why.", "未能读出任何事件。按 p 查看原因。"
    else:
        en, zh = "There are no events here yet. Press a to add one.", "这里还没有事件。按 a 新增。"
    return say(lang, en, zh)
