"""The commands of the chart."""

from __future__ import annotations

from tui.commands.command import Command

COMMANDS: tuple[Command, ...] = (
    Command(
        "scale", "l", "scale", ("Scale", "坐标"),
        ("Draw values on a linear or on a logarithmic scale.", "以线性或对数坐标绘制数值。"),
        "chart", "chart", footer=1,
    ),
    Command(
        "choose-series", "c", "choose", ("Metrics", "指标"),
        ("Choose the metrics and products to chart; the choice is written into the query.",
         "选择要绘制的指标与产品；所选写入查询。"),
        "chart", "chart", footer=2,
    ),
    Command(
        "chart-table", "tab", "table", ("Table", "表格"),
        ("Show the table behind the chart, with what changed since the last reading; or the chart.",
         "显示图表背后的表格，含较上一读数的变化；再按返回图表。"),
        "chart", "chart", footer=3,
    ),
    Command(
        "chart-later", "shift+right", "pan(1)", ("Later", "更晚"),
        ("Go later by what is in sight.", "向后移动一屏。"), "chart", "chart",
    ),
    Command(
        "chart-earlier", "shift+left", "pan(-1)", ("Earlier", "更早"),
        ("Go earlier by what is in sight.", "向前移动一屏。"), "chart", "chart",
    ),
)  # fmt: skip
