"""What a unit sees of its results."""
