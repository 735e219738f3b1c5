"""The commands of the main screen, whatever the look, and those that work everywhere."""

from __future__ import annotations

from tui.commands.command import Command

COMMANDS: tuple[Command, ...] = (
    Command(
        "query", "slash", "query", ("Query", "查询"),
        ("Type what to see: words, fields, dates, figures.", "输入查询：词、字段、日期、数值。"),
        "find", footer=1,
    ),
    Command(
        "back", "escape", "back", ("Back, clear", "返回、清除"),
        ("Close what is open, then clear the query.", "关闭当前面板；再按则清除查询。"),
        "find", "everywhere",
    ),
    Command(
        "facets", "f", "facets", ("Facets", "分面"),
        ("Go to the companies, products and kinds, or show them.",
         "转到公司、产品、类型列表，或将其显示。"),
        "find", footer=2,
    ),
    Command(
        "tick", "space", "tick", ("Tick", "勾选"),
        ("Tick or untick the facet value under the cursor.", "勾选或取消光标所在的分面值。"),
        "find",
    ),
    Command(
        "find-facet", "F", "find_facet", ("Find a facet", "查找分面"),
        ("Type to find a value in the facets.", "输入文字以查找分面值。"),
        "find",
    ),
    Command(
        "next-match", "n", "next_match(1)", ("Next match", "下一匹配"),
        ("Go to the next match of the query, or of the last one after it is cleared.",
         "转到下一个匹配；清除查询后沿用上一个查询。"),
        "find",
    ),
    Command(
        "previous-match", "N", "next_match(-1)", ("Previous match", "上一匹配"),
        ("Go to the previous match.", "转到上一个匹配。"),
        "find",
    ),
    Command(
        "go-to-date", "t", "go_to_date", ("Go to date", "转到日期"),
        ("Go to a date, in figures or words.", "转到某个日期，数字或文字均可。"),
        "move", footer=3,
    ),
    Command(
        "today", "T", "today", ("Today", "今天"),
        ("Go to today, or to the event nearest to it.", "转到今天，或最接近今天的事件。"),
        "move",
    ),
    Command(
        "down", "j,down", "move(1)", ("Down", "向下"),
        ("Move down a line.", "下移一行。"), "move", "everywhere",
    ),
    Command(
        "up", "k,up", "move(-1)", ("Up", "向上"),
        ("Move up a line.", "上移一行。"), "move", "everywhere",
    ),
    Command(
        "page-down", "pagedown,ctrl+f", "page(1)", ("Page down", "下翻页"),
        ("Move down a page.", "下翻一页。"), "move", "everywhere",
    ),
    Command(
        "page-up", "pageup,ctrl+b", "page(-1)", ("Page up", "上翻页"),
        ("Move up a page.", "上翻一页。"), "move", "everywhere",
    ),
    Command(
        "first", "g,home", "first", ("First", "最前"),
        ("Go to the first line.", "转到第一行。"), "move", "everywhere",
    ),
    Command(
        "last", "G,end", "last", ("Last", "最后"),
        ("Go to the last line.", "转到最后一行。"), "move", "everywhere",
    ),
    Command(
        "next-month", "right_square_bracket", "month(1)", ("Next month", "下一月"),
        ("Go to the next month that has an event.", "转到下一个有事件的月份。"), "move",
    ),
    Command(
        "previous-month", "left_square_bracket", "month(-1)", ("Previous month", "上一月"),
        ("Go to the previous month that has an event.", "转到上一个有事件的月份。"), "move",
    ),
    Command(
        "next-year", "right_curly_bracket", "year(1)", ("Next year", "下一年"),
        ("Go to the next year that has an event.", "转到下一个有事件的年份。"), "move",
    ),
    Command(
        "previous-year", "left_curly_bracket", "year(-1)", ("Previous year", "上一年"),
        ("Go to the previous year that has an event.", "转到上一个有事件的年份。"), "move",
    ),
    Command(
        "next-pane", "tab", "next_pane(1)", ("Next pane", "下一栏"),
        ("Go to the next pane.", "转到下一栏。"), "move",
    ),
    Command(
        "previous-pane", "shift+tab", "next_pane(-1)", ("Previous pane", "上一栏"),
        ("Go to the previous pane.", "转到上一栏。"), "move",
    ),
    Command(
        "details", "enter", "details", ("Details", "详情"),
        ("Read the event under the cursor, or follow the link under it.",
         "阅读光标所在事件，或打开光标所在链接。"),
        "see", footer=4,
    ),
    Command(
        "order", "r", "order", ("Reverse order", "倒序"),
        ("In the List: newest first, or oldest first.", "在列表中：最新在前，或最早在前。"),
        "see", "list",
    ),
    Command(
        "problems", "p", "problems", ("Problems", "问题"),
        ("List what is wrong in the files, each with its lines.", "列出文件中的问题及其所在行。"),
        "see", footer=7,
    ),
    Command(
        "sources", "s", "sources", ("Sources", "来源"),
        ("List the sources, the events of each in its order, and claims side by side.",
         "列出来源、各来源按原文顺序的事件，以及各方说法。"),
        "see", footer=7,
    ),
    Command(
        "to-event", "enter", "choose", ("Go to the event", "转到事件"),
        ("On the problems screen: go to the event of the problem under the cursor.",
         "在问题界面：转到光标所在问题的事件。"),
        "see", "problems", footer=1,
    ),
    Command(
        "leave-problems", "q,p", "back", ("Back", "返回"),
        ("Leave the problems screen.", "离开问题界面。"), "see", "problems", footer=4,
    ),
    Command(
        "language", "L", "language", ("中文", "English"),
        ("Switch between English and Chinese.", "切换中英文。"), "see", footer=8,
    ),
    Command(
        "theme", "ctrl+t", "theme", ("Light or dark", "明暗"),
        ("Switch between the light and the dark theme.", "切换浅色与深色主题。"), "see",
    ),
    Command(
        "mark", "m", "mark", ("Mark", "标记"),
        ("Mark the event under the cursor, or take its mark away.",
         "标记光标所在事件，或取消标记。"),
        "event", footer=6,
    ),
    Command(
        "marks", "apostrophe", "marks", ("Marks", "标记列表"),
        ("List the marked events and go to one.", "列出已标记的事件并转到其中之一。"), "event",
    ),
    Command(
        "copy", "y", "copy", ("Copy", "复制"),
        ("Copy the event as text, as TOML or by its id.", "将事件复制为文本、TOML 或其 id。"),
        "event",
    ),
    Command(
        "open-source", "o", "open_source", ("Open source", "打开来源"),
        ("Open the address of the event's source in a browser.", "在浏览器中打开事件来源的网址。"),
        "event",
    ),
    Command(
        "edit", "e", "edit", ("Edit", "编辑"),
        ("Edit the event under the cursor in a form; the exact lines are shown before saving.",
         "在表单中编辑光标所在事件；保存前显示将改动的行。"),
        "edit", footer=5,
    ),
    Command(
        "add", "a", "add", ("Add", "新增"),
        ("Add an event, to the file of the one under the cursor unless you say otherwise.",
         "新增事件，默认写入光标所在事件的文件。"),
        "edit",
    ),
    Command(
        "duplicate", "D", "duplicate", ("Duplicate", "复制为新事件"),
        ("Add an event that begins as a copy of the one under the cursor.",
         "以光标所在事件为底稿新增事件。"),
        "edit",
    ),
    Command(
        "delete", "x", "delete", ("Delete", "删除"),
        ("Delete the event under the cursor, after showing the lines that go.",
         "删除光标所在事件；删除前显示相关的行。"),
        "edit",
    ),
    Command(
        "bulk-edit", "B", "bulk_edit", ("Change marked", "批量修改"),
        ("Change all marked events in one step: kind, status, tags, companies, products, dates.",
         "一步修改所有已标记的事件：类型、状态、标签、公司、产品、日期。"),
        "edit",
    ),
    Command(
        "rename", "R", "rename", ("Rename an id", "修改 id"),
        ("Give an event, company, product, kind, metric or source another id, everywhere.",
         "为事件、公司、产品、类型、指标或来源更换 id，所有引用一并更新。"),
        "edit",
    ),
    Command(
        "undo", "u", "undo", ("Undo", "撤销"),
        ("Undo what was saved last, also in several files.", "撤销最近一次保存，可跨多个文件。"),
        "edit",
    ),
    Command(
        "redo", "ctrl+r", "redo", ("Redo", "重做"),
        ("Do again what was undone last.", "重做最近撤销的一步。"), "edit",
    ),
    Command(
        "steps", "U", "steps", ("Saved steps", "修改记录"),
        ("List what was saved in this run.", "列出本次运行中保存的修改。"), "edit",
    ),
    Command(
        "mend", "M", "mend", ("Mend", "修正"),
        ("On the problems screen: put the nearest valid name or key in place of the wrong one.",
         "在问题界面：以最接近的有效名称或键替换错误之处。"),
        "edit", "problems", footer=2,
    ),
    Command(
        "editor", "E", "editor", ("Editor", "编辑器"),
        ("Open $VISUAL or $EDITOR at the event's line, or at that of the problem.",
         "用 $VISUAL 或 $EDITOR 打开文件，定位到事件或问题所在行。"),
        "edit", "everywhere", footer=11,
    ),
    Command(
        "export", "X", "export", ("Export", "导出"),
        ("Write the events that are shown into a file: Markdown, CSV, JSON, TOML, a calendar, …",
         "将所显示的事件写入文件：Markdown、CSV、JSON、TOML、日历等。"),
        "program",
    ),
    Command(
        "reload", "f5", "reload", ("Reload", "重新读取"),
        ("Read the files again now; changes are also seen by themselves.",
         "立即重新读取文件；文件变动也会自动读取。"),
        "program",
    ),
    Command(
        "help", "question_mark", "help", ("Help", "帮助"),
        ("Keys, and how to write a query.", "按键与查询写法。"), "program", footer=9,
    ),
    Command(
        "palette", "ctrl+p", "app.command_palette", ("Commands", "命令"),
        ("Find any command by its name.", "按名称查找命令。"), "program", footer=10,
    ),
    Command(
        "suspend", "ctrl+z", "app.suspend_process", ("Suspend", "挂起"),
        ("Go back to the shell for a while; fg there brings the program back.",
         "暂时回到 shell；在其中输入 fg 即可返回。"),
        "program",
    ),
    Command(
        "quit", "q,ctrl+q", "app.quit", ("Quit", "退出"),
        ("Leave the program.", "退出程序。"), "program",
    ),
)  # fmt: skip
