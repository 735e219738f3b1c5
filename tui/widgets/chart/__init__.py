"""The Chart: readings over time, its panels, axes, points and table."""
