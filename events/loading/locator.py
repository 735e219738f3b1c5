"""Where in a timeline's files something stands, their texts being read again only when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.problems import Problem
from events.toml.places import Places
from events.toml.scan import Path, Span
from events.toml.syntax import Args

if TYPE_CHECKING:
    from events.loading.source_file import SourceFile


class Locator:
    """Finds places in files that were read before, as they were then.

    If a file has changed since, or is gone, only the lines of its events are known.
    """

    def __init__(self) -> None:
        """Begin with no file read."""
        self._places: dict[SourceFile, Places | None] = {}

    def place(
        self, file: SourceFile, table: str, number: int, path: Path = ()
    ) -> tuple[str, int, int, Span | None]:
        """File, line, column and span of a value: its row's table and number, its path there."""
        if table == "event":
            path = _as_written(file, number, path)
        places = self._read(file)
        try:
            if places is not None:
                span = places.span(table, number, path)
                return file.name, *places.linecol(span[0]), span
        except IndexError:  # an event that the file no longer holds
            pass
        return file.name, file.line_of(number) if table == "event" else 1, 1, None

    def problem(
        self,
        code: str,
        file: SourceFile,
        table: str,
        number: int,
        path: Path,
        args: Args = (),
        *,
        event: str | None = None,
        suggestion: str | None = None,
    ) -> Problem:
        """A problem at such a place."""
        name, line, column, span = self.place(file, table, number, path)
        return Problem(code, name, line, column, args, event, span, suggestion)

    def _read(self, file: SourceFile) -> Places | None:
        if file not in self._places:
            from events.loading.source_file import decoded, digest_of

            places = None
            try:
                data = file.path.read_bytes()
                if digest_of(data) == file.digest:
                    places = Places(decoded(data)[0], file.tables.stretches)
            except OSError:
                pass
            self._places[file] = places
        return self._places[file]


def _as_written(file: SourceFile, number: int, path: Path) -> Path:
    """The path with the index that a list's item has in the file, where items were left out."""
    if len(path) > 1 and isinstance(path[1], int):
        kept = file.tables.kept.get((number, str(path[0])))
        if kept is not None:
            return (path[0], kept[path[1]], *path[2:])
    return path
