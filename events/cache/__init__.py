"""A large timeline as it was when it was last read, kept so that it is read again in a moment."""
