"""The query in one table: what the help screen and the README show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

QUERY_HELP: tuple[tuple[str, str, str], ...] = (
    ("qwen launch", "all these words, anywhere in an event", "事件中须含全部词语"),
    ('"free order"', "a phrase", "词组"),
    ("company:alibaba,字节", "a field with any of the values; names in any language",
     "字段为其中任一值；名称可用任何语言"),
    ("product: kind: metric: by:", "what it is about, what is measured, whose figure",
     "产品、类型、指标、数据出处"),
    ("source: tag: status: file: id:", "where it is written, and how it is kept",
     "来源、标签、状态、文件、id"),
    ("-kind:stock", "not", "非"),
    ("taobao OR 支付宝", "either of the two beside it; ( ) for groups", "二者之一；括号可分组"),
    ("date:2025-11", "may fall in that time", "可能在此时段内"),
    ("date:2025-Q3..2026-01", "may fall in that span", "可能在此区间内"),
    ("within:2025", "surely falls in that time", "确定在此时段内"),
    ("since:2025-11 until:除夕", "from then on, up to then", "自某时起、至某时止"),
    ('date:"last 3 months"', "people's words for a date, in English and Chinese",
     "日期可用日常说法，中英文均可"),
    ("dau>50M mau>=1亿 change<0", "compare a reading: true where it surely holds",
     "比较读数：确定成立才算"),
    ("has:reading,note,source", "has any such part", "含有其中任一部分"),
    ("is:approximate,ongoing", "also forecast, undated, future, and the statuses",
     "另有 forecast、undated、future 及各状态"),
    ("asof:2026-01-31", "only what sources published by then had said",
     "只看当时已发表的来源所述"),
)  # fmt: skip

# What of the general examples can be shown with a timeline's own names (`events.queries.examples`).
_SHOWN = {
    "qwen launch": "words",
    '"free order"': "phrase",
    "company:alibaba,字节": "values",
    "-kind:stock": "not",
    "taobao OR 支付宝": "or",
    "date:2025-11": "month",
    "date:2025-Q3..2026-01": "span",
    "within:2025": "within",
    "since:2025-11 until:除夕": "since",
    "dau>50M mau>=1亿 change<0": "compare",
    "asof:2026-01-31": "asof",
}


def query_help(examples: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """The table with a timeline's own examples, the general ones where it has none."""
    for general, en, zh in QUERY_HELP:
        yield examples.get(_SHOWN.get(general, ""), general), en, zh
