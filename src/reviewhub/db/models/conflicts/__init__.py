"""What conflicts of interest are found from, what was found, and what was decided of it."""
