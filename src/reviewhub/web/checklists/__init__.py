"""The check-list of material of a task: asking, supplying many files at once, accepting, sending back."""
