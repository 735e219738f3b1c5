"""Runs that are too long for every day: ``python -m tests.faults``; short forms run in pytest."""

from __future__ import annotations
