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
        "chart-fold", "z", "fold", ("Fold", "折叠"),
        ("Fold long stretches without readings, each drawn with its length, or unfold them.",
         "折叠没有读数的长时段（标出长度），或展开。"),
        "chart", "chart", footer=4,
    ),
    Command(
        "chart-later", "shift+right", "pan(0.9)", ("A screen later", "后移一屏"),
        ("Move the axis by a screen to later days.", "时间轴后移一屏。"), "chart", "chart",
    ),
    Command(
        "chart-earlier", "shift+left", "pan(-0.9)", ("A screen earlier", "前移一屏"),
        ("Move the axis by a screen to earlier days.", "时间轴前移一屏。"), "chart", "chart",
    ),
    Command(
        "chart-bit-later", "ctrl+right", "pan(0.15)", ("A bit later", "略后移"),
        ("Move the axis a bit; dragging with the mouse does so too.",
         "时间轴略向后移，亦可用鼠标拖动。"),
        "chart", "chart",
    ),
    Command(
        "chart-bit-earlier", "ctrl+left", "pan(-0.15)", ("A bit earlier", "略前移"),
        ("Move the axis a bit to earlier days.", "时间轴略向前移。"), "chart", "chart",
    ),
)  # fmt: skip
