"""Opens the installed program in a pseudo-terminal, sees the first events, and leaves with q.

Run as ``python smoke.py /path/to/dateline``; only the standard library is used, so that nothing
but the wheel need be installed.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time


def main(program: str) -> int:
    """Return 0 when events were shown and the program left of itself."""
    pid, master = pty.fork()
    if pid == 0:
        os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        os.execv(program, [program, "--lang", "en"])
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    seen, asked, next_key = b"", False, 0.0
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        ready, _, _ = select.select([master], [], [], 0.2)
        if ready:
            try:
                data = os.read(master, 65536)
            except OSError:
                break
            if not data:
                break
            seen += data
        # The first key leaves the welcome.
        if b"Alibaba" in seen and b"events" in seen and time.monotonic() > next_key:
            os.write(master, b"q")
            asked, next_key = True, time.monotonic() + 0.5
    _, status = os.waitpid(pid, 0) if asked else (0, 1)
    if not asked:
        os.kill(pid, 9)
        sys.stderr.write(f"no events on the screen; {len(seen)} bytes came\n")
        return 1
    code = os.waitstatus_to_exitcode(status)
    sys.stdout.write(f"smoke: events shown, left with exit code {code}\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
