"""Payment holds: placing, ending, and the table for the treasury."""
