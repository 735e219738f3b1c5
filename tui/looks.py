"""The five looks by their names; each is imported when it is first looked at."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from tui.widgets.event_list import EventList

if TYPE_CHECKING:
    from events.model import Look as LookName
    from tui.widgets.look import Look

# Modules in `tui.widgets` and the classes in them.
_HOMES: dict[LookName, tuple[str, str]] = {
    "lanes": ("lanes.lanes", "Lanes"),
    "chart": ("chart.chart", "Chart"),
    "compare": ("compare.compare", "Compare"),
    "coverage": ("coverage.coverage", "Coverage"),
}


def known_looks() -> list[LookName]:
    """The names of all looks, in the order of their keys."""
    return ["list", *_HOMES]


def look_class(name: LookName) -> type[Look]:
    """The widget of a look. Raises `KeyError` for a name that is none."""
    if name == "list":
        return EventList
    module, widget = _HOMES[name]
    found: type[Look] = getattr(import_module(f"tui.widgets.{module}"), widget)
    return found
