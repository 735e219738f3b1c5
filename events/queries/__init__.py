"""The parts of the query language: its terms, words, dates and meaning, the engine, completion."""
