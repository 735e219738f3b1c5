"""The terminal: the command line and the Textual app. It imports `events`; never the other way."""

from __future__ import annotations
