"""Edits: planned, spliced, saved, undone, by form, by keys and by command."""
