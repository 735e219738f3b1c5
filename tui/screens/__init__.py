"""The screens, one a file, each with its style sheet beside it."""

from __future__ import annotations
