"""Concluding: one task, a whole campaign at once, and recomputing what was concluded."""
