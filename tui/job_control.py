"""Ctrl+Z as in any program of a shell: the program stops until the shell continues it.

And it ends with its terminal.
"""

from __future__ import annotations

import os
import signal
import sys
import time

_TAKEN_AT_MOST = 1.0  # seconds until a signal sent to itself stops the program


def has_shell() -> bool:
    """Whether a shell started this program as a job, and so can continue it once it stops.

    A terminal's first process, and what runs in its group, would never be continued.
    """
    return sys.platform != "win32" and os.getsid(0) != os.getpgrp()


def end_with_terminal() -> None:
    """Let the program end when its terminal goes, even if whoever started it said otherwise.

    With nothing to read from and nobody to see it, it would only keep the processor busy.
    """
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def stop() -> None:
    """Stop until continued, and all of the job: who started this program may wait for it.

    The terminal is to be given back before and taken again afterwards. Textual's own handlers of
    the two signals would do both once more, whenever their turn comes: two threads then read keys.
    """
    if sys.platform == "win32":
        return
    continued = False

    def go_on(*_: object) -> None:
        nonlocal continued
        continued = True

    stopping = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
    continuing = signal.signal(signal.SIGCONT, go_on)
    try:
        os.killpg(os.getpgrp(), signal.SIGTSTP)
        # Another thread may take the signal, a little later; a job without a shell does not stop.
        deadline = time.monotonic() + _TAKEN_AT_MOST
        while not continued and time.monotonic() < deadline:
            time.sleep(0.01)
    finally:
        signal.signal(signal.SIGTSTP, stopping)
        signal.signal(signal.SIGCONT, continuing)
