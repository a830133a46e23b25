"""The documents of a report pack in the reader's language, made of raw data alone."""
