"""The commands of the sources screen."""

from __future__ import annotations

from tui.commands.command import Command

COMMANDS: tuple[Command, ...] = (
    Command(
        "source-choose", "enter", "choose", ("Open", "打开"),
        ("Show the events of the source in its order; go to the event on the main screen.",
         "按原文顺序列出来源的事件；在事件上则转到主界面。"),
        "sources", "sources", footer=1,
    ),
    Command(
        "source-claims", "c", "claims", ("Claims", "各方说法"),
        ("Set the claims of different people on the same metric side by side.",
         "并列显示各方对同一指标的说法。"),
        "sources", "sources", footer=2,
    ),
    Command(
        "source-address", "o", "address", ("Open address", "打开网址"),
        ("Open the source's address in a browser.", "在浏览器中打开来源的网址。"),
        "sources", "sources", footer=3,
    ),
    Command(
        "leave-sources", "q,s", "leave", ("Leave", "离开"),
        ("Leave the sources screen.", "离开来源界面。"), "sources", "sources", footer=4,
    ),
)  # fmt: skip
