"""``reviewhub policies``: what grades mean for the money, whether a file is sound, what it says."""
