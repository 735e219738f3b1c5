"""The house: which room may know which, and that no two modules know each other."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# The rooms of `events`, each knowing only those before it. A room is a module, or a package with
# the modules that are its doors.
ROOMS = (
    ("said",),
    ("names",),
    ("dates", "when", "phrases", "lunar"),
    ("number_words",),
    ("metrics",),
    ("toml", "blocks"),
    ("model",),
    ("rules",),
    ("problems",),
    ("columns", "timeline"),
    ("loading", "cache", "files"),
    ("schema",),
    ("finding",),
    ("queries", "query"),
    ("checks",),
    ("sources",),
    ("known",),
    ("readings",),
    ("axes", "lanes"),
    ("coverage",),
    ("gaps",),
    ("comparing", "compare"),
    ("editing", "edits"),
    ("exports",),
    ("imports",),
    ("past",),
)


def modules_of(package: str) -> dict[str, Path]:
    """The modules of a package by their names."""
    files = (ROOT / package).rglob("*.py")
    names = ((".".join(file.relative_to(ROOT).with_suffix("").parts), file) for file in files)
    return {name.removesuffix(".__init__"): file for name, file in names}


def imported(node: ast.AST, *, types_too: bool = False) -> Iterator[str]:
    """What is imported wherever in a tree, functions too; what only type checkers read if asked."""
    for child in ast.iter_child_nodes(node):
        is_for_types = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test)
        if is_for_types and not types_too:
            continue
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, "a relative import"
            yield from (f"{child.module}.{alias.name}" for alias in child.names)
        yield from imported(child, types_too=types_too)


@cache
def graph_of(package: str) -> dict[str, set[str]]:
    """Each module of a package, and those of the package that it imports."""
    modules = modules_of(package)

    def module(name: str) -> str:
        return name if name in modules else name.rpartition(".")[0]

    return {
        name: {module(one) for one in imported(ast.parse(file.read_text("utf-8")))} & modules.keys()
        for name, file in modules.items()
    }


@pytest.mark.parametrize("package", ["events", "tui"])
def test_no_modules_import_each_other(package: str) -> None:
    TopologicalSorter(graph_of(package)).prepare()  # raises CycleError


def test_every_room_knows_only_those_before_it() -> None:
    order = {module: nth for nth, room in enumerate(ROOMS) for module in room}

    def room_of(name: str) -> int:
        return order[name.split(".")[1]]

    backwards = [
        f"{name} imports {other}"
        for name, others in graph_of("events").items()
        for other in others - {"events"}
        if name != "events" and room_of(other) > room_of(name)
    ]
    assert backwards == []


def test_events_never_import_the_terminal() -> None:
    terminal = {"tui", "textual", "rich", "click"}
    found = [
        f"{name} imports {other}"
        for name, file in modules_of("events").items()
        for other in imported(ast.parse(file.read_text("utf-8")), types_too=True)
        if other.partition(".")[0] in terminal
    ]
    assert found == []


def test_the_screen_and_the_shell_do_not_know_each_other() -> None:
    strangers = {
        "shell": {"app", "screens", "textual"},
        "form": {"app", "screens", "widgets", "shell", "textual"},
        "commands": {"app", "screens", "widgets", "shell"},
        "widgets": {"app", "shell"},
        "screens": {"app", "shell"},
    }

    def room_of(name: str) -> str:
        return name.removeprefix("tui.").partition(".")[0]

    found = [
        f"{name} imports {other}"
        for name, file in modules_of("tui").items()
        for other in imported(ast.parse(file.read_text("utf-8")), types_too=True)
        if room_of(other) in strangers.get(room_of(name), ())
    ]
    assert found == []
