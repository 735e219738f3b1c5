"""What the commands write: data to stdout, talk to stderr, and nothing that harms a terminal."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, Literal, NoReturn

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

Role = Literal["quiet", "strong", "value", "error", "warning", "remark"]

_STYLES: dict[Role, dict[str, Any]] = {
    "quiet": {"dim": True},
    "strong": {"bold": True},
    "value": {"fg": "cyan"},
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow"},
    "remark": {"fg": "blue"},
}
# The exit code shells give to a program that a closed pipe ended: 128 + SIGPIPE.
_PIPE_CLOSED = 141


class Failure(click.ClickException):
    """What keeps a command from doing anything, in a sentence; exit code 2."""

    exit_code = 2

    def show(self, file: object = None) -> None:
        """Say it on stderr; text from files in the message is cleaned already."""
        talk(f"dateline: {self.message}")


def prepare_streams() -> None:
    """Let no character stop the output: what the encoding lacks is written as an escape.

    A stream that was closed for us (``>&-``) leads nowhere; else the next file opened would be it.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def write(pieces: Iterable[str]) -> None:
    """Write data to stdout. A reader that has gone away ends the program quietly."""
    try:
        for piece in pieces:
            sys.stdout.write(piece)
        sys.stdout.flush()
    except OSError as error:
        _stop(error)


def talk(*lines: str) -> None:
    """Say something to the person, on stderr."""
    for line in lines:
        click.echo(line, err=True)


def paint(text: str, role: Role, *, err: bool = False) -> str:
    """Give text a colour where that is wanted: on a terminal, without NO_COLOR."""
    return click.style(text, **_STYLES[role]) if has_colour(err=err) else text


def has_colour(*, err: bool = False) -> bool:
    """Whether the stream is a terminal that takes colours, and NO_COLOR is not set."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return (sys.stderr if err else sys.stdout).isatty()


def has_terminal() -> bool:
    """Whether there is somebody to ask: keys to read, and stderr to be seen."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def has_screen() -> bool:
    """Whether there is a terminal that Textual can draw on (it does so on stderr)."""
    return has_terminal() and os.environ.get("TERM") != "dumb"


def takes_unicode() -> bool:
    """Whether stdout takes every character."""
    return (sys.stdout.encoding or "").lower().startswith("utf")


def as_json(value: Any, *, indent: int | None = 2) -> str:
    """JSON without a byte that a terminal would act on; ASCII alone where stdout is not UTF-8."""
    from events.exports.event_object import as_json as json_text

    return json_text(value, indent=indent, ascii_only=not takes_unicode())


def write_bytes(pieces: Iterable[bytes]) -> None:
    """Write data to stdout as it is. A reader that has gone away ends the program quietly."""
    try:
        sys.stdout.flush()
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    except OSError as error:
        _stop(error)


def _stop(error: OSError) -> NoReturn:
    """Write no more: quietly if the reader has gone away, else with a word on why."""
    # Python flushes once more at its end, and would fail again: give it somewhere to flush to.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        raise SystemExit(_PIPE_CLOSED) from None
    raise Failure(f"cannot write: {error.strerror or error}") from None
