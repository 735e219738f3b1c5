"""An export as the bytes of a file, and how it gets into one."""

from __future__ import annotations

import codecs
import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from tui.language import count_of_events, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.exports.formats import Format
    from events.exports.selection import Export
    from events.timeline import Timeline
    from events.when import Lang


def encoded(export: Export) -> Iterator[bytes]:
    """The export as UTF-8, in pieces. What UTF-8 has not, halves of characters, is escaped."""
    return (piece.encode("utf-8", "backslashreplace") for piece in export.pieces)


def write_file(export: Export, form: Format, path: Path, *, replace: bool) -> int:
    """Write an export into a file, all of it or nothing; returns how many bytes it has.

    A pipe or device is written to as it is.

    Raises
    ------
    FileExistsError
        There is such a file, and it was not to be replaced.
    OSError, events.editing.refusals.Refusal
        It cannot be written; the file, if there is one, is as it was.
    """
    from events.editing.saving import Write, read, save

    mark = codecs.BOM_UTF8 if form.marked else b""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        if path.is_symlink() and not replace:  # a new file where somebody's link leads to
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        before = None
    else:
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(mode):
            content = b"".join(encoded(export))
            with path.open("wb") as there:
                there.write(content)
            return len(content)
        if not replace:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
        before = read(path)
    content = mark + b"".join(encoded(export))
    save([Write(path, before, content)])
    return len(content)


def in_the_way(timeline: Timeline, form: Format, path: Path, lang: Lang) -> str:
    """Why an export may not go to a file; "" if it may.

    A file of the timeline is never replaced; and another event file in its folder would be read as
    a part of it, with all its events twice.
    """
    try:
        target = Path(os.path.realpath(path))
    except ValueError:  # a NUL in it: no such file can be
        return ""
    if any(Path(os.path.realpath(file.path)) == target for file in timeline.files):
        return say(
            lang,
            "that is a file of the timeline itself: choose another name",
            "该文件属于此时间线，请另选名称",
        )
    root = Path(os.path.realpath(timeline.root))
    if form.name == "toml" and root in target.parents:
        return say(
            lang,
            "in the timeline's own folder its events would be read twice: choose another folder",
            "若放在时间线自己的文件夹里，事件会被重复读取，请另选文件夹",
        )
    return ""


def written_words(count: int, path: Path, lang: Lang) -> str:
    """Say that so many events were written, and where."""
    from tui.text import clean

    name = clean(str(path))
    events = count_of_events(count, lang)
    return say(lang, f"{events} written to {name}", f"已将 {events}写入 {name}")
