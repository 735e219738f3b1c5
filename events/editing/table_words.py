"""What the tables of event files are called where people read of them."""

from __future__ import annotations

from typing import NamedTuple


class TableName(NamedTuple):
    """A sort of table as sentences name it."""

    one: str
    many: str
    zh: str

    @property
    def facts(self) -> dict[str, str]:
        """The name as a fact of a refusal."""
        return {"table": self.one, "table@zh": self.zh}


TABLES = {
    "event": TableName("event", "events", "事件"),
    "company": TableName("company", "companies", "公司"),
    "product": TableName("product", "products", "产品"),
    "kind": TableName("kind", "kinds", "类型"),
    "metric": TableName("metric", "metrics", "指标"),
    "source": TableName("source", "sources", "来源"),
    "view": TableName("view", "views", "视图"),
    "era": TableName("era", "eras", "时期"),
}
"""The tables that can be edited."""
