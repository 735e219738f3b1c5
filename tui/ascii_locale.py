"""Locales that know no letter beyond ASCII, such as LC_ALL=C with PYTHONUTF8=0."""

from __future__ import annotations

import os
import sys


def leave_ascii_locale() -> None:
    """Begin anew in Python's UTF-8 mode where arguments and file names would be read as ASCII.

    Without it a query or a path in Chinese is not understood, and no screen can be drawn.
    """
    if sys.getfilesystemencoding() == "ascii" and not sys.flags.utf8_mode and sys.executable:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])
