"""Scorers in a process of their own: what crosses the pipe is plain data as JSON, in both directions."""
