"""What the form of an event holds and makes of it, apart from its widgets."""
