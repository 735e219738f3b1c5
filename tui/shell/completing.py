"""What the shell may complete: words of a query, ids of events."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem, split_arg_string

from tui.caching import UserCache
from tui.text import clean

if TYPE_CHECKING:
    from pathlib import Path

    from events.timeline import Timeline

# A shell shows a list, not a book.
_MOST = 200
# What a shell takes as it stands. Anything else would be expanded or split there: not offered.
_INERT = re.compile(r"[\w:,./@%+=-]+")


def query_completions(path: Path, incomplete: str) -> list[CompletionItem]:
    """Fields and names that go on with the last word of a query."""
    timeline = _loaded(path)
    if timeline is None:
        return []
    from events.query import complete

    # bash takes company:ali for three words, and wants only what follows the colon
    before = _before_colon() if os.environ.get("_DATELINE_COMPLETE") == "bash_complete" else ""
    text = before + incomplete.removeprefix(":")
    found = []
    for completion in complete(text, len(text), timeline, "en")[:_MOST]:
        whole = text[: completion.start] + completion.insert + text[completion.end :]
        value = whole.removeprefix(before).rstrip()
        if whole.startswith(before) and _INERT.fullmatch(value):
            found.append(CompletionItem(value, help=clean(completion.detail)))
    return found


def _before_colon() -> str:
    """The field and colon that bash split off the word to complete."""
    words = split_arg_string(os.environ.get("COMP_WORDS", ""))
    at = int(os.environ.get("COMP_CWORD", "0"))
    colon = at if words[at : at + 1] == [":"] else at - 1
    return words[colon - 1] + ":" if colon > 0 and words[colon] == ":" else ""


def id_completions(path: Path, incomplete: str) -> list[CompletionItem]:
    """The ids that begin as what is typed, with their titles."""
    timeline = _loaded(path)
    if timeline is None:
        return []
    from events.names import in_language

    return [
        CompletionItem(event_id, help=clean(in_language(event.title, "en")))
        for event_id, event in zip(timeline.id_of, timeline.events, strict=True)
        if event_id.startswith(incomplete) and _INERT.fullmatch(event_id)
    ][:_MOST]


def view_completions(path: Path, incomplete: str) -> list[CompletionItem]:
    """The names of saved views that begin as what is typed, each with its query."""
    timeline = _loaded(path)
    if timeline is None:
        return []
    from events.names import every_language, fold
    from tui.kept_views import OwnViews, views_of

    return [
        CompletionItem(name, help=clean(kept.view.query))
        for kept in views_of(timeline, OwnViews(timeline.root))
        for name in every_language(kept.view.name)
        if fold(name).startswith(fold(incomplete)) and _INERT.fullmatch(name)
    ][:_MOST]


def name_completions(path: Path, table: str, incomplete: str) -> list[CompletionItem]:
    """The ids of a table that begin as what is typed, with their names."""
    timeline = _loaded(path)
    if timeline is None:
        return []
    names = timeline.names[table]
    return [
        CompletionItem(id, help=clean(names.label(id, "en")))
        for id in names
        if id.startswith(incomplete) and _INERT.fullmatch(id)
    ][:_MOST]


def file_completions(path: Path, incomplete: str) -> list[CompletionItem]:
    """The names of the timeline's files that begin as what is typed."""
    timeline = _loaded(path)
    names = [file.name for file in timeline.files] if timeline else []
    return [
        CompletionItem(name)
        for name in names
        if name.startswith(incomplete) and _INERT.fullmatch(name)
    ][:_MOST]


def _loaded(path: Path) -> Timeline | None:
    from events.files import load

    try:
        return load(path, cache=UserCache())
    except OSError:
        return None
