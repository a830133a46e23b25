"""The schedule of a commission: its terms, and every step along it."""
