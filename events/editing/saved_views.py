"""Saved views: finding one by its name, and keeping them as ``[[view]]`` tables in the files.

What edits need is imported at the first save.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from events.names import every_language, fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from events.editing.changes import Change
    from events.model import Look, View
    from events.names import Text
    from events.timeline import Timeline
    from events.when import Lang


def find_view(views: Iterable[View], name: str) -> View | None:
    """The view of a name, in any of its languages, whatever the letter case; the first of them."""
    wanted = fold(name).strip()
    return next((view for view in views if wanted in _folded(view.name)), None)


def key_of(view: View) -> str:
    """What edits know a view by: its name in the first language that it has."""
    return every_language(view.name)[0]


def save_view(timeline: Timeline, name: str, query: str, look: Look) -> Change:
    """Keep a query with a look under a name; the view that has the name already is changed.

    May raise any `Refusal`.
    """
    from events.edits import add, change

    old = find_view(timeline.views, name)
    if old is None:
        new: dict[str, Any] = {"name": name.strip(), "query": query, "look": look}
        if look == "list":
            del new["look"]
        return add(timeline, "view", new)
    kept = look if look != "list" or old.look != "list" else None
    new = {"query": query} | ({"look": kept} if kept else {})
    return change(timeline, key_of(old), new, table="view")


def rename_view(timeline: Timeline, view: View, name: str, lang: Lang) -> Change:
    """Give a view another name; one named in several languages gets it in the language given.

    Raises `Taken` if another view has the name, and any other `Refusal`.
    """
    from events.editing.refusals import Taken
    from events.editing.table_words import TABLES
    from events.edits import change

    others = (one for one in timeline.views if key_of(one) != key_of(view))
    other = find_view(others, name)
    if other is not None:
        raise Taken(id=name.strip(), **TABLES["view"].facts)
    new: Text = name.strip()
    if isinstance(view.name, dict):
        new = {**view.name, lang: name.strip()}
    return change(timeline, key_of(view), {"name": new}, table="view")


def _folded(name: Text) -> set[str]:
    return {fold(words).strip() for words in every_language(name) if words.strip()}
