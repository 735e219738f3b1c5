"""Ctrl+Z as in any program of a shell: the program stops until the shell continues it."""

from __future__ import annotations

import os
import signal
import sys


def has_shell() -> bool:
    """Whether a shell started this program as a job, and so can continue it once it stops.

    A terminal's first process, and what runs in its group, would never be continued.
    """
    return sys.platform != "win32" and os.getsid(0) != os.getpgrp()


def stop() -> None:
    """Stop until continued, and all of the job: who started this program may wait for it."""
    if sys.platform != "win32":
        # Textual's handler stops this process itself.
        os.killpg(os.getpgrp(), signal.SIGTSTP)
