"""Sentences of what-ifs, replays and goal reviews."""
