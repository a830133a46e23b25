"""Files sent in pieces, so that a lost connection costs one piece and not the file."""
