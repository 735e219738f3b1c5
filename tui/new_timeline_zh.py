"""What `dateline init` writes for one who reads Chinese: see `tui.new_timeline`."""

from __future__ import annotations

NAMES = """\
#:schema ./dateline.schema.json

# 事件所用的名称。事件可以用 id、名称或别名来指称，语言不限。

[timeline]
title = { en = "My timeline", zh = "我的时间线" }      # 一段文字，或每种语言一段
language = "zh"                 # 未按语言分列的文字所用的语言

[[company]]
id = "acme"
name = { en = "Acme", zh = "顶点公司" }
aliases = ["ACM"]               # 人们会输入的其他叫法

[[product]]
id = "rocket"
name = { en = "Rocket app", zh = "火箭" }
company = "acme"

# 类型以符号区分。标有 launch 的类型，其事件即为所涉产品的发布。

[[kind]]
id = "launch"
name = { en = "Launch", zh = "发布" }
glyph = "◆"
launch = true

[[kind]]
id = "users"
name = { en = "Users", zh = "用户" }
glyph = "●"

# 指标是带单位的度量：users、%、USD、CNY、×、hours、minutes，或自定的单位。

[[metric]]
id = "mau"
name = { en = "Monthly active users", zh = "月活" }
aliases = ["monthly users", "月活跃用户"]
unit = "users"

[[source]]
id = "gazette-2025-11"
title = "顶点公司的火箭起飞了"
publisher = "公报"
published = 2025-11-20
language = "zh"
# url = "https://…"
"""

EVENTS = """\
#:schema ./dateline.schema.json

# 每件已发生、计划中或预测的事写成一个 [[event]]。日期只写到已知的精度：
# TOML 日期，或文字：
#   2025-11-11                    那一天
#   "2025-11"  "2025"             那个月、那一年中的某时
#   "2025-11~"  "2025-11?"        大约那时；不确定
#   "[2025-11-01..2025-11-10]"    那几天中的某一天
#   "2025-02/2025-03"  "2026-01/.."   从何时持续到何时；仍在继续

[[event]]
id = "2025-06-rocket-launch"
date = "2025-06"
kind = "launch"
products = ["rocket"]           # 公司随产品而定
title = { en = "Acme launches Rocket", zh = "顶点公司发布“火箭”" }
citations = [{ source = "gazette-2025-11", place = "¶2", date_words = "今年6月" }]

[[event]]
id = "2025-11-rocket-1m-mau"
date = "2025-11~"
kind = "users"
products = ["rocket"]
title = { en = "Rocket passes a million monthly users", zh = "火箭月活破百万" }
summary = "公司未说明具体日期。"
status = "reported"             # 或 announced（已宣布）、planned（计划）、forecast（预测）、
                                # disputed（有争议）、withdrawn（已撤回）
related = ["2025-06-rocket-launch"]
readings = [
  # value，或 low 和 high；bound：exact、about、over、under；by：数据出自谁
  { metric = "mau", product = "rocket", value = 1_000_000, bound = "over", by = "顶点公司" },
]
citations = [{ source = "gazette-2025-11", place = "¶4", date_words = "如今" }]
"""
