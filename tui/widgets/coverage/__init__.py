"""Coverage: the table of what is recorded, and the list of what is not."""
