"""The person's own editor: which it is, and how each is told the line to begin at."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from types import FrameType

# How editors are told a line, by the name of their program: words to put after those the person
# gave. A first word with a bar has two spellings and is left out where either is given already.
_PLUS = ("+{line}", "{file}")
_COLON = ("{file}:{line}",)
_CODE = ("-w|--wait", "-g", "{file}:{line}")
_TOLD: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("vi", "vim", "nvim", "view", "vim.basic", "vim.tiny", "nvi", "vis"), _PLUS),
    **dict.fromkeys(("gvim", "gview", "mvim"), ("-f|--nofork", *_PLUS)),
    **dict.fromkeys(("nano", "rnano", "pico", "micro", "kak", "joe", "jed", "mg", "ne"), _PLUS),
    **dict.fromkeys(("emacs", "emacsclient", "jmacs", "zile", "mcedit"), _PLUS),
    **dict.fromkeys(("hx", "helix"), _COLON),
    **dict.fromkeys(("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"), _CODE),
    **dict.fromkeys(("subl", "sublime_text", "zed", "zeditor"), ("-w|--wait", *_COLON)),
}
_ANY = ("{file}",)


def editor_words(env: Mapping[str, str] = os.environ) -> list[str]:
    """The words of ``$VISUAL``, else of ``$EDITOR``; none where neither names an editor.

    They are split as a shell would, but no shell ever sees them. Raises `ValueError` for a
    quotation that does not end.
    """
    for name in ("VISUAL", "EDITOR"):
        if words := shlex.split(env.get(name, "")):
            return words
    return []


def told_line(words: Sequence[str], file: Path, line: int) -> list[str]:
    """The command that opens a file at a line, from 1; an editor not known gets the file alone.

    ``file`` is absolute, so that its name is never taken for an option.
    """
    program = PurePath(words[0]).name.removesuffix(".exe")
    command = list(words)
    for word in _TOLD.get(program, _ANY):
        spellings = word.split("|") if word.startswith("-") else ()
        if not spellings:
            command.append(word.format(line=line, file=file))
        elif not set(spellings) & set(words):
            command.append(spellings[-1])
    return command


def run_editor(command: Sequence[str]) -> tuple[int, str]:
    """Run an editor in this terminal until it ends: its exit code, and why it did not start.

    Raises nothing. The interrupt key is the editor's while it runs.
    """
    try:
        # A handler of our own, which the editor does not inherit, as it would being told to ignore.
        before = signal.signal(signal.SIGINT, _leave_it)
        try:
            return subprocess.run(command, check=False).returncode, ""
        finally:
            signal.signal(signal.SIGINT, before)
    except OSError as error:
        return 127, error.strerror or str(error)
    except (ValueError, subprocess.SubprocessError) as error:  # a NUL in its name
        return 127, str(error)


def _leave_it(signum: int, frame: FrameType | None) -> None:
    """The interrupt was meant for the editor."""
