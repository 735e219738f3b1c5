"""The commands of Compare."""

from __future__ import annotations

from tui.commands.command import Command

COMMANDS: tuple[Command, ...] = (
    Command(
        "compare-mode", "l", "next_mode(1)", ("Next way", "下一种方式"),
        ("Align at zero, measure between marks, lag and response, or what is around.",
         "依次切换：对齐起点、测量间隔、滞后与回应、前后事件。"),
        "compare", "compare", footer=1,
    ),
    Command(
        "compare-choose", "c", "choose", ("Choose", "选择"),
        ("Choose the anchor, the lanes and the milestones; who answers whom; or how many days.",
         "选择起点、行与里程碑；谁回应谁；或前后多少天。"),
        "compare", "compare", footer=2,
    ),
)  # fmt: skip
