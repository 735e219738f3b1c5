"""Ctrl+Z as in any program of a shell: the program stops until the shell continues it.

And it ends with its terminal.
"""

from __future__ import annotations

import os
import signal
import sys


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
    """Stop until continued, and all of the job: who started this program may wait for it."""
    if sys.platform != "win32":
        # Textual's handler stops this process itself.
        os.killpg(os.getpgrp(), signal.SIGTSTP)
