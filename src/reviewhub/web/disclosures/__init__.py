"""What is done with released results: letters, what became of them, and what everybody may read."""
