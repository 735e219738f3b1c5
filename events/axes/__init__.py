"""Days and values laid out on cells: axes, their labels, long empty stretches, crowds."""
