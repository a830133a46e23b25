"""The second round: the officer opens and closes it, experts answer, both rounds side by side."""
