"""The commands of Lanes."""

from __future__ import annotations

from tui.commands.command import Command

COMMANDS: tuple[Command, ...] = (
    Command(
        "lanes-by", "l", "next_field", ("Lanes by", "泳道依据"),
        ("Lanes by company, product, kind, source or tag, one after the other.",
         "依次按公司、产品、类型、来源、标签分泳道。"),
        "lanes", "lanes", footer=1,
    ),
    Command(
        "lanes-menu", "b", "choose_lanes", ("Choose lanes", "选择泳道"),
        ("Pick what there is a lane for each of, and their order.", "选择泳道的依据与顺序。"),
        "lanes", "lanes",
    ),
    Command(
        "lanes-order", "r", "next_order", ("Order lanes", "泳道顺序"),
        ("Order lanes by first event, number of events or name.",
         "按首个事件、事件数或名称排列泳道。"),
        "lanes", "lanes",
    ),
    Command(
        "lanes-fold", "z", "fold", ("Fold", "折叠"),
        ("Fold long stretches without events, each drawn with its length, or unfold them.",
         "折叠没有事件的长时段（标出长度），或展开。"),
        "lanes", "lanes", footer=2,
    ),
    Command(
        "lanes-collapse", "c", "collapse", ("Collapse", "收起"),
        ("Collapse the lanes below this one's parent into it, or expand them.",
         "将下级泳道收进上级，或展开。"),
        "lanes", "lanes", footer=3,
    ),
    Command(
        "lanes-collapse-all", "C", "collapse_all", ("Collapse all", "全部收起"),
        ("Collapse all parents, or expand them.", "收起所有上级泳道，或全部展开。"),
        "lanes", "lanes",
    ),
    Command(
        "lanes-later", "shift+right", "pan(1)", ("A screen later", "后移一屏"),
        ("Move the axis by a screen; the cursor stays, and → then takes the first event in sight.",
         "时间轴后移一屏；光标留在原事件，再按 → 则到视野内第一个。"),
        "lanes", "lanes",
    ),
    Command(
        "lanes-earlier", "shift+left", "pan(-1)", ("A screen earlier", "前移一屏"),
        ("Move the axis by a screen to earlier days.", "时间轴前移一屏。"), "lanes", "lanes",
    ),
    Command(
        "lanes-bit-later", "ctrl+right", "pan(0.15)", ("A bit later", "略后移"),
        ("Move the axis a bit; dragging with the mouse does so too.",
         "时间轴略向后移，亦可用鼠标拖动。"),
        "lanes", "lanes",
    ),
    Command(
        "lanes-bit-earlier", "ctrl+left", "pan(-0.15)", ("A bit earlier", "略前移"),
        ("Move the axis a bit to earlier days.", "时间轴略向前移。"), "lanes", "lanes",
    ),
)  # fmt: skip
