"""``reviewhub pack``."""
