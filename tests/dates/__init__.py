"""Dates with their precision, and people's words for them."""
