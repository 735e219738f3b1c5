"""Lanes: events on a time axis, a lane for each company, product, kind, source or tag."""
