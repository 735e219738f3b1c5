"""Reading a timeline: its files found, read and joined to one whole; no content stops it."""

from __future__ import annotations

import gc
import os
import stat
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from events.cache import store
from events.loading.joining import join
from events.loading.source_file import BOM, SourceFile, decoded, digest_of
from events.loading.tables import read_tables
from events.problems import Problem
from events.timeline import Timeline

if TYPE_CHECKING:
    from events.cache.kept import Kept, KeptFile
    from events.cache.store import Cache

Progress = Callable[[int, int], None]

# TOML files of other tools, which often lie about in a folder.
OF_OTHERS = frozenset(
    "pyproject.toml tombi.toml taplo.toml Cargo.toml ruff.toml uv.toml book.toml typos.toml".split()
)
_NOT_READ = frozenset(("unreadable", "not-a-file"))  # problems of what is not in a timeline's files
_LARGE = 100_000  # bytes from which on a file is read in parts


class _Found(NamedTuple):
    path: Path
    name: str
    size: int


def load(
    path: str | os.PathLike[str],
    *,
    progress: Progress | None = None,
    previous: Timeline | None = None,
    changed: Collection[Path] | None = None,
    contents: Mapping[Path, bytes] | None = None,
    cache: Callable[[], Cache | None] | None = None,
) -> Timeline:
    """Read the timeline at a folder or file.

    What is wrong in the files does not stop it: it is told in the timeline's ``problems``.

    Parameters
    ----------
    path
        A folder, whose ``*.toml`` at any depth are read but hidden ones, or one file.
    progress
        Called after each file with the bytes read, and those there are.
    previous
        The same timeline as it was: what did not change since is not read again, and events of a
        file that has got a syntax error stay. If nothing changed it is given back.
    changed
        With ``previous``: the files that may have changed; others are not looked at.
    contents
        What files are about to hold: it is taken instead of what they hold.
    cache
        Gives the cache to look into if the timeline is large and there is no ``previous``. Nothing
        is written to it; see `events.cache.store.Cache.keep`.

    Raises
    ------
    OSError
        If the path cannot be looked at; `FileNotFoundError` if there is nothing.
    """
    root = Path(path)
    problems: list[Problem] = []
    try:
        is_folder = root.is_dir()
        if not is_folder:
            root.stat()
    except ValueError:  # a NUL in it
        raise FileNotFoundError(f"no such file or folder: {str(root)!r}") from None
    root = Path(os.path.abspath(root))
    if is_folder:
        found = sorted(_find(root, problems), key=lambda file: file.name)
    else:
        found = [_Found(root, _printable(root.name), _size(root))]
    before = {file.path: file for file in previous.files} if previous else {}
    others = _others(before.values(), changed) if changed is not None else {}
    total, done = sum(file.size for file in found), 0
    kept: Kept | None = None
    files: list[SourceFile] = []
    with _no_collection():
        if cache is not None and previous is None and total >= store.WORTH and (opened := cache()):
            kept = opened.open(root)
        for file in found:
            read = others.get(file.path) or _read(
                file,
                before.get(file.path),
                problems,
                contents.get(file.path) if contents else None,
                kept.files.pop(file.name, None) if kept else None,
            )
            if read is not None:
                files.append(read)
            done += file.size
            if progress is not None:
                progress(done, total)
        writable = _writable(root)
        if previous is not None and not problems and _is_same(previous, root, files, writable):
            return previous
        return join(root, files, problems, writable=writable, previous=previous, kept=kept)


def _is_same(timeline: Timeline, root: Path, files: Sequence[SourceFile], writable: bool) -> bool:
    """Whether the timeline is all that these files give, which could all be read."""
    return (
        (timeline.root, timeline.writable) == (root, writable)
        and [*timeline.files] == files
        and not any(problem.code in _NOT_READ for problem in timeline.problems)
    )


def _others(files: Iterable[SourceFile], changed: Collection[Path]) -> dict[Path, SourceFile]:
    """The files but those changed, under whatever name, by their paths."""
    real = set(map(os.path.realpath, changed))
    return {file.path: file for file in files if os.path.realpath(file.path) not in real}


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without the cyclic garbage collector, which would walk over all that was read, many times."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


# Finding files


def _find(root: Path, problems: list[Problem]) -> Iterator[_Found]:
    """The event files in a folder and those below it; loops of links are met once."""
    seen: set[tuple[int, int]] = set()
    pending = [(str(root), "")]
    while pending:
        folder, prefix = pending.pop()
        try:
            info = os.stat(folder)
            if (info.st_dev, info.st_ino) in seen:
                continue
            seen.add((info.st_dev, info.st_ino))
            with os.scandir(folder) as entries:
                for entry in entries:
                    name = f"{prefix}{entry.name}"
                    if entry.name.startswith("."):
                        continue
                    if _is_folder(entry):
                        pending.append((entry.path, f"{name}/"))
                    elif entry.name.endswith(".toml") and entry.name not in OF_OTHERS:
                        path = Path(entry.path)
                        yield _Found(path, _printable(name), _size(path))
        except OSError as error:
            name = _printable(prefix.rstrip("/")) or "."
            problems.append(_unreadable(name, error))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _printable(name: str) -> str:
    """A file name with the bytes that are not UTF-8 made printable."""
    return os.fsencode(name).decode("utf-8", "replace").replace(os.sep, "/")


def _writable(root: Path) -> bool:
    folder = root if root.is_dir() else root.parent
    return os.access(folder, os.W_OK) and Path(__file__).parent not in (root, *root.parents)


# Reading one file


def _read(
    found: _Found,
    before: SourceFile | None,
    problems: list[Problem],
    data: bytes | None,
    kept: KeptFile | None,
) -> SourceFile | None:
    """The file as it is now; as it was before if that cannot be told; None if it is gone.

    ``data``: what it is about to hold; ``kept``: what a cache has of it.
    """
    try:
        if not stat.S_ISREG(found.path.stat().st_mode):  # a pipe would never end
            problems.append(Problem("not-a-file", found.name, 1, 1))
            return None
        data = found.path.read_bytes() if data is None else data
    except OSError as error:
        problems.append(_unreadable(found.name, error))
        return None if isinstance(error, FileNotFoundError) else before
    digest = digest_of(data)
    if before is not None and before.digest == digest and before.name == found.name:
        return before
    known = before.parts if before is not None and before.name == found.name else ()
    if kept is not None:
        if kept.digest == digest and (file := kept.read(found.path, found.name, data)) is not None:
            return file
        known = known or kept.known
    if len(data) >= _LARGE:
        from events.loading.parts import joined, read_parts

        parts = read_parts(found.name, data.removeprefix(BOM), known)
        if parts is not None:
            return SourceFile(found.path, found.name, digest, joined(parts), parts)
    text, damage = decoded(data, found.name)
    del data
    tables = read_tables(found.name, text, damaged=damage is not None)
    if damage is not None:
        tables.problems.insert(0, damage)
    file = SourceFile(found.path, found.name, digest, tables, known)
    return file if before is None or not tables.broken else _with_events_of(before, file)


def _unreadable(name: str, error: OSError) -> Problem:
    reasons = {
        FileNotFoundError: (
            "there is no such file (a link that leads nowhere?)",
            "文件不存在（链接失效？）",
        ),
        PermissionError: ("you may not read it", "没有读取权限"),
    }
    why = error.strerror or str(error)
    en, zh = reasons.get(type(error), (why, why))
    return Problem("unreadable", name, 1, 1, (("why", en), ("why@zh", zh)))


def _with_events_of(before: SourceFile, now: SourceFile) -> SourceFile:
    """A file that has got syntax errors, with the events it had that cannot be read now."""
    ids = {event.id for event in now.tables.events}
    lost = [
        (event, before.line_of(number))
        for event, number in zip(before.tables.events, before.tables.numbers, strict=True)
        if event.id and event.id not in ids
    ]
    first, tables = len(now.tables.lines), now.tables
    tables = replace(
        tables,
        events=tables.events + [event for event, _ in lost],
        numbers=tables.numbers + array("i", range(first, first + len(lost))),
        lines=tables.lines + array("i", [line for _, line in lost]),
    )
    return replace(now, tables=tables, carried=len(lost))
