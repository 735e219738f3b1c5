"""The table of everything that can be wrong in event files: level and sentences, both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "remark"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of problem: its level, and per language what is wrong and how to mend it."""

    level: Level
    en: tuple[str, str]
    zh: tuple[str, str]


def _error(en: tuple[str, str], zh: tuple[str, str]) -> Rule:
    return Rule("error", en, zh)


def _warning(en: tuple[str, str], zh: tuple[str, str]) -> Rule:
    return Rule("warning", en, zh)


def _remark(en: tuple[str, str], zh: tuple[str, str]) -> Rule:
    return Rule("remark", en, zh)


_FILES = {
    "unreadable": _error(
        ("the file cannot be read: {why}", "Check that it exists and that you may read it."),
        ("无法读取文件：{why}", "请检查文件是否存在、是否有读取权限。"),
    ),
    "not-a-file": _error(
        ("this is not a regular file", "Move it away, or give it a name that ends otherwise."),
        ("这不是普通文件", "请将其移走，或改用其他扩展名。"),
    ),
    "not-utf8": _error(
        (
            "not UTF-8: byte {byte} at offset {offset}{looks}",
            "Save the file as UTF-8; what is not UTF-8 in it is left out.",
        ),
        (
            "不是 UTF-8：偏移 {offset} 处的字节为 {byte}{looks}",
            "请以 UTF-8 保存；非 UTF-8 的部分未载入。",
        ),
    ),
    "more-problems": _error(
        ("and {count} more problems in this file", "Mend the others first."),
        ("此文件另有 {count} 个问题", "请先改正其余问题。"),
    ),
}

_SYNTAX = {
    "syntax": _error(
        ("not TOML: {why}", "Correct this line."),
        ("不符合 TOML 语法：{why}", "请改正这一行。"),
    ),
    "full-width-sign": _error(
        ("{sign} where TOML wants a plain {plain}", "Type {plain} instead."),
        ("此处的 {sign} 应为半角的 {plain}", "请改为半角的 {plain}。"),
    ),
    "bare-date": _error(
        ("{text} without quotes is no TOML value", 'Write "{plain}", with the quotes.'),
        ("{text} 缺少引号，不是 TOML 的值", '请写作 "{plain}"，带引号。'),
    ),
    "bare-word": _error(
        ("the text {text} has no quotes", 'Write "{text}", with the quotes.'),
        ("文字 {text} 缺少引号", '请写作 "{text}"，带引号。'),
    ),
    "bare-key": _error(
        ("the key {text} needs quotes: it is not plain ASCII", 'Write "{text}", with the quotes.'),
        ("键 {text} 含非 ASCII 字符，需要引号", '请写作 "{text}"，带引号。'),
    ),
    "colon-for-equals": _error(
        ("“:” after a key, where TOML wants “=”", "Write {key} = …"),
        ("键后为“:”，TOML 需要“=”", "请写作 {key} = …"),
    ),
    "conflict-marks": _error(
        (
            "git conflict marks: this part of the file is left out",
            "Choose one side, and delete the lines <<<<<<<, =======, >>>>>>>.",
        ),
        (
            "存在 git 冲突标记，这一部分未载入",
            "请选定一方，并删除 <<<<<<<、=======、>>>>>>> 各行。",
        ),
    ),
    "backslash": _error(
        (
            'a backslash in a "…" string begins an escape, and this is none',
            "Write the text in single quotes '…', or double each backslash.",
        ),
        (
            '"…" 字符串中的反斜杠表示转义，此处不成转义',
            "请改用单引号 '…'，或将每个反斜杠写成两个。",
        ),
    ),
    "unclosed-string": _error(
        ("this text is not closed", "Add the closing {quote}."),
        ("这段文字没有结束引号", "请补上 {quote}。"),
    ),
    "unclosed-bracket": _error(
        (
            "this {bracket} is not closed",
            "Add the closing {closing}, and commas between the items.",
        ),
        ("此处的 {bracket} 没有闭合", "请补上 {closing}，各项之间用逗号分隔。"),
    ),
    "bad-header": _error(
        ("this table header is not closed", "Write {header}."),
        ("表头的括号不成对", "请写作 {header}。"),
    ),
    "quote-inside": _error(
        (
            "a {quote} inside the text ends it here",
            "Write the inner quotes as \\\" or “…”, or put the whole in single quotes '…'.",
        ),
        (
            "文字中的 {quote} 使文字在此结束",
            "请将内层引号写作 \\\" 或“…”，或将整段放入单引号 '…'。",
        ),
    ),
    "missing-comma": _error(
        ("a comma is missing before this", "Put a comma between the two."),
        ("此处之前缺少逗号", "请在两项之间加逗号。"),
    ),
    "no-value": _error(
        ("{key} has no value", "Write a value, or delete the line."),
        ("{key} 没有值", "请填写值，或删除该行。"),
    ),
    "no-null": _error(
        ("TOML has no {text}", "Delete the key: what is not known is left out."),
        ("TOML 没有 {text}", "请删除该键：未知的内容不写。"),
    ),
    "capital-boolean": _error(
        ("{text} is no TOML value", "Write it in small letters."),
        ("{text} 不是 TOML 的值", "请用小写字母。"),
    ),
    "number-word": _error(
        ("{text} is no TOML number", "Write {plain}."),
        ("{text} 不是 TOML 的数", "请写作 {plain}。"),
    ),
    "no-such-day": _error(
        ("there is no day or time {text}", "Correct it."),
        ("不存在 {text} 这个日期或时间", "请改正。"),
    ),
    "double-key": _error(
        ("{key} stands twice in one table", "Keep one of them."),
        ("同一个表中 {key} 出现两次", "请只保留一个。"),
    ),
    "control-character": _error(
        ("a control character, U+{code}", "Delete it, or write \\u{code} inside quotes."),
        ("存在控制字符 U+{code}", "请删除，或在引号内写作 \\u{code}。"),
    ),
    "bare-cr": _error(
        ("lines end in CR alone", "Save the file with LF or CRLF line ends."),
        ("换行只有 CR", "请以 LF 或 CRLF 换行保存文件。"),
    ),
    "too-deep": _error(
        ("nested too deep to be read", "An event file needs three levels at most."),
        ("嵌套过深，无法读取", "事件文件最多只需三层。"),
    ),
    "huge-number": _error(
        ("a number too long to be read", "Write fewer digits, or 1.3e8."),
        ("数字过长，无法读取", "请减少位数，或写作 1.3e8。"),
    ),
}

_FORM = {
    "unknown-table": _error(
        ("there is no table [{name}]; it is left out", "The tables are: {known}."),
        ("没有名为 [{name}] 的表，已忽略", "可用的表：{known}。"),
    ),
    "unknown-key": _error(
        ("{table} has no key {name}; it is left out", "The keys are: {known}."),
        ("{table} 没有名为 {name} 的键，已忽略", "可用的键：{known}。"),
    ),
    "single-brackets": _error(
        ("[{name}] makes a single table", "Write [[{name}]]: a file may hold many."),
        ("[{name}] 只表示单个表", "请写作 [[{name}]]：一个文件可有多个。"),
    ),
    "double-brackets": _error(
        ("[[{name}]] may be repeated, and there is one {name} only", "Write [{name}]."),
        ("[[{name}]] 可重复，而 {name} 只有一个", "请写作 [{name}]。"),
    ),
    "wrong-type": _error(
        ("{key} is {got}; it must be {expected}", "Write {expected}."),
        ("{key} 应为{expected}，此处为{got}", "请写作{expected}。"),
    ),
    "missing-key": _error(
        ("{table} needs {key}", 'Add {key} = "…".'),
        ("{table} 需要 {key}", '请补上 {key} = "…"。'),
    ),
    "missing-title": _warning(
        ("{table} has no {key}", 'Add {key} = "…".'),
        ("{table} 没有 {key}", '请补上 {key} = "…"。'),
    ),
    "empty-text": _warning(
        ("{key} is empty", "Write something, or delete the key."),
        ("{key} 为空", "请填写内容，或删除该键。"),
    ),
    "bad-date": _error(
        ("{key}: {why}", 'Dates look like 2025-11-11, "2025-11", "2025-11~".'),
        ("{key}：{why}", '日期如 2025-11-11、"2025-11"、"2025-11~"。'),
    ),
    "bad-address": _warning(
        ("{key} is no web address", "It begins with http:// or https:// and holds no blanks."),
        ("{key} 不是网址", "网址以 http:// 或 https:// 开头，不含空格。"),
    ),
    "not-finite": _error(
        ("{key} is not a finite number", "Leave the reading out if the figure is not known."),
        ("{key} 不是有限的数", "数值未知时请删去该读数。"),
    ),
    "huge-value": _error(
        ("{key} is larger than any number kept here", "Write at most 300 digits."),
        ("{key} 超出可存储的数值范围", "最多 300 位。"),
    ),
    "reading-without-value": _error(
        ("a reading with neither value nor range", "Give value, or low and high."),
        ("读数既无数值也无范围", "请给出 value，或 low 与 high。"),
    ),
    "half-range": _error(
        (
            "a range with one end only",
            'Give both low and high, or value with bound = "over" or "under".',
        ),
        ("范围只有一端", '请同时给出 low 与 high，或用 value 加 bound = "over" 或 "under"。'),
    ),
    "value-and-range": _error(
        ("a reading with both value and range", "Keep value, or low and high."),
        ("读数同时有数值和范围", "请只保留 value，或 low 与 high。"),
    ),
    "low-above-high": _error(
        ("low {low} is above high {high}", "Swap them."),
        ("low {low} 大于 high {high}", "请对调。"),
    ),
    "unknown-status": _error(
        ("there is no status {value}; taken as reported", "One of: {known}."),
        ("没有状态{value}，按 reported 处理", "可选：{known}。"),
    ),
    "unknown-bound": _error(
        ("there is no bound {value}; taken as exact", "One of: {known}."),
        ("没有界限{value}，按 exact 处理", "可选：{known}。"),
    ),
    "unknown-look": _error(
        ("there is no look {value}; taken as list", "One of: {known}."),
        ("没有视图样式{value}，按 list 处理", "可选：{known}。"),
    ),
}

_NAMES = {
    "double-id": _error(
        ("the id {id} stands already at {first}", "Give one of the two another id."),
        ("id {id} 已用于 {first}", "请为其中一个另取 id。"),
    ),
    "double-name": _warning(
        ("the name {name} is also that of {other}; it means {other}", "Drop one of the two."),
        ("名称 {name} 也属于 {other}，按 {other} 理解", "请删去其中一个。"),
    ),
    "second-timeline": _warning(
        ("a second [timeline]: the one at {first} counts", "Keep one."),
        ("第二个 [timeline]：以 {first} 处为准", "请只保留一个。"),
    ),
    "unknown-company": _error(
        ("no company is called {value}", "Correct it, or add a [[company]]."),
        ("没有名为{value}的公司", "请改正，或添加 [[company]]。"),
    ),
    "unknown-product": _error(
        ("no product is called {value}", "Correct it, or add a [[product]]."),
        ("没有名为{value}的产品", "请改正，或添加 [[product]]。"),
    ),
    "unknown-kind": _error(
        ("no kind is called {value}", "Correct it, or add a [[kind]]."),
        ("没有名为{value}的类型", "请改正，或添加 [[kind]]。"),
    ),
    "unknown-metric": _error(
        ("no metric is called {value}", "Correct it, or add a [[metric]]."),
        ("没有名为{value}的指标", "请改正，或添加 [[metric]]。"),
    ),
    "unknown-source": _error(
        ("no source is called {value}", "Correct it, or add a [[source]]."),
        ("没有名为{value}的来源", "请改正，或添加 [[source]]。"),
    ),
    "unknown-parent": _error(
        ("no company is called {value}", "Correct the parent, or add a [[company]]."),
        ("没有名为{value}的公司", "请改正 parent，或添加 [[company]]。"),
    ),
    "unknown-related": _warning(
        ("no event has the id {value}", "Correct it, or delete it."),
        ("没有 id 为{value}的事件", "请改正或删除。"),
    ),
    "circular-parents": _error(
        ("the parents go in a circle: {circle}", "Take one of the parents away."),
        ("母公司循环：{circle}", "请去掉其中一个 parent。"),
    ),
}

_SENSE = {
    "product-of-another": _warning(
        ("{product} belongs to {owner}, which is not among the companies", "Add {owner}."),
        ("{product} 属于 {owner}，而公司中没有它", "请加上 {owner}。"),
    ),
    "before-launch": _warning(
        (
            "before the launch of {product} ({launch}, {other})",
            "Check both dates; if they stand so, name {other} in the note.",
        ),
        (
            "早于 {product} 的上线（{launch}，{other}）",
            "请核对两处日期；如确实如此，请在 note 中写明 {other}。",
        ),
    ),
    "readings-differ": _warning(
        (
            "{metric} of {subject} is {this} here and {that} at {other}, same provider and date",
            "Check both figures; if they stand so, name {other} in the note.",
        ),
        (
            "{subject} 的 {metric} 此处为 {this}，{other} 为 {that}，数据方与日期相同",
            "请核对两个数值；如确实不一，请在 note 中写明 {other}。",
        ),
    ),
    "source-before-event": _warning(
        (
            "{source} came out {published}, before this happened",
            "Check the dates, or set the status: announced, planned, forecast.",
        ),
        (
            "{source} 发布于 {published}，早于此事件",
            "请核对日期，或设定 status：announced、planned、forecast。",
        ),
    ),
    "bad-query": _warning(
        ("the query is not understood: {why}", "Correct it as in the query line."),
        ("无法理解该查询：{why}", "请按查询行的写法改正。"),
    ),
    "undated-era": _warning(
        ("the era {name} has no date, and is shown nowhere", "Add date = …: a year, a span."),
        ("时期“{name}”没有日期，不会显示", "请添加 date = …：一年或一段时间。"),
    ),
    "no-citation": _remark(
        ("no source is cited", "Add citations = [{{ source = … }}]."),
        ("没有引用来源", "请添加 citations = [{{ source = … }}]。"),
    ),
    "unused-company": _remark(
        ("no event names the company {id}", "Delete it, or leave it for later."),
        ("没有事件提到公司 {id}", "可删除，或留待以后使用。"),
    ),
    "unused-product": _remark(
        ("no event names the product {id}", "Delete it, or leave it for later."),
        ("没有事件提到产品 {id}", "可删除，或留待以后使用。"),
    ),
    "unused-source": _remark(
        ("no event cites the source {id}", "Delete it, or leave it for later."),
        ("没有事件引用来源 {id}", "可删除，或留待以后使用。"),
    ),
}

# code -> rule. Files: what cannot be read. Syntax: what is no TOML. Form: what is no table of ours.
# Names: what leads nowhere. Sense: what can hardly be true, or could be better.
RULES: dict[str, Rule] = {**_FILES, **_SYNTAX, **_FORM, **_NAMES, **_SENSE}
