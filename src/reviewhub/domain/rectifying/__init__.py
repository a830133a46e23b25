"""What must be mended after a result, by when, and what is held back meanwhile."""
