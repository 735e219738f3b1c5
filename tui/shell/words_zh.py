"""The words of options, and commands in short, in Chinese by the English ones."""

from __future__ import annotations

WORDS = {
    "Add events.": "新增事件。",
    "Find problems in the event files.": "找出事件文件中的问题。",
    "Print a shell's completion script.": "打印 shell 补全脚本。",
    "Compare two timelines.": "比较两条时间线。",
    "Explore on the screen; the same as no command.": "在屏幕上浏览；与不给命令相同。",
    "Write events in a form for other tools.": "写成其他工具所用的形式。",
    "Take events from other files.": "从其他文件取入事件。",
    "Start a new timeline.": "新建时间线。",
    "List the events that a query finds.": "列出查询找到的事件。",
    "How one event came to be, from git.": "从 git 说明一个事件的由来。",
    "Remove events.": "删除事件。",
    "Give something another id, everywhere.": "换一个 id，各处一并修改。",
    "Print the JSON Schema, for editors.": "打印供编辑器使用的 JSON Schema。",
    "Explore in a browser.": "在浏览器中浏览。",
    "Change fields of events.": "修改事件的字段。",
    "Show one event.": "显示一个事件。",
    "Language of names, titles and messages. [default: your settings', or the locale's]": (
        "名称、标题和消息的语言。[默认：取自设置或系统语言]"
    ),
    "Print the version.": "打印版本。",
    "Show this message and exit.": "显示此帮助。",
    "Its id. [default: made of date and title]": "其 id。[默认：由日期与标题生成]",
    "EDTF or words: 2025-11, 去年末, 'early November 2025'.": (
        "EDTF 或文字：2025-11、去年末、2025年11月上旬。"
    ),
    "The title; also en=… or zh=…, several times.": "标题；也可写 en=… 或 zh=…，可多次。",
    "The title in English.": "英文标题。",
    "The title in Chinese.": "中文标题。",
    "A few sentences; also en=…, zh=…": "几句概要；也可写 en=…、zh=…",
    "Your own remark; also en=…, zh=…": "自己的备注；也可写 en=…、zh=…",
    "What sort of event.": "事件的类型。",
    "reported, announced, planned, forecast, disputed, withdrawn.": (
        "reported（已报道）、announced（已宣布）、planned（计划）、forecast（预测）、"
        "disputed（有争议）、withdrawn（已撤回）。"
    ),
    "A company; several times for more.": "公司；多个则多次给出。",
    "A product.": "产品。",
    "A free word.": "任意标签。",
    "The id of another event.": "另一事件的 id。",
    "A figure: 'mau qwen-app >1亿 by=Alibaba'.": "读数：'mau qwen-app >1亿 by=阿里'。",
    "Where it is written: 'bright-2026-01:§4 ¶4'.": "出处：'bright-2026-01:§4 ¶4'。",
    "The file, by its name in the timeline; it may be new.": "时间线中的文件名；可为新文件。",
    "Make names that the timeline does not know.": "新建时间线不认识的名称。",
    "Take them as they are, without making them.": "照原样使用，不新建。",
    "The timeline: a folder or an event file. [default: as for `dateline` itself]": (
        "时间线：文件夹或事件文件。[默认：与 `dateline` 相同]"
    ),
    "Print the diff, write nothing.": "打印差异，不写入。",
    "Print what was done as JSON.": "以 JSON 打印所做的改动。",
    "Exit with 1 for warnings and remarks too.": "有警告或提示时也以 1 退出。",
    "A JSON array of problems.": "问题的 JSON 数组。",
    "A JSON object.": "JSON 对象。",
    "Markdown, for a report.": "Markdown，用于报告。",
    "What to show first, as in the query line.": "先显示什么，写法同查询行。",
    "Show a saved view first; with --query only what it finds there.": (
        "先显示已保存的视图；与 --query 同用则只显示其中找到的。"
    ),
    "Look only: no event file is changed.": "只读：不改动任何事件文件。",
    "The file to write; - is stdout. [default: stdout]": "要写的文件；- 为 stdout。[默认：stdout]",
    "What an svg shows. [default: lanes]": "svg 的内容。[默认：lanes]",
    "What the lanes of an svg or html are. [default: company]": (
        "svg 或 html 的泳道按什么分。[默认：company]"
    ),
    "The events of a saved view, and its look; with a QUERY those of them it finds.": (
        "已保存的视图中的事件及其显示方式；与 QUERY 同用则为其中找到的。"
    ),
    "Replace the file if it is there already.": "文件已存在时替换。",
    "The file of the timeline for new events; it may be new. [default: named after FILE]": (
        "新事件写入的文件；可为新文件。[默认：按 FILE 命名]"
    ),
    "[default: by name and content]": "[默认：由名称和内容判断]",
    "What a column is, by heading or number; `COLUMN=` leaves it out.": (
        "某一列是什么，以表头或列号指明；`COLUMN=` 略去该列。"
    ),
    "Of the cells of a CSV file.": "CSV 单元格之间的分隔符。",
    "gb18030, big5, cp1252, … [default: UTF-8]": "gb18030、big5、cp1252 …[默认：UTF-8]",
    "What comes first in 03/04/2025; without it such dates are refused.": (
        "03/04/2025 中何者在前；不给则拒绝这类日期。"
    ),
    "The day that “last week”, 去年末, or a date without a year is counted from.": (
        "“上周”、去年末或没有年份的日期从哪一天算起。"
    ),
    "What the groups of Markwhen and TimelineJS become.": "Markwhen 和 TimelineJS 的分组成为什么。",
    "Cite all events to this source.": "所有事件都引用此来源。",
    "… or to one of this title, made if need be,": "……或以此为标题的来源（没有则新建），",
    "with its publisher,": "其发布者，",
    "its author,": "作者，",
    "its address,": "网址，",
    "when it came out,": "发布日期，",
    "and its language.": "以及语言。",
    "Make the companies, products, kinds, metrics and sources that are not known.": (
        "新建不认识的公司、产品、类型、指标和来源。"
    ),
    "Write it; without this nothing is written.": "写入；不加则不写。",
    "The preview as JSON.": "以 JSON 打印预览。",
    "What the timeline is called.": "时间线的名称。",
    "Copy the timeline shipped with dateline.": "复制 dateline 自带的时间线。",
    "A JSON array of whole events.": "完整事件的 JSON 数组。",
    "One JSON object a line.": "每行一个 JSON 对象。",
    "CSV to read in a spreadsheet.": "供电子表格阅读的 CSV。",
    "The events' ids alone.": "只列事件的 id。",
    "These fields, in this order.": "这些字段，按此顺序。",
    "Order by fields or metrics; -A is descending. Events without it come last.": (
        "按字段或指标排序；-A 为降序。没有该值的排在最后。"
    ),
    "At most N events.": "最多 N 个事件。",
    "The events of a saved view; with a QUERY those of them that it finds.": (
        "已保存的视图中的事件；与 QUERY 同用则为其中找到的。"
    ),
    "A JSON array of commits.": "提交的 JSON 数组。",
    "The events that it finds.": "查询找到的事件。",
    "Do it to more than one event unasked.": "多于一个事件时不再询问。",
    "Write to a file, which may be there already.": "写入文件；文件可以已存在。",
    "The address to listen at.": "监听的地址。",
    "The port to listen at.": "监听的端口。",
    "The address that visitors see, if another server stands before this one.": (
        "前面另有服务器时，访客看到的地址。"
    ),
    "Let in whoever asks: for a server before this one that has passwords.": (
        "不要令牌：前面的服务器已要求密码时使用。"
    ),
    "Let visitors change the event files.": "允许访客修改事件文件。",
    "Move the dates: 3d, -2w, 1mo, 1y.": "移动日期：3d、-2w、1mo、1y。",
    "Take names that the timeline does not know.": "接受时间线不认识的名称。",
    "The event as a JSON object.": "以 JSON 对象打印事件。",
}
