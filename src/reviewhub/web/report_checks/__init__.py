"""Whether a report is complete, and what it repeats of the firm's others, side by side."""
