"""Compare: aligned at zero, measured between marks, lag and response, around an event."""
