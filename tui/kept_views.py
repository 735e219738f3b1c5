"""All saved views of a timeline: those of its files, then the person's own.

A person's own views are those of timelines that cannot be written. They are in ``views.json`` in
the state folder (beside ``$DATELINE_STATE``), by the path of the timeline.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from events.editing.saved_views import find_view
from events.finding import shipped
from events.model import Look, View
from tui.settings import state_file, write_state

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from events.timeline import Timeline

_SHIPPED = "(shipped)"
_LOOKS: tuple[Look, ...] = get_args(Look)


class KeptView(NamedTuple):
    """A view, and whether it is the person's own: kept beside the timeline, not in it."""

    view: View
    own: bool


class OwnViews:
    """The person's own views of one timeline."""

    def __init__(self, root: Path) -> None:
        """``root`` is the timeline's folder or file; the shipped one is the same wherever it is."""
        path = root.resolve()
        self._key = _SHIPPED if path == shipped().resolve() else str(path)

    @property
    def file(self) -> Path:
        """Where all own views are."""
        return state_file().with_name("views.json")

    def read(self) -> list[View]:
        """The views, in the order in which they were saved; what is no view is left out."""
        rows: object = None
        with suppress(OSError, ValueError, RecursionError):
            rows = _all_rows(self.file).get(self._key)
        found = map(_as_view, rows if isinstance(rows, list) else ())
        return [view for view in found if view is not None]

    def save(self, name: str, query: str, look: Look) -> None:
        """Keep a query and a look under a name, also if it is taken. Raises `OSError`."""
        views = self.read()
        new = View(name=name.strip(), query=query, look=look)
        old = find_view(views, name)
        self._write([new if view is old else view for view in views] + [new] * (old is None))

    def rename(self, view: View, name: str) -> None:
        """Give a view another name. Raises `OSError`."""
        new = View(name=name.strip(), query=view.query, look=view.look)
        self._write([new if one == view else one for one in self.read()])

    def remove(self, view: View) -> None:
        """Forget a view. Raises `OSError`."""
        self._write([one for one in self.read() if one != view])

    def _write(self, views: Sequence[View]) -> None:
        try:
            rows = _all_rows(self.file)
        except (ValueError, RecursionError):  # not ours, or spoilt: nothing of it is lost
            self.file.replace(self.file.with_name(f"{self.file.name}.broken"))
            rows = {}
        rows[self._key] = [{"name": v.name, "query": v.query, "look": v.look} for v in views]
        if not views:
            del rows[self._key]
        write_state(self.file, rows)


def views_of(timeline: Timeline, own: OwnViews | None) -> list[KeptView]:
    """All views of a timeline, in the order of their number keys. A visitor has no own."""
    return [
        *(KeptView(view, own=False) for view in timeline.views),
        *(KeptView(view, own=True) for view in (own.read() if own else ())),
    ]


def _all_rows(file: Path) -> dict[str, Any]:
    """What the file holds, by timeline; raises `ValueError` for what is no such file."""
    try:
        rows = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    if not isinstance(rows, dict):
        raise ValueError(file.name)
    return rows


def _as_view(row: object) -> View | None:
    match row:
        case {"name": str(name), "query": str(query), "look": str(look)}:
            known = next((one for one in _LOOKS if one == look), None)
            return View(name=name, query=query, look=known) if known and name.strip() else None
    return None
