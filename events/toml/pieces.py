"""The parts of a TOML text that were parsed, each alone."""

from __future__ import annotations

from typing import Any, NamedTuple

MOST_FAULTS = 1000
"""How many faults of a text are explained; the rest are only counted."""


class Piece(NamedTuple):
    """A part of a text, and what the parser made of it."""

    start: int
    end: int
    data: dict[str, Any]
