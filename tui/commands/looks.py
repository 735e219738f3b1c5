"""The commands that choose a look and move in time, and so are those of every look."""

from __future__ import annotations

from tui.commands.command import Command

COMMANDS: tuple[Command, ...] = (
    Command(
        "list", "1", "look('list')", ("List", "列表"),
        ("What happened, by year and month.", "按年月列出发生的事。"), "look", footer=1,
    ),
    Command(
        "lanes", "2", "look('lanes')", ("Lanes", "泳道"),
        ("When it happened: a lane for each company, product or kind on a time axis.",
         "何时发生：时间轴上每家公司、每个产品或每种类型一条泳道。"), "look", footer=2,
    ),
    Command(
        "chart", "3", "look('chart')", ("Chart", "图表"),
        ("How the figures moved: readings over time.", "数值如何变化：读数随时间的曲线。"),
        "look", footer=3,
    ),
    Command(
        "compare", "4", "look('compare')", ("Compare", "对比"),
        ("Who was first, and how fast: aligned at a day, measured, answered, around.",
         "谁先谁后、快慢如何：对齐起点、测量间隔、回应与前后。"), "look", footer=4,
    ),
    Command(
        "coverage", "5", "look('coverage')", ("Coverage", "覆盖"),
        ("What is recorded and what is not: companies by quarter.",
         "哪些有记录、哪些没有：公司与季度。"), "look", footer=5,
    ),
    Command(
        "left", "left", "sideways(-1)", ("Left", "向左"),
        ("Move left; in Lanes to the event or crowd before.", "左移；在泳道中转到前一个事件。"),
        "move",
    ),
    Command(
        "right", "right", "sideways(1)", ("Right", "向右"),
        ("Move right; in Lanes to the next event or crowd.", "右移；在泳道中转到后一个事件。"),
        "move",
    ),
    Command(
        "zoom-in", "plus,equals_sign", "zoom(1)", ("Zoom in", "放大"),
        ("Show less time, larger, around the cursor.", "以光标为中心放大时间轴。"), "move",
    ),
    Command(
        "zoom-out", "minus", "zoom(-1)", ("Zoom out", "缩小"),
        ("Show more time.", "缩小，显示更长时间。"), "move",
    ),
    Command(
        "fit", "0", "zoom(0)", ("Fit", "适合"),
        ("Show the whole selection.", "显示整个选择。"), "move",
    ),
)  # fmt: skip
