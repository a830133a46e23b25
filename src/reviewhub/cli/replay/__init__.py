"""``reviewhub replay``: a concluded campaign again, under the same rules or others."""
