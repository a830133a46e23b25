"""Pictures of numbers as inline SVG; every word comes from the caller."""
