"""TOML as text: its smallest parts, its faults, where tables stand, and how they are written."""
