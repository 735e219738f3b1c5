"""The commands on saved views, the way back, what was known when, and the days in sight."""

from __future__ import annotations

from tui.commands.command import Command

COMMANDS: tuple[Command, ...] = (
    Command(
        "views", "v", "views", ("Saved views", "已保存的视图"),
        ("Open a saved view, or save this query and look.",
         "打开已保存的视图，或保存当前查询与视图。"),
        "look", footer=6,
    ),
    Command(
        "go-back", "alt+left,ctrl+o", "go_back", ("Go back", "后退"),
        ("Go back to what was asked for before.", "回到之前的查询。"), "find",
    ),
    Command(
        "go-forward", "alt+right", "go_forward", ("Go forward", "前进"),
        ("Go forward again after going back.", "后退之后再前进。"), "find",
    ),
    Command(
        "as-known", "K", "as_known", ("As known on", "当时已知"),
        ("Show only what the sources published by a day had said; or all again.",
         "只看某日之前发布的来源所说的内容；再按恢复全部。"), "find",
    ),
    Command(
        "earlier-known", "comma", "known_step(-1)", ("Known before", "更早已知"),
        ("As known on a day: the day before on which a source came out.",
         "当时已知：前一个有来源发布的日子。"), "find",
    ),
    Command(
        "later-known", "full_stop", "known_step(1)", ("Known after", "更晚已知"),
        ("As known on a day: the next day on which a source came out.",
         "当时已知：后一个有来源发布的日子。"), "find",
    ),
    Command(
        "earlier", "less_than_sign", "move_window(-1)", ("Earlier", "更早"),
        ("Show earlier days, by half of what is in sight.", "显示更早的时间，移动半屏。"), "move",
    ),
    Command(
        "later", "greater_than_sign", "move_window(1)", ("Later", "更晚"),
        ("Show later days, by half of what is in sight.", "显示更晚的时间，移动半屏。"), "move",
    ),
    Command(
        "fewer-days", "left_parenthesis", "resize_window(1)", ("Fewer days", "缩短时段"),
        ("Show half of the days, around the cursor.", "以光标为中心，只显示一半的日期。"), "move",
    ),
    Command(
        "more-days", "right_parenthesis", "resize_window(-1)", ("More days", "延长时段"),
        ("Show twice as many days.", "显示两倍的日期。"), "move",
    ),
    Command(
        "only-these-days", "i", "only_window", ("Only these days", "限于这段时间"),
        ("Narrow the query to the days in sight.", "将查询限定于屏幕上的日期。"), "find",
    ),
    Command(
        "next-peak", "w", "peak(1)", ("Next busy time", "下一密集时段"),
        ("Go to the first event of the next busy time.", "转到下一个密集时段的第一个事件。"),
        "move",
    ),
    Command(
        "previous-peak", "W", "peak(-1)", ("Busy time before", "上一密集时段"),
        ("Go to the first event of the busy time before.", "转到上一个密集时段的第一个事件。"),
        "move",
    ),
)  # fmt: skip
