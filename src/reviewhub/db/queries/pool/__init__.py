"""Questions about the pool and its organisations that more than one use case asks."""
