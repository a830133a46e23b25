"""Files that a form brings: chosen in it, or sent in pieces before it."""
