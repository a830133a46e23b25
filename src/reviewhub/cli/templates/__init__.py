"""``reviewhub templates``: what is installed, whether a file is sound, what changed, and trying one out."""
