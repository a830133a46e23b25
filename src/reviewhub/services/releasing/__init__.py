"""Releases: prepared, checked, signed and given out, and what units say to them."""
