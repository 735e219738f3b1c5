"""The formats there are. A new one is a module with `export`, and a line in `FORMATS`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from events.exports.selection import Export, Selection
    from events.when import Lang


class Format(NamedTuple):
    """One format: its name on the command line, the extension of its files, what it is."""

    name: str
    extension: str
    en: str
    zh: str
    home: str
    """The module in this package, and with a ``:`` the function in it if that is not `export`."""
    marked: bool = False
    """Whether a file begins with a byte order mark: without one Excel takes Chinese for another
    encoding. What goes to a pipe has none."""

    def explained(self, lang: Lang) -> str:
        """What it is, in a few words."""
        return self.zh if lang == "zh" else self.en

    def export(self, selection: Selection) -> Export:
        """Export a selection; the module is imported now."""
        module, _, function = self.home.partition(":")
        exporter: Callable[[Selection], Export] = getattr(
            import_module(f"events.exports.{module}"), function or "export"
        )
        return exporter(selection)


FORMATS: dict[str, Format] = {
    form.name: form
    for form in (
        Format(
            "markdown",
            "md",
            "a readable brief with footnotes to the sources",
            "可读的简报，脚注注明来源",
            "to_markdown",
        ),
        Format(
            "html",
            "html",
            "a page with a timeline, charts and sources",
            "网页：时间线、图表与来源，单个文件",
            "to_html",
        ),
        Format(
            "svg",
            "svg",
            "a picture for a report: Lanes, or Chart where that is open",
            "报告用的矢量图：泳道；在图表中导出则为图表",
            "to_svg",
        ),
        Format(
            "csv",
            "csv",
            "a table for spreadsheets, safe from formulas",
            "电子表格，已防公式注入",
            "to_csv",
            marked=True,
        ),
        Format(
            "json",
            "json",
            "whole events in one array, as list --json prints them",
            "完整事件的数组，同 list --json",
            "to_json",
        ),
        Format(
            "jsonl",
            "jsonl",
            "one JSON object a line",
            "每行一个 JSON 对象",
            "to_json:export_lines",
        ),
        Format(
            "toml",
            "toml",
            "a timeline of its own, with the names it uses",
            "独立的时间线，含所用名称",
            "to_toml",
        ),
        Format(
            "ics",
            "ics",
            "a calendar (RFC 5545)",
            "日历（RFC 5545）",
            "to_ics",
        ),
        Format(
            "timelinejs",
            "timeline.json",
            "the JSON of TimelineJS, for a web page",
            "TimelineJS 的 JSON，用于网页",
            "to_timelinejs",
        ),
        Format(
            "markwhen",
            "mw",
            "the text of Markwhen",
            "Markwhen 文本",
            "to_markwhen",
        ),
    )
}
"""All formats by name, the most readable first."""
