"""What the fields of an event are called where people read of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.said import Said

if TYPE_CHECKING:
    from collections.abc import Iterable

FIELD_WORDS: dict[str, tuple[str, str]] = {
    "id": ("id", "id"),
    "file": ("file", "文件"),
    "date": ("date", "日期"),
    "kind": ("kind", "类型"),
    "status": ("status", "状态"),
    "companies": ("companies", "公司"),
    "products": ("products", "产品"),
    "title": ("title", "标题"),
    "summary": ("summary", "摘要"),
    "note": ("note", "备注"),
    "tags": ("tags", "标签"),
    "related": ("related", "相关事件"),
    "readings": ("readings", "读数"),
    "citations": ("citations", "引用"),
}
"""Each in English and Chinese."""


def field_words(keys: Iterable[str]) -> Said:
    """Fields in a row; those of other tables by their keys."""
    words = [FIELD_WORDS.get(key, (key, key)) for key in keys]
    return Said(", ".join(en for en, _ in words), "、".join(zh for _, zh in words))
