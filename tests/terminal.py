"""A terminal to test against: the program runs in a pseudo-terminal, pyte shows its screen."""

from __future__ import annotations

import codecs
import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyte

from tests.patience import LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

# Sequences that pyte takes for text or stumbles on: keyboard protocol, private modes with colon.
_BEYOND_PYTE = re.compile(r"\x1b\[[<>=?][0-9;]*[a-zA-Z]|\x1b\[[0-9;]*\$p|\x1bP[^\x1b]*\x1b\\")
_LOOK = 0.01  # seconds between two looks at the program
_NAP = 5  # looks at which it sleeps: longer than the time between two frames
_HALF_SEQUENCE = re.compile(r"\x1b(\[[0-?]*[ -/]*|[\]P_][^\x07\x1b]*)?\Z")


# The state of one who was welcomed before.
SEEN = '{"welcomed": "yes"}'


class Terminal:
    """A running program, its screen, and every byte it wrote."""

    def __init__(
        self, argv: Sequence[str], *, columns: int, lines: int, env: Mapping[str, str]
    ) -> None:
        """Start ``argv`` in a pseudo-terminal of that size, with ``env`` over the present one."""
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.Stream(self.screen)
        self.output = b""
        self._fed = 0  # bytes of the output that are on the screen
        self._decoder = codecs.getincrementaldecoder("utf-8")("ignore")
        self._unread = ""
        self._begins_sequence = False
        self._closed = False
        self._code: int | None = None
        self._master, slave = pty.openpty()
        self._set_size(columns, lines)
        _hush(slave)
        self.pid = os.fork()
        if self.pid == 0:
            os.login_tty(slave)
            # pytest and shells set these; they would stand over the terminal's own size.
            for name in ("COLUMNS", "LINES"):
                os.environ.pop(name, None)
            os.environ.update(env)
            # With the environment as Python knows it: readline hides sizes in the process's own.
            os.execvpe(argv[0], list(argv), os.environ)
        os.close(slave)

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size; the program is told by the kernel."""
        self._feed()
        self.screen.resize(lines, columns)
        self._set_size(columns, lines)

    def _set_size(self, columns: int, lines: int) -> None:
        size = struct.pack("HHHH", lines, columns, 0, 0)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, size)

    def send(self, keys: str) -> None:
        """Type."""
        self._begins_sequence = keys.endswith("\x1b")
        os.write(self._master, keys.encode())

    def read_raw(self, seconds: float) -> bool:
        """Take what the program writes within so long into ``output``; False when it has ended."""
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return True
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:
            return False
        self.output += data
        return bool(data)

    def _feed(self) -> None:
        """Bring what was written since onto the screen."""
        self._unread += self._decoder.decode(self.output[self._fed :])
        self._fed = len(self.output)
        # Whole sequences only: half of one waits for its other half.
        half = _HALF_SEQUENCE.search(self._unread, max(0, len(self._unread) - 200))
        end = half.start() if half else len(self._unread)
        self._stream.feed(_BEYOND_PYTE.sub("", self._unread[:end]))
        self._unread = self._unread[end:]

    def wait_for(self, seen: str | Callable[[str], bool], seconds: float = LIMIT) -> str:
        """Read until the screen shows ``seen`` (text, or what a test of the screen says)."""
        test = seen if callable(seen) else lambda text: seen in text
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            alive = self.read_raw(0.05)
            if test(text := self.text):
                return text
            if not alive:
                break
        raise AssertionError(f"never seen: {seen!r}; the screen was:\n{self.text}")

    def settle(self, quiet: float = 0.25) -> None:
        """Read until the program has done all it was asked, and nothing comes any more.

        Where it can be told that the program sleeps, that counts, not the time: on a busy machine
        it may be a while until it has its turn. Elsewhere nothing has come for ``quiet`` seconds.
        """
        begun = last = time.monotonic()
        asleep = 0  # looks in a row
        while (now := time.monotonic()) - begun < LIMIT:
            is_quiet = now - last >= quiet
            sleeps = self._sleeps()
            if sleeps is None and is_quiet:
                break
            asleep = asleep + 1 if sleeps else 0
            # It may wait for the rest of a key, which takes its time.
            if asleep > _NAP and (is_quiet or not self._begins_sequence):
                break
            before = len(self.output)
            if not self.read_raw(_LOOK):
                break
            if len(self.output) != before:
                last, asleep = time.monotonic(), 0

    def _sleeps(self) -> bool | None:
        """Whether all threads of the program wait for something; None where nobody tells.

        It is the one that has the terminal: a shell gives it to what it runs.
        """
        states = set()
        try:
            program = os.tcgetpgrp(self._master)
            for task in Path(f"/proc/{program}/task").iterdir():
                with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # it has ended
                    # The state follows the command's name, which is in brackets.
                    states.add((task / "stat").read_text().rpartition(") ")[2][:1])
        except OSError:
            return None
        return states == {"S"} if states else None

    @property
    def text(self) -> str:
        """The screen, line by line, without the blanks at the ends."""
        self._feed()
        # Not pyte's own `display`: it stumbles on the second cell of a wide character.
        columns, buffer = range(self.screen.columns), self.screen.buffer
        rows = ("".join(buffer[y][x].data for x in columns) for y in range(self.screen.lines))
        return "\n".join(row.rstrip() for row in rows)

    def hang_up(self) -> int | None:
        """Take the terminal away; the exit code of a program that ends with it."""
        os.close(self._master)
        self._closed = True
        deadline = time.monotonic() + LIMIT
        while time.monotonic() < deadline:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.02)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        return None

    def close(self) -> int | None:
        """Wait for the program's end, and end it if it does not come; its exit code, if it did."""
        if self._closed:
            return self._code
        self._closed = True
        deadline = time.monotonic() + LIMIT
        while time.monotonic() < deadline and self._code is None:
            self.read_raw(0.02)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._code = os.waitstatus_to_exitcode(status)
        if self._code is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._master)
        return self._code


@contextlib.contextmanager
def explore(
    path: Path,
    home: Path,
    *,
    columns: int = 120,
    lines: int = 40,
    lang: str = "en",
    args: Sequence[str] = (),
    env: Mapping[str, str] | None = None,
    first: bool = False,
) -> Iterator[Terminal]:
    """The explorer on a timeline, with an empty home, closed at the end whatever happens.

    Not as on its ``first`` run, when it welcomes the person.
    """
    state = home / "state.json"
    if not first and not state.exists():
        state.write_text(SEEN, "utf-8")
    terminal = Terminal(
        [sys.executable, "-m", "tui", "--lang", lang, *args, str(path)],
        columns=columns,
        lines=lines,
        env={
            "HOME": str(home),
            "DATELINE_CONFIG": str(home / "config.toml"),
            "DATELINE_STATE": str(home / "state.json"),
            "DATELINE_TODAY": "2026-02-26",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "TEXTUAL_ANIMATIONS": "none",
            "LC_ALL": "C.UTF-8",
            **(env or {}),
        },
    )
    try:
        yield terminal
    finally:
        with contextlib.suppress(OSError):
            terminal.send("\x11")  # ctrl+q
        terminal.close()


def _hush(terminal: int) -> None:
    """Have the terminal itself echo no keys, as it does while an editor runs, nor ring its bell.

    What is in the output then comes from the program.
    """
    attributes = termios.tcgetattr(terminal)
    attributes[0] &= ~termios.IMAXBEL
    attributes[3] &= ~termios.ECHO
    termios.tcsetattr(terminal, termios.TCSANOW, attributes)


# All that may reach a terminal besides text: cursor and colour sequences, modes, and the queries
# a program begins with. Whatever else begins with ESC came from a file.
ALLOWED = re.compile(
    r"\x1b\[[0-9;:]*[ABCDHJKXmtdG]|\x1b\[[<>=?][0-9;]*[a-zA-Z]|\x1b\[[?]?[0-9;]*\$p"
    r"|\x1b\[[0-9]* q|\x1b[78=>]|\x1b\[c|\x1b\[[0-9]*n|\x1b_G[^\x1b]*\x1b\\|\x1b\]22;[a-z-]*\x07"
    r"|\x1b\[\d*[hl]"
)
MARK = "6543"  # a number no program would write in a sequence of its own


def assert_clean(terminal: Terminal) -> None:
    """No control byte, no hostile sequence, no bidi control reached the terminal."""
    output = _HALF_SEQUENCE.sub("", terminal.output.decode("utf-8", "ignore"))
    rest = ALLOWED.sub("", output)
    assert MARK not in "".join(re.findall(r"\x1b[^a-zA-Z]*", output))
    found = re.search(
        "[\x00-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", rest
    )
    assert not found, f"{rest[found.start() : found.start() + 80]!r} reached the terminal"
