"""Dates as they are written and reckoned: EDTF, words in two languages, festivals, spans, steps."""
