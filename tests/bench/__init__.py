"""Benchmarks: what things cost, as ratios to a floor in the same run. They assert nothing."""

from __future__ import annotations
