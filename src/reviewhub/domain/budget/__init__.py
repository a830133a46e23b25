"""Budget policies as data, what an envelope leaves, which projects fit under it: exact yuan."""
