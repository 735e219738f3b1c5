"""Which timeline is meant when none is named: the environment's, this folder's, or the shipped."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

# The header of a table that only an event file has.
_HEADER = re.compile(
    rb"^[ \t]*\[{1,2}[ \t]*(?:timeline|company|product|kind|metric|source|event|view)[ \t]*\]",
    re.MULTILINE,
)
# An event file says what it is near its top; a header further down is not looked for.
_LOOKED_AT = 1 << 16


class Found(NamedTuple):
    """Where a timeline is, and whether it is the shipped one for want of any other."""

    path: Path
    shipped: bool


def shipped() -> Path:
    """The timeline that comes with dateline: in the installed package, or in the checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "seeds"
    return inside if inside.is_dir() else package.parent / "seeds"


def find_timeline(named: Path | None = None) -> Found:
    """Find the timeline to open.

    The one ``named``, else ``$DATELINE_PATH``, else ``./seeds`` or ``.`` where they hold event
    files, else the shipped one. Whether it exists is not asked of the first two.
    """
    if named is not None:
        return Found(named, False)
    if path := os.environ.get("DATELINE_PATH"):
        return Found(Path(path), False)
    for here in (Path("seeds"), Path()):
        if holds_events(here):
            return Found(here, False)
    return Found(shipped(), True)


def holds_events(folder: Path) -> bool:
    """Whether any ``*.toml`` right in the folder is an event file."""
    try:
        files = sorted(folder.glob("*.toml"))
    except OSError:
        return False
    return any(_is_event_file(file) for file in files)


def _is_event_file(file: Path) -> bool:
    if file.name.startswith(".") or not file.is_file():
        return False
    try:
        with file.open("rb") as opened:
            return _HEADER.search(opened.read(_LOOKED_AT)) is not None
    except OSError:
        return False
