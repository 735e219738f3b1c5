"""How long a test waits for what must come: no test of speed, but the end of one that hangs."""

from __future__ import annotations

LIMIT = 60.0
"""Seconds for what takes one where nothing else runs."""
