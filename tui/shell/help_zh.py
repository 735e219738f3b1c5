"""The help of the command line in Chinese: for each command its text.

As in `tui.shell.help_texts`, a line with a backspace character alone leaves the lines under it as
they are.
"""

from __future__ import annotations

HELP = {
    "cli": """浏览以纯文本 TOML 文件保存、有来源、有日期的事件。

\b
  dateline              浏览此处找到的时间线
  dateline PATH         浏览某个文件夹或某个事件文件中的时间线
  dateline COMMAND …    见下；与命令同名的文件夹请写作 ./list

不给 PATH 时依次取：$DATELINE_PATH；含有事件文件的 ./seeds 或当前文件夹；dateline 自带的时间线。

\b
示例：
  dateline my-timeline -q 'product:qwen-app since:2025-11'
  dateline list company:bytedance
  dateline list 'dau>50M' --json
  dateline list 'date:"去年末"' --fields date,title,file,line
  dateline check my-timeline

数据写到 stdout，说明写到 stderr。退出码：0 正常，1 发现问题，2 用法有误，或无法读写。
""",
    "explore": """在屏幕上浏览时间线。`dateline [PATH]` 是它的简写。

在屏幕上按 ? 查看全部按键，按 q 退出。

\b
示例：
  dateline
  dateline my-timeline --lang zh
  dateline -q 'product:qwen-app since:2025-11'
  dateline --view 'Spring Festival 2026'
""",
    "list": """列出 QUERY 找到的事件；不给 QUERY 则列出全部。

\b
QUERY 由词语和字段组成，与浏览时相同：
  千问 mau                     同时含有这些词
  '"free order"'               一个短语
  company:alibaba,字节         任一值；另有 product: kind: tag: source:
                               status: metric: by: file: id:
  -kind:stock                  不含
  'a OR (b c)'                 或；括号
  date:2025-11 since:2025-Q3   日期；也可用文字：until:除夕
                               'date:"最近三个月"'
  'dau>50M' 'mau>=1亿'         读数
  has:note is:forecast asof:2026-01-31

\b
示例：
  dateline list company:bytedance
  dateline list 'dau>50M' --json | jq -r '.[].title.zh'
  dateline list 'date:"去年末"' --fields date,title,file,line
  dateline list kind:users --sort -dau --limit 5
  dateline list --view 'Stock moves' since:2026
  dateline list --csv > events.csv

\b
字段：
  id date lo hi kind companies products title summary status tags related
  readings citations note file line

在终端中表格按宽度排列，截去之处以 … 标明；写入文件或管道时不截断。JSON 的键与事件文件相同，文字\
一律按语言分列（语言不明者为 "und"），另有 lo 和 hi（最早与最晚可能的日期；开放或无日期时为 \
null）、file 和 line。CSV 以文字写名称和数值，供人阅读；可再导入的是 `dateline export csv`。以公\
式开头的单元格前会加 '。
""",
    "export": """把 QUERY 找到的事件（或全部事件）写成给读者或其他工具的形式。

\b
FORMAT 为以下之一：
  markdown     简报：按月列出事件、读数，并以脚注注明来源
  html         单个网页：可缩放、筛选的时间线，图表，来源；不需要网络
  svg          报告用图：泳道；加 --look chart 则为读数图表
  csv          电子表格；`dateline import` 可原样读回
  json, jsonl  完整的事件，与 `dateline list --json` 相同
  toml         独立的时间线，含所用的名称
  ics          日历（RFC 5545）：全天事件，id 不变
  timelinejs   网页用的 TimelineJS JSON
  markwhen     Markwhen 文本

\b
示例：
  dateline export markdown product:qwen-app since:2025-11 -o qwen.md
  dateline export html -o timeline.html
  dateline export svg --look chart metric:dau -o dau.svg
  dateline export csv 'dau>50M' -o big.csv
  dateline export svg --view 'Qwen against Doubao' -o picture.svg
  dateline export ics is:future | less
  dateline export toml company:bytedance -o bytedance.toml

所写的正是查询找到的事件，按日期排列；--lang 决定名称和文字的语言。已有的文件只有加 --force 才会\
替换，且绝不会只写一半。文字为 UTF-8；CSV 文件以字节顺序标记开头，供 Excel 识别。

日期不会写得比已知的更精确。日历中，某月或某年占满其全部日子，并在标题中注明；TimelineJS 和 \
Markwhen 以文字写出这类日期。格式无法容纳的（如日历或泳道中无日期的事件）会略去，stderr 说明数量\
和名称。

以公式开头（= + - @、制表符、换行）的 CSV 单元格前会加 '，`dateline import` 会再去掉。列表以“; ”\
连接；读数和引用为 JSON。
""",
    "show": """显示一个事件：文件中关于它的全部内容，以及写在何处。

\b
示例：
  dateline show 2026-01-14-qwen-100m-mau
  dateline list --ids is:forecast | xargs -n 1 dateline show
""",
    "add": """新增事件：用选项或字段给出一个，或在 stdin 上以 JSON 给出多个。

结果打印新事件的 id。名称可用任何语言，写入的是 id。日期用 EDTF 或文字，并说明如何理解。

\b
示例：
  dateline add --date 去年末 --kind users --product qwen-app \\
      --title-en 'Qwen passes 100 million' --title-zh 千问月活破亿 \\
      --reading 'mau qwen-app >1亿 by=阿里' --source 'bright-2026-01:§4 ¶4'
  dateline add title=股价下跌 date=2026-01-08 tags=a,b
  dateline add --date 2023-10 --kind launch --company 月之暗面 \\
      --product Kimi --title 'Kimi 上线' --make-names
  dateline list -p there --json kind:users | dateline add - --file users.toml

\b
读数写作      METRIC [PRODUCT 或 COMPANY] NUMBER [by=… note=…]
              含空格的词加 "…"
来源写作      SOURCE[:PLACE] [date_words=… note=…]
JSON 为       一个对象、一个数组，或每行一个对象，键与 `list --json`
              打印的相同；lo、hi、file、line 不计

名称须为已知。加 --make-names 则与事件一同新建：新产品属于该事件的公司，新指标采用其数值的单位。

不给 --file 时，事件写入日期最近的前一事件所在的文件，按日期排列。要么全部写入，要么不写。
""",
    "set": """修改事件的字段；事件以 ID 指明，或由查询找到。

\b
  field=value      文字、日期、名称；列表用逗号；`field=` 删去该字段
  field+=value     加入列表：tags companies products related readings
                   citations
  field-=value     从列表取出；读数按指标，引用按来源
  title.zh=value   一种语言的文字：title summary note
  field:=literal   TOML 或 JSON 的值：
                   'readings:=[{metric = "mau", value = 1}]'

\b
示例：
  dateline set 2026-01-14-qwen-100m-mau status=disputed \\
      note.zh=两处数字不一
  dateline set -q 'product:qwen-app kind:users' tags+=growth --dry-run
  dateline set -q 'tag:wrong-year' --shift 1y tags-=wrong-year --yes

多于一个事件时，在终端上会询问，其他场合须加 --yes。打印确有修改的事件的 id。要么全部写入，要么不\
写。
""",
    "remove": """删除事件，连同其自身的注释；事件以 ID 指明，或由查询找到。

\b
示例：
  dateline remove 2026-01-14-qwen-100m-mau --dry-run
  dateline remove -q 'tag:draft' --yes
""",
    "rename": """给公司、产品、类型、指标、来源或事件换一个 id，各处一并修改。

所有文件（包括已保存的视图）要么都改，要么都不改。使用名称或别名之处保持不变。

\b
示例：
  dateline rename company bytedance byte-dance --dry-run
""",
    "check": """找出事件文件中的全部问题。

\b
每个问题写作
  FILE:LINE:COLUMN: LEVEL: 有什么问题
      如何改正

\b
  error      数据有误，或无法读取
  warning    数据互相矛盾，来源之间可能如此
  remark     有所缺失，或未被使用

有错误时退出码为 1；加 --strict 则有任何问题时为 1。

\b
示例：
  dateline check
  dateline check my-timeline --strict
  dateline check --json | jq -r '.[] | select(.level == "error") | .file'
""",
    "init": """在文件夹 DIR 中新建时间线：名称、两个供修改的事件，以及模式文件。

绝不覆盖任何文件。

\b
示例：
  dateline init my-timeline && dateline my-timeline
  dateline init rivals --title '人工智能诸强'
  dateline init qwen --copy        复制自带的时间线来编辑
""",
    "schema": """打印事件文件的 JSON Schema，供 TOML 编辑器使用。

\b
懂得模式的编辑器会补全并检查以此行开头的 TOML 文件：
  #:schema ./dateline.schema.json

\b
示例：
  dateline schema -o my-timeline/dateline.schema.json
""",
    "completion": """打印 shell 的补全脚本：命令、选项、查询、id。

\b
bash，写入 ~/.bashrc：                     eval "$(dateline completion bash)"
zsh，写入 ~/.zshrc：                       eval "$(dateline completion zsh)"
fish，写入 ~/.config/fish/config.fish：    dateline completion fish | source
""",
    "diff": """逐个事件比较两条时间线：新增、消失，以及改了什么。

A 和 B 为文件夹、事件文件，或时间线的 git 版本（标签、分支、HEAD~3；或 REVISION:PATH）。给出 \
QUERY 时，只比较它在 A 或 B 中找到的事件。

\b
示例：
  dateline diff HEAD my-timeline           尚未提交的改动
  dateline diff v1 v2 -p my-timeline
  dateline diff old-folder new-folder company:bytedance
  dateline diff HEAD~10 . --markdown > changes.md

退出码：0 没有差别，1 有差别，2 无法读取。
""",
    "log": """说明一个事件的由来：依次列出写入和修改它的 git 提交。

事件换过 id 也能追溯；尚未提交的改动列在最后。

\b
示例：
  dateline log 2026-01-14-qwen-100m-mau
  dateline log 2026-01-14-qwen-100m-mau --json | jq '.[].commit.subject'
""",
    "serve": """让本机的浏览器使用浏览界面，直到按 Ctrl+C。

每位访客有各自的界面。除非加 --edit，否则只读；不打开编辑器；除非 --host 另有指定，只有本机可以访\
问。打印的地址以令牌结尾，每次不同，没有令牌者不得进入，本机的其他用户也不例外。传输不加密：要给\
他人使用，请置于加密的服务器之后，并用 --url 写明其地址；若该服务器要求密码，--no-token 可不再另\
作要求。以他名发来的请求会被拒绝。

\b
示例：
  dateline serve
  dateline serve my-timeline --port 8080 -q 'since:2025'
  dateline serve my-timeline --edit
  dateline serve my-timeline --url https://timeline.example.org

需要 dateline 的环境中有 textual-serve：在源码目录中 pip install '.[serve]'，或 pipx inject \
dateline textual-serve。
""",
    "import": """从其他程序的 FILE 取入事件（- 为 stdin）。

逐行打印将得到什么：+ 新增，~ 修改（逐个字段），! 拒绝（注明行号和原因）；相同的只计数。不加 \
--yes 则不写入；加上后，未被拒绝的作为一次修改全部写入。同样的导入做两次不会再有改动。

\b
格式，由名称和内容判断：
  csv, tsv     中文或英文表头；会说明每一列被当作什么
  json, jsonl  `dateline list --json` 和 `dateline export json` 所打印的
  timelinejs   其 JSON，或其电子表格的 CSV
  markwhen     其文本（.mw）
  ics          日历
  toml         事件文件；本时间线的文件无须导入，放进文件夹即可

\b
示例：
  dateline import events.csv
  dateline import events.csv --map '事项=title' --map '3=date' --yes
  dateline import report.csv --dates dmy --source-title '年报' --make-names
  dateline import calendar.ics --into calendar.toml --yes
  dateline import - -f jsonl --json < events.jsonl | jq .counts

\b
--map 的字段：
  id  title  summary  note  kind  status
  date，或 start 和 end，或 year month day
  companies products tags related   多个之间用 ; 或 ,
  title.en title.zh …               一种语言的文字；另有 summary.… note.…
  reading:METRIC                    数值（1.3亿、35–40M、>100M）；名为
                                    MAU 的列即是
  metric value low high bound by    每行一个读数
  readings                          'mau qwen-app >1亿 by=阿里; …'
  citations                         'bright-2026-01:§4 ¶4; …'
  source  place
  source.title source.url source.publisher source.author source.published

日期用 EDTF，或只有一种解释的文字。03/04/2025 须用 --dates；“上周”和没有年份的日期须用 --on；电子\
表格的日序数（45678）会被拒绝。

事件按 id 识别，否则按日期和标题。文件未提及的保持不变：空单元格不会删去内容。日期、文字和列表会\
被替换，文字只替换该语言的；其他指标、归属或数据方的读数，以及其他来源或位置的引用保持不变。

时间线不认识的名称会被拒绝，并给出最相近的；--make-names 则新建，新产品属于其各行唯一的公司。

退出码：0 正常，1 有被拒绝的，2 用法有误，或无法读取文件。
""",
}
"""By the name of the command; the program itself is ``cli``."""
