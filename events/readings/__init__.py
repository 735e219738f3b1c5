"""Readings told apart and put in rows: whose figure, which metric, what changed, what is stale."""
