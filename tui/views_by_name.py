"""``--view NAME``: a saved view as a command's query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.language import say
from tui.opening import did_you_mean
from tui.output import Failure
from tui.text import clean

if TYPE_CHECKING:
    from events.model import View
    from events.timeline import Timeline
    from events.when import Lang

_SHOWN = 12  # views that are named where none is meant


def view_named(timeline: Timeline, name: str, lang: Lang) -> View:
    """The saved view of a name; a name that none has is a Failure with the nearest."""
    from events.editing.saved_views import find_view
    from events.names import every_language, in_language
    from tui.kept_views import OwnViews, views_of

    views = [kept.view for kept in views_of(timeline, OwnViews(timeline.root))]
    view = find_view(views, name)
    if view is None:
        names = [word for one in views for word in every_language(one.name)]
        words = say(lang, f"no view is called “{clean(name)}”", f"没有名为“{clean(name)}”的视图")
        if not views:
            words += say(lang, "; none is saved", "；尚未保存任何视图")
        elif near := did_you_mean(name, names, lang):
            words += near
        else:
            known = [f"“{clean(in_language(view.name, lang))}”" for view in views[:_SHOWN]]
            known += ["…"] * (len(views) > _SHOWN)
            words += say(lang, "; there are: ", "；已有：") + say(lang, ", ", "、").join(known)
        raise Failure(words)
    return view


def both_queries(view: View, query: str) -> str:
    """A view's query and one more: both must hold."""
    return f"{view.query} {query}".strip()
