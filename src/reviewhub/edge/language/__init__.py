"""Codes become sentences here and nowhere else, in the reader's language."""
