"""Timelines set against each other, and one as it was: differences, revisions, origins."""
