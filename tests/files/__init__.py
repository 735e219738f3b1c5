"""Event files: read, checked, kept from run to run."""
