"""The query language and what narrows a selection."""
