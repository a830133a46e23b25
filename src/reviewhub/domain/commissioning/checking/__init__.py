"""Whether a report is complete: its sections and annexes, and what it repeats of other reports."""
