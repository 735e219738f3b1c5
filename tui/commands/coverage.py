"""The commands of Coverage: what its rows and columns are."""

from __future__ import annotations

from tui.commands.command import Command

COMMANDS: tuple[Command, ...] = (
    Command(
        "coverage-rows", "l", "rows_by", ("Rows", "行"),
        ("Rows by company, product, kind or metric.", "按公司、产品、类型或指标分行。"),
        "coverage", "coverage", footer=1,
    ),
    Command(
        "coverage-columns", "c", "columns_by", ("Columns", "列"),
        ("Columns by month, quarter, year or more.", "按月、季度、年或更长的时段分列。"),
        "coverage", "coverage", footer=2,
    ),
    Command(
        "coverage-filter", "enter", "open", ("Show only this", "只看此处"),
        ("Write the cell or entry under the cursor into the query; twice: read its first event.",
         "将光标所在单元格或条目写入查询；再按则阅读其第一个事件。"),
        "coverage", "coverage", footer=3,
    ),
)  # fmt: skip
