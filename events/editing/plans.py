"""What is to be done to the tables of a timeline, file by file, before it becomes a change."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from events.editing.changes import Change, FileChange
from events.editing.refusals import (
    Broken,
    Conflict,
    Invalid,
    NoFolder,
    NotFound,
    NotSaved,
    Shipped,
    Unwritable,
)
from events.editing.splices import Sheet
from events.editing.table_words import TABLES
from events.editing.wanted import Cut, Insert, Put
from events.said import Said
from events.toml.reshape import same

if TYPE_CHECKING:
    from events.loading.source_file import SourceFile
    from events.timeline import Timeline
    from events.toml.layout import Data
    from events.toml.scan import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A table: the how many-eth of its sort in its file, from 0."""

    file: SourceFile
    table: str
    nth: int


def find(timeline: Timeline, table: str, id: str) -> Place:
    """Where the table with an id stands; the id of a view or an era is its name in any language.

    Raises `NotFound`.
    """
    if table == "event":
        number = timeline.number_of.get(id)
        if number is not None:
            return Place(timeline.file(number), table, timeline.nth_in_file(number))
    else:
        for file in timeline.files:
            for row in file.tables.rows:
                if row.table == table and id in _names_of(row.value):
                    return Place(file, table, row.number)
    raise NotFound(id=id, **TABLES[table].facts)


def _names_of(row: Any) -> tuple[str, ...]:
    name = getattr(row, "id", None) or row.name
    return tuple(name.values()) if isinstance(name, dict) else (name,)


class Plan:
    """What is to be done to the tables of a timeline; nothing is written.

    Raises `Shipped` for a timeline that came with the program.
    """

    def __init__(self, timeline: Timeline) -> None:
        """Begin with nothing to do."""
        if not timeline.writable:
            package = Path(__file__).parents[1]
            if package in (timeline.root, *timeline.root.parents):
                raise Shipped(timeline.root)
            raise Unwritable(timeline.root if timeline.root.is_dir() else timeline.root.parent)
        self._timeline = timeline
        self._sheets: dict[str, Sheet] = {}
        self._data: dict[str, bytes] = {}
        self._same: set[SourceFile] = set()
        self._new: dict[str, Sheet] = {}
        self._old: dict[str, dict[tuple[str, int], Put | Cut]] = {}
        self._inserted: dict[str, list[Insert]] = {}
        self._mended: dict[str, str] = {}

    def find(self, table: str, id: str) -> Place:
        """Where a table stands, in a file that still is what the timeline was made of."""
        place = find(self._timeline, table, id)
        self.sheet(place.file)
        return place

    def sheet(self, file: SourceFile) -> Sheet:
        """The file's tables, read anew.

        Raises `Conflict` if it is not what the timeline was made of, `Broken` if it has faults.
        """
        from events.loading.source_file import digest_of

        data = self._read(file)
        if file not in self._same:
            if digest_of(data) != file.digest:
                theirs = data.decode(errors="replace")
                raise Conflict(file.path, read=None, theirs=theirs, mine=None)
            self._same.add(file)
        if file.broken:
            raise Broken(file.path)
        return self.accept(file)

    def accept(self, file: SourceFile) -> Sheet:
        """The file's tables as they are on the disk, whatever they were in the timeline."""
        key = os.path.realpath(file.path)
        if key not in self._sheets:
            try:
                self._sheets[key] = Sheet(file.path, self._read(file).decode())
            except UnicodeDecodeError as error:
                raise Broken(file.path) from error
        return self._sheets[key]

    def holds(self, file: SourceFile, text: str) -> bool:
        """Whether the text stands anywhere in the file."""
        return text.encode() in self._read(file)

    def _read(self, file: SourceFile) -> bytes:
        key = os.path.realpath(file.path)
        if key not in self._data:
            try:
                self._data[key] = file.path.read_bytes()
            except FileNotFoundError as error:
                if not os.path.isdir(file.path.parent):
                    raise NoFolder(file.path.parent) from error
                raise Conflict(file.path, read=None, theirs=None, mine=None) from error
            except OSError as error:
                raise NotSaved(file.path, why=error.strerror or str(error)) from error
        return self._data[key]

    def data(self, place: Place) -> Data:
        """What the table at a place that was found holds, or what it is to hold by now."""
        planned = self._planned(place.file).get((place.table, place.nth))
        if isinstance(planned, Put):
            return planned.data
        return self.accept(place.file).data(place.table, place.nth)

    def put(self, place: Place, data: Data) -> None:
        """Let the table hold the data."""
        if not same(self.data(place), data):
            put = Put(place.table, place.nth, data)
            self._planned(place.file)[place.table, place.nth] = put

    def cut(self, place: Place) -> None:
        """Remove the table."""
        self.accept(place.file).block(place.table, place.nth)
        self._planned(place.file)[place.table, place.nth] = Cut(place.table, place.nth)

    def insert(self, file: SourceFile, table: str, nth: int, data: Data) -> None:
        """Put a new table before the ``nth`` of its sort in the file, or after the last."""
        self.accept(file)
        key = os.path.realpath(file.path)
        self._inserted.setdefault(key, []).append(Insert(table, nth, data))

    def insert_in_new(self, name: str, table: str, data: Data) -> None:
        """Make a file with the table; its name is relative to the timeline's folder."""
        from events.files import OF_OTHERS

        root, parts = self._timeline.root, PurePosixPath(name).parts
        hidden = any(part.startswith(".") for part in parts)
        others = name.rpartition("/")[2] in OF_OTHERS  # it would not be read
        if (
            not name.endswith(".toml")
            or hidden
            or others
            or name.startswith("/")
            or not root.is_dir()
        ):
            raise Invalid((("file",), f"no file of this timeline can be called {name}",
                           f"本时间线中不能有名为 {name} 的文件"))  # fmt: skip
        key = str(root / name)
        self._new[key] = Sheet(root / name, "")
        self._inserted.setdefault(key, []).append(Insert(table, 0, data))

    def mend(self, file: SourceFile, span: Span, new: str, *, key: bool) -> None:
        """Let another key or text stand at a place of the file, and nothing else change."""
        self._mended[os.path.realpath(file.path)] = self.sheet(file).mended(span, new, key=key)

    def _planned(self, file: SourceFile) -> dict[tuple[str, int], Put | Cut]:
        return self._old.setdefault(os.path.realpath(file.path), {})

    def change(self, what: Said) -> Change:
        """The finished change; raises `WrongResult` if an edit does not come out as wanted."""
        found = []
        for key in dict.fromkeys((*self._old, *self._inserted, *self._mended)):
            sheet = self._new.get(key) or self._sheets[key]
            before = None if key in self._new else sheet.text
            splices = (*self._old.get(key, {}).values(), *self._inserted.get(key, ()))
            after = self._mended.get(key) or (sheet.edited(splices) if splices else before)
            if after != before:
                if after is not None:
                    _refuse_halves(after)
                found.append(FileChange(sheet.path, self._name(sheet.path), before, after))
        return Change(what, tuple(found))

    def _name(self, path: Path) -> str:
        known = {file.path: file.name for file in self._timeline.files}
        if path in known:
            return known[path]
        return path.relative_to(self._timeline.root).as_posix()


def _refuse_halves(text: str) -> None:
    """Refuse halves of characters, which stand for bytes that are no UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Invalid(((), "it holds bytes that are no UTF-8", "含有不是 UTF-8 的字节")) from None
