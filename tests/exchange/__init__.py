"""Exports, imports, and what differs between two timelines."""
