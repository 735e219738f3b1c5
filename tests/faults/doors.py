"""The doors by which text of others comes in or goes out, each with its random cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faults import (
    commands,
    exports,
    imports,
    kept,
    queries,
    repositories,
    spoilt_caches,
    steps,
)

if TYPE_CHECKING:
    from tests.faults.tries import Case

DOORS: dict[str, Case] = {
    "queries": queries.ask,
    "dates in words": queries.date_words,
    "edits, undone and redone": steps.taken,
    "exports": exports.export,
    "imports": imports.take_in,
    "commands": commands.command,
    "git repositories": repositories.read_past,
    "settings": kept.settings,
    "what is remembered": kept.remembered,
    "views and eras": kept.views_and_eras,
    "spoilt caches": spoilt_caches.opened,
}
