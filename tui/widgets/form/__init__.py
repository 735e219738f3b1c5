"""The form in which an event is edited: its lines, fields and choices."""
