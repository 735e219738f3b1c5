"""dateline's domain: dates with precision, event files, the timeline, the query.

Usable as a library; it imports neither Textual nor Rich and prints nothing. Names load when first
used, so that ``import events`` costs next to nothing:

>>> from events import When, read_date
>>> str(When.parse("2025-11~")), When.parse("2025-11~").show("zh")
('2025-11~', '约2025年11月')
"""

from __future__ import annotations

# `typing` costs 10 ms to import, and a script that only reads dates needs none of it.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from events.checks import check
    from events.files import load
    from events.finding import shipped
    from events.phrases import read_date
    from events.problems import Problem
    from events.query import QueryError, Search, parse_query
    from events.timeline import Timeline
    from events.when import When, WhenError, today

_HOME = {
    "Problem": "problems",
    "QueryError": "query",
    "Search": "query",
    "Timeline": "timeline",
    "When": "when",
    "WhenError": "when",
    "check": "checks",
    "load": "files",
    "parse_query": "query",
    "read_date": "phrases",
    "shipped": "finding",
    "today": "when",
}

__all__ = [
    "Problem",
    "QueryError",
    "Search",
    "Timeline",
    "When",
    "WhenError",
    "check",
    "load",
    "parse_query",
    "read_date",
    "shipped",
    "today",
]


def __getattr__(name: str) -> object:
    """Import a public name from its module at first use (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module 'events' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"events.{_HOME[name]}"), name)
