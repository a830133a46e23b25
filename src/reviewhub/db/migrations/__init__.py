"""The schema's diary: what changed when, up and down, tested on both databases."""
