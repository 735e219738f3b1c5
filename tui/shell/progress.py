"""A progress bar on stderr, where that is a terminal and there is much to do."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import click

_MUCH = 5_000  # of whatever is counted: less is done before a bar could be read


class ProgressBar:
    """Gives the function that moves the bar to (done, of); None where there is no bar."""

    def __init__(self, length: int, label: str, *, quiet: bool = False) -> None:
        """Take how much there is to do; ``quiet`` wants no bar."""
        self._bar: Any = None
        self._at = 0
        if length > _MUCH and sys.stderr.isatty() and not quiet:
            self._bar = click.progressbar(length=length, label=label, file=sys.stderr)

    def __enter__(self) -> Callable[[int, int], None] | None:
        if self._bar is None:
            return None
        self._bar.__enter__()
        return self._moved

    def _moved(self, done: int, of: int) -> None:
        if done > self._at:
            self._bar.update(done - self._at)
            self._at = done

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.__exit__(*error)
