"""The words of the query language in both languages: its fields, and what `is:` and `has:` take."""

from __future__ import annotations

from typing import Final

from events.names import Names

VALUE_FIELDS: Final = frozenset(
    ("company", "product", "kind", "metric", "tag", "source", "status", "by", "file")
)
"""Fields whose values are names; each is a `Timeline` field as well."""
DATE_FIELDS: Final = frozenset(("date", "since", "until", "within", "asof"))

FIELD_NAMES: Final = Names(
    (
        ("company", {"en": "company", "zh": "公司"}, ("companies", "企业")),
        ("product", {"en": "product", "zh": "产品"}, ("products",)),
        ("kind", {"en": "kind", "zh": "类型"}, ("kinds", "type", "类别")),
        ("metric", {"en": "metric", "zh": "指标"}, ("metrics",)),
        ("tag", {"en": "tag", "zh": "标签"}, ("tags",)),
        ("source", {"en": "source", "zh": "来源"}, ("sources",)),
        ("status", {"en": "status", "zh": "状态"}, ()),
        ("by", {"en": "figure by", "zh": "数据方"}, ("provider", "出自", "提供方")),
        ("date", {"en": "date", "zh": "日期"}, ("when", "时间")),
        ("since", {"en": "since", "zh": "自"}, ("from", "从")),
        ("until", {"en": "until", "zh": "至"}, ("to", "到", "截至")),
        ("within", {"en": "within", "zh": "期间"}, ("之内",)),
        ("asof", {"en": "known by", "zh": "已知"}, ("as-of",)),
        ("is", {"en": "is", "zh": "是"}, ()),
        ("has", {"en": "has", "zh": "有"}, ("with", "含")),
        ("file", {"en": "file", "zh": "文件"}, ("files",)),
        ("id", {"en": "id", "zh": "编号"}, ("ids",)),
    )
)
"""The fields, in the order in which they are offered."""

FIELD_EXAMPLES: Final = {
    "company": "company:alibaba,bytedance",
    "product": "product:千问",
    "kind": "-kind:stock",
    "metric": "metric:dau",
    "tag": "tag:chips",
    "source": "source:annual-report",
    "status": "status:planned",
    "by": "by:QuestMobile",
    "date": "date:2025-Q3..2026-01",
    "since": "since:2025-11",
    "until": "until:除夕",
    "within": "within:2025",
    "asof": "asof:2026-01-31",
    "is": "is:undated",
    "has": "has:reading",
    "file": "file:campaigns.toml",
    "id": "id:2026-01",
}
"""How each field is used, for help and completion."""

QUALITY_NAMES: Final = Names(
    (
        ("approximate", {"en": "approximate date", "zh": "约略日期"}, ("approx", "about", "约")),
        ("uncertain", {"en": "uncertain date", "zh": "存疑日期"}, ("存疑", "不确定")),
        ("exact", {"en": "exact day", "zh": "确切日期"}, ("确切",)),
        ("ongoing", {"en": "going on today", "zh": "今天仍在持续"}, ("进行中", "持续", "持续中")),
        ("past", {"en": "already past", "zh": "已过去"}, ("过去",)),
        ("future", {"en": "still to come", "zh": "尚未到来"}, ("未来", "将来")),
        ("undated", {"en": "without a date", "zh": "没有日期"}, ("无日期",)),
    )
)
"""What ``is:`` takes besides the statuses."""

PART_NAMES: Final = Names(
    (
        ("reading", {"en": "a reading", "zh": "读数"}, ("readings",)),
        ("note", {"en": "a note", "zh": "备注"}, ("notes", "注")),
        ("source", {"en": "a source", "zh": "来源"}, ("sources", "citation", "citations", "引用")),
        ("summary", {"en": "a summary", "zh": "摘要"}, ()),
        ("company", {"en": "a company", "zh": "公司"}, ("companies",)),
        ("product", {"en": "a product", "zh": "产品"}, ("products",)),
        ("kind", {"en": "a kind", "zh": "类型"}, ()),
        ("tag", {"en": "a tag", "zh": "标签"}, ("tags",)),
        ("related", {"en": "a related event", "zh": "相关事件"}, ("相关",)),
    )
)
"""What ``has:`` takes."""
