"""Conflicts of interest: what is known of both sides, what rules find in it, what is decided."""
